/*
 * pool.c - threads that wait for work: a loop over independent items.
 */
#include <string.h>

#include "base/pool.h"
#include "base/thread.h"

struct worker {
	struct pool *pool;
	pthread_t thread;
	unsigned number;
};

struct pool {
	const struct mem *mem;
	struct worker *workers;		/* the started ones, from number 1 */
	unsigned nworkers;
	pthread_mutex_t lock;
	pthread_cond_t work, idle;
	/* All below under the lock. */
	pool_fn *fn;
	void *arg;
	size_t next, n, grain;
	unsigned busy;			/* workers inside fn */
	int result;
	size_t failed;			/* item of the result */
	int quit;
};

/*
 * Takes items until none are left.  The first failure by item, not by time,
 * is the result; items after a failure need not be run, those before it were
 * taken before it and are.
 */
static void
take_items(struct pool *p, unsigned number)
{
	p->busy++;
	while (p->next < p->n) {
		size_t from = p->next, to = p->n - from > p->grain ?
		    from + p->grain : p->n;
		pool_fn *fn = p->fn;
		void *arg = p->arg;
		int r = 0;

		p->next = to;
		pthread_mutex_unlock(&p->lock);
		for (; from < to; from++)
			if ((r = fn(arg, number, from)) != 0)
				break;
		pthread_mutex_lock(&p->lock);
		if (r != 0 && (p->result == 0 || from < p->failed)) {
			p->result = r;
			p->failed = from;
		}
		if (r != 0)
			p->next = p->n;
	}
	if (--p->busy == 0)
		pthread_cond_signal(&p->idle);
}

static void *
work(void *arg)
{
	struct worker *w = arg;
	struct pool *p = w->pool;

	pthread_mutex_lock(&p->lock);
	while (!p->quit) {
		if (p->next < p->n)
			take_items(p, w->number);
		else
			pthread_cond_wait(&p->work, &p->lock);
	}
	pthread_mutex_unlock(&p->lock);
	return NULL;
}

int
pool_new(struct pool **out, unsigned threads, const struct mem *mem)
{
	struct pool *p = mem_zalloc(mem, 1, sizeof(*p));

	if ((*out = p) == NULL)
		return TAWAM_ENOMEM;
	p->mem = mem;
	p->nworkers = 1;
	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->work, NULL);
	pthread_cond_init(&p->idle, NULL);
	if (threads <= 1)
		return TAWAM_OK;
	p->workers = mem_zalloc(mem, threads, sizeof(*p->workers));
	if (p->workers == NULL) {
		pool_free(p);
		*out = NULL;
		return TAWAM_ENOMEM;
	}
	/* Fewer threads than asked for make the same results, later. */
	for (; p->nworkers < threads; p->nworkers++) {
		struct worker *w = &p->workers[p->nworkers];

		w->pool = p;
		w->number = p->nworkers;
		if (thread_start(&w->thread, work, w) != 0)
			break;
	}
	return TAWAM_OK;
}

void
pool_free(struct pool *p)
{
	if (p == NULL)
		return;
	pthread_mutex_lock(&p->lock);
	p->quit = 1;
	pthread_cond_broadcast(&p->work);
	pthread_mutex_unlock(&p->lock);
	for (unsigned i = 1; i < p->nworkers; i++)
		pthread_join(p->workers[i].thread, NULL);
	pthread_cond_destroy(&p->work);
	pthread_cond_destroy(&p->idle);
	pthread_mutex_destroy(&p->lock);
	mem_free(p->mem, p->workers);
	mem_free(p->mem, p);
}

unsigned
pool_workers(const struct pool *p)
{
	return p->nworkers;
}

void
pool_start(struct pool *p, pool_fn *fn, void *arg, size_t n, size_t grain)
{
	pthread_mutex_lock(&p->lock);
	p->fn = fn;
	p->arg = arg;
	p->next = 0;
	p->n = n;
	p->grain = grain;
	p->result = 0;
	pthread_cond_broadcast(&p->work);
	pthread_mutex_unlock(&p->lock);
}

int
pool_wait(struct pool *p)
{
	int r;

	pthread_mutex_lock(&p->lock);
	take_items(p, 0);
	while (p->busy > 0)
		pthread_cond_wait(&p->idle, &p->lock);
	r = p->result;
	p->n = p->next = 0;
	pthread_mutex_unlock(&p->lock);
	return r;
}

int
pool_run(struct pool *p, pool_fn *fn, void *arg, size_t n, size_t grain)
{
	pool_start(p, fn, arg, n, grain);
	return pool_wait(p);
}
