/*
 * buckets.c - who has this key: a table of (tag, document) for one band.
 */
#include <string.h>
#include <sys/mman.h>

#include "index/buckets.h"

#define LOAD		0.85	/* most entries a place */
#define GROWTH		1.25
#define FIRST		2	/* lines of a shard */
#define HUGE		((size_t)2 << 20)

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
shard_alloc(struct bucket_shard *s, const struct mem *m, uint64_t lines)
{
	struct bucket_shard new = { 0 };
	size_t bytes;

	if (lines > UINT32_MAX)
		return TAWAM_ENOMEM;
	bytes = (size_t)lines * sizeof(*s->lines);
	new.memory = mem_alloc(m, bytes + sizeof(*s->lines), 1);
	if (new.memory == NULL)
		return TAWAM_ENOMEM;
	new.lines = (struct bucket_line *)(((uintptr_t)new.memory + 63) &
	    ~(uintptr_t)63);
	new.n = (uint32_t)lines;
	/* Places are all over it: with small pages each is a miss more. */
	if (bytes >= 2 * HUGE) {
		uintptr_t from = ((uintptr_t)new.lines + HUGE - 1) &
		    ~(uintptr_t)(HUGE - 1);
		uintptr_t to = ((uintptr_t)new.lines + bytes) &
		    ~(uintptr_t)(HUGE - 1);

		(void)madvise((void *)from, to - from, MADV_HUGEPAGE);
	}
	memset(new.lines, 0, bytes);
	*s = new;
	return TAWAM_OK;
}

/* Adds to a line with room; 1 when an entry of the tag was replaced. */
static int
shard_add(struct bucket_shard *s, uint32_t tag, uint32_t doc)
{
	uint32_t *eldest = NULL;
	uint32_t i = buckets_line(s, tag);
	size_t seen = 0;

	for (;; i = i + 1 < s->n ? i + 1 : 0) {
		struct bucket_line *l = &s->lines[i];
		int full = l->doc[BUCKETS_LINE - 1] != 0;

		if (full && !line_may_have(l, tag))
			continue;
		for (int j = 0; j < BUCKETS_LINE; j++) {
			if (l->doc[j] == 0) {
				l->tag[j] = tag;
				l->doc[j] = doc + 1;
				s->used++;
				return 0;
			}
			if (l->tag[j] != tag)
				continue;
			if (eldest == NULL || l->doc[j] < *eldest)
				eldest = &l->doc[j];
			if (++seen == BUCKETS_CAP) {
				*eldest = doc + 1;
				return 1;
			}
		}
	}
}

/* Into n lines, without those that are not there any more. */
static int
shard_move(struct bucket_shard *s, const struct mem *m, uint64_t n,
    buckets_alive_fn *alive, void *arg)
{
	struct bucket_shard new;

	if (shard_alloc(&new, m, n) != 0)
		return TAWAM_ENOMEM;
	for (uint32_t i = 0; i < s->n; i++) {
		const struct bucket_line *l = &s->lines[i];

		for (int j = 0; j < BUCKETS_LINE && l->doc[j] != 0; j++)
			if (alive == NULL || alive(arg, l->doc[j] - 1))
				(void)shard_add(&new, l->tag[j],
				    l->doc[j] - 1);
	}
	mem_free(m, s->memory);
	*s = new;
	return TAWAM_OK;
}

int
buckets_reserve(struct buckets *b, const struct mem *m, uint64_t n)
{
	double each = (double)n / BUCKETS_SHARDS / BUCKETS_LINE / LOAD;
	uint64_t lines;

	/* Shards are not equally full: some room for chance. */
	each += 4 * each / 100 + FIRST;
	if (each >= UINT32_MAX)
		return TAWAM_ENOMEM;
	lines = (uint64_t)each;
	for (int i = 0; i < BUCKETS_SHARDS; i++)
		if (b->shards[i].n < lines && shard_move(&b->shards[i], m,
		    lines, NULL, NULL) != 0)
			return TAWAM_ENOMEM;
	return TAWAM_OK;
}

static uint64_t
shard_alive(const struct bucket_shard *s, buckets_alive_fn *alive, void *arg)
{
	uint64_t n = 0;

	for (uint32_t i = 0; i < s->n; i++)
		for (int j = 0; j < BUCKETS_LINE; j++)
			n += s->lines[i].doc[j] != 0 &&
			    alive(arg, s->lines[i].doc[j] - 1);
	return n;
}

int
buckets_room(struct buckets *b, const struct mem *m, uint32_t tag,
    buckets_alive_fn *alive, void *arg)
{
	struct bucket_shard *s = buckets_shard(b, tag);
	double places = (double)s->n * BUCKETS_LINE;
	uint64_t n;

	/* A free place ends every search, however few lines there are. */
	if (s->n > 0 && (double)(s->used + 1) <= LOAD * places)
		return TAWAM_OK;
	if (s->n == 0)
		return shard_alloc(s, m, FIRST);
	/* When enough have gone there is no need to grow. */
	n = (double)shard_alive(s, alive, arg) * GROWTH > LOAD * places ?
	    (uint64_t)(GROWTH * s->n) + 1 : s->n;
	return shard_move(s, m, n, alive, arg);
}

int
buckets_add(struct buckets *b, uint32_t tag, uint32_t doc)
{
	return shard_add(buckets_shard(b, tag), tag, doc);
}

size_t
buckets_find(const struct buckets *b, uint32_t tag, uint32_t *out)
{
	const struct bucket_shard *s = &b->shards[tag >> 28];
	size_t n = 0;

	if (s->n == 0)
		return 0;
	for (uint32_t i = buckets_line(s, tag);;
	    i = i + 1 < s->n ? i + 1 : 0) {
		const struct bucket_line *l = &s->lines[i];

		if (line_may_have(l, tag))
			for (int j = 0; j < BUCKETS_LINE; j++)
				if (l->tag[j] == tag && l->doc[j] != 0)
					out[n++] = l->doc[j] - 1;
		if (l->doc[BUCKETS_LINE - 1] == 0)
			return n;
	}
}

uint64_t
buckets_memory(const struct buckets *b)
{
	uint64_t n = 0;

	for (int i = 0; i < BUCKETS_SHARDS; i++)
		n += b->shards[i].n * sizeof(struct bucket_line);
	return n;
}

void
buckets_release(struct buckets *b, const struct mem *m)
{
	for (int i = 0; i < BUCKETS_SHARDS; i++)
		mem_free(m, b->shards[i].memory);
	memset(b, 0, sizeof(*b));
}
