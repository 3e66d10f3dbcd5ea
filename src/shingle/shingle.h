/*
 * shingle.h - a normal form as the shingles (n-grams of code points) it holds.
 *
 * Every window of n code points is a shingle; there is no padding; a text of
 * fewer than n is its one shingle; an empty text has none.
 *
 * The key of a shingle, 64 bits, is the shingle itself when all its code
 * points have a class: class i in byte i, the rest 0.  Otherwise it is the
 * XXH3-64 (seed 0) of its code points, each a little-endian uint32_t.  Exact
 * scores are computed over keys.
 *
 * The hash of a shingle, 32 bits, is for sketches.  With w0 the low half of
 * the key and w1 its bits from 8(n-4) up (n >= 4) or the low half again
 * (n = 3), or, for a key that is an XXH3, w1 its high half:
 *
 *	h = w0 * A + w1 * B + S;  h ^= h >> 15;  h *= C;  h ^= h >> 13
 *
 * in uint32_t, where A, B, C and S are the low halves of the first four
 * outputs of splitmix64 started at the seed, A, B and C with bit 0 set.
 */
#ifndef TAWAM_SHINGLE_SHINGLE_H
#define TAWAM_SHINGLE_SHINGLE_H

#include <stddef.h>
#include <stdint.h>

#include "base/cpu.h"
#include "base/mem.h"
#include "text/code.h"

#define SHINGLE_MIN	3
#define SHINGLE_MAX	8

/* Scratch memory of one thread: grows, is reset and not freed. */
struct shingler {
	const struct mem *mem;
	uint32_t n;		/* code points of a shingle */
	uint32_t a, b, c, s;	/* of the hash */
	enum cpu_level level;	/* may be lowered */
	struct code_buf form;	/* of shingle_text */
	uint64_t *keys;
	uint32_t *hashes;
	size_t keys_cap, hashes_cap;
};

/* Borrows mem.  n is in [SHINGLE_MIN, SHINGLE_MAX]. */
void	 shingler_init(struct shingler *s, uint32_t n, uint64_t seed,
	    const struct mem *mem);
void	 shingler_release(struct shingler *s);

/* How many shingles a text of so many code points has. */
size_t	 shingle_count(const struct shingler *s, size_t points);

/*
 * Keys, or hashes, of the text's shingles in the order of the text, repeats
 * included, into s->keys or s->hashes.  Their number in *count.  TAWAM_ENOMEM.
 */
int	 shingle_keys(struct shingler *s, const struct coded *t,
	    size_t *count);
int	 shingle_hashes(struct shingler *s, const struct coded *t,
	    size_t *count);

/* Both, from a normal form: valid UTF-8.  TAWAM_ENOMEM. */
int	 shingle_text(struct shingler *s, const char *text, size_t len,
	    size_t *count);

#endif
