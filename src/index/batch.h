/*
 * batch.h - candidates: pairs of sketches that share a bucket.
 */
#ifndef TAWAM_INDEX_BATCH_H
#define TAWAM_INDEX_BATCH_H

#include <stddef.h>
#include <stdint.h>

#include "base/pool.h"
#include "base/space.h"
#include "index/window.h"

/* A bucket of more than this is linked to representatives. */
#define BATCH_BUCKET	64

/*
 * Arrays are given by the address of their pointer, since those of a space may
 * move between the bands; what is constant does not.
 */
struct batch_input {
	uint32_t *const *slots;	/* n sketches of k slots, one after another */
	uint32_t *const *members;	/* numbers of those to be banded, */
	uint32_t nmembers;		/* ascending */
	uint32_t *const *rank;	/* n places in survivor order */
	const uint32_t *forms;	/* with a window: n numbers of normal forms,
				   which are a band of their own; or NULL */
	struct scope scope;
	uint32_t n, k, bands, rows;
	uint32_t mini;		/* equal cells of MINI_CELLS that a pair must
				   have; 0: not asked */
	double floor;		/* of the Jaccard of pairs that matter */
	struct pool *pool;
	tawam_progress_fn *progress;
	void *progress_arg;
};

/*
 * Pairs, sorted, each once; an array of the space they were made with.  The
 * later of a pair in survivor order comes first: those that many are paired
 * with, which are early, stand behind each of the many, one after another.
 */
struct batch_output {
	struct vast vast;
	uint64_t *pairs;
	size_t npairs;
	uint64_t large_buckets;
};

static inline uint64_t
batch_pair(const uint32_t *rank, uint32_t x, uint32_t y)
{
	return rank[x] > rank[y] ? (uint64_t)x << 32 | y :
	    (uint64_t)y << 32 | x;
}

/*
 * *out is entered into the space and its owner's to release, whatever the
 * answer: TAWAM_ENOMEM, TAWAM_EIO, TAWAM_ECANCEL.  The pairs do not depend on
 * the pool or on the bound of the space.
 */
int	 batch_candidates(struct space *s, const struct batch_input *in,
	    struct batch_output *out);
void	 batch_release(struct space *s, struct batch_output *out);

/* Pairs of another kind were put behind the others: all are sorted, each
 * once, again.  TAWAM_ENOMEM, TAWAM_EIO. */
int	 batch_compact(struct space *s, struct batch_output *out);

#endif
