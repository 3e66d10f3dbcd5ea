/*
 * html_script.h - the script of the report.
 */
#ifndef TAWAM_REPORT_HTML_SCRIPT_H
#define TAWAM_REPORT_HTML_SCRIPT_H

/* In pieces, NULL after the last. */
extern const char *const html_script[];

#endif
