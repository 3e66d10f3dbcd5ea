/*
 * scan_block.h - what the variants of scan.h do with the masks of 64 bytes.
 *
 * In well-formed text made of sequences of one to three bytes the
 * continuations are exactly the places one after a lead and two after a lead
 * of three:
 *
 *	D9 85 20 E2 80 A6	leads of two  ..1 (bit 0), of three bit 3
 *	 0  1  2  3  4  5	continuations bits 1, 4, 5: as needed
 *
 * Leads that narrow their second byte (E0, ED, F0 to F4) and those that are
 * never right (C0, C1, F5 to FF) are rare in any text: they raise the doubt
 * and the exact check is asked afterwards.
 */
#ifndef TAWAM_IO_SCAN_BLOCK_H
#define TAWAM_IO_SCAN_BLOCK_H

#include <stdint.h>

#define SCAN_BLOCK	64

/* The last place in a block where an escape of six bytes is seen whole. */
#define SCAN_WHOLE	(SCAN_BLOCK - 6)

/* Bytes of 80 and over, 80 to BF, E0 and over, and those that are rare. */
struct scan_high {
	uint64_t high, cont, lead3, odd;
};

/*
 * Is a block, up to the first bit of stop, not shown to be right?  *carry says
 * which of its first bytes must be continuations, and then which of the next
 * block's.
 */
static inline int
scan_doubtful(const struct scan_high *h, uint64_t stop, uint64_t *carry)
{
	uint64_t below = stop != 0 ? (stop & (0 - stop)) - 1 : UINT64_MAX;
	uint64_t lead = h->high & ~h->cont & below, lead3 = h->lead3 & below;
	uint64_t need = *carry | lead << 1 | lead3 << 2;

	*carry = lead >> 63 | lead3 >> 62;
	/* What is needed at the stop or after it will not come. */
	return ((need ^ (h->cont & below)) | (h->odd & below)) != 0;
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
