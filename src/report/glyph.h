/*
 * glyph.h - code points of corpus text, and which of them must not be shown
 * as they are.
 */
#ifndef TAWAM_REPORT_GLYPH_H
#define TAWAM_REPORT_GLYPH_H

#include <stddef.h>
#include <stdint.h>

/*
 * The first code point of s[0..n), n > 0, and the bytes it takes.  A maximal
 * subpart of an ill-formed sequence is one U+FFFD.
 */
size_t	 glyph_next(const char *s, size_t n, uint32_t *cp);

/* Writes cp as UTF-8; the number of bytes, 1 to 4. */
size_t	 glyph_put(char out[4], uint32_t cp);

/*
 * Does cp change what stands around it, or show nothing at all: a control, a
 * direction mark, a zero-width or other invisible character?  White space is
 * not hidden.
 */
int	 glyph_hidden(uint32_t cp);

int	 glyph_space(uint32_t cp);

/* Does s[0..n), n > 0, begin with a mark of the letter before it: a combining
 * one, or a joiner? */
int	 glyph_mark_at(const char *s, size_t n);

/* Bytes of the first count words of s[0..n), n when there are no more; *words
 * is how many there are, with white space between them. */
size_t	 glyph_words_end(const char *s, size_t n, size_t count,
	    size_t *words);

/* Where the last count of so many words begin. */
size_t	 glyph_words_begin(const char *s, size_t n, size_t count,
	    size_t words);

/* Is s well-formed UTF-8? */
int	 glyph_valid(const char *s, size_t n);

#endif
