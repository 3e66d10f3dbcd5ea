/*
 * bench_sketch.c - from UTF-8 in memory to sketches, by one thread: each
 * variant, by length of text and over a whole corpus, beside loops that do
 * less.
 *
 * usage: bench_sketch [-t] [-n RUNS] [-b BUILD] FILE
 *
 * Times are the thread's processor time, so that a neighbour who takes turns
 * on the core does not count; what he does to caches and memory does.  In each
 * run every row is measured once, one after the other; minimum and median are
 * over the runs.  By length: documents of about 256 KB, which stay in cache.
 *
 * -t: only a number, for other programs: the least time of the best variant
 * over the whole corpus to 128 slots, in seconds.
 */
#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bsd/stdlib.h>

#include "base/hash.h"
#include "bench.h"
#include "limits.h"
#include "shingle/kperm.h"
#include "shingle/shingle.h"
#include "shingle/sketch.h"

#define RUNS_MAX	99
#define NCLASSES	6		/* the last: all */
#define PIECE		(256 << 10)
#define NGRAM		5

enum work { NORMALISE, HASH, SKETCH, KPERM, XXH_UTF8, XXH_CLASSES, VALIDATE,
	READ };

struct row {
	const char *name;
	enum work work;
	enum cpu_level level;
	uint32_t k;
	double t[NCLASSES][RUNS_MAX];
};

/* Documents of a class. */
struct sample {
	const struct text **t;
	size_t n;
	uint64_t bytes;
};

struct bench {
	struct mem mem;
	struct coder *coder;
	struct shingler shingler;
	struct sketcher_consts consts;
	struct kperm_consts kperm;
	struct texts texts;
	struct sample sample[NCLASSES];
	uint64_t points;		/* of all normal forms */
	uint64_t sink;
};

static const size_t limit_of[NCLASSES] = { 150, 300, 1000, 3000, 9000,
    SIZE_MAX };

void
check(int e, const char *what)
{
	if (e != 0)
		errx(1, "%s: %s", what, tawam_strerror(e));
}

static void
xxh_utf8(struct bench *b, const char *p, size_t n)
{
	size_t start[NGRAM + 1], i = 0;

	/* The code points' starts, the last n + 1 of them. */
	for (size_t at = 0; at <= n; at++) {
		if (at < n && (p[at] & 0xC0) == 0x80)
			continue;
		start[i % (NGRAM + 1)] = at;
		if (i >= NGRAM) {
			size_t from = start[(i - NGRAM) % (NGRAM + 1)];

			b->sink += hash64(p + from, at - from, 0);
		}
		i++;
	}
}

/* All of these hash what is normalised already. */
static void
less(struct bench *b, const struct row *r, const struct text *t,
    const struct coded *c)
{
	switch (r->work) {
	case XXH_UTF8:
		xxh_utf8(b, t->text, t->len);
		break;
	case XXH_CLASSES:
		/* r->k bytes: 5 classes, or about what 5 letters take. */
		for (size_t i = 0; i + r->k <= c->n; i++)
			b->sink += hash64(c->classes + i, r->k, 0);
		break;
	case VALIDATE:
		b->sink += (uint64_t)limit_validate(t->text, t->len);
		break;
	default:
		b->sink += limit_read(t->text, t->len);
		break;
	}
}

static void
one(struct bench *b, const struct row *r, const struct text *t)
{
	uint32_t slots[SKETCH_SLOTS_MAX];
	struct coded c;
	size_t n;

	if (r->work == XXH_UTF8 || r->work >= VALIDATE) {
		less(b, r, t, NULL);
		return;
	}
	check(coder_run(b->coder, t->text, t->len, &c), "coder_run");
	b->sink += c.n;
	if (r->work == NORMALISE)
		return;
	if (r->work == XXH_CLASSES) {
		less(b, r, t, &c);
		return;
	}
	check(shingle_hashes(&b->shingler, &c, &n), "shingle_hashes");
	if (r->work == HASH)
		return;
	if (r->work == KPERM)
		kperm_slots(&b->kperm, b->shingler.hashes, n, slots);
	else
		sketch_slots(&b->consts, b->shingler.hashes, n, slots);
	b->sink += slots[0];
}

