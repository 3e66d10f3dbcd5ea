/*
 * log_read.c - reading a log: one record, all of them, and where it ends.
 */
#include <errno.h>
#include <string.h>

#include "base/le.h"
#include "index/log_files.h"

#define CHUNK	((size_t)1 << 20)
#define GUESS	1024		/* bytes of most records */
#define TRIES	3

static const char why_header[] = "a record is damaged";
static const char why_record[] = "a record does not match its check";
static const char why_short[] = "a record is cut off";
static const char why_text[] = "a text does not match its check";
static const char why_order[] = "a record's text is not where it should be";

/* n bytes at a place of a file, or fewer where it ends. */
static int
fetch(struct log *log, int file, struct buf *b, size_t n, uint64_t at)
{
	int64_t got;
	int r;

	b->len = 0;
	if ((r = buf_reserve(&log->mem, b, n)) != 0)
		return r;
	if ((got = log->disk.read(log->disk.ctx, file, b->p, n, at)) < 0)
		return log_error(errno);
	b->len = (size_t)got;
	return TAWAM_OK;
}

/* At least n bytes of the log from c->at on, when there are before end. */
static int
fill(struct log *log, struct log_cursor *c, uint64_t end, size_t n)
{
	uint64_t had = c->chunk_at + c->chunk.len, left = end - c->at;

	if (c->at >= c->chunk_at && c->at + n <= had)
		return TAWAM_OK;
	if (n < CHUNK)
		n = CHUNK;
	if (n > left)
		n = (size_t)left;
	c->chunk_at = c->at;
	return fetch(log, log->segments[c->segment].log, &c->chunk, n, c->at);
}

int
log_peek(struct log *log, struct log_cursor *c, uint64_t end,
    struct record *out, const char **why)
{
	struct record_place place = { log->salt,
	    log->segments[c->segment].number, c->at };
	const unsigned char *p;
	size_t have;
	int r;

	*why = NULL;
	if ((r = fill(log, c, end, RECORD_HEADER)) != 0)
		return r;
	p = (unsigned char *)c->chunk.p + (c->at - c->chunk_at);
	have = c->chunk.len - (size_t)(c->at - c->chunk_at);
	if (have < RECORD_HEADER) {
		*why = why_short;
		return TAWAM_OK;
	}
	if (record_peek(p, &place, out) != 0) {
		*why = why_header;
		return TAWAM_OK;
	}
	if ((r = fill(log, c, end, (size_t)out->size)) != 0)
		return r;
	p = (unsigned char *)c->chunk.p + (c->at - c->chunk_at);
	have = c->chunk.len - (size_t)(c->at - c->chunk_at);
	if (out->size > have)
		*why = why_short;
	else if (record_decode(p, have, &log->shape, &place, out) != 0)
		*why = why_record;
	return TAWAM_OK;
}

int
log_next(struct log *log, struct log_cursor *c, struct record *out,
    uint64_t *place)
{
	const struct segment *s;
	const char *why;
	uint64_t end;
	int r;

	for (;; c->segment++, c->at = 0) {
		if (c->segment >= log->n)
			return 0;
		s = &log->segments[c->segment];
		end = s->log_end;
		if (c->segment + 1 == log->n)
			end -= log->wait_log.len;
		if (c->at == 0) {
			c->at = SEGMENT_HEADER;
			c->chunk.len = 0;
		}
		if (c->at < end)
			break;
		if (c->segment + 1 == log->n)
			return 0;
	}
	if ((r = log_peek(log, c, end, out, &why)) != 0)
		return r;
	if (why != NULL)
		return log_damage_in(log, s->number, 0, c->at, why);
	*place = PLACE(s->number, c->at);
	c->at += out->size;
	return 1;
}

int
log_skip(struct log *log, struct log_cursor *c)
{
	struct record_place place = { log->salt,
	    log->segments[c->segment].number, 0 };
	uint64_t end = log->segments[c->segment].log_end;
	struct record rec;
	int r;

	for (c->at += 8; c->at + RECORD_HEADER <= end; c->at += 8) {
		if ((r = fill(log, c, end, RECORD_HEADER)) != 0)
			return r;
		place.at = c->at;
		if (c->chunk.len - (c->at - c->chunk_at) < RECORD_HEADER ||
		    record_peek((unsigned char *)c->chunk.p +
		    (c->at - c->chunk_at), &place, &rec) == 0)
			return TAWAM_OK;
	}
	c->at = end;
	return TAWAM_OK;
}

