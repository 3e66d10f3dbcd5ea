/*
 * test_passages_pages.c - scraped pages and the articles inside them.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "oracle/oracle_pairs.h"
#include "oracle/shared.h"
#include "tawam.h"

#define CONTAINMENT	.85

struct pages {
	struct corpus docs;
	struct tawam_pair *pairs;
	size_t n, cap;
	size_t joined;		/* pages that are not the same */
};

static int
is_page(const struct pages *p, uint64_t doc)
{
	return strncmp(p->docs.docs[doc].id, "page/", 5) == 0;
}

static int
keep(void *arg, const struct tawam_pair *pair)
{
	struct pages *p = arg;

	if (p->n == p->cap) {
		p->cap = 2 * p->cap + 64;
		p->pairs = realloc(p->pairs, p->cap * sizeof(*p->pairs));
		cr_assert_not_null(p->pairs);
	}
	p->pairs[p->n++] = *pair;
	p->joined += is_page(p, pair->a) && is_page(p, pair->b) &&
	    pair->match.relation == TAWAM_NEAR;
	return 0;
}

static void
run_pages(struct pages *p)
{
	struct tawam_params params;
	struct tawam_corpus *c;

	tawam_params_init(&params, sizeof(params));
	params.containment = CONTAINMENT;
	params.passages = 86;
	params.max_pairs = 0;
	cr_assert_eq(tawam_corpus_new(&c, &params), 0);
	for (size_t i = 0; i < p->docs.n; i++) {
		struct tawam_doc d;

		tawam_doc_init(&d, sizeof(d));
		d.text = p->docs.docs[i].text;
		d.len = p->docs.docs[i].len;
		cr_assert_eq(tawam_corpus_add(c, &d, NULL), 0);
	}
	cr_assert_eq(tawam_corpus_run(c), 0);
	cr_assert_eq(tawam_corpus_pairs(c, keep, p), 0);
	tawam_corpus_free(c);
}

static const struct tawam_pair *
find_pair(const struct pages *p, uint64_t a, uint64_t b)
{
	for (size_t i = 0; i < p->n; i++)
		if ((p->pairs[i].a == a && p->pairs[i].b == b) ||
		    (p->pairs[i].a == b && p->pairs[i].b == a))
			return &p->pairs[i];
	return NULL;
}

static double
larger(double a, double b)
{
	return a > b ? a : b;
}

/* One row of the truth: a page and its article.  The brute force takes its
 * time: make quality has it for all. */
static void
check_row(const struct pages *p, const struct field *f, int score)
{
	long a = shared_corpus_find(&p->docs, f[0].p, f[0].len);
	long b = shared_corpus_find(&p->docs, f[1].p, f[1].len);
	const struct corpus_doc *x, *y;
	const struct tawam_pair *pair;
	struct oracle_pair want;

	cr_assert(a >= 0 && b >= 0);
	pair = find_pair(p, (uint64_t)a, (uint64_t)b);
	cr_assert_not_null(pair, "%.*s", (int)f[0].len, f[0].p);
	cr_assert(pair->match.relation == TAWAM_EXACT ||
	    pair->match.relation == TAWAM_NEAR ||
	    pair->match.relation == TAWAM_CONTAINED);
	if (!score)
		return;
	x = &p->docs.docs[a];
	y = &p->docs.docs[b];
	oracle_compare(TAWAM_PROFILE_STANDARD, 5, x->text, x->len, y->text,
	    y->len, &want);
	cr_assert_leq(fabs(larger(want.contain_a, want.contain_b) -
	    larger(pair->match.contain_a, pair->match.contain_b)), 1e-9);
}

/* Every page is found with its article, and none with another page for the
 * sake of their frame. */
Test(passages_pages, articles_are_found_in_their_pages)
{
	struct pages p = { 0 };
	struct lines l = { 0 };
	size_t len, rows = 0;
	char *truth;

	truth = shared_read("data/pages_qisasse/truth.tsv", &len);
	if (truth == NULL || shared_corpus(&p.docs,
	    "data/pages_qisasse/docs.jsonl") != 0)
		cr_skip("no shared data: pages_qisasse");
	run_pages(&p);
	cr_assert_eq(p.joined, 0);
	l.rest = truth;
	l.left = len;
	while (shared_line(&l)) {
		struct field f[8];

		if (rows++ == 0)
			continue;
		cr_assert_geq(shared_fields(l.line, l.len, f, 8), 2);
		check_row(&p, f, rows % 5 == 0);
	}
	cr_assert_eq(rows - 1, 434);
	free(truth);
	free(p.pairs);
	shared_corpus_free(&p.docs);
}
