/*
 * test_arrow.h - Arrow streams made by hand, buffer by buffer, each of the
 * least size, so that a read beside it is seen.
 */
#ifndef TAWAM_TESTS_ARROW_H
#define TAWAM_TESTS_ARROW_H

#include "helpers.h"
#include "tawam_arrow.h"

#define MADE_COLUMNS	8
#define MADE_BATCHES	4
#define MADE_ARRAYS	(MADE_COLUMNS * MADE_BATCHES)
#define MADE_BUFFERS	8

struct made {
	struct ArrowArrayStream stream;
	int bare;		/* one column, no struct */

	struct ArrowSchema schema, child[MADE_COLUMNS],
	    dictionary[MADE_COLUMNS], *children[MADE_COLUMNS];
	int ncolumns, schemas_out;

	struct ArrowArray batch[MADE_BATCHES];
	int nbatches, next, arrays_out;

	/* Of all batches; those of the one being made begin at first. */
	struct ArrowArray array[MADE_ARRAYS], values[MADE_ARRAYS],
	    *arrays[MADE_ARRAYS];
	const void *buffers[2 * MADE_ARRAYS + MADE_BATCHES][MADE_BUFFERS];
	int narrays, first, nbuffers;

	void *owned[12 * MADE_ARRAYS];
	size_t nowned;

	int schema_errno, next_errno, silent;
	int streams_out;
};

void	 made_init(struct made *m, int bare);

/*
 * A column of the batch that is being made.  The format of a dictionary is
 * that of its indices and of its values: "c:u".  skip values stand before the
 * first of the array, outer ones before the first of the batch.
 */
void	 made_strings(struct made *m, const char *name, const char *format,
	    const char *const *values, size_t n, int skip, int outer);
void	 made_integers(struct made *m, const char *name, const char *format,
	    const int64_t *values, size_t n);
void	 made_nulls(struct made *m, const char *name, size_t n);

/* Ends the batch; the columns after it are those of the next. */
void	 made_batch(struct made *m, size_t n, int outer);

/* Sets an offset of an array of "u". */
void	 made_offset(struct ArrowArray *a, size_t i, int32_t value);

/* Checks that all was released once and frees it. */
void	 made_release(struct made *m);

#endif
