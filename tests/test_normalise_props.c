/*
 * test_normalise_props.c - what holds for the normal form of any text.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <utf8proc.h>

#include "fuzz/hostile.h"
#include "fuzz/same_normal.h"
#include "helpers.h"
#include "text/roads.h"
#include "text/tables.h"

static struct checker checker;

static void
make(void)
{
	checker_init(&checker);
}

static void
drop(void)
{
	checker_release(&checker);
}

TestSuite(normalise_props, .init = make, .fini = drop);

/* The form under profile p of text, in b. */
static void
form(int p, const char *text, size_t len, struct buf *b)
{
	struct normal n;

	b->len = 0;
	cr_assert_eq(normaliser_run(checker.fast[p], text, len, &n), 0);
	cr_assert_eq(buf_add(&checker.mem, b, n.bytes, n.len), 0);
}

static void
check(int p, const char *text, size_t len, uint64_t seed)
{
	const char *why = checker_check(&checker, p, text, len, seed);

	cr_assert_null(why, "profile %d: %s: %.*s", p, why, (int)len, text);
}

Test(normalise_props, fast_is_slow_on_hostile_texts)
{
	char text[HOSTILE_MAX];
	uint64_t state = 4;

	for (int i = 0; i < 12000; i++)
		check(i % 5, text, hostile_text(&state, 1 +
		    (size_t)i % 40, text), state);
}

Test(normalise_props, nested)
{
	struct buf finer = { 0 }, direct = { 0 }, via = { 0 };
	char text[HOSTILE_MAX];
	uint64_t state = 5;

	for (int i = 0; i < 10000; i++) {
		int p = 1 + i % 4;
		size_t len = hostile_text(&state, 1 + (size_t)i % 24, text);

		form(p, text, len, &direct);
		form(p - 1, text, len, &finer);
		form(p, finer.p, finer.len, &via);
		cr_assert(same_bytes(&direct, via.p, via.len),
		    "profile %d: %.*s", p, (int)len, text);
	}
	buf_free(&checker.mem, &finer);
	buf_free(&checker.mem, &direct);
	buf_free(&checker.mem, &via);
}

/* f(NFD x) = f(x) = f(NFC x) from nfc on. */
Test(normalise_props, canonical_equivalents_have_one_form)
{
	struct buf plain = { 0 }, want = { 0 }, got = { 0 };
	char text[HOSTILE_MAX];
	uint64_t state = 6;

	for (int i = 0; i < 10000; i++) {
		int p = 1 + i % 4;
		size_t len = hostile_text(&state, 1 + (size_t)i % 16, text);
		utf8proc_uint8_t *nfd = NULL;
		utf8proc_ssize_t n;

		form(0, text, len, &plain);
		form(p, plain.p, plain.len, &want);
		n = utf8proc_map((utf8proc_uint8_t *)plain.p,
		    (utf8proc_ssize_t)plain.len, &nfd, UTF8PROC_DECOMPOSE |
		    UTF8PROC_STABLE);
		cr_assert_geq(n, 0);
		form(p, (char *)nfd, (size_t)n, &got);
		cr_assert(same_bytes(&want, got.p, got.len),
		    "profile %d: %.*s", p, (int)len, text);
		free(nfd);
	}
	buf_free(&checker.mem, &plain);
	buf_free(&checker.mem, &want);
	buf_free(&checker.mem, &got);
}

/* utf8proc is the oracle of nfc, but for the U+11A7 it loses. */
Test(normalise_props, nfc_is_utf8procs)
{
	struct buf plain = { 0 }, got = { 0 };
	char text[HOSTILE_MAX];
	uint64_t state = 7;

	cr_assert_str_eq(utf8proc_unicode_version(), TABLES_UNICODE);
	for (int i = 0; i < 10000; i++) {
		size_t len = hostile_text(&state, 1 + (size_t)i % 16, text);
		utf8proc_uint8_t *nfc = NULL;
		utf8proc_ssize_t n;

		form(0, text, len, &plain);
		if (memmem(plain.p, plain.len, "\xE1\x86\xA7", 3) != NULL)
			continue;
		form(1, text, len, &got);
		n = utf8proc_map((utf8proc_uint8_t *)plain.p,
		    (utf8proc_ssize_t)plain.len, &nfc, UTF8PROC_COMPOSE |
		    UTF8PROC_STABLE);
		cr_assert_geq(n, 0);
		cr_assert(same_bytes(&got, (char *)nfc, (size_t)n),
		    "%.*s", (int)len, text);
		free(nfc);
	}
	buf_free(&checker.mem, &plain);
	buf_free(&checker.mem, &got);
}

