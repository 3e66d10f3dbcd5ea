/*
 * pairing.c - the pairs of a band's buckets.
 */
#include <math.h>
#include <string.h>

#include "base/sort.h"
#include "index/pairing.h"
#include "index/mini.h"
#include "index/plan.h"
#include "shingle/sketch.h"

/* Representatives of a large bucket, and how many of its predecessors a
 * member is paired with besides: so many, and fewer in a bucket of more than
 * HUGE_BUCKET members, of which a corpus has one in every band. */
#define REPS		256
#define REPS_LEAST	16
#define WINDOW		32
#define WINDOW_LEAST	2
#define HUGE_BUCKET	512
/* A member is surely like a representative when its sketch puts it so many
 * standard errors over the floor; in between both are compared, and the member
 * represents itself as well. */
#define SURE		2.0
/* Between two looks at the bound: members of a large bucket, records. */
#define LOOK		64
#define LOOK_RECORDS	((size_t)1 << 16)

void
pairing_init(struct pairing *k, struct space *s, const struct batch_input *in,
    struct batch_output *out)
{
	double sigma = sqrt(in->floor * (1 - in->floor) / in->k);
	double sure = (in->floor + SURE * sigma) * in->k;

	memset(k, 0, sizeof(*k));
	k->s = s;
	k->in = in;
	k->least_equal = plan_least_equal(in->floor, in->k);
	k->sure_equal = sure < in->k ? (uint32_t)ceil(sure) : in->k;
	pairs_init(&k->pairs, s, in, out);
}

void
pairing_release(struct pairing *k)
{
	pairs_release(&k->pairs);
}

static int
add_pair(struct pairer *p, enum pairs_kind kind, uint32_t x, uint32_t y)
{
	return pairs_add(&p->k->pairs, p->lots, kind, x, y);
}

static int
wanted(const struct pairing *k, uint32_t x, uint32_t y)
{
	return scope_has(&k->in->scope, x, y) && (k->mini == NULL ||
	    mini_equal((*k->mini)[x], (*k->mini)[y]) >= k->in->mini);
}

/* The members of a bucket are the low bits of its records. */
static int
small_bucket(struct pairer *p, const uint64_t *recs, size_t n, uint64_t mask)
{
	int r;

	for (size_t i = 0; i < n; i++) {
		for (size_t j = i + 1; j < n; j++) {
			uint32_t x = (uint32_t)(recs[i] & mask);
			uint32_t y = (uint32_t)(recs[j] & mask);

			if (wanted(p->k, x, y) &&
			    (r = add_pair(p, PAIRS_ALL, x, y)) != 0)
				return r;
		}
	}
	return TAWAM_OK;
}

/* None of a pair that is not asked for. */
static uint32_t
equal_slots(const struct pairing *k, uint32_t x, uint32_t y)
{
	return wanted(k, x, y) ? pairs_equal(&k->pairs, x, y) : 0;
}

static uint32_t
share_of(uint32_t all, uint32_t least, size_t n)
{
	size_t some = n <= HUGE_BUCKET ? all : all * (size_t)HUGE_BUCKET / n;

	return some > least ? (uint32_t)some : least;
}

/* Pairs a member with the first leaders of a cell that may be like it, up to
 * one that surely is: is there one? */
static int
link_leaders(struct pairer *p, uint32_t x, uint32_t cell, int *sure)
{
	const struct pairing *k = p->k;
	const struct leaders *l = &p->leaders;
	unsigned n = 0;
	int r;

	for (uint32_t h = l->head[cell]; h != 0; h = l->next[h - 1]) {
		uint32_t y = (uint32_t)p->ranked[h - 1].val;
		uint32_t equal = equal_slots(k, y, x);

		if (equal < k->least_equal)
			continue;
		if ((equal >= k->sure_equal || n++ < PAIRS_EARLIEST) &&
		    (r = add_pair(p, PAIRS_FEW, y, x)) != 0)
			return r;
		if (equal >= k->sure_equal) {
			*sure = 1;
			break;
		}
	}
	return TAWAM_OK;
}

