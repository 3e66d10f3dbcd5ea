/*
 * feed.c - a batch of documents on their way into a corpus.
 */
#include <string.h>
#include <time.h>

#include "lib/feed.h"

uint64_t
clock_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

int
feed_init(struct feed *f, uint32_t k, unsigned workers, const struct mem *m)
{
	memset(f, 0, sizeof(*f));
	f->workers = workers;
	f->forms = mem_zalloc(m, workers, sizeof(*f->forms));
	f->items = mem_alloc(m, FEED_DOCS, sizeof(*f->items));
	f->slots = mem_alloc(m, FEED_DOCS * (size_t)k, sizeof(*f->slots));
	return f->forms != NULL && f->items != NULL && f->slots != NULL ?
	    TAWAM_OK : TAWAM_ENOMEM;
}

void
feed_release(struct feed *f, const struct mem *m)
{
	for (unsigned i = 0; f->forms != NULL && i < f->workers; i++)
		code_buf_free(m, &f->forms[i]);
	mem_free(m, f->forms);
	buf_free(m, &f->texts);
	mem_free(m, f->items);
	mem_free(m, f->slots);
	memset(f, 0, sizeof(*f));
}

int
feed_full(const struct feed *f)
{
	return f->n == FEED_DOCS || f->texts.len >= FEED_BYTES;
}

int
feed_add(struct feed *f, const struct mem *m, const char *text, size_t len,
    const struct traits *t)
{
	struct feed_item *item = &f->items[f->n];
	int r;

	item->at = f->texts.len;
	item->len = len;
	item->traits = *t;
	if ((r = buf_add(m, &f->texts, text, len)) != 0)
		return r;
	f->n++;
	return TAWAM_OK;
}

int
prepare_text(struct tawam_sketcher *s, const char *text, size_t len,
    struct prepared *out)
{
	int r;

	memset(out, 0, sizeof(*out));
	if ((r = coder_run(s->coder, text, len, &out->text)) != 0)
		return r;
	out->key = coded_hash128(&out->text);
	return TAWAM_OK;
}

int
prepare_slots(struct tawam_sketcher *s, uint32_t *slots, struct prepared *p)
{
	int r;

	if ((r = sketcher_slots(s, &p->text, slots)) != 0)
		return r;
	p->degenerate = sketcher_degenerate(s, &p->text, slots);
	p->slots = slots;
	return TAWAM_OK;
}

int
feed_keep(struct feed *f, struct feed_item *item, unsigned worker,
    const struct mem *m)
{
	const struct coded *t = &item->done.text;
	struct code_buf *b = &f->forms[worker];
	int r;

	item->form = b->n;
	item->points = b->npoints;
	if ((r = code_append(m, b, t)) != 0)
		return r;
	item->worker = worker;
	return TAWAM_OK;
}

void
feed_form(const struct feed *f, struct feed_item *item)
{
	const struct code_buf *b = &f->forms[item->worker];

	item->done.text.classes = b->classes + item->form;
	item->done.text.points = b->points + item->points;
}

void
feed_reset(struct feed *f)
{
	for (unsigned i = 0; i < f->workers; i++)
		f->forms[i].n = f->forms[i].npoints = 0;
	f->texts.len = 0;
	f->n = 0;
}
