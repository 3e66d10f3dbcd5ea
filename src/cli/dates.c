/*
 * dates.c - dates of records: 2025-01-31, 2025-01-31T10:05:00+03:00, seconds.
 */
#include "cli/dates.h"

struct cursor {
	const char *s;
	size_t n;
};

static int
digit_at(const struct cursor *c, size_t i)
{
	return i < c->n && c->s[i] >= '0' && c->s[i] <= '9';
}

/* Exactly width digits. */
static int
take(struct cursor *c, size_t width, int64_t *out)
{
	int64_t v = 0;

	for (size_t i = 0; i < width; i++) {
		if (!digit_at(c, i))
			return -1;
		v = v * 10 + (c->s[i] - '0');
	}
	c->s += width;
	c->n -= width;
	*out = v;
	return 0;
}

static int
skip(struct cursor *c, char ch)
{
	if (c->n == 0 || *c->s != ch)
		return 0;
	c->s++;
	c->n--;
	return 1;
}

/* Days since 1970 in the proleptic Gregorian calendar. */
static int64_t
days_from_civil(int64_t y, int64_t m, int64_t d)
{
	int64_t era, yoe, doy;

	y -= m <= 2;
	era = (y >= 0 ? y : y - 399) / 400;
	yoe = y - era * 400;
	doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static int64_t
month_days(int64_t y, int64_t m)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
	    30, 31 };
	int leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;

	return days[m - 1] + (m == 2 && leap);
}

/* -1713916800, 1713916800.25 */
static int
parse_seconds(struct cursor c, int64_t *out)
{
	int negative = skip(&c, '-');
	int64_t v = 0;

	if (!digit_at(&c, 0))
		return -1;
	for (; digit_at(&c, 0); c.s++, c.n--) {
		if (v > INT64_MAX / 1000)
			return -1;
		v = v * 10 + (*c.s - '0');
	}
	if (skip(&c, '.'))
		for (; digit_at(&c, 0); c.s++, c.n--)
			continue;
	*out = negative ? -v : v;
	return c.n == 0 ? 0 : -1;
}

static int
parse_zone(struct cursor *c, int64_t *out)
{
	int64_t h, m = 0, sign;

	if (c->n == 0 || skip(c, 'Z') || skip(c, 'z'))
		return 0;
	sign = skip(c, '-') ? -1 : skip(c, '+') ? 1 : 0;
	if (sign == 0 || take(c, 2, &h) == -1)
		return -1;
	skip(c, ':');
	if (c->n > 0 && take(c, 2, &m) == -1)
		return -1;
	if (h > 23 || m > 59)
		return -1;
	*out -= sign * (h * 3600 + m * 60);
	return 0;
}

static int
parse_time(struct cursor *c, int64_t *out)
{
	int64_t h, m = 0, s = 0;

	if (take(c, 2, &h) == -1)
		return -1;
	skip(c, ':');
	if (digit_at(c, 0)) {
		if (take(c, 2, &m) == -1)
			return -1;
		skip(c, ':');
		if (digit_at(c, 0) && take(c, 2, &s) == -1)
			return -1;
	}
	if (skip(c, '.') || skip(c, ','))
		for (; digit_at(c, 0); c->s++, c->n--)
			continue;
	/* 24:00 ends a day, and a second may leap. */
	if (h > 24 || (h == 24 && m + s > 0) || m > 59 || s > 60)
		return -1;
	*out += h * 3600 + m * 60 + s;
	return parse_zone(c, out);
}

int
date_parse(const char *s, size_t n, int64_t *out)
{
	struct cursor c = { s, n }, whole;
	int64_t y, m = 1, d = 1, v;

	while (c.n > 0 && c.s[c.n - 1] == ' ')
		c.n--;
	while (skip(&c, ' '))
		continue;
	whole = c;
	/* 2025, 2025-..., 20250131, 20250131T...; all else is seconds. */
	if (take(&c, 4, &y) == -1 || (c.n > 0 && *c.s != '-' && c.n != 4 &&
	    !(c.n > 4 && c.s[4] == 'T')))
		return parse_seconds(whole, out);
	if (c.n > 0) {
		skip(&c, '-');
		if (take(&c, 2, &m) == -1)
			return -1;
		if ((skip(&c, '-') || digit_at(&c, 0)) &&
		    take(&c, 2, &d) == -1)
			return -1;
	}
	if (m < 1 || m > 12 || d < 1 || d > month_days(y, m))
		return -1;
	v = days_from_civil(y, m, d) * 86400;
	if (c.n > 0) {
		if (!skip(&c, 'T') && !skip(&c, 't') && !skip(&c, ' '))
			return -1;
		if (parse_time(&c, &v) == -1 || c.n > 0)
			return -1;
	}
	*out = v;
	return 0;
}
