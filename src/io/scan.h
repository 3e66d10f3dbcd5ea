/*
 * scan.h - the inner loop of the JSON scanner: to the end of a run of plain
 * characters inside a string.
 */
#ifndef TAWAM_IO_SCAN_H
#define TAWAM_IO_SCAN_H

/*
 * The first quote, backslash or byte under 0x20 at or after p, or end.  Reads
 * nothing at or after end.  *doubt becomes 1 when the bytes passed could not
 * be shown to be UTF-8; they may be all the same (utf_valid decides).  While
 * *doubt is 1 at the start nothing is checked.
 */
const char *scan_plain(const char *p, const char *end, int *doubt);

/* The definition of scan_plain; variants are tested against it. */
const char *scan_plain_portable(const char *p, const char *end, int *doubt);

#endif
