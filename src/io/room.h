/*
 * room.h - a run of bytes that grows, for the programs' own buffers.
 */
#ifndef TAWAM_IO_ROOM_H
#define TAWAM_IO_ROOM_H

#include <stddef.h>
#include <stdlib.h>

struct room {
	char *p;
	size_t cap;
};

/*
 * Room for n bytes at least; what is there stays.  Over 16 MiB it grows by an
 * eighth, not by half: large blocks are moved by remapping, so that costs
 * little, and the memory bound is close there.  0, or -1 with errno.
 */
static inline int
room_reserve(struct room *s, size_t n)
{
	size_t cap = s->cap;
	char *p;

	if (n <= cap)
		return 0;
	cap += cap < ((size_t)16 << 20) ? cap / 2 : cap / 8;
	if (cap < n)
		cap = n < 64 ? 64 : n;
	if ((p = realloc(s->p, cap)) == NULL)
		return -1;
	s->p = p;
	s->cap = cap;
	return 0;
}

/* Gives back what a huge record left behind. */
static inline void
room_trim(struct room *s, size_t n)
{
	char *p;

	if (s->cap > n && (p = realloc(s->p, n)) != NULL) {
		s->p = p;
		s->cap = n;
	}
}

static inline void
room_release(struct room *s)
{
	free(s->p);
	s->p = NULL;
	s->cap = 0;
}

#endif
