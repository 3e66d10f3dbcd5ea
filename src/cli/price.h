/*
 * price.h - what a run will take, from a survey and two rehearsals.
 *
 * What the second half of the larger rehearsal added to the smaller one is what
 * every further document adds; what pairs take grows as the survey has found
 * them.
 */
#ifndef TAWAM_CLI_PRICE_H
#define TAWAM_CLI_PRICE_H

#include "cli/rehearsal.h"

/* What the input is. */
struct survey {
	double seen;		/* documents */
	double docs;		/* that are expected; the same when known */
	int known;
	double bytes;		/* of all, as stored */
	double text, letters;	/* of a document */
	double forms, pairs;	/* of all: normal forms, pairs compared */
	double lines;		/* pairs of documents */
	struct tawam_plan plan;
	uint64_t skipped, broken;
};

struct price {
	struct survey s;
	struct rehearsal half, all;
	struct tawam_params params;	/* with the bands of the whole */
	size_t bound;		/* of memory */
	int segment;		/* documents are units of pages */
	double kept_input;	/* bytes of pipes, which the run keeps */
	double whole_text;	/* bytes of all documents */
	/* What it comes to. */
	double memory, each;	/* of a document */
	double spilled;		/* of memory, to temporary files */
	double temporary, results;
	struct spent spent;
};

/* From what stands above to what it comes to. */
void	 price_run(struct price *p);

#endif
