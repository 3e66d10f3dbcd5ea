/*
 * index_change.c - adding to a stored index, removing, and reading it out.
 */
#include <string.h>

#include "lib/index.h"

/* Bytes that may be lost with the power before they are synced. */
#define BATCH	((uint64_t)32 << 20)

/* Before a change: may x be changed, and is it time to sync? */
static int
may_change(struct tawam_index *x)
{
	if (!x->write || x->log.broken)
		return TAWAM_ESTATE;
	if (x->sync == TAWAM_SYNC_BATCH && x->log.unsynced > BATCH)
		return log_sync(&x->log);
	return TAWAM_OK;
}

/* A record goes into the log, as safely as was asked for. */
static int
record(struct tawam_index *x, struct record *rec, const struct coded *text,
    uint64_t *place)
{
	int r;

	if ((r = log_add(&x->log, rec, text, place)) != 0)
		return r;
	if (x->sync != TAWAM_SYNC_EACH || x->path == NULL)
		return TAWAM_OK;
	if ((r = log_write(&x->log)) != 0) {
		log_take_back(&x->log, rec);
		return r;
	}
	return log_sync(&x->log);
}

/* Adds x->q, which has been read. */
static int
add(struct tawam_index *x, uint64_t *number)
{
	struct question *q = &x->q;
	struct record rec = { .kind = RECORD_DOC };
	struct arrival a;
	uint64_t place;
	int r;

	if ((r = may_change(x)) != 0 || (r = index_sketch_doc(x)) != 0)
		return r;
	rec.id = q->doc.id;
	rec.idlen = (uint32_t)q->doc.idlen;
	rec.date = q->doc.date;
	rec.within = q->doc.within;
	rec.key = q->key;
	rec.marks = q->text.marks;
	rec.distinct = q->sketched ? q->distinct : 0;
	rec.tags = q->sketched ? q->tag_bytes : NULL;
	rec.sketch = q->sketched ? q->sketch : NULL;
	index_arrival(&rec, 0, &a);
	if ((r = catalog_room(&x->docs, &a)) != 0 ||
	    (r = record(x, &rec, &q->text, &place)) != 0)
		return r;
	a.entry.place = place;
	*number = catalog_add(&x->docs, &a);
	x->log.segments[x->log.n - 1].docs++;
	return TAWAM_OK;
}

int
tawam_index_add(struct tawam_index *x, const struct tawam_doc *d,
    uint64_t *number)
{
	uint64_t n = UINT64_MAX;
	int r;

	if (!x->write)
		return TAWAM_ESTATE;
	if ((r = index_read_doc(x, d)) != 0)
		return r;
	if (x->q.text.n > 0 && (r = add(x, &n)) != 0)
		return r;
	if (number != NULL)
		*number = n;
	return TAWAM_OK;
}

int
tawam_index_check_add(struct tawam_index *x, const struct tawam_doc *d,
    struct tawam_hit *hit)
{
	struct tawam_hit h = { .size = sizeof(h) };
	uint64_t n;
	int r;

	if (!x->write)
		return TAWAM_ESTATE;
	if ((r = index_read_doc(x, d)) != 0 || (r = index_ask(x, 0)) != 0)
		return r;
	h.asked = x->q.text.n;
	if (x->nfound > 0 && (r = index_fill_hit(x, &x->found[0], &h)) != 0)
		return r;
	if (h.asked > 0 && !h.joined && !h.replay) {
		if ((r = add(x, &n)) != 0)
			return r;
		h.added = 1;
	}
	index_copy_hit(&h, hit);
	return TAWAM_OK;
}

/* Adds a document to the list, when it has the id. */
static int
list_one(struct tawam_index *x, uint32_t doc, const char *id, size_t idlen)
{
	const struct entry *e = catalog_entry(&x->docs, doc);
	struct record rec;
	int r;

	if (e == NULL)
		return TAWAM_OK;
	if ((r = log_read(&x->log, e->place, &rec)) != 0)
		return r;
	if (rec.idlen != idlen || (idlen > 0 && memcmp(rec.id, id,
	    idlen) != 0))
		return TAWAM_OK;
	if ((r = mem_grow(&x->mem, &x->list, &x->list_cap, x->nlist + 1,
	    sizeof(*x->list))) != 0)
		return r;
	x->list[x->nlist++] = doc;
	return TAWAM_OK;
}

static void
sort_few(uint32_t *a, size_t n)
{
	for (size_t i = 1; i < n; i++)
		for (size_t j = i; j > 0 && a[j - 1] > a[j]; j--) {
			uint32_t t = a[j];

			a[j] = a[j - 1];
			a[j - 1] = t;
		}
}

