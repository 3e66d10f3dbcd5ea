/*
 * index_ask.c - what a stored index has that is like a document.
 */
#include <stddef.h>
#include <string.h>

#include "base/le.h"
#include "index/bands.h"
#include "index/window.h"
#include "lib/index.h"

/* Texts that are kept, by document modulo KEPT, while they take no more than
 * KEPT_MOST bytes together. */
#define KEPT		512
#define KEPT_MOST	((size_t)64 << 20)
/* How far the sizes of two sets, estimated from sketches, may be off. */
#define SIZE_SLACK	1.4

int
index_read_doc(struct tawam_index *x, const struct tawam_doc *d)
{
	struct question *q = &x->q;
	int r;

	if (d->size < offsetof(struct tawam_doc, len) + sizeof(d->len))
		return TAWAM_EINVAL;
	tawam_doc_init(&q->doc, sizeof(q->doc));
	memcpy(&q->doc, d, d->size < sizeof(q->doc) ? d->size :
	    sizeof(q->doc));
	q->sketched = q->keyed = 0;
	if (q->doc.idlen > RECORD_ID_MAX)
		return TAWAM_EINVAL;
	if ((r = coder_run(x->sketcher->coder, q->doc.text, q->doc.len,
	    &q->text)) != 0)
		return r;
	if (q->text.n > UINT32_MAX)
		return TAWAM_EINVAL;
	q->key = coded_hash128(&q->text);
	catalog_prefetch(&x->docs, catalog_form(&q->key, q->doc.within),
	    catalog_id(q->doc.id, q->doc.idlen));
	return TAWAM_OK;
}

int
index_sketch_doc(struct tawam_index *x)
{
	struct question *q = &x->q;
	uint32_t slots[SKETCH_SLOTS_MAX];
	uint64_t field = q->doc.within != 0 ? band_field(q->doc.within) : 0;
	double distinct;
	int r;

	if (q->sketched || q->text.n < LENGTH_SHORT)
		return TAWAM_OK;
	if ((r = sketcher_slots(x->sketcher, &q->text, slots)) != 0)
		return r;
	for (uint32_t i = 0; i < x->p.bands; i++) {
		q->tags[i] = (uint32_t)(band_key(slots, x->p.rows, i) ^
		    field);
		/* They come while the keys of others are made. */
		catalog_prefetch_band(&x->docs, i, q->tags[i]);
		le32_put(q->tag_bytes + 4 * (size_t)i, q->tags[i]);
	}
	for (uint32_t i = 0; i < x->p.slots; i++)
		q->sketch[i] = (unsigned char)slots[i];
	distinct = sketch_distinct(&x->sketcher->consts, slots);
	q->distinct = distinct < 1 ? 1 : distinct > UINT32_MAX ? UINT32_MAX :
	    (uint32_t)distinct;
	q->sketched = 1;
	return TAWAM_OK;
}

/* Place in the order of what is a better match: lower is better. */
static int
rank(const struct found *f)
{
	static const int order[TAWAM_NRELATIONS] = {
		[TAWAM_EXACT] = 0, [TAWAM_NEAR] = 1, [TAWAM_CONTAINED] = 2,
		[TAWAM_TEMPLATE] = 3, [TAWAM_BELOW] = 4,
		[TAWAM_UNRELATED] = 5 };

	return (f->replay ? 0 : 16) + (f->joined ? 0 : 8) +
	    order[f->match.relation];
}

static int
by_match(const void *a, const void *b, const void *ctx)
{
	const struct found *x = a, *y = b;

	(void)ctx;
	if (rank(x) != rank(y))
		return rank(x) - rank(y);
	if (x->match.jaccard != y->match.jaccard)
		return x->match.jaccard > y->match.jaccard ? -1 : 1;
	return x->doc < y->doc ? -1 : x->doc > y->doc;
}

