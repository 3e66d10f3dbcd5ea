/*
 * encoding.h - what bytes that are not UTF-8 may be, and UTF-8 from them.
 */
#ifndef TAWAM_IO_ENCODING_H
#define TAWAM_IO_ENCODING_H

#include <stddef.h>

enum encoding {
	ENCODING_AUTO,		/* see encoding_detect */
	ENCODING_UTF8,
	ENCODING_WINDOWS_1256,
	ENCODING_ISO_8859_6,
	ENCODING_MAC_ARABIC,
	ENCODING_WINDOWS_1252,	/* and ISO-8859-1 */
	ENCODING_UTF16,		/* by its mark; without one little-endian */
	ENCODING_UTF16LE,
	ENCODING_UTF16BE
};

/* The value of a name as --encoding takes it, or -1; and its name. */
int	 encoding_parse(const char *name);
const char *encoding_name(enum encoding e);

/*
 * As a page or a server names an encoding; ENCODING_AUTO: it is not one of
 * these.
 */
enum encoding encoding_of_label(const char *label, size_t n);

/* Most bytes of UTF-8 that come from one byte. */
#define ENCODING_GROWTH	3

/*
 * What text is, by a mark at its start, by being UTF-8, or by what its bytes
 * over 7F would be: windows-1256 or ISO-8859-6 when there are four at least
 * and 60 in 100 would be Arabic letters.  said, which a label says, is believed
 * of what is not UTF-8, and of an encoding that is not Arabic when nothing else
 * fits; ENCODING_AUTO: there is no label.  ENCODING_UTF8 when nothing fits: it
 * is broken then.
 */
enum encoding encoding_detect(const char *p, size_t n, enum encoding said);

/*
 * UTF-8 from a code page (not from UTF-16), to out, which has room for
 * ENCODING_GROWTH x n bytes; unassigned bytes become U+FFFD.  The bytes
 * written.
 */
size_t	 encoding_convert(enum encoding e, const char *p, size_t n, char *out);

/*
 * UTF-16 in pieces.  {0} and the byte order is the start.  A half surrogate
 * becomes U+FFFD.
 */
struct utf16 {
	int big;
	int have;		/* an odd byte waits */
	unsigned char byte;
	unsigned lead;		/* a leading surrogate waits */
};

/* n bytes to out, which has room for ENCODING_GROWTH x (n + 2). */
size_t	 utf16_run(struct utf16 *u, const char *p, size_t n, char *out);

/* What waits at the end, as U+FFFD. */
size_t	 utf16_end(struct utf16 *u, char *out);

/*
 * Text that was UTF-8 or windows-1256, was read as something else and written
 * as UTF-8 again ("\303\231\342\200\246" for U+0645): the text as it was, to
 * out, which has room for (ENCODING_GROWTH + 1) x n bytes.  0: p is no such
 * text, or not surely.
 */
size_t	 mojibake_repair(const char *p, size_t n, char *out);

#endif
