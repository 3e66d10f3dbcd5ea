/*
 * explain.c - two texts side by side: from gaps to spans of the originals.
 */
#include <string.h>

#include "compare/explain.h"

/* Stretches that are wrongly called the same are said to be replaced while
 * they are a small share; else the texts are cut more coarsely. */
#define WRONG_SHARE	16

/* An alignment has ties: one order of the two texts makes one answer. */
int
explain_swapped(const char *const text[2], const size_t len[2])
{
	if (len[0] != len[1])
		return len[0] > len[1];
	return len[0] > 0 && memcmp(text[0], text[1], len[0]) > 0;
}

static int
start(struct explainer *x)
{
	const enum tawam_profile std = TAWAM_PROFILE_STANDARD;
	int e;

	if ((e = normaliser_new(&x->normaliser, x->profile, x->mem)) != 0 ||
	    (e = normaliser_new(&x->cutter, x->cut, x->mem)) != 0 ||
	    (e = normaliser_new(&x->standard, std, x->mem)) != 0 ||
	    (e = words_new(&x->words, x->mem)) != 0)
		return e;
	return judge_new(&x->judge, x->mem);
}

/* The runs of the whole: what the gaps leave is the same. */
static int
make_runs(struct explainer *x)
{
	const struct explain_side *a = &x->side[0], *b = &x->side[1];
	struct gap same = { 0, 0, 0, 0 };
	int e;

	x->nruns = 0;
	if ((e = explain_pieces(x)) != 0 || (e = diff_run(&x->diff, x->mem,
	    a->keys, a->n, b->keys, b->n)) != 0)
		return e;
	for (size_t i = 0; i <= x->diff.n; i++) {
		const struct gap end = { a->n, a->n, b->n, b->n };
		const struct gap *g = i < x->diff.n ? &x->diff.gaps[i] : &end;

		same.a1 = g->a0;
		same.b1 = g->b0;
		if (same.a1 > same.a0) {
			struct run r = explain_pieces_run(x, &same, 1);

			if ((e = explain_add(x, &r)) != 0)
				return e;
		}
		if (i < x->diff.n && (e = explain_gap(x, g)) != 0)
			return e;
		same.a0 = g->a1;
		same.b0 = g->b1;
	}
	return TAWAM_OK;
}

/* What is empty at an end of the other text goes to the very end, so that
 * what stands before the first word, or after the last, is nobody's gap. */
static void
settle_ends(struct explainer *x)
{
	for (int k = 0; k < 2; k++) {
		struct run *r = x->runs;

		for (size_t i = 0; i < x->nruns &&
		    r[i].from[k] == r[i].to[k]; i++)
			r[i].from[k] = r[i].to[k] = 0;
		for (size_t i = x->nruns; i-- > 0 &&
		    r[i].from[k] == r[i].to[k];)
			r[i].from[k] = r[i].to[k] = x->side[k].len;
	}
}

static struct tawam_span
make_span(const struct run *r, const size_t from[2], const size_t to[2])
{
	struct tawam_span s = { TAWAM_REPLACE, (enum tawam_kind)r->kind,
	    from[0], to[0], from[1], to[1], r->conflict };

	if (from[0] == to[0])
		s.op = TAWAM_INSERT;
	else if (from[1] == to[1])
		s.op = TAWAM_DELETE;
	else if (r->same)
		s.op = TAWAM_SAME;
	return s;
}

/* Do both sides of a span have one normal form? */
static int
check_same(struct explainer *x, const struct tawam_span *s, int *same)
{
	const char *a = x->side[0].text + s->a_start;
	const char *b = x->side[1].text + s->b_start;
	size_t na = s->a_end - s->a_start, nb = s->b_end - s->b_start;
	struct normal n;
	int e;

	*same = 1;
	if (na == nb && memcmp(a, b, na) == 0)
		return TAWAM_OK;
	if ((e = normaliser_run(x->normaliser, a, na, &n)) != 0)
		return e;
	x->spare.len = 0;
	if (n.len > 0 && (e = buf_add(x->mem, &x->spare, n.bytes,
	    n.len)) != 0)
		return e;
	if ((e = normaliser_run(x->normaliser, b, nb, &n)) != 0)
		return e;
	*same = n.len == x->spare.len && (n.len == 0 ||
	    memcmp(n.bytes, x->spare.p, n.len) == 0);
	return TAWAM_OK;
}

static int
add_span(struct explainer *x, struct tawam_span *s, size_t *wrong)
{
	int e, same;

	if (s->a_start == s->a_end && s->b_start == s->b_end)
		return TAWAM_OK;
	if (s->op == TAWAM_SAME) {
		if ((e = check_same(x, s, &same)) != 0)
			return e;
		if (!same) {
			*wrong += s->a_end - s->a_start +
			    s->b_end - s->b_start;
			s->op = TAWAM_REPLACE;
		}
	}
	if (mem_grow(x->mem, &x->spans, &x->spancap, x->nspans + 1,
	    sizeof(*x->spans)) != 0)
		return TAWAM_ENOMEM;
	x->spans[x->nspans++] = *s;
	return TAWAM_OK;
}

/* What no word is in, on both sides. */
static int
add_space(struct explainer *x, const size_t from[2], const size_t to[2],
    size_t *wrong)
{
	const struct run r = { .same = 1, .kind = TAWAM_SPACE };
	struct tawam_span s = make_span(&r, from, to);

	return add_span(x, &s, wrong);
}

