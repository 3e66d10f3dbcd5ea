/*
 * sheet.h - CSV and TSV files: a header whose names choose the fields, then
 * rows.
 */
#ifndef TAWAM_IO_SHEET_H
#define TAWAM_IO_SHEET_H

#include <stdint.h>

#include "io/csv.h"
#include "io/fields.h"
#include "io/lines.h"

#define SHEET_NONE	SIZE_MAX

struct sheet {
	struct csv_row row;
	size_t *column;		/* of each field, or SHEET_NONE */
	size_t columns;		/* of the header; 0: it has not been read */
	struct room name;	/* of a column */
	struct room head;	/* the header as it stands, with its mark */
	size_t headlen;		/* its newline left out */
};

void	 sheet_release(struct sheet *s);

/*
 * Peeks at the first row for the delimiter with which all text fields are
 * among its columns, the first of those given that does: 1, *out; 0: none
 * does, *out is the one that makes the most columns; -1 with errno.
 */
int	 sheet_delimiter(struct sheet *s, struct fields *x, struct lines *l,
	    const char *given, char *out);

#endif
