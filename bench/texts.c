/*
 * texts.c - a corpus in memory, and tables of labels.
 */
#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "io/input.h"
#include "report/xalloc.h"

static char *
copied(const char *s, size_t n)
{
	char *p = xalloc(n + 1, 1);

	if (n > 0)
		memcpy(p, s, n);
	p[n] = '\0';
	return p;
}

static int
by_id(const void *p, const void *q, void *arg)
{
	const struct text *t = arg, *a = &t[*(const size_t *)p];
	const struct text *b = &t[*(const size_t *)q];

	return strcmp(a->id, b->id);
}

static void
add(struct texts *x, const struct record *r)
{
	const char *id = r->id;
	size_t n = r->idlen;
	struct text *t;

	if (n >= 2 && id[0] == '"') {
		id++;
		n -= 2;
	}
	xgrow(&x->t, &x->cap, x->n + 1, sizeof(*x->t));
	t = &x->t[x->n++];
	t->id = copied(id, n);
	t->idlen = n;
	t->text = copied(r->text, r->textlen);
	t->len = r->textlen;
}

void
texts_read(struct texts *x, const char *path)
{
	struct input_options o;
	struct record r;
	struct input *in;
	int got;

	memset(x, 0, sizeof(*x));
	input_options_init(&o);
	o.format = INPUT_JSONL;
	if (input_open(&in, &path, 1, &o) == -1)
		err(1, "%s", path);
	while ((got = input_next(in, &r)) == 1)
		add(x, &r);
	if (got == -1)
		err(1, "%s", path);
	if (x->n == 0)
		errx(1, "%s: no record in it", path);
	input_close(in);
	x->by_id = xalloc(x->n, sizeof(*x->by_id));
	for (size_t i = 0; i < x->n; i++)
		x->by_id[i] = i;
	qsort_r(x->by_id, x->n, sizeof(*x->by_id), by_id, x->t);
}

void
texts_free(struct texts *x)
{
	for (size_t i = 0; i < x->n; i++) {
		free(x->t[i].id);
		free(x->t[i].text);
	}
	free(x->t);
	free(x->by_id);
}

size_t
texts_find(const struct texts *x, const char *id)
{
	size_t lo = 0, hi = x->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int c = strcmp(x->t[x->by_id[mid]].id, id);

		if (c == 0)
			return x->by_id[mid];
		if (c < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	errx(1, "%s: labelled, and not in the corpus", id);
}

void
tsv_read(const char *path, int skip_head, size_t least, tsv_fn *fn, void *arg)
{
	FILE *f = fopen(path, "r");
	char *line = NULL, *field[TSV_MAX], *rest;
	size_t cap = 0, row = 0, n;
	ssize_t len;

	if (f == NULL)
		err(1, "%s", path);
	while ((len = getline(&line, &cap, f)) != -1) {
		if (len > 0 && line[len - 1] == '\n')
			line[len - 1] = '\0';
		if (row++ == 0 && skip_head)
			continue;
		rest = line;
		for (n = 0; n < TSV_MAX && rest != NULL; n++)
			field[n] = strsep(&rest, "\t");
		if (n < least)
			errx(1, "%s:%zu: %zu fields", path, row, n);
		fn(arg, field, n);
	}
	if (ferror(f))
		err(1, "%s", path);
	if (row == 0)
		errx(1, "%s: nothing in it", path);
	free(line);
	fclose(f);
}