static int
add_found(struct tawam_index *x, uint32_t doc, int replay,
    const struct tawam_match *m)
{
	struct found *f;
	int r;

	if ((r = mem_grow(&x->mem, &x->found, &x->found_cap, x->nfound + 1,
	    sizeof(*x->found))) != 0)
		return r;
	f = &x->found[x->nfound++];
	f->doc = doc;
	f->replay = replay;
	f->match = *m;
	f->joined = (x->p.join & TAWAM_BIT(m->relation)) != 0;
	return TAWAM_OK;
}

static int
is_close(const struct tawam_index *x, int64_t date)
{
	int64_t dates[2] = { x->q.doc.date, date };
	struct scope s = { .date = dates, .window = x->p.window };

	return scope_close(&s, 0, 1);
}

/* A document of the same normal form. */
static int
same_form(struct tawam_index *x, uint32_t doc, const struct entry *e)
{
	const struct tawam_doc *d = &x->q.doc;
	struct tawam_match m;
	struct record rec;
	int replay, marks, r;

	if ((r = log_read(&x->log, e->place, &rec)) != 0)
		return r;
	marks = rec.marks == x->q.text.marks;
	replay = rec.idlen == d->idlen && (rec.idlen == 0 ||
	    memcmp(rec.id, d->id, rec.idlen) == 0);
	if (!replay && !is_close(x, e->date) && !(marks &&
	    d->date == TAWAM_NO_DATE && e->date == TAWAM_NO_DATE))
		return TAWAM_OK;
	relate_equal(marks, &m);
	return add_found(x, doc, replay, &m);
}

static int
is_same_form(const struct question *q, const struct entry *e)
{
	return e->key.lo == q->key.lo && e->key.hi == q->key.hi;
}

static int
ask_forms(struct tawam_index *x)
{
	const struct question *q = &x->q;
	uint32_t docs[BUCKETS_CAP];
	size_t n = catalog_forms(&x->docs, catalog_form(&q->key,
	    q->doc.within), docs);
	int r;

	for (size_t i = 0; i < n; i++) {
		const struct entry *e = catalog_entry(&x->docs, docs[i]);

		if (e != NULL && is_same_form(q, e) &&
		    e->within == q->doc.within &&
		    (r = same_form(x, docs[i], e)) != 0)
			return r;
	}
	return TAWAM_OK;
}

/*
 * May the pair be contained, as far as its sketches say?  With Jaccard j and
 * sizes a >= b, containment is j / (1 + j) * (a + b) / b.
 */
static int
may_contain(const struct tawam_index *x, uint32_t a, uint32_t b,
    double jaccard)
{
	double large = a > b ? a : b, small = a > b ? b : a;

	return jaccard / (1 + jaccard) * (1 + SIZE_SLACK * large / small) >=
	    x->p.containment;
}

static int
promising(const struct tawam_index *x, uint32_t doc, uint32_t equal)
{
	if (equal >= x->least_equal)
		return 1;
	return x->p.containment > 0 && may_contain(x, x->q.distinct,
	    catalog_distinct(&x->docs, doc), x->upper[equal]);
}

static void
drop_kept(struct tawam_index *x, struct kept_text *k)
{
	x->kept_bytes -= k->bytes.cap;
	buf_free(&x->mem, &k->bytes);
	k->doc = 0;
}

void
index_drop_kept(struct tawam_index *x)
{
	for (size_t i = 0; x->kept != NULL && i < KEPT; i++)
		if (x->kept[i].doc != 0)
			drop_kept(x, &x->kept[i]);
}

static int
keep(struct tawam_index *x, struct kept_text *k, uint64_t place)
{
	struct record rec;
	struct coded t;
	int r;

	if ((r = log_read(&x->log, place, &rec)) != 0 ||
	    (r = log_text(&x->log, place, &rec, &t)) != 0 ||
	    (r = buf_add(&x->mem, &k->bytes, t.points,
	    t.npoints * sizeof(*t.points))) != 0 ||
	    (r = buf_add(&x->mem, &k->bytes, t.classes, t.n)) != 0)
		return r;
	k->text = t;
	k->text.points = (const uint32_t *)(const void *)k->bytes.p;
	k->text.classes = (const uint8_t *)k->bytes.p +
	    t.npoints * sizeof(*t.points);
	return TAWAM_OK;
}

