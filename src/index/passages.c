/*
 * passages.c - fingerprints of a corpus, brought together by their hash.
 */
#include <string.h>

#include "index/passages.h"

/* Texts are read in stretches of so many members, or code points; several make
 * a round. */
#define STRETCH		64
#define STRETCH_POINTS	((size_t)1 << 18)
#define ROUND		32
/* Fingerprints that are sorted at once, at least. */
#define LEAST_ROOM	16384
#define KEY_END	(UINT64_C(1) << WINNOW_BITS)

/* Members [from, to), and their records: key, and group << 32 | place. */
struct stretch {
	uint32_t from, to;
	struct sort_rec *recs;
	size_t n, cap;
};

/*
 * Fingerprints are least hashes, so that most are small; their keys, one for
 * each, are spread evenly.
 */
static uint64_t
key_of(uint64_t hash)
{
	return hash * UINT64_C(0x9e3779b97f4a7c15) & (KEY_END - 1);
}

/* One thread's. */
struct reader {
	struct prints prints;
	size_t work;		/* bytes of text read, for the space */
};

struct builder {
	struct passages *p;
	const struct passages_input *in;
	struct space *s;
	struct reader *readers;		/* of each worker */
	struct stretch stretches[ROUND];
	uint64_t low, high;		/* keys of this pass: [low, high) */
	size_t room;			/* records at once */
	struct sort_rec *recs, *tmp;
	size_t n;
	struct vast recs_vast, tmp_vast;
};

/* The fingerprints of one stretch that are in range, by one thread. */
static int
read_stretch(void *arg, unsigned worker, size_t i)
{
	struct builder *b = arg;
	const struct passages_input *in = b->in;
	struct prints *prints = &b->readers[worker].prints;
	const struct mem *m = &b->s->mem;
	struct stretch *s = &b->stretches[i];
	int r;

	s->n = 0;
	for (uint32_t g = s->from; g < s->to; g++) {
		struct coded t;

		if (in->skip[g])
			continue;
		t = in->text(in->arg, g);
		if ((r = winnow(m, &t, prints)) != 0 ||
		    (r = mem_grow(m, &s->recs, &s->cap, s->n + prints->n,
		    sizeof(*s->recs))) != 0)
			return r;
		space_ease(b->s, &b->readers[worker].work, t.n);
		for (size_t k = 0; k < prints->n; k++) {
			uint64_t key = key_of(prints->list[k].hash);

			if (key >= b->low && key < b->high)
				s->recs[s->n++] = (struct sort_rec){ key,
				    (uint64_t)g << 32 | prints->list[k].at };
		}
	}
	return TAWAM_OK;
}

/* Keeps the records of keys under high. */
static size_t
keep_under(struct sort_rec *recs, size_t n, uint64_t high)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (recs[i].key < high)
			recs[kept++] = recs[i];
	return kept;
}

/* One fingerprint alone is never too much. */
static int
too_many(const struct builder *b, size_t more)
{
	return b->n + more > b->room && b->high - b->low > 1;
}

static int
take_stretch(struct builder *b, struct stretch *s)
{
	int r;

	s->n = keep_under(s->recs, s->n, b->high);
	while (too_many(b, s->n)) {
		b->high = b->low + (b->high - b->low + 1) / 2;
		b->n = keep_under(b->recs, b->n, b->high);
		s->n = keep_under(s->recs, s->n, b->high);
	}
	if (s->n == 0)
		return TAWAM_OK;
	if ((r = space_grow(b->s, &b->recs_vast, b->n + s->n,
	    sizeof(*b->recs))) != 0)
		return r;
	memcpy(b->recs + b->n, s->recs, s->n * sizeof(*s->recs));
	b->n += s->n;
	return TAWAM_OK;
}

/* The next stretches from a member on; where they end. */
static uint32_t
cut_stretches(struct builder *b, uint32_t g)
{
	const struct passages_input *in = b->in;

	for (size_t i = 0; i < ROUND; i++) {
		struct stretch *s = &b->stretches[i];
		size_t points = 0;

		s->from = g;
		while (g < in->n && g - s->from < STRETCH &&
		    points < STRETCH_POINTS) {
			if (!in->skip[g])
				points += in->text(in->arg, g).n;
			g++;
		}
		s->to = g;
	}
	return g;
}

/* All records whose key is in [low, high), with high as it turns out. */
static int
read_range(struct builder *b)
{
	const struct passages_input *in = b->in;
	int r;

	b->n = 0;
	for (uint32_t g = 0; g < in->n;) {
		if (in->progress != NULL && in->progress(in->progress_arg,
		    TAWAM_STAGE_INDEX, g, in->n) != 0)
			return TAWAM_ECANCEL;
		g = cut_stretches(b, g);
		if ((r = pool_run(in->pool, read_stretch, b, ROUND, 1)) != 0 ||
		    (r = space_keep(b->s, ROUND * STRETCH_POINTS)) != 0)
			return r;
		for (size_t i = 0; i < ROUND; i++)
			if ((r = take_stretch(b, &b->stretches[i])) != 0)
				return r;
	}
	return TAWAM_OK;
}

