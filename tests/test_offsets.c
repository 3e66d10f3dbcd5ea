/*
 * test_offsets.c - places of a normal form in the original.
 */
#include <criterion/criterion.h>

#include "fuzz/hostile.h"
#include "fuzz/same_normal.h"
#include "helpers.h"
#include "text/locate.h"
#include "text/road.h"

/* A text, a word of its standard form, and where that came from. */
static const struct {
	const char *text, *word;
	size_t from, to;
} table[] = {
	{ "abc def", "def", 4, 7 },
	{ "  abc,  def", "def", 8, 11 },
	{ "ABC", "bc", 1, 3 },
	/* meem damma hah: the mark belongs to its letter */
	{ "x \xD9\x85\xD9\x8F\xD8\xAD", "\xD9\x85", 2, 6 },
	/* kaf tatweel teh: the tatweel lies inside */
	{ "\xD9\x83\xD9\x80\xD8\xAA", "\xD9\x83\xD8\xAA", 0, 6 },
	{ "\xD9\x83\xD9\x80\xD8\xAA", "\xD8\xAA", 4, 6 },
	/* U+FEFB, lam and alef */
	{ "a\xEF\xBB\xBB" "b", "\xD9\x84\xD8\xA7", 1, 4 },
	{ "a\xEF\xBB\xBB" "b", "\xD9\x84", 1, 4 },
	/* waw, damma, U+0654: one letter of three code points */
	{ "\xD9\x88\xD9\x8F\xD9\x94", "\xD8\xA4", 0, 6 },
	{ "R&amp;D&#x627;&amp;lt;x", "\xD8\xA7", 7, 14 },
	{ "R&amp;D&#x627;&amp;lt;x", " x", 14, 23 },
	{ "a http://b.c/d?e f", "f", 17, 18 },
	{ "a http://b.c/d?e f", "a f", 0, 18 },
	{ "a http://b.c/d?e f", " ", 1, 17 },
	{ "1.5", "15", 0, 3 }, { "1.5", "5", 2, 3 },
	{ "a\xD8 b", "b", 3, 4 },
	/* U+FDFA */
	{ "a\xEF\xB7\xBA" "b", "\xD8\xB9\xD9\x84\xD9\x8A\xD9\x87", 1, 4 }
};

static struct checker c;
static struct offsets *map[5];

static void
make(void)
{
	checker_init(&c);
	for (int p = 0; p < 5; p++)
		cr_assert_eq(offsets_new(&map[p], (enum tawam_profile)p,
		    &c.mem), 0);
}

static void
drop(void)
{
	for (int p = 0; p < 5; p++)
		offsets_free(map[p]);
	checker_release(&c);
}

TestSuite(offsets, .init = make, .fini = drop);

Test(offsets, words)
{
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		struct normal n;
		struct extent at;
		size_t len = strlen(table[i].word), byte;
		const char *s;

		cr_assert_eq(normaliser_run(c.fast[3], table[i].text,
		    strlen(table[i].text), &n), 0);
		cr_assert_eq(offsets_build(map[3], table[i].text,
		    strlen(table[i].text)), 0);
		cr_assert_eq(offsets_length(map[3]), n.length);
		s = memmem(n.bytes, n.len, table[i].word, len);
		cr_assert_not_null(s, "row %zu", i);
		byte = (size_t)(s - n.bytes);
		at = offsets_span(map[3], offsets_index(map[3], byte),
		    offsets_index(map[3], byte + len));
		cr_expect_eq(at.from, table[i].from, "row %zu: %zu", i,
		    at.from);
		cr_expect_eq(at.to, table[i].to, "row %zu: %zu", i, at.to);
	}
}

/* The bytes of code points [i, j) of well-formed s. */
static struct extent
bytes_of(const char *s, size_t len, size_t i, size_t j)
{
	struct extent e = { len, len };
	size_t n = 0;

	for (size_t k = 0; k < len; k++) {
		if (utf8_is_cont((uint8_t)s[k]))
			continue;
		if (n == i)
			e.from = k;
		if (n == j)
			e.to = k;
		n++;
	}
	return e;
}

/* 1 if [i, j) is asked for and comes back, -1 if not, 0 if it is exempt. */
static int
comes_back(int p, const char *text, size_t len, size_t i, size_t j, int inner)
{
	struct extent at = offsets_span(map[p], i, j), b;
	struct normal n;

	cr_assert(at.from <= at.to && at.to <= len);
	b = bytes_of(c.want.p, c.want.len, i, j);
	if (c.want.p[b.from] == ' ' || c.want.p[b.to - 1] == ' ')
		return 0;
	if (i > 0 && offsets_span(map[p], i - 1, i).to > at.from)
		return 0;
	if (j < offsets_length(map[p]) &&
	    offsets_span(map[p], j, j + 1).from < at.to)
		return 0;
	if (!inner && ((at.from > 0 && !is_ascii_white(
	    (uint8_t)text[at.from - 1])) || (at.to < len &&
	    !is_ascii_white((uint8_t)text[at.to]))))
		return 0;
	cr_assert_eq(normaliser_run(c.fast[p], text + at.from,
	    at.to - at.from, &n), 0);
	return n.len == b.to - b.from &&
	    memcmp(n.bytes, c.want.p + b.from, n.len) == 0 ? 1 : -1;
}

