/*
 * shingle_avx2.c - hashes of shingles, 8 at a time.
 */
#include <string.h>

#include "shingle/simd.h"

#if CPU_X86

#include <immintrin.h>

struct consts {
	__m256i a, b, c, s, low, high;
	int three;		/* n is 3: a window has a byte too many */
};

/* As in shingle_avx512.c; a lane of 16 bytes makes four windows. */
CPU_AVX2_CODE static inline struct consts
consts_of(const struct shingler *s)
{
	const __m256i lane = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
	const __m256i ones = _mm256_set1_epi32(0x01010101);
	struct consts k;

	k.a = _mm256_set1_epi32((int)s->a);
	k.b = _mm256_set1_epi32((int)s->b);
	k.c = _mm256_set1_epi32((int)s->c);
	k.s = _mm256_set1_epi32((int)s->s);
	k.three = s->n == 3;
	k.low = _mm256_add_epi8(_mm256_mullo_epi32(lane, ones),
	    _mm256_set1_epi32(0x03020100));
	k.high = _mm256_add_epi8(k.low,
	    _mm256_set1_epi8(s->n > 4 ? (char)(s->n - 4) : 0));
	return k;
}

CPU_AVX2_CODE static inline __m256i
hash8(const struct consts *k, const uint8_t *p)
{
	__m256i bytes = _mm256_broadcastsi128_si256(
	    _mm_loadu_si128((const __m128i *)(const void *)p));
	__m256i w0 = _mm256_shuffle_epi8(bytes, k->low);
	__m256i w1 = _mm256_shuffle_epi8(bytes, k->high), h;

	if (k->three) {
		w0 = _mm256_and_si256(w0, _mm256_set1_epi32(0xFFFFFF));
		w1 = _mm256_and_si256(w1, _mm256_set1_epi32(0xFFFFFF));
	}
	h = _mm256_add_epi32(_mm256_mullo_epi32(w0, k->a),
	    _mm256_add_epi32(_mm256_mullo_epi32(w1, k->b), k->s));
	h = _mm256_xor_si256(h, _mm256_srli_epi32(h, 15));
	h = _mm256_mullo_epi32(h, k->c);
	return _mm256_xor_si256(h, _mm256_srli_epi32(h, 13));
}

CPU_AVX2_CODE void
shingle_hash_avx2(const struct shingler *s, const uint8_t *classes, size_t n,
    size_t count, uint32_t *out)
{
	struct consts k = consts_of(s);
	uint8_t tail[32] = { 0 };
	size_t i = 0;

	for (; i < count && n - i >= 16; i += 8)
		_mm256_storeu_si256((__m256i *)(void *)(out + i),
		    hash8(&k, classes + i));
	if (i >= count)
		return;
	/* Fewer than 16 classes are left. */
	memcpy(tail, classes + i, n - i);
	for (size_t j = 0; i + j < count; j += 8)
		_mm256_storeu_si256((__m256i *)(void *)(out + i + j),
		    hash8(&k, tail + j));
}

#endif
