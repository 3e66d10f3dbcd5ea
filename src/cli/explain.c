/*
 * explain.c - tawam explain: why two texts match, or do not.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/called.h"
#include "cli/commands.h"
#include "cli/notes.h"
#include "cli/store.h"
#include "cli/talk.h"
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
is_called(const char *id, size_t idlen, const char *name, int as_json)
{
	struct called_space space = { NULL, 0 };
	struct called want = { name, strlen(name) };
	struct called got = called_by(id, idlen, as_json, &space);
	int same = called_compare(&want, &got) == 0;

	free(space.p);
	return same;
}

/* What is missing of both texts, from a corpus, which is read no further than
 * it must. */
static int
read_corpus(struct job *j)
{
	struct input_options io;
	struct input *in;
	struct record r;
	int got = 1;

	input_setup(j, &io);
	if (input_open(&in, &j->o.corpus, 1, &io) == -1) {
		say("%s: %s", j->o.corpus, strerror(errno));
		return -1;
	}
	while ((j->id[0] == NULL || j->id[1] == NULL) &&
	    (got = input_next(in, &r)) == 1)
		for (int k = 0; k < 2; k++)
			if (j->id[k] == NULL && is_called(r.id, r.idlen,
			    j->o.inputs[k], j->o.id_json))
				keep_record(j, k, &r);
	if (got == -1)
		say("reading failed: %s", strerror(errno));
	input_close(in);
	return got == -1 ? -1 : 0;
}

struct lookup {
	const struct job *j;
	uint64_t number[2];
	int found[2];
};

static int
look_at(void *arg, const struct tawam_hit *hit)
{
	struct lookup *l = arg;
	const struct options *o = &l->j->o;

	for (int k = 0; k < 2; k++) {
		if (l->j->id[k] != NULL || l->found[k] || !is_called(hit->id,
		    hit->idlen, o->inputs[k], o->id_json))
			continue;
		l->number[k] = hit->number;
		l->found[k] = 1;
	}
	return 0;
}

static int
keep_form(struct job *j, struct tawam_index *x, int side, uint64_t number)
{
	const char *name = j->o.inputs[side];
	struct tawam_normal form;
	int e = tawam_index_form(x, number, &form);

	if (e != 0)
		return store_failed(j->o.index, e);
	if (!j->o.id_json)
		keep_string(j, side, name, form.bytes, form.len);
	else
		keep_record(j, side, &(struct record){ .id = name,
		    .idlen = strlen(name), .text = form.bytes,
		    .textlen = form.len });
	return 0;
}

/* What is missing, from an index: the normal form of each. */
static int
read_index(struct job *j)
{
	struct lookup l = { .j = j };
	struct tawam_index *x;
	int e;

	if (store_open(&x, &j->o, j->o.index, TAWAM_INDEX_READ) == -1)
		return -1;
	errno = 0;
	if ((e = tawam_index_each(x, look_at, &l)) != 0)
		e = store_failed(j->o.index, e);
	for (int k = 0; k < 2 && e == 0; k++)
		if (l.found[k])
			e = keep_form(j, x, k, l.number[k]);
	tawam_index_close(x);
	return e == 0 ? 0 : -1;
}

static int
say_missing(const struct job *j)
{
	const char *from = j->o.index != NULL ? j->o.index : j->o.corpus;
	int missing = 0;

	for (int k = 0; k < 2; k++) {
		if (j->id[k] != NULL)
			continue;
		missing = -1;
		if (j->notes.broken == 0)
			say("%s: no %s has the id %s", from, j->o.index !=
			    NULL ? "document" : "record", j->o.inputs[k]);
	}
	return missing;
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
		io.format = input_format_by_name(path);
	/* What no name tells of is a text, whatever is in it. */
	if (io.format == INPUT_AUTO)
		io.format = INPUT_TEXT;
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
	if (j->o.corpus != NULL || j->o.index != NULL) {
		if ((j->o.corpus != NULL && read_corpus(j) == -1) ||
		    (j->o.index != NULL && read_index(j) == -1))
			return -1;
		return say_missing(j);
	}
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
	int ids;

	if (o->help)
		return 0;
	ids = o->corpus != NULL || o->index != NULL;
	if (ids && o->as_text)
		snprintf(o->why, sizeof(o->why), "--%s and --text: give one "
		    "of them", o->corpus != NULL ? "corpus" : "index");
	else if (o->id_json && !ids)
		strcpy(o->why, "--id-json needs --corpus FILE or --index "
		    "PATH");
	else if (o->ninputs != 2)
		snprintf(o->why, sizeof(o->why), !ids ? "tawam explain takes "
		    "two texts: files, ids with --corpus FILE or --index "
		    "PATH, or texts with --text" : "tawam explain --%s takes "
		    "two ids", o->corpus != NULL ? "corpus FILE" :
		    "index PATH");
	else if (!ids && !o->as_text &&
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
