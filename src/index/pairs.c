/*
 * pairs.c - the pairs that several threads find, together.
 */
#include <string.h>

#include "base/sort.h"
#include "index/pairs.h"
#include "shingle/sketch.h"

/* Pairs that a thread keeps to itself. */
#define PAIRS_BITS	15
#define PAIRS		((size_t)1 << PAIRS_BITS)
/* Pairs are sorted and made unique whenever they have doubled from this, in all
 * parts together. */
#define COMPACT		((size_t)1 << 20)
/* A part has so many members at least: 1 << this. */
#define PART_BITS	13
/* Pairs that are copied between two looks at the bound. */
#define COPIED		((size_t)1 << 16)

#define KEPT		(PAIRS_EARLIEST + PAIRS_ALIKE)

void
pairs_init(struct pairs *p, struct space *s, const struct batch_input *in,
    struct batch_output *out)
{
	memset(p, 0, sizeof(*p));
	p->s = s;
	p->in = in;
	p->level = cpu_level();
	p->out = out;
	p->shift = 32 + PART_BITS;
	while ((uint64_t)in->n << 32 >> p->shift >= PAIRS_PARTS)
		p->shift++;
	p->nparts = (unsigned)((uint64_t)in->n << 32 >> p->shift) + 1;
	for (unsigned i = 0; i < p->nparts; i++) {
		for (int k = 0; k < PAIRS_KINDS; k++) {
			struct batch_output *o = &p->parts[i][k];

			space_enter(s, &o->vast, VAST_COLD, &o->pairs);
			p->compact_at[i][k] = COMPACT / p->nparts;
		}
	}
	(void)pthread_mutex_init(&p->lock, NULL);
}

void
pairs_release(struct pairs *p)
{
	for (unsigned i = 0; i < p->nparts; i++)
		for (int k = 0; k < PAIRS_KINDS; k++)
			batch_release(p->s, &p->parts[i][k]);
	mem_free(&p->s->mem, p->recs);
	(void)pthread_mutex_destroy(&p->lock);
}

void
pairs_unpin(struct pairs *p)
{
	for (unsigned i = 0; i < p->nparts; i++)
		for (int k = 0; k < PAIRS_KINDS; k++)
			p->parts[i][k].vast.pinned = 0;
}

uint32_t
pairs_equal(const struct pairs *p, uint32_t x, uint32_t y)
{
	const uint32_t *slots = *p->in->slots;
	size_t k = p->in->k;

	return sketch_equal(p->level, slots + x * k, slots + y * k,
	    p->in->k);
}

/* Which of a member's n pairs stay: those at the front of p->recs. */
static size_t
choose(struct pairs *p, const uint64_t *pairs, size_t n)
{
	const struct batch_input *in = p->in;
	uint32_t x = (uint32_t)(pairs[0] >> 32);
	struct sort_rec *recs = p->recs, *rest = recs + PAIRS_EARLIEST;

	for (size_t i = 0; i < n; i++)
		recs[i] = (struct sort_rec){ (*in->rank)[(uint32_t)pairs[i]],
		    pairs[i] };
	sort_recs(recs, recs + n, n);
	n -= PAIRS_EARLIEST;
	/* Those that are as much alike stay in survivor order. */
	for (size_t i = 0; i < n; i++)
		rest[i].key = in->k - pairs_equal(p, x,
		    (uint32_t)rest[i].val);
	sort_recs(rest, rest + n, n);
	space_ease(p->s, &p->work, n * in->k * sizeof(**in->slots));
	return KEPT;
}

/* Cuts the pairs of each member, sorted ones, to the few that are kept. */
static int
cut(struct pairs *p, struct batch_output *o)
{
	uint64_t tmp[KEPT];
	size_t kept = 0, end, n;
	int r;

	for (size_t i = 0; i < o->npairs; i = end) {
		for (end = i + 1; end < o->npairs; end++)
			if (o->pairs[end] >> 32 != o->pairs[i] >> 32)
				break;
		n = end - i;
		space_ease(p->s, &p->work, 2 * n * sizeof(*o->pairs));
		if (n <= KEPT) {
			memmove(o->pairs + kept, o->pairs + i,
			    n * sizeof(*o->pairs));
			kept += n;
			continue;
		}
		if ((r = mem_grow(&p->s->mem, &p->recs, &p->recs_cap, 2 * n,
		    sizeof(*p->recs))) != 0)
			return r;
		n = choose(p, o->pairs + i, n);
		for (size_t j = 0; j < n; j++)
			o->pairs[kept + j] = p->recs[j].val;
		sort_u64(o->pairs + kept, tmp, n);
		kept += n;
	}
	o->npairs = kept;
	return TAWAM_OK;
}

