/*
 * item.c - a path as it was given on the command line.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io/item.h"
#include "io/walk.h"

int
item_is_stdin(const struct item *it)
{
	return strcmp(it->path, "-") == 0;
}

/* The sizes of the files in a folder; what cannot be read counts nothing. */
static uint64_t
folder_size(const char *path)
{
	struct walk *w = walk_open(path);
	const char *file, *name;
	uint64_t sum = 0;
	struct stat st;
	int r;

	if (w == NULL)
		return 0;
	while ((r = walk_next(w, &file, &name)) != 0 && r != -2) {
		if (r == 1 && stat(file, &st) == 0)
			sum += (uint64_t)st.st_size;
	}
	walk_close(w);
	return sum;
}

int
item_init(struct item *it, const char *path)
{
	struct stat st;
	int r;

	memset(it, 0, sizeof(*it));
	it->spool.file = -1;
	if ((it->path = strdup(path)) == NULL)
		return -1;
	r = item_is_stdin(it) ? fstat(STDIN_FILENO, &st) : stat(path, &st);
	if (r == -1)
		return 0;
	it->folder = S_ISDIR(st.st_mode);
	it->known = S_ISREG(st.st_mode);
	it->dev = st.st_dev;
	it->ino = st.st_ino;
	if (it->folder)
		it->size = folder_size(path);
	else if (it->known)
		it->size = (uint64_t)st.st_size;
	if (it->known && item_is_stdin(it))
		it->offset = lseek(STDIN_FILENO, 0, SEEK_CUR);
	return 0;
}

void
item_release(struct item *it)
{
	if (it->spooled) {
		spool_release(&it->spool);
		if (it->spool.pipe != STDIN_FILENO)
			close(it->spool.pipe);
	}
	free(it->path);
	it->path = NULL;
}

static int
folder_has(const char *folder, const struct stat *want)
{
	struct walk *w = walk_open(folder);
	const char *file, *name;
	struct stat st;
	int r, found = 0;

	if (w == NULL)
		return 0;
	while (!found && (r = walk_next(w, &file, &name)) != 0 && r != -2)
		found = r == 1 && stat(file, &st) == 0 &&
		    st.st_dev == want->st_dev && st.st_ino == want->st_ino;
	walk_close(w);
	return found;
}

int
item_has(const struct item *it, const struct stat *st)
{
	if (it->folder)
		return folder_has(it->path, st);
	return it->known && it->dev == st->st_dev && it->ino == st->st_ino;
}
