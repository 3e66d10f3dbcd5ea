/*
 * index_remove.c - tawam index remove: documents by their ids.
 *
 * The command line calls an id by its string, which has many spellings in
 * JSON: all ids are looked at once, and those that are called by a wanted name
 * are removed by their own bytes.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/called.h"
#include "cli/index.h"
#include "cli/store.h"
#include "cli/talk.h"
#include "report/xalloc.h"

/* Ids that are not there and are said one by one. */
#define SAID_MAX	10

struct wanted {
	struct called *names;	/* sorted */
	char *found;		/* a flag a name */
	size_t n, namescap;
	char *file;		/* what --ids points into */
	char *tokens;		/* to be removed, one after the other */
	size_t *ends;
	size_t ntokens, endscap, tokenscap;
	struct called_space space;
	int as_json;
};

static int
by_name(const void *a, const void *b)
{
	return called_compare(a, b);
}

static void
want(struct wanted *w, const char *name, size_t len)
{
	xgrow(&w->names, &w->namescap, w->n + 1, sizeof(*w->names));
	w->names[w->n].name = name;
	w->names[w->n++].len = len;
}

/* A file with an id a line. */
static int
want_lines(struct wanted *w, const char *path)
{
	FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
	size_t n = 0, cap = 0, k;
	int bad;

	if (f == NULL) {
		say("%s: %s", path, strerror(errno));
		return -1;
	}
	do {
		xgrow(&w->file, &cap, n + 65536, 1);
		k = fread(w->file + n, 1, 65536, f);
		n += k;
	} while (k > 0);
	bad = ferror(f);
	if (bad)
		say("%s: %s", path, strerror(errno));
	if (f != stdin)
		fclose(f);
	for (char *at = w->file, *end = at + n, *nl; at < end; at = nl + 1) {
		if ((nl = memchr(at, '\n', (size_t)(end - at))) == NULL)
			nl = end;
		k = (size_t)(nl - at);
		if (k > 0 && at[k - 1] == '\r')
			k--;
		if (k > 0)
			want(w, at, k);
	}
	return bad ? -1 : 0;
}

static void
want_done(struct wanted *w)
{
	size_t n = 0;

	if (w->n > 0)
		qsort(w->names, w->n, sizeof(*w->names), by_name);
	for (size_t i = 0; i < w->n; i++)
		if (i == 0 || by_name(&w->names[n - 1], &w->names[i]) != 0)
			w->names[n++] = w->names[i];
	w->n = n;
	w->found = xalloc(n + 1, 1);
	memset(w->found, 0, n + 1);
}

static int
match_doc(void *arg, const struct tawam_hit *hit)
{
	struct wanted *w = arg;
	struct called c = called_by(hit->id, hit->idlen, w->as_json,
	    &w->space);
	const struct called *at = bsearch(&c, w->names, w->n,
	    sizeof(*w->names), by_name);
	size_t end = w->ntokens > 0 ? w->ends[w->ntokens - 1] : 0;

	if (at == NULL)
		return 0;
	w->found[at - w->names] = 1;
	xgrow(&w->tokens, &w->tokenscap, end + hit->idlen, 1);
	xgrow(&w->ends, &w->endscap, w->ntokens + 1, sizeof(*w->ends));
	memcpy(w->tokens + end, hit->id, hit->idlen);
	w->ends[w->ntokens++] = end + hit->idlen;
	return 0;
}

static int
remove_found(struct index_job *j, const struct wanted *w)
{
	size_t start = 0;

	for (size_t i = 0; i < w->ntokens; start = w->ends[i++]) {
		uint64_t n;
		int e;

		errno = 0;
		e = tawam_index_remove(j->x, w->tokens + start,
		    w->ends[i] - start, &n);
		if (e != 0)
			return store_failed(j->s.o.index, e);
		j->count[0] += n;
	}
	return 0;
}

/* -1 when there were any. */
static int
say_missing(const struct index_job *j, const struct wanted *w)
{
	size_t missing = 0;

	for (size_t i = 0; i < w->n; i++) {
		if (w->found[i])
			continue;
		if (missing++ < SAID_MAX)
			say("%s: no document has the id %.*s", j->s.o.index,
			    w->names[i].len < 200 ? (int)w->names[i].len : 200,
			    w->names[i].name);
	}
	if (missing > SAID_MAX)
		say("not there: %s in all", counted(missing, "id"));
	return missing > 0 ? -1 : 0;
}

static int
remove_wanted(struct index_job *j, struct wanted *w)
{
	const struct options *o = &j->s.o;
	int e;

	w->as_json = o->id_json;
	if (options_any(o))
		for (size_t i = 0; i < o->ninputs; i++)
			want(w, o->inputs[i], strlen(o->inputs[i]));
	if (o->ids != NULL && want_lines(w, o->ids) == -1)
		return -1;
	want_done(w);
	if (store_open(&j->x, &j->s.o, o->index, TAWAM_INDEX_WRITE) == -1)
		return -1;
	errno = 0;
	if ((e = tawam_index_each(j->x, match_doc, w)) != 0)
		return store_failed(o->index, e);
	if (remove_found(j, w) == -1)
		return -1;
	e = store_close(j->x, o->index);
	j->x = NULL;
	if (e == 0 && !o->quiet)
		tell("%s removed", counted(j->count[0], "document"));
	return e == -1 ? -1 : say_missing(j, w);
}

int
index_remove(void *job)
{
	struct wanted w;
	int r;

	memset(&w, 0, sizeof(w));
	r = remove_wanted(job, &w);
	free(w.names);
	free(w.found);
	free(w.file);
	free(w.tokens);
	free(w.ends);
	free(w.space.p);
	return r;
}
