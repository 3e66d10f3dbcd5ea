/*
 * beside.h - a job that a thread of its own does while others are done.
 */
#ifndef TAWAM_CLI_BESIDE_H
#define TAWAM_CLI_BESIDE_H

#include <pthread.h>

typedef int beside_fn(void *arg);

struct beside {
	beside_fn *fn;
	void *arg;
	pthread_t thread;
	int running;		/* the thread is there */
	int result, error;	/* and errno with it */
};

/* Begins a job; it is done before this returns unless threads != 0 and the
 * system has a thread.  No signal is delivered to that. */
void	 beside_start(struct beside *b, int threads, beside_fn *fn, void *arg);

/* Waits for it; its answer, with its errno.  Of {0}, which is none, 0. */
int	 beside_end(struct beside *b);

#endif
