/*
 * few.c - how many of few keys a long text has at most, without a set of its
 * keys.
 *
 * Keys are spread.  Those of the lower half of all that there may be are looked
 * for: what the text lacks of them tells most texts apart.  The high bits are a
 * key's place, of which there are several for each of the few.  Most keys of
 * the text come to a place where none of these is, and a bit says so; the
 * others are looked for, some at a time, as which they are cannot be predicted.
 * The few are sorted, and those of neighbouring places stand together.
 */
#include <string.h>

#include "compare/few.h"

/* Places for a key: so many, and less than twice as many; and as many have a
 * start. */
#define PLACES		8
#define LEAST_BITS	6	/* those of a word */
#define SOME		256	/* keys of the text at a time */
/* Keys of the text, for each of the few, of which is noted where they are. */
#define NOTED		4

static inline size_t
place_of(const struct few *f, uint64_t key)
{
	return key << 1 >> (64 - f->bits);
}

/* Where the keys are. */
static void
put(struct few *f)
{
	size_t places = (size_t)1 << f->bits, at = 0;

	for (size_t i = 0; i < f->n; i++) {
		size_t place = place_of(f, f->set->keys[i]);

		f->places[place / 64] |= UINT64_C(1) << place % 64;
		while (at <= place / PLACES)
			f->start[at++] = (uint32_t)i;
	}
	while (at <= places / PLACES)
		f->start[at++] = (uint32_t)f->n;
}

/* Keys of the lower half. */
static size_t
count_lower(const struct set *s)
{
	size_t n = 0;

	while (n < s->n && s->keys[n] >> 63 == 0)
		n++;
	return n;
}

int
few_begin(struct few *f, const struct mem *m, const struct set *set)
{
	size_t n = count_lower(set), words, places;

	f->bits = LEAST_BITS;
	while ((size_t)1 << f->bits < PLACES * n)
		f->bits++;
	places = (size_t)1 << f->bits;
	words = places / 64;
	if (mem_grow(m, &f->places, &f->places_cap, words,
	    sizeof(*f->places)) != 0 || mem_grow(m, &f->seen, &f->seen_cap,
	    words, sizeof(*f->seen)) != 0 || mem_grow(m, &f->start,
	    &f->start_cap, places / PLACES + 1, sizeof(*f->start)) != 0 ||
	    mem_grow(m, &f->met, &f->met_cap, n, sizeof(*f->met)) != 0)
		return TAWAM_ENOMEM;
	f->set = set;
	f->n = n;
	f->noted = f->both = 0;
	memset(f->places, 0, words * sizeof(*f->places));
	memset(f->seen, 0, words * sizeof(*f->seen));
	memset(f->met, 0, n);
	put(f);
	return TAWAM_OK;
}

/* The spread keys that come where some of the few are; how many. */
static size_t
sift(const struct few *f, const uint64_t *keys, size_t n, uint64_t *out)
{
	const uint64_t *places = f->places;
	size_t m = 0;

	for (size_t i = 0; i < n; i++) {
		uint64_t v = set_spread(keys[i]);
		size_t at = place_of(f, v);

		out[m] = v;
		m += places[at / 64] >> at % 64 & ~(v >> 63) & 1;
	}
	return m;
}

/* The text has it, and may have it many times more. */
static void
meet(struct few *f, size_t k)
{
	const uint64_t *keys = f->set->keys;
	size_t place = place_of(f, keys[k]);

	f->met[k] = 1;
	f->both++;
	if ((k == 0 || place_of(f, keys[k - 1]) != place) &&
	    (k + 1 == f->n || place_of(f, keys[k + 1]) != place))
		f->places[place / 64] &= ~(UINT64_C(1) << place % 64);
}

static void
look_up(struct few *f, const uint64_t *spread, size_t n)
{
	const uint64_t *keys = f->set->keys;

	for (size_t i = 0; i < n; i++) {
		size_t at = place_of(f, spread[i]) / PLACES;
		uint32_t end = f->start[at + 1];

		for (uint32_t k = f->start[at]; k < end; k++)
			if (keys[k] == spread[i] && !f->met[k])
				meet(f, k);
	}
}

/* Notes where keys are, of whatever half. */
static void
note(struct few *f, const uint64_t *keys, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t at = set_spread(keys[i]) >> (64 - f->bits);

		f->seen[at / 64] |= UINT64_C(1) << at % 64;
	}
	f->noted += n;
}

void
few_add(struct few *f, const uint64_t *keys, size_t n)
{
	uint64_t out[SOME];

	for (size_t at = 0; at < n; at += SOME) {
		size_t some = n - at < SOME ? n - at : SOME;

		if (f->noted < NOTED * f->set->n)
			note(f, keys + at, some);
		look_up(f, out, sift(f, keys + at, some, out));
	}
}

size_t
few_least(const struct few *f)
{
	size_t words = ((size_t)1 << f->bits) / 64, n = 0;

	for (size_t i = 0; i < words; i++)
		n += (size_t)__builtin_popcountll(f->seen[i]);
	return n;
}

void
few_release(struct few *f, const struct mem *m)
{
	mem_free(m, f->places);
	mem_free(m, f->seen);
	mem_free(m, f->start);
	mem_free(m, f->met);
	memset(f, 0, sizeof(*f));
}
