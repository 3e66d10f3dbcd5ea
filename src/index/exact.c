/*
 * exact.c - every pair of sets that is similar enough, guaranteed.
 *
 * Let x be the larger of two sets, y the smaller, o their overlap.  A pair is
 * wanted when o / (|x| + |y| - o) >= floor, or when o / |y| >= containment:
 * both say o >= need(|x|, |y|), a whole number that never falls as |x| grows.
 *
 * Order all keys, the rarest first, and let k be the first key, in that
 * order, that x and y share, at places i and j.  What they share is k and what
 * follows it, so o <= 1 + min(|x| - i - 1, |y| - j - 1): the positional
 * filter.  A wanted pair therefore has
 *
 *	j <= |y| - need(|y|, |y|)	the places of y that are listed,
 *	i <= |x| - least(|x|)		the places of x that are looked up,
 *
 * where least(|x|) is the least need of any partner: with containment off, the
 * least o with o / |x| >= floor, which is also the least size of a partner
 * (the size filter); with containment on, the need of the smallest set there
 * is.  Walking x from its rarest key and meeting y for the first time in the
 * list of k, nothing that is wanted has been passed by: k is listed for y and
 * looked up for x.  What is left of y is walked through, until the
 * need is met or can no longer be: the keys of x are marked in a map of bits,
 * one for each key there is, and those of y are looked up in it.
 *
 * Every need is found with the very division that makes the score, so that no
 * pair is lost, or found too many, by rounding.
 */
#include <string.h>

#include "base/sort.h"
#include "index/exact_sets.h"

/* Sets whose partners are looked for in one go, by one thread. */
#define STRETCH		32
/* The cost is counted on so many sets, spread over all sizes. */
#define SAMPLE		200
/* Nanoseconds of an entry of a list, a pair and a step through a set. */
#define ENTRY_NS	3.0
#define PAIR_NS		80.0
#define STEP_NS		1.9
/* And of a key, until all sets are made of ranks. */
#define KEY_NS		80.0
/* When there are more sets than these, so many are tried first, to know what
 * all would take without holding them; the guess may be SLACK times too high,
 * since lists grow slower than the number of sets. */
#define TRIAL		5000
#define SLACK		3.0
/* Steps between looks at whether the need can still be met. */
#define STEPS		16

struct entry {
	uint32_t set, place;
};

struct work {
	uint64_t entries, compared, steps, found;
};

struct stretch {
	uint64_t *pairs;
	size_t n, cap;
	struct work work;
};

/* One thread's; x is the set whose partners are looked for. */
struct finder {
	uint32_t *met;		/* of a set: the last x it met + 1 */
	uint64_t *bits;		/* of a key: x has it */
};

struct join {
	const struct mem *m;
	const struct exact_input *in;
	struct exact_sets sets;
	size_t *list;		/* of a rank: its first entry; and the end */
	struct entry *entries;
	struct finder *finders;	/* of a worker */
	struct stretch *stretches;
	size_t nstretches;
	uint32_t sample;	/* sets to take instead of all, or 0 */
};

/* The least o <= most for which o / (both - o) >= share; most + 1: none. */
static uint64_t
least_jaccard(uint64_t both, uint64_t most, double share)
{
	uint64_t o = (uint64_t)(share / (1 + share) * (double)both);

#define REACHES(v)	((double)(v) / (double)(both - (v)) >= share)
	if (o > most)
		o = most;
	while (o > 0 && REACHES(o - 1))
		o--;
	while (o <= most && !REACHES(o))
		o++;
#undef REACHES
	return o > 0 ? o : 1;
}

/* The least o for which o / n >= share. */
static uint64_t
least_share(uint64_t n, double share)
{
	uint64_t o = (uint64_t)(share * (double)n);

	while (o > 0 && (double)(o - 1) / (double)n >= share)
		o--;
	while (o < n && !((double)o / (double)n >= share))
		o++;
	return o > 0 ? o : 1;
}

/* The overlap that makes a pair wanted; x is the larger. */
static uint64_t
need(const struct exact_input *in, uint64_t x, uint64_t y)
{
	uint64_t j = least_jaccard(x + y, y, in->floor), c;

	if (in->containment <= 0)
		return j;
	c = least_share(y, in->containment);
	return c < j ? c : j;
}

/* How many places of set y are listed. */
static uint32_t
listed(const struct join *j, uint32_t y)
{
	uint32_t n = j->sets.size[y];

	return n - (uint32_t)need(j->in, n, n) + 1;
}

