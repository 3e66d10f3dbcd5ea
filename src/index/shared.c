/*
 * shared.c - what two coded texts share, from places where they are equal.
 */
#include <string.h>

#include "base/le.h"
#include "base/sort.h"
#include "index/shared.h"
#include "text/classes.h"

/* Passages that a run may still be the next of. */
#define OPEN_MAX	8

void
sharer_release(const struct mem *m, struct sharer *s)
{
	mem_free(m, s->a.at);
	mem_free(m, s->b.at);
	mem_free(m, s->runs);
	mem_free(m, s->spare);
	mem_free(m, s->passages);
	memset(s, 0, sizeof(*s));
}

static int
find_zeros(const struct mem *m, struct zeros *z, const struct coded *t)
{
	const uint8_t *p = t->classes, *end = p + t->n;
	size_t n = 0;
	int r;

	z->text = t;
	if ((r = mem_grow(m, &z->at, &z->cap, t->npoints,
	    sizeof(*z->at))) != 0)
		return r;
	for (; n < t->npoints; n++, p++) {
		p = memchr(p, 0, (size_t)(end - p));
		z->at[n] = (uint32_t)(p - t->classes);
	}
	return TAWAM_OK;
}

int
sharer_begin(const struct mem *m, struct sharer *s, const struct coded *a)
{
	return find_zeros(m, &s->a, a);
}

