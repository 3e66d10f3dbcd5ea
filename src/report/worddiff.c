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
	size_t start, end;	/* in the text */
	size_t form, formlen;	/* in forms */
};

struct words {
	const char *s;
	struct word *w;
	size_t n, cap;
	char *forms;
	size_t formslen, formscap;
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
			/* A mark holds the space that it stands on. */
			space = glyph_space(cp) && (i + k == n ||
			    !glyph_mark_at(s + i + k, n - i - k));
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
find_forms(struct words *x, struct tawam_sketcher *s)
{
	for (size_t i = 0; i < x->n; i++) {
		struct word *w = &x->w[i];
		struct tawam_normal f;

		if (tawam_normalise(s, x->s + w->start, w->end - w->start,
		    &f) != 0)
			return -1;
		xgrow(&x->forms, &x->formscap, x->formslen + f.len, 1);
		if (f.len > 0)
			memcpy(x->forms + x->formslen, f.bytes, f.len);
		w->form = x->formslen;
		w->formlen = f.len;
		x->formslen += f.len;
	}
	return 0;
}

static void
words_release(struct words *x)
{
	free(x->w);
	free(x->forms);
}

static int
same(const struct words *a, size_t i, const struct words *b, size_t k)
{
	size_t n = a->w[i].formlen;

	return n == b->w[k].formlen && (n == 0 || memcmp(a->forms +
	    a->w[i].form, b->forms + b->w[k].form, n) == 0);
}

static enum word_op
sameness(const struct words *a, size_t i, const struct words *b, size_t k)
{
	size_t n = a->w[i].end - a->w[i].start;

	return n == b->w[k].end - b->w[k].start && memcmp(a->s +
	    a->w[i].start, b->s + b->w[k].start, n) == 0 ? WORD_SAME :
	    WORD_SPELT;
}

/*
 * Joins the words to the run before them when both say the same; x or y is
 * NULL when the text does not have them.
 */
static void
add(struct worddiff *d, enum word_op op, const struct word *x,
    const struct word *y)
{
	const struct word_run *before = d->nruns == 0 ? NULL :
	    &d->runs[d->nruns - 1];
	struct word_run *r;

	if (before == NULL || before->op != op) {
		size_t a = before == NULL ? 0 : before->a_end;
		size_t b = before == NULL ? 0 : before->b_end;

		xgrow(&d->runs, &d->cap, d->nruns + 1, sizeof(*d->runs));
		r = &d->runs[d->nruns++];
		r->op = op;
		r->a_start = r->a_end = x != NULL ? x->start : a;
		r->b_start = r->b_end = y != NULL ? y->start : b;
	}
	r = &d->runs[d->nruns - 1];
	if (x != NULL)
		r->a_end = x->end;
	if (y != NULL)
		r->b_end = y->end;
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
			add(d, sameness(a, from + i, b, from + k),
			    &a->w[from + i], &b->w[from + k]);
			i++;
			k++;
		} else if (k == cols || (i < rows &&
		    t[(i + 1) * w + k] >= t[i * w + k + 1]))
			add(d, WORD_ONLY_A, &a->w[from + i++], NULL);
		else
			add(d, WORD_ONLY_B, NULL, &b->w[from + k++]);
	}
	free(t);
	return 0;
}

/* The words at both ends that are the same are not part of the table. */
static int
align_all(struct worddiff *d, const struct words *x, const struct words *y)
{
	size_t from = 0, xn = x->n, yn = y->n;

	for (; from < xn && from < yn && same(x, from, y, from); from++)
		add(d, sameness(x, from, y, from), &x->w[from], &y->w[from]);
	while (xn > from && yn > from && same(x, xn - 1, y, yn - 1)) {
		xn--;
		yn--;
	}
	if (align(d, x, xn, y, yn, from) == -1)
		return -1;
	for (; yn < y->n; xn++, yn++)
		add(d, sameness(x, xn, y, yn), &x->w[xn], &y->w[yn]);
	return 0;
}

int
worddiff(struct worddiff *d, struct tawam_sketcher *s, const char *a,
    size_t na, const char *b, size_t nb)
{
	struct words x, y;
	int r = -1;

	memset(d, 0, sizeof(*d));
	split(&x, a, na);
	split(&y, b, nb);
	if (find_forms(&x, s) == 0 && find_forms(&y, s) == 0)
		r = align_all(d, &x, &y);
	if (r == -1)
		worddiff_release(d);
	words_release(&x);
	words_release(&y);
	return r;
}

void
worddiff_release(struct worddiff *d)
{
	free(d->runs);
	memset(d, 0, sizeof(*d));
}
