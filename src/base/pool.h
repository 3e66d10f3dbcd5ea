/*
 * pool.h - threads that wait for work: a loop over independent items.
 *
 * A pool is made with its handle and used by one thread at a time.  Items are
 * taken in order, a few at a time, by whoever is free; what an item computes
 * must depend on the item alone, so that results do not depend on the number
 * of threads.
 */
#ifndef TAWAM_BASE_POOL_H
#define TAWAM_BASE_POOL_H

#include <stddef.h>

#include "base/mem.h"

struct pool;

/* One item; worker is in [0, pool_workers).  A non-zero answer ends the loop
 * early and is its result. */
typedef int pool_fn(void *arg, unsigned worker, size_t item);

/*
 * threads - 1 threads are started; 0 and 1 start none.  TAWAM_ENOMEM when
 * there is no memory or the system gives no thread at all.
 */
int	 pool_new(struct pool **out, unsigned threads, const struct mem *mem);
void	 pool_free(struct pool *p);

/* Threads that take items, the caller's included. */
unsigned pool_workers(const struct pool *p);

/*
 * Starts fn over items [0, n), `grain` at a time, without waiting; the caller
 * may do other things before pool_wait, which helps with what is left and
 * gives the first non-zero answer by item, or 0.
 */
void	 pool_start(struct pool *p, pool_fn *fn, void *arg, size_t n,
	    size_t grain);
int	 pool_wait(struct pool *p);

/* Both. */
int	 pool_run(struct pool *p, pool_fn *fn, void *arg, size_t n,
	    size_t grain);

#endif
