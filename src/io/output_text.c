/*
 * output_text.c - numbers and strings as the text of results.
 */
#include <string.h>

#include "io/output.h"
#include "io/quote.h"

#define PIECE	((size_t)4 << 10)	/* of a string being quoted */

void
output_puts(struct output *o, const char *s)
{
	output_write(o, s, strlen(s));
}

void
output_number(struct output *o, uint64_t n)
{
	char digits[20];
	size_t at = sizeof(digits);

	do
		digits[--at] = (char)('0' + n % 10);
	while ((n /= 10) > 0);
	output_write(o, digits + at, sizeof(digits) - at);
}

void
output_json(struct output *o, const char *s, size_t n)
{
	char piece[PIECE * QUOTE_GROWTH];

	output_write(o, "\"", 1);
	while (n > 0) {
		size_t k = n > PIECE ? quote_cut(s, PIECE - 1) : n;

		output_write(o, piece, quote_json(s, k, piece));
		s += k;
		n -= k;
	}
	output_write(o, "\"", 1);
}
