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
	struct tokens tokens;		/* scratch */
	struct align align;
	struct tally tally;
	struct reading own[2];		/* of judge_texts */
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
	mem_free(&mem, j->tokens.t);
	align_release(&j->align, &mem);
	tally_release(&j->tally, &mem);
	reading_release(&j->own[0], &mem);
	reading_release(&j->own[1], &mem);
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
is_swapped(const struct reading *a, const struct reading *b)
{
	if (a->len != b->len)
		return a->len > b->len;
	return memcmp(a->text.p, b->text.p, a->text.len) > 0;
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

int
judge_read(struct judge *j, const char *text, size_t len,
    const struct reading *like, struct reading *out)
{
	return reading_make(out, &j->mem, j->words, &j->tokens, text, len,
	    like);
}

int
judge_readings(struct judge *j, const struct reading *a,
    const struct reading *b, double jaccard, struct judgement *out)
{
	int swapped = is_swapped(a, b), r;
	const struct units *x = swapped ? &b->units : &a->units;
	const struct units *y = swapped ? &a->units : &b->units;
	struct tally *t = &j->tally;

	t->side[0].text = swapped ? b : a;
	t->side[1].text = swapped ? a : b;
	if ((r = align_run(&j->align, &j->mem, x->keys, x->n, y->keys,
	    y->n)) != 0 ||
	    (r = tally_run(t, &j->mem, j->align.gaps, j->align.n)) != 0)
		return r;
	out->code = decide(t, x->n < y->n ? x->n : y->n, jaccard);
	out->is_template = out->code >= JUDGE_DENSE &&
	    out->code <= JUDGE_NAMES_FACT;
	out->why = judge_why_name(out->code);
	if (swapped)
		swap_conflicts(t->conflicts, t->nconflicts);
	out->conflicts = t->conflicts;
	out->nconflicts = t->nconflicts;
	return TAWAM_OK;
}

int
judge_texts(struct judge *j, const char *a, size_t na, const char *b,
    size_t nb, double jaccard, struct judgement *out)
{
	int r;

	if ((r = judge_read(j, a, na, NULL, &j->own[0])) != 0 ||
	    (r = judge_read(j, b, nb, &j->own[0], &j->own[1])) != 0)
		return r;
	return judge_readings(j, &j->own[0], &j->own[1], jaccard, out);
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
