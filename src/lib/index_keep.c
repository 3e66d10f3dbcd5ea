/*
 * index_keep.c - keeping a stored index: verifying, compacting, merging.
 */
#include <errno.h>
#include <string.h>

#include "index/log_files.h"
#include "lib/index.h"

struct fault {
	tawam_fault_fn *fn;
	void *arg;
	int found;
};

/* What log says is wrong. */
static int
tell(struct fault *f, const struct log *log)
{
	f->found = 1;
	return f->fn(f->arg, log->where, log->where_at, log->why);
}

/* A document's text: where it should be, and as its check says? */
static int
verify_text(struct log *log, const struct record *rec, uint64_t place,
    uint64_t *text, struct fault *f)
{
	struct coded t;
	int r;

	if (rec->text != *text) {
		(void)log_damage_in(log, place >> PLACE_BITS, 1, *text,
		    "bytes that belong to no document");
		if ((r = tell(f, log)) != 0)
			return r;
	}
	*text = rec->text + text_bytes(rec->n, rec->npoints);
	r = log_text(log, place, rec, &t);
	return r == TAWAM_EFORMAT ? tell(f, log) : r;
}

/* Every record of one segment, which the cursor is at the beginning of. */
static int
verify_segment(struct log *log, struct log_cursor *c, struct fault *f)
{
	const struct segment *s = &log->segments[c->segment];
	uint64_t text = SEGMENT_HEADER, place;
	struct record rec;
	const char *why;
	int r;

	for (c->at = SEGMENT_HEADER; c->at < s->log_end;) {
		if ((r = log_peek(log, c, s->log_end, &rec, &why)) != 0)
			return r;
		if (why != NULL) {
			(void)log_damage_in(log, s->number, 0, c->at, why);
			if ((r = tell(f, log)) != 0 ||
			    (r = log_skip(log, c)) != 0)
				return r;
			continue;
		}
		place = PLACE(s->number, c->at);
		c->at += rec.size;
		if (rec.kind == RECORD_DOC && (r = verify_text(log, &rec,
		    place, &text, f)) != 0)
			return r;
	}
	if (text == s->text_end)
		return TAWAM_OK;
	(void)log_damage_in(log, s->number, 1, text,
	    "bytes that belong to no document");
	return tell(f, log);
}

/* What a crash has left, unless somebody is still writing it. */
static int
verify_rest(struct log *log, struct fault *f)
{
	const struct segment *s = &log->segments[log->n - 1];
	uint64_t log_bytes, text_bytes;
	int begun, r;

	if ((r = log_rest(log, &log_bytes, &text_bytes, &begun)) != 0)
		return r;
	if ((log_bytes == 0 && text_bytes == 0 && !begun) || log_busy(log))
		return TAWAM_OK;
	if (log_bytes > 0)
		(void)log_damage_in(log, s->number, 0, s->log_end,
		    "a record that is not whole");
	else if (text_bytes > 0)
		(void)log_damage_in(log, s->number, 1, s->text_end,
		    "bytes that belong to no document");
	else
		(void)log_damage_in(log, s->number + 1, 0, 0,
		    "a segment that was not begun whole");
	return tell(f, log);
}

static int
verify(struct log *log, struct fault *f)
{
	struct log_cursor c = { 0 };
	int r = TAWAM_OK;

	if (log->head.tables != tawam_tables_digest())
		return TAWAM_EMISMATCH;
	for (c.segment = 0; c.segment < log->n && r == 0; c.segment++) {
		c.chunk.len = 0;
		r = verify_segment(log, &c, f);
	}
	log_cursor_release(log, &c);
	return r != 0 ? r : verify_rest(log, f);
}

int
index_verify(const struct disk *disk, const char *path,
    const struct tawam_alloc *alloc, tawam_fault_fn *fn, void *arg)
{
	struct fault f = { fn, arg, 0 };
	struct mem mem;
	struct log log;
	int err, r;

	mem_init(&mem, alloc);
	if ((r = log_open(&log, disk, &mem, path, 0)) == 0)
		r = verify(&log, &f);
	else if (r == TAWAM_EFORMAT && (r = tell(&f, &log)) == 0)
		r = TAWAM_EFORMAT;
	err = errno;
	log_close(&log);
	errno = err;
	return r == 0 && f.found ? TAWAM_EFORMAT : r;
}

