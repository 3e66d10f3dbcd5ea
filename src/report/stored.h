/*
 * stored.h - what clusters depend on besides pairs.jsonl and decisions.jsonl:
 * written into run.json, and read again for another threshold.
 *
 *	"stored": {
 *	  "input": "0123456789abcdef",
 *	  "pairs": "0130...",
 *	  "documents": [[N, FORM, MARKS, LENGTH, DATE, SOURCE], ...]
 *	}
 *
 * pairs.jsonl has four decimals.  "pairs" has a digit a line of it: 1 when the
 * Jaccard that was written is over the true one, plus 2 when the true
 * containment is at --containment or over it: so every comparison with a
 * threshold of four decimals comes out as it does with the true scores.
 * "documents" has those that stand in a pair; see struct tawam_trait.  "input"
 * is a digest of all records.
 */
#ifndef TAWAM_REPORT_STORED_H
#define TAWAM_REPORT_STORED_H

#include "tawam.h"

#include "io/output.h"
#include "report/docs.h"
#include "report/known.h"
#include "report/span.h"

/* The whole member of run.json, with the comma after it.  As
 * tawam_corpus_pairs. */
int	 stored_write(const struct tawam_corpus *c,
	    const struct tawam_params *p, const struct docs *docs,
	    struct output *o);

/* One more record of the input; begins with 0. */
uint64_t stored_input(uint64_t so_far, uint64_t digest);

struct stored {
	struct docs docs;		/* ids alone */
	struct known known;		/* of --against */
	struct tawam_trait *traits;	/* one a document */
	size_t traits_cap;
	struct tawam_pair *pairs;
	size_t npairs, pairs_cap;
	uint64_t input;
	char digest[33];		/* of pairs.jsonl */
	char **whys;			/* each once */
	size_t nwhys, whys_cap;
	char why[256];			/* after a failure: the sentence */
};

/*
 * Reads decisions.jsonl and pairs.jsonl of a run whose run.json has this
 * "stored", and whose --containment is this, for a threshold, under which no
 * document is near to one of an index.  0, or -1 with x->why set; release in
 * any case.
 */
struct stored_files {
	const char *decisions, *pairs;
	double containment, threshold;
	int paged;		/* of a run with --segment */
};

int	 stored_read(struct stored *x, struct span stored,
	    const struct stored_files *files);
void	 stored_release(struct stored *x);

#endif
