/*
 * judge_tally.c - counting, gap by gap, what two texts disagree on.
 *
 * What is left of a gap is paired by kind, left to right: facts in conflict.
 * Content words left on both sides of a small clean gap are a slot with two
 * fillers.
 */
#include <string.h>

#include "base/hash.h"
#include "compare/judge_slot.h"
#include "compare/stems.h"

#define HEAD_UNITS	20	/* headline and dateline */
#define BODY_UNITS	10	/* a headline is over by then */
#define BUDGET		((size_t)4 << 20)

static int
add_conflict(struct tally *t, const struct mem *mem, enum conflict_kind kind,
    const struct unit *a0, const struct unit *a1, const struct unit *b0,
    const struct unit *b1)
{
	struct judge_conflict *c;

	if (mem_grow(mem, &t->conflicts, &t->cap, t->nconflicts + 1,
	    sizeof(*t->conflicts)) != 0)
		return TAWAM_ENOMEM;
	c = &t->conflicts[t->nconflicts++];
	c->kind = kind;
	c->a_start = a0->start;
	c->a_end = a1->end;
	c->b_start = b0->start;
	c->b_end = b1->end;
	return 0;
}

static size_t *
counter(struct tally *t, enum conflict_kind kind)
{
	switch (kind) {
	case CONFLICT_DATE:
		return &t->dates;
	case CONFLICT_WEEKDAY:
		return &t->weekdays;
	case CONFLICT_ORDINAL:
		return &t->ordinals;
	case CONFLICT_MONTH:
		return &t->months;
	default:
		return &t->numbers;
	}
}

/* Away from the dateline and from the credit line in either text? */
static int
is_inside(const struct tally *t, const struct gap *g)
{
	size_t na = t->side[0].text->units.n, nb = t->side[1].text->units.n;

	if (g->a1 <= HEAD_UNITS && g->b1 <= HEAD_UNITS)
		return 0;
	return g->a0 + TAIL_UNITS < na || g->b0 + TAIL_UNITS < nb;
}

static size_t
next_of(const struct tally *t, const struct slot *s, int side,
    enum unit_kind kind)
{
	size_t k = 0;

	while (k < s->n[side] &&
	    unit_of(t, side, s->left[side][k])->kind != kind)
		k++;
	return k;
}

/* Pairs units of two kinds, left to right, and counts the pairs once each. */
static int
pair_kinds(struct tally *t, const struct mem *mem, struct slot *s,
    const enum unit_kind kinds[2], enum conflict_kind kind)
{
	size_t i, j;
	int r;

	while ((i = next_of(t, s, 0, kinds[0])) < s->n[0] &&
	    (j = next_of(t, s, 1, kinds[1])) < s->n[1]) {
		size_t a = s->left[0][i], b = s->left[1][j];
		uint64_t keys[2] = { t->side[0].text->units.keys[a],
		    t->side[1].text->units.keys[b] };
		const struct unit *x = unit_of(t, 0, a), *y = unit_of(t, 1, b);

		slot_drop(s, 0, i);
		slot_drop(s, 1, j);
		if (is_inside(t, s->gap))
			t->inside = 1;
		r = keyset_add(&t->seen, mem, hash64(keys, sizeof(keys), 0));
		if (r < 0)
			return r;
		if (r == 0)
			continue;
		++*counter(t, kind);
		t->rounds += kinds[0] == UNIT_ORDINAL &&
		    kinds[1] == UNIT_ORDINAL;
		if ((r = add_conflict(t, mem, kind, x, x, y, y)) != 0)
			return r;
	}
	return 0;
}

static int
count_facts(struct tally *t, const struct mem *mem, struct slot *s)
{
	static const struct {
		enum unit_kind kinds[2];
		enum conflict_kind kind;
	} table[] = {
		/* Dates of two calendars are not compared. */
		{ { UNIT_DATE, UNIT_DATE }, CONFLICT_DATE },
		{ { UNIT_HIJRI, UNIT_HIJRI }, CONFLICT_DATE },
		{ { UNIT_NUMBER, UNIT_NUMBER }, CONFLICT_NUMBER },
		{ { UNIT_WEEKDAY, UNIT_WEEKDAY }, CONFLICT_WEEKDAY },
		{ { UNIT_ORDINAL, UNIT_ORDINAL }, CONFLICT_ORDINAL },
		{ { UNIT_MONTH, UNIT_MONTH }, CONFLICT_MONTH },
		{ { UNIT_HIJRI_MONTH, UNIT_HIJRI_MONTH }, CONFLICT_MONTH },
		{ { UNIT_DATE, UNIT_NUMBER }, CONFLICT_NUMBER },
		{ { UNIT_NUMBER, UNIT_DATE }, CONFLICT_NUMBER },
		{ { UNIT_HIJRI, UNIT_NUMBER }, CONFLICT_NUMBER },
		{ { UNIT_NUMBER, UNIT_HIJRI }, CONFLICT_NUMBER },
		{ { UNIT_NUMBER, UNIT_ORDINAL }, CONFLICT_ORDINAL },
		{ { UNIT_ORDINAL, UNIT_NUMBER }, CONFLICT_ORDINAL },
	};
	int r;

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		if ((r = pair_kinds(t, mem, s, table[i].kinds,
		    table[i].kind)) != 0)
			return r;
	}
	return 0;
}

