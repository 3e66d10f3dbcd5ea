/*
 * progress.h - how far the run is: a bar on a terminal, lines otherwise.
 */
#ifndef TAWAM_CLI_PROGRESS_H
#define TAWAM_CLI_PROGRESS_H

#include <stdint.h>

#include "tawam.h"

struct progress {
	int enabled, bar;	/* bar: it is redrawn in place */
	int drawn;
	double started;		/* of the run, seconds */
	double shown;		/* when something was shown last */
	double stage_started;
	const char *stage;
	double first, again;	/* lines: seconds before the first, between */
	uint64_t memory[TAWAM_NSTAGES];	/* peak in bytes, by the stage's end */
};

/* mode is an enum progress_mode. */
void	 progress_init(struct progress *p, int mode, int quiet);

/*
 * Bytes done of total (0: unknown) and records so far, in a stage whose name
 * is static.
 */
void	 progress_bytes(struct progress *p, const char *stage, uint64_t done,
	    uint64_t total, uint64_t records);

/* The same for the library's stages; arg is the struct progress. */
int	 progress_stage(void *arg, enum tawam_stage stage, uint64_t done,
	    uint64_t total);

void	 progress_end(struct progress *p);

/* Seconds of a clock that only goes forward. */
double	 seconds_now(void);

/* Seconds by that clock, and of processors: of all threads. */
struct spent {
	double seconds, cpu;
};

/* Since some time in the past; the other of this thread alone. */
struct spent spent_now(void);
struct spent spent_of_thread(void);

struct spent spent_between(struct spent from, struct spent to);

#endif
