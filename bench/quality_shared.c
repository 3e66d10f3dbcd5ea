/*
 * quality_shared.c - real news: exact pairs of ten thousand articles, and
 * pairs that were read and labelled.
 */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"

/*
 * Exact pairs
 */

struct exact {
	struct texts x;
	struct found found;
	double threshold;
	uint64_t wanted, got, edge;
	double furthest;	/* of our Jaccard from the truth's */
};

/* Near the threshold the other measure's rules decide which side it is. */
#define EDGE	.01

static void
exact_row(void *arg, char *const *field, size_t n)
{
	struct exact *e = arg;
	double j = strtod(field[2], NULL);
	const struct tawam_match *m;

	(void)n;
	m = found_match(&e->found, texts_find(&e->x, field[0]),
	    texts_find(&e->x, field[1]));
	if (m != NULL && fabs(m->jaccard - j) > e->furthest)
		e->furthest = fabs(m->jaccard - j);
	if (j < e->threshold)
		return;
	e->wanted++;
	e->got += m != NULL;
	e->edge += m == NULL && j < e->threshold + EDGE;
}

static void
exact_print(FILE *f, const struct exact *e)
{
	uint64_t over = 0, relation[TAWAM_NRELATIONS] = { 0 };
	double n = (double)e->x.n;

	for (size_t i = 0; i < e->found.n; i++) {
		over += e->found.p[i].match.jaccard >= e->threshold;
		relation[e->found.p[i].match.relation]++;
	}
	fprintf(f, "at %.2f: %" PRIu64 " of %" PRIu64 " pairs of the truth "
	    "found, recall %.4f (missed within %.2f of it: %" PRIu64 ")\n",
	    e->threshold, e->got, e->wanted,
	    (double)e->got / (double)e->wanted, EDGE, e->edge);
	fprintf(f, "\tpairs found at or over it %" PRIu64 "; furthest Jaccard "
	    "from the truth's %.4f\n\trelations:", over, e->furthest);
	for (int r = TAWAM_EXACT; r < TAWAM_NRELATIONS; r++)
		fprintf(f, " %s %" PRIu64,
		    tawam_relation_name((enum tawam_relation)r), relation[r]);
	fprintf(f, "; clusters %" PRIu64 ", dropped %" PRIu64 "\n",
	    e->found.stats.clusters, e->found.stats.dropped);
	fprintf(f, "\tcandidates %" PRIu64 ", %.4f %% of all pairs; compared %"
	    PRIu64 "; %u bands of %u rows\n", e->found.stats.candidates,
	    100 * (double)e->found.stats.candidates / (n * (n - 1) / 2),
	    e->found.stats.verified, e->found.stats.plan.bands,
	    e->found.stats.plan.rows);
}

void
quality_exact(FILE *f)
{
	static const double cuts[] = { .7, .8 };
	struct exact e;

	texts_read(&e.x, bench_shared("data/ant_exact/docs.jsonl"));
	fprintf(f, "ant_exact: %zu documents against the pairs of an exact "
	    "search\n", e.x.n);
	for (size_t i = 0; i < sizeof(cuts) / sizeof(cuts[0]); i++) {
		e.threshold = cuts[i];
		e.wanted = e.got = e.edge = 0;
		e.furthest = 0;
		found_run(&e.found, &e.x, cuts[i]);
		tsv_read(bench_shared("data/ant_exact/truth.tsv"), 1, 3,
		    exact_row, &e);
		exact_print(f, &e);
		found_free(&e.found);
	}
	texts_free(&e.x);
}

/*
 * Labelled pairs: 1 one story; 0.. to be kept apart (0t template, 0f
 * follow-up); c and r, abridged and rewritten, and ?, open, are left out.
 */

#define NCUTS	3

static const double label_cuts[NCUTS] = { .6, .65, .7 };

struct labelled {
	struct texts x;
	size_t column;
	struct tawam_sketcher *s[NCUTS];
	/* [follow-ups left out][by the rules][threshold] */
	struct score score[2][2][NCUTS];
	uint64_t pairs, templates, refused;	/* refused at the first cut */
	uint64_t stories, lost;
};

