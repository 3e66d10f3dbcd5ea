/*
 * explain_longest.c - the longest stretch that two normal forms share.
 *
 * Is there a common stretch of n code points?  A table of the rolling hashes
 * of one form, asked with those of the other, says so in linear time; and
 * where there is one of n there are shorter ones, so that n is found by
 * halving.  Hashes only propose: code points decide.
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
	size_t length, at[2];	/* the best so far */
};

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

/* Is there a common stretch of n?  The one that stands first in a. */
static int
find(struct finder *f, size_t n)
{
	const struct row *a = &f->row[0], *b = &f->row[1];
	uint64_t drop = 1, h = 0;
	int found = 0;

	for (size_t i = 0; i < n; i++)
		drop = mul(drop, BASE);
	memset(f->table, 0, (f->mask + 1) * sizeof(*f->table));
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

static void
search(struct finder *f)
{
	size_t high = f->row[0].n < f->row[1].n ? f->row[0].n : f->row[1].n;
	size_t low = 0, n = 16;

	while (n <= high && find(f, n)) {
		low = n;
		n *= 2;
	}
	if (n <= high)
		high = n - 1;
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
	f.mask = slots - 1;
	if (e == 0 && (f.table = mem_alloc(mem, slots,
	    sizeof(*f.table))) == NULL)
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
	return e;
}
