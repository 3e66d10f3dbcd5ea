/*
 * batch.c - candidates: pairs of sketches that share a bucket.
 *
 * Each band has a record of every member: high bits of the band's key, and the
 * member's number.  Sorted, a run of one key is a bucket; keys are cut short
 * and may fall together, which makes a few candidates more and loses none.
 * Some bands are cut out of the sketches at a time, and each is sorted and
 * paired by one thread.  Where there is no room for so many records all bands
 * are cut at once, into a file: the sketches are read once, in order, and so
 * are the records of each band.
 */
#include <pthread.h>

#include <math.h>
#include <string.h>

#include "base/sort.h"
#include "index/bands.h"
#include "index/batch.h"
#include "index/pairing.h"
#include "index/mini.h"
#include "shingle/sketch.h"

/* Members whose records are cut by one thread at a time. */
#define STRETCH		8192
/* Bands of a round while sketches are in memory: more would save nothing. */
#define BANDS		8
/* Members after which one comes whose rows are asked for. */
#define AHEAD		16
/* Members between two looks at the bound: sketches are large. */
#define LOOK		256

/* Threads want no more than this share of the bound to sort bands in. */
#define WANT_SHARE	5

/* Where a round's records are, and who has room to sort those of a band. */
enum room {
	ROOM_MEMORY,	/* in memory; any thread */
	ROOM_THREADS,	/* anywhere; any thread, in memory of its own */
	ROOM_ONE	/* anywhere; one at a time, within the bound */
};

struct batch {
	struct space *s;
	const struct batch_input *in;
	struct batch_output *out;
	struct pairer *pairers;		/* one a thread */
	struct pairing pairing;		/* what they share */
	struct vast recs_vast, tmp_vast, mini_vast;
	uint64_t *recs;			/* of a round's bands, one by one */
	uint64_t *tmp;			/* of each thread */
	uint64_t *mini;
	uint64_t *cut;			/* of each thread: of a stretch */
	enum room room;
	uint64_t factors[SKETCH_SLOTS_MAX];	/* of each slot */
	uint32_t first, round;		/* bands of the round */
	unsigned number_bits;
};

/*
 * Equal rows give equal keys, which nobody stores: cheaper ones than band_key's
 * do, of a family whose high bits are strongly universal (Lemire, Kaser:
 * Strongly Universal String Hashing is Fast, 2014).
 */
static uint64_t
key_of(const struct batch *b, const uint32_t *slots, uint32_t band)
{
	uint32_t rows = b->in->rows, first = band * rows;
	uint64_t key = 0;

	for (uint32_t i = first; i < first + rows; i++)
		key += slots[i] * b->factors[i];
	return key;
}

static uint64_t
record(const struct batch *b, uint64_t key, uint32_t member)
{
	return key >> b->number_bits << b->number_bits | member;
}

/* Asks for the rows of the round in a sketch that comes soon. */
static void
expect_rows(const struct batch *b, size_t i)
{
	const struct batch_input *in = b->in;

	if (i < in->nmembers)
		sketch_expect(*in->slots + (size_t)(*in->members)[i] * in->k +
		    b->first * in->rows, b->round * in->rows);
}

/* The records of n members go where those of their bands are. */
static int
put_stretch(const struct batch *b, const uint64_t *recs, size_t from, size_t n)
{
	int r = TAWAM_OK;

	for (uint32_t j = 0; j < b->round && r == TAWAM_OK; j++)
		r = space_put(&b->recs_vast,
		    (j * (size_t)b->in->nmembers + from) * sizeof(*recs),
		    recs + j * (size_t)STRETCH, n * sizeof(*recs));
	return r;
}

/* All the records of a band of the round. */
static int
get_band(const struct batch *b, size_t band, uint64_t *recs)
{
	size_t bytes = b->in->nmembers * sizeof(*recs);

	return space_get(&b->recs_vast, band * bytes, recs, bytes);
}

/*
 * The records of some members in all bands of the round; in the first one
 * their mini-sketches, too, while the sketches are at hand.
 */
