/*
 * bench.h - what the parts of the bench share.
 */
#ifndef TAWAM_BENCH_H
#define TAWAM_BENCH_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "tawam.h"

/*
 * What went wrong, and the end of this process: a bench that goes on after an
 * error measures something else.
 */
void	 check(int e, const char *what);

/* Seconds: of the clock, and those the processor worked for this thread. */
double	 bench_now(void);
double	 bench_cpu(void);

/* Of n > 0 values, which are sorted. */
double	 bench_median(double *v, size_t n);

/* A path inside the shared data, or NULL when it is not there; static. */
const char *bench_shared(const char *name);

/*
 * Times (child.c, road.c, alone.c)
 */

enum bench_stage {
	BENCH_READ,		/* decompression and JSON */
	BENCH_NORMALISE,
	BENCH_SKETCH,		/* shingles, sketch, group of equal forms */
	BENCH_INDEX,		/* bands and candidates */
	BENCH_VERIFY,
	BENCH_CLUSTER,
	BENCH_WRITE,		/* pairs, clusters and decisions */
	BENCH_REST,		/* ids, and what lies between the stages */
	BENCH_WHOLE,
	BENCH_COMMAND		/* tawam dedup --out, with its report */
};
#define BENCH_NSTAGES	10

/* A stage on a text in memory, by itself. */
enum bench_alone {
	ALONE_NORMALISE,	/* tawam_normalise: to UTF-8 */
	ALONE_CODE,		/* to class bytes */
	ALONE_QUOTED,		/* the same, each tenth word in &quot; */
	ALONE_DEFINED,		/* the same by the definition */
	ALONE_SKETCH,		/* tawam_sketch: normal form, shingles, slots */
	ALONE_CASEFOLD		/* utf8proc's NFKC_Casefold, for comparison */
};
#define BENCH_NALONE	6

struct figures {
	double seconds[BENCH_NSTAGES];
	double alone[BENCH_NALONE];
	double cpu;		/* seconds of the process, user and system */
	uint64_t memory;	/* its peak, bytes */
	uint64_t docs, bytes;	/* bytes of text */
	uint64_t alone_docs, alone_bytes;
	uint64_t candidates, verified, clusters, dropped;
};

/* What a child does: fills in f. */
typedef void child_fn(const char *path, struct figures *f);

/* Runs fn in a process of its own; cpu and memory are filled in. */
void	 child_run(child_fn *fn, const char *path, struct figures *f);

/* tawam dedup --out outdir path: seconds[BENCH_COMMAND], cpu and memory. */
void	 child_command(const char *tawam, const char *outdir,
	    const char *path, struct figures *f);

child_fn whole_run;	/* the whole road, stage by stage */
child_fn alone_run;	/* seconds alone, of the first ALONE_BYTES of text */
#define ALONE_BYTES	((uint64_t)32 << 20)

/*
 * The table (table.c, machine.c)
 */

#define BENCH_RUNS_MAX	99

struct measured {
	const char *name, *path;
	int n, ncommand;		/* runs made */
	struct figures run[BENCH_RUNS_MAX], command[BENCH_RUNS_MAX];
	struct figures alone[BENCH_RUNS_MAX];
	int nalone;
	double took;			/* seconds, the last time */
};

void	 table_print(FILE *f, const struct measured *m);
void	 machine_print(FILE *f, const char *build);

/*
 * Texts (texts.c)
 */

struct text {
	char *id, *text;	/* id: the string, quotes taken off */
	size_t idlen, len;
};

struct texts {
	struct text *t;
	size_t n, cap;
	size_t *by_id;		/* sorted */
};

/* Ends the process when the file cannot be read whole. */
void	 texts_read(struct texts *x, const char *path);
void	 texts_free(struct texts *x);

/* Ends the process when there is no such id. */
size_t	 texts_find(const struct texts *x, const char *id);

/* Rows of a tab-separated file, with at most TSV_MAX fields. */
#define TSV_MAX		8

typedef void tsv_fn(void *arg, char *const *field, size_t n);

void	 tsv_read(const char *path, int skip_head, size_t least, tsv_fn *fn,
	    void *arg);

/*
 * What the road finds, to be looked up (found.c)
 */

struct found {
	struct tawam_pair *p;	/* sorted by a, then b */
	size_t n, cap;
	uint64_t *survivor;	/* of each document: itself when it stays */
	struct tawam_stats stats;
};

/* Threshold t, all else by default but for max_pairs: all pairs. */
void	 found_params(struct tawam_params *p, double threshold);
void	 found_run(struct found *f, const struct texts *x, double threshold);
void	 found_with(struct found *f, const struct texts *x,
	    const struct tawam_params *p);
void	 found_free(struct found *f);

/* NULL: not found. */
const struct tawam_match *found_match(const struct found *f, size_t a,
	    size_t b);

/* Is it a relation that joins by default? */
int	 bench_joins(enum tawam_relation r);

/* Right, wrong and missed answers as precision, recall, F1. */
struct score {
	uint64_t right, wrong, missed;
};

void	 score_add(struct score *s, int wanted, int got);
void	 score_print(FILE *f, const char *name, const struct score *s);

/*
 * Quality; every figure is the same on every machine
 */

void	 quality_news(FILE *f, const char *folder);
void	 quality_generated(FILE *f, const char *corpus, const char *truth);
void	 quality_exact(FILE *f);
void	 quality_labelled(FILE *f);
void	 quality_passages(FILE *f);
void	 quality_segment(FILE *f);

/* Prints how fast sets are made and merged (sets.c). */
void	 sets_print(void);

#endif
