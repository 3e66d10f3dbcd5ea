/*
 * state_file.c - a file whose first eight bytes are a check of the others.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/le.h"
#include "lib/state.h"

#define PIECE		((size_t)1 << 20)

int
state_open(struct state_file *f, const struct mem *m, const char *path,
    int writes)
{
	memset(f, 0, sizeof(*f));
	f->writes = writes;
	f->at = sizeof(f->check);
	f->fd = open(path, (writes ? O_WRONLY | O_CREAT | O_TRUNC : O_RDONLY) |
	    O_CLOEXEC, 0600);
	if (f->fd == -1)
		return TAWAM_EIO;
	f->piece = mem_alloc(m, PIECE, 1);
	return f->piece != NULL ? TAWAM_OK : TAWAM_ENOMEM;
}

static int
write_at(int fd, const char *p, size_t n, uint64_t at)
{
	while (n > 0) {
		ssize_t done = pwrite(fd, p, n, (off_t)at);

		if (done == -1 && errno == EINTR)
			continue;
		if (done <= 0)
			return TAWAM_EIO;
		p += done;
		at += (uint64_t)done;
		n -= (size_t)done;
	}
	return TAWAM_OK;
}

/* As many of n bytes as there are: *got. */
static int
read_at(int fd, char *p, size_t n, uint64_t at, size_t *got)
{
	for (*got = 0; *got < n;) {
		ssize_t r = pread(fd, p + *got, n - *got, (off_t)(at + *got));

		if (r == -1 && errno == EINTR)
			continue;
		if (r == -1)
			return TAWAM_EIO;
		if (r == 0)
			break;
		*got += (size_t)r;
	}
	return TAWAM_OK;
}

static int
flush(struct state_file *f)
{
	int r = write_at(f->fd, f->piece, f->n, f->at);

	f->check = hash64(f->piece, f->n, f->check);
	f->at += f->n;
	f->n = 0;
	return r;
}

static int
fill(struct state_file *f)
{
	int r = read_at(f->fd, f->piece, PIECE, f->at, &f->n);

	f->check = hash64(f->piece, f->n, f->check);
	f->at += f->n;
	f->used = 0;
	return r;
}

int
state_put(struct state_file *f, const void *p, size_t n)
{
	const char *at = p;
	int r;

	while (n > 0) {
		size_t some = n < PIECE - f->n ? n : PIECE - f->n;

		memcpy(f->piece + f->n, at, some);
		f->n += some;
		at += some;
		n -= some;
		if (f->n == PIECE && (r = flush(f)) != 0)
			return r;
	}
	return TAWAM_OK;
}

int
state_get(struct state_file *f, void *p, size_t n)
{
	char *at = p;
	int r;

	while (n > 0) {
		size_t some = n < f->n - f->used ? n : f->n - f->used;

		if (some == 0) {
			if ((r = fill(f)) != 0)
				return r;
			if (f->n == 0)
				return TAWAM_EFORMAT;
			continue;
		}
		memcpy(at, f->piece + f->used, some);
		f->used += some;
		at += some;
		n -= some;
	}
	return TAWAM_OK;
}

int
state_end(struct state_file *f)
{
	unsigned char check[sizeof(f->check)];
	size_t got;
	int r;

	if (f->writes) {
		if (f->n > 0 && (r = flush(f)) != 0)
			return r;
		le64_put(check, f->check);
		if ((r = write_at(f->fd, (char *)check, sizeof(check),
		    0)) != 0)
			return r;
		return fsync(f->fd) == 0 ? TAWAM_OK : TAWAM_EIO;
	}
	if (f->used != f->n)
		return TAWAM_EFORMAT;
	if ((r = read_at(f->fd, (char *)check, 1, f->at, &got)) != 0)
		return r;
	if (got != 0)
		return TAWAM_EFORMAT;
	if ((r = read_at(f->fd, (char *)check, sizeof(check), 0, &got)) != 0)
		return r;
	return got == sizeof(check) && le64_get(check) == f->check ?
	    TAWAM_OK : TAWAM_EFORMAT;
}

void
state_close(struct state_file *f, const struct mem *m)
{
	int e = errno;

	if (f->fd != -1)
		(void)close(f->fd);
	mem_free(m, f->piece);
	f->fd = -1;
	f->piece = NULL;
	errno = e;
}