static int
get_kept(struct tawam_index *x, uint32_t doc, uint64_t place,
    struct kept_text **out)
{
	struct kept_text *k;
	int r;

	if (x->kept == NULL && (x->kept = mem_zalloc(&x->mem, KEPT,
	    sizeof(*x->kept))) == NULL)
		return TAWAM_ENOMEM;
	k = *out = &x->kept[doc % KEPT];
	if (k->doc == doc + 1)
		return TAWAM_OK;
	if (x->kept_bytes > KEPT_MOST)
		index_drop_kept(x);
	if (k->doc != 0)
		drop_kept(x, k);
	if ((r = keep(x, k, place)) != 0) {
		buf_free(&x->mem, &k->bytes);
		return r;
	}
	k->doc = doc + 1;
	x->kept_bytes += k->bytes.cap;
	return TAWAM_OK;
}

/* By sets, which of long texts take less room than a table. */
static int
score_long(struct tawam_index *x, const struct coded *t, struct scores *out)
{
	struct set a = { 0 }, b = { 0 };
	int r;

	if ((r = sketcher_set(x->sketcher, &x->q.text, &a)) == 0 &&
	    (r = sketcher_set(x->sketcher, t, &b)) == 0)
		set_scores(x->sketcher->relater.level, &a, &b, out);
	set_release(&x->mem, &a);
	set_release(&x->mem, &b);
	return r;
}

/* x->q and another text. */
static int
score(struct tawam_index *x, const struct coded *t, struct scores *out)
{
	struct shingler *s = &x->sketcher->shingler;
	struct question *q = &x->q;
	size_t n;
	int r;

	if (q->text.n > OVERLAP_MOST || t->n > OVERLAP_MOST)
		return score_long(x, t, out);
	if (!q->keyed && ((r = shingle_keys(s, &q->text, &n)) != 0 ||
	    (r = overlap_text(&x->overlap, &x->mem, s->keys, n)) != 0))
		return r;
	q->keyed = 1;
	if ((r = shingle_keys(s, t, &n)) != 0)
		return r;
	return overlap_scores(&x->overlap, &x->mem, s->keys, n, out);
}

/* Exactly. */
static int
compare(struct tawam_index *x, uint32_t doc)
{
	const struct entry *e = catalog_entry(&x->docs, doc);
	struct side asked = { .text = x->q.text }, stored = { 0 };
	struct kept_text *k;
	struct tawam_match m;
	struct scores s;
	int r;

	if ((r = get_kept(x, doc, e->place, &k)) != 0 ||
	    (r = score(x, &k->text, &s)) != 0)
		return r;
	stored.text = k->text;
	if ((r = relate_scored(&x->sketcher->relater, &asked, &stored, &s,
	    &m)) != 0 || m.relation == TAWAM_UNRELATED)
		return r;
	return add_found(x, doc, 0, &m);
}

/* May it be compared with the question? */
static int
in_scope(const struct tawam_index *x, uint32_t doc)
{
	const struct entry *e = catalog_entry(&x->docs, doc);

	return e != NULL && e->within == x->q.doc.within &&
	    !is_same_form(&x->q, e) && is_close(x, e->date);
}

/* Those that may match, the likeliest first, into x->ranked. */
static int
rank_candidates(struct tawam_index *x, size_t *out)
{
	struct catalog *s = &x->docs;
	size_t n = 0;
	int r;

	catalog_search(s, x->q.tags);
	if ((r = mem_grow(&x->mem, &x->ranked, &x->ranked_cap,
	    2 * s->nfound, sizeof(*x->ranked))) != 0)
		return r;
	for (size_t i = 0; i < s->nfound; i++) {
		uint32_t doc = s->found[i], equal = catalog_equal(x->q.sketch,
		    catalog_sketch(s, doc), x->p.slots);

		/* Most are neither, and of those little is looked at. */
		if (!promising(x, doc, equal) || !in_scope(x, doc))
			continue;
		x->ranked[n].key = (uint64_t)(x->p.slots - equal) << 32 | doc;
		x->ranked[n++].val = equal;
	}
	if (n > 1)
		sort_recs(x->ranked, x->ranked + n, n);
	*out = n;
	return TAWAM_OK;
}

