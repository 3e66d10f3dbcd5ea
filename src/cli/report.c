/*
 * report.c - tawam report: the page of a finished run, and its clusters at
 * another threshold, from what the run has stored.
 */
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/frames.h"
#include "cli/run.h"
#include "cli/talk.h"
#include "report/html.h"
#include "report/results.h"
#include "report/run_saved.h"
#include "report/stored.h"
#include "report/xalloc.h"

struct again {
	struct run run;
	struct run_saved saved;
	struct stored stored;
	struct options given;
	const char *dir;
	char *run_path, *decisions_path, *pairs_path;
	int unread;		/* files of the input that were not read */
	int refused;		/* the threshold is wrong usage */
};

/* The run's own options, as if they were given again. */
static int
set_options(struct again *x)
{
	struct options *o = &x->run.o;

	for (size_t i = 0; i < x->saved.noptions; i++) {
		const struct saved_option *s = &x->saved.options[i];
		const struct option_row *row = option_row(CMD_DEDUP, s->name,
		    strlen(s->name));

		if (row == NULL || option_set(o, row, s->value) == -1) {
			say("%s: %s", x->run_path, row != NULL ? o->why :
			    s->name);
			return -1;
		}
	}
	o->repair_mojibake = x->saved.repair_mojibake;
	o->segment = x->saved.segment;
	o->params.exact = (unsigned)x->saved.exact;
	o->params.threads = x->given.params.threads;
	if (o->params.nkeep > 0)
		o->params.keep = o->keep;
	o->inputs = (const char *const *)x->saved.inputs;
	o->ninputs = x->saved.ninputs;
	o->show = 0;
	o->quiet = x->given.quiet;
	return 0;
}

static int
set_threshold(struct again *x)
{
	double t = x->given.rethreshold, floor = x->saved.floor;
	double scaled = t * 1e4;

	x->refused = 1;
	if (t == 0) {
		t = x->saved.threshold;
	} else if (fabs(scaled - round(scaled)) > 1e-6) {
		say("--threshold %.10g: give at most four decimals; the "
		    "stored scores have no more", t);
		return -1;
	} else if (t < floor) {
		say("--threshold %g is under the run's floor of %g, and pairs "
		    "under it were not stored: run tawam dedup again with "
		    "--floor %g", t, floor, t);
		return -1;
	}
	x->refused = 0;
	x->run.o.params.threshold = t;
	x->run.o.params.floor = floor;
	return 0;
}

static int
restore(struct again *x)
{
	struct tawam_stats now = { .size = sizeof(now) };
	struct tawam_found f = { .size = sizeof(f) };
	struct run *r = &x->run;
	struct stored_files files = { x->decisions_path, x->pairs_path,
	    r->o.params.containment, r->o.params.threshold,
	    x->saved.segment };
	int e;

	if (stored_read(&x->stored, x->saved.stored, &files) == -1) {
		say("%s", x->stored.why);
		return -1;
	}
	if (strcmp(x->stored.digest, x->saved.pairs_digest) != 0 ||
	    docs_count(&x->stored.docs) != x->saved.stats.docs) {
		say("%s is not what this run wrote",
		    docs_count(&x->stored.docs) != x->saved.stats.docs ?
		    x->decisions_path : x->pairs_path);
		return -1;
	}
	f.docs = x->stored.traits;
	f.ndocs = docs_count(&x->stored.docs);
	f.pairs = x->stored.pairs;
	f.npairs = x->stored.npairs;
	if ((e = tawam_corpus_restore(&r->corpus, &r->o.params, &f)) != 0)
		return run_failed(r, e);
	/* What is counted of texts, and how they were searched, is the run's;
	 * what of pairs and clusters, is new. */
	tawam_corpus_stats(r->corpus, &now, sizeof(now));
	r->stats = x->saved.stats;
	memcpy(r->stats.pairs, now.pairs, sizeof(now.pairs));
	r->stats.clusters = now.clusters;
	r->stats.kept = now.kept;
	r->stats.dropped = now.dropped;
	r->stats.unique = now.unique;
	r->stats.known = now.known;
	r->notes.skipped = x->saved.skipped;
	if (r->stats.left_out > 0 && x->given.rethreshold > 0 &&
	    !r->o.quiet)
		say("%s, left out by the run's --max-pairs, cannot join "
		    "anything here", counted(r->stats.left_out, "pair"));
	return 0;
}

