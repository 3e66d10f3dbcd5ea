/*
 * relation.c - what two texts are to each other.
 */
#include "compare/relation.h"

static const char why_equal[] = "equal";
static const char why_marks[] = "number-mark";
static const char why_same[] = "same";
static const char why_contained[] = "contained";
static const char why_below[] = "below";
static const char why_tiny[] = "tiny";
static const char why_other[] = "other";

void
relate_equal(int same_marks, struct tawam_match *out)
{
	out->jaccard = out->contain_a = out->contain_b = 1;
	out->relation = same_marks ? TAWAM_EXACT : TAWAM_NEAR;
	out->why = same_marks ? why_equal : why_marks;
}

static void
decide(struct tawam_match *m, enum tawam_relation relation, const char *why)
{
	m->relation = relation;
	m->why = why;
}

void
relate(const struct limits *l, const struct side *a, const struct side *b,
    struct tawam_match *out)
{
	struct scores s;
	double contain;

	set_scores(a->set, b->set, &s);
	out->jaccard = s.jaccard;
	out->contain_a = s.contain_a;
	out->contain_b = s.contain_b;
	/* The smaller set has the larger share. */
	contain = s.contain_a > s.contain_b ? s.contain_a : s.contain_b;
	if (a->length < LENGTH_SHORT || b->length < LENGTH_SHORT)
		decide(out, TAWAM_UNRELATED, why_tiny);
	else if (s.jaccard >= l->threshold)
		decide(out, TAWAM_NEAR, why_same);
	else if (l->containment > 0 && contain >= l->containment)
		decide(out, TAWAM_CONTAINED, why_contained);
	else if (s.jaccard >= l->floor)
		decide(out, TAWAM_BELOW, why_below);
	else
		decide(out, TAWAM_UNRELATED, why_other);
}
