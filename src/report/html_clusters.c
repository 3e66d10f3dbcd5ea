/*
 * html_clusters.c - clusters and pairs of the report: the one text, and the
 * other with the words that differ marked.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/glyph.h"
#include "report/html_clusters.h"
#include "report/html_text.h"
#include "report/number.h"
#include "report/worddiff.h"

/* Clusters that stand open when the page is. */
#define OPEN_CLUSTERS	5
#define HEAD_SHOWN	160
/* Bytes of a stretch that is the same before it is shortened, and then of
 * each end. */
#define SAME_MAX	900
#define SAME_ENDS	260

static const struct pick_text no_text;

struct page {
	const struct html_report *h;
	struct tawam_sketcher *s;
	struct output *o;
};

static const struct pick_text *
text_of(const struct html_report *h, uint64_t doc)
{
	const struct pick_text *t = pick_find(h->pick, doc);

	return t != NULL && t->text != NULL ? t : &no_text;
}

static enum label
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

static void
put_badge(struct output *o, const char *class, enum label l)
{
	output_printf(o, "<span class=\"badge r-%s\">", class);
	html_label(o, l);
	output_puts(o, "</span>");
}

static void
put_id(const struct html_report *h, struct output *o, uint64_t doc)
{
	const char *id;
	size_t n;

	id = docs_id(h->docs, doc, &n);
	/* A JSON string's quotes are not part of what a reader looks for. */
	if (n >= 2 && id[0] == '"') {
		id++;
		n -= 2;
	}
	output_puts(o, "<bdi class=\"id\">");
	html_text(o, id, n);
	output_puts(o, "</bdi>");
	if (h->docs->repeated > 0)
		output_printf(o, " <span class=\"n\">#%" PRIu64 "</span>",
		    doc);
}

static void
put_counted(struct output *o, enum label l, uint64_t n)
{
	html_label(o, l);
	output_printf(o, " <span class=\"n\">%s</span>", grouped(n));
}

static void
put_rest(struct output *o, const struct pick_text *t)
{
	if (t->rest == 0)
		return;
	output_puts(o, "<p class=\"note\">&hellip; ");
	put_counted(o, LABEL_MORE_TEXT, t->rest);
	output_puts(o, "</p>\n");
}

static void
put_plain(struct output *o, const struct pick_text *t)
{
	output_puts(o, "<div class=\"t\" dir=\"auto\">");
	html_text(o, t->text, t->len);
	output_puts(o, "</div>\n");
	put_rest(o, t);
}

/* A long stretch that is the same: its two ends are enough. */
static void
put_same(struct output *o, const char *s, size_t n)
{
	size_t head = SAME_ENDS, tail = n - SAME_ENDS;

	if (n <= SAME_MAX) {
		html_text(o, s, n);
		return;
	}
	while (head < tail && s[head] != ' ' && s[head] != '\n')
		head++;
	while (tail > head && s[tail - 1] != ' ' && s[tail - 1] != '\n')
		tail--;
	html_text(o, s, head);
	if (tail > head)
		output_puts(o, " <i class=\"gap\">&ctdot;</i> ");
	html_text(o, s + tail, n - tail);
}

/*
 * The white space before a run belongs to what stood there: it is written as
 * it is in b, or as one space before words that are only in a.
 */
static void
put_runs(struct output *o, const struct worddiff *d,
    const struct pick_text *a, const struct pick_text *b)
{
	size_t at = 0;

	for (size_t i = 0; i < d->nruns; i++) {
		const struct word_run *r = &d->runs[i];
		int last = i + 1 == d->nruns;

		if (r->op == WORD_ONLY_A) {
			/* b was cut, so nobody knows that it lacks these. */
			if (last && b->rest > 0)
				break;
			output_puts(o, i > 0 ? " <del>" : "<del>");
			html_text(o, a->text + r->start, r->end - r->start);
			output_puts(o, i > 0 ? "</del>" : "</del> ");
			continue;
		}
		html_text(o, b->text + at, r->start - at);
		if (r->op == WORD_ONLY_B && !(last && a->rest > 0)) {
			output_puts(o, "<ins>");
			html_text(o, b->text + r->start, r->end - r->start);
			output_puts(o, "</ins>");
		} else if (r->op == WORD_SPELT) {
			output_puts(o, "<span class=\"s\">");
			put_same(o, b->text + r->start, r->end - r->start);
			output_puts(o, "</span>");
		} else
			put_same(o, b->text + r->start, r->end - r->start);
		at = r->end;
	}
}

