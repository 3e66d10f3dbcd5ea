/*
 * source.c - the bytes of one file, decompressed.
 *
 * Stored bytes come from a descriptor or a spool; gzip (all members) and zstd
 * (all frames) are recognised by their first bytes.  Plain files are read
 * straight into the caller's buffer.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <fcntl.h>

#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "io/source.h"

enum coding { PLAIN, GZIP, ZSTD };

struct source {
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
	z_stream z;
	int z_ready;
	ZSTD_DStream *zstd;
};

/* An unlinked file in dir. */
static int
temporary(const char *dir)
{
	char *name = NULL;
	int fd, saved;

	fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (fd != -1)
		return fd;
	/* Not every file system can do without a name. */
	if (asprintf(&name, "%s/tawam.XXXXXX", dir) == -1)
		return -1;
	if ((fd = mkostemp(name, O_CLOEXEC)) != -1)
		unlink(name);
	saved = errno;
	free(name);
	errno = saved;
	return fd;
}

int
spool_init(struct spool *sp, int pipe, const char *dir)
{
	sp->pipe = pipe;
	sp->len = 0;
	sp->ended = 0;
	sp->file = temporary(dir);
	return sp->file == -1 ? -1 : 0;
}

void
spool_release(struct spool *sp)
{
	if (sp->file != -1)
		close(sp->file);
	sp->file = -1;
}

struct source *
source_new(void)
{
	struct source *s = calloc(1, sizeof(*s));

	if (s == NULL)
		return NULL;
	if ((s->in = malloc(SOURCE_CHUNK)) == NULL) {
		free(s);
		return NULL;
	}
	return s;
}

void
source_free(struct source *s)
{
	if (s == NULL)
		return;
	if (s->z_ready)
		inflateEnd(&s->z);
	ZSTD_freeDStream(s->zstd);
	free(s->in);
	free(s);
}

void
source_on_wait(struct source *s, source_wait_fn *fn, void *arg)
{
	s->wait = fn;
	s->wait_arg = arg;
}

int
source_stopped(const struct source *s)
{
	return s->stopped;
}

/* What read(2) gives; 0 as well when nobody wants more. */
static ssize_t
read_some(struct source *s, int fd, char *p, size_t n)
{
	ssize_t k;

	do {
		if (s->wait != NULL && s->wait(s->wait_arg) != 0)
			s->stopped = 1;
		if (s->stopped)
			return 0;
		k = read(fd, p, n);
	} while (k == -1 && errno == EINTR);
	return k;
}

/* -2: the spool's file failed, which ends the run and not the file. */
static ssize_t
spool_read(struct source *s, char *p, size_t n)
{
	struct spool *sp = s->spool;
	uint64_t pos = s->pos;
	ssize_t k, done = 0;

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
	while (done < k) {
		ssize_t w = pwrite(sp->file, p + done, (size_t)(k - done),
		    (off_t)sp->len);

		if (w == -1 && errno == EINTR)
			continue;
		if (w == -1)
			return -2;
		done += w;
		sp->len += (uint64_t)w;
	}
	return k;
}

/* Stored bytes: a count, 0 at the end or at an error, -1 as source_read. */
static ssize_t
stored(struct source *s, char *p, size_t n)
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
fill(struct source *s)
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
recognise(const struct source *s)
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
decoder_start(struct source *s)
{
	if (s->coding == GZIP) {
		if (s->z_ready) {
			inflateReset(&s->z);
		} else {
			memset(&s->z, 0, sizeof(s->z));
			if (inflateInit2(&s->z, 15 + 16) != Z_OK) {
				errno = ENOMEM;
				return -1;
			}
			s->z_ready = 1;
		}
	}
	if (s->coding == ZSTD) {
		if (s->zstd == NULL &&
		    (s->zstd = ZSTD_createDStream()) == NULL) {
			errno = ENOMEM;
			return -1;
		}
		ZSTD_DCtx_reset(s->zstd, ZSTD_reset_session_only);
		ZSTD_DCtx_setParameter(s->zstd, ZSTD_d_windowLogMax,
		    sizeof(size_t) == 8 ? 31 : 30);
	}
	return 0;
}

int
source_start(struct source *s, int fd, struct spool *sp, uint64_t limit)
{
	s->fd = fd;
	s->spool = sp;
	s->pos = 0;
	s->limit = limit;
	s->start = s->end = 0;
	s->ended = s->inside = 0;
	s->error = NULL;
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
damaged(struct source *s, const char *what)
{
	if (s->error == NULL)
		s->error = what;
	s->ended = 1;
	s->start = s->end = 0;
	s->inside = 0;
	return 0;
}

static ssize_t
read_plain(struct source *s, char *p, size_t n)
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

/* One call of inflate; the bytes given, -2: damaged, -1: out of memory. */
static ssize_t
inflate_some(struct source *s, char *p, size_t n)
{
	size_t out = n > SOURCE_CHUNK ? SOURCE_CHUNK : n;
	int r;

	s->z.next_in = (unsigned char *)s->in + s->start;
	s->z.avail_in = (uInt)(s->end - s->start);
	s->z.next_out = (unsigned char *)p;
	s->z.avail_out = (uInt)out;
	r = inflate(&s->z, Z_NO_FLUSH);
	s->start = s->end - s->z.avail_in;
	if (r == Z_MEM_ERROR) {
		errno = ENOMEM;
		return -1;
	}
	s->inside = r != Z_STREAM_END;
	if (r == Z_STREAM_END)
		inflateReset(&s->z);
	if (r != Z_OK && r != Z_STREAM_END && r != Z_BUF_ERROR)
		s->error = "damaged gzip data";
	return (ssize_t)(out - s->z.avail_out);
}

static ssize_t
unzstd_some(struct source *s, char *p, size_t n)
{
	ZSTD_inBuffer in = { s->in, s->end, s->start };
	ZSTD_outBuffer out = { p, n, 0 };
	size_t r = ZSTD_decompressStream(s->zstd, &out, &in);

	s->start = in.pos;
	s->inside = !(!ZSTD_isError(r) && r == 0);
	if (ZSTD_isError(r)) {
		if (ZSTD_getErrorCode(r) == ZSTD_error_memory_allocation) {
			errno = ENOMEM;
			return -1;
		}
		s->error = "damaged zstd data";
	}
	return (ssize_t)out.pos;
}

/* gzip(1) pads with zeros to a block of tape, and so do others. */
static int
padding(struct source *s)
{
	while (s->start < s->end && s->in[s->start] == '\0')
		s->start++;
	return s->start == s->end;
}

static ssize_t
read_coded(struct source *s, char *p, size_t n)
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
		k = gzip ? inflate_some(s, p, n) : unzstd_some(s, p, n);
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
source_read(struct source *s, char *p, size_t n)
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
source_error(const struct source *s)
{
	return s->error;
}

int
source_plain(const struct source *s)
{
	return s->coding == PLAIN;
}

uint64_t
source_used(const struct source *s)
{
	return s->pos - (s->end - s->start);
}
