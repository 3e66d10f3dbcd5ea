/*
 * scan_avx512.c - scan.h, 64 bytes at a time.
 */
#include "io/scan.h"
#include "io/scan_block.h"

#if CPU_X86

#include <immintrin.h>

CPU_AVX512_CODE static inline __m512i
all(int c)
{
	return _mm512_set1_epi8((char)c);
}

CPU_AVX512_CODE static inline uint64_t
equal(__m512i x, int c)
{
	return _mm512_cmpeq_epi8_mask(x, all(c));
}

CPU_AVX512_CODE static inline uint64_t
below(__m512i x, int c)
{
	return _mm512_cmplt_epu8_mask(x, all(c));
}

/* What stands for each byte after a slash, and 0. */
CPU_AVX512_CODE static inline __m512i
letters(__m512i x)
{
	return _mm512_maskz_permutex2var_epi8(~_mm512_movepi8_mask(x),
	    _mm512_load_si512(scan_letter), x,
	    _mm512_load_si512(scan_letter + 64));
}

/* Of the left bytes at p up to a block, and zeros. */
CPU_AVX512_CODE static inline __m512i
block(const char *p, size_t left)
{
	if (left >= SCAN_BLOCK)
		return _mm512_loadu_si512(p);
	return _mm512_maskz_loadu_epi8((UINT64_C(1) << left) - 1, p);
}

/*
 * A vector of a byte that the compiler takes for any other vector: what it
 * knows as a constant it makes anew in every round.
 */
CPU_AVX512_CODE static inline __m512i
bytes_of(int c)
{
	__m512i v = all(c);

	__asm__("" : "+v"(v));
	return v;
}

struct consts {
	__m512i quote, slash, space, c0, c2, leads2;
};

/* In one block of five there is a slash, and no branch foresees in which. */
CPU_AVX512_CODE static inline void
string_masks(const struct consts *k, __m512i x, struct scan_string *s,
    struct scan_high *h)
{
	__m512i y = _mm512_permutex2var_epi8(_mm512_load_si512(scan_letter),
	    x, _mm512_load_si512(scan_letter + 64));

	h->high = _mm512_movepi8_mask(x);
	h->cont = _mm512_cmplt_epi8_mask(x, k->c0);
	h->lead2 = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(x, k->c2),
	    k->leads2);
	s->quote = _mm512_cmpeq_epi8_mask(x, k->quote);
	s->slash = _mm512_cmpeq_epi8_mask(x, k->slash);
	s->low = _mm512_cmplt_epu8_mask(x, k->space);
	s->letter = _mm512_test_epi8_mask(y, y) & ~h->high;
}

CPU_AVX512_CODE const char *
scan_string_avx512(const char *p, const char *end, unsigned *met)
{
	const struct consts k = { bytes_of('"'), bytes_of('\\'),
		bytes_of(0x20), bytes_of(0xc0), bytes_of(0xc2),
		bytes_of(0x1e) };
	struct scan_state t = { 0, 0, 0, 0, 0 };
	struct scan_string s;
	struct scan_high h;
	uint64_t stop;

	/* Zeros after the end make a stop there. */
	while (string_masks(&k, block(p, (size_t)(end - p)), &s, &h),
	    (stop = scan_stop(&s, &t)) == 0) {
		scan_pass(&h, 0, p, end, &t);
		p += SCAN_BLOCK;
	}
	scan_pass(&h, stop, p, end, &t);
	return scan_end(&t, stop, p, met);
}

/* The bytes of x in keep go to o; how many they are. */
CPU_AVX512_CODE static inline int64_t
put(char *o, uint64_t keep, __m512i x)
{
	int64_t n = _mm_popcnt_u64(keep);

	_mm512_mask_storeu_epi8(o, _bzhi_u64(UINT64_MAX, (unsigned)n),
	    _mm512_maskz_compress_epi8(keep, x));
	return n;
}

/*
 * A byte after a slash becomes what it stands for, and a slash that is not
 * after one goes, in every block alike: where they stand no branch foresees.
 */
