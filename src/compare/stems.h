/*
 * stems.h - two spellings or inflections of one word.
 */
#ifndef TAWAM_COMPARE_STEMS_H
#define TAWAM_COMPARE_STEMS_H

#include <stddef.h>
#include <stdint.h>

#define STEM_FORMS	32	/* forms of one word, at most */

#define STEM_LEAST	6	/* bytes of three letters */

/*
 * What may be taken off the beginning and the end of a word of n bytes: bit k
 * says that the first, the last k letters are a clitic.  Bit 0 is set, and
 * none beyond 3.
 */
unsigned stem_prefixes(const char *word, size_t n);
unsigned stem_suffixes(const char *word, size_t n);

/*
 * The keys of what is left of a word after at most one proclitic and one
 * suffix while three letters remain, the word itself first.  Two words with a
 * common form agree.  As word_key.  Returns how many.
 */
size_t	 stem_forms(const char *word, size_t n, uint64_t forms[STEM_FORMS]);

/*
 * Within an edit or two: 1 between words of four letters and more, 2 from
 * seven letters on; two neighbours swapped count as one edit.
 */
int	 stem_close(const char *a, size_t na, const char *b, size_t nb);

#endif
