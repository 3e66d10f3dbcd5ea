/*
 * html_part.c - what the parts of the report share.
 */
#include <err.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/glyph.h"
#include "report/html_part.h"
#include "report/html_text.h"
#include "report/number.h"

const struct pick_text *
page_text(const struct page *p, uint64_t doc)
{
	static const struct pick_text none = { .from = TAWAM_NO_DOC,
	    .date = TAWAM_NO_DATE };
	const struct pick_text *t = pick_find(p->h->pick, doc);

	return t != NULL ? t : &none;
}

/* Parts that are made together, each in memory. */
#define TOGETHER	64

struct parts {
	const struct page *p;
	void (*put)(const struct page *p, size_t i);
	size_t first;
	struct output *made[TOGETHER];
};

static int
make_part(void *arg, unsigned worker, size_t i)
{
	struct parts *x = arg;
	struct page p = *x->p;

	p.s = p.sketchers[worker];
	p.o = x->made[i];
	x->put(&p, x->first + i);
	return 0;
}

/* All threads make parts; then they go where the page goes, in order. */
static void
put_together(struct parts *x, size_t n)
{
	struct output *o = x->p->o;

	for (; x->first < n && !output_closed(o); x->first += TOGETHER) {
		size_t left = n - x->first;
		size_t k = left < TOGETHER ? left : TOGETHER;

		(void)pool_run(x->p->h->pool, make_part, x, k, 1);
		for (size_t i = 0; i < k; i++)
			output_move(x->made[i], o);
	}
}

void
page_parts(const struct page *p, size_t n,
    void (*put)(const struct page *p, size_t i))
{
	struct parts x = { p, put, 0, { NULL } };

	if (pool_workers(p->h->pool) == 1) {
		for (size_t i = 0; i < n; i++)
			put(p, i);
		return;
	}
	for (size_t i = 0; i < TOGETHER && i < n; i++)
		if (output_memory(&x.made[i]) == -1)
			err(1, NULL);
	put_together(&x, n);
	for (size_t i = 0; i < TOGETHER; i++)
		output_abort(x.made[i]);
}

enum label
relation_label(enum tawam_relation r)
{
	switch (r) {
	case TAWAM_EXACT:
		return LABEL_EXACT;
	case TAWAM_NEAR:
		return LABEL_NEAR;
	case TAWAM_TEMPLATE:
		return LABEL_TEMPLATE;
	case TAWAM_CONTAINED:
		return LABEL_CONTAINED;
	default:
		return LABEL_BELOW;
	}
}

void
page_badge(const struct page *p, const char *class, enum label l)
{
	output_printf(p->o, "<span class=\"badge r-%s\">", class);
	html_label(p->o, l);
	output_puts(p->o, "</span>");
}

void
page_id(const struct page *p, uint64_t doc)
{
	const struct docs_unit *u = docs_unit(p->h->docs, doc);
	const char *id;
	size_t n;

	id = docs_id(p->h->docs, doc, &n);
	/* A JSON string's quotes are not part of what a reader looks for. */
	if (n >= 2 && id[0] == '"') {
		id++;
		n -= 2;
	}
	output_puts(p->o, "<bdi class=\"id\">");
	html_text(p->o, id, n);
	output_puts(p->o, "</bdi>");
	if (p->h->docs->repeated > 0)
		output_printf(p->o, " <span class=\"n\">#%" PRIu64 "</span>",
		    docs_record(p->h->docs, doc));
	if (u != NULL)
		output_printf(p->o, " <span class=\"n\">/%" PRIu32 "</span>",
		    u->unit);
}

void
page_counted(const struct page *p, enum label l, uint64_t n)
{
	html_label(p->o, l);
	output_printf(p->o, " <span class=\"n\">%s</span>", grouped(n));
}

void
page_score(const struct page *p, double share, int bar)
{
	unsigned score = score4(share);

	output_printf(p->o, "<span class=\"n\">%u.%04u</span>", score / 10000,
	    score % 10000);
	if (bar)
		output_printf(p->o, "<span class=\"bar\"><i style=\"width:"
		    "%u.%02u%%\"></i></span>", score / 100, score % 100);
}

void
page_head(const struct page *p, const struct pick_text *t, size_t max)
{
	size_t n = 0, shown = 0;
	uint32_t cp;

	while (n < t->len && (shown < max ||
	    glyph_mark_at(t->text + n, t->len - n))) {
		n += glyph_next(t->text + n, t->len - n, &cp);
		shown++;
	}
	output_puts(p->o, "<span class=\"head\" dir=\"auto\">");
	html_text(p->o, t->text, n);
	output_puts(p->o, "</span>");
}

void
page_plain(const struct page *p, const struct pick_text *t)
{
	if (t->text == NULL) {
		output_puts(p->o, "<p class=\"note\">");
		html_label(p->o, LABEL_NO_TEXT);
		output_puts(p->o, "</p>\n");
		return;
	}
	output_puts(p->o, "<div class=\"t\" dir=\"auto\">");
	html_text(p->o, t->text, t->len);
	output_puts(p->o, "</div>\n");
	if (t->rest == 0)
		return;
	output_puts(p->o, "<p class=\"note\">&hellip; ");
	page_counted(p, LABEL_MORE_TEXT, t->rest);
	output_puts(p->o, "</p>\n");
}

void
page_bar(const struct page *p, const char *name, const enum label *orders,
    const char *keys)
{
	struct output *o = p->o;

	output_printf(o, "<div class=\"bar2\" hidden><label>");
	html_label(o, LABEL_SEARCH);
	output_printf(o, "<input type=\"search\" id=\"find-%s\" dir=\"auto\" "
	    "autocomplete=\"off\" spellcheck=\"false\"></label>\n<label>",
	    name);
	html_label(o, LABEL_ORDER);
	output_printf(o, "<select id=\"order-%s\">", name);
	/* One language an option: no markup can stand inside. */
	for (size_t i = 0; keys[i] != '\0'; i++)
		output_printf(o, "<option value=\"%c\">%s</option>", keys[i],
		    label_ar(orders[i]));
	output_puts(o, "</select></label>\n<output></output></div>\n");
}

void
page_pager(const struct page *p)
{
	struct output *o = p->o;

	output_puts(o, "<nav class=\"pager\" hidden aria-label=\"");
	output_puts(o, label_ar(LABEL_PAGES));
	output_puts(o, "\"><button type=\"button\" class=\"prev\">&rarr; ");
	html_label(o, LABEL_PREVIOUS);
	output_puts(o, "</button><span class=\"at n\"></span><button type="
	    "\"button\" class=\"next\">");
	html_label(o, LABEL_NEXT);
	output_puts(o, " &larr;</button></nav>\n");
}
