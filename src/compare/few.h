/*
 * few.h - how many of few keys a long text has at most, without a set of its
 * keys.
 */
#ifndef TAWAM_COMPARE_FEW_H
#define TAWAM_COMPARE_FEW_H

#include "compare/set.h"

/* Scratch memory of one thread; {0} is a new one. */
struct few {
	const struct set *set;
	size_t n;		/* of its keys that are looked for: the first */
	uint64_t *places;	/* a bit for each: keys not yet met are there */
	uint64_t *seen;		/* a bit for each: the text has some there */
	uint32_t *start;	/* by the first of some places: the first key
				 * there or after it */
	uint8_t *met;		/* of each key: the text has it */
	size_t places_cap, seen_cap, start_cap, met_cap;
	unsigned bits;		/* of a place */
	size_t noted;		/* keys of the text that may count as seen */
	size_t both;		/* keys that are met */
};

/* More keys than this are not few. */
#define FEW_MOST	((size_t)1 << 16)

/* Borrows the set, of FEW_MOST keys at most and not empty, until the next
 * text.  TAWAM_ENOMEM. */
int	 few_begin(struct few *f, const struct mem *m, const struct set *set);

/* Keys of the text as they come, with repeats. */
void	 few_add(struct few *f, const uint64_t *keys, size_t n);

/* All the keys of the set that the text has, at most. */
static inline size_t
few_most(const struct few *f)
{
	return f->set->n - (f->n - f->both);
}

/* Different keys that the text has, at least. */
size_t	 few_least(const struct few *f);
void	 few_release(struct few *f, const struct mem *m);

#endif
