/*
 * xalloc.c - memory for the command, which ends when there is none left.
 */
#include <err.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "report/xalloc.h"

void *
xalloc(size_t n, size_t size)
{
	void *p;

	if (n == 0 || size == 0)
		n = size = 1;
	if ((p = reallocarray(NULL, n, size)) == NULL)
		err(1, NULL);
	return p;
}

void
xgrow(void *ptr, size_t *cap, size_t need, size_t size)
{
	void *old, *new;
	size_t n = *cap;

	if (need <= n)
		return;
	if (n > SIZE_MAX / 2) {
		errno = ENOMEM;
		err(1, NULL);
	}
	n += n / 2 + 8;
	if (n < need)
		n = need;
	/* ptr is the address of a pointer of any type. */
	memcpy(&old, ptr, sizeof(old));
	if ((new = reallocarray(old, n, size)) == NULL)
		err(1, NULL);
	memcpy(ptr, &new, sizeof(new));
	*cap = n;
}

char *
xstrdup(const char *s)
{
	size_t n = strlen(s) + 1;

	return memcpy(xalloc(n, 1), s, n);
}
