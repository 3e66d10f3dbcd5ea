/*
 * numbers.c - reading digits; when two numbers agree.
 */
#include <string.h>

#include "base/hash.h"
#include "compare/numbers.h"

void
number_read(struct number *x, const char *digits, size_t n)
{
	size_t i = 0;

	memset(x, 0, sizeof(*x));
	while (i + 1 < n && digits[i] == '0')
		i++;
	if (n - i > NUMBER_MAX_DIGITS) {
		x->value = hash64(digits + i, n - i, 0);
		x->flags = NUMBER_LONG;
		x->digits = NUMBER_MAX_DIGITS + 1;
		return;
	}
	x->digits = n < NUMBER_MAX_DIGITS ? (uint8_t)n : NUMBER_MAX_DIGITS;
	for (; i < n; i++)
		x->value = x->value * 10 + (uint64_t)(digits[i] - '0');
}

/* One way to read a number: digits without trailing zeros. */
struct reading {
	uint64_t value;
	uint64_t significant;
	int digits;		/* of significant */
	int low, high;		/* range of the power of ten it begins at */
	int scaled;
};

static int
digits_of(uint64_t v)
{
	int n = 1;

	for (; v >= 10; v /= 10)
		n++;
	return n;
}

/*
 * A mark may have stood after any written digit but the last, and a figure
 * with a decimal mark does not end in more zeros than it has other digits:
 * 3000 is no 3.000, 3500 may be 3.50 and something.
 */
static void
reading_set(struct reading *r, const struct number *x, uint64_t value)
{
	int lost = x->flags & NUMBER_WORDS ? 0 : x->digits - 1;

	r->value = value;
	r->significant = value;
	while (r->significant != 0 && r->significant % 10 == 0)
		r->significant /= 10;
	r->digits = digits_of(r->significant);
	if (lost > r->digits)
		lost = r->digits;
	/* One figure has no decimals unless a scale word follows: 1.0. */
	if (r->digits == 1)
		lost = 0;
	r->high = digits_of(value) - 1;
	r->low = r->high - lost;
	r->scaled = (x->flags & NUMBER_SCALED) != 0;
}

static int
is_gregorian(const struct reading *r)
{
	return !r->scaled && r->value >= 1900 && r->value <= 2100;
}

static int
is_hijri(const struct reading *r)
{
	return !r->scaled && r->value >= 1400 && r->value <= 1500;
}

/* 33 Hijri years are 32 Gregorian ones, and two of them touch each. */
static int
years_agree(const struct reading *hijri, const struct reading *gregorian)
{
	uint64_t first = (gregorian->value - 622) * 33 / 32;

	return hijri->value == first || hijri->value == first + 1;
}

/* Is the longer one rounded to the shorter, in its last figure +-1? */
static int
rounded(const struct reading *shorter, const struct reading *longer)
{
	uint64_t prefix = longer->significant;
	int scaled = shorter->scaled || longer->scaled;

	/* 59.1 for 59, cut or rounded as it should be and no other way. */
	if (shorter->digits == 2 && longer->digits == 3 && !scaled)
		return prefix / 10 == shorter->value ||
		    (prefix + 5) / 10 == shorter->value;
	if (shorter->digits < (scaled ? 2 : 3))
		return 0;
	for (int i = longer->digits; i > shorter->digits; i--)
		prefix /= 10;
	return shorter->significant + 1 >= prefix &&
	    shorter->significant <= prefix + 1;
}

static int
readings_agree(const struct reading *x, const struct reading *y)
{
	if (x->value == y->value)
		return 1;
	if (is_hijri(x) && is_gregorian(y))
		return years_agree(x, y);
	if (is_gregorian(x) && is_hijri(y))
		return years_agree(y, x);
	if (x->value == 0 || y->value == 0 || is_hijri(x) || is_hijri(y) ||
	    is_gregorian(x) || is_gregorian(y))
		return 0;
	if (x->high < y->low || y->high < x->low)
		return 0;
	if (x->significant == y->significant)
		return x->digits >= 3 || x->scaled || y->scaled;
	if (x->digits < y->digits)
		return rounded(x, y);
	return x->digits > y->digits && rounded(y, x);
}

int
number_agree(const struct number *x, const struct number *y)
{
	struct reading rx, ry;

	if ((x->flags | y->flags) & NUMBER_LONG)
		return (x->flags & y->flags & NUMBER_LONG) &&
		    x->value == y->value;
	for (int i = 0; i < (x->other != 0 ? 2 : 1); i++) {
		reading_set(&rx, x, i == 0 ? x->value : x->other);
		for (int j = 0; j < (y->other != 0 ? 2 : 1); j++) {
			reading_set(&ry, y, j == 0 ? y->value : y->other);
			if (readings_agree(&rx, &ry))
				return 1;
		}
	}
	return 0;
}
