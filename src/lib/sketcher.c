/*
 * sketcher.c - one text, two texts: the functions that need no corpus.
 */
#include <string.h>

#include "base/hash.h"
#include "lib/params.h"
#include "lib/sketcher.h"

#define DEGENERATE	0.2	/* distinct shingles a position */

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
	kperm_consts_init(&s->kperm, s->p.slots, q.seed);
	limits.threshold = q.threshold;
	limits.floor = params_floor(&q);
	limits.containment = q.containment;
	if ((r = normaliser_new(&s->normaliser, q.profile, &s->mem)) != 0 ||
	    (r = coder_new(&s->coder, q.profile, &s->mem)) != 0 ||
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
	coder_free(s->coder);
	shingler_release(&s->shingler);
	set_maker_release(&s->mem, &s->sets);
	few_release(&s->few, &s->mem);
	relater_release(&s->relater);
	locator_release(&s->locator);
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

/*
 * A long text's shingles are cut piece by piece, so that what is made of them
 * needs no more room than a piece, and the nearest caches have it: those that
 * begin in its first PIECE code points, for which it has some of the next
 * piece's.
 */
#define PIECE		((size_t)1 << 16)
#define SMALL_PIECE	((size_t)1 << 12)	/* hashes near at hand */

/* Points of so many class bytes, among which they are rare. */
static size_t
zeros(const uint8_t *classes, size_t n)
{
	const uint8_t *p = classes, *end = classes + n;
	size_t count = 0;

	while ((p = memchr(p, 0, (size_t)(end - p))) != NULL) {
		count++;
		p++;
	}
	return count;
}

/* Takes the first piece off the rest, which may be empty; 0 when it was the
 * last one. */
static int
take_piece(const struct tawam_sketcher *s, size_t most, struct coded *rest,
    struct coded *piece)
{
	size_t more = s->p.ngram - 1;

	*piece = *rest;
	if (rest->n <= most + more)
		return 0;
	piece->n = most + more;
	rest->classes += most;
	rest->n -= most;
	if (rest->npoints > 0) {
		size_t n = zeros(piece->classes, most);

		piece->npoints = n + zeros(rest->classes, more);
		rest->points += n;
		rest->npoints -= n;
	}
	return 1;
}

/* Those of a long text, in one pass; *done is 0 when that was not enough. */
static int
long_slots(struct tawam_sketcher *s, const struct coded *t,
    uint32_t *slots, int *done)
{
	uint32_t bound = sketch_bound(s->p.slots, t->n);
	struct coded rest = *t, piece;
	size_t count;
	int more = 1, r;

	memset(slots, 0xFF, s->p.slots * sizeof(*slots));
	while (more) {
		more = take_piece(s, SMALL_PIECE, &rest, &piece);
		if ((r = shingle_hashes(&s->shingler, &piece, &count)) != 0)
			return r;
		sketch_under(&s->consts, s->shingler.hashes, count, bound,
		    slots);
	}
	*done = sketch_under_end(&s->consts, slots);
	return TAWAM_OK;
}

/* The slots of a whole are the least of its pieces', in both schemes: a bin
 * that is filled counts for less than one that is not. */
int
sketcher_slots(struct tawam_sketcher *s, const struct coded *t,
    uint32_t *slots)
{
	uint32_t some[SKETCH_SLOTS_MAX], *to = slots;
	struct coded rest = *t, piece;
	size_t count;
	int more = 1, done = 0, r;

	if (s->p.scheme == TAWAM_OPH && t->n > SKETCH_LONG * s->p.slots &&
	    ((r = long_slots(s, t, slots, &done)) != 0 || done))
		return r;
	while (more) {
		more = take_piece(s, PIECE, &rest, &piece);
		if ((r = shingle_hashes(&s->shingler, &piece, &count)) != 0)
			return r;
		if (s->p.scheme == TAWAM_KPERM)
			kperm_slots(&s->kperm, s->shingler.hashes, count, to);
		else
			sketch_slots(&s->consts, s->shingler.hashes, count,
			    to);
		for (uint32_t i = 0; to == some && i < s->p.slots; i++)
			if (some[i] < slots[i])
				slots[i] = some[i];
		to = some;
	}
	return TAWAM_OK;
}

int
sketcher_set(struct tawam_sketcher *s, const struct coded *t,
    struct set *out)
{
	struct coded rest = *t, piece;
	size_t count;
	int more = 1, r = TAWAM_OK;

	set_begin(&s->sets);
	while (r == 0 && more) {
		more = take_piece(s, PIECE, &rest, &piece);
		if ((r = shingle_keys(&s->shingler, &piece, &count)) == 0)
			r = set_add(&s->mem, &s->sets, s->shingler.keys, count);
	}
	if (r == 0)
		r = set_done(&s->mem, &s->sets, out);
	return r;
}

int
sketcher_few(struct tawam_sketcher *s, const struct set *set,
    const struct coded *t)
{
	struct coded rest = *t, piece;
	size_t count;
	int more = 1, r = few_begin(&s->few, &s->mem, set);

	while (r == 0 && more) {
		more = take_piece(s, PIECE, &rest, &piece);
		if ((r = shingle_keys(&s->shingler, &piece, &count)) == 0)
			few_add(&s->few, s->shingler.keys, count);
	}
	return r;
}

int
sketcher_degenerate(const struct tawam_sketcher *s, const struct coded *t,
    const uint32_t *slots)
{
	return t->n > 0 && sketch_fewer(&s->consts, slots, DEGENERATE *
	    (double)shingle_count(&s->shingler, t->n));
}

int
tawam_sketch(struct tawam_sketcher *s, const char *text, size_t len,
    void *sketch, size_t size)
{
	uint32_t slots[SKETCH_SLOTS_MAX];
	struct sketch_header h;
	struct hash128 exact;
	struct coded t;
	int r;

	if (size < SKETCH_HEADER + 4 * (size_t)s->p.slots)
		return TAWAM_ESHORT;
	if ((r = coder_run(s->coder, text, len, &t)) != 0 ||
	    (r = sketcher_slots(s, &t, slots)) != 0)
		return r;
	exact = coded_hash128(&t);
	h.profile = (uint8_t)s->p.profile;
	h.ngram = (uint8_t)s->p.ngram;
	h.slots = s->p.slots;
	h.tables = tawam_tables_digest();
	h.seed = s->p.seed;
	h.length = t.n;
	h.exact_lo = exact.lo;
	h.exact_hi = exact.hi;
	h.scheme = (uint8_t)s->p.scheme;
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
	    ha.scheme != hb.scheme ||
	    ha.tables != hb.tables || ha.tables != tawam_tables_digest())
		return TAWAM_EMISMATCH;
	/* Empty texts are like nothing, each other included. */
	*jaccard = ha.length == 0 || hb.length == 0 ? 0 :
	    (double)sketch_equal(CPU_SCALAR, sa, sb, ha.slots) / ha.slots;
	return TAWAM_OK;
}

