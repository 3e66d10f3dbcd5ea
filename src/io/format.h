/*
 * format.h - what a file holds, by its name and by its first bytes.
 */
#ifndef TAWAM_IO_FORMAT_H
#define TAWAM_IO_FORMAT_H

#include <stddef.h>

#include "io/input.h"
#include "io/lines.h"

/* A suffix .gz or .zst is passed over.  INPUT_AUTO: the name does not say. */
enum input_format format_by_name(const char *path);

/*
 * INPUT_JSONL when the first byte that is not blank is a brace, or a line
 * begins with a brace and a quote (the first may be damaged); otherwise
 * INPUT_TEXT; INPUT_AUTO when there are only blanks.
 */
enum input_format format_by_content(const char *p, size_t n);

/*
 * How the file at path is to be read, by its name or else by what l gives of
 * it, of which nothing is taken: *out, never INPUT_AUTO.  0, or -1 with errno.
 */
int	 format_find(struct lines *l, const char *path,
	    enum input_format *out);

#endif
