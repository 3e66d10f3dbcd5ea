/*
 * arena.h - bytes that live as long as their handle.
 */
#ifndef TAWAM_BASE_ARENA_H
#define TAWAM_BASE_ARENA_H

#include <stddef.h>

#include "base/mem.h"

struct arena_block;

/* {0} is an empty one. */
struct arena {
	struct arena_block *last;
};

/*
 * Room for n bytes, aligned to 8; NULL when there is no memory.  Zero bytes
 * have a place, too.
 */
void	*arena_alloc(struct arena *a, const struct mem *m, size_t n);
void	*arena_copy(struct arena *a, const struct mem *m, const void *p,
	    size_t n);
void	 arena_free(struct arena *a, const struct mem *m);

#endif
