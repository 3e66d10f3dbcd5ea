/*
 * log_mend.c - the end of a log is put in order for a writer.
 *
 * A writer that was killed leaves a part of a record.  When there is more, or
 * something else, the power may have gone, or the files may be damaged where
 * nothing says that they were on the disk; the log does not tell which.  It
 * opens by itself, as it must, but what is cut off is kept.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "index/log_files.h"

#define PIECE	((size_t)256 << 10)

/* Bytes behind the end of a file of the last segment; -1: see errno. */
static int64_t
rest_of(struct log *log, int file, uint64_t end)
{
	int64_t size = log->disk.size(log->disk.ctx, file);

	return size < 0 ? -1 : size - (int64_t)end;
}

/* Bytes from a place on, into log->record; no fewer than there are. */
static int
fetch(struct log *log, int file, uint64_t at, uint64_t n)
{
	const struct disk *d = &log->disk;
	struct buf *b = &log->record;
	size_t want = n < PIECE ? (size_t)n : PIECE;
	int64_t got;
	int r;

	b->len = 0;
	if ((r = buf_reserve(&log->mem, b, want)) != 0)
		return r;
	if ((got = d->read(d->ctx, file, b->p, want, at)) < 0)
		return log_error(errno);
	if ((size_t)got < want)
		return log_error(EIO);
	b->len = want;
	return TAWAM_OK;
}

/* Is there anything but zeros, which a file gets that has grown and was not
 * written? */
static int
any(struct log *log, int file, uint64_t at, uint64_t end, int *answer)
{
	int r = TAWAM_OK;

	*answer = 0;
	for (; !*answer && at < end; at += log->record.len) {
		if ((r = fetch(log, file, at, end - at)) != 0)
			break;
		for (size_t i = 0; i < log->record.len; i++)
			*answer |= log->record.p[i] != 0;
	}
	return r;
}

/* Is the rest of the log more than a part of one record? */
static int
is_more(struct log *log, uint64_t rest, int *answer)
{
	const struct segment *s = &log->segments[log->n - 1];
	struct record_place place = { log->salt, s->number, s->log_end };
	struct record rec;
	uint64_t skip = 0;
	int r;

	*answer = 0;
	if (rest < RECORD_HEADER)
		return TAWAM_OK;
	if ((r = fetch(log, s->log, s->log_end, RECORD_HEADER)) != 0)
		return r;
	if (record_peek((unsigned char *)log->record.p, &place, &rec) == 0)
		skip = rec.size;
	return any(log, s->log, s->log_end + skip, s->log_end + rest, answer);
}

/* A name that no file has: of the segment's file, and a number. */
static int
free_name(struct log *log, int text, char *out, size_t size)
{
	const struct disk *d = &log->disk;
	char name[LOG_NAME];
	int file;

	log_name(name, log->head.generation,
	    log->segments[log->n - 1].number, text);
	for (unsigned i = 1;; i++) {
		(void)snprintf(out, size, "%s.cut%u", name, i);
		if ((file = d->open(d->ctx, log->dir, out, DISK_READ)) < 0)
			return errno == ENOENT ? TAWAM_OK : log_error(errno);
		(void)d->close(d->ctx, file);
	}
}

static int
copy(struct log *log, int from, int to, uint64_t at, uint64_t n)
{
	const struct disk *d = &log->disk;
	int r;

	for (uint64_t done = 0; done < n; done += log->record.len) {
		if ((r = fetch(log, from, at + done, n - done)) != 0)
			return r;
		if (d->write(d->ctx, to, log->record.p, log->record.len,
		    done) != 0)
			return log_error(errno);
	}
	return d->sync(d->ctx, to) != 0 ? log_error(errno) : TAWAM_OK;
}

/* The rest of a file, into one of its own; its name. */
static int
keep(struct log *log, int text, uint64_t rest, char *name, size_t size)
{
	const struct segment *s = &log->segments[log->n - 1];
	const struct disk *d = &log->disk;
	int err, file, r;

	if ((r = free_name(log, text, name, size)) != 0)
		return r;
	if ((file = d->open(d->ctx, log->dir, name, DISK_NEW)) < 0)
		return log_error(errno);
	r = copy(log, text ? s->text : s->log, file, text ? s->text_end :
	    s->log_end, rest);
	err = errno;
	(void)d->close(d->ctx, file);
	if (r != 0)
		(void)d->remove(d->ctx, log->dir, name);
	errno = err;
	return r;
}

static int
keep_both(struct log *log, uint64_t log_rest, uint64_t text_rest)
{
	const struct disk *d = &log->disk;
	char name[sizeof(log->kept)];
	int err, r;

	/* First the texts: when records are kept, those are. */
	if (text_rest > 0 && (r = keep(log, 1, text_rest, name,
	    sizeof(name))) != 0)
		return r;
	if ((r = keep(log, 0, log_rest, log->kept, sizeof(log->kept))) == 0)
		return d->sync(d->ctx, log->dir) != 0 ? log_error(errno) :
		    TAWAM_OK;
	err = errno;
	if (text_rest > 0)
		(void)d->remove(d->ctx, log->dir, name);
	log->kept[0] = '\0';
	errno = err;
	return r;
}

int
log_look_beyond(struct log *log)
{
	const struct segment *s = &log->segments[log->n - 1];
	int64_t rest = rest_of(log, s->log, s->log_end);
	int more, r;

	if (rest < 0)
		return log_error(errno);
	if ((r = is_more(log, (uint64_t)rest, &more)) != 0)
		return r;
	if (more && !log_busy(log))
		log->beyond = (uint64_t)rest;
	return TAWAM_OK;
}

int
log_mend(struct log *log)
{
	struct segment *s = &log->segments[log->n - 1];
	const struct disk *d = &log->disk;
	int64_t log_rest = rest_of(log, s->log, s->log_end);
	int64_t text_rest = rest_of(log, s->text, s->text_end);
	int more, r;

	if (log_rest < 0 || text_rest < 0)
		return log_error(errno);
	if ((r = is_more(log, (uint64_t)log_rest, &more)) != 0 ||
	    (more && (r = keep_both(log, (uint64_t)log_rest,
	    (uint64_t)text_rest)) != 0))
		return r;
	log->cut = (uint64_t)log_rest + (uint64_t)text_rest;
	if (log_rest > 0 && d->cut(d->ctx, s->log, s->log_end) != 0)
		return log_error(errno);
	if (text_rest > 0 && d->cut(d->ctx, s->text, s->text_end) != 0)
		return log_error(errno);
	if (d->sync(d->ctx, s->text) != 0 || d->sync(d->ctx, s->log) != 0)
		return log_error(errno);
	/* What was there already need not be marked again. */
	log->log_synced = log->log_marked = s->log_end;
	return TAWAM_OK;
}
