/*
 * test_kperm.c - MinHash by k permutations: the definition to the bit, its
 * variants, its statistics, and that it never meets a sketch of another kind.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/hash.h"
#include "base/le.h"
#include "helpers.h"
#include "shingle/kperm.h"
#include "tawam.h"

static const char text[] = "the same text, long enough to have some shingles";

/* kperm.h's two rules, word for word. */
static void
by_the_book(uint32_t k, uint64_t seed, const uint32_t *h, size_t n,
    uint32_t *slots)
{
	uint64_t state = seed ^ UINT64_C(0x6b7065726d);

	for (uint32_t i = 0; i < k; i++) {
		uint64_t v = splitmix64(&state);
		uint64_t a = (v & 0xFFFFFFFF) | 1, b = v >> 32;
		uint64_t least = UINT32_MAX;

		for (size_t j = 0; j < n; j++) {
			uint64_t w = (h[j] * a + b) % (UINT64_C(1) << 32);

			if (w < least)
				least = w;
		}
		slots[i] = (uint32_t)least;
	}
}

/* Every variant; the array ends where its memory does. */
Test(kperm, is_what_the_book_says)
{
	static uint32_t got[256], want[256];
	uint64_t state = 21;

	for (unsigned round = 0; round < 90; round++) {
		struct kperm_consts c;
		uint32_t k = UINT32_C(64) << round % 3;
		uint64_t seed = rnd(&state);
		size_t n = round < 12 ? round : rnd(&state) % 700;
		uint32_t *h = malloc(n > 0 ? n * sizeof(*h) : 1);

		cr_assert_not_null(h);
		for (size_t i = 0; i < n; i++)
			h[i] = (uint32_t)(rnd(&state) >> 32);
		kperm_consts_init(&c, k, seed);
		by_the_book(k, seed, h, n, want);
		for (int l = 0; l <= (int)cpu_level(); l++) {
			c.level = (enum cpu_level)l;
			memset(got, 0, sizeof(got));
			kperm_slots(&c, h, n, got);
			cr_assert_arr_eq(got, want, k * sizeof(*got),
			    "%s k %u n %zu", cpu_level_name(c.level), k, n);
			cr_assert_eq(k == 256 ? 0 : got[k], 0);
		}
		free(h);
	}
}

static double
estimate(const struct kperm_consts *c, const uint32_t *x, const uint32_t *y,
    size_t n)
{
	uint32_t a[KPERM_SLOTS_MAX], b[KPERM_SLOTS_MAX], equal = 0;

	kperm_slots(c, x, n, a);
	kperm_slots(c, y, n, b);
	for (uint32_t i = 0; i < c->k; i++)
		equal += a[i] == b[i];
	return (double)equal / c->k;
}

/*
 * 300 trials a cell, each with a seed of its own: the mean is within 4.5
 * standard errors of J, and the root mean square error within 4.5 of its own,
 * 1/sqrt(600), of sqrt(J(1-J)/k), from both sides: without bins there is
 * nothing that would make it less.
 */
Test(kperm, estimates_are_unbiased)
{
	static const size_t sizes[] = { 40, 115, 600 };
	static const double js[] = { .3, .7, .9 };
	static uint32_t x[600], y[600];
	uint64_t state = 7;
	const int trials = 300;

	for (size_t cell = 0; cell < 9; cell++) {
		size_t n = sizes[cell / 3];
		double j = js[cell % 3];
		size_t both = (size_t)(2 * (double)n * j / (1 + j));
		double exact = (double)both / (double)(2 * n - both);
		double line = exact * (1 - exact) / 128, sum = 0, squares = 0;

		for (int t = 0; t < trials; t++) {
			struct kperm_consts c;
			double e;

			for (size_t i = 0; i < n; i++) {
				x[i] = (uint32_t)(rnd(&state) >> 32);
				y[i] = i < both ? x[i] :
				    (uint32_t)(rnd(&state) >> 32);
			}
			kperm_consts_init(&c, 128, (uint64_t)t);
			e = estimate(&c, x, y, n) - exact;
			sum += e;
			squares += e * e;
		}
		cr_assert_lt(fabs(sum / trials), 4.5 * sqrt(line / trials),
		    "n %zu J %.2f: bias %g", n, exact, sum / trials);
		cr_assert_float_eq(sqrt(squares / trials / line), 1,
		    4.5 / sqrt(2. * trials), "n %zu J %.2f", n, exact);
	}
}