/* The records of one fingerprint become places, if these are worth it. */
static int
keep_print(struct builder *b, const struct sort_rec *recs, size_t n)
{
	struct passages *p = b->p;
	size_t members = 1;
	int r;

	for (size_t i = 1; i < n; i++)
		members += recs[i].val >> 32 != recs[i - 1].val >> 32;
	p->prints++;
	if (members == 1)
		return TAWAM_OK;
	if (b->in->df > 0 && members > b->in->df) {
		p->cut++;
		return TAWAM_OK;
	}
	p->shared++;
	if (p->n + n > UINT32_MAX)
		return TAWAM_ENOMEM;
	if ((r = space_grow(b->s, &p->places_vast, p->n + n,
	    sizeof(*p->places))) != 0)
		return r;
	for (size_t i = 0; i < n; i++)
		p->places[p->n++] = (struct place){
		    (uint32_t)(recs[i].val >> 32),
		    (uint32_t)recs[i].val | (i == 0 ? PLACE_FIRST : 0) };
	return TAWAM_OK;
}

static int
keep_range(struct builder *b)
{
	size_t end;
	int r;

	if ((r = space_grow(b->s, &b->tmp_vast, b->n, sizeof(*b->tmp))) != 0)
		return r;
	sort_recs(b->recs, b->tmp, b->n);
	for (size_t i = 0; i < b->n; i = end) {
		for (end = i + 1; end < b->n; end++)
			if (b->recs[end].key != b->recs[i].key)
				break;
		if ((r = keep_print(b, b->recs + i, end - i)) != 0)
			return r;
	}
	return TAWAM_OK;
}

/* Range after range.  The next one may be as wide as the last, or wider when
 * that left room. */
static int
all_ranges(struct builder *b)
{
	uint64_t width;
	int r;

	b->high = KEY_END;
	while (b->low < KEY_END) {
		if ((r = read_range(b)) != 0 || (r = keep_range(b)) != 0)
			return r;
		width = b->high - b->low;
		if (b->n < b->room / 2)
			width *= 2;
		b->low = b->high;
		b->high = KEY_END - b->low > width ? b->low + width :
		    KEY_END;
	}
	return TAWAM_OK;
}

/* Which places are whose. */
static int
find_own(struct passages *p)
{
	uint32_t n = p->in->n, sum = 0;
	int r;

	if ((r = space_grow(p->space, &p->own_vast, p->n,
	    sizeof(*p->own))) != 0 || (r = space_grow(p->space,
	    &p->first_vast, (size_t)n + 1, sizeof(*p->first))) != 0)
		return r;
	memset(p->first, 0, ((size_t)n + 1) * sizeof(*p->first));
	for (size_t i = 0; i < p->n; i++)
		p->first[p->places[i].group]++;
	for (uint32_t g = 0; g <= n; g++) {
		uint32_t count = p->first[g];

		p->first[g] = sum;
		sum += count;
	}
	for (size_t i = 0; i < p->n; i++)
		p->own[p->first[p->places[i].group]++] = (uint32_t)i;
	/* Each now has the next one's. */
	for (uint32_t g = n; g > 0; g--)
		p->first[g] = p->first[g - 1];
	p->first[0] = 0;
	return TAWAM_OK;
}

/* Bytes to sort in: for all of it, or as much as can be had. */
static int
make_room(struct builder *b)
{
	const struct passages_input *in = b->in;
	size_t all = 0, most = b->s->bound / 5 * 2;
	int r;

	for (uint32_t g = 0; g < in->n; g++)
		if (!in->skip[g])
			all += in->text(in->arg, g).n;
	/* A record for half a span, twice. */
	all = all / WINNOW_SPAN * 2 * 2 * sizeof(*b->recs);
	if ((r = space_make(b->s, all < most ? all : most)) != 0)
		return r;
	b->room = (in->memory != 0 ? in->memory : space_spare(b->s) / 4 * 3) /
	    (2 * sizeof(*b->recs));
	if (b->room < LEAST_ROOM)
		b->room = LEAST_ROOM;
	return TAWAM_OK;
}

static void
builder_release(struct builder *b)
{
	const struct mem *m = &b->s->mem;

	for (unsigned i = 0; b->readers != NULL &&
	    i < pool_workers(b->in->pool); i++)
		prints_release(m, &b->readers[i].prints);
	mem_free(m, b->readers);
	for (size_t i = 0; i < ROUND; i++)
		mem_free(m, b->stretches[i].recs);
	space_leave(b->s, &b->recs_vast);
	space_leave(b->s, &b->tmp_vast);
}

int
passages_build(struct passages *p, struct space *s,
    const struct passages_input *in)
{
	struct builder b = { .p = p, .in = in, .s = s };
	int r = TAWAM_ENOMEM;

	memset(p, 0, sizeof(*p));
	p->space = s;
	p->in = in;
	space_enter(s, &p->places_vast, VAST_WARM, &p->places);
	space_enter(s, &p->own_vast, VAST_HOT, &p->own);
	space_enter(s, &p->first_vast, VAST_HOT, &p->first);
	space_enter(s, &b.recs_vast, VAST_HOT, &b.recs);
	space_enter(s, &b.tmp_vast, VAST_HOT, &b.tmp);
	b.readers = mem_zalloc(&s->mem, pool_workers(in->pool),
	    sizeof(*b.readers));
	if (b.readers != NULL && (r = make_room(&b)) == 0)
		r = all_ranges(&b);
	builder_release(&b);
	return r != 0 ? r : find_own(p);
}

void
passages_release(struct passages *p)
{
	if (p->space == NULL)
		return;
	space_leave(p->space, &p->places_vast);
	space_leave(p->space, &p->own_vast);
	space_leave(p->space, &p->first_vast);
	memset(p, 0, sizeof(*p));
}
