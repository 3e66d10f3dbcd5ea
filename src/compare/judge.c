/*
 * judge.c - are two alike texts one story, or one frame with other facts?
 *
 * Facts decide, not the amount of difference: figures and dates that conflict
 * in one place (bulletins, fixtures, prices), names that are replaced
 * throughout (cables, statements, obituaries).  A false `template` costs a
 * missed duplicate, a false `near` loses an article, so the constants lean to
 * `near` only where a long text is otherwise the same.
 */
#include <string.h>

#include "compare/judge.h"
#include "compare/judge_tally.h"

/* Units of text (about words) for each conflict, at most. */
#define DENSE_UNITS	30
#define EDITED_UNITS	60
#define MANY_UNITS	80
#define NAME_UNITS	40
/* A text of fewer units says little besides its facts. */
#define SHORT_UNITS	40
/* A correction leaves the rest of its text alone. */
#define EDITED_JACCARD	0.90
#define DATELINE_JACCARD 0.85

struct judge {
	struct mem mem;
	struct words *words;
	struct align align;
	struct tally tally;
	/* The texts that were read into the sides: a text is often judged
	 * with one after another. */
	struct buf texts[2];
	int held[2];
};

int
judge_new(struct judge **out, const struct mem *mem)
{
	struct judge *j;
	int r;

	*out = NULL;
	if ((j = mem_zalloc(mem, 1, sizeof(*j))) == NULL)
		return TAWAM_ENOMEM;
	j->mem = *mem;
	if ((r = words_new(&j->words, mem)) != 0) {
		judge_free(j);
		return r;
	}
	*out = j;
	return 0;
}

void
judge_free(struct judge *j)
{
	struct mem mem;

	if (j == NULL)
		return;
	mem = j->mem;
	words_free(j->words);
	align_release(&j->align, &mem);
	tally_release(&j->tally, &mem);
	buf_free(&mem, &j->texts[0]);
	buf_free(&mem, &j->texts[1]);
	mem_free(&mem, j);
}

/* The verdict of the counts for a text of length units. */
static enum judge_why
decide(const struct tally *t, size_t length, double jaccard)
{
	size_t facts = tally_facts(t), names = t->places + t->returns;

	if (facts > 0 && !t->inside && length >= SHORT_UNITS &&
	    jaccard >= DATELINE_JACCARD) {
		facts = 0;
		if (t->places == 0)
			return JUDGE_DATELINE;
	}
	if (facts >= 2 && DENSE_UNITS * facts >= length)
		return JUDGE_DENSE;
	if (facts >= 1 && length < SHORT_UNITS)
		return JUDGE_SHORT;
	if (facts >= 1 && jaccard < EDITED_JACCARD &&
	    EDITED_UNITS * facts >= length)
		return JUDGE_EDITED;
	if (facts >= 6 && MANY_UNITS * facts >= length)
		return JUDGE_MANY;
	if (t->places >= 2 && t->returns >= 1 && names >= 3 &&
	    NAME_UNITS * names >= length)
		return JUDGE_NAMES;
	if (facts >= 1 && t->places >= 2 &&
	    NAME_UNITS * (facts + names) >= length)
		return JUDGE_NAMES_FACT;
	return facts > 0 || t->nconflicts > 0 ? JUDGE_CORRECTION : JUDGE_SAME;
}

/* An LCS has ties: one order of the two texts makes one verdict. */
static int
is_swapped(const char *a, size_t na, const char *b, size_t nb)
{
	if (na != nb)
		return na > nb;
	return na > 0 && memcmp(a, b, na) > 0;
}

static void
swap_conflicts(struct judge_conflict *c, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct judge_conflict t = c[i];

		c[i].a_start = t.b_start;
		c[i].a_end = t.b_end;
		c[i].b_start = t.a_start;
		c[i].b_end = t.a_end;
	}
}

static int
holds(const struct judge *j, int side, const char *text, size_t len)
{
	return j->held[side] && j->texts[side].len == len &&
	    (len == 0 || memcmp(j->texts[side].p, text, len) == 0);
}

