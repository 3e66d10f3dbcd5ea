/*
 * oracle_check.h - a corpus through the library, checked against the oracle.
 *
 * Failures are Criterion's, so these are called from tests only.
 */
#ifndef TAWAM_TESTS_ORACLE_CHECK_H
#define TAWAM_TESTS_ORACLE_CHECK_H

#include "oracle/oracle_list.h"
#include "oracle/oracle_pairs.h"
#include "oracle/shared.h"
#include "tawam.h"

struct checked {
	size_t wanted;		/* pairs at or over the floor there are */
	size_t found;		/* of these, by the library */
	double candidates;	/* share of all pairs of groups */
};

/* A corpus with the documents of c that has run. */
struct tawam_corpus *check_run(const struct corpus *c,
	    const struct tawam_params *p);

/*
 * Runs the library and checks everything but how many pairs it found: no pair
 * is false, scores are exact, relations fit them, pairs are in order, the
 * decisions are the stars that follow from the pairs, clusters say the same
 * as decisions, and the statistics count what is there.  o holds the same
 * documents under p's profile and ngram, and all, when not NULL, its sorted
 * pairs, at least those that p asks for.  p's keep rules are the default.
 */
void	 check_corpus(const struct corpus *c, const struct oracle_corpus *o,
	    const struct oracle_list *all, const struct tawam_params *p,
	    struct checked *out);

#endif
