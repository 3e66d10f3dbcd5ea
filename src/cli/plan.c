/*
 * plan.c - tawam plan: what a run will take, before it is started.
 *
 * Half of a sample is searched with the bands of the whole, then all of it,
 * each in a process of its own, whose peak of memory and time are its own.
 * What the second half added is what every further document adds.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "cli/memory.h"
#include "cli/commands.h"
#include "cli/sample.h"
#include "cli/talk.h"
#include "report/run_json.h"
#include "report/xalloc.h"

/* Bytes that a false candidate takes at the peak: the pair, and once more
 * while pairs are sorted. */
#define PAIR_BYTES	16.0
/* Comparing keeps so many sets of keys a thread, in so many bytes; a byte of
 * text makes about so many of keys; and a document's relations take some. */
#define SETS		4096.0
#define SETS_MAX	(64.0 * 1048576)
#define KEY_BYTES	3.2
#define RELATION_BYTES	80.0
/* A byte of text is about so many letters of a normal form. */
#define LETTER		0.55

/* Of a bound so much is for other things than a corpus' arrays, at least. */
#define BOUND_PART	0.125
#define BOUND_BYTES	(8.0 * 1048576)

/* What something took: of memory the peak until then. */
struct cost {
	double memory, seconds, cpu;
};

/* One search of some documents. */
struct trial {
	struct cost start, compare, all;	/* compare: until it began */
	double verified;	/* pairs that were compared exactly */
	int error;
};

struct plan {
	struct run run;
	struct sample sample;
	struct tawam_params params;
	struct tawam_plan plan;
	double docs, bytes;	/* expected; as stored */
	int known;		/* docs is not a guess */
	struct cost read;	/* of the sample */
	struct cost cost;	/* of all */
	double each;		/* bytes of memory a document */
	double spilled;		/* of it, to temporary files */
};

static double
cpu_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void
take_cost(const struct cost *from, struct cost *out)
{
	out->cpu = cpu_now() - from->cpu;
	out->seconds = seconds_now() - from->seconds;
	out->memory = (double)memory_peak();
}

/* The search is over when the first pair is compared, or there is none. */
static int
note_stage(void *arg, enum tawam_stage stage, uint64_t done, uint64_t total)
{
	struct trial *t = arg;

	(void)total;
	if (stage == TAWAM_STAGE_INDEX ||
	    (stage == TAWAM_STAGE_VERIFY && done == 0))
		take_cost(&t->start, &t->compare);
	return 0;
}

/* In a process of its own. */
static void
search_some(struct plan *p, size_t n, struct trial *out)
{
	const struct cost zero = { 0, 0, 0 };
	struct tawam_stats stats = { .size = sizeof(stats) };
	struct tawam_corpus *c = NULL;
	struct docs docs;

	take_cost(&zero, &out->start);
	p->params.progress = note_stage;
	p->params.progress_arg = out;
	docs_init(&docs, 0, NULL);
	for (size_t i = 0; i < n; i++) {
		const struct sample_doc *d = &p->sample.docs[i];

		docs_add(&docs, d->id, d->idlen, d->digest, NULL);
	}
	out->error = sample_corpus(&p->sample, n, &p->params, &c);
	take_cost(&out->start, &out->all);
	if (c != NULL)
		tawam_corpus_stats(c, &stats, sizeof(stats));
	out->verified = (double)stats.verified;
	tawam_corpus_free(c);
	docs_release(&docs);
}

static int
read_trial(int fd, struct trial *out)
{
	size_t got = 0;
	ssize_t n;

	while (got < sizeof(*out)) {
		n = read(fd, (char *)out + got, sizeof(*out) - got);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			return -1;
		got += (size_t)n;
	}
	return 0;
}

static int
measure(struct plan *p, size_t n, struct trial *out)
{
	int fd[2], r, status;
	pid_t pid;

	memset(out, 0, sizeof(*out));
	fflush(stdout);
	if (pipe(fd) == -1 || (pid = fork()) == -1) {
		say("a trial could not be started: %s", strerror(errno));
		return -1;
	}
	if (pid == 0) {
		close(fd[0]);
		search_some(p, n, out);
		_exit(write(fd[1], out, sizeof(*out)) !=
		    (ssize_t)sizeof(*out));
	}
	close(fd[1]);
	r = read_trial(fd[0], out);
	close(fd[0]);
	while (waitpid(pid, &status, 0) == -1 && errno == EINTR)
		;
	if (r == 0 && out->error == 0)
		return 0;
	say("a trial failed: %s", r == -1 ? "it was ended" :
	    tawam_strerror(out->error));
	return -1;
}

