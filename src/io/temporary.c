/*
 * temporary.c - files under a temporary name beside their own, or under none.
 */
#include <sys/random.h>

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io/temporary.h"

#define OPEN_MAX_FILES	64
#define FILES		"/proc/self/fd"

/*
 * Names to unlink when the run is interrupted.  A slot is taken before its
 * file is made and given up after the file has its own name, with signals
 * held back, so that a handler finds every file and no other.
 */
static char *volatile temporaries[OPEN_MAX_FILES];
static volatile char unnamed[OPEN_MAX_FILES];	/* the name is not given yet */

void
temporary_unlink_all(void)
{
	int saved = errno;

	for (int i = 0; i < OPEN_MAX_FILES; i++) {
		if (temporaries[i] != NULL)
			unlink(temporaries[i]);
		unnamed[i] = 0;
	}
	errno = saved;
}

static void
hold_signals(sigset_t *old)
{
	sigset_t all;

	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, old);
}

/* dir/.name.XXXXXXXX, beside the target; NULL: no memory. */
static char *
temporary_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	int dir = slash != NULL ? (int)(slash + 1 - path) : 0;
	unsigned char r[8];
	char *name;

	if (getrandom(r, sizeof(r), 0) != (ssize_t)sizeof(r))
		return NULL;
	if (asprintf(&name, "%.*s.%.200s.%02x%02x%02x%02x%02x%02x%02x%02x",
	    dir, path, path + dir, r[0], r[1], r[2], r[3], r[4], r[5], r[6],
	    r[7]) == -1)
		return NULL;
	return name;
}

int
temporary_unnamed(const char *dir)
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

/* A place for a name, or -1. */
static int
free_slot(void)
{
	for (int i = 0; i < OPEN_MAX_FILES; i++)
		if (temporaries[i] == NULL)
			return i;
	errno = EMFILE;
	return -1;
}

int
temporary_named(const char *path, int *fd)
{
	int i = free_slot(), saved;
	sigset_t old;
	char *name;

	*fd = -1;
	if (i == -1 || (name = temporary_name(path)) == NULL)
		return -1;
	hold_signals(&old);
	*fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (*fd != -1)
		temporaries[i] = name;
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	if (*fd != -1)
		return i;
	saved = errno;
	free(name);
	errno = saved;
	return -1;
}

/*
 * Without a name nothing is left behind even by what no handler sees.  Not
 * every file system has such files, and a name is given to them by way of
 * /proc alone.
 */
int
temporary_open(const char *path, int *fd)
{
	int i = free_slot();
	char *copy;

	*fd = -1;
	if (i == -1 || access(FILES, X_OK) == -1 ||
	    (copy = strdup(path)) == NULL)
		return temporary_named(path, fd);
	*fd = open(dirname(copy), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
	free(copy);
	if (*fd == -1)
		return temporary_named(path, fd);
	if ((temporaries[i] = temporary_name(path)) != NULL) {
		unnamed[i] = 1;
		return i;
	}
	close(*fd);
	*fd = -1;
	return -1;
}

void
temporary_drop(int slot)
{
	char *name = temporaries[slot];

	if (!unnamed[slot])
		unlink(name);
	temporaries[slot] = NULL;
	unnamed[slot] = 0;
	free(name);
}

/* The new name must be on the disk as well as the bytes. */
static int
sync_folder(const char *path)
{
	char *copy = strdup(path);
	int fd, r = 0;

	if (copy == NULL)
		return -1;
	fd = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd != -1) {
		/* Some file systems have nothing to sync in a folder. */
		if (fsync(fd) == -1 && errno != EINVAL && errno != EROFS)
			r = -1;
		close(fd);
	}
	free(copy);
	return r;
}

/* Gives a file without a name one, which is not another's. */
static int
give_name(int fd, const char *name)
{
	char from[sizeof(FILES) + 16];

	snprintf(from, sizeof(from), FILES "/%d", fd);
	return linkat(AT_FDCWD, from, AT_FDCWD, name, AT_SYMLINK_FOLLOW);
}

/* Nothing can be written over by giving a name: then there are two steps. */
static int
move(int slot, int fd, const char *path)
{
	const char *name = temporaries[slot];

	if (unnamed[slot]) {
		if (give_name(fd, path) == 0)
			return 0;
		if (errno != EEXIST || give_name(fd, name) == -1)
			return -1;
		unnamed[slot] = 0;
	}
	return rename(name, path);
}

int
temporary_place(int *slot, int *fd, const char *path)
{
	char *name = temporaries[*slot];
	sigset_t old;
	int r;

	hold_signals(&old);
	if ((r = move(*slot, *fd, path)) == 0) {
		temporaries[*slot] = NULL;
		unnamed[*slot] = 0;
		*slot = -1;
	}
	/* It was synced: there is nothing left that could go wrong. */
	(void)close(*fd);
	*fd = -1;
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	if (r == -1)
		return -1;
	free(name);
	return sync_folder(path);
}
