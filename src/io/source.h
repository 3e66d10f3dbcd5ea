/*
 * source.h - the bytes of one file after the other, read ahead by a thread of
 * its own when that is wanted.
 */
#ifndef TAWAM_IO_SOURCE_H
#define TAWAM_IO_SOURCE_H

#include "io/stream.h"

#define SOURCE_AHEAD	((size_t)1 << 20)

struct source;

/* NULL: out of memory.  One source serves many files, one after the other. */
struct source *source_new(void);
void	 source_free(struct source *s);

/*
 * From the next file on a thread reads and decompresses ahead, at most
 * SOURCE_AHEAD bytes; not in a file's first SOURCE_CHUNK bytes, so that small
 * files do not wait for it.  Bytes, errors and their order are the same.  Not
 * to be used with source_on_wait.  -1 with errno.
 */
int	 source_read_ahead(struct source *s);

/* As stream_on_wait. */
void	 source_on_wait(struct source *s, source_wait_fn *fn, void *arg);

/* As stream_start and stream_read. */
int	 source_start(struct source *s, int fd, struct spool *sp,
	    uint64_t limit);
ssize_t	 source_read(struct source *s, char *p, size_t n);

/* No more of this file is wanted; to be called before its descriptor is
 * closed. */
void	 source_end(struct source *s);

/* As those of stream.h, at the place up to which bytes were given. */
const char *source_error(const struct source *s);
int	 source_stopped(const struct source *s);
int	 source_plain(const struct source *s);
uint64_t source_used(const struct source *s);

#endif
