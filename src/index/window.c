/*
 * window.c - members of a bucket by their place in time.
 */
#include <string.h>

#include "index/window.h"

/* Dates as unsigned numbers in the same order. */
static uint64_t
biased(int64_t date)
{
	return (uint64_t)date ^ UINT64_C(1) << 63;
}

/*
 * Cells are as wide as the window and counted from the first date: two close
 * dates are in one or in neighbours.  Stretches without dates shrink to one
 * empty cell.  The number of cells.
 */
static uint32_t
number_cells(struct leaders *l, const struct scope *s,
    const struct sort_rec *members, size_t n)
{
	uint64_t first, last = 0;
	uint32_t cell = 1;

	for (size_t i = 0; i < n; i++) {
		l->recs[i].key = biased(s->date[members[i].val]);
		l->recs[i].val = i;
	}
	sort_recs(l->recs, l->recs + n, n);
	first = l->recs[0].key;
	for (size_t i = 0; i < n; i++) {
		uint64_t at = (l->recs[i].key - first) / s->window;

		if (at != last)
			cell += at == last + 1 ? 1 : 2;
		last = at;
		l->cell[l->recs[i].val] = cell;
	}
	return cell;
}

int
leaders_begin(struct leaders *l, const struct mem *m, const struct scope *s,
    const struct sort_rec *members, size_t n)
{
	size_t cells = 1;
	int r;

	if ((r = mem_grow(m, &l->cell, &l->cell_cap, n,
	    sizeof(*l->cell))) != 0 || (r = mem_grow(m, &l->next,
	    &l->next_cap, n, sizeof(*l->next))) != 0)
		return r;
	if (s->window == 0) {
		for (size_t i = 0; i < n; i++)
			l->cell[i] = 1;
	} else if ((r = mem_grow(m, &l->recs, &l->recs_cap, 2 * n,
	    sizeof(*l->recs))) != 0) {
		return r;
	} else {
		cells = number_cells(l, s, members, n);
	}
	if ((r = mem_grow(m, &l->head, &l->head_cap, cells + 2,
	    sizeof(*l->head))) != 0 || (r = mem_grow(m, &l->tail,
	    &l->tail_cap, cells + 2, sizeof(*l->tail))) != 0 ||
	    (r = mem_grow(m, &l->count, &l->count_cap, cells + 2,
	    sizeof(*l->count))) != 0)
		return r;
	memset(l->head, 0, (cells + 2) * sizeof(*l->head));
	memset(l->count, 0, (cells + 2) * sizeof(*l->count));
	return TAWAM_OK;
}

void
leaders_add(struct leaders *l, uint32_t i, uint32_t most)
{
	uint32_t cell = l->cell[i];

	if (l->count[cell] >= most)
		return;
	if (l->count[cell]++ == 0)
		l->head[cell] = i + 1;
	else
		l->next[l->tail[cell]] = i + 1;
	l->tail[cell] = i;
	l->next[i] = 0;
}

void
leaders_release(struct leaders *l, const struct mem *m)
{
	mem_free(m, l->cell);
	mem_free(m, l->next);
	mem_free(m, l->head);
	mem_free(m, l->tail);
	mem_free(m, l->count);
	mem_free(m, l->recs);
	memset(l, 0, sizeof(*l));
}
