/*
 * words.h - closed lists of Arabic words: numbers, dates, and the words that
 * say nothing about which event a text tells of.
 *
 * The words are looked up as the `standard` normal form spells them (hamza
 * seats and final letters folded).  The lists are data: WORDS_VERSION changes
 * with them, because verdicts may.
 */
#ifndef TAWAM_COMPARE_WORDS_H
#define TAWAM_COMPARE_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/le.h"
#include "base/mem.h"

#define WORDS_VERSION	1

enum word_class {
	WORD_OTHER = 0,		/* in no list: a content word */
	WORD_UNIT,		/* 1 to 9 */
	WORD_BOUND,		/* 1, a number only inside 11 or 21, 31 ... */
	WORD_TEEN,		/* 10; after a unit, ten more */
	WORD_TENS,		/* 20 to 90 */
	WORD_HUNDRED,		/* 100 to 900 */
	WORD_SCALE,		/* a thousand and up; a dual has its value */
	WORD_SCALES,		/* the same in the plural: never first */
	WORD_FRACTION,		/* half 2, third 3, quarter 4 */
	WORD_EIGHTH,		/* 8, or a price: an eighth before WORD_FINAL */
	WORD_FINAL,		/* of a cup */
	WORD_ORDINAL,		/* first to tenth */
	WORD_ORDTENS,		/* twentieth to ninetieth */
	WORD_MONTH,		/* 1 to 12; 13 to 24 of the Hijri year */
	WORD_WEAKMONTH,		/* a month beside a day only, else a word */
	WORD_ZERO,		/* zero, or the second Hijri month */
	WORD_MONTHHEAD,		/* first half of a name of two words */
	WORD_OF,		/* may stand between a day and its month */
	WORD_HOUR,		/* the time of day follows */
	WORD_WEEKDAY,		/* 1, Sunday, to 7 */
	WORD_FUNCTION		/* function, relative time, reporting */
};

/* Rows of the plain table in words_table.c. */
struct word_row {
	enum word_class class;
	uint64_t value;
	const char *words;	/* transliterated; see words_decode */
};

extern const struct word_row words_table[];
extern const size_t words_nrows;

struct word {
	enum word_class class;
	uint64_t value;
	int joined;		/* U+0648 WAW, "and", was taken off */
};

struct words;

/* TAWAM_ENOMEM. */
int	 words_new(struct words **out, const struct mem *mem);
void	 words_free(struct words *w);

/* Bytes that can be read after a word, whatever they are. */
#define WORDS_SLACK	8

/*
 * A number that two words share when they are the same, and hardly otherwise;
 * n > 0.  Nearly all words have up to eight letters, of two bytes: how many,
 * cannot be foreseen, and there is no branch on it.
 */
static inline uint64_t
word_key(const char *word, size_t n)
{
	size_t m = n < 8 ? n : 8;
	uint64_t mask = ~UINT64_C(0) >> (64 - 8 * m);
	uint64_t first = le64_get(word) & mask;
	uint64_t last = le64_get(word + n - m) & mask;
	uint64_t h = first * UINT64_C(0x9e3779b97f4a7c15) +
	    n * UINT64_C(0xd6e8feb86659fd93);

	if (n > 16)
		return hash64(word, n, 0);
	h = (h ^ h >> 32) * UINT64_C(0xbf58476d1ce4e5b9);
	h = ((h ^ h >> 32) + last) * UINT64_C(0x94d049bb133111eb);
	return h ^ h >> 31;
}

/*
 * Looks up a word of n bytes, as it stands and then without one-letter
 * proclitics.  out->class is WORD_OTHER when it is in no list; out->joined is
 * set only when it is in one.
 */
void	 words_find(const struct words *w, const char *word, size_t n,
	    struct word *out);

/*
 * The UTF-8 of a word in Buckwalter's transliteration, which has an ASCII
 * character for each Arabic letter: source files stay free of bidirectional
 * text.  Other bytes, spaces among them, are copied; U+0640 TATWEEL '_', which
 * no normal form has, becomes the space inside a name of two words.  out has
 * room for 2n bytes.  Returns the bytes written.
 */
size_t	 words_decode(const char *ascii, size_t n, char *out);

#endif
