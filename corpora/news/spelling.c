/*
 * spelling.c - edits of spelling, encoding and typography only.  Each is one
 * that the profile `standard` promises to unify; nothing else belongs here.
 */
#include <stdio.h>
#include <string.h>

#include "news.h"

/* Is the letter at i the last of its word?  Marks do not count. */
static int
ends_word(const struct text *t, size_t i)
{
	do
		i++;
	while (i < t->n && is_mark(t->cp[i]));
	return i == t->n || !is_letter(t->cp[i]);
}

static int
starts_word(const struct text *t, size_t i)
{
	return i == 0 || (!is_letter(t->cp[i - 1]) && !is_mark(t->cp[i - 1]));
}

/* Final yeh without dots, as printed in Cairo. */
static void
spell_yeh(const struct text *in, struct text *out, const char *arg)
{
	(void)arg;
	for (size_t i = 0; i < in->n; i++) {
		uint32_t c = in->cp[i];

		text_put(out, c == 0x064A && ends_word(in, i) ? 0x0649 : c);
	}
}

/* Alef without its hamza or madda. */
static void
spell_hamza(const struct text *in, struct text *out, const char *arg)
{
	(void)arg;
	for (size_t i = 0; i < in->n; i++) {
		uint32_t c = in->cp[i];

		if (c == 0x0622 || c == 0x0623 || c == 0x0625)
			c = 0x0627;
		text_put(out, c);
	}
}

/* Teh marbuta without its dots. */
static void
spell_heh(const struct text *in, struct text *out, const char *arg)
{
	(void)arg;
	for (size_t i = 0; i < in->n; i++)
		text_put(out, in->cp[i] == 0x0629 ? 0x0647 : in->cp[i]);
}

/* U+062A, 062B, 062F to 0638, 0644, 0646: the lam before them is silent. */
static int
is_sun(uint32_t c)
{
	return c == 0x062A || c == 0x062B || (c >= 0x062F && c <= 0x0638) ||
	    c == 0x0644 || c == 0x0646;
}

/*
 * Some harakat, where a rule without a dictionary can set them: shadda on the
 * sun letter after the article, sukun on its lam otherwise.
 */
static void
spell_marks(const struct text *in, struct text *out, const char *arg)
{
	size_t article = SIZE_MAX;	/* place of the article's lam */

	(void)arg;
	for (size_t i = 0; i < in->n; i++) {
		uint32_t c = in->cp[i];
		uint32_t next = i + 1 < in->n ? in->cp[i + 1] : 0;

		text_put(out, c);
		if (c == 0x0627 && next == 0x0644 && starts_word(in, i) &&
		    !ends_word(in, i + 1))
			article = i + 1;
		if (i == article && !is_sun(next))
			text_put(out, 0x0652);
		if (article != SIZE_MAX && i == article + 1 && is_sun(c))
			text_put(out, 0x0651);
	}
}

/* Tatweel between two joined letters of every second word. */
static void
spell_tatweel(const struct text *in, struct text *out, const char *arg)
{
	size_t word = 0, since = 0;

	(void)arg;
	for (size_t i = 0; i < in->n; i++) {
		if (is_letter(in->cp[i]) && starts_word(in, i)) {
			word++;
			since = 0;
		}
		since++;
		text_put(out, in->cp[i]);
		if (word % 2 == 1 && since == 2 && joins_next(in->cp[i]) &&
		    i + 1 < in->n && is_letter(in->cp[i + 1])) {
			text_put(out, 0x0640);
			if (word % 4 == 1)
				text_put(out, 0x0640);
		}
	}
}

static void
spell_digits(const struct text *in, struct text *out, const char *arg)
{
	uint32_t zero = strcmp(arg, "persian") == 0 ? 0x06F0 : 0x0660;

	for (size_t i = 0; i < in->n; i++) {
		uint32_t c = in->cp[i];

		text_put(out, c >= '0' && c <= '9' ? zero + c - '0' : c);
	}
}

/* The letters of a Persian keyboard: U+06CC for yeh, U+06A9 for kaf. */
static void
spell_persian(const struct text *in, struct text *out, const char *arg)
{
	(void)arg;
	for (size_t i = 0; i < in->n; i++) {
		uint32_t c = in->cp[i];

		text_put(out, c == 0x064A || c == 0x0649 ? 0x06CC :
		    c == 0x0643 ? 0x06A9 : c);
	}
}

