/*
 * segment.c - a scraped page as articles and headlines.
 */
#include <string.h>

#include "text/segment.h"

/* Code points of a headline, of one with a bullet or right under a marker, and
 * of a line that is one whatever it ends with. */
#define HEADLINE_MAX	110
#define ITEM_MAX	150
#define BRIEF_MAX	60
/* Lines of a heading. */
#define HEADING_MAX	2
/* Time and place behind an agency's end. */
#define TAIL_MAX	25

/* No article and no list is open: what a line of text begins. */
enum mode {
	MODE_ARTICLE,		/* a paragraph */
	MODE_LIST,		/* a headline, or a paragraph if it is one */
	MODE_TAIL		/* what follows an agency's end */
};

struct walk {
	struct segmenter *s;
	enum mode mode;
	int first;		/* nothing of the list was met yet */
	uint32_t open;		/* the article that is open; 0: none */
	uint32_t article;	/* the last one; 0: none */
	uint32_t heading;	/* lines of the one that is to come */
	uint32_t loose;		/* no line before it waits for an article */
};

/* Could the line stand in a list of headlines, or over an article? */
static int
is_headline(const struct page_line *l)
{
	return l->chars <= HEADLINE_MAX && (l->flags & LINE_STOP) == 0;
}

/* The same of a line that is known to follow a marker, first: as the first. */
static int
is_item(const struct page_line *l, int first)
{
	if (l->flags & LINE_BULLET || (first && (l->flags & LINE_STOP) == 0))
		return l->chars <= ITEM_MAX;
	return is_headline(l) || l->chars < BRIEF_MAX;
}

static int
is_text(const struct page_line *l)
{
	return l->category == TAWAM_LINE_TEXT ||
	    l->category == TAWAM_LINE_FORMULA;
}

static int
is_note(const struct page_line *l)
{
	return l->category == TAWAM_LINE_SOURCE ||
	    l->category == TAWAM_LINE_META;
}

/* What a line is.  TAWAM_ENOMEM. */
static int
classify(struct segmenter *s, const char *text, uint64_t source,
    struct page_line *l)
{
	const char *p = text + l->from;
	struct line_match m;
	int r, empty;

	if ((r = boilerplate_find(&s->frame, p, l->to - l->from, l->chars,
	    source, &m)) != 0)
		return r;
	l->category = (uint8_t)m.category;
	if (m.blank)
		l->flags |= LINE_BLANK;
	if (m.category == TAWAM_LINE_SPLIT && m.rest < l->to - l->from) {
		size_t from = l->from + m.rest, to = l->to;
		uint8_t flags;

		page_line_trim(text, &from, &to, &flags);
		if ((r = boilerplate_empty(&s->frame, text + from, to - from,
		    &empty)) != 0 || empty)
			return r;
		l->flags = flags | LINE_LINK;
		l->from = from;
		l->chars = page_line_chars(text + from, to - from);
	}
	return TAWAM_OK;
}

/* Lines that a walk does not meet. */
static int
is_passed(const struct page_line *l)
{
	return l->flags & (LINE_BLANK | LINE_LINK) || (!is_text(l) &&
	    l->category != TAWAM_LINE_SPLIT && l->category != TAWAM_LINE_WIRE);
}

/*
 * The lines of the heading that stands after line i, a marker; HEADING_MAX + 1
 * when there is a list instead.  0: nothing does, its links were lost.
 */
static uint32_t
heading_after(const struct page_lines *lines, size_t i)
{
	uint32_t n = 0;

	while (++i < lines->n) {
		const struct page_line *l = &lines->line[i];

		if (is_passed(l))
			continue;
		if (!is_text(l))
			break;
		if (!is_item(l, n == 0))
			return n;
		if (++n > HEADING_MAX)
			break;
	}
	return HEADING_MAX + 1;
}

/* Line i becomes one of unit u, a number from 1. */
static void
give(struct segmenter *s, uint32_t u, uint32_t i)
{
	struct segment_unit *unit = &s->units[u - 1];

	s->lines.line[i].unit = u;
	if (i < unit->first)
		unit->first = i;
	if (i > unit->last)
		unit->last = i;
}

static int
begin(struct walk *w, uint32_t i, enum tawam_class kind)
{
	struct segmenter *s = w->s;
	struct segment_unit *u;
	int r;

	if ((r = mem_grow(&s->mem, &s->units, &s->unitscap, s->nunits + 1,
	    sizeof(*s->units))) != 0)
		return r;
	u = &s->units[s->nunits++];
	memset(u, 0, sizeof(*u));
	u->first = u->last = i;
	u->kind = (uint8_t)kind;
	return TAWAM_OK;
}

