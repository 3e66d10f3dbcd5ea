/*
 * pages.h - what becomes of a page, from what becomes of its units.
 *
 * A page is dropped when all its articles are; its headlines count when it has
 * no article.  So every article that was dropped lives on in a page that is
 * not: the unit that was kept for it keeps its page.
 */
#ifndef TAWAM_REPORT_PAGES_H
#define TAWAM_REPORT_PAGES_H

#include "tawam.h"

#include "report/docs.h"

/* Values of enum tawam_verdict. */
#define PAGES_VERDICTS	(TAWAM_KNOWN + 1)

/* What becomes of a record, which need not be a page; EMPTY when it has no
 * units.  The corpus has run. */
enum tawam_verdict pages_verdict(const struct docs *docs,
	    const struct tawam_corpus *c, uint64_t record);

struct pages_counts {
	uint64_t pages;
	uint64_t articles, headlines, heads;
	uint64_t verdicts[PAGES_VERDICTS];	/* of pages */
};

void	 pages_count(const struct docs *docs, const struct tawam_corpus *c,
	    struct pages_counts *out);

#endif
