/*
 * bench_index.c - a stored index: how long an article takes, how large it
 * gets, how fast it opens.  One thread.
 *
 * usage: bench_index [-b BUILD] [-l BYTES] [-t THRESHOLD] DIR FILE COUNT ...
 *
 * Articles of about BYTES bytes are made of short runs of words of FILE's
 * texts, so that unrelated ones are as alike as real ones are.  An index in
 * DIR, which is removed, is filled to each COUNT with tawam_index_check_add;
 * of the last SAMPLE of them each is timed by the clock.  Then copies of
 * articles in it, with a word changed, are checked.  Nothing waits for the
 * disk but where the row says so.
 */
#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bsd/stdlib.h>

#include "bench.h"

#define SAMPLE		100000
#define COPIES		20000
#define SYNCED		500
#define RUN		3		/* words */
#define WORDS		((size_t)4 << 20)	/* bytes they are taken from */

struct bench {
	struct texts texts;
	char *words;		/* all texts, one after another */
	size_t len;
	size_t bytes;		/* of an article */
	char *article;
	struct tawam_params p;
	struct tawam_index *x;
	const char *dir;
	double *t;
};

void
check(int e, const char *what)
{
	if (e != 0)
		err(1, "%s: %s", what, tawam_strerror(e));
}

static uint64_t
next(uint64_t *state)
{
	uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static void
join_texts(struct bench *b)
{
	size_t n = 0;

	for (size_t i = 0; i < b->texts.n; i++)
		n += b->texts.t[i].len + 1;
	if ((b->words = malloc(n)) == NULL)
		err(1, NULL);
	for (size_t i = 0; i < b->texts.n; i++) {
		memcpy(b->words + b->len, b->texts.t[i].text,
		    b->texts.t[i].len);
		b->len += b->texts.t[i].len;
		b->words[b->len++] = ' ';
	}
	if (b->len > WORDS)
		b->len = WORDS;
	if (b->len < 2 * b->bytes)
		errx(1, "the texts are too short");
}

/* The article of a number; its length. */
static size_t
make_article(struct bench *b, uint64_t number)
{
	uint64_t state = number;
	size_t n = 0;

	while (n < b->bytes) {
		size_t at = next(&state) % (b->len - b->bytes);
		int left = RUN;

		while (at < b->len && b->words[at] != ' ')
			at++;
		while (++at < b->len && n < b->bytes + 64 && left > 0) {
			b->article[n++] = b->words[at];
			left -= b->words[at] == ' ';
		}
	}
	return n;
}

static int
compare(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return a < b ? -1 : a > b;
}

static void
print_times(const char *what, uint64_t docs, double *t, size_t n, double cpu)
{
	qsort(t, n, sizeof(*t), compare);
	printf("%-26s %9llu %8.2f %8.2f %8.2f %8.2f %9.2f %9.0f %8.2f\n",
	    what, (unsigned long long)docs, 1e6 * t[n / 10], 1e6 * t[n / 2],
	    1e6 * t[n * 9 / 10],
	    1e6 * t[n * 99 / 100], 1e6 * t[n * 999 / 1000], 1e6 * t[n - 1],
	    1e6 * cpu);
	fflush(stdout);
}

static void
doc_of(struct tawam_doc *d, struct bench *b, uint64_t number, char *id)
{
	tawam_doc_init(d, sizeof(*d));
	d->idlen = (size_t)sprintf(id, "\"%llu\"",
	    (unsigned long long)number);
	d->id = id;
	d->text = b->article;
	d->len = make_article(b, number);
}

static void
open_index(struct bench *b, enum tawam_sync sync)
{
	struct tawam_index_options o;
	struct tawam_index_trouble t = { .size = sizeof(t) };

	tawam_index_options_init(&o, sizeof(o));
	o.flags = TAWAM_INDEX_WRITE | TAWAM_INDEX_CREATE;
	o.sync = sync;
	check(tawam_index_open(&b->x, b->dir, &b->p, &o, &t), t.text);
}

static void
fill(struct bench *b, uint64_t from, uint64_t to, const char *what)
{
	struct tawam_hit hit = { .size = sizeof(hit) };
	struct tawam_doc d;
	double cpu = 0, all = 0;
	size_t n = 0;
	char id[32];

	for (uint64_t i = from; i < to; i++) {
		double at, used;

		doc_of(&d, b, i, id);
		used = bench_cpu();
		at = bench_now();
		check(tawam_index_check_add(b->x, &d, &hit), "check_add");
		at = bench_now() - at;
		if (to - i > SAMPLE)
			continue;
		cpu += bench_cpu() - used;
		all++;
		b->t[n++] = at;
	}
	print_times(what, to, b->t, n, cpu / all);
}

/* What an article costs before it comes to the index. */
static void
sketches(struct bench *b)
{
	unsigned char sketch[64 + 4 * 256];
	struct tawam_sketcher *s;
	struct tawam_doc d;
	double cpu = 0;
	size_t n;
	char id[32];

	check(tawam_sketcher_new(&s, &b->p), "sketcher");
	for (n = 0; n < COPIES; n++) {
		double at, used;

		doc_of(&d, b, n, id);
		used = bench_cpu();
		at = bench_now();
		check(tawam_sketch(s, d.text, d.len, sketch, sizeof(sketch)),
		    "sketch");
		b->t[n] = bench_now() - at;
		cpu += bench_cpu() - used;
	}
	print_times("sketch alone", 0, b->t, n, cpu / (double)n);
	tawam_sketcher_free(s);
}

static void
copies(struct bench *b, uint64_t docs)
{
	struct tawam_hit hit = { .size = sizeof(hit) };
	struct tawam_doc d;
	double cpu = 0;
	size_t n = 0, found = 0;
	uint64_t state = 7;
	char id[32];

	for (n = 0; n < COPIES; n++) {
		double at, used;

		doc_of(&d, b, next(&state) % docs, id);
		memcpy(b->article + d.len / 2, "xyzzy", 5);
		used = bench_cpu();
		at = bench_now();
		check(tawam_index_check(b->x, &d, &hit), "check");
		b->t[n] = bench_now() - at;
		cpu += bench_cpu() - used;
		found += hit.match.relation != TAWAM_UNRELATED;
	}
	print_times("check, a copy", docs, b->t, n, cpu / (double)n);
	if (found < n)
		printf("  copies found: %zu of %zu\n", found, n);
}

static void
size_of(struct bench *b, uint64_t docs)
{
	struct tawam_index_info i = { .size = sizeof(i) };

	check(tawam_index_info(b->x, &i, NULL), "info");
	printf("  slots %u, bands %u, rows %u; a document: memory %.0f bytes, "
	    "files %.0f bytes\n", i.plan.slots, i.plan.bands, i.plan.rows,
	    (double)i.memory / (double)docs, (double)i.bytes / (double)docs);
}

/* Closed and opened again: the tables are made from the log. */
static void
reopen(struct bench *b, uint64_t docs)
{
	double at, cpu;

	check(tawam_index_sync(b->x), "sync");
	check(tawam_index_close(b->x), "close");
	cpu = bench_cpu();
	at = bench_now();
	open_index(b, TAWAM_SYNC_NEVER);
	at = bench_now() - at;
	cpu = bench_cpu() - cpu;
	printf("  opened in %.2f s, processor %.2f s: %.2f million documents "
	    "a second\n", at, cpu, (double)docs / cpu / 1e6);
	size_of(b, docs);
}

static void
remove_index(const char *dir)
{
	char command[1024];

	if (snprintf(command, sizeof(command), "rm -rf '%s'", dir) >=
	    (int)sizeof(command) || system(command) != 0)
		errx(1, "%s: not removed", dir);
}

static void
measure(struct bench *b, char **counts, int n)
{
	uint64_t done = 0;

	printf("%-26s %9s %8s %8s %8s %8s %9s %9s %8s\n", "microseconds",
	    "documents", "p10", "median", "p90", "p99", "p99.9", "most",
	    "cpu mean");
	sketches(b);
	open_index(b, TAWAM_SYNC_NEVER);
	for (int i = 0; i < n; i++) {
		const char *why;
		uint64_t to = (uint64_t)strtonum(counts[i],
		    (long long)done + 1, UINT32_MAX, &why);

		if (why != NULL)
			errx(2, "%s: %s", counts[i], why);
		fill(b, done, to, "check and add, a new one");
		copies(b, to);
		reopen(b, to);
		done = to;
	}
	check(tawam_index_close(b->x), "close");
	open_index(b, TAWAM_SYNC_EACH);
	fill(b, done, done + SYNCED, "the same, sync each");
	check(tawam_index_close(b->x), "close");
	open_index(b, TAWAM_SYNC_BATCH);
	done += SYNCED;
	fill(b, done, done + SAMPLE, "the same, sync batch");
	check(tawam_index_close(b->x), "close");
}

int
main(int argc, char **argv)
{
	struct bench b = { .bytes = 2000 };
	const char *build = "", *why = NULL;
	int c;

	tawam_params_init(&b.p, sizeof(b.p));
	b.p.slots = 128;
	b.p.bands = 25;
	b.p.rows = 5;
	while ((c = getopt(argc, argv, "b:l:t:")) != -1) {
		if (c == 'b')
			build = optarg;
		else if (c == 'l')
			b.bytes = (size_t)strtonum(optarg, 100, 1 << 20,
			    &why);
		else if (c == 't')
			b.p.threshold = atof(optarg);
		else
			return 2;
	}
	if (argc - optind < 3 || why != NULL)
		errx(2, "usage: bench_index [-b BUILD] [-l BYTES] "
		    "[-t THRESHOLD] DIR FILE COUNT ...");
	b.dir = argv[optind];
	texts_read(&b.texts, argv[optind + 1]);
	join_texts(&b);
	b.article = malloc(b.bytes + 128);
	b.t = malloc(SAMPLE * sizeof(*b.t));
	if (b.article == NULL || b.t == NULL)
		err(1, NULL);
	machine_print(stdout, build);
	remove_index(b.dir);
	measure(&b, argv + optind + 2, argc - optind - 2);
	remove_index(b.dir);
	return 0;
}
