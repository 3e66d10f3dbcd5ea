/*
 * batch.c - candidates: pairs of sketches that share a bucket.
 *
 * Band by band: a record (key, number) for each sketch, sorted by key; a run
 * of one key is a bucket.  A small bucket gives all its pairs.  A large one, a
 * template or an agency story, would give a quadratic number: its members are
 * taken in survivor order, and each is paired with the earlier ones that stand
 * for their like (leader clustering), which is how stars are made of them in
 * the end.
 */
#include <math.h>
#include <string.h>

#include "base/sort.h"
#include "index/bands.h"
#include "index/batch.h"
#include "index/plan.h"
#include "shingle/sketch.h"

/* Representatives of a large bucket, and how many of its predecessors a
 * member is paired with besides. */
#define REPS		256
#define WINDOW		32
/* A member is surely like a representative when its sketch puts it so many
 * standard errors over the floor; in between both are compared, and the member
 * represents itself as well. */
#define SURE		2.0
/* Pairs are sorted and made unique whenever they have doubled from this. */
#define COMPACT		(1u << 20)

struct batch {
	const struct mem *m;
	const struct batch_input *in;
	struct batch_output *out;
	size_t compact_at;
	uint32_t least_equal;	/* slots of a pair that may reach the floor */
	uint32_t sure_equal;	/* slots of a pair that surely does */
	struct sort_rec *recs, *tmp, *ranked;
	size_t ranked_cap;
	struct leaders leaders;
};

/* Sorts the pairs and drops repeats. */
static int
compact(struct batch *b)
{
	struct batch_output *o = b->out;
	uint64_t *tmp;

	if (o->npairs == 0)
		return TAWAM_OK;
	if ((tmp = mem_alloc(b->m, o->npairs, sizeof(*tmp))) == NULL)
		return TAWAM_ENOMEM;
	sort_u64(o->pairs, tmp, o->npairs);
	mem_free(b->m, tmp);
	o->npairs = sort_unique(o->pairs, o->npairs);
	b->compact_at = 2 * o->npairs > COMPACT ? 2 * o->npairs : COMPACT;
	return TAWAM_OK;
}

static int
add_pair(struct batch *b, uint64_t x, uint64_t y)
{
	struct batch_output *o = b->out;
	int r;

	if (o->npairs >= b->compact_at && (r = compact(b)) != 0)
		return r;
	if ((r = mem_grow(b->m, &o->pairs, &o->cap, o->npairs + 1,
	    sizeof(*o->pairs))) != 0)
		return r;
	o->pairs[o->npairs++] = x < y ? x << 32 | y : y << 32 | x;
	return TAWAM_OK;
}

static int
small_bucket(struct batch *b, const struct sort_rec *recs, size_t n)
{
	int r;

	for (size_t i = 0; i < n; i++)
		for (size_t j = i + 1; j < n; j++)
			if (scope_has(&b->in->scope, recs[i].val,
			    recs[j].val) && (r = add_pair(b, recs[i].val,
			    recs[j].val)) != 0)
				return r;
	return TAWAM_OK;
}

/* None of a pair that is not asked for. */
static uint32_t
equal_slots(const struct batch *b, uint64_t x, uint64_t y)
{
	const uint32_t *slots = b->in->slots;
	size_t k = b->in->k;

	if (!scope_has(&b->in->scope, x, y))
		return 0;
	return sketch_equal(slots + x * k, slots + y * k, b->in->k);
}

/* Pairs member i of ranked with those before it that stand for its like. */
static int
link_member(struct batch *b, size_t i)
{
	struct leaders *l = &b->leaders;
	uint64_t x = b->ranked[i].val, y;
	int linked = 0, r;

	for (uint32_t c = l->cell[i] - 1; c <= l->cell[i] + 1; c++) {
		for (uint32_t k = l->head[c]; k != 0; k = l->next[k - 1]) {
			uint32_t equal;

			y = b->ranked[k - 1].val;
			if ((equal = equal_slots(b, y, x)) < b->least_equal)
				continue;
			if ((r = add_pair(b, y, x)) != 0)
				return r;
			linked |= equal >= b->sure_equal;
		}
	}
	for (size_t j = i > WINDOW ? i - WINDOW : 0; j < i; j++) {
		y = b->ranked[j].val;
		if (equal_slots(b, y, x) >= b->least_equal &&
		    (r = add_pair(b, y, x)) != 0)
			return r;
	}
	if (!linked)
		leaders_add(l, (uint32_t)i, REPS);
	return TAWAM_OK;
}

