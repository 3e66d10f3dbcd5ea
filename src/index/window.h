/*
 * window.h - which pairs are asked for at all: those whose dates are close
 * and that share a value.
 */
#ifndef TAWAM_INDEX_WINDOW_H
#define TAWAM_INDEX_WINDOW_H

#include <stddef.h>
#include <stdint.h>

#include "tawam.h"

/* What is known of each member; {0} asks for all pairs. */
struct scope {
	const int64_t *date;	/* seconds, or TAWAM_NO_DATE */
	uint64_t window;	/* seconds; 0: any date is close */
	const uint64_t *within;	/* the shared value; NULL: any */
};

/* Without a date a member of a scope with a window is close to none. */
static inline int
scope_close(const struct scope *s, uint64_t a, uint64_t b)
{
	int64_t x, y;

	if (s->window == 0)
		return 1;
	x = s->date[a];
	y = s->date[b];
	if (x == TAWAM_NO_DATE || y == TAWAM_NO_DATE)
		return 0;
	return (x > y ? (uint64_t)x - (uint64_t)y :
	    (uint64_t)y - (uint64_t)x) <= s->window;
}

static inline int
scope_has(const struct scope *s, uint64_t a, uint64_t b)
{
	return (s->within == NULL || s->within[a] == s->within[b]) &&
	    scope_close(s, a, b);
}

#endif
