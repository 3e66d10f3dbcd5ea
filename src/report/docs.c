/*
 * docs.c - what is kept of every record between the passes.
 *
 * A record's entry among the bytes: its line and, when it is another than the
 * last one's, its file; its place in that, its length, its id.  Every BLOCK-th
 * entry's place is kept.  Of each id there is a hash as well; once all are
 * sorted, those that are there twice say which records must be compared.
 */
#include <err.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <bsd/stdlib.h>

#include "base/hash.h"
#include "base/sort.h"
#include "base/space.h"
#include "report/docs.h"
#include "report/glyph.h"
#include "report/xalloc.h"
#include "tawam.h"

#define BLOCK	8
/* Bytes of a place without its file, at most. */
#define PLACE_MOST	64

struct docs_arrays {
	struct space space;
	struct vast vbytes, vmarks, vdigests, vhashes, vunits;
	unsigned char *bytes;
	uint64_t *marks;	/* of each block: where it begins */
	uint64_t *digests, *hashes;	/* of each record */
	struct docs_unit *units;
	struct sort_rec *index;	/* hash and number, for docs_find */
	uint64_t len;		/* of bytes */
	uint64_t seed;		/* so that ids cannot aim at a hash */
	struct docs_place last;	/* of the last record */
	char *file;
};

/* An entry as it stands in the bytes. */
struct entry {
	const unsigned char *file, *id;
	size_t filelen, idlen;	/* filelen 0: the file before */
	uint64_t line, at;	/* after the one before, unless it is another
				 * file's */
	uint64_t len;
};

/* Ends the program when there is no room. */
static void
must(const struct docs_arrays *a, int e)
{
	if (e == TAWAM_EIO)
		err(1, "temporary files in %s", a->space.tmpdir);
	errno = ENOMEM;
	if (e != 0)
		err(1, NULL);
}

static void
room(struct docs_arrays *a, struct vast *v, uint64_t need, size_t size)
{
	must(a, space_grow(&a->space, v, need, size));
}

void
docs_init(struct docs *d, uint64_t bound, const char *tmpdir)
{
	struct docs_arrays *a = xalloc(1, sizeof(*a));
	struct mem mem;

	memset(d, 0, sizeof(*d));
	memset(a, 0, sizeof(*a));
	d->arrays = a;
	d->placed = 1;
	mem_init(&mem, NULL);
	space_init(&a->space, &mem, bound, tmpdir);
	space_enter(&a->space, &a->vbytes, VAST_COLD, &a->bytes);
	space_enter(&a->space, &a->vmarks, VAST_WARM, &a->marks);
	space_enter(&a->space, &a->vdigests, VAST_COLD, &a->digests);
	space_enter(&a->space, &a->vhashes, VAST_COLD, &a->hashes);
	space_enter(&a->space, &a->vunits, VAST_WARM, &a->units);
	arc4random_buf(&a->seed, sizeof(a->seed));
}

void
docs_release(struct docs *d)
{
	struct docs_arrays *a = d->arrays;

	if (a != NULL) {
		space_leave(&a->space, &a->vbytes);
		space_leave(&a->space, &a->vmarks);
		space_leave(&a->space, &a->vdigests);
		space_leave(&a->space, &a->vhashes);
		space_leave(&a->space, &a->vunits);
		space_free(&a->space);
		free(a->index);
		free(a->file);
		free(a);
	}
	memset(d, 0, sizeof(*d));
}

/* Seven bits a byte, the lowest first; there is room for ten. */
static void
put_number(struct docs_arrays *a, uint64_t v)
{
	for (; v >= 0x80; v >>= 7)
		a->bytes[a->len++] = (unsigned char)(v | 0x80);
	a->bytes[a->len++] = (unsigned char)v;
}

static const unsigned char *
get_number(const unsigned char *p, uint64_t *v)
{
	*v = 0;
	for (unsigned shift = 0;; shift += 7) {
		*v |= (uint64_t)(*p & 0x7f) << shift;
		if (*p++ < 0x80)
			return p;
	}
}

/* The line and the file, which becomes the last record's. */
static void
put_file(struct docs_arrays *a, const struct docs_place *p)
{
	size_t n = strlen(p->file);

	room(a, &a->vbytes, a->len + n + PLACE_MOST, 1);
	put_number(a, p->line << 1 | 1);
	put_number(a, n);
	memcpy(a->bytes + a->len, p->file, n);
	a->len += n;
	free(a->file);
	a->file = xstrdup(p->file);
	a->last = (struct docs_place){ .line = p->line };
}

/* The line, and the file when it is another one; where it is, from 1 after the
 * end of the last one, or 0. */
static void
put_place(struct docs_arrays *a, const struct docs_place *p)
{
	uint64_t end = a->last.at + a->last.len;

	if (a->file != NULL && strcmp(a->file, p->file) == 0 &&
	    p->line > a->last.line && (p->at == 0 || p->at > end)) {
		put_number(a, (p->line - a->last.line) << 1);
	} else {
		put_file(a, p);
		end = 0;
	}
	a->last.line = p->line;
	a->last.at = p->at;
	a->last.len = p->at == 0 ? 0 : p->len;
	put_number(a, p->at == 0 ? 0 : p->at - end);
	put_number(a, a->last.len);
}

