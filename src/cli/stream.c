/*
 * stream.c - commands that read records and write standard output.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/signals.h"
#include "cli/stream.h"
#include "cli/talk.h"

int
stream_check(struct stream *s, const char *those)
{
	for (int i = 0; i < OUT_COUNT; i++) {
		const char *path = s->o.files[i];

		if (path == NULL || strcmp(path, "-") != 0)
			continue;
		snprintf(s->o.why, sizeof(s->o.why), "--%s -: %s go to "
		    "standard output; give the name of a file",
		    outputs_name((enum outfile)i), those);
		return -1;
	}
	return outputs_plan(&s->out, &s->o);
}

int
stream_sketcher(struct stream *s)
{
	int e = tawam_sketcher_new(&s->sketcher, &s->o.params);

	if (e != 0)
		say("%s", tawam_strerror(e));
	return e != 0 ? -1 : 0;
}

int
stream_open(struct stream *s)
{
	for (int i = 0; i < OUT_COUNT; i++) {
		const char *path = s->out.path[i];

		if (path == NULL)
			continue;
		if ((s->grows ? output_append : output_open)(&s->out.file[i],
		    path) == -1) {
			say("%s: %s", path, strerror(errno));
			return -1;
		}
	}
	s->notes.bad = s->out.file[OUT_BAD];
	if (output_open(&s->to, "-") == -1) {
		say("standard output: %s", strerror(errno));
		return -1;
	}
	s->notes.quiet = s->o.quiet;
	s->notes.strict = s->o.strict;
	return 0;
}

int
stream_clear(const struct stream *s, const struct input *in, const char *name)
{
	if (outputs_is_input("-", name, in))
		return -1;
	for (int i = 0; i < OUT_COUNT; i++)
		if (s->out.path[i] != NULL && outputs_is_input(s->out.path[i],
		    outputs_name((enum outfile)i), in))
			return -1;
	return 0;
}

static int
is_ended(void *arg)
{
	(void)arg;
	return signals_got() != 0;
}

void
stream_input(struct stream *s, struct input_options *io)
{
	options_input(&s->o, io);
	io->hooks = notes_hooks(&s->notes);
	io->hooks.on_wait = is_ended;
}

int
stream_records(struct stream *s, struct input *in, stream_put *put, void *arg)
{
	struct record r;
	int got = 0;

	while (!s->notes.stop && !output_closed(s->to) &&
	    signals_got() == 0 && (got = input_next(in, &r)) == 1)
		if (put(arg, &r) == -1)
			return -1;
	if (got == -1) {
		say("reading failed: %s", strerror(errno));
		return -1;
	}
	if (s->notes.stop) {
		say("stopped by --strict");
		return -1;
	}
	notes_missing(&s->notes, in);
	return 0;
}

int
stream_finish(struct stream *s)
{
	int e = output_commit(s->to);

	s->to = NULL;
	if (e == -1) {
		say("standard output: %s", strerror(errno));
		return -1;
	}
	for (int i = 0; i < OUT_COUNT; i++)
		if (outputs_seal(&s->out, (enum outfile)i) == -1)
			return -1;
	if (outputs_place(&s->out) == -1)
		return -1;
	notes_end(&s->notes);
	return 0;
}

void
stream_release(struct stream *s)
{
	output_abort(s->to);
	outputs_release(&s->out);
	tawam_sketcher_free(s->sketcher);
	options_release(&s->o);
}
