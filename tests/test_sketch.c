/*
 * test_sketch.c - sketches: the definition to the bit, and its statistics.
 */
#include <math.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/hash.h"
#include "base/le.h"
#include "helpers.h"
#include "shingle/sketch.h"
#include "tawam.h"

/* sketch.h's three rules, word for word. */
static void
by_the_book(uint32_t k, uint64_t seed, const uint32_t *h, size_t n,
    uint32_t *slots)
{
	uint64_t state = seed ^ UINT64_C(0x736c6f7473);

	for (uint32_t i = 0; i < k; i++) {
		uint64_t bin = UINT64_MAX, fill = UINT64_MAX;
		uint32_t m = (uint32_t)splitmix64(&state) | 1;

		for (size_t j = 0; j < n; j++) {
			uint32_t v = (uint32_t)((uint64_t)h[j] * m);

			if (h[j] % k == i && h[j] / k < bin)
				bin = h[j] / k;
			if (v < fill)
				fill = v;
		}
		if (n == 0)
			slots[i] = UINT32_MAX;
		else if (bin != UINT64_MAX)
			slots[i] = (uint32_t)bin;
		else
			slots[i] = UINT32_C(0x80000000) + (uint32_t)fill / 2;
	}
}

Test(sketch, is_what_the_book_says)
{
	static const uint32_t ks[] = { 64, 128, 256 };
	static uint32_t h[2000], a[256], b[256];
	uint64_t state = 11;

	for (unsigned round = 0; round < 300; round++) {
		struct sketcher_consts c;
		uint32_t k = ks[round % 3];
		uint64_t seed = rnd(&state);
		size_t n = round < 10 ? round : rnd(&state) % 2000;

		for (size_t i = 0; i < n; i++)
			h[i] = (uint32_t)rnd(&state);
		sketch_consts_init(&c, k, seed);
		sketch_slots(&c, h, n, a);
		by_the_book(k, seed, h, n, b);
		cr_assert_arr_eq(a, b, k * sizeof(*a));
	}
}

Test(sketch, repeats_and_order_do_not_matter)
{
	static uint32_t h[600], g[1200], a[128], b[128];
	struct sketcher_consts c;
	uint64_t state = 5;

	sketch_consts_init(&c, 128, 0);
	for (size_t i = 0; i < 600; i++)
		h[i] = (uint32_t)rnd(&state);
	for (size_t i = 0; i < 1200; i++)
		g[i] = h[599 - i % 600];
	sketch_slots(&c, h, 600, a);
	sketch_slots(&c, g, 1200, b);
	cr_assert_arr_eq(a, b, sizeof(a));
}

/* Two sets of n with `both` in common, of random hashes. */
static void
draw(uint64_t *state, uint32_t *x, uint32_t *y, size_t n, size_t both)
{
	for (size_t i = 0; i < n; i++) {
		x[i] = (uint32_t)rnd(state);
		y[i] = i < both ? x[i] : (uint32_t)rnd(state);
	}
}

/*
 * Unbiased, and no worse than sqrt(J(1-J)/k), at every size and Jaccard.
 * 400 trials a cell: the mean is within 4.5 standard errors, the root mean
 * square error within 1 + 4.5 x its relative standard error 1/sqrt(800) of
 * the line; the cells are 20, so a false alarm comes once in 5,000 seeds.
 */
Test(sketch, estimates_are_unbiased_and_tight)
{
	static const size_t sizes[] = { 40, 115, 300, 800, 6000 };
	static const double js[] = { .5, .7, .8, .95 };
	static uint32_t x[6000], y[6000], a[128], b[128];
	struct sketcher_consts c;
	uint64_t state = 2024;

	sketch_consts_init(&c, 128, 0);
	for (size_t s = 0; s < 5; s++) {
		for (size_t j = 0; j < 4; j++) {
			size_t n = sizes[s];
			size_t both = (size_t)(2 * n * js[j] / (1 + js[j]));
			double exact = both / (2. * n - both);
			double line = exact * (1 - exact) / 128;
			double sum = 0, squares = 0;
			const int trials = 400;

			for (int t = 0; t < trials; t++) {
				double e;

				draw(&state, x, y, n, both);
				sketch_slots(&c, x, n, a);
				sketch_slots(&c, y, n, b);
				e = sketch_equal(CPU_SCALAR, a, b, 128) /
				    128. - exact;
				sum += e;
				squares += e * e;
			}
			cr_assert_lt(fabs(sum / trials),
			    4.5 * sqrt(line / trials), "n %zu J %.2f bias %g",
			    n, exact, sum / trials);
			cr_assert_lt(sqrt(squares / trials / line),
			    1 + 4.5 / sqrt(2. * trials), "n %zu J %.2f", n,
			    exact);
		}
	}
}

