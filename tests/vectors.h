/*
 * vectors.h - rows of tab-separated values with escapes, and one normal form,
 * for the tests of src/text.
 */
#ifndef TAWAM_TESTS_VECTORS_H
#define TAWAM_TESTS_VECTORS_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "text/normalise.h"
#include "text/utf8.h"

/*
 * Splits a line (its newline goes) at tabs, at most max fields; the number of
 * fields.  The line is changed.
 */
static inline size_t
split_fields(char *line, char **field, size_t max)
{
	size_t n = 0;

	line[strcspn(line, "\n")] = '\0';
	while (n < max) {
		field[n++] = line;
		if ((line = strchr(line, '\t')) == NULL)
			break;
		*line++ = '\0';
	}
	return n;
}

static inline uint32_t
escape_value(const char *s, size_t n)
{
	char digits[9] = "";

	memcpy(digits, s, n);
	return (uint32_t)strtoul(digits, NULL, 16);
}

/* Takes \uXXXX, \UXXXXXXXX, \xHH and \\ out of s, in place; its new length. */
static inline size_t
unescape_field(char *s)
{
	char *o = s;
	const char *start = s;

	while (*s != '\0') {
		if (*s != '\\') {
			*o++ = *s++;
		} else if (s[1] == 'u') {
			o += utf8_encode(escape_value(s + 2, 4), o);
			s += 6;
		} else if (s[1] == 'U') {
			o += utf8_encode(escape_value(s + 2, 8), o);
			s += 10;
		} else if (s[1] == 'x') {
			*o++ = (char)escape_value(s + 2, 2);
			s += 4;
		} else {
			*o++ = s[1];
			s += 2;
		}
	}
	*o = '\0';
	return (size_t)(o - start);
}

#endif
