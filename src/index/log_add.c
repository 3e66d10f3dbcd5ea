/*
 * log_add.c - adding to a log, writing and syncing it.
 */
#include <errno.h>
#include <string.h>

#include "base/le.h"
#include "index/log_files.h"

/* Bytes that wait before they are written. */
#define WAIT	((size_t)256 << 10)

static struct segment *
last(struct log *log)
{
	return &log->segments[log->n - 1];
}

int
log_write(struct log *log)
{
	struct segment *s = last(log);
	const struct disk *d = &log->disk;

	if (log->broken)
		return TAWAM_ESTATE;
	if (log->wait_log.len == 0)
		return TAWAM_OK;
	/* The bytes may be written again after a failure: they are the same. */
	if (d->write(d->ctx, s->text, log->wait_text.p, log->wait_text.len,
	    s->text_end - log->wait_text.len) != 0 ||
	    d->write(d->ctx, s->log, log->wait_log.p, log->wait_log.len,
	    s->log_end - log->wait_log.len) != 0)
		return log_error(errno);
	log->unsynced += log->wait_text.len + log->wait_log.len;
	log->wait_text.len = log->wait_log.len = 0;
	return TAWAM_OK;
}

int
log_sync(struct log *log)
{
	struct segment *s = last(log);
	const struct disk *d = &log->disk;
	int r;

	if ((r = log_write(log)) != 0)
		return r;
	if (log->log_synced == s->log_end)
		return TAWAM_OK;
	/* After a failure the system may have forgotten what it could not
	 * write; a second try that succeeds would mean nothing. */
	if (d->sync(d->ctx, s->text) != 0 || d->sync(d->ctx, s->log) != 0) {
		log->broken = 1;
		return TAWAM_EIO;
	}
	log->log_synced = s->log_end;
	log->unsynced = 0;
	return TAWAM_OK;
}

void
log_mark(struct log *log)
{
	struct record rec = { .kind = RECORD_MARK };
	uint64_t place;

	if (log->broken || log->log_synced != last(log)->log_end ||
	    log->log_marked == log->log_synced)
		return;
	if (log_add(log, &rec, NULL, &place) == 0)
		(void)log_write(log);
}

static void
close_segment(struct log *log, struct segment *s)
{
	const struct disk *d = &log->disk;

	if (s->log >= 0)
		(void)d->close(d->ctx, s->log);
	if (s->text >= 0)
		(void)d->close(d->ctx, s->text);
}

static int
write_headers(struct log *log, const struct segment *s,
    const struct segment *before)
{
	struct segment_header h = { log->head.generation, s->number,
	    before != NULL ? before->log_end : 0,
	    before != NULL ? before->text_end : 0 };
	unsigned char bytes[SEGMENT_HEADER];
	const struct disk *d = &log->disk;

	segment_encode(&h, log->salt, 1, bytes);
	if (d->write(d->ctx, s->text, bytes, sizeof(bytes), 0) != 0 ||
	    d->sync(d->ctx, s->text) != 0)
		return -1;
	segment_encode(&h, log->salt, 0, bytes);
	if (d->write(d->ctx, s->log, bytes, sizeof(bytes), 0) != 0 ||
	    d->sync(d->ctx, s->log) != 0)
		return -1;
	return d->sync(d->ctx, log->dir);
}

int
log_new_segment(struct log *log, uint64_t number)
{
	const struct segment *before = log->n > 0 ? last(log) : NULL;
	struct segment s = { number, -1, -1, SEGMENT_HEADER, SEGMENT_HEADER,
	    0 };
	const struct disk *d = &log->disk;
	char name[LOG_NAME];
	int err, r;

	if (number >> (64 - PLACE_BITS) != 0)
		return TAWAM_ENOMEM;
	if ((r = mem_grow(&log->mem, &log->segments, &log->cap, log->n + 1,
	    sizeof(*log->segments))) != 0)
		return r;
	before = log->n > 0 ? last(log) : NULL;
	log_name(name, log->head.generation, number, 1);
	s.text = d->open(d->ctx, log->dir, name, DISK_NEW);
	log_name(name, log->head.generation, number, 0);
	if (s.text >= 0)
		s.log = d->open(d->ctx, log->dir, name, DISK_NEW);
	if (s.log < 0 || write_headers(log, &s, before) != 0) {
		err = errno;
		close_segment(log, &s);
		return log_error(err);
	}
	log->segments[log->n++] = s;
	log->log_synced = log->log_marked = SEGMENT_HEADER;
	return TAWAM_OK;
}

/* A new segment, when the last one has no room for these. */
static int
turn(struct log *log, size_t record, uint64_t text)
{
	const struct segment *s = last(log);
	int r;

	if (s->log_end == SEGMENT_HEADER || (s->log_end + record <=
	    log->log_most && s->text_end + text <= log->text_most))
		return TAWAM_OK;
	if ((r = log_sync(log)) != 0)
		return r;
	return log_new_segment(log, s->number + 1);
}

/* The room is there. */
static void
add_text(struct log *log, const struct coded *t)
{
	struct buf *b = &log->wait_text;

	for (size_t i = 0; i < t->npoints; i++)
		le32_put(b->p + b->len + 4 * i, t->points[i]);
	b->len += 4 * t->npoints;
	memcpy(b->p + b->len, t->classes, t->n);
	b->len += t->n;
}

int
log_add(struct log *log, struct record *rec, const struct coded *text,
    uint64_t *place)
{
	size_t size = record_size(rec, &log->shape);
	size_t bytes = text != NULL ?
	    (size_t)text_bytes(text->n, text->npoints) : 0;
	struct record_place p = { .salt = log->salt };
	struct segment *s;
	int r;

	if (log->broken)
		return TAWAM_ESTATE;
	if ((r = turn(log, size, bytes)) != 0)
		return r;
	if (log->wait_log.len + log->wait_text.len > WAIT &&
	    (r = log_write(log)) != 0)
		return r;
	if ((r = buf_reserve(&log->mem, &log->wait_log, size)) != 0 ||
	    (r = buf_reserve(&log->mem, &log->wait_text, bytes)) != 0)
		return r;
	s = last(log);
	if (text != NULL) {
		rec->n = text->n;
		rec->npoints = text->npoints;
		rec->text = s->text_end;
		add_text(log, text);
		rec->check = text_check(log->wait_text.p +
		    log->wait_text.len - bytes, bytes, log->salt, s->number,
		    rec->text);
		s->text_end += bytes;
	}
	rec->synced = log->log_synced;
	p.segment = s->number;
	p.at = s->log_end;
	record_encode(rec, &log->shape, &p,
	    (unsigned char *)log->wait_log.p + log->wait_log.len);
	log->wait_log.len += size;
	s->log_end += size;
	*place = PLACE(s->number, p.at);
	return TAWAM_OK;
}

void
log_take_back(struct log *log, const struct record *rec)
{
	struct segment *s = last(log);
	size_t bytes = rec->kind == RECORD_DOC ?
	    (size_t)text_bytes(rec->n, rec->npoints) : 0;

	log->wait_log.len -= (size_t)rec->size;
	s->log_end -= rec->size;
	log->wait_text.len -= bytes;
	s->text_end -= bytes;
}
