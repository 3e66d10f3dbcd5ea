/*
 * worddiff.h - which words two texts share, for a reader's eye.
 */
#ifndef TAWAM_REPORT_WORDDIFF_H
#define TAWAM_REPORT_WORDDIFF_H

#include "tawam.h"

enum word_op {
	WORD_SAME,
	WORD_SPELT,	/* the same normal form, written otherwise */
	WORD_ONLY_A,
	WORD_ONLY_B
};

/* A stretch of words; offsets are bytes.  Of the text that does not have it,
 * both are where it would stand. */
struct word_run {
	enum word_op op;
	size_t a_start, a_end, b_start, b_end;
};

struct worddiff {
	struct word_run *runs;
	size_t nruns, cap;
};

/*
 * A longest common subsequence of the words of a and b, white space not
 * counted, but where a mark stands on it; two words are one when their normal
 * forms are.  0, or -1 when the texts are too long and too different to be
 * aligned; then there are no runs.
 */
int	 worddiff(struct worddiff *d, struct tawam_sketcher *s, const char *a,
	    size_t na, const char *b, size_t nb);
void	 worddiff_release(struct worddiff *d);

#endif
