/*
 * units.c - tokens to units: dates put together, kinds given.
 */
#include <string.h>

#include "base/hash.h"
#include "compare/units.h"

#define HIJRI	12	/* months of its year stand this much higher */

static int
is_year(uint64_t v)
{
	return (v >= 1900 && v <= 2100) || (v >= 1400 && v <= 1500);
}

static int
is_date(uint64_t day, uint64_t month)
{
	return day >= 1 && day <= 31 && month >= 1 && month <= 12;
}

/* Added to the month of a date in figures whose year is this. */
static uint64_t
calendar(uint64_t year)
{
	return year < 1900 ? HIJRI : 0;
}

static enum unit_kind
date_kind(uint64_t month)
{
	return month > HIJRI ? UNIT_HIJRI : UNIT_DATE;
}

static enum unit_kind
month_kind(uint64_t month)
{
	return month > HIJRI ? UNIT_HIJRI_MONTH : UNIT_MONTH;
}

static struct unit *
push(struct units *u, enum unit_kind kind, uint32_t start, uint32_t end,
    uint64_t value)
{
	struct unit *x = &u->u[u->n++];

	memset(x, 0, sizeof(*x));
	x->kind = (uint8_t)kind;
	x->start = start;
	x->end = end;
	x->num.value = value;
	return x;
}

static int
is_figure(const struct unit *x)
{
	return x->kind == UNIT_NUMBER && x->num.flags == 0 &&
	    x->num.other == 0;
}

/*
 * 9 11 1436, 2017 6 5 and 6 25 2017: the last three units as a date and a
 * year.  The year stays a number of its own.
 */
static void
join_figures(struct units *u)
{
	struct unit *x;
	uint64_t d, m, year;

	if (u->n < 3)
		return;
	x = u->u + u->n - 3;
	if (!is_figure(x) || !is_figure(x + 1) || !is_figure(x + 2) ||
	    x[1].start != x[0].end + 1 ||
	    x[2].start != x[1].end + 1)
		return;
	if (is_year(x[2].num.value)) {
		year = x[2].num.value;
		d = x[0].num.value;
		m = x[1].num.value;
		if (!is_date(d, m) && is_date(m, d)) {
			d = x[1].num.value;
			m = x[0].num.value;
		}
		if (!is_date(d, m))
			return;
		x[1].start = x[0].start;
		x[0] = x[1];
		x[1] = x[2];
	} else if (is_year(x[0].num.value) &&
	    is_date(x[2].num.value, x[1].num.value)) {
		year = x[0].num.value;
		d = x[2].num.value;
		m = x[1].num.value;
		x[1].end = x[2].end;
		x++;
	} else {
		return;
	}
	u->n--;
	m += calendar(year);
	x->kind = (uint8_t)date_kind(m);
	memset(&x->num, 0, sizeof(x->num));
	x->num.value = d + 32 * m;
}

/* Eight digits that were 18.01.2017 or 2011/2012 before marks went. */
static int
split_figure(struct units *u, const struct token *t)
{
	uint64_t high = t->num.value / 10000, low = t->num.value % 10000;
	uint32_t mid = t->start + 4;
	uint64_t d, m;

	if (t->num.digits != 8 || t->num.flags != 0 || t->num.other != 0)
		return 0;
	if (is_year(high) && low == high + 1) {
		push(u, UNIT_NUMBER, t->start, mid, high)->num.digits = 4;
		push(u, UNIT_NUMBER, mid, t->end, low)->num.digits = 4;
		return 1;
	}
	d = high / 100;
	m = high % 100;
	if (is_year(low) && is_date(d, m)) {
		m += calendar(low);
		push(u, date_kind(m), t->start, mid, d + 32 * m);
		push(u, UNIT_NUMBER, mid, t->end, low)->num.digits = 4;
		return 1;
	}
	d = low % 100;
	m = low / 100;
	if (is_year(high) && is_date(d, m)) {
		m += calendar(high);
		push(u, UNIT_NUMBER, t->start, mid, high)->num.digits = 4;
		push(u, date_kind(m), mid, t->end, d + 32 * m);
		return 1;
	}
	return 0;
}

/* Is the last unit the word "month"?  The other WORD_OF is shorter. */
static int
after_month(const struct units *u)
{
	const struct unit *last = u->u + u->n - 1;

	return u->n > 0 && last->kind == UNIT_NEUTRAL &&
	    last->num.value == WORD_OF && last->end - last->start >= 6;
}

