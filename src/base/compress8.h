/*
 * compress8.h - for each byte of mask, the places of its bits.
 *
 * Byte i of compress8[m] is the number of the i-th bit set in m, from 0; what
 * lies beyond the last is 0.  A shuffle by it moves what a mask selects to the
 * front, for CPUs that have no instruction for that.
 */
#ifndef TAWAM_BASE_COMPRESS8_H
#define TAWAM_BASE_COMPRESS8_H

#include <stdint.h>

#include "base/cpu.h"

#if CPU_X86
#include <immintrin.h>
#endif

extern const uint64_t compress8[256];

#if CPU_X86
/*
 * Of 64 bytes at from those that keep selects, to out; eight are written at a
 * time, none farther from out than its own place is from from, or seven more.
 */
CPU_AVX2_CODE static inline void
compress64(uint8_t *out, const uint8_t *from, uint64_t keep)
{
	for (int i = 0; i < 64; i += 8) {
		unsigned m = (unsigned)(keep >> i & 0xff);
		__m128i c = _mm_loadl_epi64((const void *)(from + i));
		__m128i at = _mm_loadl_epi64((const void *)&compress8[m]);

		_mm_storel_epi64((void *)out, _mm_shuffle_epi8(c, at));
		out += _mm_popcnt_u32(m);
	}
}
#endif

#endif
