/*
 * log.c - opening and closing a log; segments that come and go.
 */
#include <errno.h>
#include <string.h>

#include "index/log_files.h"

#define LOG_MOST	((uint64_t)128 << 20)
#define TEXT_MOST	((uint64_t)1 << 30)
#define TRIES		16

static const char lock_name[] = "lock";

static void
log_init(struct log *log, const struct disk *disk, const struct mem *m)
{
	memset(log, 0, sizeof(*log));
	log->disk = *disk;
	log->mem = *m;
	log->dir = log->lock = -1;
	log->log_most = LOG_MOST;
	log->text_most = TEXT_MOST;
}

static void
close_segments(struct log *log)
{
	const struct disk *d = &log->disk;

	for (size_t i = 0; i < log->n; i++) {
		if (log->segments[i].log >= 0)
			(void)d->close(d->ctx, log->segments[i].log);
		if (log->segments[i].text >= 0)
			(void)d->close(d->ctx, log->segments[i].text);
	}
	log->n = 0;
}

static int
header_of(struct log *log, int file, int text, struct segment_header *h,
    int *good)
{
	unsigned char bytes[SEGMENT_HEADER];
	const struct disk *d = &log->disk;
	int64_t n = d->read(d->ctx, file, bytes, sizeof(bytes), 0);

	if (n < 0)
		return log_error(errno);
	*good = segment_decode(bytes, (size_t)n, log->salt, text, h) == 0;
	return TAWAM_OK;
}

/* The files of segment s agree with each other and the one before. */
static int
check_segment(struct log *log, struct segment *s)
{
	const struct segment *before = log->n > 0 ?
	    &log->segments[log->n - 1] : NULL;
	struct segment_header h = { 0 }, ht = { 0 };
	int good = 0, good_text = 0, r;

	if ((r = header_of(log, s->log, 0, &h, &good)) != 0 ||
	    (r = header_of(log, s->text, 1, &ht, &good_text)) != 0)
		return r;
	if (!good || h.generation != log->head.generation ||
	    h.number != s->number)
		return log_damage_in(log, s->number, 0, 0,
		    "the header of a segment is damaged");
	if (!good_text || memcmp(&h, &ht, sizeof(h)) != 0)
		return log_damage_in(log, s->number, 1, 0,
		    "the header of a segment is damaged");
	if (before != NULL && (h.last_log != before->log_end ||
	    h.last_text != before->text_end))
		return log_damage_in(log, before->number,
		    h.last_log == before->log_end, h.last_log,
		    "a segment does not end where the next one says");
	return TAWAM_OK;
}

/* Nothing stands in it and nothing behind it: it was just being made. */
static int
unborn(struct log *log, const struct segment *s)
{
	return s->number != log->head.first &&
	    s->log_end <= SEGMENT_HEADER &&
	    !log_has_segment(log, s->number + 1);
}

static int
open_files(struct log *log, struct segment *s, int write)
{
	const struct disk *d = &log->disk;
	enum disk_how how = write ? DISK_WRITE : DISK_READ;
	char name[LOG_NAME];
	int64_t log_end, text_end;

	for (int text = 0; text < 2; text++) {
		int *file = text ? &s->text : &s->log;

		log_name(name, log->head.generation, s->number, text);
		if ((*file = d->open(d->ctx, log->dir, name, how)) >= 0)
			continue;
		if (errno != ENOENT)
			return log_error(errno);
		return log_damage_in(log, s->number, text, 0,
		    "a segment is missing");
	}
	log_end = d->size(d->ctx, s->log);
	text_end = d->size(d->ctx, s->text);
	if (log_end < 0 || text_end < 0)
		return log_error(errno);
	s->log_end = (uint64_t)log_end;
	s->text_end = (uint64_t)text_end;
	return TAWAM_OK;
}

/* The segment of this number, when it is there; *there. */
static int
open_segment(struct log *log, uint64_t number, int write, int *there)
{
	struct segment s = { .number = number, .log = -1, .text = -1 };
	const struct disk *d = &log->disk;
	int r;

	*there = 0;
	if (!log_has_segment(log, number))
		return TAWAM_OK;
	if ((r = mem_grow(&log->mem, &log->segments, &log->cap, log->n + 1,
	    sizeof(*log->segments))) != 0)
		return r;
	if ((r = open_files(log, &s, write)) == 0)
		r = check_segment(log, &s);
	if (r == 0) {
		log->segments[log->n++] = s;
		*there = 1;
		return TAWAM_OK;
	}
	if (s.log >= 0)
		(void)d->close(d->ctx, s.log);
	if (s.text >= 0)
		(void)d->close(d->ctx, s.text);
	return r == TAWAM_EFORMAT && unborn(log, &s) ? TAWAM_OK : r;
}

