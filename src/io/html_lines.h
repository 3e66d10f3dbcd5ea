/*
 * html_lines.h - the lines of a page, and which of them are its text.
 */
#ifndef TAWAM_IO_HTML_LINES_H
#define TAWAM_IO_HTML_LINES_H

#include <stdint.h>

#include "io/room.h"

#define HTML_LINKED	(1u << 0)	/* in a link */
#define HTML_HEADING	(1u << 1)	/* in a heading */
#define HTML_FRAME	(1u << 2)	/* in nav, aside, a page's footer */
#define HTML_AS_IS	(1u << 3)	/* newlines are lines: pre */

struct html_line {
	size_t end;		/* of its bytes in text; it begins where the
				 * one before it ends */
	uint32_t chars, linked;	/* code points that are no spaces; those of
				 * them in links */
	unsigned flags;
};

struct html_lines {
	struct room text, lines;
	size_t len, n;
	struct html_line now;	/* the line in hand */
	int blank;		/* a space is due in it */
	size_t link;		/* the line where the link in hand began */
	uint32_t linkchars;	/* in it so far */
};

/* {0} is an initialised one; this empties it for the next page. */
void	 html_lines_reset(struct html_lines *l);
void	 html_lines_release(struct html_lines *l);

/* Text; flags say where it stands.  0, or -1 with errno. */
int	 html_lines_add(struct html_lines *l, const char *p, size_t n,
	    unsigned flags);

/* The line in hand ends.  0, or -1. */
int	 html_lines_break(struct html_lines *l);

/* A link begins. */
void	 html_lines_link(struct html_lines *l);

/*
 * The page's text, in l's memory in place of the lines, its length in *n: the
 * title, cut to the heading that it repeats, and the lines that are text and
 * say something else.  NULL with errno.
 */
const char *html_lines_text(struct html_lines *l, const char *title,
	    size_t titlelen, size_t *n);

#endif
