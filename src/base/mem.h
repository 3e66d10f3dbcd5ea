/*
 * mem.h - the caller's allocator, with every size checked for overflow.
 */
#ifndef TAWAM_BASE_MEM_H
#define TAWAM_BASE_MEM_H

#include <stddef.h>
#include <stdint.h>

#include "tawam.h"

/* A copy of the caller's allocator; initialise with mem_init. */
struct mem {
	struct tawam_alloc alloc;
};

/* alloc may be NULL: realloc and free of the C library. */
void	 mem_init(struct mem *m, const struct tawam_alloc *alloc);

/* n x size bytes, not cleared, at least one; NULL on overflow or when there
 * is no memory, and then ptr is as it was. */
void	*mem_alloc(const struct mem *m, size_t n, size_t size);
void	*mem_resize(const struct mem *m, void *ptr, size_t n, size_t size);
void	*mem_zalloc(const struct mem *m, size_t n, size_t size);
void	 mem_free(const struct mem *m, void *ptr);

#define MEM_LARGE	((uintptr_t)2 << 20)	/* a large page */

/* Says that all of a large piece, which nobody has touched yet, will be used:
 * large pages take fewer faults and fewer misses. */
void	 mem_large(void *ptr, size_t bytes);

/*
 * Makes room for at least need elements of size bytes in the array *ptr of
 * capacity *cap, by half as much again at least.  *ptr and *cap change only on
 * success.  TAWAM_ENOMEM.
 */
int	 mem_grow(const struct mem *m, void *ptr, size_t *cap, size_t need,
	    size_t size);

/* A run of bytes that grows; {0} is an empty one. */
struct buf {
	char *p;
	size_t len, cap;
};

int	 buf_reserve(const struct mem *m, struct buf *b, size_t more);
int	 buf_add(const struct mem *m, struct buf *b, const void *p, size_t n);
void	 buf_free(const struct mem *m, struct buf *b);

#endif