/* The page always; clusters and decisions when they may be others. */
static int
open_outputs(struct again *x)
{
	struct options *o = &x->run.o;
	struct outputs *out = &x->run.out;
	int elsewhere = x->given.outdir != NULL;

	o->outdir = elsewhere ? x->given.outdir : x->dir;
	if (outputs_plan(out, o) == -1) {
		say("%s", o->why);
		return -1;
	}
	out->path[OUT_PAIRS] = NULL;
	if (elsewhere)
		out->path[OUT_RUN] = NULL;
	if (x->given.rethreshold == 0 && !elsewhere)
		out->path[OUT_CLUSTERS] = out->path[OUT_DECISIONS] = NULL;
	return outputs_open(out, o, x->run.in);
}

static void
on_unread(void *arg, const char *file, const char *what)
{
	struct again *x = arg;

	(void)file;
	(void)what;
	x->unread++;
}

static int
open_input(struct again *x)
{
	struct input_options io;
	struct run *r = &x->run;

	run_input(r, &io);
	io.rewindable = 0;
	memset(&io.hooks, 0, sizeof(io.hooks));
	io.hooks.arg = x;
	io.hooks.on_file_error = on_unread;
	for (size_t i = 0; i < r->o.ninputs; i++)
		if (strcmp(r->o.inputs[i], "-") == 0)
			return input_open(&r->in, r->o.inputs, 0, &io);
	return input_open(&r->in, r->o.inputs, r->o.ninputs, &io);
}

/* The texts that are shown, when the input is what it was. */
static int
read_texts(struct again *x)
{
	struct run *r = &x->run;
	uint64_t input = 0, n = 0;
	struct record rec;
	int got, e;

	while ((got = input_next(r->in, &rec)) == 1 && n < r->docs.n) {
		input = stored_input(input, record_digest(&rec));
		if ((e = run_give(r, &rec, n++)) != 0)
			return e < 0 ? run_failed(r, e) : -1;
	}
	if (got == -1) {
		say("reading failed: %s", strerror(errno));
		return -1;
	}
	if (got == 0 && n == r->docs.n && input == x->stored.input)
		return 0;
	pick_forget(&r->pick);
	if (!r->o.quiet)
		say("the input is %s: the page shows ids without texts",
		    n == 0 ? "not there" : "not what it was");
	return 0;
}

/* Without the table of the run there are no texts to show. */
static int
open_segmenter(struct again *x)
{
	struct run *r = &x->run;

	return !r->o.segment ? 0 : frames_open(&r->segmenter, &r->o);
}

static int
write_page(struct again *x)
{
	struct run_file files[OUT_COUNT];
	struct run *r = &x->run;
	struct run_info info;
	struct html_report h = { &info, &r->docs, &r->pick,
	    REPORT_CLUSTERS, r->pool };
	int e;

	run_info(r, &info, files);
	if ((e = html_report(&h, r->out.file[OUT_REPORT])) != 0)
		return run_failed(r, e);
	for (int i = 0; i < OUT_RUN; i++)
		if (outputs_seal(&r->out, (enum outfile)i) == -1)
			return -1;
	if (r->out.file[OUT_RUN] != NULL) {
		run_info(r, &info, files);
		run_saved_write(&x->saved, r->o.params.threshold, &r->stats,
		    files, info.nfiles, r->out.file[OUT_RUN]);
	}
	return outputs_seal(&r->out, OUT_RUN) == -1 ? -1 :
	    outputs_place(&r->out);
}