/* A token that is well-formed already goes as it is. */
static void
put_id(struct docs_arrays *a, const char *id, size_t len)
{
	uint32_t cp;
	size_t most = glyph_valid(id, len) ? len : 3 * len, n = 0;
	char *own = NULL;

	if (most > len) {
		/* An ill-formed byte becomes three at most. */
		own = xalloc(most, 1);
		for (size_t i = 0; i < len;) {
			i += glyph_next(id + i, len - i, &cp);
			n += glyph_put(own + n, cp);
		}
		id = own;
		len = n;
	}
	room(a, &a->vbytes, a->len + len + 20, 1);
	put_number(a, len);
	if (len > 0)
		memcpy(a->bytes + a->len, id, len);
	a->len += len;
	free(own);
}

void
docs_add(struct docs *d, const char *id, size_t idlen, uint64_t digest,
    const struct docs_place *place)
{
	static const struct docs_place none = { .file = "" };
	struct docs_arrays *a = d->arrays;
	uint64_t from = a->len;
	const char *own;
	size_t n;

	room(a, &a->vbytes, a->len + PLACE_MOST, 1);
	room(a, &a->vdigests, d->n + 1, sizeof(*a->digests));
	room(a, &a->vhashes, d->n + 1, sizeof(*a->hashes));
	if (d->n % BLOCK == 0) {
		room(a, &a->vmarks, d->n / BLOCK + 1, sizeof(*a->marks));
		a->marks[d->n / BLOCK] = a->len;
	}
	put_place(a, place != NULL ? place : &none);
	d->placed &= place != NULL && place->at != 0;
	put_id(a, id, idlen);
	own = docs_record_id(d, d->n, &n);
	a->digests[d->n] = digest;
	a->hashes[d->n] = hash64(own, n, a->seed);
	d->n++;
	must(a, space_keep(&a->space, a->len - from + 2 * sizeof(uint64_t)));
}

static const unsigned char *
get_entry(const unsigned char *p, struct entry *e)
{
	uint64_t v;

	p = get_number(p, &v);
	e->line = v >> 1;
	e->filelen = 0;
	e->file = NULL;
	if (v & 1) {
		p = get_number(p, &v);
		e->file = p;
		e->filelen = (size_t)v;
		p += v;
	}
	p = get_number(p, &e->at);
	p = get_number(p, &e->len);
	p = get_number(p, &v);
	e->id = p;
	e->idlen = (size_t)v;
	return p + v;
}

const char *
docs_record_id(const struct docs *d, uint64_t i, size_t *len)
{
	const struct docs_arrays *a = d->arrays;
	const unsigned char *p = a->bytes + a->marks[i / BLOCK];
	struct entry e;

	for (unsigned k = 0; k <= i % BLOCK; k++)
		p = get_entry(p, &e);
	space_ease_one(&a->space, i);
	*len = e.idlen;
	return (const char *)e.id;
}

uint64_t
docs_digest(const struct docs *d, uint64_t i)
{
	const struct docs_arrays *a = d->arrays;

	space_ease_one(&a->space, i);
	return a->digests[i];
}

static void
step(struct docs_walk *w)
{
	struct docs_place *p = &w->place;
	struct entry e;

	w->next = get_entry(w->next, &e);
	if (e.file != NULL) {
		free(w->file);
		w->file = xalloc(e.filelen + 1, 1);
		memcpy(w->file, e.file, e.filelen);
		w->file[e.filelen] = '\0';
		*p = (struct docs_place){ .file = w->file };
	}
	p->line += e.line;
	/* The length of one that is nowhere is 0. */
	p->at = e.at == 0 ? 0 : p->at + p->len + e.at;
	p->len = e.len;
	w->n++;
}

const struct docs_place *
docs_walk_to(const struct docs *d, struct docs_walk *w, uint64_t i)
{
	const struct docs_arrays *a = d->arrays;

	if (w->next == NULL)
		w->next = a->bytes;
	while (w->n <= i) {
		const unsigned char *from = w->next;

		step(w);
		space_ease(&a->space, &w->work, (size_t)(w->next - from));
	}
	return &w->place;
}

void
docs_walk_end(struct docs_walk *w)
{
	free(w->file);
	memset(w, 0, sizeof(*w));
}

/* Hashes that are there twice or more, each once, to the front; how many. */
static uint64_t
keep_twice(uint64_t *h, uint64_t n)
{
	uint64_t kept = 0;

	for (uint64_t i = 1; i < n; i++)
		if (h[i] == h[i - 1] && (kept == 0 || h[kept - 1] != h[i]))
			h[kept++] = h[i];
	return kept;
}

/* Records of the hashes that are there twice. */
struct twice {
	const struct docs *docs;
	const uint64_t *hashes;	/* sorted */
	uint64_t n;
	uint64_t *first;	/* of each hash: a record and 1, or 0 */
	/* Of other ids that have the hash of a first one, which is next to
	 * impossible. */
	struct sort_rec *others;
	size_t nothers, otherscap;
};

