/*
 * test_normalise_limits.c - large texts, little memory, and counts.
 */
#include <criterion/criterion.h>
#include <stdio.h>

#include "fuzz/hostile.h"
#include "fuzz/same_normal.h"
#include "helpers.h"
#include "text/tables.h"

/* An allocator that knows how much is out at most. */
struct peak {
	struct tawam_alloc alloc;
	size_t now, most;
};

static void *
peak_realloc(void *ctx, void *ptr, size_t size)
{
	struct peak *k = ctx;
	size_t *head = ptr == NULL ? NULL : (size_t *)ptr - 2;

	if (head != NULL)
		k->now -= *head;
	if (size == 0) {
		free(head);
		return NULL;
	}
	head = realloc(head, size + 2 * sizeof(*head));
	*head = size;
	k->now += size;
	/* While it moves, old and new may both be there. */
	if (k->now > k->most)
		k->most = k->now;
	return head + 2;
}

/* A page of one code point: its form's length and the memory it takes. */
static void
page(uint32_t cp, const char *words, size_t least)
{
	struct peak k = { { peak_realloc, NULL }, 0, 0 };
	struct mem mem;
	struct normaliser *n;
	struct normal out;
	size_t len = 0, step = strlen(words);
	char *text = malloc((1 << 20) + 4);

	k.alloc.ctx = &k;
	mem_init(&mem, &k.alloc);
	while (len < 1 << 20)
		len += utf8_encode(cp, text + len);
	cr_assert_eq(normaliser_new(&n, TAWAM_PROFILE_STANDARD, &mem), 0);
	cr_assert_eq(normaliser_run(n, text, len, &out), 0);
	cr_assert_geq(out.len, least);
	for (size_t i = 0; i + step < out.len; i += step)
		cr_assert_arr_eq(out.bytes + i, words, step);
	cr_assert_lt(k.most, 16 * len * 3 / 2 + (1 << 18));
	normaliser_free(n);
	cr_assert_eq(k.now, 0);
	free(text);
}

Test(normalise_limits, pages_of_ligatures)
{
	/* U+FDFA, and U+FD4C, the longest there is. */
	page(0xFDFA, "\xD8\xB5\xD9\x84\xD9\x8A \xD8\xA7\xD9\x84\xD9\x84"
	    "\xD9\x87 \xD8\xB9\xD9\x84\xD9\x8A\xD9\x87 \xD9\x88\xD8\xB3"
	    "\xD9\x84\xD9\x85 ", 11 << 20);
	page(0xFD4C, "\xD8\xB5\xD9\x84\xD9\x8A \xD8\xA7\xD9\x84\xD9\x84"
	    "\xD9\x87 \xD8\xB9\xD9\x84\xD9\x8A\xD9\x87 \xD9\x88\xD8\xA7"
	    "\xD9\x84\xD9\x87 \xD9\x88\xD8\xB3\xD9\x84\xD9\x85 ", 14 << 20);
}

/* Nothing takes time out of proportion: each of these is half a megabyte of
 * what a careless rule would look through again and again. */
Test(normalise_limits, long_runs, .timeout = 120)
{
	static const char *const piece[] = {
		"\xD9\x91\xD9\x8E\xD9\x95\xD9\x94", "a@", "@", "&", "&#", ".",
		"www.", "http:", "a.b-", "1.", "1,", "\xD9\x88\xCD\x85",
		"a@b", "&amp", "\xE1\x84\x92", "x\xCC\x81", "%@a.b."
	};
	size_t most = 1 << 19;
	char *text = malloc(most + 16);
	struct checker c;

	checker_init(&c);
	for (size_t i = 0; i < sizeof(piece) / sizeof(piece[0]); i++) {
		size_t len = 0;

		/* The end keeps it all on the slow road. */
		while (len < most) {
			memcpy(text + len, piece[i], strlen(piece[i]));
			len += strlen(piece[i]);
		}
		memcpy(text + len, "&x@", 3);
		for (int p = 1; p < 4; p += 2) {
			struct normal n;

			cr_assert_eq(normaliser_run(c.fast[p], text, len + 3,
			    &n), 0);
			cr_assert_leq(n.len, len + 3);
		}
	}
	checker_release(&c);
	free(text);
}