static int
ask_bands(struct tawam_index *x, int all)
{
	double best = 0;	/* Jaccard of a joined near match */
	size_t n;
	int r;

	if ((r = index_sketch_doc(x)) != 0 || (r = rank_candidates(x,
	    &n)) != 0)
		return r;
	for (size_t i = 0; i < n; i++) {
		size_t was = x->nfound;
		const struct found *f;

		/* Only a nearer one is better, and this cannot be. */
		if (!all && x->upper[x->ranked[i].val] < best)
			continue;
		if ((r = compare(x, (uint32_t)x->ranked[i].key)) != 0)
			return r;
		if (x->nfound == was)
			continue;
		f = &x->found[was];
		if (f->joined && f->match.relation == TAWAM_NEAR &&
		    f->match.jaccard > best)
			best = f->match.jaccard;
	}
	return TAWAM_OK;
}

int
index_ask(struct tawam_index *x, int all)
{
	struct found *tmp;
	int same = 0, r;

	x->nfound = 0;
	if (x->q.text.n == 0)
		return TAWAM_OK;
	if ((r = ask_forms(x)) != 0)
		return r;
	for (size_t i = 0; i < x->nfound; i++)
		same |= x->found[i].match.relation == TAWAM_EXACT;
	/* Nothing is better than the same text, when that is joined. */
	if ((all || !same || (x->p.join & TAWAM_BIT(TAWAM_EXACT)) == 0) &&
	    x->q.text.n >= LENGTH_SHORT && (r = ask_bands(x, all)) != 0)
		return r;
	if (x->nfound < 2)
		return TAWAM_OK;
	if ((tmp = mem_alloc(&x->mem, x->nfound, sizeof(*tmp))) == NULL)
		return TAWAM_ENOMEM;
	sort_by(x->found, tmp, x->nfound, sizeof(*tmp), by_match, NULL);
	mem_free(&x->mem, tmp);
	return TAWAM_OK;
}

void
index_copy_hit(const struct tawam_hit *h, struct tawam_hit *out)
{
	size_t size = out->size;

	memcpy(out, h, size < sizeof(*h) ? size : sizeof(*h));
	if (size >= sizeof(size))
		out->size = size;
}

int
index_fill_hit(struct tawam_index *x, const struct found *f,
    struct tawam_hit *out)
{
	struct record rec;
	int r;

	if ((r = log_read(&x->log, catalog_entry(&x->docs, f->doc)->place,
	    &rec)) != 0)
		return r;
	memset(out, 0, sizeof(*out));
	out->size = sizeof(*out);
	out->number = f->doc;
	out->id = rec.id;
	out->idlen = rec.idlen;
	out->date = rec.date;
	out->within = rec.within;
	out->length = rec.n;
	out->match = f->match;
	out->joined = f->joined;
	out->replay = f->replay;
	out->asked = x->q.text.n;
	return TAWAM_OK;
}

int
tawam_index_check(struct tawam_index *x, const struct tawam_doc *d,
    struct tawam_hit *hit)
{
	struct tawam_hit h = { .size = sizeof(h) };
	int r;

	if ((r = index_read_doc(x, d)) != 0 || (r = index_ask(x, 0)) != 0)
		return r;
	h.asked = x->q.text.n;
	if (x->nfound > 0 && (r = index_fill_hit(x, &x->found[0], &h)) != 0)
		return r;
	index_copy_hit(&h, hit);
	return TAWAM_OK;
}

int
tawam_index_query(struct tawam_index *x, const struct tawam_doc *d,
    tawam_hit_fn *fn, void *arg)
{
	struct tawam_hit h;
	int r;

	if ((r = index_read_doc(x, d)) != 0 || (r = index_ask(x, 1)) != 0)
		return r;
	for (size_t i = 0; i < x->nfound; i++)
		if ((r = index_fill_hit(x, &x->found[i], &h)) != 0 ||
		    (r = fn(arg, &h)) != 0)
			return r;
	return TAWAM_OK;
}
