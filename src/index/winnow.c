/*
 * winnow.c - few fingerprints of a text that any long piece of it keeps.
 */
#include <string.h>

#include "base/le.h"
#include "index/winnow.h"

/* The first outputs of splitmix64 started at 0, with bit 0 set. */
#define A	UINT64_C(0xe220a8397b1dcdaf)
#define B	UINT64_C(0x6e789e6aa1b965f5)
#define C	UINT64_C(0x06c45d188009454f)
#define D	UINT64_C(0xf88bb8a8724c81ed)

/* Hashes of the latest windows, by place modulo RING. */
#define RING	64

struct winnower {
	const struct mem *mem;
	const struct coded *text;
	size_t zero;		/* the next code point outside the classes */
	size_t rank;		/* of it among these */
	uint64_t ring[RING];
	int chained;		/* the last fingerprint to the one before */
};

static size_t
next_zero(const struct coded *t, size_t from)
{
	const uint8_t *p = t->npoints == 0 || from >= t->n ? NULL :
	    memchr(t->classes + from, 0, t->n - from);

	return p == NULL ? SIZE_MAX : (size_t)(p - t->classes);
}

/* The hash of a window in which the next zero is. */
static uint64_t
hash_points(const struct winnower *w, size_t at)
{
	const uint8_t *c = w->text->classes + at;
	const uint32_t *point = w->text->points + w->rank;
	uint32_t cp[WINNOW_POINTS];

	for (size_t i = 0; i < WINNOW_POINTS; i++)
		cp[i] = LE32(c[i] != 0 ? class_point(c[i]) : *point++);
	return hash64(cp, sizeof(cp), 0) >> (64 - WINNOW_BITS);
}

/* Places are asked for in their order. */
static inline uint64_t
hash_at(struct winnower *w, size_t at)
{
	const uint8_t *c = w->text->classes + at;
	uint64_t h;

	if (w->zero < at) {
		w->zero = next_zero(w->text, at);
		w->rank++;
	}
	if (w->zero - at < WINNOW_POINTS)
		return hash_points(w, at);
	h = le64_get(c) * A + le64_get(c + 8) * B + le64_get(c + 16) * C;
	h ^= h >> 32;
	return h * D >> (64 - WINNOW_BITS);
}

/* The rightmost of the least hashes of the windows [from, to]. */
static struct print
least(const struct winnower *w, size_t from, size_t to)
{
	struct print p = { w->ring[from % RING], (uint32_t)from };

	while (++from <= to) {
		if (w->ring[from % RING] <= p.hash) {
			p.hash = w->ring[from % RING];
			p.at = (uint32_t)from;
		}
	}
	return p;
}

/* Adds a fingerprint; the third of a chain takes the second one's place. */
static int
add(struct winnower *w, struct prints *out, struct print p)
{
	const struct print *last = out->n > 0 ? &out->list[out->n - 1] : NULL;
	int chained = last != NULL && last->hash == p.hash &&
	    p.at - last->at < WINNOW_SPAN, r;

	if (chained && w->chained)
		out->n--;
	else if ((r = mem_grow(w->mem, &out->list, &out->cap, out->n + 1,
	    sizeof(*out->list))) != 0)
		return r;
	w->chained = chained;
	out->list[out->n++] = p;
	return TAWAM_OK;
}

int
winnow(const struct mem *m, const struct coded *t, struct prints *out)
{
	struct winnower w = { .mem = m, .text = t,
	    .zero = next_zero(t, 0) };
	struct print p;
	size_t windows, first;
	int r;

	out->n = 0;
	if (t->n < WINNOW_POINTS || t->n > WINNOW_LONGEST)
		return TAWAM_OK;
	windows = t->n - WINNOW_POINTS + 1;
	first = windows < WINNOW_SPAN ? windows : WINNOW_SPAN;
	for (size_t i = 0; i < first; i++)
		w.ring[i] = hash_at(&w, i);
	p = least(&w, 0, first - 1);
	r = add(&w, out, p);
	for (size_t i = first; r == 0 && i < windows; i++) {
		uint64_t h = hash_at(&w, i);

		w.ring[i % RING] = h;
		if (h <= p.hash)
			p = (struct print){ h, (uint32_t)i };
		else if (p.at + WINNOW_SPAN <= i)
			p = least(&w, i + 1 - WINNOW_SPAN, i);
		else
			continue;
		r = add(&w, out, p);
	}
	return r;
}

void
prints_release(const struct mem *m, struct prints *p)
{
	mem_free(m, p->list);
	memset(p, 0, sizeof(*p));
}