static int
cut_stretch(void *arg, unsigned worker, size_t item)
{
	struct batch *b = arg;
	const struct batch_input *in = b->in;
	size_t from = item * STRETCH, to = from + STRETCH;

	size_t apart = b->cut != NULL ? STRETCH : in->nmembers;
	uint64_t *recs = b->cut != NULL ?
	    b->cut + worker * (size_t)b->round * STRETCH : b->recs + from;

	if (to > in->nmembers)
		to = in->nmembers;
	for (size_t i = from; i < to; i++) {
		uint32_t x = (*in->members)[i];
		const uint32_t *slots = *in->slots + (size_t)x * in->k;
		/* Texts of different fields need not meet. */
		uint64_t field = in->scope.within == NULL ? 0 :
		    band_field(in->scope.within[x]);

		expect_rows(b, i + AHEAD);
		for (uint32_t j = 0; j < b->round; j++)
			recs[j * apart + (i - from)] = record(b,
			    key_of(b, slots, b->first + j) ^ field, x);
		if (b->mini != NULL && b->first == 0)
			b->mini[x] = mini_sketch(slots, in->k);
		if (i % LOOK == 0)
			space_ease(b->s, &b->pairers[worker].work, LOOK *
			    (in->k + 2 * b->round) * sizeof(uint32_t));
	}
	return b->cut != NULL ? put_stretch(b, recs, from, to - from) :
	    TAWAM_OK;
}

static int
pair_band(void *arg, unsigned worker, size_t item)
{
	struct batch *b = arg;
	size_t n = b->in->nmembers;
	uint64_t *recs = b->recs + item * n, *tmp = b->tmp + worker * n;
	int r;

	if (b->room == ROOM_THREADS) {
		recs = b->tmp + 2 * worker * n;
		tmp = recs + n;
		if ((r = get_band(b, item, recs)) != 0)
			return r;
	}
	/* Most members are alone in most bands. */
	n = sort_met(recs, tmp, n);
	sort_spread(recs, tmp, n);
	return pairer_band(&b->pairers[worker], recs, n, b->number_bits);
}

/* Nothing that threads read moves, but what they make may. */
static int
run_pinned(struct batch *b, pool_fn *fn, size_t items)
{
	int r;

	space_pin(b->s, 1);
	pairs_unpin(&b->pairing.pairs);
	r = pool_run(b->in->pool, fn, b, items, 1);
	space_pin(b->s, 0);
	return r;
}

/* One band at a time, and its records sorted within the bound. */
static int
pair_alone(struct batch *b)
{
	size_t n = b->in->nmembers;
	int r = TAWAM_OK;

	for (uint32_t i = 0; i < b->round && r == 0; i++) {
		if ((r = get_band(b, i, b->tmp)) != 0 ||
		    (r = space_sort(b->s, &b->tmp_vast, n, 1)) != 0)
			break;
		space_pin(b->s, 1);
		pairs_unpin(&b->pairing.pairs);
		r = pairer_band(&b->pairers[0], b->tmp, n, b->number_bits);
		space_pin(b->s, 0);
		if (r == 0)
			r = space_make(b->s, 0);
	}
	return r;
}

static int
one_round(struct batch *b)
{
	size_t stretches = ((size_t)b->in->nmembers + STRETCH - 1) / STRETCH;
	int r;

	if ((r = run_pinned(b, cut_stretch, stretches)) == 0)
		r = b->room == ROOM_ONE ? pair_alone(b) :
		    run_pinned(b, pair_band, b->round);
	return r != 0 ? r : space_make(b->s, 0);
}

/* Room for what the first round fills in. */
static int
mini_room(struct batch *b)
{
	const struct batch_input *in = b->in;
	int r;

	if (in->mini == 0)
		return TAWAM_OK;
	if ((r = space_grow(b->s, &b->mini_vast, in->n,
	    sizeof(*b->mini))) != 0)
		return r;
	b->pairing.mini = &b->mini;
	return TAWAM_OK;
}

/* How many bands a round has, and where: as the bound leaves room for.  The
 * pairs are the same. */
static int
make_room(struct batch *b)
{
	unsigned workers = pool_workers(b->in->pool);
	uint32_t bands = b->in->bands, few = bands < BANDS ? bands : BANDS;
	size_t band = (size_t)b->in->nmembers * sizeof(*b->recs);
	size_t spare, tmp[] = { workers, 2 * (size_t)workers, 1 };
	size_t want = tmp[ROOM_THREADS] * band;
	int r;

	/* Others move when it helps. */
	if ((r = space_clear(b->s, want < b->s->bound / WANT_SHARE ? want :
	    0)) != 0)
		return r;
	spare = space_spare(b->s);
	b->room = !space_spilled(b->s) && spare / 2 / (few + workers) >=
	    band ? ROOM_MEMORY : spare >= want ? ROOM_THREADS : ROOM_ONE;
	b->round = b->room == ROOM_MEMORY ? few : bands;
	if (b->room != ROOM_MEMORY && (b->cut = mem_alloc(&b->s->mem,
	    workers * (size_t)STRETCH, bands * sizeof(*b->cut))) == NULL)
		return TAWAM_ENOMEM;
	/* What is sorted has the first claim to memory. */
	if ((r = space_grow(b->s, &b->tmp_vast, tmp[b->room] * band, 1)) != 0)
		return r;
	return space_grow(b->s, &b->recs_vast, b->round * band, 1);
}

