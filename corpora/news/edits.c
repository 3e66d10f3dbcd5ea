/*
 * edits.c - one edit of the plan applied to one text.
 */
#include <stdlib.h>
#include <string.h>

#include "news.h"

/* Headlines of stories that are nowhere else in the corpus. */
static const char *const tail_lines[] = {
	/* "The municipality starts painting the old bridge" and two more */
	"\u0627\u0644\u0628\u0644\u062F\u064A\u0629 "
	"\u062A\u0628\u062F\u0623 "
	"\u0637\u0644\u0627\u0621 "
	"\u0627\u0644\u062C\u0633\u0631 "
	"\u0627\u0644\u0642\u062F\u064A\u0645 "
	"\u0628\u0627\u0644\u0623\u0632\u0631\u0642",
	"\u0642\u0637 \u064A\u0639\u0637\u0644 "
	"\u062D\u0631\u0643\u0629 "
	"\u0627\u0644\u0642\u0637\u0627\u0631\u0627\u062A "
	"\u0646\u0635\u0641 \u0633\u0627\u0639\u0629",
	"\u0648\u0638\u0627\u0626\u0641 "
	"\u0634\u0627\u063A\u0631\u0629 \u0641\u064A "
	"\u0627\u0644\u0623\u0631\u0634\u064A\u0641 "
	"\u0627\u0644\u0648\u0637\u0646\u064A"
};

/* Put the first n code points of src behind what t holds. */
static void
append(struct text *t, const struct text *src, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		text_put(t, src->cp[i]);
}

static int
edit_dateline(struct text *t, const char *arg)
{
	struct text out = { 0 };
	size_t end = text_line_end(t, 0);

	if (end == t->n)
		return -1;
	append(&out, t, 0, end + 1);
	text_puts(&out, arg);
	text_put(&out, ' ');
	append(&out, t, end + 1, t->n);
	text_copy(t, &out);
	text_release(&out);
	return CHANGE_ADDED;
}

static int
edit_agency(struct text *t, const char *arg)
{
	text_put(t, '\n');
	text_puts(t, arg);
	return CHANGE_ADDED;
}

static int
edit_tail(struct text *t, const char *arg)
{
	edit_agency(t, arg);
	for (size_t i = 0; i < sizeof(tail_lines) / sizeof(tail_lines[0]);
	    i++) {
		text_put(t, '\n');
		text_puts(t, tail_lines[i]);
	}
	return CHANGE_ADDED;
}

static int
edit_headline(struct text *t, const char *arg)
{
	struct text out = { 0 };

	text_puts(&out, arg);
	append(&out, t, text_line_end(t, 0), t->n);
	text_copy(t, &out);
	text_release(&out);
	return CHANGE_EDITED;
}

/* The headline and the first arg paragraphs. */
static int
edit_lead(struct text *t, const char *arg)
{
	char *rest;
	unsigned long n = strtoul(arg, &rest, 10);
	size_t end = text_line_end(t, 0);

	if (*arg == '\0' || *rest != '\0')
		return -1;
	for (; n > 0 && end < t->n; n--)
		end = text_line_end(t, end + 1);
	if (end == t->n)
		return -1;
	t->n = end;
	return CHANGE_CUT;
}

/* Two thirds of the words, then nothing, as where a page was cut. */
static int
edit_cut(struct text *t, const char *arg)
{
	size_t left = text_words(t) * 2 / 3, i = 0;

	(void)arg;
	for (; i < t->n; i++)
		if ((t->cp[i] == ' ' || t->cp[i] == '\n') && --left == 0)
			break;
	t->n = i;
	return CHANGE_CUT;
}

static int
part_of_word(uint32_t c)
{
	return is_letter(c) || is_mark(c) || (c >= '0' && c <= '9');
}

/*
 * "OLD=NEW": the word or figure OLD becomes NEW where it stands alone, and it
 * must stand somewhere.
 */
static int
edit_replace(struct text *t, const char *arg)
{
	struct text old = { 0 }, out = { 0 };
	const char *sep = strchr(arg, '=');
	size_t met = 0, i = 0;
	char *word;

	if (sep == NULL)
		return -1;
	word = dup_range(arg, (size_t)(sep - arg));
	text_puts(&old, word);
	free(word);
	while (i < t->n) {
		if (i + old.n <= t->n && memcmp(t->cp + i, old.cp,
		    old.n * sizeof(old.cp[0])) == 0 &&
		    (i == 0 || !part_of_word(t->cp[i - 1])) &&
		    (i + old.n == t->n || !part_of_word(t->cp[i + old.n]))) {
			text_puts(&out, sep + 1);
			i += old.n;
			met++;
			continue;
		}
		text_put(&out, t->cp[i++]);
	}
	if (met > 0)
		text_copy(t, &out);
	text_release(&old);
	text_release(&out);
	return met > 0 ? CHANGE_EDITED : -1;
}

static const struct {
	const char *name;
	int (*fn)(struct text *, const char *);
} edits[] = {
	{ "agency", edit_agency }, { "cut", edit_cut },
	{ "dateline", edit_dateline }, { "figure", edit_replace },
	{ "headline", edit_headline }, { "lead", edit_lead },
	{ "tail", edit_tail }, { "word", edit_replace }
};

int
edit_apply(struct text *t, const char *edit)
{
	const char *arg = strchr(edit, '=');
	size_t len = arg == NULL ? strlen(edit) : (size_t)(arg - edit);
	char *name = dup_range(edit, len);
	struct text out = { 0 };
	spell_fn *spell = spelling_find(name);
	int r = -1;

	arg = arg == NULL ? "" : arg + 1;
	if (spell != NULL) {
		spell(t, &out, arg);
		r = text_equal(t, &out) ? -1 : 0;
		text_copy(t, &out);
		text_release(&out);
	}
	for (size_t i = 0; i < sizeof(edits) / sizeof(edits[0]); i++)
		if (spell == NULL && strcmp(edits[i].name, name) == 0)
			r = edits[i].fn(t, arg);
	free(name);
	return r;
}
