/*
 * number.c - numbers for people.
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "report/number.h"

#define BUFFERS	16
#define BUFFER	64

/* 1,234,567; the place of its end. */
static size_t
put_grouped(char *out, uint64_t n)
{
	char digits[24];
	size_t len, at = 0;

	len = (size_t)snprintf(digits, sizeof(digits), "%" PRIu64, n);
	for (size_t i = 0; i < len; i++) {
		if (i > 0 && (len - i) % 3 == 0)
			out[at++] = ',';
		out[at++] = digits[i];
	}
	out[at] = '\0';
	return at;
}

static char *
next_buffer(void)
{
	static _Thread_local char buffers[BUFFERS][BUFFER];
	static _Thread_local unsigned turn;

	return buffers[turn++ % BUFFERS];
}

const char *
grouped(uint64_t n)
{
	char *out = next_buffer();

	(void)put_grouped(out, n);
	return out;
}

const char *
counted(uint64_t n, const char *what)
{
	char *out = next_buffer();
	size_t at = put_grouped(out, n);

	snprintf(out + at, BUFFER - at, " %s%s", what, n == 1 ? "" : "s");
	return out;
}

const char *
bytes_text(double n)
{
	static const char *const units[] = { "bytes", "KB", "MB", "GB", "TB" };
	char *out = next_buffer();
	size_t u = 0;

	for (; n >= 1000 && u < 4; u++)
		n /= 1000;
	snprintf(out, BUFFER, u == 0 ? "%.0f %s" : n < 10 ? "%.2f %s" :
	    n < 100 ? "%.1f %s" : "%.0f %s", n, units[u]);
	return out;
}

unsigned
score4(double share)
{
	double x = share * 1e4, down = floor(x);
	char text[32];

	if (!(share > 0))
		return 0;
	/* Far from the middle of two there is nothing to be exact about. */
	if (share <= 1 && fabs(x - down - .5) > 1e-6)
		return (unsigned)down + (x - down > .5);
	snprintf(text, sizeof(text), "%.4f", share > 1 ? 1 : share);
	return (unsigned)(strtod(text, NULL) * 1e4 + .5);
}
