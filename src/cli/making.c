/*
 * making.c - an index that is whole or not there.
 */
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/making.h"
#include "cli/outputs.h"
#include "cli/signals.h"
#include "cli/store.h"
#include "cli/talk.h"
#include "report/xalloc.h"

/* Of a temporary name, behind the last dot. */
#define DIGITS	8
/* Seconds after which a writer surely holds its lock. */
#define MOMENT	60

/* Can something be put where path is to be?  -1 with errno. */
static int
parent_access(const char *path)
{
	char *copy = xstrdup(path);
	int r = access(dirname(copy), W_OK | X_OK);

	free(copy);
	return r;
}

int
making_clear(const char *path)
{
	struct stat st;

	if (lstat(path, &st) == 0) {
		say("%s is there already: give another name, or remove it",
		    path);
		return -1;
	}
	if (errno == ENOENT && parent_access(path) == 0)
		return 0;
	say("%s: %s", path, strerror(errno));
	return -1;
}

/* dir/.name.XXXXXXXX */
static char *
temporary_name(const char *path)
{
	char *copy = xstrdup(path), *slash, *name;
	size_t n = strlen(copy);
	unsigned char r[4];
	int k;

	/* index/ is the same folder. */
	while (n > 1 && copy[n - 1] == '/')
		copy[--n] = '\0';
	slash = strrchr(copy, '/');
	if (getrandom(r, sizeof(r), 0) != (ssize_t)sizeof(r))
		memset(r, 0, sizeof(r));
	k = asprintf(&name, "%.*s.%.200s.%02x%02x%02x%02x",
	    slash != NULL ? (int)(slash + 1 - copy) : 0, copy,
	    slash != NULL ? slash + 1 : copy, r[0], r[1], r[2], r[3]);
	free(copy);
	return k == -1 ? NULL : name;
}

void
remove_folder(const char *path)
{
	DIR *d = opendir(path);
	struct dirent *e;

	while (d != NULL && (e = readdir(d)) != NULL)
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			unlinkat(dirfd(d), e->d_name, 0);
	if (d != NULL)
		closedir(d);
	rmdir(path);
}

/* Is it what temporary_name made of base? */
static int
is_temporary(const char *name, const char *base)
{
	size_t n = strlen(base) < 200 ? strlen(base) : 200;

	return name[0] == '.' && strncmp(name + 1, base, n) == 0 &&
	    name[n + 1] == '.' && strlen(name + n + 2) == DIGITS &&
	    strspn(name + n + 2, "0123456789abcdef") == DIGITS;
}

/* A writer holds the lock of its index, from a moment after it has made it. */
static int
is_dead(const char *folder)
{
	char *lock = outputs_joined(folder, "lock");
	int fd = open(lock, O_RDONLY | O_CLOEXEC), dead = 0;
	struct stat st;

	free(lock);
	if (fd == -1)
		return 0;
	if (fstat(fd, &st) == 0 && st.st_mtime < time(NULL) - MOMENT)
		dead = flock(fd, LOCK_EX | LOCK_NB) == 0;
	close(fd);
	return dead;
}

/* What runs have left that were ended by kill -9 or with the machine. */
static void
remove_dead(const char *path)
{
	char *one = xstrdup(path), *two = xstrdup(path);
	const char *parent = dirname(one), *base = basename(two);
	DIR *d = opendir(parent);
	struct dirent *e;

	while (d != NULL && (e = readdir(d)) != NULL) {
		char *folder;

		if (!is_temporary(e->d_name, base))
			continue;
		folder = outputs_joined(parent, e->d_name);
		if (is_dead(folder))
			remove_folder(folder);
		free(folder);
	}
	if (d != NULL)
		closedir(d);
	free(one);
	free(two);
}

int
making_open(struct making *m, struct options *o, const char *path)
{
	memset(m, 0, sizeof(*m));
	if (making_clear(path) == -1)
		return -1;
	if ((m->temporary = temporary_name(path)) == NULL) {
		say("%s", strerror(ENOMEM));
		return -1;
	}
	remove_dead(path);
	m->path = path;
	signals_defer();
	if (store_open(&m->x, o, m->temporary, TAWAM_INDEX_WRITE |
	    TAWAM_INDEX_CREATE) == -1) {
		making_abort(m);
		return -1;
	}
	return 0;
}

/* Names must be on the disk as well as bytes. */
static int
sync_parent(const char *path)
{
	char *copy = xstrdup(path);
	int fd = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int r = fd == -1 || (fsync(fd) == -1 && errno != EINVAL) ? -1 : 0;

	if (fd != -1)
		close(fd);
	free(copy);
	return r;
}

int
making_commit(struct making *m)
{
	int r = tawam_index_sync(m->x);

	if (r == 0)
		r = tawam_index_close(m->x);
	else
		tawam_index_close(m->x);
	m->x = NULL;
	if (r != 0 || signals_got() != 0) {
		if (r != 0)
			store_failed(m->path, r);
		making_abort(m);
		return -1;
	}
	/* Nothing that is there gives way to a folder, but an empty one. */
	if (rename(m->temporary, m->path) == -1 ||
	    sync_parent(m->path) == -1) {
		say("%s: %s", m->path, strerror(errno));
		making_abort(m);
		return -1;
	}
	free(m->temporary);
	m->temporary = NULL;
	return 0;
}

void
making_abort(struct making *m)
{
	tawam_index_close(m->x);
	m->x = NULL;
	if (m->temporary == NULL)
		return;
	remove_folder(m->temporary);
	free(m->temporary);
	m->temporary = NULL;
}
