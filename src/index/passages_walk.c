/*
 * passages_walk.c - member by member: whom it shares passages with.
 *
 * The members of a round are taken by several threads; what they found is
 * handed out in order when the round is over.
 */
#include <string.h>

#include "index/passages.h"

#define ROUND		1024
/* A fingerprint that two texts have so often together that this many pairs of
 * places come of it is paired first with first, second with second ... */
#define PAIRS_MAX	64

struct walked {
	struct shared_pair *pairs;	/* passages: set when handed out */
	struct passage *passages;	/* of the pairs, one after another */
	size_t npairs, pairs_cap, n, cap;
};

/* One thread's. */
struct walker {
	struct sharer sharer;
	struct seed *seeds, *spare;
	size_t n, cap, spare_cap;
	size_t work;		/* bytes of text read, for the space */
};

struct walk {
	const struct passages *p;
	uint32_t least;
	uint32_t from;			/* first member of the round */
	struct walker *walkers;
	struct walked *walked;		/* ROUND */
};

static int
add_seed(const struct mem *m, struct walker *w, uint32_t group, uint32_t a,
    uint32_t b)
{
	int r;

	if ((r = mem_grow(m, &w->seeds, &w->cap, w->n + 1,
	    sizeof(*w->seeds))) != 0)
		return r;
	w->seeds[w->n++] = (struct seed){ group, a & ~PLACE_FIRST,
	    b & ~PLACE_FIRST };
	return TAWAM_OK;
}

/* Seeds of one fingerprint, na places of one text and nb of another. */
static int
add_seeds(const struct mem *m, struct walker *w, const struct place *a,
    size_t na, const struct place *b, size_t nb)
{
	size_t most = na > nb ? na : nb;
	int r;

	if (na > PAIRS_MAX || nb > PAIRS_MAX || na * nb > PAIRS_MAX) {
		for (size_t i = 0; i < most; i++)
			if ((r = add_seed(m, w, b->group,
			    a[i < na ? i : na - 1].at,
			    b[i < nb ? i : nb - 1].at)) != 0)
				return r;
		return TAWAM_OK;
	}
	for (size_t i = 0; i < na; i++)
		for (size_t k = 0; k < nb; k++)
			if ((r = add_seed(m, w, b->group, a[i].at,
			    b[k].at)) != 0)
				return r;
	return TAWAM_OK;
}

static int
is_asked(const struct passages_input *in, uint32_t a, uint32_t b)
{
	return scope_has(&in->scope, a, b) &&
	    (in->forms == NULL || in->forms[a] != in->forms[b]);
}

/* Seeds of the fingerprint that place i is its group's first of. */
static int
seeds_of(const struct passages *p, struct walker *w, size_t i)
{
	const struct place *all = p->places;
	size_t na = 1, from, end;
	int r;

#define GOES_ON(k)	((k) < p->n && (all[k].at & PLACE_FIRST) == 0)
	while (GOES_ON(i + na) && all[i + na].group == all[i].group)
		na++;
	for (from = i + na; GOES_ON(from); from = end) {
		end = from + 1;
		while (GOES_ON(end) && all[end].group == all[from].group)
			end++;
		if (is_asked(p->in, all[i].group, all[from].group) &&
		    (r = add_seeds(&p->space->mem, w, all + i, na, all + from,
		    end - from)) != 0)
			return r;
	}
#undef GOES_ON
	return TAWAM_OK;
}

static int
keep_pair(const struct mem *m, struct walked *out, uint32_t a, uint32_t b,
    const struct sharer *s)
{
	int r;

	if (s->nruns == 0)
		return TAWAM_OK;
	if ((r = mem_grow(m, &out->pairs, &out->pairs_cap, out->npairs + 1,
	    sizeof(*out->pairs))) != 0 ||
	    (r = mem_grow(m, &out->passages, &out->cap, out->n + s->n,
	    sizeof(*out->passages))) != 0)
		return r;
	out->pairs[out->npairs++] = (struct shared_pair){ a, b, s->in_a,
	    s->in_b, NULL, s->n };
	if (s->n > 0)
		memcpy(out->passages + out->n, s->passages,
		    s->n * sizeof(*s->passages));
	out->n += s->n;
	return TAWAM_OK;
}

