/*
 * segment.c - tawam segment: scraped pages as articles and headlines.
 */
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/frames.h"
#include "cli/stream.h"
#include "cli/talk.h"
#include "io/utf.h"

struct job {
	struct stream s;
	struct tawam_segmenter *segmenter;
	const struct record *page;
	/* A place in the page's text, in bytes and in code points. */
	size_t byte;
	uint64_t point;
};

/* The source and what else the page says about the unit. */
static void
put_notes(const struct job *j, const struct tawam_unit *u)
{
	struct output *to = j->s.to;
	int n = 0;

	output_puts(to, ",\"source\":");
	output_json(to, u->source, u->sourcelen);
	output_puts(to, ",\"meta\":[");
	for (size_t i = 0; i < u->nlines; i++) {
		const struct tawam_line *l = &u->lines[i];

		if (l->category != TAWAM_LINE_SOURCE &&
		    l->category != TAWAM_LINE_META)
			continue;
		output_puts(to, n++ > 0 ? "," : "");
		output_json(to, j->page->text + l->start, l->end - l->start);
	}
}

static int
put_unit(void *arg, const struct tawam_unit *u)
{
	struct job *j = arg;
	struct output *to = j->s.to;
	const char *text = j->page->text;

	/* Units come in the order of their starts. */
	j->point += utf_count(text + j->byte, u->start - j->byte);
	j->byte = u->start;
	output_puts(to, "{\"page\":");
	output_write(to, j->page->id, j->page->idlen);
	output_printf(to, ",\"unit\":%" PRIu64 ",\"class\":\"%s\",\"head\":",
	    u->number, tawam_class_name(u->kind));
	output_json(to, u->head, u->headlen);
	output_puts(to, ",\"text\":");
	output_json(to, u->text, u->len);
	put_notes(j, u);
	output_printf(to, "],\"start\":%" PRIu64 ",\"end\":%" PRIu64 "}\n",
	    j->point, j->point + utf_count(text + u->start,
	    u->end - u->start));
	return output_closed(to);
}

static int
put_record(void *job, const struct record *r)
{
	struct job *j = job;
	struct tawam_page p;
	int e;

	frames_page(&p, r);
	p.unit = put_unit;
	p.arg = j;
	j->page = r;
	j->byte = 0;
	j->point = 0;
	if ((e = tawam_segment(j->segmenter, &p)) >= 0)
		return 0;
	say("%s:%" PRIu64 ": %s", r->file, r->line, tawam_strerror(e));
	return -1;
}

static int
job_run(void *job)
{
	struct job *j = job;
	struct input_options io;
	struct output *to;
	struct input *in;
	int r = -1;

	if (stream_open(&j->s) == -1 ||
	    frames_open(&j->segmenter, &j->s.o) == -1)
		return -1;
	options_input(&j->s.o, &io);
	io.source_field = frames_source_field(&j->s.o);
	to = j->s.out.file[OUT_LEARNED];
	io.rewindable = to != NULL;
	io.hooks = notes_hooks(&j->s.notes);
	if (input_open(&in, j->s.o.inputs, j->s.o.ninputs, &io) == -1) {
		say("%s", strerror(errno));
		return -1;
	}
	if (stream_clear(&j->s, in, "the units") == 0 &&
	    (to == NULL || frames_learn(j->segmenter, in, &j->s.notes,
	    to) == 0))
		r = stream_records(&j->s, in, put_record, j);
	input_close(in);
	return r == -1 ? -1 : stream_finish(&j->s);
}

static int
check(void *job)
{
	struct job *j = job;

	return stream_check(&j->s, "the units");
}

int
cmd_segment(int argc, char *const *argv)
{
	static const struct job blank;
	struct job j = blank;
	const struct command_job c = { CMD_SEGMENT, &j.s.o, &j.s.notes, check,
	    job_run, &j };
	int status = command_run(&c, argc, argv);

	stream_release(&j.s);
	tawam_segmenter_free(j.segmenter);
	return status;
}
