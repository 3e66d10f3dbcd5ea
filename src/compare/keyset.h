/*
 * keyset.h - a set of 64-bit keys in scratch memory.
 */
#ifndef TAWAM_COMPARE_KEYSET_H
#define TAWAM_COMPARE_KEYSET_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

/* {0} is an empty set. */
struct keyset {
	uint64_t *slots;	/* 0: free */
	size_t cap;		/* of slots */
	size_t mask;		/* slots in use, minus one */
	size_t n;
};

/* Empties the set and makes room for some keys.  TAWAM_ENOMEM. */
int	 keyset_reset(struct keyset *s, const struct mem *mem, size_t expect);

/* 1 when key is new, 0 when it was there.  TAWAM_ENOMEM. */
int	 keyset_add(struct keyset *s, const struct mem *mem, uint64_t key);

int	 keyset_has(const struct keyset *s, uint64_t key);
void	 keyset_release(struct keyset *s, const struct mem *mem);

#endif
