/*
 * scan_block.h - what the variants of scan.h do with the masks of 64 bytes.
 *
 * In well-formed text the continuations are exactly the places one after a
 * lead, two after a lead of three, and so on:
 *
 *	D9 85 20 E2 80 A6	leads of two  ..1 (bit 0), of three bit 3
 *	 0  1  2  3  4  5	continuations bits 1, 4, 5: as needed
 *
 * Leads of three bytes and more, and those that are never right, are rare in
 * Arabic text: each is looked at by itself.
 */
#ifndef TAWAM_IO_SCAN_BLOCK_H
#define TAWAM_IO_SCAN_BLOCK_H

#include <stdint.h>

#define SCAN_BLOCK	64

/* The last place in a block where an escape of six bytes is seen whole. */
#define SCAN_WHOLE	(SCAN_BLOCK - 6)

/* Bytes of 80 and over, 80 to BF, C2 to DF. */
struct scan_high {
	uint64_t high, cont, lead2;
};

/*
 * In scan.c: of a block at p, the bytes that rare leads need besides the one
 * after them; not 0: one is wrong.
 */
int	 scan_rare(uint64_t rare, const char *p, const char *end,
	    uint64_t *need, uint64_t *carry);

/*
 * The bytes after a backslash that is not itself after one: runs of slashes
 * are told apart by the place where they begin, even or odd, which a
 * subtraction carries to their end (Langdale, Lemire: Parsing Gigabytes of
 * JSON per Second, 2019).  *carry: the block's first byte is one; and then the
 * next block's.
 */
static inline uint64_t
scan_after_slash(uint64_t slash, uint64_t *carry)
{
	const uint64_t odd = UINT64_C(0xaaaaaaaaaaaaaaaa);
	uint64_t first = *carry, begin = slash & ~first, ends;

	ends = ((begin << 1 | odd) - begin) ^ odd;
	*carry = (ends & slash) >> 63;
	return ends ^ (slash | first);
}

/* Masks of a block of a string; letter: what may stand after a slash. */
struct scan_string {
	uint64_t quote, slash, low, letter;
};

/* Of the blocks of a run. */
struct scan_state {
	uint64_t after;		/* of the last block: bytes after a slash */
	uint64_t escapes;	/* of all blocks before it, one over the other */
	uint64_t first;		/* as scan_after_slash's carry */
	uint64_t need;		/* of the next block's first bytes: those that
				 * must be continuations */
	uint64_t wrong;		/* not 0: something is not shown to be right */
};

/* Where in the block the string stops, if there. */
static inline uint64_t
scan_stop(const struct scan_string *s, struct scan_state *t)
{
	t->escapes |= t->after;
	t->after = scan_after_slash(s->slash, &t->first);
	return ((s->quote | s->low) & ~t->after) | (t->after & ~s->letter);
}

/* The bits below the lowest one of m; all when there is none. */
static inline uint64_t
scan_below(uint64_t m)
{
	return (m & (0 - m)) - 1;
}

/* Is the block at p, up to the first bit of stop, right? */
static inline void
scan_pass(const struct scan_high *h, uint64_t stop, const char *p,
    const char *end, struct scan_state *t)
{
	uint64_t below = scan_below(stop);
	uint64_t lead = h->high & ~h->cont & below, rare = lead & ~h->lead2;
	uint64_t need = t->need | lead << 1, more = lead >> 63;

	if (__builtin_expect(rare != 0, 0))
		t->wrong |= (uint64_t)scan_rare(rare, p, end, &need, &more);
	t->need = more;
	/* What is needed at the stop or after it will not come. */
	t->wrong |= need ^ (h->cont & below);
}

/* The stop in the last block, which is at p; *met gets what the run has. */
static inline const char *
scan_end(const struct scan_state *t, uint64_t stop, const char *p,
    unsigned *met)
{
	uint64_t below = scan_below(stop);

	*met |= (t->escapes | (t->after & below)) != 0 ? SCAN_ESCAPED : 0;
	*met |= t->wrong != 0 ? SCAN_DOUBT : 0;
	/* Before a letter that is none it is the slash that stops. */
	return p + __builtin_ctzll(stop) -
	    ((t->after & stop & (0 - stop)) != 0);
}

/* Bytes that are a backslash, u, 0, 6, a hexadecimal digit; and those of
 * ASCII that stand for themselves. */
struct scan_escape {
	uint64_t slash, u, zero, six, hex, plain;
};

/* Where escapes of Arabic begin, those that are whole in the block. */
static inline uint64_t
scan_starts(const struct scan_escape *m)
{
	return m->slash & m->u >> 1 & m->zero >> 2 & m->six >> 3 &
	    m->hex >> 4 & m->hex >> 5;
}

/* How many bytes from the first on are plain or of escapes: to 64. */
static inline unsigned
scan_run(const struct scan_escape *m, uint64_t starts)
{
	uint64_t stop = ~(m->plain | starts);

	return stop != 0 ? (unsigned)__builtin_ctzll(stop) : SCAN_BLOCK;
}

/* The bytes of a run that the output has: of an escape its two digits. */
static inline uint64_t
scan_kept(uint64_t starts, unsigned run)
{
	uint64_t two = starts | starts << 1;
	uint64_t below = run < 64 ? (UINT64_C(1) << run) - 1 : UINT64_MAX;

	return ~(two | two << 2) & below;
}

#endif
