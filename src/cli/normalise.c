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
#include "cli/notes.h"
#include "cli/outputs.h"
#include "cli/talk.h"

struct job {
	struct options o;
	struct outputs out;
	struct notes notes;
	struct tawam_sketcher *sketcher;
	struct output *to;
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
put_record(struct job *j, enum input_format format, const struct record *r)
{
	struct tawam_normal form;
	int e;

	e = tawam_normalise(j->sketcher, r->text, r->textlen, &form);
	if (e != 0) {
		say("%s:%" PRIu64 ": %s", r->file, r->line,
		    tawam_strerror(e));
		return -1;
	}
	if (format == INPUT_JSONL) {
		output_write(j->to, r->raw, r->value_start);
		output_json(j->to, form.bytes, form.len);
		output_write(j->to, r->raw + r->value_end,
		    r->rawlen - r->value_end);
	} else
		output_write(j->to, form.bytes, form.len);
	output_write(j->to, "\n", 1);
	return 0;
}

static int
put_input(struct job *j, const struct input_options *io, struct input *in)
{
	struct record r;
	int got = 0;

	while (!j->notes.stop && !output_closed(j->to) &&
	    (got = input_next(in, &r)) == 1)
		if (put_record(j, io->format, &r) == -1)
			return -1;
	if (got == -1) {
		say("reading failed: %s", strerror(errno));
		return -1;
	}
	if (j->notes.stop) {
		say("stopped by --strict");
		return -1;
	}
	return 0;
}

/* Each input has a format of its own. */
static int
put_path(struct job *j, const char *const *path)
{
	struct input_options io;
	struct input *in;
	int r = -1;

	input_options_init(&io);
	io.format = format_of(&j->o, *path);
	io.text_fields = j->o.text_fields;
	io.ntext_fields = j->o.ntext_fields;
	io.max_record = (size_t)j->o.max_record;
	io.encoding = (enum encoding)j->o.encoding;
	io.repair_mojibake = j->o.repair_mojibake;
	io.hooks = notes_hooks(&j->notes);
	if (input_open(&in, path, 1, &io) == -1) {
		say("%s: %s", *path, strerror(errno));
		return -1;
	}
	if (!outputs_is_input("-", "the normal form", in) &&
	    (j->out.path[OUT_BAD] == NULL ||
	    !outputs_is_input(j->out.path[OUT_BAD], "bad", in)))
		r = put_input(j, &io, in);
	input_close(in);
	return r;
}

static int
job_run(struct job *j)
{
	int e;

	if ((e = tawam_sketcher_new(&j->sketcher, &j->o.params)) != 0) {
		say("%s", tawam_strerror(e));
		return -1;
	}
	if (j->out.path[OUT_BAD] != NULL && output_open(&j->notes.bad,
	    j->out.path[OUT_BAD]) == -1) {
		say("%s: %s", j->out.path[OUT_BAD], strerror(errno));
		return -1;
	}
	j->out.file[OUT_BAD] = j->notes.bad;
	if (output_open(&j->to, "-") == -1) {
		say("standard output: %s", strerror(errno));
		return -1;
	}
	j->notes.quiet = j->o.quiet;
	j->notes.strict = j->o.strict;
	for (size_t i = 0; i < j->o.ninputs; i++)
		if (put_path(j, &j->o.inputs[i]) == -1)
			return -1;
	e = output_commit(j->to);
	j->to = NULL;
	if (e == -1) {
		say("standard output: %s", strerror(errno));
		return -1;
	}
	notes_end(&j->notes);
	return outputs_finish(&j->out, OUT_BAD);
}

/* One value is replaced, so there can be one field. */
static int
check(struct options *o, struct outputs *out)
{
	if (o->ntext_fields > 1) {
		strcpy(o->why, "tawam normalise replaces one field: give one "
		    "--text-field");
		return -1;
	}
	if (o->files[OUT_BAD] != NULL && strcmp(o->files[OUT_BAD], "-") == 0) {
		strcpy(o->why, "--bad -: the normal forms go to standard "
		    "output; give the name of a file");
		return -1;
	}
	return outputs_plan(out, o);
}

int
cmd_normalise(int argc, char *const *argv)
{
	static const struct job blank;
	struct job j = blank;
	int status = 0;

	options_init(&j.o);
	if (options_parse(&j.o, CMD_NORMALISE, argc, argv) == -1 ||
	    check(&j.o, &j.out) == -1)
		status = usage_error(j.o.why);
	else if (j.o.help) {
		help_command(stdout, CMD_NORMALISE);
		status = finish_stdout();
	} else if (job_run(&j) == -1 || j.notes.skipped > 0 ||
	    j.notes.broken > 0)
		status = 1;
	output_abort(j.to);
	outputs_release(&j.out);
	tawam_sketcher_free(j.sketcher);
	options_release(&j.o);
	return status;
}
