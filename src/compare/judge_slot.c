/*
 * judge_slot.c - what is left of one gap between two texts.
 *
 * First what agrees is dropped: with anything anywhere in the other text (it
 * was moved), then inside the gap (it was written differently).
 */
#include <stdio.h>
#include <string.h>

#include "compare/judge_slot.h"
#include "compare/stems.h"

#define RUN_DIGITS	64

void
slot_drop(struct slot *s, int side, size_t k)
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
words_agree(const struct tally *t, const struct unit *x, const struct unit *y)
{
	return stem_close(text_of(t, 0, x), x->end - x->start,
	    text_of(t, 1, y), y->end - y->start);
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
		return words_agree(t, x, y);
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
		slot_drop(s, 0, i);
		slot_drop(s, 1, j);
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
		char c = side->text->text.p[i];

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
				slot_drop(s, side, k);
		}
	}
}

/* Content words left on a side. */
static size_t
count_words(const struct tally *t, const struct slot *s, int side)
{
	size_t n = 0;

	for (size_t k = 0; k < s->n[side]; k++)
		n += unit_of(t, side, s->left[side][k])->kind == UNIT_CONTENT;
	return n;
}

static void
drop_words(const struct tally *t, struct slot *s)
{
	for (int side = 0; side < 2; side++) {
		for (size_t k = s->n[side]; k-- > 0;) {
			if (unit_of(t, side, s->left[side][k])->kind ==
			    UNIT_CONTENT)
				slot_drop(s, side, k);
		}
	}
}

int
slot_is_name_side(const struct slot *s, int side, size_t words)
{
	size_t size = gap_size(s->gap, side);

	return size <= NAME_GAP && words > 0 && 2 * words >= size;
}

int
slot_is_name_place(const struct tally *t, const struct gap *g)
{
	return g->a0 + TAIL_UNITS < t->side[0].text->units.n &&
	    g->b0 + TAIL_UNITS < t->side[1].text->units.n;
}

static size_t
gap_start(const struct gap *g, int side)
{
	return side == 0 ? g->a0 : g->b0;
}

/* May names be left in the gap, as far as its words say? */
static int
is_name_gap(const struct tally *t, const struct gap *g)
{
	const struct slot s = { .gap = g };

	if (!slot_is_name_place(t, g))
		return 0;
	for (int side = 0; side < 2; side++) {
		size_t from = gap_start(g, side), words = 0;
		size_t n = gap_size(g, side);

		if (n > NAME_GAP)
			return 0;
		for (size_t i = 0; i < n; i++)
			words += unit_of(t, side, from + i)->kind ==
			    UNIT_CONTENT;
		if (!slot_is_name_side(&s, side, words))
			return 0;
	}
	return 1;
}

/* The only unit of a side of the gap that is not neutral; NULL: none, or it is
 * not the only one. */
static const struct unit *
only_unit(const struct tally *t, const struct gap *g, int side)
{
	const struct unit *u = unit_of(t, side, gap_start(g, side));
	const struct unit *only = NULL;

	for (size_t i = 0; i < gap_size(g, side); i++) {
		if (u[i].kind == UNIT_NEUTRAL)
			continue;
		if (only != NULL)
			return NULL;
		only = &u[i];
	}
	return only;
}

/* One word for another in two spellings: wherever else they stand, nothing is
 * left of the gap. */
static int
is_respelt(const struct tally *t, const struct gap *g)
{
	const struct unit *x = only_unit(t, g, 0), *y = only_unit(t, g, 1);

	return x != NULL && y != NULL && x->kind == UNIT_CONTENT &&
	    y->kind == UNIT_CONTENT && words_agree(t, x, y);
}

static void
ask_gap(struct tally *t, const struct gap *g)
{
	for (int side = 0; side < 2; side++) {
		size_t from = gap_start(g, side);

		for (size_t i = from; i < from + gap_size(g, side); i++) {
			if (unit_of(t, side, i)->kind == UNIT_CONTENT)
				bag_ask(&t->bag, 1 - side,
				    &t->side[side].text->units, i);
		}
	}
}

/* Asks for the words of this gap, and of all behind it in which a name may be
 * left: those before it have been asked for or need not be. */
static int
collect_words(struct tally *t, const struct mem *mem, const struct slot *s)
{
	if (t->has_words)
		return 0;
	bag_ask_none(&t->bag);
	for (const struct gap *g = s->gap; g < s->gaps + s->ngaps; g++) {
		if (is_name_gap(t, g) && !is_respelt(t, g))
			ask_gap(t, g);
	}
	if (bag_fill(&t->bag, mem, &t->side[0].text->units,
	    &t->side[1].text->units, s->gaps, s->ngaps) != 0)
		return TAWAM_ENOMEM;
	t->has_words = 1;
	return 0;
}

/*
 * Drops the words that stand elsewhere in the other text.  Only a name needs
 * words: where none can be left, all are dropped and no one is looked for.
 */
static int
drop_moved_words(struct tally *t, const struct mem *mem, struct slot *s)
{
	size_t words[2] = { count_words(t, s, 0), count_words(t, s, 1) };

	if (!slot_is_name_place(t, s->gap) ||
	    !slot_is_name_side(s, 0, words[0]) ||
	    !slot_is_name_side(s, 1, words[1])) {
		drop_words(t, s);
		return 0;
	}
	if (collect_words(t, mem, s) != 0)
		return TAWAM_ENOMEM;
	for (int side = 0; side < 2; side++) {
		for (size_t k = s->n[side]; k-- > 0;) {
			size_t i = s->left[side][k];

			if (unit_of(t, side, i)->kind != UNIT_CONTENT ||
			    !bag_has_word(&t->bag, 1 - side,
			    &t->side[side].text->units, i))
				continue;
			slot_drop(s, side, k);
			if (!slot_is_name_side(s, side, --words[side])) {
				drop_words(t, s);
				return 0;
			}
		}
	}
	return 0;
}

static void
drop_moved_facts(struct tally *t, struct slot *s)
{
	for (int side = 0; side < 2; side++) {
		const struct reading *other = t->side[1 - side].text;

		for (size_t k = s->n[side]; k-- > 0;) {
			const struct unit *x =
			    unit_of(t, side, s->left[side][k]);

			if (x->kind != UNIT_CONTENT &&
			    reading_has_fact(other, x, &t->budget))
				slot_drop(s, side, k);
		}
	}
}

int
slot_fill(struct tally *t, const struct mem *mem, struct slot *s)
{
	const struct gap *g = s->gap;

	for (int side = 0; side < 2; side++) {
		size_t first = gap_start(g, side);

		s->n[side] = 0;
		for (size_t i = 0; i < gap_size(g, side); i++) {
			if (unit_of(t, side, first + i)->kind != UNIT_NEUTRAL)
				s->left[side][s->n[side]++] = first + i;
		}
	}
	if (is_respelt(t, g)) {
		s->n[0] = s->n[1] = 0;
		return 0;
	}
	drop_equal_run(t, s);
	drop_moved_facts(t, s);
	if (drop_moved_words(t, mem, s) != 0)
		return TAWAM_ENOMEM;
	drop_agreeing(t, s);
	drop_equal_run(t, s);
	return 0;
}
