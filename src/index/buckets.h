/*
 * buckets.h - who has this key: a table of (tag, document) for one band.
 *
 * A bucket is a line of the cache with eight entries; what does not fit goes
 * to the next line with room.  A tag's place goes up with the tag, so a table
 * grows by one pass from its beginning to its end.  Its shards grow at
 * different times, so that nobody waits for the whole.
 */
#ifndef TAWAM_INDEX_BUCKETS_H
#define TAWAM_INDEX_BUCKETS_H

#include <stddef.h>
#include <stdint.h>

#include "base/cpu.h"
#include "base/heap.h"

/* Entries of one tag; the latest documents are kept. */
#define BUCKETS_CAP	64
/* One that grows keeps its caller waiting: there are many, each small. */
#define BUCKETS_SHARDS	32
#define BUCKETS_SHIFT	27	/* a tag's bits below its shard */
#define BUCKETS_LINE	8

struct bucket_line {
	uint32_t tag[BUCKETS_LINE];
	uint32_t doc[BUCKETS_LINE];	/* + 1; 0: free, and so are the rest */
};

struct bucket_shard {
	struct bucket_line *lines;
	uint32_t n;		/* lines */
	uint64_t used, most;	/* entries, and how many it takes */
};

/* {0} is an empty table; what it has is its heap's. */
struct buckets {
	struct bucket_shard shards[BUCKETS_SHARDS];
};

/* Where a search of a tag ended: its entries' number, and the line that the
 * next one goes to.  Good while nothing is added and no table grows. */
struct bucket_end {
	uint32_t tag, n, line;
};

/* Is a document still there?  Entries of others go when a table grows.  NULL:
 * all are. */
typedef int	 buckets_alive_fn(const void *arg, uint32_t doc);

/* Room for n entries in all; nothing is dropped.  TAWAM_ENOMEM. */
int	 buckets_reserve(struct buckets *b, struct heap *h, uint64_t n);

/* Makes the tag's shard larger, or rids it of what has gone.  TAWAM_ENOMEM. */
int	 buckets_grow(struct buckets *b, struct heap *h, uint32_t tag,
	    buckets_alive_fn *alive, const void *arg);

/* Adds an entry, for which there is room.  1 when a document of the tag had to
 * give its place, otherwise 0. */
int	 buckets_add(struct buckets *b, uint32_t tag, uint32_t doc);
/* The same where a search has ended, which looks at one line only. */
int	 buckets_add_at(struct buckets *b, const struct bucket_end *end,
	    uint32_t doc);

/*
 * Adds many, tag << 32 | document, best when tags go up roughly.  TAWAM_ENOMEM;
 * otherwise as buckets_add.
 */
int	 buckets_add_many(struct buckets *b, struct heap *h,
	    const uint64_t *entries, size_t n, buckets_alive_fn *alive,
	    const void *arg);

/* The documents of a tag; how many.  out has room for BUCKETS_CAP.  Where it
 * ended in *end, which may be NULL. */
size_t	 buckets_find(const struct buckets *b, uint32_t tag, uint32_t *out,
	    struct bucket_end *end);

/* Entries, those of documents that have gone too. */
uint64_t buckets_used(const struct buckets *b);

/* Is there room for one more of this tag? */
static inline int
buckets_room(const struct buckets *b, uint32_t tag)
{
	const struct bucket_shard *s = &b->shards[tag >> BUCKETS_SHIFT];

	return s->used < s->most;
}

static inline uint32_t
buckets_line(const struct bucket_shard *s, uint32_t tag)
{
	return (uint32_t)((uint64_t)(tag << (32 - BUCKETS_SHIFT)) * s->n >>
	    32);
}

/* Says that the tag will be asked for or added. */
static inline void
buckets_prefetch(const struct buckets *b, uint32_t tag)
{
	const struct bucket_shard *s = &b->shards[tag >> BUCKETS_SHIFT];

	if (s->n > 0)
		cpu_expect(&s->lines[buckets_line(s, tag)]);
}

/*
 * Asks for the next line where the first one is full: for many tags at once,
 * before they are searched one after another.  Without a branch, which would
 * wait for the line.
 */
static inline void
buckets_prefetch_next(const struct buckets *b, uint32_t tag)
{
	const struct bucket_shard *s = &b->shards[tag >> BUCKETS_SHIFT];
	const struct bucket_line *l;

	if (s->n == 0)
		return;
	l = &s->lines[buckets_line(s, tag)];
	cpu_expect(l + (l->doc[BUCKETS_LINE - 1] != 0));
}

#endif
