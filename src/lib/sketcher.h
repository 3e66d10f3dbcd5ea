/*
 * sketcher.h - the sketcher: scratch memory of one thread.
 */
#ifndef TAWAM_LIB_SKETCHER_H
#define TAWAM_LIB_SKETCHER_H

#include "compare/few.h"
#include "compare/relation.h"
#include "shingle/kperm.h"
#include "shingle/shingle.h"
#include "shingle/sketch.h"
#include "text/code.h"
#include "text/locate.h"
#include "text/normalise.h"

struct tawam_sketcher {
	struct mem mem;
	struct tawam_params p;
	struct normaliser *normaliser;	/* to UTF-8, for callers */
	struct coder *coder;		/* to coded text, for all else */
	struct shingler shingler;
	struct set_maker sets;
	struct few few;
	struct sketcher_consts consts;
	struct kperm_consts kperm;
	struct relater relater;
	struct locator locator;
};

/* The slots of a coded text; slots has room for p.slots.  TAWAM_ENOMEM. */
int	 sketcher_slots(struct tawam_sketcher *s, const struct coded *t,
	    uint32_t *slots);

/* The set of a coded text.  TAWAM_ENOMEM. */
int	 sketcher_set(struct tawam_sketcher *s, const struct coded *t,
	    struct set *out);

/* Begins a few with the set and adds the text's shingles.  TAWAM_ENOMEM. */
int	 sketcher_few(struct tawam_sketcher *s, const struct set *set,
	    const struct coded *t);

/*
 * Repeated filler: under 0.2 distinct shingles a position, as the sketch has
 * it, so that the set says little about the text.
 */
int	 sketcher_degenerate(const struct tawam_sketcher *s,
	    const struct coded *t, const uint32_t *slots);

#endif