static double
measure(struct bench *b, const struct row *r, const struct sample *s)
{
	double start;

	coder_set_level(b->coder, r->level);
	b->shingler.level = r->level;
	if (r->work == SKETCH)
		sketch_consts_init(&b->consts, r->k, 0);
	if (r->work == KPERM)
		kperm_consts_init(&b->kperm, r->k, 0);
	b->consts.level = b->kperm.level = r->level;
	/* What is small is seen once before, so that it is in the cache. */
	if (s->bytes <= 4 * PIECE)
		for (size_t i = 0; i < s->n; i++)
			one(b, r, s->t[i]);
	start = bench_cpu();
	for (size_t i = 0; i < s->n; i++)
		one(b, r, s->t[i]);
	return bench_cpu() - start;
}

static void
sample_add(struct sample *s, const struct text *t)
{
	s->t[s->n++] = t;
	s->bytes += t->len;
}

static void
choose(struct bench *b)
{
	for (int c = 0; c < NCLASSES; c++)
		if ((b->sample[c].t = calloc(b->texts.n,
		    sizeof(*b->sample[c].t))) == NULL)
			err(1, NULL);
	for (size_t i = 0; i < b->texts.n; i++) {
		const struct text *t = &b->texts.t[i];
		struct coded form;
		int c = 0;

		check(coder_run(b->coder, t->text, t->len, &form),
		    "coder_run");
		b->points += form.n;
		while (form.n > limit_of[c])
			c++;
		if (c < NCLASSES - 1 && b->sample[c].bytes < PIECE)
			sample_add(&b->sample[c], t);
		sample_add(&b->sample[NCLASSES - 1], t);
	}
}

static void
print_row(const struct bench *b, struct row *r, int runs)
{
	double bytes = (double)b->sample[NCLASSES - 1].bytes;
	double *all = r->t[NCLASSES - 1], middle = bench_median(all, (size_t)runs);

	printf("%-30s", r->name);
	for (int c = 0; c < NCLASSES - 1; c++) {
		const struct sample *s = &b->sample[c];

		if (s->n == 0)
			printf("        -");
		else
			printf(" %8.0f", 1e9 *
			    bench_median(r->t[c], (size_t)runs) /
			    (double)s->n);
	}
	printf(" %8.0f %8.0f %7.3f\n", bytes / 1e6 / middle,
	    bytes / 1e6 / all[0], 1e9 * middle / (double)b->points);
	fflush(stdout);
}

/* Times are sorted by now. */
static void
print_ratios(const struct row *rows, size_t n, int runs)
{
	const struct row *road = NULL;

	for (size_t i = 0; i < n; i++)
		if (rows[i].work == SKETCH && rows[i].k == 128 &&
		    (road == NULL || rows[i].level > road->level))
			road = &rows[i];
	if (road == NULL)
		return;
	printf("\n%s, medians over the whole corpus:\n", road->name);
	for (size_t i = 0; i < n; i++) {
		double other = rows[i].t[NCLASSES - 1][runs / 2];
		double own = road->t[NCLASSES - 1][runs / 2];

		/* The first row is normalising alone. */
		if (rows[i].work == XXH_CLASSES)
			printf("  %.2f of the time of XXH3 alone, %u bytes a "
			    "5-gram\n", own / (other -
			    rows[0].t[NCLASSES - 1][runs / 2]), rows[i].k);
		else if (rows[i].work == READ || rows[i].work == VALIDATE)
			printf("  %.3f of the speed of: %s\n", other / own,
			    rows[i].name);
		else if (rows[i].work == KPERM)
			printf("  %.2f times as fast as: %s\n", other / own,
			    rows[i].name);
	}
}

static size_t
add_row(struct row *rows, size_t n, enum work work, enum cpu_level level,
    uint32_t k)
{
	static const char *const what[] = { "normalise", "+ hash",
	    "+ sketch", "+ k permutations", "XXH3 of the raw text's 5-grams",
	    "normalise + XXH3 of bytes:", "validation of UTF-8 (AVX2)",
	    "reading memory" };
	struct row *r = &rows[n];
	char name[64];

	memset(r, 0, sizeof(*r));
	if (work == XXH_CLASSES)
		snprintf(name, sizeof(name), "%s %u", what[work], k);
	else if (work >= XXH_UTF8)
		snprintf(name, sizeof(name), "%s", what[work]);
	else if (work >= SKETCH)
		snprintf(name, sizeof(name), "%s %s %u",
		    cpu_level_name(level), what[work], k);
	else
		snprintf(name, sizeof(name), "%s %s", cpu_level_name(level),
		    what[work]);
	if ((r->name = strdup(name)) == NULL)
		err(1, NULL);
	r->work = work;
	r->level = level;
	r->k = k;
	return n + 1;
}

