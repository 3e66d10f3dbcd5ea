/*
 * relation.h - what two texts are to each other.
 */
#ifndef TAWAM_COMPARE_RELATION_H
#define TAWAM_COMPARE_RELATION_H

#include "compare/judge.h"
#include "compare/set.h"
#include "text/code.h"
#include "text/normalise.h"

/* Lengths, in code points of the normal form, at which a class begins. */
#define LENGTH_TINY	1	/* only exact */
#define LENGTH_SHORT	20	/* compared as any other, and flagged */
#define LENGTH_FULL	80

/* A text as the comparer sees it. */
struct side {
	struct coded text;		/* normal form */
	const struct set *set;
	struct reading *reading;	/* made when it is asked for, for a
					 * caller who keeps it; or NULL */
};

struct limits {
	double threshold, floor, containment;	/* containment 0: off */
};

/* The text that stood last on a side and has no reading of its own. */
struct kept_reading {
	struct buf code;	/* its class bytes, then its points */
	size_t n, npoints;
	struct reading reading;
};

/* Scratch memory of one thread, with the limits. */
struct relater {
	struct limits limits;
	enum cpu_level level;		/* may be lowered */
	const struct mem *mem;
	struct judge *judge;		/* NULL: the profile cannot be judged */
	struct normaliser *standard;	/* NULL: the forms are standard ones */
	struct buf form;		/* scratch */
	struct kept_reading kept[2];
};

/* Borrows mem.  TAWAM_ENOMEM; release in any case. */
int	 relater_init(struct relater *r, const struct limits *limits,
	    enum tawam_profile profile, const struct mem *mem);
void	 relater_release(struct relater *r);

/* The relation of two texts of one normal form that is not empty. */
void	 relate_equal(int same_marks, struct tawam_match *out);

/*
 * The relation of two texts of different normal forms, with its reason; the
 * scores are filled in always.  Which comes first does not matter.
 * TAWAM_ENOMEM.  relate_scored: of two whose scores are known.
 */
int	 relate(struct relater *r, const struct side *a, const struct side *b,
	    struct tawam_match *out);
int	 relate_scored(struct relater *r, const struct side *a,
	    const struct side *b, const struct scores *s,
	    struct tawam_match *out);

/*
 * Is a text of so many different shingles surely unrelated to another that has
 * `both` of them at most, and `least` different ones at least?
 */
int	 relate_apart(const struct relater *r, size_t n, size_t both,
	    size_t least);

/* The why of a relation as a number, and back; NULL when it is none's. */
uint32_t relate_why_number(const char *why);
const char *relate_why(uint32_t number);

#endif
