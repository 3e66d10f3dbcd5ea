/*
 * test_shingle.c - shingles and their keys and hashes.
 */
#include <string.h>

#include <criterion/criterion.h>

#include "base/hash.h"
#include "helpers.h"
#include "text/classes.h"
#include "shingle/shingle.h"

static size_t
shingles(struct shingler *s, const char *text)
{
	size_t n;

	cr_assert_eq(shingle_text(s, text, strlen(text), &n), 0);
	return n;
}

Test(classes, numbers_are_given_once)
{
	unsigned seen[256] = { 0 };

	for (uint32_t cp = 0; cp < 0x110000; cp++)
		seen[class_of(cp)]++;
	for (unsigned i = 1; i < 256; i++)
		cr_assert_leq(seen[i], 1, "class %u", i);
	cr_assert_eq(class_of(' '), 1);
	cr_assert_eq(class_of('~'), 95);
	cr_assert_eq(class_of(0x627), 102);	/* ALEF */
	cr_assert_eq(class_of(0x64a), 131);	/* YEH */
	cr_assert_eq(class_of(0x4e2d), 0);
	/* The numbering is frozen: a change here is a new sketch format. */
	cr_assert_eq(classes_digest(), 0xf132de87);
}

Test(shingle, counts)
{
	struct mem m;

	mem_init(&m, NULL);
	for (uint32_t n = SHINGLE_MIN; n <= SHINGLE_MAX; n++) {
		struct shingler s;
		char text[21] = "";

		shingler_init(&s, n, 0, &m);
		cr_assert_eq(shingles(&s, ""), 0);
		for (size_t len = 1; len < 20; len++) {
			memset(text, 'a', len);
			text[len] = '\0';
			cr_assert_eq(shingles(&s, text),
			    len < n ? 1 : len - n + 1);
		}
		shingler_release(&s);
	}
}

/* "ab" and "aba" of one text are not "ab" padded to another. */
Test(shingle, a_short_text_is_its_one_shingle)
{
	struct mem m;
	struct shingler s;
	uint64_t key;

	mem_init(&m, NULL);
	shingler_init(&s, 5, 0, &m);
	shingles(&s, "ab");
	key = s.keys[0];
	cr_assert_eq(key, 66 | 67 << 8);
	shingles(&s, "abab");
	cr_assert_neq(s.keys[0], key);
	shingler_release(&s);
}

Test(shingle, a_key_is_the_shingle_itself)
{
	struct mem m;
	struct shingler s;
	static const char text[] = "\330\247\331\204\330\250\331\212\330\252 1";
	uint64_t want = 0;
	static const uint8_t class[] = { 102, 125, 103, 131, 105 };

	mem_init(&m, NULL);
	shingler_init(&s, 5, 0, &m);
	cr_assert_eq(shingles(&s, text), 3);
	for (unsigned i = 0; i < 5; i++)
		want |= (uint64_t)class[i] << 8 * i;
	cr_assert_eq(s.keys[0], want);
	want = want >> 8 | UINT64_C(1) << 32;
	cr_assert_eq(s.keys[1], want);
	shingler_release(&s);
}

/* U+4E2D in the middle: n shingles, and no other, take the other road. */
Test(shingle, a_foreign_letter_touches_n_shingles)
{
	struct mem m;
	static const char plain[] = "abcdefghijklmnopqrst";
	static const char foreign[] = "abcdefghij\xe4\xb8\xadlmnopqrst";

	mem_init(&m, NULL);
	for (uint32_t n = SHINGLE_MIN; n <= SHINGLE_MAX; n++) {
		struct shingler a, b;
		size_t na, nb, differ = 0;
		uint32_t points[8];

		shingler_init(&a, n, 3, &m);
		shingler_init(&b, n, 3, &m);
		na = shingles(&a, plain);
		nb = shingles(&b, foreign);
		cr_assert_eq(na, nb);
		for (size_t i = 0; i < na; i++) {
			differ += a.keys[i] != b.keys[i];
			cr_assert_eq(a.keys[i] == b.keys[i],
			    a.hashes[i] == b.hashes[i]);
		}
		cr_assert_eq(differ, n);
		for (uint32_t i = 0; i < n; i++)
			points[i] = (uint32_t)foreign[10 - n + 1 + i];
		points[n - 1] = 0x4e2d;
		cr_assert_eq(b.keys[10 - n + 1], hash64(points, 4 * n, 0));
		shingler_release(&a);
		shingler_release(&b);
	}
}

Test(shingle, the_hash_depends_on_every_code_point_and_the_seed)
{
	struct mem m;

	mem_init(&m, NULL);
	for (uint32_t n = SHINGLE_MIN; n <= SHINGLE_MAX; n++) {
		struct shingler s, t;
		char text[9] = "abcdefgh";
		uint32_t h;

		text[n] = '\0';
		shingler_init(&s, n, 0, &m);
		shingler_init(&t, n, 1, &m);
		shingles(&s, text);
		h = s.hashes[0];
		shingles(&t, text);
		cr_assert_neq(t.hashes[0], h);
		for (uint32_t i = 0; i < n; i++) {
			text[i]++;
			shingles(&s, text);
			cr_assert_neq(s.hashes[0], h, "n %u place %u", n, i);
			text[i]--;
		}
		shingler_release(&s);
		shingler_release(&t);
	}
}

Test(shingle, every_allocation_may_fail)
{
	for (size_t at = 1;; at++) {
		struct failing f;
		struct shingler s;
		struct mem m;
		size_t n;
		int r;

		failing_init(&f, at);
		mem_init(&m, &f.alloc);
		shingler_init(&s, 5, 0, &m);
		r = shingle_text(&s, "abcdefgh", 8, &n);
		shingler_release(&s);
		cr_assert_eq(f.live, 0);
		if (r == 0) {
			cr_assert_gt(at, 1);
			break;
		}
		cr_assert_eq(r, TAWAM_ENOMEM);
	}
}
