/*
 * test_shared_data.c - the library against the second implementation, on
 * real corpora that lie outside the repository and on random texts.
 *
 * A test whose corpus is not there says that it was skipped.
 */
#include <criterion/criterion.h>
#include <criterion/logging.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "oracle/oracle_norm.h"
#include "oracle/oracle_check.h"
#include "oracle/oracle_list.h"
#include "oracle/oracle_pairs.h"
#include "oracle/oracle_random.h"
#include "oracle/oracle_text.h"
#include "oracle/shared.h"
#include "tawam.h"

#define ANT	"data/ant_exact/docs.jsonl"
#define NEWS	"corpora/news/news.jsonl"

static struct oracle_corpus *
oracle_of(const struct corpus *c)
{
	struct oracle_corpus *o = oracle_corpus_new(TAWAM_PROFILE_STANDARD, 5);

	for (size_t i = 0; i < c->n; i++)
		oracle_corpus_add(o, c->docs[i].text, c->docs[i].len);
	return o;
}

static struct oracle_list
oracle_pairs_of(const struct oracle_corpus *o, double floor,
    double containment)
{
	struct oracle_list ps = { NULL, 0, 0 };

	oracle_corpus_run(o, floor, containment, oracle_list_add, &ps);
	oracle_list_sort(&ps);
	return ps;
}

/*
 * The published truth of ant_exact was computed with rules that keep URLs
 * and part numbers at their marks; only pairs with either may differ.
 */
static int
has_url_or_number_mark(const struct corpus_doc *d)
{
	struct oracle_form f[ORACLE_NPROFILES];
	int found = strstr(d->text, "http") != NULL ||
	    strstr(d->text, "www.") != NULL || strchr(d->text, '@') != NULL;

	oracle_forms(d->text, d->len, TAWAM_PROFILE_STANDARD, f);
	found |= f[TAWAM_PROFILE_STANDARD].marks > 0;
	oracle_forms_free(f);
	return found;
}

static void
check_truth_row(const struct corpus *c, const struct oracle_list *ps,
    const struct field f[4], size_t *different)
{
	long a = shared_corpus_find(c, f[0].p, f[0].len);
	long b = shared_corpus_find(c, f[1].p, f[1].len);
	double want = strtod(f[2].p, NULL);

	cr_assert(a >= 0 && b >= 0);
	const struct oracle_pair *p = oracle_list_find(ps, (size_t)a,
	    (size_t)b);
	cr_assert_not_null(p, "%s and %s", c->docs[a].id, c->docs[b].id);
	if (fabs(p->jaccard - want) <= 0.01)
		return;
	++*different;
	cr_expect(has_url_or_number_mark(&c->docs[a]) ||
	    has_url_or_number_mark(&c->docs[b]), "%s and %s: %f, not %f",
	    c->docs[a].id, c->docs[b].id, p->jaccard, want);
	cr_expect_lt(want, 0.5);
}

static void
check_truth(const struct corpus *c, const struct oracle_list *ps)
{
	struct lines l = { NULL, 0, NULL, 0 };
	size_t rows = 0, different = 0;
	char *truth = shared_read("data/ant_exact/truth.tsv", &l.left);

	cr_assert_not_null(truth);
	l.rest = truth;
	shared_line(&l);	/* the names of the columns */
	while (shared_line(&l)) {
		struct field f[4];

		cr_assert_eq(shared_fields(l.line, l.len, f, 4), 4);
		check_truth_row(c, ps, f, &different);
		rows++;
	}
	cr_expect_eq(rows, 3476);
	cr_expect_leq(different, 4);
	cr_expect_eq(oracle_list_count(ps, 0.7), 214);
	cr_expect_eq(oracle_list_count(ps, 0.8), 200);
	free(truth);
}

/*
 * Normal forms
 */

static struct tawam_sketcher *
sketcher_of(enum tawam_profile profile)
{
	struct tawam_params p;
	struct tawam_sketcher *s;

	tawam_params_init(&p, sizeof(p));
	p.profile = profile;
	cr_assert_eq(tawam_sketcher_new(&s, &p), TAWAM_OK);
	return s;
}

static void
sketchers_open(struct tawam_sketcher *s[ORACLE_NPROFILES])
{
	for (int k = 0; k < ORACLE_NPROFILES; k++)
		s[k] = sketcher_of((enum tawam_profile)k);
}

static void
sketchers_close(struct tawam_sketcher *s[ORACLE_NPROFILES])
{
	for (int k = 0; k < ORACLE_NPROFILES; k++)
		tawam_sketcher_free(s[k]);
}

