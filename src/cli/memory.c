/*
 * memory.c - how much memory a run may take, and what it has taken.
 */
#include <sys/resource.h>

#include <inttypes.h>
#include <malloc.h>
#include <stdio.h>
#include <unistd.h>

#include "cli/memory.h"

/* With less nothing sensible can be done. */
#define LEAST	((uint64_t)64 << 20)
/* A bound under which free memory counts, and how much of it does not. */
#define SMALL	((uint64_t)1 << 30)
#define KEPT	(1 << 20)

/* What a container allows, or UINT64_MAX. */
static uint64_t
allowed(void)
{
	static const char *const files[] = { "/sys/fs/cgroup/memory.max",
		"/sys/fs/cgroup/memory/memory.limit_in_bytes" };
	uint64_t n = UINT64_MAX;

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		FILE *f = fopen(files[i], "r");

		if (f == NULL)
			continue;
		/* "max" is no number. */
		if (fscanf(f, "%" SCNu64, &n) != 1)
			n = UINT64_MAX;
		(void)fclose(f);
		return n;
	}
	return n;
}

uint64_t
memory_bound(uint64_t given)
{
	long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);
	uint64_t all = allowed();

	if (given == 0) {
		if (pages > 0 && size > 0 &&
		    (uint64_t)pages * (uint64_t)size < all)
			all = (uint64_t)pages * (uint64_t)size;
		given = all / 2;
	}
	return given > LEAST ? given : LEAST;
}

void
memory_thrift(uint64_t bound)
{
	if (bound > SMALL)
		return;
	/* Neither of the two grows by itself once it is set. */
	(void)mallopt(M_MMAP_THRESHOLD, KEPT);
	(void)mallopt(M_TRIM_THRESHOLD, KEPT);
}

uint64_t
memory_peak(void)
{
	struct rusage u;

	if (getrusage(RUSAGE_SELF, &u) == -1)
		return 0;
	return (uint64_t)u.ru_maxrss * 1024;
}
