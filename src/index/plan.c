/*
 * plan.c - bands and rows from the floor, the number of documents and the
 * wanted recall.
 *
 * The pairs that share a bucket by chance follow from the Jaccard of unrelated
 * texts: b bands of r rows make b E[J^r] false candidates a pair.  The moments
 * below were measured on 1.5 million random pairs of Arabic news for n = 5;
 * the tail rests on few pairs, so expect a factor of two or three.
 */
#include <math.h>

#include "index/mini.h"
#include "index/plan.h"

#define ROWS_MAX	16
/* Candidates are discarded by their sketches in well under a microsecond each:
 * up to ENOUGH a document cost nothing beside reading it, over FEW are worth a
 * larger sketch, and so many in all are never felt: a small corpus is searched
 * more closely. */
#define ENOUGH		1.0
#define FEW		10.0
#define NEVER_FELT	200000.0

static const double moment[] = { 1,
	3.0e-2, 1.1e-3, 4.6e-5, 1.95e-6, 1.32e-7, 1.38e-8, 2.17e-9, 4.56e-10,
	1.1e-10 };
#define NMOMENTS	(sizeof(moment) / sizeof(moment[0]))

/* 99.9 % background Jaccard of n = 3 to 8 in units of that of n = 5. */
static const double spread[] = { 2.97, 1.55, 1, .64, .49, .43 };

double
plan_scurve(uint32_t bands, uint32_t rows, double jaccard)
{
	return 1 - pow(1 - pow(jaccard, rows), bands);
}

uint32_t
plan_least_equal(double floor, uint32_t k)
{
	double least = (floor - PLAN_SIGMAS * sqrt(floor * (1 - floor) / k)) *
	    k;

	return least > 1 ? (uint32_t)least : 1;
}

static double
background(uint32_t ngram, uint32_t rows)
{
	double m = moment[rows < NMOMENTS ? rows : NMOMENTS - 1];

	if (rows >= NMOMENTS)
		m *= pow(.24, rows - (double)NMOMENTS + 1);
	m *= pow(spread[ngram - 3], rows);
	return m < 1 ? m : 1;
}

static double
candidates(const struct tawam_params *p, uint64_t ndocs, uint32_t bands,
    uint32_t rows)
{
	double share = bands * background(p->ngram, rows);

	return (share < 1 ? share : 1) * (double)ndocs;
}

static double
enough(uint64_t ndocs)
{
	double n = ndocs > 0 ? NEVER_FELT / (double)ndocs : NEVER_FELT;

	return n > ENOUGH ? n : ENOUGH;
}

double
plan_upper(double p, double n)
{
	double z = PLAN_SIGMAS, zz = z * z;

	return (p + zz / (2 * n) + z * sqrt(p * (1 - p) / n +
	    zz / (4 * n * n))) / (1 + zz / n);
}

/*
 * Chance that under m cells of a pair at the floor are equal; each is when its
 * slots are, or by chance.
 */
static double
mini_loss(double floor, uint32_t m)
{
	double cell = floor + (1 - floor) / (1 << MINI_BITS), sum = 0;

	for (uint32_t i = 0; i < m; i++) {
		double n = 1;

		for (uint32_t j = 0; j < i; j++)
			n *= (double)(MINI_CELLS - j) / (j + 1);
		sum += n * pow(cell, i) * pow(1 - cell, MINI_CELLS - i);
	}
	return sum;
}

uint32_t
plan_mini(const struct tawam_params *p, double floor, uint64_t ndocs,
    double ncandidates)
{
	double most = PLAN_MINI_SHARE * (1 - p->recall);
	uint32_t m = 0;

	if (ncandidates <= enough(ndocs))
		return 0;
	while (m < MINI_CELLS && mini_loss(floor, m + 1) <= most)
		m++;
	return m;
}

