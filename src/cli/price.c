/*
 * price.c - what a run will take, from a survey and two rehearsals.
 */
#include <math.h>

#include "base/space.h"
#include "cli/price.h"

/* Bytes that the library keeps of a normal form, text and sketch apart; of a
 * pair of forms; and of a false candidate at the peak: the pair, and once more
 * while pairs are sorted. */
#define FORM_BYTES	84.0
#define PAIR_BYTES	72.0
#define FALSE_BYTES	16.0
/* So many pairs are compared before they are put with the others. */
#define ROUND		131072.0
/* Pages of the program that a process which is not started anew has not. */
#define PROGRAM_BYTES	(2.0 * 1048576)
/* Comparing keeps what it made of so many texts a thread, in so many bytes; a
 * letter makes about so many. */
#define KEPT		4096.0
#define KEPT_MAX	(64.0 * 1048576)
#define KEPT_BYTES	24.0
/* Fewer pairs than this tell nothing about the time of one. */
#define FEW_PAIRS	20.0

/* Over the bound: what is mapped reaches over the mark before it is given
 * back; files are longer than what is in them. */
#define OVER_BYTES	(8.0 * 1048576)
#define SLACK_BYTES	(8.0 * 1048576)
/* Seconds of a byte that moves to a file, that is read from one through the
 * page cache, and that is written as a result. */
#define SPILL_SECONDS	1.4e-9
#define PASS_SECONDS	0.27e-9
#define WRITE_SECONDS	0.4e-9
/* Clusters and what is written of them look here and there: in so many bytes
 * of a document and of a pair, at so many places for each, and each place that
 * is not mapped takes so long. */
#define HOT_DOCUMENT	60.0
#define HOT_PAIR	64.0
#define PLACES		6.0
#define PLACE_SECONDS	1.2e-6
/* What is given back is taken from every core. */
#define PLACE_THREADS	1.3
/* A band's record of a document. */
#define RECORD_BYTES	8.0

/* From what it is at h and at n to what it is at whole. */
static double
line(double h, double n, double whole, double half, double all)
{
	double each = n > h ? (all - half) / (n - h) : 0;

	return all + (each > 0 ? each : 0) * (whole - n);
}

/* From half of the records and all of them to all documents. */
static double
extend(const struct price *p, double half, double all)
{
	return line((double)p->half.records, (double)p->all.records,
	    p->s.docs, half, all);
}

/* The same for what is spent on letters: texts are not alike from the first to
 * the last. */
static struct spent
extend_spent(const struct price *p, const struct spent *half,
    const struct spent *all)
{
	double h = (double)p->half.stats.bytes, n = (double)p->all.stats.bytes;

	return (struct spent){
		line(h, n, p->whole_text, half->seconds, all->seconds),
		line(h, n, p->whole_text, half->cpu, all->cpu) };
}

static void
add(struct spent *to, struct spent s, double times)
{
	to->seconds += s.seconds * times;
	to->cpu += s.cpu * times;
}

static double
lines(const struct rehearsal *r)
{
	double n = 0;

	for (int i = 0; i < TAWAM_NRELATIONS; i++)
		n += (double)r->stats.pairs[i];
	return n;
}

/* How many times what the rehearsal had of pairs there will be: as many as its
 * documents have, or as the survey has found where they stand far apart. */
static double
more_pairs(const struct price *p, double had, double surveyed)
{
	double more = p->s.docs / (double)p->all.records;

	return had >= FEW_PAIRS && surveyed / had > more ? surveyed / had :
	    more;
}

/* What is kept of texts after so many pairs, at places by chance. */
static double
kept_bytes(const struct price *p, double letters, double pairs)
{
	double threads = p->params.threads > 1 ? p->params.threads : 1;
	double n = threads * KEPT * (1 - exp(-pairs / (threads * KEPT)));

	return fmin(n * KEPT_BYTES * letters, threads * KEPT_MAX);
}

