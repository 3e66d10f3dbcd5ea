/*
 * table.c - the runs over one corpus as a table.
 */
#include <inttypes.h>

#include "bench.h"

static const char *const stage_names[BENCH_NSTAGES] = {
	[BENCH_READ] = "read", [BENCH_NORMALISE] = "normalise",
	[BENCH_SKETCH] = "shingle+sketch", [BENCH_INDEX] = "index",
	[BENCH_VERIFY] = "verify", [BENCH_CLUSTER] = "cluster",
	[BENCH_WRITE] = "write", [BENCH_REST] = "rest",
	[BENCH_WHOLE] = "whole", [BENCH_COMMAND] = "command",
};

static const char *const alone_names[BENCH_NALONE] = {
	[ALONE_NORMALISE] = "normalise to UTF-8",
	[ALONE_CODE] = "normalise to classes",
	[ALONE_QUOTED] = "  with references",
	[ALONE_DEFINED] = "  the same by rule",
	[ALONE_SKETCH] = "text to sketch",
	[ALONE_CASEFOLD] = "utf8proc NFKC_Casefold",
};

static void
row(FILE *f, const char *name, double *v, int n, const struct figures *of)
{
	double median = bench_median(v, (size_t)n), least = v[0];
	double mb = 1e-6 * (double)of->bytes, docs = (double)of->docs;

	fprintf(f, "%-23s %8.4f %8.4f", name, least, median);
	/* Faster than the clock tells: no rate. */
	if (least > 1e-6 && median > 1e-6)
		fprintf(f, " %9.1f %9.1f", mb / least, mb / median);
	else
		fprintf(f, " %9s %9s", "-", "-");
	fprintf(f, " %9.0f %9.0f %3d\n", 1e9 * least / docs,
	    1e9 * median / docs, n);
}

static void
head(FILE *f)
{
	fprintf(f, "%-23s %17s %19s %19s\n", "", "seconds", "MB/s of text",
	    "ns a document");
	fprintf(f, "%-23s %8s %8s %9s %9s %9s %9s %3s\n", "stage", "min",
	    "median", "min", "median", "min", "median", "n");
}

/*
 * Memory, and CPU time: on a machine that others use, too, the time above is
 * theirs as well, and the share of a CPU that was given says how much.
 */
static void
memory(FILE *f, enum bench_stage stage, const struct figures *run, int n)
{
	double cpu = run[0].cpu, most = 0, given = 0;

	for (int i = 0; i < n; i++) {
		if (run[i].cpu < cpu)
			cpu = run[i].cpu;
		if ((double)run[i].memory > most)
			most = (double)run[i].memory;
		given += run[i].cpu / run[i].seconds[stage] / n;
	}
	fprintf(f, "%s: peak memory %.1f MB (%.2f of the text); least CPU "
	    "time %.3f s (%.1f MB/s); was given %.0f %% of a CPU\n",
	    stage_names[stage], 1e-6 * most, most / (double)run[0].bytes, cpu,
	    1e-6 * (double)run[0].bytes / cpu, 100 * given);
}

static void
alone(FILE *f, const struct measured *m)
{
	double v[BENCH_RUNS_MAX];
	struct figures of = m->alone[0];

	of.bytes = of.alone_bytes;
	of.docs = of.alone_docs;
	fprintf(f, "\n%s, the first %.1f MB of text in memory, by itself\n",
	    m->name, 1e-6 * (double)of.bytes);
	head(f);
	for (int s = 0; s < BENCH_NALONE; s++) {
		for (int i = 0; i < m->nalone; i++)
			v[i] = m->alone[i].alone[s];
		row(f, alone_names[s], v, m->nalone, &of);
	}
}

void
table_print(FILE *f, const struct measured *m)
{
	double v[BENCH_RUNS_MAX];
	const struct figures *one = &m->run[0];

	fprintf(f, "\n%s: %" PRIu64 " documents, %.1f MB of text; %" PRIu64
	    " candidates, %" PRIu64 " compared; %" PRIu64 " clusters, %" PRIu64
	    " dropped\n", m->name, one->docs, 1e-6 * (double)one->bytes,
	    one->candidates, one->verified, one->clusters, one->dropped);
	head(f);
	for (int s = 0; s < BENCH_COMMAND; s++) {
		for (int i = 0; i < m->n; i++)
			v[i] = m->run[i].seconds[s];
		row(f, stage_names[s], v, m->n, one);
	}
	for (int i = 0; i < m->ncommand; i++)
		v[i] = m->command[i].seconds[BENCH_COMMAND];
	row(f, stage_names[BENCH_COMMAND], v, m->ncommand, one);
	memory(f, BENCH_WHOLE, m->run, m->n);
	memory(f, BENCH_COMMAND, m->command, m->ncommand);
	if (m->nalone > 0)
		alone(f, m);
}
