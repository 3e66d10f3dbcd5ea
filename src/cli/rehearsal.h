/*
 * rehearsal.h - a run over the first records of an input, for what it takes.
 *
 * It is the run itself, with all its options, in a process of its own, so that
 * its peak of memory and its time are its own; only what it would write goes
 * nowhere.
 */
#ifndef TAWAM_CLI_REHEARSAL_H
#define TAWAM_CLI_REHEARSAL_H

#include "cli/run.h"

struct rehearsal {
	uint64_t records;
	struct tawam_stats stats;
	struct spent read, search, compare, cluster, write;
	struct spent pairs;	/* of write: the lines of --pairs; */
	struct spent report;	/* and the page */
	double memory;		/* bytes, at most */
	double results;		/* bytes written, before they are packed */
	double lines;		/* of results: those of pairs */
	double stored;		/* bytes that wait for run.json in a file */
	double state;		/* bytes of --resume's state */
	int rereads;		/* the input is read a second time */
	int walks;		/* results that go through all pairs; */
	int verdicts;		/* through all documents */
};

/*
 * Of at most so many records.  The bands are p's, whose slots, bands and rows
 * are chosen.  state: a folder for the state of --resume, or NULL.  -1, said.
 */
int	 rehearse(const struct options *o, const struct tawam_params *p,
	    const char *state, uint64_t most, struct rehearsal *out);

/*
 * fn(arg, out, size) in a process of its own, which fills in so many bytes at
 * out; they are zeros before it.  -1, said.
 */
int	 apart(int (*fn)(void *arg, void *out), void *arg, void *out,
	    size_t size);

#endif
