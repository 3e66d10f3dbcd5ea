/*
 * stems.c - clitics taken off, edits counted.
 */
#include <string.h>

#include "base/hash.h"
#include "compare/stems.h"

#define LETTERS_MAX	24	/* longer words are equal or not */

/* Arabic letters are two bytes each in UTF-8. */
struct affix {
	uint8_t n;
	char bytes[7];
};

#define ALEF	"\xd8\xa7"
#define BEH	"\xd8\xa8"
#define TEH	"\xd8\xaa"
#define SEEN	"\xd8\xb3"
#define FEH	"\xd9\x81"
#define KAF	"\xd9\x83"
#define LAM	"\xd9\x84"
#define MEEM	"\xd9\x85"
#define NOON	"\xd9\x86"
#define HEH	"\xd9\x87"
#define WAW	"\xd9\x88"
#define YEH	"\xd9\x8a"

static const struct affix prefixes[] = {
	{ 0, "" },
	{ 2, WAW }, { 2, FEH }, { 2, BEH }, { 2, KAF }, { 2, LAM },
	{ 2, SEEN }, { 4, ALEF LAM }, { 4, LAM LAM }, { 4, WAW BEH },
	{ 4, WAW LAM }, { 4, WAW SEEN }, { 6, WAW ALEF LAM },
	{ 6, BEH ALEF LAM }, { 6, FEH ALEF LAM }, { 6, KAF ALEF LAM },
	{ 6, WAW LAM LAM },
};

static const struct affix suffixes[] = {
	{ 0, "" },
	{ 2, HEH }, { 2, YEH }, { 2, ALEF }, { 2, TEH }, { 2, KAF },
	{ 4, HEH ALEF }, { 4, HEH MEEM }, { 4, YEH NOON }, { 4, WAW NOON },
	{ 4, ALEF NOON }, { 4, ALEF TEH }, { 4, WAW ALEF }, { 4, NOON ALEF },
	{ 4, YEH HEH }, { 4, TEH HEH }, { 6, HEH MEEM ALEF },
	{ 6, TEH HEH ALEF },
};

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

size_t
stem_forms(const char *word, size_t n, uint64_t forms[STEM_FORMS])
{
	size_t count = 0;

	forms[count++] = hash64(word, n, 1);
	for (size_t p = 0; p < COUNT(prefixes); p++) {
		size_t np = prefixes[p].n;

		if (n < np + 6 || memcmp(word, prefixes[p].bytes, np) != 0)
			continue;
		for (size_t s = p == 0 ? 1 : 0; s < COUNT(suffixes); s++) {
			size_t ns = suffixes[s].n;

			if (n < np + ns + 6 || count == STEM_FORMS ||
			    memcmp(word + n - ns, suffixes[s].bytes, ns) != 0)
				continue;
			forms[count++] = hash64(word + np, n - np - ns, 1);
		}
	}
	return count;
}

/* Code points of a word, or 0 when it has too many. */
static size_t
spell(const char *word, size_t n, uint32_t out[LETTERS_MAX])
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)word[i];

		if ((c & 0xc0) == 0x80 && count > 0) {
			out[count - 1] = out[count - 1] << 6 | (c & 0x3f);
			continue;
		}
		if (count == LETTERS_MAX)
			return 0;
		out[count++] = c;
	}
	return count;
}

static int
min3(int a, int b, int c)
{
	int m = a < b ? a : b;

	return m < c ? m : c;
}

/* Optimal string alignment: edits and swaps of neighbours. */
static int
edits(const uint32_t *a, size_t na, const uint32_t *b, size_t nb)
{
	int d[LETTERS_MAX + 1][LETTERS_MAX + 1];

	for (size_t i = 0; i <= na; i++)
		d[i][0] = (int)i;
	for (size_t j = 0; j <= nb; j++)
		d[0][j] = (int)j;
	for (size_t i = 1; i <= na; i++) {
		for (size_t j = 1; j <= nb; j++) {
			d[i][j] = min3(d[i - 1][j] + 1, d[i][j - 1] + 1,
			    d[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1] &&
			    d[i - 2][j - 2] + 1 < d[i][j])
				d[i][j] = d[i - 2][j - 2] + 1;
		}
	}
	return d[na][nb];
}

int
stem_close(const char *a, size_t na, const char *b, size_t nb)
{
	uint32_t sa[LETTERS_MAX], sb[LETTERS_MAX];
	size_t la = spell(a, na, sa), lb = spell(b, nb, sb);
	size_t shorter = la < lb ? la : lb, longer = la < lb ? lb : la;

	if (shorter < 4 || longer - shorter > 2)
		return 0;
	return edits(sa, la, sb, lb) <= (shorter >= 7 ? 2 : 1);
}
