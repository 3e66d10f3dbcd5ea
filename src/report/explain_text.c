/*
 * explain_text.c - an explanation for a terminal.
 *
 * Each line of text stands inside a first-strong isolate (U+2068 ... U+2069),
 * and so does what differs, so that a terminal that orders right-to-left text
 * keeps the old before the new.  Controls and direction marks of the texts are
 * shown as \u{202E} and can do nothing.
 */
#include <inttypes.h>
#include <string.h>

#include "io/utf.h"
#include "report/explain.h"
#include "report/glyph.h"
#include "report/number.h"

#define ISOLATE		"\xe2\x81\xa8"
#define POP_ISOLATE	"\xe2\x81\xa9"
#define ELLIPSIS	"\xe2\x80\xa6"
/* U+00AB, U+00BB and U+21B5, a newline that differs. */
#define OPEN_QUOTE	"\xc2\xab"
#define CLOSE_QUOTE	"\xc2\xbb"
#define NEWLINE		"\xe2\x86\xb5"

/* Words of a stretch that is the same before it is shortened, and then of
 * each end. */
#define SAME_MAX	36
#define SAME_ENDS	10
/* Conflicts that are listed, and code points of each side. */
#define CONFLICTS_SHOWN	6
#define CONFLICT_LENGTH	40
/* Passages that are listed. */
#define PASSAGES_SHOWN	12

#define RED		"\033[31m"
#define GREEN		"\033[32m"
#define BOLD		"\033[1m"
#define FAINT		"\033[2m"
#define PLAIN		"\033[0m"

struct page {
	const struct explanation *e;
	struct output *o;
	int colour;
};

static void
put_colour(const struct page *p, const char *code)
{
	if (p->colour)
		output_puts(p->o, code);
}

/* Text made harmless; at most max code points.  A newline is one when lines
 * may end here, else a sign for it. */
static void
put_clean(struct output *o, const char *s, size_t n, size_t max, int lines)
{
	uint32_t cp;

	for (size_t i = 0, shown = 0; i < n; shown++) {
		char utf8[4];

		if (shown == max) {
			output_puts(o, ELLIPSIS);
			return;
		}
		i += glyph_next(s + i, n - i, &cp);
		if (cp == '\n' && lines)
			output_puts(o, POP_ISOLATE "\n  " ISOLATE);
		else if (cp == '\n')
			output_puts(o, NEWLINE);
		else if (cp == '\r')
			;
		else if (glyph_space(cp))
			output_puts(o, " ");
		else if (glyph_hidden(cp))
			output_printf(o, "\\u{%04" PRIX32 "}", cp);
		else
			output_write(o, utf8, glyph_put(utf8, cp));
	}
}

static void
put_isolated(struct output *o, const char *s, size_t n, size_t max)
{
	output_puts(o, ISOLATE);
	put_clean(o, s, n, max, 0);
	output_puts(o, POP_ISOLATE);
}

/* A stretch that is the same, its middle counted when it is long. */
static void
put_same(const struct page *p, const char *s, size_t n, int first, int last)
{
	size_t words, head = first ? 0 : SAME_ENDS, left;
	size_t tail = last && !first ? 0 : SAME_ENDS, end;

	end = glyph_words_end(s, n, head, &words);
	if (words <= SAME_MAX) {
		put_clean(p->o, s, n, SIZE_MAX, 1);
		return;
	}
	/* Of two that are equal, the beginning is shown. */
	if (first && last)
		end = glyph_words_end(s, n, head = 2 * SAME_ENDS, &words),
		    tail = 0;
	left = words - head - tail;
	if (head > 0) {
		put_clean(p->o, s, end, SIZE_MAX, 1);
		output_puts(p->o, " ");
	}
	put_colour(p, FAINT);
	output_printf(p->o, ISOLATE ELLIPSIS " %s words " ELLIPSIS POP_ISOLATE,
	    grouped(left));
	put_colour(p, PLAIN);
	if (tail > 0) {
		size_t from = glyph_words_begin(s, n, tail, words);

		output_puts(p->o, " ");
		put_clean(p->o, s + from, n - from, SIZE_MAX, 1);
	}
}

/* White space at the ends stays outside the marks, when there is more. */
static void
put_marked(const struct page *p, const char *s, size_t n, int new, int strong)
{
	size_t head = 0, tail = n;

	while (head < tail && (s[head] == ' ' || s[head] == '\n'))
		head++;
	while (tail > head && (s[tail - 1] == ' ' || s[tail - 1] == '\n'))
		tail--;
	if (head == tail) {
		head = 0;
		tail = n;
	}
	if (new)
		put_clean(p->o, s, head, SIZE_MAX, 1);
	put_colour(p, new ? GREEN : RED);
	if (strong)
		put_colour(p, BOLD);
	if (!p->colour)
		output_puts(p->o, new ? "{+" : "[-");
	put_isolated(p->o, s + head, tail - head, SIZE_MAX);
	if (!p->colour)
		output_puts(p->o, new ? "+}" : "-]");
	put_colour(p, PLAIN);
	if (new)
		put_clean(p->o, s + tail, n - tail, SIZE_MAX, 1);
}

static size_t
text_end(const char *s, size_t n)
{
	while (n > 0 && (s[n - 1] == '\n' || s[n - 1] == '\r'))
		n--;
	return n;
}

static int
is_gap(const char *s, size_t n)
{
	return n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\n');
}

/* What is the same is shown as B has it, which has no space where A has a
 * word more. */
