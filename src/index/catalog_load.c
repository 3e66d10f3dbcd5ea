/*
 * catalog_load.c - many documents into the tables at once.
 *
 * One after another they would touch a line anywhere in each table, and each
 * would be waited for.  So tags wait until there are many, are put in the
 * order of their places, roughly, and go in table by table.
 */
#include <string.h>

#include "index/catalog.h"

#define BATCH		(UINT32_C(1) << 17)	/* documents */
#define PARTS		512
#define PART_SHIFT	23			/* of a tag */

struct catalog_batch {
	uint32_t n, from;		/* documents, the first one's number */
	uint32_t start[PARTS + 1];
	uint8_t banded[BATCH];
	uint64_t ordered[BATCH];	/* tag, document */
	uint32_t tags[];		/* BATCH of each table */
};

static int
begin(struct catalog *s)
{
	size_t tables = s->bands + CATALOG_EXTRA;

	s->batch = mem_alloc(s->mem, sizeof(*s->batch) +
	    tables * BATCH * sizeof(s->batch->tags[0]), 1);
	if (s->batch == NULL)
		return TAWAM_ENOMEM;
	s->batch->n = 0;
	return TAWAM_OK;
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
		b->tags[(size_t)i * BATCH + b->n] =
		    catalog_tag(s, a, i, &tag) ? tag : 0;
	b->banded[b->n] = a->tags != NULL;
	(void)catalog_put(s, a);
	return ++b->n == BATCH ? catalog_settle(s) : TAWAM_OK;
}

/* Into b->ordered: by the tag's part, and there by document. */
static uint32_t
order(struct catalog_batch *b, const uint32_t *tags, int all)
{
	memset(b->start, 0, sizeof(b->start));
	for (uint32_t i = 0; i < b->n; i++)
		if (all || b->banded[i])
			b->start[(tags[i] >> PART_SHIFT) + 1]++;
	for (uint32_t i = 0; i < PARTS; i++)
		b->start[i + 1] += b->start[i];
	for (uint32_t i = 0; i < b->n; i++)
		if (all || b->banded[i])
			b->ordered[b->start[tags[i] >> PART_SHIFT]++] =
			    (uint64_t)tags[i] << 32 | (b->from + i);
	return b->start[PARTS];
}

int
catalog_settle(struct catalog *s)
{
	struct catalog_batch *b = s->batch;

	if (b == NULL || b->n == 0)
		return TAWAM_OK;
	for (uint32_t i = 0; i < s->bands + CATALOG_EXTRA; i++) {
		uint32_t n = order(b, b->tags + (size_t)i * BATCH,
		    i >= s->bands);

		if (catalog_add_tags(s, i, b->ordered, n) != 0)
			return TAWAM_ENOMEM;
	}
	b->n = 0;
	return TAWAM_OK;
}

int
catalog_loaded(struct catalog *s)
{
	int r = catalog_settle(s);

	mem_free(s->mem, s->batch);
	s->batch = NULL;
	return r;
}
