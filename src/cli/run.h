/*
 * run.h - one run of `tawam dedup`, and its parts.
 */
#ifndef TAWAM_CLI_RUN_H
#define TAWAM_CLI_RUN_H

#include "base/pool.h"
#include "cli/making.h"
#include "cli/notes.h"
#include "cli/options.h"
#include "cli/outputs.h"
#include "cli/progress.h"
#include "io/frame.h"
#include "report/docs.h"
#include "report/known.h"
#include "report/located.h"
#include "report/pages.h"
#include "report/pick.h"
#include "report/run_json.h"

/* Of --resume; see cli/resume.h. */
struct resume {
	char *text, *corpus;		/* the files; NULL: no --resume; a
					 * rehearsal goes on from nothing and
					 * has no text */
	uint64_t digest;		/* of the records so far */
	uint64_t was_docs, was_digest;	/* of those in the state */
	int loaded, ran;		/* there was one; all was compared */
};

/* Clusters of a report with their texts. */
#define REPORT_CLUSTERS	500

/* What had been spent when a part of a run was over. */
enum run_mark { RUN_BEGUN, RUN_READ, RUN_FOUND, RUN_WRITTEN, RUN_MARKS };

struct run {
	struct options o;
	struct outputs out;
	struct notes notes;
	struct progress progress;
	struct docs docs;
	struct frame frame;	/* of what is kept and removed */
	uint64_t copied[OUT_COUNT];	/* records */
	struct known known;	/* in the index of --against */
	struct tawam_index *against;	/* or NULL */
	struct making making;	/* of --index-out */
	struct pick pick;	/* for the report and for reading */
	struct located located;	/* the passages to write */
	struct output *stored;	/* on its way into run.json */
	struct tawam_segmenter *segmenter;	/* NULL: no --segment */
	struct pages_counts pages;
	struct resume resume;
	struct mem mem;
	struct pool *pool;	/* of the threads that -j gives */
	struct input *in;
	struct tawam_corpus *corpus;
	struct tawam_stats stats;
	uint32_t show;		/* clusters for a person to read */
	int digested;		/* somebody asks what the records were */
	uint64_t input_bytes;
	uint64_t read_memory;	/* peak when the first pass was over */
	double started, read_seconds, write_seconds;
	int rehearsed;		/* results go nowhere; see cli/rehearsal.h */
	const char *state;	/* folder of a rehearsed --resume's state */
	uint64_t most;		/* records; 0: all */
	struct spent spent[RUN_MARKS];
	struct spent pairs;	/* on their file, by the thread's clock */
	struct spent report;	/* on the page */
};

/* The options taken together: -1 with o.why set. */
int	 run_check(struct run *r);

/* Everything, once they were checked; 0, or -1 when said. */
int	 run_start(struct run *r);
void	 run_release(struct run *r);

/* Clusters for a person to read. */
uint32_t run_shows(const struct options *o);

/* Is the input read a second time? */
int	 run_rereads(const struct run *r);

/* First pass: every record into the corpus.  0, or -1 when said. */
int	 run_read(struct run *r);

/*
 * Second pass: the records kept and removed, the texts that are shown, these
 * alone where they can be had without the others.  0, or -1 when said.
 */
int	 run_reread(struct run *r);

/*
 * Opens the index of --against, if there is one; texts are compared as its
 * were.  -1, said.
 */
int	 against_open(struct run *r);

/* Does it have the next document?  Then d is known.  -1, said. */
int	 against_check(struct run *r, struct tawam_doc *d);

/* A document into the corpus, once the index of --against was asked.  0, an
 * enum tawam_err, or 1 when said. */
int	 run_add(struct run *r, struct tawam_doc *d);

/* The first document from doc on whose text is wanted and not yet given, or
 * TAWAM_NO_DOC. */
uint64_t run_next(const struct run *r, uint64_t doc);

/* The texts of record n's documents to what shows them, and into the index of
 * --index-out.  As run_add. */
int	 run_give(struct run *r, const struct record *rec, uint64_t n);

/* The units of the last record that docs has, as documents made like d.  As
 * run_add. */
int	 run_add_units(struct run *r, const struct record *rec,
	    const struct tawam_doc *d);

/* Says what the library's error is; -1. */
int	 run_failed(const struct run *r, int e);

/* Makes the pool, which is the caller's to free.  -1, said. */
int	 run_threads(struct run *r);

/* Where temporary files go. */
const char *run_tmpdir(const struct options *o);

/* How the input is to be read. */
void	 run_input(struct run *r, struct input_options *io);

/* The answers and what needs the texts, into files on their way.  0, or -1 when
 * said. */
int	 run_write(struct run *r);

/* The report and run.json; then all gets its name.  As run_write. */
int	 run_finish(struct run *r);

/* What is shown.  0 or an enum tawam_err. */
int	 run_pick(struct run *r);

/* The run as run.json has it; files: room for OUT_COUNT of them. */
void	 run_info(const struct run *r, struct run_info *i,
	    struct run_file *files);

/* Bands, recall and the S-curve: three lines. */
void	 search_lines(const struct tawam_plan *p, double floor,
	    char lines[3][160]);

/* Seconds, bytes and counts on standard error. */
void	 summary(const struct run *r);

/* The largest clusters, with the beginning of each text. */
void	 show_clusters(const struct run *r);

#endif
