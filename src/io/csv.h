/*
 * csv.h - rows of CSV and TSV (RFC 4180).
 *
 * A cell that begins with a quote goes on to the next quote that is not
 * doubled, over commas and newlines; what stands between that quote and the
 * next comma is kept as it is, and so are quotes inside other cells.  A row
 * ends at LF or CR LF.
 */
#ifndef TAWAM_IO_CSV_H
#define TAWAM_IO_CSV_H

#include <stddef.h>

#include "io/room.h"

#define CSV_COLUMNS	((size_t)16384)	/* at most, of a header */

struct csv_cell {
	size_t start, end;	/* in the row, quotes included */
	int odd;		/* has quotes; csv_decode takes them out */
};

/* {.delimiter = c, .most = n} begins a row; the cells' space is kept. */
struct csv_row {
	char delimiter;
	size_t most;		/* cells that are kept, the rest is counted */
	struct csv_cell *cells;	/* room for most */
	size_t n;		/* cells that ended */
	size_t pos, start;	/* bytes seen; where the cell in hand begins */
	enum csv_state {
		CSV_START,	/* of a cell */
		CSV_PLAIN,
		CSV_QUOTED,
		CSV_QUOTE	/* in a quoted cell, behind a quote */
	} state;
	int odd;		/* of the cell in hand */
};

void	 csv_start(struct csv_row *row);

/* A lines_end_fn: the newline that ends the row. */
const char *csv_end(void *row, const char *p, const char *end);

/*
 * The row p, n bytes without the newline, is at its end.  0; -1: inside
 * quotes, the end of the file came first.
 */
int	 csv_finish(struct csv_row *row, const char *p, size_t n);

/* A cell, n bytes with its quotes, without them; out has room for n. */
size_t	 csv_decode(const char *p, size_t n, char *out, unsigned *flags);

#endif
