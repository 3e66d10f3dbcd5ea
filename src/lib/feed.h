/*
 * feed.h - a batch of documents on their way into a corpus: texts go in, and
 * several threads make of each its coded text, key and slots.
 */
#ifndef TAWAM_LIB_FEED_H
#define TAWAM_LIB_FEED_H

#include "base/hash.h"
#include "base/pool.h"
#include "compare/survivor.h"
#include "lib/sketcher.h"

/* A batch is full when it has so many documents or bytes. */
#define FEED_DOCS	1024
#define FEED_BYTES	((size_t)1 << 20)

/* What becomes of a document. */
struct prepared {
	struct coded text;	/* the maker's: copy it */
	struct hash128 key;
	const uint32_t *slots;	/* NULL: nothing to sketch */
	int degenerate;
};

struct feed_item {
	size_t at, len;		/* in texts */
	struct traits traits;
	struct prepared done;
	unsigned worker;	/* whose forms hold its coded text, and where */
	size_t form, points;
};

/* One thread's. */
struct feed_maker {
	struct tawam_sketcher *sketcher;
	uint64_t normalise_ns, sketch_ns;
};

struct feed {
	struct buf texts;
	struct feed_item *items;	/* FEED_DOCS */
	size_t n;
	uint32_t *slots;		/* FEED_DOCS sketches */
	struct code_buf *forms;		/* of each thread, of its items */
	unsigned workers;
};

/* TAWAM_ENOMEM; release in any case. */
int	 feed_init(struct feed *f, uint32_t k, unsigned workers,
	    const struct mem *m);
void	 feed_release(struct feed *f, const struct mem *m);
int	 feed_full(const struct feed *f);

/* TAWAM_ENOMEM, and then the batch is as it was. */
int	 feed_add(struct feed *f, const struct mem *m, const char *text,
	    size_t len, const struct traits *t);

/* Coded text, key and slots of one text, in the sketcher's memory and in
 * slots.  TAWAM_ENOMEM. */
int	 prepare_text(struct tawam_sketcher *s, const char *text, size_t len,
	    struct prepared *out);
int	 prepare_slots(struct tawam_sketcher *s, uint32_t *slots,
	    struct prepared *p);

/*
 * Keeps an item's coded text in its worker's forms, until the batch is placed:
 * as places, since the forms may move.  TAWAM_ENOMEM.
 */
int	 feed_keep(struct feed *f, struct feed_item *item, unsigned worker,
	    const struct mem *m);

/* Gives the item its coded text back, once no thread works on the batch. */
void	 feed_form(const struct feed *f, struct feed_item *item);

/* Empties the batch. */
void	 feed_reset(struct feed *f);

/* Nanoseconds of a clock that only goes forward. */
uint64_t clock_ns(void);

#endif
