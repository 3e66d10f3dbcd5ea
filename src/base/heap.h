/*
 * heap.h - pieces of memory in large pages, however small they are.
 *
 * The system gives large pages to large pieces only; many of middle size that
 * are read all over would miss a page each time.  They are cut here from
 * chunks that are large.
 */
#ifndef TAWAM_BASE_HEAP_H
#define TAWAM_BASE_HEAP_H

#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

/* Pieces begin at multiples of it. */
#define HEAP_ALIGN	64

struct heap_chunk;

struct heap {
	const struct mem *mem;		/* borrowed */
	pthread_mutex_t lock;
	struct heap_chunk *chunks;
	size_t n, cap;
};

void	 heap_init(struct heap *h, const struct mem *m);
/* All pieces go with it. */
void	 heap_release(struct heap *h);

/* A piece, cleared; NULL when there is no memory.  Several threads may take
 * and give back pieces of one heap. */
void	*heap_alloc(struct heap *h, size_t bytes);
/* Gives back one of so many bytes; p may be NULL. */
void	 heap_free(struct heap *h, void *p, size_t bytes);

/* Bytes of pieces, and of what is free between them. */
uint64_t heap_memory(const struct heap *h);

#endif
