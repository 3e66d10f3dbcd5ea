/*
 * html_tree.c - who of a cluster published first, and who came after whom.
 *
 * A text hangs under the closest of those that were published before it and
 * are in a pair with it: not proof of copying, but where to look first.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "report/html_text.h"
#include "report/html_tree.h"
#include "report/number.h"
#include "report/xalloc.h"

#define DEPTH_SHOWN	8	/* deeper ones stand no further in */

struct node {
	const struct pick_text *t;
	size_t child, next;	/* place + 1 in the list; 0: none */
};

static int
by_time(const void *a, const void *b)
{
	const struct node *x = a, *y = b;

	if (x->t == y->t)
		return 0;
	return pick_before(x->t, y->t) ? -1 : 1;
}

static void
put_date(struct output *o, int64_t date)
{
	time_t t = (time_t)date;
	char text[64] = "";
	struct tm tm;

	if (gmtime_r(&t, &tm) != NULL)
		strftime(text, sizeof(text), date % 86400 == 0 ? "%Y-%m-%d" :
		    "%Y-%m-%d %H:%M", &tm);
	output_printf(o, "<time class=\"n\">%s</time> ", text);
}

static void
put_node(const struct page *p, const struct node *n, unsigned depth)
{
	const struct pick_text *t = n->t;

	output_printf(p->o, "<li style=\"--d:%u\">", depth < DEPTH_SHOWN ?
	    depth : DEPTH_SHOWN);
	put_date(p->o, t->date);
	if (t->source != NULL) {
		output_puts(p->o, "<bdi class=\"from\">");
		html_text(p->o, t->source, t->sourcelen);
		output_puts(p->o, "</bdi> ");
	}
	page_id(p, t->doc);
	if (t->from != TAWAM_NO_DOC) {
		output_puts(p->o, " <span class=\"note\">");
		html_label(p->o, LABEL_AFTER);
		output_puts(p->o, " ");
		page_id(p, t->from);
		output_printf(p->o, "</span> <span class=\"n\">%u.%04u</span>",
		    t->closest / 10000, t->closest % 10000);
	}
	output_puts(p->o, "</li>\n");
}

static size_t
place_of(const struct node *list, size_t n, uint64_t doc)
{
	for (size_t i = 0; i < n; i++)
		if (list[i].t->doc == doc)
			return i + 1;
	return 0;
}

/* Children in the order of time, the first at the front. */
static void
hang(struct node *list, size_t n)
{
	for (size_t i = n; i-- > 0;) {
		size_t from = list[i].t->from == TAWAM_NO_DOC ? 0 :
		    place_of(list, n, list[i].t->from);

		if (from == 0)
			continue;
		list[i].next = list[from - 1].child;
		list[from - 1].child = i + 1;
	}
}

/* Depth first; no child hangs under a later one, so this ends. */
static void
put_nodes(const struct page *p, const struct node *list, size_t n)
{
	size_t *stack = xalloc(n + 1, sizeof(*stack)), depth;

	for (size_t i = 0; i < n; i++) {
		if (list[i].t->from != TAWAM_NO_DOC &&
		    place_of(list, n, list[i].t->from) != 0)
			continue;
		put_node(p, &list[i], 0);
		stack[0] = list[i].child;
		for (depth = 1; depth > 0;) {
			size_t at = stack[depth - 1];

			if (at == 0) {
				depth--;
				continue;
			}
			put_node(p, &list[at - 1], (unsigned)depth);
			stack[depth - 1] = list[at - 1].next;
			stack[depth++] = list[at - 1].child;
		}
	}
	free(stack);
}

void
html_tree(const struct page *p, const struct pick_cluster *c)
{
	struct node *list;
	size_t n = 0;

	if (!p->h->pick->dated)
		return;
	list = xalloc(c->nmembers + 1, sizeof(*list));
	for (size_t i = 0; i <= c->nmembers; i++) {
		const struct pick_text *t = page_text(p, i == 0 ? c->keep :
		    c->members[i - 1].doc);

		if (t->date != TAWAM_NO_DATE)
			list[n++] = (struct node){ t, 0, 0 };
	}
	if (n > 1) {
		qsort(list, n, sizeof(*list), by_time);
		hang(list, n);
		output_puts(p->o, "<article class=\"tree\"><header><b>");
		html_label(p->o, LABEL_TREE);
		output_puts(p->o, "</b></header>\n<p class=\"note\">");
		html_label(p->o, LABEL_TREE_NOTE);
		output_puts(p->o, "</p>\n<ol>\n");
		put_nodes(p, list, n);
		output_puts(p->o, "</ol></article>\n");
	}
	free(list);
}
