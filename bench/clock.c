/*
 * clock.c - time, and the middle of many times.
 */
#include <err.h>
#include <stdlib.h>
#include <time.h>

#include "bench.h"

static double
seconds(clockid_t which)
{
	struct timespec t;

	if (clock_gettime(which, &t) == -1)
		err(1, "clock");
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

double
bench_now(void)
{
	return seconds(CLOCK_MONOTONIC);
}

double
bench_cpu(void)
{
	return seconds(CLOCK_THREAD_CPUTIME_ID);
}

static int
ascending(const void *p, const void *q)
{
	double x = *(const double *)p, y = *(const double *)q;

	return (x > y) - (x < y);
}

/* The median of an even number is the mean of its middle two. */
double
bench_median(double *v, size_t n)
{
	qsort(v, n, sizeof(*v), ascending);
	return n % 2 == 1 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}
