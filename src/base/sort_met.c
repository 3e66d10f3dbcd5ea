/*
 * sort_met.c - the words that may have company, out of many that have none.
 *
 * A bit for each of many places that a word's high bits choose: once it was
 * met, and once it was met again.  It is a Bloom filter of one function (Bloom:
 * Space/Time Trade-offs in Hash Coding with Allowable Errors, 1970), so nothing
 * that has company is lost.
 */
#include <string.h>

#include "base/sort.h"

/* Places a word: so many, and less than twice as many. */
#define PLACES	8
#define FEW	64
#define HIGH	32

/* log2 of the places for n words. */
static unsigned
place_bits(size_t n)
{
	unsigned bits = 9;

	while (bits < HIGH && (size_t)1 << bits < PLACES * n)
		bits++;
	return bits;
}

size_t
sort_met(uint64_t *a, uint64_t *tmp, size_t n)
{
	unsigned bits = place_bits(n), shift = 64 - bits;
	size_t words = ((size_t)1 << bits) / 64, kept = 0;
	uint64_t *once = tmp, *again = tmp + words;

	/* The tables would take more room than there is. */
	if (n < FEW)
		return n;
	memset(tmp, 0, 2 * words * sizeof(*tmp));
	for (size_t i = 0; i < n; i++) {
		size_t at = a[i] >> shift;
		uint64_t bit = UINT64_C(1) << at % 64;

		again[at / 64] |= once[at / 64] & bit;
		once[at / 64] |= bit;
	}
	/* No branch: which have company cannot be predicted. */
	for (size_t i = 0; i < n; i++) {
		uint64_t v = a[i];
		size_t at = v >> shift;

		a[kept] = v;
		kept += again[at / 64] >> at % 64 & 1;
	}
	return kept;
}
