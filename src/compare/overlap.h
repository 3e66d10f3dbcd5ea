/*
 * overlap.h - exact scores of one text against others, without sorting: its
 * keys stand in a table, the keys of another are looked up.
 */
#ifndef TAWAM_COMPARE_OVERLAP_H
#define TAWAM_COMPARE_OVERLAP_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "compare/set.h"

/* Scratch memory of one thread, about 40 bytes for each key of the largest
 * two texts; {0} is a new one. */
struct overlap {
	uint64_t *slots;	/* set_spread of a key; 0: free */
	uint8_t *met;		/* of each slot: the other text has it, too */
	size_t cap, met_cap;
	unsigned shift;		/* of a spread key, to its slot */
	size_t mask;
	uint64_t *own;		/* the text's keys, each once */
	size_t n, own_cap;
	int zero;		/* it has the key 0, too, which is not there */
	uint32_t *strange;	/* slots of what only the other text has */
	size_t strange_cap;
};

/* Keys that one text may have. */
#define OVERLAP_MOST	((size_t)1 << 20)

/* The text: its keys in any order, with repeats, at most OVERLAP_MOST.
 * TAWAM_ENOMEM, and then no text is there. */
int	 overlap_text(struct overlap *o, const struct mem *mem,
	    const uint64_t *keys, size_t n);

/* Its scores with another one, as set_scores has them: a is the text.
 * TAWAM_ENOMEM. */
int	 overlap_scores(struct overlap *o, const struct mem *mem,
	    const uint64_t *keys, size_t n, struct scores *out);
void	 overlap_release(struct overlap *o, const struct mem *mem);

#endif
