/*
 * judge_slot.h - what is left of one gap between two texts.
 */
#ifndef TAWAM_COMPARE_JUDGE_SLOT_H
#define TAWAM_COMPARE_JUDGE_SLOT_H

#include "compare/judge_tally.h"

#define FACT_GAP	10	/* units; pairing in a longer one is a guess */
#define NAME_GAP	6
#define TAIL_UNITS	8	/* credit line */

/* Indices of units, by side. */
struct slot {
	const struct gap *gap;	/* of all the ngaps gaps */
	const struct gap *gaps;
	size_t ngaps;
	size_t left[2][FACT_GAP];
	size_t n[2];
};

static inline const struct unit *
unit_of(const struct tally *t, int side, size_t i)
{
	return &t->side[side].text->units.u[i];
}

static inline const char *
text_of(const struct tally *t, int side, const struct unit *x)
{
	return t->side[side].text->text.p + x->start;
}

static inline size_t
gap_size(const struct gap *g, int side)
{
	return side == 0 ? g->a1 - g->a0 : g->b1 - g->b0;
}

/*
 * Drops from the units of s->gap, of at most FACT_GAP a side, what agrees with
 * anything anywhere in the other text, then what agrees inside the gap.  Words
 * are left only where a name may stand.  s->gap, gaps and ngaps are set.
 * TAWAM_ENOMEM.
 */
int	 slot_fill(struct tally *t, const struct mem *mem, struct slot *s);

void	 slot_drop(struct slot *s, int side, size_t k);

/* So small a gap, and that many new words are the better part of a side? */
int	 slot_is_name_side(const struct slot *s, int side, size_t words);

/* Away from the credit line? */
int	 slot_is_name_place(const struct tally *t, const struct gap *g);

#endif
