/*
 * sketcher.c - one text, two texts: the functions that need no corpus.
 */
#include <string.h>

#include "base/hash.h"
#include "lib/params.h"
#include "lib/sketcher.h"
#include "shingle/sketch.h"

int
tawam_sketcher_new(struct tawam_sketcher **out, const struct tawam_params *p)
{
	struct tawam_sketcher *s;
	struct tawam_params q;
	struct limits limits;
	struct mem mem;
	int r;

	*out = NULL;
	if ((r = params_read(p, &q)) != 0)
		return r;
	mem_init(&mem, q.alloc);
	if ((s = mem_zalloc(&mem, 1, sizeof(*s))) == NULL)
		return TAWAM_ENOMEM;
	s->mem = mem;
	s->p = q;
	s->p.alloc = NULL;
	s->p.keep = NULL;
	s->p.nkeep = 0;
	if (s->p.slots == 0)
		s->p.slots = SLOTS_DEFAULT;
	shingler_init(&s->shingler, q.ngram, q.seed, &s->mem);
	sketch_consts_init(&s->consts, s->p.slots, q.seed);
	limits.threshold = q.threshold;
	limits.floor = params_floor(&q);
	limits.containment = q.containment;
	if ((r = normaliser_new(&s->normaliser, q.profile, &s->mem)) != 0 ||
	    (r = relater_init(&s->relater, &limits, q.profile,
	    &s->mem)) != 0) {
		tawam_sketcher_free(s);
		return r;
	}
	*out = s;
	return TAWAM_OK;
}

void
tawam_sketcher_free(struct tawam_sketcher *s)
{
	struct mem mem;

	if (s == NULL)
		return;
	mem = s->mem;
	normaliser_free(s->normaliser);
	shingler_release(&s->shingler);
	relater_release(&s->relater);
	mem_free(&mem, s);
}

int
tawam_normalise(struct tawam_sketcher *s, const char *text, size_t len,
    struct tawam_normal *out)
{
	struct normal n;
	int r;

	if ((r = normaliser_run(s->normaliser, text, len, &n)) != 0)
		return r;
	out->bytes = n.bytes;
	out->len = n.len;
	out->length = n.length;
	out->repaired = n.repaired;
	return TAWAM_OK;
}

int
tawam_normalise_feed(struct tawam_sketcher *s, const char *piece, size_t len,
    tawam_write_fn *fn, void *arg)
{
	return normaliser_feed(s->normaliser, piece, len, fn, arg);
}

int
tawam_normalise_end(struct tawam_sketcher *s, tawam_write_fn *fn, void *arg)
{
	return normaliser_end(s->normaliser, fn, arg);
}

size_t
tawam_sketch_size(const struct tawam_params *p)
{
	struct tawam_params q;

	if (params_read(p, &q) != 0)
		return 0;
	return SKETCH_HEADER +
	    4 * (size_t)(q.slots != 0 ? q.slots : SLOTS_DEFAULT);
}

int
tawam_sketch(struct tawam_sketcher *s, const char *text, size_t len,
    void *sketch, size_t size)
{
	uint32_t slots[SKETCH_SLOTS_MAX];
	struct sketch_header h;
	struct hash128 exact;
	struct normal n;
	size_t count;
	int r;

	if (size < SKETCH_HEADER + 4 * (size_t)s->p.slots)
		return TAWAM_ESHORT;
	if ((r = normaliser_run(s->normaliser, text, len, &n)) != 0 ||
	    (r = shingle_text(&s->shingler, n.bytes, n.len, &count)) != 0)
		return r;
	sketch_slots(&s->consts, s->shingler.hashes, count, slots);
	exact = hash128(n.bytes, n.len);
	h.profile = (uint8_t)s->p.profile;
	h.ngram = (uint8_t)s->p.ngram;
	h.slots = s->p.slots;
	h.tables = tawam_tables_digest();
	h.seed = s->p.seed;
	h.length = n.length;
	h.exact_lo = exact.lo;
	h.exact_hi = exact.hi;
	sketch_encode(&h, slots, sketch);
	return TAWAM_OK;
}

int
tawam_sketch_compare(const void *a, size_t na, const void *b, size_t nb,
    double *jaccard)
{
	uint32_t sa[SKETCH_SLOTS_MAX], sb[SKETCH_SLOTS_MAX];
	struct sketch_header ha, hb;
	int r;

	if ((r = sketch_decode(a, na, &ha, sa)) != 0 ||
	    (r = sketch_decode(b, nb, &hb, sb)) != 0)
		return r;
	if (ha.profile != hb.profile || ha.ngram != hb.ngram ||
	    ha.slots != hb.slots || ha.seed != hb.seed ||
	    ha.tables != hb.tables || ha.tables != tawam_tables_digest())
		return TAWAM_EMISMATCH;
	/* Empty texts are like nothing, each other included. */
	*jaccard = ha.length == 0 || hb.length == 0 ? 0 :
	    (double)sketch_equal(sa, sb, ha.slots) / ha.slots;
	return TAWAM_OK;
}

/* Normal form, marks and shingle set of one text of a comparison. */
struct compared {
	struct buf form;
	struct set set;
	uint64_t length, marks;
};

static int
prepare(struct tawam_sketcher *s, const char *text, size_t len,
    struct compared *c)
{
	struct normal n;
	size_t count;
	int r;

	memset(c, 0, sizeof(*c));
	if ((r = normaliser_run(s->normaliser, text, len, &n)) != 0 ||
	    (r = buf_add(&s->mem, &c->form, n.bytes, n.len)) != 0)
		return r;
	c->length = n.length;
	c->marks = n.marks;
	if ((r = shingle_text(&s->shingler, n.bytes, n.len, &count)) != 0)
		return r;
	return set_build(&s->mem, s->shingler.keys, count, &c->set);
}

static void
unprepare(struct tawam_sketcher *s, struct compared *c)
{
	buf_free(&s->mem, &c->form);
	set_release(&s->mem, &c->set);
}

static struct side
side_of(const struct compared *c)
{
	struct side s = { c->form.p, c->form.len, c->length, &c->set };

	return s;
}

int
tawam_compare(struct tawam_sketcher *s, const char *a, size_t na,
    const char *b, size_t nb, struct tawam_match *out)
{
	struct compared ca, cb;
	int r;

	memset(&cb, 0, sizeof(cb));
	if ((r = prepare(s, a, na, &ca)) == 0)
		r = prepare(s, b, nb, &cb);
	if (r == 0) {
		struct side sa = side_of(&ca), sb = side_of(&cb);

		if (sa.len == sb.len && sa.len > 0 &&
		    memcmp(sa.bytes, sb.bytes, sa.len) == 0)
			relate_equal(ca.marks == cb.marks, out);
		else
			r = relate(&s->relater, &sa, &sb, out);
	}
	unprepare(s, &ca);
	unprepare(s, &cb);
	return r;
}
