/*
 * exact.c - every pair of groups that is similar enough, without sketches.
 */
#include "index/exact.h"
#include "lib/corpus.h"

static int
group_keys(void *arg, unsigned worker, uint32_t g, uint64_t **keys, size_t *n)
{
	struct tawam_corpus *c = arg;
	struct coded text = corpus_text(c, g);
	struct set set;
	int r;

	if ((r = sketcher_set(c->makers[worker].sketcher, &text, &set)) != 0)
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

/* Groups that are not members. */
static uint8_t *
skipped(const struct tawam_corpus *c, const struct batch_input *in)
{
	uint8_t *skip = mem_alloc(&c->mem, in->n, sizeof(*skip));

	if (skip == NULL)
		return NULL;
	memset(skip, 1, in->n);
	for (uint32_t i = 0; i < in->nmembers; i++)
		skip[(*in->members)[i]] = 0;
	return skip;
}

static int
join(struct tawam_corpus *c, const struct batch_input *in, const uint8_t *skip,
    struct batch_output *out)
{
	struct exact_output found;
	struct exact_input j = { .n = in->n, .skip = skip,
	    .keys = group_keys, .arg = c, .scope = in->scope,
	    .floor = in->floor, .containment = c->p.containment,
	    .most_bytes = c->p.memory != 0 ? space_spare(&c->space) : 0,
	    .pool = c->pool,
	    .progress = in->progress, .progress_arg = in->progress_arg };
	int r = exact_join(&c->mem, &j, &found);

	note_plan(c, &found, in->nmembers);
	if (r == 0 && found.npairs > 0 &&
	    (r = space_grow(&c->space, &out->vast, out->npairs + found.npairs,
	    sizeof(*out->pairs))) == 0) {
		for (size_t i = 0; i < found.npairs; i++)
			out->pairs[out->npairs++] = batch_pair(*in->rank,
			    (uint32_t)(found.pairs[i] >> 32),
			    (uint32_t)found.pairs[i]);
		r = batch_compact(&c->space, out);
	}
	exact_release(&c->mem, &found);
	return r;
}

/*
 * The pairs of equal texts of different dates come from the bands' road: the
 * join knows nothing of tiny texts.
 */
int
corpus_exact(struct tawam_corpus *c, const struct batch_input *in,
    struct batch_output *out)
{
	struct batch_input forms = *in;
	uint8_t *skip;
	int r;

	forms.bands = forms.rows = 0;
	if ((r = batch_candidates(&c->space, &forms, out)) != 0 ||
	    (r = space_make(&c->space, 0)) != 0)
		return r;
	if ((skip = skipped(c, in)) == NULL)
		return TAWAM_ENOMEM;
	space_pin(&c->space, 1);
	r = join(c, in, skip, out);
	space_pin(&c->space, 0);
	mem_free(&c->mem, skip);
	return r;
}
