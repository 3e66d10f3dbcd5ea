/*
 * charsets.h - the upper halves, 80 to FF, of code pages; 0: unassigned.
 */
#ifndef TAWAM_IO_CHARSETS_H
#define TAWAM_IO_CHARSETS_H

#include <stdint.h>

extern const uint16_t charset_windows_1256[128];
extern const uint16_t charset_iso_8859_6[128];
extern const uint16_t charset_mac_arabic[128];
extern const uint16_t charset_windows_1252[128];

#endif
