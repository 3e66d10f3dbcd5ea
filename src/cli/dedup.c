/*
 * dedup.c - tawam dedup: clusters of near-identical articles in a corpus.
 */
#include <sys/stat.h>

#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/frames.h"
#include "cli/memory.h"
#include "cli/resume.h"
#include "cli/run.h"
#include "cli/signals.h"
#include "cli/store.h"
#include "cli/talk.h"
#include "report/html.h"
#include "report/results.h"
#include "report/run_json.h"
#include "report/stored.h"

/* What is shown in the report, and on a terminal when --show is not given. */
#define REPORT_MEMBERS	50
#define REPORT_LINES	100000
#define REPORT_PAIRS	100
#define REPORT_BUDGET	(2u << 20)
#define SHOW_DEFAULT	10
/* What two texts share is found for certain from here. */
#define PASSAGE_MIN	86
#define SHOW_MEMBERS	20

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

/* Only the report has pairs, and its clusters are more. */
int
run_pick(struct run *r)
{
	struct pick_limits limits = { r->show, SHOW_MEMBERS, 0, 0,
	    r->o.params.join, REPORT_BUDGET };

	if (r->out.file[OUT_REPORT] != NULL) {
		if (limits.clusters < REPORT_CLUSTERS)
			limits.clusters = REPORT_CLUSTERS;
		limits.members = REPORT_MEMBERS;
		limits.pairs = REPORT_PAIRS;
		limits.lines = REPORT_LINES;
	}
	return pick(&r->pick, r->corpus, &limits);
}

/* The index of --index-out, laid out for more than this run. */
static int
begin_index(struct run *r)
{
	struct options own = r->o;

	if (own.index_out == NULL)
		return 0;
	own.params.expect = 0;
	own.params.progress = NULL;
	if (r->rehearsed)
		return store_open(&r->making.x, &own, NULL, TAWAM_INDEX_WRITE |
		    TAWAM_INDEX_CREATE);
	return making_open(&r->making, &own, own.index_out);
}

/* What is written of the run's answers alone: each a file. */
static int
write_pairs(struct run *r)
{
	struct spent start = spent_of_thread();
	int e = results_pairs(r->corpus, &r->docs, r->out.file[OUT_PAIRS]);

	r->pairs = spent_between(start, spent_of_thread());
	return e;
}

static int
write_clusters(struct run *r)
{
	return results_clusters(r->corpus, &r->docs,
	    r->out.file[OUT_CLUSTERS]);
}

static int
write_decisions(struct run *r)
{
	return results_decisions(r->corpus, &r->docs, &r->known,
	    r->out.file[OUT_DECISIONS]);
}

static int
write_stored(struct run *r)
{
	int e = stored_write(r->corpus, &r->o.params, &r->docs, r->stored);

	return output_closed(r->stored) ? 0 : e;
}

/* Each answer has lists of its own: under a smaller bound than this they are
 * written one after another. */
#define TOGETHER	((uint64_t)128 << 20)

/* The longest first. */
static const struct answer {
	enum outfile which;
	int (*write)(struct run *r);
} answers[] = {
	{ OUT_PAIRS, write_pairs },
	{ OUT_RUN, write_stored },
	{ OUT_DECISIONS, write_decisions },
	{ OUT_CLUSTERS, write_clusters },
};
#define ANSWERS	(sizeof(answers) / sizeof(answers[0]))

/* Files of answers, each of which a thread writes. */
struct writing {
	struct run *r;
	int error[ANSWERS];	/* errno, of those that failed */
	atomic_int in_vain;	/* the run has failed */
};

static int
write_answer(void *arg, unsigned worker, size_t i)
{
	struct writing *w = arg;
	int e;

	(void)worker;
	if (w->r->out.file[answers[i].which] == NULL || w->in_vain)
		return 0;
	e = answers[i].write(w->r);
	w->error[i] = e != 0 ? errno : 0;
	/* It goes to the disk now, while others are still written; what fails
	 * is said when all are sealed. */
	if (e == 0 && answers[i].which != OUT_RUN)
		(void)output_seal(w->r->out.file[answers[i].which]);
	return e;
}

static int
write_apart(struct writing *w)
{
	int e = 0;

	for (size_t i = 0; i < ANSWERS && e == 0; i++)
		e = write_answer(w, 0, i);
	return e;
}

/* What is written of the texts, too: while others write the answers. */
static int
write_texts(struct run *r)
{
	struct output *passages = r->out.file[OUT_PASSAGES];
	int e = 0;

	if (passages != NULL)
		e = located_take(&r->located, r->corpus, &r->o.params);
	if (e == 0 && run_rereads(r)) {
		e = run_pick(r);
		if (e == 0 && (begin_index(r) == -1 || run_reread(r) == -1))
			return -1;
	}
	if (e == 0 && passages != NULL)
		results_passages(&r->located, &r->docs, passages);
	return e == 0 ? 0 : run_failed(r, e);
}

