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
#include "io/input.h"
#include "io/lines.h"
#include "io/walk.h"

#define SAMPLE_FILES	4
#define SAMPLE_BYTES	((uint64_t)384 << 10)	/* stored, of all of them */
#define PIECES		16			/* of a file */

struct estimate {
	const struct input_options *o;
	struct source *source;
	struct lines lines;
	int files;			/* looked into */
	uint64_t budget;		/* bytes that may yet be read */
	enum input_format guess;	/* of files not looked into */
	uint64_t exact;			/* records known */
	uint64_t bytes;			/* stored, of what is not known */
	double records, used;		/* in the samples */
};

/* Counts the lines of what was begun; 0: it cannot be read. */
static int
count_lines(struct estimate *e, int whole, double *records)
{
	struct line line;
	int got;

	while ((got = lines_next(&e->lines, &line)) == 1) {
		/* Where a piece ends its last line is in the next one. */
		*records += line.newline || whole;
	}
	return got == 0;
}

/* Lines in a piece of a large file, from where fd stands. */
static void
sample_piece(struct estimate *e, int fd, uint64_t bytes)
{
	double records = 0;

	if (source_start(e->source, fd, NULL, bytes) == -1)
		return;
	lines_start(&e->lines, e->source, e->o->max_record);
	if (!count_lines(e, 0, &records))
		return;
	e->records += records;
	e->used += (double)source_used(e->source);
}

/* Records are not alike from the first to the last: a plain file is looked
 * into at several places, a compressed one at its start. */
static void
sample_large(struct estimate *e, int fd, uint64_t size, uint64_t take)
{
	if (!source_plain(e->source)) {
		if (lseek(fd, 0, SEEK_SET) == 0)
			sample_piece(e, fd, take);
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
	struct lines *l = &e->lines;
	uint64_t take = e->budget / 2;
	enum input_format format = e->o->format;
	double records = 0;

	e->budget -= take;
	if (source_start(e->source, fd, NULL, take) == -1)
		return;
	lines_start(l, e->source, e->o->max_record);
	if (format == INPUT_AUTO && format_find(l, path, &format) == -1)
		return;
	e->guess = format;
	if (format == INPUT_TEXT) {
		e->exact++;
	} else if (size > take) {
		e->bytes += size;
		sample_large(e, fd, size, take);
	} else if (count_lines(e, 1, &records)) {
		e->exact += (uint64_t)records;
	}
}

static void
add_file(struct estimate *e, const char *path, uint64_t size)
{
	enum input_format format = e->o->format;
	int fd;

	if (format == INPUT_AUTO)
		format = format_by_name(path);
	if (format == INPUT_TEXT) {
		e->exact++;
	} else if (e->files < SAMPLE_FILES &&
	    (fd = open(path, O_RDONLY | O_CLOEXEC)) != -1) {
		e->files++;
		sample(e, fd, path, size);
		close(fd);
	} else if (format == INPUT_AUTO && e->guess == INPUT_TEXT) {
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
	e.o = o;
	e.budget = SAMPLE_BYTES;
	e.guess = INPUT_JSONL;
	if ((e.source = source_new()) == NULL)
		return 0;
	for (size_t i = 0; known && i < npaths; i++)
		known = add_path(&e, paths[i]);
	if (e.used > 0)
		n = e.records / e.used * (double)e.bytes;
	lines_release(&e.lines);
	source_free(e.source);
	return known ? e.exact + (uint64_t)n : 0;
}