/* How many of the words left on a side are in the set, in some form? */
static size_t
known(const struct tally *t, const struct slot *s, int side,
    const struct keyset *set)
{
	uint64_t forms[STEM_FORMS];
	size_t count = 0;

	for (size_t k = 0; k < s->n[side]; k++) {
		const struct unit *x = unit_of(t, side, s->left[side][k]);
		size_t n = stem_forms(text_of(t, side, x),
		    x->end - x->start, forms);

		for (size_t f = 0; f < n; f++) {
			if (keyset_has(set, forms[f])) {
				count++;
				break;
			}
		}
	}
	return count;
}

static int
remember(const struct tally *t, const struct mem *mem, const struct slot *s,
    int side, struct keyset *set)
{
	uint64_t forms[STEM_FORMS];

	for (size_t k = 0; k < s->n[side]; k++) {
		const struct unit *x = unit_of(t, side, s->left[side][k]);
		size_t n = stem_forms(text_of(t, side, x),
		    x->end - x->start, forms);

		for (size_t f = 0; f < n; f++) {
			if (keyset_add(set, mem, forms[f]) < 0)
				return TAWAM_ENOMEM;
		}
	}
	return 0;
}

/* Both sides of a small gap are, for the better part, new words? */
static int
is_name_slot(const struct tally *t, struct slot *s)
{
	for (int side = 0; side < 2; side++) {
		for (size_t k = s->n[side]; k-- > 0;) {
			if (unit_of(t, side, s->left[side][k])->kind !=
			    UNIT_CONTENT)
				slot_drop(s, side, k);
		}
		if (!slot_is_name_side(s, side, s->n[side]))
			return 0;
	}
	return s->n[0] <= s->n[1] + 2 && s->n[1] <= s->n[0] + 2 &&
	    slot_is_name_place(t, s->gap);
}

static int
count_names(struct tally *t, const struct mem *mem, struct slot *s)
{
	const struct gap *g = s->gap;
	int body = g->a0 >= BODY_UNITS && g->b0 >= BODY_UNITS, r = 0;

	if (!is_name_slot(t, s))
		return 0;
	if (body) {
		int returns = known(t, s, 0, &t->side[0].slots) > 0 &&
		    known(t, s, 1, &t->side[1].slots) > 0;
		int new = known(t, s, 0, &t->side[0].body) < s->n[0] &&
		    known(t, s, 1, &t->side[1].body) < s->n[1];

		t->returns += returns != 0;
		t->places += new != 0;
	}
	for (int side = 0; side < 2 && r == 0; side++) {
		r = remember(t, mem, s, side, &t->side[side].slots);
		if (r == 0 && body)
			r = remember(t, mem, s, side, &t->side[side].body);
	}
	if (r == 0 && body)
		r = add_conflict(t, mem, CONFLICT_NAME,
		    unit_of(t, 0, s->left[0][0]),
		    unit_of(t, 0, s->left[0][s->n[0] - 1]),
		    unit_of(t, 1, s->left[1][0]),
		    unit_of(t, 1, s->left[1][s->n[1] - 1]));
	return r;
}

static int
tally_reset(struct tally *t, const struct mem *mem)
{
	t->nconflicts = 0;
	t->dates = t->numbers = t->weekdays = t->ordinals = t->months = 0;
	t->rounds = t->places = t->returns = 0;
	t->inside = t->has_words = 0;
	t->budget = BUDGET;
	if (keyset_reset(&t->seen, mem, 0) != 0)
		return TAWAM_ENOMEM;
	for (int side = 0; side < 2; side++) {
		struct tally_side *s = &t->side[side];

		if (keyset_reset(&s->slots, mem, 0) != 0 ||
		    keyset_reset(&s->body, mem, 0) != 0)
			return TAWAM_ENOMEM;
	}
	return 0;
}

/* A gap in which something can be paired. */
static int
is_countable(const struct gap *g)
{
	for (int side = 0; side < 2; side++) {
		if (gap_size(g, side) == 0 || gap_size(g, side) > FACT_GAP)
			return 0;
	}
	return 1;
}

int
tally_run(struct tally *t, const struct mem *mem, const struct gap *gaps,
    size_t ngaps)
{
	struct slot s = { .gaps = gaps, .ngaps = ngaps };
	int r;

	if ((r = tally_reset(t, mem)) != 0)
		return r;
	for (size_t i = 0; i < ngaps; i++) {
		if (!is_countable(&gaps[i]))
			continue;
		s.gap = &gaps[i];
		if ((r = slot_fill(t, mem, &s)) != 0 ||
		    (r = count_facts(t, mem, &s)) != 0 ||
		    (r = count_names(t, mem, &s)) != 0)
			return r;
	}
	return 0;
}

void
tally_release(struct tally *t, const struct mem *mem)
{
	for (int k = 0; k < 2; k++) {
		keyset_release(&t->side[k].slots, mem);
		keyset_release(&t->side[k].body, mem);
	}
	keyset_release(&t->seen, mem);
	bag_release(&t->bag, mem);
	mem_free(mem, t->conflicts);
	memset(t, 0, sizeof(*t));
}

size_t
tally_facts(const struct tally *t)
{
	return 2 * (t->dates + t->rounds) + t->numbers + t->weekdays +
	    t->ordinals - t->rounds + t->months;
}
