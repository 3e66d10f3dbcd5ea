/*
 * mini.h - a sketch in 64 bits: a few bits each of a few slots.
 *
 * Two sketches that met by chance differ nearly everywhere; the mini-sketches
 * of the two, which stand side by side in memory, say so without a look at the
 * slots.  Cells are the low bits of slots that are far apart, so that a band
 * has few of them.
 */
#ifndef TAWAM_INDEX_MINI_H
#define TAWAM_INDEX_MINI_H

#include <stdint.h>

#define MINI_CELLS	16u
#define MINI_BITS	4u

static inline uint64_t
mini_sketch(const uint32_t *slots, uint32_t k)
{
	uint64_t mini = 0;

	for (uint32_t i = 0; i < MINI_CELLS; i++)
		mini |= (uint64_t)(slots[i * (k / MINI_CELLS)] & 0xf) <<
		    MINI_BITS * i;
	return mini;
}

/* Cells that are equal. */
static inline uint32_t
mini_equal(uint64_t a, uint64_t b)
{
	const uint64_t ones = UINT64_C(0x1111111111111111);
	uint64_t x = a ^ b;

	x |= x >> 2;
	x |= x >> 1;
	return MINI_CELLS - (uint32_t)__builtin_popcountll(x & ones);
}

#endif
