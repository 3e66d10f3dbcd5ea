/*
 * set_simd.h - the variants of set.c's merge.
 */
#ifndef TAWAM_COMPARE_SET_SIMD_H
#define TAWAM_COMPARE_SET_SIMD_H

#include "compare/set.h"

/* How far two sets have been merged, and the keys met in both. */
struct merged {
	size_t i, j, both;
};

/*
 * Merges a and b block against block, every key of one with every one of the
 * other, until one of them has no whole block left.
 */
void	 set_merge_avx512(const struct set *a, const struct set *b,
	    struct merged *m);
void	 set_merge_avx2(const struct set *a, const struct set *b,
	    struct merged *m);

#endif