static void
spell_nfd(const struct text *in, struct text *out, const char *arg)
{
	static const uint16_t apart[][3] = {
		{ 0x0622, 0x0627, 0x0653 }, { 0x0623, 0x0627, 0x0654 },
		{ 0x0624, 0x0648, 0x0654 }, { 0x0625, 0x0627, 0x0655 },
		{ 0x0626, 0x064A, 0x0654 }
	};

	(void)arg;
	for (size_t i = 0; i < in->n; i++) {
		uint32_t c = in->cp[i];

		if (c < 0x0622 || c > 0x0626) {
			text_put(out, c);
			continue;
		}
		/*
		 * Canonical order: vowels (classes 27 to 34) stand before
		 * the hamza and madda (220, 230).
		 */
		text_put(out, apart[c - 0x0622][1]);
		while (i + 1 < in->n && in->cp[i + 1] >= 0x064B &&
		    in->cp[i + 1] <= 0x0652)
			text_put(out, in->cp[++i]);
		text_put(out, apart[c - 0x0622][2]);
	}
}

/* Right-to-left marks after punctuation, non-joiners at every fifth word. */
static void
spell_bidi(const struct text *in, struct text *out, const char *arg)
{
	size_t word = 0;

	(void)arg;
	for (size_t i = 0; i < in->n; i++) {
		uint32_t c = in->cp[i];

		if (c == ' ' && ++word % 5 == 0)
			text_put(out, 0x200C);
		text_put(out, c);
		if (c == '.' || c == 0x060C || c == 0x00BB || c == ':')
			text_put(out, 0x200F);
		if (c == '\n')
			text_put(out, 0x202B);
	}
}

/* No-break spaces for every third space, a thin one for every seventh. */
static void
spell_nbsp(const struct text *in, struct text *out, const char *arg)
{
	size_t space = 0;

	(void)arg;
	for (size_t i = 0; i < in->n; i++) {
		uint32_t c = in->cp[i];

		if (c == ' ' && ++space % 3 == 0)
			c = 0x00A0;
		else if (c == ' ' && space % 7 == 0)
			c = 0x2009;
		text_put(out, c);
	}
}

/* A comma with spaces round it can never fall inside a number. */
static void
spell_commas(const struct text *in, struct text *out, const char *arg)
{
	(void)arg;
	for (size_t i = 0; i < in->n; i++) {
		uint32_t c = in->cp[i];

		if (c == 0x060C && i + 1 < in->n && in->cp[i + 1] == ' ')
			text_puts(out, " ,");
		else if (c == 0x00AB)
			text_put(out, 0x201C);
		else if (c == 0x00BB)
			text_put(out, 0x201D);
		else
			text_put(out, c);
	}
}

static void
spell_entities(const struct text *in, struct text *out, const char *arg)
{
	char ref[16];

	(void)arg;
	for (size_t i = 0; i < in->n; i++) {
		uint32_t c = in->cp[i];

		if (c == 0x00AB)
			text_puts(out, "&laquo;");
		else if (c == 0x00BB)
			text_puts(out, "&raquo;");
		else if (c == 0x060C)
			text_puts(out, "&#x60C;");
		else if (c == ' ' && i % 9 == 0)
			text_puts(out, "&nbsp;");
		else if (is_letter(c) && i % 23 == 0) {
			snprintf(ref, sizeof(ref), "&#%u;", (unsigned)c);
			text_puts(out, ref);
		} else {
			text_put(out, c);
		}
	}
}

/* Double spaces, indented paragraphs, empty lines between them, CRLF. */
static void
spell_spaces(const struct text *in, struct text *out, const char *arg)
{
	(void)arg;
	for (size_t i = 0; i < in->n; i++) {
		uint32_t c = in->cp[i];

		if (c == '\n')
			text_puts(out, "\r\n\r\n\t");
		else
			text_put(out, c);
		if (c == ' ' && i % 4 == 0)
			text_put(out, ' ');
	}
}

static const struct {
	const char *name;
	spell_fn *fn;
} spellings[] = {
	{ "bidi", spell_bidi }, { "commas", spell_commas },
	{ "digits", spell_digits }, { "entities", spell_entities },
	{ "forms", spell_forms }, { "hamza", spell_hamza },
	{ "heh", spell_heh }, { "marks", spell_marks },
	{ "nbsp", spell_nbsp }, { "nfd", spell_nfd },
	{ "persian", spell_persian }, { "spaces", spell_spaces },
	{ "tatweel", spell_tatweel }, { "yeh", spell_yeh }
};

spell_fn *
spelling_find(const char *name)
{
	for (size_t i = 0; i < sizeof(spellings) / sizeof(spellings[0]); i++)
		if (strcmp(spellings[i].name, name) == 0)
			return spellings[i].fn;
	return NULL;
}
