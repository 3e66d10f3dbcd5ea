/*
 * sketch_avx2.c - slots, 8 hashes or 8 slots at a time; see sketch_avx512.c.
 */
#include "base/compress8.h"
#include "shingle/simd.h"
#include "shingle/sketch_stand.h"

#if CPU_X86

#include <string.h>

#include <immintrin.h>

CPU_AVX2_CODE static inline __m256i
load(const uint32_t *p)
{
	return _mm256_loadu_si256((const __m256i *)(const void *)p);
}

CPU_AVX2_CODE static inline void
store(uint32_t *p, __m256i v)
{
	_mm256_storeu_si256((__m256i *)(void *)p, v);
}

CPU_AVX2_CODE static inline unsigned
mask_of(__m256i v)
{
	return (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(v));
}

/* The lanes of h in keep, moved to the front, at out + m. */
CPU_AVX2_CODE static inline size_t
put(uint32_t *out, size_t m, unsigned keep, __m256i h)
{
	__m256i at = _mm256_cvtepu8_epi32(_mm_loadl_epi64(
	    (const __m128i *)(const void *)&compress8[keep]));

	store(out + m, _mm256_permutevar8x32_epi32(h, at));
	return m + (size_t)_mm_popcnt_u32(keep);
}

/* Bins from the hashes up to bound. */
CPU_AVX2_CODE void
sketch_under_avx2(uint32_t k, const uint32_t *hashes, size_t n,
    uint32_t bound, uint32_t *least)
{
	const __m256i top = _mm256_set1_epi32((int)bound);
	uint32_t found[SKETCH_PIECE + 8];

	for (size_t from = 0; from < n; from += SKETCH_PIECE) {
		size_t to = n - from < SKETCH_PIECE ? n : from + SKETCH_PIECE;
		size_t m = 0, j = from;

		for (; to - j >= 8; j += 8) {
			__m256i h = load(hashes + j);

			m = put(found, m, mask_of(_mm256_cmpeq_epi32(
			    _mm256_min_epu32(h, top), h)), h);
		}
		for (; j < to; j++)
			if (hashes[j] <= bound)
				found[m++] = hashes[j];
		sketch_bins(k, found, m, least);
	}
}

/* A bit for each bin without a hash. */
struct empty {
	uint32_t words[8];
	uint32_t n;
};

CPU_AVX2_CODE static void
find_empty(uint32_t k, const uint32_t *least, struct empty *e)
{
	const __m256i none = _mm256_set1_epi32(-1);

	memset(e, 0, sizeof(*e));
	for (uint32_t i = 0; i < k; i += 8) {
		uint32_t m = mask_of(_mm256_cmpeq_epi32(load(least + i),
		    none));

		e->words[i / 32] |= m << i % 32;
		e->n += (uint32_t)_mm_popcnt_u32(m);
	}
}

/* Bins from the hashes whose bin is empty. */
CPU_AVX2_CODE static void
into_empty(uint32_t k, const uint32_t *hashes, size_t n,
    const struct empty *e, uint32_t *least)
{
	const __m256i words = load(e->words);
	const __m256i which = _mm256_set1_epi32((int)k / 32 - 1);
	const __m256i low = _mm256_set1_epi32(31);
	uint32_t found[SKETCH_PIECE + 8];

	for (size_t from = 0; from < n; from += SKETCH_PIECE) {
		size_t to = n - from < SKETCH_PIECE ? n : from + SKETCH_PIECE;
		size_t m = 0, j = from;

		for (; to - j >= 8; j += 8) {
			__m256i h = load(hashes + j);
			__m256i word = _mm256_permutevar8x32_epi32(words,
			    _mm256_and_si256(_mm256_srli_epi32(h, 5), which));

			/* The bin's bit becomes the sign. */
			m = put(found, m, mask_of(_mm256_sllv_epi32(word,
			    _mm256_andnot_si256(h, low))), h);
		}
		for (; j < to; j++) {
			uint32_t bin = hashes[j] & (k - 1);

			if (e->words[bin / 32] >> bin % 32 & 1)
				found[m++] = hashes[j];
		}
		sketch_bins(k, found, m, least);
	}
}

