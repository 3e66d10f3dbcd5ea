/*
 * judge_tally.c - counting, gap by gap, what two texts disagree on.
 *
 * In a gap, first what agrees is dropped: with anything anywhere in the other
 * text (it was moved), then inside the gap (it was written differently).  What
 * is left is paired by kind, left to right: facts in conflict.  Content words
 * left on both sides of a small clean gap are a slot with two fillers.
 */
#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "compare/judge_tally.h"
#include "compare/stems.h"

#define FACT_GAP	10	/* units; pairing in a longer one is a guess */
#define NAME_GAP	6
#define HEAD_UNITS	20	/* headline and dateline */
#define TAIL_UNITS	8	/* credit line */
#define BODY_UNITS	10	/* a headline is over by then */
#define RUN_DIGITS	64
#define BUDGET		((size_t)4 << 20)

/* What is left of one gap: indices of units, by side. */
struct slot {
	const struct gap *gap;
	size_t left[2][FACT_GAP];
	size_t n[2];
};

static const struct unit *
unit_of(const struct tally *t, int side, size_t i)
{
	return &t->side[side].units.u[i];
}

static size_t
gap_size(const struct gap *g, int side)
{
	return side == 0 ? g->a1 - g->a0 : g->b1 - g->b0;
}

static void
drop(struct slot *s, int side, size_t k)
{
	s->n[side]--;
	memmove(&s->left[side][k], &s->left[side][k + 1],
	    (s->n[side] - k) * sizeof(s->left[side][0]));
}

static int
is_figure(const struct unit *x)
{
	return x->kind == UNIT_NUMBER || x->kind == UNIT_DATE ||
	    x->kind == UNIT_HIJRI;
}

static int
is_elsewhere(struct tally *t, int side, size_t i)
{
	const struct tally_side *own = &t->side[side];
	const struct tally_side *other = &t->side[1 - side];
	const struct unit *x = unit_of(t, side, i);

	if (x->kind == UNIT_CONTENT)
		return bag_has_word(&other->bag, own->text, &own->units, i);
	return bag_has_fact(&other->bag, &other->units, x, &t->budget);
}

static int
words_agree(const struct tally *t, size_t i, size_t j)
{
	const struct unit *x = unit_of(t, 0, i), *y = unit_of(t, 1, j);

	return stem_close(t->side[0].text + x->start, x->end - x->start,
	    t->side[1].text + y->start, y->end - y->start);
}

/* "The 5th" of a month that only the other text names. */
static int
is_day_of(const struct unit *x, const struct unit *date)
{
	return (x->kind == UNIT_NUMBER || x->kind == UNIT_ORDINAL) &&
	    (date->kind == UNIT_DATE || date->kind == UNIT_HIJRI) &&
	    x->num.flags != NUMBER_LONG &&
	    x->num.value == date->num.value % 32;
}

/* The 18 of 2017/18 or of 5/3/18, and 2018: only in one place, or any 18 would
 * excuse the year. */
static int
is_short_year(const struct unit *x, const struct unit *year)
{
	return x->kind == UNIT_NUMBER && year->kind == UNIT_NUMBER &&
	    x->num.digits == 2 && x->num.flags == 0 && x->num.other == 0 &&
	    year->num.flags == 0 && year->num.value >= 1900 &&
	    year->num.value <= 2100 && year->num.value % 100 == x->num.value;
}

/* The second hour and 14, of a clock; half past and 30. */
static int
is_time_of(const struct unit *x, const struct unit *y)
{
	if (y->kind != UNIT_NUMBER || y->num.flags & NUMBER_SCALED)
		return 0;
	if (x->kind == UNIT_ORDINAL && x->num.flags != 0)
		return (x->clock || y->clock) &&
		    x->num.value * y->num.value == 60;
	return x->clock && y->clock && x->num.value < 12 &&
	    y->num.value < 24 && x->num.value + 12 == y->num.value;
}

static int
units_agree(const struct tally *t, size_t i, size_t j)
{
	const struct unit *x = unit_of(t, 0, i), *y = unit_of(t, 1, j);

	if (x->kind == UNIT_CONTENT && y->kind == UNIT_CONTENT)
		return words_agree(t, i, j);
	return unit_agree(x, y) || is_day_of(x, y) || is_day_of(y, x) ||
	    is_time_of(x, y) || is_time_of(y, x) || is_short_year(x, y) ||
	    is_short_year(y, x);
}

/* Drops one from each side as long as two agree. */
static void
drop_agreeing(const struct tally *t, struct slot *s)
{
	for (size_t i = 0; i < s->n[0];) {
		size_t j = 0;

		while (j < s->n[1] &&
		    !units_agree(t, s->left[0][i], s->left[1][j]))
			j++;
		if (j == s->n[1]) {
			i++;
			continue;
		}
		drop(s, 0, i);
		drop(s, 1, j);
	}
}

