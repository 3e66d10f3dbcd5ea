/*
 * html_style.h - the style sheet of the report.
 */
#ifndef TAWAM_REPORT_HTML_STYLE_H
#define TAWAM_REPORT_HTML_STYLE_H

/* Pieces, NULL after the last. */
extern const char *const html_style[];

#endif
