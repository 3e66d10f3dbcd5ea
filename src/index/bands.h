/*
 * bands.h - the keys by which sketches meet: one for each band of rows.
 */
#ifndef TAWAM_INDEX_BANDS_H
#define TAWAM_INDEX_BANDS_H

#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"

/* The key of one band: equal rows give equal keys. */
static inline uint64_t
band_key(const uint32_t *slots, uint32_t rows, uint32_t band)
{
	return hash64(slots + (size_t)band * rows, rows * sizeof(*slots),
	    band);
}

/* What keeps texts of different fields apart: XORed to their keys. */
static inline uint64_t
band_field(uint64_t within)
{
	return hash64(&within, sizeof(within), 0);
}

#endif
