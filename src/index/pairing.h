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

#include "index/pairs.h"

/* What several threads share. */
struct pairing {
	struct space *s;
	const struct batch_input *in;
	uint64_t *const *mini;	/* or NULL: not asked */
	uint32_t least_equal;	/* slots of a pair that may reach the floor */
	uint32_t sure_equal;	/* slots of a pair that surely does */
	struct pairs pairs;
};

void	 pairing_init(struct pairing *k, struct space *s,
	    const struct batch_input *in, struct batch_output *out);
void	 pairing_release(struct pairing *k);

/* One thread's. */
struct pairer {
	struct pairing *k;
	struct lot lots[PAIRS_KINDS];
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
int	 pairers_finish(struct pairer *p, unsigned n,
	    struct batch_output *out);

#endif
