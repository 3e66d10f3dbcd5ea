/*
 * mem.c - the caller's allocator, with every size checked for overflow.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/mem.h"

static void *
libc_realloc(void *ctx, void *ptr, size_t size)
{
	(void)ctx;
	if (size == 0) {
		free(ptr);
		return NULL;
	}
	return realloc(ptr, size);
}

void
mem_init(struct mem *m, const struct tawam_alloc *alloc)
{
	if (alloc != NULL) {
		m->alloc = *alloc;
	} else {
		m->alloc.realloc_fn = libc_realloc;
		m->alloc.ctx = NULL;
	}
}

void *
mem_resize(const struct mem *m, void *ptr, size_t n, size_t size)
{
	if (size != 0 && n > PTRDIFF_MAX / size)
		return NULL;
	if (n == 0 || size == 0)
		n = size = 1;
	return m->alloc.realloc_fn(m->alloc.ctx, ptr, n * size);
}

void *
mem_alloc(const struct mem *m, size_t n, size_t size)
{
	return mem_resize(m, NULL, n, size);
}

void *
mem_zalloc(const struct mem *m, size_t n, size_t size)
{
	void *p;

	/* It knows of memory that is clear already. */
	if (m->alloc.realloc_fn == libc_realloc && n != 0 && size != 0 &&
	    n <= PTRDIFF_MAX / size)
		return calloc(n, size);
	if ((p = mem_alloc(m, n, size)) != NULL)
		memset(p, 0, n * size);
	return p;
}

void
mem_free(const struct mem *m, void *ptr)
{
	if (ptr != NULL)
		(void)m->alloc.realloc_fn(m->alloc.ctx, ptr, 0);
}

void
mem_large(void *ptr, size_t bytes)
{
	uintptr_t from = ((uintptr_t)ptr + MEM_LARGE - 1) & ~(MEM_LARGE - 1);
	uintptr_t to = ((uintptr_t)ptr + bytes) & ~(MEM_LARGE - 1);

	/* Where it is refused all is as before. */
	if (from < to)
		(void)madvise((char *)ptr + (from - (uintptr_t)ptr),
		    to - from, MADV_HUGEPAGE);
}

int
mem_grow(const struct mem *m, void *ptr, size_t *cap, size_t need, size_t size)
{
	void *old, *p;
	size_t want;

	if (need <= *cap)
		return TAWAM_OK;
	want = *cap + *cap / 2 + 16;
	if (want < need)
		want = need;
	/* ptr is the address of a pointer of any type: copy, do not cast. */
	memcpy(&old, ptr, sizeof(old));
	if ((p = mem_resize(m, old, want, size)) == NULL)
		return TAWAM_ENOMEM;
	memcpy(ptr, &p, sizeof(p));
	*cap = want;
	return TAWAM_OK;
}

int
buf_reserve(const struct mem *m, struct buf *b, size_t more)
{
	if (more > PTRDIFF_MAX - b->len)
		return TAWAM_ENOMEM;
	return mem_grow(m, &b->p, &b->cap, b->len + more, 1);
}

int
buf_add(const struct mem *m, struct buf *b, const void *p, size_t n)
{
	int r;

	if (n == 0)
		return TAWAM_OK;
	if ((r = buf_reserve(m, b, n)) != 0)
		return r;
	memcpy(b->p + b->len, p, n);
	b->len += n;
	return TAWAM_OK;
}

void
buf_free(const struct mem *m, struct buf *b)
{
	mem_free(m, b->p);
	memset(b, 0, sizeof(*b));
}
