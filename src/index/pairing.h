/*
 * pairing.h - the pairs of a band's buckets.
 *
 * A small bucket gives all its pairs.  A large one, a template or an agency
 * story, would give a quadratic number: its members are taken in survivor
 * order, and each is paired with the earlier ones that stand for their like
 * (leader clustering), which is how stars are made of them in the end.
 */
#ifndef TAWAM_INDEX_PAIRING_H
#define TAWAM_INDEX_PAIRING_H

#include <pthread.h>

#include "base/cpu.h"
#include "index/batch.h"

/* What several threads share: all their pairs come together. */
struct pairing {
	struct space *s;
	const struct batch_input *in;
	struct batch_output *out;
	uint64_t *const *mini;	/* or NULL: not asked */
	enum cpu_level level;
	uint32_t least_equal;	/* slots of a pair that may reach the floor */
	uint32_t sure_equal;	/* slots of a pair that surely does */
	size_t compact_at;	/* pairs that are sorted and made unique */
	pthread_mutex_t lock;
};

void	 pairing_init(struct pairing *k, struct space *s,
	    const struct batch_input *in, struct batch_output *out);
void	 pairing_release(struct pairing *k);

/* One thread's. */
struct pairer {
	struct pairing *k;
	uint64_t *pairs;	/* on their way, and room to sort them */
	uint64_t *latest;	/* of each hash, the last pair added */
	size_t npairs;
	struct sort_rec *ranked;
	size_t ranked_cap;
	struct leaders leaders;
	uint32_t reps, window;	/* of this bucket */
	uint64_t large_buckets;
	size_t work;
};

/*
 * Makes pairs of sorted records whose low bits are members and whose other
 * bits say which bucket.  TAWAM_ENOMEM, TAWAM_EIO.
 */
int	 pairer_band(struct pairer *p, const uint64_t *recs, size_t n,
	    unsigned number_bits);
void	 pairer_release(struct pairer *p);

/* What is still on its way goes in, sorted, each pair once. */
int	 pairers_finish(struct pairer *p, unsigned n);

#endif