static int
is_id(const struct twice *t, uint64_t record, const struct entry *e)
{
	size_t n;
	const char *id = docs_record_id(t->docs, record, &n);

	return n == e->idlen && memcmp(id, e->id, n) == 0;
}

/* Was there a record with this id before? */
static int
was_there(struct twice *t, uint64_t hash, uint64_t record,
    const struct entry *e)
{
	uint64_t lo = 0, hi = t->n;

	while (lo < hi) {
		uint64_t mid = lo + (hi - lo) / 2;

		if (t->hashes[mid] < hash)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo == t->n || t->hashes[lo] != hash)
		return 0;
	if (t->first[lo] == 0) {
		t->first[lo] = record + 1;
		return 0;
	}
	if (is_id(t, t->first[lo] - 1, e))
		return 1;
	for (size_t i = 0; i < t->nothers; i++)
		if (t->others[i].key == hash &&
		    is_id(t, t->others[i].val, e))
			return 1;
	xgrow(&t->others, &t->otherscap, t->nothers + 1, sizeof(*t->others));
	t->others[t->nothers++] = (struct sort_rec){ hash, record };
	return 0;
}

static void
count_repeated(struct docs *d, uint64_t ntwice)
{
	struct docs_arrays *a = d->arrays;
	struct twice t = { .docs = d, .n = ntwice };
	const unsigned char *p;
	struct vast vfirst;
	struct entry e;
	size_t work = 0;

	space_enter(&a->space, &vfirst, VAST_HOT, &t.first);
	room(a, &vfirst, ntwice, sizeof(*t.first));
	space_set(&a->space, t.first, 0, ntwice * sizeof(*t.first));
	t.hashes = a->hashes;
	p = a->bytes;
	for (uint64_t i = 0; i < d->n; i++) {
		p = get_entry(p, &e);
		space_ease(&a->space, &work, e.idlen);
		if (was_there(&t, hash64(e.id, e.idlen, a->seed), i, &e) &&
		    d->repeated++ == 0)
			d->repeat = i;
	}
	space_leave(&a->space, &vfirst);
	free(t.others);
}

void
docs_finish(struct docs *d)
{
	struct docs_arrays *a = d->arrays;
	uint64_t n;

	must(a, space_sort(&a->space, &a->vhashes, d->n, 1));
	if ((n = keep_twice(a->hashes, d->n)) > 0)
		count_repeated(d, n);
	space_leave(&a->space, &a->vhashes);
	space_enter(&a->space, &a->vhashes, VAST_COLD, &a->hashes);
	/* What comes now needs memory more than these do. */
	must(a, space_make(&a->space, a->space.bound / 2));
}

static void
make_index(const struct docs *d)
{
	struct docs_arrays *a = d->arrays;
	struct sort_rec *tmp = xalloc(d->n, sizeof(*tmp));
	const unsigned char *p = a->bytes;
	struct entry e;

	a->index = xalloc(d->n, sizeof(*a->index));
	for (uint64_t i = 0; i < d->n; i++) {
		p = get_entry(p, &e);
		a->index[i].key = hash64(e.id, e.idlen, a->seed);
		a->index[i].val = i;
	}
	sort_recs(a->index, tmp, d->n);
	free(tmp);
}

int
docs_find(const struct docs *d, const char *id, size_t len, uint64_t *number)
{
	struct docs_arrays *a = d->arrays;
	uint64_t hash = hash64(id, len, a->seed), lo = 0, hi = d->n;
	const char *other;
	size_t n;

	if (a->index == NULL)
		make_index(d);
	while (lo < hi) {
		uint64_t mid = lo + (hi - lo) / 2;

		if (a->index[mid].key < hash)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < d->n && a->index[lo].key == hash; lo++) {
		other = docs_record_id(d, a->index[lo].val, &n);
		if (n == len && memcmp(other, id, n) == 0) {
			*number = a->index[lo].val;
			return 0;
		}
	}
	return -1;
}

void
docs_add_unit(struct docs *d, const struct docs_unit *u)
{
	struct docs_arrays *a = d->arrays;

	room(a, &a->vunits, d->nunits + 1, sizeof(*a->units));
	a->units[d->nunits] = *u;
	a->units[d->nunits++].record = d->n - 1;
	must(a, space_keep(&a->space, sizeof(*u)));
}

uint64_t
docs_count(const struct docs *d)
{
	return d->paged ? d->nunits : d->n;
}

uint64_t
docs_record(const struct docs *d, uint64_t doc)
{
	return d->paged ? d->arrays->units[doc].record : doc;
}

uint64_t
docs_first(const struct docs *d, uint64_t record)
{
	uint64_t lo = 0, hi = d->nunits;

	if (!d->paged)
		return record;
	while (lo < hi) {
		uint64_t mid = lo + (hi - lo) / 2;

		if (d->arrays->units[mid].record < record)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

const struct docs_unit *
docs_unit(const struct docs *d, uint64_t doc)
{
	return d->paged ? &d->arrays->units[doc] : NULL;
}

const char *
docs_id(const struct docs *d, uint64_t i, size_t *len)
{
	return docs_record_id(d, docs_record(d, i), len);
}
