/*
 * run_saved.h - run.json, read again.
 */
#ifndef TAWAM_REPORT_RUN_SAVED_H
#define TAWAM_REPORT_RUN_SAVED_H

#include "tawam.h"

#include "io/output.h"
#include "report/run_json.h"
#include "report/span.h"

/* An option as it would be given on the command line. */
struct saved_option {
	const char *name;	/* static */
	char *value;
};

#define SAVED_OPTIONS	18

struct run_saved {
	char *text;		/* the whole file */
	size_t len;
	struct saved_option options[SAVED_OPTIONS];
	size_t noptions;
	int segment, repair_mojibake, exact;
	char **inputs;
	size_t ninputs, inputs_cap;
	struct tawam_stats stats;	/* counts and plan */
	uint64_t skipped;
	double threshold;	/* of its clusters.jsonl as it is now */
	double floor;
	char *pairs;		/* path and digest of pairs.jsonl */
	char *pairs_digest;
	struct span stored, results, report;
	char why[256];		/* after a failure: the sentence */
};

/* 0, or -1 with s->why set; release in any case. */
int	 run_saved_read(struct run_saved *s, const char *path);
/*
 * The same file with the digests of files that were written again and, as
 * "report", the threshold and the counts of the clusters as they are now.
 */
void	 run_saved_write(const struct run_saved *s, double threshold,
	    const struct tawam_stats *now, const struct run_file *files,
	    size_t nfiles, struct output *o);

void	 run_saved_release(struct run_saved *s);

#endif
