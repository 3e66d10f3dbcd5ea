/*
 * output.c - result files that are whole or not there.
 */
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/hash.h"
#include "io/behind.h"
#include "io/output.h"
#include "io/pack.h"
#include "io/temporary.h"

#define BUFFER	((size_t)64 << 10)	/* unless output_hold says more */

struct output {
	int fd;
	int slot;		/* in temporaries, -1: written in place */
	int is_stdout, closed, sealed;
	int memory;		/* all stays in buf, which grows */
	int error;		/* the first errno */
	char *path;		/* the target, links resolved */
	struct packer *packer;	/* NULL: not compressed */
	XXH3_state_t *digest;
	int (*before)(void *arg);	/* NULL: nothing to ask */
	void *before_arg;
	int (*stop)(void);	/* NULL: never */
	uint64_t bytes;
	struct behind *behind;		/* NULL: no thread hands on */
	char *buf;			/* the thread's when there is one */
	size_t len, cap;
	size_t hashed;			/* of len: they are in the digest */
};

static int
write_all(const struct output *o, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t k = write(o->fd, p, n);

		if (k == -1 && errno == EINTR &&
		    (o->stop == NULL || !o->stop()))
			continue;
		if (k == -1)
			return -1;
		p += k;
		n -= (size_t)k;
	}
	return 0;
}

/* Bytes as they are stored; also what the packer calls. */
static int
store(void *arg, const char *p, size_t n)
{
	struct output *o = arg;

	if (write_all(o, p, n) == 0)
		return 0;
	if (errno == EINTR || (errno == EPIPE && o->is_stdout))
		o->closed = 1;
	return -1;
}

/* Packs and stores; 0 or an errno. */
static int
hand_on(void *arg, const char *p, size_t n, enum pack_how how)
{
	struct output *o = arg;
	int r = o->packer != NULL ? packer_run(o->packer, p, n, how) :
	    store(o, p, n);

	return r == -1 ? errno : 0;
}

/* In one piece what was written in many. */
static void
hash_rest(struct output *o)
{
	if (o->len > o->hashed)
		XXH3_128bits_update(o->digest, o->buf + o->hashed,
		    o->len - o->hashed);
	o->hashed = o->len;
}

static void
grow(struct output *o)
{
	char *buf = realloc(o->buf, 2 * o->cap);

	if (buf == NULL) {
		o->error = ENOMEM;
		o->len = 0;
		return;
	}
	o->buf = buf;
	o->cap *= 2;
}

/* Hands the buffer on; how says whether more comes. */
static void
drain(struct output *o, enum pack_how how)
{
	size_t n = o->len;

	if (o->memory) {
		if (n == o->cap)
			grow(o);
		return;
	}
	hash_rest(o);
	/* Emptied after an error too: writers wait for room. */
	o->len = o->hashed = 0;
	if (o->error != 0)
		return;
	if (n > 0 && o->before != NULL && o->before(o->before_arg) == -1) {
		o->error = errno;
		return;
	}
	if (o->behind == NULL) {
		o->error = hand_on(o, o->buf, n, how);
		return;
	}
	behind_give(o->behind, n, how);
	o->buf = behind_block(o->behind);
}

static int
open_temporary(struct output *o)
{
	return (o->slot = temporary_open(o->path, &o->fd)) == -1 ? -1 : 0;
}

/* A device or a pipe is written in place; a file is replaced when whole. */
static int
open_file(struct output *o, const char *path)
{
	struct stat st;

	if (stat(path, &st) == -1) {
		if (errno != ENOENT)
			return -1;
		if ((o->path = strdup(path)) == NULL)
			return -1;
		return open_temporary(o);
	}
	if (S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		return -1;
	}
	if (!S_ISREG(st.st_mode)) {
		o->fd = open(path, O_WRONLY | O_CLOEXEC);
		return o->fd == -1 ? -1 : 0;
	}
	if (access(path, W_OK) == -1)
		return -1;
	if ((o->path = realpath(path, NULL)) == NULL)
		return -1;
	if (open_temporary(o) == -1)
		return -1;
	/* The new file is as open to others as the old one was. */
	(void)fchmod(o->fd, st.st_mode & 0777);
	return 0;
}

static enum pack_kind
kind_of(const char *path)
{
	size_t n = strlen(path);

	if (n > 3 && strcasecmp(path + n - 3, ".gz") == 0)
		return PACK_GZIP;
	if (n > 4 && strcasecmp(path + n - 4, ".zst") == 0)
		return PACK_ZSTD;
	return PACK_NONE;
}

