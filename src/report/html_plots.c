/*
 * html_plots.c - pictures of a run, as inline SVG: how large the clusters
 * are, and how alike the pairs, with the share that the search finds.
 */
#include <inttypes.h>
#include <stdio.h>

#include "report/html_plots.h"
#include "report/html_text.h"
#include "report/number.h"

/* The planes: x from LEFT to RIGHT, y from TOP (all) to BOTTOM (none). */
#define WIDTH	340
#define HEIGHT	190
#define LEFT	44.0
#define RIGHT	300.0
#define TOP	16.0
#define BOTTOM	156.0

/* Of a column, from the left and from below. */
#define STEPS	4

static double
at_x(double share)
{
	return LEFT + (RIGHT - LEFT) * share;
}

static double
at_y(double share)
{
	return BOTTOM - (BOTTOM - TOP) * share;
}

/* The next of 1, 2, 5, 10, 20 ... that a scale of four steps reaches. */
static uint64_t
scale_of(uint64_t most)
{
	static const uint64_t digits[] = { 4, 8, 12, 20, 28 };

	for (uint64_t ten = 1; ten < UINT64_MAX / 40; ten *= 10)
		for (size_t i = 0; i < 5; i++)
			if (digits[i] * ten >= most)
				return digits[i] * ten;
	return most;
}

static void
open_figure(struct output *o, enum label l)
{
	output_puts(o, "<figure class=\"box\"><figcaption>");
	html_label(o, l);
	output_printf(o, "</figcaption>\n<svg viewBox=\"0 0 %d %d\" "
	    "role=\"img\" aria-label=\"%s\" direction=\"ltr\">\n", WIDTH,
	    HEIGHT, label_ar(l));
}

static void
put_text(struct output *o, double x, double y, const char *anchor,
    const char *text)
{
	output_printf(o, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s"
	    "</text>\n", x, y, anchor, text);
}

static void
put_counts(struct output *o, uint64_t scale)
{
	for (unsigned i = 0; i <= STEPS; i++) {
		double y = at_y((double)i / STEPS);

		output_printf(o, "<path class=\"grid\" d=\"M%.0f %.1fH%.0f\"/>"
		    "\n", LEFT, y, RIGHT);
		put_text(o, LEFT - 6, y + 3.5, "end",
		    grouped(scale / STEPS * i));
	}
}

static void
put_bar(struct output *o, const char *class, double x, double width,
    double from, double to)
{
	if (to > from)
		output_printf(o, "<rect class=\"%s\" x=\"%.2f\" y=\"%.2f\" "
		    "width=\"%.2f\" height=\"%.2f\"/>\n", class, x, at_y(to),
		    width, at_y(from) - at_y(to));
}

static void
put_sizes(const struct page *p)
{
	static const char *const names[PICK_SIZES] = { "2", "3", "4", "5",
	    "6&ndash;10", "&ndash;20", "&ndash;50", "&ndash;100", "101+" };
	const uint64_t *sizes = p->h->pick->sizes;
	const double step = (RIGHT - LEFT) / PICK_SIZES;
	struct output *o = p->o;
	uint64_t most = 1;

	for (size_t i = 0; i < PICK_SIZES; i++)
		most = sizes[i] > most ? sizes[i] : most;
	most = scale_of(most);
	open_figure(o, LABEL_SIZES);
	put_counts(o, most);
	for (size_t i = 0; i < PICK_SIZES; i++) {
		double x = LEFT + step * (double)i;
		double y = (double)sizes[i] / (double)most;

		put_bar(o, "fk", x + 3, step - 6, 0, y);
		put_text(o, x + step / 2, BOTTOM + 14, "middle", names[i]);
		if (sizes[i] > 0)
			put_text(o, x + step / 2, at_y(y) - 4, "middle",
			    grouped(sizes[i]));
	}
	output_puts(o, "</svg></figure>\n");
}

