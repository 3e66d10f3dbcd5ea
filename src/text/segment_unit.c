/*
 * segment_unit.c - a unit as callers see it.
 */
#include <string.h>

#include "text/segment.h"

/* Code points that must be there without its formulas. */
#define CORE_MIN	80

/* Appends a line to a text, after a newline. */
static int
append(struct segmenter *s, struct buf *b, const char *p, size_t n)
{
	int r;

	if (b->len > 0 && (r = buf_add(&s->mem, b, "\n", 1)) != 0)
		return r;
	return buf_add(&s->mem, b, p, n);
}

/* The name behind the colon, or the whole line. */
static void
name_source(const char *text, const struct tawam_line *l,
    struct tawam_unit *out)
{
	size_t from = l->start, to = l->end;
	const char *colon = memchr(text + from, ':', to - from);
	uint8_t flags;

	if (colon != NULL) {
		from = (size_t)(colon + 1 - text);
		page_line_trim(text, &from, &to, &flags);
	}
	if (out->source == NULL && from < to) {
		out->source = text + from;
		out->sourcelen = to - from;
	}
}

/* The lines of a unit, and what follows from them alone. */
static int
list_lines(struct segmenter *s, const char *text, uint32_t u,
    struct tawam_unit *out)
{
	const struct segment_unit *unit = &s->units[u - 1];
	size_t n = 0, texts = 0;
	int r;

	for (uint32_t i = unit->first; i <= unit->last; i++) {
		const struct page_line *l = &s->lines.line[i];
		struct tawam_line *own;

		if (l->unit != u)
			continue;
		if ((r = mem_grow(&s->mem, &s->own, &s->owncap, n + 1,
		    sizeof(*s->own))) != 0)
			return r;
		own = &s->own[n++];
		own->start = l->from;
		own->end = l->to;
		own->category = l->flags & LINE_LINK ? TAWAM_LINE_TEXT :
		    (enum tawam_category)l->category;
		if (own->category == TAWAM_LINE_SOURCE)
			name_source(text, own, out);
		if (own->category == TAWAM_LINE_SOURCE ||
		    own->category == TAWAM_LINE_META)
			continue;
		if (texts++ == 0)
			out->start = own->start;
		out->end = own->end;
		if (texts == 1)
			out->head_start = out->head_end = own->start;
		if (texts <= unit->nhead) {
			out->headlen += own->end - own->start + (texts > 1);
			out->head_end = own->end;
		}
	}
	out->lines = s->own;
	out->nlines = n;
	return TAWAM_OK;
}

/* Joins the lines whose categories are in mask; the code points of those. */
static int
join_lines(struct segmenter *s, const char *text, const struct tawam_unit *u,
    unsigned mask, struct buf *out, uint64_t *chars)
{
	int r;

	out->len = 0;
	*chars = 0;
	for (size_t i = 0; i < u->nlines; i++) {
		const struct tawam_line *l = &u->lines[i];
		size_t n = l->end - l->start;

		if ((mask & 1u << l->category) == 0)
			continue;
		if ((r = append(s, out, text + l->start, n)) != 0)
			return r;
		*chars += page_line_chars(text + l->start, n);
	}
	return TAWAM_OK;
}

/* The text, and what of it is compared. */
static int
join(struct segmenter *s, const char *text, struct tawam_unit *out)
{
	const unsigned own = 1u << TAWAM_LINE_TEXT;
	const unsigned formula = 1u << TAWAM_LINE_FORMULA;
	unsigned there = 0;
	uint64_t chars;
	int r;

	for (size_t i = 0; i < out->nlines; i++)
		there |= 1u << out->lines[i].category;
	if ((r = join_lines(s, text, out, own | formula, &s->whole,
	    &chars)) != 0)
		return r;
	out->whole = out->core = s->whole.p;
	out->wholelen = out->corelen = s->whole.len;
	if ((there & formula) == 0)
		return TAWAM_OK;
	if ((r = join_lines(s, text, out, own, &s->core, &chars)) != 0)
		return r;
	if (chars >= CORE_MIN) {
		out->core = s->core.p;
		out->corelen = s->core.len;
	}
	return TAWAM_OK;
}

int
segment_unit(struct segmenter *s, const char *text, size_t i,
    struct tawam_unit *out)
{
	const struct segment_unit *unit = &s->units[i];
	int r;

	memset(out, 0, sizeof(*out));
	out->number = i + 1;
	out->kind = (enum tawam_class)unit->kind;
	out->linked = unit->linked;
	out->nhead = unit->nhead;
	if ((r = list_lines(s, text, (uint32_t)(i + 1), out)) != 0 ||
	    (r = join(s, text, out)) != 0)
		return r;
	out->head = out->text = out->whole;
	out->len = out->wholelen;
	if (out->headlen > 0) {
		out->text += out->headlen + 1;
		out->len -= out->headlen + 1;
	}
	return TAWAM_OK;
}