/* Pairs member i of ranked with those before it that stand for its like. */
static int
link_member(struct pairer *p, size_t i)
{
	const struct pairing *k = p->k;
	struct leaders *l = &p->leaders;
	uint32_t x = (uint32_t)p->ranked[i].val, y;
	int sure = 0, r;

	for (uint32_t c = l->cell[i] - 1; c <= l->cell[i] + 1; c++)
		if ((r = link_leaders(p, x, c, &sure)) != 0)
			return r;
	for (size_t j = i > p->window ? i - p->window : 0; j < i; j++) {
		y = (uint32_t)p->ranked[j].val;
		if (equal_slots(k, y, x) >= k->least_equal &&
		    (r = add_pair(p, PAIRS_FEW, y, x)) != 0)
			return r;
	}
	if (!sure)
		leaders_add(l, (uint32_t)i, p->reps);
	return TAWAM_OK;
}

static void
ease(struct pairer *p, size_t touched)
{
	struct pairing *k = p->k;

	(void)pthread_mutex_lock(&k->pairs.lock);
	space_ease(k->s, &p->work, touched);
	(void)pthread_mutex_unlock(&k->pairs.lock);
}

static int
large_bucket(struct pairer *p, const uint64_t *recs, size_t n, uint64_t mask)
{
	const struct batch_input *in = p->k->in;
	const struct mem *m = &p->k->s->mem;
	int r;

	if ((r = mem_grow(m, &p->ranked, &p->ranked_cap, 2 * n,
	    sizeof(*p->ranked))) != 0)
		return r;
	for (size_t i = 0; i < n; i++) {
		p->ranked[i].val = recs[i] & mask;
		p->ranked[i].key = (*in->rank)[p->ranked[i].val];
	}
	sort_recs(p->ranked, p->ranked + n, n);
	if ((r = leaders_begin(&p->leaders, m, &in->scope, p->ranked,
	    n)) != 0)
		return r;
	p->reps = share_of(REPS, REPS_LEAST, n);
	p->window = share_of(WINDOW, WINDOW_LEAST, n);
	for (size_t i = 0; i < n; i++) {
		if ((r = link_member(p, i)) != 0)
			return r;
		/* Sketches are read all over the place. */
		if (i % LOOK == 0)
			ease(p, LOOK * (REPS + WINDOW) * sizeof(uint32_t) *
			    in->k);
	}
	p->large_buckets++;
	return TAWAM_OK;
}

int
pairer_band(struct pairer *p, const uint64_t *recs, size_t n,
    unsigned number_bits)
{
	uint64_t mask = (UINT64_C(1) << number_bits) - 1;
	size_t end;
	int r;

	for (size_t i = 0; i < n; i = end) {
		for (end = i + 1; end < n; end++)
			if ((recs[end] ^ recs[i]) > mask)
				break;
		if (end / LOOK_RECORDS != i / LOOK_RECORDS)
			ease(p, LOOK_RECORDS * sizeof(*recs));
		if (end - i == 1)
			continue;
		r = end - i <= BATCH_BUCKET ?
		    small_bucket(p, recs + i, end - i, mask) :
		    large_bucket(p, recs + i, end - i, mask);
		if (r != 0)
			return r;
	}
	return TAWAM_OK;
}

void
pairer_release(struct pairer *p)
{
	const struct mem *m = &p->k->s->mem;

	lots_release(p->lots, m);
	mem_free(m, p->ranked);
	leaders_release(&p->leaders, m);
}

int
pairers_finish(struct pairer *p, unsigned n, struct batch_output *out)
{
	struct pairs *all = &p[0].k->pairs;
	int r;

	for (unsigned i = 0; i < n; i++) {
		if ((r = pairs_flush(all, p[i].lots)) != 0)
			return r;
		out->large_buckets += p[i].large_buckets;
	}
	return pairs_finish(all);
}
