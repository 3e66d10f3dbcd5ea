/*
 * relation.c - what two texts are to each other.
 */
#include <string.h>

#include "compare/relation.h"

static const char why_equal[] = "equal";
static const char why_marks[] = "number-mark";
static const char why_same[] = "same";
static const char why_contained[] = "contained";
static const char why_tiny[] = "tiny";
static const char why_other[] = "other";

void
relate_equal(int same_marks, struct tawam_match *out)
{
	out->jaccard = out->contain_a = out->contain_b = 1;
	out->relation = same_marks ? TAWAM_EXACT : TAWAM_NEAR;
	out->why = same_marks ? why_equal : why_marks;
}

int
relater_init(struct relater *r, const struct limits *limits,
    enum tawam_profile profile, const struct mem *mem)
{
	int e;

	memset(r, 0, sizeof(*r));
	r->limits = *limits;
	r->level = cpu_level();
	r->mem = mem;
	/* No words and no figures are left under the aggressive profile. */
	if (profile == TAWAM_PROFILE_AGGRESSIVE)
		return TAWAM_OK;
	if (profile != TAWAM_PROFILE_STANDARD &&
	    (e = normaliser_new(&r->standard, TAWAM_PROFILE_STANDARD,
	    mem)) != 0)
		return e;
	return judge_new(&r->judge, mem);
}

void
relater_release(struct relater *r)
{
	if (r->mem == NULL)
		return;
	judge_free(r->judge);
	normaliser_free(r->standard);
	buf_free(r->mem, &r->form);
	for (int k = 0; k < 2; k++) {
		buf_free(r->mem, &r->kept[k].code);
		reading_release(&r->kept[k].reading, r->mem);
	}
	memset(r, 0, sizeof(*r));
}

static int
keeps(const struct kept_reading *k, const struct coded *t)
{
	return k->n == t->n && k->npoints == t->npoints &&
	    memcmp(k->code.p, t->classes, t->n) == 0 && (t->npoints == 0 ||
	    memcmp(k->code.p + t->n, t->points,
	    t->npoints * sizeof(*t->points)) == 0);
}

/*
 * Where the reading of a side is, or comes to be.  A text often stands on one
 * side with many others, one after another: its own one is kept.
 */
static int
find_reading(struct relater *r, const struct side *s,
    struct kept_reading *k, struct reading **out)
{
	const struct coded *t = &s->text;
	int e;

	*out = s->reading != NULL ? s->reading : &k->reading;
	if (s->reading != NULL || (k->reading.held && keeps(k, t)))
		return TAWAM_OK;
	k->reading.held = 0;
	k->code.len = 0;
	k->n = t->n;
	k->npoints = t->npoints;
	if ((e = buf_add(r->mem, &k->code, t->classes, t->n)) != 0)
		return e;
	return buf_add(r->mem, &k->code, t->points,
	    t->npoints * sizeof(*t->points));
}

/*
 * Reads a text that is not read yet.  Profiles are nested: the standard form of
 * a finer one's form is the text's.
 */
static int
read_text(struct relater *r, const struct coded *t,
    const struct reading *other, struct reading *out)
{
	struct normal n;
	int e;

	if (out->held)
		return TAWAM_OK;
	r->form.len = 0;
	if ((e = code_decode(r->mem, t, &r->form)) != 0)
		return e;
	n.bytes = r->form.p;
	n.len = r->form.len;
	if (r->standard != NULL && (e = normaliser_run(r->standard,
	    r->form.p, r->form.len, &n)) != 0)
		return e;
	return judge_read(r->judge, n.bytes, n.len,
	    other->held ? other : NULL, out);
}

/* One story, or one frame with other facts?  *why is the reason. */
static int
judge_sides(struct relater *r, const struct side *a, const struct side *b,
    double jaccard, struct judgement *out)
{
	struct reading *ra, *rb;
	int e;

	if (r->judge == NULL) {
		out->is_template = 0;
		out->why = why_same;
		return TAWAM_OK;
	}
	if ((e = find_reading(r, a, &r->kept[0], &ra)) != 0 ||
	    (e = find_reading(r, b, &r->kept[1], &rb)) != 0 ||
	    (e = read_text(r, &a->text, rb, ra)) != 0 ||
	    (e = read_text(r, &b->text, ra, rb)) != 0)
		return e;
	return judge_readings(r->judge, ra, rb, jaccard, out);
}

static int
decide(struct tawam_match *m, enum tawam_relation relation, const char *why)
{
	m->relation = relation;
	m->why = why;
	return TAWAM_OK;
}

int
relate_scored(struct relater *r, const struct side *a,
    const struct side *b, const struct scores *s, struct tawam_match *out)
{
	const struct limits *l = &r->limits;
	struct judgement verdict;
	double contain;
	int near, contained, e;

	out->jaccard = s->jaccard;
	out->contain_a = s->contain_a;
	out->contain_b = s->contain_b;
	/* The smaller set has the larger share. */
	contain = s->contain_a > s->contain_b ? s->contain_a : s->contain_b;
	near = s->jaccard >= l->threshold;
	contained = l->containment > 0 && contain >= l->containment;
	if (a->text.n < LENGTH_SHORT || b->text.n < LENGTH_SHORT)
		return decide(out, TAWAM_UNRELATED, why_tiny);
	/* Pairs below are judged, too: a lower threshold will ask. */
	if (near || contained || s->jaccard >= l->floor) {
		if ((e = judge_sides(r, a, b, s->jaccard, &verdict)) != 0)
			return e;
		if (!near && !contained)
			return decide(out, TAWAM_BELOW, verdict.why);
		if (verdict.is_template)
			return decide(out, TAWAM_TEMPLATE, verdict.why);
		if (near)
			return decide(out, TAWAM_NEAR, verdict.why);
		return decide(out, TAWAM_CONTAINED, why_contained);
	}
	return decide(out, TAWAM_UNRELATED, why_other);
}

int
relate(struct relater *r, const struct side *a, const struct side *b,
    struct tawam_match *out)
{
	struct scores s;

	set_scores(r->level, a->set, b->set, &s);
	return relate_scored(r, a, b, &s, out);
}

/* Scores only fall with the number of the other text's shingles. */
int
relate_apart(const struct relater *r, size_t n, size_t both, size_t least)
{
	const struct limits *l = &r->limits;

	return (double)both / (double)(n + least - both) < l->floor &&
	    (l->containment <= 0 ||
	    ((double)both / (double)n < l->containment &&
	    (double)both / (double)least < l->containment));
}

/* The relations' own, before the judge's. */
static const char *const whys[] = { why_equal, why_marks, why_contained,
	why_tiny, why_other };
#define NWHYS	(sizeof(whys) / sizeof(whys[0]))

const char *
relate_why(uint32_t number)
{
	if (number < NWHYS)
		return whys[number];
	number -= (uint32_t)NWHYS;
	return number <= JUDGE_NAMES_FACT - JUDGE_SAME ?
	    judge_why_name((enum judge_why)(JUDGE_SAME + number)) : NULL;
}

uint32_t
relate_why_number(const char *why)
{
	const char *name;
	uint32_t i;

	for (i = 0; (name = relate_why(i)) != NULL; i++)
		if (strcmp(name, why) == 0)
			break;
	return i;
}
