/*
 * options.h - the one table of options: parsing, --help and the test of the
 * manual page come from it.
 */
#ifndef TAWAM_CLI_OPTIONS_H
#define TAWAM_CLI_OPTIONS_H

#include <stddef.h>
#include <stdint.h>

#include "tawam.h"

#include "io/input.h"

enum command {
	CMD_DEDUP = 1 << 0,
	CMD_NORMALISE = 1 << 1,
	CMD_REPORT = 1 << 2,
	CMD_SKETCH = 1 << 3,
	CMD_EXPLAIN = 1 << 4,
	CMD_AUDIT = 1 << 5,
	CMD_PLAN = 1 << 6,
	CMD_FILTER = 1 << 7,
	CMD_INDEX_BUILD = 1 << 8,
	CMD_INDEX_ADD = 1 << 9,
	CMD_INDEX_QUERY = 1 << 10,
	CMD_INDEX_REMOVE = 1 << 11,
	CMD_INDEX_EXPIRE = 1 << 12,
	CMD_INDEX_INFO = 1 << 13,
	CMD_INDEX_VERIFY = 1 << 14,
	CMD_INDEX_MERGE = 1 << 15,
	CMD_INDEX_COMPACT = 1 << 16,
	CMD_SEGMENT = 1 << 17
};

enum progress_mode {
	PROGRESS_AUTO,
	PROGRESS_ALWAYS,
	PROGRESS_NEVER
};

/* Files a run may write, in the order they are committed. */
enum outfile {
	OUT_PAIRS,
	OUT_CLUSTERS,
	OUT_DECISIONS,
	OUT_PASSAGES,
	OUT_KEPT,
	OUT_REMOVED,
	OUT_REPORT,
	OUT_REJECTS,
	OUT_BAD,
	OUT_LEARNED,
	OUT_RUN,
	OUT_COUNT
};

#define MAX_FIELDS	16
#define MAX_RULES	16

struct options {
	struct tawam_params params;
	struct tawam_keep_rule keep[MAX_RULES];
	const char *text_fields[MAX_FIELDS];
	size_t ntext_fields;
	const char *within_fields[MAX_FIELDS];
	size_t nwithin_fields;
	const char *id_field, *date_field, *source_field;
	int format;			/* enum input_format */
	int encoding;			/* enum encoding */
	int repair_mojibake;
	int html;			/* texts are pages */
	uint64_t max_record;
	const char *files[OUT_COUNT];	/* NULL: not wanted */
	int segment;			/* documents are units of pages */
	int resume;			/* the state of a run is kept */
	const char **given;		/* values, by row of option_rows */
	const char *boilerplate;	/* NULL: the library's own table */
	const char *outdir, *tmpdir;
	int contained;			/* --containment was given */
	uint32_t passage_min;		/* 0: not given */
	uint64_t memory;		/* 0: no bound given */
	uint32_t show;			/* UINT32_MAX: not given */
	double rethreshold;		/* of tawam report; 0: not given */
	uint32_t sample;		/* documents audit and plan take */
	int json;			/* what they say, as JSON */
	int strict, quiet, help;
	int binary;			/* of tawam sketch */
	int progress;			/* enum progress_mode */
	/* Of a stored index. */
	const char *index;		/* NULL: none */
	const char *against, *index_out;
	unsigned index_given;		/* enum tawam_index_param */
	uint64_t max_docs;		/* 0: any number */
	uint64_t older;			/* seconds; 0: not given */
	int64_t before;			/* TAWAM_NO_DATE: not given */
	int sync;			/* enum tawam_sync */
	int annotate, pass_replays;
	const char *ids;		/* a file with an id a line */
	/* Of tawam explain. */
	const char *corpus;		/* NULL: two files */
	int id_json, as_text;
	int shape;			/* text, json or html */
	int colour;			/* enum progress_mode */
	const char *const *inputs;	/* "-" when none was named */
	size_t ninputs;
	char why[512];			/* after a failure: the sentence */
	void **owned;			/* strings that were cut up */
	size_t nowned, ownedcap;
};

enum option_kind {
	OPT_FLAG,
	OPT_STRING,
	OPT_NUMBER,		/* uint32_t from lo to hi */
	OPT_SEED,		/* uint64_t */
	OPT_SIZE,		/* uint64_t bytes, with K, M, G, T */
	OPT_SHARE,		/* double from lo to hi */
	OPT_CONTAINMENT,	/* the same, and o->contained */
	OPT_COUNT,		/* uint64_t from lo to hi */
	OPT_SPAN,		/* uint64_t seconds, with s, m, h, d, w */
	OPT_DATE,		/* int64_t seconds since 1970 */
	OPT_SLOTS,
	OPT_PROFILE,
	OPT_FORMAT,
	OPT_ENCODING,
	OPT_FIELDS,
	OPT_WITHIN,
	OPT_JOIN,
	OPT_KEEP,
	OPT_PROGRESS,
	OPT_SHAPE,
	OPT_SCHEME,
	OPT_SYNC,
	OPT_REPLAYS,
	OPT_NOTYET		/* named, but not in this version */
};

enum option_group {
	GROUP_COMPARE,
	GROUP_SEARCH,
	GROUP_INPUT,
	GROUP_INDEX,
	GROUP_RESULT,
	GROUP_RUN,
	GROUP_COUNT
};

struct option_row {
	const char *name;	/* without the dashes; NULL: only a letter */
	char letter;		/* or 0 */
	const char *arg;	/* name of the value; NULL: takes none */
	enum option_group group;
	unsigned commands;
	enum option_kind kind;
	size_t at;		/* place in struct options */
	double lo, hi;
	const char *allowed;	/* completes "give ..." */
	const char *help;	/* NULL: shares the next row's line */
};

extern const struct option_row option_rows[];
extern const size_t option_nrows;

struct command_row {
	enum command cmd;
	const char *name;	/* "dedup", "index build" */
	const char *operands;	/* what follows its options */
};

extern const struct command_row command_rows[];
extern const size_t command_nrows;

const struct command_row *command_row(enum command cmd);
const char *command_name(enum command cmd);

void	 options_init(struct options *o);
void	 options_release(struct options *o);

/* How the inputs are to be read; the rest is as input_options_init says. */
void	 options_input(const struct options *o, struct input_options *io);

/* Frees p with the options. */
void	 options_own(struct options *o, void *p);

/*
 * The arguments after the command's name; options and inputs may be mixed.
 * 0, or -1 with o->why set.
 */
int	 options_parse(struct options *o, enum command cmd, int argc,
	    char *const *argv);

/* Takes the first input that was named away from the others; NULL: none. */
const char *options_take(struct options *o);

/* Is one named? */
int	 options_any(const struct options *o);

/* The row of an option of that command, or NULL. */
const struct option_row *option_row(enum command cmd, const char *name,
	    size_t len);

/* Sets the value of a row; 0 or -1 with o->why set. */
int	 option_set(struct options *o, const struct option_row *row,
	    const char *value);

/* The nearest of n words to s, or NULL when none is near. */
const char *nearest(const char *s, const char *const *words, size_t n);

#endif
