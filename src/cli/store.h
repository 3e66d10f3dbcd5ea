/*
 * store.h - a stored index, and what is said when it cannot be had.
 */
#ifndef TAWAM_CLI_STORE_H
#define TAWAM_CLI_STORE_H

#include "tawam.h"

#include "cli/options.h"

/*
 * Opens it; flags and sync are as in struct tawam_index_options.  The
 * parameters that it keeps are put into o->params.  -1, said.
 */
int	 store_open(struct tawam_index **out, struct options *o,
	    const char *path, unsigned flags);

/* Says what went wrong with it; -1. */
int	 store_failed(const char *path, int e);

/* -1, said; NULL is closed already. */
int	 store_close(struct tawam_index *x, const char *path);

#endif
