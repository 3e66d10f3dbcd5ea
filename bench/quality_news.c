/*
 * quality_news.c - the bundled news against the labels of its making.
 *
 * A pair that is neither labelled nor undecided is different: each original
 * tells an event of its own.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "report/xalloc.h"

enum label {
	LABEL_EXACT, LABEL_NEAR, LABEL_TEMPLATE, LABEL_CONTAINED,
	LABEL_EMBEDDED, LABEL_REWRITE, LABEL_DIFFERENT, LABEL_UNDECIDED
};
#define NLABELS		8

static const char *const label_names[NLABELS] = {
	"exact", "near", "template", "contained", "embedded", "rewrite",
	"different", "undecided"
};

/* Labels that are the right answer themselves.  An article embedded in a page
 * is contained; the others have no relation of their own. */
static const enum tawam_relation answer[] = {
	TAWAM_EXACT, TAWAM_NEAR, TAWAM_TEMPLATE, TAWAM_CONTAINED
};
#define NANSWERS	4

struct news {
	struct texts x;
	uint8_t *label;		/* of a pair, at a * n + b, a < b */
	enum label reading;
};

static uint8_t *
label_at(const struct news *w, size_t a, size_t b)
{
	return &w->label[a < b ? a * w->x.n + b : b * w->x.n + a];
}

static void
read_label(void *arg, char *const *field, size_t n)
{
	struct news *w = arg;
	uint8_t *at = label_at(w, texts_find(&w->x, field[0]),
	    texts_find(&w->x, field[1]));

	(void)n;
	*at = (uint8_t)w->reading;
	if (w->reading == LABEL_UNDECIDED)
		return;
	for (size_t i = 0; i < NLABELS; i++)
		if (strcmp(field[2], label_names[i]) == 0)
			*at = (uint8_t)i;
}

static void
news_read(struct news *w, const char *folder)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/news.jsonl", folder);
	texts_read(&w->x, path);
	w->label = xalloc(w->x.n * w->x.n, 1);
	memset(w->label, LABEL_DIFFERENT, w->x.n * w->x.n);
	w->reading = LABEL_DIFFERENT;
	snprintf(path, sizeof(path), "%s/truth.tsv", folder);
	tsv_read(path, 0, 3, read_label, w);
	w->reading = LABEL_UNDECIDED;
	snprintf(path, sizeof(path), "%s/undecided.tsv", folder);
	tsv_read(path, 0, 2, read_label, w);
}

/* Answers to labels, with the scores that follow from them. */
struct answers {
	uint64_t n[NLABELS][TAWAM_NRELATIONS];
};

static void
answers_scores(const struct answers *t, struct score *join,
    struct score one[NANSWERS])
{
	for (size_t k = 0; k < LABEL_UNDECIDED; k++) {
		for (int r = 0; r < TAWAM_NRELATIONS; r++) {
			enum tawam_relation got = (enum tawam_relation)r;
			uint64_t n = t->n[k][r];
			int wanted = k == LABEL_EXACT || k == LABEL_NEAR;

			join->right += wanted && bench_joins(got) ? n : 0;
			join->wrong += !wanted && bench_joins(got) ? n : 0;
			join->missed += wanted && !bench_joins(got) ? n : 0;
			for (size_t i = 0; i < NANSWERS; i++) {
				int is = answer[i] == got, want = k == i ||
				    (i == LABEL_CONTAINED &&
				    k == LABEL_EMBEDDED);

				one[i].right += want && is ? n : 0;
				one[i].wrong += !want && is ? n : 0;
				one[i].missed += want && !is ? n : 0;
			}
		}
	}
}

