/*
 * few.c - how many of few keys a long text has, without a set of its keys.
 *
 * Keys are spread: the high bits are a key's place, of which there are several
 * for each of the few, so that most keys of the text find their place empty.
 * The few are sorted, and those of one place stand together.
 */
#include <string.h>

#include "compare/few.h"

/* Places for a key: so many, and less than twice as many. */
#define PLACES		8
#define LEAST_BITS	6	/* the bits of a word of seen */

static void
find_starts(struct few *f, size_t places)
{
	const struct set *s = f->set;
	size_t at = 0;

	for (size_t i = 0; i < places; i++) {
		while (at < s->n && s->keys[at] >> f->shift < i)
			at++;
		f->start[i] = (uint32_t)at;
	}
	f->start[places] = (uint32_t)s->n;
}

int
few_begin(struct few *f, const struct mem *m, const struct set *set)
{
	unsigned bits = LEAST_BITS;
	size_t places, words;

	while ((size_t)1 << bits < PLACES * set->n)
		bits++;
	places = (size_t)1 << bits;
	words = places / 64;
	if (mem_grow(m, &f->start, &f->start_cap, places + 1,
	    sizeof(*f->start)) != 0 || mem_grow(m, &f->seen, &f->seen_cap,
	    words, sizeof(*f->seen)) != 0 || mem_grow(m, &f->met,
	    &f->met_cap, set->n, sizeof(*f->met)) != 0)
		return TAWAM_ENOMEM;
	f->set = set;
	f->shift = 64 - bits;
	f->both = 0;
	memset(f->seen, 0, words * sizeof(*f->seen));
	memset(f->met, 0, set->n);
	find_starts(f, places);
	return TAWAM_OK;
}

void
few_add(struct few *f, const uint64_t *keys, size_t n)
{
	const struct few own = *f;
	size_t both = 0;

	for (size_t i = 0; i < n; i++) {
		uint64_t v = set_spread(keys[i]);
		size_t at = v >> own.shift;
		uint32_t k = own.start[at], end = own.start[at + 1];

		own.seen[at / 64] |= UINT64_C(1) << at % 64;
		for (; k < end; k++) {
			uint8_t is = own.set->keys[k] == v;

			both += is & !own.met[k];
			own.met[k] |= is;
		}
	}
	f->both += both;
}

size_t
few_least(const struct few *f)
{
	size_t words = ((size_t)1 << (64 - f->shift)) / 64, n = 0;

	for (size_t i = 0; i < words; i++)
		n += (size_t)__builtin_popcountll(f->seen[i]);
	return n;
}

void
few_release(struct few *f, const struct mem *m)
{
	mem_free(m, f->start);
	mem_free(m, f->seen);
	mem_free(m, f->met);
	memset(f, 0, sizeof(*f));
}
