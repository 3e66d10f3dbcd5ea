/*
 * located.h - the passages that texts share, on their way to places in the
 * originals: the texts come by once more, each in its turn.
 */
#ifndef TAWAM_REPORT_LOCATED_H
#define TAWAM_REPORT_LOCATED_H

#include "tawam.h"


struct located {
	struct tawam_passage *list;	/* as tawam_corpus_passages */
	size_t n, cap;
	size_t *by_b;			/* the list, by b */
	size_t next_a, next_b;		/* of them, for the next text */
	struct tawam_range **ends;	/* of a text */
	struct tawam_range *ranges;
	uint64_t **points;		/* their starts and ends */
	size_t ends_cap, ranges_cap, points_cap;
	struct tawam_sketcher *sketcher;
};

/* Takes them from the corpus; p is {0}.  0 or an enum tawam_err; release in
 * any case. */
int	 located_take(struct located *p, const struct tawam_corpus *c,
	    const struct tawam_params *params);
void	 located_release(struct located *p);

/* The text of a document; of a unit, also the page and those of its lines that
 * the text is made of, a newline between any two. */
struct located_text {
	const char *text;
	size_t len;
	const char *page;		/* NULL: the text is all there is */
	const struct tawam_line *lines;
	size_t nlines;
};

/*
 * The text of a document, in the order of the documents, all that are wanted:
 * its ranges become code points of the text or page.  0 or an enum tawam_err.
 */
int	 located_give(struct located *p, uint64_t doc,
	    const struct located_text *t);

/* The first document from doc on that is wanted and not yet given, or
 * TAWAM_NO_DOC. */
uint64_t located_next(const struct located *p, uint64_t doc);

#endif
