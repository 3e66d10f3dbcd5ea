/*
 * notes.h - what was met while reading: repaired, skipped, unreadable.
 */
#ifndef TAWAM_CLI_NOTES_H
#define TAWAM_CLI_NOTES_H

#include <stdint.h>

#include "io/input.h"
#include "io/output.h"

struct notes {
	uint64_t count[NOTE_COUNT];
	uint64_t skipped;	/* records */
	uint64_t broken;	/* files not read, or not to their end */
	uint64_t repeated;	/* ids */
	uint64_t undated;	/* records whose date could not be read */
	struct output *bad;	/* NULL: nowhere */
	/* Told of each record that is skipped, if not NULL. */
	void (*on_skipped)(void *arg, const char *reason, const char *raw,
	    size_t rawlen);
	void *arg;
	int quiet, strict;
	int stop;		/* strict: a record was skipped */
};

/* The hooks that count into n. */
struct input_hooks notes_hooks(struct notes *n);

/* So many records have an id that was there before; this is the first. */
void	 notes_repeated_id(struct notes *n, uint64_t repeated, const char *file,
	    uint64_t line, const char *id, size_t idlen);
void	 notes_bad_date(struct notes *n, const struct record *r);

/* At the end of the input: fields that were named and that no record has. */
void	 notes_missing(const struct notes *n, const struct input *in);

/* The totals; what was skipped is said even when quiet. */
void	 notes_end(const struct notes *n);

#endif