/* A reader that has had enough must not end the run by a signal. */
static void
open_stdout(struct output *o)
{
	struct sigaction sa;

	o->fd = STDOUT_FILENO;
	o->is_stdout = 1;
	if (sigaction(SIGPIPE, NULL, &sa) == 0 && sa.sa_handler == SIG_DFL) {
		sa.sa_handler = SIG_IGN;
		sigaction(SIGPIPE, &sa, NULL);
	}
}

/* Frees everything; the temporary file goes when it still has its name. */
static void
release(struct output *o)
{
	if (o->behind != NULL) {
		behind_drop(o->behind);
		o->buf = NULL;
	}
	if (o->slot != -1)
		temporary_drop(o->slot);
	if (o->fd != -1 && !o->is_stdout)
		close(o->fd);
	packer_free(o->packer);
	if (o->digest != NULL)
		XXH3_freeState(o->digest);
	free(o->path);
	free(o->buf);
	free(o);
}

/* Open to nothing yet; NULL with errno. */
static struct output *
output_new(void)
{
	struct output *o = calloc(1, sizeof(*o));

	if (o == NULL)
		return NULL;
	o->fd = o->slot = -1;
	o->cap = BUFFER;
	o->buf = malloc(o->cap);
	o->digest = XXH3_createState();
	if (o->buf == NULL || o->digest == NULL) {
		release(o);
		errno = ENOMEM;
		return NULL;
	}
	XXH3_128bits_reset(o->digest);
	return o;
}

/* The file of what is opened; packed as a name says. */
static int
open_packed(struct output **out, const char *path, enum pack_kind kind)
{
	struct output *o = output_new();
	int saved;

	*out = NULL;
	if (o == NULL)
		return -1;
	if (strcmp(path, "-") == 0 || strcmp(path, "/dev/stdout") == 0)
		open_stdout(o);
	else if (open_file(o, path) == -1)
		goto fail;
	if (kind != PACK_NONE &&
	    (o->packer = packer_new(kind, store, o)) == NULL)
		goto fail;
	*out = o;
	return 0;
fail:
	saved = errno;
	release(o);
	errno = saved;
	return -1;
}

int
output_open(struct output **out, const char *path)
{
	return open_packed(out, path, kind_of(path));
}

int
output_nowhere(struct output **out, const char *path)
{
	return open_packed(out, "/dev/null", kind_of(path));
}

int
output_memory(struct output **out)
{
	if ((*out = output_new()) == NULL)
		return -1;
	(*out)->memory = 1;
	return 0;
}

int
output_aside(struct output **out, const char *dir)
{
	if ((*out = output_new()) == NULL)
		return -1;
	if (((*out)->fd = temporary_unnamed(dir)) != -1)
		return 0;
	output_abort(*out);
	*out = NULL;
	return -1;
}

/* Writes what a file has, piece by piece, to another. */
static void
move_file(struct output *from, struct output *to)
{
	off_t at = 0;
	ssize_t n = 1;

	drain(from, PACK_FLUSH);
	while (from->error == 0 && n != 0) {
		n = pread(from->fd, from->buf, from->cap, at);
		if (n == -1 && errno != EINTR)
			from->error = errno;
		if (n <= 0)
			continue;
		output_write(to, from->buf, (size_t)n);
		at += n;
	}
	if (from->error == 0 && (ftruncate(from->fd, 0) == -1 ||
	    lseek(from->fd, 0, SEEK_SET) == -1))
		from->error = errno;
}

void
output_move(struct output *from, struct output *to)
{
	if (from->memory) {
		output_write(to, from->buf, from->len);
		from->len = 0;
	} else {
		move_file(from, to);
	}
	if (to->error == 0)
		to->error = from->error;
}

/* Opens a file at its end, or a pipe; 1: it ends inside a line.  -1. */
static int
open_at_end(struct output *o, const char *path)
{
	struct stat st;
	char last = '\n';

	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode)) {
		o->fd = open(path, O_WRONLY | O_CLOEXEC);
		return o->fd == -1 ? -1 : 0;
	}
	o->fd = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
	if (o->fd == -1 || fstat(o->fd, &st) == -1 || (st.st_size > 0 &&
	    pread(o->fd, &last, 1, st.st_size - 1) == -1))
		return -1;
	return last != '\n';
}

