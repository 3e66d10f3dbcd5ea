/*
 * html_clusters.h - the clusters of the report, with their texts.
 */
#ifndef TAWAM_REPORT_HTML_CLUSTERS_H
#define TAWAM_REPORT_HTML_CLUSTERS_H

#include "report/html.h"

void	 html_clusters(const struct html_report *h, struct output *o);

#endif
