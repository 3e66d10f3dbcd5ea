/*
 * plan.c - tawam plan: what a run will take, before it is started.
 *
 * A survey reads the input, or much of it, and searches a share of its normal
 * forms: how many documents come, how many are copies, how many pairs there
 * are.  Then the run is rehearsed over half of the first records and over all
 * of them.  What the second half added is what every further document adds;
 * what pairs take grows as the survey has found them.
 */
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/memory.h"
#include "cli/price.h"
#include "cli/sample.h"
#include "cli/signals.h"
#include "cli/talk.h"
#include "io/stream.h"
#include "report/run_json.h"
#include "report/xalloc.h"

/* Bytes of text that a survey reads. */
#define SURVEY		((uint64_t)512 << 20)

struct plan {
	struct run run;
	struct price price;
	char *state;		/* a folder; NULL: no --resume */
};

static void
take_bands(struct plan *p, const struct tawam_plan *plan)
{
	p->price.params = p->run.o.params;
	p->price.params.slots = plan->slots;
	p->price.params.bands = plan->bands;
	p->price.params.rows = plan->rows;
}

/* With which bands the whole is searched. */
static int
choose(struct plan *p, struct survey *s)
{
	int e;

	e = tawam_plan(&p->run.o.params, (uint64_t)s->docs, &s->plan);
	if (e != 0 && e != TAWAM_ETOOMANY)
		return run_failed(&p->run, e);
	if (e == TAWAM_ETOOMANY)
		say("a run will stop: over 1,000 false candidates a document "
		    "are expected; raise --threshold, lower --recall, or give "
		    "--bands");
	take_bands(p, &s->plan);
	return 0;
}

/* A share of the forms was searched: of pairs of forms its square was seen,
 * and each document's neighbours are the same among more documents. */
static int
search_forms(struct plan *p, const struct sample *sample, struct survey *s)
{
	struct tawam_stats stats = { .size = sizeof(stats) };
	double share = sample_share(sample), grown = s->docs / s->seen;
	struct tawam_corpus *c = NULL;
	int e = sample_corpus(sample, sample->n, &p->price.params, &c);

	if (c != NULL)
		tawam_corpus_stats(c, &stats, sizeof(stats));
	tawam_corpus_free(c);
	if (e != 0)
		return run_failed(&p->run, e);
	s->forms = (double)stats.groups / share * grown;
	s->pairs = (double)stats.verified / (share * share) * grown;
	s->lines = (double)stats.pairs[TAWAM_EXACT] / share * grown;
	for (int i = 0; i < TAWAM_NRELATIONS; i++)
		if (i != TAWAM_EXACT)
			s->lines += (double)stats.pairs[i] / (share * share) *
			    grown;
	return 0;
}

/* In a process of its own: what it holds is no part of a rehearsal. */
static int
survey(void *arg, void *out)
{
	struct plan *p = arg;
	struct survey *s = out;
	struct sample sample = { 0 };
	int r = sample_forms(&sample, &p->run, p->run.o.sample, SURVEY);

	progress_end(&p->run.progress);
	if (r == -1)
		return -1;
	notes_end(&p->run.notes);
	s->seen = s->docs = (double)sample.seen;
	s->known = sample.whole;
	s->bytes = (double)(sample.whole ? sample.done : sample.total);
	if (!sample.whole && sample.done > 0 && sample.total > sample.done)
		s->docs *= (double)sample.total / (double)sample.done;
	if (sample.seen > 0) {
		s->text = (double)sample.text_bytes / s->seen;
		s->letters = (double)sample.letters / s->seen;
	}
	s->skipped = p->run.notes.skipped;
	s->broken = p->run.notes.broken;
	r = choose(p, s);
	if (r == 0 && sample.seen > 0)
		r = search_forms(p, &sample, s);
	sample_release(&sample);
	return r;
}

static void
print_plan(const struct price *p)
{
	char lines[3][160];

	printf("documents  %s%s", p->s.known ? "" : "about ",
	    grouped((uint64_t)p->s.docs));
	printf(" in %s, %.0f bytes of text each", bytes_text(p->s.bytes),
	    p->s.text);
	printf(p->s.known ? "\n" : ", by the first %s\n",
	    grouped((uint64_t)p->s.seen));
	search_lines(&p->s.plan, p->params.floor > 0 ? p->params.floor :
	    p->params.threshold, lines);
	for (size_t i = 0; i < 3; i++)
		puts(lines[i]);
	printf("memory     %s, of it %.0f bytes for each document\n",
	    bytes_text(p->memory), p->each);
	printf("disk       %s%s, %s of results\n", p->temporary > 0 ?
	    bytes_text(p->temporary) : "no", p->temporary > 0 ?
	    " of temporary files" : " temporary space",
	    bytes_text(p->results));
	printf("time       about %.1f s of CPU, %.1f s by the clock with %s\n",
	    p->spent.cpu, p->spent.seconds,
	    counted(p->params.threads, "thread"));
}

