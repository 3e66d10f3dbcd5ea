/*
 * belt.c - blocks of bytes from one thread to another, in order.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "io/belt.h"

int
belt_init(struct belt *b, size_t size)
{
	char *p = malloc(BELT_BLOCKS * size);

	if (p == NULL)
		return -1;
	memset(b, 0, sizeof(*b));
	for (size_t i = 0; i < BELT_BLOCKS; i++)
		b->block[i].p = p + i * size;
	pthread_mutex_init(&b->lock, NULL);
	pthread_cond_init(&b->moved, NULL);
	return 0;
}

void
belt_release(struct belt *b)
{
	pthread_cond_destroy(&b->moved);
	pthread_mutex_destroy(&b->lock);
	free(b->block[0].p);
}

void
belt_reset(struct belt *b)
{
	b->filled = b->taken = 0;
	b->stopped = 0;
}

/* Waits while so many blocks are on their way; then block number *at. */
static struct belt_block *
next(struct belt *b, const unsigned *at, unsigned full)
{
	struct belt_block *block = NULL;

	pthread_mutex_lock(&b->lock);
	while (b->filled - b->taken == full && !b->stopped)
		pthread_cond_wait(&b->moved, &b->lock);
	if (!b->stopped)
		block = &b->block[*at % BELT_BLOCKS];
	pthread_mutex_unlock(&b->lock);
	return block;
}

static void
step(struct belt *b, unsigned *at)
{
	pthread_mutex_lock(&b->lock);
	++*at;
	pthread_cond_signal(&b->moved);
	pthread_mutex_unlock(&b->lock);
}

struct belt_block *
belt_empty(struct belt *b)
{
	return next(b, &b->filled, BELT_BLOCKS);
}

void
belt_fill(struct belt *b)
{
	step(b, &b->filled);
}

struct belt_block *
belt_full(struct belt *b)
{
	return next(b, &b->taken, 0);
}

void
belt_take(struct belt *b)
{
	step(b, &b->taken);
}

void
belt_stop(struct belt *b)
{
	pthread_mutex_lock(&b->lock);
	b->stopped = 1;
	pthread_cond_broadcast(&b->moved);
	pthread_mutex_unlock(&b->lock);
}
