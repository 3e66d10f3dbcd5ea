/*
 * url.c - parts of an address.
 */
#include <string.h>

#include "io/url.h"

const char *
url_host(const char *p, size_t n, size_t *len)
{
	const char *start = memmem(p, n, "//", 2);
	size_t k = 0;
	int bracket = 0;

	if (start == NULL)
		return NULL;
	start += 2;
	n -= (size_t)(start - p);
	for (; k < n && memchr("/?#\\", start[k], 4) == NULL; k++) {
		if (start[k] == '@') {
			start += k + 1;
			n -= k + 1;
			k = (size_t)-1;
		}
	}
	/* [2001:db8::1] has colons of its own. */
	for (n = k, k = 0; k < n && (bracket || start[k] != ':'); k++) {
		bracket |= start[k] == '[';
		bracket &= start[k] != ']';
	}
	*len = k;
	return k > 0 ? start : NULL;
}
