/*
 * html_text.h - corpus text inside a page: it can be read and can do nothing.
 */
#ifndef TAWAM_REPORT_HTML_TEXT_H
#define TAWAM_REPORT_HTML_TEXT_H

#include <stddef.h>

#include "io/output.h"
#include "report/labels.h"

/*
 * Escaped; characters that are not seen (controls, direction marks, zero
 * width) become small marks with their number.
 */
void	 html_text(struct output *o, const char *s, size_t n);

/* A label in Arabic with its English beside it, smaller. */
void	 html_label(struct output *o, enum label l);

#endif
