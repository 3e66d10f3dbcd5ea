/*
 * heap.c - pieces of memory in large pages, however small they are.
 *
 * A chunk is cut from its beginning to its end.  What is given back is a gap,
 * which grows together with the gaps beside it, and the smallest that is large
 * enough is cut first.  There are few pieces: a list of gaps is soon read.
 */
#include <string.h>

#include "base/heap.h"

/* Bytes of a chunk: a part of all there are, so that little is unused. */
#define LEAST		((size_t)256 << 10)
#define MOST		((size_t)64 << 20)
#define PART		4
/* Smaller chunks would waste what large pages are longer. */
#define ALIGN_FROM	(4 * MEM_LARGE)

struct gap {
	size_t at, n;
};

struct heap_chunk {
	void *memory;
	unsigned char *base;
	size_t size, cut;	/* from cut on nothing was ever used */
	size_t pieces;
	struct gap *gaps;	/* before cut, in order, none beside another */
	size_t ngaps, cap;
};

void
heap_init(struct heap *h, const struct mem *m)
{
	memset(h, 0, sizeof(*h));
	h->mem = m;
	(void)pthread_mutex_init(&h->lock, NULL);
}

static void
drop_chunk(struct heap *h, struct heap_chunk *c)
{
	mem_free(h->mem, c->memory);
	mem_free(h->mem, c->gaps);
	*c = h->chunks[--h->n];
}

void
heap_release(struct heap *h)
{
	if (h->mem == NULL)
		return;
	while (h->n > 0)
		drop_chunk(h, &h->chunks[h->n - 1]);
	mem_free(h->mem, h->chunks);
	(void)pthread_mutex_destroy(&h->lock);
	memset(h, 0, sizeof(*h));
}

static size_t
rounded(size_t n, size_t to)
{
	return (n + to - 1) & ~(to - 1);
}

/* The chunk with the smallest gap that has room; NULL when there is none. */
static struct heap_chunk *
find_gap(struct heap *h, size_t n, size_t *gap)
{
	struct heap_chunk *best = NULL;

	for (size_t i = 0; i < h->n; i++) {
		struct heap_chunk *c = &h->chunks[i];

		for (size_t j = 0; j < c->ngaps; j++)
			if (c->gaps[j].n >= n && (best == NULL ||
			    c->gaps[j].n < best->gaps[*gap].n)) {
				best = c;
				*gap = j;
			}
	}
	return best;
}

static struct heap_chunk *
new_chunk(struct heap *h, size_t n)
{
	struct heap_chunk c = { 0 };
	size_t all = 0, align;

	for (size_t i = 0; i < h->n; i++)
		all += h->chunks[i].size;
	c.size = all / PART < LEAST ? LEAST : all / PART > MOST ? MOST :
	    all / PART;
	if (c.size < n)
		c.size = n;
	align = c.size < ALIGN_FROM ? HEAP_ALIGN : MEM_LARGE;
	c.size = rounded(c.size, align);
	if (mem_grow(h->mem, &h->chunks, &h->cap, h->n + 1,
	    sizeof(*h->chunks)) != 0 ||
	    (c.memory = mem_zalloc(h->mem, c.size + align, 1)) == NULL)
		return NULL;
	c.base = (unsigned char *)rounded((uintptr_t)c.memory, align);
	mem_large(c.base, c.size);
	h->chunks[h->n] = c;
	return &h->chunks[h->n++];
}

/* A chunk with so many bytes that were never used. */
static struct heap_chunk *
find_chunk(struct heap *h, size_t n)
{
	for (size_t i = 0; i < h->n; i++)
		if (h->chunks[i].size - h->chunks[i].cut >= n)
			return &h->chunks[i];
	return new_chunk(h, n);
}

static void
drop_gap(struct heap_chunk *c, struct gap *g)
{
	c->ngaps--;
	memmove(g, g + 1, (size_t)(c->gaps + c->ngaps - g) * sizeof(*g));
}

/* Each piece of a chunk may leave a gap behind it, and needs no room then. */
static int
gap_room(struct heap *h, struct heap_chunk *c)
{
	return mem_grow(h->mem, &c->gaps, &c->cap, c->pieces + 1,
	    sizeof(*c->gaps));
}

/* The beginning of a gap. */
static size_t
cut_gap(struct heap_chunk *c, struct gap *g, size_t n)
{
	size_t at = g->at;

	g->at += n;
	g->n -= n;
	if (g->n == 0)
		drop_gap(c, g);
	return at;
}

static void *
take(struct heap *h, size_t n, int *used)
{
	size_t gap = 0, at;
	struct heap_chunk *c = find_gap(h, n, &gap);

	*used = c != NULL;
	if (c == NULL && (c = find_chunk(h, n)) == NULL)
		return NULL;
	if (gap_room(h, c) != 0) {
		if (c->pieces == 0)
			drop_chunk(h, c);
		return NULL;
	}
	at = *used ? cut_gap(c, &c->gaps[gap], n) : c->cut;
	if (!*used)
		c->cut += n;
	c->pieces++;
	return c->base + at;
}

void *
heap_alloc(struct heap *h, size_t bytes)
{
	size_t n = rounded(bytes > 0 ? bytes : 1, HEAP_ALIGN);
	int used;
	void *p;

	if (bytes > PTRDIFF_MAX / 2)
		return NULL;
	(void)pthread_mutex_lock(&h->lock);
	p = take(h, n, &used);
	(void)pthread_mutex_unlock(&h->lock);
	if (p != NULL && used)
		memset(p, 0, n);
	return p;
}

/* The chunk that a piece is in. */
static struct heap_chunk *
chunk_of(struct heap *h, const void *p)
{
	uintptr_t at = (uintptr_t)p;
	size_t i = 0;

	while (at - (uintptr_t)h->chunks[i].base >= h->chunks[i].size)
		i++;
	return &h->chunks[i];
}

/* A gap more; its room is there. */
static void
add_gap(struct heap_chunk *c, size_t at, size_t n)
{
	size_t i = 0;
	int before, after;

	while (i < c->ngaps && c->gaps[i].at < at)
		i++;
	before = i > 0 && c->gaps[i - 1].at + c->gaps[i - 1].n == at;
	after = i < c->ngaps && at + n == c->gaps[i].at;
	if (before) {
		c->gaps[i - 1].n += n;
		if (after) {
			c->gaps[i - 1].n += c->gaps[i].n;
			drop_gap(c, &c->gaps[i]);
		}
	} else if (after) {
		c->gaps[i].at = at;
		c->gaps[i].n += n;
	} else {
		memmove(&c->gaps[i + 1], &c->gaps[i],
		    (c->ngaps - i) * sizeof(*c->gaps));
		c->gaps[i] = (struct gap){ at, n };
		c->ngaps++;
	}
}

void
heap_free(struct heap *h, void *p, size_t bytes)
{
	size_t n = rounded(bytes > 0 ? bytes : 1, HEAP_ALIGN);
	struct heap_chunk *c;

	if (p == NULL)
		return;
	(void)pthread_mutex_lock(&h->lock);
	c = chunk_of(h, p);
	if (--c->pieces == 0)
		drop_chunk(h, c);
	else
		add_gap(c, (size_t)((unsigned char *)p - c->base), n);
	(void)pthread_mutex_unlock(&h->lock);
}

uint64_t
heap_memory(const struct heap *h)
{
	uint64_t n = 0;

	for (size_t i = 0; i < h->n; i++)
		n += h->chunks[i].cut;
	return n;
}
