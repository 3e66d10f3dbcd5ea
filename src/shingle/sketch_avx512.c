/*
 * sketch_avx512.c - slots, 16 hashes or 16 slots at a time.
 *
 * The bins of a long text are found in two steps.  Hashes under a bound that
 * leaves a few for each bin are sifted out first; a bin that got one of these
 * has its least.  Then, of all hashes, those whose bin is still empty.
 */
#include "shingle/simd.h"
#include "shingle/sketch_stand.h"

#if CPU_X86

#include <immintrin.h>

CPU_AVX512_CODE static inline __m512i
load(const uint32_t *p)
{
	return _mm512_loadu_si512(p);
}

/* The lanes that hold one of the n - j hashes left. */
CPU_AVX512_CODE static inline __mmask16
lanes(size_t j, size_t n)
{
	return (__mmask16)_bzhi_u32(0xFFFF, (unsigned)(n - j < 16 ? n - j :
	    16));
}

CPU_AVX512_CODE static inline size_t
put(uint32_t *out, size_t m, __mmask16 keep, __m512i h)
{
	_mm512_storeu_si512(out + m, _mm512_maskz_compress_epi32(keep, h));
	return m + (size_t)_mm_popcnt_u32(keep);
}

/* Bins from the hashes up to bound. */
CPU_AVX512_CODE void
sketch_under_avx512(uint32_t k, const uint32_t *hashes, size_t n,
    uint32_t bound, uint32_t *least)
{
	const __m512i top = _mm512_set1_epi32((int)bound);
	uint32_t found[SKETCH_PIECE + 16];

	for (size_t from = 0; from < n; from += SKETCH_PIECE) {
		size_t to = n - from < SKETCH_PIECE ? n : from + SKETCH_PIECE;
		size_t m = 0, j = from;

		for (; to - j >= 16; j += 16) {
			__m512i h = load(hashes + j);

			m = put(found, m, _mm512_cmple_epu32_mask(h, top), h);
		}
		if (j < to) {
			__mmask16 some = lanes(j, to);
			__m512i h = _mm512_maskz_loadu_epi32(some, hashes + j);

			m = put(found, m, _mm512_mask_cmple_epu32_mask(some,
			    h, top), h);
		}
		sketch_bins(k, found, m, least);
	}
}

/* A bit for each bin without a hash; the words repeat. */
struct empty {
	uint32_t words[16];
	uint32_t n;
};

CPU_AVX512_CODE static void
find_empty(uint32_t k, const uint32_t *least, struct empty *e)
{
	const __m512i none = _mm512_set1_epi32(-1);
	uint32_t nwords = k / 32;

	e->n = 0;
	for (uint32_t w = 0; w < nwords; w++) {
		uint32_t low = _mm512_cmpeq_epi32_mask(load(least + 32 * w),
		    none);
		uint32_t high = _mm512_cmpeq_epi32_mask(
		    load(least + 32 * w + 16), none);

		e->words[w] = low | high << 16;
		e->n += (uint32_t)_mm_popcnt_u32(e->words[w]);
	}
	for (uint32_t w = nwords; w < 16; w++)
		e->words[w] = e->words[w - nwords];
}

/* The lanes of h whose bin is empty. */
CPU_AVX512_CODE static inline __mmask16
in_empty(__m512i words, __m512i h)
{
	__m512i word = _mm512_permutexvar_epi32(_mm512_srli_epi32(h, 5),
	    words);

	return _mm512_test_epi32_mask(_mm512_rorv_epi32(word, h),
	    _mm512_set1_epi32(1));
}

/* Bins from the hashes whose bin is empty. */
CPU_AVX512_CODE static void
into_empty(uint32_t k, const uint32_t *hashes, size_t n,
    const struct empty *e, uint32_t *least)
{
	const __m512i words = load(e->words);
	uint32_t found[SKETCH_PIECE + 16];

	for (size_t from = 0; from < n; from += SKETCH_PIECE) {
		size_t to = n - from < SKETCH_PIECE ? n : from + SKETCH_PIECE;
		size_t m = 0, j = from;

		for (; to - j >= 16; j += 16) {
			__m512i h = load(hashes + j);

			m = put(found, m, in_empty(words, h), h);
		}
		if (j < to) {
			__mmask16 some = lanes(j, to);
			__m512i h = _mm512_maskz_loadu_epi32(some, hashes + j);

			m = put(found, m, in_empty(words, h) & some, h);
		}
		sketch_bins(k, found, m, least);
	}
}

/* What fills up to 64 slots: the least products with the 16 v factors. */
#define FILL(v)								\
CPU_AVX512_CODE static void						\
fill_##v(const uint32_t *factors, const uint32_t *hashes, size_t n,	\
    uint32_t *out)							\
{									\
	__m512i f[v], m[v];						\
									\
	for (int i = 0; i < v; i++) {					\
		f[i] = load(factors + 16 * i);				\
		m[i] = _mm512_set1_epi32(-1);				\
	}								\
	for (size_t j = 0; j < n; j++) {				\
		__m512i h = _mm512_set1_epi32((int)hashes[j]);		\
									\
		for (int i = 0; i < v; i++)				\
			m[i] = _mm512_min_epu32(m[i],			\
			    _mm512_mullo_epi32(h, f[i]));		\
	}								\
	for (int i = 0; i < v; i++)					\
		_mm512_storeu_si512(out + 16 * i, m[i]);		\
}

