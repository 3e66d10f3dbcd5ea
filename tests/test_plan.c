/*
 * test_plan.c - bands and rows.
 */
#include <math.h>
#include <stddef.h>
#include <string.h>

#include <criterion/criterion.h>

#include "tawam.h"

static struct tawam_params
defaults(void)
{
	struct tawam_params p;

	tawam_params_init(&p, sizeof(p));
	return p;
}

Test(plan, the_promise_holds_at_every_size_and_threshold)
{
	static const double floors[] = { .5, .6, .7, .8, .9, .95, 1 };
	static const double recalls[] = { .9, .99, .999 };

	for (uint64_t n = 1; n <= 100000000; n *= 10) {
		for (size_t f = 0; f < 7; f++) {
			for (size_t r = 0; r < 3; r++) {
				struct tawam_params p = defaults();
				struct tawam_plan plan;
				int e;

				p.threshold = floors[f];
				p.recall = recalls[r];
				e = tawam_plan(&p, n, &plan);
				cr_assert(e == 0 || (e == TAWAM_ETOOMANY &&
				    plan.candidates > 1000));
				cr_assert_leq(plan.bands * plan.rows,
				    plan.slots);
				cr_assert_geq(plan.recall, p.recall,
				    "n %lu floor %g", (unsigned long)n,
				    p.threshold);
			}
		}
	}
}

Test(plan, what_is_given_is_kept)
{
	struct tawam_params p = defaults();
	struct tawam_plan plan;

	p.bands = 16;
	p.rows = 8;
	cr_assert_eq(tawam_plan(&p, 1000, &plan), 0);
	cr_assert_eq(plan.bands, 16);
	cr_assert_eq(plan.rows, 8);
	cr_assert_float_eq(plan.recall, .6133, .001);
	p.bands = 0;
	cr_assert_eq(tawam_plan(&p, 1000, &plan), 0);
	cr_assert_eq(plan.rows, 8);
	p.bands = 20;
	p.rows = 0;
	cr_assert_eq(tawam_plan(&p, 1000, &plan), 0);
	cr_assert_eq(plan.bands, 20);
	cr_assert_geq(plan.recall, .99);
	p.slots = 128;
	p.bands = 65;
	p.rows = 2;
	cr_assert_eq(tawam_plan(&p, 1000, &plan), TAWAM_EINVAL);
}

Test(plan, small_corpora_are_cheap_and_large_ones_take_more_slots)
{
	struct tawam_params p = defaults();
	struct tawam_plan plan;

	cr_assert_eq(tawam_plan(&p, 10000, &plan), 0);
	cr_assert_eq(plan.slots, 128);
	cr_assert_leq(plan.candidates, 20);
	cr_assert_geq(plan.recall, .999);
	/* A few hundred are all compared. */
	cr_assert_eq(tawam_plan(&p, 300, &plan), 0);
	cr_assert_geq(plan.recall, .999);
	cr_assert_geq(plan.candidates, 299);
	cr_assert_eq(tawam_plan(&p, 10000000, &plan), 0);
	cr_assert_eq(plan.slots, 256);
	cr_assert_leq(plan.candidates, 10);
}

Test(plan, too_many_candidates_stop_unless_bands_are_given)
{
	struct tawam_params p = defaults();
	struct tawam_plan plan;

	p.threshold = .2;
	p.containment = 0;
	cr_assert_eq(tawam_plan(&p, 10000000, &plan), TAWAM_ETOOMANY);
	cr_assert_gt(plan.candidates, 1000);
	p.bands = plan.bands;
	p.rows = plan.rows;
	cr_assert_eq(tawam_plan(&p, 10000000, &plan), 0);
}

Test(plan, the_curve)
{
	cr_assert_float_eq(tawam_scurve(25, 5, .7), .98995, 1e-5);
	cr_assert_float_eq(tawam_scurve(1, 1, .3), .3, 1e-12);
	cr_assert_eq(tawam_scurve(16, 8, 1), 1);
	cr_assert_eq(tawam_scurve(16, 8, 0), 0);
}

Test(params, ranges)
{
	struct { size_t at; double value; } bad[] = {
		{ offsetof(struct tawam_params, threshold), 0 },
		{ offsetof(struct tawam_params, threshold), 1.01 },
		{ offsetof(struct tawam_params, threshold), NAN },
		{ offsetof(struct tawam_params, floor), .71 },
		{ offsetof(struct tawam_params, floor), -.1 },
		{ offsetof(struct tawam_params, containment), 1.1 },
		{ offsetof(struct tawam_params, containment), -.1 },
		{ offsetof(struct tawam_params, recall), 1 },
		{ offsetof(struct tawam_params, recall), .4 },
	};
	struct { size_t at; uint32_t value; } odd[] = {
		{ offsetof(struct tawam_params, ngram), 2 },
		{ offsetof(struct tawam_params, ngram), 9 },
		{ offsetof(struct tawam_params, slots), 100 },
		{ offsetof(struct tawam_params, bands), 300 },
		{ offsetof(struct tawam_params, join), 0 },
		{ offsetof(struct tawam_params, join), 1 },
		{ offsetof(struct tawam_params, join), 1u << 5 },
		{ offsetof(struct tawam_params, profile), 5 },
	};
	const char *why;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct tawam_params p = defaults();

		*(double *)(void *)((char *)&p + bad[i].at) = bad[i].value;
		cr_assert_eq(tawam_params_check(&p, &why), TAWAM_EINVAL);
		cr_assert_not_null(why);
	}
	for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
		struct tawam_params p = defaults();

		*(uint32_t *)(void *)((char *)&p + odd[i].at) = odd[i].value;
		cr_assert_eq(tawam_params_check(&p, &why), TAWAM_EINVAL);
	}
	for (size_t i = 0; i < 1; i++) {
		struct tawam_params p = defaults();

		cr_assert_eq(tawam_params_check(&p, &why), 0);
		cr_assert_null(why);
		p.size = 0;
		cr_assert_eq(tawam_params_check(&p, &why), TAWAM_EINVAL);
	}
}

Test(params, names_go_both_ways)
{
	for (int i = 0; i <= TAWAM_PROFILE_AGGRESSIVE; i++)
		cr_assert_eq(tawam_profile_parse(tawam_profile_name(
		    (enum tawam_profile)i)), i);
	for (int i = 0; i < TAWAM_NRELATIONS; i++)
		cr_assert_eq(tawam_relation_parse(tawam_relation_name(
		    (enum tawam_relation)i)), i);
	for (int i = 0; i <= TAWAM_KEEP_ID; i++)
		cr_assert_eq(tawam_keep_parse(tawam_keep_name(
		    (enum tawam_keep)i)), i);
	cr_assert_eq(tawam_profile_parse("Standard"), -1);
	cr_assert_eq(tawam_keep_parse(""), -1);
	for (int e = -20; e <= 1; e++)
		cr_assert_gt(strlen(tawam_strerror(e)), 3);
}
