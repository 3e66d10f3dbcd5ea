/*
 * kperm.h - MinHash by k permutations: the classic sketch, for comparing with
 * other engines.
 *
 * Broder: On the resemblance and containment of documents, 1997; the
 * permutations are those of arithmetic modulo 2^32.  With k slots (64, 128 or
 * 256), over the hashes h of a text's shingles (shingle.h):
 *
 *  1. slot i is the least of (h * A[i] + B[i]) mod 2^32, where A[i] is the low
 *     half of the i-th output (from 0) of splitmix64 started at seed XOR
 *     0x6b7065726d ("kperm"), with bit 0 set, and B[i] its high half;
 *  2. a text without shingles has 2^32 - 1 in every slot.
 *
 * Each hash meets each slot: k times the work of sketch.h for an estimate that
 * is no better.
 */
#ifndef TAWAM_SHINGLE_KPERM_H
#define TAWAM_SHINGLE_KPERM_H

#include <stddef.h>
#include <stdint.h>

#include "base/cpu.h"

#define KPERM_SLOTS_MAX	256

struct kperm_consts {
	uint32_t k;
	enum cpu_level level;		/* may be lowered */
	uint32_t a[KPERM_SLOTS_MAX], b[KPERM_SLOTS_MAX];
};

void	 kperm_consts_init(struct kperm_consts *c, uint32_t k, uint64_t seed);

/* slots[0..k) from n hashes, in any order, repeats allowed. */
void	 kperm_slots(const struct kperm_consts *c, const uint32_t *hashes,
	    size_t n, uint32_t *slots);

/* The variants, which give the same. */
void	 kperm_slots_avx512(const struct kperm_consts *c,
	    const uint32_t *hashes, size_t n, uint32_t *slots);
void	 kperm_slots_avx2(const struct kperm_consts *c,
	    const uint32_t *hashes, size_t n, uint32_t *slots);

#endif
