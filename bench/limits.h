/*
 * limits.h - what bounds a sketch from below: loops that do less.
 */
#ifndef TAWAM_BENCH_LIMITS_H
#define TAWAM_BENCH_LIMITS_H

#include <stddef.h>
#include <stdint.h>

/* Reads n bytes and does nothing else that takes time. */
uint64_t limit_read(const char *p, size_t n);

/* Is it UTF-8?  Keiser and Lemire, arXiv 2010.03090, with AVX2. */
int	 limit_validate(const char *p, size_t n);

/* 1 when this CPU can run the two. */
int	 limits_there(void);

#endif
