/*
 * run_write.c - what a run of tawam dedup leaves behind.
 */
#include <errno.h>
#include <math.h>
#include <stdatomic.h>
#include <string.h>

#include "cli/memory.h"
#include "cli/run.h"
#include "cli/store.h"
#include "report/html.h"
#include "report/results.h"
#include "report/run_json.h"
#include "report/stored.h"

/* What is shown in the report, and of a cluster elsewhere. */
#define REPORT_MEMBERS	50
#define REPORT_LINES	100000
#define REPORT_PAIRS	100
#define REPORT_BUDGET	(2u << 20)
#define SHOW_MEMBERS	20

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

int
run_write(struct run *r)
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
		i->read_seconds = fmax(0, i->read_seconds - 1e-9 *
		    (double)(r->stats.stage_ns[TAWAM_STAGE_NORMALISE] +
		    r->stats.stage_ns[TAWAM_STAGE_SKETCH]));
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
int
run_finish(struct run *r)
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
