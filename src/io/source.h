/*
 * source.h - the bytes of one file, decompressed; pipes can be kept for a
 * second reading.
 */
#ifndef TAWAM_IO_SOURCE_H
#define TAWAM_IO_SOURCE_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define SOURCE_CHUNK	((size_t)1 << 20)	/* what is read at once */

/*
 * A pipe and the unlinked file that keeps what came out of it.  Reading from
 * the start gives what was kept, then what still comes.
 */
struct spool {
	int pipe;
	int file;
	uint64_t len;		/* bytes kept */
	int ended;		/* the pipe has no more */
};

/* -1 with errno: no temporary space in dir. */
int	 spool_init(struct spool *sp, int pipe, const char *dir);
void	 spool_release(struct spool *sp);

/*
 * Asked before a read that may have to wait, and again when a signal has
 * interrupted it; not 0: no more is wanted.
 */
typedef int source_wait_fn(void *arg);

struct source;

/* NULL: out of memory.  One source serves many files, one after the other. */
struct source *source_new(void);
void	 source_free(struct source *s);

/* For every file from now on. */
void	 source_on_wait(struct source *s, source_wait_fn *fn, void *arg);

/*
 * Begins a file: fd is read from where it stands, or, when sp is not NULL, sp
 * from its start.  limit stops it after so many stored bytes (UINT64_MAX: no
 * limit).  The descriptor stays the caller's.  -1 with errno: out of memory or
 * temporary space; a file that cannot be read shows at the first read.
 */
int	 source_start(struct source *s, int fd, struct spool *sp,
	    uint64_t limit);

/*
 * Up to n bytes, what one read gives; 0: the end, or the place where the file
 * is damaged, see source_error; -1 with errno: out of memory or temporary
 * space.
 */
ssize_t	 source_read(struct source *s, char *p, size_t n);

/* What is wrong with the file, or NULL; lasts until the next start. */
const char *source_error(const struct source *s);

/* Did the wait function say that no more is wanted?  Then there is no more. */
int	 source_stopped(const struct source *s);

/* Is the file not compressed? */
int	 source_plain(const struct source *s);

/* Stored bytes used so far. */
uint64_t source_used(const struct source *s);

#endif
