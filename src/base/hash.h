/*
 * hash.h - hashes: XXH3 for bytes, splitmix64 for constants from a seed.
 *
 * The only includer of xxhash.h.  Inlined, because a distribution builds the
 * shared library for the oldest CPU; XXH3's values do not depend on the build.
 */
#ifndef TAWAM_BASE_HASH_H
#define TAWAM_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

struct hash128 {
	uint64_t lo, hi;
};

static inline uint64_t
hash64(const void *p, size_t n, uint64_t seed)
{
	return XXH3_64bits_withSeed(p, n, seed);
}

static inline struct hash128
hash128(const void *p, size_t n)
{
	XXH128_hash_t h = XXH3_128bits(p, n);
	struct hash128 r = { h.low64, h.high64 };

	return r;
}

/* The next value of Steele, Lea and Flood's SplitMix generator. */
static inline uint64_t
splitmix64(uint64_t *state)
{
	uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

#endif
