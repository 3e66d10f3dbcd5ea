/*
 * located.c - the passages that texts share, on their way to places in the
 * originals.
 */
#include <stdlib.h>
#include <string.h>

#include "io/utf.h"
#include "report/located.h"
#include "report/xalloc.h"

static int
take(void *arg, const struct tawam_passage *passage)
{
	struct located *p = arg;

	xgrow(&p->list, &p->cap, p->n + 1, sizeof(*p->list));
	p->list[p->n++] = *passage;
	return 0;
}

static int
by_b(const void *x, const void *y, void *arg)
{
	const struct tawam_passage *list = arg;
	size_t i = *(const size_t *)x, k = *(const size_t *)y;

	if (list[i].b != list[k].b)
		return list[i].b < list[k].b ? -1 : 1;
	return i < k ? -1 : i > k;
}

int
located_take(struct located *p, const struct tawam_corpus *c,
    const struct tawam_params *params)
{
	int e;

	if ((e = tawam_sketcher_new(&p->sketcher, params)) != 0 ||
	    (e = tawam_corpus_passages(c, take, p)) != 0)
		return e;
	p->by_b = xalloc(p->n, sizeof(*p->by_b));
	for (size_t i = 0; i < p->n; i++)
		p->by_b[i] = i;
	qsort_r(p->by_b, p->n, sizeof(*p->by_b), by_b, p->list);
	return 0;
}

void
located_release(struct located *p)
{
	free(p->list);
	free(p->by_b);
	free(p->ends);
	free(p->ranges);
	free(p->points);
	tawam_sketcher_free(p->sketcher);
	memset(p, 0, sizeof(*p));
}

/* The ranges that lie in a text. */
static size_t
find_ends(struct located *p, uint64_t doc)
{
	size_t n = 0;

	for (; p->next_a < p->n && p->list[p->next_a].a == doc; p->next_a++) {
		xgrow(&p->ends, &p->ends_cap, n + 1, sizeof(*p->ends));
		p->ends[n++] = &p->list[p->next_a].a_range;
	}
	for (; p->next_b < p->n && p->list[p->by_b[p->next_b]].b == doc;
	    p->next_b++) {
		xgrow(&p->ends, &p->ends_cap, n + 1, sizeof(*p->ends));
		p->ends[n++] = &p->list[p->by_b[p->next_b]].b_range;
	}
	return n;
}

static int
by_place(const void *x, const void *y)
{
	const uint64_t *p = *(uint64_t *const *)x, *q = *(uint64_t *const *)y;

	return *p < *q ? -1 : *p > *q;
}

/* Bytes become code points, all in one walk over the text. */
static void
count_points(struct located *p, size_t n, const char *text)
{
	uint64_t points = 0;
	size_t last = 0;

	xgrow(&p->points, &p->points_cap, 2 * n, sizeof(*p->points));
	for (size_t i = 0; i < n; i++) {
		p->points[2 * i] = &p->ranges[i].start;
		p->points[2 * i + 1] = &p->ranges[i].end;
	}
	qsort(p->points, 2 * n, sizeof(*p->points), by_place);
	for (size_t i = 0; i < 2 * n; i++) {
		size_t at = (size_t)*p->points[i];

		points += utf_count(text + last, at - last);
		last = at;
		*p->points[i] = points;
	}
}

/* The byte of the page that a byte of the text is, or that ends it. */
static uint64_t
page_byte(const struct located_text *t, uint64_t byte, int is_end)
{
	size_t i = 0;

	for (; i + 1 < t->nlines; i++) {
		size_t n = t->lines[i].end - t->lines[i].start;

		if (byte < n + (size_t)is_end)
			break;
		byte -= n + 1;
	}
	return t->lines[i].start + byte;
}

uint64_t
located_next(const struct located *p, uint64_t doc)
{
	size_t i = p->next_a, k = p->next_b;
	uint64_t a, b;

	while (i < p->n && p->list[i].a < doc)
		i++;
	while (k < p->n && p->list[p->by_b[k]].b < doc)
		k++;
	a = i < p->n ? p->list[i].a : TAWAM_NO_DOC;
	b = k < p->n ? p->list[p->by_b[k]].b : TAWAM_NO_DOC;
	return a < b ? a : b;
}

int
located_give(struct located *p, uint64_t doc, const struct located_text *t)
{
	size_t n = find_ends(p, doc);
	int e;

	if (n == 0)
		return 0;
	xgrow(&p->ranges, &p->ranges_cap, n, sizeof(*p->ranges));
	for (size_t i = 0; i < n; i++)
		p->ranges[i] = *p->ends[i];
	if ((e = tawam_locate(p->sketcher, t->text, t->len, p->ranges,
	    n)) != 0)
		return e;
	for (size_t i = 0; t->page != NULL && i < n; i++) {
		p->ranges[i].start = page_byte(t, p->ranges[i].start, 0);
		p->ranges[i].end = page_byte(t, p->ranges[i].end, 1);
	}
	count_points(p, n, t->page != NULL ? t->page : t->text);
	for (size_t i = 0; i < n; i++)
		*p->ends[i] = p->ranges[i];
	return 0;
}