/* What the first n documents hold while they are only read. */
static double
held(const struct plan *p)
{
	double sum = 0;

	for (size_t i = 0; i < p->sample.n; i++)
		sum += (double)(p->sample.docs[i].len +
		    p->sample.docs[i].idlen) + 32;
	return sum + (double)p->sample.cap * sizeof(*p->sample.docs);
}

/* From a value of half and of all the sample to that of all documents. */
static double
extend(const struct plan *p, size_t half, double at_half, double at_all)
{
	double n = (double)p->sample.n;
	double each = (at_all - at_half) / (n - (double)half);

	return at_all + (each > 0 ? each : 0) * (p->docs - n);
}

/*
 * How many times the pairs of the sample will be compared.  Some grow as the
 * documents, those of texts that are alike by chance as their square, and
 * those of copies as fast until the sample is longer than copies are apart: a
 * pair a document is the most that such growth is taken for.
 */
static double
more_pairs(const struct plan *p, const struct trial *half,
    const struct trial *all)
{
	double more = p->docs / (double)p->sample.n;
	double square, most;

	if (all->verified <= 0)
		return more;
	square = 2 * (all->verified - 2 * half->verified) / all->verified;
	if (square < 0 || p->known)
		square = 0;
	if (square > 1)
		square = 1;
	square = more * (1 - square) + more * more * square;
	most = p->docs / all->verified;
	if (square > most)
		square = most;
	return square > more ? square : more;
}

static double
relations(const struct plan *p, double grown)
{
	double more = p->docs / (double)p->sample.n;
	double text = (double)p->sample.text_bytes / (double)p->sample.seen;
	unsigned threads = p->params.threads > 1 ? p->params.threads : 1;
	double sets = SETS * KEY_BYTES * text, most;

	most = threads * (sets < SETS_MAX ? sets : SETS_MAX) +
	    RELATION_BYTES * p->docs;
	return grown * more < most ? grown * more : most;
}

/*
 * What is over the bound moves to files, the largest arrays first and whole:
 * sketches, then texts, and of the others as much as must.
 */
static void
keep_within(struct plan *p)
{
	double bound = (double)memory_bound(p->run.o.memory);
	double room = bound - BOUND_PART * bound - BOUND_BYTES;
	double text = (double)p->sample.text_bytes /
	    (double)(p->sample.seen > 0 ? p->sample.seen : 1);
	double arrays[] = { sizeof(uint32_t) * p->plan.slots * p->docs,
		LETTER * text * p->docs };

	for (size_t i = 0; i < 2 && p->cost.memory > room; i++) {
		p->spilled += arrays[i];
		p->cost.memory -= arrays[i];
	}
	if (p->cost.memory > room)
		p->spilled += p->cost.memory - room;
	/* What is mapped fills the bound again. */
	if (p->spilled > 0)
		p->cost.memory = room;
}

static int
estimate(struct plan *p)
{
	size_t n = p->sample.n, half = n / 2;
	double more, pairs;
	struct tawam_plan few = p->plan;
	struct trial a, b;

	if (measure(p, n, &b) == -1)
		return -1;
	/* Too few to tell anything apart take what they take. */
	if (n < 2) {
		p->cost = b.all;
		return 0;
	}
	if (measure(p, half, &a) == -1)
		return -1;
	more = p->docs / (double)n;
	pairs = more_pairs(p, &a, &b);
	(void)tawam_plan(&p->params, n, &few);
	p->each = (b.compare.memory - a.compare.memory) / (double)(n - half);
	p->cost.memory = extend(p, half, a.compare.memory, b.compare.memory) -
	    held(p) + relations(p, b.all.memory - b.compare.memory) +
	    PAIR_BYTES * p->docs * (p->plan.candidates - few.candidates);
	p->cost.cpu = extend(p, half, a.compare.cpu, b.compare.cpu) +
	    (b.all.cpu - b.compare.cpu) * pairs + p->read.cpu * more;
	p->cost.seconds = extend(p, half, a.compare.seconds,
	    b.compare.seconds) + (b.all.seconds - b.compare.seconds) * pairs +
	    p->read.seconds * more;
	keep_within(p);
	return 0;
}

/* How many documents will come, and with which bands they are searched. */
static int
choose(struct plan *p)
{
	const struct sample *s = &p->sample;
	int e;

	p->docs = (double)s->seen;
	p->bytes = (double)(s->whole ? s->done : s->total);
	p->known = s->whole;
	if (!s->whole && s->done > 0 && s->total > s->done)
		p->docs *= (double)s->total / (double)s->done;
	p->params = p->run.o.params;
	p->params.expect = (uint64_t)p->docs;
	e = tawam_plan(&p->params, (uint64_t)p->docs, &p->plan);
	if (e != 0 && e != TAWAM_ETOOMANY)
		return run_failed(&p->run, e);
	if (e == TAWAM_ETOOMANY)
		say("a run will stop: over 1,000 false candidates a document "
		    "are expected; raise --threshold, lower --recall, or give "
		    "--bands");
	p->params.slots = p->plan.slots;
	p->params.bands = p->plan.bands;
	p->params.rows = p->plan.rows;
	return 0;
}

