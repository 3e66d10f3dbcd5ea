/*
 * test_code.c - coded text: there and back, its key, from raw bytes.
 */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "helpers.h"
#include "text/classes.h"
#include "text/code.h"
#include "text/normalise.h"
#include "text/utf8.h"

Test(code, every_code_point_comes_back)
{
	static char form[4 * 4096];
	struct code_buf b = { 0 };
	struct buf back = { 0 };
	struct mem m;

	mem_init(&m, NULL);
	for (uint32_t first = 0; first < 0x110000; first += 4096) {
		struct coded t;
		size_t len = 0, n = 0;

		for (uint32_t cp = first; cp < first + 4096; cp++) {
			if (cp >= 0xD800 && cp < 0xE000)
				continue;
			len += utf8_encode(cp, form + len);
			n++;
		}
		b.n = b.npoints = back.len = 0;
		cr_assert_eq(code_add(&m, &b, form, len), 0);
		t = code_of(&b);
		cr_assert_eq(t.n, n);
		cr_assert_eq(code_decode(&m, &t, &back), 0);
		cr_assert_eq(back.len, len);
		if (len > 0)
			cr_assert_eq(memcmp(back.p, form, len), 0);
	}
	for (unsigned c = 1; c < 256; c++)
		cr_assert(class_point((uint8_t)c) == 0 ||
		    class_of(class_point((uint8_t)c)) == c);
	code_buf_free(&m, &b);
	buf_free(&m, &back);
}

/* With points the key is that of the two arrays, one after the other. */
Test(code, the_key_is_what_the_header_says)
{
	static uint8_t both[300 + 4 * 200];
	static uint8_t classes[300];
	static uint32_t points[200];
	uint64_t state = 9;

	for (size_t np = 0; np <= 200; np += np < 70 ? 1 : 13) {
		struct coded t = { classes, 0, points, np, 0, 0 };
		struct hash128 a, b;

		t.n = np + rnd(&state) % (300 - np);
		for (size_t i = 0; i < t.n; i++)
			classes[i] = (uint8_t)rnd(&state);
		memcpy(both, classes, t.n);
		for (size_t i = 0; i < np; i++) {
			points[i] = (uint32_t)rnd(&state) % 0x110000;
			for (unsigned k = 0; k < 4; k++)
				both[t.n + 4 * i + k] =
				    (uint8_t)(points[i] >> 8 * k);
		}
		a = coded_hash128(&t);
		b = hash128(both, t.n + 4 * np);
		cr_assert_eq(a.lo, b.lo);
		cr_assert_eq(a.hi, b.hi);
	}
}

static const char *const samples[] = {
	"", " ", "a", "\330\243\331\216\331\210\331\221\331\204 \331\212",
	"3.5 \331\2433,5 1\331\254000", "caf\303\251 \344\270\255\346\226\207",
	"\377broken\342\200", "\357\267\272\357\267\275", "e\314\201 \360\237",
};

Test(code, raw_bytes_under_every_profile)
{
	struct code_buf b = { 0 };
	struct mem m;

	mem_init(&m, NULL);
	for (int p = TAWAM_PROFILE_NONE; p <= TAWAM_PROFILE_AGGRESSIVE; p++) {
		struct normaliser *n;
		struct coder *c;

		cr_assert_eq(normaliser_new(&n, (enum tawam_profile)p, &m),
		    0);
		cr_assert_eq(coder_new(&c, (enum tawam_profile)p, &m), 0);
		for (size_t i = 0; i < sizeof(samples) / sizeof(*samples);
		    i++) {
			const char *s = samples[i];
			struct normal form;
			struct coded t;

			cr_assert_eq(normaliser_run(n, s, strlen(s), &form),
			    0);
			cr_assert_eq(coder_run(c, s, strlen(s), &t), 0);
			b.n = b.npoints = 0;
			cr_assert_eq(code_add(&m, &b, form.bytes, form.len),
			    0);
			cr_assert_eq(t.n, form.length);
			cr_assert_eq(t.npoints, b.npoints);
			cr_assert(t.n == 0 ||
			    memcmp(t.classes, b.classes, t.n) == 0);
			cr_assert(b.npoints == 0 || memcmp(t.points, b.points,
			    4 * b.npoints) == 0);
			cr_assert_eq(t.repaired, form.repaired);
			cr_assert_eq(t.marks, form.marks);
		}
		normaliser_free(n);
		coder_free(c);
	}
	code_buf_free(&m, &b);
}

Test(code, every_allocation_may_fail)
{
	for (size_t at = 1;; at++) {
		struct failing f;
		struct coder *c;
		struct coded t;
		struct mem m;
		int r;

		failing_init(&f, at);
		mem_init(&m, &f.alloc);
		r = coder_new(&c, TAWAM_PROFILE_STANDARD, &m);
		if (r != 0)
			cr_assert_null(c);
		else
			r = coder_run(c, "a \344\270\255&amp; \377", 12, &t);
		coder_free(c);
		cr_assert_eq(f.live, 0);
		if (r == 0) {
			cr_assert_gt(at, 4);
			break;
		}
		cr_assert_eq(r, TAWAM_ENOMEM);
	}
}
