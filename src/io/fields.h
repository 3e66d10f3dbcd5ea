/*
 * fields.h - a record out of the fields that were found in it.
 *
 * A format's reader says where the values of the wanted fields stand in
 * record.raw; decoding, other encodings and joining are the same for all.
 */
#ifndef TAWAM_IO_FIELDS_H
#define TAWAM_IO_FIELDS_H

#include "io/input.h"
#include "io/json.h"
#include "io/recode.h"

/* How a format writes strings. */
struct fields_syntax {
	size_t quotes;		/* bytes before and after a string, which is a
				 * JSON token then */
	/* As json_decode; called for values that are JSON_ESCAPED. */
	size_t (*decode)(const char *p, size_t n, char *out, unsigned *flags);
};

struct fields {
	struct json_field *f;	/* n wanted ones: id, the text fields, date,
				   source, the within fields */
	size_t n, ntext, nwithin;
	int has_date, has_source;
	uint64_t records;		/* that were filled in */
	unsigned char *met;		/* of each of f: some record had it */
	struct recode recode;
	const struct fields_syntax *how;
	struct room text, id, date, source, within;	/* decoded */
};

/* 0, or -1 with errno.  o's names are borrowed. */
int	 fields_init(struct fields *x, const struct input_options *o);
void	 fields_release(struct fields *x);

/*
 * r->raw, file and line are set, and where x->f stand in raw; the text fields
 * are strings.  Fills in the rest: 0; -1: out of memory.  *notes gets a bit
 * 1 << enum input_note for each kind met.
 */
int	 fields_fill(struct fields *x, const struct fields_syntax *how,
	    struct record *r, unsigned *notes);

/*
 * Of the date, source and within fields, from number *i on, the next that no
 * record had, and *i goes past it; NULL: there is none, or no record came.
 */
const char *fields_missing(const struct fields *x, size_t *i);

/*
 * A JSON string token of any bytes in s, quotes included, and a suffix that
 * needs no escapes; its length in *n.  -1: out of memory.
 */
int	 fields_token(struct room *s, const char *p, size_t len,
	    const char *suffix, size_t *n);

#endif
