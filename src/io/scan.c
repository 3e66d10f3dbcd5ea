/*
 * scan.c - the inner loop of the JSON scanner: to the end of a run of plain
 * characters inside a string.
 *
 * Sixteen bytes give three bit masks: where the run stops, where bytes are
 * continuations, where leads stand.  In well-formed text made of sequences of
 * one to three bytes the continuations are exactly the places one after a lead
 * and two after a lead of three:
 *
 *	D9 85 20 E2 80 A6	leads of two  ..1 (bit 0), of three bit 3
 *	 0  1  2  3  4  5	continuations bits 1, 4, 5: as needed
 *
 * Leads that narrow their second byte (E0, ED, F0 to F4) and those that are
 * never right (C0, C1, F5 to FF) are rare in any text: they raise the doubt
 * and the exact check is asked afterwards.
 */
#include <stdint.h>
#include <string.h>

#include "io/scan.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

static int
stops(unsigned char c)
{
	return c < 0x20 || c == '"' || c == '\\';
}

const char *
scan_plain_portable(const char *p, const char *end, int *doubt)
{
	unsigned char high = 0;

	while (p < end && !stops((unsigned char)*p))
		high |= (unsigned char)*p++;
	if (high & 0x80)
		*doubt = 1;
	return p;
}

#if defined(__SSE2__)

/*
 * Are the 16 bytes of x, up to the first bit of stop, shown to be right?
 * *carry says which of its first bytes must be continuations, and then which
 * of the next block's.
 */
static unsigned
doubtful(__m128i x, unsigned stop, unsigned *carry)
{
	unsigned below = stop ? (stop & (0u - stop)) - 1 : 0xffff;
	unsigned high, cont, lead3, need, odd;
	__m128i e0 = _mm_set1_epi8((char)0xe0);
	__m128i f0 = _mm_set1_epi8((char)0xf0);
	__m128i m;

	high = (unsigned)_mm_movemask_epi8(x) & below;
	cont = (unsigned)_mm_movemask_epi8(
	    _mm_cmpgt_epi8(_mm_set1_epi8(-64), x)) & below;
	lead3 = (unsigned)_mm_movemask_epi8(
	    _mm_cmpeq_epi8(_mm_max_epu8(x, e0), x)) & below;
	m = _mm_or_si128(_mm_cmpeq_epi8(x, e0),
	    _mm_cmpeq_epi8(x, _mm_set1_epi8((char)0xed)));
	m = _mm_or_si128(m, _mm_cmpeq_epi8(_mm_max_epu8(x, f0), x));
	m = _mm_or_si128(m, _mm_cmpeq_epi8(
	    _mm_and_si128(x, _mm_set1_epi8((char)0xfe)),
	    _mm_set1_epi8((char)0xc0)));
	odd = (unsigned)_mm_movemask_epi8(m) & below;
	need = *carry | (high & ~cont) << 1 | lead3 << 2;
	*carry = need >> 16;
	/* What is needed at the stop or after it will not come. */
	if (stop)
		return odd | ((need & below) ^ cont) | (need & ~below);
	return odd | ((need & below) ^ cont);
}

const char *
scan_plain(const char *p, const char *end, int *doubt)
{
	const __m128i quote = _mm_set1_epi8('"');
	const __m128i slash = _mm_set1_epi8('\\');
	const __m128i space = _mm_set1_epi8(0x1f);
	unsigned carry = 0;

	for (;;) {
		size_t left = (size_t)(end - p);
		__m128i x, m;
		unsigned stop;

		if (left >= 16) {
			x = _mm_loadu_si128((const void *)p);
		} else {
			/* Quotes after the end make a stop there. */
			x = quote;
			memcpy(&x, p, left);
		}
		m = _mm_or_si128(_mm_cmpeq_epi8(x, quote),
		    _mm_cmpeq_epi8(x, slash));
		m = _mm_or_si128(m,
		    _mm_cmpeq_epi8(_mm_min_epu8(x, space), x));
		stop = (unsigned)_mm_movemask_epi8(m);
		if (!*doubt && (carry | (unsigned)_mm_movemask_epi8(x)) != 0 &&
		    doubtful(x, stop, &carry) != 0)
			*doubt = 1;
		if (stop)
			return p + __builtin_ctz(stop);
		p += 16;
	}
}

#else

const char *
scan_plain(const char *p, const char *end, int *doubt)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	const uint64_t highs = ones * 0x80;

	/* Eight at a time while nothing but plain ASCII comes. */
	while (end - p >= 8) {
		uint64_t w, q, b;

		memcpy(&w, p, 8);
		q = w ^ ones * '"';
		b = w ^ ones * '\\';
		if ((w | (w - ones * 0x20) | (q - ones) | (b - ones)) & highs)
			break;
		p += 8;
	}
	return scan_plain_portable(p, end, doubt);
}

#endif
