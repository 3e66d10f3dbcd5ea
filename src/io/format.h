/*
 * format.h - what a file holds, by its name and by its first bytes.
 */
#ifndef TAWAM_IO_FORMAT_H
#define TAWAM_IO_FORMAT_H

#include <stddef.h>

#include "io/reader.h"

/*
 * INPUT_JSONL when the first byte that is not blank is a brace, or a line
 * begins with a brace and a quote (the first may be damaged); INPUT_JSON when
 * a bracket and an object or nothing come first; INPUT_HTML and INPUT_WARC
 * when it begins as a page and as a WARC does; otherwise INPUT_TEXT;
 * INPUT_AUTO when there are only blanks.
 */
enum input_format format_by_content(const char *p, size_t n);

/*
 * How the file that rd has begun is to be read, by its name or else by what is
 * in it, of which nothing is taken: rd->format, never INPUT_AUTO.  Text whose
 * first line names the text fields among its columns is CSV.  0, or -1 with
 * errno.
 */
int	 format_find(struct reader *rd);

/*
 * What the file is, when it is nothing that can be read here, and how to make
 * something of it that can: a sentence in rd->reason; or NULL.  Nothing is
 * taken.
 */
const char *format_foreign(struct reader *rd);

#endif
