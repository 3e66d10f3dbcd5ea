/*
 * test_utf8.c - decoding of well-formed and ill-formed bytes.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "text/utf8.h"

/* Bytes, and the bytes of each step; those that are no code point marked !. */
static const struct {
	const char *bytes;
	const char *steps;
} table[] = {
	/* Unicode 15.0, tables 3-8 to 3-11 */
	{ "\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41", "1!1!1!1!1!1!1!1!1" },
	{ "\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41", "1!1!1!1!1!1!1!1!1" },
	{ "\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42", "1!1!1!1!1!11!1!1" },
	{ "\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", "2!1!3!2!1" },
	/* cut short */
	{ "\xD8", "1!" }, { "\xE2\x80", "2!" }, { "\xF0\x9F\x98", "3!" },
	{ "\xF0\x9F", "2!" }, { "\xF0", "1!" }, { "\xE2", "1!" },
	{ "\xD8\xA7\xD8", "21!" },
	/* the next lead byte is not swallowed */
	{ "\xD8\xD8\xA7", "1!2" }, { "\xE2\xD8\xA7", "1!2" },
	{ "\xE2\x80\xD8\xA7", "2!2" }, { "\xF0\x9F\x98\xD8\xA7", "3!2" },
	/* edges of the ranges */
	{ "\xC1\x80", "1!1!" }, { "\xC2\x80", "2" }, { "\xDF\xBF", "2" },
	{ "\xE0\x9F\xBF", "1!1!1!" }, { "\xE0\xA0\x80", "3" },
	{ "\xED\x9F\xBF", "3" }, { "\xEE\x80\x80", "3" },
	{ "\xEF\xBF\xBF", "3" }, { "\xF0\x8F\xBF\xBF", "1!1!1!1!" },
	{ "\xF0\x90\x80\x80", "4" }, { "\xF4\x8F\xBF\xBF", "4" },
	{ "\xF4\x90\x80\x80", "1!1!1!1!" }, { "\xF5\x80\x80\x80", "1!1!1!1!" },
	{ "\xFE", "1!" }, { "\xFF", "1!" }, { "\x7F", "1" }, { "\x80", "1!" }
};

Test(utf8, maximal_subparts)
{
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		const uint8_t *p = (const uint8_t *)table[i].bytes;
		const uint8_t *end = p + strlen(table[i].bytes);
		char steps[64], *s = steps;

		while (p < end) {
			uint32_t cp, again;
			size_t n = utf8_decode(p, end, &cp);

			cr_assert_eq(utf8_next(p, end, &again), n);
			cr_assert_eq(again, cp);
			*s++ = (char)('0' + n);
			if (cp == UTF8_BAD)
				*s++ = '!';
			p += n;
		}
		*s = '\0';
		cr_expect_str_eq(steps, table[i].steps, "row %zu", i);
	}
}

Test(utf8, every_code_point_there_and_back)
{
	for (uint32_t cp = 0; cp < 0x110000; cp++) {
		char b[4];
		uint32_t back;
		size_t n;

		if (cp >= 0xD800 && cp < 0xE000)
			continue;
		n = utf8_encode(cp, b);
		if (utf8_decode((uint8_t *)b, (uint8_t *)b + n, &back) != n ||
		    back != cp || utf8_length(b, n) != 1)
			cr_assert_fail("U+%04X", (unsigned)cp);
		/* Every true prefix of it is one ill-formed sequence. */
		for (size_t m = 1; m < n; m++)
			if (utf8_decode((uint8_t *)b, (uint8_t *)b + m,
			    &back) != m || back != UTF8_BAD)
				cr_assert_fail("U+%04X cut", (unsigned)cp);
	}
}
