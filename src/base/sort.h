/*
 * sort.h - radix sort of 64-bit words, alone or with a 64-bit value each, and
 * merge sort of anything else by a comparison.
 *
 * Least significant digit first, a byte a pass; passes in which every word
 * has the same byte are skipped, so short keys cost what they need.
 */
#ifndef TAWAM_BASE_SORT_H
#define TAWAM_BASE_SORT_H

#include <stddef.h>
#include <stdint.h>

struct sort_rec {
	uint64_t key, val;
};

/* Sorts a[0..n); tmp has room for n.  The result is in a. */
void	 sort_u64(uint64_t *a, uint64_t *tmp, size_t n);

/*
 * Sorts as sort_u64, for words whose high bits are spread evenly, such as
 * hashes: two passes over as many of these as their number needs, or four of
 * very many, leave next to nothing to do.  Others are sorted too, but slower.
 */
void	 sort_spread(uint64_t *a, uint64_t *tmp, size_t n);

/* By key; records of one key keep their order. */
void	 sort_recs(struct sort_rec *a, struct sort_rec *tmp, size_t n);

/* Below 0 when x comes before y, above 0 when after it; ctx as given. */
typedef int	 sort_order(const void *x, const void *y, const void *ctx);

/*
 * Sorts n elements of size bytes by order; equals keep their order.  tmp has
 * room for n.  The C library's qsort may allocate behind the caller's
 * allocator, and takes no context everywhere.
 */
void	 sort_by(void *a, void *tmp, size_t n, size_t size, sort_order *order,
	    const void *ctx);

/*
 * Drops words of which no other has the upper 32 bits, and returns how many
 * are left, in their order: all that have such company, and, when these bits
 * are spread evenly, few others.  tmp has room for n.
 */
size_t	 sort_met(uint64_t *a, uint64_t *tmp, size_t n);

/* Drops repeats from a sorted array; returns how many are left. */
size_t	 sort_unique(uint64_t *a, size_t n);

#endif
