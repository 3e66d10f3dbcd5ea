/*
 * offsets.h - from a place in a normal form back to the original bytes.
 *
 * Built when it is asked for, by the definition itself (define.h), and costs
 * nothing when it is not.  Where the code points of a span came from:
 *
 *  - Marks that were taken off a letter belong to that letter; what was
 *    deleted between letters (tatweel, bidi controls ...) belongs to none and
 *    lies inside a span or outside it.
 *  - All that an original code point or character reference became has the
 *    extent of the whole of it.
 *  - A space has the extent of all that was collapsed into it: punctuation,
 *    white space, the URL or address that was removed.
 *
 * The normal form of what a span was cut out of is the span again, when
 *  - the span does not begin or end with a space: those are trimmed;
 *  - it does not begin or end inside what one code point or reference became:
 *    that comes back whole;
 *  - neither cut makes or breaks a reference, URL, address or number, which a
 *    cut at ASCII white space never does.  Inside these, all that is promised
 *    is that the extent covers what the span came from.
 */
#ifndef TAWAM_TEXT_OFFSETS_H
#define TAWAM_TEXT_OFFSETS_H

#include <stddef.h>

#include "base/mem.h"
#include "text/define.h"

struct offsets;

int	 offsets_new(struct offsets **out, enum tawam_profile profile,
	    const struct mem *mem);
void	 offsets_free(struct offsets *o);

/*
 * For text, until the next one.  Takes about 24 bytes a code point of the
 * form, under `aggressive` 64 of the text.  TAWAM_ENOMEM.
 */
int	 offsets_build(struct offsets *o, const char *text, size_t len);

/* Code points of the normal form, as in struct normal. */
size_t	 offsets_length(const struct offsets *o);

/* The code point that byte `byte` of the normal form is part of; the length
 * when it is beyond the end. */
size_t	 offsets_index(const struct offsets *o, size_t byte);

/*
 * Where the code points [first, end) of the normal form came from.  An empty
 * span lies before what its first code point came from.
 */
struct extent offsets_span(const struct offsets *o, size_t first, size_t end);

#endif
