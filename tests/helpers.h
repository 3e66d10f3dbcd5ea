/*
 * helpers.h - what several test files need: an allocator that fails on
 * demand, a random generator, the shared data's folder.
 */
#ifndef TAWAM_TESTS_HELPERS_H
#define TAWAM_TESTS_HELPERS_H

#include <stddef.h>
#include <stdint.h>

#include "tawam.h"

/* Fails the fail_at-th allocation (from 1; 0: never), alone or with all after
 * it, and counts what is not freed.  Threads may share it. */
struct failing {
	struct tawam_alloc alloc;
	size_t calls, fail_at;
	int once;
	long live;
};

void	 failing_init(struct failing *f, size_t fail_at);

/* xorshift64*: the state must not be 0. */
uint64_t rnd(uint64_t *state);
double	 rnd_unit(uint64_t *state);	/* [0,1) */

/* A path inside the shared data, or NULL (said once on stderr) when there is
 * none; static buffer. */
const char *shared_path(const char *name);

/* A whole file, malloc'd and NUL-terminated; NULL when it cannot be read. */
char	*read_file(const char *path, size_t *len);

#endif
