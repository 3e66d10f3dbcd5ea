/*
 * explain_longest.c - the longest stretch that two normal forms share.
 *
 * Every stretch of 2n - 1 code points has in it a whole window of n that
 * begins at a multiple of n.  These windows of a go into a table; those of b,
 * at every place, are looked up by a rolling hash (Karp and Rabin), and what
 * is found is widened both ways.  With n halved until the best is longer than
 * what could have been missed, nothing is.  Hashes only propose: code points
 * decide.
 *
 * Texts that repeat themselves have many windows of one hash, and widening
 * each could take the product of the lengths.  When it takes too long, the
 * length is found by halving instead: is there a common stretch of n?
 */
#include <string.h>

#include "compare/explain.h"
#include "text/utf8.h"

/* Rabin's polynomial hash modulo the prime 2^61 - 1. */
#define PRIME	((UINT64_C(1) << 61) - 1)
#define BASE	UINT64_C(0x123456789abcde5)

struct place {
	uint64_t hash;
	size_t at;		/* + 1; 0: free */
};

struct row {
	uint32_t *cp;
	size_t n;
	struct offsets *map;
};

struct finder {
	const struct mem *mem;
	struct row row[2];
	struct place *table;
	size_t mask;
	size_t *links;		/* of windows, by their number in a */
	size_t length, at[2];	/* the best so far */
	size_t budget;		/* steps of widening left */
};

/* Steps for each code point before it is too long. */
#define PATIENCE	32
/* Under that a table of all windows is as quick. */
#define WINDOW_MIN	8

__extension__ typedef unsigned __int128 uint128;

static uint64_t
mul(uint64_t a, uint64_t b)
{
	uint128 t = (uint128)a * b;
	uint64_t r = (uint64_t)(t & PRIME) + (uint64_t)(t >> 61);

	return r >= PRIME ? r - PRIME : r;
}

static uint64_t
add(uint64_t a, uint64_t b)
{
	uint64_t r = a + b;

	return r >= PRIME ? r - PRIME : r;
}

/* The hash of n code points that end with i; the one before it is h. */
static uint64_t
roll(const struct row *r, size_t i, size_t n, uint64_t drop, uint64_t h)
{
	h = add(mul(h, BASE), r->cp[i] + 1);
	if (i >= n)
		h = add(h, PRIME - mul(drop, r->cp[i - n] + 1));
	return h;
}

/* The place of hash, or the free one where it belongs. */
static struct place *
place_of(const struct finder *f, uint64_t hash)
{
	size_t i = (size_t)(hash * UINT64_C(0x9e3779b97f4a7c15) >> 16);

	for (i &= f->mask; f->table[i].at != 0 && f->table[i].hash != hash;
	    i = (i + 1) & f->mask)
		;
	return &f->table[i];
}

/* Empties the table and makes it fit for so many places. */
static void
clear(struct finder *f, size_t n)
{
	f->mask = 63;
	while (f->mask + 1 < 2 * n)
		f->mask = 2 * f->mask + 1;
	memset(f->table, 0, (f->mask + 1) * sizeof(*f->table));
}

/* Is there a common stretch of n?  The one that stands first in a. */
static int
find(struct finder *f, size_t n)
{
	const struct row *a = &f->row[0], *b = &f->row[1];
	uint64_t drop = 1, h = 0;
	int found = 0;

	for (size_t i = 0; i < n; i++)
		drop = mul(drop, BASE);
	clear(f, a->n);
	for (size_t i = 0; i < a->n; i++) {
		struct place *p;

		h = roll(a, i, n, drop, h);
		if (i + 1 < n)
			continue;
		p = place_of(f, h);
		if (p->at == 0)
			*p = (struct place){ h, i + 2 - n };
	}
	h = 0;
	for (size_t i = 0; i < b->n; i++) {
		const struct place *p;
		size_t at = i + 1 - n;

		h = roll(b, i, n, drop, h);
		if (i + 1 < n)
			continue;
		p = place_of(f, h);
		if (p->at == 0 || (found && p->at - 1 >= f->at[0]) ||
		    memcmp(a->cp + p->at - 1, b->cp + at,
		    n * sizeof(*a->cp)) != 0)
			continue;
		found = 1;
		f->length = n;
		f->at[0] = p->at - 1;
		f->at[1] = at;
	}
	return found;
}

/* The windows of n that begin at the multiples of n in a; those of one hash
 * are linked, the last one first. */
static void
note_windows(struct finder *f, size_t n)
{
	const struct row *a = &f->row[0];

	clear(f, a->n / n);
	for (size_t at = 0; at + n <= a->n; at += n) {
		struct place *p;
		uint64_t h = 0;

		for (size_t i = at; i < at + n; i++)
			h = add(mul(h, BASE), a->cp[i] + 1);
		p = place_of(f, h);
		f->links[at / n] = p->at;
		*p = (struct place){ h, at + 1 };
	}
}

