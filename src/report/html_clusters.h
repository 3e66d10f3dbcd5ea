/*
 * html_clusters.h - clusters and pairs of the report, with their texts.
 */
#ifndef TAWAM_REPORT_HTML_CLUSTERS_H
#define TAWAM_REPORT_HTML_CLUSTERS_H

#include "report/html.h"

/* s brings words to the form in which they were compared. */
void	 html_clusters(const struct html_report *h, struct tawam_sketcher *s,
	    struct output *o);

/* Pairs that were found and not joined; nothing when there are none. */
void	 html_pairs(const struct html_report *h, struct tawam_sketcher *s,
	    struct output *o);

#endif
