/*
 * shingle_avx512.c - hashes of shingles, 16 at a time.
 */
#include "shingle/simd.h"

#if CPU_X86

#include <immintrin.h>

struct consts {
	__m512i a, b, c, s, low, high;
	int three;		/* n is 3: a window has a byte too many */
};

/*
 * A shingle's two words are windows of four bytes, n - 4 apart (the same one
 * when n is 3 or 4): one permutation of bytes makes 16 of them.
 */
CPU_AVX512_CODE static inline struct consts
consts_of(const struct shingler *s)
{
	const __m512i lane = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
	    10, 11, 12, 13, 14, 15);
	const __m512i ones = _mm512_set1_epi32(0x01010101);
	struct consts k;

	k.a = _mm512_set1_epi32((int)s->a);
	k.b = _mm512_set1_epi32((int)s->b);
	k.c = _mm512_set1_epi32((int)s->c);
	k.s = _mm512_set1_epi32((int)s->s);
	k.three = s->n == 3;
	k.low = _mm512_add_epi8(_mm512_mullo_epi32(lane, ones),
	    _mm512_set1_epi32(0x03020100));
	k.high = _mm512_add_epi8(k.low,
	    _mm512_set1_epi8(s->n > 4 ? (char)(s->n - 4) : 0));
	return k;
}

CPU_AVX512_CODE static inline __m512i
hash16(const struct consts *k, __m512i bytes)
{
	__m512i w0 = _mm512_permutexvar_epi8(k->low, bytes);
	__m512i w1 = _mm512_permutexvar_epi8(k->high, bytes), h;

	if (k->three) {
		w0 = _mm512_and_si512(w0, _mm512_set1_epi32(0xFFFFFF));
		w1 = _mm512_and_si512(w1, _mm512_set1_epi32(0xFFFFFF));
	}
	h = _mm512_add_epi32(_mm512_mullo_epi32(w0, k->a),
	    _mm512_add_epi32(_mm512_mullo_epi32(w1, k->b), k->s));
	h = _mm512_xor_si512(h, _mm512_srli_epi32(h, 15));
	h = _mm512_mullo_epi32(h, k->c);
	return _mm512_xor_si512(h, _mm512_srli_epi32(h, 13));
}

CPU_AVX512_CODE void
shingle_hash_avx512(const struct shingler *s, const uint8_t *classes, size_t n,
    size_t count, uint32_t *out)
{
	struct consts k = consts_of(s);
	size_t i = 0;

	for (; i < count && n - i >= 32; i += 16)
		_mm512_storeu_si512(out + i, hash16(&k,
		    _mm512_castsi256_si512(_mm256_loadu_si256(
		    (const __m256i *)(const void *)(classes + i)))));
	for (; i < count; i += 16) {
		size_t left = n - i < 32 ? n - i : 32;
		__mmask32 m = _bzhi_u32(UINT32_MAX, (unsigned)left);

		_mm512_storeu_si512(out + i, hash16(&k,
		    _mm512_castsi256_si512(_mm256_maskz_loadu_epi8(m,
		    classes + i))));
	}
}

#endif
