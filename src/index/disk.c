/*
 * disk.c - the system's files.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "index/disk.h"

/* A folder that is made is on the disk when its own folder is. */
static int
sync_parent(int dir)
{
	int up = openat(dir, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC), r;

	if (up < 0)
		return -1;
	r = fsync(up);
	(void)close(up);
	return r;
}

/* In a folder that is not empty, and not an index, none is made. */
static int
make_folder(const char *path, const char *mark)
{
	int dir = -1;

	if (mkdir(path, 0777) != 0) {
		if (errno != EEXIST || (dir = open(path,
		    O_RDONLY | O_DIRECTORY | O_CLOEXEC)) < 0)
			return -1;
		if (faccessat(dir, mark, F_OK, 0) == 0)
			return dir;
		(void)close(dir);
		if (rmdir(path) != 0 || mkdir(path, 0777) != 0)
			return -1;
	}
	if ((dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) < 0)
		return -1;
	if (sync_parent(dir) == 0)
		return dir;
	(void)close(dir);
	return -1;
}

static int
system_folder(void *ctx, const char *path, const char *mark)
{
	(void)ctx;
	if (mark != NULL)
		return make_folder(path, mark);
	return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static int
system_open(void *ctx, int dir, const char *name, enum disk_how how)
{
	static const int flags[] = { O_RDONLY, O_RDWR, O_RDWR | O_CREAT,
		O_RDWR | O_CREAT | O_TRUNC };

	(void)ctx;
	return openat(dir, name, flags[how] | O_CLOEXEC, 0666);
}

static int
system_close(void *ctx, int file)
{
	(void)ctx;
	return close(file);
}

static int64_t
system_read(void *ctx, int file, void *p, size_t n, uint64_t at)
{
	size_t done = 0;

	(void)ctx;
	while (done < n) {
		ssize_t got = pread(file, (char *)p + done, n - done,
		    (off_t)(at + done));

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		done += (size_t)got;
	}
	return (int64_t)done;
}

static int
system_write(void *ctx, int file, const void *p, size_t n, uint64_t at)
{
	size_t done = 0;

	(void)ctx;
	while (done < n) {
		ssize_t put = pwrite(file, (const char *)p + done, n - done,
		    (off_t)(at + done));

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return -1;
		done += (size_t)put;
	}
	return 0;
}

static int
system_sync(void *ctx, int file)
{
	(void)ctx;
	/* A folder is synced whole; of a file, its size and bytes. */
	if (fdatasync(file) == 0)
		return 0;
	return errno == EINVAL ? fsync(file) : -1;
}

static int
system_cut(void *ctx, int file, uint64_t size)
{
	(void)ctx;
	return ftruncate(file, (off_t)size);
}

static int64_t
system_size(void *ctx, int file)
{
	struct stat st;

	(void)ctx;
	return fstat(file, &st) == 0 ? (int64_t)st.st_size : -1;
}

static int
system_rename(void *ctx, int dir, const char *from, const char *to)
{
	(void)ctx;
	return renameat(dir, from, dir, to);
}

static int
system_remove(void *ctx, int dir, const char *name)
{
	(void)ctx;
	return unlinkat(dir, name, 0);
}

static int
system_lock(void *ctx, int file)
{
	(void)ctx;
	return flock(file, LOCK_EX | LOCK_NB);
}

const struct disk disk_system = {
	.folder = system_folder,
	.open = system_open,
	.close = system_close,
	.read = system_read,
	.write = system_write,
	.sync = system_sync,
	.cut = system_cut,
	.size = system_size,
	.rename = system_rename,
	.remove = system_remove,
	.lock = system_lock
};
