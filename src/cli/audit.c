/*
 * audit.c - tawam audit: recall and precision on a sample of the user's own
 * corpus, with the exact search as the truth.
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/sample.h"
#include "cli/talk.h"
#include "io/output.h"
#include "report/xalloc.h"

#define NBANDS		4
#define NCLASSES	4

/* Jaccard, and the shorter text's length, at which a row begins. */
static const double band_from[NBANDS] = { 0, .75, .8, .9 };
static const uint64_t class_from[NCLASSES + 1] = { 20, 80, 300, 1000,
	UINT64_MAX };

struct share {
	uint64_t of, n;		/* n of so many */
};

struct pairs {
	struct tawam_pair *pair;
	size_t n, cap;
};

struct audit {
	struct run run;
	struct sample sample;
	struct tawam_sketcher *sketcher;
	struct tawam_params params;	/* as a run over all would have them */
	struct tawam_plan plan;
	struct pairs truth, found;
	uint64_t *lengths;		/* of a normal form + 1; 0: not yet */
	struct share cell[NBANDS][NCLASSES], band[NBANDS], class[NCLASSES];
	struct share recall, precision, contained;
	uint64_t copies;	/* pairs of one normal form */
	double exact_seconds, search_seconds;
};

/* Wilson's interval of a share, 95 %. */
static void
wilson(const struct share *s, double *lo, double *hi)
{
	double n = (double)s->of, p, zz = 1.96 * 1.96, middle, half;

	*lo = 0;
	*hi = 1;
	if (s->of == 0)
		return;
	p = (double)s->n / n;
	middle = (p + zz / (2 * n)) / (1 + zz / n);
	half = 1.96 * sqrt(p * (1 - p) / n + zz / (4 * n * n)) / (1 + zz / n);
	if (s->n > 0)
		*lo = middle - half;
	if (s->n < s->of)
		*hi = middle + half;
}

static int
collect(void *arg, const struct tawam_pair *pair)
{
	struct pairs *p = arg;

	xgrow(&p->pair, &p->cap, p->n + 1, sizeof(*p->pair));
	p->pair[p->n++] = *pair;
	return 0;
}

static int
search(struct audit *a, int exact, struct pairs *out, double *seconds)
{
	struct tawam_params p = a->params;
	struct tawam_corpus *c = NULL;
	double start = seconds_now();
	int e;

	p.exact = (unsigned)exact;
	if ((e = sample_corpus(&a->sample, a->sample.n, &p, &c)) == 0)
		e = tawam_corpus_pairs(c, collect, out);
	if (c != NULL) {
		a->run.stats.size = sizeof(a->run.stats);
		tawam_corpus_stats(c, &a->run.stats, sizeof(a->run.stats));
	}
	tawam_corpus_free(c);
	*seconds = seconds_now() - start;
	return e;
}

static int
is_copy(const struct tawam_pair *p)
{
	return strcmp(p->match.why, "equal") == 0 ||
	    strcmp(p->match.why, "number-mark") == 0;
}

static uint64_t
length_of(struct audit *a, uint64_t doc)
{
	const struct sample_doc *d = &a->sample.docs[doc];
	struct tawam_normal form;

	if (a->lengths[doc] == 0)
		a->lengths[doc] = 1 + (tawam_normalise(a->sketcher, d->text,
		    d->len, &form) == 0 ? form.length : 0);
	return a->lengths[doc] - 1;
}

static void
count(struct share *s, int hit)
{
	s->of++;
	s->n += hit != 0;
}

static double
floor_of(const struct audit *a)
{
	return a->params.floor > 0 ? a->params.floor : a->params.threshold;
}

static void
count_truth(struct audit *a, const struct tawam_pair *t, int hit)
{
	uint64_t la = length_of(a, t->a), lb = length_of(a, t->b);
	int band = NBANDS - 1, class = NCLASSES - 1;

	if (t->match.jaccard < floor_of(a)) {
		count(&a->contained, hit);
		return;
	}
	while (t->match.jaccard < band_from[band])
		band--;
	while (class > 0 && (la < lb ? la : lb) < class_from[class])
		class--;
	count(&a->cell[band][class], hit);
	count(&a->band[band], hit);
	count(&a->class[class], hit);
	count(&a->recall, hit);
}

