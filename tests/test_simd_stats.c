/*
 * test_simd_stats.c - the statistics of sketches at every size, number of
 * slots and Jaccard that matter: no bias, error under the line, bands that
 * meet as often as theory says.  Hashes are random numbers here; those of real
 * text are in test_simd_quality.c.
 */
#include <math.h>
#include <string.h>

#include <criterion/criterion.h>

#include "helpers.h"
#include "shingle/sketch.h"

#define NK	3
#define MOST	6000

static uint32_t x[MOST], y[MOST];

/* Two sets of n, of random hashes; their Jaccard, about j. */
static size_t
common(size_t n, double j, double *exact)
{
	size_t both = (size_t)(2 * (double)n * j / (1 + j) + .5);

	*exact = (double)both / (double)(2 * n - both);
	return both;
}

static void
draw(uint64_t *state, size_t n, size_t both)
{
	for (size_t i = 0; i < n; i++) {
		x[i] = (uint32_t)(rnd(state) >> 32);
		y[i] = i < both ? x[i] : (uint32_t)(rnd(state) >> 32);
	}
}

struct sums {
	double sum, squares;
};

/* Of the errors for k = 64, 128, 256, each trial with a seed of its own. */
static void
add_errors(uint64_t *state, size_t n, size_t both, double exact, int trials,
    struct sums *s)
{
	uint32_t a[SKETCH_SLOTS_MAX], b[SKETCH_SLOTS_MAX];

	for (int t = 0; t < trials; t++) {
		draw(state, n, both);
		for (uint32_t i = 0; i < NK; i++) {
			uint32_t k = UINT32_C(64) << i;
			struct sketcher_consts c;
			double e;

			sketch_consts_init(&c, k, (uint64_t)t);
			sketch_slots(&c, x, n, a);
			sketch_slots(&c, y, n, b);
			e = (double)sketch_equal(CPU_SCALAR, a, b, k) / k -
			    exact;
			s[i].sum += e;
			s[i].squares += e * e;
		}
	}
}

/*
 * In each of 60 cells the mean error is within 4.5 standard errors of 0 (one
 * seed in 2,400 would be further off somewhere), and the root mean square
 * error at most sqrt(J(1-J)/k), as far as so many trials can tell: 4.5 times
 * its own standard error, 1/sqrt(2 trials), is 16 % at 400 trials, 22 % at 200
 * (one seed in 4,900).
 */
Test(stats, no_bias_and_errors_under_the_line)
{
	static const size_t sizes[] = { 40, 115, 300, 800, 6000 };
	static const double js[] = { .3, .5, .7, .9 };
	uint64_t state = 31;

	for (size_t cell = 0; cell < 20; cell++) {
		size_t n = sizes[cell / 4];
		int trials = n > 1000 ? 200 : 400;
		struct sums s[NK] = { { 0, 0 }, { 0, 0 }, { 0, 0 } };
		double j;
		size_t both = common(n, js[cell % 4], &j);

		add_errors(&state, n, both, j, trials, s);
		for (uint32_t i = 0; i < NK; i++) {
			uint32_t k = UINT32_C(64) << i;
			double line = j * (1 - j) / k;
			double rms = sqrt(s[i].squares / trials / line);

			cr_assert_lt(fabs(s[i].sum / trials),
			    4.5 * sqrt(line / trials),
			    "n %zu k %u J %.2f: bias %g", n, k, j,
			    s[i].sum / trials);
			cr_assert_lt(rms, 1 + 4.5 / sqrt(2. * trials),
			    "n %zu k %u J %.2f: %.3f of the line", n, k, j,
			    rms);
		}
	}
}

static const struct banding {
	uint32_t k, bands, rows;
} bandings[] = { { 64, 16, 4 }, { 128, 16, 8 }, { 128, 25, 5 },
	{ 128, 32, 4 }, { 256, 32, 8 } };

#define NBANDINGS	5

/* How many of the trials are candidates under each banding. */
static void
add_hits(uint64_t *state, size_t n, size_t both, int trials, int *hits)
{
	uint32_t a[SKETCH_SLOTS_MAX], b[SKETCH_SLOTS_MAX];

	for (int t = 0; t < trials; t++) {
		draw(state, n, both);
		for (size_t i = 0; i < NBANDINGS; i++) {
			const struct banding *g = &bandings[i];
			struct sketcher_consts c;
			int hit = 0;

			sketch_consts_init(&c, g->k, (uint64_t)t);
			sketch_slots(&c, x, n, a);
			sketch_slots(&c, y, n, b);
			for (uint32_t at = 0; at < g->bands; at++)
				hit |= memcmp(a + at * g->rows,
				    b + at * g->rows,
				    g->rows * sizeof(*a)) == 0;
			hits[i] += hit;
		}
	}
}

/*
 * 1 - (1 - J^r)^b, within 4.5 standard errors and 0.02: bins draw without
 * putting back, which makes the curve a little steeper than that of slots that
 * know nothing of each other, by 0.018 at most in 20,000 trials a cell.
 * Rotation densification is off by 0.8 at J = .5.
 */
Test(stats, bands_meet_as_often_as_theory_says)
{
	static const size_t sizes[] = { 40, 80, 115 };
	static const double js[] = { .3, .5, .6, .7, .8, .9 };
	uint64_t state = 32;
	const int trials = 1000;

	for (size_t cell = 0; cell < 18; cell++) {
		size_t n = sizes[cell / 6];
		int hits[NBANDINGS] = { 0 };
		double j;
		size_t both = common(n, js[cell % 6], &j);

		add_hits(&state, n, both, trials, hits);
		for (size_t i = 0; i < NBANDINGS; i++) {
			const struct banding *g = &bandings[i];
			double p = 1 - pow(1 - pow(j, g->rows), g->bands);
			double rate = (double)hits[i] / trials;

			cr_assert_lt(fabs(rate - p), 0.02 +
			    4.5 * sqrt(p * (1 - p) / trials),
			    "n %zu J %.2f %u x %u: %.3f, not %.3f", n, j,
			    g->bands, g->rows, rate, p);
		}
	}
}
