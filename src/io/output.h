/*
 * output.h - result files that are whole or not there.
 *
 * A file is written under a temporary name beside its own and renamed when it
 * is committed; whatever ends the run before that leaves nothing behind.
 * "-" is stdout, which is written as it comes.  A name that ends in .gz or
 * .zst is compressed.  After the first error every further write is a no-op:
 * check once, at the commit.
 */
#ifndef TAWAM_IO_OUTPUT_H
#define TAWAM_IO_OUTPUT_H

#include <stddef.h>
#include <stdint.h>

struct output;

/* 0, or -1 with errno set. */
int	 output_open(struct output **out, const char *path);

/*
 * What would go to path goes nowhere: it is packed and counted all the same.
 * 0, or -1 with errno.
 */
int	 output_nowhere(struct output **out, const char *path);

/*
 * A file that grows, made when it is missing: what was there stays, what is
 * written shows at each flush, and nothing is compressed.  Half a line that an
 * interrupted run has left at its end is ended.
 */
int	 output_append(struct output **out, const char *path);

/*
 * Nowhere: what is written stays in memory until it is moved.  0, or -1 with
 * errno.
 */
int	 output_memory(struct output **out);

/*
 * The same in a file of dir that has no name: for what may be large.  0, or -1
 * with errno.
 */
int	 output_aside(struct output **out, const char *dir);

/* Writes to another what one of the two above has, and empties that; an error
 * that from has met goes over as well. */
void	 output_move(struct output *from, struct output *to);

/*
 * Keeps up to size bytes together, and asks fn before it hands any on: what
 * they say must be true by then.  When fn answers -1, errno set, nothing more
 * is written.  0, or -1 with errno: out of memory.
 */
int	 output_hold(struct output *o, size_t size, int (*fn)(void *arg),
	    void *arg);

/*
 * From now on a thread of the output packs and stores what is written; an
 * error shows at the commit.  Standard output goes on as before.  The bytes are
 * the same.  0, or -1 with errno.
 */
int	 output_behind(struct output *o);

/*
 * A write that waits for its reader and is interrupted by a signal asks fn; not
 * 0 ends the writing, as if the reader had closed the pipe.
 */
void	 output_stop_when(struct output *o, int (*fn)(void));

void	 output_write(struct output *o, const void *p, size_t n);
void	 output_puts(struct output *o, const char *s);
void	 output_number(struct output *o, uint64_t n);
void	 output_printf(struct output *o, const char *fmt, ...)
	    __attribute__((format(printf, 2, 3)));

/* A JSON string with its quotes; ill-formed UTF-8 as U+FFFD, so that the
 * output is always valid UTF-8 and JSON. */
void	 output_json(struct output *o, const char *s, size_t n);

/* What was written is a member of the compressed file, and can be read without
 * those before it. */
void	 output_member(struct output *o);

/* Hands on what is buffered, for a reader that waits for each record. */
void	 output_flush(struct output *o);

/* XXH3-128 of what was written (before compression), as 32 hex digits. */
void	 output_digest(struct output *o, char hex[33]);
uint64_t output_bytes(const struct output *o);

/*
 * Nothing more is written: what is left goes to the disk, under the temporary
 * name, so that only the name is left to the commit.  0, or -1 with errno.
 */
int	 output_seal(struct output *o);

/*
 * Seals and renames; frees o in any case.  0, or -1 with errno; then
 * nothing is at path but what was there before.  A closed pipe on stdout
 * (EPIPE) counts as success: the reader had enough.
 */
int	 output_commit(struct output *o);

/* Removes what was written and frees o; NULL is fine. */
void	 output_abort(struct output *o);

/* Is it in vain to write more?  The reader of stdout has closed it, or a write
 * has failed. */
int	 output_closed(const struct output *o);

/* Removes every temporary file now open; safe in a signal handler. */
void	 output_abort_all(void);

#endif
