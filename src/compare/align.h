/*
 * align.h - the unequal stretches of two rows of keys.
 *
 * Myers' O(ND) (Algorithmica 1, 1986) between the common ends, up to 600
 * differences; beyond that keys that occur once on both sides are anchors
 * (patience), with Myers between each two.  What is still too different is one
 * stretch.  Time and memory are bounded for any input.
 */
#ifndef TAWAM_COMPARE_ALIGN_H
#define TAWAM_COMPARE_ALIGN_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "compare/anchors.h"

#define ALIGN_MAX_D	600

/* a0..a1 of a stands where b0..b1 of b stands; one may be empty. */
struct gap {
	size_t a0, a1, b0, b1;
};

/* Scratch memory; {0} is a new one. */
struct align {
	struct gap *gaps;	/* the answer, in order */
	size_t n, cap;
	int32_t *rows;		/* furthest points of each d */
	size_t rowcap;
	struct anchors anchors;
};

/* na and nb are below INT32_MAX / 2.  TAWAM_ENOMEM. */
int	 align_run(struct align *x, const struct mem *mem, const uint64_t *a,
	    size_t na, const uint64_t *b, size_t nb);
void	 align_release(struct align *x, const struct mem *mem);

#endif
