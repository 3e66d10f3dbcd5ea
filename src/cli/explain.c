/*
 * explain.c - tawam explain: why two texts match, or do not.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/notes.h"
#include "cli/talk.h"
#include "io/json.h"
#include "io/output.h"
#include "io/quote.h"
#include "report/explain.h"
#include "report/xalloc.h"

enum shape {
	SHAPE_TEXT,
	SHAPE_JSON,
	SHAPE_HTML
};

struct job {
	struct options o;
	struct notes notes;
	struct explanation e;
	char *id[2], *text[2];	/* what e.side points to */
};

/* The record is kept beyond the next one. */
static void
keep_record(struct job *j, int side, const struct record *r)
{
	struct explained_text *t = &j->e.side[side];

	j->id[side] = xalloc(r->idlen, 1);
	j->text[side] = xalloc(r->textlen, 1);
	if (r->idlen > 0)
		memcpy(j->id[side], r->id, r->idlen);
	if (r->textlen > 0)
		memcpy(j->text[side], r->text, r->textlen);
	t->id = j->id[side];
	t->idlen = r->idlen;
	t->text = j->text[side];
	t->len = r->textlen;
}

/* A string as a JSON token, the name of a text that has none. */
static void
keep_string(struct job *j, int side, const char *id, const char *text,
    size_t len)
{
	size_t n = strlen(id);
	char *token = xalloc(n * QUOTE_GROWTH + 2, 1);
	struct record r = { .id = token, .text = text, .textlen = len };

	token[0] = '"';
	r.idlen = 1 + quote_json(id, n, token + 1);
	token[r.idlen++] = '"';
	keep_record(j, side, &r);
	free(token);
}

static void
input_setup(struct job *j, struct input_options *io)
{
	options_input(&j->o, io);
	io->hooks = notes_hooks(&j->notes);
}

/* Is the token what the command line calls it? */
static int
is_called(const struct record *r, const char *name, int as_json)
{
	size_t n = strlen(name), len;
	unsigned flags = 0;
	char *id;
	int same;

	if (as_json || r->idlen < 2 || r->id[0] != '"')
		return r->idlen == n && memcmp(r->id, name, n) == 0;
	if (memchr(r->id, '\\', r->idlen) == NULL)
		return r->idlen == n + 2 && memcmp(r->id + 1, name, n) == 0;
	id = xalloc(r->idlen, 1);
	len = json_decode(r->id + 1, r->idlen - 2, id, &flags);
	same = len == n && memcmp(id, name, n) == 0;
	free(id);
	return same;
}

/* Both texts of a corpus, which is read no further than it must. */
static int
read_corpus(struct job *j)
{
	struct input_options io;
	struct input *in;
	struct record r;
	int got = 1, missing = 2;

	input_setup(j, &io);
	if (input_open(&in, &j->o.corpus, 1, &io) == -1) {
		say("%s: %s", j->o.corpus, strerror(errno));
		return -1;
	}
	while (missing > 0 && (got = input_next(in, &r)) == 1)
		for (int k = 0; k < 2; k++)
			if (j->id[k] == NULL && is_called(&r, j->o.inputs[k],
			    j->o.id_json)) {
				keep_record(j, k, &r);
				missing--;
			}
	if (got == -1)
		say("reading failed: %s", strerror(errno));
	input_close(in);
	if (got == -1)
		return -1;
	for (int k = 0; k < 2; k++)
		if (j->id[k] == NULL && j->notes.broken == 0)
			say("%s: no record has the id %s", j->o.corpus,
			    j->o.inputs[k]);
	return missing > 0 ? -1 : 0;
}

