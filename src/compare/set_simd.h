/*
 * set_simd.h - the variants of set.c's loops.
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

/* Places that one set has and the other has not. */
struct apart {
	size_t only_a, only_b;
};

/* Inlined, so that it is compiled for its CPU, which may count bits. */
static inline __attribute__((always_inline)) struct apart
places_apart(const struct set_marks *a, const struct set_marks *b)
{
	struct apart x = { 0, 0 };

	for (size_t i = 0; i < SET_MARKS / 64; i++) {
		uint64_t p = a->bits[i], q = b->bits[i];

		x.only_a += (size_t)__builtin_popcountll(p & ~q);
		x.only_b += (size_t)__builtin_popcountll(q & ~p);
	}
	return x;
}

struct apart set_apart_avx2(const struct set_marks *a,
	    const struct set_marks *b);

#endif
