/*
 * align.c - Myers between common ends, unique keys as anchors beyond it.
 *
 * rows holds, for each number of differences d, the furthest x reached on the
 * diagonals -d, -d+2 .. d: row d begins at d(d+1)/2.  Going back from the end
 * row by row gives the path.
 */
#include <string.h>

#include "compare/align.h"

#define FEW	16	/* differences, even: more are tried later */

struct rows {
	const uint64_t *a, *b;
	size_t a0, a1, b0, b1;
};

static int
add_gap(struct align *x, const struct mem *mem, const struct gap *g)
{
	struct gap *last = x->n > 0 ? &x->gaps[x->n - 1] : NULL;

	if (g->a0 == g->a1 && g->b0 == g->b1)
		return 0;
	/* A deletion and an insertion at one place are one stretch. */
	if (last != NULL && last->a1 == g->a0 && last->b1 == g->b0) {
		last->a1 = g->a1;
		last->b1 = g->b1;
		return 0;
	}
	if (mem_grow(mem, &x->gaps, &x->cap, x->n + 1, sizeof(*x->gaps)) != 0)
		return TAWAM_ENOMEM;
	x->gaps[x->n++] = *g;
	return 0;
}

static void
trim(struct rows *r)
{
	while (r->a0 < r->a1 && r->b0 < r->b1 && r->a[r->a0] == r->b[r->b0]) {
		r->a0++;
		r->b0++;
	}
	while (r->a0 < r->a1 && r->b0 < r->b1 &&
	    r->a[r->a1 - 1] == r->b[r->b1 - 1]) {
		r->a1--;
		r->b1--;
	}
}

/* Furthest x on diagonal k = x - y of row d; row d - 1 is complete. */
static int32_t
step(const int32_t *prev, int d, int k, int *down)
{
	/* prev[i] is diagonal -(d-1) + 2i. */
	int i = (k + d) / 2;

	if (d == 0) {
		*down = 1;
		return 0;
	}
	*down = k == -d || (k != d && prev[i - 1] < prev[i]);
	return *down ? prev[i] : prev[i - 1] + 1;
}

/* The diagonals of one row from number i to last, after the row before it: the
 * inner loop of everything here. */
static void
forward_row(const struct rows *r, const int32_t *prev, int32_t *row, int d,
    int i, int last)
{
	int32_t n = (int32_t)(r->a1 - r->a0), m = (int32_t)(r->b1 - r->b0);
	const uint64_t *a = r->a + r->a0, *b = r->b + r->b0;

	for (; i <= last; i++) {
		/* What step() says, without its questions. */
		int32_t px = i < d ? prev[i] : 0, py;

		if (i > 0 && prev[i - 1] >= px)
			px = prev[i - 1] + 1;
		py = px - (2 * i - d);
		/* Beyond a border: kept, never matched. */
		while (px < n && py < m && a[px] == b[py]) {
			px++;
			py++;
		}
		row[i] = px;
	}
}

/*
 * Differences between the two, or -1 when there are over max, which is even or
 * odd as the end's diagonal is.  From a diagonal the end is as many differences
 * away, at least, as there are between them: those it cannot be reached from
 * are left out.  What a diagonal comes from is nearer still, or as near.
 */
static int
forward(const struct rows *r, int32_t *rows, int max)
{
	int n = (int)(r->a1 - r->a0), end = n - (int)(r->b1 - r->b0);

	for (int d = 0; d <= max; d++) {
		int32_t *row = rows + (size_t)d * (size_t)(d + 1) / 2;
		int first = d - (max - end) / 2, last = (max + end) / 2;

		forward_row(r, row - d, row, d, first > 0 ? first : 0,
		    last < d ? last : d);
		/* The diagonal of the end, if this row has it. */
		if ((end + d) % 2 == 0 && end <= d && end >= -d &&
		    row[(end + d) / 2] >= n)
			return d;
	}
	return -1;
}

/* As forward, with room for the rows; at most ALIGN_MAX_D.  Tries few
 * differences first: most of the work is in those that are not there. */
static int
measure(struct align *x, const struct mem *mem, const struct rows *r, int *out)
{
	int n = (int)(r->a1 - r->a0), m = (int)(r->b1 - r->b0);
	int apart = n > m ? n - m : m - n;
	int most = n + m < ALIGN_MAX_D ? n + m : ALIGN_MAX_D;

	most -= (most - apart) % 2;
	for (int more = FEW;; more *= 2) {
		int max = most - apart < more ? most : apart + more;
		size_t need = ((size_t)max + 1) * ((size_t)max + 2) / 2;

		if (mem_grow(mem, &x->rows, &x->rowcap, need,
		    sizeof(*x->rows)) != 0)
			return TAWAM_ENOMEM;
		if ((*out = forward(r, x->rows, max)) >= 0 || max == most)
			return TAWAM_OK;
	}
}

