/*
 * thread.h - threads that are nobody's but ours.
 */
#ifndef TAWAM_BASE_THREAD_H
#define TAWAM_BASE_THREAD_H

#include <pthread.h>

/* A thread that no signal is delivered to: a handler finds the thread that the
 * program has made its arrangements in.  As pthread_create. */
int	 thread_start(pthread_t *t, void *(*fn)(void *arg), void *arg);

#endif
