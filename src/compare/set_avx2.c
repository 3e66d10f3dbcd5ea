/*
 * set_avx2.c - blocks of four keys against blocks of four; places counted.
 */
#include "compare/set_simd.h"

#if CPU_X86

#include <immintrin.h>

#define BLOCK	4

CPU_AVX2_CODE static inline __m256i
equal(__m256i v, uint64_t key)
{
	return _mm256_cmpeq_epi64(v, _mm256_set1_epi64x((long long)key));
}

CPU_AVX2_CODE void
set_merge_avx2(const struct set *a, const struct set *b, struct merged *m)
{
	size_t i = m->i, j = m->j, both = m->both;

	while (a->n - i >= BLOCK && b->n - j >= BLOCK) {
		const uint64_t *p = a->keys + i, *q = b->keys + j;
		__m256i v = _mm256_loadu_si256((const void *)p);
		__m256i low = _mm256_or_si256(equal(v, q[0]), equal(v, q[1]));
		__m256i high = _mm256_or_si256(equal(v, q[2]), equal(v, q[3]));
		uint64_t x = p[BLOCK - 1], y = q[BLOCK - 1];

		both += (size_t)_mm_popcnt_u32((unsigned)_mm256_movemask_pd(
		    _mm256_castsi256_pd(_mm256_or_si256(low, high))));
		i += (size_t)(x <= y) * BLOCK;
		j += (size_t)(y <= x) * BLOCK;
	}
	m->i = i;
	m->j = j;
	m->both = both;
}

CPU_AVX2_CODE struct apart
set_apart_avx2(const struct set_marks *a, const struct set_marks *b)
{
	return places_apart(a, b);
}

#endif
