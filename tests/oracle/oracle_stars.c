/*
 * oracle_stars.c - clusters by their definition, in the plainest way.
 */
#include "oracle/oracle_stars.h"

#include <stdlib.h>

#include "oracle/oracle_text.h"

struct rank {
	uint64_t length;
	size_t doc;
};

static int
rank_order(const void *x, const void *y)
{
	const struct rank *p = x, *q = y;

	if (p->length != q->length)
		return p->length > q->length ? -1 : 1;
	return p->doc < q->doc ? -1 : p->doc > q->doc;
}

void
oracle_stars(const uint64_t *lengths, size_t ndocs,
    const struct oracle_edge *edges, size_t nedges, size_t *kept)
{
	struct rank *ranks = oracle_alloc(ndocs, sizeof(*ranks));

	for (size_t i = 0; i < ndocs; i++) {
		ranks[i].length = lengths[i];
		ranks[i].doc = i;
		kept[i] = SIZE_MAX;
	}
	if (ndocs > 1)
		qsort(ranks, ndocs, sizeof(*ranks), rank_order);
	for (size_t r = 0; r < ndocs; r++) {
		size_t survivor = ranks[r].doc;

		if (kept[survivor] != SIZE_MAX)
			continue;
		kept[survivor] = survivor;
		for (size_t i = 0; i < nedges; i++) {
			size_t a = edges[i].a, b = edges[i].b;
			size_t other = a == survivor ? b : a;

			if ((a == survivor || b == survivor) &&
			    kept[other] == SIZE_MAX)
				kept[other] = survivor;
		}
	}
	free(ranks);
}
