/*
 * test_judge.h - what the tests of the judge share: from two texts to a
 * verdict, with the exact Jaccard of their own 5-grams.
 */
#ifndef TAWAM_TESTS_TEST_JUDGE_H
#define TAWAM_TESTS_TEST_JUDGE_H

#include "compare/judge.h"
#include "text/normalise.h"

struct bench {
	struct mem mem;
	struct judge *judge;
	struct normaliser *norm[2];
	struct normal form[2];
	double jaccard;
	struct judgement out;
};

void	 bench_init(struct bench *x);
void	 bench_release(struct bench *x);

/* Two texts in Buckwalter's transliteration. */
const struct judgement *bench_judge(struct bench *x, const char *a,
	    const char *b);

/* Two texts in UTF-8. */
const struct judgement *bench_judge_text(struct bench *x, const char *a,
	    const char *b);

/* The conflicts of the last verdict, on stderr. */
void	 bench_show(const struct bench *x);

/* Of the sets of code-point 5-grams of two normal forms. */
double	 jaccard5(const char *a, size_t na, const char *b, size_t nb);

#endif
