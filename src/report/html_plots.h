/*
 * html_plots.h - pictures of a run: sizes of clusters, Jaccard of pairs.
 */
#ifndef TAWAM_REPORT_HTML_PLOTS_H
#define TAWAM_REPORT_HTML_PLOTS_H

#include "report/html_part.h"

void	 html_plots(const struct page *p);

#endif
