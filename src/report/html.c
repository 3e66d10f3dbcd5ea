/*
 * html.c - report.html: head, figures and settings of the run.
 *
 * Nothing here differs between two runs of the same input: no times, no
 * memory.  Those are in run.json.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "report/html.h"
#include "report/html_clusters.h"
#include "report/html_style.h"
#include "report/html_text.h"
#include "report/number.h"

static void
put_head(const struct html_report *h, struct output *o)
{
	const struct run_info *r = h->run;

	output_puts(o, "<!DOCTYPE html>\n<html lang=\"ar\" dir=\"rtl\">\n"
	    "<head>\n<meta charset=\"utf-8\">\n"
	    "<meta http-equiv=\"Content-Security-Policy\" content=\""
	    "default-src 'none'; style-src 'unsafe-inline'\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width, "
	    "initial-scale=1\">\n<meta name=\"color-scheme\" content=\""
	    "light dark\">\n<title>");
	output_puts(o, label_ar(LABEL_TITLE));
	output_puts(o, "</title>\n<style>\n");
	for (size_t i = 0; html_style[i] != NULL; i++)
		output_puts(o, html_style[i]);
	output_puts(o, "</style>\n</head>\n<body>\n<main>\n<h1>");
	html_label(o, LABEL_TITLE);
	output_puts(o, "</h1>\n<p class=\"src\">");
	for (size_t i = 0; i < r->ninputs && i < 20; i++) {
		output_puts(o, i == 0 ? "<bdi>" : " &middot; <bdi>");
		html_text(o, r->inputs[i], strlen(r->inputs[i]));
		output_puts(o, "</bdi>");
	}
	if (r->ninputs > 20)
		output_puts(o, " &hellip;");
	output_puts(o, "</p>\n");
}

static void
put_card(struct output *o, uint64_t n, enum label l)
{
	output_printf(o, "<div class=\"num\"><b>%s</b>", grouped(n));
	html_label(o, l);
	output_puts(o, "</div>\n");
}

static void
put_share(struct output *o, const char *class, uint64_t n, uint64_t total)
{
	if (n > 0)
		output_printf(o, "<i class=\"%s\" style=\"width:%.3f%%\"></i>",
		    class, 100 * (double)n / (double)total);
}

static void
put_key(struct output *o, const char *class, enum label l)
{
	output_printf(o, "<span><i class=\"%s\"></i>", class);
	html_label(o, l);
	output_puts(o, "</span>");
}

static void
put_counts(const struct tawam_stats *s, struct output *o)
{
	output_puts(o, "<div class=\"cards\">\n");
	put_card(o, s->docs, LABEL_DOCUMENTS);
	put_card(o, s->clusters, LABEL_CLUSTERS);
	put_card(o, s->dropped, LABEL_DROPPED);
	put_card(o, s->kept, LABEL_KEPT);
	put_card(o, s->unique, LABEL_UNIQUE);
	put_card(o, s->equal, LABEL_COPIES);
	output_puts(o, "</div>\n");
	if (s->docs == 0)
		return;
	output_puts(o, "<div class=\"share\">");
	put_share(o, "a", s->unique, s->docs);
	put_share(o, "k", s->kept, s->docs);
	put_share(o, "d", s->dropped, s->docs);
	put_share(o, "e", s->empty, s->docs);
	output_puts(o, "</div>\n<p class=\"key\">");
	put_key(o, "a", LABEL_UNIQUE);
	put_key(o, "k", LABEL_KEPT);
	put_key(o, "d", LABEL_DROPPED);
	if (s->empty > 0)
		put_key(o, "e", LABEL_EMPTY);
	output_puts(o, "</p>\n");
}

static void
put_row(struct output *o, enum label l, const char *value)
{
	output_puts(o, "<tr><th>");
	html_label(o, l);
	output_puts(o, "</th><td><bdi dir=\"ltr\">");
	html_text(o, value, strlen(value));
	output_puts(o, "</bdi></td></tr>\n");
}

static void
append(char *out, size_t size, const char *word)
{
	size_t n = strlen(out);

	snprintf(out + n, size - n, "%s%s", n > 0 ? ", " : "", word);
}

static void
put_rules(const struct tawam_params *p, struct output *o)
{
	char text[512] = "";

	for (unsigned r = 0; r < TAWAM_NRELATIONS; r++)
		if (p->join & TAWAM_BIT(r))
			append(text, sizeof(text), tawam_relation_name(
			    (enum tawam_relation)r));
	put_row(o, LABEL_JOIN, text);
	text[0] = '\0';
	for (size_t i = 0; p->keep != NULL && i < p->nkeep; i++) {
		append(text, sizeof(text), tawam_keep_name(p->keep[i].rule));
		if (p->keep[i].rule == TAWAM_KEEP_SOURCE)
			append(text, sizeof(text), p->keep[i].sources);
	}
	put_row(o, LABEL_KEEP, p->keep == NULL ? "longest, first" : text);
}

static void
put_settings(const struct run_info *r, struct output *o)
{
	const struct tawam_params *p = r->params;
	const struct tawam_plan *plan = &r->stats->plan;
	char text[256];

	output_puts(o, "<div class=\"box\"><table>\n");
	put_row(o, LABEL_PROFILE, tawam_profile_name(p->profile));
	snprintf(text, sizeof(text), "%g", p->threshold);
	put_row(o, LABEL_THRESHOLD, text);
	if (p->containment > 0) {
		snprintf(text, sizeof(text), "%g", p->containment);
		put_row(o, LABEL_CONTAINMENT, text);
	}
	snprintf(text, sizeof(text), "%" PRIu32, p->ngram);
	put_row(o, LABEL_NGRAM, text);
	put_rules(p, o);
	if (plan->bands > 0) {
		snprintf(text, sizeof(text), "%" PRIu32 " x %" PRIu32,
		    plan->bands, plan->rows);
		put_row(o, LABEL_BANDS, text);
		snprintf(text, sizeof(text), "%.2f%%", plan->recall * 100);
		put_row(o, LABEL_RECALL, text);
	}
	snprintf(text, sizeof(text), "%s full, %s short, %s tiny, %s empty",
	    grouped(r->stats->full), grouped(r->stats->brief),
	    grouped(r->stats->tiny), grouped(r->stats->empty));
	put_row(o, LABEL_LENGTHS, text);
	snprintf(text, sizeof(text), "%s exact, %s near, %s template, "
	    "%s contained", grouped(r->stats->pairs[TAWAM_EXACT]),
	    grouped(r->stats->pairs[TAWAM_NEAR]),
	    grouped(r->stats->pairs[TAWAM_TEMPLATE]),
	    grouped(r->stats->pairs[TAWAM_CONTAINED]));
	put_row(o, LABEL_PAIRS, text);
	if (r->skipped > 0)
		put_row(o, LABEL_TROUBLE, grouped(r->skipped));
	output_puts(o, "</table></div>\n");
}

/* The picture's plane: x from 36 to 312, y from 10 (all) to 150 (none). */
static double
curve_x(double j)
{
	return 36 + 276 * j;
}

