/*
 * few.c - how many of few keys a long text has, without a set of its keys.
 *
 * Keys are spread: the high bits are a key's place, of which there are several
 * for each of the few.  Most keys of the text come to a place where none of
 * these is, and a bit says so; the others are looked for, some at a time, as
 * which they are cannot be predicted.  The few are sorted, and those of
 * neighbouring places stand together.
 */
#include <string.h>

#include "compare/few.h"

/* Places for a key: so many, and less than twice as many; and as many have a
 * start. */
#define PLACES		8
#define LEAST_BITS	6	/* those of a word */
#define SOME		256	/* keys of the text at a time */

/* Where the keys are. */
static void
put(struct few *f, size_t places)
{
	const struct set *s = f->set;
	size_t at = 0;

	for (size_t i = 0; i < s->n; i++) {
		size_t place = s->keys[i] >> f->shift;

		f->places[place / 64 * 2] |= UINT64_C(1) << place % 64;
		while (at <= place / PLACES)
			f->start[at++] = (uint32_t)i;
	}
	while (at <= places / PLACES)
		f->start[at++] = (uint32_t)s->n;
}

int
few_begin(struct few *f, const struct mem *m, const struct set *set)
{
	unsigned bits = LEAST_BITS;
	size_t places, words;

	while ((size_t)1 << bits < PLACES * set->n)
		bits++;
	places = (size_t)1 << bits;
	words = places / 64 * 2;
	if (mem_grow(m, &f->places, &f->places_cap, words,
	    sizeof(*f->places)) != 0 || mem_grow(m, &f->start, &f->start_cap,
	    places / PLACES + 1, sizeof(*f->start)) != 0 || mem_grow(m,
	    &f->met, &f->met_cap, set->n, sizeof(*f->met)) != 0)
		return TAWAM_ENOMEM;
	f->set = set;
	f->shift = 64 - bits;
	f->both = 0;
	memset(f->places, 0, words * sizeof(*f->places));
	memset(f->met, 0, set->n);
	put(f, places);
	return TAWAM_OK;
}

/* The spread keys that come where some of the few are; how many. */
static size_t
sift(const struct few *f, const uint64_t *keys, size_t n, uint64_t *out)
{
	uint64_t *places = f->places;
	unsigned shift = f->shift;
	size_t m = 0;

	for (size_t i = 0; i < n; i++) {
		uint64_t v = set_spread(keys[i]);
		size_t at = v >> shift;
		uint64_t *word = &places[at / 64 * 2];

		word[1] |= UINT64_C(1) << at % 64;
		out[m] = v;
		m += word[0] >> at % 64 & 1;
	}
	return m;
}

static size_t
look_up(const struct few *f, const uint64_t *spread, size_t n)
{
	const uint64_t *keys = f->set->keys;
	size_t both = 0;

	for (size_t i = 0; i < n; i++) {
		size_t at = (spread[i] >> f->shift) / PLACES;
		uint32_t k = f->start[at], end = f->start[at + 1];

		for (; k < end; k++) {
			uint8_t is = keys[k] == spread[i];

			both += is & !f->met[k];
			f->met[k] |= is;
		}
	}
	return both;
}

void
few_add(struct few *f, const uint64_t *keys, size_t n)
{
	uint64_t out[SOME];

	for (size_t at = 0; at < n; at += SOME) {
		size_t some = n - at < SOME ? n - at : SOME;

		f->both += look_up(f, out, sift(f, keys + at, some, out));
	}
}

size_t
few_least(const struct few *f)
{
	size_t words = ((size_t)1 << (64 - f->shift)) / 64 * 2, n = 0;

	for (size_t i = 1; i < words; i += 2)
		n += (size_t)__builtin_popcountll(f->places[i]);
	return n;
}

void
few_release(struct few *f, const struct mem *m)
{
	mem_free(m, f->places);
	mem_free(m, f->start);
	mem_free(m, f->met);
	memset(f, 0, sizeof(*f));
}