/* Seeds, sorted, become pairs. */
static int
walk_seeds(const struct walk *k, struct walker *w, uint32_t a,
    struct walked *out)
{
	const struct passages_input *in = k->p->in;
	const struct mem *m = &k->p->space->mem;
	struct coded text = in->text(in->arg, a), other;
	size_t end;
	int r;

	if ((r = mem_grow(m, &w->spare, &w->spare_cap, w->n,
	    sizeof(*w->spare))) != 0 ||
	    (r = sharer_begin(m, &w->sharer, &text)) != 0)
		return r;
	sort_by(w->seeds, w->spare, w->n, sizeof(*w->seeds), seed_order, NULL);
	for (size_t i = 0; i < w->n; i = end) {
		for (end = i + 1; end < w->n; end++)
			if (w->seeds[end].group != w->seeds[i].group)
				break;
		other = in->text(in->arg, w->seeds[i].group);
		space_ease(k->p->space, &w->work, text.n + other.n);
		if ((r = sharer_pair(m, &w->sharer, &other, w->seeds + i,
		    end - i, k->least)) != 0 ||
		    (r = keep_pair(m, out, a, w->seeds[i].group,
		    &w->sharer)) != 0)
			return r;
	}
	return TAWAM_OK;
}

static int
walk_member(void *arg, unsigned worker, size_t item)
{
	const struct walk *k = arg;
	const struct passages *p = k->p;
	struct walker *w = &k->walkers[worker];
	uint32_t a = k->from + (uint32_t)item;
	int r;

	w->n = 0;
	for (uint32_t i = p->first[a]; i < p->first[a + 1]; i++) {
		uint32_t at = p->own[i];

		/* Only the group's first place of a fingerprint. */
		if ((p->places[at].at & PLACE_FIRST) == 0 &&
		    p->places[at - 1].group == a)
			continue;
		if ((r = seeds_of(p, w, at)) != 0)
			return r;
	}
	return w->n == 0 ? TAWAM_OK : walk_seeds(k, w, a, &k->walked[item]);
}

static int
hand_out(const struct walk *k, size_t n, passages_fn *fn, void *arg)
{
	int r;

	for (size_t i = 0; i < n; i++) {
		struct walked *w = &k->walked[i];
		const struct passage *next = w->passages;

		for (size_t j = 0; j < w->npairs; j++) {
			w->pairs[j].passages = next;
			next += w->pairs[j].n;
			if ((r = fn(arg, &w->pairs[j])) != 0)
				return r;
		}
		w->npairs = w->n = 0;
	}
	return TAWAM_OK;
}

static int
rounds(struct walk *k, passages_fn *fn, void *arg)
{
	const struct passages_input *in = k->p->in;
	int r;

	for (uint32_t n; k->from < in->n; k->from += n) {
		n = in->n - k->from < ROUND ? in->n - k->from : ROUND;
		if ((r = pool_run(in->pool, walk_member, k, n, 8)) != 0 ||
		    (r = hand_out(k, n, fn, arg)) != 0)
			return r;
	}
	return TAWAM_OK;
}

int
passages_walk(const struct passages *p, uint32_t least, passages_fn *fn,
    void *arg)
{
	unsigned workers = pool_workers(p->in->pool);
	struct walk k = { .p = p, .least = least };
	const struct mem *m = &p->space->mem;
	int r = TAWAM_ENOMEM;

	k.walkers = mem_zalloc(m, workers, sizeof(*k.walkers));
	k.walked = mem_zalloc(m, ROUND, sizeof(*k.walked));
	if (k.walkers != NULL && k.walked != NULL)
		r = rounds(&k, fn, arg);
	for (unsigned i = 0; k.walkers != NULL && i < workers; i++) {
		sharer_release(m, &k.walkers[i].sharer);
		mem_free(m, k.walkers[i].seeds);
		mem_free(m, k.walkers[i].spare);
	}
	for (size_t i = 0; k.walked != NULL && i < ROUND; i++) {
		mem_free(m, k.walked[i].pairs);
		mem_free(m, k.walked[i].passages);
	}
	mem_free(m, k.walkers);
	mem_free(m, k.walked);
	return r;
}
