/*
 * known.h - documents that a stored index has already, and what it has: few
 * words for each, none for all others.
 */
#ifndef TAWAM_REPORT_KNOWN_H
#define TAWAM_REPORT_KNOWN_H

#include "tawam.h"

struct known_doc {
	uint64_t doc;
	size_t id_end;			/* in ids; begins where the last ends */
	enum tawam_relation relation;
	double jaccard;
};

/* {0} is an initialised one. */
struct known {
	struct known_doc *docs;		/* by number */
	char *ids;			/* tokens, one after the other */
	size_t n, docscap, idscap;
};

void	 known_release(struct known *k);

/* Numbers go up from call to call. */
void	 known_add(struct known *k, uint64_t doc, const char *id, size_t idlen,
	    enum tawam_relation relation, double jaccard);

/* What there is of a document, with the id it has there; NULL: nothing. */
const struct known_doc *known_find(const struct known *k, uint64_t doc,
	    const char **id, size_t *idlen);

#endif