static int
write_all(struct again *x)
{
	struct run *r = &x->run;
	struct output **f = r->out.file;
	int e = 0;

	if (f[OUT_CLUSTERS] != NULL)
		e = results_clusters(r->corpus, &r->docs, f[OUT_CLUSTERS]);
	if (e == 0 && f[OUT_DECISIONS] != NULL)
		e = results_decisions(r->corpus, &r->docs, &r->known,
		    f[OUT_DECISIONS]);
	if (e == 0)
		e = run_pick(r);
	if (e != 0)
		return run_failed(r, e);
	return read_texts(x) == -1 ? -1 : write_page(x);
}

static int
report(struct again *x)
{
	struct run *r = &x->run;

	x->run_path = outputs_joined(x->dir, "run.json");
	x->decisions_path = outputs_joined(x->dir, "decisions.jsonl");
	x->pairs_path = outputs_joined(x->dir, "pairs.jsonl");
	if (run_saved_read(&x->saved, x->run_path) == -1) {
		say("%s", x->saved.why);
		return -1;
	}
	/* A run may have sent its pairs elsewhere. */
	if (access(x->pairs_path, F_OK) == -1) {
		free(x->pairs_path);
		x->pairs_path = xstrdup(x->saved.pairs);
	}
	if (set_options(x) == -1 || set_threshold(x) == -1 ||
	    restore(x) == -1)
		return -1;
	r->docs = x->stored.docs;
	memset(&x->stored.docs, 0, sizeof(x->stored.docs));
	r->known = x->stored.known;
	memset(&x->stored.known, 0, sizeof(x->stored.known));
	pages_count(&r->docs, r->corpus, &r->pages);
	if (open_segmenter(x) == -1)
		return -1;
	if (open_input(x) == -1) {
		say("reading failed: %s", strerror(errno));
		return -1;
	}
	if (run_threads(r) == -1 || open_outputs(x) == -1 || write_all(x) == -1)
		return -1;
	if (!r->o.quiet && x->given.rethreshold > 0)
		tell("at %g: %s, %s kept, %s dropped, %s stand "
		    "alone", r->o.params.threshold,
		    counted(r->stats.clusters, "cluster"),
		    grouped(r->stats.kept),
		    grouped(r->stats.dropped), grouped(r->stats.unique));
	if (!r->o.quiet)
		tell("the page is %s", r->out.path[OUT_REPORT]);
	return 0;
}

static void
release(struct again *x)
{
	outputs_release(&x->run.out);
	pick_release(&x->run.pick);
	docs_release(&x->run.docs);
	known_release(&x->run.known);
	tawam_corpus_free(x->run.corpus);
	tawam_segmenter_free(x->run.segmenter);
	pool_free(x->run.pool);
	if (x->run.in != NULL)
		input_close(x->run.in);
	options_release(&x->run.o);
	options_release(&x->given);
	stored_release(&x->stored);
	run_saved_release(&x->saved);
	free(x->run_path);
	free(x->decisions_path);
	free(x->pairs_path);
}

int
cmd_report(int argc, char *const *argv)
{
	static const struct again blank;
	struct again x = blank;
	int status = 0;

	options_init(&x.run.o);
	options_init(&x.given);
	if (options_parse(&x.given, CMD_REPORT, argc, argv) == -1) {
		status = usage_error(x.given.why);
	} else if (x.given.help) {
		help_command(stdout, CMD_REPORT);
		status = finish_stdout();
	} else if (x.given.ninputs != 1 ||
	    strcmp(x.given.inputs[0], "-") == 0) {
		status = usage_error("tawam report takes one folder, that "
		    "dedup --out has written");
	} else {
		x.dir = x.given.inputs[0];
		x.run.started = seconds_now();
		if (report(&x) == -1)
			status = x.refused ? 2 : 1;
	}
	release(&x);
	return status;
}
