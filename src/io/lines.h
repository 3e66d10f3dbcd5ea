/*
 * lines.h - lines, and other records, out of a source, in memory bounded by
 * the longest one.
 */
#ifndef TAWAM_IO_LINES_H
#define TAWAM_IO_LINES_H

#include <stddef.h>
#include <stdint.h>

#include "io/encoding.h"
#include "io/source.h"
#include "io/room.h"

#define LINES_PREFIX	((size_t)4096)	/* what is shown of a long line */

struct lines {
	struct source *source;
	struct room buf;
	size_t start, end;	/* bytes in hand */
	uint64_t passed;	/* of the source before them */
	uint64_t at;		/* where what was last given begins */
	size_t max;		/* longest line */
	uint64_t line;		/* where what was last given begins */
	uint64_t next;		/* where the next begins; lines are counted
				 * from 1 */
	int columns;		/* are they asked for? */
	uint64_t before;	/* then: characters of the line before what was
				 * last given; otherwise 0 */
	uint64_t column;	/* and before what is in hand */
	int ended;		/* the source has no more */
	int is_utf16;
	struct utf16 utf16;
	struct room units;	/* bytes of UTF-16 on their way */
};

struct line {
	const char *p;		/* until the next call */
	size_t len;		/* without the newline, or what it ends with */
	int newline;		/* it ended with one */
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
 * Where a record ends: the byte behind it, or NULL: not before end.  Is given
 * every byte of the record once and in order, in pieces that are not empty.
 */
typedef const char *lines_end_fn(void *arg, const char *p, const char *end);

/* As lines_next, for a record that may have newlines inside; the byte that
 * ends it is taken too. */
int	 lines_until(struct lines *l, lines_end_fn *fn, void *arg,
	    struct line *out);

/*
 * Takes blanks and newlines; what follows them goes to *c.  1; 0: nothing
 * follows; -1 with errno.
 */
int	 lines_skip_blanks(struct lines *l, char *c);

/*
 * Looks ahead without taking anything: reads until n bytes are in hand or the
 * source ends.  0, or -1 with errno.
 */
int	 lines_peek(struct lines *l, size_t n);

/*
 * The next line without taking it, as far as it is in hand: at most 64 KiB of
 * one that is longer.  0, or -1 with errno.
 */
int	 lines_peek_line(struct lines *l, struct line *out);

/*
 * The source is UTF-16: what is in hand and what follows becomes UTF-8.  0, or
 * -1 with errno.
 */
int	 lines_utf16(struct lines *l, int big);

/*
 * Instead of a source: len bytes at a place of a file, as a line.  1; 0: they
 * are not there; -1 with errno: out of memory.
 */
int	 lines_at(struct lines *l, int fd, uint64_t at, size_t len,
	    struct line *out);

/* Takes n bytes that are in hand. */
void	 lines_drop(struct lines *l, size_t n);

/* Takes n bytes; 1; 0: the source has fewer; -1 with errno. */
int	 lines_pass(struct lines *l, uint64_t n);

#endif
