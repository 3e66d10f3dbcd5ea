/*
 * oom.h - every public function with its n-th allocation failing.
 *
 * A file that tests a part of the library has a table of cases, which ends
 * with a case without a name, and test_oom.c lists the tables.  A public
 * function that stands in none makes the test oom/every_public_function fail.
 */
#ifndef TAWAM_TESTS_OOM_H
#define TAWAM_TESTS_OOM_H

#include "helpers.h"

/* What a case works on. */
struct oom {
	struct failing f;
	struct tawam_params p;	/* the defaults, with f's allocator */
	int arg;		/* of the case */
	void *handle;		/* the object; whatever make puts here */
	uint64_t answer;	/* digest of what the call gave */
};

struct oom_case {
	const char *name;	/* the public function */
	const char *with;	/* what is special about this case, or NULL */
	int arg;

	/* What must be there before the call; no allocation fails.  NULL:
	 * nothing. */
	void (*make)(struct oom *o);

	/* The call, and its result.  It is called again after a failure, and
	 * has to give the same answer as if there had not been any. */
	int (*call)(struct oom *o);

	/* Digest of the object, asked before the call and after a failure:
	 * it must not have changed.  NULL: there is nothing to be seen. */
	uint64_t (*look)(struct oom *o);

	/* Digest of what comes of the object in the end.  NULL: nothing. */
	uint64_t (*finish)(struct oom *o);

	/* Frees all that make and call made.  NULL: the call did. */
	void (*drop)(struct oom *o);

	/* Nothing but drop may follow a failure: the header says so. */
	int spoils;
};

/* Every allocation of a case fails once, alone and with all that follow. */
void	 oom_run(const struct oom_case *c);

/* h with n bytes more; begin with 0. */
uint64_t oom_digest(uint64_t h, const void *p, size_t n);

#endif