/* The segments after those that are open; the last one is settled. */
static int
open_segments(struct log *log, int write)
{
	uint64_t number = log->n > 0 ? log->segments[log->n - 1].number + 1 :
	    log->head.first;
	int there, r;

	do {
		if ((r = open_segment(log, number++, write, &there)) != 0)
			return r;
	} while (there);
	if (log->n == 0)
		return log_damage_in(log, log->head.first, 0, 0,
		    "a segment is missing");
	return TAWAM_OK;
}

/* The end of the last segment, which nobody has said yet. */
static int
settle_last(struct log *log)
{
	struct segment *s = &log->segments[log->n - 1];

	s->log_end = s->text_end = SEGMENT_HEADER;
	return log_settle(log);
}

/* Head and segments as a reader sees them. */
static int
look(struct log *log)
{
	int r = TAWAM_EFORMAT;

	/* Files may go between the reading of the head and theirs. */
	for (int i = 0; i < TRIES && r == TAWAM_EFORMAT; i++) {
		close_segments(log);
		if ((r = log_read_head(log)) != 0)
			break;
		r = open_segments(log, 0);
	}
	return r != 0 ? r : settle_last(log);
}

static int
take_lock(struct log *log)
{
	const struct disk *d = &log->disk;

	if ((log->lock = d->open(d->ctx, log->dir, lock_name,
	    DISK_MAKE)) < 0)
		return log_error(errno);
	if (d->lock(d->ctx, log->lock) != 0)
		return errno == EWOULDBLOCK ? TAWAM_EBUSY : log_error(errno);
	return TAWAM_OK;
}

static int
open_to_write(struct log *log)
{
	int r;

	/* No lock is left in a folder that is no index. */
	if ((r = log_read_head(log)) != 0 || (r = take_lock(log)) != 0 ||
	    (r = log_read_head(log)) != 0 || (r = open_segments(log, 1)) != 0 ||
	    (r = settle_last(log)) != 0 || (r = log_mend(log)) != 0)
		return r;
	log_remove_old(log, &log->head);
	log_remove_unborn(log, log->head.generation + 1, 0);
	return TAWAM_OK;
}

int
log_open(struct log *log, const struct disk *disk, const struct mem *m,
    const char *path, int write)
{
	int r;

	log_init(log, disk, m);
	if ((log->dir = disk->folder(disk->ctx, path, NULL)) < 0)
		return errno == ENOTDIR ? log_damage(log, "", 0,
		    "this is no index of tawam") : log_error(errno);
	if (write)
		return open_to_write(log);
	return (r = look(log)) != 0 ? r : log_look_beyond(log);
}

/* The first segment comes before the head: where a head is, there is one. */
static int
make(struct log *log, const struct head *h)
{
	int r;

	log_use_head(log, h);
	if ((r = log_new_segment(log, h->first)) != 0)
		return r;
	return log_write_head(log, h);
}

int
log_create(struct log *log, const struct disk *disk, const struct mem *m,
    const char *path, const struct head *head, int *made)
{
	int r;

	*made = 0;
	log_init(log, disk, m);
	if ((log->dir = disk->folder(disk->ctx, path,
	    lock_name)) < 0) {
		if (errno == ENOTDIR || errno == ENOTEMPTY ||
		    errno == EEXIST)
			return log_damage(log, "", 0,
			    "this is no index of tawam, and no empty folder");
		return log_error(errno);
	}
	r = log_read_head(log);
	if (r == TAWAM_EIO && errno == ENOENT) {
		/* Two may want to make it. */
		if ((r = take_lock(log)) != 0)
			return r;
		r = log_read_head(log);
		if (r == TAWAM_EIO && errno == ENOENT) {
			*made = 1;
			return make(log, head);
		}
		(void)disk->close(disk->ctx, log->lock);
		log->lock = -1;
	}
	return r != 0 ? r : open_to_write(log);
}

void
log_close(struct log *log)
{
	const struct disk *d = &log->disk;

	close_segments(log);
	mem_free(&log->mem, log->segments);
	buf_free(&log->mem, &log->wait_log);
	buf_free(&log->mem, &log->wait_text);
	buf_free(&log->mem, &log->record);
	buf_free(&log->mem, &log->text);
	if (log->lock >= 0)
		(void)d->close(d->ctx, log->lock);
	if (log->dir >= 0)
		(void)d->close(d->ctx, log->dir);
	memset(log, 0, sizeof(*log));
	log->dir = log->lock = -1;
}

