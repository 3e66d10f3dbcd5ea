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
	for (int k = 0; k < 2; k++) {
		buf_free(r->mem, &r->forms[k].code);
		buf_free(r->mem, &r->forms[k].form);
	}
	memset(r, 0, sizeof(*r));
}

static int
keeps(const struct kept_form *f, const struct coded *t)
{
	return f->held && f->n == t->n && f->npoints == t->npoints &&
	    memcmp(f->code.p, t->classes, t->n) == 0 && (t->npoints == 0 ||
	    memcmp(f->code.p + t->n, t->points,
	    t->npoints * sizeof(*t->points)) == 0);
}

static int
decode(struct relater *r, const struct coded *t, struct buf *out)
{
	struct normal n;
	int e;

	out->len = 0;
	if ((e = code_decode(r->mem, t, out)) != 0 || r->standard == NULL)
		return e;
	if ((e = normaliser_run(r->standard, out->p, out->len, &n)) != 0)
		return e;
	out->len = 0;
	return buf_add(r->mem, out, n.bytes, n.len);
}

/*
 * The standard form of a side, as UTF-8.  Profiles are nested: the standard
 * form of a finer one's form is the text's.  A text often comes with many
 * others, one after another: the form of the last one is kept.
 */
static int
standard_form(struct relater *r, const struct coded *t, struct kept_form *f)
{
	int e;

	if (keeps(f, t))
		return TAWAM_OK;
	f->held = 0;
	f->code.len = 0;
	if ((e = buf_add(r->mem, &f->code, t->classes, t->n)) != 0 ||
	    (e = buf_add(r->mem, &f->code, t->points,
	    t->npoints * sizeof(*t->points))) != 0 ||
	    (e = decode(r, t, &f->form)) != 0)
		return e;
	f->n = t->n;
	f->npoints = t->npoints;
	f->held = 1;
	return TAWAM_OK;
}

/* One story, or one frame with other facts?  *why is the reason. */
static int
judge_sides(struct relater *r, const struct coded *a, const struct coded *b,
    double jaccard, struct judgement *out)
{
	struct kept_form *fa = &r->forms[0], *fb = &r->forms[1];
	int e;

	if (r->judge == NULL) {
		out->is_template = 0;
		out->why = why_same;
		return TAWAM_OK;
	}
	if ((e = standard_form(r, a, fa)) != 0 ||
	    (e = standard_form(r, b, fb)) != 0)
		return e;
	return judge_texts(r->judge, fa->form.p, fa->form.len, fb->form.p,
	    fb->form.len, jaccard, out);
}

static int
decide(struct tawam_match *m, enum tawam_relation relation, const char *why)
{
	m->relation = relation;
	m->why = why;
	return TAWAM_OK;
}

int
relate_scored(struct relater *r, const struct coded *a,
    const struct coded *b, const struct scores *s, struct tawam_match *out)
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
	if (a->n < LENGTH_SHORT || b->n < LENGTH_SHORT)
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
	return relate_scored(r, &a->text, &b->text, &s, out);
}

/* Scores only fall with the number of the other text's shingles. */
int
relate_apart(const struct relater *r, size_t few, size_t both, size_t least)
{
	const struct limits *l = &r->limits;

	return (double)both / (double)(few + least - both) < l->floor &&
	    (l->containment <= 0 ||
	    ((double)both / (double)few < l->containment &&
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
