/*
 * tawam_arrow.h - documents out of Apache Arrow's C stream.
 *
 * Copyright the tawam authors.  SPDX-License-Identifier: Apache-2.0
 *
 * What pyarrow, polars, pandas, DuckDB and others hand over through
 * __arrow_c_stream__, read without any library of Arrow: the structures below
 * are those of the specification of the C data and C stream interfaces, and
 * its guards keep them apart from another header's copy.
 */
#ifndef TAWAM_ARROW_H
#define TAWAM_ARROW_H

#include "tawam.h"

#ifdef __cplusplus
extern "C" {
#endif

#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED	1
#define ARROW_FLAG_NULLABLE		2
#define ARROW_FLAG_MAP_KEYS_SORTED	4

struct ArrowSchema {
	const char *format;
	const char *name;
	const char *metadata;
	int64_t flags;
	int64_t n_children;
	struct ArrowSchema **children;
	struct ArrowSchema *dictionary;
	void (*release)(struct ArrowSchema *);
	void *private_data;
};

struct ArrowArray {
	int64_t length;
	int64_t null_count;
	int64_t offset;
	int64_t n_buffers;
	int64_t n_children;
	const void **buffers;
	struct ArrowArray **children;
	struct ArrowArray *dictionary;
	void (*release)(struct ArrowArray *);
	void *private_data;
};

#endif /* ARROW_C_DATA_INTERFACE */

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE

struct ArrowArrayStream {
	int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *out);
	int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *out);
	const char *(*get_last_error)(struct ArrowArrayStream *);
	void (*release)(struct ArrowArrayStream *);
	void *private_data;
};

#endif /* ARROW_C_STREAM_INTERFACE */

/*
 * The columns of a table by name; NULL: not there.  A stream whose type is no
 * struct is one column, the text, whatever it is called.
 *
 * Texts, ids and sources are strings or binary (u, U, vu, z, Z, vz), a
 * dictionary of them, or null throughout (n); an id may be an integer, too,
 * and is then written in decimal.  Dates are timestamps, dates, or integers
 * of seconds since 1970.  within is an integer, which is taken as it is, or
 * one of the others, which is hashed.
 */
struct tawam_arrow_columns {
	size_t size;
	const char *text;	/* "text" */
	const char *id;		/* NULL, as all that follow */
	const char *source;
	const char *date;
	const char *within;
};

TAWAM_API void tawam_arrow_columns_init(struct tawam_arrow_columns *c,
    size_t size);

/* What was read, after a failure up to it.  The caller sets size. */
struct tawam_arrow_result {
	size_t size;
	uint64_t rows;		/* that were handed out */
	uint64_t nulls;		/* of these without a text */
	char why[192];		/* TAWAM_EFORMAT, TAWAM_EIO: a sentence */
};

/* One row, from 0.  What d points to lasts until it returns. */
typedef int tawam_row_fn(void *arg, uint64_t row, const struct tawam_doc *d);

/*
 * Calls fn with each row of a stream, in order.  A row without a text is an
 * empty document, so that numbers stay those of the rows.  Missing values of
 * the other columns are as tawam_doc_init leaves them.  Allocates nothing.
 *
 * The stream is read to its end or to the first failure and released in any
 * case, with all that came out of it; it may only be called from one thread.
 * A non-zero answer of fn is returned at once.  c may be NULL, for the
 * defaults; result, too.
 *
 * TAWAM_EINVAL when c or result is too small or there is no stream.
 * TAWAM_EFORMAT when a column is missing or of a type that is not listed
 * above, or when lengths, offsets and buffers do not fit together; how long a
 * buffer is the interface does not say, apart from those of views, so that a
 * stream is as trusted as the library that made it.  TAWAM_EIO when the
 * stream fails, TAWAM_ENOMEM when it says that this is why.
 */
TAWAM_API int tawam_arrow_each(struct ArrowArrayStream *stream,
    const struct tawam_arrow_columns *c, tawam_row_fn *fn, void *arg,
    struct tawam_arrow_result *result);

/*
 * Adds the rows to a corpus, numbered from the number of documents that were
 * there.  As tawam_arrow_each and tawam_corpus_add; after a failure the rows
 * before it are in the corpus.
 */
TAWAM_API int tawam_corpus_add_arrow(struct tawam_corpus *corpus,
    struct ArrowArrayStream *stream, const struct tawam_arrow_columns *c,
    struct tawam_arrow_result *result);

#ifdef __cplusplus
}
#endif

#endif /* TAWAM_ARROW_H */
