/*
 * explain_facts.c - the forms of two texts, and what the judge reads in them:
 * numbers, dates, and names that were replaced.
 */
#include <string.h>

#include "compare/explain.h"
#include "compare/units.h"

static int
add_fact(struct explainer *x, struct fact **list, size_t *n, size_t *cap,
    const struct fact *f)
{
	if (mem_grow(x->mem, list, cap, *n + 1, sizeof(**list)) != 0)
		return TAWAM_ENOMEM;
	(*list)[(*n)++] = *f;
	return TAWAM_OK;
}

/* Bytes of the standard form as bytes of the original. */
static struct fact
locate(const struct explain_side *s, size_t start, size_t end)
{
	struct extent at = offsets_span(s->standard_map,
	    offsets_index(s->standard_map, start),
	    offsets_index(s->standard_map, end));

	return (struct fact){ at.from, at.to, 0, TAWAM_NUMBER };
}

static int
read_units(struct explainer *x, struct explain_side *s)
{
	struct units u = { 0 };
	int e;

	if ((e = buf_reserve(x->mem, &s->standard, WORDS_SLACK)) != 0)
		return e;
	memset(s->standard.p + s->standard.len, 0, WORDS_SLACK);
	e = units_read(&u, x->mem, x->words, s->standard.p, s->standard.len);
	for (size_t i = 0; e == 0 && i < u.n; i++) {
		const struct unit *v = &u.u[i];
		struct fact f;

		if (v->kind == UNIT_NEUTRAL || v->kind == UNIT_CONTENT)
			continue;
		f = locate(s, v->start, v->end);
		f.id = (uint32_t)i + 1;
		if (v->kind != UNIT_NUMBER && v->kind != UNIT_ORDINAL)
			f.kind = TAWAM_DATE;
		e = add_fact(x, &s->units, &s->nunits, &s->unitcap, &f);
	}
	units_release(&u, x->mem);
	return e;
}

static enum tawam_kind
kind_of(enum conflict_kind k)
{
	switch (k) {
	case CONFLICT_NAME:
		return TAWAM_NAME;
	case CONFLICT_DATE:
	case CONFLICT_WEEKDAY:
	case CONFLICT_MONTH:
		return TAWAM_DATE;
	default:
		return TAWAM_NUMBER;
	}
}

static int
read_conflicts(struct explainer *x, double jaccard)
{
	struct explain_side *a = &x->side[0], *b = &x->side[1];
	struct judgement j;
	int e;

	if ((e = judge_texts(x->judge, a->standard.p, a->standard.len,
	    b->standard.p, b->standard.len, jaccard, &j)) != 0)
		return e;
	for (size_t i = 0; i < j.nconflicts; i++) {
		const struct judge_conflict *c = &j.conflicts[i];
		struct fact fa = locate(a, c->a_start, c->a_end);
		struct fact fb = locate(b, c->b_start, c->b_end);

		fa.id = fb.id = (uint32_t)i + 1;
		fa.kind = fb.kind = (uint8_t)kind_of(c->kind);
		if ((e = add_fact(x, &a->conflicts, &a->nconflicts,
		    &a->conflictcap, &fa)) != 0 ||
		    (e = add_fact(x, &b->conflicts, &b->nconflicts,
		    &b->conflictcap, &fb)) != 0)
			return e;
	}
	return TAWAM_OK;
}

static int
make_form(struct explainer *x, struct normaliser *n, enum tawam_profile p,
    const struct explain_side *s, struct buf *form, struct offsets **map)
{
	struct normal out;
	int e;

	if ((e = normaliser_run(n, s->text, s->len, &out)) != 0 ||
	    (out.len > 0 &&
	    (e = buf_add(x->mem, form, out.bytes, out.len)) != 0) ||
	    (e = offsets_new(map, p, x->mem)) != 0)
		return e;
	return offsets_build(*map, s->text, s->len);
}

int
explain_read(struct explainer *x, double jaccard)
{
	int e;

	for (int k = 0; k < 2; k++) {
		struct explain_side *s = &x->side[k];

		if ((e = make_form(x, x->cutter, x->cut, s, &s->form,
		    &s->map)) != 0)
			return e;
		if (x->cut == TAWAM_PROFILE_STANDARD) {
			s->standard_map = s->map;
			if (s->form.len > 0 && (e = buf_add(x->mem,
			    &s->standard, s->form.p, s->form.len)) != 0)
				return e;
		} else if ((e = make_form(x, x->standard,
		    TAWAM_PROFILE_STANDARD, s, &s->standard,
		    &s->standard_map)) != 0)
			return e;
		if ((e = read_units(x, s)) != 0)
			return e;
	}
	return read_conflicts(x, jaccard);
}
