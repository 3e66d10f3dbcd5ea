/*
 * making.h - an index that is whole or not there: made under a temporary name
 * beside its own.
 *
 * Between making_open and making_commit or making_abort signals are deferred;
 * whoever works in between looks at signals_got.
 */
#ifndef TAWAM_CLI_MAKING_H
#define TAWAM_CLI_MAKING_H

#include "tawam.h"

#include "cli/options.h"

struct making {
	struct tawam_index *x;
	const char *path;	/* borrowed */
	char *temporary;	/* NULL: nothing is being made */
};

/* Is there something at path already?  Then that is said: -1. */
int	 making_clear(const char *path);

/* Removes a folder and the files in it; not what is under folders in it. */
void	 remove_folder(const char *path);

/* A new index with o's parameters, which o has filled in.  -1, said. */
int	 making_open(struct making *m, struct options *o, const char *path);

/* Puts it in its place; -1, said, and then there is none. */
int	 making_commit(struct making *m);

/* Removes what was made; fine after a commit, too. */
void	 making_abort(struct making *m);

#endif
