/*
 * quality_generated.c - a generated corpus against how its copies were made.
 *
 * Recall is asked of copies and their originals whose exact Jaccard is at the
 * threshold or over it: a rate of edits alone does not say which are.
 */
#include <err.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "report/xalloc.h"

#define RATES_MAX	16

struct rate {
	char name[16];		/* "exact" or "rate .05" */
	uint64_t copies, wanted, found, joined, template;
	uint64_t least;		/* Jaccard of a copy, in ten thousandths */
};

struct generated {
	struct texts x;
	size_t *group;		/* of a document: its first document */
	uint8_t *rate;		/* of a document; RATES_MAX: a first one */
	struct rate rates[RATES_MAX];
	size_t nrates;
};

static uint8_t
rate_named(struct generated *g, const char *name)
{
	size_t i;

	for (i = 0; i < g->nrates; i++)
		if (strcmp(g->rates[i].name, name) == 0)
			return (uint8_t)i;
	if (i == RATES_MAX)
		errx(1, "more than %d rates of edits", RATES_MAX);
	snprintf(g->rates[i].name, sizeof(g->rates[i].name), "%s", name);
	g->rates[i].least = 10000;
	g->nrates++;
	return (uint8_t)i;
}

static void
read_row(void *arg, char *const *field, size_t n)
{
	struct generated *g = arg;
	size_t doc = texts_find(&g->x, field[0]);
	const char *rate = strstr(field[2], "rate=");
	char name[16];

	(void)n;
	g->group[doc] = texts_find(&g->x, field[1]);
	if (strcmp(field[2], "first") == 0) {
		g->rate[doc] = RATES_MAX;
		return;
	}
	if (strncmp(field[2], "exact ", 6) == 0)
		snprintf(name, sizeof(name), "exact");
	else if (rate != NULL)
		snprintf(name, sizeof(name), "rate %.*s",
		    (int)strcspn(rate + 5, " "), rate + 5);
	else
		errx(1, "%s: unknown kind of copy", field[2]);
	g->rate[doc] = rate_named(g, name);
}

static void
generated_read(struct generated *g, const char *corpus, const char *truth)
{
	memset(g, 0, sizeof(*g));
	texts_read(&g->x, corpus);
	g->group = xalloc(g->x.n, sizeof(*g->group));
	g->rate = xalloc(g->x.n, 1);
	/* A document the truth says nothing about is its own. */
	for (size_t i = 0; i < g->x.n; i++)
		g->group[i] = i;
	memset(g->rate, RATES_MAX, g->x.n);
	tsv_read(truth, 0, 3, read_row, g);
}

static void
count_copy(struct generated *g, struct tawam_sketcher *s,
    const struct found *found, size_t doc, double threshold)
{
	const struct text *a = &g->x.t[g->group[doc]], *b = &g->x.t[doc];
	struct rate *r = &g->rates[g->rate[doc]];
	const struct tawam_match *got;
	struct tawam_match m;
	uint64_t j;

	check(tawam_compare(s, a->text, a->len, b->text, b->len, &m),
	    "tawam_compare");
	r->copies++;
	j = (uint64_t)(10000 * m.jaccard);
	if (j < r->least)
		r->least = j;
	if (m.jaccard < threshold)
		return;
	got = found_match(found, g->group[doc], doc);
	r->wanted++;
	r->found += got != NULL;
	r->joined += got != NULL && bench_joins(got->relation);
	r->template += m.relation == TAWAM_TEMPLATE;
}

static void
false_pairs(FILE *f, const struct generated *g, const struct found *found)
{
	uint64_t apart[TAWAM_NRELATIONS] = { 0 }, within = 0;

	for (size_t i = 0; i < found->n; i++) {
		const struct tawam_pair *p = &found->p[i];

		if (g->group[p->a] != g->group[p->b])
			apart[p->match.relation]++;
		else
			within++;
	}
	fprintf(f, "pairs of one group %" PRIu64 "; of two groups:", within);
	for (int r = TAWAM_EXACT; r < TAWAM_NRELATIONS; r++)
		fprintf(f, " %s %" PRIu64,
		    tawam_relation_name((enum tawam_relation)r), apart[r]);
	fprintf(f, "\ncandidates %" PRIu64 ", compared %" PRIu64 ", clusters %"
	    PRIu64 ", dropped %" PRIu64 ", pairs implied %" PRIu64
	    ", left out %" PRIu64 "\n", found->stats.candidates,
	    found->stats.verified, found->stats.clusters,
	    found->stats.dropped, found->stats.implied,
	    found->stats.left_out);
}

static void
rates_print(FILE *f, const struct rate *r, size_t n)
{
	struct rate all = { .name = "all" };

	fprintf(f, "%-14s %8s %8s %8s %8s %8s %8s %8s\n", "copies made by",
	    "copies", "least J", "wanted", "found", "recall", "joined",
	    "template");
	for (size_t i = 0; i <= n; i++) {
		const struct rate *x = i < n ? &r[i] : &all;

		if (i < n) {
			all.copies += x->copies;
			all.wanted += x->wanted;
			all.found += x->found;
			all.joined += x->joined;
			all.template += x->template;
			all.least = i == 0 || x->least < all.least ?
			    x->least : all.least;
		}
		fprintf(f, "%-14s %8" PRIu64 " %8.4f %8" PRIu64 " %8" PRIu64
		    " %8.4f %8" PRIu64 " %8" PRIu64 "\n", x->name, x->copies,
		    1e-4 * (double)x->least, x->wanted, x->found,
		    x->wanted > 0 ? (double)x->found / (double)x->wanted : 1,
		    x->joined, x->template);
	}
}

static int
by_name(const void *p, const void *q)
{
	const struct rate *a = p, *b = q;

	return strcmp(a->name, b->name);
}

static void
at_threshold(FILE *f, struct generated *g, double threshold)
{
	struct rate sorted[RATES_MAX];
	struct tawam_sketcher *s;
	struct tawam_params p;
	struct found found;

	for (size_t i = 0; i < g->nrates; i++) {
		struct rate *r = &g->rates[i];

		r->copies = r->wanted = r->found = r->joined = 0;
		r->template = 0;
		r->least = 10000;
	}
	found_run(&found, &g->x, threshold);
	found_params(&p, threshold);
	check(tawam_sketcher_new(&s, &p), "tawam_sketcher_new");
	for (size_t i = 0; i < g->x.n; i++)
		if (g->rate[i] != RATES_MAX)
			count_copy(g, s, &found, i, threshold);
	tawam_sketcher_free(s);
	fprintf(f, "\nat %.2f: %u bands of %u rows, expected recall %.4f\n",
	    threshold, found.stats.plan.bands, found.stats.plan.rows,
	    found.stats.plan.recall);
	memcpy(sorted, g->rates, sizeof(sorted));
	qsort(sorted, g->nrates, sizeof(*sorted), by_name);
	rates_print(f, sorted, g->nrates);
	false_pairs(f, g, &found);
	found_free(&found);
}

void
quality_generated(FILE *f, const char *corpus, const char *truth)
{
	struct generated g;

	generated_read(&g, corpus, truth);
	fprintf(f, "\nThe generated corpus: %zu documents; each copy with its "
	    "original.\nwanted: exact Jaccard at or over the threshold.\n",
	    g.x.n);
	at_threshold(f, &g, .7);
	at_threshold(f, &g, .8);
	free(g.group);
	free(g.rate);
	texts_free(&g.x);
}
