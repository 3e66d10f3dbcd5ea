/*
 * scan.c - the inner loops of the JSON scanner: their definition, and which
 * variant runs.
 */
#include <stdint.h>
#include <string.h>

#include "io/scan.h"
#include "io/scan_block.h"
#include "io/utf.h"

const unsigned char scan_hex[256] = {
	['0'] = 1, ['1'] = 2, ['2'] = 3, ['3'] = 4, ['4'] = 5, ['5'] = 6,
	['6'] = 7, ['7'] = 8, ['8'] = 9, ['9'] = 10,
	['a'] = 11, ['b'] = 12, ['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16,
	['A'] = 11, ['B'] = 12, ['C'] = 13, ['D'] = 14, ['E'] = 15, ['F'] = 16
};

static int
stops(unsigned char c)
{
	return c < 0x20 || c == '"' || c == '\\';
}

const char scan_letter[256] __attribute__((aligned(64))) = {
	['"'] = '"', ['\\'] = '\\', ['/'] = '/', ['b'] = '\b', ['f'] = '\f',
	['n'] = '\n', ['r'] = '\r', ['t'] = '\t'
};

/* Does an escape of one letter begin at p? */
static int
letter_escape(const char *p, const char *end)
{
	return end - p >= 2 && *p == '\\' &&
	    scan_letter[(unsigned char)p[1]] != 0;
}

/* To the first byte that stops; *high gets all bits before it. */
static const char *
plain(const char *p, const char *end, unsigned char *high)
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
	while (p < end && !stops((unsigned char)*p))
		*high |= (unsigned char)*p++;
	return p;
}

const char *
scan_string_scalar(const char *p, const char *end, unsigned *met)
{
	unsigned char high = 0;

	while (letter_escape(p = plain(p, end, &high), end)) {
		*met |= SCAN_ESCAPED;
		p += 2;
	}
	if (high & 0x80)
		*met |= SCAN_DOUBT;
	return p;
}

const char *
scan_decode_scalar(const char *p, const char *end, char **out)
{
	char *o = *out;

	while (p < end) {
		const char *q = memchr(p, '\\', (size_t)(end - p));

		if (q == NULL)
			q = end;
		memcpy(o, p, (size_t)(q - p));
		o += q - p;
		p = q;
		if (!letter_escape(p, end))
			break;
		*o++ = scan_letter[(unsigned char)p[1]];
		p += 2;
	}
	*out = o;
	return p;
}

int
scan_rare(uint64_t rare, const char *p, const char *end, uint64_t *need,
    uint64_t *carry)
{
	for (; rare != 0; rare &= rare - 1) {
		unsigned i = (unsigned)__builtin_ctzll(rare);
		int n = utf_step(p + i, (size_t)(end - p) - i);

		if (n < 0)
			return 1;
		/* The second byte is needed already. */
		for (unsigned k = i + 2; k < i + (unsigned)n; k++) {
			if (k < SCAN_BLOCK)
				*need |= UINT64_C(1) << k;
			else
				*carry |= UINT64_C(1) << (k - SCAN_BLOCK);
		}
	}
	return 0;
}

/* Is there an escape of U+0600 to U+06FF, six bytes, at p? */
static inline int
arabic_escape(const char *p)
{
	return memcmp(p, "\\u06", 4) == 0 &&
	    scan_hex[(unsigned char)p[4]] != 0 &&
	    scan_hex[(unsigned char)p[5]] != 0;
}

static inline int
ascii(unsigned char c)
{
	return c < 0x80 && !stops(c);
}

const char *
scan_escaped_scalar(const char *p, const char *end)
{
	for (;;) {
		while (end - p >= 6 && arabic_escape(p))
			p += 6;
		if (p == end || !ascii((unsigned char)*p))
			return p;
		p++;
	}
}

const char *
scan_unescape_scalar(const char *p, const char *end, char **out)
{
	char *o = *out;

	for (;;) {
		while (end - p >= 6 && arabic_escape(p)) {
			unsigned v = (scan_hex[(unsigned char)p[4]] - 1u) <<
			    4 | (scan_hex[(unsigned char)p[5]] - 1u);

			o[0] = (char)(0xd8 | v >> 6);
			o[1] = (char)(0x80 | (v & 0x3f));
			o += 2;
			p += 6;
		}
		if (p == end || !ascii((unsigned char)*p))
			break;
		*o++ = *p++;
	}
	*out = o;
	return p;
}

const char *
scan_string(enum cpu_level level, const char *p, const char *end,
    unsigned *met)
{
	switch (level) {
#if CPU_X86
	case CPU_AVX512:
		return scan_string_avx512(p, end, met);
	case CPU_AVX2:
		return scan_string_avx2(p, end, met);
#endif
	default:
		return scan_string_scalar(p, end, met);
	}
}

const char *
scan_decode(enum cpu_level level, const char *p, const char *end, char **out)
{
	switch (level) {
#if CPU_X86
	case CPU_AVX512:
		return scan_decode_avx512(p, end, out);
	case CPU_AVX2:
		return scan_decode_avx2(p, end, out);
#endif
	default:
		return scan_decode_scalar(p, end, out);
	}
}

const char *
scan_escaped(enum cpu_level level, const char *p, const char *end)
{
	switch (level) {
#if CPU_X86
	case CPU_AVX512:
		return scan_escaped_avx512(p, end);
	case CPU_AVX2:
		return scan_escaped_avx2(p, end);
#endif
	default:
		return scan_escaped_scalar(p, end);
	}
}

const char *
scan_unescape(enum cpu_level level, const char *p, const char *end, char **out)
{
	switch (level) {
#if CPU_X86
	case CPU_AVX512:
		return scan_unescape_avx512(p, end, out);
	case CPU_AVX2:
		return scan_unescape_avx2(p, end, out);
#endif
	default:
		return scan_unescape_scalar(p, end, out);
	}
}