/* U+0635 SAD, FEH, REH is zero unless a Hijri year follows it. */
static int
is_zero(const struct units *u, size_t i)
{
	const struct tokens *ts = &u->tokens;

	return !after_month(u) && (i + 1 >= ts->n || !ts->t[i + 1].digits ||
	    ts->t[i + 1].num.value < 1400 || ts->t[i + 1].num.value > 1500);
}

/*
 * A month name: a date with the day before it ("5 of the month of May"), more
 * of the same date after another name of that month, or a month alone.  A
 * weak name that finds no day is no month: 0.
 */
static int
push_month(struct units *u, const struct token *t, uint64_t month, int weak)
{
	size_t i = u->n, of = 0;

	if (i > 0) {
		struct unit *last = &u->u[i - 1];

		if ((last->kind == date_kind(month) &&
		    last->num.value / 32 == month) ||
		    (last->kind == month_kind(month) &&
		    last->num.value == month)) {
			last->end = t->end;
			return 1;
		}
	}
	while (i > 0 && of < 2 && u->u[i - 1].kind == UNIT_NEUTRAL &&
	    u->u[i - 1].num.value == WORD_OF) {
		i--;
		of++;
	}
	if (i > 0 && (u->u[i - 1].kind == UNIT_NUMBER ||
	    u->u[i - 1].kind == UNIT_ORDINAL) &&
	    !(u->u[i - 1].num.flags & (NUMBER_SCALED | NUMBER_LONG)) &&
	    is_date(u->u[i - 1].num.value, 1)) {
		uint64_t day = u->u[i - 1].num.value;
		uint32_t start = u->u[i - 1].start;

		u->n = i - 1;
		push(u, date_kind(month), start, t->end, day + 32 * month);
		return 1;
	}
	if (weak && !after_month(u))
		return 0;
	push(u, month_kind(month), t->start, t->end, month);
	return 1;
}

/* The name of two words that begins at token i, "*w AlHjh"; 0: none. */
static int
two_words(const struct tokens *t, size_t i, const struct words *w,
    const char *text, struct token *out)
{
	struct word word;

	if (i + 1 >= t->n || t->t[i + 1].start != t->t[i].end + 1)
		return 0;
	words_find(w, text + t->t[i].start, t->t[i + 1].end - t->t[i].start,
	    &word);
	if (word.class != WORD_MONTH)
		return 0;
	*out = t->t[i];
	out->end = t->t[i + 1].end;
	out->num.value = word.value;
	return 1;
}

/* Months, and what is left: words.  Returns the tokens it takes. */
static size_t
read_word(struct units *u, size_t i, const struct words *w, const char *text)
{
	const struct tokens *ts = &u->tokens;
	const struct token *t = &ts->t[i];
	enum unit_kind kind = UNIT_CONTENT;
	struct token both;

	switch (t->class) {
	case WORD_MONTH:
	case WORD_WEAKMONTH:
	case WORD_ZERO:
		if (t->class == WORD_ZERO && is_zero(u, i)) {
			push(u, UNIT_NUMBER, t->start, t->end, 0);
			return 1;
		}
		if (push_month(u, t, t->num.value, t->class == WORD_WEAKMONTH))
			return 1;
		break;
	case WORD_MONTHHEAD:
		if (two_words(ts, i, w, text, &both)) {
			push_month(u, &both, both.num.value, 0);
			return 2;
		}
		break;
	case WORD_WEEKDAY:
		kind = UNIT_WEEKDAY;
		break;
	case WORD_FRACTION:
		kind = UNIT_ORDINAL;
		break;
	case WORD_EIGHTH:
		if (i + 1 < ts->n && ts->t[i + 1].class == WORD_FINAL)
			kind = UNIT_ORDINAL;
		break;
	case WORD_BOUND:
	case WORD_OF:
	case WORD_HOUR:
	case WORD_FUNCTION:
	case WORD_SCALES:
		kind = UNIT_NEUTRAL;
		break;
	default:
		break;
	}
	if (t->single)
		kind = UNIT_NEUTRAL;
	push(u, kind, t->start, t->end,
	    kind == UNIT_NEUTRAL ? t->class : t->num.value);
	/* A fraction is an ordinal that no number equals. */
	if (kind == UNIT_ORDINAL)
		u->u[u->n - 1].num.flags = NUMBER_SCALED;
	return 1;
}

