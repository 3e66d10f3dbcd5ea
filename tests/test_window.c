/*
 * test_window.c - only records whose dates are close, or that share a field.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "helpers.h"
#include "tawam.h"

enum { N = 90, ROOM = 300, DAY = 86400 };

struct doc {
	char text[ROOM];
	int64_t date;
	uint64_t within;
};

struct relations {
	enum tawam_relation of[N][N];
};

/* Few originals, so that many are equal or alike; some are tiny. */
static void
make_docs(struct doc *docs, uint64_t *state)
{
	for (size_t i = 0; i < N; i++) {
		struct doc *d = &docs[i];
		size_t words = i % 10 == 0 ? 2 : 10 + rnd(state) % 30;
		char *to = d->text;

		if (i >= 12 && rnd(state) % 8 != 0) {
			strcpy(to, docs[rnd(state) % i].text);
			if (rnd(state) % 2 == 0)
				to[6 * (rnd(state) % (strlen(to) / 6))] = 'q';
		} else {
			for (size_t w = 0; w < words; w++)
				to += sprintf(to, "w%03ux ",
				    (unsigned)(rnd(state) % 1000));
		}
		d->date = rnd(state) % 8 == 0 ? TAWAM_NO_DATE :
		    (int64_t)(rnd(state) % 20) * DAY - 10 * DAY;
		d->within = rnd(state) % 2 + 1;
	}
}

static struct tawam_corpus *
run_docs(const struct doc *docs, size_t n, const struct tawam_params *p,
    int fields)
{
	struct tawam_corpus *c;

	cr_assert_eq(tawam_corpus_new(&c, p), 0);
	for (size_t i = 0; i < n; i++) {
		struct tawam_doc d;

		tawam_doc_init(&d, sizeof(d));
		d.text = docs[i].text;
		d.len = strlen(docs[i].text);
		d.date = docs[i].date;
		d.within = fields ? docs[i].within : 0;
		cr_assert_eq(tawam_corpus_add(c, &d, NULL), 0);
	}
	cr_assert_eq(tawam_corpus_run(c), 0);
	return c;
}

/* What the option means, with nothing of how it is done. */
static int
asked(const struct doc *a, const struct doc *b, uint64_t window, int fields,
    enum tawam_relation relation)
{
	if (fields && a->within != b->within)
		return 0;
	if (window == 0)
		return 1;
	if (a->date == TAWAM_NO_DATE || b->date == TAWAM_NO_DATE)
		return a->date == b->date && relation == TAWAM_EXACT;
	return llabs(a->date - b->date) <= (long long)window;
}

static size_t
relate_all(const struct doc *docs, const struct tawam_params *p, int fields,
    struct relations *out)
{
	struct tawam_sketcher *s;
	size_t pairs = 0;

	cr_assert_eq(tawam_sketcher_new(&s, p), 0);
	for (size_t a = 0; a < N; a++) {
		for (size_t b = a + 1; b < N; b++) {
			struct tawam_match m;

			cr_assert_eq(tawam_compare(s, docs[a].text,
			    strlen(docs[a].text), docs[b].text,
			    strlen(docs[b].text), &m), 0);
			if (!asked(&docs[a], &docs[b], p->window, fields,
			    m.relation))
				m.relation = TAWAM_UNRELATED;
			out->of[a][b] = out->of[b][a] = m.relation;
			pairs += m.relation != TAWAM_UNRELATED;
		}
	}
	tawam_sketcher_free(s);
	return pairs;
}

struct wanted {
	const struct relations *r;
	size_t n;
};

static int
check_pair(void *arg, const struct tawam_pair *pair)
{
	struct wanted *w = arg;

	cr_assert_eq(pair->match.relation, w->r->of[pair->a][pair->b],
	    "%u %u", (unsigned)pair->a, (unsigned)pair->b);
	w->n++;
	return 0;
}

/* Stars by the book: longest first, then the earliest. */
static void
check_stars(const struct tawam_corpus *c, const struct doc *docs,
    const struct relations *r)
{
	size_t kept[N];
	int taken[N] = { 0 };

	for (size_t i = 0; i < N; i++)
		kept[i] = i;
	for (size_t i = 0; i < N; i++) {
		size_t best = N;

		for (size_t d = 0; d < N; d++)
			if (!taken[d] && (best == N || strlen(docs[d].text) >
			    strlen(docs[best].text)))
				best = d;
		if (best == N)
			break;
		taken[best] = 1;
		for (size_t d = 0; d < N; d++) {
			if (taken[d] || (r->of[best][d] != TAWAM_EXACT &&
			    r->of[best][d] != TAWAM_NEAR))
				continue;
			taken[d] = 1;
			kept[d] = best;
		}
	}
	for (size_t d = 0; d < N; d++) {
		struct tawam_decision decision;

		cr_assert_eq(tawam_corpus_decision(c, d, &decision), 0);
		cr_assert_eq(decision.verdict == TAWAM_DROPPED, kept[d] != d,
		    "%zu", d);
		if (kept[d] != d)
			cr_assert_eq(decision.kept, kept[d], "%zu", d);
	}
}

static size_t
check_docs(const struct doc *docs, const struct tawam_params *p, int fields)
{
	static struct relations relations;
	struct wanted w = { &relations, 0 };
	size_t pairs = relate_all(docs, p, fields, &relations);
	struct tawam_corpus *c = run_docs(docs, N, p, fields);

	cr_assert_eq(tawam_corpus_pairs(c, check_pair, &w), 0);
	cr_assert_eq(w.n, pairs, "%zu of %zu, window %g days, fields %d, "
	    "exact %u", w.n, pairs, (double)p->window / DAY, fields,
	    p->exact);
	check_stars(c, docs, &relations);
	tawam_corpus_free(c);
	return pairs;
}

