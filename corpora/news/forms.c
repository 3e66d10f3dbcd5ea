/*
 * forms.c - contextual shaping into Arabic Presentation Forms-B, as text comes
 * out of old PDF files: each letter by its neighbours, lam-alef as one sign.
 */
#include "news.h"

/*
 * First presentation form of U+0621 to U+064A, and how many it has: 1 alone,
 * 2 isolated and final, 4 isolated, final, initial, medial.
 */
static const struct {
	uint16_t first;
	uint8_t n;
} forms[] = {
	{ 0xFE80, 1 }, { 0xFE81, 2 }, { 0xFE83, 2 }, { 0xFE85, 2 },
	{ 0xFE87, 2 }, { 0xFE89, 4 }, { 0xFE8D, 2 }, { 0xFE8F, 4 },
	{ 0xFE93, 2 }, { 0xFE95, 4 }, { 0xFE99, 4 }, { 0xFE9D, 4 },
	{ 0xFEA1, 4 }, { 0xFEA5, 4 }, { 0xFEA9, 2 }, { 0xFEAB, 2 },
	{ 0xFEAD, 2 }, { 0xFEAF, 2 }, { 0xFEB1, 4 }, { 0xFEB5, 4 },
	{ 0xFEB9, 4 }, { 0xFEBD, 4 }, { 0xFEC1, 4 }, { 0xFEC5, 4 },
	{ 0xFEC9, 4 }, { 0xFECD, 4 }, { 0, 0 }, { 0, 0 }, { 0, 0 },
	{ 0, 0 }, { 0, 0 }, { 0x0640, 0 }, { 0xFED1, 4 }, { 0xFED5, 4 },
	{ 0xFED9, 4 }, { 0xFEDD, 4 }, { 0xFEE1, 4 }, { 0xFEE5, 4 },
	{ 0xFEE9, 4 }, { 0xFEED, 2 }, { 0xFEEF, 2 }, { 0xFEF1, 4 }
};

#define LAM	0x0644u

static unsigned
nforms(uint32_t cp)
{
	return cp >= 0x0621 && cp <= 0x064A ? forms[cp - 0x0621].n : 0;
}

int
is_mark(uint32_t cp)
{
	return cp >= 0x064B && cp <= 0x0655;
}

int
is_letter(uint32_t cp)
{
	return nforms(cp) > 0;
}

/* Does the letter reach out to the one after it? */
int
joins_next(uint32_t cp)
{
	return nforms(cp) == 4;
}

/* Isolated form of lam and this alef, or 0. */
static uint32_t
lam_alef(uint32_t alef)
{
	switch (alef) {
	case 0x0622:
		return 0xFEF5;
	case 0x0623:
		return 0xFEF7;
	case 0x0625:
		return 0xFEF9;
	case 0x0627:
		return 0xFEFB;
	default:
		return 0;
	}
}

void
spell_forms(const struct text *in, struct text *out, const char *arg)
{
	int joined = 0;		/* the letter before reaches here */

	(void)arg;
	for (size_t i = 0; i < in->n; i++) {
		uint32_t c = in->cp[i];
		uint32_t next = i + 1 < in->n ? in->cp[i + 1] : 0;
		unsigned n = nforms(c);
		size_t k = i + 1;

		if (n == 0) {
			text_put(out, c);
			joined = is_mark(c) ? joined : 0;
			continue;
		}
		if (c == LAM && lam_alef(next) != 0) {
			text_put(out, lam_alef(next) + (uint32_t)joined);
			joined = 0;
			i++;
			continue;
		}
		while (k < in->n && is_mark(in->cp[k]))
			k++;
		int reaches = n == 4 && k < in->n && nforms(in->cp[k]) > 1;
		int held = joined && n > 1;

		text_put(out, forms[c - 0x0621].first +
		    (uint32_t)(reaches ? 2 + held : held));
		joined = reaches;
	}
}
