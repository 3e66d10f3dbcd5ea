/*
 * walk.h - the files of a folder and of the folders in it, in byte order.
 *
 * Within each folder the names are sorted as bytes; a folder's files come
 * where its name stands.  Names that begin with a dot are left alone, folders
 * behind symbolic links too (they could lead in a circle); linked files are
 * files.  Memory: the names of the folders on the way, no more.
 */
#ifndef TAWAM_IO_WALK_H
#define TAWAM_IO_WALK_H

#include <stddef.h>

struct walk;

/* NULL with errno: the folder cannot be read, or no memory. */
struct walk *walk_open(const char *folder);
void	 walk_close(struct walk *w);

/*
 * 1: *path is the next file, folder included, and *name the same relative to
 * the folder, both until the next call; 0: the end; -1: *path is a folder that
 * could not be read, errno says why: go on with the next call.
 * -2: out of memory.
 */
int	 walk_next(struct walk *w, const char **path, const char **name);

#endif
