/*
 * stems.c - clitics taken off, edits counted.
 */
#include <string.h>

#include "base/le.h"
#include "compare/stems.h"
#include "compare/words.h"

#define LETTERS_MAX	24	/* longer words are equal or not */
#define FAR		3	/* edits, more than any two words may have */

/* Arabic letters are two bytes each in UTF-8: this is how le16_get has them. */
#define ALEF	0xa7d8
#define BEH	0xa8d8
#define TEH	0xaad8
#define SEEN	0xb3d8
#define FEH	0x81d9
#define KAF	0x83d9
#define LAM	0x84d9
#define MEEM	0x85d9
#define NOON	0x86d9
#define HEH	0x87d9
#define WAW	0x88d9
#define YEH	0x8ad9

unsigned
stem_prefixes(const char *word, size_t n)
{
	unsigned first, second, al;

	if (n < 2 + STEM_LEAST)
		return 1;
	first = le16_get(word);
	second = le16_get(word + 2);
	/* The article after a letter. */
	al = second == ALEF && le16_get(word + 4) == LAM ? 8 : 0;
	switch (first) {
	case WAW:
		if (second == LAM && le16_get(word + 4) == LAM)
			al = 8;
		return 1 | 2 | al | (second == BEH || second == LAM ||
		    second == SEEN ? 4 : 0);
	case BEH:
	case FEH:
	case KAF:
		return 1 | 2 | al;
	case LAM:
		return 1 | 2 | (second == LAM ? 4 : 0);
	case SEEN:
		return 1 | 2;
	case ALEF:
		return 1 | (second == LAM ? 4 : 0);
	default:
		return 1;
	}
}

unsigned
stem_suffixes(const char *word, size_t n)
{
	unsigned last, second, third;

	if (n < 2 + STEM_LEAST)
		return 1;
	last = le16_get(word + n - 2);
	second = le16_get(word + n - 4);
	third = le16_get(word + n - 6);
	switch (last) {
	case HEH:
		return 1 | 2 | (second == YEH || second == TEH ? 4 : 0);
	case YEH:
	case KAF:
		return 1 | 2;
	case TEH:
		return 1 | 2 | (second == ALEF ? 4 : 0);
	case ALEF:
		return 1 | 2 | (second == HEH || second == WAW ||
		    second == NOON ? 4 : 0) |
		    ((second == MEEM && third == HEH) ||
		    (second == HEH && third == TEH) ? 8 : 0);
	case MEEM:
		return 1 | (second == HEH ? 4 : 0);
	case NOON:
		return 1 | (second == YEH || second == WAW ||
		    second == ALEF ? 4 : 0);
	default:
		return 1;
	}
}

size_t
stem_forms(const char *word, size_t n, uint64_t forms[STEM_FORMS])
{
	unsigned prefixes = stem_prefixes(word, n);
	unsigned suffixes = stem_suffixes(word, n);
	size_t count = 0;

	forms[count++] = word_key(word, n);
	for (size_t p = 0; p < 4; p++) {
		for (size_t s = 0; s < 4; s++) {
			if ((prefixes >> p & suffixes >> s & 1) == 0 ||
			    p + s == 0 || n < 2 * (p + s) + STEM_LEAST)
				continue;
			forms[count++] = word_key(word + 2 * p,
			    n - 2 * (p + s));
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

/* Row i of edits(), which has been begun; returns the least of it. */
static int
edits_row(int d[][LETTERS_MAX + 2], size_t i, const uint32_t *a,
    const uint32_t *b, size_t nb)
{
	size_t from = i > FAR ? i - FAR + 1 : 1;
	size_t to = i + FAR - 1 < nb ? i + FAR - 1 : nb;
	int least = FAR;

	for (size_t j = from; j <= to; j++) {
		int v = min3(d[i - 1][j] + 1, d[i][j - 1] + 1,
		    d[i - 1][j - 1] + (a[i - 1] != b[j - 1]));

		if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
		    a[i - 2] == b[j - 1] && d[i - 2][j - 2] + 1 < v)
			v = d[i - 2][j - 2] + 1;
		d[i][j] = v;
		if (v < least)
			least = v;
	}
	return least;
}

/*
 * Optimal string alignment: edits and swaps of neighbours, or FAR when there
 * are as many or more.  Then no cell is looked at whose place in the two words
 * differs by as much.
 */
static int
edits(const uint32_t *a, size_t na, const uint32_t *b, size_t nb)
{
	int d[LETTERS_MAX + 1][LETTERS_MAX + 2], before = 0, least;

	for (size_t j = 0; j <= nb && j <= FAR; j++)
		d[0][j] = (int)j;
	for (size_t i = 1; i <= na; i++) {
		/* Both ends of the band. */
		d[i][i > FAR ? i - FAR : 0] = i > FAR ? FAR : (int)i;
		d[i][i + FAR <= nb ? i + FAR : nb + 1] = FAR;
		least = edits_row(d, i, a, b, nb);
		if (least >= FAR && before >= FAR)
			return FAR;
		before = least;
	}
	return d[na][nb] < FAR ? d[na][nb] : FAR;
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
