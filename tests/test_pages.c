/*
 * test_pages.c - dedup --segment on pages whose articles are known: two of one
 * page are never brought together, and nothing that is dropped is lost.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "helpers.h"
#include "report/span.h"
#include "test_corpora.h"

#define ARTICLES	24
#define PAGES		70
#define UNITS		12
#define TEXT_MAX	8192

/* "read also" */
#define READ_ALSO \
	"\u0625\u0642\u0631\u0623 \u0623\u064A\u0636\u0627\u064B"
#define READ_ALSO_CHARS	10

struct unit {
	int article;		/* whose text or heading it is */
	int headline;
	size_t start, end;	/* code points */
};

struct page {
	char text[TEXT_MAX];
	size_t len;		/* bytes */
	size_t chars;
	struct unit unit[UNITS];
	size_t n;
};

struct world {
	char head[ARTICLES][64], body[ARTICLES][2048];
	struct page page[PAGES];
	/* What was decided. */
	int dropped[PAGES], unit_dropped[PAGES][UNITS];
};

static char *
put_words(char *p, uint64_t *state, int n)
{
	for (int i = 0; i < n; i++) {
		uint64_t r = rnd(state) % 900;

		p += sprintf(p, "%s%c%c%c%c", i > 0 ? " " : "",
		    'a' + (int)(r % 26), "aeiou"[r % 5],
		    'a' + (int)(r / 26 % 26), 'a' + (int)(r / 31 % 26));
	}
	return p;
}

static void
make_articles(struct world *w, uint64_t *state)
{
	for (int i = 0; i < ARTICLES; i++) {
		char *p = w->body[i];

		put_words(w->head[i], state, 8);
		for (int n = 3 + (int)(rnd(state) % 3); n > 0; n--) {
			p = put_words(p, state, 32);
			p = stpcpy(p, n > 1 ? ".\n" : ".");
		}
	}
}

static void
put(struct page *p, const char *s, size_t chars)
{
	cr_assert_lt(p->len + strlen(s), TEXT_MAX);
	p->len = (size_t)(stpcpy(p->text + p->len, s) - p->text);
	p->chars += chars;
}

static void
put_unit(struct page *p, const struct world *w, int article, int headline)
{
	struct unit *u = &p->unit[p->n++];

	u->article = article;
	u->headline = headline;
	u->start = p->chars;
	put(p, w->head[article], strlen(w->head[article]));
	if (!headline) {
		put(p, "\n\n", 2);
		put(p, w->body[article], strlen(w->body[article]));
	}
	u->end = p->chars;
	put(p, "\n", 1);
}

/* One article or two, and perhaps a list; now and then a list alone. */
static void
make_page(struct page *p, const struct world *w, uint64_t *state)
{
	int first = (int)(rnd(state) % ARTICLES);
	uint64_t kind = rnd(state) % 5;

	if (kind < 4)
		put_unit(p, w, first, 0);
	if (kind == 1 || kind == 2) {
		put(p, READ_ALSO "\n", READ_ALSO_CHARS + 1);
		put_unit(p, w, (first + 1 + (int)(rnd(state) %
		    (ARTICLES - 1))) % ARTICLES, 0);
	}
	if (kind < 2)
		return;
	put(p, READ_ALSO ":\n", READ_ALSO_CHARS + 2);
	for (int i = 0; i < 4; i++) {
		put(p, "* ", 2);
		put_unit(p, w, (int)(rnd(state) % ARTICLES), 1);
	}
}

/* A copy is edited a little, so that not all is exact. */
static void
edit(struct page *p, uint64_t *state)
{
	char *dot = memchr(p->text, '.', p->len);

	if (dot != NULL && dot - p->text > 40 && rnd(state) % 2 == 0)
		memcpy(dot - 15, "edited", 6);
}

static void
make_world(struct world *w, uint64_t seed)
{
	uint64_t state = seed;
	FILE *f = fopen("in.jsonl", "w");

	cr_assert_not_null(f);
	memset(w, 0, sizeof(*w));
	make_articles(w, &state);
	for (int i = 0; i < PAGES; i++) {
		struct page *p = &w->page[i];

		make_page(p, w, &state);
		edit(p, &state);
		fprintf(f, "{\"id\":%d,\"text\":\"", i);
		for (size_t k = 0; k < p->len; k++)
			if (p->text[k] == '\n')
				fputs("\\n", f);
			else
				fputc(p->text[k], f);
		fputs("\"}\n", f);
	}
	fclose(f);
}

static void
each_line(const char *path, void (*fn)(struct world *, struct span),
    struct world *w)
{
	size_t n, rows = 0;
	char *all = read_file(path, &n);

	cr_assert_not_null(all, "%s", path);
	for (char *line = strtok(all, "\n"); line != NULL;
	    line = strtok(NULL, "\n"), rows++)
		fn(w, (struct span){ line, strlen(line), JSON_OBJECT });
	cr_expect_gt(rows, 0);
	free(all);
}

static const struct unit *
unit_of(const struct world *w, struct span page, struct span unit)
{
	const struct page *p = &w->page[span_count(page)];
	uint64_t n = span_count(unit);

	cr_assert(n >= 1 && n <= p->n, "page %d has no unit %d",
	    (int)span_count(page), (int)n);
	return &p->unit[n - 1];
}