static void
check_forms(struct tawam_sketcher *s[ORACLE_NPROFILES], const char *text,
    size_t len, const char *name)
{
	struct oracle_form want[ORACLE_NPROFILES];

	oracle_forms(text, len, ORACLE_NPROFILES - 1, want);
	for (int k = 0; k < ORACLE_NPROFILES; k++) {
		struct tawam_normal got;

		cr_assert_eq(tawam_normalise(s[k], text, len, &got), TAWAM_OK);
		cr_assert_eq(got.repaired, want[k].repaired, "%s", name);
		cr_assert_eq(got.length, want[k].length, "%s: %s", name,
		    tawam_profile_name((enum tawam_profile)k));
		cr_assert(got.len == want[k].len &&
		    memcmp(got.bytes, want[k].bytes, got.len) == 0, "%s: %s",
		    name, tawam_profile_name((enum tawam_profile)k));
	}
	oracle_forms_free(want);
}

static void
check_corpus_forms(const char *name, size_t want_docs)
{
	struct tawam_sketcher *s[ORACLE_NPROFILES];
	struct corpus c;

	if (strcmp(utf8proc_unicode_version(), "15.0.0") != 0)
		cr_skip("utf8proc of another Unicode version");
	if (shared_corpus(&c, name) != 0)
		cr_skip("no shared data: %s", name);
	cr_expect_eq(c.n, want_docs);
	sketchers_open(s);
	for (size_t i = 0; i < c.n; i++)
		check_forms(s, c.docs[i].text, c.docs[i].len, c.docs[i].id);
	sketchers_close(s);
	shared_corpus_free(&c);
}

Test(shared_data, forms_of_ant_exact)
{
	check_corpus_forms(ANT, 10138);
}

Test(shared_data, forms_of_darimi)
{
	check_corpus_forms("data/darimi_vocalised/docs.jsonl", 6734);
}

Test(shared_data, forms_of_tanzil)
{
	check_corpus_forms("data/tanzil_variants/docs.jsonl", 3192);
}

Test(shared_data, forms_of_pages)
{
	check_corpus_forms("data/pages_qisasse/docs.jsonl", 891);
}

Test(shared_data, forms_of_sts17)
{
	check_corpus_forms("data/sts17_ar/docs.jsonl", 500);
}

Test(shared_data, forms_of_random_texts)
{
	struct tawam_sketcher *s[ORACLE_NPROFILES];
	char text[ORACLE_RANDOM_MAX], name[64];
	uint64_t seed = 20250318;

	if (strcmp(utf8proc_unicode_version(), "15.0.0") != 0)
		cr_skip("utf8proc of another Unicode version");
	sketchers_open(s);
	for (int i = 0; i < 20000; i++) {
		snprintf(name, sizeof(name), "seed %llu",
		    (unsigned long long)seed);
		size_t len = oracle_random_text(&seed, text);

		check_forms(s, text, len, name);
	}
	sketchers_close(s);
}

/* A text fed in pieces, against its form as a whole. */
struct pieces {
	const struct oracle_form *want;
	size_t len;
};

static int
check_piece(void *arg, const char *bytes, size_t len)
{
	struct pieces *p = arg;

	cr_assert_leq(len, p->want->len - p->len);
	cr_assert(len == 0 ||
	    memcmp(p->want->bytes + p->len, bytes, len) == 0);
	p->len += len;
	return 0;
}

static void
feed_pieces(struct tawam_sketcher *s, uint64_t *seed, const char *text,
    size_t len, struct pieces *p)
{
	for (size_t at = 0, n; at < len; at += n) {
		n = 1 + oracle_random(seed, 9);
		if (n > len - at)
			n = len - at;
		cr_assert_eq(tawam_normalise_feed(s, text + at, n, check_piece,
		    p), TAWAM_OK);
	}
	cr_assert_eq(tawam_normalise_end(s, check_piece, p), TAWAM_OK);
	cr_assert_eq(p->len, p->want->len);
}

Test(shared_data, forms_of_random_texts_in_pieces)
{
	struct tawam_sketcher *s[ORACLE_NPROFILES];
	char text[ORACLE_RANDOM_MAX];
	uint64_t seed = 99;

	if (strcmp(utf8proc_unicode_version(), "15.0.0") != 0)
		cr_skip("utf8proc of another Unicode version");
	sketchers_open(s);
	for (int i = 0; i < 5000; i++) {
		struct oracle_form want[ORACLE_NPROFILES];
		size_t len = oracle_random_text(&seed, text);

		oracle_forms(text, len, ORACLE_NPROFILES - 1, want);
		for (int k = 0; k < ORACLE_NPROFILES; k++) {
			struct pieces p = { &want[k], 0 };

			feed_pieces(s[k], &seed, text, len, &p);
		}
		oracle_forms_free(want);
	}
	sketchers_close(s);
}

/*
 * Pairs
 */