/* Where what comes after run i begins. */
static void
next_from(const struct explainer *x, size_t i, size_t from[2])
{
	for (int k = 0; k < 2; k++)
		from[k] = i + 1 == x->nruns ? x->side[k].len :
		    x->runs[i + 1].from[k];
}

/*
 * Where run i ends: what stands between two runs, spaces and punctuation,
 * belongs to the one that is the same.  Between two that differ it is the
 * same by itself where both sides have some, and else belongs to the first.
 */
static void
end_run(const struct explainer *x, size_t i, size_t to[2])
{
	const struct run *r = &x->runs[i];
	int last = i + 1 == x->nruns;

	next_from(x, i, to);
	if ((!last && r[1].same) ||
	    (!r->same && r->to[0] < to[0] && r->to[1] < to[1]))
		memcpy(to, r->to, sizeof(r->to));
}

int
explain_spans(struct explainer *x, size_t *wrong)
{
	const size_t end[2] = { x->side[0].len, x->side[1].len };
	size_t at[2] = { 0, 0 }, to[2];
	const struct run *r = x->runs;
	int e;

	*wrong = 0;
	x->nspans = 0;
	settle_ends(x);
	if (x->nruns > 0 && !r->same && r->from[0] > 0 && r->from[1] > 0 &&
	    r->from[0] < r->to[0] && r->from[1] < r->to[1]) {
		if ((e = add_space(x, at, r->from, wrong)) != 0)
			return e;
		memcpy(at, r->from, sizeof(at));
	}
	for (size_t i = 0; i < x->nruns; i++) {
		struct tawam_span s;

		end_run(x, i, to);
		s = make_span(&x->runs[i], at, to);
		if ((e = add_span(x, &s, wrong)) != 0)
			return e;
		memcpy(at, to, sizeof(at));
		if (i + 1 == x->nruns || r[i + 1].same)
			continue;
		next_from(x, i, to);
		if ((at[0] < to[0] || at[1] < to[1]) &&
		    (e = add_space(x, at, to, wrong)) != 0)
			return e;
		memcpy(at, to, sizeof(at));
	}
	if (at[0] < end[0] || at[1] < end[1])
		return add_space(x, at, end, wrong);
	return TAWAM_OK;
}

static void
swap_spans(struct tawam_span *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct tawam_span t = s[i];

		s[i].a_start = t.b_start;
		s[i].a_end = t.b_end;
		s[i].b_start = t.a_start;
		s[i].b_end = t.a_end;
		if (t.op == TAWAM_DELETE)
			s[i].op = TAWAM_INSERT;
		else if (t.op == TAWAM_INSERT)
			s[i].op = TAWAM_DELETE;
	}
}

int
explain_run(struct explainer *x, const struct mem *mem,
    enum tawam_profile profile, const char *const text[2],
    const size_t len[2], double jaccard)
{
	int swapped = explain_swapped(text, len), e;
	size_t wrong;

	x->mem = mem;
	x->profile = profile;
	/* `aggressive` has no spaces and so no words. */
	x->cut = profile < TAWAM_PROFILE_STANDARD ? profile :
	    TAWAM_PROFILE_STANDARD;
	for (int k = 0; k < 2; k++) {
		x->side[k].text = len[k != swapped] > 0 ?
		    text[k != swapped] : "";
		x->side[k].len = len[k != swapped];
	}
	if ((e = start(x)) != 0 || (e = explain_read(x, jaccard)) != 0 ||
	    (e = make_runs(x)) != 0 || (e = explain_spans(x, &wrong)) != 0)
		return e;
	/* Cuts that made or broke a reference, an address or a number: cuts
	 * at white space do not. */
	if (wrong > (len[0] + len[1]) / WRONG_SHARE) {
		x->coarse = 1;
		if ((e = make_runs(x)) != 0 ||
		    (e = explain_spans(x, &wrong)) != 0)
			return e;
	}
	if (swapped)
		swap_spans(x->spans, x->nspans);
	return TAWAM_OK;
}

static void
side_release(struct explain_side *s, const struct mem *mem)
{
	buf_free(mem, &s->form);
	buf_free(mem, &s->standard);
	if (s->standard_map != s->map)
		offsets_free(s->standard_map);
	offsets_free(s->map);
	mem_free(mem, s->pieces);
	mem_free(mem, s->keys);
	mem_free(mem, s->units);
	mem_free(mem, s->conflicts);
}

void
explain_release(struct explainer *x)
{
	if (x->mem == NULL)
		return;
	explain_forget(x);
	normaliser_free(x->normaliser);
	normaliser_free(x->cutter);
	normaliser_free(x->standard);
	words_free(x->words);
	judge_free(x->judge);
	diff_release(&x->diff, x->mem);
	align_release(&x->align, x->mem);
	buf_free(x->mem, &x->spare);
	mem_free(x->mem, x->runs);
	mem_free(x->mem, x->spans);
	mem_free(x->mem, x->table);
	for (int k = 0; k < 2; k++) {
		side_release(&x->side[k], x->mem);
		mem_free(x->mem, x->letters[k]);
		mem_free(x->mem, x->letterkeys[k]);
		mem_free(x->mem, x->groups[k]);
	}
	memset(x, 0, sizeof(*x));
}
