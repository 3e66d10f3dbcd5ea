/*
 * test_scan.c - the inner loops of the field scanner: each variant against the
 * definition.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "io/scan.h"
#include "io/utf.h"
#include "test_scan.h"

/* A run of well-formed sequences and escapes of one letter. */
static size_t
arabic_run(uint64_t *seed, char *out, size_t n)
{
	static const uint32_t some[] = { 0x20, 0x627, 0x644, 0x6f1, 0x2026,
	    0x201c, 'z', 0xfefb, 0x7ff, 0x1000, 0xd7ff, 0xe000, 0x800,
	    0x10000, 0x1f600, 0x10ffff };
	size_t len = 0;

	while (len + 4 <= n) {
		if (rnd(seed) % 16 != 0) {
			len += utf_put(out + len, some[rnd(seed) % 16]);
			continue;
		}
		out[len++] = '\\';
		out[len++] = "\"\\/bfnrt"[rnd(seed) % 8];
	}
	return len;
}

static void
check_string(enum cpu_level level, const char *run, size_t n, int good)
{
	char *p = exact(run, n);
	unsigned ma = 0, mb = 0;
	const char *a, *b;

	a = scan_string(level, p, p + n, &ma);
	b = scan_string_scalar(p, p + n, &mb);
	cr_assert_eq(a, b, "%s: %td, not %td", cpu_level_name(level), a - p,
	    b - p);
	cr_assert_eq(ma & SCAN_ESCAPED, mb & SCAN_ESCAPED);
	/* Sure means right; and good text must not be doubted. */
	if ((ma & SCAN_DOUBT) == 0)
		cr_assert(utf_valid(p, (size_t)(a - p)));
	if (good && level != CPU_SCALAR)
		cr_assert_eq(ma & SCAN_DOUBT, 0, "%s", cpu_level_name(level));
	free(p);
}

/* A byte at a time. */
static size_t
decode_slowly(const char *p, size_t n, char *out, size_t *len)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	size_t i = 0;
	const char *at;

	for (*len = 0; i < n; i++) {
		if (p[i] != '\\') {
			out[(*len)++] = p[i];
			continue;
		}
		if (i + 1 == n || (at = memchr(from, p[i + 1], 8)) == NULL)
			break;
		out[(*len)++] = to[at - from];
		i++;
	}
	return i;
}

static void
check_decode(enum cpu_level level, const char *run, size_t n)
{
	char *p = exact(run, n), *out = exact(run, n), *want = exact(run, n);
	char *o = out;
	size_t len, at = decode_slowly(p, n, want, &len);

	cr_assert_eq(scan_decode(level, p, p + n, &o), p + at, "%s",
	    cpu_level_name(level));
	cr_assert_eq((size_t)(o - out), len);
	cr_assert_arr_eq(out, want, len, "%s", cpu_level_name(level));
	free(p);
	free(out);
	free(want);
}

Test(scan, strings_agree_with_their_definition)
{
	uint64_t seed = 88172645463325252u;
	char run[300];

	for (int round = 0; round < 100000; round++) {
		size_t n = rnd(&seed) % 300, len;
		int good = round % 2 == 0 && round % 4 != 3;

		len = arabic_run(&seed, run, n);
		if (round % 2)
			for (; len < n; len++)
				run[len] = hostile(&seed);
		if (round % 4 == 3 && n > 0)
			run[rnd(&seed) % n] = hostile(&seed);
		/* Long runs of slashes, across blocks too. */
		if (round % 8 == 5 && n > 0)
			memset(run, '\\', rnd(&seed) % n);
		EACH_LEVEL(level) {
			check_string(level, run, len, good);
			check_decode(level, run, len);
		}
	}
}

/* Escapes of Arabic and words of ASCII, now and then something else. */
static size_t
escaped_run(uint64_t *seed, char *out, size_t n, unsigned odd)
{
	static const char *const some[] = { " ", " ", "a", "\\n", "\\\\",
	    "\\u2026", "\\u06", "\\u06g1", "u06", "\\u0006", "6", "\\U0627",
	    "\\u05ff", "\x7f", "\"", "\xd9\x85", "\x1f" };
	size_t len = 0;
	char one[8];

	while (len + 7 <= n) {
		const char *what = some[rnd(seed) % 3];

		if (rnd(seed) % 6 > 0) {
			snprintf(one, sizeof(one), rnd(seed) % 2 ?
			    "\\u06%02x" : "\\u06%02X",
			    (unsigned)(rnd(seed) % 256));
			what = one;
		} else if (rnd(seed) % 1000 < odd) {
			what = some[rnd(seed) % 17];
		}
		memcpy(out + len, what, strlen(what));
		len += strlen(what);
	}
	return len;
}

static void
check_escaped(enum cpu_level level, const char *run, size_t n)
{
	char *p = exact(run, n), *out = exact(run, n), *want = exact(run, n);
	char *o = out, *w = want;
	const char *a, *b;

	a = scan_escaped(level, p, p + n);
	b = scan_escaped_scalar(p, p + n);
	cr_assert_eq(a, b, "%s: %td, not %td of %.*s", cpu_level_name(level),
	    a - p, b - p, (int)n, run);
	cr_assert_eq(scan_unescape(level, p, p + n, &o), a);
	cr_assert_eq(scan_unescape_scalar(p, p + n, &w), a);
	cr_assert_eq(o - out, w - want);
	cr_assert_arr_eq(out, want, (size_t)(o - out), "%s: %.*s",
	    cpu_level_name(level), (int)n, run);
	free(p);
	free(out);
	free(want);
}

Test(scan, escapes_agree_with_their_definition)
{
	static const unsigned odd[] = { 0, 20, 500 };
	uint64_t seed = 1442695040888963407u;
	char run[400];

	for (int round = 0; round < 60000; round++) {
		size_t n = escaped_run(&seed, run, rnd(&seed) % 400,
		    odd[round % 3]);
		/* Cut anywhere, in an escape too. */
		size_t from = n > 0 ? rnd(&seed) % 7 % n : 0;

		if (round % 5 == 4 && n > 0)
			run[rnd(&seed) % n] = hostile(&seed);
		if (n - from > 3)
			n -= rnd(&seed) % 3;
		EACH_LEVEL(level)
			check_escaped(level, run + from, n - from);
	}
}
