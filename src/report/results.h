/*
 * results.h - pairs, clusters, decisions, passages as JSON Lines; see tawam(5).
 */
#ifndef TAWAM_REPORT_RESULTS_H
#define TAWAM_REPORT_RESULTS_H

#include "tawam.h"

#include "io/output.h"
#include "report/docs.h"
#include "report/known.h"
#include "report/located.h"

/*
 * Each writes its whole file; every id is one of docs, and when ids were
 * repeated every line also names the records by number.  0 or an enum
 * tawam_err; what the file system says is output_commit's to tell.
 */
int	 results_pairs(const struct tawam_corpus *c, const struct docs *docs,
	    struct output *o);
int	 results_clusters(const struct tawam_corpus *c, const struct docs *docs,
	    struct output *o);
int	 results_decisions(const struct tawam_corpus *c,
	    const struct docs *docs, const struct known *known,
	    struct output *o);

/* Once every text was given to p. */
void	 results_passages(const struct located *p, const struct docs *docs,
	    struct output *o);

#endif
