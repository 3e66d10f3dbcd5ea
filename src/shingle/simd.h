/*
 * simd.h - the variants of shingle.c's and sketch.c's hot loops; each gives
 * what the scalar loop of the same purpose gives.
 */
#ifndef TAWAM_SHINGLE_SIMD_H
#define TAWAM_SHINGLE_SIMD_H

#include "shingle/shingle.h"
#include "shingle/sketch.h"

/* So many hashes may be written beyond the last. */
#define SHINGLE_OVER	16

/*
 * Hashes of the count shingles of n classes.  What the hashes of shingles that
 * touch class 0 are does not matter here.  Reads nothing beyond the n classes.
 */
void	 shingle_hash_avx512(const struct shingler *s, const uint8_t *classes,
	    size_t n, size_t count, uint32_t *out);
void	 shingle_hash_avx2(const struct shingler *s, const uint8_t *classes,
	    size_t n, size_t count, uint32_t *out);

/* As sketch_slots, n > 0. */
void	 sketch_slots_avx512(const struct sketcher_consts *c,
	    const uint32_t *hashes, size_t n, uint32_t *slots);
void	 sketch_slots_avx2(const struct sketcher_consts *c,
	    const uint32_t *hashes, size_t n, uint32_t *slots);

/* As sketch_equal. */
uint32_t sketch_equal_avx512(const uint32_t *a, const uint32_t *b,
	    uint32_t k);
uint32_t sketch_equal_avx2(const uint32_t *a, const uint32_t *b,
	    uint32_t k);

/* As sketch_stand. */
struct sketch_standing sketch_stand_avx512(const uint32_t *a,
	    const uint32_t *b, uint32_t k);
struct sketch_standing sketch_stand_avx2(const uint32_t *a,
	    const uint32_t *b, uint32_t k);

/*
 * For both: the least hash of each of k bins, into least, which holds what is
 * there so far (2^32 - 1: nothing).  The low bits of a hash are its bin, so
 * the least hash has the least of what stands above them.
 */
void	 sketch_bins(uint32_t k, const uint32_t *hashes, size_t n,
	    uint32_t *least);

/* As sketch_under, where level says. */
void	 sketch_under_avx512(uint32_t k, const uint32_t *hashes, size_t n,
	    uint32_t bound, uint32_t *least);
void	 sketch_under_avx2(uint32_t k, const uint32_t *hashes, size_t n,
	    uint32_t bound, uint32_t *least);

/* Is there a hash 2^32 - 1, which as a bin's least looks like none? */
int	 sketch_has_last(const uint32_t *hashes, size_t n);

/* From so many hashes a bin on, the bound is worth it. */
#define SKETCH_BOUND_FROM	4

/* Hashes that are sifted at a time. */
#define SKETCH_PIECE	1024

#endif