static int
all_bands(struct batch *b)
{
	const struct batch_input *in = b->in;
	int r;

	if (in->bands == 0 || in->nmembers == 0)
		return TAWAM_OK;
	if ((r = mini_room(b)) != 0 || (r = make_room(b)) != 0)
		return r;
	for (; b->first < in->bands; b->first += b->round) {
		if (b->round > in->bands - b->first)
			b->round = in->bands - b->first;
		if (in->progress != NULL && in->progress(in->progress_arg,
		    TAWAM_STAGE_INDEX, b->first, in->bands) != 0)
			return TAWAM_ECANCEL;
		if ((r = one_round(b)) != 0)
			return r;
	}
	return TAWAM_OK;
}

/*
 * With a window, equal texts of different dates are members of their own.
 * Those with a date meet here for certain, the tiny ones only here.
 */
static int
band_of_forms(struct batch *b)
{
	const struct batch_input *in = b->in;
	size_t n = 0;
	int r;

	if (in->forms == NULL || in->n == 0)
		return TAWAM_OK;
	if ((r = space_grow(b->s, &b->recs_vast, in->n,
	    sizeof(*b->recs))) != 0)
		return r;
	for (uint32_t i = 0; i < in->n; i++)
		if (in->scope.date[i] != TAWAM_NO_DATE)
			b->recs[n++] = (uint64_t)in->forms[i] << 32 | i;
	if ((r = space_sort(b->s, &b->recs_vast, n, 1)) != 0)
		return r;
	/* Forms are equal or not: no sketch is asked. */
	b->pairing.mini = NULL;
	return pairer_band(&b->pairers[0], b->recs, n, 32);
}

static int
batch_begin(struct batch *b)
{
	unsigned workers = pool_workers(b->in->pool);
	struct pairing *k = &b->pairing;
	uint64_t state = 0;

	for (uint32_t i = 0; i < SKETCH_SLOTS_MAX; i++)
		b->factors[i] = splitmix64(&state);
	space_enter(b->s, &b->recs_vast, VAST_WARM, &b->recs);
	space_enter(b->s, &b->tmp_vast, VAST_WARM, &b->tmp);
	space_enter(b->s, &b->mini_vast, VAST_WARM, &b->mini);
	while (b->number_bits < 32 && b->in->n > (size_t)1 << b->number_bits)
		b->number_bits++;
	pairing_init(k, b->s, b->in, b->out);
	b->pairers = mem_zalloc(&b->s->mem, workers, sizeof(*b->pairers));
	if (b->pairers == NULL)
		return TAWAM_ENOMEM;
	for (unsigned i = 0; i < workers; i++)
		b->pairers[i].k = k;
	return TAWAM_OK;
}

static void
batch_end(struct batch *b)
{
	unsigned workers = pool_workers(b->in->pool);

	for (unsigned i = 0; b->pairers != NULL && i < workers; i++)
		pairer_release(&b->pairers[i]);
	mem_free(&b->s->mem, b->pairers);
	mem_free(&b->s->mem, b->cut);
	space_leave(b->s, &b->recs_vast);
	space_leave(b->s, &b->tmp_vast);
	space_leave(b->s, &b->mini_vast);
	pairing_release(&b->pairing);
}

int
batch_candidates(struct space *s, const struct batch_input *in,
    struct batch_output *out)
{
	struct batch b = { .s = s, .in = in, .out = out };
	int r;

	memset(out, 0, sizeof(*out));
	space_enter(s, &out->vast, VAST_COLD, &out->pairs);
	if ((r = batch_begin(&b)) == 0 && (r = all_bands(&b)) == 0 &&
	    (r = band_of_forms(&b)) == 0)
		r = pairers_finish(b.pairers, pool_workers(in->pool), out);
	batch_end(&b);
	return r;
}

int
batch_compact(struct space *s, struct batch_output *out)
{
	int r = space_sort(s, &out->vast, out->npairs, 1);

	if (r == 0)
		out->npairs = space_unique(s, out->pairs, out->npairs);
	return r;
}

void
batch_release(struct space *s, struct batch_output *out)
{
	space_leave(s, &out->vast);
	out->npairs = 0;
}
