/*
 * cpu.c - which variant of the hot loops this CPU can run.
 */
#ifdef TAWAM_CPU_ENV
#include <stdlib.h>
#include <string.h>
#endif

#include "base/cpu.h"

static const char *const names[CPU_NLEVELS] = { "scalar", "avx2", "avx512" };

const char *
cpu_level_name(enum cpu_level level)
{
	return names[level];
}

static enum cpu_level
best(void)
{
#if CPU_X86
	__builtin_cpu_init();
	if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi") ||
	    !__builtin_cpu_supports("bmi2") ||
	    !__builtin_cpu_supports("popcnt"))
		return CPU_SCALAR;
	if (!__builtin_cpu_supports("avx512f") ||
	    !__builtin_cpu_supports("avx512bw") ||
	    !__builtin_cpu_supports("avx512dq") ||
	    !__builtin_cpu_supports("avx512vl") ||
	    !__builtin_cpu_supports("avx512vbmi") ||
	    !__builtin_cpu_supports("avx512vbmi2"))
		return CPU_AVX2;
	return CPU_AVX512;
#else
	return CPU_SCALAR;
#endif
}

enum cpu_level
cpu_level(void)
{
	enum cpu_level level = best();

#ifdef TAWAM_CPU_ENV
	const char *want = getenv("TAWAM_CPU");

	for (int i = 0; want != NULL && i < (int)level; i++)
		if (strcmp(want, names[i]) == 0)
			return (enum cpu_level)i;
#endif
	return level;
}
