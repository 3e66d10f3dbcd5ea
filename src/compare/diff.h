/*
 * diff.h - the unequal stretches of two long rows of keys, in linear time.
 *
 * Runs of keys that occur once on both sides are seeds; the longest row of
 * seeds that rises on both cuts the texts into small segments (Heckel, CACM
 * 21, 1978, with the longest increasing subsequence of patience diff), and
 * Myers' algorithm (align.h) works inside these.  Two rows that are short get
 * a longest common subsequence; longer ones may miss some of it, and never
 * call equal what is not.
 */
#ifndef TAWAM_COMPARE_DIFF_H
#define TAWAM_COMPARE_DIFF_H

#include <stddef.h>
#include <stdint.h>

#include "compare/align.h"

/* Rows up to this many keys together are left to Myers alone. */
#define DIFF_SMALL	ALIGN_MAX_D
/* Keys of a row, at most. */
#define DIFF_MAX	((size_t)1 << 29)

/* Scratch memory; {0} is a new one. */
struct diff {
	struct align align;
	struct gap *gaps;	/* the answer, in order */
	size_t n, cap;
	struct gap *parts, *next;	/* what is still to be aligned */
	size_t nparts, partcap, nnext, nextcap;
	struct anchors seeds;		/* keys are hashes of runs */
};

/* TAWAM_EINVAL: a row is longer than DIFF_MAX; TAWAM_ENOMEM. */
int	 diff_run(struct diff *x, const struct mem *mem, const uint64_t *a,
	    size_t na, const uint64_t *b, size_t nb);
void	 diff_release(struct diff *x, const struct mem *mem);

#endif
