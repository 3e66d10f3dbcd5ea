/*
 * log.h - the truth of a stored index: records that are only ever added, in
 * segments, of which the last one grows.
 *
 * What is added waits in memory until it is written, a few hundred records at
 * a time, texts before the records that name them.  A record carries how much
 * of its file was known to be on the disk when it was written: so, of a bad
 * record, the log itself says whether a crash may have left it.
 */
#ifndef TAWAM_INDEX_LOG_H
#define TAWAM_INDEX_LOG_H

#include <stddef.h>
#include <stdint.h>

#include "index/disk.h"
#include "index/segment.h"

struct segment {
	uint64_t number;
	int log, text;			/* files, or -1 */
	uint64_t log_end, text_end;	/* what waits included */
	uint64_t docs;			/* the caller's to count */
};

struct log {
	struct disk disk;
	struct mem mem;
	int dir, lock;			/* files, or -1 */
	struct head head;
	uint64_t salt;
	struct record_shape shape;
	struct segment *segments;
	size_t n, cap;
	/* Sizes at which a new segment is begun. */
	uint64_t log_most, text_most;

	/* What waits to be written to the last segment. */
	struct buf wait_log, wait_text;
	uint64_t log_synced;		/* bytes of its log on the disk */
	uint64_t log_marked;		/* and what a record says of that */
	uint64_t unsynced;		/* bytes written since then */
	int broken;			/* a sync failed */
	uint64_t cut;			/* bytes cut off when it was opened */
	char kept[64];			/* the file they were kept in, or "" */
	uint64_t beyond;		/* bytes that a reader does not see */

	struct buf record, text;	/* what was read last */
	struct record last;		/* the one in record, and its place; */
	uint64_t last_place;		/* 0: none */
	const char *why;		/* what was wrong; static */
	char where[48];			/* and in which file */
	uint64_t where_at;
};

/* Where a record is, in 64 bits: never 0 or UINT64_MAX. */
#define PLACE_BITS	40
#define PLACE(segment, at)	((segment) << PLACE_BITS | (at))

/*
 * Opens the log in a folder.  write: takes the lock, and cuts off what a crash
 * has left.  TAWAM_EBUSY, TAWAM_EIO (ENOENT: no index there), TAWAM_EFORMAT,
 * TAWAM_ENOMEM.  *log is released in any case, by log_close.
 */
int	 log_open(struct log *log, const struct disk *disk,
	    const struct mem *m, const char *path, int write);

/* Makes one: the parameters of head.  An index that is there already is
 * opened, which *made says. */
int	 log_create(struct log *log, const struct disk *disk,
	    const struct mem *m, const char *path, const struct head *head,
	    int *made);
void	 log_close(struct log *log);

/*
 * Adds a record; of a document the text comes with it.  Its place in *place.
 * TAWAM_ENOMEM, TAWAM_EIO, and then nothing was added; TAWAM_ESTATE when it is
 * broken.
 */
int	 log_add(struct log *log, struct record *r, const struct coded *text,
	    uint64_t *place);

/* Takes back what was added last and not written.  r as log_add left it. */
void	 log_take_back(struct log *log, const struct record *r);

/* Writes what waits; TAWAM_EIO, TAWAM_ESTATE.  Sync: and waits for the disk. */
int	 log_write(struct log *log);
int	 log_sync(struct log *log);

/* The last words of a writer: that all is on the disk, if it is, so that the
 * next one need not look.  Failing is no loss. */
void	 log_mark(struct log *log);

/* The record at a place, and its text; the log's until its next use.
 * TAWAM_EIO, TAWAM_ENOMEM, TAWAM_EFORMAT. */
int	 log_read(struct log *log, uint64_t place, struct record *out);
int	 log_text(struct log *log, uint64_t place, const struct record *r,
	    struct coded *out);

/* Where a reading of the whole log is; {0} is its beginning. */
struct log_cursor {
	size_t segment;		/* in segments */
	uint64_t at;		/* in its log; 0: before its header */
	struct buf chunk;	/* bytes of the log from chunk_at on */
	uint64_t chunk_at;
};

/*
 * The next record, in the cursor's memory, and its place: 1; 0 at the end.
 * Only what is written is read.  TAWAM_EFORMAT when there is another one that
 * is bad, with log->why; TAWAM_EIO, TAWAM_ENOMEM.
 */
int	 log_next(struct log *log, struct log_cursor *c, struct record *out,
	    uint64_t *place);
/* After a bad record: to the next one that may be good, or the end. */
int	 log_skip(struct log *log, struct log_cursor *c);
void	 log_cursor_release(struct log *log, struct log_cursor *c);

/* For a reader: what was written since.  *moved: it was compacted, and is to
 * be opened anew.  As log_open. */
int	 log_refresh(struct log *log, int *moved);

/* Segments before this number hold nothing any more: they go. */
int	 log_drop(struct log *log, uint64_t first);

/*
 * A log of the same folder whose segments will take the place of the old: add
 * to it, then replace the old, which is closed; after a failure of either of
 * them, or of adding, the new one can only be abandoned.
 */
int	 log_begin(struct log *new, const struct log *old);
int	 log_replace(struct log *log, struct log *new);
void	 log_abandon(struct log *new);

/* Bytes that stand in the last segment's files behind what is whole, and
 * whether a next segment was begun and not finished. */
int	 log_rest(struct log *log, uint64_t *log_bytes, uint64_t *text_bytes,
	    int *begun);

/* Is a writer at work?  The lock is asked for and given back. */
int	 log_busy(struct log *log);

/* Bytes in all files, and their number. */
void	 log_size(const struct log *log, uint64_t *bytes, uint64_t *files);

#endif
