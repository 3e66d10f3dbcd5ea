/*
 * references.h - character references in bytes, for the fast road.
 *
 * Rule S1 resolves references in the light form of a token, twice.  Where
 * nothing that the light form drops or composes can stand in a reference, the
 * same comes of resolving them in the token's bytes first: what is left is a
 * text without references, which needs no definition.
 */
#ifndef TAWAM_TEXT_REFERENCES_H
#define TAWAM_TEXT_REFERENCES_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

struct references {
	struct buf once, twice;	/* resolved; twice is the result */
};

/*
 * Resolves the references of a token of n bytes.  *settled is 0 when there are
 * none or when only the definition can tell.  TAWAM_ENOMEM.
 */
int	 references_resolve(struct references *r, const struct mem *mem,
	    const char *p, size_t n, int *settled);

void	 references_free(struct references *r, const struct mem *mem);

#endif
