/*
 * stream.c - the bytes of one file, decompressed.
 *
 * Stored bytes come from a descriptor or a spool; gzip (all members) and zstd
 * (all frames) are recognised by their first bytes.  Plain files are read
 * straight into the caller's buffer.
 */
#include <sys/eventfd.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include "io/stream.h"
#include "io/temporary.h"

/* How a file is stored; PLAIN: as it is. */
enum coding { PLAIN, GZIP, ZSTD };

struct stream {
	int fd;
	struct spool *spool;
	uint64_t pos, limit;	/* in stored bytes; of the reading */
	enum coding coding;
	char *in;		/* SOURCE_CHUNK stored bytes */
	size_t start, end;	/* those not used yet */
	int ended;		/* no more stored bytes */
	int inside;		/* in a member or frame that has not ended */
	source_wait_fn *wait;
	void *wait_arg;
	int stopped;		/* by wait; for good */
	const char *error;
	char message[256];
	const struct unpacker *unpacker[3];	/* by coding */
	void *state[3];		/* of each, made when it is needed */
	int wake;		/* ends a read that waits, -1: none */
};

int
spool_init(struct spool *sp, int pipe, const char *dir)
{
	sp->pipe = pipe;
	sp->len = 0;
	sp->ended = 0;
	sp->file = temporary_unnamed(dir);
	return sp->file == -1 ? -1 : 0;
}

void
spool_release(struct spool *sp)
{
	if (sp->file != -1)
		close(sp->file);
	sp->file = -1;
}

static int
spool_keep(struct spool *sp, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t w = pwrite(sp->file, p, n, (off_t)sp->len);

		if (w == -1 && errno == EINTR)
			continue;
		if (w == -1)
			return -1;
		p += w;
		n -= (size_t)w;
		sp->len += (uint64_t)w;
	}
	return 0;
}

int
spool_whole(int pipe, const char *dir)
{
	char buf[64 << 10];
	struct spool sp;
	ssize_t k = 0;
	int saved;

	if (spool_init(&sp, pipe, dir) == -1)
		return -1;
	while ((k = read(pipe, buf, sizeof(buf))) != 0) {
		if (k == -1 && errno == EINTR)
			continue;
		if (k == -1 || spool_keep(&sp, buf, (size_t)k) == -1) {
			saved = errno;
			spool_release(&sp);
			errno = saved;
			return -1;
		}
	}
	return sp.file;
}

struct stream *
stream_new(void)
{
	struct stream *s = calloc(1, sizeof(*s));

	if (s == NULL)
		return NULL;
	s->wake = -1;
	s->unpacker[GZIP] = &UNPACK_GZIP;
	s->unpacker[ZSTD] = &unpack_zstd;
	if ((s->in = malloc(SOURCE_CHUNK)) == NULL) {
		free(s);
		return NULL;
	}
	return s;
}

void
stream_free(struct stream *s)
{
	if (s == NULL)
		return;
	for (int i = GZIP; i <= ZSTD; i++)
		if (s->state[i] != NULL)
			s->unpacker[i]->free(s->state[i]);
	if (s->wake != -1)
		close(s->wake);
	free(s->in);
	free(s);
}

void
stream_gzip(struct stream *s, const struct unpacker *gzip)
{
	s->unpacker[GZIP] = gzip;
}

void
stream_on_wait(struct stream *s, source_wait_fn *fn, void *arg)
{
	s->wait = fn;
	s->wait_arg = arg;
}

int
stream_stopped(const struct stream *s)
{
	return s->stopped;
}

int
stream_may_stop(struct stream *s)
{
	if (s->wake == -1)
		s->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	return s->wake == -1 ? -1 : 0;
}

void
stream_stop(struct stream *s)
{
	/* It cannot fail: nothing else is written to it. */
	(void)eventfd_write(s->wake, 1);
}