/* Long texts without a space: letters, marks, ideographs, and now and then
 * what only the definition settles. */
Test(normalise_limits, seams_do_not_show)
{
	static const char *const piece[] = {
		"\xD9\x83", "\xD8\xA8", "\xD9\x88", "\xD9\x8A", "\xD8\xA1",
		"\xD9\x8E", "\xD9\x91", "\xD9\x80", "\xE6\x96\x87",
		"\xE4\xB8\xAD", "\xD8\x8C", "7", "\xD9\xA3", "\xED\x95\x9C"
	};
	static const char *const rare[] = {
		"@", "&amp;", "www.x", "\xD9\x94", "\xCD\x85", "3.5", "a@b.c",
		"\xE1\x86\xAB", "\xD8", "\xE6\x96", "1.\xE2\x80\x8F" "2"
	};
	static char text[5 * HOSTILE_MAX];
	uint64_t state = 31;
	struct checker c;

	checker_init(&c);
	for (int i = 0; i < 60; i++) {
		size_t len = 0, often = i % 3 == 0 ? 40 : 4000;

		while (len < sizeof(text) - 16) {
			int odd = hostile_below(&state, often) == 0;
			const char *s = odd ? rare[hostile_below(&state,
			    sizeof(rare) / sizeof(rare[0]))] :
			    piece[hostile_below(&state,
			    sizeof(piece) / sizeof(piece[0]))];

			memcpy(text + len, s, strlen(s));
			len += strlen(s);
		}
		for (int p = 0; p < 5; p++) {
			const char *why = checker_check(&c, p, text, len,
			    state);

			cr_assert_null(why, "profile %d: %s", p, why);
		}
	}
	checker_release(&c);
}

static int
count_write(void *arg, const char *bytes, size_t len)
{
	size_t *sum = arg;

	for (size_t i = 0; i < len; i++)
		*sum = *sum * 31 + (unsigned char)bytes[i];
	return 0;
}

/* 0, or the error; out gets a digest of both ways. */
static int
work(struct normaliser *n, const char *text, size_t len, size_t *sum)
{
	struct normal out;
	int r;

	*sum = 0;
	if ((r = normaliser_run(n, text, len, &out)) != 0)
		return r;
	*sum = (size_t)out.marks;
	(void)count_write(sum, out.bytes, out.len);
	for (size_t i = 0; i < len; i += 100)
		if ((r = normaliser_feed(n, text + i, len - i < 100 ?
		    len - i : 100, count_write, sum)) != 0)
			return r;
	return normaliser_end(n, count_write, sum);
}

Test(normalise_limits, out_of_memory_at_every_allocation)
{
	char text[HOSTILE_MAX];
	uint64_t state = 11;
	size_t len = hostile_text(&state, 400, text);

	for (int p = 0; p < 5; p++) {
		struct mem plain;
		struct normaliser *n;
		size_t want, got, failures = 0;

		mem_init(&plain, NULL);
		cr_assert_eq(normaliser_new(&n, (enum tawam_profile)p,
		    &plain), 0);
		cr_assert_eq(work(n, text, len, &want), 0);
		normaliser_free(n);
		for (size_t at = 1;; at++) {
			struct failing f;
			struct mem mem;
			int r;

			failing_init(&f, at);
			mem_init(&mem, &f.alloc);
			r = normaliser_new(&n, (enum tawam_profile)p, &mem);
			if (r == 0)
				r = work(n, text, len, &got);
			if (r != 0) {
				cr_assert_eq(r, TAWAM_ENOMEM);
				failures++;
				/* The next text is done as if nothing was. */
				f.fail_at = 0;
				if (n != NULL) {
					cr_assert_eq(work(n, text, len, &got),
					    0);
					cr_assert_eq(got, want);
				}
			}
			normaliser_free(n);
			cr_assert_eq(f.live, 0);
			if (r == 0)
				break;
			cr_assert_lt(at, 1000);
		}
		cr_assert_geq(failures, 3);
	}
}

static int
refuse(void *arg, const char *bytes, size_t len)
{
	(void)bytes;
	(void)len;
	return *(int *)arg;
}

