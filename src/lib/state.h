/*
 * state.h - a corpus in a file, between two stages of one run.
 */
#ifndef TAWAM_LIB_STATE_H
#define TAWAM_LIB_STATE_H

#include "base/mem.h"
#include "lib/corpus.h"

/*
 * A file whose first eight bytes are a check of the others.  It is written
 * and read in order, by pieces, each of which goes into the check whole.
 */
struct state_file {
	int fd;
	int writes;
	char *piece;
	size_t n, used;		/* bytes in the piece; of these read */
	uint64_t at, check;
};

/* Opens for writing, anew, or for reading.  TAWAM_ENOMEM; TAWAM_EIO with
 * errno. */
int	 state_open(struct state_file *f, const struct mem *m,
	    const char *path, int writes);

/* TAWAM_EIO with errno; of reading also TAWAM_EFORMAT, when there is less. */
int	 state_put(struct state_file *f, const void *p, size_t n);
int	 state_get(struct state_file *f, void *p, size_t n);

/* The end: the check is written and the file safe, or all has been read and
 * the check is right.  As state_put and state_get. */
int	 state_end(struct state_file *f);

/* Closes in any case; keeps errno. */
void	 state_close(struct state_file *f, const struct mem *m);

#endif
