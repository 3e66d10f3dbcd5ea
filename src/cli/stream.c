/*
 * stream.c - commands that read records and write standard output.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/stream.h"
#include "cli/talk.h"

int
stream_check(struct stream *s, const char *those)
{
	const char *bad = s->o.files[OUT_BAD];

	if (bad != NULL && strcmp(bad, "-") == 0) {
		snprintf(s->o.why, sizeof(s->o.why), "--bad -: %s go to "
		    "standard output; give the name of a file", those);
		return -1;
	}
	return outputs_plan(&s->out, &s->o);
}

int
stream_open(struct stream *s)
{
	const char *bad = s->out.path[OUT_BAD];
	int e;

	if ((e = tawam_sketcher_new(&s->sketcher, &s->o.params)) != 0) {
		say("%s", tawam_strerror(e));
		return -1;
	}
	if (bad != NULL && output_open(&s->notes.bad, bad) == -1) {
		say("%s: %s", bad, strerror(errno));
		return -1;
	}
	s->out.file[OUT_BAD] = s->notes.bad;
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
	const char *bad = s->out.path[OUT_BAD];

	if (outputs_is_input("-", name, in) ||
	    (bad != NULL && outputs_is_input(bad, "bad", in)))
		return -1;
	return 0;
}

int
stream_records(struct stream *s, struct input *in, stream_put *put, void *arg)
{
	struct record r;
	int got = 0;

	while (!s->notes.stop && !output_closed(s->to) &&
	    (got = input_next(in, &r)) == 1)
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
	notes_end(&s->notes);
	return outputs_finish(&s->out, OUT_BAD);
}

void
stream_release(struct stream *s)
{
	output_abort(s->to);
	outputs_release(&s->out);
	tawam_sketcher_free(s->sketcher);
	options_release(&s->o);
}
