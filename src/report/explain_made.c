/*
 * explain_made.c - an explanation: made, and put into a sentence.
 */
#include <stdlib.h>
#include <string.h>

#include "report/explain.h"
#include "report/xalloc.h"

static int
take(void *arg, const struct tawam_span *span)
{
	struct explanation *e = arg;

	xgrow(&e->spans, &e->cap, e->n + 1, sizeof(*e->spans));
	e->spans[e->n++] = *span;
	return 0;
}

static int
take_passage(void *arg, const struct tawam_shared *passage)
{
	struct explanation *e = arg;

	xgrow(&e->passages, &e->passages_cap, e->npassages + 1,
	    sizeof(*e->passages));
	e->passages[e->npassages++] = *passage;
	return 0;
}

int
explanation_make(struct explanation *e)
{
	const struct explained_text *a = &e->side[0], *b = &e->side[1];
	struct tawam_sketcher *s;
	int r;

	e->n = e->npassages = 0;
	if ((r = tawam_sketcher_new(&s, e->params)) != 0)
		return r;
	r = tawam_explain(s, a->text, a->len, b->text, b->len, take, e,
	    &e->match);
	if (r == 0 && e->want_longest)
		r = tawam_longest_shared(s, a->text, a->len, b->text, b->len,
		    &e->longest);
	if (r == 0 && e->want_longest)
		r = tawam_shared_passages(s, a->text, a->len, b->text, b->len,
		    PASSAGE_LEAST, take_passage, e);
	tawam_sketcher_free(s);
	return r;
}

void
explanation_release(struct explanation *e)
{
	free(e->spans);
	free(e->passages);
	memset(e, 0, sizeof(*e));
}

const char *
explanation_part(const struct explanation *e, const struct tawam_span *s,
    int side, size_t *len)
{
	size_t from = side == 0 ? s->a_start : s->b_start;
	size_t to = side == 0 ? s->a_end : s->b_end;

	*len = to - from;
	return *len > 0 ? e->side[side].text + from : "";
}

static const struct {
	const char *why, *sentence;
} reasons[] = {
	{ "equal", "both have the same normal form" },
	{ "number-mark", "both have the same normal form, but other marks "
	    "inside their numbers" },
	{ "same", "no facts are in conflict" },
	{ "correction", "facts are in conflict, but too few for the length "
	    "of the texts: a correction" },
	{ "dateline", "facts are in conflict only at the beginning or the "
	    "end: a dateline or a credit" },
	{ "numbers-dense", "figures or dates are in conflict, many for the "
	    "length of the texts" },
	{ "numbers-edited", "figures or dates are in conflict, and the rest "
	    "was edited, too" },
	{ "numbers-many", "figures or dates are in conflict in many places" },
	{ "short-item", "a figure or a date is in conflict, and the text is "
	    "short" },
	{ "names", "names were replaced throughout" },
	{ "names-and-fact", "names were replaced, and a figure or a date is "
	    "in conflict" },
	{ "contained", "the smaller text is inside the larger" },
	{ "below", "the Jaccard index is under the threshold" },
	{ "tiny", "a text of under 20 characters is only ever exact" },
	{ "other", "the two texts have too little in common" },
};

const char *
explanation_why(const struct tawam_match *m)
{
	for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
		if (strcmp(reasons[i].why, m->why) == 0)
			return reasons[i].sentence;
	return m->why;
}

/* A JSON string's quotes are not part of what a reader looks for. */
const char *
explanation_name(const struct explained_text *t, size_t *len)
{
	*len = t->idlen;
	if (t->idlen < 2 || t->id[0] != '"')
		return t->id;
	*len -= 2;
	return t->id + 1;
}
