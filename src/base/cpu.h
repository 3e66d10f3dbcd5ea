/*
 * cpu.h - which variant of the hot loops this CPU can run: the one place.
 *
 * A handle asks once, when it is made, and keeps the answer.  Every variant
 * gives the same bytes; scalar is the definition.  Variants stand in files of
 * their own, x_avx2.c and x_avx512.c, whose functions carry the attributes
 * below: no file needs flags of its own.
 */
#ifndef TAWAM_BASE_CPU_H
#define TAWAM_BASE_CPU_H

#if defined(__x86_64__) && defined(__GNUC__)
#define CPU_X86	1
#define CPU_AVX2_CODE	__attribute__((target("avx2,bmi,bmi2,popcnt")))
#define CPU_AVX512_CODE	__attribute__((target("avx512f,avx512bw,avx512dq," \
	"avx512vl,avx512vbmi,avx512vbmi2,avx2,bmi,bmi2,popcnt")))
#else
#define CPU_X86	0
#endif

enum cpu_level {
	CPU_SCALAR = 0,
	CPU_AVX2 = 1,
	CPU_AVX512 = 2		/* with VBMI and VBMI2 */
};
#define CPU_NLEVELS	3

/*
 * The best level of this CPU.  A build with -DTAWAM_CPU_ENV, for tests and
 * measurements, takes a lower one from the variable TAWAM_CPU: scalar, avx2 or
 * avx512.
 */
enum cpu_level cpu_level(void);

/* Its name, as in TAWAM_CPU; static. */
const char *cpu_level_name(enum cpu_level level);

/*
 * Asks for the line of a cache that is read soon.  gcc takes a function that
 * does nothing but prefetch for one without effect and drops its calls, were it
 * not for the empty asm.
 */
static inline void
cpu_expect(const void *p)
{
	__builtin_prefetch(p);
	__asm__ volatile ("" : : "r" (p));
}

#endif
