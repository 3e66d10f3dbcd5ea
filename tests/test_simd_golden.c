/*
 * test_simd_golden.c - the slots of made-up texts, as they always were.
 *
 * tests/golden/slots.txt has a line a text and parameters: the number of the
 * text, n, k, seed, the first slot and the XXH3-64 of all of them as stored.
 * A change here is a new sketch format.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/hash.h"
#include "base/le.h"
#include "helpers.h"
#include "shingle/shingle.h"
#include "shingle/sketch.h"
#include "text/utf8.h"

#define TEXTS	24
#define LONGEST	6000

/* Text i: letters of an alphabet that grows, foreign ones in every third. */
static size_t
made_text(unsigned i, char *out)
{
	static const size_t lengths[] = { 0, 1, 4, 5, 9, 40, 70, 115, 300,
	    800, 2500, LONGEST };
	uint64_t state = 1000 + i;
	size_t n = lengths[i % 12], len = 0;

	for (size_t j = 0; j < n; j++) {
		uint64_t r = rnd(&state) >> 32;
		uint32_t cp = 0x628 + (uint32_t)(r % 19);

		if (r % 6 == 0)
			cp = ' ';
		else if (r % 97 == 1)
			cp = '0' + (uint32_t)(r % 10);
		else if (i % 3 == 0 && r % 31 == 2)
			cp = r & 256 ? 0x4E2D : 0x1F600;
		len += utf8_encode(cp, out + len);
	}
	return len;
}

/* The lines of one text. */
static size_t
lines_of(unsigned i, char *out, size_t size)
{
	static char text[4 * LONGEST];
	static unsigned char bytes[4 * SKETCH_SLOTS_MAX];
	uint32_t slots[SKETCH_SLOTS_MAX];
	size_t len = made_text(i, text), at = 0, count;
	struct mem m;

	mem_init(&m, NULL);
	for (uint32_t n = SHINGLE_MIN; n <= SHINGLE_MAX; n++) {
		uint64_t seed = n * UINT64_C(0x123456789ABCDEF) * (i % 2);
		struct shingler s;

		shingler_init(&s, n, seed, &m);
		cr_assert_eq(shingle_text(&s, text, len, &count), 0);
		for (uint32_t k = 64; k <= 256; k *= 2) {
			struct sketcher_consts c;

			sketch_consts_init(&c, k, seed);
			sketch_slots(&c, s.hashes, count, slots);
			for (uint32_t j = 0; j < k; j++)
				le32_put(bytes + 4 * j, slots[j]);
			at += (size_t)snprintf(out + at, size - at,
			    "%u %u %u %" PRIx64 " %08x %016" PRIx64 "\n", i, n,
			    k, seed, slots[0], hash64(bytes, 4 * k, 0));
		}
		shingler_release(&s);
	}
	return at;
}

Test(golden, slots)
{
	size_t len, at = 0;
	char *want = read_file("tests/golden/slots.txt", &len);

	cr_assert_not_null(want);
	for (unsigned i = 0; i < TEXTS; i++) {
		char got[18 * 80];
		size_t n = lines_of(i, got, sizeof(got));

		cr_assert(at + n <= len && memcmp(want + at, got, n) == 0,
		    "text %u is now\n%s", i, got);
		at += n;
	}
	cr_assert_eq(at, len);
	free(want);
}
