/*
 * window.h - which pairs are asked for at all: those whose dates are close
 * and that share a value.
 */
#ifndef TAWAM_INDEX_WINDOW_H
#define TAWAM_INDEX_WINDOW_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/sort.h"

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

/* Can a member be close to any? */
static inline int
scope_open(const struct scope *s, uint64_t a)
{
	return s->window == 0 || s->date[a] != TAWAM_NO_DATE;
}

static inline int
scope_has(const struct scope *s, uint64_t a, uint64_t b)
{
	return (s->within == NULL || s->within[a] == s->within[b]) &&
	    scope_close(s, a, b);
}

/*
 * Leaders by place in time: those that may be close to a date are in the
 * date's cell, which is as wide as the window, or in one of its neighbours.
 * Two leaders that stand for the same text are further apart than the window,
 * so there are few in a cell, however long the bucket's time is.
 */
struct leaders {
	uint32_t *cell;		/* of a member, by its place in the bucket */
	uint32_t *next;		/* of a leader: the one after it + 1 */
	uint32_t *head;		/* of a cell: its first leader + 1 */
	uint32_t *tail;		/* of a cell with leaders: its latest */
	uint32_t *count;	/* of a cell */
	struct sort_rec *recs;
	size_t cell_cap, next_cap, head_cap, tail_cap, count_cap, recs_cap;
};

/*
 * Makes room for a bucket of n members, {0} at first, and gives each its cell,
 * from 1; there is an empty one at both ends.  With no window all are in one.
 * TAWAM_ENOMEM.
 */
int	 leaders_begin(struct leaders *l, const struct mem *m,
	    const struct scope *s, const struct sort_rec *members, size_t n);
/* Member i leads from now on, unless its cell has `most` leaders. */
void	 leaders_add(struct leaders *l, uint32_t i, uint32_t most);
void	 leaders_release(struct leaders *l, const struct mem *m);

#endif