/* Widens a window that both may have.  0: out of patience. */
static int
widen(struct finder *f, size_t a, size_t b, size_t n)
{
	const struct row *x = &f->row[0], *y = &f->row[1];
	size_t from = 0, to = 0;

	if (f->budget == 0)
		return 0;
	f->budget--;
	while (to < x->n - a && to < y->n - b && x->cp[a + to] ==
	    y->cp[b + to])
		to++;
	if (to < n)
		return 1;
	while (from < a && from < b && x->cp[a - from - 1] ==
	    y->cp[b - from - 1])
		from++;
	if (from + to > f->length || (from + to == f->length &&
	    a - from < f->at[0])) {
		f->length = from + to;
		f->at[0] = a - from;
		f->at[1] = b - from;
	}
	if (f->budget < from + to)
		return 0;
	f->budget -= from + to;
	return 1;
}

/* All common stretches of 2n - 1 at least.  0: out of patience. */
static int
find_wide(struct finder *f, size_t n)
{
	const struct row *b = &f->row[1];
	uint64_t drop = 1, h = 0;

	for (size_t i = 0; i < n; i++)
		drop = mul(drop, BASE);
	note_windows(f, n);
	for (size_t i = 0; i < b->n; i++) {
		h = roll(b, i, n, drop, h);
		if (i + 1 < n)
			continue;
		for (size_t at = place_of(f, h)->at; at != 0;
		    at = f->links[(at - 1) / n])
			if (!widen(f, at - 1, i + 1 - n, n))
				return 0;
	}
	return 1;
}

static void
search(struct finder *f)
{
	size_t high = f->row[0].n < f->row[1].n ? f->row[0].n : f->row[1].n;
	size_t low, n = WINDOW_MIN;

	f->budget = PATIENCE * (f->row[0].n + f->row[1].n);
	while (2 * n <= high)
		n *= 2;
	for (; n >= WINDOW_MIN && n <= high; n /= 2) {
		if (!find_wide(f, n))
			break;
		/* What is longer would have been found. */
		if (f->length >= 2 * n - 1)
			return;
	}
	/* One of f->length is there, perhaps not the first in a. */
	low = f->length > 0 ? f->length - 1 : 0;
	if (n < WINDOW_MIN && high > 2 * WINDOW_MIN - 2)
		high = 2 * WINDOW_MIN - 2;
	while (low < high) {
		size_t mid = low + (high - low + 1) / 2;

		if (find(f, mid))
			low = mid;
		else
			high = mid - 1;
	}
}

static int
read_row(struct row *r, const struct mem *mem, enum tawam_profile profile,
    const char *text, size_t len)
{
	struct normaliser *n = NULL;
	struct normal form;
	int e;

	if ((e = normaliser_new(&n, profile, mem)) != 0 ||
	    (e = normaliser_run(n, text, len, &form)) != 0)
		goto out;
	r->n = (size_t)form.length;
	if (form.length > DIFF_MAX) {
		e = TAWAM_EINVAL;
		goto out;
	}
	if ((r->cp = mem_alloc(mem, r->n, sizeof(*r->cp))) == NULL) {
		e = TAWAM_ENOMEM;
		goto out;
	}
	for (size_t i = 0, at = 0; i < r->n; i++)
		at += utf8_decode((const uint8_t *)form.bytes + at,
		    (const uint8_t *)form.bytes + form.len, &r->cp[i]);
	if ((e = offsets_new(&r->map, profile, mem)) == 0)
		e = offsets_build(r->map, text, len);
out:
	normaliser_free(n);
	return e;
}

static void
answer(const struct finder *f, int swapped, struct tawam_shared *out)
{
	struct extent at[2];
	size_t start[2], n = f->length;

	memset(out, 0, sizeof(*out));
	start[0] = f->at[0];
	start[1] = f->at[1];
	/* A space at an end is what is between, not shared. */
	for (; n > 0 && f->row[0].cp[start[0]] == ' '; n--) {
		start[0]++;
		start[1]++;
	}
	while (n > 0 && f->row[0].cp[start[0] + n - 1] == ' ')
		n--;
	if (n == 0)
		return;
	for (int k = 0; k < 2; k++)
		at[k] = offsets_span(f->row[k].map, start[k], start[k] + n);
	out->length = n;
	out->a_start = at[swapped].from;
	out->a_end = at[swapped].to;
	out->b_start = at[!swapped].from;
	out->b_end = at[!swapped].to;
}

int
explain_longest(const struct mem *mem, enum tawam_profile profile,
    const char *const text[2], const size_t len[2],
    struct tawam_shared *out)
{
	int swapped = explain_swapped(text, len), e = TAWAM_OK;
	struct finder f = { .mem = mem };
	size_t slots = 64;

	for (int k = 0; k < 2 && e == 0; k++)
		e = read_row(&f.row[k], mem, profile, text[k != swapped],
		    len[k != swapped]);
	while (e == 0 && slots < 2 * f.row[0].n)
		slots *= 2;
	if (e == 0 && ((f.table = mem_alloc(mem, slots,
	    sizeof(*f.table))) == NULL || (f.links = mem_alloc(mem,
	    f.row[0].n / WINDOW_MIN + 1, sizeof(*f.links))) == NULL))
		e = TAWAM_ENOMEM;
	if (e == 0) {
		search(&f);
		answer(&f, swapped, out);
	}
	for (int k = 0; k < 2; k++) {
		mem_free(mem, f.row[k].cp);
		offsets_free(f.row[k].map);
	}
	mem_free(mem, f.table);
	mem_free(mem, f.links);
	return e;
}
