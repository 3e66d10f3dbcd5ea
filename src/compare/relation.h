/*
 * relation.h - what two texts are to each other.
 */
#ifndef TAWAM_COMPARE_RELATION_H
#define TAWAM_COMPARE_RELATION_H

#include "compare/set.h"

/* Lengths, in code points of the normal form, at which a class begins. */
#define LENGTH_TINY	1	/* only exact */
#define LENGTH_SHORT	20	/* compared as any other, and flagged */
#define LENGTH_FULL	80

/* A text as the comparer sees it. */
struct side {
	const char *bytes;	/* normal form */
	size_t len;
	uint64_t length;
	const struct set *set;
};

struct limits {
	double threshold, floor, containment;	/* containment 0: off */
};

/* The relation of two texts of one normal form that is not empty. */
void	 relate_equal(int same_marks, struct tawam_match *out);

/*
 * The relation of two texts of different normal forms; a relation other than
 * TAWAM_UNRELATED carries its reason.  The scores are filled in always.
 */
void	 relate(const struct limits *l, const struct side *a,
	    const struct side *b, struct tawam_match *out);

#endif
