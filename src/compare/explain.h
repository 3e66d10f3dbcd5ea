/*
 * explain.h - two texts side by side: what is the same, what differs, where.
 *
 * Words of the normal form are aligned; pairs of words that are much alike are
 * aligned letter by letter.  A letter is never parted from its marks.  Places
 * are bytes of the original texts.
 */
#ifndef TAWAM_COMPARE_EXPLAIN_H
#define TAWAM_COMPARE_EXPLAIN_H

#include <stddef.h>
#include <stdint.h>

#include "compare/diff.h"
#include "compare/judge.h"
#include "compare/words.h"
#include "text/normalise.h"
#include "text/offsets.h"

/* A word with more code points is taken letter by letter. */
#define EXPLAIN_WORD	64

/* A word, or what else is compared as a whole. */
struct piece {
	size_t from, to;	/* bytes of the original */
	size_t form, form_len;	/* bytes of the form */
	size_t first, end;	/* code points of the form */
	uint32_t unit;		/* number, date ... it is in; 0: none */
	uint32_t conflict;	/* 0: none */
	uint8_t kind;		/* enum tawam_kind */
	uint8_t letter;		/* of a long word */
};

/* A stretch of the original that the judge reads as a number, a date ... */
struct fact {
	size_t from, to;
	uint32_t id;
	uint8_t kind;
};

struct explain_side {
	const char *text;
	size_t len;
	struct buf form, standard;
	struct offsets *map, *standard_map;	/* may be one */
	struct piece *pieces;
	size_t n, cap;
	uint64_t *keys;
	size_t keycap;
	struct fact *units, *conflicts;
	size_t nunits, unitcap, nconflicts, conflictcap;
};

/* What both sides have, in their order; bytes of the originals. */
struct run {
	int same;
	uint8_t kind, conflict;
	/* What the run is about: its words, without what stands between them
	 * and the next; the place where it would be when there are none. */
	size_t from[2], to[2];
};

struct interned;
struct group;

/* Everything is one call's; {0} is a new one. */
struct explainer {
	const struct mem *mem;
	enum tawam_profile profile;
	enum tawam_profile cut;		/* whose words are the words */
	int coarse;			/* cut at ASCII white space alone */
	struct normaliser *normaliser;	/* of profile */
	struct normaliser *cutter;	/* of cut */
	struct normaliser *standard;
	struct words *words;
	struct judge *judge;
	struct explain_side side[2];
	struct diff diff;
	struct interned *interned;
	struct run *runs;
	size_t nruns, runcap;
	struct tawam_span *spans;
	size_t nspans, spancap;
	/* Letters of two words. */
	struct piece *letters[2];
	size_t nletters[2], lettercap[2];
	uint64_t *letterkeys[2];
	size_t letterkeycap[2];
	struct align align;
	struct buf spare;
	struct group *groups[2];	/* of a gap */
	size_t ngroups[2], groupcap[2];
	int32_t *table;
	size_t tablecap;
};

/*
 * Fills in x->spans, which tile both texts in their order; those of (b, a)
 * are those of (a, b) turned round.  TAWAM_ENOMEM; TAWAM_EINVAL when a text
 * is too long.  Release in any case.
 */
int	 explain_run(struct explainer *x, const struct mem *mem,
	    enum tawam_profile profile, const char *const text[2],
	    const size_t len[2], double jaccard);
void	 explain_release(struct explainer *x);

/* The parts (explain_facts.c, explain_side.c, explain_key.c, explain_gap.c). */

/* Forms, maps and facts of both sides, once. */
int	 explain_read(struct explainer *x, double jaccard);

/* Pieces and their keys, for x->coarse. */
int	 explain_pieces(struct explainer *x);

/* Clusters of a stretch of the form, with its spaces, added to an array. */
int	 explain_letters(struct explainer *x, struct explain_side *s,
	    const struct piece *p, struct piece **out, size_t *n,
	    size_t *cap);

/* The key of bytes: equal bytes, equal keys. */
int	 explain_key(struct explainer *x, const char *p, size_t n,
	    uint64_t *key);
void	 explain_forget(struct explainer *x);

/* The runs of one gap, added to x->runs. */
int	 explain_gap(struct explainer *x, const struct gap *g);
int	 explain_add(struct explainer *x, const struct run *r);

/* A run of those pieces. */
struct run explain_pieces_run(const struct explainer *x,
	    const struct gap *g, int same);

/* Runs to spans; *wrong is the bytes that were thought the same and are not
 * when cut out. */
int	 explain_spans(struct explainer *x, size_t *wrong);

/* Is (b, a) the order in which the two are looked at? */
int	 explain_swapped(const char *const text[2], const size_t len[2]);

/* The longest stretch of the normal forms that both have.  TAWAM_ENOMEM;
 * TAWAM_EINVAL when a form is longer than DIFF_MAX. */
int	 explain_longest(const struct mem *mem, enum tawam_profile profile,
	    const char *const text[2], const size_t len[2],
	    struct tawam_shared *out);

#endif
