/*
 * log_files.c - what the files of a log have in common: names, errors, heads.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "index/log_files.h"

static const char head_name[] = "head";
static const char new_name[] = "head.new";

void
log_name(char *out, uint64_t generation, uint64_t number, int text)
{
	(void)snprintf(out, LOG_NAME, "%llu.%llu.%s",
	    (unsigned long long)generation, (unsigned long long)number,
	    text ? "text" : "log");
}

int
log_error(int err)
{
	errno = err;
	return err == ENOMEM ? TAWAM_ENOMEM : TAWAM_EIO;
}

int
log_damage(struct log *log, const char *file, uint64_t at, const char *why)
{
	(void)snprintf(log->where, sizeof(log->where), "%s", file);
	log->where_at = at;
	log->why = why;
	return TAWAM_EFORMAT;
}

int
log_damage_in(struct log *log, uint64_t segment, int text, uint64_t at,
    const char *why)
{
	char name[LOG_NAME];

	log_name(name, log->head.generation, segment, text);
	return log_damage(log, name, at, why);
}

void
log_use_head(struct log *log, const struct head *h)
{
	log->head = *h;
	log->salt = head_salt(h);
	log->shape.bands = h->bands;
	log->shape.slots = h->slots;
}

int
log_read_head(struct log *log)
{
	unsigned char bytes[HEAD_SIZE + 1];
	const struct disk *d = &log->disk;
	struct head h;
	const char *why;
	int64_t n;
	int file, err;

	if ((file = d->open(d->ctx, log->dir, head_name, DISK_READ)) < 0)
		return log_error(errno);
	n = d->read(d->ctx, file, bytes, sizeof(bytes), 0);
	err = errno;
	(void)d->close(d->ctx, file);
	if (n < 0)
		return log_error(err);
	if (head_decode(bytes, (size_t)n, &h, &why) != 0)
		return log_damage(log, head_name, 0, why);
	log_use_head(log, &h);
	return TAWAM_OK;
}

int
log_write_head(struct log *log, const struct head *h)
{
	unsigned char bytes[HEAD_SIZE];
	const struct disk *d = &log->disk;
	int file, bad, err;

	head_encode(h, bytes);
	if ((file = d->open(d->ctx, log->dir, new_name, DISK_NEW)) < 0)
		return log_error(errno);
	bad = d->write(d->ctx, file, bytes, sizeof(bytes), 0) != 0 ||
	    d->sync(d->ctx, file) != 0;
	err = errno;
	(void)d->close(d->ctx, file);
	if (!bad && d->rename(d->ctx, log->dir, new_name, head_name) == 0) {
		/* Which of the two heads a crash leaves is not known. */
		if (d->sync(d->ctx, log->dir) != 0)
			log->broken = 1;
		return TAWAM_OK;
	}
	if (!bad)
		err = errno;
	(void)d->remove(d->ctx, log->dir, new_name);
	return log_error(err);
}

/* Removes the files of one segment; were there any? */
static int
remove_segment(struct log *log, uint64_t generation, uint64_t number)
{
	const struct disk *d = &log->disk;
	char name[LOG_NAME];
	int text;

	log_name(name, generation, number, 1);
	text = d->remove(d->ctx, log->dir, name) == 0;
	log_name(name, generation, number, 0);
	return d->remove(d->ctx, log->dir, name) == 0 || text;
}

void
log_remove_old(struct log *log, const struct head *h)
{
	for (uint64_t i = h->old_end; i > h->old_first; i--)
		if (!remove_segment(log, h->old_generation, i - 1))
			break;
}

void
log_remove_unborn(struct log *log, uint64_t generation, uint64_t number)
{
	while (remove_segment(log, generation, number))
		number++;
}

int
log_has_segment(struct log *log, uint64_t number)
{
	const struct disk *d = &log->disk;
	char name[LOG_NAME];
	int file;

	log_name(name, log->head.generation, number, 0);
	if ((file = d->open(d->ctx, log->dir, name, DISK_READ)) < 0)
		return 0;
	(void)d->close(d->ctx, file);
	return 1;
}
