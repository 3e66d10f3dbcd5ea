/*
 * called.c - how the command line calls a document: its id as a string.
 */
#include <string.h>

#include "cli/called.h"
#include "io/json.h"
#include "report/xalloc.h"

struct called
called_by(const char *token, size_t len, int as_json,
    struct called_space *space)
{
	struct called c = { token, len };
	unsigned flags = 0;

	if (as_json || len < 2 || token[0] != '"')
		return c;
	c.name++;
	c.len -= 2;
	if (memchr(c.name, '\\', c.len) == NULL)
		return c;
	xgrow(&space->p, &space->cap, c.len, 1);
	c.len = json_decode(c.name, c.len, space->p, &flags);
	c.name = space->p;
	return c;
}

int
called_compare(const struct called *a, const struct called *b)
{
	size_t n = a->len < b->len ? a->len : b->len;
	int r = n > 0 ? memcmp(a->name, b->name, n) : 0;

	return r != 0 ? r : (a->len > b->len) - (a->len < b->len);
}