static void
swap_sides(struct judge *j)
{
	struct tally_side side = j->tally.side[0];
	struct buf text = j->texts[0];
	int held = j->held[0];

	j->tally.side[0] = j->tally.side[1];
	j->tally.side[1] = side;
	j->texts[0] = j->texts[1];
	j->texts[1] = text;
	j->held[0] = j->held[1];
	j->held[1] = held;
}

/* Reads a text into a side; the other one is like it when it is held. */
static int
read_side(struct judge *j, int side, const char *text, size_t len)
{
	struct tally_side *s = &j->tally.side[side];
	struct buf *own = &j->texts[side];

	j->held[side] = 0;
	own->len = 0;
	if (buf_reserve(&j->mem, own, len + WORDS_SLACK) != 0 ||
	    buf_add(&j->mem, own, text, len) != 0 ||
	    units_read_like(&s->units, &j->mem, j->words, own->p, len,
	    j->held[1 - side] ? &j->tally.side[1 - side].units : NULL) != 0)
		return TAWAM_ENOMEM;
	memset(own->p + len, 0, WORDS_SLACK);
	s->facts.filled = 0;
	j->held[side] = 1;
	return 0;
}

/* Both texts, of which one or both may be held. */
static int
read_sides(struct judge *j, const char *const text[2], const size_t len[2])
{
	int has[2], r;

	if (holds(j, 1, text[0], len[0]) || holds(j, 0, text[1], len[1]))
		swap_sides(j);
	for (int k = 0; k < 2; k++)
		has[k] = holds(j, k, text[k], len[k]);
	/* What is left of another pair is not like these. */
	if (!has[0] && !has[1])
		j->held[1] = 0;
	for (int k = 0; k < 2; k++) {
		if (!has[k] && (r = read_side(j, k, text[k], len[k])) != 0)
			return r;
	}
	return 0;
}

int
judge_texts(struct judge *j, const char *a, size_t na, const char *b,
    size_t nb, double jaccard, struct judgement *out)
{
	int swapped = is_swapped(a, na, b, nb), r;
	const char *text[2] = { swapped ? b : a, swapped ? a : b };
	size_t len[2] = { swapped ? nb : na, swapped ? na : nb };
	struct tally *t = &j->tally;
	size_t length;

	for (int k = 0; k < 2; k++) {
		if (len[k] > TOKENS_MAX_BYTES)
			len[k] = TOKENS_MAX_BYTES;
	}
	if ((r = read_sides(j, text, len)) != 0)
		return r;
	if ((r = align_run(&j->align, &j->mem, t->side[0].units.keys,
	    t->side[0].units.n, t->side[1].units.keys,
	    t->side[1].units.n)) != 0 ||
	    (r = tally_run(t, &j->mem, j->align.gaps, j->align.n)) != 0)
		return r;
	length = t->side[0].units.n < t->side[1].units.n ?
	    t->side[0].units.n : t->side[1].units.n;
	out->code = decide(t, length, jaccard);
	out->is_template = out->code >= JUDGE_DENSE &&
	    out->code <= JUDGE_NAMES_FACT;
	out->why = judge_why_name(out->code);
	if (swapped)
		swap_conflicts(t->conflicts, t->nconflicts);
	out->conflicts = t->conflicts;
	out->nconflicts = t->nconflicts;
	return 0;
}

const char *
judge_why_name(enum judge_why why)
{
	static const char *const names[] = {
		[JUDGE_SAME] = "same",
		[JUDGE_CORRECTION] = "correction",
		[JUDGE_DATELINE] = "dateline",
		[JUDGE_DENSE] = "numbers-dense",
		[JUDGE_EDITED] = "numbers-edited",
		[JUDGE_MANY] = "numbers-many",
		[JUDGE_SHORT] = "short-item",
		[JUDGE_NAMES] = "names",
		[JUDGE_NAMES_FACT] = "names-and-fact",
		[JUDGE_MARK] = "number-mark",
	};

	return names[why];
}

const char *
conflict_kind_name(enum conflict_kind kind)
{
	static const char *const names[] = {
		[CONFLICT_NUMBER] = "number",
		[CONFLICT_DATE] = "date",
		[CONFLICT_NAME] = "name",
		[CONFLICT_WEEKDAY] = "weekday",
		[CONFLICT_ORDINAL] = "ordinal",
		[CONFLICT_MONTH] = "month",
	};

	return names[kind];
}
