/*
 * explain_side.c - a text as pieces: its words, and where they stand in the
 * original.
 */
#include <string.h>

#include "compare/explain.h"
#include "text/tables.h"
#include "text/utf8.h"

static int
is_space(uint32_t cp)
{
	return table_has(tables_white_space, ntables_white_space, cp);
}

/*
 * The key of a piece.  Marks inside a number are not in its form, and are
 * facts: they count here.
 */
static int
key_piece(struct explainer *x, const struct explain_side *s,
    const struct piece *p, uint64_t *key)
{
	const char *form = s->form.p + p->form;
	size_t len = p->form_len;
	struct normal n;
	int e, digits = 0;

	for (size_t i = 0; i < len && !digits; i++)
		digits = form[i] >= '0' && form[i] <= '9';
	if (x->cut == x->profile && (!digits || p->letter ||
	    x->profile < TAWAM_PROFILE_STANDARD))
		return explain_key(x, form, len, key);
	if ((e = normaliser_run(x->normaliser, s->text + p->from,
	    p->to - p->from, &n)) != 0)
		return e;
	if (x->cut != x->profile) {
		form = n.bytes;
		len = n.len;
	}
	if (n.marks == 0)
		return explain_key(x, form, len, key);
	x->spare.len = 0;
	/* No form has the byte FF. */
	if ((len > 0 && (e = buf_add(x->mem, &x->spare, form, len)) != 0) ||
	    (e = buf_add(x->mem, &x->spare, "\xff", 1)) != 0 ||
	    (e = buf_add(x->mem, &x->spare, &n.marks,
	    sizeof(n.marks))) != 0)
		return e;
	return explain_key(x, x->spare.p, x->spare.len, key);
}

/* Is the code point at p a mark? */
static int
is_mark(const char *p, const char *end)
{
	uint32_t cp;

	if (p >= end)
		return 0;
	utf8_decode((const uint8_t *)p, (const uint8_t *)end, &cp);
	return cp != UTF8_BAD && prop_class(cp) == PROP_MARK;
}

/* In the form, or in the original: U+0345 folds to a letter. */
static int
begins_with_mark(const struct explain_side *s, size_t form, size_t from)
{
	return is_mark(s->form.p + form, s->form.p + s->form.len) ||
	    is_mark(s->text + from, s->text + s->len);
}

/* No place to cut between p and next, which comes from byte from? */
static int
is_joined(const struct explainer *x, const struct explain_side *s,
    const struct piece *p, const struct piece *next, size_t from)
{
	/* All that one original code point became is one piece. */
	if (from < p->to || begins_with_mark(s, next->form, from))
		return 1;
	if (!x->coarse)
		return 0;
	for (size_t i = p->to; i < from; i++)
		if (s->text[i] == ' ' ||
		    (s->text[i] >= '\t' && s->text[i] <= '\r'))
			return 0;
	return 1;
}

/*
 * A mark that the form leaves out still belongs to its letter, and so does
 * what stands between them and is not seen, such as tatweel.
 */
static size_t
after_marks(const struct explainer *x, const struct explain_side *s,
    size_t at)
{
	const uint8_t *p = (const uint8_t *)s->text;
	size_t i = at;
	uint32_t cp;

	while (x->cut >= TAWAM_PROFILE_LIGHT && i < s->len) {
		i += utf8_decode(p + i, p + s->len, &cp);
		if (cp == UTF8_BAD)
			break;
		if (prop_class(cp) == PROP_MARK)
			at = i;
		else if (!table_has(tables_ignorable, ntables_ignorable, cp))
			break;
	}
	return at;
}

static int
add_piece(struct explainer *x, struct explain_side *s, const struct piece *p)
{
	struct extent at = offsets_span(s->map, p->first, p->end);
	struct piece *last = s->n > 0 ? &s->pieces[s->n - 1] : NULL;

	at.to = after_marks(x, s, at.to);
	/* What it stands on is not in the form. */
	if (last == NULL && begins_with_mark(s, p->form, at.from))
		at.from = 0;
	if (last != NULL && is_joined(x, s, last, p, at.from)) {
		if (at.to > last->to)
			last->to = at.to;
		last->end = p->end;
		last->form_len = p->form + p->form_len - last->form;
		last->letter &= p->letter;
		return TAWAM_OK;
	}
	if (mem_grow(x->mem, &s->pieces, &s->cap, s->n + 1,
	    sizeof(*s->pieces)) != 0)
		return TAWAM_ENOMEM;
	s->pieces[s->n] = *p;
	s->pieces[s->n].from = at.from;
	s->pieces[s->n++].to = at.to;
	return TAWAM_OK;
}

