/*
 * limits_avx2.c - what bounds a sketch from below.
 */
#include <string.h>

#include "base/cpu.h"
#include "limits.h"

#if CPU_X86

#include <immintrin.h>

CPU_AVX2_CODE static __m256i
load(const char *p)
{
	return _mm256_loadu_si256((const __m256i *)(const void *)p);
}

CPU_AVX2_CODE uint64_t
limit_read(const char *p, size_t n)
{
	__m256i a = _mm256_setzero_si256(), b = a;
	uint64_t out[4];
	size_t i = 0;

	for (; n - i >= 64; i += 64) {
		a = _mm256_xor_si256(a, load(p + i));
		b = _mm256_xor_si256(b, load(p + i + 32));
	}
	a = _mm256_xor_si256(a, b);
	_mm256_storeu_si256((__m256i *)(void *)out, a);
	return out[0] ^ out[1] ^ out[2] ^ out[3];
}

CPU_AVX2_CODE static inline __m256i
table(const uint8_t *t, __m256i at)
{
	return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(
	    _mm_loadu_si128((const __m128i *)(const void *)t)), at);
}

/* The bytes of v, and before them the last n of the ones before. */
#define BEFORE(v, prev, n)						\
	_mm256_alignr_epi8(v, _mm256_permute2x128_si256(prev, v, 0x21),	\
	    16 - (n))

/* The paper's tables: a bit a kind of error. */
CPU_AVX2_CODE static inline __m256i
errors(__m256i v, __m256i prev)
{
	static const uint8_t first[16] = { 2, 2, 2, 2, 2, 2, 2, 2, 0x80, 0x80,
	    0x80, 0x80, 0x21, 1, 0x15, 0x49 };
	static const uint8_t low[16] = { 0xE7, 0xA3, 0x83, 0x83, 0x8B, 0xCB,
	    0xCB, 0xCB, 0xCB, 0xCB, 0xCB, 0xCB, 0xCB, 0xDB, 0xCB, 0xCB };
	static const uint8_t second[16] = { 1, 1, 1, 1, 1, 1, 1, 1, 0xE6,
	    0xAE, 0xBA, 0xBA, 1, 1, 1, 1 };
	const __m256i nibble = _mm256_set1_epi8(0x0F);
	__m256i p1 = BEFORE(v, prev, 1), p2 = BEFORE(v, prev, 2);
	__m256i p3 = BEFORE(v, prev, 3), special, must;

	special = _mm256_and_si256(table(first, _mm256_and_si256(
	    _mm256_srli_epi16(p1, 4), nibble)), _mm256_and_si256(table(low,
	    _mm256_and_si256(p1, nibble)), table(second, _mm256_and_si256(
	    _mm256_srli_epi16(v, 4), nibble))));
	must = _mm256_or_si256(
	    _mm256_subs_epu8(p2, _mm256_set1_epi8((char)(0xE0 - 0x80))),
	    _mm256_subs_epu8(p3, _mm256_set1_epi8((char)(0xF0 - 0x80))));
	return _mm256_xor_si256(special, _mm256_and_si256(must,
	    _mm256_set1_epi8((char)0x80)));
}

CPU_AVX2_CODE int
limit_validate(const char *p, size_t n)
{
	__m256i prev = _mm256_setzero_si256(), bad = prev, v;
	char last[64] = { 0 };
	size_t i = 0;

	for (; n - i >= 32; i += 32) {
		v = load(p + i);
		bad = _mm256_or_si256(bad, errors(v, prev));
		prev = v;
	}
	memcpy(last, p + i, n - i);
	for (unsigned k = 0; k < 64; k += 32) {
		v = load(last + k);
		bad = _mm256_or_si256(bad, errors(v, prev));
		prev = v;
	}
	return _mm256_testz_si256(bad, bad);
}

int
limits_there(void)
{
	return cpu_level() >= CPU_AVX2;
}

#else

uint64_t
limit_read(const char *p, size_t n)
{
	return n > 0 ? (unsigned char)p[0] : 0;
}

int
limit_validate(const char *p, size_t n)
{
	return n == 0 || p[0] != 0;
}

int
limits_there(void)
{
	return 0;
}

#endif