int
log_refresh(struct log *log, int *moved)
{
	struct head was = log->head;
	struct segment *s;
	const struct disk *d = &log->disk;
	size_t n = log->n;
	int r;

	if ((r = log_read_head(log)) != 0)
		return r;
	*moved = log->head.generation != was.generation ||
	    log->head.first != was.first;
	if (*moved)
		return TAWAM_OK;
	/* It may have got its end since, and another one after it. */
	if ((r = log_settle(log)) != 0)
		return r;
	if (!log_has_segment(log, log->segments[n - 1].number + 1))
		return TAWAM_OK;
	s = &log->segments[n - 1];
	s->log_end = (uint64_t)d->size(d->ctx, s->log);
	s->text_end = (uint64_t)d->size(d->ctx, s->text);
	if ((r = open_segments(log, 0)) != 0 || log->n == n)
		return r;
	return settle_last(log);
}

int
log_drop(struct log *log, uint64_t first)
{
	const struct disk *d = &log->disk;
	struct head h = log->head;
	size_t gone;
	int r;

	if (first <= h.first || log->n == 0)
		return TAWAM_OK;
	gone = (size_t)(first - h.first);
	if (gone >= log->n)
		gone = log->n - 1;
	h.old_generation = h.generation;
	h.old_first = h.first;
	h.first += gone;
	h.old_end = h.first;
	if (gone == 0 || (r = log_write_head(log, &h)) != 0)
		return gone == 0 ? TAWAM_OK : r;
	log->head = h;
	for (size_t i = 0; i < gone; i++) {
		(void)d->close(d->ctx, log->segments[i].log);
		(void)d->close(d->ctx, log->segments[i].text);
	}
	memmove(log->segments, log->segments + gone,
	    (log->n - gone) * sizeof(*log->segments));
	log->n -= gone;
	if (!log->broken)
		log_remove_old(log, &h);
	return TAWAM_OK;
}

int
log_begin(struct log *new, const struct log *old)
{
	struct head h = old->head;

	log_init(new, &old->disk, &old->mem);
	new->dir = old->dir;
	new->log_most = old->log_most;
	new->text_most = old->text_most;
	h.generation++;
	h.old_generation = old->head.generation;
	h.old_first = old->head.first;
	h.old_end = old->segments[old->n - 1].number + 1;
	h.first = 0;
	log_use_head(new, &h);
	log_remove_unborn(new, h.generation, 0);
	return log_new_segment(new, 0);
}

void
log_abandon(struct log *new)
{
	int err = errno;

	close_segments(new);
	log_remove_unborn(new, new->head.generation, 0);
	new->dir = -1;
	log_close(new);
	errno = err;
}

int
log_replace(struct log *log, struct log *new)
{
	int r;

	if ((r = log_sync(new)) != 0 || (r = log_write_head(new,
	    &new->head)) != 0)
		return r;
	new->lock = log->lock;
	new->cut = log->cut;
	log->lock = log->dir = -1;
	log_close(log);
	*log = *new;
	memset(new, 0, sizeof(*new));
	if (!log->broken)
		log_remove_old(log, &log->head);
	return TAWAM_OK;
}

int
log_rest(struct log *log, uint64_t *log_bytes, uint64_t *text_bytes,
    int *begun)
{
	const struct segment *s = &log->segments[log->n - 1];
	const struct disk *d = &log->disk;
	int64_t log_size = d->size(d->ctx, s->log);
	int64_t text_size = d->size(d->ctx, s->text);

	if (log_size < 0 || text_size < 0)
		return log_error(errno);
	*log_bytes = (uint64_t)log_size - s->log_end;
	*text_bytes = (uint64_t)text_size - s->text_end;
	*begun = log_has_segment(log, s->number + 1);
	return TAWAM_OK;
}

int
log_busy(struct log *log)
{
	const struct disk *d = &log->disk;
	int file = d->open(d->ctx, log->dir, lock_name, DISK_READ), busy;

	if (file < 0)
		return 0;
	busy = d->lock(d->ctx, file) != 0 && errno == EWOULDBLOCK;
	(void)d->close(d->ctx, file);
	return busy;
}

void
log_size(const struct log *log, uint64_t *bytes, uint64_t *files)
{
	*bytes = HEAD_SIZE;
	*files = 2 + 2 * (uint64_t)log->n;
	for (size_t i = 0; i < log->n; i++)
		*bytes += log->segments[i].log_end +
		    log->segments[i].text_end;
}