static int
write_results(struct run *r)
{
	struct writing w = { r, { 0 }, 0 };
	int e;

	if (r->out.file[OUT_RUN] != NULL &&
	    output_aside(&r->stored, r->o.params.tmpdir) == -1)
		return run_failed(r, TAWAM_EIO);
	if (r->o.params.memory >= TOGETHER)
		pool_start(r->pool, write_answer, &w, ANSWERS, 1);
	w.in_vain = write_texts(r) == -1;
	if (r->o.params.memory >= TOGETHER)
		e = pool_wait(r->pool);
	else
		e = write_apart(&w);
	if (e == 0 || w.in_vain)
		return w.in_vain ? -1 : 0;
	for (size_t i = 0; i < ANSWERS; i++)
		if (w.error[i] != 0)
			errno = w.error[i];
	return run_failed(r, e);
}

void
run_info(const struct run *r, struct run_info *i, struct run_file *files)
{
	memset(i, 0, sizeof(*i));
	i->params = &r->o.params;
	i->stats = &r->stats;
	i->stored = r->stored;
	i->text_fields = r->o.text_fields;
	i->ntext_fields = r->o.ntext_fields;
	i->id_field = r->o.id_field;
	i->date_field = r->o.date_field;
	i->source_field = r->o.source_field;
	i->within_fields = r->o.within_fields;
	i->nwithin_fields = r->o.nwithin_fields;
	i->against = r->o.against;
	i->format = input_format_name((enum input_format)r->o.format);
	i->inputs = r->o.inputs;
	i->ninputs = r->o.ninputs;
	i->max_record = r->o.max_record;
	i->encoding = encoding_name((enum encoding)r->o.encoding);
	i->repair_mojibake = r->o.repair_mojibake;
	i->input_bytes = r->input_bytes;
	i->passages = r->located.n;
	i->pages = r->docs.paged ? &r->pages : NULL;
	i->boilerplate = r->o.boilerplate;
	i->notes = r->notes.count;
	i->skipped = r->notes.skipped;
	i->broken = r->notes.broken;
	i->repeated = r->notes.repeated;
	i->undated = r->notes.undated;
	i->seconds = seconds_now() - r->started;
	i->read_seconds = r->read_seconds;
	/* Without threads the library works in between, not beside it. */
	if (r->o.params.threads <= 1)
		i->read_seconds -= 1e-9 *
		    (double)(r->stats.stage_ns[TAWAM_STAGE_NORMALISE] +
		    r->stats.stage_ns[TAWAM_STAGE_SKETCH]);
	i->write_seconds = r->write_seconds;
	i->peak_memory = memory_peak();
	i->memory = r->progress.memory;
	i->read_memory = r->read_memory;
	i->files = files;
	for (int k = 0; k < OUT_RUN; k++) {
		if (r->out.digest[k][0] == '\0')
			continue;
		files[i->nfiles].result = outputs_name((enum outfile)k);
		files[i->nfiles].path = r->out.path[k];
		files[i->nfiles].digest = r->out.digest[k];
		files[i->nfiles++].bytes = r->out.bytes[k];
	}
}

static int
write_report(struct run *r)
{
	struct run_file files[OUT_COUNT];
	struct run_info info;
	struct html_report h = { &info, &r->docs, &r->pick, REPORT_CLUSTERS,
	    r->pool };
	struct spent start = spent_now();
	int e;

	if (r->out.file[OUT_REPORT] == NULL)
		return 0;
	run_info(r, &info, files);
	e = html_report(&h, r->out.file[OUT_REPORT]);
	r->report = spent_between(start, spent_now());
	return e;
}

/* Everything is stored before run.json says so; then all gets its name. */
static int
finish_results(struct run *r)
{
	struct run_file files[OUT_COUNT];
	struct run_info info;
	int e;

	if ((e = write_report(r)) != 0)
		return run_failed(r, e);
	for (int i = 0; i < OUT_RUN; i++)
		if (outputs_seal(&r->out, (enum outfile)i) == -1)
			return -1;
	if (r->out.file[OUT_RUN] != NULL) {
		run_info(r, &info, files);
		run_json(&info, r->out.file[OUT_RUN]);
	}
	if (outputs_seal(&r->out, OUT_RUN) == -1 ||
	    (r->making.temporary != NULL && making_commit(&r->making) == -1))
		return -1;
	return outputs_place(&r->out);
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
	if (write_results(r) == -1)
		return -1;
	r->write_seconds = seconds_now() - start;
	if (finish_results(r) == -1)
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

static int
check(void *run)
{
	return run_check(run);
}

static int
start(void *run)
{
	return run_start(run);
}

int
cmd_dedup(int argc, char *const *argv)
{
	static const struct run blank;
	struct run r = blank;
	const struct command_job c = { CMD_DEDUP, &r.o, &r.notes, check,
	    start, &r };
	int status = command_run(&c, argc, argv);

	run_release(&r);
	return signals_got() != 0 ? 128 + signals_got() : status;
}