int
explain_letters(struct explainer *x, struct explain_side *s,
    const struct piece *p, struct piece **out, size_t *n, size_t *cap)
{
	const uint8_t *form = (const uint8_t *)s->form.p;
	size_t at = p->form, cp_at = p->first;
	struct piece *l = NULL;

	while (at < p->form + p->form_len) {
		struct extent e = offsets_span(s->map, cp_at, cp_at + 1);
		uint32_t cp;
		size_t k = utf8_decode(form + at, form + s->form.len, &cp);

		e.to = after_marks(x, s, e.to);
		/* Marks, and what one original code point became. */
		if (l != NULL && (e.from < l->to ||
		    begins_with_mark(s, at, e.from))) {
			if (e.to > l->to)
				l->to = e.to;
			l->form_len += k;
			l->end++;
		} else {
			if (mem_grow(x->mem, out, cap, *n + 1,
			    sizeof(**out)) != 0)
				return TAWAM_ENOMEM;
			l = &(*out)[(*n)++];
			*l = *p;
			l->form = at;
			l->form_len = k;
			l->first = cp_at;
			l->end = cp_at + 1;
			l->from = at == p->form ? p->from : e.from;
			l->to = e.to;
			l->letter = 1;
			l->kind = is_space(cp) ? TAWAM_SPACE : p->kind;
		}
		at += k;
		cp_at++;
	}
	return TAWAM_OK;
}

/* A word or, where they count, a run of spaces. */
static int
add_word(struct explainer *x, struct explain_side *s, struct piece *p)
{
	p->from = offsets_span(s->map, p->first, p->first + 1).from;
	if (p->end - p->first > EXPLAIN_WORD && !x->coarse &&
	    !begins_with_mark(s, p->form, p->from)) {
		size_t from = s->n;
		int e;

		if ((e = explain_letters(x, s, p, &s->pieces, &s->n,
		    &s->cap)) != 0)
			return e;
		/* The first may belong to the word before it. */
		if (from > 0 && s->n > from &&
		    s->pieces[from].from < s->pieces[from - 1].to)
			s->pieces[from].from = s->pieces[from - 1].to;
		return TAWAM_OK;
	}
	return add_piece(x, s, p);
}

static int
cut_side(struct explainer *x, struct explain_side *s)
{
	const uint8_t *form = (const uint8_t *)s->form.p;
	/* From `light` on every space is one space. */
	int spaces = x->cut < TAWAM_PROFILE_LIGHT, e;
	struct piece p = { 0 };
	size_t at = 0, cp_at = 0;

	s->n = 0;
	while (at < s->form.len) {
		uint32_t cp;
		size_t k = utf8_decode(form + at, form + s->form.len, &cp);
		int space = is_space(cp);

		p.form = at;
		p.first = cp_at;
		p.kind = space ? TAWAM_SPACE : TAWAM_WORD;
		do {
			at += k;
			cp_at++;
			if (at >= s->form.len)
				break;
			k = utf8_decode(form + at, form + s->form.len, &cp);
		} while (is_space(cp) == space);
		p.form_len = at - p.form;
		p.end = cp_at;
		if ((!space || spaces) && (e = add_word(x, s, &p)) != 0)
			return e;
	}
	return TAWAM_OK;
}

/* The first piece that ends after byte at. */
static size_t
piece_at(const struct explain_side *s, size_t at)
{
	size_t low = 0, high = s->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (s->pieces[mid].to <= at)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static void
mark_pieces(struct explain_side *s)
{
	for (size_t i = 0; i < s->n; i++) {
		struct piece *p = &s->pieces[i];

		p->unit = p->conflict = 0;
		for (size_t k = 0; k < p->form_len; k++)
			if (s->form.p[p->form + k] >= '0' &&
			    s->form.p[p->form + k] <= '9' && !p->letter)
				p->kind = TAWAM_NUMBER;
	}
	for (size_t i = 0; i < s->nunits; i++) {
		const struct fact *f = &s->units[i];

		for (size_t k = piece_at(s, f->from); k < s->n &&
		    s->pieces[k].from < f->to; k++) {
			s->pieces[k].unit = f->id;
			if (s->pieces[k].kind != TAWAM_SPACE)
				s->pieces[k].kind = f->kind;
		}
	}
	for (size_t i = s->nconflicts; i-- > 0;) {
		const struct fact *f = &s->conflicts[i];

		for (size_t k = piece_at(s, f->from); k < s->n &&
		    s->pieces[k].from < f->to; k++) {
			s->pieces[k].conflict = f->id;
			if (s->pieces[k].kind != TAWAM_SPACE)
				s->pieces[k].kind = f->kind;
		}
	}
}

int
explain_pieces(struct explainer *x)
{
	int e;

	explain_forget(x);
	for (int k = 0; k < 2; k++) {
		struct explain_side *s = &x->side[k];

		if ((e = cut_side(x, s)) != 0)
			return e;
		mark_pieces(s);
		if (mem_grow(x->mem, &s->keys, &s->keycap, s->n,
		    sizeof(*s->keys)) != 0)
			return TAWAM_ENOMEM;
		for (size_t i = 0; i < s->n; i++)
			if ((e = key_piece(x, s, &s->pieces[i],
			    &s->keys[i])) != 0)
				return e;
	}
	return TAWAM_OK;
}