static void
json_plan(const struct price *p)
{
	const struct tawam_plan *t = &p->s.plan;

	printf("{\"documents\": %.0f, \"documents_known\": %s, \"sampled\": "
	    "%" PRIu64 ", \"input_bytes\": %.0f, \"text_bytes\": %.0f,\n",
	    p->s.docs, p->s.known ? "true" : "false", p->all.records,
	    p->s.bytes, p->s.text * p->s.docs);
	printf("\"plan\": {\"slots\": %" PRIu32 ", \"bands\": %" PRIu32
	    ", \"rows\": %" PRIu32 ", \"expected_recall\": %.5f, "
	    "\"expected_candidates\": %.3f},\n", t->slots, t->bands, t->rows,
	    t->recall, t->candidates);
	printf("\"memory_bytes\": %.0f, \"bytes_a_document\": %.0f, "
	    "\"temporary_bytes\": %.0f, \"result_bytes\": %.0f,\n",
	    p->memory, p->each, p->temporary, p->results);
	printf("\"cpu_seconds\": %.3f, \"seconds\": %.3f, \"threads\": %u}\n",
	    p->spent.cpu, p->spent.seconds, p->params.threads);
}

/* A pipe is read by several processes: it becomes a file without a name. */
static int
keep_pipe(struct plan *p, const char **input)
{
	int is_stdin = strcmp(*input, "-") == 0, fd, file;
	const char *dir = run_tmpdir(&p->run.o);
	struct stat st;
	char *name;

	if ((is_stdin ? fstat(STDIN_FILENO, &st) : stat(*input, &st)) == -1 ||
	    S_ISREG(st.st_mode) || S_ISDIR(st.st_mode))
		return 0;
	fd = is_stdin ? STDIN_FILENO : open(*input, O_RDONLY | O_CLOEXEC);
	/* Who reads it will say why it cannot. */
	if (fd == -1)
		return 0;
	if ((file = spool_whole(fd, dir)) == -1) {
		say("%s: %s", dir, strerror(errno));
		return -1;
	}
	p->price.kept_input += (double)lseek(file, 0, SEEK_END);
	(void)lseek(file, 0, SEEK_SET);
	if (is_stdin)
		return dup2(file, STDIN_FILENO) == -1 ? -1 : 0;
	if (asprintf(&name, "/proc/self/fd/%d", file) == -1)
		return -1;
	options_own(&p->run.o, name);
	*input = name;
	return 0;
}

static int
keep_pipes(struct plan *p)
{
	struct options *o = &p->run.o;
	const char **inputs = xalloc(o->ninputs, sizeof(*inputs));
	int r = 0;

	options_own(o, inputs);
	for (size_t i = 0; i < o->ninputs && r == 0; i++) {
		inputs[i] = o->inputs[i];
		r = keep_pipe(p, &inputs[i]);
	}
	o->inputs = inputs;
	return r;
}

/* Where the state of --resume goes; whatever ends this removes it. */
static int
make_state(struct plan *p)
{
	const char *dir = run_tmpdir(&p->run.o);

	if (!p->run.o.resume)
		return 0;
	signals_defer();
	p->state = outputs_joined(dir, "tawam-plan.XXXXXX");
	if (mkdtemp(p->state) != NULL)
		return 0;
	say("%s: %s", dir, strerror(errno));
	free(p->state);
	p->state = NULL;
	return -1;
}

static int
perform(struct plan *p)
{
	const struct options *o = &p->run.o;
	double docs = p->price.s.docs;
	uint64_t most = docs < o->sample ? (uint64_t)docs : o->sample;

	if (make_state(p) == -1 ||
	    rehearse(o, &p->price.params, p->state, most, &p->price.all) == -1)
		return -1;
	return most < 2 ? 0 :
	    rehearse(o, &p->price.params, p->state, most / 2, &p->price.half);
}

static int
plan_run(void *job)
{
	struct plan *p = job;

	if (keep_pipes(p) == -1 ||
	    apart(survey, p, &p->price.s, sizeof(p->price.s)) == -1)
		return -1;
	p->run.notes.skipped = p->price.s.skipped;
	p->run.notes.broken = p->price.s.broken;
	take_bands(p, &p->price.s.plan);
	/* What could not be read was said. */
	if (p->price.s.seen <= 0 && p->price.s.broken > 0)
		return 0;
	if (perform(p) == -1)
		return -1;
	p->price.bound = (size_t)memory_bound(p->run.o.memory);
	p->price.segment = p->run.o.segment;
	price_run(&p->price);
	if (p->run.o.json)
		json_plan(&p->price);
	else
		print_plan(&p->price);
	return finish_stdout() == 0 ? 0 : -1;
}

static int
check(void *job)
{
	struct plan *p = job;
	struct run r = { .o = p->run.o };
	int e = run_check(&r);

	memcpy(p->run.o.why, r.o.why, sizeof(r.o.why));
	outputs_release(&r.out);
	return e;
}

int
cmd_plan(int argc, char *const *argv)
{
	static const struct plan blank;
	struct plan *p = xalloc(1, sizeof(*p));
	const struct command_job c = { CMD_PLAN, &p->run.o, &p->run.notes,
	    check, plan_run, p };
	int status;

	*p = blank;
	status = command_run(&c, argc, argv);
	if (p->state != NULL)
		remove_folder(p->state);
	free(p->state);
	options_release(&p->run.o);
	free(p);
	return signals_got() != 0 ? 128 + signals_got() : status;
}
