/*
 * sample.c - some documents of the input, held in memory.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "cli/record.h"
#include "cli/sample.h"
#include "cli/talk.h"
#include "report/xalloc.h"

#define PROGRESS_EVERY	256

static char *
copy(const char *p, size_t n)
{
	char *to = xalloc(n + 1, 1);

	if (n > 0)
		memcpy(to, p, n);
	return to;
}

static void
put(struct sample *s, struct run *r, size_t at, const struct record *rec)
{
	struct sample_doc *d;

	if (at == s->n) {
		xgrow(&s->docs, &s->cap, s->n + 1, sizeof(*s->docs));
		s->docs[s->n].id = NULL;
		s->docs[s->n++].text = NULL;
	}
	d = &s->docs[at];
	free(d->text);
	free(d->id);
	d->text = copy(rec->text, rec->textlen);
	d->len = rec->textlen;
	d->id = copy(rec->id, rec->idlen);
	d->idlen = rec->idlen;
	d->digest = record_digest(rec);
	d->number = s->seen;
	d->within = rec->within;
	d->date = record_date(rec, &r->notes);
}

/* Vitter's algorithm R; the bias of the remainder is 1 in 2^40 or less. */
static void
consider(struct sample *s, struct run *r, const struct record *rec,
    size_t most, uint64_t *state)
{
	uint64_t at;

	if (s->n < most)
		put(s, r, s->n, rec);
	else if ((at = splitmix64(state) % (s->seen + 1)) < most)
		put(s, r, (size_t)at, rec);
	s->seen++;
	s->text_bytes += rec->textlen;
}

static int
by_number(const void *a, const void *b)
{
	const struct sample_doc *x = a, *y = b;

	return (x->number > y->number) - (x->number < y->number);
}

int
sample_read(struct sample *s, struct run *r, size_t most, int first)
{
	uint64_t state = r->o.params.seed;
	struct input_options io;
	struct record rec;
	int got = 1;

	r->notes.quiet = r->o.quiet;
	r->notes.strict = r->o.strict;
	run_input(r, &io);
	if (input_open(&r->in, r->o.inputs, r->o.ninputs, &io) == -1) {
		say("reading failed: %s", strerror(errno));
		return -1;
	}
	progress_init(&r->progress, r->o.progress, r->o.quiet);
	while (!r->notes.stop && (!first || s->n < most) &&
	    (got = input_next(r->in, &rec)) == 1) {
		consider(s, r, &rec, most, &state);
		if (s->seen % PROGRESS_EVERY != 0)
			continue;
		input_progress(r->in, &s->done, &s->total);
		progress_bytes(&r->progress, "reading", s->done, s->total,
		    s->seen);
	}
	s->whole = got == 0;
	input_progress(r->in, &s->done, &s->total);
	if (got == -1) {
		say("reading failed: %s", strerror(errno));
		return -1;
	}
	if (r->notes.stop) {
		say("stopped by --strict");
		return -1;
	}
	if (s->n > 0)
		qsort(s->docs, s->n, sizeof(*s->docs), by_number);
	return 0;
}

void
sample_release(struct sample *s)
{
	for (size_t i = 0; i < s->n; i++) {
		free(s->docs[i].text);
		free(s->docs[i].id);
	}
	free(s->docs);
	memset(s, 0, sizeof(*s));
}

int
sample_corpus(const struct sample *s, size_t n, const struct tawam_params *p,
    struct tawam_corpus **out)
{
	int e;

	if ((e = tawam_corpus_new(out, p)) != 0)
		return e;
	for (size_t i = 0; i < n; i++) {
		const struct sample_doc *from = &s->docs[i];
		struct tawam_doc d;

		tawam_doc_init(&d, sizeof(d));
		d.text = from->text;
		d.len = from->len;
		d.date = from->date;
		d.within = from->within;
		if ((e = tawam_corpus_add(*out, &d, NULL)) != 0)
			return e;
	}
	return tawam_corpus_run(*out);
}
