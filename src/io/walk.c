/*
 * walk.c - the files of a folder and of the folders in it, in byte order.
 *
 * A stack of levels, each the sorted names of one folder, the kind of each in
 * the byte before it; no recursion, and no descriptor stays open.
 */
#include <sys/stat.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "io/room.h"
#include "io/walk.h"

struct level {
	struct room names;	/* kind, name, NUL; ... */
	const char **order;	/* of the names, sorted */
	size_t n, next;
	size_t pathlen;		/* of the path up to this folder */
};

struct walk {
	struct level *levels;
	size_t depth, cap;
	struct room path;
	size_t root;		/* bytes of the path that are not the name */
};

static int
by_bytes(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

/* The kind of an entry: 'f', 'd' or 0 for what is not read. */
static char
kind_of(DIR *d, const struct dirent *e)
{
	struct stat st;

	if (e->d_type == DT_REG)
		return 'f';
	if (e->d_type == DT_DIR)
		return 'd';
	if (e->d_type != DT_LNK && e->d_type != DT_UNKNOWN)
		return 0;
	if (fstatat(dirfd(d), e->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	    S_ISDIR(st.st_mode))
		return 'd';
	/* A dangling link is named when it is opened. */
	if (fstatat(dirfd(d), e->d_name, &st, 0) == 0 &&
	    !S_ISREG(st.st_mode))
		return 0;
	return 'f';
}

static int
add_name(struct level *l, size_t *len, char kind, const char *name)
{
	size_t n = strlen(name) + 1;

	if (room_reserve(&l->names, *len + 1 + n) == -1)
		return -1;
	l->names.p[(*len)++] = kind;
	memcpy(l->names.p + *len, name, n);
	*len += n;
	l->n++;
	return 0;
}

static int
sort_names(struct level *l)
{
	const char *p = l->names.p;

	if (l->n == 0)
		return 0;
	if ((l->order = calloc(l->n, sizeof(*l->order))) == NULL)
		return -1;
	for (size_t i = 0; i < l->n; i++) {
		l->order[i] = p + 1;
		p += 1 + strlen(p + 1) + 1;
	}
	qsort(l->order, l->n, sizeof(*l->order), by_bytes);
	return 0;
}

static void
level_release(struct level *l)
{
	room_release(&l->names);
	free(l->order);
}

/* Reads the folder whose path is in hand; -1 with errno, -2: no memory. */
static int
push(struct walk *w)
{
	struct level *l;
	struct dirent *e;
	size_t len = 0;
	DIR *d;
	int r = -2, saved;

	if (w->depth == w->cap) {
		size_t cap = w->cap < 8 ? 8 : 2 * w->cap;

		if ((l = realloc(w->levels, cap * sizeof(*l))) == NULL)
			return -2;
		w->levels = l;
		w->cap = cap;
	}
	l = &w->levels[w->depth];
	memset(l, 0, sizeof(*l));
	l->pathlen = strlen(w->path.p);
	if ((d = opendir(w->path.p)) == NULL)
		return -1;
	for (errno = 0; (e = readdir(d)) != NULL; errno = 0) {
		char kind = e->d_name[0] == '.' ? 0 : kind_of(d, e);

		if (kind != 0 && add_name(l, &len, kind, e->d_name) == -1)
			goto out;
	}
	r = errno == 0 ? 0 : -1;
	if (r == 0 && sort_names(l) == -1)
		r = -2;
out:
	saved = errno;
	closedir(d);
	if (r == 0)
		w->depth++;
	else
		level_release(l);
	errno = saved;
	return r;
}

struct walk *
walk_open(const char *folder)
{
	struct walk *w = calloc(1, sizeof(*w));
	size_t n = strlen(folder);
	int r, saved;

	if (w == NULL)
		return NULL;
	if (room_reserve(&w->path, n + 1) == -1)
		goto fail;
	memcpy(w->path.p, folder, n + 1);
	if ((r = push(w)) != 0) {
		if (r == -2)
			errno = ENOMEM;
		goto fail;
	}
	w->root = n + (n > 0 && folder[n - 1] != '/');
	return w;
fail:
	saved = errno;
	walk_close(w);
	errno = saved;
	return NULL;
}

void
walk_close(struct walk *w)
{
	if (w == NULL)
		return;
	while (w->depth > 0)
		level_release(&w->levels[--w->depth]);
	free(w->levels);
	room_release(&w->path);
	free(w);
}

int
walk_next(struct walk *w, const char **path, const char **name)
{
	while (w->depth > 0) {
		struct level *l = &w->levels[w->depth - 1];
		size_t at = l->pathlen, n;
		const char *entry;
		int r;

		if (l->next == l->n) {
			level_release(l);
			w->depth--;
			continue;
		}
		entry = l->order[l->next++];
		n = strlen(entry) + 1;
		if (room_reserve(&w->path, at + 1 + n) == -1)
			return -2;
		if (at > 0 && w->path.p[at - 1] != '/')
			w->path.p[at++] = '/';
		memcpy(w->path.p + at, entry, n);
		*path = w->path.p;
		*name = w->path.p + w->root;
		if (entry[-1] == 'f')
			return 1;
		if ((r = push(w)) != 0)
			return r;
	}
	return 0;
}