static void
put_gap(const struct page *p, const struct tawam_span *s, int first)
{
	const struct explained_text *a = &p->e->side[0];
	const struct explained_text *b = &p->e->side[1];
	int word = s->op == TAWAM_DELETE && !first &&
	    !is_gap(b->text, s->b_start);

	if (word && is_gap(a->text, s->a_start))
		output_puts(p->o, " ");
	else if (s->op == TAWAM_SAME && s->b_start == 0 && s->a_start > 0 &&
	    is_gap(a->text, s->a_start + 1) && !is_gap(b->text, 1))
		output_puts(p->o, " ");
}

static void
put_spans(const struct page *p)
{
	const struct explanation *e = p->e;

	output_puts(p->o, "\n  " ISOLATE);
	for (size_t i = 0; i < e->n; i++) {
		const struct tawam_span *s = &e->spans[i];
		size_t na, nb;
		const char *a = explanation_part(e, s, 0, &na);
		const char *b = explanation_part(e, s, 1, &nb);

		/* No empty line at the end. */
		if (i + 1 == e->n) {
			na = text_end(a, na);
			nb = text_end(b, nb);
		}
		put_gap(p, s, i == 0);
		if (s->op == TAWAM_SAME) {
			put_same(p, b, nb, i == 0, i + 1 == e->n);
			continue;
		}
		if (na > 0)
			put_marked(p, a, na, 0, s->conflict);
		/* In colour nothing else keeps the two apart. */
		if (na > 0 && nb > 0 && p->colour && b[0] != ' ')
			output_puts(p->o, " ");
		if (nb > 0)
			put_marked(p, b, nb, 1, s->conflict);
	}
	output_puts(p->o, POP_ISOLATE "\n");
}

static void
put_conflicts(const struct page *p)
{
	const struct explanation *e = p->e;
	size_t shown = 0, all = 0;

	for (size_t i = 0; i < e->n; i++) {
		const struct tawam_span *s = &e->spans[i];
		size_t na, nb;
		const char *a = explanation_part(e, s, 0, &na);
		const char *b = explanation_part(e, s, 1, &nb);

		if (!s->conflict || (na > 0 && nb > 0 ? 0 : 1))
			continue;
		if (all++ >= CONFLICTS_SHOWN)
			continue;
		while (na > 0 && (a[na - 1] == ' ' || a[na - 1] == '\n'))
			na--;
		while (nb > 0 && (b[nb - 1] == ' ' || b[nb - 1] == '\n'))
			nb--;
		output_printf(p->o, "%s%s " OPEN_QUOTE, shown++ == 0 ?
		    "In conflict: " : ", ", tawam_kind_name(s->kind));
		put_isolated(p->o, a, na, CONFLICT_LENGTH);
		output_puts(p->o, CLOSE_QUOTE " against " OPEN_QUOTE);
		put_isolated(p->o, b, nb, CONFLICT_LENGTH);
		output_puts(p->o, CLOSE_QUOTE);
	}
	if (all > shown)
		output_printf(p->o, " and %s more", grouped(all - shown));
	if (all > 0)
		output_puts(p->o, ".\n");
}

/* Where a passage stands in both texts. */
static void
put_place(const struct page *p, const struct tawam_shared *s)
{
	const char *a = p->e->side[0].text, *b = p->e->side[1].text;
	uint64_t at = utf_count(a, s->a_start), bt = utf_count(b, s->b_start);

	output_printf(p->o, "%s %s, at %" PRIu64 "-%" PRIu64 " of A and %"
	    PRIu64 "-%" PRIu64 " of B.\n", grouped(s->length),
	    s->length == 1 ? "character" : "characters",
	    at, at + utf_count(a + s->a_start, s->a_end - s->a_start),
	    bt, bt + utf_count(b + s->b_start, s->b_end - s->b_start));
}

/* The longest stretch without a difference; passages, of which there is more
 * to say when there are several. */
static void
put_passages(const struct page *p)
{
	const struct explanation *e = p->e;

	if (e->longest.length == 0)
		return;
	output_puts(p->o, "Longest shared passage: ");
	put_place(p, &e->longest);
	if (e->npassages < 2)
		return;
	output_printf(p->o, "Shared passages of %d characters or more: %s\n",
	    PASSAGE_LEAST, grouped(e->npassages));
	for (size_t i = 0; i < e->npassages && i < PASSAGES_SHOWN; i++) {
		output_puts(p->o, "  ");
		put_place(p, &e->passages[i]);
	}
	if (e->npassages > PASSAGES_SHOWN)
		output_printf(p->o, "  and %s more.\n",
		    grouped(e->npassages - PASSAGES_SHOWN));
}

void
explain_text(const struct explanation *e, struct output *o, int colour)
{
	const struct page p = { e, o, colour };
	const struct tawam_match *m = &e->match;

	for (int k = 0; k < 2; k++) {
		const struct explained_text *t = &e->side[k];
		uint64_t n = utf_count(t->text, t->len);
		size_t len;
		const char *name = explanation_name(t, &len);

		output_printf(o, "%c  ", "AB"[k]);
		put_isolated(o, name, len, 2 * CONFLICT_LENGTH);
		output_printf(o, "  %s %s\n", grouped(n),
		    n == 1 ? "character" : "characters");
	}
	put_colour(&p, BOLD);
	output_printf(o, "%s", tawam_relation_name(m->relation));
	put_colour(&p, PLAIN);
	output_printf(o, " (%s): %s.\n", m->why, explanation_why(m));
	output_printf(o, "Jaccard %.4f; %.1f %% of A is in B, %.1f %% of B is "
	    "in A.\n", m->jaccard, 100 * m->contain_a, 100 * m->contain_b);
	put_conflicts(&p);
	put_passages(&p);
	if (e->n > 0)
		put_spans(&p);
}
