/*
 * explain_gap.c - one unequal stretch: which of its words stand for which.
 *
 * Figures are paired with figures, dates with dates, names as the judge paired
 * them, and words with words that are spelt much alike; those are then aligned
 * letter by letter.  What finds no partner is one stretch.
 */
#include <string.h>

#include "compare/explain.h"

/* Pieces that are one thing: a number of several words, a name. */
struct group {
	size_t first, end;
	uint32_t unit, conflict;
	uint8_t kind;
};

/* Pairs of groups that are looked at in one gap. */
#define CELLS_MAX	4096
/* Letters of both sides that are aligned. */
#define LETTERS_MAX	4096
/* Words are alike with 3 of 4 bytes in a common beginning and end. */
#define ALIKE		75

#define SCORE_CONFLICT	400	/* as the judge paired them */
#define SCORE_FACT	200	/* of one kind */

int
explain_add(struct explainer *x, const struct run *r)
{
	struct run *last = x->nruns > 0 ? &x->runs[x->nruns - 1] : NULL;

	if (last != NULL && last->same && r->same) {
		memcpy(last->to, r->to, sizeof(last->to));
		if (last->kind != r->kind)
			last->kind = TAWAM_WORD;
		return TAWAM_OK;
	}
	if (mem_grow(x->mem, &x->runs, &x->runcap, x->nruns + 1,
	    sizeof(*x->runs)) != 0)
		return TAWAM_ENOMEM;
	x->runs[x->nruns++] = *r;
	return TAWAM_OK;
}

/* The kind of a stretch whose kind was this: spaces have no say, and what is
 * of several kinds is words. */
static uint8_t
kind_over(const struct piece *p, size_t n, uint8_t kind)
{
	for (size_t i = 0; i < n; i++) {
		if (p[i].kind == TAWAM_SPACE || p[i].kind == kind)
			continue;
		kind = kind == TAWAM_SPACE ? p[i].kind : TAWAM_WORD;
		if (kind == TAWAM_WORD)
			break;
	}
	return kind;
}

struct run
explain_pieces_run(const struct explainer *x, const struct gap *g, int same)
{
	const size_t first[2] = { g->a0, g->b0 }, end[2] = { g->a1, g->b1 };
	struct run r = { .same = same, .kind = TAWAM_SPACE };

	for (int k = 0; k < 2; k++) {
		const struct piece *p = x->side[k].pieces;

		if (k == 0 || r.kind != TAWAM_WORD)
			r.kind = kind_over(p + first[k], end[k] - first[k],
			    r.kind);
		for (size_t i = first[k]; i < end[k]; i++)
			r.conflict |= p[i].conflict != 0;
		r.to[k] = end[k] > 0 ? p[end[k] - 1].to : 0;
		r.from[k] = first[k] < end[k] ? p[first[k]].from : r.to[k];
	}
	/* Nothing to count or to name where nothing differs. */
	if (same) {
		r.conflict = 0;
		if (r.kind != TAWAM_SPACE)
			r.kind = TAWAM_WORD;
	}
	return r;
}

static int
add_groups(struct explainer *x, int k, size_t from, size_t to)
{
	const struct piece *p = x->side[k].pieces;

	x->ngroups[k] = 0;
	if (mem_grow(x->mem, &x->groups[k], &x->groupcap[k], to - from,
	    sizeof(*x->groups[k])) != 0)
		return TAWAM_ENOMEM;
	for (size_t i = from; i < to; i++) {
		struct group *g = x->groups[k] + x->ngroups[k];

		if (i > from && p[i].conflict == g[-1].conflict &&
		    (p[i].conflict != 0 ||
		    (p[i].unit != 0 && p[i].unit == g[-1].unit))) {
			g[-1].end = i + 1;
			g[-1].kind = kind_over(p + i, 1, g[-1].kind);
			continue;
		}
		*g = (struct group){ i, i + 1, p[i].unit, p[i].conflict,
		    p[i].kind };
		x->ngroups[k]++;
	}
	return TAWAM_OK;
}

/* The stretch of the form that pieces stand in. */
static struct piece
stretch(const struct explain_side *s, size_t first, size_t end)
{
	struct piece p = s->pieces[first];
	const struct piece *last = &s->pieces[end - 1];

	p.form_len = last->form + last->form_len - p.form;
	p.end = last->end;
	p.to = last->to;
	p.kind = TAWAM_WORD;
	return p;
}

/* Of 100 bytes, how many are in a common beginning and end. */
static int
likeness(const char *a, size_t na, const char *b, size_t nb)
{
	size_t head = 0, tail = 0, least = na < nb ? na : nb;

	while (head < least && a[head] == b[head])
		head++;
	while (tail < least - head && a[na - 1 - tail] == b[nb - 1 - tail])
		tail++;
	return na + nb == 0 ? 0 : (int)(200 * (head + tail) / (na + nb));
}

