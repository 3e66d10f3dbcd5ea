/*
 * pick.h - what is shown to a person: the largest clusters, some pairs that
 * were found and not joined, and the texts of both.
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

/* Of pairs that join nothing, those of two documents that both stay. */
struct pick_pairs {
	struct tawam_pair *list;
	size_t n, cap;
	uint64_t total;		/* pairs there are */
};

struct pick_limits {
	size_t clusters;
	size_t members;		/* of a cluster */
	size_t pairs;		/* of a relation */
	unsigned join;		/* relations whose pairs are not picked */
	size_t budget;		/* code points of all texts, nearly */
};

struct pick {
	struct pick_cluster *clusters;
	size_t nclusters;
	uint64_t total;		/* clusters there are */
	struct pick_pairs pairs[TAWAM_NRELATIONS];
	struct pick_text *texts;	/* sorted by doc */
	size_t ntexts;
	size_t next;		/* the first text not yet given */
	size_t cut;		/* code points held of a text */
};

/*
 * Picks within the limits; the longest texts are cut so that all of them
 * together stay near the budget.  0 or an enum tawam_err.
 */
int	 pick(struct pick *p, const struct tawam_corpus *c,
	    const struct pick_limits *limits);
void	 pick_release(struct pick *p);

/* Gives the text of document doc; to be called with growing numbers. */
void	 pick_give(struct pick *p, uint64_t doc, const char *text, size_t len);

/* Takes all texts back. */
void	 pick_forget(struct pick *p);

/* The text of a document, or NULL when it is not one of those shown. */
const struct pick_text *pick_find(const struct pick *p, uint64_t doc);

#endif
