/*
 * sort_distinct.c - sorting that drops repeats, for words that are spread.
 *
 * A word's high bits are its place in a table; where words meet they stand in
 * order (Amble, Knuth: Ordered hash tables, 1974), and as the place follows
 * the order too, the table read from one end to the other is sorted.
 */
#include <string.h>

#include "base/sort.h"

/* Above it passes are faster. */
#define MANY	1024
/* Words after which is looked whether all is well. */
#define BLOCK	64
/* Places after the last, for those that are pushed there.  As many as a block
 * can fill are free before each, and one more, which ends every search. */
#define BEYOND	(2 * BLOCK)
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

static size_t
table_room(size_t n)
{
	return ((size_t)1 << table_bits(n)) + BEYOND;
}

size_t
sort_distinct_room(size_t n)
{
	return n <= MANY ? table_room(n) : n;
}

/* A word into a table; how far from its home the last one came to stand. */
static inline size_t
enter(uint64_t *home, uint64_t v)
{
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
	return (size_t)(p - home);
}

/* 0 when the words are not spread. */
static int
enter_all(const uint64_t *a, size_t n, uint64_t *table)
{
	unsigned shift = 64 - table_bits(n);
	size_t room = table_room(n), off = 0;

	memset(table, 0xff, room * sizeof(*table));
	for (size_t i = 0; i < n;) {
		size_t to = n - i < BLOCK ? n : i + BLOCK;

		if (table[room - 1 - BLOCK] != FREE || off > OFF * n)
			return 0;
		for (; i < to; i++)
			off += enter(table + (a[i] >> shift), a[i]);
	}
	return 1;
}

size_t
sort_distinct(uint64_t *a, uint64_t *tmp, size_t n)
{
	size_t room = table_room(n), kept = 0;
	int has_free = 0;

	if (n > MANY || !enter_all(a, n, tmp)) {
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
