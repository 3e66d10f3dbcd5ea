/*
 * index_disk.c - a disk for tests.
 */
#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "helpers.h"
#include "index_disk.h"

#define NODES	512
#define NAMES	64
#define FILES	512
#define SECTOR	512
#define FOLDER	9999

struct node {
	unsigned char *now, *safe;	/* bytes, and those on the disk */
	size_t size, safe_size, cap;
	int used;
};

struct names {
	struct {
		char name[48];
		int node;
	} e[NAMES];
	size_t n;
};

struct test_disk {
	struct node nodes[NODES];
	struct names now;
	struct names past[256];		/* since the last sync of names */
	size_t npast;
	int file[FILES];		/* node + 1; 0: closed */
	int locked;			/* file + 1 that has the lock */
	uint64_t calls, fail_at, limit;
	int fail_err, for_ever;
};

struct test_disk *
test_disk_new(void)
{
	struct test_disk *d = calloc(1, sizeof(*d));

	assert(d != NULL);
	d->limit = UINT64_MAX;
	d->npast = 1;
	return d;
}

void
test_disk_free(struct test_disk *d)
{
	for (size_t i = 0; i < NODES; i++) {
		free(d->nodes[i].now);
		free(d->nodes[i].safe);
	}
	free(d);
}

void
test_disk_fail(struct test_disk *d, uint64_t call, int err, int for_ever)
{
	d->fail_at = call == 0 ? 0 : d->calls + call;
	d->fail_err = err;
	d->for_ever = for_ever;
}

uint64_t
test_disk_calls(const struct test_disk *d)
{
	return d->calls;
}

void
test_disk_limit(struct test_disk *d, uint64_t bytes)
{
	d->limit = bytes;
}

uint64_t
test_disk_used(const struct test_disk *d)
{
	uint64_t n = 0;

	for (size_t i = 0; i < d->now.n; i++)
		n += d->nodes[d->now.e[i].node].size;
	return n;
}

static int
fails(struct test_disk *d)
{
	d->calls++;
	if (d->fail_at == 0 || d->calls < d->fail_at ||
	    (d->calls > d->fail_at && !d->for_ever))
		return 0;
	errno = d->fail_err;
	return 1;
}

static size_t
find(const struct names *s, const char *name)
{
	size_t i = 0;

	while (i < s->n && strcmp(s->e[i].name, name) != 0)
		i++;
	return i;
}

static void
names_changed(struct test_disk *d)
{
	assert(d->npast < 256);
	d->past[d->npast++] = d->now;
}

static struct node *
node_of(struct test_disk *d, int file)
{
	assert(file >= 0 && file < FILES && d->file[file] != 0);
	return &d->nodes[d->file[file] - 1];
}

static int
test_folder(void *ctx, const char *path, const char *mark)
{
	(void)path;
	(void)mark;
	return fails(ctx) ? -1 : FOLDER;
}

static int
new_node(struct test_disk *d)
{
	for (int i = 0; i < NODES; i++)
		if (!d->nodes[i].used) {
			d->nodes[i].used = 1;
			return i;
		}
	assert(0);
	return -1;
}

static int
test_open(void *ctx, int dir, const char *name, enum disk_how how)
{
	struct test_disk *d = ctx;
	size_t i = find(&d->now, name);
	int file = 0;

	assert(dir == FOLDER);
	if (fails(d))
		return -1;
	if (i == d->now.n) {
		if (how <= DISK_WRITE) {
			errno = ENOENT;
			return -1;
		}
		assert(d->now.n < NAMES);
		strcpy(d->now.e[i].name, name);
		d->now.e[i].node = new_node(d);
		d->now.n++;
		names_changed(d);
	} else if (how == DISK_NEW) {
		d->nodes[d->now.e[i].node].size = 0;
	}
	while (d->file[file] != 0)
		file++;
	assert(file < FILES);
	d->file[file] = d->now.e[i].node + 1;
	return file;
}

static int
test_close(void *ctx, int file)
{
	struct test_disk *d = ctx;

	if (file == FOLDER)
		return 0;
	assert(d->file[file] != 0);
	if (d->locked == file + 1)
		d->locked = 0;
	d->file[file] = 0;
	return 0;
}

static int64_t
test_read(void *ctx, int file, void *p, size_t n, uint64_t at)
{
	struct test_disk *d = ctx;
	struct node *x = node_of(d, file);

	if (fails(d))
		return -1;
	if (at >= x->size)
		return 0;
	if (n > x->size - at)
		n = x->size - (size_t)at;
	memcpy(p, x->now + at, n);
	return (int64_t)n;
}

static void
resize(struct node *x, size_t size)
{
	if (size > x->cap) {
		x->cap = 2 * size + SECTOR;
		x->now = realloc(x->now, x->cap);
		assert(x->now != NULL);
	}
	if (size > x->size)
		memset(x->now + x->size, 0, size - x->size);
	x->size = size;
}

static int
test_write(void *ctx, int file, const void *p, size_t n, uint64_t at)
{
	struct test_disk *d = ctx;
	struct node *x = node_of(d, file);
	size_t room = n;

	if (fails(d)) {
		/* Half of it may have been written. */
		room = n / 2;
		n++;
	} else if (at + n > x->size && test_disk_used(d) + (at + n -
	    x->size) > d->limit) {
		uint64_t free_bytes = d->limit > test_disk_used(d) ?
		    d->limit - test_disk_used(d) : 0;

		room = at + n - x->size > free_bytes ? n - (size_t)(at + n -
		    x->size - free_bytes) : n;
		errno = ENOSPC;
	}
	if (at + room > x->size)
		resize(x, (size_t)at + room);
	if (room > 0)
		memcpy(x->now + at, p, room);
	return room == n ? 0 : -1;
}