/* A part's pairs are sorted and repeats dropped.  Under the lock, or alone. */
static int
compact(struct pairs *p, unsigned part, enum pairs_kind kind)
{
	struct batch_output *o = &p->parts[part][kind];
	size_t least = COMPACT / p->nparts;
	int r;

	if ((r = batch_compact(p->s, o)) != 0 ||
	    (kind == PAIRS_FEW && (r = cut(p, o)) != 0))
		return r;
	p->compact_at[part][kind] = 2 * o->npairs > least ? 2 * o->npairs :
	    least;
	return TAWAM_OK;
}

/* More pairs for some that are kept. */
static int
append(struct pairs *p, struct batch_output *o, const uint64_t *pairs,
    size_t n)
{
	int r;

	if ((r = space_grow(p->s, &o->vast, o->npairs + n,
	    sizeof(*o->pairs))) != 0)
		return r;
	memcpy(o->pairs + o->npairs, pairs, n * sizeof(*pairs));
	o->npairs += n;
	return space_keep(p->s, 2 * n * sizeof(*pairs));
}

/* Sorted pairs go to their parts. */
static int
spread(struct pairs *p, enum pairs_kind kind, const uint64_t *pairs, size_t n)
{
	size_t end;
	int r;

	for (size_t i = 0; i < n; i = end) {
		unsigned part = (unsigned)(pairs[i] >> p->shift);
		struct batch_output *o = &p->parts[part][kind];

		for (end = i + 1; end < n; end++)
			if (pairs[end] >> p->shift != part)
				break;
		if ((r = append(p, o, pairs + i, end - i)) != 0 ||
		    (o->npairs >= p->compact_at[part][kind] &&
		    (r = compact(p, part, kind)) != 0))
			return r;
	}
	return TAWAM_OK;
}

static int
flush(struct pairs *p, struct lot *l, enum pairs_kind kind)
{
	int r;

	if (l->n == 0)
		return TAWAM_OK;
	sort_u64(l->pairs, l->pairs + PAIRS, l->n);
	l->n = sort_unique(l->pairs, l->n);
	(void)pthread_mutex_lock(&p->lock);
	r = spread(p, kind, l->pairs, l->n);
	(void)pthread_mutex_unlock(&p->lock);
	l->n = 0;
	return r;
}

int
pairs_add(struct pairs *p, struct lot *lots, enum pairs_kind kind, uint32_t x,
    uint32_t y)
{
	uint64_t pair = batch_pair(*p->in->rank, x, y), *latest;
	const struct mem *m = &p->s->mem;
	struct lot *l = &lots[kind];
	int r;

	if (l->pairs == NULL && (l->pairs = mem_alloc(m, 2 * PAIRS,
	    sizeof(*l->pairs))) == NULL)
		return TAWAM_ENOMEM;
	if (l->latest == NULL && (l->latest = mem_zalloc(m, PAIRS,
	    sizeof(*l->latest))) == NULL)
		return TAWAM_ENOMEM;
	/* Twins meet in most bands: what came a short while ago is there. */
	latest = &l->latest[pair * UINT64_C(0x9e3779b97f4a7c15) >>
	    (64 - PAIRS_BITS)];
	if (*latest == pair)
		return TAWAM_OK;
	if (l->n == PAIRS && (r = flush(p, l, kind)) != 0)
		return r;
	*latest = l->pairs[l->n++] = pair;
	return TAWAM_OK;
}

int
pairs_flush(struct pairs *p, struct lot *lots)
{
	int r = flush(p, &lots[PAIRS_ALL], PAIRS_ALL);

	return r != 0 ? r : flush(p, &lots[PAIRS_FEW], PAIRS_FEW);
}

void
lots_release(struct lot *lots, const struct mem *m)
{
	for (int i = 0; i < PAIRS_KINDS; i++) {
		mem_free(m, lots[i].pairs);
		mem_free(m, lots[i].latest);
	}
}

/* Pairs join others, a stretch at a time: arrays may move. */
static int
join(struct pairs *p, struct batch_output *to, struct batch_output *o)
{
	int r;

	for (size_t at = 0; at < o->npairs; at += COPIED) {
		size_t left = o->npairs - at;

		if ((r = append(p, to, o->pairs + at,
		    left < COPIED ? left : COPIED)) != 0)
			return r;
	}
	batch_release(p->s, o);
	return TAWAM_OK;
}

int
pairs_finish(struct pairs *p)
{
	int r;

	for (unsigned i = 0; i < p->nparts; i++) {
		struct batch_output *all = &p->parts[i][PAIRS_ALL];

		if ((r = compact(p, i, PAIRS_FEW)) != 0 ||
		    (r = join(p, all, &p->parts[i][PAIRS_FEW])) != 0 ||
		    (r = compact(p, i, PAIRS_ALL)) != 0 ||
		    (r = join(p, p->out, all)) != 0)
			return r;
	}
	return TAWAM_OK;
}
