/*
 * html_pairs.c - pairs of the report that were found and not joined: one frame
 * with other facts, the smaller in the larger, just under the threshold.
 */
#include <inttypes.h>
#include <string.h>

#include "report/html_clusters.h"
#include "report/html_text.h"
#include "report/number.h"

#define HEAD_SHOWN	160

/* What a reason means, or LABEL_COUNT. */
static enum label
why_label(const char *why)
{
	static const struct {
		const char *why;
		enum label l;
	} words[] = {
		{ "same", LABEL_WHY_SAME },
		{ "correction", LABEL_WHY_CORRECTION },
		{ "dateline", LABEL_WHY_DATELINE },
		{ "numbers-dense", LABEL_WHY_DENSE },
		{ "numbers-edited", LABEL_WHY_EDITED },
		{ "numbers-many", LABEL_WHY_MANY },
		{ "short-item", LABEL_WHY_SHORT },
		{ "names", LABEL_WHY_NAMES },
		{ "names-and-fact", LABEL_WHY_NAMES_FACT },
		{ "number-mark", LABEL_WHY_MARK },
		{ "contained", LABEL_WHY_CONTAINED },
		{ "equal", LABEL_WHY_EQUAL },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i].why, why) == 0)
			return words[i].l;
	return LABEL_COUNT;
}

static void
put_why(struct output *o, const char *why)
{
	enum label l = why_label(why);

	output_puts(o, "<span class=\"why\">");
	if (l != LABEL_COUNT)
		html_label(o, l);
	output_puts(o, " <bdi class=\"id\">");
	html_text(o, why, strlen(why));
	output_puts(o, "</bdi></span>");
}

static void
put_side_id(const struct page *p, enum label l, const struct pick_text *t,
    uint64_t doc)
{
	output_puts(p->o, "<span>");
	html_label(p->o, l);
	output_puts(p->o, " ");
	page_id(p, doc);
	if (t->source != NULL) {
		output_puts(p->o, " <bdi class=\"from\">");
		html_text(p->o, t->source, t->sourcelen);
		output_puts(p->o, "</bdi>");
	}
	output_puts(p->o, "</span>");
}

/* In the order in which they are listed. */
static const enum tawam_relation order[] = { TAWAM_TEMPLATE, TAWAM_BELOW,
	TAWAM_CONTAINED, TAWAM_NEAR, TAWAM_EXACT };
#define KINDS	(sizeof(order) / sizeof(order[0]))

static const struct tawam_pair *
listed(const struct page *p, size_t i)
{
	const struct pick_pairs *pairs = p->h->pick->pairs;
	size_t k = 0;

	while (i >= pairs[order[k]].n)
		i -= pairs[order[k++]].n;
	return &pairs[order[k]].list[i];
}

static void
put_pair(const struct page *p, size_t i)
{
	const struct tawam_pair *pair = listed(p, i);
	const struct pick_text *a = page_text(p, pair->a);
	const struct pick_text *b = page_text(p, pair->b);
	const struct tawam_match *m = &pair->match;
	struct output *o = p->o;

	output_printf(o, "<details data-j=\"%u\"><summary>",
	    score4(m->jaccard));
	page_badge(p, tawam_relation_name(m->relation),
	    relation_label(m->relation));
	output_puts(o, " ");
	page_score(p, m->jaccard, 0);
	output_puts(o, " ");
	put_why(o, m->why);
	page_head(p, a, HEAD_SHOWN);
	output_puts(o, "</summary>\n<article><header>");
	put_side_id(p, LABEL_FIRST, a, pair->a);
	put_side_id(p, LABEL_SECOND, b, pair->b);
	output_puts(o, "<span>");
	html_label(o, LABEL_SHARES);
	output_puts(o, " ");
	page_score(p, m->contain_a, 0);
	output_puts(o, " ");
	page_score(p, m->contain_b, 0);
	output_puts(o, "</span></header>\n");
	page_compared(p, a, b, 1);
	output_puts(o, "</article></details>\n");
}

void
html_pairs(const struct page *p)
{
	static const enum label orders[] = { LABEL_BY_KIND, LABEL_BY_MOST,
	    LABEL_BY_LEAST };
	const struct pick_pairs *pairs = p->h->pick->pairs;
	const struct tawam_params *params = p->h->run->params;
	struct output *o = p->o;
	uint64_t total = 0;
	size_t n = 0;

	for (size_t i = 0; i < KINDS; i++) {
		total += pairs[order[i]].total;
		n += pairs[order[i]].n;
	}
	if (total == 0)
		return;
	output_puts(o, "<section class=\"list\" id=\"pairs\">\n<h2>");
	html_label(o, LABEL_PAIR_LIST);
	output_puts(o, "</h2>\n<p class=\"note\">");
	html_label(o, LABEL_PAIR_NOTE);
	output_puts(o, "</p>\n");
	if (!(params->floor > 0 && params->floor < params->threshold)) {
		output_puts(o, "<p class=\"note\">");
		html_label(o, LABEL_NO_FLOOR);
		output_puts(o, "</p>\n");
	}
	page_bar(p, "pairs", orders, "iml");
	output_puts(o, "<div class=\"items\">\n");
	page_parts(p, n, put_pair);
	output_puts(o, "</div>\n");
	page_pager(p);
	for (size_t i = 0; i < KINDS; i++) {
		const struct pick_pairs *x = &pairs[order[i]];

		if (x->n == x->total)
			continue;
		output_puts(o, "<p class=\"note\">");
		page_badge(p, tawam_relation_name(order[i]),
		    relation_label(order[i]));
		output_puts(o, " ");
		page_counted(p, LABEL_MORE_PAIRS, x->total - x->n);
		output_puts(o, "</p>\n");
	}
	output_puts(o, "</section>\n");
}
