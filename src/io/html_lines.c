/*
 * html_lines.c - the lines of a page, and which of them are its text.
 */
#include <errno.h>
#include <string.h>

#include "io/html_lines.h"

/*
 * No link's text is longer.  A link that is never closed would make one of
 * all that follows, so what is longer is no link.
 */
#define LINK_MAX	400

/* A linked heading is one of this text when so much text follows. */
#define BODY_MIN	60

void
html_lines_reset(struct html_lines *l)
{
	l->len = l->n = 0;
	memset(&l->now, 0, sizeof(l->now));
	l->blank = 0;
	l->link = 0;
	l->linkchars = 0;
}

void
html_lines_release(struct html_lines *l)
{
	room_release(&l->text);
	room_release(&l->lines);
}

static struct html_line *
line_at(const struct html_lines *l, size_t i)
{
	return (struct html_line *)(void *)l->lines.p + i;
}

static size_t
line_start(const struct html_lines *l, size_t i)
{
	return i > 0 ? line_at(l, i - 1)->end : 0;
}

int
html_lines_break(struct html_lines *l)
{
	l->blank = 0;
	if (l->now.chars == 0)
		return 0;
	if (room_reserve(&l->lines, (l->n + 1) * sizeof(l->now)) == -1)
		return -1;
	l->now.end = l->len;
	*line_at(l, l->n++) = l->now;
	memset(&l->now, 0, sizeof(l->now));
	return 0;
}

void
html_lines_link(struct html_lines *l)
{
	l->link = l->n;
	l->linkchars = 0;
}

/* The link in hand is too long to be one: its lines are as others. */
static void
unlink_lines(struct html_lines *l)
{
	for (size_t i = l->link; i < l->n; i++)
		line_at(l, i)->linked = 0;
	l->now.linked = 0;
	l->link = l->n;
}

/* The bytes of white space at p: 0, 1, or 2 for U+00A0. */
static size_t
space_at(const char *p, size_t n)
{
	if (*p == ' ' || (*p >= '\t' && *p <= '\r'))
		return 1;
	return n > 1 && p[0] == '\xc2' && p[1] == '\xa0' ? 2 : 0;
}

int
html_lines_add(struct html_lines *l, const char *p, size_t n, unsigned flags)
{
	const char *end = p + n;

	/* A space before every byte is more than there can be. */
	if (room_reserve(&l->text, l->len + 2 * n) == -1)
		return -1;
	while (p < end) {
		size_t k = space_at(p, (size_t)(end - p));

		if (k > 0) {
			if (flags & HTML_AS_IS && *p == '\n' &&
			    html_lines_break(l) == -1)
				return -1;
			l->blank = 1;
			p += k;
			continue;
		}
		if (l->blank && l->now.chars > 0)
			l->text.p[l->len++] = ' ';
		l->blank = 0;
		/* Continuation bytes are no characters of their own. */
		if ((*p & 0xc0) != 0x80) {
			l->now.chars++;
			l->now.flags |= flags;
			if (flags & HTML_LINKED) {
				l->now.linked++;
				if (++l->linkchars > LINK_MAX)
					unlink_lines(l);
			}
		}
		l->text.p[l->len++] = *p++;
	}
	return 0;
}

static int
is_linked(const struct html_line *x)
{
	return (uint64_t)x->linked * 2 > x->chars;
}

/* Is line i text?  frames: what stands in the page's frame may be, too. */
static int
is_text(const struct html_lines *l, size_t i, int frames)
{
	const struct html_line *x = line_at(l, i);

	if (x->flags & HTML_FRAME && !frames)
		return 0;
	if (!is_linked(x))
		return 1;
	/* The next article's heading often leads to its own page. */
	if ((x->flags & HTML_HEADING) == 0 || i + 1 == l->n)
		return 0;
	x++;
	return !is_linked(x) && (x->flags & HTML_HEADING) == 0 &&
	    x->chars >= BODY_MIN && (frames || (x->flags & HTML_FRAME) == 0);
}

static int
any_text(const struct html_lines *l)
{
	for (size_t i = 0; i < l->n; i++) {
		if (is_text(l, i, 0))
			return 1;
	}
	return 0;
}

/*
 * "Heading - Site": the length of the heading whose text the title begins
 * with, or n.  A word of a heading is not enough.
 */
static size_t
heading_length(const struct html_lines *l, const char *title, size_t n,
    int frames)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct html_line *x = line_at(l, i);
		size_t start = line_start(l, i), k = x->end - start;

		if (x->flags & HTML_HEADING && k < n && k * 3 >= n &&
		    title[k] == ' ' && is_text(l, i, frames) &&
		    memcmp(l->text.p + start, title, k) == 0)
			return k;
	}
	return n;
}

const char *
html_lines_text(struct html_lines *l, const char *title, size_t titlelen,
    size_t *n)
{
	int frames = !any_text(l);
	const char *text;
	size_t len, shift;
	char *out;

	titlelen = heading_length(l, title, titlelen, frames);
	/* So far ahead no line is met by what is written before it. */
	shift = titlelen + l->n + 1;
	if (room_reserve(&l->text, l->len + shift) == -1)
		return NULL;
	out = l->text.p;
	text = memmove(out + shift, out, l->len);
	if (titlelen > 0)
		memcpy(out, title, titlelen);
	len = titlelen;
	for (size_t i = 0; i < l->n; i++) {
		size_t start = line_start(l, i), k = line_at(l, i)->end - start;

		if (!is_text(l, i, frames) || (k == titlelen &&
		    memcmp(text + start, out, k) == 0))
			continue;
		if (len > 0)
			out[len++] = '\n';
		memmove(out + len, text + start, k);
		len += k;
	}
	*n = len;
	return out;
}
