/*
 * called.h - how the command line calls a document: its id as a string.
 */
#ifndef TAWAM_CLI_CALLED_H
#define TAWAM_CLI_CALLED_H

#include <stddef.h>

/*
 * What the id with that JSON token is called: the string it stands for, in any
 * spelling, or a number as it is written; with as_json the token itself.  The
 * answer is in the token or in *space, which grows with malloc.
 */
struct called {
	const char *name;
	size_t len;
};

struct called_space {
	char *p;
	size_t cap;
};

struct called called_by(const char *token, size_t len, int as_json,
	    struct called_space *space);

/* Their order as bytes; 0: the same. */
int	 called_compare(const struct called *a, const struct called *b);

#endif
