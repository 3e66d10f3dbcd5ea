/*
 * explain_html.c - an explanation as a page of its own: no script, no network.
 */
#include <stdio.h>
#include <string.h>

#include "report/explain.h"
#include "report/html_style.h"
#include "report/html_text.h"
#include "report/number.h"

static const char more_style[] =
".pair{display:grid;gap:1rem;grid-template-columns:repeat(2,minmax(0,1fr))}\n"
"@media(max-width:46rem){.pair{grid-template-columns:1fr}}\n"
".pair article{background:var(--card);border:1px solid var(--line);"
"border-radius:.7rem}\n"
".box+.legend{margin-top:1.6rem}.why .en{white-space:normal}\n"
".t .f{font-weight:700;outline:1px solid currentColor}\n"
"@media print{.pair{display:block}}\n";

/* The Arabic stands on a line of its own; see labels.c. */
static const struct {
	const char *en, *ar;
} words[] = {
	{ "Two texts side by side",
	    "نصّان جنبًا إلى جنب" },
	{ "Jaccard",
	    "معامل جاكار" },
	{ "of the first is in the second",
	    "من الأول في الثاني" },
	{ "of the second is in the first",
	    "من الثاني في الأول" },
	{ "longest shared passage, in characters",
	    "أطول مقطع مشترك بالأحرف" },
	{ "In conflict",
	    "ما تعارض" },
	{ "unrelated",
	    "لا صلة بينهما" },
	{ "only in the first text",
	    "في النص الأول وحده" },
	{ "only in the second text",
	    "في النص الثاني وحده" },
};

enum {
	W_TITLE, W_JACCARD, W_OF_A, W_OF_B, W_LONGEST, W_CONFLICT,
	W_UNRELATED, W_OLD, W_NEW
};

static void
put_word(struct output *o, int w)
{
	output_printf(o, "%s <span class=\"en\" lang=\"en\" dir=\"ltr\">%s"
	    "</span>", words[w].ar, words[w].en);
}

static void
put_head(struct output *o)
{
	output_puts(o, "<!DOCTYPE html>\n<html lang=\"ar\" dir=\"rtl\">\n"
	    "<head>\n<meta charset=\"utf-8\">\n"
	    "<meta http-equiv=\"Content-Security-Policy\" content=\""
	    "default-src 'none'; style-src 'unsafe-inline'\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width, "
	    "initial-scale=1\">\n<meta name=\"color-scheme\" content=\""
	    "light dark\">\n<title>");
	output_puts(o, words[W_TITLE].ar);
	output_puts(o, "</title>\n<style>\n");
	for (size_t i = 0; html_style[i] != NULL; i++)
		output_puts(o, html_style[i]);
	output_puts(o, more_style);
	output_puts(o, "</style>\n</head>\n<body>\n<main>\n<h1>");
	put_word(o, W_TITLE);
	output_puts(o, "</h1>\n");
}

static void
put_relation(const struct explanation *e, struct output *o)
{
	static const int labels[TAWAM_NRELATIONS] = {
		[TAWAM_UNRELATED] = -1,
		[TAWAM_EXACT] = LABEL_EXACT,
		[TAWAM_NEAR] = LABEL_NEAR,
		[TAWAM_TEMPLATE] = LABEL_TEMPLATE,
		[TAWAM_CONTAINED] = LABEL_CONTAINED,
		[TAWAM_BELOW] = LABEL_BELOW,
	};
	enum tawam_relation r = e->match.relation;

	output_printf(o, "<p><span class=\"badge r-%s\">",
	    r == TAWAM_UNRELATED ? "below" : tawam_relation_name(r));
	if (labels[r] < 0)
		put_word(o, W_UNRELATED);
	else
		html_label(o, (enum label)labels[r]);
	output_puts(o, "</span> <span class=\"why\">");
	html_label(o, LABEL_REASON);
	output_puts(o, " <bdi class=\"id\">");
	html_text(o, e->match.why, strlen(e->match.why));
	output_puts(o, "</bdi> <bdi class=\"en\" lang=\"en\" dir=\"ltr\">");
	output_puts(o, explanation_why(&e->match));
	output_puts(o, "</bdi></span></p>\n");
}