static int
same_score(const struct tawam_match *a, const struct tawam_match *b)
{
	return a->relation == b->relation && fabs(a->jaccard - b->jaccard) <
	    1e-9;
}

/* Both lists are sorted by a, then b: walk them together. */
static void
judge(struct audit *a)
{
	size_t i = 0, k = 0;

	while (i < a->truth.n || k < a->found.n) {
		const struct tawam_pair *t = i < a->truth.n ?
		    &a->truth.pair[i] : NULL;
		const struct tawam_pair *f = k < a->found.n ?
		    &a->found.pair[k] : NULL;
		int order = t == NULL ? 1 : f == NULL ? -1 :
		    (t->a > f->a) - (t->a < f->a);

		if (order == 0)
			order = (t->b > f->b) - (t->b < f->b);
		if (order <= 0) {
			if (is_copy(t))
				a->copies++;
			else
				count_truth(a, t, order == 0);
			i++;
		}
		if (order >= 0) {
			if (!is_copy(f))
				count(&a->precision, order == 0 &&
				    same_score(&t->match, &f->match));
			k++;
		}
	}
}

static const char *
band_name(const struct audit *a, int band, char *name, size_t size)
{
	double from = band_from[band] > floor_of(a) ? band_from[band] :
	    floor_of(a);

	snprintf(name, size, "%.2f-%.2f", from,
	    band + 1 < NBANDS ? band_from[band + 1] : 1.0);
	return name;
}

static const char *
class_name(int class, char *name, size_t size)
{
	if (class + 1 == NCLASSES)
		snprintf(name, size, "%" PRIu64 "-", class_from[class]);
	else
		snprintf(name, size, "%" PRIu64 "-%" PRIu64,
		    class_from[class], class_from[class + 1] - 1);
	return name;
}

static void
print_share(const char *name, const char *more, const struct share *s)
{
	double lo, hi;

	if (s->of == 0)
		return;
	wilson(s, &lo, &hi);
	printf("%-10s %-9s %9" PRIu64 " %9" PRIu64 "   %.4f  %.4f-%.4f\n",
	    name, more, s->of, s->n, (double)s->n / (double)s->of, lo, hi);
}

static void
print_table(const struct audit *a)
{
	char band[32], class[32];

	printf("Jaccard    length        pairs     found   recall  95 %% "
	    "interval\n");
	for (int b = 0; b < NBANDS; b++) {
		for (int c = 0; c < NCLASSES; c++)
			print_share(band_name(a, b, band, sizeof(band)),
			    class_name(c, class, sizeof(class)),
			    &a->cell[b][c]);
		print_share(band, "all", &a->band[b]);
	}
	for (int c = 0; c < NCLASSES; c++)
		print_share("all", class_name(c, class, sizeof(class)),
		    &a->class[c]);
	print_share("all", "all", &a->recall);
	print_share("precision", "", &a->precision);
	print_share("contained", "(extra)", &a->contained);
}

static void
print_audit(const struct audit *a)
{
	const struct tawam_plan *p = &a->plan;

	printf("sampled    %s", grouped(a->sample.n));
	printf(" of %s, each as likely as any other, seed %" PRIu64
	    "\n", counted(a->sample.seen, "document"), a->params.seed);
	printf("searched   as a run over all of them would: %s x %s of %"
	    PRIu32 ", expected recall %.4f at %.2f\n",
	    counted(p->bands, "band"), counted(p->rows, "row"), p->slots,
	    p->recall, floor_of(a));
	printf("truth      every pair of the sample at %.2f or over, by the "
	    "exact search\n", floor_of(a));
	printf("copies     %s of one normal form, always found and not "
	    "counted\n", counted(a->copies, "pair"));
	if (a->recall.of == 0)
		printf("There is no such pair in the sample: give a larger "
		    "--sample.\n");
	else
		print_table(a);
	if (a->contained.of > 0)
		printf("contained: under %.2f, but the smaller text lies in "
		    "the larger; found by chance,\nnot counted above.\n",
		    floor_of(a));
	if (a->sample.n < a->sample.seen)
		printf("Only pairs of which both texts were sampled are seen; "
		    "the intervals say what that leaves open.\n");
}

