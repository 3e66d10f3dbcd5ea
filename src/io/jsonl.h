/*
 * jsonl.h - a record out of a line of JSON Lines.
 */
#ifndef TAWAM_IO_JSONL_H
#define TAWAM_IO_JSONL_H

#include "io/input.h"
#include "io/json.h"
#include "io/recode.h"

struct jsonl {
	struct json json;
	struct json_field *fields;	/* id, the text fields, date, source,
					   the within fields */
	size_t nfields, ntext, nwithin;
	int has_date, has_source;
	struct space text, id, date, source, within;	/* decoded */
	struct recode recode;
	char reason[256];
};

/* 0, or -1 with errno.  o's names are borrowed. */
int	 jsonl_init(struct jsonl *j, const struct input_options *o);
void	 jsonl_release(struct jsonl *j);

/*
 * r->raw, file and line are set; fills in the rest.  1; 0: a bad record,
 * *reason says why, until the next call; -1: out of memory.  *notes gets a bit
 * 1 << enum input_note for each kind met.
 */
int	 jsonl_record(struct jsonl *j, struct record *r, unsigned *notes,
	    const char **reason);

/*
 * A JSON string token of any bytes in s, quotes included, and a suffix that
 * needs no escapes; its length in *n.  -1: out of memory.
 */
int	 jsonl_token(struct space *s, const char *p, size_t len,
	    const char *suffix, size_t *n);

#endif