static void
assert_alphabet(const struct buf *b, int p)
{
	const uint8_t *s = (const uint8_t *)b->p, *end = s + b->len;
	uint32_t last = ' ', cp;

	while (s < end) {
		s += utf8_decode(s, end, &cp);
		cr_assert_lt(cp, 0x110000);
		if (cp == ' ')
			cr_assert(p < 4 && last != ' ');
		else
			cr_assert(prop_class(cp) == PROP_LETTER ||
			    (cp >= '0' && cp <= '9'), "U+%04X", (unsigned)cp);
		last = cp;
	}
	cr_assert(b->len == 0 || last != ' ');
}

/* From light on the form is in NFC; standard's has only L*, N* and single
 * spaces inside; aggressive's has no space. */
Test(normalise_props, alphabet)
{
	struct buf out = { 0 }, again = { 0 };
	char text[HOSTILE_MAX];
	uint64_t state = 8;

	for (int i = 0; i < 10000; i++) {
		int p = 2 + i % 3;
		size_t len = hostile_text(&state, 1 + (size_t)i % 24, text);

		form(p, text, len, &out);
		form(1, out.p, out.len, &again);
		cr_assert(same_bytes(&out, again.p, again.len));
		cr_assert_leq(out.len, ROAD_RATIO * len);
		if (p >= 3)
			assert_alphabet(&out, p);
	}
	buf_free(&checker.mem, &out);
	buf_free(&checker.mem, &again);
}

/* Code points alone, between letters, between digits and before a hamza. */
static size_t
company(uint32_t cp, char *out)
{
	static const uint32_t around[][3] = {
		{ 0, ' ', ' ' }, { 0x628, 0, 0x628 }, { '1', 0, '2' },
		{ 0x648, 0, 0x654 }, { 'w', 0, '.' }, { 0, 0, ' ' }
	};
	size_t len = 0;

	for (size_t i = 0; i < sizeof(around) / sizeof(around[0]); i++) {
		for (int j = 0; j < 3; j++)
			len += utf8_encode(around[i][j] == 0 ? cp :
			    around[i][j], out + len);
		out[len++] = '\n';
	}
	return len;
}

/*
 * Every code point of the first two planes and where the tables change
 * beyond, many to a text; the definition takes each text whole.
 */
Test(normalise_props, every_code_point)
{
	static char text[128 * 128];
	size_t len = 0, n = 0;

	for (uint32_t cp = 1; cp < 0x110000; cp++) {
		if (cp >= 0xD800 && cp < 0xE000)
			continue;
		if (cp >= 0x20000 && (cp & 0x7F) > 1 && (cp & 0x7F) < 0x7E &&
		    prop_of(cp) == prop_of(cp - 1) &&
		    prop_of(cp) == prop_of(cp + 1))
			continue;
		len += company(cp, text + len);
		if (++n % 128 != 0)
			continue;
		for (int p = 1; p < 5; p++)
			check(p, text, len, cp);
		len = 0;
	}
	check(3, text, len, n);
	cr_assert_gt(n, 130000);
}

/* Pairs of what stands on the two sides of each change in the tables. */
Test(normalise_props, pairs_at_the_edges_of_the_tables)
{
	static char text[64 * 64];
	size_t len = 0, n = 0;
	uint32_t before = 0x628;

	for (uint32_t cp = 1; cp < 0x20000; cp++) {
		const uint32_t pair[] = { cp - 1, cp, ' ', cp, cp - 1, ' ',
		    before, cp, 0x654, '.', '5', ' ' };

		if ((cp >= 0xD800 && cp <= 0xE000) ||
		    road_entry(ROAD_STANDARD, cp) >> 13 ==
		    road_entry(ROAD_STANDARD, cp - 1) >> 13)
			continue;
		for (size_t i = 0; i < sizeof(pair) / sizeof(pair[0]); i++)
			len += utf8_encode(pair[i], text + len);
		before = cp;
		if (++n % 64 != 0)
			continue;
		for (int p = 1; p < 5; p++)
			check(p, text, len, cp);
		len = 0;
	}
	cr_assert_gt(n, 1000);
}
