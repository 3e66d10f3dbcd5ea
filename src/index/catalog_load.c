/*
 * catalog_load.c - many documents into the tables at once.
 *
 * One after another they would touch a line anywhere in each table, and each
 * would be waited for.  So tags wait, all of an index that is opened, and then
 * go in table by table, shard by shard: what is written to stays near, and to
 * order them further takes longer than it spares.  What waits is freed as the
 * tables come, so that there is never more than they take.  A table is one
 * thread's, who asks nobody.
 */
#include <string.h>

#include "index/catalog.h"

#define BATCH		(UINT32_C(1) << 17)	/* documents */
#define BATCH_MOST	(UINT32_C(1) << 24)

/* What a document is in: */
enum {
	GONE,			/* nothing any more */
	UNBANDED,		/* the tables of forms and ids */
	BANDED			/* all */
};

/* Of one thread. */
struct scratch {
	uint32_t start[BUCKETS_SHARDS + 1];
	uint64_t *ordered;	/* tag, document */
};

struct catalog_batch {
	uint32_t n, from;	/* documents, the first one's number */
	uint32_t most;
	int last;		/* tags are not needed any more */
	uint8_t *is;		/* of each document: one of those above */
	struct scratch *scratch;
	unsigned nscratch;
	uint32_t *tags[];	/* of each table */
};

void
catalog_load_end(struct catalog *s)
{
	struct catalog_batch *b = s->batch;

	for (uint32_t i = 0; b != NULL && i < s->bands + CATALOG_EXTRA; i++)
		mem_free(s->mem, b->tags[i]);
	for (unsigned i = 0; b != NULL && i < b->nscratch; i++)
		mem_free(s->mem, b->scratch[i].ordered);
	if (b != NULL) {
		mem_free(s->mem, b->is);
		mem_free(s->mem, b->scratch);
	}
	mem_free(s->mem, b);
	s->batch = NULL;
}

static int
room(const struct mem *m, void *array, size_t n, size_t size)
{
	void *p = mem_alloc(m, n, size);

	if (p == NULL)
		return TAWAM_ENOMEM;
	mem_large(p, n * size);
	memcpy(array, &p, sizeof(p));
	return TAWAM_OK;
}

static int
scratch_room(const struct catalog *s, struct catalog_batch *b)
{
	unsigned n = s->pool != NULL ? pool_workers(s->pool) : 1;
	int r = TAWAM_OK;

	if ((b->scratch = mem_zalloc(s->mem, n, sizeof(*b->scratch))) == NULL)
		return TAWAM_ENOMEM;
	b->nscratch = n;
	for (unsigned i = 0; i < n && r == 0; i++)
		r = room(s->mem, &b->scratch[i].ordered, b->most,
		    sizeof(*b->scratch[i].ordered));
	return r;
}

/* Room for as many as are expected: memory that is not written to yet. */
static int
begin(struct catalog *s)
{
	size_t tables = s->bands + CATALOG_EXTRA;
	struct catalog_batch *b = mem_zalloc(s->mem, sizeof(*b) +
	    tables * sizeof(b->tags[0]), 1);
	int r = TAWAM_OK;

	if (b == NULL)
		return TAWAM_ENOMEM;
	s->batch = b;
	b->most = s->expected < BATCH ? BATCH : s->expected < BATCH_MOST ?
	    (uint32_t)s->expected : BATCH_MOST;
	for (size_t i = 0; i < tables && r == 0; i++)
		r = room(s->mem, &b->tags[i], b->most, sizeof(*b->tags[i]));
	if (r != 0 || (r = room(s->mem, &b->is, b->most,
	    sizeof(*b->is))) != 0 || (r = scratch_room(s, b)) != 0)
		catalog_load_end(s);
	return r;
}

int
catalog_expect(struct catalog *s, uint64_t n)
{
	int r = catalog_settle(s);

	catalog_load_end(s);
	s->expected = n;
	return r;
}

int
catalog_load(struct catalog *s, const struct arrival *a)
{
	struct catalog_batch *b;
	uint32_t tag;
	int r;

	if ((s->batch == NULL && (r = begin(s)) != 0) ||
	    (r = catalog_block_room(s)) != 0)
		return r;
	b = s->batch;
	if (b->n == 0)
		b->from = s->n;
	for (uint32_t i = 0; i < s->bands + CATALOG_EXTRA; i++)
		b->tags[i][b->n] = catalog_tag(s, a, i, &tag) ? tag : 0;
	b->is[b->n] = a->tags != NULL ? BANDED : UNBANDED;
	(void)catalog_put(s, a);
	return ++b->n == b->most ? catalog_settle(s) : TAWAM_OK;
}

/* Those that have gone while they waited go nowhere. */
static void
find_gone(const struct catalog *s)
{
	struct catalog_batch *b = s->batch;

	for (uint32_t i = 0; i < b->n && s->live < s->n; i++)
		if (catalog_entry(s, b->from + i) == NULL)
			b->is[i] = GONE;
}

/* Into to->ordered, of documents that are at least so: by the tag's shard, and
 * there by document. */
static uint32_t
order(const struct catalog_batch *b, struct scratch *to, const uint32_t *tags,
    uint8_t least)
{
	uint32_t *start = to->start;
	uint64_t *ordered = to->ordered;
	const uint8_t *is = b->is;
	uint32_t n = b->n, from = b->from;

	memset(start, 0, sizeof(to->start));
	for (uint32_t i = 0; i < n; i++)
		start[(tags[i] >> BUCKETS_SHIFT) + 1] += is[i] >= least;
	for (uint32_t i = 0; i < BUCKETS_SHARDS; i++)
		start[i + 1] += start[i];
	for (uint32_t i = 0; i < n; i++)
		if (is[i] >= least)
			ordered[start[tags[i] >> BUCKETS_SHIFT]++] =
			    (uint64_t)tags[i] << 32 | (from + i);
	return start[BUCKETS_SHARDS];
}

static int
settle_table(void *arg, unsigned worker, size_t table)
{
	struct catalog *s = arg;
	struct catalog_batch *b = s->batch;
	struct scratch *to = &b->scratch[worker];
	uint32_t n = order(b, to, b->tags[table], table < s->bands ? BANDED :
	    UNBANDED);

	if (b->last) {
		mem_free(s->mem, b->tags[table]);
		b->tags[table] = NULL;
	}
	return catalog_add_tags(s, (uint32_t)table, to->ordered, n);
}

static int
settle(struct catalog *s, int last)
{
	struct catalog_batch *b = s->batch;
	size_t n = s->bands + CATALOG_EXTRA;
	int r = TAWAM_OK;

	if (b == NULL || b->n == 0)
		return TAWAM_OK;
	find_gone(s);
	s->ended = 0;
	b->last = last;
	if (s->pool != NULL)
		r = pool_run(s->pool, settle_table, s, n, 1);
	for (size_t i = 0; s->pool == NULL && i < n && r == 0; i++)
		r = settle_table(s, 0, i);
	b->n = 0;
	return r;
}

int
catalog_settle(struct catalog *s)
{
	return settle(s, 0);
}

int
catalog_loaded(struct catalog *s)
{
	int r = settle(s, 1);

	catalog_load_end(s);
	s->expected = 0;
	return r;
}
