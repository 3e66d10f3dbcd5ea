/*
 * bag.h - what one text says anywhere in it, order aside.
 *
 * A fact or word that differs in one place and stands elsewhere in the other
 * text was moved, not changed.
 */
#ifndef TAWAM_COMPARE_BAG_H
#define TAWAM_COMPARE_BAG_H

#include "compare/keyset.h"
#include "compare/units.h"

/* {0} is an empty bag. */
struct bag {
	struct keyset words;	/* forms of words, two run together */
	uint32_t *facts;	/* units that are numbers, dates ... */
	size_t nfacts, factcap;
};

/* TAWAM_ENOMEM. */
int	 bag_fill(struct bag *bag, const struct mem *mem, const char *text,
	    const struct units *u);
void	 bag_release(struct bag *bag, const struct mem *mem);

/* Is word i of u, the units of another text, in the bag: in another form, in
 * two words, or as a part of one? */
int	 bag_has_word(const struct bag *bag, const char *text,
	    const struct units *u, size_t i);

/*
 * Does a unit of the bag's text, whose units are own, agree with fact x?
 * *budget bounds the comparisons of one verdict; when it is spent the answer
 * is no.
 */
int	 bag_has_fact(const struct bag *bag, const struct units *own,
	    const struct unit *x, size_t *budget);

#endif