static void
json_share(const char *name, const struct share *s)
{
	double lo, hi;

	wilson(s, &lo, &hi);
	printf("\"%s\": {\"pairs\": %" PRIu64 ", \"found\": %" PRIu64
	    ", \"low\": %.5f, \"high\": %.5f}", name, s->of, s->n, lo, hi);
}

static void
json_audit(const struct audit *a)
{
	const struct tawam_plan *p = &a->plan;
	char band[32], class[32];

	printf("{\"documents\": %" PRIu64 ", \"sampled\": %zu, \"seed\": %"
	    PRIu64 ", \"floor\": %g, \"containment\": %g,\n\"plan\": "
	    "{\"slots\": %" PRIu32 ", \"bands\": %" PRIu32 ", \"rows\": %"
	    PRIu32 ", \"expected_recall\": %.5f},\n\"copies\": %" PRIu64
	    ",\n", a->sample.seen, a->sample.n, a->params.seed, floor_of(a),
	    a->params.containment, p->slots, p->bands, p->rows, p->recall,
	    a->copies);
	json_share("recall", &a->recall);
	printf(",\n");
	json_share("precision", &a->precision);
	printf(",\n");
	json_share("contained", &a->contained);
	printf(",\n\"cells\": [");
	for (int b = 0, n = 0; b < NBANDS; b++) {
		for (int c = 0; c < NCLASSES; c++) {
			if (a->cell[b][c].of == 0)
				continue;
			printf("%s\n{\"jaccard\": \"%s\", \"length\": \"%s\", ",
			    n++ == 0 ? "" : ",", band_name(a, b, band,
			    sizeof(band)), class_name(c, class,
			    sizeof(class)));
			json_share("recall", &a->cell[b][c]);
			printf("}");
		}
	}
	printf("]}\n");
}

/* The sample is searched with the bands of the whole. */
static int
plan_whole(struct audit *a)
{
	struct tawam_params *p = &a->params;
	int e;

	*p = a->run.o.params;
	p->max_pairs = 0;
	p->expect = a->sample.seen;
	p->keep = NULL;
	p->nkeep = 0;
	p->progress = progress_stage;
	p->progress_arg = &a->run.progress;
	e = tawam_plan(p, a->sample.seen, &a->plan);
	if (e != 0 && e != TAWAM_ETOOMANY)
		return e;
	p->slots = a->plan.slots;
	p->bands = a->plan.bands;
	p->rows = a->plan.rows;
	return tawam_sketcher_new(&a->sketcher, p);
}

static int
audit_run(void *job)
{
	struct audit *a = job;
	int e;

	if (sample_read(&a->sample, &a->run, a->run.o.sample) == -1)
		return -1;
	a->lengths = xalloc(a->sample.n + 1, sizeof(*a->lengths));
	memset(a->lengths, 0, (a->sample.n + 1) * sizeof(*a->lengths));
	if ((e = plan_whole(a)) != 0 ||
	    (e = search(a, 1, &a->truth, &a->exact_seconds)) != 0 ||
	    (e = search(a, 0, &a->found, &a->search_seconds)) != 0)
		return run_failed(&a->run, e);
	progress_end(&a->run.progress);
	judge(a);
	notes_end(&a->run.notes);
	if (!a->run.o.quiet)
		tell("the exact search took %.1f s, the ordinary one %.1f s",
		    a->exact_seconds, a->search_seconds);
	if (a->run.o.json)
		json_audit(a);
	else
		print_audit(a);
	return finish_stdout() == 0 ? 0 : -1;
}

int
cmd_audit(int argc, char *const *argv)
{
	static const struct audit blank;
	struct audit *a = xalloc(1, sizeof(*a));
	const struct command_job c = { CMD_AUDIT, &a->run.o, &a->run.notes,
	    NULL, audit_run, a };
	int status;

	*a = blank;
	status = command_run(&c, argc, argv);
	progress_end(&a->run.progress);
	if (a->run.in != NULL)
		input_close(a->run.in);
	sample_release(&a->sample);
	tawam_sketcher_free(a->sketcher);
	free(a->lengths);
	free(a->truth.pair);
	free(a->found.pair);
	options_release(&a->run.o);
	free(a);
	return status;
}
