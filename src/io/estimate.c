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
#define SAMPLE_BYTES	((uint64_t)64 << 10)	/* stored, of each */

struct estimate {
	const struct input_options *o;
	struct source *source;
	struct lines lines;
	int files;			/* looked into */
	enum input_format guess;	/* of files not looked into */
	uint64_t exact;			/* records known */
	uint64_t bytes;			/* stored, of what is not known */
	double records, used;		/* in the samples */
};

/* Counts the lines of what is in hand; 1: the file ended. */
static int
count_lines(struct estimate *e, double *records)
{
	struct line line;
	int got;

	while ((got = lines_next(&e->lines, &line)) == 1) {
		if (line.newline)
			*records += 1;
		else if (line.len > 0 && source_error(e->source) == NULL)
			*records += 1;
	}
	return got == 0;
}

static void
sample(struct estimate *e, int fd, uint64_t size, enum input_format format)
{
	struct lines *l = &e->lines;
	double records = 0;

	if (source_start(e->source, fd, NULL, SAMPLE_BYTES) == -1)
		return;
	lines_start(l, e->source, e->o->max_record);
	if (format == INPUT_AUTO) {
		if (lines_peek(l, 4096) == -1)
			return;
		format = format_by_content(l->buf.p + l->start,
		    l->end - l->start);
	}
	e->guess = format;
	if (format == INPUT_TEXT) {
		e->exact++;
		return;
	}
	if (!count_lines(e, &records))
		return;
	if (size <= SAMPLE_BYTES) {
		e->exact += (uint64_t)records;
		return;
	}
	/* The last line was cut by the sample's end; the rest is unknown. */
	e->bytes += size;
	e->records += records;
	e->used += (double)source_used(e->source);
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
		sample(e, fd, size, format);
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