/* Waits until there is something to read; 0: it was stopped before. */
static int
comes(const struct stream *s, int fd)
{
	struct pollfd p[2] = { { fd, POLLIN, 0 }, { s->wake, POLLIN, 0 } };

	while (poll(p, 2, -1) == -1)
		if (errno != EINTR && errno != EAGAIN)
			return 1;
	return p[1].revents == 0;
}

/* What read(2) gives; 0 as well when nobody wants more. */
static ssize_t
read_some(struct stream *s, int fd, char *p, size_t n)
{
	ssize_t k;

	do {
		if (s->wait != NULL && s->wait(s->wait_arg) != 0)
			s->stopped = 1;
		if (s->stopped || (s->wake != -1 && !comes(s, fd)))
			return 0;
		k = read(fd, p, n);
	} while (k == -1 && errno == EINTR);
	return k;
}

/* -2: the spool's file failed, which ends the run and not the file. */
static ssize_t
spool_read(struct stream *s, char *p, size_t n)
{
	struct spool *sp = s->spool;
	uint64_t pos = s->pos;
	ssize_t k;

	if (pos < sp->len) {
		if (n > sp->len - pos)
			n = (size_t)(sp->len - pos);
		k = pread(sp->file, p, n, (off_t)pos);
		return k > 0 ? k : -2;
	}
	if (sp->ended)
		return 0;
	k = read_some(s, sp->pipe, p, n);
	if (k <= 0) {
		sp->ended = 1;
		return k;
	}
	return spool_keep(sp, p, (size_t)k) == 0 ? k : -2;
}

/* Stored bytes: a count, 0 at the end or at an error, -1 as stream_read. */
static ssize_t
stored(struct stream *s, char *p, size_t n)
{
	ssize_t k;

	if (s->ended)
		return 0;
	if (n > SOURCE_CHUNK)
		n = SOURCE_CHUNK;
	if (n > s->limit - s->pos)
		n = (size_t)(s->limit - s->pos);
	if (n == 0)
		k = 0;
	else if (s->spool != NULL)
		k = spool_read(s, p, n);
	else
		k = read_some(s, s->fd, p, n);
	if (k == -2)
		return -1;
	if (k == -1) {
		snprintf(s->message, sizeof(s->message), "%s",
		    strerror(errno));
		s->error = s->message;
	}
	if (k <= 0) {
		s->ended = 1;
		return 0;
	}
	s->pos += (uint64_t)k;
	return k;
}

/* More stored bytes behind those in hand; as stored. */
static ssize_t
fill(struct stream *s)
{
	ssize_t k;

	if (s->start == s->end)
		s->start = s->end = 0;
	k = stored(s, s->in + s->end, SOURCE_CHUNK - s->end);
	if (k > 0)
		s->end += (size_t)k;
	return k;
}

/* What the bytes in hand begin with. */
static enum coding
recognise(const struct stream *s)
{
	const unsigned char *p = (const unsigned char *)s->in + s->start;
	size_t n = s->end - s->start;

	if (n >= 3 && p[0] == 0x1f && p[1] == 0x8b && p[2] == 8)
		return GZIP;
	if (n >= 4 && (p[0] == 0x28 || (p[0] & 0xf0) == 0x50) &&
	    (p[0] == 0x28 ? p[1] == 0xb5 && p[2] == 0x2f && p[3] == 0xfd :
	    p[1] == 0x2a && p[2] == 0x4d && p[3] == 0x18))
		return ZSTD;
	return PLAIN;
}

static int
decoder_start(struct stream *s)
{
	const struct unpacker *u = s->unpacker[s->coding];

	if (u == NULL)
		return 0;
	if (s->state[s->coding] == NULL &&
	    (s->state[s->coding] = u->new()) == NULL) {
		errno = ENOMEM;
		return -1;
	}
	u->begin(s->state[s->coding]);
	return 0;
}

