/*
 * format.h - what a file holds, by its name and by its first bytes.
 */
#ifndef TAWAM_IO_FORMAT_H
#define TAWAM_IO_FORMAT_H

#include <stddef.h>

#include "io/input.h"

/* A suffix .gz or .zst is passed over.  INPUT_AUTO: the name does not say. */
enum input_format format_by_name(const char *path);

/*
 * INPUT_JSONL when the first byte that is not blank is a brace, or a line
 * begins with a brace and a quote (the first may be damaged); otherwise
 * INPUT_TEXT; INPUT_AUTO when there are only blanks.
 */
enum input_format format_by_content(const char *p, size_t n);

#endif