FILL(1)
FILL(2)
FILL(3)
FILL(4)

/* One slot, the hashes side by side. */
CPU_AVX512_CODE static uint32_t
fill_alone(uint32_t factor, const uint32_t *hashes, size_t n)
{
	const __m512i f = _mm512_set1_epi32((int)factor);
	__m512i a = _mm512_set1_epi32(-1), b = a;
	size_t j = 0;

	for (; n - j >= 32; j += 32) {
		a = _mm512_min_epu32(a,
		    _mm512_mullo_epi32(load(hashes + j), f));
		b = _mm512_min_epu32(b,
		    _mm512_mullo_epi32(load(hashes + j + 16), f));
	}
	for (; j < n; j += 16) {
		__mmask16 some = lanes(j, n);
		__m512i h = _mm512_maskz_loadu_epi32(some, hashes + j);

		a = _mm512_mask_min_epu32(a, some, a,
		    _mm512_mullo_epi32(h, f));
	}
	return _mm512_reduce_min_epu32(_mm512_min_epu32(a, b));
}

/* Lanes cost what a vector of slots does; ends and sums cost beside. */
static int
alone_is_shorter(size_t slots, size_t n)
{
	return slots * ((n + 15) / 16 + 8) < (slots + 15) / 16 * n;
}

/* out[i] is what fills a slot of factor i. */
static void
fill(const uint32_t *factors, size_t slots, const uint32_t *hashes, size_t n,
    uint32_t *out)
{
	size_t i = 0;

	while (slots - i > 0) {
		size_t left = slots - i;

		if (alone_is_shorter(left, n)) {
			out[i] = fill_alone(factors[i], hashes, n);
			i++;
			continue;
		}
		if (left > 48)
			fill_4(factors + i, hashes, n, out + i);
		else if (left > 32)
			fill_3(factors + i, hashes, n, out + i);
		else if (left > 16)
			fill_2(factors + i, hashes, n, out + i);
		else
			fill_1(factors + i, hashes, n, out + i);
		i += left < 64 ? left : 64;
	}
}

CPU_AVX512_CODE static uint32_t
half(const struct empty *e, uint32_t i)
{
	return e->words[i / 32] >> i % 32 & 0xFFFF;
}

/* From least hashes to slots; e holds the bins that have none. */
CPU_AVX512_CODE static void
finish(const struct sketcher_consts *c, const uint32_t *hashes, size_t n,
    const struct empty *e, uint32_t *slots)
{
	const __m512i filled = _mm512_set1_epi32((int)SKETCH_FILLED);
	const __m128i shift = _mm_cvtsi32_si128((int)c->log2k);
	uint32_t factors[SKETCH_SLOTS_MAX + 64], out[SKETCH_SLOTS_MAX + 64];
	size_t m = 0;

	if (e->n > 0) {
		for (uint32_t i = 0; i < c->k; i += 16)
			m = put(factors, m, (__mmask16)half(e, i),
			    load(c->fill + i));
		/* The factors that only make a vector whole. */
		for (unsigned i = 0; i < 64; i += 16)
			_mm512_storeu_si512(factors + m + i,
			    _mm512_setzero_si512());
		fill(factors, m, hashes, n, out);
		m = 0;
	}
	for (uint32_t i = 0; i < c->k; i += 16) {
		__m512i v = _mm512_srl_epi32(load(slots + i), shift);
		__mmask16 none = (__mmask16)half(e, i);
		__m512i x;

		if (none != 0) {
			x = _mm512_maskz_expandloadu_epi32(none, out + m);
			m += (size_t)_mm_popcnt_u32(none);
			v = _mm512_mask_or_epi32(v, none, filled,
			    _mm512_srli_epi32(x, 1));
		}
		_mm512_storeu_si512(slots + i, v);
	}
}

void
sketch_slots_avx512(const struct sketcher_consts *c, const uint32_t *hashes,
    size_t n, uint32_t *slots)
{
	struct empty e;
	uint32_t last = c->k - 1;

	if (n < SKETCH_BOUND_FROM * (size_t)c->k) {
		sketch_bins(c->k, hashes, n, slots);
		find_empty(c->k, slots, &e);
	} else {
		sketch_under_avx512(c->k, hashes, n, sketch_bound(c->k, n),
		    slots);
		find_empty(c->k, slots, &e);
		if (e.n > 0) {
			into_empty(c->k, hashes, n, &e, slots);
			find_empty(c->k, slots, &e);
		}
	}
	if (slots[last] == UINT32_MAX && sketch_has_last(hashes, n)) {
		e.words[last / 32] &= ~(UINT32_C(1) << last % 32);
		e.n--;
	}
	finish(c, hashes, n, &e, slots);
}

CPU_AVX512_CODE uint32_t
sketch_equal_avx512(const uint32_t *a, const uint32_t *b, uint32_t k)
{
	return count_equal(a, b, k);
}

CPU_AVX512_CODE struct sketch_standing
sketch_stand_avx512(const uint32_t *a, const uint32_t *b, uint32_t k)
{
	return stand(a, b, k);
}

#endif