int
output_append(struct output **out, const char *path)
{
	struct output *o = output_new();
	int inside, saved;

	*out = NULL;
	if (o == NULL)
		return -1;
	if ((inside = open_at_end(o, path)) == -1) {
		saved = errno;
		release(o);
		errno = saved;
		return -1;
	}
	if (inside)
		output_write(o, "\n", 1);
	*out = o;
	return 0;
}

int
output_hold(struct output *o, size_t size, int (*fn)(void *arg), void *arg)
{
	char *buf = size > o->cap ? realloc(o->buf, size) : o->buf;

	if (buf == NULL)
		return -1;
	o->buf = buf;
	if (size > o->cap)
		o->cap = size;
	o->before = fn;
	o->before_arg = arg;
	return 0;
}

int
output_behind(struct output *o)
{
	/* Who is asked before each write, or told of a closed pipe, is asked
	 * and told in time. */
	if (o->is_stdout || o->before != NULL || o->stop != NULL)
		return 0;
	drain(o, PACK_MORE);
	if ((o->behind = behind_new(hand_on, o)) == NULL)
		return -1;
	free(o->buf);
	o->buf = behind_block(o->behind);
	o->cap = BEHIND_BLOCK;
	return 0;
}

void
output_stop_when(struct output *o, int (*fn)(void))
{
	o->stop = fn;
}

void
output_write(struct output *o, const void *p, size_t n)
{
	const char *s = p;

	if (o->error != 0)
		return;
	o->bytes += n;
	while (n > 0) {
		size_t k = o->cap - o->len;

		if (k > n)
			k = n;
		memcpy(o->buf + o->len, s, k);
		o->len += k;
		s += k;
		n -= k;
		if (o->len == o->cap)
			drain(o, PACK_MORE);
	}
}

void
output_printf(struct output *o, const char *fmt, ...)
{
	char small[512], *large = NULL;
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(small, sizeof(small), fmt, ap);
	va_end(ap);
	if (n < 0) {
		if (o->error == 0)
			o->error = errno;
		return;
	}
	if ((size_t)n < sizeof(small)) {
		output_write(o, small, (size_t)n);
		return;
	}
	va_start(ap, fmt);
	n = vasprintf(&large, fmt, ap);
	va_end(ap);
	if (n < 0) {
		if (o->error == 0)
			o->error = ENOMEM;
		return;
	}
	output_write(o, large, (size_t)n);
	free(large);
}

void
output_member(struct output *o)
{
	if (o->packer != NULL)
		drain(o, PACK_MEMBER);
}

void
output_flush(struct output *o)
{
	drain(o, PACK_FLUSH);
}

void
output_digest(struct output *o, char hex[33])
{
	XXH128_hash_t h;

	hash_rest(o);
	h = XXH3_128bits_digest(o->digest);
	snprintf(hex, 33, "%016llx%016llx", (unsigned long long)h.high64,
	    (unsigned long long)h.low64);
}

uint64_t
output_bytes(const struct output *o)
{
	return o->bytes;
}

int
output_closed(const struct output *o)
{
	return o->closed || o->error != 0;
}

static void
finish_behind(struct output *o)
{
	/* After an error the end was not given. */
	if (o->behind == NULL || o->error != 0)
		return;
	o->error = behind_end(o->behind);
	o->behind = NULL;
	o->buf = NULL;
}

int
output_seal(struct output *o)
{
	if (!o->sealed) {
		drain(o, PACK_END);
		finish_behind(o);
		if (o->error == 0 && o->slot != -1 && fsync(o->fd) == -1)
			o->error = errno;
		o->sealed = 1;
	}
	if (o->error == 0 || o->closed)
		return 0;
	errno = o->error;
	return -1;
}

int
output_commit(struct output *o)
{
	int error;

	(void)output_seal(o);
	if (o->error == 0 && o->slot != -1) {
		if (temporary_place(&o->slot, &o->fd, o->path) == -1)
			o->error = errno;
	}
	if (o->error == 0 && o->fd != -1 && !o->is_stdout) {
		if (close(o->fd) == -1)
			o->error = errno;
		o->fd = -1;
	}
	error = o->closed ? 0 : o->error;
	release(o);
	if (error != 0) {
		errno = error;
		return -1;
	}
	return 0;
}

void
output_abort_all(void)
{
	temporary_unlink_all();
}

void
output_abort(struct output *o)
{
	if (o != NULL)
		release(o);
}
