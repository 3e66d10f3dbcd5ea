/*
 * behind.c - a thread that hands on what was written while more is.
 */
#include <errno.h>
#include <stdlib.h>

#include "base/thread.h"
#include "io/behind.h"
#include "io/belt.h"

struct behind {
	struct belt belt;
	struct belt_block *block;	/* being filled */
	pthread_t thread;
	behind_fn *fn;
	void *arg;
	int error;			/* the thread's, until it ended */
};

static void *
hand_on(void *arg)
{
	struct behind *b = arg;
	struct belt_block *block;
	enum pack_how how = PACK_MORE;

	while (how != PACK_END && (block = belt_full(&b->belt)) != NULL) {
		how = (enum pack_how)block->what;
		if (b->error == 0)
			b->error = b->fn(b->arg, block->p, block->n, how);
		belt_take(&b->belt);
	}
	return NULL;
}

struct behind *
behind_new(behind_fn *fn, void *arg)
{
	struct behind *b = calloc(1, sizeof(*b));

	if (b == NULL || belt_init(&b->belt, BEHIND_BLOCK) == -1) {
		free(b);
		return NULL;
	}
	b->fn = fn;
	b->arg = arg;
	b->block = belt_empty(&b->belt);
	if ((errno = thread_start(&b->thread, hand_on, b)) != 0) {
		belt_release(&b->belt);
		free(b);
		return NULL;
	}
	return b;
}

char *
behind_block(struct behind *b)
{
	return b->block->p;
}

void
behind_give(struct behind *b, size_t n, enum pack_how how)
{
	b->block->n = n;
	b->block->what = (int)how;
	belt_fill(&b->belt);
	b->block = belt_empty(&b->belt);
}

int
behind_end(struct behind *b)
{
	int error;

	pthread_join(b->thread, NULL);
	error = b->error;
	belt_release(&b->belt);
	free(b);
	return error;
}

void
behind_drop(struct behind *b)
{
	belt_stop(&b->belt);
	(void)behind_end(b);
}