/* Every pair must be found, and few others looked at. */
static void
check_pairs(const struct corpus *c, const struct oracle_corpus *o,
    const struct oracle_list *all, double threshold)
{
	struct tawam_params p;
	struct checked got;

	tawam_params_init(&p, sizeof(p));
	p.threshold = threshold;
	p.max_pairs = 0;
	check_corpus(c, o, all, &p, &got);
	cr_expect_eq(got.found, got.wanted, "%zu of %zu pairs at %.1f",
	    got.found, got.wanted, threshold);
	/* A small corpus may be compared whole. */
	cr_expect(c->n < 3000 || got.candidates < 0.05, "%f",
	    got.candidates);
	cr_log_info("%zu documents at %.1f: %zu pairs, %.4f %% of all pairs "
	    "were candidates", c->n, threshold, got.found,
	    100 * got.candidates);
}

/* Brute force over ten thousand articles takes seconds: once for all. */
Test(shared_data, ant_exact)
{
	struct oracle_list all;
	struct oracle_corpus *o;
	struct corpus c;

	if (shared_corpus(&c, ANT) != 0)
		cr_skip("no shared data: " ANT);
	o = oracle_of(&c);
	all = oracle_pairs_of(o, 0.25, 0.75);
	check_truth(&c, &all);
	check_pairs(&c, o, &all, 0.7);
	check_pairs(&c, o, &all, 0.8);
	free(all.p);
	oracle_corpus_free(o);
	shared_corpus_free(&c);
}

static void
check_shared_pairs(const char *name)
{
	struct oracle_corpus *o;
	struct corpus c;

	if (shared_corpus(&c, name) != 0)
		cr_skip("no shared data: %s", name);
	o = oracle_of(&c);
	check_pairs(&c, o, NULL, 0.7);
	oracle_corpus_free(o);
	shared_corpus_free(&c);
}

Test(shared_data, pairs_of_darimi)
{
	check_shared_pairs("data/darimi_vocalised/docs.jsonl");
}

Test(shared_data, pairs_of_tanzil)
{
	check_shared_pairs("data/tanzil_variants/docs.jsonl");
}

Test(shared_data, bundled_news)
{
	struct oracle_corpus *o;
	struct corpus c;

	if (shared_corpus_file(&c, NEWS) != 0)
		cr_skip("no bundled corpus: " NEWS);
	o = oracle_of(&c);
	check_pairs(&c, o, NULL, 0.5);
	check_pairs(&c, o, NULL, 0.7);
	oracle_corpus_free(o);
	shared_corpus_free(&c);
}

/*
 * A scraped page, each line a document
 */

/* Lines with something on them, without spaces and the bullet before it. */
static void
page_lines(struct corpus *c, char *page, size_t len)
{
	struct lines l = { page, len, NULL, 0 };

	c->docs = oracle_alloc(len + 1, sizeof(*c->docs));
	c->n = 0;
	while (shared_line(&l)) {
		const char *p = l.line;
		size_t n = l.len;

		while (n > 0 && (*p == ' ' || *p == '\t')) {
			p++;
			n--;
		}
		if (n > 4 && memcmp(p, "\u2022 ", 4) == 0) {
			p += 4;
			n -= 4;
		}
		if (n == 0)
			continue;
		memset(&c->docs[c->n], 0, sizeof(c->docs[c->n]));
		c->docs[c->n].text = oracle_alloc(n, 1);
		memcpy(c->docs[c->n].text, p, n);
		c->docs[c->n].text[n] = '\0';
		c->docs[c->n++].len = n;
	}
}

struct joined {
	struct tawam_pair p[8];
	size_t n;
};

static int
keep_joined(void *arg, const struct tawam_pair *pair)
{
	struct joined *j = arg;

	if (pair->match.relation != TAWAM_EXACT &&
	    pair->match.relation != TAWAM_NEAR)
		return 0;
	cr_assert_lt(j->n, 8);
	j->p[j->n++] = *pair;
	return 0;
}

/*
 * Near the end stand ten headlines: the sixth and seventh are two versions of
 * one, the tenth repeats the heading of the page's second article.
 */
Test(shared_data, headlines_of_a_page)
{
	struct joined j = { .n = 0 };
	struct tawam_params params;
	struct corpus c;
	size_t len;
	char *page = shared_read("data/marib_page.txt", &len);

	if (page == NULL)
		cr_skip("no shared data: data/marib_page.txt");
	page_lines(&c, page, len);
	tawam_params_init(&params, sizeof(params));
	struct tawam_corpus *t = check_run(&c, &params);
	cr_assert_eq(tawam_corpus_pairs(t, keep_joined, &j), TAWAM_OK);
	cr_assert_eq(j.n, 2);
	const struct tawam_pair *heading = &j.p[0], *saudi = &j.p[1];
	cr_expect_eq(heading->b, c.n - 1);
	cr_expect_eq(heading->match.relation, TAWAM_EXACT);
	cr_expect_float_eq(heading->match.jaccard, 1, 0);
	cr_expect_eq(saudi->a, c.n - 5);
	cr_expect_eq(saudi->b, c.n - 4);
	cr_expect_eq(saudi->match.relation, TAWAM_NEAR);
	cr_expect_float_eq(saudi->match.jaccard, 0.730, 5e-4);
	tawam_corpus_free(t);
	shared_corpus_free(&c);
	free(page);
}

