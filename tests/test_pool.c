/*
 * test_pool.c - a loop over items that several threads share.
 */
#include <criterion/criterion.h>

#include <string.h>

#include "base/pool.h"
#include "helpers.h"

#define MOST	1000

struct job {
	unsigned char done[MOST];	/* by one thread each */
	unsigned workers;
	size_t fails;			/* from this item on */
};

static int
work(void *arg, unsigned worker, size_t i)
{
	struct job *j = arg;

	cr_assert_lt(worker, j->workers);
	j->done[i]++;
	return i >= j->fails ? (int)i + 1 : 0;
}

Test(pool, every_item_is_done_once)
{
	static const size_t counts[] = { 0, 1, 2, 7, 64, MOST };
	static const size_t grains[] = { 1, 2, 3, 8, 2 * MOST };
	struct mem m;

	mem_init(&m, NULL);
	for (unsigned threads = 1; threads < 6; threads++) {
		struct pool *p;

		cr_assert_eq(pool_new(&p, threads, &m), 0);
		for (size_t k = 0; k < 30; k++) {
			size_t n = counts[k / 5];
			static struct job j;

			memset(&j, 0, sizeof(j));
			j.workers = pool_workers(p);
			j.fails = MOST;
			cr_assert_eq(pool_run(p, work, &j, n, grains[k % 5]),
			    0);
			for (size_t i = 0; i < MOST; i++)
				cr_assert_eq(j.done[i], i < n);
		}
		pool_free(p);
	}
}

/* Whichever thread fails first by the clock. */
Test(pool, the_first_failure_by_item_is_the_answer)
{
	struct mem m;

	mem_init(&m, NULL);
	for (unsigned threads = 1; threads < 6; threads++) {
		struct pool *p;

		cr_assert_eq(pool_new(&p, threads, &m), 0);
		for (size_t k = 0; k < 200; k++) {
			static struct job j;

			memset(&j, 0, sizeof(j));
			j.workers = pool_workers(p);
			j.fails = k;
			cr_assert_eq(pool_run(p, work, &j, MOST, 1 + k % 3),
			    (int)k + 1);
			for (size_t i = 0; i <= k; i++)
				cr_assert_eq(j.done[i], 1);
		}
		pool_free(p);
	}
}
