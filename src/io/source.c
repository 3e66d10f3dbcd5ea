/*
 * source.c - the bytes of one file after the other, read ahead by a thread of
 * its own when that is wanted.
 *
 * The thread lives from a file's first SOURCE_CHUNK bytes to its end.  While
 * it does, the stream is its own; what is asked about the file is answered by
 * the block in hand.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/thread.h"
#include "io/belt.h"
#include "io/source.h"

#define BLOCK	(SOURCE_AHEAD / BELT_BLOCKS)

struct source {
	struct stream *stream;
	int ahead;		/* wanted; belt is there */
	int running;		/* the thread is there and has the stream */
	pthread_t thread;
	struct belt belt;
	uint64_t given;		/* bytes of the file, without the thread's */
	size_t at;		/* bytes taken of the block in hand */
	uint64_t used;		/* as the block before it says */
};

struct source *
source_new(void)
{
	struct source *s = calloc(1, sizeof(*s));

	if (s != NULL && (s->stream = stream_new()) == NULL) {
		free(s);
		s = NULL;
	}
	return s;
}

void
source_free(struct source *s)
{
	if (s == NULL)
		return;
	source_end(s);
	if (s->ahead)
		belt_release(&s->belt);
	stream_free(s->stream);
	free(s);
}

int
source_read_ahead(struct source *s)
{
	if (stream_may_stop(s->stream) == -1 ||
	    belt_init(&s->belt, BLOCK) == -1)
		return -1;
	s->ahead = 1;
	return 0;
}

void
source_on_wait(struct source *s, source_wait_fn *fn, void *arg)
{
	stream_on_wait(s->stream, fn, arg);
}

int
source_start(struct source *s, int fd, struct spool *sp, uint64_t limit)
{
	source_end(s);
	s->given = 0;
	return stream_start(s->stream, fd, sp, limit);
}

/* Fills a block; 0: it is the last one. */
static int
fill(struct stream *stream, struct belt_block *b)
{
	ssize_t k = 1;

	b->n = 0;
	b->error = 0;
	while (b->n < BLOCK &&
	    (k = stream_read(stream, b->p + b->n, BLOCK - b->n)) > 0)
		b->n += (size_t)k;
	if (k == -1)
		b->error = errno;
	b->what = k <= 0;
	b->used = stream_used(stream);
	return k > 0;
}

static void *
read_ahead(void *arg)
{
	struct source *s = arg;
	struct belt_block *b;
	int more = 1;

	while (more && (b = belt_empty(&s->belt)) != NULL) {
		more = fill(s->stream, b);
		belt_fill(&s->belt);
	}
	return NULL;
}

static int
begin(struct source *s)
{
	s->used = stream_used(s->stream);
	s->at = 0;
	belt_reset(&s->belt);
	if (thread_start(&s->thread, read_ahead, s) != 0)
		return -1;
	s->running = 1;
	return 0;
}

/* The thread has ended, or will at once: the stream is the caller's again. */
static void
join(struct source *s)
{
	pthread_join(s->thread, NULL);
	s->running = 0;
	s->given = 0;
}

/* Out of the blocks; as source_read. */
static ssize_t
read_blocks(struct source *s, char *p, size_t n)
{
	for (;;) {
		struct belt_block *b = belt_full(&s->belt);
		size_t k = b->n - s->at;

		if (k > n)
			k = n;
		if (k > 0) {
			memcpy(p, b->p + s->at, k);
			s->at += k;
			return (ssize_t)k;
		}
		if (b->what) {
			join(s);
			errno = b->error;
			return b->error != 0 ? -1 : 0;
		}
		s->used = b->used;
		s->at = 0;
		belt_take(&s->belt);
	}
}

ssize_t
source_read(struct source *s, char *p, size_t n)
{
	ssize_t k;

	if (n == 0)
		return 0;
	/* Without a thread it is slower, that is all. */
	if (s->running || (s->ahead && s->given >= SOURCE_CHUNK &&
	    begin(s) == 0))
		return read_blocks(s, p, n);
	k = stream_read(s->stream, p, n);
	if (k > 0)
		s->given += (uint64_t)k;
	return k;
}

void
source_end(struct source *s)
{
	if (!s->running)
		return;
	stream_stop(s->stream);
	belt_stop(&s->belt);
	join(s);
}

const char *
source_error(const struct source *s)
{
	return s->running ? NULL : stream_error(s->stream);
}

int
source_stopped(const struct source *s)
{
	return s->running ? 0 : stream_stopped(s->stream);
}

int
source_plain(const struct source *s)
{
	return stream_plain(s->stream);
}

uint64_t
source_used(const struct source *s)
{
	return s->running ? s->used : stream_used(s->stream);
}