CPU_AVX512_CODE const char *
scan_decode_avx512(const char *p, const char *end, char **out)
{
	const __m512i mark = bytes_of('\\');
	uint64_t carry = 0;
	char *o = *out;

	for (; p < end; p += SCAN_BLOCK) {
		size_t left = (size_t)(end - p);
		__m512i x = block(p, left), y = letters(x);
		uint64_t slash = _mm512_cmpeq_epi8_mask(x, mark);
		uint64_t after = scan_after_slash(slash, &carry);
		uint64_t bad = after & ~_mm512_test_epi8_mask(y, y);
		uint64_t keep = ~slash | after;

		x = _mm512_mask_mov_epi8(x, after, y);
		if (__builtin_expect(bad != 0 || left < SCAN_BLOCK, 0)) {
			/* A slash that nothing comes after is bad, too. */
			int run = bad != 0 ? __builtin_ctzll(bad) - 1 :
			    (int)left;

			keep = run > 0 ? _bzhi_u64(keep, (unsigned)run) : 0;
			*out = o + put(o, keep, x);
			return p + run;
		}
		_mm512_storeu_si512(o, _mm512_maskz_compress_epi8(keep, x));
		o += _mm_popcnt_u64(keep);
	}
	*out = o;
	return p - carry;
}

CPU_AVX512_CODE static inline void
masks(__m512i x, struct scan_escape *m)
{
	__m512i letter = _mm512_or_si512(x, all(0x20));

	m->slash = equal(x, '\\');
	m->u = equal(x, 'u');
	m->zero = equal(x, '0');
	m->six = equal(x, '6');
	m->hex = below(_mm512_sub_epi8(x, all('0')), 10) |
	    below(_mm512_sub_epi8(letter, all('a')), 6);
	m->plain = below(_mm512_sub_epi8(x, all(0x20)), 0x60) &
	    ~(m->slash | equal(x, '"'));
}

CPU_AVX512_CODE const char *
scan_escaped_avx512(const char *p, const char *end)
{
	while (end - p >= SCAN_BLOCK) {
		struct scan_escape m;
		unsigned run;

		masks(_mm512_loadu_si512(p), &m);
		run = scan_run(&m, scan_starts(&m));
		p += run;
		if (run <= SCAN_WHOLE)
			return p;
	}
	return scan_escaped_scalar(p, end);
}

/* Numbers 63, 0, 1 ... 62: each byte gets the one before it. */
CPU_AVX512_CODE static inline __m512i
before(__m512i x)
{
	static const uint8_t at[64] __attribute__((aligned(64))) = { 63, 0, 1,
	    2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20,
	    21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37,
	    38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54,
	    55, 56, 57, 58, 59, 60, 61, 62 };

	return _mm512_permutexvar_epi8(_mm512_load_si512(at), x);
}

/* The digits of escapes become the two bytes of what they stand for. */
CPU_AVX512_CODE static inline __m512i
decoded(__m512i x, uint64_t starts)
{
	__m512i low = _mm512_and_si512(x, all(0x0f));
	__m512i digit = _mm512_mask_add_epi8(low,
	    _mm512_test_epi8_mask(x, all(0x40)), low, all(9));
	__m512i lead = _mm512_or_si512(all(0xd8), _mm512_and_si512(
	    _mm512_srli_epi16(digit, 2), all(0x03)));
	__m512i high = _mm512_slli_epi16(_mm512_and_si512(before(digit),
	    all(0x03)), 4);
	__m512i cont = _mm512_or_si512(_mm512_or_si512(high, digit),
	    all(0x80));

	x = _mm512_mask_mov_epi8(x, starts << 4, lead);
	return _mm512_mask_mov_epi8(x, starts << 5, cont);
}

CPU_AVX512_CODE const char *
scan_unescape_avx512(const char *p, const char *end, char **out)
{
	while (end - p >= SCAN_BLOCK) {
		__m512i x = _mm512_loadu_si512(p);
		struct scan_escape m;
		uint64_t starts, keep;
		unsigned run;

		masks(x, &m);
		starts = scan_starts(&m);
		run = scan_run(&m, starts);
		keep = scan_kept(starts, run);
		/* A whole block is left, so there is room for one. */
		_mm512_storeu_si512(*out, _mm512_maskz_compress_epi8(keep,
		    decoded(x, starts)));
		*out += _mm_popcnt_u64(keep);
		p += run;
		if (run <= SCAN_WHOLE)
			return p;
	}
	return scan_unescape_scalar(p, end, out);
}

#endif
