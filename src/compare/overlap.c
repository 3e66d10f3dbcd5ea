/*
 * overlap.c - exact scores of one text against others, without sorting.
 *
 * Open addressing.  What only the other text has is put into the table as
 * well, so that it counts once, and taken out when that text is done: nothing
 * of the first text was put behind it.
 */
#include <string.h>

#include "compare/overlap.h"

/* Slots of an empty table. */
#define LEAST_BITS	8

/* A cleared table for so many keys, at most two thirds of its slots. */
static int
clear(struct overlap *o, const struct mem *mem, size_t keys)
{
	unsigned bits = LEAST_BITS;

	while (((size_t)1 << bits) / 3 * 2 < keys)
		bits++;
	if (mem_grow(mem, &o->slots, &o->cap, (size_t)1 << bits,
	    sizeof(*o->slots)) != 0 || mem_grow(mem, &o->met, &o->met_cap,
	    (size_t)1 << bits, sizeof(*o->met)) != 0)
		return TAWAM_ENOMEM;
	o->shift = 64 - bits;
	o->mask = ((size_t)1 << bits) - 1;
	memset(o->slots, 0, (o->mask + 1) * sizeof(*o->slots));
	return TAWAM_OK;
}

/* Where a spread key stands, or would. */
static inline size_t
find(const struct overlap *o, uint64_t key)
{
	size_t i = (size_t)(key >> o->shift);

	while (o->slots[i] != key && o->slots[i] != 0)
		i = (i + 1) & o->mask;
	return i;
}

int
overlap_text(struct overlap *o, const struct mem *mem, const uint64_t *keys,
    size_t n)
{
	int r;

	o->n = 0;
	o->zero = 0;
	/* The others are about as long. */
	if ((r = clear(o, mem, 2 * n)) != 0 || (r = mem_grow(mem, &o->own,
	    &o->own_cap, n, sizeof(*o->own))) != 0)
		return r;
	for (size_t k = 0; k < n; k++) {
		uint64_t key = set_spread(keys[k]);
		size_t i = find(o, key);

		o->zero |= key == 0;
		/* Written and kept only where it is new: no branch. */
		o->own[o->n] = key;
		o->n += o->slots[i] != key;
		o->slots[i] = key;
	}
	return TAWAM_OK;
}

/* Room for the keys of both. */
static int
make_room(struct overlap *o, const struct mem *mem, size_t n)
{
	int r;

	if ((r = mem_grow(mem, &o->strange, &o->strange_cap, n,
	    sizeof(*o->strange))) != 0)
		return r;
	if (n <= (o->mask + 1) / 3 * 2 - o->n)
		return TAWAM_OK;
	if ((r = clear(o, mem, o->n + n)) != 0)
		return r;
	for (size_t k = 0; k < o->n; k++)
		o->slots[find(o, o->own[k])] = o->own[k];
	return TAWAM_OK;
}

static void
scores_of(size_t both, size_t a, size_t b, struct scores *out)
{
	memset(out, 0, sizeof(*out));
	if (a == 0 || b == 0)
		return;
	out->jaccard = (double)both / (double)(a + b - both);
	out->contain_a = (double)both / (double)a;
	out->contain_b = (double)both / (double)b;
}

int
overlap_scores(struct overlap *o, const struct mem *mem,
    const uint64_t *keys, size_t n, struct scores *out)
{
	size_t both = 0, strange = 0, a, b;
	int zero = 0, r;

	if ((r = make_room(o, mem, n)) != 0)
		return r;
	memset(o->met, 0, o->mask + 1);
	for (size_t k = 0; k < n; k++) {
		uint64_t key = set_spread(keys[k]);
		size_t i = find(o, key);
		int is_new = o->slots[i] != key;

		zero |= key == 0;
		both += (size_t)(!is_new & !o->met[i] & (key != 0));
		o->met[i] = 1;
		o->slots[i] = key;
		o->strange[strange] = (uint32_t)i;
		strange += (size_t)is_new;
	}
	for (size_t k = 0; k < strange; k++)
		o->slots[o->strange[k]] = 0;
	both += (size_t)(zero & o->zero);
	a = o->n + (size_t)o->zero;
	b = both + strange + (size_t)(zero & !o->zero);
	scores_of(both, a, b, out);
	return TAWAM_OK;
}

void
overlap_release(struct overlap *o, const struct mem *mem)
{
	mem_free(mem, o->slots);
	mem_free(mem, o->met);
	mem_free(mem, o->own);
	mem_free(mem, o->strange);
	memset(o, 0, sizeof(*o));
}
