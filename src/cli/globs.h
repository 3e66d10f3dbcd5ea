/*
 * globs.h - patterns among the names of inputs.
 */
#ifndef TAWAM_CLI_GLOBS_H
#define TAWAM_CLI_GLOBS_H

#include "cli/options.h"

/*
 * An input that is no file's name but a pattern, such as 'in/2024-*.jsonl',
 * becomes the files that match it, in byte order.  One that matches nothing
 * stays, and is told as a file that is not there.
 */
void	 globs_expand(struct options *o);

#endif
