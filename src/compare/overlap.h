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

/* Scratch memory of one thread, about 80 bytes for each key of a text; {0}
 * is a new one. */
struct overlap {
	/* Keys by their numbers, from 1: those of the text as they come, and
	 * behind them those that only the other text has, each once. */
	uint64_t *keys;
	uint32_t *first;	/* the number of the first such key, by number */
	uint8_t *met;		/* of a first one: the other text has it, too */
	uint32_t *slots;	/* by hash: numbers of first ones; 0: free */
	uint32_t *strange;	/* slots of those of the other text */
	size_t keys_cap, first_cap, met_cap, slots_cap, strange_cap;
	unsigned shift;		/* of a spread key, to its slot */
	size_t mask;
	size_t n, distinct;	/* keys of the text */
};

/* Keys that one text may have. */
#define OVERLAP_MOST	((size_t)1 << 16)

/* The text: its keys as they come, with repeats, at most OVERLAP_MOST.
 * TAWAM_ENOMEM, and then no text is there. */
int	 overlap_text(struct overlap *o, const struct mem *mem,
	    const uint64_t *keys, size_t n);

/* Its scores with another one, as set_scores has them: a is the text.
 * TAWAM_ENOMEM. */
int	 overlap_scores(struct overlap *o, const struct mem *mem,
	    const uint64_t *keys, size_t n, struct scores *out);
void	 overlap_release(struct overlap *o, const struct mem *mem);

#endif
