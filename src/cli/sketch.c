/*
 * sketch.c - tawam sketch: one sketch a document, for other engines.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/stream.h"
#include "cli/talk.h"
#include "report/xalloc.h"

/* Places in a sketch; tawam(5). */
#define AT_LENGTH	24
#define AT_EXACT	32
#define EXACT_SIZE	16

/* Of the binary form; tawam(5). */
#define FORM_VERSION	1

struct job {
	struct stream s;
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
	const struct tawam_params *p = &j->s.o.params;

	if (j->s.o.binary) {
		output_write(j->s.to, "TWSKFILE", 8);
		put32(j->s.to, FORM_VERSION);
		put32(j->s.to, j->size);
		return;
	}
	output_printf(j->s.to, "{\"tawam_sketch\":1,\"version\":\"%s\","
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
	put32(j->s.to, r->idlen);
	output_write(j->s.to, r->id, r->idlen);
	output_write(j->s.to, j->sketch, j->size);
}

static void
put_json(struct job *j, const struct record *r)
{
	output_puts(j->s.to, "{\"id\":");
	output_write(j->s.to, r->id, r->idlen);
	output_printf(j->s.to, ",\"len\":%" PRIu64 ",\"exact\":\"%016" PRIx64
	    "%016" PRIx64 "\",\"sketch\":\"",
	    little_endian(j->sketch + AT_LENGTH, 8),
	    little_endian(j->sketch + AT_EXACT + 8, 8),
	    little_endian(j->sketch + AT_EXACT, 8));
	output_write(j->s.to, j->base64, to_base64(j->sketch, j->size,
	    j->base64));
	output_puts(j->s.to, "\"}\n");
}

static int
put_record(void *job, const struct record *r)
{
	struct job *j = job;
	int e = tawam_sketch(j->s.sketcher, r->text, r->textlen, j->sketch,
	    j->size);

	if (e == 0 && r->idlen > UINT32_MAX)
		e = TAWAM_EINVAL;
	if (e != 0) {
		say("%s:%" PRIu64 ": %s", r->file, r->line,
		    tawam_strerror(e));
		return -1;
	}
	if (j->s.o.binary)
		put_binary(j, r);
	else
		put_json(j, r);
	return 0;
}

static int
put_inputs(struct job *j)
{
	struct input_options io;
	struct input *in;
	int r = -1;

	stream_input(&j->s, &io);
	if (input_open(&in, j->s.o.inputs, j->s.o.ninputs, &io) == -1) {
		say("%s", strerror(errno));
		return -1;
	}
	if (stream_clear(&j->s, in, "the sketches") == 0) {
		put_header(j);
		r = stream_records(&j->s, in, put_record, j);
	}
	input_close(in);
	return r;
}

static int
job_run(void *job)
{
	struct job *j = job;

	if (stream_sketcher(&j->s) == -1 || stream_open(&j->s) == -1)
		return -1;
	j->size = tawam_sketch_size(&j->s.o.params);
	j->sketch = xalloc(j->size, 1);
	j->base64 = xalloc(j->size / 3 + 1, 4);
	return put_inputs(j) == -1 ? -1 : stream_finish(&j->s);
}

static int
check(void *job)
{
	struct job *j = job;

	return stream_check(&j->s, "the sketches");
}

int
cmd_sketch(int argc, char *const *argv)
{
	static const struct job blank;
	struct job j = blank;
	const struct command_job c = { CMD_SKETCH, &j.s.o, &j.s.notes, check,
	    job_run, &j };
	int status = command_run(&c, argc, argv);

	stream_release(&j.s);
	free(j.sketch);
	free(j.base64);
	return status;
}
