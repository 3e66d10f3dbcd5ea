/*
 * item.h - a path as it was given on the command line.
 */
#ifndef TAWAM_IO_ITEM_H
#define TAWAM_IO_ITEM_H

#include <sys/stat.h>

#include "io/source.h"

struct item {
	char *path;
	int folder;
	int known;		/* a regular file: dev, ino, size hold */
	dev_t dev;
	ino_t ino;
	uint64_t size;		/* of a folder: of all its files */
	off_t offset;		/* where a regular standard input stood */
	struct spool spool;	/* of a pipe */
	int spooled;
	int whole;		/* the first pass came to the end */
	uint64_t seen;		/* then: the bytes it used */
};

/* -1: out of memory.  A path that leads nowhere is an item as well. */
int	 item_init(struct item *it, const char *path);
void	 item_release(struct item *it);

int	 item_is_stdin(const struct item *it);

/* Is the regular file of st the item, or in it? */
int	 item_has(const struct item *it, const struct stat *st);

#endif
