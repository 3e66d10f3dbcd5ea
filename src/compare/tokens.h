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

/*
 * Of a text longer than this only the beginning is read: it bounds the memory
 * of a thread, and a frame shows itself in fewer words.
 */
#define TOKENS_MAX		((size_t)1 << 16)
#define TOKENS_MAX_BYTES	((size_t)1 << 24)

struct token {
	uint32_t start, end;	/* bytes of the text */
	uint8_t class;		/* enum word_class */
	uint8_t digits;		/* a figure, of no class */
	uint8_t joined;		/* "and" is glued to it */
	uint8_t single;		/* one letter standing alone */
	struct number num;	/* in a word only its value: of the class */
};

struct tokens {
	struct token *t;
	size_t n, cap;
	size_t before;		/* tokens of this text that are gone */
};

/* What stands between two spaces, from start to end, has no digit.  As
 * words_find. */
void	 token_read(struct token *tok, const struct words *w,
	    const char *text, size_t start, size_t end);

/* TAWAM_ENOMEM. */
int	 tokens_add(struct tokens *t, const struct mem *mem,
	    const struct token *tok);

/*
 * Adds the tokens of what stands between two spaces and has digits in it;
 * letters glued to digits become tokens of their own (three letters or more)
 * or are dropped: U+0648 WAW before 40, the MEEM of a year, the HEH of a Hijri
 * one.  Latin letters make a name of it: F16.  TAWAM_ENOMEM.
 */
int	 tokens_add_mixed(struct tokens *t, const struct mem *mem,
	    const struct words *w, const char *text, size_t start,
	    size_t end);

/*
 * Reads the number that begins at token i by the grammar of Arabic number
 * words, with figures in it ("3 million and 200 thousand").  Returns the
 * tokens it takes, 0 when there is none, and fills in *x.
 */
size_t	 tokens_number(const struct tokens *t, size_t i, struct number *x);

/* The same for an ordinal, "the fifth and the twentieth" being 25. */
size_t	 tokens_ordinal(const struct tokens *t, size_t i, uint64_t *value);

#endif
