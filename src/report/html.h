/*
 * html.h - report.html: one page to read and to show, without a network and,
 * when need be, without its script.
 */
#ifndef TAWAM_REPORT_HTML_H
#define TAWAM_REPORT_HTML_H

#include "base/pool.h"
#include "io/output.h"
#include "report/docs.h"
#include "report/pick.h"
#include "report/run_json.h"

struct html_report {
	const struct run_info *run;
	const struct docs *docs;
	const struct pick *pick;	/* with its texts */
	size_t nclusters;		/* of pick, at most */
	struct pool *pool;
};

/* 0 or an enum tawam_err. */
int	 html_report(const struct html_report *h, struct output *o);

#endif
