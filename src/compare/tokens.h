/*
 * tokens.h - a normal form cut into words and runs of digits.
 */
#ifndef TAWAM_COMPARE_TOKENS_H
#define TAWAM_COMPARE_TOKENS_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "compare/numbers.h"
#include "compare/words.h"

struct token {
	uint32_t start, end;	/* bytes of the text */
	uint8_t class;		/* enum word_class */
	uint8_t digits;		/* a figure: num is set, class is not */
	uint8_t joined;		/* "and" is glued to it */
	uint8_t single;		/* one letter standing alone */
	uint64_t value;		/* of the class */
	struct number num;
};

struct tokens {
	struct token *t;
	size_t n, cap;
};

/*
 * Cuts text at its spaces; letters glued to digits become tokens of their own
 * (three letters or more) or are dropped: U+0648 WAW before 40, the MEEM of a
 * year, the HEH of a Hijri one.  Latin letters make a name of it: F16.
 * len is below UINT32_MAX.  TAWAM_ENOMEM.
 */
int	 tokens_read(struct tokens *t, const struct mem *mem,
	    const struct words *w, const char *text, size_t len);

/*
 * Reads the number that begins at token i by the grammar of Arabic number
 * words, with figures in it ("3 million and 200 thousand").  Returns the
 * tokens it takes, 0 when there is none, and fills in *x.
 */
size_t	 tokens_number(const struct tokens *t, size_t i, struct number *x);

/* The same for an ordinal, "the fifth and the twentieth" being 25. */
size_t	 tokens_ordinal(const struct tokens *t, size_t i, uint64_t *value);

#endif
