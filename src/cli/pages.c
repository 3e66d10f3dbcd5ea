/*
 * pages.c - pages as the documents of a run: their units, and the heads that
 * stood under a marker, which are among the headlines that are compared.
 *
 * Articles are compared with articles and headlines with headlines.
 */
#include <errno.h>
#include <stdlib.h>

#include "cli/frames.h"
#include "cli/record.h"
#include "cli/run.h"
#include "cli/store.h"
#include "io/utf.h"
#include "report/xalloc.h"

/* Keeps headlines of one value of --within together, and from articles. */
#define HEADLINES	UINT64_C(0x9e3779b97f4a7c15)

struct adding {
	struct run *r;
	const struct record *rec;
	struct tawam_doc doc;
	size_t byte;		/* a place in the text, and the same in */
	uint64_t point;		/* code points */
};

static int
segment(struct run *r, const struct record *rec, tawam_unit_fn *fn, void *arg)
{
	struct tawam_page p;

	frames_page(&p, rec);
	p.unit = fn;
	p.arg = arg;
	return tawam_segment(r->segmenter, &p);
}

static uint64_t
headline_within(uint64_t within)
{
	/* Never 0, which articles have. */
	return (within ^ HEADLINES) * HEADLINES | 1;
}

/* A document of the corpus: a unit, or its head alone. */
static int
add(struct adding *a, const struct tawam_unit *u, int head)
{
	struct docs_unit d = { .unit = (uint32_t)u->number,
	    .kind = (uint8_t)u->kind, .head = (uint8_t)head };
	size_t end = head ? u->head_end : u->end;
	struct tawam_doc doc = a->doc;
	int e;

	doc.text = head ? u->head : u->core;
	doc.len = head ? u->headlen : u->corelen;
	if (head || u->kind == TAWAM_HEADLINE)
		doc.within = headline_within(doc.within);
	if ((e = run_add(a->r, &doc)) != 0)
		return e;
	d.start = a->point;
	d.end = a->point + utf_count(a->rec->text + a->byte, end - a->byte);
	docs_add_unit(&a->r->docs, &d);
	return 0;
}

static int
add_unit(void *arg, const struct tawam_unit *u)
{
	struct adding *a = arg;
	int e;

	/* Units come in the order of their starts. */
	a->point += utf_count(a->rec->text + a->byte, u->start - a->byte);
	a->byte = u->start;
	if ((e = add(a, u, 0)) != 0 || !u->linked)
		return e;
	return add(a, u, 1);
}

int
run_add_units(struct run *r, const struct record *rec,
    const struct tawam_doc *d)
{
	struct adding a = { .r = r, .rec = rec, .doc = *d };

	return segment(r, rec, add_unit, &a);
}

struct giving {
	struct run *r;
	const struct record *rec;
	uint64_t doc;
	struct tawam_line *lines;	/* those of a text */
	size_t cap;
};

/* What stays goes into the index of --index-out. */
static int
keep(const struct giving *g, const struct located_text *t, uint64_t within)
{
	struct tawam_decision verdict;
	struct tawam_doc d;
	int e = tawam_corpus_decision(g->r->corpus, g->doc, &verdict);

	if (e != 0 || (verdict.verdict != TAWAM_UNIQUE &&
	    verdict.verdict != TAWAM_KEPT))
		return e;
	record_doc(&d, g->rec, NULL);
	d.text = t->text;
	d.len = t->len;
	d.within = within;
	errno = 0;
	if ((e = tawam_index_add(g->r->making.x, &d, NULL)) == 0)
		return 0;
	store_failed(g->r->o.index_out, e);
	return 1;
}

/* The text of the next document. */
static int
give(struct giving *g, const struct located_text *t, uint64_t within)
{
	const struct record *rec = g->rec;
	struct run *r = g->r;
	int e;

	if (r->making.x != NULL && (e = keep(g, t, within)) != 0)
		return e;
	/* A source that nobody asked for is not shown. */
	pick_give(&r->pick, g->doc, t->text, t->len,
	    r->o.source_field != NULL ? rec->source : NULL, rec->sourcelen);
	return located_give(&r->located, g->doc++, t);
}

/* Takes the lines whose categories are in mask, at most so many. */
static void
take_lines(struct giving *g, const struct tawam_unit *u, unsigned mask,
    size_t most, struct located_text *t)
{
	t->page = g->rec->text;
	t->nlines = 0;
	for (size_t i = 0; i < u->nlines && t->nlines < most; i++) {
		if ((mask & 1u << u->lines[i].category) == 0)
			continue;
		xgrow(&g->lines, &g->cap, t->nlines + 1, sizeof(*g->lines));
		g->lines[t->nlines++] = u->lines[i];
	}
	t->lines = g->lines;
}

static int
give_unit(void *arg, const struct tawam_unit *u)
{
	const unsigned own = 1u << TAWAM_LINE_TEXT;
	const unsigned all = own | 1u << TAWAM_LINE_FORMULA;
	struct located_text t = { .text = u->core, .len = u->corelen };
	struct giving *g = arg;
	uint64_t within = g->rec->within;
	uint64_t headlines = headline_within(within);
	int e;

	take_lines(g, u, u->core == u->whole ? all : own, SIZE_MAX, &t);
	if ((e = give(g, &t, u->kind == TAWAM_HEADLINE ? headlines :
	    within)) != 0 || !u->linked)
		return e;
	t.text = u->head;
	t.len = u->headlen;
	take_lines(g, u, all, u->nhead, &t);
	return give(g, &t, headlines);
}

uint64_t
run_next(const struct run *r, uint64_t doc)
{
	uint64_t picked = pick_next(&r->pick, doc);
	uint64_t located = located_next(&r->located, doc);

	if (r->making.x != NULL)
		return doc;
	return picked < located ? picked : located;
}

int
run_give(struct run *r, const struct record *rec, uint64_t n)
{
	struct located_text t = { .text = rec->text, .len = rec->textlen };
	struct giving g = { .r = r, .rec = rec, .doc = n };
	uint64_t end;
	int e;

	if (!r->docs.paged)
		return give(&g, &t, rec->within);
	g.doc = docs_first(&r->docs, n);
	end = docs_first(&r->docs, n + 1);
	if (run_next(r, g.doc) >= end)
		return 0;
	e = segment(r, rec, give_unit, &g);
	free(g.lines);
	return e;
}
