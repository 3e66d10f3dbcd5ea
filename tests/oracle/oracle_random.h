/*
 * oracle_random.h - random texts, dense in what the rules are about.
 */
#ifndef TAWAM_TESTS_ORACLE_RANDOM_H
#define TAWAM_TESTS_ORACLE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

#define ORACLE_RANDOM_MAX	8192	/* bytes of the longest text */

/* Fills buf (ORACLE_RANDOM_MAX bytes); the length.  *state is the seed. */
size_t	 oracle_random_text(uint64_t *state, char *buf);

/* A number under n. */
uint32_t oracle_random(uint64_t *state, uint32_t n);

#endif
