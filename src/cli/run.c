/*
 * run.c - a run of tawam dedup from its options to its end.
 */
#include <sys/stat.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/frames.h"
#include "cli/memory.h"
#include "cli/resume.h"
#include "cli/run.h"
#include "cli/talk.h"

#define SHOW_DEFAULT	10	/* clusters on a terminal without --show */
/* What two texts share is found for certain from here. */
#define PASSAGE_MIN	86

int
run_failed(const struct run *r, int e)
{
	const struct tawam_plan *p = &r->stats.plan;

	if (e == TAWAM_ETOOMANY)
		say("%.0f false candidates a document are expected with %s x "
		    "%s: raise --threshold, lower --recall, or give --bands "
		    "to run all the same", p->candidates,
		    counted(p->bands, "band"), counted(p->rows, "row"));
	else if (e == TAWAM_EHOPELESS)
		say("--exact would take about %.1f hours of one core, find %.3g "
		    "pairs and need %s of memory: raise --floor or "
		    "--threshold, take a part of the input, or leave --exact "
		    "out", r->stats.exact_seconds / 3600,
		    r->stats.exact_pairs, bytes_text(r->stats.exact_bytes));
	else if (e == TAWAM_EIO)
		say("temporary files in %s: %s", r->o.params.tmpdir,
		    strerror(errno));
	else
		say("%s", tawam_strerror(e));
	return -1;
}

/* With no result asked for, clusters go to standard output. */
static void
default_result(struct options *o)
{
	for (int i = 0; i < OUT_COUNT; i++)
		if (o->files[i] != NULL && i != OUT_BAD && i != OUT_LEARNED)
			return;
	if (o->outdir == NULL && o->index_out == NULL)
		o->files[OUT_CLUSTERS] = "-";
}

/*
 * Passages are searched for when they are asked for, and when the containment
 * is: a plain run does not pay for them.
 */
static void
ask_passages(struct options *o)
{
	int contained = o->contained && o->params.containment > 0;

	if (o->files[OUT_PASSAGES] != NULL || (contained && !o->params.exact))
		o->params.passages = o->passage_min > 0 ? o->passage_min :
		    PASSAGE_MIN;
}

uint32_t
run_shows(const struct options *o)
{
	if (o->show != UINT32_MAX)
		return o->show;
	if (o->quiet)
		return 0;
	return isatty(STDERR_FILENO) || o->outdir != NULL ? SHOW_DEFAULT : 0;
}

int
run_rereads(const struct run *r)
{
	return r->show > 0 || r->o.index_out != NULL ||
	    r->out.path[OUT_KEPT] != NULL ||
	    r->out.path[OUT_REMOVED] != NULL ||
	    r->out.path[OUT_REPORT] != NULL ||
	    r->out.path[OUT_PASSAGES] != NULL;
}

const char *
run_tmpdir(const struct options *o)
{
	const char *dir = getenv("TMPDIR");

	return o->tmpdir != NULL ? o->tmpdir : dir != NULL ? dir : "/tmp";
}

void
run_input(struct run *r, struct input_options *io)
{
	const struct options *o = &r->o;

	options_input(o, io);
	if (o->segment)
		io->source_field = frames_source_field(o);
	io->tmpdir = run_tmpdir(o);
	io->rewindable = run_rereads(r) || r->out.path[OUT_LEARNED] != NULL;
	io->ahead = o->params.threads > 1;
	io->most = r->most;
	io->hooks = notes_hooks(&r->notes);
}

int
run_threads(struct run *r)
{
	mem_init(&r->mem, NULL);
	if (pool_new(&r->pool, r->o.params.threads, &r->mem) == 0)
		return 0;
	say("%s", strerror(ENOMEM));
	return -1;
}

/* What the library and the user know of frames, and what is learned. */
static int
open_segmenter(struct run *r)
{
	struct output *to = r->out.file[OUT_LEARNED];

	if (frames_open(&r->segmenter, &r->o) == -1)
		return -1;
	return to == NULL ? 0 : frames_learn(r->segmenter, r->in, &r->notes,
	    to);
}

/* Is it a folder that files can be put into?  -1 with errno. */
static int
may_fill(const char *dir)
{
	struct stat st;

	if (stat(dir, &st) == -1)
		return -1;
	if (!S_ISDIR(st.st_mode)) {
		errno = ENOTDIR;
		return -1;
	}
	return access(dir, W_OK | X_OK);
}