/* Adds the digits of a unit; 0: there are words in it, or no room. */
static size_t
add_digits(const struct tally_side *side, const struct unit *x,
    char out[RUN_DIGITS], size_t n)
{
	if (x->kind != UNIT_NUMBER) {
		unsigned day = (unsigned)(x->num.value % 32);
		unsigned month = (unsigned)(x->num.value / 32);
		int k = snprintf(out + n, RUN_DIGITS - n, "%u%u", day,
		    month > 12 ? month - 12 : month);

		return k > 0 && (size_t)k < RUN_DIGITS - n ? n + (size_t)k : 0;
	}
	if (x->num.flags & (NUMBER_SCALED | NUMBER_WORDS))
		return 0;
	for (size_t i = x->start; i < x->end; i++) {
		char c = side->text[i];

		if (c < '0' || c > '9')
			continue;
		if (n == RUN_DIGITS)
			return 0;
		out[n++] = c;
	}
	return n;
}

/* The digits of a side's figures, run together; 0: none, or not figures. */
static size_t
digit_run(const struct tally *t, const struct slot *s, int side,
    char out[RUN_DIGITS])
{
	size_t n = 0;

	for (size_t k = 0; k < s->n[side]; k++) {
		const struct unit *x = unit_of(t, side, s->left[side][k]);

		if (is_figure(x) &&
		    (n = add_digits(&t->side[side], x, out, n)) == 0)
			return 0;
	}
	return n;
}

/* 19 45 and 1945, 112015 and the first of January 2015: cut in two ways. */
static void
drop_equal_run(const struct tally *t, struct slot *s)
{
	char a[RUN_DIGITS], b[RUN_DIGITS];
	size_t n = digit_run(t, s, 0, a);

	if (n == 0 || n != digit_run(t, s, 1, b) || memcmp(a, b, n) != 0)
		return;
	for (int side = 0; side < 2; side++) {
		for (size_t k = s->n[side]; k-- > 0;) {
			if (is_figure(unit_of(t, side, s->left[side][k])))
				drop(s, side, k);
		}
	}
}

static void
slot_fill(struct tally *t, const struct gap *g, struct slot *s)
{
	s->gap = g;
	for (int side = 0; side < 2; side++) {
		size_t first = side == 0 ? g->a0 : g->b0;

		s->n[side] = 0;
		for (size_t i = 0; i < gap_size(g, side); i++) {
			if (unit_of(t, side, first + i)->kind != UNIT_NEUTRAL)
				s->left[side][s->n[side]++] = first + i;
		}
	}
	drop_equal_run(t, s);
	for (int side = 0; side < 2; side++) {
		for (size_t k = s->n[side]; k-- > 0;) {
			if (is_elsewhere(t, side, s->left[side][k]))
				drop(s, side, k);
		}
	}
	drop_agreeing(t, s);
	drop_equal_run(t, s);
}

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
	size_t na = t->side[0].units.n, nb = t->side[1].units.n;

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
		uint64_t keys[2] = { t->side[0].units.keys[a],
		    t->side[1].units.keys[b] };
		const struct unit *x = unit_of(t, 0, a), *y = unit_of(t, 1, b);

		drop(s, 0, i);
		drop(s, 1, j);
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
		size_t n = stem_forms(t->side[side].text + x->start,
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
		size_t n = stem_forms(t->side[side].text + x->start,
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
	const struct gap *g = s->gap;

	for (int side = 0; side < 2; side++) {
		size_t size = gap_size(g, side);

		for (size_t k = s->n[side]; k-- > 0;) {
			if (unit_of(t, side, s->left[side][k])->kind !=
			    UNIT_CONTENT)
				drop(s, side, k);
		}
		if (size > NAME_GAP || s->n[side] == 0 ||
		    2 * s->n[side] < size)
			return 0;
	}
	if (s->n[0] > s->n[1] + 2 || s->n[1] > s->n[0] + 2)
		return 0;
	return g->a0 + TAIL_UNITS < t->side[0].units.n &&
	    g->b0 + TAIL_UNITS < t->side[1].units.n;
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
	t->inside = 0;
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
	struct slot s;
	int filled = 0, r;

	if ((r = tally_reset(t, mem)) != 0)
		return r;
	for (size_t i = 0; i < ngaps; i++) {
		if (!is_countable(&gaps[i]))
			continue;
		for (int k = 0; k < 2 && !filled; k++) {
			struct tally_side *side = &t->side[k];

			if ((r = bag_fill(&side->bag, mem, side->text,
			    &side->units)) != 0)
				return r;
		}
		filled = 1;
		slot_fill(t, &gaps[i], &s);
		if ((r = count_facts(t, mem, &s)) != 0 ||
		    (r = count_names(t, mem, &s)) != 0)
			return r;
	}
	return 0;
}

void
tally_release(struct tally *t, const struct mem *mem)
{
	for (int k = 0; k < 2; k++) {
		units_release(&t->side[k].units, mem);
		bag_release(&t->side[k].bag, mem);
		keyset_release(&t->side[k].slots, mem);
		keyset_release(&t->side[k].body, mem);
	}
	keyset_release(&t->seen, mem);
	mem_free(mem, t->conflicts);
	memset(t, 0, sizeof(*t));
}

size_t
tally_facts(const struct tally *t)
{
	return 2 * (t->dates + t->rounds) + t->numbers + t->weekdays +
	    t->ordinals - t->rounds + t->months;
}
