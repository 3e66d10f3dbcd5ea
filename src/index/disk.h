/*
 * disk.h - the few things a stored index asks of a file system.
 *
 * They go through a table, so that an index can live in memory, and so that
 * tests can fill a disk, fail a sync and cut the power.
 */
#ifndef TAWAM_INDEX_DISK_H
#define TAWAM_INDEX_DISK_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

enum disk_how {
	DISK_READ,		/* it is there, and stays as it is */
	DISK_WRITE,		/* it is there, and may change */
	DISK_MAKE,		/* the same, and it is made when it is not */
	DISK_NEW		/* what is there is emptied */
};

/*
 * Files are small numbers, folders too.  All return -1 on failure with errno
 * set, otherwise 0 or what is said.  Names have no slash.
 */
struct disk {
	void *ctx;
	/* A folder that is there.  With the name of a mark it is made when it
	 * is not, or empty, and must have the mark when it is neither. */
	int (*folder)(void *ctx, const char *path, const char *mark);
	int (*open)(void *ctx, int dir, const char *name, enum disk_how how);
	int (*close)(void *ctx, int file);
	/* All of n bytes, or those there are; how many. */
	int64_t (*read)(void *ctx, int file, void *p, size_t n, uint64_t at);
	/* All of n bytes or -1, and then some may have been written. */
	int (*write)(void *ctx, int file, const void *p, size_t n,
	    uint64_t at);
	int (*sync)(void *ctx, int file);	/* a folder's names, too */
	int (*cut)(void *ctx, int file, uint64_t size);
	int64_t (*size)(void *ctx, int file);
	int (*rename)(void *ctx, int dir, const char *from, const char *to);
	int (*remove)(void *ctx, int dir, const char *name);
	/* EWOULDBLOCK when somebody else has the lock; ends with close. */
	int (*lock)(void *ctx, int file);
};

/* The system's. */
extern const struct disk disk_system;

/* One in memory, whose one folder has any path; it takes what it holds and is
 * never full but for TAWAM_ENOMEM, as ENOMEM. */
struct disk_memory;

int	 disk_memory_new(struct disk_memory **out, const struct mem *m);
void	 disk_memory_free(struct disk_memory *d);
struct disk disk_of_memory(struct disk_memory *d);

#endif
