/*
 * span.h - walking through JSON that io/json.h has accepted.
 */
#ifndef TAWAM_REPORT_SPAN_H
#define TAWAM_REPORT_SPAN_H

#include <stdint.h>

#include "io/json.h"

/* A value: where it stands, a string with its quotes. */
struct span {
	const char *p;
	size_t n;
	enum json_type type;
};

/*
 * The values of n names of an object, JSON_ABSENT where there is none; the
 * whole object is checked.  0, or -1 when it is no object or no JSON.
 */
int	 span_members(struct span object, const char *const *names, size_t n,
	    struct span *out);

/*
 * The next item of an array that was part of what span_members checked; *at is
 * 0 at first.  1, or 0 at the end or when it is no array.
 */
int	 span_next(struct span array, size_t *at, struct span *item);

/* The value of a number, of digits alone; what is not is 0. */
double	 span_double(struct span s);
uint64_t span_count(struct span s);

/* The inside of a string, to be freed; "" when it is none. */
char	*span_string(struct span s);

#endif