void
log_cursor_release(struct log *log, struct log_cursor *c)
{
	buf_free(&log->mem, &c->chunk);
	memset(c, 0, sizeof(*c));
}

static struct segment *
segment_of(struct log *log, uint64_t number)
{
	uint64_t i = number - log->segments[0].number;

	return i < log->n ? &log->segments[i] : NULL;
}

/* Into log->record, and from there log->last. */
static int
read_written(struct log *log, int file, const struct record_place *place)
{
	struct buf *b = &log->record;
	int r;

	log->last_place = 0;
	if ((r = fetch(log, file, b, GUESS, place->at)) != 0)
		return r;
	if (b->len < RECORD_HEADER || record_peek((unsigned char *)b->p, place,
	    &log->last) != 0)
		return log_damage_in(log, place->segment, 0, place->at,
		    why_header);
	if (log->last.size > b->len && (r = fetch(log, file, b,
	    (size_t)log->last.size, place->at)) != 0)
		return r;
	if (record_decode((unsigned char *)b->p, b->len, &log->shape, place,
	    &log->last) != 0)
		return log_damage_in(log, place->segment, 0, place->at,
		    why_record);
	log->last_place = PLACE(place->segment, place->at);
	return TAWAM_OK;
}

int
log_read(struct log *log, uint64_t where, struct record *out)
{
	uint64_t at = where & ((UINT64_C(1) << PLACE_BITS) - 1);
	struct segment *s = segment_of(log, where >> PLACE_BITS);
	struct record_place place = { log->salt, where >> PLACE_BITS, at };
	uint64_t written;
	int r;

	if (s == NULL)
		return TAWAM_EINVAL;
	written = s->log_end;
	if (s == &log->segments[log->n - 1])
		written -= log->wait_log.len;
	if (at >= written)
		return record_decode((unsigned char *)log->wait_log.p +
		    (at - written), log->wait_log.len -
		    (size_t)(at - written), &log->shape, &place, out) == 0 ?
		    TAWAM_OK : log_damage_in(log, s->number, 0, at,
		    why_record);
	/* Who has found one asks for it again. */
	if (where != log->last_place && (r = read_written(log, s->log,
	    &place)) != 0)
		return r;
	*out = log->last;
	return TAWAM_OK;
}

/* Points, as they are stored, to numbers, in place; the rest are classes. */
static void
text_parts(char *bytes, const struct record *r, struct coded *out)
{
	uint32_t *points = (uint32_t *)(void *)bytes;

	for (uint64_t i = 0; i < r->npoints; i++)
		points[i] = le32_get(bytes + 4 * i);
	out->points = points;
	out->npoints = (size_t)r->npoints;
	out->classes = (const uint8_t *)bytes + 4 * r->npoints;
	out->n = (size_t)r->n;
	out->repaired = 0;
	out->marks = r->marks;
}

/* As many points as there are zeros among the classes? */
static int
text_sound(const struct coded *t)
{
	size_t zeros = 0;

	for (size_t i = 0; i < t->n; i++)
		zeros += t->classes[i] == 0;
	return zeros == t->npoints;
}

int
log_text(struct log *log, uint64_t where, const struct record *rec,
    struct coded *out)
{
	struct segment *s = segment_of(log, where >> PLACE_BITS);
	size_t n = (size_t)text_bytes(rec->n, rec->npoints);
	struct buf *b = &log->text;
	uint64_t written;
	int r;

	if (s == NULL)
		return TAWAM_EINVAL;
	written = s->text_end;
	if (s == &log->segments[log->n - 1])
		written -= log->wait_text.len;
	if (rec->text > s->text_end || n > s->text_end - rec->text)
		return log_damage_in(log, s->number, 1, rec->text, why_order);
	if (rec->text >= written) {
		b->len = 0;
		r = buf_add(&log->mem, b, log->wait_text.p +
		    (rec->text - written), n);
	} else {
		r = fetch(log, s->text, b, n, rec->text);
	}
	if (r != 0)
		return r;
	if (b->len != n || text_check(b->p, n, log->salt, s->number,
	    rec->text) != rec->check)
		return log_damage_in(log, s->number, 1, rec->text, why_text);
	text_parts(b->p, rec, out);
	return text_sound(out) ? TAWAM_OK : log_damage_in(log, s->number, 1,
	    rec->text, why_text);
}

