/*
 * exact_sets.c - sets of keys as ascending runs of small numbers, the rarest
 * key first.
 *
 * Threads make the sets of a block; the keys are then numbered in order, so
 * that the numbers do not depend on who made what.
 */
#include <string.h>

#include "base/cpu.h"
#include "base/sort.h"
#include "index/exact_sets.h"

#define BLOCK		512	/* sets that are made before they are read */
#define TABLE_FIRST	((size_t)1 << 16)
#define AHEAD		16	/* keys of which the table's line is fetched */

/* A key, and how many sets have it. */
struct key_row {
	uint64_t key;
	uint32_t id;		/* + 1; 0: free */
	uint32_t count;
};

struct made_set {
	uint64_t *keys;
	size_t n;
};

struct builder {
	const struct mem *m;
	const struct exact_input *in;
	struct exact_sets *sets;
	struct key_row *table;
	size_t table_size;	/* a power of two */
	unsigned shift;
	uint32_t nkeys;
	struct made_set made[BLOCK];
	uint32_t first;		/* member of made[0] */
	uint32_t *rank;		/* of an id */
	size_t longest;
	uint64_t **scratch;	/* of a worker, 2 x longest */
};

static size_t
place_of(const struct builder *b, uint64_t key)
{
	return key * UINT64_C(0x9e3779b97f4a7c15) >> b->shift;
}

static struct key_row *
find_key(const struct builder *b, uint64_t key)
{
	size_t i = place_of(b, key);

	while (b->table[i].id != 0 && b->table[i].key != key)
		i = (i + 1) & (b->table_size - 1);
	return &b->table[i];
}

static int
grow_table(struct builder *b)
{
	struct key_row *old = b->table;
	size_t n = b->table_size;

	b->table_size = n > 0 ? 2 * n : TABLE_FIRST;
	b->table = mem_zalloc(b->m, b->table_size, sizeof(*b->table));
	if (b->table == NULL) {
		b->table = old;
		b->table_size = n;
		return TAWAM_ENOMEM;
	}
	b->shift = 64;
	for (size_t s = b->table_size; s > 1; s /= 2)
		b->shift--;
	for (size_t i = 0; i < n; i++)
		if (old[i].id != 0)
			*find_key(b, old[i].key) = old[i];
	mem_free(b->m, old);
	return TAWAM_OK;
}

/* A set's keys become ids, in the order of their first coming. */
static int
number_set(struct builder *b, uint32_t member, const struct made_set *s)
{
	struct exact_sets *sets = b->sets;
	uint32_t *to;
	int r;

	if (s->n > UINT32_MAX - b->nkeys - 1)
		return TAWAM_ENOMEM;
	while (2 * (b->nkeys + s->n) > b->table_size)
		if ((r = grow_table(b)) != 0)
			return r;
	if ((r = mem_grow(b->m, &sets->tokens, &sets->cap,
	    sets->ntokens + s->n, sizeof(*sets->tokens))) != 0)
		return r;
	to = sets->tokens + sets->ntokens;
	for (size_t i = 0; i < s->n; i++) {
		struct key_row *row;

		if (i + AHEAD < s->n)
			cpu_expect(&b->table[place_of(b, s->keys[i + AHEAD])]);
		row = find_key(b, s->keys[i]);
		if (row->id == 0) {
			row->key = s->keys[i];
			row->id = ++b->nkeys;
		}
		row->count++;
		to[i] = row->id - 1;
	}
	sets->number[sets->n] = member;
	sets->size[sets->n] = (uint32_t)s->n;
	sets->start[sets->n++] = sets->ntokens;
	sets->ntokens += s->n;
	if (s->n > b->longest)
		b->longest = s->n;
	return TAWAM_OK;
}

static int
make_set(void *arg, unsigned worker, size_t i)
{
	struct builder *b = arg;
	uint32_t member = b->first + (uint32_t)i;

	b->made[i].keys = NULL;
	b->made[i].n = 0;
	if (b->in->skip[member])
		return TAWAM_OK;
	return b->in->keys(b->in->arg, worker, member, &b->made[i].keys,
	    &b->made[i].n);
}

static int
read_block(struct builder *b, uint32_t n)
{
	int r;

	memset(b->made, 0, sizeof(b->made));
	r = pool_run(b->in->pool, make_set, b, n, 8);
	for (uint32_t i = 0; i < n; i++) {
		if (r == 0 && b->made[i].n > 0)
			r = number_set(b, b->first + i, &b->made[i]);
		mem_free(b->m, b->made[i].keys);
	}
	return r;
}

static int
read_sets(struct builder *b)
{
	const struct exact_input *in = b->in;
	struct exact_sets *s = b->sets;
	int r;

	s->number = mem_alloc(b->m, in->n, sizeof(*s->number));
	s->size = mem_alloc(b->m, in->n, sizeof(*s->size));
	s->start = mem_alloc(b->m, in->n, sizeof(*s->start));
	if (s->number == NULL || s->size == NULL || s->start == NULL)
		return TAWAM_ENOMEM;
	for (; b->first < in->n; b->first += BLOCK) {
		uint32_t left = in->n - b->first;

		if (in->progress != NULL && in->progress(in->progress_arg,
		    TAWAM_STAGE_INDEX, b->first, 2 * (uint64_t)in->n) != 0)
			return TAWAM_ECANCEL;
		if ((r = read_block(b, left < BLOCK ? left : BLOCK)) != 0)
			return r;
		if (left <= BLOCK)
			break;
	}
	return TAWAM_OK;
}

