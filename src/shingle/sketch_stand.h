/*
 * sketch_stand.h - the loops of sketch_equal and sketch_stand; inlined into
 * their variants, so that they are compiled for their CPU.
 */
#ifndef TAWAM_SHINGLE_SKETCH_STAND_H
#define TAWAM_SHINGLE_SKETCH_STAND_H

#include "shingle/sketch.h"

static inline __attribute__((always_inline)) uint32_t
count_equal(const uint32_t *a, const uint32_t *b, uint32_t k)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < k; i++)
		n += a[i] == b[i];
	return n;
}

static inline __attribute__((always_inline)) struct sketch_standing
stand(const uint32_t *a, const uint32_t *b, uint32_t k)
{
	struct sketch_standing s = { 0, 0, 0, 0 };

	for (uint32_t i = 0; i < k; i++) {
		uint32_t equal = a[i] == b[i], own = a[i] < SKETCH_FILLED;

		s.equal += equal;
		s.shared += equal & own;
		s.only_a += own & (b[i] > a[i]);
		s.only_b += (b[i] < SKETCH_FILLED) & (a[i] > b[i]);
	}
	return s;
}

#endif
