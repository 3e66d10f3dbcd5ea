/*
 * html.c - report.html: head, figures and settings of the run.
 *
 * Nothing here differs between two runs of the same input: no times, no
 * memory.  Those are in run.json.
 */
#include <sys/types.h>
#include <netinet/in.h>

#include <inttypes.h>
#include <math.h>
#include <resolv.h>
#include <sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/html.h"
#include "report/html_clusters.h"
#include "report/html_plots.h"
#include "report/html_script.h"
#include "report/html_style.h"
#include "report/html_text.h"
#include "report/number.h"
#include "report/xalloc.h"

/* The policy names the one script that may run. */
static void
put_policy(struct output *o)
{
	uint8_t digest[SHA256_DIGEST_LENGTH];
	char base64[SHA256_DIGEST_LENGTH * 2];
	SHA2_CTX hash;

	SHA256Init(&hash);
	for (size_t i = 0; html_script[i] != NULL; i++)
		SHA256Update(&hash, (const uint8_t *)html_script[i],
		    strlen(html_script[i]));
	SHA256Final(digest, &hash);
	(void)b64_ntop(digest, sizeof(digest), base64, sizeof(base64));
	output_printf(o, "<meta http-equiv=\"Content-Security-Policy\" "
	    "content=\"default-src 'none'; style-src 'unsafe-inline'; "
	    "script-src 'sha256-%s'\">\n", base64);
}

static void
put_head(const struct html_report *h, struct output *o)
{
	const struct run_info *r = h->run;

	output_puts(o, "<!DOCTYPE html>\n<html lang=\"ar\" dir=\"rtl\">\n"
	    "<head>\n<meta charset=\"utf-8\">\n");
	put_policy(o);
	output_puts(o, "<meta name=\"viewport\" content=\"width=device-width, "
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
	if (s->known > 0)
		put_card(o, s->known, LABEL_KNOWN);
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
	put_share(o, "h", s->known, s->docs);
	put_share(o, "e", s->empty, s->docs);
	output_puts(o, "</div>\n<p class=\"key\">");
	put_key(o, "a", LABEL_UNIQUE);
	put_key(o, "k", LABEL_KEPT);
	put_key(o, "d", LABEL_DROPPED);
	if (s->known > 0)
		put_key(o, "h", LABEL_KNOWN);
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
	if (p->floor > 0 && p->floor < p->threshold) {
		snprintf(text, sizeof(text), "%g", p->floor);
		put_row(o, LABEL_FLOOR, text);
	}
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
		/* As run.json keeps it: tawam report has no more. */
		snprintf(text, sizeof(text), "%.2f%%",
		    round(plan->recall * 1e5) / 1e5 * 100);
		put_row(o, LABEL_RECALL, text);
	}
	snprintf(text, sizeof(text), "%s full, %s short, %s tiny, %s empty",
	    grouped(r->stats->full), grouped(r->stats->brief),
	    grouped(r->stats->tiny), grouped(r->stats->empty));
	put_row(o, LABEL_LENGTHS, text);
	snprintf(text, sizeof(text), "%s exact, %s near, %s template, "
	    "%s contained, %s below", grouped(r->stats->pairs[TAWAM_EXACT]),
	    grouped(r->stats->pairs[TAWAM_NEAR]),
	    grouped(r->stats->pairs[TAWAM_TEMPLATE]),
	    grouped(r->stats->pairs[TAWAM_CONTAINED]),
	    grouped(r->stats->pairs[TAWAM_BELOW]));
	put_row(o, LABEL_PAIRS, text);
	if (r->skipped > 0)
		put_row(o, LABEL_TROUBLE, grouped(r->skipped));
	output_puts(o, "</table></div>\n");
}

static void
put_page(const struct page *p)
{
	const struct html_report *h = p->h;
	struct output *o = p->o;

	put_head(h, o);
	put_counts(h->run->stats, o);
	html_plots(p);
	html_clusters(p);
	html_pairs(p);
	output_puts(o, "<h2>");
	html_label(o, LABEL_SETTINGS);
	output_puts(o, "</h2>\n");
	put_settings(h->run, o);
	output_puts(o, "<footer>");
	html_label(o, LABEL_FOOTER);
	output_printf(o, " <bdi class=\"n\">tawam %s &middot; tables %s"
	    "</bdi></footer>\n</main>\n<script>", tawam_version(),
	    tawam_tables_version());
	for (size_t i = 0; html_script[i] != NULL; i++)
		output_puts(o, html_script[i]);
	output_puts(o, "</script>\n</body>\n</html>\n");
}

int
html_report(const struct html_report *h, struct output *o)
{
	unsigned threads = pool_workers(h->pool), made = 0;
	struct tawam_sketcher **s = xalloc(threads, sizeof(*s));
	int r = 0;

	while (made < threads && r == 0)
		if ((r = tawam_sketcher_new(&s[made], h->run->params)) == 0)
			made++;
	if (r == 0)
		put_page(&(struct page){ h, s[0], o, s });
	while (made > 0)
		tawam_sketcher_free(s[--made]);
	free(s);
	return r;
}
