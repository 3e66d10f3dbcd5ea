/*
 * html_tree.h - who of a cluster published first, and who came after whom.
 */
#ifndef TAWAM_REPORT_HTML_TREE_H
#define TAWAM_REPORT_HTML_TREE_H

#include "report/html_part.h"

/* Nothing when no two of those shown have a date. */
void	 html_tree(const struct page *p, const struct pick_cluster *c);

#endif
