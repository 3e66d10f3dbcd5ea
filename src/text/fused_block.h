/*
 * fused_block.h - what the variants of fused.h do with a block's masks.
 *
 * Bit i of a mask is byte i of the block.  Inlined into the variants, so that
 * it is compiled for their CPU.
 */
#ifndef TAWAM_TEXT_FUSED_BLOCK_H
#define TAWAM_TEXT_FUSED_BLOCK_H

#include "text/fused.h"

#define FUSED_INLINE	static inline __attribute__((always_inline))

struct fused_masks {
	uint64_t in;		/* bytes of the text */
	uint64_t final;		/* last bytes of characters */
	uint64_t bad;		/* at or just after what is not known */
	uint64_t drop, space, digit, join;	/* space: joins too */
};

/* Of a block in which something needs a second look. */
struct fused_odd {
	uint64_t slow, latin, slash, dot, colon, high;	/* high: >= 80 */
};

/* The lowest n bits, n <= 64. */
FUSED_INLINE uint64_t
low_bits(unsigned n)
{
	return n >= 64 ? ~UINT64_C(0) : (UINT64_C(1) << n) - 1;
}

/*
 * Which bits of emitted come next after a bit of after, or, with carry, after
 * the block before: the addition carries through the gaps.
 */
FUSED_INLINE uint64_t
next_emitted(uint64_t after, uint64_t emitted, int carry)
{
	uint64_t x = after << 1 | (uint64_t)carry, gap = ~emitted;

	return (x | ((x & gap) + gap)) & emitted;
}

/* In fused.c: the marks of a block that stand in numbers and vanish; adds to
 * *slow those of which that is not settled. */
uint64_t fused_joins(const struct fused *f, uint64_t found,
	    const uint8_t *p, uint64_t *slow);

/* In fused.c: accounts for them. */
void	 fused_marks(struct fused *f, uint64_t joined, uint64_t digits,
	    const uint8_t *p);

/* In fused.c: what may begin a URL, and what is not of the fast alphabet. */
uint64_t fused_triggers(const struct fused *f, const struct fused_odd *o,
	    uint64_t drop, const uint8_t *p);

/* In fused.c: is the dot at p that of www. or pic.twitter.com/? */
int	 fused_is_url_dot(const struct fused *f, const uint8_t *p);

/* In fused.c: the start of the token that holds q, or ends there. */
const uint8_t *fused_token(const struct fused *f, const uint8_t *q);

/* In fused.c: the output up to safe is what stays. */
void	 fused_back(struct fused *f, const uint8_t *q, const uint8_t *p);

/* In fused.c: a chunk is full; p is the next block's. */
void	 fused_next_chunk(struct fused *f, const uint8_t *p);

/* Bytes of the text from p on, 64 at most. */
FUSED_INLINE unsigned
fused_left(const struct fused *f, const uint8_t *p)
{
	return f->end - p < FUSED_BLOCK ? (unsigned)(f->end - p) :
	    FUSED_BLOCK;
}

/*
 * Which bytes of the block at p give a class.  *slow is set when the block
 * ends before a token that must go slow.
 */
FUSED_INLINE uint64_t
fused_settle(struct fused *f, const struct fused_masks *m, uint64_t odd,
    const uint8_t *p, const uint8_t **slow)
{
	uint64_t emitted = m->final & ~m->drop, joined = 0;
	uint64_t space = m->space & emitted, digit = m->digit & emitted;
	uint64_t join = m->join & emitted, stop = m->bad | odd, keep;
	uint64_t in = m->in;
	unsigned top;

	/* Most blocks have a mark, few one after a digit. */
	join &= next_emitted(digit, emitted, f->digit);
	if (__builtin_expect(join != 0, 0))
		joined = fused_joins(f, join & in, p, &stop);
	if (__builtin_expect(stop != 0, 0)) {
		unsigned at = (unsigned)__builtin_ctzll(stop);
		const uint8_t *token = fused_token(f, p + at);

		*slow = p + at;
		if (token < p)
			return 0;
		in &= low_bits((unsigned)(token - p));
	}
	if (__builtin_expect(joined != 0, 0)) {
		joined &= in;
		fused_marks(f, joined, digit, p);
		emitted &= ~joined;
		space &= ~joined;
	}
	emitted &= in;
	space &= in;
	keep = emitted & ~(next_emitted(space, emitted, f->spaced) & space);
	if (emitted != 0) {
		top = 63 - (unsigned)__builtin_clzll(emitted);
		f->spaced = (int)(space >> top & 1);
		f->digit = (int)(digit >> top & 1);
	}
	return keep;
}

#endif