static void
answers_print(FILE *f, const char *how, const struct answers *t)
{
	struct score join = { 0, 0, 0 }, one[NANSWERS];

	memset(one, 0, sizeof(one));
	answers_scores(t, &join, one);
	fprintf(f, "\n%s\n%-28s %9s %9s %9s %7s %7s %7s\n", how, "",
	    "precision", "recall", "F1", "right", "wrong", "missed");
	score_print(f, "joins (exact or near)", &join);
	for (size_t i = 0; i < NANSWERS; i++)
		score_print(f, i == LABEL_CONTAINED ? "contained or embedded" :
		    label_names[i], &one[i]);
	fprintf(f, "%-12s", "label");
	for (int r = 0; r < TAWAM_NRELATIONS; r++)
		fprintf(f, " %10s",
		    tawam_relation_name((enum tawam_relation)r));
	fprintf(f, "\n");
	for (size_t k = 0; k < NLABELS; k++) {
		fprintf(f, "%-12s", label_names[k]);
		for (int r = 0; r < TAWAM_NRELATIONS; r++)
			fprintf(f, " %10" PRIu64, t->n[k][r]);
		fprintf(f, "\n");
	}
}

/* Every pair compared: what the relations are worth when none is missed. */
static void
compare_all(const struct news *w, double threshold, struct answers *t)
{
	struct tawam_sketcher *s;
	struct tawam_params p;

	memset(t, 0, sizeof(*t));
	found_params(&p, threshold);
	check(tawam_sketcher_new(&s, &p), "tawam_sketcher_new");
	for (size_t a = 0; a < w->x.n; a++) {
		for (size_t b = a + 1; b < w->x.n; b++) {
			struct tawam_match m;

			check(tawam_compare(s, w->x.t[a].text, w->x.t[a].len,
			    w->x.t[b].text, w->x.t[b].len, &m),
			    "tawam_compare");
			t->n[*label_at(w, a, b)][m.relation]++;
		}
	}
	tawam_sketcher_free(s);
}

static void
look_up_all(const struct news *w, const struct found *found,
    struct answers *t)
{
	memset(t, 0, sizeof(*t));
	for (size_t a = 0; a < w->x.n; a++) {
		for (size_t b = a + 1; b < w->x.n; b++) {
			const struct tawam_match *m = found_match(found, a, b);

			t->n[*label_at(w, a, b)][m != NULL ? m->relation :
			    TAWAM_UNRELATED]++;
		}
	}
}

/* What a user loses: documents dropped for one that is not their twin. */
static void
drops_print(FILE *f, const struct news *w, const struct found *found)
{
	uint64_t dropped = 0, wrong = 0, open = 0;

	for (size_t i = 0; i < w->x.n; i++) {
		size_t keep = (size_t)found->survivor[i];
		uint8_t label;

		if (keep == i)
			continue;
		dropped++;
		label = *label_at(w, i, keep);
		open += label == LABEL_UNDECIDED;
		wrong += label != LABEL_UNDECIDED && label != LABEL_EXACT &&
		    label != LABEL_NEAR;
	}
	fprintf(f, "dropped: %" PRIu64 " documents, %" PRIu64 " of them for "
	    "one that is no twin, %" PRIu64 " undecided\n", dropped, wrong,
	    open);
}

void
quality_news(FILE *f, const char *folder)
{
	static const double cuts[] = { .7, .6 };
	struct answers t;
	struct news w;

	news_read(&w, folder);
	fprintf(f, "The bundled news: %zu documents; scores leave undecided "
	    "pairs out.\n", w.x.n);
	for (size_t i = 0; i < sizeof(cuts) / sizeof(cuts[0]); i++) {
		struct found found;
		char how[80];

		found_run(&found, &w.x, cuts[i]);
		look_up_all(&w, &found, &t);
		snprintf(how, sizeof(how), "corpus at %.2f", cuts[i]);
		answers_print(f, how, &t);
		drops_print(f, &w, &found);
		found_free(&found);
		compare_all(&w, cuts[i], &t);
		snprintf(how, sizeof(how), "every pair compared, at %.2f",
		    cuts[i]);
		answers_print(f, how, &t);
	}
	free(w.label);
	texts_free(&w.x);
}