Test(normalise_limits, a_writers_answer_is_given_back)
{
	struct mem mem;
	int answer = 42;

	mem_init(&mem, NULL);
	for (int p = 0; p < 5; p++) {
		struct normaliser *n;
		size_t sum = 0, want = 0;

		cr_assert_eq(normaliser_new(&n, (enum tawam_profile)p, &mem),
		    0);
		cr_assert_eq(normaliser_feed(n, "a b c", 5, count_write,
		    &want), 0);
		cr_assert_eq(normaliser_end(n, count_write, &want), 0);
		cr_assert_eq(normaliser_feed(n, "x y z ", 6, refuse, &answer),
		    42);
		/* What was fed before is forgotten. */
		cr_assert_eq(normaliser_feed(n, "a b c", 5, count_write,
		    &sum), 0);
		cr_assert_eq(normaliser_end(n, count_write, &sum), 0);
		cr_assert_eq(sum, want);
		normaliser_free(n);
	}
}

/* Texts of one form; is the digest of their marks one, too? */
static const struct {
	const char *a, *b;
	int same;
} marks[] = {
	{ "3.5", "35", 0 }, { "3.5", "3,5", 0 }, { "1,000", "1000", 0 },
	{ "3.5", "3.5", 1 }, { "12.5", "1.25", 0 }, { "1'000", "1,000", 0 },
	{ "1,000,000", "1,000000", 0 }, { "1.2.3", "1.23", 0 },
	/* U+066B, U+066C, U+060C; Arabic-Indic digits; spacing; marks */
	{ "3.5", "3\xD9\xAB" "5", 1 }, { "1,000", "1\xD9\xAC" "000", 1 },
	{ "1,000", "1\xD8\x8C" "000", 1 },
	{ "3.5", "\xD9\xA3\xD9\xAB\xD9\xA5", 1 },
	{ "  3.5", "3.5", 1 }, { "x 3.5", "x, 3.5", 1 },
	{ "\xD9\x84\xD9\x8E 3.5", "\xD9\x84 3.5", 1 },
	{ "1'000", "1\xE2\x80\x99" "000", 1 },
	{ "2024. 3.5", "2024 3.5", 1 }, { "3.5 4", "3 4.5", 0 },
	{ "R&amp;D 3.5", "R D 3.5", 1 }, { "a&b 3.5", "a b 35", 0 },
	{ "3.5 http://x.y/2.5", "3.5", 1 }, { "5.", "5", 1 },
	{ "1&#46;5", "1.5", 1 }
};

Test(normalise_limits, marks_inside_numbers)
{
	struct checker c;

	checker_init(&c);
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		struct normal a, b;

		cr_assert_eq(normaliser_run(c.fast[3], marks[i].a,
		    strlen(marks[i].a), &a), 0);
		cr_assert_eq(normaliser_run(c.fast[3], marks[i].b,
		    strlen(marks[i].b), &b), 0);
		cr_expect_eq(a.marks == b.marks, marks[i].same, "%s and %s",
		    marks[i].a, marks[i].b);
	}
	checker_release(&c);
}

Test(normalise_limits, no_marks_is_zero_and_repairs_are_counted)
{
	struct checker c;

	checker_init(&c);
	for (int p = 0; p < 5; p++) {
		struct normal n;

		cr_assert_eq(normaliser_run(c.fast[p], "35, 4. \xD8\xC0\xAF "
		    "&\xE2\x80 \xEF\xBF\xBD", 18, &n), 0);
		cr_expect_eq(n.marks, 0);
		cr_expect_eq(n.repaired, 4, "profile %d", p);
		cr_assert_eq(normaliser_run(c.fast[p], NULL, 0, &n), 0);
		cr_expect_eq(n.len + n.length + n.repaired + n.marks, 0);
	}
	checker_release(&c);
}

Test(normalise_limits, tables_are_what_their_digest_says)
{
	cr_assert_eq(tables_digest(), tables_compute_digest());
	cr_assert_str_eq(tables_version(), "1");
	/* Version 1 is this and nothing else. */
	cr_expect_eq(tables_digest(), 0x5E88396B);
}
