/*
 * buckets.c - who has this key: a table of (tag, document) for one band.
 */
#include <string.h>

#include "index/buckets.h"

#define LOAD		0.78	/* most entries a place */
#define GROWTH		1.2
#define GROWTH_SMALL	2	/* of shards below a huge page */
#define FIRST		2	/* lines of a shard */
#define AHEAD		24	/* entries that are prefetched */

typedef uint32_t vec4 __attribute__((vector_size(16)));
typedef uint64_t vec2 __attribute__((vector_size(16)));

/* Does any of a line's eight tags, its free ones included, equal this? */
static inline int
line_may_have(const struct bucket_line *l, uint32_t tag)
{
	const vec4 *t = (const vec4 *)(const void *)l->tag;
	vec4 want = { tag, tag, tag, tag };
	vec2 any = (vec2)((t[0] == want) | (t[1] == want));

	return (any[0] | any[1]) != 0;
}

static int
shard_alloc(struct bucket_shard *s, struct heap *h, uint64_t lines)
{
	struct bucket_shard new = { 0 };

	/* Places are all over them: with small pages each is a miss more. */
	if (lines > UINT32_MAX || (new.lines = heap_alloc(h,
	    (size_t)lines * sizeof(*s->lines))) == NULL)
		return TAWAM_ENOMEM;
	new.n = (uint32_t)lines;
	/* A free place ends every search, however few lines there are. */
	new.most = (uint64_t)(LOAD * (double)lines * BUCKETS_LINE);
	*s = new;
	return TAWAM_OK;
}

static void
shard_free(const struct bucket_shard *s, struct heap *h)
{
	heap_free(h, s->lines, s->n * sizeof(*s->lines));
}

/* Entries of a line: without a branch, as it cannot be foreseen. */
static inline uint32_t
line_used(const struct bucket_line *l)
{
	const vec4 *d = (const vec4 *)(const void *)l->doc;
	vec4 zero = { 0 }, n = (vec4)(d[0] != zero) + (vec4)(d[1] != zero);

	return -(n[0] + n[1] + n[2] + n[3]);
}

static inline uint32_t
line_after(const struct bucket_shard *s, uint32_t i)
{
	return i + 1 < s->n ? i + 1 : 0;
}

/* The tag's eldest document when it has as many as it may; otherwise NULL. */
static uint32_t *
full_tag(const struct bucket_shard *s, uint32_t tag)
{
	uint32_t *eldest = NULL, used = BUCKETS_LINE;
	size_t n = 0;

	for (uint32_t i = buckets_line(s, tag); used == BUCKETS_LINE;
	    i = line_after(s, i)) {
		struct bucket_line *l = &s->lines[i];

		used = line_used(l);
		for (uint32_t j = 0; line_may_have(l, tag) && j < used; j++) {
			if (l->tag[j] != tag)
				continue;
			n++;
			if (eldest == NULL || l->doc[j] < *eldest)
				eldest = &l->doc[j];
		}
	}
	return n >= BUCKETS_CAP ? eldest : NULL;
}

static inline void
line_put(struct bucket_shard *s, uint32_t i, uint32_t at, uint32_t tag,
    uint32_t doc)
{
	s->lines[i].tag[at] = tag;
	s->lines[i].doc[at] = doc + 1;
	s->used++;
}

/*
 * Adds where there is room; 1 when an entry of the tag was replaced.  fill: how
 * full the lines are, which for many is faster than to look; may be NULL.
 */
static inline int
shard_add(struct bucket_shard *s, uint8_t *fill, uint32_t tag, uint32_t doc)
{
	uint32_t i = buckets_line(s, tag), far = 0, used, *eldest;

	while ((used = fill != NULL ? fill[i] : line_used(&s->lines[i])) ==
	    BUCKETS_LINE) {
		i = line_after(s, i);
		/* A tag that has all it may fills as many lines. */
		if (++far != BUCKETS_CAP / BUCKETS_LINE ||
		    (eldest = full_tag(s, tag)) == NULL)
			continue;
		*eldest = doc + 1;
		return 1;
	}
	line_put(s, i, used, tag, doc);
	if (fill != NULL)
		fill[i]++;
	return 0;
}

/* Into n lines, without those that are not there any more. */
static int
shard_move(struct bucket_shard *s, struct heap *h, uint64_t n,
    buckets_alive_fn *alive, const void *arg)
{
	struct bucket_shard new;
	uint8_t *fill;

	if (shard_alloc(&new, h, n) != 0)
		return TAWAM_ENOMEM;
	if ((fill = mem_zalloc(h->mem, new.n, 1)) == NULL) {
		shard_free(&new, h);
		return TAWAM_ENOMEM;
	}
	for (uint32_t i = 0; i < s->n; i++) {
		const struct bucket_line *l = &s->lines[i];

		for (int j = 0; j < BUCKETS_LINE && l->doc[j] != 0; j++)
			if (alive == NULL || alive(arg, l->doc[j] - 1))
				(void)shard_add(&new, fill, l->tag[j],
				    l->doc[j] - 1);
	}
	mem_free(h->mem, fill);
	shard_free(s, h);
	*s = new;
	return TAWAM_OK;
}

int
buckets_reserve(struct buckets *b, struct heap *h, uint64_t n)
{
	double each = (double)n / BUCKETS_SHARDS / BUCKETS_LINE / LOAD;
	uint64_t lines;

	/* Shards are not equally full: some room for chance. */
	each += 4 * each / 100 + FIRST;
	if (each >= UINT32_MAX)
		return TAWAM_ENOMEM;
	lines = (uint64_t)each;
	for (int i = 0; i < BUCKETS_SHARDS; i++)
		if (b->shards[i].n < lines && shard_move(&b->shards[i], h,
		    lines, NULL, NULL) != 0)
			return TAWAM_ENOMEM;
	return TAWAM_OK;
}

