/*
 * numbers.h - numbers as a text writes them, and when two of them agree.
 *
 * The normal form keeps the digits of a number and loses its marks: 3.5 is
 * 35, and 1,000 is 1000.  A number is therefore known by its digits; its
 * order of magnitude lies in a range.
 */
#ifndef TAWAM_COMPARE_NUMBERS_H
#define TAWAM_COMPARE_NUMBERS_H

#include <stddef.h>
#include <stdint.h>

#define NUMBER_MAX_DIGITS	18	/* a longer one is only equal or not */

enum {
	NUMBER_SCALED = 1 << 0,	/* a word for thousand, million ... with it */
	NUMBER_WORDS = 1 << 1,	/* written in words: its magnitude is sure */
	NUMBER_LONG = 1 << 2	/* value is a hash of its digits */
};

struct number {
	uint64_t value;
	/* 5r4, groups joined by the letter U+0631 REH, is 5.4 or 4.5: the
	 * digits in the other order; 0 when there is one order only. */
	uint64_t other;
	uint8_t digits;		/* written ones; 1 for words */
	uint8_t flags;
};

/* A run of ASCII digits. */
void	 number_read(struct number *x, const char *digits, size_t n);

/*
 * Do two numbers say the same?  They do when equal; when their significant
 * digits are the same and there are three of them or a scale word; when one
 * is the other rounded.  Two years agree only when they are the same year, in
 * one calendar or in both.
 */
int	 number_agree(const struct number *x, const struct number *y);

#endif