static void
put_score(struct output *o, const char *value, int w)
{
	output_printf(o, "<div class=\"num\"><b>%s</b>", value);
	put_word(o, w);
	output_puts(o, "</div>\n");
}

static void
put_scores(const struct explanation *e, struct output *o)
{
	const double share[2] = { e->match.contain_a, e->match.contain_b };
	char text[32];

	output_puts(o, "<div class=\"cards\">\n");
	snprintf(text, sizeof(text), "%.4f", e->match.jaccard);
	put_score(o, text, W_JACCARD);
	for (int k = 0; k < 2; k++) {
		snprintf(text, sizeof(text), "%.1f%%", 100 * share[k]);
		put_score(o, text, k == 0 ? W_OF_A : W_OF_B);
	}
	put_score(o, grouped(e->longest.length), W_LONGEST);
	output_puts(o, "</div>\n");
}

static void
put_marked(struct output *o, const char *tag, int conflict, const char *s,
    size_t n)
{
	output_printf(o, "<%s%s>", tag, conflict ? " class=\"f\"" : "");
	html_text(o, s, n);
	output_printf(o, "</%s>", tag);
}

static void
put_conflicts(const struct explanation *e, struct output *o)
{
	size_t shown = 0;

	for (size_t i = 0; i < e->n; i++) {
		const struct tawam_span *s = &e->spans[i];
		const char *p;
		size_t n;

		if (!s->conflict)
			continue;
		if (shown++ == 0) {
			output_puts(o, "<h2>");
			put_word(o, W_CONFLICT);
			output_puts(o, "</h2>\n<div class=\"box\"><table>\n");
		}
		output_printf(o, "<tr><th><bdi class=\"id\">%s</bdi></th>",
		    tawam_kind_name(s->kind));
		for (int k = 0; k < 2; k++) {
			p = explanation_part(e, s, k, &n);
			output_puts(o, "<td class=\"t\">");
			put_marked(o, k == 0 ? "del" : "ins", 0, p, n);
			output_puts(o, "</td>");
		}
		output_puts(o, "</tr>\n");
	}
	if (shown > 0)
		output_puts(o, "</table></div>\n");
}

static void
put_side(const struct explanation *e, struct output *o, int side)
{
	size_t len;
	const char *name = explanation_name(&e->side[side], &len);

	output_puts(o, "<article><header>");
	html_label(o, side == 0 ? LABEL_FIRST : LABEL_SECOND);
	output_puts(o, "<bdi class=\"id\">");
	html_text(o, name, len);
	output_puts(o, "</bdi></header>\n<div class=\"t\" dir=\"auto\">");
	for (size_t i = 0; i < e->n; i++) {
		const struct tawam_span *s = &e->spans[i];
		size_t n;
		const char *p = explanation_part(e, s, side, &n);

		if (s->op == TAWAM_SAME)
			html_text(o, p, n);
		else if (n > 0)
			put_marked(o, side == 0 ? "del" : "ins", s->conflict,
			    p, n);
	}
	output_puts(o, "</div>\n</article>\n");
}

void
explain_html(const struct explanation *e, struct output *o)
{
	put_head(o);
	put_relation(e, o);
	put_scores(e, o);
	put_conflicts(e, o);
	output_puts(o, "<p class=\"legend\"><span><del>");
	output_puts(o, words[W_OLD].ar);
	output_printf(o, "</del> <span class=\"en\" lang=\"en\">%s</span>"
	    "</span><span><ins>", words[W_OLD].en);
	output_puts(o, words[W_NEW].ar);
	output_printf(o, "</ins> <span class=\"en\" lang=\"en\">%s</span>"
	    "</span></p>\n<div class=\"pair\">\n", words[W_NEW].en);
	put_side(e, o, 0);
	put_side(e, o, 1);
	output_puts(o, "</div>\n<footer>");
	output_printf(o, "<bdi class=\"n\">tawam %s &middot; tables %s"
	    "</bdi></footer>\n</main>\n</body>\n</html>\n", tawam_version(),
	    tawam_tables_version());
}