/* Of pairs at the floor, with all that may lose them. */
static double
recall(const struct tawam_params *p, double floor, uint64_t ndocs,
    uint32_t bands, uint32_t rows)
{
	uint32_t m = plan_mini(p, floor, ndocs, candidates(p, ndocs, bands,
	    rows));

	return plan_scurve(bands, rows, floor) * (1 - PLAN_SKETCH_LOSS) *
	    (1 - mini_loss(floor, m));
}

/* The fewest bands with the wanted recall, or 0 when slots are too few. */
static uint32_t
fewest_bands(const struct tawam_params *p, double floor, uint64_t ndocs,
    uint32_t slots, uint32_t rows)
{
	for (uint32_t b = 1; b * rows <= slots; b++)
		if (recall(p, floor, ndocs, b, rows) >= p->recall)
			return b;
	return 0;
}

static void
fill(const struct tawam_params *p, double floor, uint64_t ndocs,
    struct tawam_plan *out)
{
	out->candidates = candidates(p, ndocs, out->bands, out->rows);
	out->recall = recall(p, floor, ndocs, out->bands, out->rows);
}

/*
 * The best rows for one number of slots: the fewest that make few enough
 * candidates, or else those that make the fewest.  Then as many bands as the
 * slots allow while candidates stay few: recall that costs nothing.  0 when
 * no choice has the wanted recall.
 */
static int
choose_rows(const struct tawam_params *p, double floor, uint64_t ndocs,
    struct tawam_plan *out)
{
	uint32_t first = p->rows != 0 ? p->rows : 1;
	uint32_t last = p->rows != 0 ? p->rows : ROWS_MAX;
	int found = 0;

	for (uint32_t r = first; r <= last && r <= out->slots; r++) {
		struct tawam_plan t = *out;

		t.rows = r;
		t.bands = p->bands != 0 ? p->bands :
		    fewest_bands(p, floor, ndocs, t.slots, r);
		if (t.bands == 0 || t.bands * r > t.slots)
			continue;
		fill(p, floor, ndocs, &t);
		if (p->bands != 0 && p->rows == 0 && found &&
		    t.recall < p->recall)
			continue;
		if (!found || t.candidates < out->candidates)
			*out = t;
		found = 1;
		if (out->candidates <= enough(ndocs))
			break;
	}
	if (!found || p->bands != 0)
		return found;
	while ((out->bands + 1) * out->rows <= out->slots &&
	    candidates(p, ndocs, out->bands + 1, out->rows) <=
	    enough(ndocs))
		out->bands++;
	fill(p, floor, ndocs, out);
	return 1;
}

/* With rows given and recall out of reach: all the slots hold. */
static int
choose_most(const struct tawam_params *p, double floor, uint64_t ndocs,
    struct tawam_plan *out)
{
	out->rows = p->rows != 0 ? p->rows : 1;
	out->bands = out->slots / out->rows;
	if (out->bands == 0)
		return 0;
	fill(p, floor, ndocs, out);
	return 1;
}

int
plan_choose(const struct tawam_params *p, double floor, uint64_t ndocs,
    struct tawam_plan *out)
{
	struct tawam_plan t = { 0 };
	int found;

	t.slots = p->slots != 0 ? p->slots : 128;
	found = choose_rows(p, floor, ndocs, &t);
	if (p->slots == 0 && (!found || t.candidates >
	    fmax(FEW, enough(ndocs)))) {
		struct tawam_plan big = { .slots = 256 };

		if (choose_rows(p, floor, ndocs, &big) &&
		    (!found || big.candidates < t.candidates)) {
			t = big;
			found = 1;
		}
	}
	if (!found && p->bands == 0)
		found = choose_most(p, floor, ndocs, &t);
	if (!found)
		return TAWAM_EINVAL;
	*out = t;
	if (t.candidates > PLAN_TOO_MANY && p->bands == 0)
		return TAWAM_ETOOMANY;
	return TAWAM_OK;
}
