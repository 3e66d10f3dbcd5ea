/*
 * numwords.c - the grammar of Arabic number words.
 *
 *	group	= unit teen | unit | teen | [hundred and] unit and tens
 *		| hundred [and ...] | figure
 *	number	= { group scale and | scale and } group | ... scale and half
 *
 * in falling scales.  "And" is U+0648 WAW, glued to the word or standing
 * alone.  A unit and a unit are two numbers.
 */
#include <string.h>

#include "compare/tokens.h"

#define VALUE_MAX	(UINT64_C(1000000000000000000))

struct reader {
	const struct token *t;
	size_t n, start, i;	/* i: the token to look at */
	uint64_t total;		/* of the scales that are closed */
	uint64_t scale;		/* the last of them; 0: none yet */
	struct number *x;
};

/*
 * The token at i, over a standing "and"; *and says whether there was one.
 * An "and" before the first token links it to what stands before the number.
 */
static const struct token *
peek(const struct reader *r, size_t *at, int *and)
{
	size_t i = r->i;

	if (i >= r->n)
		return NULL;
	*and = i != r->start && r->t[i].joined;
	if (r->t[i].single && r->t[i].joined && ++i >= r->n)
		return NULL;
	*at = i;
	return &r->t[i];
}

/* Takes the next token when it is of the class and linked as asked. */
static const struct token *
take(struct reader *r, int class, int with_and)
{
	const struct token *t;
	size_t at;
	int and;

	if ((t = peek(r, &at, &and)) == NULL || t->digits ||
	    t->class != class || and != with_and)
		return NULL;
	r->i = at + 1;
	return t;
}

/* Units, teens and tens; link: whether "and" must lead them. */
static int
below_hundred(struct reader *r, int link, uint64_t *value)
{
	const struct token *t, *next;
	size_t back = r->i;

	if ((t = take(r, WORD_UNIT, link)) != NULL ||
	    (t = take(r, WORD_BOUND, link)) != NULL) {
		*value = t->num.value;
		if (take(r, WORD_TEEN, 0) != NULL)
			*value += 10;
		else if ((next = take(r, WORD_TENS, 1)) != NULL)
			*value += next->num.value;
		else if (t->class == WORD_BOUND) {
			r->i = back;
			return 0;
		}
		return 1;
	}
	if ((t = take(r, WORD_TEEN, link)) != NULL ||
	    (t = take(r, WORD_TENS, link)) != NULL) {
		*value = t->num.value;
		return 1;
	}
	return 0;
}

/* A number under a thousand in words. */
static int
group_words(struct reader *r, int link, uint64_t *value)
{
	const struct token *t;
	size_t back = r->i;
	uint64_t small;

	/* "Three hundred" in two words. */
	if ((t = take(r, WORD_UNIT, link)) != NULL) {
		const struct token *h = take(r, WORD_HUNDRED, 0);

		if (h != NULL && h->num.value == 100) {
			*value = t->num.value * 100;
			if (below_hundred(r, 1, &small))
				*value += small;
			return 1;
		}
		r->i = back;
	}
	if ((t = take(r, WORD_HUNDRED, link)) != NULL) {
		*value = t->num.value;
		if (below_hundred(r, 1, &small))
			*value += small;
		return 1;
	}
	return below_hundred(r, link, value);
}

static int
group_figure(struct reader *r, int link, uint64_t *value)
{
	const struct token *t;
	size_t at;
	int and, first = r->scale == 0;

	if ((t = peek(r, &at, &and)) == NULL || !t->digits ||
	    (!first && and != link) || (t->num.flags & NUMBER_LONG))
		return 0;
	if (!first && (t->num.other != 0 || t->num.value >= r->scale))
		return 0;
	r->i = at + 1;
	*value = t->num.value;
	if (first)
		*r->x = t->num;
	return 1;
}

static uint64_t
times(uint64_t a, uint64_t b)
{
	return a != 0 && b > VALUE_MAX / a ? VALUE_MAX : a * b;
}

/* A scale word after a group of that value, or alone (value 1). */
static const struct token *
take_scale(struct reader *r, int link, int alone)
{
	const struct token *t;
	size_t back = r->i;

	t = take(r, WORD_SCALE, link);
	if (t == NULL && !alone)
		t = take(r, WORD_SCALES, link);
	if (t != NULL && r->scale != 0 && t->num.value >= r->scale) {
		r->i = back;
		t = NULL;
	}
	return t;
}

static int
scale_follows(const struct reader *r)
{
	const struct token *t = r->i < r->n ? &r->t[r->i] : NULL;

	return t != NULL && !t->digits && !t->joined &&
	    (t->class == WORD_SCALE || t->class == WORD_SCALES);
}

static void
close_scale(struct reader *r, uint64_t group, const struct token *scale)
{
	r->total += times(group, scale->num.value);
	if (r->total > VALUE_MAX)
		r->total = VALUE_MAX;
	if (r->scale == 0)
		r->x->other = times(r->x->other, scale->num.value);
	r->scale = scale->num.value;
	r->x->flags |= NUMBER_SCALED;
}

/* One member of the sum; 0 when the number is over. */
static int
member(struct reader *r)
{
	int first = r->scale == 0, link = !first;
	const struct token *t;
	uint64_t group;
	size_t back = r->i;

	if ((t = take_scale(r, link, 1)) != NULL) {
		close_scale(r, 1, t);
		return 1;
	}
	if ((t = take(r, WORD_FRACTION, link)) != NULL) {
		uint64_t parts = t->num.value;

		if (!first) {
			r->total += r->scale / parts;
			take_scale(r, 0, 1);	/* "... and half a million" */
			return 0;
		}
		if ((t = take_scale(r, 0, 1)) == NULL) {
			r->i = back;
			return 0;
		}
		r->total = t->num.value / parts;
		r->scale = t->num.value;
		r->x->flags |= NUMBER_SCALED;
		return 0;
	}
	if (!group_figure(r, link, &group) && !group_words(r, link, &group))
		return 0;
	if ((t = take_scale(r, 0, 0)) != NULL) {
		close_scale(r, group, t);
		return 1;
	}
	if (!first && scale_follows(r)) {
		/* "20 thousand and 30 thousand" are two numbers. */
		r->i = back;
		return 0;
	}
	r->total += group;
	/* Digits behind a scale word: no decimals before it. */
	if (!first)
		r->x->digits = 1;
	return 0;
}

size_t
tokens_number(const struct tokens *t, size_t i, struct number *x)
{
	struct reader r = { t->t, t->n, i, i, 0, 0, x };

	memset(x, 0, sizeof(*x));
	if (t->t[i].single)
		return 0;
	if (t->t[i].digits && (t->t[i].num.flags & NUMBER_LONG)) {
		*x = t->t[i].num;
		return 1;
	}
	x->digits = 1;
	x->flags = NUMBER_WORDS;
	while (member(&r))
		;
	x->value = r.total;
	return r.i - i;
}

size_t
tokens_ordinal(const struct tokens *t, size_t i, uint64_t *value)
{
	struct number unused;
	struct reader r = { t->t, t->n, i, i, 0, 0, &unused };
	const struct token *first, *next;

	if ((first = take(&r, WORD_ORDTENS, 0)) == NULL &&
	    (first = take(&r, WORD_ORDINAL, 0)) == NULL)
		return 0;
	*value = first->num.value;
	if (first->class == WORD_ORDTENS)
		return 1;
	if (take(&r, WORD_TEEN, 0) != NULL)
		*value += 10;
	else if ((next = take(&r, WORD_ORDTENS, 1)) != NULL)
		*value += next->num.value;
	return r.i - i;
}