static int
large_bucket(struct batch *b, const struct sort_rec *recs, size_t n)
{
	int r;

	if ((r = mem_grow(b->m, &b->ranked, &b->ranked_cap, 2 * n,
	    sizeof(*b->ranked))) != 0)
		return r;
	for (size_t i = 0; i < n; i++) {
		b->ranked[i].key = b->in->rank[recs[i].val];
		b->ranked[i].val = recs[i].val;
	}
	sort_recs(b->ranked, b->ranked + n, n);
	if ((r = leaders_begin(&b->leaders, b->m, &b->in->scope, b->ranked,
	    n)) != 0)
		return r;
	for (size_t i = 0; i < n; i++)
		if ((r = link_member(b, i)) != 0)
			return r;
	b->out->large_buckets++;
	return TAWAM_OK;
}

/* Makes pairs of b->recs[0..n): its buckets are runs of one key. */
static int
buckets(struct batch *b, size_t n)
{
	size_t end;
	int r;

	sort_recs(b->recs, b->tmp, n);
	for (size_t i = 0; i < n; i = end) {
		for (end = i + 1; end < n; end++)
			if (b->recs[end].key != b->recs[i].key)
				break;
		r = end - i <= BATCH_BUCKET ?
		    small_bucket(b, b->recs + i, end - i) :
		    large_bucket(b, b->recs + i, end - i);
		if (r != 0)
			return r;
	}
	return TAWAM_OK;
}

static int
band(struct batch *b, uint32_t which)
{
	const struct batch_input *in = b->in;
	size_t n = 0;

	for (uint32_t i = 0; i < in->n; i++) {
		if (in->skip[i])
			continue;
		b->recs[n].key = band_key(in->slots + (size_t)i * in->k,
		    in->rows, which);
		/* Texts of different fields need not meet. */
		if (in->scope.within != NULL)
			b->recs[n].key ^= band_field(in->scope.within[i]);
		b->recs[n++].val = i;
	}
	return buckets(b, n);
}

/*
 * With a window, equal texts of different dates are members of their own.
 * Those with a date meet here for certain, the tiny ones only here.
 */
static int
band_of_forms(struct batch *b)
{
	const struct batch_input *in = b->in;
	size_t n = 0;

	for (uint32_t i = 0; i < in->n; i++) {
		if (in->scope.date[i] == TAWAM_NO_DATE)
			continue;
		b->recs[n].key = in->forms[i];
		b->recs[n++].val = i;
	}
	return buckets(b, n);
}

int
batch_candidates(const struct mem *m, const struct batch_input *in,
    struct batch_output *out)
{
	struct batch b = { .m = m, .in = in, .out = out,
	    .compact_at = COMPACT };
	double sigma = sqrt(in->floor * (1 - in->floor) / in->k);
	double sure = (in->floor + SURE * sigma) * in->k;
	int r = TAWAM_ENOMEM;

	memset(out, 0, sizeof(*out));
	b.least_equal = plan_least_equal(in->floor, in->k);
	b.sure_equal = sure < in->k ? (uint32_t)ceil(sure) : in->k;
	b.recs = mem_alloc(m, in->n, sizeof(*b.recs));
	b.tmp = mem_alloc(m, in->n, sizeof(*b.tmp));
	if (b.recs == NULL || b.tmp == NULL)
		goto out;
	for (uint32_t i = 0; i < in->bands; i++) {
		if (in->progress != NULL && in->progress(in->progress_arg,
		    TAWAM_STAGE_INDEX, i, in->bands) != 0) {
			r = TAWAM_ECANCEL;
			goto out;
		}
		if ((r = band(&b, i)) != 0)
			goto out;
	}
	if (in->forms == NULL || (r = band_of_forms(&b)) == 0)
		r = compact(&b);
out:
	mem_free(m, b.recs);
	mem_free(m, b.tmp);
	mem_free(m, b.ranked);
	leaders_release(&b.leaders, m);
	if (r != 0)
		batch_release(m, out);
	return r;
}

void
batch_release(const struct mem *m, struct batch_output *out)
{
	mem_free(m, out->pairs);
	memset(out, 0, sizeof(*out));
}
