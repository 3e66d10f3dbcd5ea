/*
 * record.h - a record as the library takes it.
 */
#ifndef TAWAM_CLI_RECORD_H
#define TAWAM_CLI_RECORD_H

#include "tawam.h"

#include "cli/notes.h"

/* Its date, or TAWAM_NO_DATE; one that cannot be read is noted, if n is not
 * NULL. */
int64_t	 record_date(const struct record *r, struct notes *n);

/* Points into r. */
void	 record_doc(struct tawam_doc *d, const struct record *r,
	    struct notes *n);

#endif
