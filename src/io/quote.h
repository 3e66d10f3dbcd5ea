/*
 * quote.h - the inside of a JSON string from any bytes.
 */
#ifndef TAWAM_IO_QUOTE_H
#define TAWAM_IO_QUOTE_H

#include <stddef.h>

/* At most this many bytes come from one. */
#define QUOTE_GROWTH	6

/*
 * Control characters, U+2028 and U+2029 as escapes, ill-formed UTF-8 as
 * U+FFFD, the rest as it is; without the quotes.  The bytes written.
 */
size_t	 quote_json(const char *p, size_t n, char *out);

/* A place at or shortly before n > 3 where no character is cut. */
size_t	 quote_cut(const char *p, size_t n);

#endif
