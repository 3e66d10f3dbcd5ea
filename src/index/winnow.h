/*
 * winnow.h - few fingerprints of a text that any long piece of it keeps.
 *
 * Schleimer, Wilkerson, Aiken: Winnowing: Local Algorithms for Document
 * Fingerprinting (SIGMOD 2003).  Each window of WINNOW_POINTS code points of
 * the coded text has a hash; of each WINNOW_SPAN windows that follow each
 * other the least hash is a fingerprint, the rightmost one when several are
 * the least.  Which one that is depends on these windows alone, so two texts
 * that share WINNOW_SURE code points have a fingerprint of them in common, at
 * the same place in what they share.  A text has about one in 32 code points.
 *
 * A text of fewer than WINNOW_SURE code points has the least hash of all it
 * has; one of fewer than WINNOW_POINTS has none.
 *
 * A text that repeats itself within a span would have one fingerprint over and
 * over.  Of a chain of equal ones, each less than a span from the next, only
 * the first and the last are kept.  Two texts with the same repetition still
 * have its fingerprint in common, but perhaps at other places of it.
 *
 * The hash of a window is 48 bits.  With w0, w1 and w2 its 24 class bytes as
 * little-endian words:
 *
 *	h = w0 * A + w1 * B + w2 * C;  h ^= h >> 32;  h *= D;  h >>= 16
 *
 * in uint64_t.  A window with a code point outside the classes has the XXH3-64
 * (seed 0) of its code points, each a little-endian uint32_t, >> 16.  It is no
 * part of any stored format.
 */
#ifndef TAWAM_INDEX_WINNOW_H
#define TAWAM_INDEX_WINNOW_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "text/code.h"

#define WINNOW_POINTS	24
#define WINNOW_SPAN	63
#define WINNOW_SURE	(WINNOW_SPAN + WINNOW_POINTS - 1)	/* 86 */

#define WINNOW_BITS	48

/* A place in a text is 31 bits; longer texts have no fingerprints. */
#define WINNOW_LONGEST	((size_t)INT32_MAX)

struct print {
	uint64_t hash;
	uint32_t at;		/* code point that its window begins with */
};

/* Grows, is reset and not freed. */
struct prints {
	struct print *list;	/* by place */
	size_t n, cap;
};

/* The text's, in place of those there were.  TAWAM_ENOMEM. */
int	 winnow(const struct mem *m, const struct coded *t,
	    struct prints *out);
void	 prints_release(const struct mem *m, struct prints *p);

#endif
