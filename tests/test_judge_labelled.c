/*
 * test_judge_labelled.c - the judge on pairs of real news that were read and
 * labelled by hand.
 *
 * Label 1: one story; 0..: must not be joined (0t a template, 0f a follow-up);
 * c and r, abridged and rewritten: joined or not, but no templates; ? open.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "oracle/shared.h"
#include "test_judge.h"

#define NCUTS	3

static const double cuts[NCUTS] = { .60, .65, .70 };

/* Joins at one threshold; printed as right/wrong/missed after their F1. */
struct score {
	size_t right, wrong, missed;
};

struct figures {
	/* [without follow-ups][with the rules][threshold] */
	struct score score[2][2][NCUTS];
	size_t templates, found;	/* label 0t, of any J */
	size_t stories, refused;	/* labels 1, c, r */
	size_t joined_templates;	/* at .70, with the rules */
	size_t lost;			/* label 1 and J >= .70 refused */
};

static double
f1(const struct score *s)
{
	size_t all = 2 * s->right + s->wrong + s->missed;

	return all == 0 ? 0 : 2.0 * (double)s->right / (double)all;
}

static void
count_pair(struct figures *f, const char *label, double jaccard, int refuse)
{
	int same = label[0] == '1', followup = label[1] == 'f';
	int template = label[0] == '0' && label[1] == 't';

	f->templates += template;
	f->found += template && refuse;
	f->stories += strchr("1cr", label[0]) != NULL;
	f->refused += strchr("1cr", label[0]) != NULL && refuse;
	f->joined_templates += template && jaccard >= .7 && !refuse;
	f->lost += same && jaccard >= .7 && refuse;
	if (!same && label[0] != '0')
		return;
	for (int without = 0; without < (followup ? 1 : 2); without++) {
		for (int rules = 0; rules < 2; rules++) {
			for (size_t k = 0; k < NCUTS; k++) {
				struct score *s =
				    &f->score[without][rules][k];
				int join = jaccard >= cuts[k] &&
				    !(rules && refuse);

				s->right += join && same;
				s->wrong += join && !same;
				s->missed += !join && same;
			}
		}
	}
}

/* The labels of one file; 0: the data is not there. */
static int
read_pairs(struct bench *x, const char *docs, const char *truth,
    size_t column, struct figures *f)
{
	struct corpus c;
	size_t len;
	char *text = shared_read(truth, &len);

	if (text == NULL || shared_corpus(&c, docs) != 0) {
		free(text);
		return 0;
	}
	struct lines l = { text, len, NULL, 0 };

	cr_assert(shared_line(&l));	/* the names of the columns */
	while (shared_line(&l)) {
		struct field v[8];
		const struct judgement *out;
		char label[3] = { 0 };
		long a, b;

		cr_assert_gt(shared_fields(l.line, l.len, v, 8), column);
		a = shared_corpus_find(&c, v[0].p, v[0].len);
		b = shared_corpus_find(&c, v[1].p, v[1].len);
		cr_assert(a >= 0 && b >= 0);
		memcpy(label, v[column].p, v[column].len < 2 ?
		    v[column].len : 2);
		out = bench_judge_text(x, c.docs[a].text, c.docs[b].text);
		count_pair(f, label, x->jaccard, out->is_template);
	}
	shared_corpus_free(&c);
	free(text);
	return 1;
}

static void
print_figures(const char *name, const struct figures *f)
{
	for (int without = 0; without < 2; without++) {
		for (int rules = 0; rules < 2; rules++) {
			fprintf(stderr, "judge %-8s %-17s %-7s", name,
			    without ? "without follow-ups" : "all",
			    rules ? "rules" : "J alone");
			for (size_t k = 0; k < NCUTS; k++) {
				const struct score *s =
				    &f->score[without][rules][k];

				fprintf(stderr, "  %.2f: %.3f (%zu/%zu/%zu)",
				    cuts[k], f1(s), s->right, s->wrong,
				    s->missed);
			}
			fprintf(stderr, "\n");
		}
	}
	fprintf(stderr, "judge %-8s templates found %zu/%zu, stories refused "
	    "%zu/%zu\n", name, f->found, f->templates, f->refused,
	    f->stories);
}

static void
add(struct figures *sum, const struct figures *f)
{
	for (size_t i = 0; i < 2 * 2 * NCUTS; i++) {
		struct score *s = &(&sum->score[0][0][0])[i];
		const struct score *x = &(&f->score[0][0][0])[i];

		s->right += x->right;
		s->wrong += x->wrong;
		s->missed += x->missed;
	}
	sum->templates += f->templates;
	sum->found += f->found;
	sum->stories += f->stories;
	sum->refused += f->refused;
	sum->joined_templates += f->joined_templates;
	sum->lost += f->lost;
}

Test(judge_labelled, real_pairs_are_told_apart)
{
	static const struct {
		const char *name, *docs, *truth;
		size_t column;
		double least;	/* F1 at .65, follow-ups aside */
	} sets[] = {
		{ "ant_gold", "data/ant_gold/docs.jsonl",
		    "data/ant_gold/truth.tsv", 3, .97 },
		{ "ant_dev", "data/ant_exact/docs.jsonl",
		    "data/ant_dev/truth.tsv", 2, .97 },
	};
	struct figures sum = { 0 };
	struct bench x;
	size_t read = 0;

	bench_init(&x);
	for (size_t i = 0; i < sizeof(sets) / sizeof(sets[0]); i++) {
		struct figures f = { 0 };

		if (!read_pairs(&x, sets[i].docs, sets[i].truth,
		    sets[i].column, &f)) {
			fprintf(stderr, "judge %s: not there, skipped\n",
			    sets[i].name);
			continue;
		}
		print_figures(sets[i].name, &f);
		cr_expect_geq(f1(&f.score[1][1][1]), sets[i].least);
		cr_expect_eq(f.joined_templates, 0);
		cr_expect_eq(f.lost, 0);
		cr_expect_eq(f.refused, 0);
		add(&sum, &f);
		read++;
	}
	bench_release(&x);
	if (read < 2)
		return;
	print_figures("both", &sum);
	cr_expect_geq(f1(&sum.score[1][1][1]),
	    f1(&sum.score[1][0][1]) + .08);
	/* The rules may only help. */
	for (size_t k = 0; k < NCUTS; k++)
		cr_expect_geq(f1(&sum.score[0][1][k]),
		    f1(&sum.score[0][0][k]));
	cr_expect(5 * sum.found >= 4 * sum.templates);
}