int
index_list(struct tawam_index *x, const char *id, size_t idlen)
{
	struct catalog *s = &x->docs;
	uint32_t docs[BUCKETS_CAP], tag = catalog_id(id, idlen);
	size_t n = 0;
	int r;

	x->nlist = 0;
	if (!s->ids_full)
		n = catalog_ids(s, tag, docs);
	sort_few(docs, n);
	for (size_t i = 0; i < n; i++)
		if ((r = list_one(x, docs[i], id, idlen)) != 0)
			return r;
	/* Some id has more documents than a bucket holds. */
	for (uint32_t i = s->first; s->ids_full && i < s->n; i++) {
		const struct entry *e = catalog_entry(s, i);

		if (e != NULL && e->id == tag && (r = list_one(x, i, id,
		    idlen)) != 0)
			return r;
	}
	return TAWAM_OK;
}

/*
 * Segments before the first document there is hold nothing any more.  Where
 * that fails they stay for now: what was asked for has been done.
 */
static void
drop_segments(struct tawam_index *x)
{
	const struct catalog *s = &x->docs;
	struct log *l = &x->log;
	uint64_t first = l->segments[l->n - 1].number;

	if (s->first < s->n)
		first = catalog_entry(s, s->first)->place >> PLACE_BITS;
	/* What says that they are gone comes first. */
	if (first != l->head.first && log_sync(l) == 0)
		(void)log_drop(l, first);
}

int
tawam_index_remove(struct tawam_index *x, const char *id, size_t idlen,
    uint64_t *count)
{
	struct record rec = { .kind = RECORD_REMOVE, .id = id };
	uint64_t place;
	int r;

	if (idlen > RECORD_ID_MAX)
		return TAWAM_EINVAL;
	if ((r = may_change(x)) != 0 || (r = index_list(x, id, idlen)) != 0)
		return r;
	rec.idlen = (uint32_t)idlen;
	if (x->nlist > 0 && (r = record(x, &rec, NULL, &place)) != 0)
		return r;
	for (size_t i = 0; i < x->nlist; i++)
		catalog_kill(&x->docs, x->list[i]);
	if (count != NULL)
		*count = x->nlist;
	drop_segments(x);
	return TAWAM_OK;
}

int
tawam_index_expire(struct tawam_index *x, int64_t oldest, uint64_t most,
    uint64_t *count)
{
	struct record rec = { .kind = RECORD_EXPIRE, .date = oldest,
	    .most = most };
	uint64_t n, place;
	int r;

	if (count != NULL)
		*count = 0;
	if ((r = may_change(x)) != 0)
		return r;
	if ((n = catalog_expiring(&x->docs, oldest, most)) == 0)
		return TAWAM_OK;
	if ((r = record(x, &rec, NULL, &place)) != 0)
		return r;
	(void)catalog_expire(&x->docs, oldest, most);
	if (count != NULL)
		*count = n;
	drop_segments(x);
	return TAWAM_OK;
}

int
tawam_index_sync(struct tawam_index *x)
{
	if (!x->write || x->path == NULL)
		return TAWAM_OK;
	return log_sync(&x->log);
}

static int
give(struct tawam_index *x, uint32_t doc, tawam_hit_fn *fn, void *arg)
{
	struct found f = { .doc = doc };
	struct tawam_hit h;
	int r;

	x->q.text.n = 0;
	if ((r = index_fill_hit(x, &f, &h)) != 0)
		return r;
	return fn(arg, &h);
}

int
tawam_index_each(struct tawam_index *x, tawam_hit_fn *fn, void *arg)
{
	struct catalog *s = &x->docs;
	int r;

	for (uint32_t i = s->first; i < s->n; i++)
		if (catalog_entry(s, i) != NULL && (r = give(x, i, fn,
		    arg)) != 0)
			return r;
	return TAWAM_OK;
}

int
tawam_index_find(struct tawam_index *x, const char *id, size_t idlen,
    tawam_hit_fn *fn, void *arg)
{
	int r;

	if ((r = index_list(x, id, idlen)) != 0)
		return r;
	for (size_t i = 0; i < x->nlist; i++)
		if ((r = give(x, x->list[i], fn, arg)) != 0)
			return r;
	return TAWAM_OK;
}

int
tawam_index_form(struct tawam_index *x, uint64_t number,
    struct tawam_normal *out)
{
	const struct entry *e;
	struct record rec;
	struct coded t;
	int r;

	if (number >= x->docs.n || (e = catalog_entry(&x->docs,
	    (uint32_t)number)) == NULL)
		return TAWAM_EINVAL;
	x->form.len = 0;
	if ((r = log_read(&x->log, e->place, &rec)) != 0 ||
	    (r = log_text(&x->log, e->place, &rec, &t)) != 0 ||
	    (r = code_decode(&x->mem, &t, &x->form)) != 0)
		return r;
	out->bytes = x->form.p;
	out->len = x->form.len;
	out->length = t.n;
	out->repaired = 0;
	return TAWAM_OK;
}
