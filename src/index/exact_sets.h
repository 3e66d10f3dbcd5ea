/*
 * exact_sets.h - sets of keys as ascending runs of small numbers, the rarest
 * key first: what the exact join works on.
 */
#ifndef TAWAM_INDEX_EXACT_SETS_H
#define TAWAM_INDEX_EXACT_SETS_H

#include "index/exact.h"

/* A set's place in this order is its number here: by size, then by number. */
struct exact_sets {
	uint32_t n;
	uint32_t *number;	/* in the input */
	uint32_t *size;
	size_t *start;		/* of its tokens */
	uint32_t *tokens;	/* ranks of keys, the rarest key is 0 */
	size_t cap, ntokens;
	uint32_t nranks;	/* distinct keys */
};

/*
 * Reads the sets of all members that are not skipped and not empty.  As
 * exact_join.
 */
int	 exact_sets_build(struct exact_sets *s, const struct mem *m,
	    const struct exact_input *in);
void	 exact_sets_release(struct exact_sets *s, const struct mem *m);

#endif
