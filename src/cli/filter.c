/*
 * filter.c - commands that read records and write standard output.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/filter.h"
#include "cli/talk.h"

int
filter_check(struct filter *f, const char *those)
{
	const char *bad = f->o.files[OUT_BAD];

	if (bad != NULL && strcmp(bad, "-") == 0) {
		snprintf(f->o.why, sizeof(f->o.why), "--bad -: %s go to "
		    "standard output; give the name of a file", those);
		return -1;
	}
	return outputs_plan(&f->out, &f->o);
}

int
filter_open(struct filter *f)
{
	const char *bad = f->out.path[OUT_BAD];
	int e;

	if ((e = tawam_sketcher_new(&f->sketcher, &f->o.params)) != 0) {
		say("%s", tawam_strerror(e));
		return -1;
	}
	if (bad != NULL && output_open(&f->notes.bad, bad) == -1) {
		say("%s: %s", bad, strerror(errno));
		return -1;
	}
	f->out.file[OUT_BAD] = f->notes.bad;
	if (output_open(&f->to, "-") == -1) {
		say("standard output: %s", strerror(errno));
		return -1;
	}
	f->notes.quiet = f->o.quiet;
	f->notes.strict = f->o.strict;
	return 0;
}

int
filter_clear(const struct filter *f, const struct input *in, const char *name)
{
	const char *bad = f->out.path[OUT_BAD];

	if (outputs_is_input("-", name, in) ||
	    (bad != NULL && outputs_is_input(bad, "bad", in)))
		return -1;
	return 0;
}

int
filter_records(struct filter *f, struct input *in, filter_put *put, void *arg)
{
	struct record r;
	int got = 0;

	while (!f->notes.stop && !output_closed(f->to) &&
	    (got = input_next(in, &r)) == 1)
		if (put(arg, &r) == -1)
			return -1;
	if (got == -1) {
		say("reading failed: %s", strerror(errno));
		return -1;
	}
	if (f->notes.stop) {
		say("stopped by --strict");
		return -1;
	}
	return 0;
}

int
filter_finish(struct filter *f)
{
	int e = output_commit(f->to);

	f->to = NULL;
	if (e == -1) {
		say("standard output: %s", strerror(errno));
		return -1;
	}
	notes_end(&f->notes);
	return outputs_finish(&f->out, OUT_BAD);
}

void
filter_release(struct filter *f)
{
	output_abort(f->to);
	outputs_release(&f->out);
	tawam_sketcher_free(f->sketcher);
	options_release(&f->o);
}
