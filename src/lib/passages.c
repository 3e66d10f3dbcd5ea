/*
 * passages.c - the passage index of a corpus: candidates for contained, and
 * the passages that are shared; places in the originals.
 */
#include <string.h>

#include "compare/relation.h"
#include "lib/corpus.h"

/*
 * What the smaller text must have in verbatim runs to be a candidate, as a
 * share of the containment asked for: edits part the shingles that are there
 * into runs, some of which are too short to be seen.
 */
#define CANDIDATE	0.25

static struct coded
text_of(const void *arg, uint32_t group)
{
	return corpus_text(arg, group);
}

int
corpus_index(struct tawam_corpus *c)
{
	struct corpus_index *x = &c->index;
	struct passages_input *in = &x->in;
	int r;

	x->skip = mem_alloc(&c->mem, c->ngroups, sizeof(*x->skip));
	if (x->skip == NULL)
		return TAWAM_ENOMEM;
	if ((r = corpus_scope(c, &x->scope)) != 0)
		return r;
	for (uint32_t g = 0; g < c->ngroups; g++)
		x->skip[g] = !scope_open(&x->scope.scope, g);
	in->n = c->ngroups;
	in->skip = x->skip;
	in->text = text_of;
	in->arg = c;
	in->scope = x->scope.scope;
	in->forms = c->p.window != 0 ? c->forms.of : NULL;
	in->df = c->p.passage_df;
	in->pool = c->pool;
	in->progress = c->p.progress;
	in->progress_arg = c->p.progress_arg;
	if ((r = passages_build(&x->passages, &c->space, in)) != 0)
		return r;
	c->stats.prints = x->passages.prints;
	c->stats.prints_shared = x->passages.shared;
	c->stats.prints_cut = x->passages.cut;
	return TAWAM_OK;
}

void
corpus_index_release(struct tawam_corpus *c)
{
	passages_release(&c->index.passages);
	corpus_scope_release(c, &c->index.scope);
	mem_free(&c->mem, c->index.skip);
	memset(&c->index, 0, sizeof(c->index));
}

/* Candidates, added to those of the bands. */
struct gathered {
	struct tawam_corpus *c;
	const struct batch_input *in;
	struct batch_output *out;
};

static int
gather(void *arg, const struct shared_pair *p)
{
	struct gathered *g = arg;
	const struct group *a = &g->c->groups[p->a], *b = &g->c->groups[p->b];
	struct batch_output *o = g->out;
	/* Of two of one length either may lie in the other. */
	size_t small = a->n < b->n ? a->n : b->n;
	size_t in = a->n < b->n ? p->in_a : p->in_b;
	int r;

	if (small < LENGTH_SHORT || (double)in <
	    CANDIDATE * g->c->p.containment * (double)small)
		return TAWAM_OK;
	if ((r = space_grow(&g->c->space, &o->vast, o->npairs + 1,
	    sizeof(*o->pairs))) != 0)
		return r;
	o->pairs[o->npairs++] = batch_pair(*g->in->rank, p->a, p->b);
	g->c->stats.passage_pairs++;
	return TAWAM_OK;
}

int
corpus_contained(struct tawam_corpus *c, const struct batch_input *in,
    struct batch_output *out)
{
	struct gathered g = { c, in, out };
	int r;

	if ((r = passages_walk(&c->index.passages, UINT32_MAX, gather,
	    &g)) != 0)
		return r;
	return batch_compact(&c->space, out);
}

/* Pairs of groups, told as passages of their first documents. */
struct teller {
	const struct tawam_corpus *c;
	tawam_passage_fn *fn;
	void *arg;
};

static int
tell(void *arg, const struct shared_pair *p)
{
	const struct teller *t = arg;
	int r;

	for (size_t i = 0; i < p->n; i++) {
		const struct passage *q = &p->passages[i];
		struct tawam_passage out = {
			.a = t->c->first[p->a], .b = t->c->first[p->b],
			.a_range = { q->a, q->a_end },
			.b_range = { q->b, q->b_end },
			.chars = q->chars,
		};

		if ((r = t->fn(t->arg, &out)) != 0)
			return r;
	}
	return TAWAM_OK;
}

int
tawam_corpus_passages(const struct tawam_corpus *c, tawam_passage_fn *fn,
    void *arg)
{
	struct teller t = { c, fn, arg };

	if (c->state != CORPUS_DONE || c->index.passages.space == NULL)
		return TAWAM_ESTATE;
	return passages_walk(&c->index.passages, c->p.passages, tell, &t);
}

int
tawam_locate(struct tawam_sketcher *s, const char *text, size_t len,
    struct tawam_range *ranges, size_t n)
{
	struct locator *l = &s->locator;
	struct extent *at;
	int r;

	if (l->coder == NULL && (r = locator_init(l, s->p.profile,
	    &s->mem)) != 0)
		return r;
	if ((r = locator_begin(l, text, len)) != 0)
		return r;
	for (size_t i = 0; i < n; i++)
		if (ranges[i].start > ranges[i].end ||
		    ranges[i].end > l->points)
			return TAWAM_EINVAL;
	if ((at = mem_alloc(&s->mem, n, sizeof(*at))) == NULL)
		return TAWAM_ENOMEM;
	for (size_t i = 0; r == 0 && i < n; i++)
		r = locator_span(l, (size_t)ranges[i].start,
		    (size_t)ranges[i].end, &at[i]);
	for (size_t i = 0; r == 0 && i < n; i++)
		ranges[i] = (struct tawam_range){ at[i].from, at[i].to };
	mem_free(&s->mem, at);
	return r;
}