int
tawam_index_verify(const char *path, const struct tawam_alloc *alloc,
    tawam_fault_fn *fn, void *arg)
{
	return index_verify(&disk_system, path, alloc, fn, arg);
}

/* Adds what stands at a place of one log to another. */
static int
copy_doc(struct log *to, struct log *from, uint64_t place, struct record *rec,
    uint64_t *new)
{
	struct coded text;
	int r;

	if ((r = log_read(from, place, rec)) != 0 ||
	    (r = log_text(from, place, rec, &text)) != 0 ||
	    (r = log_add(to, rec, &text, new)) != 0)
		return r;
	to->segments[to->n - 1].docs++;
	return TAWAM_OK;
}

static int
copy_live(struct tawam_index *x, struct log *new, uint64_t *places)
{
	const struct catalog *s = &x->docs;
	struct record rec;
	size_t n = 0;
	int r;

	for (uint32_t i = s->first; i < s->n; i++) {
		const struct entry *e = catalog_entry(s, i);

		if (e == NULL)
			continue;
		if ((r = copy_doc(new, &x->log, e->place, &rec,
		    &places[n++])) != 0)
			return r;
		if (x->p.progress != NULL && n % CATALOG_BLOCK == 0 &&
		    x->p.progress(x->p.progress_arg, TAWAM_STAGE_INDEX, n,
		    s->live) != 0)
			return TAWAM_ECANCEL;
	}
	return TAWAM_OK;
}

static void
move_live(struct catalog *s, const uint64_t *places)
{
	size_t n = 0;

	for (uint32_t i = s->first; i < s->n; i++)
		if (catalog_entry(s, i) != NULL)
			catalog_move(s, i, places[n++]);
}

int
tawam_index_compact(struct tawam_index *x)
{
	struct log new;
	uint64_t *places;
	int r;

	if (!x->write || x->log.broken)
		return TAWAM_ESTATE;
	if ((r = log_sync(&x->log)) != 0)
		return r;
	if ((places = mem_alloc(&x->mem, (size_t)x->docs.live,
	    sizeof(*places))) == NULL)
		return TAWAM_ENOMEM;
	if ((r = log_begin(&new, &x->log)) == 0 &&
	    (r = copy_live(x, &new, places)) == 0)
		r = log_replace(&x->log, &new);
	if (r == 0)
		move_live(&x->docs, places);
	else
		log_abandon(&new);
	mem_free(&x->mem, places);
	return r;
}

/* One document of another index. */
static int
take(struct tawam_index *x, struct tawam_index *from, uint64_t place)
{
	struct record rec;
	struct arrival a;
	uint64_t mine;
	int r;

	if ((r = log_read(&from->log, place, &rec)) != 0)
		return r;
	index_arrival(&rec, 0, &a);
	if ((r = catalog_room(&x->docs, &a)) != 0 ||
	    (r = copy_doc(&x->log, &from->log, place, &rec, &mine)) != 0)
		return r;
	index_arrival(&rec, mine, &a);
	(void)catalog_add(&x->docs, &a);
	return TAWAM_OK;
}

int
tawam_index_merge(struct tawam_index *x, struct tawam_index *from,
    struct tawam_index_trouble *t)
{
	const struct catalog *s = &from->docs;
	int r;

	if (!x->write || x->log.broken || x == from)
		return TAWAM_ESTATE;
	if ((r = index_compare(&x->log.head, &from->log.head, ~0u, t)) != 0)
		return r;
	for (uint32_t i = s->first; i < s->n; i++) {
		const struct entry *e = catalog_entry(s, i);

		if (e != NULL && (r = take(x, from, e->place)) != 0)
			return r;
	}
	return x->sync == TAWAM_SYNC_NEVER ? TAWAM_OK : log_sync(&x->log);
}
