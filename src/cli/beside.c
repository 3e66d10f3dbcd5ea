/*
 * beside.c - a job that a thread of its own does while others are done.
 */
#include <errno.h>
#include <string.h>

#include "cli/beside.h"
#include "io/belt.h"

static void *
do_job(void *arg)
{
	struct beside *b = arg;

	b->result = b->fn(b->arg);
	b->error = errno;
	return NULL;
}

void
beside_start(struct beside *b, int threads, beside_fn *fn, void *arg)
{
	memset(b, 0, sizeof(*b));
	b->fn = fn;
	b->arg = arg;
	if (threads && belt_thread(&b->thread, do_job, b) == 0)
		b->running = 1;
	else
		do_job(b);
}

int
beside_end(struct beside *b)
{
	if (b->running)
		pthread_join(b->thread, NULL);
	b->running = 0;
	errno = b->error;
	return b->result;
}
