/*
 * frame.h - records written again as they stand in the input, and around them
 * what makes a file of the input's format of them: the header of CSV, the
 * brackets of a JSON array.
 */
#ifndef TAWAM_IO_FRAME_H
#define TAWAM_IO_FRAME_H

#include "io/input.h"
#include "io/output.h"
#include "io/room.h"

/* {0} knows of no record yet. */
struct frame {
	enum input_format format;
	struct room head;	/* of CSV */
	size_t headlen;
};

void	 frame_release(struct frame *f);

/*
 * A record is to come.  0; -1: it cannot stand in one file with those before
 * it, *why says why, or *why is NULL: out of memory.
 */
int	 frame_add(struct frame *f, const struct record *r, const char **why);

/* r, which was added, goes to o; *n: how many went there, from 0. */
void	 frame_put(const struct frame *f, struct output *o, uint64_t *n,
	    const struct record *r);

/* The same with another text, len bytes, in place of the text field; without
 * the rest where there are no fields. */
void	 frame_put_text(const struct frame *f, struct output *o, uint64_t *n,
	    const struct record *r, const char *text, size_t len);

/* What comes after the last of n records. */
void	 frame_end(const struct frame *f, struct output *o, uint64_t n);

#endif
