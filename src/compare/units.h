/*
 * units.h - a normal form as a row of units: numbers, dates, weekdays, words.
 *
 * Units are what the judge aligns.  Two units with one key say the same, even
 * when one is written in words and the other in figures.
 */
#ifndef TAWAM_COMPARE_UNITS_H
#define TAWAM_COMPARE_UNITS_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "compare/tokens.h"

enum unit_kind {
	UNIT_NUMBER,
	UNIT_DATE,		/* a day and a month */
	UNIT_HIJRI,		/* the same of the Hijri year */
	UNIT_WEEKDAY,
	UNIT_ORDINAL,		/* fractions of a cup round, too */
	UNIT_MONTH,		/* without a day */
	UNIT_HIJRI_MONTH,
	UNIT_NEUTRAL,		/* function, relative time, reporting */
	UNIT_CONTENT
};

struct unit {
	uint32_t start, end;	/* bytes of the text */
	uint8_t kind;
	uint8_t clock;		/* the word "hour" stands before it */
	uint8_t border;		/* a word of no list before a space or the
				 * end: what stands before it and after it is
				 * read without regard to each other */
	struct number num;	/* NUMBER; value is set in the other kinds:
				 * DATE day + 32 * month, ORDINAL, MONTH,
				 * WEEKDAY; NEUTRAL the token class.  Months
				 * of the Hijri year are 13 to 24. */
};

struct units {
	struct unit *u;
	uint64_t *keys;		/* of each unit */
	size_t n, cap, keycap;
	size_t done;		/* units that have their key */
	const char *text;	/* the caller's, of len bytes that were read */
	size_t len;
	struct tokens tokens;	/* not yet units */
};

/* u is {0} or was read before; WORDS_SLACK bytes can be read after the text.
 * TAWAM_ENOMEM. */
int	 units_read(struct units *u, const struct mem *mem,
	    const struct words *w, const char *text, size_t len);

/*
 * The same, faster where the text is like another: what the two have in common
 * is copied.  like is not u, and its text is still there.
 */
int	 units_read_like(struct units *u, const struct mem *mem,
	    const struct words *w, const char *text, size_t len,
	    const struct units *like);
void	 units_release(struct units *u, const struct mem *mem);

/* Room for more units.  TAWAM_ENOMEM. */
int	 units_reserve(struct units *u, const struct mem *mem, size_t more);

/* Turns the tokens into units.  TAWAM_ENOMEM. */
int	 units_flush(struct units *u, const struct mem *mem,
	    const struct words *w);

/* A word, and no fact. */
static inline int
unit_is_word(const struct unit *x)
{
	return x->kind == UNIT_CONTENT || x->kind == UNIT_NEUTRAL;
}

/* Do two units of facts say the same, in whatever form? */
int	 unit_agree(const struct unit *x, const struct unit *y);

#endif
