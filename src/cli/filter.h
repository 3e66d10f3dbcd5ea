/*
 * filter.h - commands that read records and write standard output.
 */
#ifndef TAWAM_CLI_FILTER_H
#define TAWAM_CLI_FILTER_H

#include "cli/notes.h"
#include "cli/options.h"
#include "cli/outputs.h"

struct filter {
	struct options o;
	struct outputs out;	/* --bad alone */
	struct notes notes;
	struct tawam_sketcher *sketcher;
	struct output *to;	/* standard output */
};

/* Writes what a record becomes; -1, said, ends the run. */
typedef int filter_put(void *arg, const struct record *r);

/*
 * Plans the outputs.  -1 with o.why set: wrong usage, --bad - among it, since
 * those go to standard output.
 */
int	 filter_check(struct filter *f, const char *those);

/* The sketcher and the outputs; -1, said. */
int	 filter_open(struct filter *f);

/* Is an output one of the files in reads?  Then that is said: -1. */
int	 filter_clear(const struct filter *f, const struct input *in,
	    const char *name);

/* Every record of in; -1, said. */
int	 filter_records(struct filter *f, struct input *in, filter_put *put,
	    void *arg);

/* Puts the outputs in their places; -1, said. */
int	 filter_finish(struct filter *f);
void	 filter_release(struct filter *f);

#endif
