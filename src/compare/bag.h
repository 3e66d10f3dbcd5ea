/*
 * bag.h - what each of two texts says anywhere in it, order aside.
 *
 * A fact or word that differs in one place and stands elsewhere in the other
 * text was moved, not changed.  Few words are ever asked for: they are named
 * beforehand, and only what may answer for them is collected.  What the two
 * texts have in common outside their gaps is collected once.
 */
#ifndef TAWAM_COMPARE_BAG_H
#define TAWAM_COMPARE_BAG_H

#include "compare/align.h"
#include "compare/keyset.h"
#include "compare/units.h"

#define BAG_BITS	4096

/* Beginnings and ends of what is asked for. */
struct asked {
	uint64_t heads[BAG_BITS / 64], tails[BAG_BITS / 64];
};

/* The words of two texts; {0} is a new one. */
struct bag {
	/* Of each side, and of both: forms of words, and two words run
	 * together, in the gaps of that side or in what is common. */
	struct asked asked[3];
	struct keyset words[3];
	uint32_t *list;		/* units that may answer */
	size_t cap;
};

/*
 * Three steps: bag_ask_none, bag_ask with everything that bag_has_word may be
 * called with, and bag_fill with both texts and their gaps; after the texts
 * WORDS_SLACK bytes can be read.  TAWAM_ENOMEM.
 */
void	 bag_ask_none(struct bag *bag);
void	 bag_ask(struct bag *bag, int side, const struct units *u, size_t i);
int	 bag_fill(struct bag *bag, const struct mem *mem,
	    const struct units *a, const struct units *b,
	    const struct gap *gaps, size_t ngaps);
void	 bag_release(struct bag *bag, const struct mem *mem);

/* Is word i of u, the units of the other text, in text side, 0 or 1: in
 * another form, in two words, or as a part of one? */
int	 bag_has_word(const struct bag *bag, int side, const struct units *u,
	    size_t i);

#endif
