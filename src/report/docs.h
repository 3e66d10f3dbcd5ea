/*
 * docs.h - what is kept of every record between the passes: its id as the
 * user wrote it, and the digest a second pass must meet again.
 */
#ifndef TAWAM_REPORT_DOCS_H
#define TAWAM_REPORT_DOCS_H

#include <stddef.h>
#include <stdint.h>

struct docs {
	char *ids;		/* the tokens, one after the other */
	size_t idslen, idscap;
	size_t *ends;		/* where each token ends */
	size_t endscap;
	uint64_t *digests;
	size_t digestscap;
	uint64_t *slots;	/* hash table of ids: number + 1 and a tag */
	size_t nslots;
	size_t n;
	uint64_t repeated;	/* records whose id was there before */
	char seed[16];		/* of the table, so that ids cannot aim */
};

void	 docs_init(struct docs *d);
void	 docs_release(struct docs *d);

/*
 * Adds the next record.  The token is stored with ill-formed UTF-8 made
 * U+FFFD.  1 when a record before it has the same id, else 0.
 */
int	 docs_add(struct docs *d, const char *id, size_t idlen,
	    uint64_t digest);

/* The first record with that id: 0 with *number, or -1. */
int	 docs_find(const struct docs *d, const char *id, size_t len,
	    uint64_t *number);

/* The id of record number i. */
const char *docs_id(const struct docs *d, uint64_t i, size_t *len);

#endif
