/*
 * segment.h - a scraped page as articles and headlines.
 *
 * A page is taken line by line.  A line of the table of boilerplate is taken
 * out; a marker such as "read also" ends what stands before it, and what
 * follows is either the heading of another article, at most two lines before
 * a paragraph, or a list of headlines.  Everything else stays with the unit
 * that is open: nothing is cut out for being short.
 */
#ifndef TAWAM_TEXT_SEGMENT_H
#define TAWAM_TEXT_SEGMENT_H

#include "text/boilerplate.h"
#include "text/pagelines.h"

struct segment_unit {
	uint32_t first, last;	/* its lines are among these */
	uint32_t n;		/* lines of text */
	uint32_t lead;		/* of them, headlines at the beginning */
	uint32_t nhead;
	uint8_t kind;		/* enum tawam_class */
	uint8_t linked;
};

struct segmenter {
	struct mem mem;
	struct boilerplate frame;
	struct page_lines lines;	/* unit: place in units + 1; 0: none */
	struct segment_unit *units;
	size_t nunits, unitscap;
	/* Of the unit that is handed out. */
	struct buf whole, core;
	struct tawam_line *own;
	size_t owncap;
};

/* Finds the units of a page.  TAWAM_ENOMEM. */
int	 segment_run(struct segmenter *s, const char *text, size_t len,
	    uint64_t source);

/* Unit i of the page, for a caller.  TAWAM_ENOMEM. */
int	 segment_unit(struct segmenter *s, const char *text, size_t i,
	    struct tawam_unit *out);

#endif
