/*
 * diff.c - seeds that cut two rows into segments, Myers between them.
 *
 * Wide seeds come first: they are rarely wrong, and leave narrow ones little
 * to do.  Every width is one pass over what is still uncut, so the whole takes
 * linear time and memory.
 */
#include <string.h>

#include "compare/diff.h"

/* Keys of a seed, pass by pass. */
static const size_t widths[] = { 24, 6, 2 };

struct rows {
	const uint64_t *a, *b;
};

static int
add_gap(struct diff *x, const struct mem *mem, const struct gap *g)
{
	struct gap *last = x->n > 0 ? &x->gaps[x->n - 1] : NULL;

	if (last != NULL && last->a1 == g->a0 && last->b1 == g->b0) {
		last->a1 = g->a1;
		last->b1 = g->b1;
		return TAWAM_OK;
	}
	if (mem_grow(mem, &x->gaps, &x->cap, x->n + 1, sizeof(*x->gaps)) != 0)
		return TAWAM_ENOMEM;
	x->gaps[x->n++] = *g;
	return TAWAM_OK;
}

/* What is left of a segment without its common ends is work to do. */
static int
add_part(struct diff *x, const struct mem *mem, const struct rows *r,
    struct gap p)
{
	while (p.a0 < p.a1 && p.b0 < p.b1 && r->a[p.a0] == r->b[p.b0]) {
		p.a0++;
		p.b0++;
	}
	while (p.a0 < p.a1 && p.b0 < p.b1 &&
	    r->a[p.a1 - 1] == r->b[p.b1 - 1]) {
		p.a1--;
		p.b1--;
	}
	if (p.a0 == p.a1 && p.b0 == p.b1)
		return TAWAM_OK;
	if (mem_grow(mem, &x->next, &x->nextcap, x->nnext + 1,
	    sizeof(*x->next)) != 0)
		return TAWAM_ENOMEM;
	x->next[x->nnext++] = p;
	return TAWAM_OK;
}

/*
 * Hashes every run of width keys of row [from, to), and notes where it stands
 * in the table: in a, or, of those that a has, in b.
 */
static void
note_runs(const struct anchors *seeds, const uint64_t *row, size_t from,
    size_t to, size_t width, int in_b)
{
	uint64_t hash = 0, drop = 1;

	for (size_t i = 0; i < width; i++)
		drop *= ANCHOR_MIX;
	for (size_t i = from; i < to; i++) {
		size_t at = i + 1 - width;
		struct anchor *s;

		hash = hash * ANCHOR_MIX + row[i] + 1;
		if (i - from >= width)
			hash -= drop * (row[i - width] + 1);
		if (i + 1 - from < width)
			continue;
		s = anchors_slot(seeds, hash);
		/* What only b has is no seed. */
		if (in_b && s->a == ANCHOR_NONE)
			continue;
		s->key = hash;
		anchor_note(in_b ? &s->b : &s->a, at);
	}
}

/* The line of the runs that both have once, by their place in a. */
static int
find_seeds(struct anchors *x, const struct mem *mem, const struct rows *r,
    const struct gap *p, size_t width, size_t *count)
{
	size_t n = 0, na = p->a1 - p->a0;

	if (anchors_start(x, mem, na) != 0)
		return TAWAM_ENOMEM;
	note_runs(x, r->a, p->a0, p->a1, width, 0);
	note_runs(x, r->b, p->b0, p->b1, width, 1);
	/* By their places in a, which saves a sort. */
	if (mem_grow(mem, &x->piles, &x->pilecap, na + 1,
	    sizeof(*x->piles)) != 0)
		return TAWAM_ENOMEM;
	for (size_t i = 0; i <= na; i++)
		x->piles[i] = ANCHOR_NONE;
	for (size_t i = 0; i < x->slots; i++) {
		const struct anchor *s = &x->table[i];

		if (s->a < ANCHOR_TWICE && s->b < ANCHOR_TWICE &&
		    memcmp(r->a + s->a, r->b + s->b,
		    width * sizeof(*r->a)) == 0) {
			x->piles[s->a - p->a0] = i;
			n++;
		}
	}
	if (mem_grow(mem, &x->line, &x->linecap, n, sizeof(*x->line)) != 0)
		return TAWAM_ENOMEM;
	n = 0;
	for (size_t i = 0; i < na; i++)
		if (x->piles[i] != ANCHOR_NONE)
			x->line[n++] = x->table[x->piles[i]];
	*count = n;
	return TAWAM_OK;
}

