/*
 * exact.c - every pair of groups that is similar enough, without sketches.
 */
#include <string.h>

#include "base/sort.h"
#include "index/exact.h"
#include "lib/corpus.h"

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

/*
 * Puts the pairs of equal texts of different dates with the others: the join
 * knows nothing of tiny texts.
 */
static int
add_equal(struct tawam_corpus *c, const struct batch_input *in,
    struct batch_output *out)
{
	struct batch_input forms = *in;
	struct batch_output more;
	uint64_t *tmp;
	size_t n;
	int r;

	forms.bands = forms.rows = 0;
	if ((r = batch_candidates(&c->mem, &forms, &more)) != 0)
		return r;
	n = out->npairs + more.npairs;
	tmp = mem_alloc(&c->mem, n, sizeof(*tmp));
	if (tmp == NULL || (r = mem_grow(&c->mem, &out->pairs, &out->cap, n,
	    sizeof(*out->pairs))) != 0) {
		r = TAWAM_ENOMEM;
	} else {
		if (more.npairs > 0)
			memcpy(out->pairs + out->npairs, more.pairs,
			    more.npairs * sizeof(*more.pairs));
		sort_u64(out->pairs, tmp, n);
		out->npairs = sort_unique(out->pairs, n);
	}
	mem_free(&c->mem, tmp);
	batch_release(&c->mem, &more);
	return r;
}

int
corpus_exact(struct tawam_corpus *c, const struct batch_input *in,
    uint32_t searched, struct batch_output *out)
{
	struct exact_output found;
	struct exact_input join = { .n = in->n, .skip = in->skip,
	    .keys = group_keys, .arg = c, .scope = in->scope,
	    .floor = in->floor, .containment = c->p.containment,
	    .pool = c->pool, .progress = in->progress,
	    .progress_arg = in->progress_arg };
	int r;

	r = exact_join(&c->mem, &join, &found);
	note_plan(c, &found, searched);
	if (r != 0)
		return r;
	out->pairs = found.pairs;
	out->npairs = out->cap = found.npairs;
	return in->forms != NULL ? add_equal(c, in, out) : TAWAM_OK;
}
