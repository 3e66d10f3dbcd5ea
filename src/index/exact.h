/*
 * exact.h - every pair of sets that is similar enough, guaranteed.
 *
 * A set-similarity join with size, prefix and positional filters: Bayardo,
 * Ma, Srikant: Scaling Up All Pairs Similarity Search (WWW 2007); Xiao, Wang,
 * Lin, Yu: Efficient Similarity Joins for Near Duplicate Detection (WWW 2008).
 */
#ifndef TAWAM_INDEX_EXACT_H
#define TAWAM_INDEX_EXACT_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/pool.h"
#include "index/window.h"

/*
 * The set of member i as n keys, ascending and each once, in memory that came
 * from the join's allocator and is the join's from then on.
 */
typedef int exact_keys_fn(void *arg, unsigned worker, uint32_t i,
    uint64_t **keys, size_t *n);

struct exact_input {
	uint32_t n;
	const uint8_t *skip;	/* n flags: takes no part */
	exact_keys_fn *keys;
	void *arg;
	struct scope scope;
	double floor;		/* least Jaccard, (0,1] */
	double containment;	/* least share of the smaller set; 0: off */
	size_t most_bytes;	/* more memory is hopeless; 0: any */
	struct pool *pool;
	tawam_progress_fn *progress;
	void *progress_arg;
};

/* What a join takes; counted on a sample of the sets before it begins. */
struct exact_cost {
	double seconds;		/* of one core; about */
	double pairs;
	double bytes;		/* of memory, for sets, lists and pairs */
};

struct exact_output {
	uint64_t *pairs;	/* as batch_output's */
	size_t npairs;
	uint64_t compared;	/* sets that were walked through together */
	struct exact_cost cost;
};

/* More than these are hopeless: a day of one core, a billion pairs; and what
 * there is no memory for. */
#define EXACT_SECONDS	86400.0
#define EXACT_PAIRS	1e9

/*
 * Pairs that the scope asks for and whose Jaccard is at least the floor or
 * whose smaller set lies in the larger by the containment.  TAWAM_EHOPELESS
 * with out->cost filled in when it would take too much; TAWAM_ENOMEM,
 * TAWAM_ECANCEL, and what keys answered.  After a failure there are no pairs.
 */
int	 exact_join(const struct mem *m, const struct exact_input *in,
	    struct exact_output *out);
void	 exact_release(const struct mem *m, struct exact_output *out);

#endif
