/*
 * kperm_avx512.c - 64 slots at a time stay in registers while all hashes pass.
 */
#include "shingle/kperm.h"

#if CPU_X86

#include <immintrin.h>

#define VECTORS	4

CPU_AVX512_CODE static void
some(const uint32_t *a, const uint32_t *b, const uint32_t *hashes, size_t n,
    uint32_t *slots)
{
	__m512i least[VECTORS], va[VECTORS], vb[VECTORS];

	for (int i = 0; i < VECTORS; i++) {
		va[i] = _mm512_loadu_si512(a + 16 * i);
		vb[i] = _mm512_loadu_si512(b + 16 * i);
		least[i] = _mm512_loadu_si512(slots + 16 * i);
	}
	for (size_t j = 0; j < n; j++) {
		__m512i h = _mm512_set1_epi32((int)hashes[j]);

		for (int i = 0; i < VECTORS; i++)
			least[i] = _mm512_min_epu32(least[i],
			    _mm512_add_epi32(_mm512_mullo_epi32(h, va[i]),
			    vb[i]));
	}
	for (int i = 0; i < VECTORS; i++)
		_mm512_storeu_si512(slots + 16 * i, least[i]);
}

CPU_AVX512_CODE void
kperm_slots_avx512(const struct kperm_consts *c, const uint32_t *hashes,
    size_t n, uint32_t *slots)
{
	for (uint32_t i = 0; i < c->k; i += 16 * VECTORS)
		some(c->a + i, c->b + i, hashes, n, slots + i);
}

#endif
