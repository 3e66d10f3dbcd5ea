/*
 * run_json.h - run.json: what a run was asked, and what came out of it.
 */
#ifndef TAWAM_REPORT_RUN_JSON_H
#define TAWAM_REPORT_RUN_JSON_H

#include <stddef.h>
#include <stdint.h>

#include "tawam.h"

#include "io/input.h"
#include "io/output.h"
#include "report/pages.h"

struct run_file {
	const char *result;	/* "pairs" */
	const char *path;
	const char *digest;	/* XXH3-128, 32 hex digits */
	uint64_t bytes;		/* before compression */
};

struct run_info {
	const struct tawam_params *params;
	const struct tawam_stats *stats;
	struct output *stored;	/* the member "stored", to be moved */
	const char *const *text_fields;
	size_t ntext_fields;
	const char *const *within_fields;
	size_t nwithin_fields;
	const char *id_field, *date_field, *source_field;	/* or NULL */
	const char *against;	/* an index; or NULL */
	const char *format, *encoding;
	const struct pages_counts *pages;	/* NULL: no --segment */
	const char *boilerplate;		/* or NULL */
	int repair_mojibake;
	const char *const *inputs;
	size_t ninputs;
	uint64_t max_record;
	uint64_t input_bytes;	/* as stored */
	uint64_t passages;	/* written */
	const uint64_t *notes;	/* NOTE_COUNT of them */
	uint64_t skipped, broken, repeated, undated;
	const struct run_file *files;
	size_t nfiles;
	double seconds, read_seconds, write_seconds;
	uint64_t peak_memory;	/* bytes */
	uint64_t read_memory;	/* the same, when all was read */
	const uint64_t *memory;	/* and by the end of each stage; 0: unknown */
};

/* The points at which the S-curve is shown, n of them; static. */
const double *run_curve_points(size_t *n);

/* The object that describes a result. */
void	 run_json_file(const struct run_file *f, struct output *o);

void	 run_json(const struct run_info *r, struct output *o);

#endif
