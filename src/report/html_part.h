/*
 * html_part.h - what the parts of the report share: ids, badges, texts.
 */
#ifndef TAWAM_REPORT_HTML_PART_H
#define TAWAM_REPORT_HTML_PART_H

#include "report/html.h"
#include "report/labels.h"

struct page {
	const struct html_report *h;
	struct tawam_sketcher *s;	/* words in the form compared */
	struct output *o;
	struct tawam_sketcher **sketchers;	/* of each thread */
};

/* Puts n parts, each of which depends on its number alone. */
void	 page_parts(const struct page *p, size_t n,
	    void (*put)(const struct page *p, size_t i));

/* The text of a document; with a NULL text when it is not at hand. */
const struct pick_text *page_text(const struct page *p, uint64_t doc);

enum label relation_label(enum tawam_relation r);

/* class is of the style sheet: "keep", "near". */
void	 page_badge(const struct page *p, const char *class, enum label l);

/* The id as the user wrote it; a string without its quotes. */
void	 page_id(const struct page *p, uint64_t doc);

/* A label and a number. */
void	 page_counted(const struct page *p, enum label l, uint64_t n);

/* "0.8123" and, when bar, a bar of that length. */
void	 page_score(const struct page *p, double share, int bar);

/* The first n code points, and whole letters, of a text. */
void	 page_head(const struct page *p, const struct pick_text *t, size_t n);

void	 page_plain(const struct page *p, const struct pick_text *t);

/*
 * Both texts side by side, what only one has marked.  With summary != 0
 * what is in conflict, or else the figures or words that stand against each
 * other, comes first.
 */
void	 page_compared(const struct page *p, const struct pick_text *a,
	    const struct pick_text *b, int summary);

/* Search, order and page of a list; they appear with the script. */
void	 page_bar(const struct page *p, const char *name,
	    const enum label *orders, const char *keys);
void	 page_pager(const struct page *p);

#endif
