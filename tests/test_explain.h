/*
 * test_explain.h - what holds for the spans of any two texts.
 */
#ifndef TAWAM_TESTS_TEST_EXPLAIN_H
#define TAWAM_TESTS_TEST_EXPLAIN_H

#include <stddef.h>

#include "tawam.h"

#define SPANS_MAX	65536

struct explained {
	struct tawam_match match;
	struct tawam_span spans[SPANS_MAX];
	size_t n;
	size_t replaced;	/* bytes of a that are not the same */
};

/* The spans of two texts, into out. */
void	 explained_read(struct explained *out, struct tawam_sketcher *s,
	    const char *a, size_t na, const char *b, size_t nb);

/* A sketcher of a profile and its defaults otherwise. */
struct tawam_sketcher *explained_sketcher(enum tawam_profile profile);

/*
 * Fails the test unless the spans tile both texts, cut no character and no
 * letter from its marks, are the same where they say so, turn round with the
 * texts, and come with what tawam_compare says.  out is then that of (a, b).
 */
void	 explained_check(struct explained *out, struct tawam_sketcher *s,
	    const char *a, size_t na, const char *b, size_t nb);

#endif
