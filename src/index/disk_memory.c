/*
 * disk_memory.c - files in memory, in pieces, so that they never move.
 */
#include <errno.h>
#include <string.h>

#include "index/disk.h"

#define PIECE	((size_t)1 << 18)
#define NAME	32

struct file {
	char name[NAME];	/* empty: removed */
	char **pieces;
	size_t npieces, cap;
	uint64_t size;
};

struct disk_memory {
	struct mem mem;
	struct file *files;
	size_t n, cap;
};

static int
find(struct disk_memory *d, const char *name)
{
	for (size_t i = 0; i < d->n; i++)
		if (strcmp(d->files[i].name, name) == 0)
			return (int)i;
	return -1;
}

static void
empty(struct disk_memory *d, struct file *f)
{
	for (size_t i = 0; i < f->npieces; i++)
		mem_free(&d->mem, f->pieces[i]);
	mem_free(&d->mem, f->pieces);
	memset(f, 0, sizeof(*f));
}

static int
memory_folder(void *ctx, const char *path, const char *mark)
{
	(void)ctx;
	(void)path;
	(void)mark;
	return 0;
}

static int
memory_open(void *ctx, int dir, const char *name, enum disk_how how)
{
	struct disk_memory *d = ctx;
	int i = find(d, name);

	(void)dir;
	if (i < 0 && how <= DISK_WRITE) {
		errno = ENOENT;
		return -1;
	}
	if (i >= 0 && how == DISK_NEW)
		empty(d, &d->files[i]);
	if (i < 0 && (i = find(d, "")) < 0) {
		if (mem_grow(&d->mem, &d->files, &d->cap, d->n + 1,
		    sizeof(*d->files)) != 0) {
			errno = ENOMEM;
			return -1;
		}
		i = (int)d->n++;
		memset(&d->files[i], 0, sizeof(d->files[i]));
	}
	memcpy(d->files[i].name, name, strlen(name) + 1);
	return i;
}

static int
memory_close(void *ctx, int file)
{
	(void)ctx;
	(void)file;
	return 0;
}

static int64_t
memory_read(void *ctx, int file, void *p, size_t n, uint64_t at)
{
	struct disk_memory *d = ctx;
	struct file *f = &d->files[file];
	size_t done = 0;

	if (at >= f->size)
		return 0;
	if (n > f->size - at)
		n = (size_t)(f->size - at);
	while (done < n) {
		size_t in = (size_t)((at + done) % PIECE), m = PIECE - in;

		if (m > n - done)
			m = n - done;
		memcpy((char *)p + done, f->pieces[(at + done) / PIECE] + in,
		    m);
		done += m;
	}
	return (int64_t)n;
}

/* Makes room up to size; what is new is zero. */
static int
extend(struct disk_memory *d, struct file *f, uint64_t size)
{
	size_t need = (size_t)((size + PIECE - 1) / PIECE);

	if (mem_grow(&d->mem, &f->pieces, &f->cap, need,
	    sizeof(*f->pieces)) != 0) {
		errno = ENOMEM;
		return -1;
	}
	while (f->npieces < need) {
		char *p = mem_zalloc(&d->mem, PIECE, 1);

		if (p == NULL) {
			errno = ENOMEM;
			return -1;
		}
		f->pieces[f->npieces++] = p;
	}
	return 0;
}

static int
memory_write(void *ctx, int file, const void *p, size_t n, uint64_t at)
{
	struct disk_memory *d = ctx;
	struct file *f = &d->files[file];
	size_t done = 0;

	if (extend(d, f, at + n) != 0)
		return -1;
	while (done < n) {
		size_t in = (size_t)((at + done) % PIECE), m = PIECE - in;

		if (m > n - done)
			m = n - done;
		memcpy(f->pieces[(at + done) / PIECE] + in,
		    (const char *)p + done, m);
		done += m;
	}
	if (f->size < at + n)
		f->size = at + n;
	return 0;
}

static int
memory_sync(void *ctx, int file)
{
	(void)ctx;
	(void)file;
	return 0;
}

static int
memory_cut(void *ctx, int file, uint64_t size)
{
	struct disk_memory *d = ctx;
	struct file *f = &d->files[file];

	if (size < f->size)
		f->size = size;
	return 0;
}

static int64_t
memory_size(void *ctx, int file)
{
	struct disk_memory *d = ctx;

	return (int64_t)d->files[file].size;
}

static int
memory_remove(void *ctx, int dir, const char *name)
{
	struct disk_memory *d = ctx;
	int i = find(d, name);

	(void)dir;
	if (i < 0) {
		errno = ENOENT;
		return -1;
	}
	empty(d, &d->files[i]);
	return 0;
}

static int
memory_rename(void *ctx, int dir, const char *from, const char *to)
{
	struct disk_memory *d = ctx;
	int i = find(d, from);

	if (i < 0) {
		errno = ENOENT;
		return -1;
	}
	(void)memory_remove(ctx, dir, to);
	memcpy(d->files[i].name, to, strlen(to) + 1);
	return 0;
}

static int
memory_lock(void *ctx, int file)
{
	(void)ctx;
	(void)file;
	return 0;
}

int
disk_memory_new(struct disk_memory **out, const struct mem *m)
{
	if ((*out = mem_zalloc(m, 1, sizeof(**out))) == NULL)
		return TAWAM_ENOMEM;
	(*out)->mem = *m;
	return TAWAM_OK;
}

void
disk_memory_free(struct disk_memory *d)
{
	struct mem mem;

	if (d == NULL)
		return;
	mem = d->mem;
	for (size_t i = 0; i < d->n; i++)
		empty(d, &d->files[i]);
	mem_free(&mem, d->files);
	mem_free(&mem, d);
}

struct disk
disk_of_memory(struct disk_memory *d)
{
	struct disk disk = {
		.ctx = d,
		.folder = memory_folder,
		.open = memory_open,
		.close = memory_close,
		.read = memory_read,
		.write = memory_write,
		.sync = memory_sync,
		.cut = memory_cut,
		.size = memory_size,
		.rename = memory_rename,
		.remove = memory_remove,
		.lock = memory_lock
	};

	return disk;
}
