/*
 * learn.h - lines that many pages of one source have: its frame.
 *
 * Pages come by twice.  The first time each line of a source is counted in a
 * count-min sketch (Cormode and Muthukrishnan, J. Algorithms 55, 2005; Estan
 * and Varghese's conservative update), at most once a page, and so are the
 * sources of a line; estimates are never too low.  The second time those that
 * may be frequent enough are counted exactly.
 */
#ifndef TAWAM_TEXT_LEARN_H
#define TAWAM_TEXT_LEARN_H

#include "base/arena.h"
#include "text/segment.h"

/* Code points of the form of a line that may be learned. */
#define LEARN_LINE_MIN	8
#define LEARN_LINE_MAX	BOILERPLATE_KEY_MAX
/* Pages it must be in, and one in so many of its source. */
#define LEARN_PAGES	5
#define LEARN_SHARE	1000
/* A line of more sources than this is no frame of any. */
#define LEARN_SOURCES	3

/* Counters of a row; the sketch has LEARN_ROWS rows of a byte each. */
#define LEARN_ROWS	4
#define LEARN_WIDTH	((size_t)1 << 22)
/* Lines that are counted exactly, at most. */
#define LEARN_LINES	((size_t)1 << 20)

struct learn_line {
	struct hash128 key;	/* of the line and its source */
	uint64_t page;		/* it was counted in last */
	const char *text;	/* NULL: in too few pages */
	uint32_t len;
	uint32_t source, pages;
	uint8_t formula;
};

struct learn_source {
	struct hash128 key;
	const char *name;
	size_t len;
	uint64_t pages;
};

/* Things with a key, which is their first member, and an open table of their
 * places + 1. */
struct keyed {
	char *p;
	size_t n, cap, each;	/* bytes of one */
	uint32_t *table;
	size_t size;
};

struct learner {
	struct segmenter *s;
	const struct mem *mem;
	struct arena arena;	/* lines and names */
	uint8_t *lines, *spread;	/* the sketch: of lines, of sources */
	uint64_t *met;		/* of a page, an open table of lines */
	size_t metsize;
	struct keyed sources;	/* struct learn_source */
	struct keyed counted;	/* struct learn_line */
	uint64_t page;		/* that is added, from 1 */
	int turned;
};

/* Borrows s, its table and its memory.  TAWAM_ENOMEM. */
int	 learner_init(struct learner *l, struct segmenter *s);
void	 learner_release(struct learner *l);

/* TAWAM_ENOMEM. */
int	 learner_add(struct learner *l, const struct tawam_page *page);

/* The second time begins. */
int	 learner_turn(struct learner *l);

/* Calls fn for each line that was learned, by source, then the most frequent
 * first.  TAWAM_ENOMEM, or what fn says. */
int	 learner_each(struct learner *l, tawam_learned_fn *fn, void *arg);

#endif