static void
put_compared(const struct page *p, const struct pick_text *a,
    const struct pick_text *b)
{
	struct output *o = p->o;
	struct worddiff d;

	if (a->len == b->len && a->rest == b->rest && a->rest == 0 &&
	    (a->len == 0 || memcmp(a->text, b->text, a->len) == 0)) {
		output_puts(o, "<p class=\"note\">");
		html_label(o, LABEL_IDENTICAL);
		output_puts(o, "</p>\n");
		return;
	}
	if (a->text == NULL || b->text == NULL ||
	    worddiff(&d, p->s, a->text, a->len, b->text, b->len) == -1) {
		put_plain(o, b);
		return;
	}
	output_puts(o, "<div class=\"t\" dir=\"auto\">");
	put_runs(o, &d, a, b);
	output_puts(o, "</div>\n");
	put_rest(o, b);
	worddiff_release(&d);
}

static void
put_member(const struct page *p, const struct pick_text *keep,
    const struct tawam_member *m)
{
	struct output *o = p->o;
	char score[16];

	output_puts(o, "<article><header>");
	put_badge(o, tawam_relation_name(m->relation),
	    relation_label(m->relation));
	/* The bar has what the number has, not more. */
	snprintf(score, sizeof(score), "%.4f", m->jaccard);
	output_printf(o, "<span class=\"n\">%s</span><span class=\"bar\">"
	    "<i style=\"width:%.1f%%\"></i></span>", score,
	    strtod(score, NULL) * 100);
	put_id(p->h, o, m->doc);
	output_puts(o, "</header>\n");
	put_compared(p, keep, text_of(p->h, m->doc));
	output_puts(o, "</article>\n");
}

/* The beginning of the text, on the line that stays when it is closed. */
static void
put_head(struct output *o, const struct pick_text *t)
{
	size_t n = 0, shown = 0;
	uint32_t cp;

	while (n < t->len && shown++ < HEAD_SHOWN)
		n += glyph_next(t->text + n, t->len - n, &cp);
	output_puts(o, "<span class=\"head\" dir=\"auto\">");
	html_text(o, t->text, n);
	output_puts(o, "</span>");
}

static void
put_cluster(const struct page *p, size_t i)
{
	const struct html_report *h = p->h;
	struct output *o = p->o;
	const struct pick_cluster *c = &h->pick->clusters[i];
	const struct pick_text *keep = text_of(h, c->keep);

	output_printf(o, "<details id=\"c%" PRIu64 "\"%s><summary><b>%s <span "
	    "class=\"n\">%" PRIu64 "</span></b> &middot; ", c->number,
	    i < OPEN_CLUSTERS ? " open" : "", label_ar(LABEL_CLUSTER),
	    c->number);
	put_counted(o, LABEL_TEXTS, c->size);
	put_head(o, keep);
	output_puts(o, "</summary>\n<article><header>");
	put_badge(o, "keep", LABEL_STAYS);
	put_id(h, o, c->keep);
	output_puts(o, "</header>\n");
	put_plain(o, keep);
	output_puts(o, "</article>\n");
	for (size_t k = 0; k < c->nmembers; k++)
		put_member(p, keep, &c->members[k]);
	if (c->nmembers + 1 < c->size) {
		output_puts(o, "<article><p class=\"note\">");
		put_counted(o, LABEL_MORE_MEMBERS,
		    c->size - c->nmembers - 1);
		output_puts(o, "</p></article>\n");
	}
	output_puts(o, "</details>\n");
}

static void
put_legend_word(struct output *o, const char *open, enum label l,
    const char *close)
{
	output_printf(o, "<span>%s%s%s <span class=\"en\" lang=\"en\">%s"
	    "</span></span>", open, label_ar(l), close, label_en(l));
}

