/*
 * set.h - a text's shingles as a sorted set of keys; exact overlap of two.
 */
#ifndef TAWAM_COMPARE_SET_H
#define TAWAM_COMPARE_SET_H

#include <stddef.h>
#include <stdint.h>

#include "base/cpu.h"
#include "base/mem.h"

struct set {
	uint64_t *keys;		/* set_spread of each, ascending, each once */
	size_t n;
};

/*
 * One to one, and spreads keys over the high bits: a set is kept in the order
 * that is made fastest, as nobody asks for another.
 */
static inline uint64_t
set_spread(uint64_t key)
{
	return key * UINT64_C(0x9e3779b97f4a7c15);
}

/* Exact scores: Jaccard and containment of two non-empty sets. */
struct scores {
	double jaccard, contain_a, contain_b;
};

/* Of a set of na keys and one of nb that share so many. */
static inline void
scores_of(size_t na, size_t nb, size_t both, struct scores *out)
{
	out->jaccard = (double)both / (double)(na + nb - both);
	out->contain_a = (double)both / (double)na;
	out->contain_b = (double)both / (double)nb;
}

/* From the other's side. */
static inline struct scores
scores_turned(const struct scores *s)
{
	return (struct scores){ s->jaccard, s->contain_b, s->contain_a };
}

/*
 * Makes sets of keys that come in any order, some at a time; {0} at first.
 * Scratch memory of one thread, kept from set to set while it is not much.
 */
struct set_maker {
	uint64_t *keys, *tmp;
	size_t n, cap, tmp_cap;
	size_t once;		/* of these sorted, each once */
};

/* Drops what has been added. */
void	 set_begin(struct set_maker *k);

/* TAWAM_ENOMEM, and then the maker is as it was.  The set owns its memory;
 * once it is done the maker is as begun. */
int	 set_add(const struct mem *m, struct set_maker *k,
	    const uint64_t *keys, size_t n);
int	 set_done(const struct mem *m, struct set_maker *k, struct set *out);
void	 set_maker_release(const struct mem *m, struct set_maker *k);
void	 set_release(const struct mem *m, struct set *s);

/* Keys that both have. */
size_t	 set_common(enum cpu_level level, const struct set *a,
	    const struct set *b);

/* A bit for each of so many places, which keys have by their high bits: set
 * where there are some; none for more than SET_MARKED keys, of which it would
 * say little. */
#define SET_MARKS	1024
#define SET_MARKED	512

struct set_marks {
	uint64_t bits[SET_MARKS / 64];
};

void	 set_mark(const struct set *s, struct set_marks *out);

/* Keys that both have, at most: those of places where the other has none are
 * not among them. */
size_t	 set_most(enum cpu_level level, const struct set *a,
	    const struct set_marks *in_a, const struct set *b,
	    const struct set_marks *in_b);

/* All 0 when either is empty. */
void	 set_scores(enum cpu_level level, const struct set *a,
	    const struct set *b, struct scores *out);

#endif