/* The rarest key gets rank 0; keys as rare as each other, as they came. */
static int
rank_keys(struct builder *b)
{
	struct sort_rec *recs;
	int r = TAWAM_ENOMEM;

	b->rank = mem_alloc(b->m, b->nkeys, sizeof(*b->rank));
	recs = mem_alloc(b->m, 2 * (size_t)b->nkeys, sizeof(*recs));
	if (b->rank == NULL || recs == NULL)
		goto out;
	for (size_t i = 0; i < b->table_size; i++) {
		const struct key_row *row = &b->table[i];

		if (row->id == 0)
			continue;
		recs[row->id - 1].key = row->count;
		recs[row->id - 1].val = row->id - 1;
	}
	mem_free(b->m, b->table);
	b->table = NULL;
	sort_recs(recs, recs + b->nkeys, b->nkeys);
	for (uint32_t i = 0; i < b->nkeys; i++)
		b->rank[recs[i].val] = i;
	b->sets->nranks = b->nkeys;
	r = TAWAM_OK;
out:
	mem_free(b->m, recs);
	return r;
}

/* A set's ids become ranks, ascending. */
static int
sort_set(void *arg, unsigned worker, size_t i)
{
	struct builder *b = arg;
	size_t n = b->sets->size[i];
	uint32_t *tokens = b->sets->tokens + b->sets->start[i];
	uint64_t *a = b->scratch[worker];

	for (size_t k = 0; k < n; k++)
		a[k] = b->rank[tokens[k]];
	sort_u64(a, a + b->longest, n);
	for (size_t k = 0; k < n; k++)
		tokens[k] = (uint32_t)a[k];
	return TAWAM_OK;
}

static int
sort_sets(struct builder *b)
{
	unsigned workers = pool_workers(b->in->pool);

	b->scratch = mem_zalloc(b->m, workers, sizeof(*b->scratch));
	if (b->scratch == NULL)
		return TAWAM_ENOMEM;
	for (unsigned i = 0; i < workers; i++)
		if ((b->scratch[i] = mem_alloc(b->m, 2 * b->longest,
		    sizeof(**b->scratch))) == NULL)
			return TAWAM_ENOMEM;
	return pool_run(b->in->pool, sort_set, b, b->sets->n, 16);
}

/* Smaller sets first; sets of one size as they came. */
static int
order_sets(struct builder *b)
{
	struct exact_sets *s = b->sets;
	size_t n = s->n;
	struct sort_rec *recs = mem_alloc(b->m, 2 * n, sizeof(*recs));
	size_t *start = mem_alloc(b->m, n, sizeof(*start));
	uint32_t *number = mem_alloc(b->m, n, sizeof(*number));

	if (recs == NULL || start == NULL || number == NULL) {
		mem_free(b->m, recs);
		mem_free(b->m, start);
		mem_free(b->m, number);
		return TAWAM_ENOMEM;
	}
	for (size_t i = 0; i < n; i++) {
		recs[i].key = s->size[i];
		recs[i].val = i;
	}
	sort_recs(recs, recs + n, n);
	for (size_t i = 0; i < n; i++) {
		s->size[i] = (uint32_t)recs[i].key;
		start[i] = s->start[recs[i].val];
		number[i] = s->number[recs[i].val];
	}
	mem_free(b->m, recs);
	mem_free(b->m, s->start);
	mem_free(b->m, s->number);
	s->start = start;
	s->number = number;
	return TAWAM_OK;
}

int
exact_sets_build(struct exact_sets *s, const struct mem *m,
    const struct exact_input *in)
{
	struct builder *b = mem_zalloc(m, 1, sizeof(*b));
	int r = TAWAM_ENOMEM;

	memset(s, 0, sizeof(*s));
	if (b == NULL)
		return r;
	b->m = m;
	b->in = in;
	b->sets = s;
	if ((r = read_sets(b)) == 0 && (r = rank_keys(b)) == 0 &&
	    (r = sort_sets(b)) == 0)
		r = order_sets(b);
	for (unsigned i = 0; b->scratch != NULL &&
	    i < pool_workers(in->pool); i++)
		mem_free(m, b->scratch[i]);
	mem_free(m, b->scratch);
	mem_free(m, b->rank);
	mem_free(m, b->table);
	mem_free(m, b);
	if (r != 0)
		exact_sets_release(s, m);
	return r;
}

void
exact_sets_release(struct exact_sets *s, const struct mem *m)
{
	mem_free(m, s->number);
	mem_free(m, s->size);
	mem_free(m, s->start);
	mem_free(m, s->tokens);
	memset(s, 0, sizeof(*s));
}