/* What fills up to 32 slots: the least products with the 8 v factors. */
#define FILL(v)								\
CPU_AVX2_CODE static void						\
fill_##v(const uint32_t *factors, const uint32_t *hashes, size_t n,	\
    uint32_t *out)							\
{									\
	__m256i f[v], m[v];						\
									\
	for (int i = 0; i < v; i++) {					\
		f[i] = load(factors + 8 * i);				\
		m[i] = _mm256_set1_epi32(-1);				\
	}								\
	for (size_t j = 0; j < n; j++) {				\
		__m256i h = _mm256_set1_epi32((int)hashes[j]);		\
									\
		for (int i = 0; i < v; i++)				\
			m[i] = _mm256_min_epu32(m[i],			\
			    _mm256_mullo_epi32(h, f[i]));		\
	}								\
	for (int i = 0; i < v; i++)					\
		store(out + 8 * i, m[i]);				\
}

FILL(1)
FILL(2)
FILL(3)
FILL(4)

CPU_AVX2_CODE static uint32_t
least_of(__m256i v)
{
	__m128i x = _mm_min_epu32(_mm256_castsi256_si128(v),
	    _mm256_extracti128_si256(v, 1));

	x = _mm_min_epu32(x, _mm_shuffle_epi32(x, 0x4E));
	x = _mm_min_epu32(x, _mm_shuffle_epi32(x, 0xB1));
	return (uint32_t)_mm_cvtsi128_si32(x);
}

/* One slot, the hashes side by side. */
CPU_AVX2_CODE static uint32_t
fill_alone(uint32_t factor, const uint32_t *hashes, size_t n)
{
	const __m256i f = _mm256_set1_epi32((int)factor);
	__m256i a = _mm256_set1_epi32(-1), b = a;
	uint32_t least;
	size_t j = 0;

	for (; n - j >= 16; j += 16) {
		a = _mm256_min_epu32(a,
		    _mm256_mullo_epi32(load(hashes + j), f));
		b = _mm256_min_epu32(b,
		    _mm256_mullo_epi32(load(hashes + j + 8), f));
	}
	least = least_of(_mm256_min_epu32(a, b));
	for (; j < n; j++) {
		uint32_t v = hashes[j] * factor;

		least = v < least ? v : least;
	}
	return least;
}

static int
alone_is_shorter(size_t slots, size_t n)
{
	return slots * (n / 8 + 16) < (slots + 7) / 8 * n;
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
		if (left > 24)
			fill_4(factors + i, hashes, n, out + i);
		else if (left > 16)
			fill_3(factors + i, hashes, n, out + i);
		else if (left > 8)
			fill_2(factors + i, hashes, n, out + i);
		else
			fill_1(factors + i, hashes, n, out + i);
		i += left < 32 ? left : 32;
	}
}

/* From least hashes to slots; e holds the bins that have none. */
CPU_AVX2_CODE static void
finish(const struct sketcher_consts *c, const uint32_t *hashes, size_t n,
    const struct empty *e, uint32_t *slots)
{
	const __m128i shift = _mm_cvtsi32_si128((int)c->log2k);
	uint32_t factors[SKETCH_SLOTS_MAX + 32], out[SKETCH_SLOTS_MAX + 32];
	size_t m = 0;

	for (uint32_t i = 0; i < c->k; i += 8) {
		unsigned none = e->words[i / 32] >> i % 32 & 0xFF;

		m = put(factors, m, none, load(c->fill + i));
		store(slots + i, _mm256_srl_epi32(load(slots + i), shift));
	}
	if (m == 0)
		return;
	/* The factors that only make a vector whole. */
	memset(factors + m, 0, 32 * sizeof(*factors));
	fill(factors, m, hashes, n, out);
	m = 0;
	for (uint32_t w = 0; w < c->k / 32; w++) {
		for (uint32_t b = e->words[w]; b != 0; b &= b - 1)
			slots[32 * w + (uint32_t)__builtin_ctz(b)] =
			    SKETCH_FILLED | out[m++] >> 1;
	}
}

void
sketch_slots_avx2(const struct sketcher_consts *c, const uint32_t *hashes,
    size_t n, uint32_t *slots)
{
	struct empty e;
	uint32_t last = c->k - 1;

	if (n < SKETCH_BOUND_FROM * (size_t)c->k) {
		sketch_bins(c->k, hashes, n, slots);
		find_empty(c->k, slots, &e);
	} else {
		sketch_under_avx2(c->k, hashes, n, sketch_bound(c->k, n),
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

CPU_AVX2_CODE uint32_t
sketch_equal_avx2(const uint32_t *a, const uint32_t *b, uint32_t k)
{
	return count_equal(a, b, k);
}

CPU_AVX2_CODE struct sketch_standing
sketch_stand_avx2(const uint32_t *a, const uint32_t *b, uint32_t k)
{
	return stand(a, b, k);
}

#endif
