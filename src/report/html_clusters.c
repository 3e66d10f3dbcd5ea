/*
 * html_clusters.c - clusters of the report: the one text, and the others
 * beside it with the words that differ marked.
 */
#include <inttypes.h>
#include <string.h>

#include "report/html_clusters.h"
#include "report/html_text.h"
#include "report/html_tree.h"
#include "report/number.h"

/* Clusters that stand open when the page is. */
#define OPEN_CLUSTERS	3
#define HEAD_SHOWN	160

static void
put_source(const struct page *p, const struct pick_text *t)
{
	if (t->source == NULL)
		return;
	output_puts(p->o, "<bdi class=\"from\">");
	html_text(p->o, t->source, t->sourcelen);
	output_puts(p->o, "</bdi>");
}

static void
put_member(const struct page *p, const struct pick_text *keep,
    const struct tawam_member *m)
{
	const struct pick_text *t = page_text(p, m->doc);

	output_puts(p->o, "<article><header>");
	page_badge(p, tawam_relation_name(m->relation),
	    relation_label(m->relation));
	page_score(p, m->jaccard, 1);
	page_id(p, m->doc);
	put_source(p, t);
	output_puts(p->o, "</header>\n");
	page_compared(p, keep, t, 0);
	output_puts(p->o, "</article>\n");
}

static void
put_cluster(const struct page *p, size_t i)
{
	const struct pick_cluster *c = &p->h->pick->clusters[i];
	const struct pick_text *keep = page_text(p, c->keep);
	struct output *o = p->o;

	output_printf(o, "<details id=\"c%" PRIu64 "\" data-n=\"%" PRIu64
	    "\" data-s=\"%zu\" data-j=\"%u\"%s><summary><b>%s <span "
	    "class=\"n\">%s</span></b> &middot; ", c->number, c->number,
	    c->size, c->least, i < OPEN_CLUSTERS ? " open" : "",
	    label_ar(LABEL_CLUSTER), grouped(c->number));
	page_counted(p, LABEL_TEXTS, c->size);
	output_puts(o, " &middot; ");
	html_label(o, LABEL_LEAST);
	output_printf(o, " <span class=\"n\">%u.%04u</span>",
	    c->least / 10000, c->least % 10000);
	page_head(p, keep, HEAD_SHOWN);
	output_puts(o, "</summary>\n<article><header>");
	page_badge(p, "keep", LABEL_STAYS);
	page_id(p, c->keep);
	put_source(p, keep);
	output_puts(o, "</header>\n");
	page_plain(p, keep);
	output_puts(o, "</article>\n");
	for (size_t k = 0; k < c->nmembers; k++)
		put_member(p, keep, &c->members[k]);
	if (c->nmembers + 1 < c->size) {
		output_puts(o, "<article><p class=\"note\">");
		page_counted(p, LABEL_MORE_MEMBERS,
		    c->size - c->nmembers - 1);
		output_puts(o, "</p></article>\n");
	}
	html_tree(p, c);
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

/* An id as a JSON string that cannot end the element it stands in. */
static void
put_json_id(const struct page *p, uint64_t doc)
{
	struct output *o = p->o;
	const char *id;
	size_t n, from = 0;
	int quoted;

	id = docs_id(p->h->docs, doc, &n);
	quoted = n > 0 && id[0] == '"';
	output_puts(o, quoted ? "" : "\"");
	for (size_t i = 0; i < n; i++) {
		if (id[i] != '<')
			continue;
		output_write(o, id + from, i - from);
		output_puts(o, "\\u003c");
		from = i + 1;
	}
	output_write(o, id + from, n - from);
	output_puts(o, quoted ? "" : "\"");
}

/* The clusters without texts, for the script to list. */
static void
put_lines(const struct page *p)
{
	const struct pick *pick = p->h->pick;
	struct output *o = p->o;

	output_puts(o, "<script type=\"application/json\" id=\"lines\">[");
	for (size_t i = 0; i < pick->nlines; i++) {
		const struct pick_line *l = &pick->lines[i];

		output_printf(o, "%s[%" PRIu64 ",%zu,", i > 0 ? ",\n" : "",
		    l->number, l->size);
		put_json_id(p, l->keep);
		output_printf(o, ",%u]", l->least);
	}
	output_puts(o, "]</script>\n");
}

static void
put_more(const struct page *p, size_t shown)
{
	const struct pick *pick = p->h->pick;
	uint64_t listed = shown + pick->nlines;

	if (pick->nlines > 0) {
		put_lines(p);
		output_puts(p->o, "<p class=\"note nojs\">");
		page_counted(p, LABEL_MORE_CLUSTERS, pick->total - shown);
		output_puts(p->o, "</p>\n<p class=\"note\">");
		page_counted(p, LABEL_ONLY_LISTED, pick->nlines);
		output_puts(p->o, "</p>\n");
	}
	if (listed < pick->total) {
		output_puts(p->o, "<p class=\"note\">");
		page_counted(p, LABEL_MORE_CLUSTERS, pick->total - listed);
		output_puts(p->o, "</p>\n");
	}
}

void
html_clusters(const struct page *p)
{
	static const enum label orders[] = { LABEL_BY_SIZE, LABEL_BY_NUMBER,
	    LABEL_BY_LEAST };
	size_t n = p->h->pick->nclusters;
	struct output *o = p->o;

	if (n > p->h->nclusters)
		n = p->h->nclusters;
	output_puts(o, "<section class=\"list\" id=\"clusters\">\n<h2>");
	html_label(o, LABEL_CLUSTER_LIST);
	output_puts(o, "</h2>\n");
	if (n == 0) {
		output_puts(o, "<p>");
		html_label(o, LABEL_NO_CLUSTERS);
		output_puts(o, "</p>\n</section>\n");
		return;
	}
	put_legend(o);
	page_bar(p, "clusters", orders, "snl");
	output_printf(o, "<div class=\"items\"%s data-word=\"%s\">\n",
	    p->h->pick->nlines > 0 ? " data-lines=\"1\"" : "",
	    label_ar(LABEL_CLUSTER));
	page_parts(p, n, put_cluster);
	output_puts(o, "</div>\n");
	page_pager(p);
	put_more(p, n);
	output_puts(o, "</section>\n");
}
