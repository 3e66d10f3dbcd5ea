/*
 * nfc.c - Unicode's decompositions and NFC, over code points.
 *
 * utf8proc tells the decompositions, which Unicode promises never to change
 * for assigned code points; those that Unicode 15.0 does not assign are left
 * alone, whatever a later utf8proc knows of them.  Ordering and composition
 * are done here, to keep track of where each code point came from, and because
 * utf8proc 2.8 loses a U+11A7 that follows a Hangul syllable.
 */
#include <string.h>
#include <utf8proc.h>

#include "text/define.h"
#include "text/tables.h"

size_t
decomposition(uint32_t cp, int how, int32_t out[DECOMPOSE_MAX])
{
	unsigned opt = UTF8PROC_STABLE | UTF8PROC_DECOMPOSE;
	utf8proc_ssize_t n;
	int bound = 0;

	if (how != DECOMPOSE_CANONICAL)
		opt |= UTF8PROC_COMPAT;
	if (how == DECOMPOSE_COMPAT_FOLD)
		opt |= UTF8PROC_CASEFOLD;
	if (prop_class(cp) != PROP_UNASSIGNED) {
		n = utf8proc_decompose_char((utf8proc_int32_t)cp, out,
		    DECOMPOSE_MAX, (utf8proc_option_t)opt, &bound);
		/* The longest there is has 18: U+FDFA. */
		if (n >= 0 && n <= DECOMPOSE_MAX)
			return (size_t)n;
	}
	out[0] = (int32_t)cp;
	return 1;
}

static int
decompose_one(struct definer *d, uint32_t cp, struct extent at, int how)
{
	int32_t out[DECOMPOSE_MAX];
	size_t n;
	int r;

	if (cp < 0x80 && how != DECOMPOSE_COMPAT_FOLD)
		return seq_push(d, cp, at);
	n = decomposition(cp, how, out);
	for (size_t i = 0; i < n; i++)
		if ((r = seq_push(d, (uint32_t)out[i], at)) != 0)
			return r;
	return TAWAM_OK;
}

/*
 * Sorts the non-starters d->in[i,j) by class and keeps the order within one.
 * By counting when there are many: a page of nothing but marks is no more
 * than a page.  d->out must have room for j - i beyond its length.
 */
static void
sort_marks(struct definer *d, size_t i, size_t j)
{
	struct seq *s = &d->in, *t = &d->out;
	size_t start[257] = { 0 };

	for (size_t k = i; k < j; k++)
		start[prop_ccc(s->cp[k]) + 1]++;
	for (size_t c = 0; c < 256; c++)
		start[c + 1] += start[c];
	for (size_t k = i; k < j; k++) {
		size_t to = start[prop_ccc(s->cp[k])]++;

		t->cp[to] = s->cp[k];
		if (d->track)
			t->at[to] = s->at[k];
	}
	memcpy(s->cp + i, t->cp, (j - i) * sizeof(*s->cp));
	if (d->track)
		memcpy(s->at + i, t->at, (j - i) * sizeof(*s->at));
}

static void
sort_few(struct definer *d, size_t i, size_t j)
{
	struct seq *s = &d->in;

	for (size_t k = i + 1; k < j; k++) {
		uint32_t cp = s->cp[k];
		struct extent at = seq_at(d, k);
		size_t m;

		for (m = k; m > i && prop_ccc(s->cp[m - 1]) > prop_ccc(cp);
		    m--) {
			s->cp[m] = s->cp[m - 1];
			if (d->track)
				s->at[m] = s->at[m - 1];
		}
		s->cp[m] = cp;
		if (d->track)
			s->at[m] = at;
	}
}

/* The rules' out is free at this time and at least as large as was needed. */
static int
reorder(struct definer *d)
{
	size_t i, j;
	int r;

	for (i = 0; i < d->in.len; i = j + 1) {
		for (j = i; j < d->in.len && prop_ccc(d->in.cp[j]) != 0; j++)
			;
		if (j - i < 2)
			continue;
		if (j - i <= 16) {
			sort_few(d, i, j);
			continue;
		}
		if ((r = mem_grow(d->mem, &d->out.cp, &d->out.cap, j - i,
		    sizeof(*d->out.cp))) != 0)
			return r;
		if (d->track && (r = mem_grow(d->mem, &d->out.at,
		    &d->out.atcap, j - i, sizeof(*d->out.at))) != 0)
			return r;
		sort_marks(d, i, j);
	}
	return TAWAM_OK;
}

int
rule_decompose(struct definer *d, int how)
{
	int r;

	for (size_t i = 0; i < d->in.len; i++)
		if ((r = decompose_one(d, d->in.cp[i], seq_at(d, i),
		    how)) != 0)
			return r;
	seq_swap(d);
	return reorder(d);
}

/* In place: the canonical composition algorithm, Unicode 15.0, D117. */
static void
compose(struct definer *d)
{
	struct seq *s = &d->in;
	size_t w = 0, starter = 0;
	int have = 0;
	unsigned last = 0;	/* class of what follows the starter; 0: none */

	for (size_t i = 0; i < s->len; i++) {
		uint32_t cp = s->cp[i], to;
		unsigned ccc = prop_ccc(cp);

		if (have && (w == starter + 1 || last < ccc) &&
		    (to = table_compose(s->cp[starter], cp)) != 0) {
			s->cp[starter] = to;
			if (d->track) {
				struct extent *a = &s->at[starter];

				if (s->at[i].from < a->from)
					a->from = s->at[i].from;
				if (s->at[i].to > a->to)
					a->to = s->at[i].to;
			}
			continue;
		}
		if (ccc == 0) {
			starter = w;
			have = 1;
		}
		last = ccc;
		s->cp[w] = cp;
		if (d->track)
			s->at[w] = s->at[i];
		w++;
	}
	s->len = w;
}

int
rule_nfc(struct definer *d)
{
	int r;

	if ((r = rule_decompose(d, DECOMPOSE_CANONICAL)) == 0)
		compose(d);
	return r;
}
