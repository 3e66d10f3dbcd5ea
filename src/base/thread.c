/*
 * thread.c - threads that are nobody's but ours.
 */
#include <signal.h>

#include "base/thread.h"

int
thread_start(pthread_t *t, void *(*fn)(void *arg), void *arg)
{
	sigset_t all, old;
	int r;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	r = pthread_create(t, NULL, fn, arg);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	return r;
}
