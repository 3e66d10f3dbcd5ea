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

/* What a run has: bytes that could not be shown to be UTF-8, though they may be
 * all the same (utf_valid decides); escapes. */
#define SCAN_DOUBT	1u
#define SCAN_ESCAPED	2u

/*
 * Passes over characters and escapes of one letter, to the quote that ends the
 * string, a byte under 0x20, a backslash that begins no such escape, or end.
 * *met gets what the run has.
 */
const char *scan_string(enum cpu_level level, const char *p, const char *end,
	    unsigned *met);

/*
 * Any bytes decoded to *out, which moves, to a backslash that begins no escape
 * of one letter, or end.  There is room for end - p bytes.
 */
const char *scan_decode(enum cpu_level level, const char *p, const char *end,
	    char **out);

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

/* What a one-letter escape stands for; 0 for no escape. */
extern const char scan_letter[256];

const char *scan_string_scalar(const char *p, const char *end, unsigned *met);
const char *scan_string_avx2(const char *p, const char *end, unsigned *met);
const char *scan_string_avx512(const char *p, const char *end, unsigned *met);

const char *scan_decode_scalar(const char *p, const char *end, char **out);
const char *scan_decode_avx2(const char *p, const char *end, char **out);
const char *scan_decode_avx512(const char *p, const char *end, char **out);

const char *scan_escaped_scalar(const char *p, const char *end);
const char *scan_escaped_avx2(const char *p, const char *end);
const char *scan_escaped_avx512(const char *p, const char *end);

const char *scan_unescape_scalar(const char *p, const char *end, char **out);
const char *scan_unescape_avx2(const char *p, const char *end, char **out);
const char *scan_unescape_avx512(const char *p, const char *end, char **out);

#endif