/* Lists are by set, so that they can be cut at the size filter. */
static int
make_lists(struct join *j)
{
	const struct exact_sets *s = &j->sets;
	size_t sum = 0;

	j->list = mem_zalloc(j->m, (size_t)s->nranks + 2, sizeof(*j->list));
	if (j->list == NULL)
		return TAWAM_ENOMEM;
	for (uint32_t y = 0; y < s->n; y++) {
		uint32_t n = listed(j, y);

		for (uint32_t i = 0; i < n; i++)
			j->list[s->tokens[s->start[y] + i] + 2]++;
		sum += n;
	}
	j->entries = mem_alloc(j->m, sum, sizeof(*j->entries));
	if (j->entries == NULL)
		return TAWAM_ENOMEM;
	/* list[k + 1] is where k's next entry goes, and ends as k's end. */
	for (size_t k = 2; k < (size_t)s->nranks + 2; k++)
		j->list[k] += j->list[k - 1];
	for (uint32_t y = 0; y < s->n; y++) {
		uint32_t n = listed(j, y);

		for (uint32_t i = 0; i < n; i++)
			j->entries[j->list[s->tokens[s->start[y] + i] +
			    1]++] = (struct entry){ y, i };
	}
	return TAWAM_OK;
}

/* Are at least so many of n keys among x's, whose bits are set? */
static int
shares(const uint64_t *bits, const uint32_t *y, size_t n, size_t least,
    struct work *w)
{
	size_t both = 0;

	for (size_t i = 0; both < least && both + (n - i) >= least;) {
		size_t end = n - i < STEPS ? n : i + STEPS;

		w->steps += end - i;
		for (; i < end; i++)
			both += bits[y[i] / 64] >> y[i] % 64 & 1;
	}
	return both >= least;
}