/* One text of a comparison: its normal form, which is its own, and set. */
struct compared {
	struct code_buf buf;
	struct coded text;
	struct set set;
};

static int
prepare(struct tawam_sketcher *s, const char *text, size_t len,
    struct compared *c)
{
	struct coded *t = &c->text;
	int r;

	memset(c, 0, sizeof(*c));
	if ((r = coder_run(s->coder, text, len, t)) != 0)
		return r;
	if ((r = code_append(&s->mem, &c->buf, t)) != 0)
		return r;
	t->classes = c->buf.classes;
	t->points = c->buf.points;
	return sketcher_set(s, t, &c->set);
}

static void
unprepare(struct tawam_sketcher *s, struct compared *c)
{
	code_buf_free(&s->mem, &c->buf);
	set_release(&s->mem, &c->set);
}

static int
same_form(const struct coded *a, const struct coded *b)
{
	return a->n == b->n && a->npoints == b->npoints && a->n > 0 &&
	    memcmp(a->classes, b->classes, a->n) == 0 &&
	    (a->npoints == 0 || memcmp(a->points, b->points,
	    a->npoints * sizeof(*a->points)) == 0);
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
		struct side sa = { .text = ca.text, .set = &ca.set };
		struct side sb = { .text = cb.text, .set = &cb.set };

		if (same_form(&ca.text, &cb.text))
			relate_equal(ca.text.marks == cb.text.marks, out);
		else
			r = relate(&s->relater, &sa, &sb, out);
	}
	unprepare(s, &ca);
	unprepare(s, &cb);
	return r;
}
