/*
 * test_fused.c - raw bytes to coded text under `standard`: every variant
 * against the definition.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "test_fused_same.h"
#include "helpers.h"
#include "text/fused.h"
#include "text/utf8.h"

#define SAME(t, text, len)						\
	cr_assert_eq(fused_test_same(t, text, len), 0, "%s", (t)->why)
#define GUARDED(t, text, len)						\
	cr_assert_eq(fused_test_guarded(t, text, len), 0, "%s", (t)->why)

/* Each between letters, between digits, and alone in its token; many in one
 * text, which is looked at closer when it differs. */
static const char *const company[][2] = {
	{ "\330\250", "\330\250 " }, { "1", "1 " }, { " ", " " },
	{ "x", ".w" }, { "\331\210\331\213", "\331\224 " }, { "\331\212", "" },
};

#define NCOMPANY	(sizeof(company) / sizeof(company[0]))

static size_t
in_company(uint32_t cp, char *out)
{
	size_t len = 0;

	for (size_t i = 0; i < NCOMPANY; i++) {
		const char *a = company[i][0], *b = company[i][1];

		memcpy(out + len, a, strlen(a));
		len += strlen(a);
		len += utf8_encode(cp, out + len);
		memcpy(out + len, b, strlen(b));
		len += strlen(b);
	}
	out[len++] = ' ';
	return len;
}

Test(fused, every_code_point)
{
	static char text[256 * 64];
	struct fused_test t;

	fused_test_init(&t);
	for (uint32_t first = 0; first < 0x110000; first += 256) {
		size_t len = 0;

		/* Far from anything that was ever assigned: by sample. */
		if (first >= 0x32000 && first < 0xE0000 && first % 0x4000)
			continue;
		for (uint32_t cp = first; cp < first + 256; cp++)
			if (cp < 0xD800 || cp >= 0xE000)
				len += in_company(cp, text + len);
		cr_assert_eq(fused_test_same(&t, text, len), 0,
		    "from U+%04X: %s", first, t.why);
	}
	fused_test_release(&t);
}

/* At each place of a block and over its end, in a text of letters, which may
 * stand in one token. */
static void
at_each_place(struct fused_test *t, const char *s, size_t n)
{
	char text[3 * FUSED_BLOCK + 16];

	for (size_t at = 0; at <= 2 * FUSED_BLOCK; at++) {
		size_t len = 0;

		for (; len + 2 <= at; len += 2)
			memcpy(text + len, len % 12 == 10 && at % 3 ? ". " :
			    "\331\205", 2);
		if (len < at)
			text[len++] = at % 5 ? 'k' : '7';
		memcpy(text + len, s, n);
		len += n;
		SAME(t, text, len);
		for (size_t i = 0; i < 20; i++)
			text[len++] = "\331\210. 5,\330\247w\331\213 "[i % 12];
		SAME(t, text, len);
	}
}

Test(fused, every_kind_at_each_place_of_a_block)
{
	static const char *const hard[] = {
		"&amp;", "a@b.c", "http://x/", "www.x", "pic.twitter.com/z",
		"1.5", "1,000.5", "\331\241\331\254\331\242", "5\342\200\2316",
		"1.\331\2005", "1\331\200.5", "1.\342\200\2175", "ww\001w.",
		"www\342\200\213.", "http:\001//", "http:/\342\200\213/",
		"\331\210\331\224", "\331\212\331\213\331\224", "\303\251",
		"\342\200\234x\342\200\235", "\302\253\302\273", "  .  ", "1.",
		"1. ", "www", "\357\267\272", "\344\270\255",
		"\360\237\230\200",
	};
	struct fused_test t;

	fused_test_init(&t);
	for (size_t i = 0; i < sizeof(hard) / sizeof(hard[0]); i++)
		at_each_place(&t, hard[i], strlen(hard[i]));
	fused_test_release(&t);
}

/* Three bytes at a place after letters or digits, where the text ends and where
 * it goes on. */
static void
broken_at(struct fused_test *t, size_t at, const uint8_t *bytes,
    const char *four)
{
	char text[128 + 8];
	size_t len = 0;

	for (; len < at; len++)
		text[len] = four[len % 4];
	memcpy(text + len, bytes, 3);
	len += 3;
	SAME(t, text, len);
	memcpy(text + len, "\331\205 x", 4);
	SAME(t, text, len + 4);
}

/* All of one and two bytes, and of more those with bytes at the borders; those
 * of which the fast alphabet has some at each place. */
