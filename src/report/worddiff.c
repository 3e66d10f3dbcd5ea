/*
 * worddiff.c - which words two texts share, for a reader's eye.
 *
 * What is the same at both ends is cut off; the middle is aligned by the
 * textbook table of longest common subsequences, whose size is bounded.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "report/glyph.h"
#include "report/worddiff.h"
#include "report/xalloc.h"

#define CELLS_MAX	((size_t)1 << 21)

struct word {
	size_t start, end;
};

struct words {
	const char *s;
	struct word *w;
	size_t n, cap;
};

static void
split(struct words *out, const char *s, size_t n)
{
	size_t start = 0, i = 0;
	int inside = 0;
	uint32_t cp;

	memset(out, 0, sizeof(*out));
	out->s = s;
	while (i <= n) {
		size_t k = 1;
		int space = 1;

		if (i < n) {
			k = glyph_next(s + i, n - i, &cp);
			space = glyph_space(cp);
		}
		if (!space && !inside)
			start = i;
		if (space && inside) {
			xgrow(&out->w, &out->cap, out->n + 1, sizeof(*out->w));
			out->w[out->n].start = start;
			out->w[out->n++].end = i;
		}
		inside = !space;
		i += k;
	}
}

static int
same(const struct words *a, size_t i, const struct words *b, size_t k)
{
	size_t n = a->w[i].end - a->w[i].start;

	return n == b->w[k].end - b->w[k].start &&
	    memcmp(a->s + a->w[i].start, b->s + b->w[k].start, n) == 0;
}

/* Joins the word to the run before it when both say the same. */
static void
add(struct worddiff *d, enum word_op op, const struct word *w)
{
	if (d->nruns > 0 && d->runs[d->nruns - 1].op == op) {
		d->runs[d->nruns - 1].end = w->end;
		return;
	}
	xgrow(&d->runs, &d->cap, d->nruns + 1, sizeof(*d->runs));
	d->runs[d->nruns].op = op;
	d->runs[d->nruns].start = w->start;
	d->runs[d->nruns++].end = w->end;
}

/* The middles a[from .. na) and b[from .. nb). */
static int
align(struct worddiff *d, const struct words *a, size_t na,
    const struct words *b, size_t nb, size_t from)
{
	size_t rows = na - from, cols = nb - from, i, k, w = cols + 1;
	uint16_t *t;

	if (rows > UINT16_MAX || cols > UINT16_MAX ||
	    (rows + 1) * w > CELLS_MAX)
		return -1;
	t = xalloc((rows + 1) * w, sizeof(*t));
	for (i = rows + 1; i-- > 0;) {
		for (k = cols + 1; k-- > 0;) {
			uint16_t down, right;

			if (i == rows || k == cols) {
				t[i * w + k] = 0;
				continue;
			}
			down = t[(i + 1) * w + k];
			right = t[i * w + k + 1];
			if (same(a, from + i, b, from + k))
				t[i * w + k] = (uint16_t)
				    (t[(i + 1) * w + k + 1] + 1);
			else
				t[i * w + k] = down > right ? down : right;
		}
	}
	for (i = k = 0; i < rows || k < cols;) {
		if (i < rows && k < cols && same(a, from + i, b, from + k)) {
			add(d, WORD_SAME, &b->w[from + k++]);
			i++;
		} else if (k == cols || (i < rows &&
		    t[(i + 1) * w + k] >= t[i * w + k + 1]))
			add(d, WORD_ONLY_A, &a->w[from + i++]);
		else
			add(d, WORD_ONLY_B, &b->w[from + k++]);
	}
	free(t);
	return 0;
}

int
worddiff(struct worddiff *d, const char *a, size_t na, const char *b,
    size_t nb)
{
	struct words x, y;
	size_t from = 0, ends, xn, yn;
	int r;

	memset(d, 0, sizeof(*d));
	split(&x, a, na);
	split(&y, b, nb);
	while (from < x.n && from < y.n && same(&x, from, &y, from))
		add(d, WORD_SAME, &y.w[from++]);
	xn = x.n;
	yn = y.n;
	while (xn > from && yn > from && same(&x, xn - 1, &y, yn - 1)) {
		xn--;
		yn--;
	}
	ends = yn;
	r = align(d, &x, xn, &y, yn, from);
	for (size_t i = ends; r == 0 && i < y.n; i++)
		add(d, WORD_SAME, &y.w[i]);
	if (r == -1)
		worddiff_release(d);
	free(x.w);
	free(y.w);
	return r;
}

void
worddiff_release(struct worddiff *d)
{
	free(d->runs);
	memset(d, 0, sizeof(*d));
}
