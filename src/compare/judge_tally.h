/*
 * judge_tally.h - counting, gap by gap, what two texts disagree on.
 */
#ifndef TAWAM_COMPARE_JUDGE_TALLY_H
#define TAWAM_COMPARE_JUDGE_TALLY_H

#include "compare/align.h"
#include "compare/bag.h"
#include "compare/judge.h"
#include "compare/keyset.h"
#include "compare/reading.h"

struct tally_side {
	const struct reading *text;
	struct keyset slots;	/* words of earlier name slots */
	struct keyset body;	/* of those in the body */
};

struct tally {
	struct tally_side side[2];
	struct bag bag;
	int has_words;		/* the bag is filled */
	struct keyset seen;	/* conflicts counted already */
	struct judge_conflict *conflicts;
	size_t nconflicts, cap;
	size_t budget;		/* comparisons of facts left */
	/* Distinct conflicts of each kind but names. */
	size_t dates, numbers, weekdays, ordinals, months;
	size_t rounds;		/* ordinals against ordinals, of the above */
	size_t places;		/* name slots of the body with new words */
	size_t returns;		/* name slots whose words came before */
	int inside;		/* a fact conflict away from both ends */
};

/* Counts the gaps of the two sides, whose texts are set. */
int	 tally_run(struct tally *t, const struct mem *mem,
	    const struct gap *gaps, size_t ngaps);
void	 tally_release(struct tally *t, const struct mem *mem);

/* Weighted facts: a correction rarely moves a date or the number of a round,
 * a new issue does. */
size_t	 tally_facts(const struct tally *t);

#endif
