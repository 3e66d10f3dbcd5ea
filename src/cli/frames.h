/*
 * frames.h - the segmenter that the options ask for.
 */
#ifndef TAWAM_CLI_FRAMES_H
#define TAWAM_CLI_FRAMES_H

#include "tawam.h"

#include "cli/notes.h"
#include "cli/options.h"

/* With the table of --boilerplate; -1, said. */
int	 frames_open(struct tawam_segmenter **out, const struct options *o);

/*
 * Reads a rewindable input twice and goes back to its beginning.  The lines
 * that are frame are written and s knows them.  -1, said.
 */
int	 frames_learn(struct tawam_segmenter *s, struct input *in,
	    const struct notes *notes, struct output *to);

/* The page of a record; its functions are the caller's. */
void	 frames_page(struct tawam_page *p, const struct record *r);

/* Whose frame a record has: --source-field, or the field url. */
const char *frames_source_field(const struct options *o);

#endif