/* A file is one text, unless it is said to be records. */
static int
read_file(struct job *j, int side)
{
	const char *path = j->o.inputs[side];
	uint64_t broken = j->notes.broken;
	struct input_options io;
	struct input *in;
	struct record r;
	int got;

	input_setup(j, &io);
	if (io.format == INPUT_AUTO)
		io.format = input_format_by_name(path) == INPUT_HTML ?
		    INPUT_HTML : INPUT_TEXT;
	if (input_open(&in, &path, 1, &io) == -1) {
		say("%s: %s", path, strerror(errno));
		return -1;
	}
	if ((got = input_next(in, &r)) == 1) {
		keep_record(j, side, &r);
		got = input_next(in, &r);
		if (got == 1)
			say("%s holds more than one text: give --corpus %s "
			    "and two ids", path, path);
	} else if (got == 0 && j->notes.broken == broken &&
	    j->notes.skipped == 0)
		keep_string(j, side, path, "", 0);
	if (got == -1)
		say("reading failed: %s", strerror(errno));
	input_close(in);
	return got == 0 && j->id[side] != NULL ? 0 : -1;
}

static int
read_texts(struct job *j)
{
	if (j->o.corpus != NULL)
		return read_corpus(j);
	for (int k = 0; k < 2; k++) {
		const char *s = j->o.inputs[k];

		if (j->o.as_text)
			keep_string(j, k, s, s, strlen(s));
		else if (read_file(j, k) == -1)
			return -1;
	}
	return 0;
}

static int
in_colour(const struct options *o)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	if (o->colour != PROGRESS_AUTO)
		return o->colour == PROGRESS_ALWAYS;
	return isatty(STDOUT_FILENO) && (no == NULL || no[0] == '\0') &&
	    (term == NULL || strcmp(term, "dumb") != 0);
}

static int
job_run(void *job)
{
	struct job *j = job;
	struct output *to;
	int e;

	j->notes.quiet = j->o.quiet;
	if (read_texts(j) == -1)
		return -1;
	j->e.params = &j->o.params;
	j->e.want_longest = j->o.shape != SHAPE_JSON;
	if ((e = explanation_make(&j->e)) != 0) {
		say("%s", tawam_strerror(e));
		return -1;
	}
	if (output_open(&to, "-") == -1) {
		say("standard output: %s", strerror(errno));
		return -1;
	}
	if (j->o.shape == SHAPE_JSON)
		explain_json(&j->e, to);
	else if (j->o.shape == SHAPE_HTML)
		explain_html(&j->e, to);
	else
		explain_text(&j->e, to, in_colour(&j->o));
	if (output_commit(to) == -1) {
		say("standard output: %s", strerror(errno));
		return -1;
	}
	if (j->notes.skipped > 0)
		say("%s %s skipped", grouped(j->notes.skipped),
		    j->notes.skipped == 1 ? "record was" : "records were");
	return 0;
}

/* What only shows when all options are known. */
static int
check(void *job)
{
	struct job *j = job;
	struct options *o = &j->o;

	if (o->help)
		return 0;
	if (o->corpus != NULL && o->as_text)
		strcpy(o->why, "--corpus and --text: give one of them");
	else if (o->id_json && o->corpus == NULL)
		strcpy(o->why, "--id-json needs --corpus FILE");
	else if (o->ninputs != 2)
		strcpy(o->why, o->corpus != NULL ? "tawam explain --corpus "
		    "FILE takes two ids" : "tawam explain takes two texts: "
		    "files, ids with --corpus FILE, or texts with --text");
	else if (o->corpus == NULL && !o->as_text &&
	    strcmp(o->inputs[0], "-") == 0 && strcmp(o->inputs[1], "-") == 0)
		strcpy(o->why, "standard input can be one of the texts, not "
		    "both");
	else
		return 0;
	return -1;
}

int
cmd_explain(int argc, char *const *argv)
{
	static const struct job blank;
	struct job j = blank;
	const struct command_job c = { CMD_EXPLAIN, &j.o, &j.notes, check,
	    job_run, &j };
	int status = command_run(&c, argc, argv);

	explanation_release(&j.e);
	for (int k = 0; k < 2; k++) {
		free(j.id[k]);
		free(j.text[k]);
	}
	options_release(&j.o);
	return status;
}