static int
run_open(struct run *r)
{
	struct input_options io;

	r->notes.quiet = r->o.quiet;
	r->notes.strict = r->o.strict;
	run_input(r, &io);
	/* Nobody should wonder what it is waiting for. */
	if (!r->o.quiet && strcmp(r->o.inputs[0], "-") == 0 &&
	    isatty(STDIN_FILENO))
		say("reading standard input; end it with Control-D");
	if (r->o.tmpdir != NULL && may_fill(r->o.tmpdir) == -1) {
		say("--tmpdir %s: %s", r->o.tmpdir, strerror(errno));
		return -1;
	}
	if (run_threads(r) == -1)
		return -1;
	if (against_open(r) == -1 ||
	    (r->o.index_out != NULL && !r->rehearsed &&
	    making_clear(r->o.index_out) == -1))
		return -1;
	r->digested = io.rewindable || r->o.resume ||
	    r->out.path[OUT_RUN] != NULL;
	r->o.params.expect = input_estimate(r->o.inputs, r->o.ninputs, &io);
	r->o.params.progress = progress_stage;
	r->o.params.progress_arg = &r->progress;
	r->o.params.memory = memory_bound(r->o.memory);
	memory_thrift(r->o.params.memory);
	r->o.params.tmpdir = io.tmpdir;
	if (input_open(&r->in, r->o.inputs, r->o.ninputs, &io) == -1) {
		say("reading failed: %s", strerror(errno));
		return -1;
	}
	if ((r->rehearsed ? outputs_nowhere(&r->out) :
	    outputs_open(&r->out, &r->o, r->in)) == -1)
		return -1;
	r->notes.bad = r->out.file[OUT_BAD];
	docs_init(&r->docs, r->o.params.memory, io.tmpdir);
	r->docs.paged = r->o.segment;
	progress_init(&r->progress, r->o.progress, r->o.quiet);
	if (resume_begin(r) == -1)
		return -1;
	return r->o.segment ? open_segmenter(r) : 0;
}

/* Reading and comparing, or what --resume has of them. */
static int
find(struct run *r)
{
	int e;

	if (run_open(r) == -1)
		return -1;
	r->spent[RUN_BEGUN] = spent_now();
	if (run_read(r) == -1 || resume_read(r) == -1)
		return -1;
	r->spent[RUN_READ] = spent_now();
	e = r->resume.ran ? 0 : tawam_corpus_run(r->corpus);
	r->stats.size = sizeof(r->stats);
	tawam_corpus_stats(r->corpus, &r->stats, sizeof(r->stats));
	r->spent[RUN_FOUND] = spent_now();
	return e != 0 ? run_failed(r, e) : resume_compared(r);
}

static int
run_all(struct run *r)
{
	double start;

	if (find(r) == -1)
		return -1;
	start = seconds_now();
	pages_count(&r->docs, r->corpus, &r->pages);
	if (run_write(r) == -1)
		return -1;
	r->write_seconds = seconds_now() - start;
	if (run_finish(r) == -1)
		return -1;
	r->spent[RUN_WRITTEN] = spent_now();
	resume_end(r);
	progress_end(&r->progress);
	notes_end(&r->notes);
	if (r->rehearsed)
		return 0;
	if (!r->o.quiet)
		summary(r);
	show_clusters(r);
	return 0;
}

void
run_release(struct run *r)
{
	progress_end(&r->progress);
	outputs_release(&r->out);
	output_abort(r->stored);
	making_abort(&r->making);
	tawam_index_close(r->against);
	known_release(&r->known);
	pick_release(&r->pick);
	located_release(&r->located);
	docs_release(&r->docs);
	frame_release(&r->frame);
	tawam_corpus_free(r->corpus);
	resume_release(r);
	tawam_segmenter_free(r->segmenter);
	if (r->in != NULL)
		input_close(r->in);
	pool_free(r->pool);
	options_release(&r->o);
}

int
run_check(struct run *r)
{
	if (!r->o.segment && (r->o.boilerplate != NULL ||
	    r->o.files[OUT_LEARNED] != NULL)) {
		snprintf(r->o.why, sizeof(r->o.why), "%s needs --segment",
		    r->o.boilerplate != NULL ? "--boilerplate" :
		    "--learn-boilerplate");
		return -1;
	}
	if (r->o.resume && r->o.outdir == NULL) {
		snprintf(r->o.why, sizeof(r->o.why), "--resume needs --out "
		    "DIR, where the state is kept");
		return -1;
	}
	default_result(&r->o);
	ask_passages(&r->o);
	return outputs_plan(&r->out, &r->o);
}

int
run_start(struct run *r)
{
	r->started = seconds_now();
	r->show = run_shows(&r->o);
	return run_all(r);
}
