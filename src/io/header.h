/*
 * header.h - lines of "Name: value", as WARC and HTTP have them.
 */
#ifndef TAWAM_IO_HEADER_H
#define TAWAM_IO_HEADER_H

#include <stddef.h>

struct header_field {
	const char *name, *value;	/* without blanks around the value */
	size_t namelen, valuelen;
};

/*
 * The bytes of a header that begins at p, with the empty line that ends it; 0:
 * it does not end in n bytes.
 */
size_t	 header_length(const char *p, size_t n);

/*
 * The next field from *p on, which moves behind it; lines that are no field,
 * and the second line of a value, are passed over.  0: there is none before
 * end.
 */
int	 header_next(const char **p, const char *end, struct header_field *f);

/* Is that the name, in capitals or not?  And the value? */
int	 header_named(const struct header_field *f, const char *name);
int	 header_says(const struct header_field *f, const char *value);

/* A media type: its name without parameters, and the charset among them. */
struct header_media {
	const char *type, *charset;
	size_t typelen, charsetlen;	/* 0: it has none */
};

void	 header_media(const char *value, size_t n, struct header_media *m);

#endif
