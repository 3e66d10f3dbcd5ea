/*
 * sketch.h - a set of shingles as k numbers, from which Jaccard is estimated.
 *
 * One-permutation hashing (Li, Owen, Zhang: One Permutation Hashing, NIPS
 * 2012) with every empty slot filled by its own MinHash, which is one bin
 * round of Fast Similarity Sketching (Dahlgaard, Langhede, Houen, Thorup,
 * arXiv 1704.04370).  Two slots at one place are equal with probability J,
 * whatever the sizes of the sets.
 *
 * With k slots (64, 128 or 256), over the hashes h of a text's shingles:
 *
 *  1. slot i is the least h >> log2(k) of those with h mod k = i;
 *  2. a slot that got none is 2^31 + (the least of h * M[i] mod 2^32) / 2,
 *     where M[i] is the low half of the i-th output (from 0) of splitmix64
 *     started at seed XOR 0x736c6f7473 ("slots"), with bit 0 set;
 *  3. a text without shingles has 2^32 - 1 in every slot.
 *
 * Step 2 cannot equal step 1, as bit 31 tells them apart: a slot filled in
 * one text and not in the other differs, which the unbiased estimate needs.
 * Whether a second bin round is done must never depend on the text.
 */
#ifndef TAWAM_SHINGLE_SKETCH_H
#define TAWAM_SHINGLE_SKETCH_H

#include <stddef.h>
#include <stdint.h>

#include "base/cpu.h"

#define SKETCH_SLOTS_MAX	256
#define SKETCH_EMPTY		UINT32_MAX
#define SKETCH_FILLED		UINT32_C(0x80000000)	/* step 2's bit */
#define SKETCH_LONG		64	/* more hashes a slot: a long text */
#define SKETCH_FORMAT		1
#define SKETCH_FORMAT_SCHEME	2	/* of a scheme other than 0 */
#define SKETCH_HEADER		64	/* bytes before the slots */

struct sketcher_consts {
	uint32_t k, log2k;
	enum cpu_level level;			/* may be lowered */
	uint32_t fill[SKETCH_SLOTS_MAX];	/* M */
};

void	 sketch_consts_init(struct sketcher_consts *c, uint32_t k,
	    uint64_t seed);

/* slots[0..k) from n hashes, in any order, repeats allowed. */
void	 sketch_slots(const struct sketcher_consts *c, const uint32_t *hashes,
	    size_t n, uint32_t *slots);

/*
 * The same for a long text of n hashes, piece by piece: those up to a bound
 * are a few for each bin, and nearly always every bin gets one.  least[0..k)
 * has the least hash of each bin so far, all bits set where there is none.
 */
uint32_t sketch_bound(uint32_t k, size_t n);
void	 sketch_under(const struct sketcher_consts *c, const uint32_t *hashes,
	    size_t n, uint32_t bound, uint32_t *least);

/* 1, and least has become the slots; 0 when a bin has no hash, and then those
 * up to the bound are not enough. */
int	 sketch_under_end(const struct sketcher_consts *c, uint32_t *least);

/* Equal slots of two sketches of k. */
uint32_t sketch_equal(enum cpu_level level, const uint32_t *a,
	    const uint32_t *b, uint32_t k);

/* Says that n slots are read soon. */
static inline void
sketch_expect(const uint32_t *slots, size_t n)
{
	for (size_t i = 0; i < n; i += 16)	/* the line of a cache */
		cpu_expect(slots + i);
}

/*
 * How two sketches stand to each other, in slots.  A bin's slot is the least
 * of the hashes there: when b's is the same, that shingle is in b too; when
 * b's is greater, it is not; when b's is smaller, nothing is known.  Which of
 * the three it is depends on the rest of b, not on whether the shingle is
 * there, so the first two come in the ratio of containment.
 */
struct sketch_standing {
	uint32_t equal;		/* as sketch_equal */
	uint32_t shared;	/* of these, of bins */
	uint32_t only_a;	/* bins of a whose shingle is not in b */
	uint32_t only_b;
};

struct sketch_standing sketch_stand(const struct sketcher_consts *c,
	    const uint32_t *a, const uint32_t *b);

/*
 * How many distinct shingles a sketch was made of, about (10 % at k = 128):
 * from the mean of the filled bins, or from their number when some are empty.
 */
double	 sketch_distinct(const struct sketcher_consts *c,
	    const uint32_t *slots);

/* sketch_distinct(c, slots) < than */
int	 sketch_fewer(const struct sketcher_consts *c, const uint32_t *slots,
	    double than);

/* What stands before the slots in a stored sketch; see tawam(5). */
struct sketch_header {
	uint8_t profile, ngram;
	uint32_t slots, tables;
	uint64_t seed, length;
	uint64_t exact_lo, exact_hi;	/* XXH3-128 of the normal form */
	uint8_t scheme;			/* enum tawam_scheme */
};

/* Writes SKETCH_HEADER + 4 k bytes. */
void	 sketch_encode(const struct sketch_header *h, const uint32_t *slots,
	    unsigned char *out);

/* TAWAM_EFORMAT when the n bytes are no sketch; slots has room for 256. */
int	 sketch_decode(const unsigned char *in, size_t n,
	    struct sketch_header *h, uint32_t *slots);

#endif
