/*
 * sketch.c - tawam sketch: one sketch a document, for other engines.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/notes.h"
#include "cli/outputs.h"
#include "cli/talk.h"
#include "report/xalloc.h"

/* Places in a sketch; tawam(5). */
#define AT_LENGTH	24
#define AT_EXACT	32
#define EXACT_SIZE	16

/* Of the binary form; tawam(5). */
#define FORM_VERSION	1

struct job {
	struct options o;
	struct outputs out;
	struct notes notes;
	struct tawam_sketcher *sketcher;
	struct output *to;
	unsigned char *sketch;
	char *base64;
	size_t size;
};

static uint64_t
little_endian(const unsigned char *p, unsigned n)
{
	uint64_t v = 0;

	while (n-- > 0)
		v = v << 8 | p[n];
	return v;
}

static void
put32(struct output *to, uint64_t v)
{
	unsigned char le[4];

	for (unsigned i = 0; i < 4; i++)
		le[i] = (unsigned char)(v >> 8 * i);
	output_write(to, le, sizeof(le));
}

/* RFC 4648, with padding; the length. */
static size_t
to_base64(const unsigned char *p, size_t n, char *out)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789+/";
	char *o = out;

	for (size_t i = 0; i < n; i += 3) {
		uint32_t v = (uint32_t)p[i] << 16;

		if (n - i > 1)
			v |= (uint32_t)p[i + 1] << 8;
		if (n - i > 2)
			v |= p[i + 2];
		*o++ = digits[v >> 18];
		*o++ = digits[v >> 12 & 63];
		*o++ = n - i > 1 ? digits[v >> 6 & 63] : '=';
		*o++ = n - i > 2 ? digits[v & 63] : '=';
	}
	return (size_t)(o - out);
}

static void
put_header(struct job *j)
{
	const struct tawam_params *p = &j->o.params;

	if (j->o.binary) {
		output_write(j->to, "TWSKFILE", 8);
		put32(j->to, FORM_VERSION);
		put32(j->to, j->size);
		return;
	}
	output_printf(j->to, "{\"tawam_sketch\":1,\"version\":\"%s\","
	    "\"tables\":\"%08" PRIx32 "\",\"profile\":\"%s\",\"ngram\":%" PRIu32
	    ",\"scheme\":\"%s\",\"slots\":%zu,\"seed\":%" PRIu64
	    ",\"size\":%zu}\n",
	    tawam_version(), tawam_tables_digest(),
	    tawam_profile_name(p->profile), p->ngram,
	    tawam_scheme_name(p->scheme), (j->size - 64) / 4, p->seed,
	    j->size);
}

static void
put_binary(struct job *j, const struct record *r)
{
	put32(j->to, r->idlen);
	output_write(j->to, r->id, r->idlen);
	output_write(j->to, j->sketch, j->size);
}

static void
put_json(struct job *j, const struct record *r)
{
	output_puts(j->to, "{\"id\":");
	output_write(j->to, r->id, r->idlen);
	output_printf(j->to, ",\"len\":%" PRIu64 ",\"exact\":\"%016" PRIx64
	    "%016" PRIx64 "\",\"sketch\":\"",
	    little_endian(j->sketch + AT_LENGTH, 8),
	    little_endian(j->sketch + AT_EXACT + 8, 8),
	    little_endian(j->sketch + AT_EXACT, 8));
	output_write(j->to, j->base64, to_base64(j->sketch, j->size,
	    j->base64));
	output_puts(j->to, "\"}\n");
}

static int
put_record(struct job *j, const struct record *r)
{
	int e = tawam_sketch(j->sketcher, r->text, r->textlen, j->sketch,
	    j->size);

	if (e == 0 && r->idlen > UINT32_MAX)
		e = TAWAM_EINVAL;
	if (e != 0) {
		say("%s:%" PRIu64 ": %s", r->file, r->line,
		    tawam_strerror(e));
		return -1;
	}
	if (j->o.binary)
		put_binary(j, r);
	else
		put_json(j, r);
	return 0;
}

static int
put_records(struct job *j, struct input *in)
{
	struct record r;
	int got = 0;

	put_header(j);
	while (!j->notes.stop && !output_closed(j->to) &&
	    (got = input_next(in, &r)) == 1)
		if (put_record(j, &r) == -1)
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

static int
put_inputs(struct job *j)
{
	struct input_options io;
	struct input *in;
	int r = -1;

	input_options_init(&io);
	io.format = (enum input_format)j->o.format;
	io.id_field = j->o.id_field;
	io.text_fields = j->o.text_fields;
	io.ntext_fields = j->o.ntext_fields;
	io.max_record = (size_t)j->o.max_record;
	io.encoding = (enum encoding)j->o.encoding;
	io.repair_mojibake = j->o.repair_mojibake;
	io.hooks = notes_hooks(&j->notes);
	if (input_open(&in, j->o.inputs, j->o.ninputs, &io) == -1) {
		say("%s", strerror(errno));
		return -1;
	}
	if (!outputs_is_input("-", "the sketches", in) &&
	    (j->out.path[OUT_BAD] == NULL ||
	    !outputs_is_input(j->out.path[OUT_BAD], "bad", in)))
		r = put_records(j, in);
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
	j->size = tawam_sketch_size(&j->o.params);
	j->sketch = xalloc(j->size, 1);
	j->base64 = xalloc(j->size / 3 + 1, 4);
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
	if (put_inputs(j) == -1)
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

static int
check(struct options *o, struct outputs *out)
{
	if (o->files[OUT_BAD] != NULL && strcmp(o->files[OUT_BAD], "-") == 0) {
		strcpy(o->why, "--bad -: the sketches go to standard "
		    "output; give the name of a file");
		return -1;
	}
	return outputs_plan(out, o);
}

int
cmd_sketch(int argc, char *const *argv)
{
	static const struct job blank;
	struct job j = blank;
	int status = 0;

	options_init(&j.o);
	if (options_parse(&j.o, CMD_SKETCH, argc, argv) == -1 ||
	    check(&j.o, &j.out) == -1)
		status = usage_error(j.o.why);
	else if (j.o.help) {
		help_command(stdout, CMD_SKETCH);
		status = finish_stdout();
	} else if (job_run(&j) == -1 || j.notes.skipped > 0 ||
	    j.notes.broken > 0)
		status = 1;
	output_abort(j.to);
	outputs_release(&j.out);
	tawam_sketcher_free(j.sketcher);
	free(j.sketch);
	free(j.base64);
	options_release(&j.o);
	return status;
}
