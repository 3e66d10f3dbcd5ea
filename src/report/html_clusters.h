/*
 * html_clusters.h - clusters and pairs of the report, with their texts.
 */
#ifndef TAWAM_REPORT_HTML_CLUSTERS_H
#define TAWAM_REPORT_HTML_CLUSTERS_H

#include "report/html_part.h"

void	 html_clusters(const struct page *p);

/* Pairs that were found and not joined; nothing when there are none. */
void	 html_pairs(const struct page *p);

#endif
