/*
 * behind.h - a thread that hands on what was written while more is.
 */
#ifndef TAWAM_IO_BEHIND_H
#define TAWAM_IO_BEHIND_H

#include <stddef.h>

#include "io/pack.h"

#define BEHIND_BLOCK	((size_t)256 << 10)	/* BELT_BLOCKS of them */

/* Called by the thread, in order; 0 or an errno, after which the rest is
 * dropped. */
typedef int behind_fn(void *arg, const char *p, size_t n, enum pack_how how);

struct behind;

/* NULL with errno. */
struct behind *behind_new(behind_fn *fn, void *arg);

/* The BEHIND_BLOCK bytes to be filled now. */
char	*behind_block(struct behind *b);

/* Gives n bytes of them to the thread; then there are others to be filled. */
void	 behind_give(struct behind *b, size_t n, enum pack_how how);

/* Once PACK_END was given: waits for it and frees b; the first errno, or 0. */
int	 behind_end(struct behind *b);

/* Drops what the thread has not begun and frees b. */
void	 behind_drop(struct behind *b);

#endif
