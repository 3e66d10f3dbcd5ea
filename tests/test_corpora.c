/*
 * test_corpora.c - the bundled news corpus: its files are whole, say what
 * they promise and come out the same again.
 *
 * What a label claims is checked here against the texts without the library:
 * the corpus must stay true when the library is wrong.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "helpers.h"
#include "test_corpora.h"

#define NEWS		"corpora/news/"
#define MAX_DOCS	1024
#define NFIELDS		5

static const char *const fields[NFIELDS] = {
	"id", "outlet", "date", "title", "text"
};

struct news_doc {
	char *field[NFIELDS];
};

struct news {
	char *bytes;
	struct news_doc doc[MAX_DOCS];
	size_t n;
};

struct row {
	char *col[4];
};

struct rows {
	char *bytes;
	struct row *row;
	size_t n;
};

static struct news *
news_open(void)
{
	struct news *n = calloc(1, sizeof(*n));
	size_t len;
	char *p, *line;

	cr_assert_not_null(n);
	p = n->bytes = read_file(NEWS "news.jsonl", &len);
	cr_assert_not_null(p, "run from the root of the tree");
	cr_assert_eq(strlen(p), len, "a NUL byte");
	while ((line = corpora_line(&p)) != NULL) {
		cr_assert_lt(n->n, MAX_DOCS);
		cr_assert(corpora_object(line, fields, NFIELDS,
		    n->doc[n->n].field), "line %zu is not a record of the "
		    "corpus", n->n + 1);
		n->n++;
	}
	return n;
}

static void
news_close(struct news *n)
{
	free(n->bytes);
	free(n);
}

static struct rows
rows_open(const char *path, size_t columns)
{
	struct rows r = { NULL, NULL, 0 };
	size_t len;
	char *p, *line;

	p = r.bytes = read_file(path, &len);
	cr_assert_not_null(p, "%s", path);
	while ((line = corpora_line(&p)) != NULL) {
		size_t k = 0;

		r.row = realloc(r.row, (r.n + 1) * sizeof(r.row[0]));
		cr_assert_not_null(r.row);
		for (char *cell; (cell = strsep(&line, "\t")) != NULL; k++) {
			cr_assert(k < columns && *cell != '\0',
			    "%s:%zu: columns", path, r.n + 1);
			r.row[r.n].col[k] = cell;
		}
		cr_assert_eq(k, columns, "%s:%zu: columns", path, r.n + 1);
		r.n++;
	}
	return r;
}

static void
rows_close(struct rows *r)
{
	free(r->bytes);
	free(r->row);
}

static size_t
place(const struct news *n, const char *id)
{
	size_t i = 0;

	while (i < n->n && strcmp(n->doc[i].field[0], id) != 0)
		i++;
	return i;
}

static const char *
text_of(const struct news *n, const char *id)
{
	size_t i = place(n, id);

	cr_assert_lt(i, n->n, "%s: no such document", id);
	return n->doc[i].field[4];
}

Test(corpora, news_records_are_whole)
{
	struct news *n = news_open();

	cr_assert_geq(n->n, 110);
	for (size_t i = 0; i < n->n; i++) {
		char **f = n->doc[i].field;
		size_t head = strlen(f[3]);
		unsigned y, m, d;
		char rest;

		cr_assert_eq(place(n, f[0]), i, "%s is there twice", f[0]);
		cr_assert_gt(strlen(f[1]), 0);
		cr_assert(sscanf(f[2], "%4u-%2u-%2u%c", &y, &m, &d, &rest) ==
		    3 && m >= 1 && m <= 12 && d >= 1 && d <= 31, "%s", f[2]);
		cr_assert_eq(strncmp(f[4], f[3], head), 0,
		    "%s: the text does not begin with its title", f[0]);
		cr_assert_neq(strchr("\r\n", f[4][head]), NULL, "%s", f[0]);
	}
	news_close(n);
}

/*
 * The two Saudi headlines: they differ in "ceasefire" said shorter, and in
 * "a tool of war" against "as a tool for the war".
 */
Test(corpora, the_gaza_headlines_come_first)
{
	static const char *const differ[2][2] = {
		{ "\u0644\u0648\u0642\u0641 "
		    "\u0625\u0637\u0644\u0627\u0642 "
		    "\u0627\u0644\u0646\u0627\u0631",
		  "\u0623\u062F\u0627\u0629 \u062D\u0631\u0628" },
		{ "\u0644\u0648\u0642\u0641 "
		    "\u0627\u0644\u0646\u0627\u0631",
		  "\u0643\u0623\u062F\u0627\u0629 "
		    "\u0644\u0644\u062D\u0631\u0628" }
	};
	struct news *n = news_open();

	for (size_t i = 0; i < 2; i++) {
		const char *text = n->doc[i].field[4];

		cr_assert_str_eq(n->doc[i].field[0], i == 0 ? "gaza-1" :
		    "gaza-2");
		cr_assert_not_null(strstr(text, differ[i][0]));
		cr_assert_not_null(strstr(text, differ[i][1]));
		cr_assert_null(strchr(text, '\n'));
	}
	news_close(n);
}

