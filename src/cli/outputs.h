/*
 * outputs.h - the result files of a run.
 */
#ifndef TAWAM_CLI_OUTPUTS_H
#define TAWAM_CLI_OUTPUTS_H

#include "cli/options.h"
#include "io/output.h"

struct outputs {
	struct output *file[OUT_COUNT];	/* NULL: not wanted, or done */
	const char *path[OUT_COUNT];
	char *owned[OUT_COUNT];		/* paths inside --out DIR */
	char digest[OUT_COUNT][33];	/* of those that are finished */
	uint64_t bytes[OUT_COUNT];
	const char *made;		/* a folder that this run made */
};

/* The name of a result: "pairs", "run"; static. */
const char *outputs_name(enum outfile which);

/* folder/name; to be freed. */
char	*outputs_joined(const char *folder, const char *name);

/*
 * What the options ask for; nothing is opened.  -1 with o->why set when two
 * results have the same name: wrong usage.
 */
int	 outputs_plan(struct outputs *x, struct options *o);

/* Is path one of the files in reads?  Then that is said. */
int	 outputs_is_input(const char *path, const char *name,
	    const struct input *in);

/*
 * Opens them all.  -1, said, when one cannot be opened or is one of the files
 * in reads; then nothing was written.
 */
int	 outputs_open(struct outputs *x, const struct options *o,
	    const struct input *in);

/* The same for results that go nowhere. */
int	 outputs_nowhere(struct outputs *x);

/* A result is whole and its digest known; -1, said, when it cannot be stored. */
int	 outputs_seal(struct outputs *x, enum outfile which);

/*
 * Puts all results in their places, when all are sealed: a run that ends before
 * leaves none of them.  -1, said.
 */
int	 outputs_place(struct outputs *x);

/* Removes what is not finished. */
void	 outputs_release(struct outputs *x);

#endif