static uint64_t
shard_alive(const struct bucket_shard *s, buckets_alive_fn *alive,
    const void *arg)
{
	uint64_t n = 0;

	if (alive == NULL)
		return s->used;
	for (uint32_t i = 0; i < s->n; i++)
		for (int j = 0; j < BUCKETS_LINE; j++)
			n += s->lines[i].doc[j] != 0 &&
			    alive(arg, s->lines[i].doc[j] - 1);
	return n;
}

int
buckets_grow(struct buckets *b, struct heap *h, uint32_t tag,
    buckets_alive_fn *alive, const void *arg)
{
	struct bucket_shard *s = &b->shards[tag >> BUCKETS_SHIFT];
	double growth = s->n * sizeof(*s->lines) < MEM_LARGE ? GROWTH_SMALL :
	    GROWTH;

	if (s->n == 0)
		return shard_alloc(s, h, FIRST);
	/* When enough have gone there is no need to grow. */
	if ((double)shard_alive(s, alive, arg) * GROWTH < (double)s->most)
		growth = 1;
	return shard_move(s, h, (uint64_t)(growth * s->n), alive, arg);
}

int
buckets_add(struct buckets *b, uint32_t tag, uint32_t doc)
{
	return shard_add(&b->shards[tag >> BUCKETS_SHIFT], NULL, tag, doc);
}

int
buckets_add_at(struct buckets *b, const struct bucket_end *end, uint32_t doc)
{
	struct bucket_shard *s = &b->shards[end->tag >> BUCKETS_SHIFT];

	if (end->n >= BUCKETS_CAP)
		return shard_add(s, NULL, end->tag, doc);
	line_put(s, end->line, line_used(&s->lines[end->line]), end->tag,
	    doc);
	return 0;
}

/* How full the lines of a shard are. */
static uint8_t *
shard_fill(const struct bucket_shard *s, const struct mem *m)
{
	uint8_t *fill = mem_zalloc(m, s->n, 1);

	for (uint32_t i = 0; fill != NULL && s->used > 0 && i < s->n; i++)
		fill[i] = (uint8_t)line_used(&s->lines[i]);
	return fill;
}

/* Many of one shard, which has the room. */
static int
shard_add_many(struct bucket_shard *s, struct heap *h,
    const uint64_t *entries, size_t n)
{
	uint8_t *fill = NULL;
	int replaced = 0;

	/* To look at all lines is too much for a few. */
	if (n > s->n && (fill = shard_fill(s, h->mem)) == NULL)
		return TAWAM_ENOMEM;
	for (size_t i = 0; i < n; i++) {
		size_t next = i + AHEAD < n ? i + AHEAD : n - 1;

		__builtin_prefetch(&s->lines[buckets_line(s,
		    (uint32_t)(entries[next] >> 32))], 1);
		replaced |= shard_add(s, fill, (uint32_t)(entries[i] >> 32),
		    (uint32_t)entries[i]);
	}
	mem_free(h->mem, fill);
	return replaced;
}

/* Entries from the first one on that are of its shard and have room there. */
static size_t
run_of(const struct bucket_shard *s, const uint64_t *entries, size_t n)
{
	uint64_t shard = entries[0] >> (32 + BUCKETS_SHIFT);
	size_t i = 0;

	if (n > s->most - s->used)
		n = (size_t)(s->most - s->used);
	while (i < n && entries[i] >> (32 + BUCKETS_SHIFT) == shard)
		i++;
	return i;
}

int
buckets_add_many(struct buckets *b, struct heap *h,
    const uint64_t *entries, size_t n, buckets_alive_fn *alive,
    const void *arg)
{
	int replaced = 0, r;

	while (n > 0) {
		uint32_t tag = (uint32_t)(entries[0] >> 32);
		struct bucket_shard *s = &b->shards[tag >> BUCKETS_SHIFT];
		size_t run;

		if (!buckets_room(b, tag) && buckets_grow(b, h, tag, alive,
		    arg) != 0)
			return TAWAM_ENOMEM;
		run = run_of(s, entries, n);
		if ((r = shard_add_many(s, h, entries, run)) < 0)
			return r;
		replaced |= r;
		entries += run;
		n -= run;
	}
	return replaced;
}

size_t
buckets_find(const struct buckets *b, uint32_t tag, uint32_t *out,
    struct bucket_end *end)
{
	const struct bucket_shard *s = &b->shards[tag >> BUCKETS_SHIFT];
	uint32_t i, n = 0;

	for (i = s->n > 0 ? buckets_line(s, tag) : 0; s->n > 0;
	    i = line_after(s, i)) {
		const struct bucket_line *l = &s->lines[i];

		if (line_may_have(l, tag))
			for (int j = 0; j < BUCKETS_LINE; j++)
				if (l->tag[j] == tag && l->doc[j] != 0)
					out[n++] = l->doc[j] - 1;
		if (l->doc[BUCKETS_LINE - 1] == 0)
			break;
	}
	if (end != NULL)
		*end = (struct bucket_end){ tag, n, i };
	return n;
}

uint64_t
buckets_used(const struct buckets *b)
{
	uint64_t n = 0;

	for (int i = 0; i < BUCKETS_SHARDS; i++)
		n += b->shards[i].used;
	return n;
}
