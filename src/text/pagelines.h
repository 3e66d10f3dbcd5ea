/*
 * pagelines.h - the lines of a page: what is between newlines, without the
 * white space and the bullets around it.
 */
#ifndef TAWAM_TEXT_PAGELINES_H
#define TAWAM_TEXT_PAGELINES_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

enum line_flag {
	LINE_BULLET = 1 << 0,	/* a bullet stood before it */
	LINE_STOP = 1 << 1,	/* it ends with a full stop */
	LINE_BLANK = 1 << 2,	/* punctuation alone */
	LINE_LINK = 1 << 3	/* what follows a marker on its line */
};

struct page_line {
	size_t lead;		/* of a link: where its marker begins */
	size_t from, to;	/* bytes of the page, trimmed */
	uint32_t chars;		/* code points, nearly; at most UINT32_MAX */
	uint32_t unit;		/* whose it is; see segment.c */
	uint8_t category;	/* enum tawam_category */
	uint8_t flags;
};

struct page_lines {
	struct page_line *line;
	size_t n, cap;
};

/* More lines than a page has, each of which takes memory. */
#define PAGE_LINES_MAX	((size_t)1 << 20)

/*
 * The lines of a page that are not blank; of more than PAGE_LINES_MAX, one
 * from the first to the end of the last.  TAWAM_ENOMEM.
 */
int	 page_lines_read(struct page_lines *l, const struct mem *mem,
	    const char *text, size_t len);

/* Trims [*from, *to) as a line; *flags is set. */
void	 page_line_trim(const char *text, size_t *from, size_t *to,
	    uint8_t *flags);

/* Code points, nearly: ill-formed bytes may count as any. */
uint32_t page_line_chars(const char *p, size_t n);

#endif
