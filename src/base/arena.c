/*
 * arena.c - bytes that live as long as their handle.
 */
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

#define BLOCK	((size_t)1 << 20)
#define ALIGN	8

struct arena_block {
	struct arena_block *prev;
	size_t len, cap;
	char bytes[];
};

void *
arena_alloc(struct arena *a, const struct mem *m, size_t n)
{
	struct arena_block *b = a->last;
	char *at;

	if (n > PTRDIFF_MAX - ALIGN)
		return NULL;
	n = (n + ALIGN - 1) / ALIGN * ALIGN;
	if (b == NULL || b->cap - b->len < n) {
		/* A large one gets a block of its own size. */
		size_t cap = n > BLOCK / 4 ? n : BLOCK;

		if (cap > PTRDIFF_MAX - sizeof(*b) ||
		    (b = mem_alloc(m, 1, sizeof(*b) + cap)) == NULL)
			return NULL;
		b->len = 0;
		b->cap = cap;
		b->prev = a->last;
		a->last = b;
	}
	at = b->bytes + b->len;
	b->len += n;
	return at;
}

void *
arena_copy(struct arena *a, const struct mem *m, const void *p, size_t n)
{
	void *at = arena_alloc(a, m, n);

	if (at != NULL && n > 0)
		memcpy(at, p, n);
	return at;
}

void
arena_free(struct arena *a, const struct mem *m)
{
	for (struct arena_block *b = a->last, *prev; b != NULL; b = prev) {
		prev = b->prev;
		mem_free(m, b);
	}
	a->last = NULL;
}