static void
put_legend(struct output *o)
{
	output_puts(o, "<p class=\"legend\">");
	put_legend_word(o, "<ins>", LABEL_LEGEND_NEW, "</ins>");
	put_legend_word(o, "<del>", LABEL_LEGEND_OLD, "</del>");
	put_legend_word(o, "<span class=\"s\">", LABEL_LEGEND_SPELT,
	    "</span>");
	output_puts(o, "</p>\n");
}

static void
put_why(struct output *o, const char *why)
{
	output_puts(o, "<span class=\"why\">");
	html_label(o, LABEL_REASON);
	output_puts(o, " <bdi class=\"id\">");
	html_text(o, why, strlen(why));
	output_puts(o, "</bdi></span>");
}

static void
put_pair(const struct page *p, const struct tawam_pair *pair)
{
	const struct pick_text *a = text_of(p->h, pair->a);
	const struct tawam_match *m = &pair->match;
	struct output *o = p->o;

	output_puts(o, "<details><summary>");
	put_badge(o, tawam_relation_name(m->relation),
	    relation_label(m->relation));
	output_printf(o, " <span class=\"n\">%.4f</span> ", m->jaccard);
	put_why(o, m->why);
	put_head(o, a);
	output_puts(o, "</summary>\n<article><header>");
	html_label(o, LABEL_FIRST);
	put_id(p->h, o, pair->a);
	output_puts(o, "</header>\n");
	put_plain(o, a);
	output_puts(o, "</article>\n<article><header>");
	html_label(o, LABEL_SECOND);
	put_id(p->h, o, pair->b);
	output_puts(o, "</header>\n");
	put_compared(p, a, text_of(p->h, pair->b));
	output_puts(o, "</article></details>\n");
}

static void
put_relation(const struct page *p, enum tawam_relation r)
{
	const struct pick_pairs *pairs = &p->h->pick->pairs[r];

	for (size_t i = 0; i < pairs->n; i++)
		put_pair(p, &pairs->list[i]);
	if (pairs->n < pairs->total) {
		output_puts(p->o, "<p class=\"note\">");
		put_counted(p->o, LABEL_MORE_PAIRS, pairs->total - pairs->n);
		output_puts(p->o, "</p>\n");
	}
}

void
html_pairs(const struct html_report *h, struct tawam_sketcher *s,
    struct output *o)
{
	static const enum tawam_relation order[] = { TAWAM_TEMPLATE,
		TAWAM_CONTAINED, TAWAM_NEAR, TAWAM_EXACT, TAWAM_BELOW };
	const size_t n = sizeof(order) / sizeof(order[0]);
	const struct page p = { h, s, o };
	uint64_t total = 0;

	for (size_t i = 0; i < n; i++)
		total += h->pick->pairs[order[i]].total;
	if (total == 0)
		return;
	output_puts(o, "<h2>");
	html_label(o, LABEL_PAIR_LIST);
	output_puts(o, "</h2>\n<p class=\"note\">");
	html_label(o, LABEL_PAIR_NOTE);
	output_puts(o, "</p>\n");
	for (size_t i = 0; i < n; i++)
		put_relation(&p, order[i]);
}

void
html_clusters(const struct html_report *h, struct tawam_sketcher *s,
    struct output *o)
{
	const struct page p = { h, s, o };
	size_t n = h->pick->nclusters;

	if (n > h->nclusters)
		n = h->nclusters;
	output_puts(o, "<h2>");
	html_label(o, LABEL_CLUSTER_LIST);
	output_puts(o, "</h2>\n");
	if (n == 0) {
		output_puts(o, "<p>");
		html_label(o, LABEL_NO_CLUSTERS);
		output_puts(o, "</p>\n");
		return;
	}
	put_legend(o);
	for (size_t i = 0; i < n; i++)
		put_cluster(&p, i);
	if (n < h->pick->total) {
		output_puts(o, "<p class=\"note\">");
		put_counted(o, LABEL_MORE_CLUSTERS, h->pick->total - n);
		output_puts(o, "</p>\n");
	}
}