/*
 * Two texts
 */

static uint64_t
form_length(const char *text, size_t len)
{
	struct oracle_form f[ORACLE_NPROFILES];
	uint64_t length;

	oracle_forms(text, len, TAWAM_PROFILE_STANDARD, f);
	length = f[TAWAM_PROFILE_STANDARD].length;
	oracle_forms_free(f);
	return length;
}

static void
check_compare(struct tawam_sketcher *s, const char *a, size_t na,
    const char *b, size_t nb)
{
	struct tawam_match ab, ba;
	struct oracle_pair want;

	oracle_compare(TAWAM_PROFILE_STANDARD, 5, a, na, b, nb, &want);
	cr_assert_eq(tawam_compare(s, a, na, b, nb, &ab), TAWAM_OK);
	cr_assert_eq(tawam_compare(s, b, nb, a, na, &ba), TAWAM_OK);
	cr_assert_float_eq(ab.jaccard, want.jaccard, 1e-9, "%f, not %f: "
	    "%.*s / %.*s", ab.jaccard, want.jaccard, (int)na, a, (int)nb, b);
	cr_assert_float_eq(ab.contain_a, want.contain_a, 1e-9);
	cr_assert_float_eq(ab.contain_b, want.contain_b, 1e-9);
	cr_assert_float_eq(ba.jaccard, want.jaccard, 1e-9);
	cr_assert_float_eq(ba.contain_a, want.contain_b, 1e-9);
	cr_assert_float_eq(ba.contain_b, want.contain_a, 1e-9);
	cr_assert_eq(ab.relation, ba.relation);
	if (ab.relation != TAWAM_UNRELATED && ab.relation != TAWAM_EXACT)
		cr_assert(form_length(a, na) >= ORACLE_TINY &&
		    form_length(b, nb) >= ORACLE_TINY);
	if (ab.relation == TAWAM_EXACT)
		cr_assert(want.equal_form);
	if (ab.relation == TAWAM_NEAR)
		cr_assert_geq(want.jaccard, 0.7);
}

/* A text with a random stretch taken out, and another twice. */
static size_t
edit(uint64_t *seed, const char *from, size_t len, char *to)
{
	size_t n = 0;
	size_t cut = oracle_random(seed, (uint32_t)len + 1);
	size_t skip = oracle_random(seed, (uint32_t)(len - cut) / 2 + 1);

	memcpy(to, from, cut);
	n = cut;
	memcpy(to + n, from + cut + skip, len - cut - skip);
	n += len - cut - skip;
	memcpy(to + n, from, cut / 4);
	return n + cut / 4;
}

Test(shared_data, compare_random_texts)
{
	struct tawam_sketcher *s = sketcher_of(TAWAM_PROFILE_STANDARD);
	static char a[ORACLE_RANDOM_MAX], b[2 * ORACLE_RANDOM_MAX];
	uint64_t seed = 11;

	for (int i = 0; i < 20000; i++) {
		size_t na = oracle_random_text(&seed, a);
		size_t nb = oracle_random(&seed, 4) == 0 ?
		    oracle_random_text(&seed, b) : edit(&seed, a, na, b);

		check_compare(s, a, na, b, nb);
	}
	tawam_sketcher_free(s);
}

Test(shared_data, compare_real_texts)
{
	struct tawam_sketcher *s = sketcher_of(TAWAM_PROFILE_STANDARD);
	struct corpus c;
	uint64_t seed = 13;

	if (shared_corpus(&c, ANT) != 0)
		cr_skip("no shared data: " ANT);
	for (size_t i = 0; i < 1000; i++) {
		const struct corpus_doc *a, *b;

		a = &c.docs[oracle_random(&seed, (uint32_t)c.n)];
		b = &c.docs[oracle_random(&seed, (uint32_t)c.n)];
		check_compare(s, a->text, a->len, b->text, b->len);
		char *to = oracle_alloc(a->len, 2);
		size_t n = edit(&seed, a->text, a->len, to);
		check_compare(s, a->text, a->len, to, n);
		free(to);
	}
	tawam_sketcher_free(s);
	shared_corpus_free(&c);
}