static size_t
spans_of(int p, const char *text, size_t len, uint64_t *state, int inner)
{
	struct normal n;
	size_t asked = 0;

	cr_assert_eq(normaliser_run(c.fast[p], text, len, &n), 0);
	c.want.len = 0;
	cr_assert_eq(buf_add(&c.mem, &c.want, n.bytes, n.len), 0);
	cr_assert_eq(offsets_build(map[p], text, len), 0);
	cr_assert_eq(offsets_length(map[p]), n.length);
	for (int k = 0; k < 8 && n.length > 0; k++) {
		size_t i = hostile_below(state, (size_t)n.length);
		size_t j = i + 1 + hostile_below(state,
		    (size_t)n.length - i);
		int r = comes_back(p, text, len, i, j, inner);

		cr_assert_geq(r, 0, "profile %d, [%zu, %zu) of %.*s", p, i, j,
		    (int)len, text);
		asked += (size_t)r;
	}
	return asked;
}

/* Any text, cut at white space. */
Test(offsets, cuts_of_hostile_texts_come_back)
{
	char text[HOSTILE_MAX];
	uint64_t state = 21;
	size_t asked = 0;

	for (int i = 0; i < 8000; i++) {
		size_t len = hostile_text(&state, 2 + (size_t)i % 30, text);

		/* More places to cut at. */
		for (size_t k = 8; k < len; k += 9)
			text[k] = ' ';
		for (int p = 2; p < 4; p++)
			asked += spans_of(p, text, len, &state, 0);
	}
	cr_assert_gt(asked, 2000);
}

/* Words, marks and punctuation without addresses or numbers, cut anywhere. */
Test(offsets, cuts_of_plain_texts_come_back)
{
	static const char *const piece[] = {
		"\xD9\x85", "\xD8\xAD", "\xD8\xA3", "\xD8\xA9", "\xD9\x89",
		"\xD9\x88", "\xD9\x8F", "\xD9\x91", "\xD9\x94", "\xD9\x80",
		"\xE2\x80\x8F", "\xEF\xBB\xBB", "\xEF\xB7\xBA", " ", "  ",
		"\n", "\xD8\x8C ", "\xC2\xAB", "\xC2\xBB", "A", "\xC3\xA9",
		"e\xCC\x81", "\xD8", "\xED\x95\x9C", "\xD8\x9F", "-"
	};
	uint64_t state = 22;
	char text[HOSTILE_MAX];
	size_t asked = 0;

	for (int i = 0; i < 6000; i++) {
		size_t len = 0, n = 2 + hostile_below(&state, 30);

		while (n-- > 0) {
			const char *s = piece[hostile_below(&state,
			    sizeof(piece) / sizeof(piece[0]))];

			memcpy(text + len, s, strlen(s));
			len += strlen(s);
		}
		asked += spans_of(3, text, len, &state, 1);
	}
	cr_assert_gt(asked, 10000);
}

/* A long text in chunks has the places that it has as a whole. */
Test(offsets, chunks_do_not_show)
{
	static char text[3 * HOSTILE_MAX];
	uint64_t state = 23;
	size_t len = 0;

	while (len < 2 * HOSTILE_MAX)
		len += hostile_text(&state, 40, text + len);
	for (int p = 0; p < 5; p++) {
		struct definer d = { .mem = &c.mem, .track = 1 };

		cr_assert_eq(define(&d, (enum tawam_profile)p, text, len), 0);
		cr_assert_eq(offsets_build(map[p], text, len), 0);
		cr_assert_eq(offsets_length(map[p]), d.in.len);
		for (size_t i = 0; i < d.in.len; i++) {
			struct extent at = offsets_span(map[p], i, i + 1);

			/* A space at a seam covers what was trimmed there. */
			if (d.in.cp[i] == ' ')
				continue;
			cr_assert_eq(at.from, d.in.at[i].from);
			cr_assert_eq(at.to, d.in.at[i].to);
		}
		define_free(&d);
	}
}

Test(offsets, out_of_memory_at_every_allocation)
{
	char text[HOSTILE_MAX];
	uint64_t state = 24;
	size_t len = hostile_text(&state, 300, text), failures = 0;

	for (size_t at = 1;; at++) {
		struct failing f;
		struct mem mem;
		struct offsets *o;
		int r;

		failing_init(&f, at);
		mem_init(&mem, &f.alloc);
		if ((r = offsets_new(&o, TAWAM_PROFILE_STANDARD, &mem)) == 0)
			r = offsets_build(o, text, len);
		offsets_free(o);
		cr_assert_eq(f.live, 0);
		if (r == 0)
			break;
		cr_assert_eq(r, TAWAM_ENOMEM);
		failures++;
	}
	cr_assert_gt(failures, 5);
}

/* A few places by themselves are where the map of the whole text has them. */
Test(offsets, located_as_in_the_map)
{
	char text[HOSTILE_MAX];
	struct locator l;
	uint64_t state = 23;

	for (int i = 0; i < 5000; i++) {
		int p = i % 5;
		size_t len = hostile_text(&state, 2 + (size_t)i % 500, text);
		size_t every = 3 + hostile_below(&state, 40), n;

		for (size_t k = every; k < len; k += every)
			text[k] = ' ';
		cr_assert_eq(locator_init(&l, (enum tawam_profile)p, &c.mem),
		    0);
		cr_assert_eq(locator_begin(&l, text, len), 0);
		cr_assert_eq(offsets_build(map[p], text, len), 0);
		n = offsets_length(map[p]);
		cr_assert_eq(l.points, n);
		for (int k = 0; k < 12; k++) {
			size_t a = hostile_below(&state, n + 1);
			size_t b = a + hostile_below(&state, k % 2 == 0 ?
			    n + 1 - a : n - a < 4 ? n - a + 1 : 5);
			struct extent want = offsets_span(map[p], a, b), got;

			cr_assert_eq(locator_span(&l, a, b, &got), 0);
			cr_assert(got.from == want.from && got.to == want.to,
			    "profile %d, [%zu, %zu): [%zu, %zu), not "
			    "[%zu, %zu)", p, a, b, got.from, got.to,
			    want.from, want.to);
		}
		locator_release(&l);
	}
}
