/*
 * scan_avx2.c - scan.h, 32 bytes at a time, two make a block.
 */
#include "base/compress8.h"
#include "io/scan.h"
#include "io/scan_block.h"

#if CPU_X86

#include <string.h>

#include <immintrin.h>

struct pair {
	__m256i low, high;
};

CPU_AVX2_CODE static inline __m256i
all(int c)
{
	return _mm256_set1_epi8((char)c);
}

CPU_AVX2_CODE static inline struct pair
load(const char *p)
{
	struct pair x = { _mm256_loadu_si256((const void *)p),
	    _mm256_loadu_si256((const void *)(p + 32)) };

	return x;
}

CPU_AVX2_CODE static inline uint64_t
bits(__m256i low, __m256i high)
{
	return (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32 |
	    (uint32_t)_mm256_movemask_epi8(low);
}

CPU_AVX2_CODE static inline uint64_t
equal(const struct pair *x, int c)
{
	return bits(_mm256_cmpeq_epi8(x->low, all(c)),
	    _mm256_cmpeq_epi8(x->high, all(c)));
}

/* x - from < n, unsigned */
CPU_AVX2_CODE static inline __m256i
among_half(__m256i x, int from, int n)
{
	__m256i d = _mm256_sub_epi8(x, all(from));

	return _mm256_cmpeq_epi8(_mm256_min_epu8(d, all(n - 1)), d);
}

CPU_AVX2_CODE static inline uint64_t
among(const struct pair *x, int from, int n)
{
	return bits(among_half(x->low, from, n),
	    among_half(x->high, from, n));
}

/* What may stand after a slash. */
CPU_AVX2_CODE static inline uint64_t
letters(const struct pair *x)
{
	static const char all_of[] = "\"\\/bfnrt";
	uint64_t m = 0;

	for (const char *c = all_of; *c != '\0'; c++)
		m |= equal(x, *c);
	return m;
}

/* Of the left bytes at p up to a block, and zeros. */
CPU_AVX2_CODE static inline struct pair
block(const char *p, size_t left)
{
	char rest[SCAN_BLOCK] = { 0 };

	if (left >= SCAN_BLOCK)
		return load(p);
	memcpy(rest, p, left);
	return load(rest);
}

/* The high bytes of a block, when there are any or were to come. */
CPU_AVX2_CODE static inline void
pass(const struct pair *x, uint64_t stop, const char *p, const char *end,
    struct scan_state *t)
{
	struct scan_high h = { bits(x->low, x->high), 0, 0 };

	if ((h.high | t->need) == 0)
		return;
	h.cont = among(x, 0x80, 0x40);
	h.lead2 = among(x, 0xc2, 0x1e);
	scan_pass(&h, stop, p, end, t);
}

CPU_AVX2_CODE const char *
scan_string_avx2(const char *p, const char *end, unsigned *met)
{
	struct scan_state t = { 0, 0, 0, 0, 0 };

	for (;; p += SCAN_BLOCK) {
		/* Zeros after the end make a stop there. */
		struct pair x = block(p, (size_t)(end - p));
		struct scan_string s = { equal(&x, '"'), equal(&x, '\\'),
		    among(&x, 0, 0x20), 0 };
		uint64_t stop = s.quote | s.low;

		if ((s.slash | t.first) != 0) {
			s.letter = letters(&x);
			stop = scan_stop(&s, &t);
		} else {
			t.escapes |= t.after;
			t.after = 0;
		}
		if (stop != 0) {
			pass(&x, stop, p, end, &t);
			return scan_end(&t, stop, p, met);
		}
		pass(&x, 0, p, end, &t);
	}
}

CPU_AVX2_CODE const char *
scan_decode_avx2(const char *p, const char *end, char **out)
{
	char *o = *out;

	while (end - p >= 32) {
		__m256i x = _mm256_loadu_si256((const void *)p);
		uint32_t slash = (uint32_t)_mm256_movemask_epi8(
		    _mm256_cmpeq_epi8(x, all('\\')));
		unsigned run = slash != 0 ? (unsigned)__builtin_ctz(slash) :
		    32;

		/* As much is left, so there is room for as much. */
		_mm256_storeu_si256((void *)o, x);
		o += run;
		p += run;
		if (slash == 0)
			continue;
		if (end - p < 2 || scan_letter[(unsigned char)p[1]] == 0) {
			*out = o;
			return p;
		}
		*o++ = scan_letter[(unsigned char)p[1]];
		p += 2;
	}
	*out = o;
	return scan_decode_scalar(p, end, out);
}

CPU_AVX2_CODE static inline void
masks(const struct pair *x, struct scan_escape *m)
{
	__m256i case_bit = all(0x20);
	struct pair letter = { _mm256_or_si256(x->low, case_bit),
	    _mm256_or_si256(x->high, case_bit) };

	m->slash = equal(x, '\\');
	m->u = equal(x, 'u');
	m->zero = equal(x, '0');
	m->six = equal(x, '6');
	m->hex = among(x, '0', 10) | among(&letter, 'a', 6);
	m->plain = among(x, 0x20, 0x60) & ~(m->slash | equal(x, '"'));
}

CPU_AVX2_CODE const char *
scan_escaped_avx2(const char *p, const char *end)
{
	while (end - p >= SCAN_BLOCK) {
		struct pair x = load(p);
		struct scan_escape m;
		unsigned run;

		masks(&x, &m);
		run = scan_run(&m, scan_starts(&m));
		p += run;
		if (run <= SCAN_WHOLE)
			return p;
	}
	return scan_escaped_scalar(p, end);
}

/* The value of each hexadecimal digit. */
CPU_AVX2_CODE static inline __m256i
digits(__m256i x)
{
	__m256i letter = _mm256_cmpgt_epi8(x, all(0x3f));

	return _mm256_add_epi8(_mm256_and_si256(x, all(0x0f)),
	    _mm256_and_si256(letter, all(9)));
}

/* 255 in the bytes whose bits are set. */
CPU_AVX2_CODE static inline __m256i
bytes_of(uint32_t m)
{
	__m256i spread = _mm256_shuffle_epi8(_mm256_set1_epi32((int)m),
	    _mm256_setr_epi64x(0, INT64_C(0x0101010101010101),
	    INT64_C(0x0202020202020202), INT64_C(0x0303030303030303)));
	__m256i bit = _mm256_set1_epi64x((int64_t)0x8040201008040201);

	return _mm256_cmpeq_epi8(_mm256_and_si256(spread, bit), bit);
}

/*
 * Half a block with the digits of escapes as the two bytes of what they stand
 * for.  first, second: where these digits are; before: each place has the value
 * of the digit one byte earlier.
 */
CPU_AVX2_CODE static inline __m256i
decoded(__m256i x, __m256i digit, __m256i before, uint32_t first,
    uint32_t second)
{
	__m256i two = all(0x03);
	__m256i high = _mm256_slli_epi16(_mm256_and_si256(before, two), 4);
	__m256i lead = _mm256_or_si256(all(0xd8), _mm256_and_si256(
	    _mm256_srli_epi16(digit, 2), two));
	__m256i cont = _mm256_or_si256(_mm256_or_si256(high, digit),
	    all(0x80));

	x = _mm256_blendv_epi8(x, lead, bytes_of(first));
	return _mm256_blendv_epi8(x, cont, bytes_of(second));
}

/* The block decoded in place: the bytes of out that are kept are right. */
CPU_AVX2_CODE static inline void
decode(const struct pair *x, uint64_t starts, uint8_t *out)
{
	struct pair digit = { digits(x->low), digits(x->high) };
	/* The last 16 bytes of what comes before each half. */
	__m256i zero_low = _mm256_permute2x128_si256(digit.low, digit.low,
	    0x08);
	__m256i low_high = _mm256_permute2x128_si256(digit.low, digit.high,
	    0x21);
	uint64_t first = starts << 4, second = starts << 5;

	_mm256_storeu_si256((void *)out, decoded(x->low, digit.low,
	    _mm256_alignr_epi8(digit.low, zero_low, 15), (uint32_t)first,
	    (uint32_t)second));
	_mm256_storeu_si256((void *)(out + 32), decoded(x->high, digit.high,
	    _mm256_alignr_epi8(digit.high, low_high, 15),
	    (uint32_t)(first >> 32), (uint32_t)(second >> 32)));
}

CPU_AVX2_CODE const char *
scan_unescape_avx2(const char *p, const char *end, char **out)
{
	while (end - p >= SCAN_BLOCK) {
		uint8_t bytes[SCAN_BLOCK];
		struct pair x = load(p);
		struct scan_escape m;
		uint64_t starts, keep;
		unsigned run;

		masks(&x, &m);
		starts = scan_starts(&m);
		run = scan_run(&m, starts);
		keep = scan_kept(starts, run);
		decode(&x, starts, bytes);
		/* A whole block is left, so there is room for one. */
		compress64((uint8_t *)*out, bytes, keep);
		*out += _mm_popcnt_u64(keep);
		p += run;
		if (run <= SCAN_WHOLE)
			return p;
	}
	return scan_unescape_scalar(p, end, out);
}

#endif
