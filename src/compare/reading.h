/*
 * reading.h - a text as the judge reads it: its units, and which of them are
 * facts.
 */
#ifndef TAWAM_COMPARE_READING_H
#define TAWAM_COMPARE_READING_H

#include "compare/units.h"

/* {0} is of no text; memory is kept from one text to the next. */
struct reading {
	struct buf text;	/* and WORDS_SLACK zeros */
	size_t len;		/* of all of it; the units' is what was read */
	struct units units;
	uint32_t *facts;	/* units that are numbers, dates ... */
	size_t nfacts, facts_cap;
	int held;		/* there is a text */
};

/*
 * Reads a text; of one longer than TOKENS_MAX_BYTES, the beginning.  like, or
 * NULL, is a reading of a text that is much the same, which is faster; scratch
 * is {0} or was given before.  TAWAM_ENOMEM, and then there is no text.
 */
int	 reading_make(struct reading *r, const struct mem *mem,
	    const struct words *w, struct tokens *scratch, const char *text,
	    size_t len, const struct reading *like);
void	 reading_release(struct reading *r, const struct mem *mem);

/* Bytes that it takes. */
size_t	 reading_bytes(const struct reading *r);

/*
 * Does a fact of the text agree with x?  *budget bounds the comparisons of one
 * verdict; when it is spent the answer is no.
 */
int	 reading_has_fact(const struct reading *r, const struct unit *x,
	    size_t *budget);

#endif