/* The share of forms that have a pair: pairs come together, and the more there
 * are the more so. */
static double
paired(double pairs, double forms)
{
	return pairs > 0 ? 4 * pairs / (forms + 4 * pairs) : 0;
}

/* What is kept of each document that has a pair. */
static double
extend_paired(const struct price *p, double all)
{
	double had = (double)p->all.stats.verified;
	double more = p->s.docs / (double)p->all.records;
	double first = paired(had, (double)p->all.stats.groups);
	double whole = paired(had * more_pairs(p, had, p->s.pairs),
	    p->s.forms);

	return all * more * (first > 0 ? fmax(whole / first, 1) : 1);
}

/* What the library keeps of forms and pairs that were compared. */
static double
kept(const struct price *p, double forms, double letters, double pairs)
{
	return forms * (FORM_BYTES + letters + sizeof(uint32_t) *
	    p->params.slots) + PAIR_BYTES * (pairs + fmin(pairs, ROUND)) +
	    kept_bytes(p, letters, pairs);
}

/* Bytes of which those of forms and pairs grow as these do. */
static double
extend_bytes(const struct price *p, double half, double all)
{
	const struct rehearsal *h = &p->half, *a = &p->all;
	double letters = p->s.letters, factor = 1;
	double of_half, of_all, pairs = (double)a->stats.verified;

	if (p->s.text > 0 && a->stats.docs > 0)
		factor = (double)a->stats.bytes / (double)a->stats.docs /
		    p->s.text;
	of_half = kept(p, (double)h->stats.groups, factor * letters,
	    (double)h->stats.verified);
	of_all = kept(p, (double)a->stats.groups, factor * letters, pairs);
	pairs *= more_pairs(p, pairs, p->s.pairs);
	return extend(p, half - of_half, all - of_all) + kept(p, p->s.forms,
	    letters, pairs);
}

/* A report has no more than some clusters with their texts. */
static double
more_report(const struct price *p)
{
	double had = (double)p->all.stats.clusters;
	double more = p->s.docs / (double)p->all.records;

	if (had < 1)
		return 1;
	return fmin(more, fmax(REPORT_CLUSTERS / had, 1));
}

/* So many pairs are compared; some of the time is not any pair's. */
static struct spent
extend_compared(const struct price *p, double pairs)
{
	struct spent half = p->half.compare, all = p->all.compare;
	double h = (double)p->half.stats.verified;
	double n = (double)p->all.stats.verified;

	/* A few pairs tell nothing about one. */
	if (n - h < FEW_PAIRS) {
		half = (struct spent){ 0, 0 };
		h = 0;
	}
	return (struct spent){ line(h, n, pairs, half.seconds, all.seconds),
		line(h, n, pairs, half.cpu, all.cpu) };
}

static void
estimate_time(struct price *p)
{
	const struct rehearsal *h = &p->half, *a = &p->all;
	double pairs = (double)a->stats.verified;
	struct spent half = h->write, all = a->write;

	add(&half, h->pairs, -1);
	add(&all, a->pairs, -1);
	add(&half, h->report, -1);
	add(&all, a->report, -1);
	add(&p->spent, extend_spent(p, &h->read, &a->read), 1);
	add(&p->spent, extend_spent(p, &h->search, &a->search), 1);
	add(&p->spent, extend_compared(p, pairs * more_pairs(p, pairs,
	    p->s.pairs)), 1);
	add(&p->spent, extend_spent(p, &h->cluster, &a->cluster), 1);
	add(&p->spent, extend_spent(p, &half, &all), 1);
	add(&p->spent, a->report, more_report(p));
	add(&p->spent, a->pairs, more_pairs(p, lines(a), p->s.lines));
	add(&p->spent, (struct spent){ WRITE_SECONDS, WRITE_SECONDS },
	    p->results);
}