static const char *const relations[] = {
	"exact", "near", "template", "contained", "rewrite", "embedded",
	"different"
};
#define NRELATIONS	(sizeof(relations) / sizeof(relations[0]))

/* Each relation's least number of pairs; README.md says the true ones. */
Test(corpora, truth_names_documents_and_relations)
{
	static const size_t least[NRELATIONS] = { 40, 40, 30, 20, 10, 6, 60 };
	size_t count[NRELATIONS] = { 0 }, len;
	struct news *n = news_open();
	struct rows t = rows_open(NEWS "truth.tsv", 4);
	char *readme = read_file(NEWS "README.md", &len), line[64];

	cr_assert_not_null(readme);
	for (size_t i = 0, last = 0; i < t.n; i++) {
		char **c = t.row[i].col;
		size_t a = place(n, c[0]), b = place(n, c[1]), k = 0;

		cr_assert(a < b && b < n->n, "truth.tsv:%zu: ids", i + 1);
		cr_assert(i == 0 || a * MAX_DOCS + b > last,
		    "truth.tsv:%zu: out of order or twice", i + 1);
		last = a * MAX_DOCS + b;
		while (k < NRELATIONS && strcmp(relations[k], c[2]) != 0)
			k++;
		cr_assert_lt(k, NRELATIONS, "%s", c[2]);
		count[k]++;
	}
	for (size_t k = 0; k < NRELATIONS; k++) {
		cr_expect_geq(count[k], least[k], "%s", relations[k]);
		snprintf(line, sizeof(line), "| `%s` | %zu |", relations[k],
		    count[k]);
		cr_expect_not_null(strstr(readme, line), "README.md: %s",
		    line);
	}
	snprintf(line, sizeof(line), "\n%zu documents of", n->n);
	cr_expect_not_null(strstr(readme, line), "README.md:%s", line);
	free(readme);
	rows_close(&t);
	news_close(n);
}

Test(corpora, undecided_pairs_are_not_labelled)
{
	struct news *n = news_open();
	struct rows t = rows_open(NEWS "truth.tsv", 4);
	struct rows u = rows_open(NEWS "undecided.tsv", 3);

	cr_assert_gt(u.n, 0);
	for (size_t i = 0; i < u.n; i++) {
		char **c = u.row[i].col;

		cr_assert_lt(place(n, c[0]), place(n, c[1]));
		cr_assert_lt(place(n, c[1]), n->n);
		for (size_t k = 0; k < t.n; k++)
			cr_assert(strcmp(t.row[k].col[0], c[0]) != 0 ||
			    strcmp(t.row[k].col[1], c[1]) != 0,
			    "%s %s is in both lists", c[0], c[1]);
	}
	rows_close(&u);
	rows_close(&t);
	news_close(n);
}

static int
is_whole(const char *how)
{
	return strstr(how, ": as written | as written") != NULL;
}

/* Labels whose making leaves a trace that plain bytes show. */
Test(corpora, labels_hold_in_the_bytes)
{
	struct news *n = news_open();
	struct rows t = rows_open(NEWS "truth.tsv", 4);
	size_t same = 0, inside = 0, other = 0;

	for (size_t i = 0; i < t.n; i++) {
		char **c = t.row[i].col;
		const char *a = text_of(n, c[0]), *b = text_of(n, c[1]);

		if (strcmp(c[2], "exact") == 0 &&
		    strstr(c[3], "as written | the same bytes") != NULL) {
			cr_expect_str_eq(a, b, "%s %s", c[0], c[1]);
			same++;
		} else if (strcmp(c[2], "contained") == 0 &&
		    (strstr(c[3], ": as written | lead=") != NULL ||
		    strstr(c[3], ": as written | cut") != NULL) &&
		    strchr(c[3], ';') == NULL) {
			cr_expect_eq(strncmp(a, b, strlen(b)), 0, "%s %s",
			    c[0], c[1]);
			cr_expect_gt(strlen(a), strlen(b));
			inside++;
		} else if (strcmp(c[2], "exact") != 0) {
			cr_expect_str_neq(a, b, "%s %s", c[0], c[1]);
			other++;
		} else {
			cr_expect(!is_whole(c[3]) || strlen(a) < 64,
			    "%s %s: two originals", c[0], c[1]);
		}
	}
	cr_expect_geq(same, 2);
	cr_expect_geq(inside, 4);
	cr_expect_geq(other, 200);
	rows_close(&t);
	news_close(n);
}