static int
score(const struct explainer *x, const struct group *a, const struct group *b)
{
	const struct explain_side *sa = &x->side[0], *sb = &x->side[1];
	struct piece pa, pb;
	int like;

	if (a->conflict != 0 || b->conflict != 0)
		return a->conflict == b->conflict ? SCORE_CONFLICT : 0;
	if (a->kind != b->kind || a->kind == TAWAM_SPACE)
		return 0;
	if (a->kind != TAWAM_WORD)
		return SCORE_FACT;
	pa = stretch(sa, a->first, a->end);
	pb = stretch(sb, b->first, b->end);
	like = likeness(sa->form.p + pa.form, pa.form_len,
	    sb->form.p + pb.form, pb.form_len);
	return like >= ALIKE ? like : 0;
}

/* Letters of a stretch, and their keys. */
static int
read_letters(struct explainer *x, int k, const struct piece *p)
{
	struct explain_side *s = &x->side[k];
	int e;

	x->nletters[k] = 0;
	if ((e = explain_letters(x, s, p, &x->letters[k], &x->nletters[k],
	    &x->lettercap[k])) != 0)
		return e;
	if (mem_grow(x->mem, &x->letterkeys[k], &x->letterkeycap[k],
	    x->nletters[k], sizeof(*x->letterkeys[k])) != 0)
		return TAWAM_ENOMEM;
	for (size_t i = 0; i < x->nletters[k]; i++) {
		const struct piece *l = &x->letters[k][i];

		if ((e = explain_key(x, s->form.p + l->form, l->form_len,
		    &x->letterkeys[k][i])) != 0)
			return e;
	}
	return TAWAM_OK;
}

static struct run
letters_run(const struct explainer *x, const struct piece p[2],
    const struct gap *g, int same)
{
	const size_t first[2] = { g->a0, g->b0 }, end[2] = { g->a1, g->b1 };
	struct run r = { .same = same, .kind = TAWAM_SPACE };

	for (int k = 0; k < 2; k++) {
		const struct piece *l = x->letters[k];

		r.kind = kind_over(l + first[k], end[k] - first[k], r.kind);
		r.to[k] = end[k] > 0 ? l[end[k] - 1].to : p[k].from;
		r.from[k] = first[k] < end[k] ? l[first[k]].from : r.to[k];
	}
	return r;
}

/* Two stretches of a few words, letter by letter. */
static int
add_letters(struct explainer *x, const struct piece p[2])
{
	struct gap same = { 0, 0, 0, 0 };
	struct run r;
	int e;

	if ((e = read_letters(x, 0, &p[0])) != 0 ||
	    (e = read_letters(x, 1, &p[1])) != 0 ||
	    (e = align_run(&x->align, x->mem, x->letterkeys[0],
	    x->nletters[0], x->letterkeys[1], x->nletters[1])) != 0)
		return e;
	for (size_t i = 0; i <= x->align.n; i++) {
		int last = i == x->align.n;
		const struct gap *g = last ? NULL : &x->align.gaps[i];

		same.a1 = last ? x->nletters[0] : g->a0;
		same.b1 = last ? x->nletters[1] : g->b0;
		if (same.a1 > same.a0) {
			r = letters_run(x, p, &same, 1);
			if ((e = explain_add(x, &r)) != 0)
				return e;
		}
		if (last)
			break;
		r = letters_run(x, p, g, 0);
		if ((e = explain_add(x, &r)) != 0)
			return e;
		same.a0 = g->a1;
		same.b0 = g->b1;
	}
	return TAWAM_OK;
}

/* Do two stretches differ in spaces alone? */
static int
is_spacing(const struct explainer *x, const struct piece p[2])
{
	const char *a = x->side[0].form.p + p[0].form;
	const char *b = x->side[1].form.p + p[1].form;
	const char *enda = a + p[0].form_len, *endb = b + p[1].form_len;

	for (;;) {
		while (a < enda && *a == ' ')
			a++;
		while (b < endb && *b == ' ')
			b++;
		if (a == enda || b == endb)
			return a == enda && b == endb;
		if (*a++ != *b++)
			return 0;
	}
}

/* Are there letters of long words, few enough to align? */
static int
has_letters(const struct explainer *x, const struct gap *g)
{
	for (size_t i = g->a0; i < g->a1; i++)
		if (x->side[0].pieces[i].letter)
			return 1;
	for (size_t i = g->b0; i < g->b1; i++)
		if (x->side[1].pieces[i].letter)
			return 1;
	return 0;
}

/* 1: done, letter by letter; 0: not that kind of stretch. */
static int
try_letters(struct explainer *x, const struct gap *g)
{
	struct piece p[2];
	int e;

	if (x->coarse || g->a0 == g->a1 || g->b0 == g->b1)
		return 0;
	p[0] = stretch(&x->side[0], g->a0, g->a1);
	p[1] = stretch(&x->side[1], g->b0, g->b1);
	if (p[0].end - p[0].first + p[1].end - p[1].first > LETTERS_MAX)
		return 0;
	if (!is_spacing(x, p) && !has_letters(x, g))
		return 0;
	/* One spelling, yet not equal: marks inside a number. */
	if (p[0].form_len == p[1].form_len && memcmp(x->side[0].form.p +
	    p[0].form, x->side[1].form.p + p[1].form, p[0].form_len) == 0)
		return 0;
	return (e = add_letters(x, p)) != 0 ? e : 1;
}

