/*
 * test_base.c - the base room: memory, sorting, bytes.
 */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/hash.h"
#include "base/le.h"
#include "base/mem.h"
#include "base/sort.h"
#include "helpers.h"

Test(mem, overflow_is_no_memory)
{
	struct mem m;
	uint64_t *p = NULL;
	size_t cap = 0;

	mem_init(&m, NULL);
	cr_assert_null(mem_alloc(&m, SIZE_MAX / 4, 8));
	cr_assert_null(mem_zalloc(&m, SIZE_MAX, 2));
	cr_assert_eq(mem_grow(&m, &p, &cap, SIZE_MAX / 8, sizeof(*p)),
	    TAWAM_ENOMEM);
	cr_assert_null(p);
	cr_assert_eq(cap, 0);
}

Test(mem, growth_keeps_what_was_there)
{
	struct mem m;
	uint32_t *p = NULL;
	size_t cap = 0;

	mem_init(&m, NULL);
	for (uint32_t i = 0; i < 10000; i++) {
		cr_assert_eq(mem_grow(&m, &p, &cap, i + 1u, sizeof(*p)), 0);
		p[i] = i;
	}
	for (uint32_t i = 0; i < 10000; i++)
		cr_assert_eq(p[i], i);
	mem_free(&m, p);
}

Test(mem, a_failed_growth_changes_nothing)
{
	struct failing f;
	struct mem m;
	struct buf b = { 0 };

	failing_init(&f, 2);
	mem_init(&m, &f.alloc);
	cr_assert_eq(buf_add(&m, &b, "abc", 3), 0);
	cr_assert_eq(buf_reserve(&m, &b, 1000000), TAWAM_ENOMEM);
	cr_assert_eq(b.len, 3);
	cr_assert_arr_eq(b.p, "abc", 3);
	buf_free(&m, &b);
	cr_assert_eq(f.live, 0);
}

