/*
 * explain.h - two texts side by side, for a program, a terminal, a browser.
 */
#ifndef TAWAM_REPORT_EXPLAIN_H
#define TAWAM_REPORT_EXPLAIN_H

#include "io/output.h"
#include "tawam.h"

/* What two texts share is found for certain from here. */
#define PASSAGE_LEAST	86

struct explained_text {
	const char *id;		/* a JSON token */
	size_t idlen;
	const char *text;
	size_t len;
};

struct explanation {
	const struct tawam_params *params;
	struct explained_text side[2];
	struct tawam_match match;
	struct tawam_shared longest;	/* length 0 when it is not wanted */
	int want_longest;		/* and the passages */
	struct tawam_shared *passages;	/* of PASSAGE_LEAST or more */
	size_t npassages, passages_cap;
	struct tawam_span *spans;
	size_t n, cap;
};

/* Fills in what follows from params, want_longest and the two texts.  0 or an
 * enum tawam_err; release in any case. */
int	 explanation_make(struct explanation *e);
void	 explanation_release(struct explanation *e);

/* What decided, as an English sentence without its full stop; static. */
const char *explanation_why(const struct tawam_match *m);

/* The bytes of a span on a side. */
const char *explanation_part(const struct explanation *e,
	    const struct tawam_span *s, int side, size_t *len);

/* The id for a reader, without a string's quotes. */
const char *explanation_name(const struct explained_text *t, size_t *len);

/* One line of JSON; see tawam(5). */
void	 explain_json(const struct explanation *e, struct output *o);

/* For a terminal: colours, or [-old-]{+new+} without. */
void	 explain_text(const struct explanation *e, struct output *o,
	    int colour);

/* A page of its own. */
void	 explain_html(const struct explanation *e, struct output *o);

#endif