/*
 * Every kind of edit stands in the plan twice or more, and leaves in its
 * documents what it should and nothing of what it should not.
 */
static const struct {
	const char *edit, *there, *gone;
} traces[] = {
	{ "yeh", "\u0649 ", "\u064A " },
	{ "hamza", "\u0627", "\u0623" },
	{ "heh", "\u0647 ", "\u0629" },
	{ "marks", "\u0651", NULL },
	{ "tatweel", "\u0640", NULL },
	{ "digits=arabic", NULL, "1" },
	{ "digits=persian", NULL, "1" },
	{ "persian", "\u06CC", "\u064A" },
	{ "forms", "\uFE8D", "\u0627" },
	{ "nfd", "\u0654", "\u0623" },
	{ "bidi", "\u200F", NULL },
	{ "nbsp", "\u00A0", NULL },
	{ "commas", " ,", "\u060C " },
	{ "entities", "&#x60C;", "\u060C" },
	{ "spaces", "\r\n", NULL },
	{ "dateline=", NULL, NULL }, { "agency=", NULL, NULL },
	{ "headline=", NULL, NULL }, { "tail=", NULL, NULL },
	{ "figure=", NULL, NULL }, { "word=", NULL, NULL },
	{ "lead=", NULL, NULL }, { "cut", NULL, NULL }
};

static size_t
trace_line(const struct news *n, const char *line, size_t k)
{
	char want[32], id[32];
	size_t len = (size_t)snprintf(want, sizeof(want), " | %s",
	    traces[k].edit);
	const char *at = strstr(line, want);
	const char *text;

	/* The whole name: "heh" is not found in "heh2". */
	if (at == NULL || (want[len - 1] != '=' && at[len] != '\0' &&
	    at[len] != ' '))
		return 0;
	cr_assert_eq(sscanf(line, "%*s %31s", id), 1);
	text = text_of(n, id);
	if (traces[k].there != NULL)
		cr_expect_not_null(strstr(text, traces[k].there), "%s: %s",
		    id, traces[k].edit);
	/* A later edit may bring a letter back in another shape, not this. */
	if (traces[k].gone != NULL)
		cr_expect_null(strstr(text, traces[k].gone), "%s: %s", id,
		    traces[k].edit);
	return 1;
}

Test(corpora, every_kind_of_copy_is_there)
{
	struct news *n = news_open();
	size_t len, met[sizeof(traces) / sizeof(traces[0])] = { 0 };
	size_t pages = 0, plain = 0;
	char *plan = read_file(NEWS "plan.txt", &len), *p = plan, *line;

	cr_assert_not_null(plan);
	while ((line = corpora_line(&p)) != NULL) {
		pages += strncmp(line, "page ", 5) == 0;
		plain += strncmp(line, "copy ", 5) == 0 &&
		    strchr(line, '|') == NULL;
		/* What stands behind an argument is text, not an edit. */
		for (size_t k = 0; *line == 'c' &&
		    k < sizeof(met) / sizeof(met[0]); k++)
			met[k] += trace_line(n, line, k);
	}
	for (size_t k = 0; k < sizeof(met) / sizeof(met[0]); k++)
		cr_expect_geq(met[k], 2, "%s: %zu", traces[k].edit, met[k]);
	cr_expect_geq(pages, 2);
	cr_expect_geq(plain, 2);
	free(plan);
	news_close(n);
}

Test(corpora, news_comes_out_the_same)
{
	static const char *const names[] = {
		"news.jsonl", "truth.tsv", "undecided.tsv"
	};
	const char *prog = corpora_maker("make_news");
	char dir[256];

	if (prog == NULL)
		cr_skip();
	corpora_scratch(dir, sizeof(dir));
	corpora_run((const char *[]){ prog, "corpora/news", dir, NULL });
	for (size_t i = 0; i < 3; i++) {
		size_t na, nb;
		char *a = corpora_slurp("corpora/news", names[i], &na);
		char *b = corpora_slurp(dir, names[i], &nb);

		cr_expect(na == nb && memcmp(a, b, na) == 0,
		    "%s is not what its sources make: run make corpora",
		    names[i]);
		free(a);
		free(b);
	}
	corpora_sweep(dir, names, 3);
}
