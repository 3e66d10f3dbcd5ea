/*
 * utf8.c - code points out of hostile bytes.
 */
#include "text/utf8.h"

/* Bytes after the lead, and the range of the first of them. */
struct lead {
	uint8_t more, low, high;
};

static struct lead
lead_of(uint8_t c)
{
	if (c >= 0xC2 && c <= 0xDF)
		return (struct lead){ 1, 0x80, 0xBF };
	if (c == 0xE0)
		return (struct lead){ 2, 0xA0, 0xBF };
	if (c == 0xED)
		return (struct lead){ 2, 0x80, 0x9F };
	if (c >= 0xE1 && c <= 0xEF)
		return (struct lead){ 2, 0x80, 0xBF };
	if (c == 0xF0)
		return (struct lead){ 3, 0x90, 0xBF };
	if (c >= 0xF1 && c <= 0xF3)
		return (struct lead){ 3, 0x80, 0xBF };
	if (c == 0xF4)
		return (struct lead){ 3, 0x80, 0x8F };
	return (struct lead){ 0, 0, 0 };
}

size_t
utf8_decode(const uint8_t *p, const uint8_t *end, uint32_t *cp)
{
	struct lead l;
	uint32_t v;
	size_t n;

	if (*p < 0x80) {
		*cp = *p;
		return 1;
	}
	*cp = UTF8_BAD;
	l = lead_of(*p);
	if (l.more == 0)
		return 1;
	v = *p & (0x3Fu >> l.more);
	for (n = 1; n <= l.more; n++) {
		if (p + n == end)
			return n;
		if (n == 1 ? p[1] < l.low || p[1] > l.high :
		    !utf8_is_cont(p[n]))
			return n;
		v = v << 6 | (p[n] & 0x3Fu);
	}
	*cp = v;
	return n;
}

size_t
utf8_length(const char *p, size_t n)
{
	const unsigned char *b = (const unsigned char *)p;
	size_t len = 0;

	for (size_t i = 0; i < n; i++)
		len += (b[i] & 0xC0) != 0x80;
	return len;
}