/* Relations from the ground up, and their class in the style sheet. */
static const struct {
	enum tawam_relation relation;
	const char *class;
} stack[] = {
	{ TAWAM_EXACT, "f-exact" }, { TAWAM_NEAR, "f-near" },
	{ TAWAM_TEMPLATE, "f-template" }, { TAWAM_CONTAINED, "f-contained" },
	{ TAWAM_BELOW, "f-below" },
};
#define NSTACK	(sizeof(stack) / sizeof(stack[0]))

static uint64_t
column(const struct pick *pick, size_t bin)
{
	uint64_t n = 0;

	for (size_t i = 0; i < NSTACK; i++)
		n += pick->jaccard[stack[i].relation][bin];
	return n;
}

static void
put_columns(const struct page *p, uint64_t scale)
{
	const double step = (RIGHT - LEFT) / PICK_BINS;

	for (size_t bin = 0; bin < PICK_BINS; bin++) {
		uint64_t below = 0;

		for (size_t i = 0; i < NSTACK; i++) {
			uint64_t n = p->h->pick->jaccard[stack[i].relation]
			    [bin];

			put_bar(p->o, stack[i].class,
			    LEFT + step * (double)bin + .4, step - .8,
			    (double)below / (double)scale,
			    (double)(below + n) / (double)scale);
			below += n;
		}
	}
}

/* What share of the pairs of each Jaccard the bands bring together. */
static void
put_curve(const struct page *p)
{
	const struct tawam_plan *plan = &p->h->run->stats->plan;
	struct output *o = p->o;

	if (plan->bands == 0)
		return;
	output_printf(o, "<path class=\"curve\" d=\"M%.1f %.1f", at_x(0),
	    at_y(0));
	for (int i = 1; i <= 70; i++)
		output_printf(o, "L%.1f %.1f", at_x(i / 70.0),
		    at_y(tawam_scurve(plan->bands, plan->rows, i / 70.0)));
	output_puts(o, "\"/>\n");
	for (int i = 0; i <= 2; i++) {
		char text[8];

		snprintf(text, sizeof(text), "%d%%", i * 50);
		put_text(o, RIGHT + 5, at_y(i / 2.0) + 3.5, "start", text);
	}
}

static void
put_mark(const struct page *p, double t)
{
	output_printf(p->o, "<path class=\"mark\" d=\"M%.1f %.0fV%.0f\"/>"
	    "<text class=\"markt\" x=\"%.1f\" y=\"%.0f\" text-anchor=\"end\">"
	    "%g</text>\n", at_x(t), TOP - 8, BOTTOM, at_x(t) - 3, TOP - 3, t);
}

static void
put_jaccard(const struct page *p)
{
	const struct tawam_params *params = p->h->run->params;
	const struct pick *pick = p->h->pick;
	struct output *o = p->o;
	uint64_t most = 1;

	for (size_t bin = 0; bin < PICK_BINS; bin++)
		if (column(pick, bin) > most)
			most = column(pick, bin);
	most = scale_of(most);
	open_figure(o, LABEL_CURVE);
	put_counts(o, most);
	put_columns(p, most);
	put_curve(p);
	put_mark(p, params->threshold);
	if (params->floor > 0 && params->floor < params->threshold)
		put_mark(p, params->floor);
	for (int i = 0; i <= 5; i++) {
		char text[8];

		snprintf(text, sizeof(text), "%.1f", i / 5.0);
		put_text(o, at_x(i / 5.0), BOTTOM + 14, "middle", text);
	}
	output_puts(o, "</svg>\n<p class=\"key\">");
	for (size_t i = 0; i < NSTACK; i++) {
		output_printf(o, "<span><i class=\"r-%s\"></i>",
		    tawam_relation_name(stack[i].relation));
		html_label(o, relation_label(stack[i].relation));
		output_puts(o, "</span>");
	}
	if (p->h->run->stats->plan.bands > 0) {
		output_puts(o, "<span><i class=\"stroke\"></i>");
		html_label(o, LABEL_FOUND_SHARE);
		output_puts(o, "</span>");
	}
	output_puts(o, "</p></figure>\n");
}

void
html_plots(const struct page *p)
{
	output_puts(p->o, "<div class=\"two even\">\n");
	put_jaccard(p);
	put_sizes(p);
	output_puts(p->o, "</div>\n");
}