/* Does the time of day reach unit i, as in "the hour 14 30"? */
static int
is_clock(const struct units *u, size_t i)
{
	const struct unit *x = &u->u[i];

	if (i > 0 && x[-1].kind == UNIT_NEUTRAL)
		return x[-1].num.value == WORD_HOUR || (i > 1 &&
		    x[-2].clock && x[-1].end - x[-1].start <= 2);
	return i > 0 && x[-1].clock;
}

static uint64_t
unit_key(const struct unit *x, const char *text)
{
	uint64_t v[2] = { x->num.value, x->num.other };

	if (x->kind == UNIT_NEUTRAL || x->kind == UNIT_CONTENT)
		return word_key(text + x->start, x->end - x->start);
	/* Seeds tell the kinds apart, and fractions from ordinals. */
	return hash64(v, sizeof(v), x->kind == UNIT_ORDINAL &&
	    x->num.flags != 0 ? 100 : 10u + x->kind);
}

int
units_reserve(struct units *u, const struct mem *mem, size_t more)
{
	size_t need = u->n + more;

	if (need <= u->cap && need <= u->keycap)
		return 0;
	if (mem_grow(mem, &u->u, &u->cap, need, sizeof(*u->u)) != 0 ||
	    mem_grow(mem, &u->keys, &u->keycap, need, sizeof(*u->keys)) != 0)
		return TAWAM_ENOMEM;
	return 0;
}

/* The units that begin at token i.  Returns the tokens they take. */
static size_t
read_units(struct units *u, size_t i, const struct words *w)
{
	const struct tokens *ts = &u->tokens;
	const struct token *t = &ts->t[i];
	struct number x;
	uint64_t v;
	size_t took;

	/* Half of the words of a list are these: no number begins here. */
	if (t->class == WORD_FUNCTION && !t->single) {
		push(u, UNIT_NEUTRAL, t->start, t->end, WORD_FUNCTION);
		return 1;
	}
	if (t->digits && split_figure(u, t))
		return 1;
	if ((took = tokens_number(ts, i, &x)) != 0) {
		push(u, UNIT_NUMBER, t->start, ts->t[i + took - 1].end,
		    0)->num = x;
		join_figures(u);
		return took;
	}
	if ((took = tokens_ordinal(ts, i, &v)) != 0) {
		push(u, UNIT_ORDINAL, t->start, ts->t[i + took - 1].end, v);
		return took;
	}
	return read_word(u, i, w, u->text);
}

int
units_flush(struct units *u, const struct mem *mem, const struct words *w)
{
	struct tokens *ts = &u->tokens;

	/* A figure of eight digits gives two units, nothing gives more. */
	if (units_reserve(u, mem, 2 * ts->n) != 0)
		return TAWAM_ENOMEM;
	for (size_t i = 0; i < ts->n;)
		i += read_units(u, i, w);
	for (size_t i = u->done; i < u->n; i++) {
		u->keys[i] = unit_key(&u->u[i], u->text);
		u->u[i].clock = (u->u[i].kind == UNIT_NUMBER ||
		    u->u[i].kind == UNIT_ORDINAL) && is_clock(u, i);
	}
	u->done = u->n;
	ts->before += ts->n;
	ts->n = 0;
	return 0;
}

void
units_release(struct units *u, const struct mem *mem)
{
	mem_free(mem, u->u);
	mem_free(mem, u->keys);
	mem_free(mem, u->tokens.t);
	memset(u, 0, sizeof(*u));
}

int
unit_agree(const struct unit *x, const struct unit *y)
{
	if (x->kind == UNIT_NUMBER && y->kind == UNIT_NUMBER)
		return number_agree(&x->num, &y->num);
	if (x->kind == y->kind)
		return x->num.value == y->num.value &&
		    x->num.flags == y->num.flags;
	if (x->kind == UNIT_ORDINAL && y->kind == UNIT_NUMBER)
		return unit_agree(y, x);
	return x->kind == UNIT_NUMBER && y->kind == UNIT_ORDINAL &&
	    x->num.value == y->num.value && y->num.flags == 0 &&
	    !(x->num.flags & (NUMBER_SCALED | NUMBER_LONG));
}
