/*
 * globs.c - patterns among the names of inputs: more files than a command
 * line holds, in an order that no locale changes.
 */
#include <sys/stat.h>

#include <errno.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>

#include "cli/globs.h"
#include "report/xalloc.h"

struct list {
	const char **names;
	size_t n, cap;
};

static void
add(struct list *l, const char *name)
{
	xgrow(&l->names, &l->cap, l->n + 1, sizeof(*l->names));
	l->names[l->n++] = name;
}

static int
by_bytes(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

static int
is_pattern(const char *name)
{
	struct stat st;

	return strpbrk(name, "*?[") != NULL && lstat(name, &st) == -1 &&
	    errno == ENOENT;
}

static void
add_matches(struct options *o, struct list *l, const char *pattern)
{
	size_t first = l->n;
	glob_t g;

	if (glob(pattern, GLOB_NOSORT, NULL, &g) != 0) {
		add(l, pattern);
		return;
	}
	for (size_t i = 0; i < g.gl_pathc; i++) {
		char *name = xstrdup(g.gl_pathv[i]);

		options_own(o, name);
		add(l, name);
	}
	qsort(l->names + first, l->n - first, sizeof(*l->names), by_bytes);
	globfree(&g);
}

void
globs_expand(struct options *o)
{
	struct list l = { NULL, 0, 0 };

	for (size_t i = 0; i < o->ninputs; i++) {
		if (is_pattern(o->inputs[i]))
			add_matches(o, &l, o->inputs[i]);
		else
			add(&l, o->inputs[i]);
	}
	options_own(o, l.names);
	o->inputs = l.names;
	o->ninputs = l.n;
}
