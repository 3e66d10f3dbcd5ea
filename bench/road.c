/*
 * road.c - one run from the bytes of a file to the result files, with the time
 * of each stage.
 */
#include <err.h>
#include <string.h>

#include "bench.h"
#include "io/input.h"
#include "io/output.h"
#include "report/docs.h"
#include "report/results.h"

static void
bad_record(void *arg, const char *file, uint64_t line, const char *reason,
    const char *raw, size_t rawlen)
{
	(void)arg;
	(void)raw;
	(void)rawlen;
	errx(1, "%s:%ju: %s", file, (uintmax_t)line, reason);
}

static void
bad_file(void *arg, const char *file, const char *what)
{
	(void)arg;
	errx(1, "%s: %s", file, what);
}

static void
add(struct tawam_corpus *c, struct docs *docs, const struct record *r)
{
	struct tawam_doc d;

	tawam_doc_init(&d, sizeof(d));
	d.id = r->id;
	d.idlen = r->idlen;
	d.text = r->text;
	d.len = r->textlen;
	check(tawam_corpus_add(c, &d, NULL), "tawam_corpus_add");
	docs_add(docs, r->id, r->idlen, record_digest(r),
	    &(struct docs_place){ r->file, r->line, r->at, r->rawlen });
}

static double
read_all(struct input *in, struct tawam_corpus *c, struct docs *docs)
{
	double seconds = 0, t;
	struct record r;
	int got;

	for (;;) {
		t = bench_now();
		got = input_next(in, &r);
		seconds += bench_now() - t;
		if (got != 1)
			break;
		add(c, docs, &r);
	}
	if (got == -1)
		err(1, "reading");
	return seconds;
}

typedef int results_fn(const struct tawam_corpus *c, const struct docs *docs,
	    struct output *o);

static int
decisions(const struct tawam_corpus *c, const struct docs *docs,
    struct output *o)
{
	static const struct known none;

	return results_decisions(c, docs, &none, o);
}

/* To a file that is there: a temporary name and a disk that must sync are the
 * file system's time, not ours. */
static double
write_all(const struct tawam_corpus *c, const struct docs *docs)
{
	static results_fn *const fn[] = { results_pairs, results_clusters,
		decisions };
	double start = bench_now();

	for (size_t i = 0; i < sizeof(fn) / sizeof(fn[0]); i++) {
		struct output *o;

		if (output_open(&o, "/dev/null") == -1)
			err(1, "/dev/null");
		check(fn[i](c, docs, o), "results");
		if (output_commit(o) == -1)
			err(1, "/dev/null");
	}
	return bench_now() - start;
}

static void
fill(struct figures *f, const struct tawam_stats *s)
{
	static const enum bench_stage at[TAWAM_NSTAGES] = {
		[TAWAM_STAGE_NORMALISE] = BENCH_NORMALISE,
		[TAWAM_STAGE_SKETCH] = BENCH_SKETCH,
		[TAWAM_STAGE_INDEX] = BENCH_INDEX,
		[TAWAM_STAGE_VERIFY] = BENCH_VERIFY,
		[TAWAM_STAGE_CLUSTER] = BENCH_CLUSTER,
	};

	for (int i = 0; i < TAWAM_NSTAGES; i++)
		f->seconds[at[i]] = 1e-9 * (double)s->stage_ns[i];
	f->docs = s->docs;
	f->bytes = s->bytes;
	f->candidates = s->candidates;
	f->verified = s->verified;
	f->clusters = s->clusters;
	f->dropped = s->dropped;
}

void
whole_run(const char *path, struct figures *f)
{
	double start = bench_now(), *s = f->seconds;
	struct tawam_stats stats = { .size = sizeof(stats) };
	struct input_options o;
	struct tawam_params p;
	struct tawam_corpus *c;
	struct input *in;
	struct docs docs;

	input_options_init(&o);
	o.hooks.on_bad = bad_record;
	o.hooks.on_file_error = bad_file;
	tawam_params_init(&p, sizeof(p));
	p.expect = input_estimate(&path, 1, &o);
	if (input_open(&in, &path, 1, &o) == -1)
		err(1, "%s", path);
	check(tawam_corpus_new(&c, &p), "tawam_corpus_new");
	docs_init(&docs, 0, NULL);
	s[BENCH_READ] = read_all(in, c, &docs);
	input_close(in);
	check(tawam_corpus_run(c), "tawam_corpus_run");
	s[BENCH_WRITE] = write_all(c, &docs);
	s[BENCH_WHOLE] = bench_now() - start;
	tawam_corpus_stats(c, &stats, sizeof(stats));
	fill(f, &stats);
	s[BENCH_REST] = s[BENCH_WHOLE];
	for (int i = 0; i < BENCH_REST; i++)
		s[BENCH_REST] -= s[i];
	tawam_corpus_free(c);
	docs_release(&docs);
}