/* Units that are joined are of one article; places are where they stand. */
static void
check_pair(struct world *w, struct span line)
{
	static const char *const names[] = { "a", "b", "unit_a", "unit_b",
	    "a_start", "a_end", "b_start", "b_end", "part_a", "part_b",
	    "relation" };
	struct span v[11];

	cr_assert_eq(span_members(line, names, 11, v), 0);
	for (int k = 0; k < 2; k++) {
		const struct unit *u = unit_of(w, v[k], v[2 + k]);
		int head = v[8 + k].type != JSON_ABSENT;

		cr_expect_eq(span_count(v[4 + 2 * k]), u->start);
		cr_expect_eq(span_count(v[5 + 2 * k]), head ? u->start +
		    strlen(w->head[u->article]) : u->end);
	}
	cr_expect_eq(unit_of(w, v[0], v[2])->article,
	    unit_of(w, v[1], v[3])->article, "%.*s", (int)line.n, line.p);
}

static void
check_cluster(struct world *w, struct span line)
{
	static const char *const names[] = { "keep", "keep_unit",
	    "members" };
	static const char *const of_member[] = { "id", "unit" };
	struct span v[3], item, m[2];
	size_t at = 0;

	cr_assert_eq(span_members(line, names, 3, v), 0);
	while (span_next(v[2], &at, &item)) {
		cr_assert_eq(span_members(item, of_member, 2, m), 0);
		cr_expect_eq(unit_of(w, m[0], m[1])->article,
		    unit_of(w, v[0], v[1])->article);
	}
}

static void
read_decision(struct world *w, struct span line)
{
	static const char *const names[] = { "id", "decision", "units" };
	static const char *const of_unit[] = { "decision", "class" };
	struct span v[3], item, d[2];
	size_t at = 0, n = 0, articles = 0, gone = 0, all_gone = 0;
	uint64_t i;

	cr_assert_eq(span_members(line, names, 3, v), 0);
	i = span_count(v[0]);
	for (; span_next(v[2], &at, &item); n++) {
		int is_gone;

		cr_assert_eq(span_members(item, of_unit, 2, d), 0);
		is_gone = strncmp(d[0].p, "\"drop\"", 6) == 0;
		w->unit_dropped[i][n] = is_gone;
		cr_expect_eq(strncmp(d[1].p, "\"headline\"", 10) == 0,
		    w->page[i].unit[n].headline);
		articles += !w->page[i].unit[n].headline;
		gone += is_gone && !w->page[i].unit[n].headline;
		all_gone += is_gone;
	}
	cr_expect_eq(n, w->page[i].n, "page %d has %zu units, not %zu",
	    (int)i, w->page[i].n, n);
	w->dropped[i] = strncmp(v[1].p, "\"drop\"", 6) == 0;
	if (articles > 0)
		cr_expect_eq(w->dropped[i], gone == articles, "page %d",
		    (int)i);
	else if (w->dropped[i])
		cr_expect_eq(all_gone, n);
}

/* Every article is in a page that stays, as a unit that does. */
static void
check_nothing_lost(const struct world *w, int *dropped)
{
	int there[ARTICLES] = { 0 }, left[ARTICLES] = { 0 };

	for (int i = 0; i < PAGES; i++) {
		*dropped += w->dropped[i];
		for (size_t k = 0; k < w->page[i].n; k++) {
			const struct unit *u = &w->page[i].unit[k];

			if (u->headline)
				continue;
			there[u->article] = 1;
			if (!w->dropped[i] && !w->unit_dropped[i][k])
				left[u->article] = 1;
		}
	}
	for (int i = 0; i < ARTICLES; i++)
		cr_expect_eq(there[i], left[i], "article %d", i);
}

static const char *const files[] = { "in.jsonl", "pairs1", "clusters1",
	"decisions1", "pairs3", "clusters3", "decisions3" };
#define NFILES	(sizeof(files) / sizeof(files[0]))

/* files[at] and the two after it are written. */
static void
run(const char *threads, size_t at)
{
	const char *const given[] = { "dedup", "-q", "--segment", "-j",
	    threads, "--pairs", files[at], "--clusters", files[at + 1],
	    "--decisions", files[at + 2], files[0] };
	char *argv[sizeof(given) / sizeof(given[0])];
	int n = (int)(sizeof(given) / sizeof(given[0]));

	for (int i = 0; i < n; i++)
		argv[i] = strdup(given[i]);
	cr_assert_eq(tawam_main(n, argv), 0);
	for (int i = 0; i < n; i++)
		free(argv[i]);
}

static void
check_same(const char *one, const char *other)
{
	size_t na, nb;
	char *a = read_file(one, &na), *b = read_file(other, &nb);

	cr_assert(a != NULL && b != NULL);
	cr_expect(na == nb && memcmp(a, b, na) == 0, "%s", one);
	free(a);
	free(b);
}

Test(pages, articles_of_a_page_stay_apart)
{
	static struct world w;
	char dir[256];
	int dropped = 0;

	corpora_scratch(dir, sizeof(dir));
	cr_assert_eq(chdir(dir), 0);
	for (uint64_t seed = 1; seed <= 3; seed++) {
		make_world(&w, seed);
		run("1", 1);
		run("3", 4);
		each_line(files[1], check_pair, &w);
		each_line(files[2], check_cluster, &w);
		each_line(files[3], read_decision, &w);
		check_nothing_lost(&w, &dropped);
		for (size_t i = 1; i <= 3; i++)
			check_same(files[i], files[i + 3]);
	}
	cr_expect_gt(dropped, 40);
	corpora_sweep(dir, files, NFILES);
}