/* Seconds for places that are not mapped, while so much is. */
static double
scattered(const struct price *p, double mapped)
{
	double had = (double)p->all.stats.verified;
	double pairs = had * more_pairs(p, had, p->s.pairs);
	double hot = HOT_DOCUMENT * p->s.docs + HOT_PAIR * pairs;
	/* The search and the clusters are like one more result. */
	double places = (1 + p->all.walks) * (p->s.docs + pairs) +
	    p->all.verdicts * p->s.docs;

	return hot <= mapped ? 0 : (1 - mapped / hot) * PLACES * places *
	    PLACE_SECONDS * (p->params.threads > 1 ? PLACE_THREADS : 1);
}

/*
 * What is over the bound moves to files, the largest arrays first and whole:
 * sketches or texts, and of the others as much as must; then the records of all
 * bands go through one, too.
 */
static void
keep_within(struct price *p)
{
	double sketches = sizeof(uint32_t) * p->params.slots * p->s.forms;
	double texts = p->s.letters * p->s.forms, left = p->memory, extra;
	double records = RECORD_BYTES * p->params.bands * p->s.forms;
	double largest[] = { sketches > texts ? sketches : texts,
		sketches > texts ? texts : sketches };
	struct space_marks m;

	space_marks(p->bound, &m);
	if (left <= (double)m.high)
		return;
	for (size_t i = 0; i < 2 && left > (double)m.settled; i++) {
		left -= largest[i];
		p->spilled += largest[i] + (largest[i] < 4 * SLACK_BYTES ?
		    largest[i] / 4 : SLACK_BYTES);
	}
	if (left > (double)m.settled)
		p->spilled += left - (double)m.settled;
	p->spilled += records;
	/* What is mapped fills the bound again. */
	p->memory = (double)m.high + OVER_BYTES;
	extra = SPILL_SECONDS * p->spilled +
	    PASS_SECONDS * (sketches + records) +
	    scattered(p, (double)m.settled);
	add(&p->spent, (struct spent){ extra, extra }, 1);
}

/* The survey was of pages: of units only the rehearsals tell. */
static void
survey_units(struct price *p)
{
	const struct rehearsal *h = &p->half, *a = &p->all;
	double units = (double)a->stats.docs, text = p->s.text;
	double more = p->s.docs / (double)a->records;

	p->whole_text = extend(p, (double)h->stats.bytes,
	    (double)a->stats.bytes);
	p->s.forms = extend(p, (double)h->stats.groups,
	    (double)a->stats.groups);
	p->s.pairs = (double)a->stats.verified * more;
	p->s.lines = lines(a) * more;
	if (units > 0 && text > 0)
		p->s.letters *= (double)a->stats.bytes / units / text;
	if (units > 0)
		p->s.text = (double)a->stats.bytes / units;
}

void
price_run(struct price *p)
{
	const struct rehearsal *h = &p->half, *a = &p->all;
	struct tawam_plan few = p->s.plan;
	double first = (double)a->records;

	if (a->records == 0) {
		p->memory = a->memory;
		return;
	}
	p->whole_text = p->s.text * p->s.docs;
	if (p->segment)
		survey_units(p);
	(void)tawam_plan(&p->params, a->records, &few);
	p->memory = PROGRAM_BYTES + extend_bytes(p, h->memory, a->memory) +
	    FALSE_BYTES * p->s.docs *
	    (p->s.plan.candidates - few.candidates);
	p->each = p->s.docs > first ? (p->memory - a->memory) /
	    (p->s.docs - first) : (a->memory - h->memory) /
	    (first - (double)h->records);
	p->results = extend(p, h->results - h->lines, a->results - a->lines) +
	    a->lines * more_pairs(p, lines(a), p->s.lines);
	estimate_time(p);
	keep_within(p);
	p->temporary = p->spilled + extend_paired(p, a->stored) +
	    (a->rereads ? p->kept_input : 0) +
	    (a->state > 0 ? extend_bytes(p, h->state, a->state) : 0);
}
