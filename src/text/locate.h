/*
 * locate.h - a few places of a normal form back to the original bytes.
 *
 * What offsets.h answers, for who asks little of much text: the fast road
 * counts how much form each stretch of the text becomes, and the definition is
 * asked only about the few words in which a place is.
 */
#ifndef TAWAM_TEXT_LOCATE_H
#define TAWAM_TEXT_LOCATE_H

#include "text/code.h"
#include "text/offsets.h"

/* A stretch of text that begins after white space. */
struct stretch_at {
	size_t byte;		/* of the text */
	size_t point;		/* of the form: its first one */
};

/* Scratch memory of one thread. */
struct locator {
	struct mem mem;
	enum tawam_profile profile;
	struct coder *coder;
	struct definer definer;
	struct offsets *whole;	/* for what is not settled so; or NULL */
	int built;		/* whole is this text's */
	const char *text;
	size_t len, points;	/* of the text, of its form */
	struct stretch_at *stretches;
	size_t n, cap;
};

/* TAWAM_ENOMEM; release in any case. */
int	 locator_init(struct locator *l, enum tawam_profile profile,
	    const struct mem *mem);
void	 locator_release(struct locator *l);

/* For text, until the next one; sets points.  TAWAM_ENOMEM. */
int	 locator_begin(struct locator *l, const char *text, size_t len);

/* As offsets_span, first <= end <= points.  TAWAM_ENOMEM. */
int	 locator_span(struct locator *l, size_t first, size_t end,
	    struct extent *out);

#endif
