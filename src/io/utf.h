/*
 * utf.h - is it UTF-8?  One sequence at a time, and whole runs.
 */
#ifndef TAWAM_IO_UTF_H
#define TAWAM_IO_UTF_H

#include <stddef.h>
#include <stdint.h>

/*
 * The length of the well-formed sequence at p, n > 0 bytes: 1 to 4; or minus
 * the length of the maximal subpart of an ill-formed one (Unicode D93b), which
 * counts as one U+FFFD: -1 to -3.
 */
int	 utf_step(const char *p, size_t n);

/* 1: every byte belongs to a well-formed sequence. */
int	 utf_valid(const char *p, size_t n);

/* Code points, an ill-formed subpart counting as one. */
uint64_t utf_count(const char *p, size_t n);

/* Writes a code point, 1 to 4 bytes; surrogates are the caller's to avoid. */
size_t	 utf_put(char *out, uint32_t cp);

/*
 * Copies n bytes with every ill-formed subpart as U+FFFD; out has room for 3n.
 * The bytes written.
 */
size_t	 utf_repair(const char *p, size_t n, char *out);

#endif
