/*
 * stream.h - commands that read records and write standard output.
 */
#ifndef TAWAM_CLI_STREAM_H
#define TAWAM_CLI_STREAM_H

#include "cli/notes.h"
#include "cli/options.h"
#include "cli/outputs.h"

struct stream {
	struct options o;
	struct outputs out;	/* --bad alone */
	struct notes notes;
	struct tawam_sketcher *sketcher;
	struct output *to;	/* standard output */
};

/* Writes what a record becomes; -1, said, ends the run. */
typedef int stream_put(void *arg, const struct record *r);

/*
 * Plans the outputs.  -1 with o.why set: wrong usage, --bad - among it, since
 * those go to standard output.
 */
int	 stream_check(struct stream *s, const char *those);

/* The sketcher and the outputs; -1, said. */
int	 stream_open(struct stream *s);

/* Is an output one of the files in reads?  Then that is said: -1. */
int	 stream_clear(const struct stream *s, const struct input *in,
	    const char *name);

/* Every record of in; -1, said. */
int	 stream_records(struct stream *s, struct input *in, stream_put *put,
	    void *arg);

/* Puts the outputs in their places; -1, said. */
int	 stream_finish(struct stream *s);
void	 stream_release(struct stream *s);

#endif