static void
labelled_row(void *arg, char *const *field, size_t n)
{
	struct labelled *l = arg;
	const struct text *a = &l->x.t[texts_find(&l->x, field[0])];
	const struct text *b = &l->x.t[texts_find(&l->x, field[1])];
	const char *label = field[l->column];
	int same = strcmp(label, "1") == 0, apart = label[0] == '0';
	int followup = strcmp(label, "0f") == 0;

	(void)n;
	l->pairs++;
	for (size_t k = 0; k < NCUTS; k++) {
		struct tawam_match m;

		check(tawam_compare(l->s[k], a->text, a->len, b->text, b->len,
		    &m), "tawam_compare");
		if (k == 0 && m.jaccard >= label_cuts[0]) {
			int refuse = m.relation == TAWAM_TEMPLATE;

			l->templates += strcmp(label, "0t") == 0;
			l->refused += strcmp(label, "0t") == 0 && refuse;
			l->stories += strchr("1cr", label[0]) != NULL;
			l->lost += strchr("1cr", label[0]) != NULL && refuse;
		}
		if (!same && !apart)
			continue;
		for (int without = 0; without < (followup ? 1 : 2);
		    without++) {
			score_add(&l->score[without][0][k], same,
			    m.jaccard >= label_cuts[k]);
			score_add(&l->score[without][1][k], same,
			    bench_joins(m.relation));
		}
	}
}

static void
labelled_read(struct labelled *l, const char *docs, const char *truth,
    size_t column)
{
	memset(l, 0, sizeof(*l));
	l->column = column;
	texts_read(&l->x, bench_shared(docs));
	for (size_t k = 0; k < NCUTS; k++) {
		struct tawam_params p;

		found_params(&p, label_cuts[k]);
		check(tawam_sketcher_new(&l->s[k], &p), "tawam_sketcher_new");
	}
	tsv_read(bench_shared(truth), 1, column + 1, labelled_row, l);
	for (size_t k = 0; k < NCUTS; k++)
		tawam_sketcher_free(l->s[k]);
	texts_free(&l->x);
}

static void
labelled_print(FILE *f, const char *name, const struct labelled *l)
{
	fprintf(f, "\n%s: %" PRIu64 " pairs; at %.2f or over %" PRIu64 " of %"
	    PRIu64 " templates told, %" PRIu64 " of %" PRIu64
	    " stories refused\n%-28s %9s %9s %9s %7s %7s %7s\n", name,
	    l->pairs, label_cuts[0], l->refused, l->templates, l->lost,
	    l->stories, "", "precision", "recall", "F1", "right", "wrong",
	    "missed");
	for (int without = 0; without < 2; without++) {
		for (size_t k = 0; k < NCUTS; k++) {
			for (int rules = 0; rules < 2; rules++) {
				char row[40];

				snprintf(row, sizeof(row), "%.2f %s%s",
				    label_cuts[k], rules ? "rules" : "Jaccard",
				    without ? ", no follow-ups" : "");
				score_print(f, row,
				    &l->score[without][rules][k]);
			}
		}
	}
}

static void
labelled_add(struct labelled *sum, const struct labelled *l)
{
	struct score *s = &sum->score[0][0][0];
	const struct score *x = &l->score[0][0][0];

	for (size_t i = 0; i < sizeof(sum->score) / sizeof(*s); i++) {
		s[i].right += x[i].right;
		s[i].wrong += x[i].wrong;
		s[i].missed += x[i].missed;
	}
	sum->pairs += l->pairs;
	sum->templates += l->templates;
	sum->refused += l->refused;
	sum->stories += l->stories;
	sum->lost += l->lost;
}

void
quality_labelled(FILE *f)
{
	struct labelled gold, dev, sum;

	memset(&sum, 0, sizeof(sum));
	labelled_read(&gold, "data/ant_gold/docs.jsonl",
	    "data/ant_gold/truth.tsv", 3);
	labelled_print(f, "ant_gold", &gold);
	labelled_read(&dev, "data/ant_exact/docs.jsonl",
	    "data/ant_dev/truth.tsv", 2);
	labelled_print(f, "ant_dev", &dev);
	labelled_add(&sum, &gold);
	labelled_add(&sum, &dev);
	labelled_print(f, "ant_gold and ant_dev", &sum);
}