/* What the page says about an article before the article. */
static void
collect(struct walk *w, uint32_t u, uint32_t end)
{
	struct page_line *line = w->s->lines.line;

	for (; w->loose < end; w->loose++)
		if (is_note(&line[w->loose]) && line[w->loose].unit == 0)
			give(w->s, u, w->loose);
}

static int
add_headline(struct walk *w, uint32_t i)
{
	int r;

	if ((r = begin(w, i, TAWAM_HEADLINE)) != 0)
		return r;
	w->s->units[w->s->nunits - 1].n = 1;
	give(w->s, (uint32_t)w->s->nunits, i);
	return TAWAM_OK;
}

static int
add_paragraph(struct walk *w, uint32_t i)
{
	struct segment_unit *u;
	int r;

	if (w->open == 0) {
		if ((r = begin(w, i, TAWAM_ARTICLE)) != 0)
			return r;
		w->open = w->article = (uint32_t)w->s->nunits;
		u = &w->s->units[w->open - 1];
		u->nhead = w->heading;
		u->linked = w->heading > 0;
		w->heading = 0;
		collect(w, w->open, i);
	}
	u = &w->s->units[w->open - 1];
	if (u->lead == u->n && is_headline(&w->s->lines.line[i]))
		u->lead++;
	u->n++;
	give(w->s, w->open, i);
	return TAWAM_OK;
}

static void
close_article(struct walk *w, uint32_t i)
{
	if (w->open != 0)
		w->loose = i;
	w->open = 0;
}

static int
take_text(struct walk *w, uint32_t i)
{
	struct page_line *l = &w->s->lines.line[i];

	if (w->mode == MODE_TAIL && l->chars < TAIL_MAX) {
		l->category = TAWAM_LINE_WIRE;
		return TAWAM_OK;
	}
	if (w->mode == MODE_LIST && is_item(l, w->first)) {
		w->first = 0;
		return add_headline(w, i);
	}
	w->mode = MODE_ARTICLE;
	return add_paragraph(w, i);
}

static int
take(struct walk *w, uint32_t i)
{
	struct page_line *l = &w->s->lines.line[i];
	uint32_t n;

	if (l->flags & LINE_BLANK)
		return TAWAM_OK;
	if (l->flags & LINE_LINK)
		return add_headline(w, i);
	if (is_text(l))
		return take_text(w, i);
	if (is_note(l) && w->open != 0) {
		give(w->s, w->open, i);
	} else if (l->category == TAWAM_LINE_SPLIT) {
		n = heading_after(&w->s->lines, i);
		if (n > 0)
			close_article(w, i);
		w->heading = n <= HEADING_MAX ? n : 0;
		w->mode = n <= HEADING_MAX ? MODE_ARTICLE : MODE_LIST;
		w->first = 1;
	} else if (l->category == TAWAM_LINE_WIRE) {
		close_article(w, i);
		w->mode = MODE_TAIL;
	}
	return TAWAM_OK;
}

/* Heads of articles; a lone headline is no article. */
static void
settle(struct segmenter *s)
{
	for (size_t i = 0; i < s->nunits; i++) {
		struct segment_unit *u = &s->units[i];

		if (u->kind == TAWAM_HEADLINE || u->linked)
			continue;
		if (u->n == 1 && u->lead == 1)
			u->kind = TAWAM_HEADLINE;
		else if (u->lead <= HEADING_MAX && u->lead < u->n)
			u->nhead = u->lead;
	}
}

int
segment_run(struct segmenter *s, const char *text, size_t len,
    uint64_t source)
{
	struct walk w = { .s = s };
	int r;

	s->nunits = 0;
	if ((r = page_lines_read(&s->lines, &s->mem, text, len)) != 0)
		return r;
	for (size_t i = 0; i < s->lines.n; i++)
		if ((r = classify(s, text, source, &s->lines.line[i])) != 0)
			return r;
	for (uint32_t i = 0; i < s->lines.n; i++)
		if ((r = take(&w, i)) != 0)
			return r;
	if (w.article != 0)
		collect(&w, w.article, (uint32_t)s->lines.n);
	settle(s);
	return TAWAM_OK;
}
