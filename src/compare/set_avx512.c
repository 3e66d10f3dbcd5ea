/*
 * set_avx512.c - blocks of eight keys against blocks of eight.
 */
#include "compare/set_simd.h"

#if CPU_X86

#include <immintrin.h>

#define BLOCK	8

/* Which of v stand at p, p + 1, p + 2 or p + 3: compared from memory, as a
 * rotation of eight keys would keep the port busy that comparing needs. */
CPU_AVX512_CODE static inline unsigned
any_of_four(__m512i v, const uint64_t *p)
{
	__mmask8 a = _mm512_cmpeq_epi64_mask(v, _mm512_set1_epi64(
	    (long long)p[0]));
	__mmask8 b = _mm512_cmpeq_epi64_mask(v, _mm512_set1_epi64(
	    (long long)p[1]));
	__mmask8 c = _mm512_cmpeq_epi64_mask(v, _mm512_set1_epi64(
	    (long long)p[2]));
	__mmask8 d = _mm512_cmpeq_epi64_mask(v, _mm512_set1_epi64(
	    (long long)p[3]));

	return (unsigned)((a | b) | (c | d));
}

CPU_AVX512_CODE void
set_merge_avx512(const struct set *a, const struct set *b, struct merged *m)
{
	size_t i = m->i, j = m->j, both = m->both;

	while (a->n - i >= BLOCK && b->n - j >= BLOCK) {
		const uint64_t *p = a->keys + i, *q = b->keys + j;
		__m512i v = _mm512_loadu_si512(p);
		uint64_t x = p[BLOCK - 1], y = q[BLOCK - 1];

		both += (size_t)_mm_popcnt_u32(any_of_four(v, q) |
		    any_of_four(v, q + 4));
		i += (size_t)(x <= y) * BLOCK;
		j += (size_t)(y <= x) * BLOCK;
	}
	m->i = i;
	m->j = j;
	m->both = both;
}

#endif
