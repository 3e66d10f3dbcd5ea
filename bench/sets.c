/*
 * sets.c - what it takes to make a set of shingles, and to find what two have
 * in common, in nanoseconds.
 */
#include <err.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/sort.h"
#include "bench.h"
#include "compare/set.h"

/* Pairs of sets, so that nothing about one can be learnt. */
#define SETS	64
#define RUNS	15

static volatile size_t sink;

/* Keys as of texts: every fourth is a repeat. */
static void
fill(uint64_t *keys, size_t n, uint64_t *state)
{
	for (size_t i = 0; i < n; i++)
		keys[i] = splitmix64(state);
	for (size_t i = 0; i < n / 4; i++)
		keys[splitmix64(state) % n] = keys[splitmix64(state) % n];
}

/* The least of the runs over all, for one of n keys. */
static double
make_sets(const uint64_t *keys, size_t n, int spread)
{
	uint64_t *a = malloc(n * sizeof(*a));
	uint64_t *tmp = malloc(n * sizeof(*tmp));
	double best = 0;

	if (a == NULL || tmp == NULL)
		err(1, NULL);
	for (int run = 0; run < RUNS; run++) {
		double t = bench_cpu();

		for (size_t s = 0; s < SETS; s++) {
			memcpy(a, keys + s * n, n * sizeof(*a));
			if (spread)
				sort_spread(a, tmp, n);
			else
				sort_u64(a, tmp, n);
			sink += sort_unique(a, n);
		}
		t = bench_cpu() - t;
		best = run == 0 || t < best ? t : best;
	}
	free(a);
	free(tmp);
	return 1e9 * best / SETS;
}

static double
merge(const struct set *sets, enum cpu_level level)
{
	double best = 0;

	for (int run = 0; run < RUNS; run++) {
		double t = bench_cpu();

		for (size_t a = 0; a < SETS; a++)
			for (size_t b = 0; b < SETS; b++)
				sink += set_common(level, &sets[a], &sets[b]);
		t = bench_cpu() - t;
		best = run == 0 || t < best ? t : best;
	}
	return 1e9 * best / SETS / SETS;
}

/* The most that two share, from the places of their keys. */
static double
bound(const struct set *sets, enum cpu_level level)
{
	struct set_marks marks[SETS];
	double best = 0;

	for (size_t s = 0; s < SETS; s++)
		set_mark(&sets[s], &marks[s]);
	for (int run = 0; run < RUNS; run++) {
		double t = bench_cpu();

		for (size_t a = 0; a < SETS; a++)
			for (size_t b = 0; b < SETS; b++)
				sink += set_most(level, &sets[a], &marks[a],
				    &sets[b], &marks[b]);
		t = bench_cpu() - t;
		best = run == 0 || t < best ? t : best;
	}
	return 1e9 * best / SETS / SETS;
}

static void
row(size_t n)
{
	uint64_t *keys = malloc(SETS * n * sizeof(*keys)), state = n;
	struct set sets[SETS];

	if (keys == NULL)
		err(1, NULL);
	/* Edited copies of one text: a tenth of each is its own. */
	fill(keys, n, &state);
	for (size_t s = 1; s < SETS; s++) {
		memcpy(keys + s * n, keys, n * sizeof(*keys));
		for (size_t i = 0; i < n / 10; i++)
			keys[s * n + splitmix64(&state) % n] =
			    splitmix64(&state);
	}
	printf("%8zu %10.0f %10.0f", n, make_sets(keys, n, 0),
	    make_sets(keys, n, 1));
	for (size_t s = 0; s < SETS; s++) {
		uint64_t *tmp = malloc(n * sizeof(*tmp));

		if (tmp == NULL)
			err(1, NULL);
		sets[s].keys = keys + s * n;
		sort_spread(sets[s].keys, tmp, n);
		sets[s].n = sort_unique(sets[s].keys, n);
		free(tmp);
	}
	for (int l = 0; l <= (int)cpu_level(); l++)
		printf(" %10.0f", merge(sets, (enum cpu_level)l));
	for (int l = 0; l <= (int)cpu_level(); l++)
		printf(" %10.0f", bound(sets, (enum cpu_level)l));
	printf("\n");
	free(keys);
}

void
sets_print(void)
{
	static const size_t sizes[] = { 100, 300, 1000, 3000, 20000 };

	printf("\nns for a set of so many shingles, sorted by all their bytes "
	    "and by as many\nbits as their number needs; ns to merge two such "
	    "sets, and to bound what they\nshare, up to %d shingles\n\n"
	    "%8s %10s %10s", SET_MARKED, "shingles", "bytes", "bits");
	for (int i = 0; i < 2; i++)
		for (int l = 0; l <= (int)cpu_level(); l++)
			printf(" %10s", cpu_level_name((enum cpu_level)l));
	printf("\n");
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		row(sizes[i]);
}
