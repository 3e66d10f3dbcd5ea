/*
 * anchors.h - keys that occur once in each of two rows, in rising order.
 *
 * What align.h and diff.h cut rows at: a table counts keys by where they
 * stand, and the longest line that rises in both rows is kept (patience diff).
 */
#ifndef TAWAM_COMPARE_ANCHORS_H
#define TAWAM_COMPARE_ANCHORS_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

/* Places that are none: not seen, seen often. */
#define ANCHOR_NONE	SIZE_MAX
#define ANCHOR_TWICE	(SIZE_MAX - 1)
/* Of hashes: any odd number with well mixed bits. */
#define ANCHOR_MIX	UINT64_C(0x9e3779b97f4a7c15)

struct anchor {
	uint64_t key;
	size_t a, b;		/* places in the two rows */
	size_t prev;		/* in the longest rising line */
};

/* Scratch memory; {0} is a new one. */
struct anchors {
	struct anchor *table;
	size_t slots, tablecap;	/* slots is a power of 2 */
	struct anchor *line;	/* those in both, by their place in a */
	size_t linecap;
	size_t *piles;
	size_t pilecap;
};

/* An empty table for n keys; TAWAM_ENOMEM. */
int	 anchors_start(struct anchors *x, const struct mem *mem, size_t n);

/* The slot of a key, or the empty one where it belongs. */
static inline struct anchor *
anchors_slot(const struct anchors *x, uint64_t key)
{
	size_t mask = x->slots - 1;
	size_t i = (size_t)((key * ANCHOR_MIX) >> 20) & mask;
	struct anchor *t = x->table;

	while ((t[i].a != ANCHOR_NONE || t[i].b != ANCHOR_NONE) &&
	    t[i].key != key)
		i = (i + 1) & mask;
	return &t[i];
}

/* Notes in a slot's a or b that its key stands there. */
static inline void
anchor_note(size_t *place, size_t at)
{
	*place = *place == ANCHOR_NONE ? at : ANCHOR_TWICE;
}

/*
 * Moves the longest part of x->line[0..n) that rises in b, too, to its front;
 * its length in *count.  TAWAM_ENOMEM.
 */
int	 anchors_rise(struct anchors *x, const struct mem *mem, size_t n,
	    size_t *count);
void	 anchors_release(struct anchors *x, const struct mem *mem);

#endif