Test(fused, broken_utf8_at_the_edges_of_blocks)
{
	static const uint8_t border[] = { 0x00, 0x20, 0x41, 0x7F, 0x80, 0x8F,
	    0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xD8, 0xD9, 0xDB, 0xDF,
	    0xE0, 0xE2, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF };
	static const size_t places[] = { 0, 1, 61, 62, 63, 64, 65, 126 };
	size_t nb = sizeof(border);
	struct fused_test t;

	fused_test_init(&t);
	for (size_t i = 0; i < nb * nb * nb; i++) {
		uint8_t bytes[] = { border[i % nb], border[i / nb % nb],
			border[i / nb / nb] };
		size_t k = bytes[0] == 0xE2 ? 0 : i % 8;

		/* Beside letters nearly all is looked at closer. */
		do {
			broken_at(&t, places[k], bytes, "ab c");
			broken_at(&t, places[k], bytes, "12 3");
		} while (bytes[0] == 0xE2 && ++k < 8);
	}
	fused_test_release(&t);
}

/* Nothing outside a text is read, wherever it begins and ends. */
Test(fused, pages_beside_the_text_are_not_touched)
{
	static char text[600];
	struct fused_test t;
	uint64_t state = 31;

	fused_test_init(&t);
	for (size_t len = 0; len < 300; len++) {
		size_t n = fused_test_made(&state, text, len);

		GUARDED(&t, text, n);
		memset(text, 'a', len);
		GUARDED(&t, text, len);
		for (size_t i = 0; i + 1 < len; i += 2)
			memcpy(text + i, "\330\247", 2);
		GUARDED(&t, text, len / 2 * 2);
	}
	fused_test_release(&t);
}

Test(fused, made_up_texts)
{
	static char text[9000];
	struct fused_test t;
	uint64_t state = 1;

	fused_test_init(&t);
	for (unsigned i = 0; i < 1500; i++) {
		size_t size = i % 50 == 0 ? 9000 : i % 700;
		size_t len = fused_test_made(&state, text, size);

		cr_assert_eq(fused_test_same(&t, text, len), 0, "text %u: %s",
		    i, t.why);
	}
	fused_test_release(&t);
}

/* Tokens longer than a chunk, given back from within the next one. */
Test(fused, long_tokens)
{
	enum { SIZE = 3 * FUSED_CHUNK * FUSED_BLOCK };
	static char text[SIZE + 64];
	struct fused_test t;

	fused_test_init(&t);
	for (size_t at = 0; at < SIZE; at += 509) {
		size_t len = 0;

		for (size_t i = 0; i < SIZE; i += 2)
			memcpy(text + i, i % 20 ? "\331\205" : "1.", 2);
		/* A space far before it, or none. */
		if (at % 2 && at > 5000)
			text[at - 5000] = ' ';
		memcpy(text + at, "&lt;", 4);
		len = SIZE;
		SAME(&t, text, len);
	}
	for (size_t i = 0; i < SIZE; i++)
		text[i] = "1.5,"[i % 4];
	SAME(&t, text, SIZE);
	text[SIZE - 1] = '@';
	SAME(&t, text, SIZE);
	fused_test_release(&t);
}

/* Marks in numbers are given back with their token, wherever it began. */
Test(fused, marks_are_given_back)
{
	char text[400];
	struct fused_test t;

	fused_test_init(&t);
	for (size_t at = 0; at < 2 * FUSED_BLOCK; at++) {
		for (size_t n = 1; n < 40; n++) {
			size_t len = 0;

			for (; len < at; len++)
				text[len] = "7.5 b"[len % 5];
			text[len++] = ' ';
			for (size_t i = 0; i < n; i++)
				memcpy(text + len + 4 * i, "1.5,", 4);
			len += 4 * n;
			memcpy(text + len, "@ 3.5", 5);
			SAME(&t, text, len + 5);
		}
	}
	fused_test_release(&t);
}

Test(fused, every_allocation_may_fail)
{
	static char text[1000];

	for (int level = 0; level <= (int)cpu_level(); level++) {
		uint64_t state = 5;
		size_t len = fused_test_made(&state, text, sizeof(text));

		for (size_t at = 1;; at++) {
			struct failing f;
			struct coder *c;
			struct coded t;
			struct mem m;
			int r;

			failing_init(&f, at);
			mem_init(&m, &f.alloc);
			if ((r = coder_new(&c, TAWAM_PROFILE_STANDARD,
			    &m)) == 0) {
				coder_set_level(c, (enum cpu_level)level);
				r = coder_run(c, text, len, &t);
			}
			coder_free(c);
			cr_assert_eq(f.live, 0);
			if (r == 0) {
				cr_assert_gt(at, 4);
				break;
			}
			cr_assert_eq(r, TAWAM_ENOMEM);
		}
	}
}