static void
sketch_as(enum tawam_scheme scheme, const char *p, size_t n,
    unsigned char *out, size_t size)
{
	struct tawam_sketcher *s;
	struct tawam_params params;

	tawam_params_init(&params, sizeof(params));
	params.scheme = scheme;
	cr_assert_eq(tawam_sketcher_new(&s, &params), 0);
	cr_assert_eq(tawam_sketch_size(&params), size);
	cr_assert_eq(tawam_sketch(s, p, n, out, size), 0);
	tawam_sketcher_free(s);
}

Test(kperm, the_two_schemes_never_compare)
{
	unsigned char oph[576], kperm[576], other[576];
	double j;

	sketch_as(TAWAM_OPH, text, strlen(text), oph, sizeof(oph));
	sketch_as(TAWAM_KPERM, text, strlen(text), kperm, sizeof(kperm));
	cr_assert_eq(le16_get(oph + 4), 1);
	cr_assert_eq(oph[48], 0);
	cr_assert_eq(le16_get(kperm + 4), 2);
	cr_assert_eq(kperm[48], 1);
	cr_assert_eq(tawam_sketch_compare(kperm, 576, kperm, 576, &j), 0);
	cr_assert_eq(j, 1);
	cr_assert_eq(tawam_sketch_compare(oph, 576, kperm, 576, &j),
	    TAWAM_EMISMATCH);
	cr_assert_eq(tawam_sketch_compare(kperm, 576, oph, 576, &j),
	    TAWAM_EMISMATCH);
	/* Part of a text: about as alike as it is long. */
	sketch_as(TAWAM_KPERM, text, strlen(text) * 3 / 4, other, 576);
	cr_assert_eq(tawam_sketch_compare(kperm, 576, other, 576, &j), 0);
	cr_assert_float_eq(j, .73, .18);
	/* Neither half alone makes a sketch of the other kind. */
	kperm[48] = 0;
	cr_assert_eq(tawam_sketch_compare(kperm, 576, kperm, 576, &j),
	    TAWAM_EFORMAT);
	kperm[48] = 1;
	kperm[4] = 1;
	cr_assert_eq(tawam_sketch_compare(kperm, 576, kperm, 576, &j),
	    TAWAM_EFORMAT);
	kperm[4] = 2;
	kperm[48] = 2;
	cr_assert_eq(tawam_sketch_compare(kperm, 576, kperm, 576, &j),
	    TAWAM_EFORMAT);
	sketch_as(TAWAM_KPERM, "", 0, other, 576);
	for (size_t i = 64; i < 576; i++)
		cr_assert_eq(other[i], 0xFF);
}

Test(kperm, who_does_not_know_the_scheme_gets_the_default)
{
	unsigned char got[576], want[576];
	struct tawam_params p;
	struct tawam_sketcher *s;
	struct tawam_corpus *c;
	const char *why;

	sketch_as(TAWAM_OPH, text, strlen(text), want, sizeof(want));
	tawam_params_init(&p, sizeof(p));
	p.scheme = TAWAM_KPERM;
	p.size = offsetof(struct tawam_params, scheme);
	cr_assert_eq(tawam_sketcher_new(&s, &p), 0);
	cr_assert_eq(tawam_sketch(s, text, strlen(text), got, 576), 0);
	cr_assert_arr_eq(got, want, 576);
	tawam_sketcher_free(s);
	p.size = sizeof(p);
	cr_assert_eq(tawam_params_check(&p, &why), 0);
	cr_assert_eq(tawam_corpus_new(&c, &p), TAWAM_EINVAL);
	cr_assert_null(c);
	p.scheme = (enum tawam_scheme)2;
	cr_assert_eq(tawam_params_check(&p, &why), TAWAM_EINVAL);
	cr_assert_str_eq(why, "scheme must be oph or kperm");
	cr_assert_str_eq(tawam_scheme_name(TAWAM_KPERM), "kperm");
	cr_assert_eq(tawam_scheme_parse("oph"), TAWAM_OPH);
	cr_assert_eq(tawam_scheme_parse("minhash"), -1);
}
