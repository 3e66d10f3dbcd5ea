/*
 * sort_distinct.c - sorting that drops repeats, for words that are spread.
 *
 * A word's high bits are its place in a table; where words meet they stand in
 * order (Amble, Knuth: Ordered hash tables, 1974), and as the place follows
 * the order too, the table read from one end to the other is sorted.
 */
#include <string.h>

#include "base/sort.h"

/* Above it the table leaves the cache, and passes are faster. */
#define MANY	((size_t)1 << 17)
/* Places after the last, for those that are pushed there; the very last one
 * stays free, which ends every search. */
#define BEYOND	64
#define FREE	UINT64_MAX
/* Places that words may be off, each on average. */
#define OFF	8

/* log2 of the places of n words: a half more, at least. */
static unsigned
table_bits(size_t n)
{
	unsigned bits = 4;

	while (((size_t)1 << bits) < n + n / 2)
		bits++;
	return bits;
}

size_t
sort_distinct_room(size_t n)
{
	size_t table = ((size_t)1 << table_bits(n)) + BEYOND;

	return n > MANY ? n : table;
}

/* 0 when the words are not spread. */
static int
enter_all(const uint64_t *a, size_t n, uint64_t *table, unsigned bits)
{
	uint64_t *last = table + ((size_t)1 << bits) + BEYOND - 1;
	size_t left = OFF * n;

	memset(table, 0xff, (size_t)(last + 1 - table) * sizeof(*table));
	for (size_t i = 0; i < n; i++) {
		uint64_t v = a[i], *home = table + (v >> (64 - bits));
		uint64_t *p = home;

		while (*p < v)
			p++;
		/* Those after it make way, one place each. */
		while (*p != v) {
			uint64_t next = *p;

			*p++ = v;
			if (next == FREE)
				break;
			v = next;
		}
		if (*last != FREE || (size_t)(p - home) > left)
			return 0;
		left -= (size_t)(p - home);
	}
	return 1;
}

size_t
sort_distinct(uint64_t *a, uint64_t *tmp, size_t n)
{
	unsigned bits = table_bits(n);
	size_t room = ((size_t)1 << bits) + BEYOND, kept = 0;
	int has_free = 0;

	if (n > MANY || !enter_all(a, n, tmp, bits)) {
		sort_spread(a, tmp, n);
		return sort_unique(a, n);
	}
	for (size_t i = 0; i < n; i++)
		has_free |= a[i] == FREE;
	/* No branch on what is free, which cannot be predicted. */
	for (size_t i = 0; i < room && kept < n; i++) {
		a[kept] = tmp[i];
		kept += tmp[i] != FREE;
	}
	if (has_free)
		a[kept++] = FREE;
	return kept;
}
