/*
 * overlap.c - exact scores of one text against others, without sorting.
 *
 * A table of open addressing, small enough for the nearest cache.  A copy
 * mostly goes on as the text does: the key that comes next there is tried
 * before any is looked up.  What only the other text has is put into the table
 * as well, so that it counts once, and taken out when that text is done:
 * nothing of the first text was put behind it.
 */
#include <string.h>

#include "compare/overlap.h"

#define LEAST_BITS	8	/* slots of the least table */
#define LOAD		6	/* slots for a key, at least */

/* A cleared table for so many keys. */
static int
clear(struct overlap *o, const struct mem *mem, size_t keys)
{
	unsigned bits = LEAST_BITS;
	size_t slots;

	while ((size_t)1 << bits < LOAD * keys)
		bits++;
	slots = (size_t)1 << bits;
	if (mem_grow(mem, &o->slots, &o->slots_cap, slots,
	    sizeof(*o->slots)) != 0)
		return TAWAM_ENOMEM;
	o->shift = 64 - bits;
	o->mask = slots - 1;
	memset(o->slots, 0, slots * sizeof(*o->slots));
	return TAWAM_OK;
}

/* The slot of a key, or the free one that it would have.  o is the caller's
 * own copy: nothing that he writes can change it. */
static inline size_t
find(const struct overlap *o, uint64_t key)
{
	size_t i = (size_t)(set_spread(key) >> o->shift);

	while (o->slots[i] != 0 && o->keys[o->slots[i]] != key)
		i = (i + 1) & o->mask;
	return i;
}

/* Puts the text's keys into a cleared table. */
static void
put(struct overlap *to)
{
	const struct overlap o = *to;
	size_t distinct = 0;

	for (uint32_t k = 1; k <= o.n; k++) {
		size_t i = find(&o, o.keys[k]);
		uint32_t was = o.slots[i];

		distinct += was == 0;
		o.first[k] = o.slots[i] = was != 0 ? was : k;
	}
	to->distinct = distinct;
}

int
overlap_text(struct overlap *o, const struct mem *mem, const uint64_t *keys,
    size_t n)
{
	o->n = 0;
	if (clear(o, mem, n) != 0 || mem_grow(mem, &o->keys, &o->keys_cap,
	    n + 1, sizeof(*o->keys)) != 0 || mem_grow(mem, &o->first,
	    &o->first_cap, n + 1, sizeof(*o->first)) != 0 || mem_grow(mem,
	    &o->met, &o->met_cap, n + 1, sizeof(*o->met)) != 0)
		return TAWAM_ENOMEM;
	o->n = n;
	if (n > 0)
		memcpy(o->keys + 1, keys, n * sizeof(*keys));
	put(o);
	return TAWAM_OK;
}

/* Room for as many strange keys: half of the slots stay free. */
static int
make_room(struct overlap *o, const struct mem *mem, size_t n)
{
	if (mem_grow(mem, &o->strange, &o->strange_cap, n,
	    sizeof(*o->strange)) != 0 || mem_grow(mem, &o->keys,
	    &o->keys_cap, o->n + n + 1, sizeof(*o->keys)) != 0)
		return TAWAM_ENOMEM;
	if (o->n + n <= (o->mask + 1) / 2)
		return TAWAM_OK;
	if (clear(o, mem, o->n + n) != 0)
		return TAWAM_ENOMEM;
	put(o);
	return TAWAM_OK;
}

/* Counts the keys of another text: of the text's, and of others. */
static void
look_up(const struct overlap *in, const uint64_t *keys, size_t n,
    size_t *both, size_t *strange)
{
	const struct overlap o = *in;
	size_t next = 1, met = 0, others = 0;

	memset(o.met, 0, o.n + 1);
	for (size_t k = 0; k < n; k++, next++) {
		uint32_t number;
		size_t i;

		if (next <= o.n && o.keys[next] == keys[k]) {
			number = o.first[next];
		} else if ((number = o.slots[i = find(&o, keys[k])]) == 0) {
			number = (uint32_t)(o.n + ++others);
			o.keys[number] = keys[k];
			o.slots[i] = number;
			o.strange[others - 1] = (uint32_t)i;
			continue;
		} else if (number > o.n) {
			continue;
		} else {
			next = number;
		}
		met += !o.met[number];
		o.met[number] = 1;
	}
	for (size_t k = 0; k < others; k++)
		o.slots[o.strange[k]] = 0;
	*both = met;
	*strange = others;
}

int
overlap_scores(struct overlap *o, const struct mem *mem,
    const uint64_t *keys, size_t n, struct scores *out)
{
	size_t both, strange;

	memset(out, 0, sizeof(*out));
	if (o->n == 0 || n == 0)
		return TAWAM_OK;
	if (make_room(o, mem, n) != 0)
		return TAWAM_ENOMEM;
	look_up(o, keys, n, &both, &strange);
	scores_of(o->distinct, both + strange, both, out);
	return TAWAM_OK;
}

void
overlap_release(struct overlap *o, const struct mem *mem)
{
	mem_free(mem, o->keys);
	mem_free(mem, o->first);
	mem_free(mem, o->met);
	mem_free(mem, o->slots);
	mem_free(mem, o->strange);
	memset(o, 0, sizeof(*o));
}
