/*
 * frames.h - the segmenter that the options ask for.
 */
#ifndef TAWAM_CLI_FRAMES_H
#define TAWAM_CLI_FRAMES_H

#include "tawam.h"

#include "cli/options.h"

/* With the table of --boilerplate; -1, said. */
int	 frames_open(struct tawam_segmenter **out, const struct options *o);

/* Whose frame a record has: --source-field, or the field url. */
const char *frames_source_field(const struct options *o);

#endif