static size_t
make_rows(struct row *rows)
{
	size_t n = 0;
	enum cpu_level best = cpu_level();

	for (int l = (int)best; l >= 0; l--) {
		enum cpu_level level = (enum cpu_level)l;

		n = add_row(rows, n, NORMALISE, level, 128);
		n = add_row(rows, n, HASH, level, 128);
		for (uint32_t k = 64; k <= 256; k *= 2)
			n = add_row(rows, n, SKETCH, level, k);
		n = add_row(rows, n, KPERM, level, 128);
	}
	n = add_row(rows, n, XXH_UTF8, best, 128);
	n = add_row(rows, n, XXH_CLASSES, best, NGRAM);
	n = add_row(rows, n, XXH_CLASSES, best, 2 * NGRAM);
	if (limits_there()) {
		n = add_row(rows, n, VALIDATE, best, 128);
		n = add_row(rows, n, READ, best, 128);
	}
	return n;
}

#define ROWS_MAX	(6 * CPU_NLEVELS + 5)

static void
run(struct bench *b, int runs)
{
	struct row *rows = calloc(ROWS_MAX, sizeof(*rows));
	size_t n;

	if (rows == NULL)
		err(1, NULL);
	n = make_rows(rows);
	for (int i = 0; i < runs; i++)
		for (size_t r = 0; r < n; r++)
			for (int c = 0; c < NCLASSES; c++)
				rows[r].t[c][i] = measure(b, &rows[r],
				    &b->sample[c]);
	printf("%zu documents, %.1f MB of UTF-8, %.1f million code points "
	    "normalised; median of %d runs\n", b->texts.n,
	    (double)b->sample[NCLASSES - 1].bytes / 1e6,
	    (double)b->points / 1e6, runs);
	printf("ns a document by code points; the whole in MB/s, median and "
	    "best, and ns a code point\n\n");
	printf("%-30s %8s %8s %8s %8s %8s %8s %8s %7s\n", "", "<=150",
	    "<=300", "<=1000", "<=3000", "<=9000", "MB/s", "best", "ns/cp");
	for (size_t r = 0; r < n; r++)
		print_row(b, &rows[r], runs);
	print_ratios(rows, n, runs);
	sets_print();
	printf("\n(checksum %016jx)\n", (uintmax_t)b->sink);
}

static void
total(struct bench *b, int runs)
{
	struct row r;
	double best = 0;

	memset(&r, 0, sizeof(r));
	r.work = SKETCH;
	r.level = cpu_level();
	r.k = 128;
	for (int i = 0; i < runs; i++) {
		double t = measure(b, &r, &b->sample[NCLASSES - 1]);

		best = i == 0 || t < best ? t : best;
	}
	printf("%.6f\n", best);
}

int
main(int argc, char **argv)
{
	static struct bench b;
	const char *why = NULL, *build = "";
	int c, runs = 9, number = 0;

	while ((c = getopt(argc, argv, "b:n:t")) != -1) {
		if (c == 'b')
			build = optarg;
		else if (c == 't')
			number = 1;
		else if (c == 'n')
			runs = (int)strtonum(optarg, 1, RUNS_MAX, &why);
		else
			return 2;
		if (why != NULL)
			errx(2, "-n %s: %s", optarg, why);
	}
	if (argc - optind != 1)
		errx(2, "usage: bench_sketch [-t] [-n RUNS] [-b BUILD] "
		    "FILE");
	if (!number)
		machine_print(stdout, build);
	mem_init(&b.mem, NULL);
	check(coder_new(&b.coder, TAWAM_PROFILE_STANDARD, &b.mem),
	    "coder_new");
	shingler_init(&b.shingler, NGRAM, 0, &b.mem);
	texts_read(&b.texts, argv[optind]);
	choose(&b);
	if (number)
		total(&b, runs);
	else
		run(&b, runs);
	return 0;
}
