/*
 * squeeze.h - rules A1 to A5 of `aggressive`, on the standard form.
 */
#ifndef TAWAM_TEXT_SQUEEZE_H
#define TAWAM_TEXT_SQUEEZE_H

#include <stddef.h>
#include <stdint.h>

/* Holds the last code point back until it is known what follows; {0} is the
 * start of a text. */
struct squeeze {
	uint32_t last;		/* 0: none */
};

/*
 * The next n bytes of the standard form; what is settled goes to out, and the
 * result is how many bytes that is: n and 4 more at most.  Out may lie where
 * in does, or 4 bytes before it.
 */
size_t	 squeeze_add(struct squeeze *q, const char *in, size_t n, char *out);

/* The end: what was held back, 4 bytes at most. */
size_t	 squeeze_end(struct squeeze *q, char *out);

#endif
