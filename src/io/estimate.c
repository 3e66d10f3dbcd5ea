/*
 * estimate.c - how many records may come, from sizes and the first records.
 *
 * A few files are looked into; what a stored byte gave there is taken for the
 * bytes of all others.
 */
#include <sys/stat.h>

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "io/format.h"
#include "io/walk.h"

#define SAMPLE_FILES	4
#define SAMPLE_BYTES	((uint64_t)384 << 10)	/* stored, of all of them */
#define PIECES		16			/* of a file */

struct estimate {
	struct input_options o;		/* without the hooks */
	struct reader reader;
	int files;			/* looked into */
	uint64_t budget;		/* bytes that may yet be read */
	enum input_format guess;	/* of files not looked into */
	uint64_t exact;			/* records known */
	uint64_t bytes;			/* stored, of what is not known */
	double records, used;		/* in the samples */
};

/* A file a document? */
static int
is_whole(enum input_format format)
{
	return format == INPUT_TEXT || format == INPUT_HTML;
}

/* The records of the file in hand, or of its beginning. */
static uint64_t
count_records(struct estimate *e)
{
	struct record r;
	uint64_t n = 0;

	while (reader_next(&e->reader, &r) == 1)
		n++;
	return n;
}

/* Lines in a piece of a large file, from where fd stands. */
static void
sample_piece(struct estimate *e, int fd, uint64_t bytes)
{
	struct reader *rd = &e->reader;
	double records = 0;
	struct line line;
	int got;

	if (source_start(rd->source, fd, NULL, bytes) == -1)
		return;
	lines_start(&rd->lines, rd->source, e->o.max_record);
	/* Where a piece ends its last line is in the next one. */
	while ((got = lines_next(&rd->lines, &line)) == 1)
		records += line.newline;
	if (got == -1)
		return;
	e->records += records;
	e->used += (double)source_used(rd->source);
}

/* Records are not alike from the first to the last: plain JSON Lines are
 * looked into at several places, anything else at its start. */
static void
sample_large(struct estimate *e, int fd, uint64_t size, uint64_t take)
{
	struct reader *rd = &e->reader;

	if (rd->format != INPUT_JSONL || !source_plain(rd->source)) {
		e->records += (double)count_records(e);
		e->used += (double)source_used(rd->source);
		return;
	}
	for (uint64_t k = 0; k < PIECES; k++) {
		if (lseek(fd, (off_t)(size / PIECES * k), SEEK_SET) != -1)
			sample_piece(e, fd, take / PIECES);
	}
}

static void
sample(struct estimate *e, int fd, const char *path, uint64_t size)
{
	struct reader *rd = &e->reader;
	uint64_t take = e->budget / 2;

	e->budget -= take;
	rd->path = rd->name = path;
	if (source_start(rd->source, fd, NULL, take) == -1 ||
	    reader_begin(rd) == -1)
		return;
	e->guess = rd->format;
	if (is_whole(rd->format)) {
		e->exact++;
	} else if (size > take) {
		e->bytes += size;
		sample_large(e, fd, size, take);
	} else {
		e->exact += count_records(e);
	}
}

static void
add_file(struct estimate *e, const char *path, uint64_t size)
{
	enum input_format format = e->o.format;
	int fd;

	if (format == INPUT_AUTO)
		format = input_format_by_name(path);
	if (is_whole(format)) {
		e->exact++;
	} else if (e->files < SAMPLE_FILES &&
	    (fd = open(path, O_RDONLY | O_CLOEXEC)) != -1) {
		e->files++;
		sample(e, fd, path, size);
		close(fd);
	} else if (format == INPUT_AUTO && is_whole(e->guess)) {
		e->exact++;
	} else {
		e->bytes += size;
	}
}

/* 0: a pipe, of which nothing can be said. */
static int
add_path(struct estimate *e, const char *path)
{
	const char *file, *name;
	struct stat st;
	struct walk *w;
	int r;

	if (strcmp(path, "-") == 0)
		return 0;
	if (stat(path, &st) == -1)
		return 1;
	if (S_ISREG(st.st_mode))
		add_file(e, path, (uint64_t)st.st_size);
	if (S_ISREG(st.st_mode) || !S_ISDIR(st.st_mode))
		return S_ISREG(st.st_mode);
	if ((w = walk_open(path)) == NULL)
		return 1;
	while ((r = walk_next(w, &file, &name)) != 0 && r != -2) {
		if (r == 1 && stat(file, &st) == 0)
			add_file(e, file, (uint64_t)st.st_size);
	}
	walk_close(w);
	return 1;
}

uint64_t
input_estimate(const char *const *paths, size_t npaths,
    const struct input_options *o)
{
	struct estimate e;
	double n = 0;
	int known = 1;

	memset(&e, 0, sizeof(e));
	e.o = *o;
	memset(&e.o.hooks, 0, sizeof(e.o.hooks));
	e.budget = SAMPLE_BYTES;
	e.guess = INPUT_JSONL;
	if (reader_init(&e.reader, &e.o) == -1)
		known = 0;
	for (size_t i = 0; known && i < npaths; i++)
		known = add_path(&e, paths[i]);
	if (e.used > 0)
		n = e.records / e.used * (double)e.bytes;
	reader_release(&e.reader);
	return known ? e.exact + (uint64_t)n : 0;
}