/* Walks back from the end and adds the gaps, which come last first. */
static int
backward(struct align *x, const struct mem *mem, const struct rows *r, int d)
{
	int k = (int)(r->a1 - r->a0) - (int)(r->b1 - r->b0);
	size_t first = x->n;
	int err;

	for (; d > 0; d--) {
		const int32_t *prev = x->rows + (size_t)d * (size_t)(d - 1) / 2;
		int down;
		int32_t px = step(prev, d, k, &down);
		size_t ax = r->a0 + (size_t)px, by = r->b0 + (size_t)(px - k);
		struct gap g = { ax, ax, by, by };
		struct gap *last = x->n > first ? &x->gaps[x->n - 1] : NULL;

		if (down)
			g.b0--;
		else
			g.a0--;
		k += down ? 1 : -1;
		if (last != NULL && g.a1 == last->a0 && g.b1 == last->b0) {
			last->a0 = g.a0;
			last->b0 = g.b0;
			continue;
		}
		if ((err = mem_grow(mem, &x->gaps, &x->cap, x->n + 1,
		    sizeof(*x->gaps))) != 0)
			return err;
		x->gaps[x->n++] = g;
	}
	for (size_t i = first, j = x->n; i + 1 < j; i++) {
		struct gap t = x->gaps[i];

		x->gaps[i] = x->gaps[--j];
		x->gaps[j] = t;
	}
	return 0;
}

/* 1: done; 0: too different; TAWAM_ENOMEM. */
static int
myers(struct align *x, const struct mem *mem, struct rows r)
{
	size_t n, m;
	int d;

	trim(&r);
	n = r.a1 - r.a0;
	m = r.b1 - r.b0;
	if (n == 0 || m == 0) {
		struct gap g = { r.a0, r.a1, r.b0, r.b1 };

		return add_gap(x, mem, &g) != 0 ? TAWAM_ENOMEM : 1;
	}
	if ((n > m ? n - m : m - n) > ALIGN_MAX_D)
		return 0;
	if (measure(x, mem, &r, &d) != 0)
		return TAWAM_ENOMEM;
	if (d < 0)
		return 0;
	return backward(x, mem, &r, d) != 0 ? TAWAM_ENOMEM : 1;
}

/* Notes where the keys of a row stand: all of them, or those that the other
 * row, which was noted before, has as well. */
static void
note_row(struct anchors *x, const struct rows *r, int is_b, int all)
{
	const uint64_t *row = is_b ? r->b : r->a;
	size_t to = is_b ? r->b1 : r->a1;

	for (size_t i = is_b ? r->b0 : r->a0; i < to; i++) {
		struct anchor *s = anchors_slot(x, row[i]);

		if (all)
			s->key = row[i];
		else if ((is_b ? s->a : s->b) == ANCHOR_NONE)
			continue;
		anchor_note(is_b ? &s->b : &s->a, i);
	}
}

/* The line of the keys that occur once in each, by their place in a. */
static int
find_anchors(struct anchors *x, const struct mem *mem, const struct rows *r,
    size_t *count)
{
	size_t n = 0, na = r->a1 - r->a0, nb = r->b1 - r->b0;
	int b_first = nb < na;

	/* The shorter row has them all, and makes the smaller table. */
	if (anchors_start(x, mem, b_first ? nb : na) != 0 ||
	    mem_grow(mem, &x->line, &x->linecap, b_first ? nb : na,
	    sizeof(*x->line)) != 0)
		return TAWAM_ENOMEM;
	note_row(x, r, b_first, 1);
	note_row(x, r, !b_first, 0);
	for (size_t i = r->a0; i < r->a1; i++) {
		const struct anchor *s = anchors_slot(x, r->a[i]);

		if (s->a == i && s->b < ANCHOR_TWICE)
			x->line[n++] = *s;
	}
	*count = n;
	return 0;
}

int
align_run(struct align *x, const struct mem *mem, const uint64_t *a,
    size_t na, const uint64_t *b, size_t nb)
{
	struct rows all = { a, b, 0, na, 0, nb }, part;
	const struct anchor *line;
	size_t n = 0;
	int r;

	x->n = 0;
	if ((r = myers(x, mem, all)) != 0)
		return r < 0 ? r : 0;
	trim(&all);
	if ((r = find_anchors(&x->anchors, mem, &all, &n)) != 0 ||
	    (r = anchors_rise(&x->anchors, mem, n, &n)) != 0)
		return r;
	line = x->anchors.line;
	part = all;
	for (size_t i = 0; i <= n; i++) {
		part.a1 = i < n ? line[i].a : all.a1;
		part.b1 = i < n ? line[i].b : all.b1;
		if ((r = myers(x, mem, part)) < 0)
			return r;
		if (r == 0) {
			struct gap g;

			trim(&part);
			g = (struct gap){ part.a0, part.a1, part.b0, part.b1 };
			if ((r = add_gap(x, mem, &g)) != 0)
				return r;
		}
		if (i < n) {
			part.a0 = part.a1 + 1;
			part.b0 = part.b1 + 1;
		}
	}
	return 0;
}

void
align_release(struct align *x, const struct mem *mem)
{
	mem_free(mem, x->gaps);
	mem_free(mem, x->rows);
	anchors_release(&x->anchors, mem);
	memset(x, 0, sizeof(*x));
}
