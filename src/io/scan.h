/*
 * scan.h - the inner loops of the JSON scanner: over runs inside a string.
 *
 * The scalar functions are the definition; a variant of a level gives the same
 * places, the same bytes, and no doubt less where bytes are wrong.  None reads
 * anything at or after end.
 */
#ifndef TAWAM_IO_SCAN_H
#define TAWAM_IO_SCAN_H

#include "base/cpu.h"

/*
 * The first quote, backslash or byte under 0x20 at or after p, or end.  *doubt
 * becomes 1 when the bytes passed could not be shown to be UTF-8; they may be
 * all the same (utf_valid decides).
 */
const char *scan_plain(enum cpu_level level, const char *p, const char *end,
	    int *doubt);

/*
 * Passes over escapes \u0600 to \u06ff and over ASCII but for quotes,
 * backslashes and bytes under 0x20: what Python writes of Arabic.
 */
const char *scan_escaped(enum cpu_level level, const char *p, const char *end);

/*
 * The same run decoded to *out, which moves: two bytes for an escape, ASCII as
 * it is.  There is room for end - p bytes.
 */
const char *scan_unescape(enum cpu_level level, const char *p,
	    const char *end, char **out);

/* The value of a hexadecimal digit plus one; 0 for anything else. */
extern const unsigned char scan_hex[256];

const char *scan_plain_scalar(const char *p, const char *end, int *doubt);
const char *scan_plain_avx2(const char *p, const char *end, int *doubt);
const char *scan_plain_avx512(const char *p, const char *end, int *doubt);

const char *scan_escaped_scalar(const char *p, const char *end);
const char *scan_escaped_avx2(const char *p, const char *end);
const char *scan_escaped_avx512(const char *p, const char *end);

const char *scan_unescape_scalar(const char *p, const char *end, char **out);
const char *scan_unescape_avx2(const char *p, const char *end, char **out);
const char *scan_unescape_avx512(const char *p, const char *end, char **out);

#endif