/* The first set from `from` that has at least so many keys. */
static uint32_t
first_of_size(const struct exact_sets *s, uint64_t size)
{
	uint32_t lo = 0, hi = s->n;

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;

		if (s->size[mid] < size)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static size_t
first_entry(const struct join *j, uint32_t rank, uint32_t set)
{
	size_t lo = j->list[rank], hi = j->list[rank + 1];

	while (set > 0 && lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (j->entries[mid].set < set)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static int
keep_pair(struct join *j, struct stretch *out, uint32_t x, uint32_t y)
{
	uint64_t a = j->sets.number[x], b = j->sets.number[y];
	int r;

	out->work.found++;
	if (j->sample != 0)
		return TAWAM_OK;
	if ((r = mem_grow(j->m, &out->pairs, &out->cap, out->n + 1,
	    sizeof(*out->pairs))) != 0)
		return r;
	out->pairs[out->n++] = a < b ? a << 32 | b : b << 32 | a;
	return TAWAM_OK;
}

/* x's key at place i was found at an entry's place, their first in common. */
static int
meet(struct join *j, struct finder *f, struct stretch *out, uint32_t x,
    size_t i, const struct entry *e)
{
	const struct exact_sets *s = &j->sets;
	size_t nx = s->size[x] - i, ny = s->size[e->set] - (size_t)e->place;
	uint64_t least = need(j->in, s->size[x], s->size[e->set]);

	if (least > nx || least > ny || !scope_has(&j->in->scope,
	    s->number[x], s->number[e->set]))
		return TAWAM_OK;
	out->work.compared++;
	if (!shares(f->bits, s->tokens + s->start[e->set] + e->place, ny,
	    least, &out->work))
		return TAWAM_OK;
	return keep_pair(j, out, x, e->set);
}

static int
look_up(struct join *j, struct finder *f, struct stretch *out, uint32_t x)
{
	const struct exact_sets *s = &j->sets;
	const uint32_t *tokens = s->tokens + s->start[x];
	uint64_t least = least_share(s->size[x], j->in->floor);
	uint32_t from = 0;
	int r;

	if (j->in->containment <= 0)
		from = first_of_size(s, least);
	else if (need(j->in, s->size[0], s->size[0]) < least)
		least = need(j->in, s->size[0], s->size[0]);
	for (size_t i = 0; i + least <= s->size[x]; i++) {
		size_t end = j->list[tokens[i] + 1];

		for (size_t k = first_entry(j, tokens[i], from); k < end;
		    k++) {
			const struct entry *e = &j->entries[k];

			if (e->set >= x)
				break;
			out->work.entries++;
			if (f->met[e->set] == x + 1)
				continue;
			f->met[e->set] = x + 1;
			if ((r = meet(j, f, out, x, i, e)) != 0)
				return r;
		}
	}
	return TAWAM_OK;
}

/* The smaller partners of set x; of equal sizes, those before it. */
static int
find_partners(struct join *j, unsigned worker, struct stretch *out, uint32_t x)
{
	struct finder *f = &j->finders[worker];
	const uint32_t *tokens = j->sets.tokens + j->sets.start[x];
	uint32_t n = j->sets.size[x];
	int r;

	for (uint32_t i = 0; i < n; i++)
		f->bits[tokens[i] / 64] |= UINT64_C(1) << tokens[i] % 64;
	r = look_up(j, f, out, x);
	for (uint32_t i = 0; i < n; i++)
		f->bits[tokens[i] / 64] = 0;
	return r;
}

static int
join_stretch(void *arg, unsigned worker, size_t i)
{
	struct join *j = arg;
	const struct exact_input *in = j->in;
	uint64_t n = j->sets.n, from = i * STRETCH, to = from + STRETCH;
	int r;

	if (j->sample != 0) {
		n = j->sample;
		to = to < n ? to : n;
		for (; from < to; from++)
			if ((r = find_partners(j, worker, &j->stretches[i],
			    (uint32_t)((2 * from + 1) * j->sets.n /
			    (2 * n)))) != 0)
				return r;
		return TAWAM_OK;
	}
	if (worker == 0 && in->progress != NULL && in->progress(
	    in->progress_arg, TAWAM_STAGE_INDEX, n + from, 2 * n) != 0)
		return TAWAM_ECANCEL;
	to = to < n ? to : n;
	for (; from < to; from++)
		if ((r = find_partners(j, worker, &j->stretches[i],
		    (uint32_t)from)) != 0)
			return r;
	return TAWAM_OK;
}

/* Over all sets, or a sample of them; *sum is what it took. */
static int
run_stretches(struct join *j, uint32_t sample, struct work *sum)
{
	size_t n = sample != 0 ? sample : j->sets.n;
	int r;

	memset(sum, 0, sizeof(*sum));
	j->sample = sample;
	for (unsigned i = 0; i < pool_workers(j->in->pool); i++)
		memset(j->finders[i].met, 0,
		    j->sets.n * sizeof(*j->finders[i].met));
	j->nstretches = (n + STRETCH - 1) / STRETCH;
	j->stretches = mem_zalloc(j->m, j->nstretches, sizeof(*j->stretches));
	if (j->stretches == NULL)
		return TAWAM_ENOMEM;
	r = pool_run(j->in->pool, join_stretch, j, j->nstretches, 1);
	for (size_t i = 0; i < j->nstretches; i++) {
		sum->entries += j->stretches[i].work.entries;
		sum->compared += j->stretches[i].work.compared;
		sum->steps += j->stretches[i].work.steps;
		sum->found += j->stretches[i].work.found;
	}
	return r;
}

static void
drop_stretches(struct join *j)
{
	for (size_t i = 0; j->stretches != NULL && i < j->nstretches; i++)
		mem_free(j->m, j->stretches[i].pairs);
	mem_free(j->m, j->stretches);
	j->stretches = NULL;
}

static int
count_cost(struct join *j, struct exact_cost *cost)
{
	const struct exact_sets *s = &j->sets;
	uint32_t sample = s->n < SAMPLE ? s->n : SAMPLE;
	struct work w;
	double times;
	int r;

	r = run_stretches(j, sample, &w);
	drop_stretches(j);
	if (r != 0)
		return r;
	times = (double)s->n / (sample > 0 ? sample : 1);
	cost->seconds = 1e-9 * (KEY_NS * (double)s->ntokens + times *
	    (ENTRY_NS * (double)w.entries + PAIR_NS * (double)w.compared +
	    STEP_NS * (double)w.steps));
	cost->pairs = times * (double)w.found;
	cost->bytes = 4.0 * (double)s->ntokens + 20.0 * s->n +
	    8.0 * s->nranks + 8.0 * (double)j->list[s->nranks] +
	    16.0 * cost->pairs;
	return TAWAM_OK;
}

static int
hopeless(const struct join *j, const struct exact_cost *cost, double slack)
{
	return cost->seconds > slack * EXACT_SECONDS ||
	    cost->pairs > slack * EXACT_PAIRS ||
	    (j->in->most_bytes != 0 &&
	    cost->bytes > slack * (double)j->in->most_bytes) ?
	    TAWAM_EHOPELESS : TAWAM_OK;
}

static int
gather(struct join *j, struct exact_output *out)
{
	size_t n = 0;
	uint64_t *tmp;

	for (size_t i = 0; i < j->nstretches; i++)
		n += j->stretches[i].n;
	out->pairs = mem_alloc(j->m, n, sizeof(*out->pairs));
	tmp = mem_alloc(j->m, n, sizeof(*tmp));
	if (out->pairs == NULL || tmp == NULL) {
		mem_free(j->m, tmp);
		return TAWAM_ENOMEM;
	}
	for (size_t i = 0; i < j->nstretches; i++) {
		const struct stretch *s = &j->stretches[i];

		if (s->n > 0)
			memcpy(out->pairs + out->npairs, s->pairs,
			    s->n * sizeof(*s->pairs));
		out->npairs += s->n;
	}
	sort_u64(out->pairs, tmp, n);
	mem_free(j->m, tmp);
	return TAWAM_OK;
}

static int
make_finders(struct join *j)
{
	unsigned n = pool_workers(j->in->pool);

	j->finders = mem_zalloc(j->m, n, sizeof(*j->finders));
	if (j->finders == NULL)
		return TAWAM_ENOMEM;
	for (unsigned i = 0; i < n; i++) {
		struct finder *f = &j->finders[i];

		f->met = mem_alloc(j->m, j->sets.n, sizeof(*f->met));
		f->bits = mem_zalloc(j->m, (size_t)j->sets.nranks / 64 + 1,
		    sizeof(*f->bits));
		if (f->met == NULL || f->bits == NULL)
			return TAWAM_ENOMEM;
	}
	return TAWAM_OK;
}

static void
drop_finders(struct join *j)
{
	for (unsigned i = 0; j->finders != NULL &&
	    i < pool_workers(j->in->pool); i++) {
		mem_free(j->m, j->finders[i].met);
		mem_free(j->m, j->finders[i].bits);
	}
	mem_free(j->m, j->finders);
}

/* Sets, lists and what it takes to find all pairs. */
static int
prepare(struct join *j, struct exact_cost *cost)
{
	int r;

	if ((r = exact_sets_build(&j->sets, j->m, j->in)) != 0 ||
	    (r = make_finders(j)) != 0 || (r = make_lists(j)) != 0)
		return r;
	return count_cost(j, cost);
}

static void
release(struct join *j)
{
	drop_finders(j);
	mem_free(j->m, j->list);
	mem_free(j->m, j->entries);
	exact_sets_release(&j->sets, j->m);
}

/* Some of the members, as an input of its own. */
struct trial {
	const struct exact_input *in;
	uint8_t skip[TRIAL];
};

static uint32_t
tried(const struct exact_input *in, uint32_t i)
{
	return (uint32_t)((uint64_t)i * in->n / TRIAL);
}

static int
trial_keys(void *arg, unsigned worker, uint32_t i, uint64_t **keys, size_t *n)
{
	struct trial *t = arg;

	return t->in->keys(t->in->arg, worker, tried(t->in, i), keys, n);
}

/* What all would take, from a few: pairs grow as the square. */
static int
try_few(const struct mem *m, const struct exact_input *in,
    struct exact_cost *cost)
{
	double times = (double)in->n / TRIAL;
	struct exact_input few = *in;
	struct join j = { .m = m, .in = &few };
	struct trial *t = mem_alloc(m, 1, sizeof(*t));
	int r;

	if (t == NULL)
		return TAWAM_ENOMEM;
	t->in = in;
	for (uint32_t i = 0; i < TRIAL; i++)
		t->skip[i] = in->skip[tried(in, i)];
	few.n = TRIAL;
	few.skip = t->skip;
	few.keys = trial_keys;
	few.arg = t;
	few.progress = NULL;
	if ((r = prepare(&j, cost)) == 0) {
		cost->bytes = times * (cost->bytes - 16 * cost->pairs) +
		    times * times * 16 * cost->pairs;
		cost->seconds *= times * times;
		cost->pairs *= times * times;
	}
	release(&j);
	mem_free(m, t);
	return r;
}

int
exact_join(const struct mem *m, const struct exact_input *in,
    struct exact_output *out)
{
	struct join j = { .m = m, .in = in };
	struct work w = { 0 };
	int r = TAWAM_OK;

	memset(out, 0, sizeof(*out));
	/* A scope would let a trial see too little, or fear too much. */
	if (in->n > 4 * TRIAL && in->scope.within == NULL &&
	    in->scope.window == 0 &&
	    ((r = try_few(m, in, &out->cost)) != 0 ||
	    (r = hopeless(&j, &out->cost, SLACK)) != 0))
		return r;
	if ((r = prepare(&j, &out->cost)) == 0 &&
	    (r = hopeless(&j, &out->cost, 1)) == 0 &&
	    (r = run_stretches(&j, 0, &w)) == 0)
		r = gather(&j, out);
	out->compared = w.compared;
	drop_stretches(&j);
	release(&j);
	if (r != 0)
		exact_release(m, out);
	return r;
}

void
exact_release(const struct mem *m, struct exact_output *out)
{
	mem_free(m, out->pairs);
	out->pairs = NULL;
	out->npairs = 0;
}
