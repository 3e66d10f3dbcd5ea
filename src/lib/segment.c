/*
 * segment.c - scraped pages as articles and headlines.
 */
#include <stddef.h>
#include <string.h>

#include "text/learn.h"

struct tawam_segmenter {
	struct segmenter s;
};

struct tawam_learner {
	struct learner l;
};

const char *
tawam_category_name(enum tawam_category category)
{
	return (unsigned)category < TAWAM_NCATEGORIES ?
	    boilerplate_categories[category] : "unknown";
}

int
tawam_category_parse(const char *name)
{
	for (int i = 0; i < TAWAM_NCATEGORIES; i++)
		if (strcmp(boilerplate_categories[i], name) == 0)
			return i;
	return -1;
}

const char *
tawam_class_name(enum tawam_class kind)
{
	return kind == TAWAM_ARTICLE ? "article" :
	    kind == TAWAM_HEADLINE ? "headline" : "unknown";
}

void
tawam_page_init(struct tawam_page *p, size_t size)
{
	struct tawam_page page = { .size = size };

	memset(p, 0, size);
	memcpy(p, &page, size < sizeof(page) ? size : sizeof(page));
}

int
tawam_segmenter_new(struct tawam_segmenter **out,
    const struct tawam_alloc *alloc)
{
	struct tawam_segmenter *x;
	struct mem mem;
	int r;

	*out = NULL;
	mem_init(&mem, alloc);
	if ((x = mem_zalloc(&mem, 1, sizeof(*x))) == NULL)
		return TAWAM_ENOMEM;
	x->s.mem = mem;
	if ((r = boilerplate_init(&x->s.frame, &mem)) != 0) {
		tawam_segmenter_free(x);
		return r;
	}
	*out = x;
	return TAWAM_OK;
}

void
tawam_segmenter_free(struct tawam_segmenter *x)
{
	struct segmenter *s;
	struct mem mem;

	if (x == NULL)
		return;
	s = &x->s;
	mem = s->mem;
	boilerplate_release(&s->frame);
	mem_free(&mem, s->lines.line);
	mem_free(&mem, s->units);
	mem_free(&mem, s->own);
	buf_free(&mem, &s->whole);
	buf_free(&mem, &s->core);
	mem_free(&mem, x);
}

int
tawam_segmenter_read(struct tawam_segmenter *x, const char *table, size_t len,
    uint64_t *line)
{
	uint64_t n;
	int r = boilerplate_read(&x->s.frame, table, len, &n);

	if (line != NULL)
		*line = n;
	return r;
}

static int
tell_frame(const struct segmenter *s, const struct tawam_page *p)
{
	struct tawam_line line;
	int r;

	for (size_t i = 0; i < s->lines.n; i++) {
		const struct page_line *l = &s->lines.line[i];

		/* Of a link, the marker before it. */
		line.start = l->lead;
		line.end = l->flags & LINE_LINK ? l->from : l->to;
		line.category = (enum tawam_category)l->category;
		if (l->unit != 0 && (l->flags & LINE_LINK) == 0)
			continue;
		if (l->flags & LINE_BLANK && line.category == TAWAM_LINE_TEXT)
			continue;
		if ((r = p->frame(p->arg, &line)) != 0)
			return r;
	}
	return TAWAM_OK;
}

static int
read_page(const struct tawam_page *page, struct tawam_page *out)
{
	if (page->size < offsetof(struct tawam_page, arg) +
	    sizeof(page->arg))
		return TAWAM_EINVAL;
	memcpy(out, page, sizeof(*out));
	return TAWAM_OK;
}

int
tawam_segment(struct tawam_segmenter *x, const struct tawam_page *page)
{
	struct tawam_page p;
	struct tawam_unit unit;
	int r;

	if ((r = read_page(page, &p)) != 0 || (r = segment_run(&x->s, p.text, p.len,
	    boilerplate_source(p.source, p.sourcelen))) != 0 ||
	    (p.frame != NULL && (r = tell_frame(&x->s, &p)) != 0))
		return r;
	for (size_t i = 0; p.unit != NULL && i < x->s.nunits; i++)
		if ((r = segment_unit(&x->s, p.text, i, &unit)) != 0 ||
		    (r = p.unit(p.arg, &unit)) != 0)
			return r;
	return TAWAM_OK;
}

int
tawam_learner_new(struct tawam_learner **out, struct tawam_segmenter *x)
{
	struct tawam_learner *l = mem_zalloc(&x->s.mem, 1, sizeof(*l));
	int r;

	*out = NULL;
	if (l == NULL)
		return TAWAM_ENOMEM;
	if ((r = learner_init(&l->l, &x->s)) != 0) {
		tawam_learner_free(l);
		return r;
	}
	*out = l;
	return TAWAM_OK;
}

void
tawam_learner_free(struct tawam_learner *l)
{
	const struct mem *mem;

	if (l == NULL)
		return;
	mem = l->l.mem;
	learner_release(&l->l);
	mem_free(mem, l);
}

int
tawam_learner_add(struct tawam_learner *l, const struct tawam_page *page)
{
	struct tawam_page p;
	int r;

	if ((r = read_page(page, &p)) != 0)
		return r;
	return learner_add(&l->l, &p);
}

int
tawam_learner_turn(struct tawam_learner *l)
{
	return learner_turn(&l->l);
}

int
tawam_learner_each(struct tawam_learner *l, tawam_learned_fn *fn, void *arg)
{
	return learner_each(&l->l, fn, arg);
}
