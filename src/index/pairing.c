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
/* Pairs that a thread keeps to itself. */
#define PAIRS_BITS	15
#define PAIRS		((size_t)1 << PAIRS_BITS)
/* Pairs are sorted and made unique whenever they have doubled from this. */
#define COMPACT		((size_t)1 << 20)
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
	k->out = out;
	k->level = cpu_level();
	k->least_equal = plan_least_equal(in->floor, in->k);
	k->sure_equal = sure < in->k ? (uint32_t)ceil(sure) : in->k;
	k->compact_at = COMPACT;
	(void)pthread_mutex_init(&k->lock, NULL);
}

void
pairing_release(struct pairing *k)
{
	(void)pthread_mutex_destroy(&k->lock);
}

/* All pairs are sorted and repeats dropped.  Under the lock, or alone. */
static int
compact(struct pairing *k)
{
	struct batch_output *o = k->out;
	int r = batch_compact(k->s, o);

	if (r != 0)
		return r;
	k->compact_at = 2 * o->npairs > COMPACT ? 2 * o->npairs : COMPACT;
	return TAWAM_OK;
}

static int
append(struct pairing *k, const uint64_t *pairs, size_t n)
{
	struct batch_output *o = k->out;
	int r;

	if ((r = space_grow(k->s, &o->vast, o->npairs + n,
	    sizeof(*o->pairs))) != 0)
		return r;
	memcpy(o->pairs + o->npairs, pairs, n * sizeof(*pairs));
	o->npairs += n;
	if ((r = space_keep(k->s, 2 * n * sizeof(*pairs))) != 0)
		return r;
	return o->npairs >= k->compact_at ? compact(k) : TAWAM_OK;
}

static int
flush(struct pairer *p)
{
	int r;

	if (p->npairs == 0)
		return TAWAM_OK;
	sort_u64(p->pairs, p->pairs + PAIRS, p->npairs);
	p->npairs = sort_unique(p->pairs, p->npairs);
	(void)pthread_mutex_lock(&p->k->lock);
	r = append(p->k, p->pairs, p->npairs);
	(void)pthread_mutex_unlock(&p->k->lock);
	p->npairs = 0;
	return r;
}

static int
add_pair(struct pairer *p, uint64_t x, uint64_t y)
{
	uint64_t pair = x < y ? x << 32 | y : y << 32 | x, *latest;
	const struct mem *m = &p->k->s->mem;
	int r;

	if (p->pairs == NULL && (p->pairs = mem_alloc(m, 2 * PAIRS,
	    sizeof(*p->pairs))) == NULL)
		return TAWAM_ENOMEM;
	if (p->latest == NULL && (p->latest = mem_zalloc(m, PAIRS,
	    sizeof(*p->latest))) == NULL)
		return TAWAM_ENOMEM;
	/* Twins meet in most bands: what came a short while ago is there. */
	latest = &p->latest[pair * UINT64_C(0x9e3779b97f4a7c15) >>
	    (64 - PAIRS_BITS)];
	if (*latest == pair)
		return TAWAM_OK;
	if (p->npairs == PAIRS && (r = flush(p)) != 0)
		return r;
	*latest = p->pairs[p->npairs++] = pair;
	return TAWAM_OK;
}

static int
wanted(const struct pairing *k, uint64_t x, uint64_t y)
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
			uint64_t x = recs[i] & mask, y = recs[j] & mask;

			if (wanted(p->k, x, y) &&
			    (r = add_pair(p, x, y)) != 0)
				return r;
		}
	}
	return TAWAM_OK;
}

/* None of a pair that is not asked for. */
static uint32_t
equal_slots(const struct pairing *k, uint64_t x, uint64_t y)
{
	const uint32_t *slots = *k->in->slots;
	size_t n = k->in->k;

	if (!wanted(k, x, y))
		return 0;
	return sketch_equal(k->level, slots + x * n, slots + y * n,
	    k->in->k);
}

static uint32_t
share_of(uint32_t all, uint32_t least, size_t n)
{
	size_t some = n <= HUGE_BUCKET ? all : all * (size_t)HUGE_BUCKET / n;

	return some > least ? (uint32_t)some : least;
}

/* Pairs member i of ranked with those before it that stand for its like. */
static int
link_member(struct pairer *p, size_t i)
{
	const struct pairing *k = p->k;
	struct leaders *l = &p->leaders;
	uint64_t x = p->ranked[i].val, y;
	int linked = 0, r;

	for (uint32_t c = l->cell[i] - 1; c <= l->cell[i] + 1; c++) {
		for (uint32_t h = l->head[c]; h != 0; h = l->next[h - 1]) {
			uint32_t equal;

			y = p->ranked[h - 1].val;
			if ((equal = equal_slots(k, y, x)) < k->least_equal)
				continue;
			if ((r = add_pair(p, y, x)) != 0)
				return r;
			linked |= equal >= k->sure_equal;
		}
	}
	for (size_t j = i > p->window ? i - p->window : 0; j < i; j++) {
		y = p->ranked[j].val;
		if (equal_slots(k, y, x) >= k->least_equal &&
		    (r = add_pair(p, y, x)) != 0)
			return r;
	}
	if (!linked)
		leaders_add(l, (uint32_t)i, p->reps);
	return TAWAM_OK;
}

static void
ease(struct pairer *p, size_t touched)
{
	struct pairing *k = p->k;

	(void)pthread_mutex_lock(&k->lock);
	space_ease(k->s, &p->work, touched);
	(void)pthread_mutex_unlock(&k->lock);
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

	mem_free(m, p->pairs);
	mem_free(m, p->latest);
	mem_free(m, p->ranked);
	leaders_release(&p->leaders, m);
}

int
pairers_finish(struct pairer *p, unsigned n)
{
	struct pairing *k = p[0].k;
	int r;

	for (unsigned i = 0; i < n; i++) {
		if ((r = flush(&p[i])) != 0)
			return r;
		k->out->large_buckets += p[i].large_buckets;
	}
	return compact(k);
}
