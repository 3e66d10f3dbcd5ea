/*
 * glyph.c - code points of corpus text, and which of them must not be shown
 * as they are.
 */
#include "report/glyph.h"

#define REPLACEMENT	0xfffdu

size_t
glyph_next(const char *s, size_t n, uint32_t *cp)
{
	const unsigned char *p = (const unsigned char *)s;
	unsigned lo = 0x80, hi = 0xbf;
	size_t need;
	uint32_t c = p[0];

	*cp = c;
	if (c < 0x80)
		return 1;
	*cp = REPLACEMENT;
	if (c >= 0xc2 && c <= 0xdf) {
		need = 2;
		c &= 0x1f;
	} else if (c >= 0xe0 && c <= 0xef) {
		need = 3;
		lo = c == 0xe0 ? 0xa0 : 0x80;
		hi = c == 0xed ? 0x9f : 0xbf;
		c &= 0x0f;
	} else if (c >= 0xf0 && c <= 0xf4) {
		need = 4;
		lo = c == 0xf0 ? 0x90 : 0x80;
		hi = c == 0xf4 ? 0x8f : 0xbf;
		c &= 0x07;
	} else
		return 1;
	for (size_t i = 1; i < need; i++) {
		if (i == n || p[i] < lo || p[i] > hi)
			return i;
		c = c << 6 | (p[i] & 0x3fu);
		lo = 0x80;
		hi = 0xbf;
	}
	*cp = c;
	return need;
}

size_t
glyph_put(char out[4], uint32_t cp)
{
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xc0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3f));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xe0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3f));
		out[2] = (char)(0x80 | (cp & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3f));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3f));
	out[3] = (char)(0x80 | (cp & 0x3f));
	return 4;
}

struct range {
	uint32_t first, last;
};

/* Combining marks of the scripts that news in Arabic meet, the joiners and
 * the variation selectors. */
static const struct range marks[] = {
	{ 0x0300, 0x036f }, { 0x0483, 0x0489 }, { 0x0591, 0x05bd },
	{ 0x05bf, 0x05bf }, { 0x05c1, 0x05c2 }, { 0x05c4, 0x05c5 },
	{ 0x05c7, 0x05c7 }, { 0x0610, 0x061a }, { 0x064b, 0x065f },
	{ 0x0670, 0x0670 }, { 0x06d6, 0x06dc }, { 0x06df, 0x06e4 },
	{ 0x06e7, 0x06e8 }, { 0x06ea, 0x06ed }, { 0x0711, 0x0711 },
	{ 0x0730, 0x074a }, { 0x0898, 0x089f }, { 0x08ca, 0x08e1 },
	{ 0x08e3, 0x0903 }, { 0x093a, 0x093c }, { 0x093e, 0x094f },
	{ 0x1ab0, 0x1aff }, { 0x1dc0, 0x1dff }, { 0x200c, 0x200d },
	{ 0x20d0, 0x20f0 }, { 0x302a, 0x302f }, { 0x3099, 0x309a },
	{ 0xfe00, 0xfe0f }, { 0xfe20, 0xfe2f }, { 0x10efd, 0x10eff },
	{ 0x1f3fb, 0x1f3ff }, { 0xe0100, 0xe01ef },
};

/* Default_Ignorable_Code_Point, controls, and the fillers that are blank. */
static const struct range hidden[] = {
	{ 0x0000, 0x0008 }, { 0x000e, 0x001f }, { 0x007f, 0x0084 },
	{ 0x0086, 0x009f }, { 0x00ad, 0x00ad }, { 0x034f, 0x034f },
	{ 0x061c, 0x061c }, { 0x115f, 0x1160 }, { 0x17b4, 0x17b5 },
	{ 0x180b, 0x180f }, { 0x200b, 0x200f }, { 0x202a, 0x202e },
	{ 0x2060, 0x206f }, { 0x2800, 0x2800 }, { 0x3164, 0x3164 },
	{ 0xd800, 0xf8ff }, { 0xfe00, 0xfe0f }, { 0xfeff, 0xfeff },
	{ 0xffa0, 0xffa0 }, { 0xfff0, 0xfffb }, { 0xfffe, 0xffff },
	{ 0x1bca0, 0x1bca3 }, { 0x1d173, 0x1d17a }, { 0xe0000, 0x10ffff },
};

static int
within(uint32_t cp, const struct range *ranges, size_t n)
{
	size_t lo = 0, hi = n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (cp > ranges[mid].last)
			lo = mid + 1;
		else if (cp < ranges[mid].first)
			hi = mid;
		else
			return 1;
	}
	return 0;
}

int
glyph_hidden(uint32_t cp)
{
	return within(cp, hidden, sizeof(hidden) / sizeof(hidden[0]));
}

int
glyph_mark_at(const char *s, size_t n)
{
	uint32_t cp;

	(void)glyph_next(s, n, &cp);
	return cp >= 0x300 &&
	    within(cp, marks, sizeof(marks) / sizeof(marks[0]));
}

int
glyph_space(uint32_t cp)
{
	return (cp >= 0x09 && cp <= 0x0d) || cp == 0x20 || cp == 0x85 ||
	    cp == 0xa0 || cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200a) ||
	    cp == 0x2028 || cp == 0x2029 || cp == 0x202f || cp == 0x205f ||
	    cp == 0x3000;
}

int
glyph_valid(const char *s, size_t n)
{
	uint32_t cp;

	for (size_t i = 0, k; i < n; i += k) {
		k = glyph_next(s + i, n - i, &cp);
		/* A replacement character that really is there is three. */
		if (cp == REPLACEMENT && (k != 3 ||
		    (unsigned char)s[i + 1] != 0xbf ||
		    (unsigned char)s[i + 2] != 0xbd))
			return 0;
	}
	return 1;
}

size_t
glyph_words_end(const char *s, size_t n, size_t count, size_t *words)
{
	size_t end = n, seen = 0;
	int inside = 0;
	uint32_t cp;

	for (size_t i = 0; i < n;) {
		size_t k = glyph_next(s + i, n - i, &cp);

		if (glyph_space(cp)) {
			if (inside && seen == count && end == n)
				end = i;
			inside = 0;
		} else if (!inside) {
			inside = 1;
			seen++;
		}
		i += k;
	}
	*words = seen;
	return end;
}

size_t
glyph_words_begin(const char *s, size_t n, size_t count, size_t words)
{
	size_t seen = 0;
	int inside = 0;
	uint32_t cp;

	for (size_t i = 0; i < n;) {
		size_t k = glyph_next(s + i, n - i, &cp);

		if (glyph_space(cp))
			inside = 0;
		else if (!inside) {
			inside = 1;
			if (++seen + count > words)
				return i;
		}
		i += k;
	}
	return n;
}
