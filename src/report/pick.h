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
	char *source;		/* NULL: none */
	size_t sourcelen;
	uint64_t cluster;	/* 0: of none that is shown */
	int64_t date;
	/* Of the documents of its cluster that were published before it and
	 * are in a pair with it the closest; TAWAM_NO_DOC: none. */
	uint64_t from;
	unsigned closest;	/* score4 of that pair */
};

struct pick_cluster {
	uint64_t number, keep;
	size_t size;		/* with the survivor */
	unsigned least;		/* score4 of the member least like it */
	size_t nmembers;	/* those held here */
	struct tawam_member *members;
};

/* A cluster that is only listed. */
struct pick_line {
	uint64_t number, keep;
	size_t size;
	unsigned least;
};

/* Of pairs that join nothing, those of two documents that both stay; the most
 * alike. */
struct pick_pairs {
	struct tawam_pair *list;
	size_t n, cap;
	uint64_t total;		/* pairs there are */
};

struct pick_limits {
	size_t clusters;
	size_t members;		/* of a cluster */
	size_t pairs;		/* of a relation */
	size_t lines;		/* clusters listed after them */
	unsigned join;		/* relations whose pairs are not picked */
	size_t budget;		/* code points of all texts, nearly */
};

#define PICK_BINS	50	/* of Jaccard, each 0.02 wide */
#define PICK_SIZES	9	/* 2 3 4 5 6-10 11-20 21-50 51-100 101- */

struct pick {
	struct pick_cluster *clusters;
	size_t nclusters;
	struct pick_line *lines;
	size_t nlines;
	uint64_t total;		/* clusters there are */
	uint64_t sizes[PICK_SIZES];	/* of all of them */
	uint64_t jaccard[TAWAM_NRELATIONS][PICK_BINS];	/* of all pairs */
	int dated;		/* some text has a date */
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

/*
 * Gives the text and the source (NULL: none) of document doc; to be called
 * with growing numbers.
 */
void	 pick_give(struct pick *p, uint64_t doc, const char *text, size_t len,
	    const char *source, size_t sourcelen);

/* The first document from doc on whose text is wanted and not yet given, or
 * TAWAM_NO_DOC. */
uint64_t pick_next(const struct pick *p, uint64_t doc);

/* Who may be copied from whom: fills in dates and from.  As
 * tawam_corpus_pairs. */
int	 pick_tree(struct pick *p, const struct tawam_corpus *c);

/* Is a published before b?  Of one day, the earlier record. */
int	 pick_before(const struct pick_text *a, const struct pick_text *b);

/* Counts a pair, and keeps it when it is one of the most alike. */
void	 pick_count(struct pick *p, const struct tawam_pair *pair);
void	 pick_best(struct pick_pairs *to, const struct tawam_pair *pair,
	    size_t max);

/* Takes all texts back. */
void	 pick_forget(struct pick *p);

/* The text of a document, or NULL when it is not one of those shown. */
const struct pick_text *pick_find(const struct pick *p, uint64_t doc);

#endif
