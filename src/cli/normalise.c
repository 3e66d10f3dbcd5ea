/*
 * normalise.c - tawam normalise: the form in which texts are compared.
 *
 * A text file and standard input are taken line by line; where there are
 * fields the value of the text field is replaced and every other byte kept.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/stream.h"
#include "cli/talk.h"
#include "io/frame.h"

struct job {
	struct stream s;
	struct frame frame;	/* of the input that is read */
	uint64_t put;		/* its records */
};

/* auto: records where the name says so, lines otherwise. */
static enum input_format
format_of(const struct options *o, const char *path)
{
	enum input_format named = input_format_by_name(path);

	if (o->format != INPUT_AUTO)
		return o->format == INPUT_TEXT ? INPUT_LINES :
		    (enum input_format)o->format;
	return named == INPUT_AUTO || named == INPUT_TEXT ? INPUT_LINES :
	    INPUT_AUTO;
}

static int
put_record(void *job, const struct record *r)
{
	struct job *j = job;
	struct tawam_normal form;
	const char *why;
	int e;

	e = tawam_normalise(j->s.sketcher, r->text, r->textlen, &form);
	if (e != 0 || frame_add(&j->frame, r, &why) == -1) {
		say("%s:%" PRIu64 ": %s", r->file, r->line,
		    e != 0 ? tawam_strerror(e) : why);
		return -1;
	}
	frame_put_text(&j->frame, j->s.to, &j->put, r, form.bytes, form.len);
	return 0;
}

/* Each input has a format of its own. */
static int
put_path(struct job *j, const char *const *path)
{
	struct input_options io;
	struct input *in;
	int r = -1;

	stream_input(&j->s, &io);
	io.format = format_of(&j->s.o, *path);
	if (input_open(&in, path, 1, &io) == -1) {
		say("%s: %s", *path, strerror(errno));
		return -1;
	}
	if (stream_clear(&j->s, in, "the normal form") == 0)
		r = stream_records(&j->s, in, put_record, j);
	input_close(in);
	frame_end(&j->frame, j->s.to, j->put);
	frame_release(&j->frame);
	j->put = 0;
	return r;
}

static int
job_run(void *job)
{
	struct job *j = job;

	if (stream_sketcher(&j->s) == -1 || stream_open(&j->s) == -1)
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
