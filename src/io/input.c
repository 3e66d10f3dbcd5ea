/*
 * input.c - records out of files, one file after the other.
 *
 *	items (paths) -> walk -> source (bytes) -> lines -> reader -> record
 */
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "io/input.h"
#include "io/item.h"
#include "io/reader.h"
#include "io/walk.h"

struct input {
	struct input_options o;
	struct item *items;
	size_t nitems, item;	/* item: the one in hand, or the next */
	struct walk *walk;	/* of the folder in hand */
	struct reader reader;	/* of the file in hand */
	int fd;			/* its descriptor, -1: none */
	int at_fd;		/* of input_at's file, and its path */
	char *at_path;
	int active;		/* there is a file in hand */
	int stdin_used;
	uint64_t total, done;	/* stored bytes */
	uint64_t given;		/* records of this pass */
};

void
input_options_init(struct input_options *o)
{
	static const char *const text[] = { "text" };

	memset(o, 0, sizeof(*o));
	o->format = INPUT_AUTO;
	o->id_field = "id";
	o->text_fields = text;
	o->ntext_fields = 1;
	o->max_record = (size_t)1 << 30;
	o->tmpdir = "/tmp";
}

int
input_open(struct input **out, const char *const *paths, size_t npaths,
    const struct input_options *o)
{
	struct input *in = calloc(1, sizeof(*in));
	int unknown = 0;

	*out = NULL;
	if (in == NULL)
		return -1;
	in->fd = in->at_fd = -1;
	in->o = *o;
	in->items = calloc(npaths + 1, sizeof(*in->items));
	if (in->items == NULL || reader_init(&in->reader, &in->o) == -1)
		goto fail;
	while (in->nitems < npaths) {
		struct item *it = &in->items[in->nitems];

		if (item_init(it, paths[in->nitems++]) == -1)
			goto fail;
		in->total += it->size;
		unknown |= !it->folder && !it->known;
	}
	if (unknown)
		in->total = 0;
	*out = in;
	return 0;
fail:
	input_close(in);
	errno = ENOMEM;
	return -1;
}

const char *
input_missing(const struct input *in, size_t *i)
{
	return fields_missing(&in->reader.fields, i);
}

static void
close_file(struct input *in)
{
	if (in->active)
		source_end(in->reader.source);
	if (in->fd != -1 && in->fd != STDIN_FILENO &&
	    !in->items[in->item].spooled)
		close(in->fd);
	in->fd = -1;
	in->active = 0;
}

static void
end_file(struct input *in)
{
	struct item *it = &in->items[in->item];
	struct reader *rd = &in->reader;

	reader_end(rd);
	in->done += source_used(rd->source);
	close_file(in);
	if (in->walk != NULL)
		return;
	if (!rd->again) {
		it->whole = 1;
		it->seen = source_used(rd->source);
	}
	in->item++;
}

static int
is_regular(int fd)
{
	struct stat st;

	return fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
}

/* The file whose path, name and descriptor are set becomes the one in hand. */
static int
begin_file(struct input *in, struct spool *sp)
{
	const struct item *it = &in->items[in->item];
	struct reader *rd = &in->reader;
	uint64_t limit = UINT64_MAX;

	if (rd->again && it->whole && in->walk == NULL)
		limit = it->seen;
	if (source_start(rd->source, in->fd, sp, limit) == -1)
		return -1;
	in->active = 1;
	rd->by_place = sp == NULL && in->fd != STDIN_FILENO &&
	    source_plain(rd->source) && is_regular(in->fd);
	return reader_begin(rd);
}

/* Why a path that was given cannot be opened. */
static const char *
open_error(const char *path)
{
	if (errno == ENOENT && strpbrk(path, "*?[") != NULL)
		return "no file has this name, and none matches it";
	return strerror(errno);
}

/* Opens the descriptor of a path that is not a folder; 0 when it cannot. */
static int
begin_item(struct input *in)
{
	struct item *it = &in->items[in->item];
	struct reader *rd = &in->reader;
	struct spool *sp = NULL;

	rd->path = rd->name = it->path;
	if (it->spooled) {
		in->fd = it->spool.pipe;
		return begin_file(in, &it->spool) == -1 ? -1 : 1;
	}
	if (item_is_stdin(it)) {
		if (in->stdin_used++) {
			reader_error(rd, it->path,
			    "standard input was named before");
			return 0;
		}
		in->fd = STDIN_FILENO;
		if (it->known && rd->again &&
		    lseek(in->fd, it->offset, SEEK_SET) == -1)
			return -1;
	} else if ((in->fd = open(it->path, O_RDONLY | O_CLOEXEC)) == -1) {
		reader_error(rd, it->path, open_error(it->path));
		return 0;
	}
	if (in->o.rewindable && !it->known) {
		if (spool_init(&it->spool, in->fd, in->o.tmpdir) == -1)
			return -1;
		it->spooled = 1;
		sp = &it->spool;
	}
	return begin_file(in, sp) == -1 ? -1 : 1;
}

