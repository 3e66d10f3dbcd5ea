/*
 * set.h - a text's shingles as a sorted set of keys; exact overlap of two.
 */
#ifndef TAWAM_COMPARE_SET_H
#define TAWAM_COMPARE_SET_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

struct set {
	uint64_t *keys;		/* set_spread of each, ascending, each once */
	size_t n;
};

/*
 * One to one, and spreads keys over the high bits: a set is kept in the order
 * that is made fastest, as nobody asks for another.
 */
static inline uint64_t
set_spread(uint64_t key)
{
	return key * UINT64_C(0x9e3779b97f4a7c15);
}

/* Exact scores: Jaccard and containment of two non-empty sets. */
struct scores {
	double jaccard, contain_a, contain_b;
};

/* The set of n keys in any order.  Owns its memory.  TAWAM_ENOMEM. */
int	 set_build(const struct mem *m, const uint64_t *keys, size_t n,
	    struct set *out);
void	 set_release(const struct mem *m, struct set *s);

/* All 0 when either is empty. */
void	 set_scores(const struct set *a, const struct set *b,
	    struct scores *out);

#endif
