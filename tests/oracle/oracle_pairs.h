/*
 * oracle_pairs.h - every pair of a corpus that is alike, by brute force.
 *
 * A document is the set of its shingles: runs of n code points of its normal
 * form, kept as code points and compared as such.  Every document is counted
 * against all earlier ones through an inverted index; nothing is estimated
 * and nothing that shares a shingle is passed over.
 */
#ifndef TAWAM_TESTS_ORACLE_PAIRS_H
#define TAWAM_TESTS_ORACLE_PAIRS_H

#include <stddef.h>
#include <stdint.h>

#define ORACLE_MAX_NGRAM	8
#define ORACLE_TINY		20	/* under it only equality counts */

struct oracle_pair {
	size_t a, b;		/* a < b, in the order of adding */
	double jaccard;
	double contain_a;	/* share of a's shingles that b has */
	double contain_b;
	int equal_form;
};

typedef void oracle_pair_fn(void *arg, const struct oracle_pair *pair);

struct oracle_corpus;

struct oracle_corpus *oracle_corpus_new(int profile, size_t ngram);
void	 oracle_corpus_free(struct oracle_corpus *c);

/* Its number. */
size_t	 oracle_corpus_add(struct oracle_corpus *c, const char *text,
	    size_t len);

/* Length of a document's form in code points, and distinct shingles. */
uint64_t oracle_corpus_length(const struct oracle_corpus *c, size_t doc);
size_t	 oracle_corpus_shingles(const struct oracle_corpus *c, size_t doc);

/*
 * Calls fn for every pair with jaccard >= floor or the containment of the
 * smaller set >= containment (0: off), sorted by b, then a.  Empty documents
 * pair with nothing, tiny ones only with their equals.
 */
void	 oracle_corpus_run(const struct oracle_corpus *c, double floor,
	    double containment, oracle_pair_fn *fn, void *arg);

/* Two texts, whatever their length; 0 everywhere when either is empty. */
void	 oracle_compare(int profile, size_t ngram, const char *a, size_t na,
	    const char *b, size_t nb, struct oracle_pair *out);

#endif