static double
curve_y(double found)
{
	return 150 - 140 * found;
}

static void
put_grid(struct output *o)
{
	for (int i = 0; i <= 4; i++) {
		double y = curve_y(i / 4.0);

		output_printf(o, "<path class=\"grid\" d=\"M36 %.1fH312\"/>"
		    "<text x=\"31\" y=\"%.1f\" text-anchor=\"end\">%d%%"
		    "</text>\n", y, y + 3.5, i * 25);
	}
	for (int i = 0; i <= 5; i++)
		output_printf(o, "<text x=\"%.1f\" y=\"165\" text-anchor="
		    "\"middle\">%.1f</text>\n", curve_x(i / 5.0), i / 5.0);
}

static void
put_curve(const struct run_info *r, struct output *o)
{
	const struct tawam_plan *p = &r->stats->plan;
	double t = r->params->threshold;

	output_puts(o, "<figure class=\"box\"><figcaption>");
	html_label(o, LABEL_CURVE);
	output_puts(o, "</figcaption>\n<svg viewBox=\"0 0 320 172\" "
	    "role=\"img\" direction=\"ltr\" style=\"direction:ltr\">\n");
	put_grid(o);
	for (int pass = 0; pass < 2; pass++) {
		output_printf(o, "<path class=\"%s\" d=\"M%.1f %.1f",
		    pass == 0 ? "under" : "curve", curve_x(0), curve_y(0));
		for (int i = 1; i <= 70; i++)
			output_printf(o, "L%.1f %.1f", curve_x(i / 70.0),
			    curve_y(tawam_scurve(p->bands, p->rows,
			    i / 70.0)));
		if (pass == 0)
			output_printf(o, "V%.1fZ", curve_y(0));
		output_puts(o, "\"/>\n");
	}
	output_printf(o, "<path class=\"mark\" d=\"M%.1f 10V150\"/>"
	    "<text class=\"markt\" x=\"%.1f\" y=\"145\" text-anchor=\"end\">"
	    "%g</text>\n</svg></figure>\n", curve_x(t), curve_x(t) - 4, t);
}

int
html_report(const struct html_report *h, struct output *o)
{
	struct tawam_sketcher *s;
	int r;

	if ((r = tawam_sketcher_new(&s, h->run->params)) != 0)
		return r;
	put_head(h, o);
	put_counts(h->run->stats, o);
	output_puts(o, "<h2>");
	html_label(o, LABEL_SETTINGS);
	output_puts(o, "</h2>\n<div class=\"two\">\n");
	put_settings(h->run, o);
	if (h->run->stats->plan.bands > 0)
		put_curve(h->run, o);
	output_puts(o, "</div>\n");
	html_clusters(h, s, o);
	html_pairs(h, s, o);
	tawam_sketcher_free(s);
	output_puts(o, "<footer>");
	html_label(o, LABEL_FOOTER);
	output_printf(o, " <bdi class=\"n\">tawam %s &middot; tables %s"
	    "</bdi></footer>\n</main>\n</body>\n</html>\n", tawam_version(),
	    tawam_tables_version());
	return 0;
}