/* Does a later record say that what stands at a place was on the disk? */
static int
was_synced(struct log *log, uint64_t at, uint64_t end, int *answer)
{
	struct log_cursor c = { .segment = log->n - 1 };
	struct record_place place = { log->salt,
	    log->segments[log->n - 1].number, 0 };
	struct record rec;
	int r = TAWAM_OK;

	*answer = 0;
	for (c.at = at + 8; c.at + RECORD_HEADER <= end && !*answer;
	    c.at += 8) {
		if ((r = fill(log, &c, end, RECORD_HEADER)) != 0 ||
		    c.chunk.len - (c.at - c.chunk_at) < RECORD_HEADER)
			break;
		place.at = c.at;
		*answer = record_peek((unsigned char *)c.chunk.p +
		    (c.at - c.chunk_at), &place, &rec) == 0 &&
		    rec.synced > at;
	}
	log_cursor_release(log, &c);
	return r;
}

/* Of a segment: where the good records end, and what they say was synced. */
struct end {
	uint64_t log, text, synced;
	const char *why;
};

/* Reads on from *e to the first record that is not good, or to size. */
static int
read_on(struct log *log, uint64_t size, struct end *e)
{
	struct log_cursor c = { .segment = log->n - 1, .at = e->log };
	struct record rec;
	int r = TAWAM_OK;

	e->why = NULL;
	while (e->log < size) {
		if ((r = log_peek(log, &c, size, &rec, &e->why)) != 0)
			break;
		if (e->why == NULL && rec.kind == RECORD_DOC &&
		    rec.text != e->text)
			e->why = why_order;
		if (e->why != NULL)
			break;
		if (rec.kind == RECORD_DOC)
			e->text += text_bytes(rec.n, rec.npoints);
		if (rec.synced > e->synced)
			e->synced = rec.synced;
		c.at = e->log += rec.size;
	}
	log_cursor_release(log, &c);
	return r;
}

/* Back to the first document at or after from whose text is not whole. */
static int
check_texts(struct log *log, uint64_t from, struct end *e)
{
	struct segment *s = &log->segments[log->n - 1];
	struct log_cursor c = { .segment = log->n - 1, .at = from };
	const char *why;
	struct record rec;
	struct coded t;
	int r = TAWAM_OK;

	while (c.at < e->log) {
		if ((r = log_peek(log, &c, e->log, &rec, &why)) != 0 ||
		    why != NULL)
			break;
		if (rec.kind == RECORD_DOC && (r = log_text(log,
		    PLACE(s->number, c.at), &rec, &t)) != 0) {
			if (r == TAWAM_EFORMAT) {
				e->log = c.at;
				e->text = rec.text;
				r = TAWAM_OK;
			}
			break;
		}
		c.at += rec.size;
	}
	log_cursor_release(log, &c);
	return r;
}

static int
settle(struct log *log, uint64_t size, uint64_t text_size)
{
	struct segment *s = &log->segments[log->n - 1];
	struct end e = { s->log_end, s->text_end, 0, NULL };
	uint64_t from = s->log_end;
	int damaged, r;

	if ((r = read_on(log, size, &e)) != 0)
		return r;
	if (e.why != NULL) {
		if ((r = was_synced(log, e.log, size, &damaged)) != 0)
			return r;
		if (damaged)
			return log_damage_in(log, s->number, 0, e.log, e.why);
	}
	s->log_end = e.log;
	s->text_end = e.text < text_size ? e.text : text_size;
	if (e.synced > from)
		from = e.synced;
	if (from > e.log)
		return log_damage_in(log, s->number, 0, e.log, why_short);
	if ((r = check_texts(log, from, &e)) != 0)
		return r;
	/* What stands before was on the disk, with its texts. */
	if (e.text > text_size)
		return log_damage_in(log, s->number, 1, text_size, why_short);
	s->log_end = e.log;
	s->text_end = e.text;
	return TAWAM_OK;
}

int
log_settle(struct log *log)
{
	struct segment *s = &log->segments[log->n - 1], was = *s;
	const struct disk *d = &log->disk;
	int64_t size, text_size;
	int r = TAWAM_OK;

	/* A reader may meet a record while it is written, and what comes
	 * after it when it was. */
	for (int i = 0; i < TRIES; i++) {
		*s = was;
		size = d->size(d->ctx, s->log);
		text_size = d->size(d->ctx, s->text);
		if (size < 0 || text_size < 0)
			return log_error(errno);
		if ((uint64_t)size < s->log_end)
			return log_damage_in(log, s->number, 0,
			    (uint64_t)size, why_short);
		if ((r = settle(log, (uint64_t)size,
		    (uint64_t)text_size)) != TAWAM_EFORMAT)
			break;
	}
	return r;
}
