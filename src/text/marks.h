/*
 * marks.h - a digest of the marks that are taken out of numbers.
 *
 * 3.5 and 35 have one normal form.  What tells them apart is which kind of
 * mark stood after how many of the text's digits; spaces, and how digits are
 * written, do not count.
 */
#ifndef TAWAM_TEXT_MARKS_H
#define TAWAM_TEXT_MARKS_H

#include <stdint.h>

#include "base/hash.h"

struct marks {
	uint64_t hash;		/* 0: no mark so far */
	uint64_t digits;	/* before this place in the text */
};

static inline void
marks_add(struct marks *m, unsigned kind)
{
	uint64_t state = m->hash ^ (m->digits << 2 | kind);

	m->hash = splitmix64(&state);
	if (m->hash == 0)
		m->hash = 1;
}

#endif
