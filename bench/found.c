/*
 * found.c - a run of the road over texts in memory, and scores.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "report/xalloc.h"

static int
keep(void *arg, const struct tawam_pair *pair)
{
	struct found *f = arg;

	xgrow(&f->p, &f->cap, f->n + 1, sizeof(*f->p));
	f->p[f->n++] = *pair;
	return 0;
}

void
found_params(struct tawam_params *p, double threshold)
{
	tawam_params_init(p, sizeof(*p));
	p->threshold = threshold;
	p->max_pairs = 0;
}

void
found_run(struct found *f, const struct texts *x, double threshold)
{
	struct tawam_params p;

	found_params(&p, threshold);
	found_with(f, x, &p);
}

void
found_with(struct found *f, const struct texts *x,
    const struct tawam_params *params)
{
	struct tawam_params p = *params;
	struct tawam_corpus *c;

	memset(f, 0, sizeof(*f));
	p.expect = x->n;
	check(tawam_corpus_new(&c, &p), "tawam_corpus_new");
	for (size_t i = 0; i < x->n; i++) {
		struct tawam_doc d;

		tawam_doc_init(&d, sizeof(d));
		d.id = x->t[i].id;
		d.idlen = x->t[i].idlen;
		d.text = x->t[i].text;
		d.len = x->t[i].len;
		check(tawam_corpus_add(c, &d, NULL), "tawam_corpus_add");
	}
	check(tawam_corpus_run(c), "tawam_corpus_run");
	check(tawam_corpus_pairs(c, keep, f), "tawam_corpus_pairs");
	f->survivor = xalloc(x->n, sizeof(*f->survivor));
	for (size_t i = 0; i < x->n; i++) {
		struct tawam_decision d;

		check(tawam_corpus_decision(c, i, &d), "decision");
		f->survivor[i] = d.verdict == TAWAM_DROPPED ? d.kept : i;
	}
	f->stats.size = sizeof(f->stats);
	tawam_corpus_stats(c, &f->stats, sizeof(f->stats));
	tawam_corpus_free(c);
}

void
found_free(struct found *f)
{
	free(f->p);
	free(f->survivor);
}

static int
by_place(const void *p, const void *q)
{
	const struct tawam_pair *x = p, *y = q;

	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	return x->b < y->b ? -1 : x->b > y->b;
}

const struct tawam_match *
found_match(const struct found *f, size_t a, size_t b)
{
	struct tawam_pair key = { .a = a < b ? a : b, .b = a < b ? b : a };
	const struct tawam_pair *p;

	if (f->n == 0)
		return NULL;
	p = bsearch(&key, f->p, f->n, sizeof(*f->p), by_place);
	return p != NULL ? &p->match : NULL;
}

int
bench_joins(enum tawam_relation r)
{
	return r == TAWAM_EXACT || r == TAWAM_NEAR;
}

void
score_add(struct score *s, int wanted, int got)
{
	s->right += wanted && got;
	s->wrong += !wanted && got;
	s->missed += wanted && !got;
}

static double
share(uint64_t part, uint64_t all)
{
	return all == 0 ? 1 : (double)part / (double)all;
}

void
score_print(FILE *f, const char *name, const struct score *s)
{
	fprintf(f, "%-28s %9.4f %9.4f %9.4f %7" PRIu64 " %7" PRIu64
	    " %7" PRIu64 "\n", name, share(s->right, s->right + s->wrong),
	    share(s->right, s->right + s->missed),
	    share(2 * s->right, 2 * s->right + s->wrong + s->missed),
	    s->right, s->wrong, s->missed);
}
