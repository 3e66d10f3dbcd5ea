/*
 * stream.h - the bytes of one file, decompressed; pipes can be kept for a
 * second reading.
 */
#ifndef TAWAM_IO_STREAM_H
#define TAWAM_IO_STREAM_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "io/unpack.h"

/* What is read at once; the fuzzers have less. */
#ifndef SOURCE_CHUNK
#define SOURCE_CHUNK	((size_t)256 << 10)
#endif

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

/* Takes all that a pipe gives into a file without a name: its descriptor, at
 * the start, or -1 with errno. */
int	 spool_whole(int pipe, const char *dir);

/*
 * Asked before a read that may have to wait, and again when a signal has
 * interrupted it; not 0: no more is wanted.
 */
typedef int source_wait_fn(void *arg);

struct stream;

/* NULL: out of memory.  One stream serves many files, one after the other. */
struct stream *stream_new(void);
void	 stream_free(struct stream *s);

/* Of what is compressed with gzip; instead of UNPACK_GZIP, before any file. */
void	 stream_gzip(struct stream *s, const struct unpacker *gzip);

/*
 * stream_stop, from another thread, will end a read that waits, and the file
 * with it, once stream_may_stop was called.  -1 with errno.
 */
int	 stream_may_stop(struct stream *s);
void	 stream_stop(struct stream *s);

/* For every file from now on. */
void	 stream_on_wait(struct stream *s, source_wait_fn *fn, void *arg);

/*
 * Begins a file: fd is read from where it stands, or, when sp is not NULL, sp
 * from its start.  limit stops it after so many stored bytes (UINT64_MAX: no
 * limit).  The descriptor stays the caller's.  -1 with errno: out of memory or
 * temporary space; a file that cannot be read shows at the first read.
 */
int	 stream_start(struct stream *s, int fd, struct spool *sp,
	    uint64_t limit);

/*
 * Up to n bytes, what one read gives; 0: the end, or the place where the file
 * is damaged, see stream_error; -1 with errno: out of memory or temporary
 * space.
 */
ssize_t	 stream_read(struct stream *s, char *p, size_t n);

/* What is wrong with the file, or NULL; lasts until the next start. */
const char *stream_error(const struct stream *s);

/* Did the wait function say that no more is wanted?  Then there is no more. */
int	 stream_stopped(const struct stream *s);

/* Is the file not compressed? */
int	 stream_plain(const struct stream *s);

/* Stored bytes used so far. */
uint64_t stream_used(const struct stream *s);

#endif
