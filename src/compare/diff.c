/*
 * diff.c - seeds that cut two rows into segments, Myers between them.
 *
 * Wide seeds come first: they are rarely wrong, and leave narrow ones little
 * to do.  Every width is one pass over what is still uncut, so the whole takes
 * linear time and memory.
 */
#include <string.h>

#include "compare/diff.h"

struct seed {
	uint64_t hash;
	size_t a, b;		/* places; NONE: not seen, TWICE: often */
	size_t prev;		/* in the longest rising row */
};

#define NONE	SIZE_MAX
#define TWICE	(SIZE_MAX - 1)
/* Of the rolling hash; any odd number with well mixed bits. */
#define BASE	UINT64_C(0x9e3779b97f4a7c15)

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

static struct seed *
slot_of(struct seed *table, size_t mask, uint64_t hash)
{
	size_t i = (size_t)((hash * BASE) >> 20) & mask;

	while ((table[i].a != NONE || table[i].b != NONE) &&
	    table[i].hash != hash)
		i = (i + 1) & mask;
	return &table[i];
}

/*
 * Hashes every run of width keys of row [from, to), and notes where it stands
 * in the table: in a, or, of those that a has, in b.
 */
static void
note_runs(struct seed *table, size_t mask, const uint64_t *row, size_t from,
    size_t to, size_t width, int in_b)
{
	uint64_t hash = 0, drop = 1;

	for (size_t i = 0; i < width; i++)
		drop *= BASE;
	for (size_t i = from; i < to; i++) {
		size_t at = i + 1 - width;
		struct seed *s;
		size_t *place;

		hash = hash * BASE + row[i] + 1;
		if (i - from >= width)
			hash -= drop * (row[i - width] + 1);
		if (i + 1 - from < width)
			continue;
		s = slot_of(table, mask, hash);
		/* What only b has is no seed. */
		if (in_b && s->a == NONE)
			continue;
		s->hash = hash;
		place = in_b ? &s->b : &s->a;
		*place = *place == NONE ? at : TWICE;
	}
}

/* Runs that both have once, by their place in a, to x->line. */
static int
find_seeds(struct diff *x, const struct mem *mem, const struct rows *r,
    const struct gap *p, size_t width, size_t *count)
{
	size_t slots = 64, n = 0;

	while (slots < 2 * (p->a1 - p->a0))
		slots *= 2;
	if (mem_grow(mem, &x->seeds, &x->seedcap, slots,
	    sizeof(*x->seeds)) != 0)
		return TAWAM_ENOMEM;
	for (size_t i = 0; i < slots; i++)
		x->seeds[i].a = x->seeds[i].b = NONE;
	note_runs(x->seeds, slots - 1, r->a, p->a0, p->a1, width, 0);
	note_runs(x->seeds, slots - 1, r->b, p->b0, p->b1, width, 1);
	/* By their places in a, which saves a sort. */
	if (mem_grow(mem, &x->piles, &x->pilecap, p->a1 - p->a0 + 1,
	    sizeof(*x->piles)) != 0)
		return TAWAM_ENOMEM;
	for (size_t i = 0; i <= p->a1 - p->a0; i++)
		x->piles[i] = NONE;
	for (size_t i = 0; i < slots; i++) {
		const struct seed *s = &x->seeds[i];

		if (s->a < TWICE && s->b < TWICE &&
		    memcmp(r->a + s->a, r->b + s->b,
		    width * sizeof(*r->a)) == 0) {
			x->piles[s->a - p->a0] = i;
			n++;
		}
	}
	if (mem_grow(mem, &x->line, &x->linecap, n, sizeof(*x->line)) != 0)
		return TAWAM_ENOMEM;
	n = 0;
	for (size_t i = 0; i < p->a1 - p->a0; i++)
		if (x->piles[i] != NONE)
			x->line[n++] = x->seeds[x->piles[i]];
	*count = n;
	return TAWAM_OK;
}

/*
 * The longest row of seeds that rises in b, too, is moved to the front of
 * x->line.  piles[i] is the seed that ends the best row of i + 1.
 */
static size_t
rising(struct diff *x, size_t n)
{
	size_t top = 0, i;

	for (i = 0; i < n; i++) {
		size_t lo = 0, hi = top;

		while (lo < hi) {
			size_t mid = lo + (hi - lo) / 2;

			if (x->line[x->piles[mid]].b < x->line[i].b)
				lo = mid + 1;
			else
				hi = mid;
		}
		x->line[i].prev = lo > 0 ? x->piles[lo - 1] : NONE;
		x->piles[lo] = i;
		if (lo == top)
			top++;
	}
	if (top == 0)
		return 0;
	i = x->piles[top - 1];
	for (size_t k = top; k-- > 0; i = x->line[i].prev)
		x->piles[k] = i;
	for (size_t k = 0; k < top; k++)
		x->line[k] = x->line[x->piles[k]];
	return top;
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
	if ((e = find_seeds(x, mem, r, p, width, &n)) != 0)
		return e;
	n = rising(x, n);
	for (size_t i = 0; i < n; i++) {
		const struct seed *s = &x->line[i];

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
	mem_free(mem, x->seeds);
	mem_free(mem, x->line);
	mem_free(mem, x->piles);
	memset(x, 0, sizeof(*x));
}
