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
	struct outputs out;	/* --bad, --rejects */
	struct notes notes;
	struct tawam_sketcher *sketcher;	/* of stream_sketcher */
	struct output *to;	/* standard output */
	int grows;		/* outputs are appended to */
};

/* Writes what a record becomes; -1, said, ends the run. */
typedef int stream_put(void *arg, const struct record *r);

/*
 * Plans the outputs.  -1 with o.why set: wrong usage, --bad - among it, since
 * those go to standard output.
 */
int	 stream_check(struct stream *s, const char *those);

/* Makes the sketcher; -1, said. */
int	 stream_sketcher(struct stream *s);

/* Opens the outputs; -1, said. */
int	 stream_open(struct stream *s);

/* Is an output one of the files in reads?  Then that is said: -1. */
int	 stream_clear(const struct stream *s, const struct input *in,
	    const char *name);

/* How it is to be read: an input ends at a signal that was deferred. */
void	 stream_input(struct stream *s, struct input_options *io);

/* Every record of in, until a signal that was deferred; -1, said. */
int	 stream_records(struct stream *s, struct input *in, stream_put *put,
	    void *arg);

/* Puts the outputs in their places; -1, said. */
int	 stream_finish(struct stream *s);
void	 stream_release(struct stream *s);

#endif
