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

/* Who takes what of the records that go by. */
struct taker {
	void (*take)(struct taker *t, struct sample *s, struct run *r,
	    const struct record *rec);
	size_t most;
	uint64_t bytes;			/* of text, that are enough */
	uint64_t state;			/* of take_any's chance */
	struct tawam_sketcher *forms;	/* of take_form */
	int error;
};

/* Vitter's algorithm R; the bias of the remainder is 1 in 2^40 or less. */
static void
take_any(struct taker *t, struct sample *s, struct run *r,
    const struct record *rec)
{
	uint64_t at;

	if (s->n < t->most)
		put(s, r, s->n, rec);
	else if ((at = splitmix64(&t->state) % (s->seen + 1)) < t->most)
		put(s, r, (size_t)at, rec);
}

/* Those whose form is no longer among the forms that are taken go. */
static void
thin_out(struct sample *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++) {
		if (s->docs[i].form <= s->least) {
			s->docs[n++] = s->docs[i];
			continue;
		}
		free(s->docs[i].text);
		free(s->docs[i].id);
	}
	s->n = n;
}

/* Of each form all documents or none. */
static void
take_form(struct taker *t, struct sample *s, struct run *r,
    const struct record *rec)
{
	struct tawam_normal form;
	uint64_t hash;

	if (t->error != 0 || (t->error = tawam_normalise(t->forms, rec->text,
	    rec->textlen, &form)) != 0)
		return;
	s->letters += form.length;
	hash = hash64(form.bytes, form.len, r->o.params.seed);
	if (hash > s->least)
		return;
	put(s, r, s->n, rec);
	s->docs[s->n - 1].form = hash;
	while (s->n > t->most) {
		s->least /= 2;
		thin_out(s);
	}
}

static int
by_number(const void *a, const void *b)
{
	const struct sample_doc *x = a, *y = b;

	return (x->number > y->number) - (x->number < y->number);
}

static int
open_input(struct run *r)
{
	struct input_options io;

	r->notes.quiet = r->o.quiet;
	r->notes.strict = r->o.strict;
	run_input(r, &io);
	if (input_open(&r->in, r->o.inputs, r->o.ninputs, &io) == 0)
		return 0;
	say("reading failed: %s", strerror(errno));
	return -1;
}

static int
take_records(struct taker *t, struct sample *s, struct run *r)
{
	struct record rec;
	int got = 1;

	if (open_input(r) == -1)
		return -1;
	progress_init(&r->progress, r->o.progress, r->o.quiet);
	while (!r->notes.stop && s->text_bytes < t->bytes &&
	    (got = input_next(r->in, &rec)) == 1) {
		t->take(t, s, r, &rec);
		s->seen++;
		s->text_bytes += rec.textlen;
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
	return 0;
}

int
sample_read(struct sample *s, struct run *r, size_t most)
{
	struct taker t = { .take = take_any, .most = most,
		.bytes = UINT64_MAX, .state = r->o.params.seed };

	if (take_records(&t, s, r) == -1)
		return -1;
	if (s->n > 0)
		qsort(s->docs, s->n, sizeof(*s->docs), by_number);
	return 0;
}

int
sample_forms(struct sample *s, struct run *r, size_t most, uint64_t bytes)
{
	struct taker t = { .take = take_form, .most = most, .bytes = bytes };
	int e;

	s->least = UINT64_MAX;
	if ((e = tawam_sketcher_new(&t.forms, &r->o.params)) != 0)
		return run_failed(r, e);
	e = take_records(&t, s, r);
	tawam_sketcher_free(t.forms);
	return t.error != 0 ? run_failed(r, t.error) : e;
}

double
sample_share(const struct sample *s)
{
	return ((double)s->least + 1) * 0x1p-64;
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