/* The next file of the folder in hand: 1, 0: no more, -1. */
static int
next_in_folder(struct input *in)
{
	struct reader *rd = &in->reader;
	int r;

	while ((r = walk_next(in->walk, &rd->path, &rd->name)) != 0) {
		if (r == -2) {
			errno = ENOMEM;
			return -1;
		}
		if (r == -1 ||
		    (in->fd = open(rd->path, O_RDONLY | O_CLOEXEC)) == -1) {
			reader_error(rd, rd->path, strerror(errno));
			continue;
		}
		return begin_file(in, NULL) == -1 ? -1 : 1;
	}
	return 0;
}

/* 1: a file is in hand; 0: there are no more; -1. */
static int
next_file(struct input *in)
{
	for (; in->item < in->nitems; in->item++) {
		struct item *it = &in->items[in->item];
		int r;

		if (it->folder && in->walk == NULL) {
			in->walk = walk_open(it->path);
			if (in->walk == NULL && errno == ENOMEM)
				return -1;
			if (in->walk == NULL) {
				reader_error(&in->reader, it->path,
				    strerror(errno));
				continue;
			}
		}
		r = it->folder ? next_in_folder(in) : begin_item(in);
		if (r != 0)
			return r;
		walk_close(in->walk);
		in->walk = NULL;
	}
	return 0;
}

int
input_next(struct input *in, struct record *r)
{
	if (in->o.most != 0 && in->given == in->o.most)
		return 0;
	for (;;) {
		int got;

		if (!in->active && (got = next_file(in)) != 1)
			return got;
		got = reader_next(&in->reader, r);
		if (got != 0 || source_stopped(in->reader.source)) {
			in->given += got == 1;
			return got;
		}
		end_file(in);
	}
}

uint64_t
record_digest(const struct record *r)
{
	return hash64(r->raw, r->rawlen, 0);
}

int
input_rewind(struct input *in)
{
	for (size_t i = 0; i < in->nitems; i++) {
		const struct item *it = &in->items[i];

		/* A pipe that was not kept cannot be read again. */
		if (it->whole && !it->folder && !it->known && !it->spooled) {
			errno = ESPIPE;
			return -1;
		}
		if (it->whole && it->known && !item_is_stdin(it) &&
		    access(it->path, R_OK) == -1)
			return -1;
	}
	close_file(in);
	walk_close(in->walk);
	in->walk = NULL;
	in->reader.again = 1;
	in->stdin_used = 0;
	in->item = 0;
	in->done = 0;
	in->given = 0;
	return 0;
}

static void
close_at(struct input *in)
{
	if (in->at_fd != -1)
		close(in->at_fd);
	free(in->at_path);
	in->at_fd = -1;
	in->at_path = NULL;
}

int
input_at(struct input *in, const struct record *was, struct record *r)
{
	struct reader *rd = &in->reader;

	if (in->at_path == NULL || strcmp(in->at_path, was->file) != 0) {
		close_at(in);
		if ((in->at_path = strdup(was->file)) == NULL ||
		    (in->at_fd = open(was->file, O_RDONLY | O_CLOEXEC)) == -1)
			return -1;
		rd->path = rd->name = in->at_path;
	}
	return reader_at(rd, in->at_fd, was, r);
}

void
input_progress(const struct input *in, uint64_t *done, uint64_t *total)
{
	*done = in->done + (in->active ? source_used(in->reader.source) : 0);
	*total = in->total;
}

int
input_is_source(const struct input *in, const char *path)
{
	struct stat st;

	if (strcmp(path, "-") == 0 ? fstat(STDOUT_FILENO, &st) == -1 :
	    stat(path, &st) == -1)
		return 0;
	if (!S_ISREG(st.st_mode))
		return 0;
	for (size_t i = 0; i < in->nitems; i++) {
		if (item_has(&in->items[i], &st))
			return 1;
	}
	return 0;
}

void
input_close(struct input *in)
{
	if (in == NULL)
		return;
	close_file(in);
	close_at(in);
	walk_close(in->walk);
	for (size_t i = 0; i < in->nitems; i++)
		item_release(&in->items[i]);
	free(in->items);
	reader_release(&in->reader);
	free(in);
}