static int
add_pieces(struct explainer *x, const struct gap *g)
{
	struct run r = explain_pieces_run(x, g, 0);

	return explain_add(x, &r);
}

/* Groups without a partner: i to in of a, k to kn of b. */
static int
add_rest(struct explainer *x, const struct gap *g, size_t i, size_t in,
    size_t k, size_t kn)
{
	const struct group *a = x->groups[0], *b = x->groups[1];
	struct gap part;
	int e;

	if (i == in && k == kn)
		return TAWAM_OK;
	part.a0 = i < x->ngroups[0] ? a[i].first : g->a1;
	part.b0 = k < x->ngroups[1] ? b[k].first : g->b1;
	part.a1 = in > i ? a[in - 1].end : part.a0;
	part.b1 = kn > k ? b[kn - 1].end : part.b0;
	if (i < in && k < kn) {
		if ((e = try_letters(x, &part)) != 0)
			return e < 0 ? e : TAWAM_OK;
		return add_pieces(x, &part);
	}
	/* On one side only: a span for every kind. */
	for (; i < in || k < kn;) {
		const struct group *from = i < in ? &a[i] : &b[k];
		size_t *at = i < in ? &i : &k, n = i < in ? in : kn;
		const struct group *list = i < in ? a : b;

		while (*at < n && list[*at].kind == from->kind)
			++*at;
		if (list == a)
			part.a1 = a[i - 1].end;
		else
			part.b1 = b[k - 1].end;
		if ((e = add_pieces(x, &part)) != 0)
			return e;
		part.a0 = part.a1;
		part.b0 = part.b1;
	}
	return TAWAM_OK;
}

static int
add_pair(struct explainer *x, const struct group *a, const struct group *b)
{
	const struct gap g = { a->first, a->end, b->first, b->end };
	struct piece p[2];

	if (a->kind != TAWAM_WORD || b->kind != TAWAM_WORD || x->coarse ||
	    a->conflict != 0)
		return add_pieces(x, &g);
	p[0] = stretch(&x->side[0], a->first, a->end);
	p[1] = stretch(&x->side[1], b->first, b->end);
	return add_letters(x, p);
}

/* best[i][k]: the most that groups from i and k on can score. */
static int
fill_table(struct explainer *x)
{
	size_t na = x->ngroups[0], nb = x->ngroups[1], w = nb + 1;
	int32_t *t;

	if (mem_grow(x->mem, &x->table, &x->tablecap, (na + 1) * w,
	    sizeof(*x->table)) != 0)
		return TAWAM_ENOMEM;
	t = x->table;
	memset(t + na * w, 0, w * sizeof(*t));
	for (size_t i = na; i-- > 0;) {
		t[i * w + nb] = 0;
		for (size_t k = nb; k-- > 0;) {
			int s = score(x, &x->groups[0][i], &x->groups[1][k]);
			int32_t best = t[(i + 1) * w + k];

			if (t[i * w + k + 1] > best)
				best = t[i * w + k + 1];
			if (s > 0 && t[(i + 1) * w + k + 1] + s > best)
				best = t[(i + 1) * w + k + 1] + s;
			t[i * w + k] = best;
		}
	}
	return TAWAM_OK;
}

/* The pairs that make the best table, and between them the rest. */
static int
add_pairs(struct explainer *x, const struct gap *g)
{
	size_t na = x->ngroups[0], nb = x->ngroups[1], w = nb + 1;
	size_t i = 0, k = 0, from_i = 0, from_k = 0;
	const int32_t *t = x->table;
	int e;

	while (i < na && k < nb) {
		const struct group *a = &x->groups[0][i];
		const struct group *b = &x->groups[1][k];
		int s = score(x, a, b);

		if (s > 0 && t[i * w + k] == t[(i + 1) * w + k + 1] + s) {
			if ((e = add_rest(x, g, from_i, i, from_k, k)) != 0 ||
			    (e = add_pair(x, a, b)) != 0)
				return e;
			from_i = ++i;
			from_k = ++k;
		} else if (t[i * w + k] == t[(i + 1) * w + k]) {
			i++;
		} else {
			k++;
		}
	}
	return add_rest(x, g, from_i, na, from_k, nb);
}

int
explain_gap(struct explainer *x, const struct gap *g)
{
	int e;

	if ((e = try_letters(x, g)) != 0)
		return e < 0 ? e : TAWAM_OK;
	if ((e = add_groups(x, 0, g->a0, g->a1)) != 0 ||
	    (e = add_groups(x, 1, g->b0, g->b1)) != 0)
		return e;
	if (x->ngroups[0] == 0 || x->ngroups[1] == 0)
		return add_rest(x, g, 0, x->ngroups[0], 0, x->ngroups[1]);
	if (x->ngroups[0] > CELLS_MAX / x->ngroups[1])
		return add_pieces(x, g);
	if ((e = fill_table(x)) != 0)
		return e;
	return add_pairs(x, g);
}
