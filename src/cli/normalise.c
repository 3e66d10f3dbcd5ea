/*
 * normalise.c - tawam normalise: the form in which texts are compared.
 *
 * A text file and standard input are taken line by line; in JSON Lines the
 * value of the text field is replaced and every other byte kept.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/stream.h"
#include "cli/talk.h"

struct job {
	struct stream s;
	enum input_format format;	/* of the input that is read */
};

static int
ends_with(const char *s, size_t n, const char *end)
{
	size_t k = strlen(end);

	return n >= k && memcmp(s + n - k, end, k) == 0;
}

/* auto: JSON Lines where the name says so, lines otherwise. */
static enum input_format
format_of(const struct options *o, const char *path)
{
	static const char *const json[] = { ".jsonl", ".ndjson", ".json" };
	size_t n = strlen(path);

	if (o->format != INPUT_AUTO)
		return o->format == INPUT_JSONL ? INPUT_JSONL : INPUT_LINES;
	if (ends_with(path, n, ".gz"))
		n -= 3;
	else if (ends_with(path, n, ".zst"))
		n -= 4;
	for (size_t i = 0; i < 3; i++)
		if (ends_with(path, n, json[i]))
			return INPUT_JSONL;
	return INPUT_LINES;
}

static int
put_record(void *job, const struct record *r)
{
	struct job *j = job;
	struct output *to = j->s.to;
	struct tawam_normal form;
	int e;

	e = tawam_normalise(j->s.sketcher, r->text, r->textlen, &form);
	if (e != 0) {
		say("%s:%" PRIu64 ": %s", r->file, r->line,
		    tawam_strerror(e));
		return -1;
	}
	if (j->format == INPUT_JSONL) {
		output_write(to, r->raw, r->value_start);
		output_json(to, form.bytes, form.len);
		output_write(to, r->raw + r->value_end,
		    r->rawlen - r->value_end);
	} else
		output_write(to, form.bytes, form.len);
	output_write(to, "\n", 1);
	return 0;
}

/* Each input has a format of its own. */
static int
put_path(struct job *j, const char *const *path)
{
	struct input_options io;
	struct input *in;
	int r = -1;

	options_input(&j->s.o, &io);
	io.format = j->format = format_of(&j->s.o, *path);
	io.hooks = notes_hooks(&j->s.notes);
	if (input_open(&in, path, 1, &io) == -1) {
		say("%s: %s", *path, strerror(errno));
		return -1;
	}
	if (stream_clear(&j->s, in, "the normal form") == 0)
		r = stream_records(&j->s, in, put_record, j);
	input_close(in);
	return r;
}

static int
job_run(void *job)
{
	struct job *j = job;

	if (stream_open(&j->s) == -1)
		return -1;
	for (size_t i = 0; i < j->s.o.ninputs; i++)
		if (put_path(j, &j->s.o.inputs[i]) == -1)
			return -1;
	return stream_finish(&j->s);
}

/* One value is replaced, so there can be one field. */
static int
check(void *job)
{
	struct job *j = job;

	if (j->s.o.ntext_fields > 1) {
		strcpy(j->s.o.why, "tawam normalise replaces one field: give "
		    "one --text-field");
		return -1;
	}
	return stream_check(&j->s, "the normal forms");
}

int
cmd_normalise(int argc, char *const *argv)
{
	static const struct job blank;
	struct job j = blank;
	const struct command_job c = { CMD_NORMALISE, &j.s.o, &j.s.notes,
	    check, job_run, &j };
	int status = command_run(&c, argc, argv);

	stream_release(&j.s);
	return status;
}