Test(window, pairs_and_clusters_are_brute_force)
{
	static struct doc docs[N];
	size_t pairs[3][2] = { { 0 } };
	uint64_t state = 12;

	for (unsigned i = 0; i < 24; i++) {
		struct tawam_params p;
		int fields = i % 2;

		if (i % 12 == 0)
			make_docs(docs, &state);
		tawam_params_init(&p, sizeof(p));
		p.window = (uint64_t)(i / 2 % 3) * 2 * DAY;
		p.exact = i / 6 % 2;
		p.recall = .99999;
		p.containment = p.exact ? .9 : 0;
		p.max_pairs = 0;
		p.threads = 1 + i % 3;
		pairs[i / 2 % 3][fields] += check_docs(docs, &p, fields);
	}
	for (int i = 0; i < 3; i++)
		cr_assert(pairs[i][1] < pairs[i][0] && pairs[i][1] > 20);
	cr_assert(pairs[1][0] < pairs[2][0] && pairs[2][0] < pairs[0][0]);
}

/* One second more than the window is too far; far dates do not overflow. */
Test(window, the_border_and_the_ends_of_time)
{
	static const struct {
		int64_t a, b;
		int close;
	} rows[] = {
		{ 0, 3600, 1 }, { 0, 3601, 0 }, { 3600, 0, 1 }, { 3601, 0, 0 },
		{ -1800, 1800, 1 }, { -1801, 1800, 0 },
		{ INT64_MAX, INT64_MIN + 1, 0 }, { INT64_MIN + 1,
		    INT64_MIN + 3601, 1 }, { INT64_MAX, INT64_MAX - 3600, 1 },
		{ TAWAM_NO_DATE, INT64_MIN + 1, 0 }, { TAWAM_NO_DATE, 0, 0 },
		{ TAWAM_NO_DATE, TAWAM_NO_DATE, 1 },
	};
	static const char *const texts[] = { "tiny one",
	    "a text that is long enough to be searched for by its sketch" };
	static struct doc docs[2];

	for (size_t i = 0; i < 4 * sizeof(rows) / sizeof(rows[0]); i++) {
		struct tawam_params p;
		struct tawam_corpus *c;
		struct tawam_stats s;

		tawam_params_init(&p, sizeof(p));
		p.window = 3600;
		p.exact = i / 2 % 2;
		strcpy(docs[0].text, texts[i % 2]);
		strcpy(docs[1].text, texts[i % 2]);
		docs[0].date = rows[i / 4].a;
		docs[1].date = rows[i / 4].b;
		c = run_docs(docs, 2, &p, 0);
		tawam_corpus_stats(c, &s, sizeof(s));
		cr_assert_eq(s.pairs[TAWAM_EXACT], rows[i / 4].close, "%zu",
		    i);
		cr_assert_eq(s.dropped, rows[i / 4].close);
		cr_assert_eq(s.groups, 1);
		cr_assert_eq(s.equal, 1);
		tawam_corpus_free(c);
	}
}

static int
count_pair(void *arg, const struct tawam_pair *pair)
{
	size_t *n = arg;

	(void)pair;
	++*n;
	return 0;
}

/*
 * One text every hour for months, some hours twice: the bucket is large, its
 * time long.  Every star must be within reach of its survivor, and no two
 * survivors may be close: then the earlier one would have taken the other.
 */
Test(window, one_text_repeated_for_months)
{
	enum { MANY = 6000, HOUR = 3600 };
	struct doc *docs = calloc(MANY, sizeof(*docs));
	uint64_t state = 9;

	for (int tiny = 0; tiny < 2; tiny++) {
		struct tawam_corpus *c;
		struct tawam_params p;
		size_t kept[MANY], nkept = 0, pairs = 0;

		for (size_t i = 0; i < MANY; i++) {
			strcpy(docs[i].text, tiny ? "prayer times" :
			    "the weather of today is like that of yesterday");
			docs[i].date = HOUR * (int64_t)(i * 3 / 4);
		}
		for (size_t i = MANY; i > 1; i--) {
			size_t k = rnd(&state) % i;
			struct doc swap = docs[i - 1];

			docs[i - 1] = docs[k];
			docs[k] = swap;
		}
		tawam_params_init(&p, sizeof(p));
		p.window = 2 * DAY;
		p.exact = (unsigned)tiny;
		p.threads = 2;
		c = run_docs(docs, MANY, &p, 0);
		for (size_t i = 0; i < MANY; i++) {
			struct tawam_decision d;

			cr_assert_eq(tawam_corpus_decision(c, i, &d), 0);
			if (d.verdict != TAWAM_DROPPED) {
				kept[nkept++] = i;
				continue;
			}
			cr_assert_leq(llabs(docs[i].date -
			    docs[d.kept].date), 2 * DAY);
		}
		for (size_t i = 0; i < nkept; i++)
			for (size_t k = 0; k < i; k++)
				cr_assert_gt(llabs(docs[kept[i]].date -
				    docs[kept[k]].date), 2 * DAY);
		cr_assert(nkept >= 4500 / 96 && nkept <= 4500 / 48 + 1,
		    "%zu", nkept);
		cr_assert_eq(tawam_corpus_pairs(c, count_pair, &pairs), 0);
		cr_assert_lt(pairs, 64 * MANY);
		tawam_corpus_free(c);
	}
	free(docs);
}