static int
test_sync(void *ctx, int file)
{
	struct test_disk *d = ctx;
	struct node *x;

	if (fails(d))
		return -1;
	if (file == FOLDER) {
		d->past[0] = d->now;
		d->npast = 1;
		return 0;
	}
	x = node_of(d, file);
	free(x->safe);
	x->safe = malloc(x->size + 1);
	assert(x->safe != NULL);
	if (x->size > 0)
		memcpy(x->safe, x->now, x->size);
	x->safe_size = x->size;
	return 0;
}

static int
test_cut(void *ctx, int file, uint64_t size)
{
	struct test_disk *d = ctx;

	if (fails(d))
		return -1;
	resize(node_of(d, file), (size_t)size);
	return 0;
}

static int64_t
test_size(void *ctx, int file)
{
	return fails(ctx) ? -1 : (int64_t)node_of(ctx, file)->size;
}

static void
drop_name(struct names *s, size_t i)
{
	s->e[i] = s->e[--s->n];
}

static int
test_remove(void *ctx, int dir, const char *name)
{
	struct test_disk *d = ctx;
	size_t i = find(&d->now, name);

	assert(dir == FOLDER);
	if (fails(d))
		return -1;
	if (i == d->now.n) {
		errno = ENOENT;
		return -1;
	}
	drop_name(&d->now, i);
	names_changed(d);
	return 0;
}

static int
test_rename(void *ctx, int dir, const char *from, const char *to)
{
	struct test_disk *d = ctx;
	size_t i = find(&d->now, from), old = find(&d->now, to);

	assert(dir == FOLDER && i < d->now.n);
	if (fails(d))
		return -1;
	strcpy(d->now.e[i].name, to);
	if (old < d->now.n)
		drop_name(&d->now, old);
	names_changed(d);
	return 0;
}

static int
test_lock(void *ctx, int file)
{
	struct test_disk *d = ctx;

	if (fails(d))
		return -1;
	if (d->locked != 0) {
		errno = EWOULDBLOCK;
		return -1;
	}
	d->locked = file + 1;
	return 0;
}

struct disk
test_disk_of(struct test_disk *d)
{
	struct disk disk = { d, test_folder, test_open, test_close, test_read,
	    test_write, test_sync, test_cut, test_size, test_rename,
	    test_remove, test_lock };

	return disk;
}

void
test_disk_kill(struct test_disk *d)
{
	memset(d->file, 0, sizeof(d->file));
	d->locked = 0;
}

/* Sector by sector: what was synced, what was written since, or nothing. */
static void
tear(struct node *x, uint64_t *random)
{
	size_t size = x->size;
	unsigned all = (unsigned)(rnd(random) % 4);

	if (rnd(random) % 2 != 0 && x->safe_size <= size)
		size = x->safe_size + rnd(random) % (size - x->safe_size + 1);
	for (size_t at = 0; at < size; at += SECTOR) {
		size_t n = size - at < SECTOR ? size - at : SECTOR, old = 0;

		if (all == 0 || (all > 1 && rnd(random) % 2 != 0))
			continue;
		if (at < x->safe_size)
			old = x->safe_size - at < n ? x->safe_size - at : n;
		if (old > 0)
			memcpy(x->now + at, x->safe + at, old);
		memset(x->now + at + old, 0, n - old);
	}
	x->size = size;
	free(x->safe);
	x->safe = malloc(size + 1);
	assert(x->safe != NULL);
	if (size > 0)
		memcpy(x->safe, x->now, size);
	x->safe_size = size;
}

void
test_disk_cut(struct test_disk *d, uint64_t *random)
{
	test_disk_kill(d);
	d->now = d->past[rnd(random) % d->npast];
	for (int i = 0; i < NODES; i++)
		if (d->nodes[i].used)
			tear(&d->nodes[i], random);
	d->past[0] = d->now;
	d->npast = 1;
}

unsigned char *
test_disk_bytes(struct test_disk *d, const char *name, size_t *size)
{
	size_t i = find(&d->now, name);
	struct node *x;

	if (i == d->now.n)
		return NULL;
	x = &d->nodes[d->now.e[i].node];
	*size = x->size;
	return x->now;
}

void
test_disk_resize(struct test_disk *d, const char *name, size_t size)
{
	size_t i = find(&d->now, name);

	assert(i < d->now.n);
	resize(&d->nodes[d->now.e[i].node], size);
}

const char *
test_disk_name(const struct test_disk *d, size_t i)
{
	return i < d->now.n ? d->now.e[i].name : NULL;
}

struct test_disk *
test_disk_copy(const struct test_disk *d)
{
	struct test_disk *c = test_disk_new();

	c->now = d->now;
	c->past[0] = d->now;
	for (int i = 0; i < NODES; i++) {
		const struct node *x = &d->nodes[i];

		if (!x->used)
			continue;
		c->nodes[i].used = 1;
		resize(&c->nodes[i], x->size);
		if (x->size > 0)
			memcpy(c->nodes[i].now, x->now, x->size);
	}
	return c;
}
