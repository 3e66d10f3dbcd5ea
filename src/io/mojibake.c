/*
 * mojibake.c - text that was read in the wrong code page, put right.
 *
 * Three accidents are known: UTF-8 read as windows-1252, windows-1256 read as
 * Latin-1, UTF-8 read as windows-1256.  Each leaves its own frequencies; the
 * way back is tried only where they are seen, and taken only when it leads to
 * well-formed text with a larger share of Arabic letters.
 */
#include <stdint.h>
#include <string.h>

#include "io/charsets.h"
#include "io/encoding.h"
#include "io/utf.h"

struct counts {
	size_t high;		/* code points over 7F */
	size_t letters;		/* U+0621 to U+064A */
	size_t ascii_letters;
	size_t latin;		/* U+00C0 to U+00FF */
	size_t pairs;		/* a lead byte of UTF-8 in Latin, and more */
	size_t tah;		/* U+0637 and U+0638: D8 and D9 in 1256 */
};

/* The code point of a well-formed sequence of k bytes. */
static uint32_t
code_point(const char *s, int k)
{
	const unsigned char *p = (const unsigned char *)s;
	uint32_t cp = k == 1 ? p[0] : p[0] & (0xffu >> (k + 1));

	for (int i = 1; i < k; i++)
		cp = cp << 6 | (p[i] & 0x3f);
	return cp;
}

/* Could this be a byte 80 to BF, read as windows-1252? */
static int
continues(uint32_t cp)
{
	if (cp >= 0x80 && cp <= 0xbf)
		return 1;
	for (int i = 0; i < 0x20; i++) {
		if (charset_windows_1252[i] == cp)
			return 1;
	}
	return 0;
}

/* -1: not well-formed, and nothing is known. */
static int
count(const char *p, size_t n, struct counts *c)
{
	uint32_t cp, before = 0;

	memset(c, 0, sizeof(*c));
	for (size_t i = 0; i < n; before = cp) {
		int k = utf_step(p + i, n - i);

		if (k < 0)
			return -1;
		cp = code_point(p + i, k);
		i += (size_t)k;
		c->high += cp > 0x7f;
		c->letters += cp >= 0x621 && cp <= 0x64a;
		c->ascii_letters += (cp | 0x20) >= 'a' && (cp | 0x20) <= 'z';
		c->latin += cp >= 0xc0 && cp <= 0xff;
		c->tah += cp == 0x637 || cp == 0x638;
		if (((before >= 0xd8 && before <= 0xdb) || before == 0xc2 ||
		    before == 0xc3) && continues(cp))
			c->pairs++;
	}
	return 0;
}

/* The byte a code page has for cp, or -1. */
static int
byte_of(const uint16_t *table, uint32_t cp)
{
	if (cp < 0x80)
		return (int)cp;
	for (int i = 0; i < 128; i++) {
		if (table[i] == cp)
			return 0x80 + i;
	}
	/* Latin-1 has C1 controls where windows-1252 has letters. */
	return cp < 0xa0 ? (int)cp : -1;
}

/* The bytes that p was before it was read by the table; 0: it was not. */
static size_t
encode(const uint16_t *table, const char *p, size_t n, char *out)
{
	size_t len = 0;

	for (size_t i = 0; i < n;) {
		int k = utf_step(p + i, n - i);
		int b = byte_of(table, code_point(p + i, k));

		if (b == -1)
			return 0;
		out[len++] = (char)b;
		i += (size_t)k;
	}
	return len;
}

/* Did the share of Arabic letters rise? */
static int
better(const char *p, size_t n, const struct counts *was)
{
	struct counts c;

	return count(p, n, &c) == 0 && c.letters > 0 &&
	    c.letters * was->high > was->letters * c.high;
}

size_t
mojibake_repair(const char *p, size_t n, char *out)
{
	const uint16_t *read_as = charset_windows_1252;
	enum encoding was = ENCODING_UTF8;
	struct counts c;
	size_t len = 0, k;
	char *bytes;

	if (count(p, n, &c) == -1 || c.high == 0)
		return 0;
	if (c.tah * 10 > c.high * 3)
		read_as = charset_windows_1256;
	else if (c.pairs * 5 <= c.high) {
		/* Words of Latin-1 letters alone; French has ASCII too. */
		if (c.latin * 10 < c.high * 6 || c.ascii_letters > c.latin)
			return 0;
		was = ENCODING_WINDOWS_1256;
	}
	bytes = out + ENCODING_GROWTH * n;
	k = encode(read_as, p, n, bytes);
	if (k > 0 && (was != ENCODING_UTF8 || utf_valid(bytes, k))) {
		len = encoding_convert(was, bytes, k, out);
		if (!better(out, len, &c))
			len = 0;
	}
	return len;
}