static void
print_plan(const struct plan *p)
{
	const struct tawam_plan *t = &p->plan;
	double floor = p->params.floor > 0 ? p->params.floor :
	    p->params.threshold;
	const double *points;
	size_t n;

	printf("documents  %s%s", p->known ? "" : "about ",
	    grouped((uint64_t)p->docs));
	printf(" in %s, %.0f bytes of text each", bytes_text(p->bytes),
	    p->sample.seen > 0 ? (double)p->sample.text_bytes /
	    (double)p->sample.seen : 0);
	printf(p->known ? "\n" : ", by the first %s\n",
	    grouped(p->sample.seen));
	printf("search     %" PRIu32 " bands x %" PRIu32 " rows of %" PRIu32
	    ": expected recall %.4f at %.2f, %.2f false candidates a "
	    "document\nJaccard   ", t->bands, t->rows, t->slots, t->recall,
	    floor, t->candidates);
	points = run_curve_points(&n);
	for (size_t i = 0; i < n; i++)
		printf("  %.2f", points[i]);
	printf("\nfound     ");
	for (size_t i = 0; i < n; i++) {
		double found = tawam_scurve(t->bands, t->rows, points[i]);

		/* Never "1.00" for less than all. */
		if (found >= 0.995 && found < 1)
			printf("  >.99");
		else
			printf("  %.2f", found);
	}
	printf("\nmemory     %s", bytes_text(p->cost.memory));
	printf(", of it %.0f bytes for each document\n", p->each);
	printf("disk       %s%s\n", p->spilled > 0 ?
	    bytes_text(p->spilled) : "no", p->spilled > 0 ?
	    " of temporary files" : " temporary space");
	printf("time       about %.1f s of CPU, %.1f s by the clock with %u "
	    "thread%s\n", p->cost.cpu, p->cost.seconds, p->params.threads,
	    p->params.threads == 1 ? "" : "s");
}

static void
json_plan(const struct plan *p)
{
	const struct tawam_plan *t = &p->plan;

	printf("{\"documents\": %.0f, \"documents_known\": %s, \"sampled\": "
	    "%zu, \"input_bytes\": %.0f, \"text_bytes\": %.0f,\n\"plan\": "
	    "{\"slots\": %" PRIu32 ", \"bands\": %" PRIu32 ", \"rows\": %"
	    PRIu32 ", \"expected_recall\": %.5f, \"expected_candidates\": "
	    "%.3f},\n\"memory_bytes\": %.0f, \"bytes_a_document\": %.0f, "
	    "\"temporary_bytes\": %.0f,\n\"cpu_seconds\": %.3f, \"seconds\": "
	    "%.3f, \"threads\": %u}\n", p->docs, p->known ? "true" : "false",
	    p->sample.n, p->bytes, p->sample.seen > 0 ?
	    (double)p->sample.text_bytes / (double)p->sample.seen * p->docs :
	    0, t->slots, t->bands, t->rows, t->recall, t->candidates,
	    p->cost.memory, p->each, p->spilled, p->cost.cpu, p->cost.seconds,
	    p->params.threads);
}

static int
plan_run(void *job)
{
	struct plan *p = job;
	const struct cost zero = { 0, 0, 0 };
	struct cost start;

	take_cost(&zero, &start);
	if (sample_read(&p->sample, &p->run, p->run.o.sample, 1) == -1)
		return -1;
	take_cost(&start, &p->read);
	progress_end(&p->run.progress);
	if (choose(p) == -1 || estimate(p) == -1)
		return -1;
	notes_end(&p->run.notes);
	if (p->run.o.json)
		json_plan(p);
	else
		print_plan(p);
	return finish_stdout() == 0 ? 0 : -1;
}

int
cmd_plan(int argc, char *const *argv)
{
	static const struct plan blank;
	struct plan *p = xalloc(1, sizeof(*p));
	const struct command_job c = { CMD_PLAN, &p->run.o, &p->run.notes,
	    NULL, plan_run, p };
	int status;

	*p = blank;
	status = command_run(&c, argc, argv);
	progress_end(&p->run.progress);
	if (p->run.in != NULL)
		input_close(p->run.in);
	sample_release(&p->sample);
	options_release(&p->run.o);
	free(p);
	return status;
}