/* Cuts one segment at its seeds of that width. */
static int
cut(struct diff *x, const struct mem *mem, const struct rows *r,
    const struct gap *p, size_t width)
{
	struct gap rest = *p, part;
	size_t n;
	int e;

	if (p->a1 - p->a0 < width || p->b1 - p->b0 < width ||
	    p->a1 - p->a0 + p->b1 - p->b0 <= DIFF_SMALL)
		return add_part(x, mem, r, *p);
	if ((e = find_seeds(&x->seeds, mem, r, p, width, &n)) != 0 ||
	    (e = anchors_rise(&x->seeds, mem, n, &n)) != 0)
		return e;
	for (size_t i = 0; i < n; i++) {
		const struct anchor *s = &x->seeds.line[i];

		/* Inside what the seed before it has taken. */
		if (s->a < rest.a0 || s->b < rest.b0)
			continue;
		part = (struct gap){ rest.a0, s->a, rest.b0, s->b };
		if ((e = add_part(x, mem, r, part)) != 0)
			return e;
		rest.a0 = s->a + width;
		rest.b0 = s->b + width;
		while (rest.a0 < rest.a1 && rest.b0 < rest.b1 &&
		    r->a[rest.a0] == r->b[rest.b0]) {
			rest.a0++;
			rest.b0++;
		}
	}
	return add_part(x, mem, r, rest);
}

/* The segments that were made become those to work on. */
static void
turn(struct diff *x)
{
	struct gap *parts = x->parts;
	size_t cap = x->partcap;

	x->parts = x->next;
	x->partcap = x->nextcap;
	x->nparts = x->nnext;
	x->next = parts;
	x->nextcap = cap;
	x->nnext = 0;
}

int
diff_run(struct diff *x, const struct mem *mem, const uint64_t *a, size_t na,
    const uint64_t *b, size_t nb)
{
	const struct rows r = { a, b };
	const struct gap all = { 0, na, 0, nb };
	int e;

	x->n = x->nparts = x->nnext = 0;
	if (na > DIFF_MAX || nb > DIFF_MAX)
		return TAWAM_EINVAL;
	if ((e = add_part(x, mem, &r, all)) != 0)
		return e;
	turn(x);
	for (size_t w = 0; w < sizeof(widths) / sizeof(widths[0]); w++) {
		for (size_t i = 0; i < x->nparts; i++)
			if ((e = cut(x, mem, &r, &x->parts[i],
			    widths[w])) != 0)
				return e;
		turn(x);
	}
	for (size_t i = 0; i < x->nparts; i++) {
		const struct gap *p = &x->parts[i];

		if ((e = align_run(&x->align, mem, a + p->a0, p->a1 - p->a0,
		    b + p->b0, p->b1 - p->b0)) != 0)
			return e;
		for (size_t k = 0; k < x->align.n; k++) {
			struct gap g = x->align.gaps[k];

			g.a0 += p->a0;
			g.a1 += p->a0;
			g.b0 += p->b0;
			g.b1 += p->b0;
			if ((e = add_gap(x, mem, &g)) != 0)
				return e;
		}
	}
	return TAWAM_OK;
}

void
diff_release(struct diff *x, const struct mem *mem)
{
	align_release(&x->align, mem);
	mem_free(mem, x->gaps);
	mem_free(mem, x->parts);
	mem_free(mem, x->next);
	anchors_release(&x->seeds, mem);
	memset(x, 0, sizeof(*x));
}
