/*
 * lines.h - lines out of a source, in memory bounded by the longest one.
 */
#ifndef TAWAM_IO_LINES_H
#define TAWAM_IO_LINES_H

#include <stddef.h>
#include <stdint.h>

#include "io/encoding.h"
#include "io/source.h"
#include "io/space.h"

#define LINES_PREFIX	((size_t)4096)	/* what is shown of a long line */

struct lines {
	struct source *source;
	struct space buf;
	size_t start, end;	/* bytes in hand */
	size_t max;		/* longest line */
	uint64_t line;		/* number of the last line given */
	int ended;		/* the source has no more */
	int is_utf16;
	struct utf16 utf16;
	struct space units;	/* bytes of UTF-16 on their way */
};

struct line {
	const char *p;		/* until the next call */
	size_t len;		/* without the newline */
	int newline;		/* there was one */
	int toolong;		/* p, len: its first LINES_PREFIX bytes */
};

/* {0} is an initialised one. */
void	 lines_start(struct lines *l, struct source *source, size_t max);
void	 lines_release(struct lines *l);

/* 1; 0: the end; -1 with errno. */
int	 lines_next(struct lines *l, struct line *out);

/* The whole rest of the source as one line; 0 only when there is none. */
int	 lines_rest(struct lines *l, struct line *out);

/*
 * Looks ahead without taking anything: reads until n bytes are in hand or the
 * source ends.  0, or -1 with errno.
 */
int	 lines_peek(struct lines *l, size_t n);

/*
 * The source is UTF-16: what is in hand and what follows becomes UTF-8.  0, or
 * -1 with errno.
 */
int	 lines_utf16(struct lines *l, int big);

/* Takes n bytes that are in hand. */
void	 lines_drop(struct lines *l, size_t n);

#endif