static int
compare_u64(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

Test(sort, equals_the_c_library)
{
	static uint64_t a[5000], b[5000], tmp[5000];
	uint64_t state = 7;

	for (unsigned round = 0; round < 200; round++) {
		size_t n = rnd(&state) % 5000;
		unsigned shift = (unsigned)(rnd(&state) % 64);

		for (size_t i = 0; i < n; i++)
			a[i] = b[i] = rnd(&state) >> shift;
		sort_u64(a, tmp, n);
		qsort(b, n, sizeof(*b), compare_u64);
		cr_assert_arr_eq(a, b, n * sizeof(*a));
		/* Spread or not, and in the worst order. */
		for (size_t i = 0; i < n; i++)
			a[i] = round % 2 == 0 ? b[n - 1 - i] : b[i];
		for (size_t i = n; round % 3 == 0 && i > 1; i--) {
			size_t j = rnd(&state) % i;
			uint64_t t = a[i - 1];

			a[i - 1] = a[j];
			a[j] = t;
		}
		sort_spread(a, tmp, n);
		cr_assert_arr_eq(a, b, n * sizeof(*a));
		n = sort_unique(a, n);
		for (size_t i = 1; i < n; i++)
			cr_assert_lt(a[i - 1], a[i]);
	}
}

/* Words that are spread, that are not, repeats, all in one place; each number
 * of them around what decides the road. */
Test(sort, spread_equals_passes_over_bytes)
{
	static const size_t most[] = { 0, 1, 2, 15, 53, 300, 1028, 140000,
		(1 << 20) + 3 };
	static uint64_t a[(1 << 20) + 3], b[(1 << 20) + 3];
	static uint64_t tmp[(1 << 20) + 3];
	uint64_t state = 11;

	for (unsigned round = 0; round < 240; round++) {
		/* Few of the many. */
		size_t n = most[round % (round < 225 ? 8 : 9)];
		unsigned kind = round / 8 % 5;

		n -= n > 2 ? rnd(&state) % 9 : 0;
		for (size_t i = 0; i < n; i++) {
			uint64_t v = rnd(&state);

			v = kind == 0 ? v : kind == 1 ? v % (n / 2 + 1) *
			    UINT64_C(0x9e3779b97f4a7c15) : kind == 2 ?
			    v >> 20 : kind == 3 ? ~(v >> 40) : v << 40;
			a[i] = b[i] = rnd(&state) % 64 == 0 ? 0 :
			    rnd(&state) % 64 == 0 ? UINT64_MAX : v;
		}
		sort_spread(a, tmp, n);
		sort_u64(b, tmp, n);
		cr_assert_arr_eq(a, b, n * sizeof(*a));
		n = sort_unique(a, n);
		for (size_t i = 1; i < n; i++)
			cr_assert_lt(a[i - 1], a[i]);
	}
}

/* Does another word have the upper half of a[i]? */
static int
has_company(const uint64_t *a, size_t n, size_t i)
{
	for (size_t j = 0; j < n; j++)
		if (j != i && a[j] >> 32 == a[i] >> 32)
			return 1;
	return 0;
}

/* Spread, packed together, all the same: those with company stay in their
 * order, and of spread ones few others. */
Test(sort, met_keeps_those_that_have_company)
{
	static uint64_t a[1500], b[1500], tmp[1500];
	uint64_t state = 5;

	for (unsigned round = 0; round < 120; round++) {
		size_t n = rnd(&state) % 1500, kept, at = 0, others = 0;
		unsigned kind = round % 3;

		for (size_t i = 0; i < n; i++) {
			uint64_t key = kind == 0 || rnd(&state) % 4 != 0 ?
			    rnd(&state) : rnd(&state) % 100 << 57;

			b[i] = a[i] = kind == 2 ? key << 30 >> 30 : key;
		}
		kept = sort_met(a, tmp, n);
		for (size_t i = 0; i < n; i++) {
			int here = at < kept && a[at] == b[i];

			at += (size_t)here;
			if (has_company(b, n, i))
				cr_assert(here);
			else
				others += (size_t)here;
		}
		cr_assert_eq(at, kept);
		if (n > 200 && kind != 2)
			cr_assert_lt(others, n / 5);
	}
}

Test(sort, records_of_one_key_keep_their_order)
{
	static struct sort_rec a[3000], tmp[3000];
	uint64_t state = 9;

	for (unsigned round = 0; round < 50; round++) {
		size_t n = rnd(&state) % 3000;

		for (size_t i = 0; i < n; i++) {
			a[i].key = rnd(&state) % 97 << (round % 58);
			a[i].val = i;
		}
		sort_recs(a, tmp, n);
		for (size_t i = 1; i < n; i++) {
			cr_assert_leq(a[i - 1].key, a[i].key);
			if (a[i - 1].key == a[i].key)
				cr_assert_lt(a[i - 1].val, a[i].val);
		}
	}
}

static int
compare_keys(const void *x, const void *y, const void *ctx)
{
	const struct sort_rec *a = x, *b = y;
	const uint64_t *flip = ctx;

	return ((a->key ^ *flip) > (b->key ^ *flip)) -
	    ((a->key ^ *flip) < (b->key ^ *flip));
}

/* Upwards and, by the context, downwards; all lengths around powers of 2. */
Test(sort, by_a_comparison_equals_keep_their_order)
{
	static const uint64_t flips[] = { 0, UINT64_MAX };
	static struct sort_rec a[600], tmp[600];
	uint64_t state = 11;

	for (size_t n = 0; n < 600; n += n < 140 ? 1 : 23) {
		const uint64_t *flip = &flips[n % 2];
		uint64_t sum = 0;

		for (size_t i = 0; i < n; i++) {
			a[i].key = rnd(&state) % 37;
			a[i].val = i;
			sum += (a[i].key + 1) * (i + 1);
		}
		sort_by(a, tmp, n, sizeof(*a), compare_keys, flip);
		for (size_t i = 0; i < n; i++) {
			sum -= (a[i].key + 1) * (a[i].val + 1);
			if (i == 0)
				continue;
			cr_assert_leq(a[i - 1].key ^ *flip, a[i].key ^ *flip);
			if (a[i - 1].key == a[i].key)
				cr_assert_lt(a[i - 1].val, a[i].val);
		}
		cr_assert_eq(sum, 0);
	}
}

Test(le, bytes_are_little_endian_at_any_place)
{
	unsigned char b[16] = { 0 };

	le32_put(b + 1, 0x01020304);
	cr_assert_eq(b[1], 4);
	cr_assert_eq(b[4], 1);
	cr_assert_eq(le32_get(b + 1), 0x01020304);
	le64_put(b + 3, UINT64_C(0x0102030405060708));
	cr_assert_eq(b[3], 8);
	cr_assert_eq(le64_get(b + 3), UINT64_C(0x0102030405060708));
	le16_put(b + 5, 0xabcd);
	cr_assert_eq(le16_get(b + 5), 0xabcd);
}

/* The generator's published first outputs for seed 1234567. */
Test(hash, splitmix_is_the_published_one)
{
	static const uint64_t want[] = { UINT64_C(6457827717110365317),
		UINT64_C(3203168211198807973), UINT64_C(9817491932198370423),
		UINT64_C(4593380528125082431), UINT64_C(16408922859458223821) };
	uint64_t state = 1234567;

	for (size_t i = 0; i < 5; i++)
		cr_assert_eq(splitmix64(&state), want[i]);
}