/* The number of the first zero at a place or after it. */
static size_t
zero_from(const struct zeros *z, size_t place)
{
	size_t low = 0, high = z->text->npoints;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (z->at[mid] < place)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* Equal class bytes from there on, up to most. */
static size_t
equal_bytes(const uint8_t *a, const uint8_t *b, size_t most)
{
	size_t n = 0;

	for (; n + 8 <= most; n += 8) {
		uint64_t x = le64_get(a + n) ^ le64_get(b + n);

		if (x != 0)
			return n + (size_t)__builtin_ctzll(x) / 8;
	}
	while (n < most && a[n] == b[n])
		n++;
	return n;
}

/* Code points that are equal from two places on. */
static size_t
equal_after(const struct sharer *s, size_t a, size_t b)
{
	const struct coded *x = s->a.text, *y = s->b.text;
	size_t most = x->n - a < y->n - b ? x->n - a : y->n - b, n, i, k;

	n = equal_bytes(x->classes + a, y->classes + b, most);
	if (x->npoints == 0)
		return n;
	i = zero_from(&s->a, a);
	k = zero_from(&s->b, b);
	for (; i < x->npoints && s->a.at[i] < a + n; i++, k++)
		if (x->points[i] != y->points[k])
			return s->a.at[i] - a;
	return n;
}

/* Code points that are equal right before two places, up to most. */
static size_t
equal_before(const struct sharer *s, size_t a, size_t b, size_t most)
{
	const struct coded *x = s->a.text, *y = s->b.text;
	size_t n = 0, i, k;

	while (n < most && x->classes[a - n - 1] == y->classes[b - n - 1])
		n++;
	if (x->npoints == 0)
		return n;
	i = zero_from(&s->a, a);
	k = zero_from(&s->b, b);
	while (i-- > 0 && s->a.at[i] >= a - n)
		if (x->points[i] != y->points[--k])
			return a - s->a.at[i] - 1;
	return n;
}

static uint32_t
diagonal(const struct seed *s)
{
	return s->b - s->a;
}

int
seed_order(const void *p, const void *q, const void *ctx)
{
	const struct seed *x = p, *y = q;

	(void)ctx;
	if (x->group != y->group)
		return x->group < y->group ? -1 : 1;
	if (diagonal(x) != diagonal(y))
		return diagonal(x) < diagonal(y) ? -1 : 1;
	return x->a < y->a ? -1 : x->a > y->a;
}

/* Maximal runs from the seeds, each once. */
static int
find_runs(const struct mem *m, struct sharer *s, const struct seed *seeds,
    size_t n)
{
	uint32_t end = 0;	/* of the last run on this diagonal, in a */
	int r;

	s->nruns = 0;
	for (size_t i = 0; i < n; i++) {
		const struct seed *d = &seeds[i];
		size_t most, before, after;

		if (i > 0 && diagonal(d) != diagonal(d - 1))
			end = 0;
		if (d->a < end)
			continue;
		after = equal_after(s, d->a, d->b);
		if (after < WINNOW_POINTS)
			continue;
		most = d->a - end < d->b ? d->a - end : d->b;
		before = equal_before(s, d->a, d->b, most);
		if ((r = mem_grow(m, &s->runs, &s->runs_cap, s->nruns + 1,
		    sizeof(*s->runs))) != 0)
			return r;
		s->runs[s->nruns++] = (struct run_found){
		    d->a - (uint32_t)before, d->b - (uint32_t)before,
		    (uint32_t)(before + after) };
		end = d->a + (uint32_t)after;
	}
	return TAWAM_OK;
}

static int
by_b(const void *p, const void *q, const void *ctx)
{
	const struct run_found *x = p, *y = q;

	(void)ctx;
	return x->b < y->b ? -1 : x->b > y->b;
}

static int
by_a(const void *p, const void *q, const void *ctx)
{
	const struct run_found *x = p, *y = q;

	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	return by_b(p, q, ctx);
}

/* Code points that lie in a run, of runs sorted by place in one text. */
static size_t
covered(const struct run_found *r, size_t n, int in_b)
{
	size_t sum = 0, end = 0;

	for (size_t i = 0; i < n; i++) {
		size_t from = in_b ? r[i].b : r[i].a, to = from + r[i].n;

		if (from < end)
			from = end;
		if (to <= from)
			continue;
		sum += to - from;
		end = to;
	}
	return sum;
}

/* Is the run the next one of the passage?  How much of it is new, then. */
static uint32_t
continues(const struct passage *p, const struct run_found *r)
{
	uint32_t back_a = p->a_end > r->a ? p->a_end - r->a : 0;
	uint32_t back_b = p->b_end > r->b ? p->b_end - r->b : 0;
	uint32_t back = back_a > back_b ? back_a : back_b;

	if (r->a < p->a || r->b < p->b || back >= r->n ||
	    (back_a == 0 && r->a - p->a_end > SHARED_GAP) ||
	    (back_b == 0 && r->b - p->b_end > SHARED_GAP))
		return 0;
	return r->n - back;
}

static int
add_run(const struct mem *m, struct sharer *s, const struct run_found *run)
{
	size_t last = s->n > OPEN_MAX ? s->n - OPEN_MAX : 0;
	int r;

	for (size_t i = s->n; i-- > last;) {
		struct passage *p = &s->passages[i];
		uint32_t more = continues(p, run);

		if (more == 0)
			continue;
		p->a_end = run->a + run->n;
		p->b_end = run->b + run->n;
		p->chars += more;
		return TAWAM_OK;
	}
	if ((r = mem_grow(m, &s->passages, &s->cap, s->n + 1,
	    sizeof(*s->passages))) != 0)
		return r;
	s->passages[s->n++] = (struct passage){ run->a, run->a + run->n,
	    run->b, run->b + run->n, run->n };
	return TAWAM_OK;
}

static void
trim(struct passage *p, const struct coded *a)
{
	uint8_t space = class_of(' ');

	while (p->chars > 0 && a->classes[p->a] == space) {
		p->a++;
		p->b++;
		p->chars--;
	}
	while (p->chars > 0 && a->classes[p->a_end - 1] == space) {
		p->a_end--;
		p->b_end--;
		p->chars--;
	}
}

/* Those that are long enough and more than spaces. */
static void
keep_long(struct sharer *s, uint32_t least)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++) {
		struct passage p = s->passages[i];

		if (p.chars < least)
			continue;
		trim(&p, s->a.text);
		if (p.chars > 0)
			s->passages[n++] = p;
	}
	s->n = n;
}

int
sharer_pair(const struct mem *m, struct sharer *s, const struct coded *b,
    const struct seed *seeds, size_t n, uint32_t least)
{
	int r;

	s->n = 0;
	if ((r = find_zeros(m, &s->b, b)) != 0 ||
	    (r = find_runs(m, s, seeds, n)) != 0 ||
	    (r = mem_grow(m, &s->spare, &s->spare_cap, s->nruns,
	    sizeof(*s->spare))) != 0)
		return r;
	sort_by(s->runs, s->spare, s->nruns, sizeof(*s->runs), by_b, NULL);
	s->in_b = covered(s->runs, s->nruns, 1);
	sort_by(s->runs, s->spare, s->nruns, sizeof(*s->runs), by_a, NULL);
	s->in_a = covered(s->runs, s->nruns, 0);
	for (size_t i = 0; i < s->nruns; i++)
		if ((r = add_run(m, s, &s->runs[i])) != 0)
			return r;
	keep_long(s, least);
	return TAWAM_OK;
}
