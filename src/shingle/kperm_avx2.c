/*
 * kperm_avx2.c - 32 slots at a time stay in registers while all hashes pass.
 */
#include "shingle/kperm.h"

#if CPU_X86

#include <immintrin.h>

#define VECTORS	4

CPU_AVX2_CODE static inline __m256i
load(const uint32_t *p)
{
	return _mm256_loadu_si256((const __m256i *)(const void *)p);
}

CPU_AVX2_CODE static void
some(const uint32_t *a, const uint32_t *b, const uint32_t *hashes, size_t n,
    uint32_t *slots)
{
	__m256i least[VECTORS], va[VECTORS], vb[VECTORS];

	for (int i = 0; i < VECTORS; i++) {
		va[i] = load(a + 8 * i);
		vb[i] = load(b + 8 * i);
		least[i] = load(slots + 8 * i);
	}
	for (size_t j = 0; j < n; j++) {
		__m256i h = _mm256_set1_epi32((int)hashes[j]);

		for (int i = 0; i < VECTORS; i++)
			least[i] = _mm256_min_epu32(least[i],
			    _mm256_add_epi32(_mm256_mullo_epi32(h, va[i]),
			    vb[i]));
	}
	for (int i = 0; i < VECTORS; i++)
		_mm256_storeu_si256((__m256i *)(void *)(slots + 8 * i),
		    least[i]);
}

CPU_AVX2_CODE void
kperm_slots_avx2(const struct kperm_consts *c, const uint32_t *hashes,
    size_t n, uint32_t *slots)
{
	for (uint32_t i = 0; i < c->k; i += 8 * VECTORS)
		some(c->a + i, c->b + i, hashes, n, slots + i);
}

#endif