/*
 * The trap of rotation densification: with short texts it makes candidates of
 * most pairs.  16 bands of 8, J = .5: the theory says 0.061, rotation 0.90.
 */
Test(sketch, bands_behave_as_theory_with_short_texts)
{
	static const size_t sizes[] = { 40, 80, 115 };
	static uint32_t x[115], y[115], a[128], b[128];
	struct sketcher_consts c;
	uint64_t state = 77;
	const int trials = 4000;

	sketch_consts_init(&c, 128, 0);
	for (size_t s = 0; s < 3; s++) {
		size_t n = sizes[s], both = n * 13 / 20;
		double j = (double)both / (double)(2 * n - both);
		double theory = 1 - pow(1 - pow(j, 8), 16), error;
		int hits = 0;

		for (int t = 0; t < trials; t++) {
			int hit = 0;

			draw(&state, x, y, n, both);
			sketch_slots(&c, x, n, a);
			sketch_slots(&c, y, n, b);
			for (int band = 0; band < 16; band++)
				hit |= memcmp(a + 8 * band, b + 8 * band,
				    32) == 0;
			hits += hit;
		}
		error = sqrt(theory * (1 - theory) / trials);
		cr_assert_lt(hits / (double)trials, theory + 4.5 * error,
		    "n %zu: %d of %d", n, hits, trials);
		cr_assert_gt(hits / (double)trials,
		    theory - 4.5 * error - 0.01, "n %zu: %d of %d", n, hits,
		    trials);
	}
}

Test(sketch, distinct_is_about_right)
{
	static const size_t sizes[] = { 1, 10, 50, 100, 300, 1000, 20000 };
	static uint32_t h[20000], a[128];
	struct sketcher_consts c;
	uint64_t state = 3;

	sketch_consts_init(&c, 128, 0);
	for (size_t s = 0; s < 7; s++) {
		double sum = 0;

		for (int t = 0; t < 100; t++) {
			for (size_t i = 0; i < sizes[s]; i++)
				h[i] = (uint32_t)rnd(&state);
			sketch_slots(&c, h, sizes[s], a);
			sum += sketch_distinct(&c, a);
		}
		cr_assert_float_eq(sum / 100 / sizes[s], 1, .06, "n %zu: %f",
		    sizes[s], sum / 100);
	}
}

Test(sketch, fewer_is_what_distinct_says)
{
	static uint32_t h[2000], a[SKETCH_SLOTS_MAX];
	uint64_t state = 8;

	for (size_t n = 0; n < 2000; n += 1 + n / 20) {
		struct sketcher_consts c;
		double d;

		sketch_consts_init(&c, UINT32_C(64) << n % 3, n);
		for (size_t i = 0; i < n; i++)
			h[i] = (uint32_t)rnd(&state);
		sketch_slots(&c, h, n, a);
		d = sketch_distinct(&c, a);
		for (double than = 0; than < 3 * d + 2; than += d / 50 + .1)
			cr_assert_eq(sketch_fewer(&c, a, than), d < than);
		cr_assert_eq(sketch_fewer(&c, a, d), 0);
	}
}

Test(sketch, bytes_are_checked)
{
	unsigned char bytes[SKETCH_HEADER + 4 * 128];
	struct sketch_header h = { 3, 5, 128, 7, 8, 9, 10, 11, 0 }, g;
	uint32_t slots[128], back[256];

	for (uint32_t i = 0; i < 128; i++)
		slots[i] = i * 2654435761u;
	sketch_encode(&h, slots, bytes);
	cr_assert_eq(sketch_decode(bytes, sizeof(bytes), &g, back), 0);
	cr_assert_arr_eq(slots, back, sizeof(slots));
	cr_assert_eq(g.exact_hi, 11);
	cr_assert_eq(le32_get(bytes + 64), 0);
	cr_assert_eq(le32_get(bytes + 68), 2654435761u);
	for (size_t n = 0; n < sizeof(bytes); n++)
		cr_assert_eq(sketch_decode(bytes, n, &g, back),
		    TAWAM_EFORMAT);
	bytes[0] ^= 1;
	cr_assert_eq(sketch_decode(bytes, sizeof(bytes), &g, back),
	    TAWAM_EFORMAT);
	bytes[0] ^= 1;
	bytes[4]++;
	cr_assert_eq(sketch_decode(bytes, sizeof(bytes), &g, back),
	    TAWAM_EFORMAT);
}
