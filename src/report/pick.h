/*
 * pick.h - the clusters that are shown to a person, largest first, with the
 * texts of their members.
 */
#ifndef TAWAM_REPORT_PICK_H
#define TAWAM_REPORT_PICK_H

#include "tawam.h"

struct pick_text {
	uint64_t doc;
	char *text;		/* NULL until the second pass met it */
	size_t len;
	uint64_t rest;		/* code points that were cut off */
};

struct pick_cluster {
	uint64_t number, keep;
	size_t size;		/* with the survivor */
	size_t nmembers;	/* those held here */
	struct tawam_member *members;
};

struct pick {
	struct pick_cluster *clusters;
	size_t nclusters;
	uint64_t total;		/* clusters there are */
	struct pick_text *texts;	/* sorted by doc */
	size_t ntexts;
	size_t next;		/* the first text not yet given */
	size_t cut;		/* code points held of a text */
};

/*
 * At most nclusters clusters with at most nmembers members each; the longest
 * texts are cut so that all of them together stay near budget code points.
 * 0 or an enum tawam_err.
 */
int	 pick_clusters(struct pick *p, const struct tawam_corpus *c,
	    size_t nclusters, size_t nmembers, size_t budget);
void	 pick_release(struct pick *p);

/* Gives the text of document doc; to be called with growing numbers. */
void	 pick_give(struct pick *p, uint64_t doc, const char *text, size_t len);

/* The text of a document, or NULL when it is not one of those shown. */
const struct pick_text *pick_find(const struct pick *p, uint64_t doc);

#endif
