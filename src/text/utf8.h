/*
 * utf8.h - code points out of hostile bytes, and back.
 */
#ifndef TAWAM_TEXT_UTF8_H
#define TAWAM_TEXT_UTF8_H

#include <stddef.h>
#include <stdint.h>

#define UTF8_REPLACEMENT	0xFFFDu
/* What decoding gives for an ill-formed sequence: no code point at all. */
#define UTF8_BAD		0x110000u

/* Is c one of the bytes 80 to BF, which continue a sequence? */
static inline int
utf8_is_cont(uint8_t c)
{
	return (c & 0xC0) == 0x80;
}

/*
 * The code point at p < end and, as the result, its bytes.  *cp is UTF8_BAD
 * for an ill-formed sequence; then the result counts the bytes of its maximal
 * subpart (Unicode 15.0, D93b and table 3-7), which one U+FFFD replaces.
 */
size_t	 utf8_decode(const uint8_t *p, const uint8_t *end, uint32_t *cp);

/* The same, without a call for most of an Arabic text. */
static inline size_t
utf8_next(const uint8_t *p, const uint8_t *end, uint32_t *cp)
{
	if (*p < 0x80) {
		*cp = *p;
		return 1;
	}
	if (*p >= 0xC2 && *p <= 0xDF && end - p >= 2 && utf8_is_cont(p[1])) {
		*cp = (*p & 0x1Fu) << 6 | (p[1] & 0x3Fu);
		return 2;
	}
	return utf8_decode(p, end, cp);
}

/* Writes cp, a scalar value, to out (4 bytes at most); the bytes written. */
static inline size_t
utf8_encode(uint32_t cp, char *out)
{
	uint8_t b[4];
	size_t n;

	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		b[0] = (uint8_t)(0xC0 | cp >> 6);
		n = 2;
	} else if (cp < 0x10000) {
		b[0] = (uint8_t)(0xE0 | cp >> 12);
		b[1] = (uint8_t)(0x80 | (cp >> 6 & 0x3F));
		n = 3;
	} else {
		b[0] = (uint8_t)(0xF0 | cp >> 18);
		b[1] = (uint8_t)(0x80 | (cp >> 12 & 0x3F));
		b[2] = (uint8_t)(0x80 | (cp >> 6 & 0x3F));
		n = 4;
	}
	b[n - 1] = (uint8_t)(0x80 | (cp & 0x3F));
	for (size_t i = 0; i < n; i++)
		out[i] = (char)b[i];
	return n;
}

/* Code points of well-formed UTF-8. */
size_t	 utf8_length(const char *p, size_t n);

#endif