int
stream_start(struct stream *s, int fd, struct spool *sp, uint64_t limit)
{
	s->fd = fd;
	s->spool = sp;
	s->pos = 0;
	s->limit = limit;
	s->start = s->end = 0;
	s->ended = s->inside = 0;
	s->error = NULL;
	if (s->wake != -1)
		(void)eventfd_read(s->wake, &(eventfd_t){ 0 });
	while (s->end < 4) {
		ssize_t k = fill(s);

		if (k == -1)
			return -1;
		if (k == 0)
			break;
		/* A pipe need not wait: only magic begins with these. */
		if (strchr("\x1f\x28\x50\x51\x52\x53\x54\x55\x56\x57\x58\x59"
		    "\x5a\x5b\x5c\x5d\x5e\x5f", s->in[0]) == NULL)
			break;
	}
	s->coding = recognise(s);
	return decoder_start(s);
}

static ssize_t
damaged(struct stream *s, const char *what)
{
	if (s->error == NULL)
		s->error = what;
	s->ended = 1;
	s->start = s->end = 0;
	s->inside = 0;
	return 0;
}

static ssize_t
read_plain(struct stream *s, char *p, size_t n)
{
	size_t have = s->end - s->start;

	if (have == 0)
		return stored(s, p, n);
	if (have > n)
		have = n;
	memcpy(p, s->in + s->start, have);
	s->start += have;
	return (ssize_t)have;
}

/* gzip(1) pads with zeros to a block of tape, and so do others. */
static int
padding(struct stream *s)
{
	while (s->start < s->end && s->in[s->start] == '\0')
		s->start++;
	return s->start == s->end;
}

/* Of what is in hand; the bytes given, -1: out of memory. */
static ssize_t
unpack_some(struct stream *s, char *p, size_t n)
{
	struct unpack_step x = { s->in + s->start, s->end - s->start, p, n };

	switch (s->unpacker[s->coding]->run(s->state[s->coding], &x)) {
	case UNPACK_MORE:
		s->inside = 1;
		break;
	case UNPACK_END:
		s->inside = 0;
		break;
	case UNPACK_DAMAGED:
		s->inside = 1;
		s->error = s->coding == GZIP ? "damaged gzip data" :
		    "damaged zstd data";
		break;
	case UNPACK_NOMEM:
		errno = ENOMEM;
		return -1;
	}
	s->start = s->end - x.inlen;
	return (ssize_t)(n - x.outlen);
}

static ssize_t
read_coded(struct stream *s, char *p, size_t n)
{
	int gzip = s->coding == GZIP;
	ssize_t k;

	for (;;) {
		/* Between members: is there another? */
		while (!s->inside) {
			if (gzip && padding(s))
				s->start = s->end = 0;
			if (s->end - s->start >= 4)
				break;
			if (s->start > 0) {
				memmove(s->in, s->in + s->start,
				    s->end - s->start);
				s->end -= s->start;
				s->start = 0;
			}
			if ((k = fill(s)) == -1)
				return -1;
			if (k == 0 && s->start == s->end)
				return 0;
			if (k == 0)
				break;
		}
		if (!s->inside && recognise(s) != s->coding)
			return damaged(s, gzip ?
			    "something else after the gzip data" :
			    "something else after the zstd data");
		k = unpack_some(s, p, n);
		if (k != 0)
			return k;
		if (s->error != NULL)
			return damaged(s, NULL);
		if (s->inside && s->start == s->end) {
			if ((k = fill(s)) == -1)
				return -1;
			if (k == 0)
				return damaged(s, gzip ?
				    "the gzip data is cut off" :
				    "the zstd data is cut off");
		}
	}
}

ssize_t
stream_read(struct stream *s, char *p, size_t n)
{
	if (n == 0)
		return 0;
	if (s->coding == PLAIN)
		return read_plain(s, p, n);
	if (s->error != NULL)
		return damaged(s, NULL);
	return read_coded(s, p, n);
}

const char *
stream_error(const struct stream *s)
{
	return s->error;
}

int
stream_plain(const struct stream *s)
{
	return s->coding == PLAIN;
}

uint64_t
stream_used(const struct stream *s)
{
	return s->pos - (s->end - s->start);
}
