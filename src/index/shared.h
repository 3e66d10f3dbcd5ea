/*
 * shared.h - what two coded texts share, from places where they are equal.
 *
 * A seed is a pair of places whose windows of WINNOW_POINTS are thought to be
 * equal.  Each is checked and widened to a maximal verbatim run.  Runs that
 * follow each other in both texts with little between them are one passage: an
 * edited word does not make two passages of one.
 */
#ifndef TAWAM_INDEX_SHARED_H
#define TAWAM_INDEX_SHARED_H

#include "base/sort.h"
#include "index/winnow.h"

/* Code points between two runs of one passage, on either side. */
#define SHARED_GAP	64

struct seed {
	uint32_t group;		/* whose text the second one is */
	uint32_t a, b;		/* places */
};

/* Half-open, in code points of the normal forms.  A space at either end is
 * what is between, and no part of it. */
struct passage {
	uint32_t a, a_end, b, b_end;
	uint32_t chars;		/* that are the same, of those between */
};

struct run_found {
	uint32_t a, b, n;
};

/* A text, and where its code points outside the classes stand. */
struct zeros {
	const struct coded *text;
	uint32_t *at;
	size_t cap;
};

/* Scratch memory of one thread: grows, is reset and not freed; {0} is new. */
struct sharer {
	struct zeros a, b;
	struct run_found *runs, *spare;
	size_t nruns, runs_cap, spare_cap;
	/* The answer: by place in a. */
	struct passage *passages;
	size_t n, cap;
	/* Code points of each text that lie in a run. */
	size_t in_a, in_b;
};

void	 sharer_release(const struct mem *m, struct sharer *s);

/* The first text of the pairs to come, until the next one.  TAWAM_ENOMEM. */
int	 sharer_begin(const struct mem *m, struct sharer *s,
	    const struct coded *a);

/* Orders seeds as sharer_pair wants them: by group, then by diagonal. */
sort_order seed_order;

/*
 * What the seeds of one group, in order, lead to: passages in which at least
 * so many code points are the same.  TAWAM_ENOMEM.
 */
int	 sharer_pair(const struct mem *m, struct sharer *s,
	    const struct coded *b, const struct seed *seeds, size_t n,
	    uint32_t least);

#endif
