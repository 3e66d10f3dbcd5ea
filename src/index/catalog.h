/*
 * catalog.h - the documents of a stored index, in memory: what is needed to
 * find candidates for a new one.
 *
 * Everything here comes from the log and can be made from it again.  Documents
 * stand in blocks in the order of adding; a block all of whose documents have
 * gone is freed.  A table of buckets for each band, one for normal forms and
 * one for ids say which documents have a key.
 */
#ifndef TAWAM_INDEX_CATALOG_H
#define TAWAM_INDEX_CATALOG_H

#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/pool.h"
#include "index/buckets.h"

#define CATALOG_BLOCK	4096	/* documents */
#define CATALOG_MOST	(UINT32_MAX - 1)

struct entry {
	uint64_t place;		/* in the log; 0: gone */
	int64_t date;
	uint64_t within;
	struct hash128 key;	/* of its normal form */
	uint32_t distinct;	/* shingles, about; 0: not banded */
	uint32_t id;		/* tag */
};

/* A document on its way in. */
struct arrival {
	struct entry entry;
	uint32_t form;			/* tag */
	const unsigned char *tags;	/* bands, 4 bytes each; NULL: none */
	const unsigned char *sketch;	/* slots, 1 byte each */
};

struct block {
	struct entry entries[CATALOG_BLOCK];
	uint32_t live;
	int64_t oldest;			/* date, INT64_MAX: none */
	/* Each in as few lines of the cache as there may be. */
	_Alignas(HEAP_ALIGN) unsigned char sketches[];
};

struct catalog_batch;

struct catalog {
	const struct mem *mem;		/* borrowed */
	struct heap heap;		/* of blocks and tables */
	uint32_t bands, slots;
	struct block **blocks;		/* NULL: all gone */
	size_t nblocks, cap;
	uint32_t n;			/* documents, the gone ones too */
	uint32_t first;			/* none is there before it */
	uint64_t live;
	struct buckets *tables;		/* bands, then forms, then ids */
	int ids_full;			/* an id has lost a document */

	struct pool *pool;		/* of loading, borrowed; NULL: none */
	struct catalog_batch *batch;	/* of loading, NULL: none */
	uint64_t expected;		/* documents that will be loaded */

	/* Of one search. */
	uint32_t *found;
	size_t nfound;
	uint64_t *seen;			/* stamp << 32 | document */
	size_t nseen;			/* a power of two */
	uint32_t stamp;
	struct bucket_end *ends;	/* of the bands */
	int ended;			/* they are good */
};

/* TAWAM_ENOMEM; release in any case. */
int	 catalog_init(struct catalog *s, const struct mem *m, uint32_t bands,
	    uint32_t slots);
void	 catalog_release(struct catalog *s);

/* Tags of a form, and of an id. */
uint32_t catalog_form(const struct hash128 *key, uint64_t within);
uint32_t catalog_id(const char *id, size_t idlen);

/* Room for this one, which may then be added.  TAWAM_ENOMEM. */
int	 catalog_room(struct catalog *s, const struct arrival *a);

/* Tables: the bands, and after them: */
#define CATALOG_FORM	0
#define CATALOG_ID	1
#define CATALOG_EXTRA	2

/* The parts of adding, for catalog_load.c. */
int	 catalog_block_room(struct catalog *s);
uint32_t catalog_put(struct catalog *s, const struct arrival *a);
int	 catalog_tag(const struct catalog *s, const struct arrival *a,
	    uint32_t table, uint32_t *tag);
/* Into one table, tag << 32 | document each; several threads may do so, each
 * of another table.  TAWAM_ENOMEM. */
int	 catalog_add_tags(struct catalog *s, uint32_t table,
	    const uint64_t *entries, size_t n);

uint32_t catalog_add(struct catalog *s, const struct arrival *a);

/*
 * Adds many: they wait, and are found when catalog_settle has been called,
 * which catalog_loaded does, too.  TAWAM_ENOMEM, and then s can only be
 * released.
 */
int	 catalog_load(struct catalog *s, const struct arrival *a);
int	 catalog_settle(struct catalog *s);
int	 catalog_loaded(struct catalog *s);
/* So many will be loaded, about: as many may wait.  TAWAM_ENOMEM. */
int	 catalog_expect(struct catalog *s, uint64_t n);
/* Frees what waits. */
void	 catalog_load_end(struct catalog *s);

/* NULL when it has gone. */
const struct entry *catalog_entry(const struct catalog *s, uint32_t doc);
/* Of those that a search finds, gone ones too. */
const unsigned char *catalog_sketch(const struct catalog *s, uint32_t doc);
uint32_t catalog_distinct(const struct catalog *s, uint32_t doc);
void	 catalog_move(struct catalog *s, uint32_t doc, uint64_t place);
void	 catalog_kill(struct catalog *s, uint32_t doc);

/*
 * Documents with this tag of a form or an id, gone ones too, in no order; out
 * has room for BUCKETS_CAP.  Of ids, when s->ids_full, perhaps not all.
 */
size_t	 catalog_forms(const struct catalog *s, uint32_t tag, uint32_t *out);
size_t	 catalog_ids(const struct catalog *s, uint32_t tag, uint32_t *out);

/* Says, as early as can be, which tags will be searched and added: of all
 * tables before one is searched, so that none waits for another one. */
void	 catalog_prefetch(const struct catalog *s, uint32_t form,
	    uint32_t id);

static inline void
catalog_prefetch_band(const struct catalog *s, uint32_t band, uint32_t tag)
{
	buckets_prefetch(&s->tables[band], tag);
}

/*
 * Documents that share a band: each once, in s->found, s's until the next
 * search.  Of those that have gone some are among them.  tags: one for each
 * band.
 */
void	 catalog_search(struct catalog *s, const uint32_t *tags);

/* Kills what tawam_index_expire removes; how many. */
uint64_t catalog_expire(struct catalog *s, int64_t oldest, uint64_t most);
/* How many it would be. */
uint64_t catalog_expiring(struct catalog *s, int64_t oldest, uint64_t most);

/* Equal bytes of two sketches. */
uint32_t catalog_equal(const unsigned char *a, const unsigned char *b,
	    uint32_t slots);

uint64_t catalog_memory(const struct catalog *s);

#endif
