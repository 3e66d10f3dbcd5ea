/*
 * batch.h - candidates: pairs of sketches that share a bucket.
 */
#ifndef TAWAM_INDEX_BATCH_H
#define TAWAM_INDEX_BATCH_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "index/window.h"

/* A bucket of more than this is linked to representatives. */
#define BATCH_BUCKET	64

struct batch_input {
	const uint32_t *slots;	/* n sketches of k slots, one after another */
	const uint8_t *skip;	/* n flags: not to be banded (tiny, empty) */
	const uint32_t *rank;	/* n places in survivor order */
	const uint32_t *forms;	/* with a window: n numbers of normal forms,
				   which are a band of their own; or NULL */
	struct scope scope;
	uint32_t n, k, bands, rows;
	double floor;		/* of the Jaccard of pairs that matter */
	tawam_progress_fn *progress;
	void *progress_arg;
};

/* Pairs as (smaller << 32 | larger), sorted, each once. */
struct batch_output {
	uint64_t *pairs;
	size_t npairs, cap;
	uint64_t large_buckets;
};

/* TAWAM_ENOMEM, TAWAM_ECANCEL; then *out is empty. */
int	 batch_candidates(const struct mem *m, const struct batch_input *in,
	    struct batch_output *out);
void	 batch_release(const struct mem *m, struct batch_output *out);

#endif
