/*
 * test_scan.h - lines for the field scanner, and its variants.
 */
#ifndef TAWAM_TESTS_SCAN_H
#define TAWAM_TESTS_SCAN_H

#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/cpu.h"
#include "helpers.h"

/* Every variant this CPU has; the scalar one is the definition. */
#define EACH_LEVEL(l)	for (enum cpu_level l = CPU_SCALAR; \
	    l <= cpu_level(); l = (enum cpu_level)(l + 1))

/* A copy that ends where its memory ends, for the sanitizer to watch. */
static inline char *
exact(const char *p, size_t n)
{
	char *c = malloc(n > 0 ? n : 1);

	cr_assert_not_null(c);
	memcpy(c, p, n);
	return c;
}

/* Bytes that matter to the scanner, more often than others. */
static inline char
hostile(uint64_t *seed)
{
	static const unsigned char some[] = { '"', '\\', 0, 0x1f, 0x20, 0x7f,
	    0x80, 0x85, 0xbf, 0xc0, 0xc1, 0xc2, 0xd8, 0xd9, 0xdf, 0xe0, 0xe2,
	    0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xff, 'a' };

	return (char)some[rnd(seed) % sizeof(some)];
}

#endif
