/*
 * exact.c - every pair of groups that is similar enough, without sketches.
 */
#include "compare/relation.h"
#include "index/exact.h"
#include "lib/corpus.h"
#include "lib/params.h"

static int
group_keys(void *arg, unsigned worker, uint32_t g, uint64_t **keys, size_t *n)
{
	struct tawam_corpus *c = arg;
	struct set set;
	int r;

	if ((r = sketcher_set(c->makers[worker].sketcher,
	    &c->groups[g].text, &set)) != 0)
		return r;
	*keys = set.keys;
	*n = set.n;
	return TAWAM_OK;
}

static void
note_plan(struct tawam_corpus *c, const struct exact_output *found,
    uint32_t searched)
{
	struct tawam_stats *s = &c->stats;

	s->plan.slots = c->p.slots;
	s->plan.bands = s->plan.rows = 0;
	s->plan.recall = 1;
	s->plan.candidates = searched > 0 ?
	    (double)(found->compared - found->npairs) / searched : 0;
	s->exact_seconds = found->cost.seconds;
	s->exact_pairs = found->cost.pairs;
	s->exact_bytes = found->cost.bytes;
	s->candidates = found->compared;
}

int
corpus_exact(struct tawam_corpus *c, uint64_t **pairs, size_t *npairs)
{
	struct exact_output found;
	struct exact_input in = { .n = c->ngroups, .keys = group_keys,
	    .arg = c, .floor = params_floor(&c->p),
	    .containment = c->p.containment, .pool = c->pool,
	    .progress = c->p.progress, .progress_arg = c->p.progress_arg };
	uint32_t searched = 0;
	uint8_t *skip;
	int r;

	*pairs = NULL;
	*npairs = 0;
	skip = mem_alloc(&c->mem, c->ngroups, sizeof(*skip));
	if (skip == NULL)
		return TAWAM_ENOMEM;
	for (uint32_t g = 0; g < c->ngroups; g++) {
		skip[g] = c->groups[g].text.n < LENGTH_SHORT;
		searched += !skip[g];
	}
	in.skip = skip;
	r = exact_join(&c->mem, &in, &found);
	mem_free(&c->mem, skip);
	note_plan(c, &found, searched);
	*pairs = found.pairs;
	*npairs = found.npairs;
	return r;
}
