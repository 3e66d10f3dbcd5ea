/*
 * anchors.c - a table of keys, and the longest rising line.
 */
#include <string.h>

#include "compare/anchors.h"

int
anchors_start(struct anchors *x, const struct mem *mem, size_t n)
{
	size_t slots = 64;

	while (slots < 2 * n)
		slots *= 2;
	if (mem_grow(mem, &x->table, &x->tablecap, slots,
	    sizeof(*x->table)) != 0)
		return TAWAM_ENOMEM;
	for (size_t i = 0; i < slots; i++)
		x->table[i].a = x->table[i].b = ANCHOR_NONE;
	x->slots = slots;
	return TAWAM_OK;
}

/* piles[i] is the anchor that ends the best line of i + 1. */
int
anchors_rise(struct anchors *x, const struct mem *mem, size_t n, size_t *count)
{
	size_t top = 0, i;

	if (mem_grow(mem, &x->piles, &x->pilecap, n + 1,
	    sizeof(*x->piles)) != 0)
		return TAWAM_ENOMEM;
	for (i = 0; i < n; i++) {
		size_t lo = 0, hi = top;

		while (lo < hi) {
			size_t mid = lo + (hi - lo) / 2;

			if (x->line[x->piles[mid]].b < x->line[i].b)
				lo = mid + 1;
			else
				hi = mid;
		}
		x->line[i].prev = lo > 0 ? x->piles[lo - 1] : ANCHOR_NONE;
		x->piles[lo] = i;
		if (lo == top)
			top++;
	}
	*count = top;
	if (top == 0)
		return TAWAM_OK;
	i = x->piles[top - 1];
	for (size_t k = top; k-- > 0; i = x->line[i].prev)
		x->piles[k] = i;
	for (size_t k = 0; k < top; k++)
		x->line[k] = x->line[x->piles[k]];
	return TAWAM_OK;
}

void
anchors_release(struct anchors *x, const struct mem *mem)
{
	mem_free(mem, x->table);
	mem_free(mem, x->line);
	mem_free(mem, x->piles);
	memset(x, 0, sizeof(*x));
}
