/*
 * belt.h - blocks of bytes from one thread to another, in order.
 *
 * One thread fills blocks, one takes them; whoever is ahead waits.
 */
#ifndef TAWAM_IO_BELT_H
#define TAWAM_IO_BELT_H

#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

#define BELT_BLOCKS	4

struct belt_block {
	char *p;
	size_t n;
	uint64_t used;		/* the rest is theirs who fill and take */
	int what, error;
};

struct belt {
	struct belt_block block[BELT_BLOCKS];
	pthread_mutex_t lock;
	pthread_cond_t moved;
	/* Under the lock. */
	unsigned filled, taken;	/* blocks, since the last reset */
	int stopped;
};

/* Blocks of size bytes.  0, or -1 with errno. */
int	 belt_init(struct belt *b, size_t size);
void	 belt_release(struct belt *b);

/* The belt is empty and runs; while no thread waits. */
void	 belt_reset(struct belt *b);

/* The next block to fill, and when it is full; NULL: the belt was stopped. */
struct belt_block *belt_empty(struct belt *b);
void	 belt_fill(struct belt *b);

/*
 * The next full block, and when it may be filled again; NULL: the belt was
 * stopped.
 */
struct belt_block *belt_full(struct belt *b);
void	 belt_take(struct belt *b);

/* Whoever waits, or will, is given NULL. */
void	 belt_stop(struct belt *b);

#endif
