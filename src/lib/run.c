/*
 * run.c - a corpus' run: order, candidates, verification, stars.
 */
#include <string.h>

#include "compare/relation.h"
#include "index/batch.h"
#include "index/plan.h"
#include "lib/corpus.h"
#include "lib/params.h"

/* What the search looks at besides sketches, and whose memory that is. */
struct search {
	struct batch_input in;
	struct group_scope scope;
	uint32_t *rank;
	uint8_t *skip;
	uint32_t searched;	/* groups that are not skipped */
};

static int
search_init(struct search *s, const struct tawam_corpus *c,
    const uint32_t *rank)
{
	struct batch_input *in = &s->in;
	int r;

	memset(s, 0, sizeof(*s));
	s->skip = mem_alloc(&c->mem, c->ngroups, sizeof(*s->skip));
	s->rank = mem_alloc(&c->mem, c->ngroups, sizeof(*s->rank));
	if (s->skip == NULL || s->rank == NULL)
		return TAWAM_ENOMEM;
	if ((r = corpus_scope(c, &s->scope)) != 0)
		return r;
	for (uint32_t g = 0; g < c->ngroups; g++) {
		s->skip[g] = c->groups[g].text.n < LENGTH_SHORT ||
		    !scope_open(&s->scope.scope, g);
		s->searched += !s->skip[g];
		s->rank[g] = UINT32_MAX;
		for (uint32_t d = c->first[g]; d != NO_DOC; d = c->next[d])
			if (rank[d] < s->rank[g])
				s->rank[g] = rank[d];
	}
	in->slots = c->slots;
	in->skip = s->skip;
	in->rank = s->rank;
	in->forms = c->p.window != 0 ? c->forms.of : NULL;
	in->scope = s->scope.scope;
	in->n = c->ngroups;
	in->k = c->p.slots;
	in->floor = params_floor(&c->p);
	in->progress = c->p.progress;
	in->progress_arg = c->p.progress_arg;
	return TAWAM_OK;
}

static void
search_release(struct search *s, const struct tawam_corpus *c)
{
	mem_free(&c->mem, s->skip);
	mem_free(&c->mem, s->rank);
	corpus_scope_release(c, &s->scope);
}

static int
sketched(struct tawam_corpus *c, struct search *s, struct batch_output *found)
{
	int r;

	if ((r = plan_choose(&c->p, s->in.floor, s->searched,
	    &c->stats.plan)) != 0)
		return r;
	s->in.bands = c->stats.plan.bands;
	s->in.rows = c->stats.plan.rows;
	if ((r = batch_candidates(&c->mem, &s->in, found)) != 0)
		return r;
	c->stats.large_buckets = found->large_buckets;
	c->stats.candidates = found->npairs;
	return TAWAM_OK;
}

/* Pairs of groups to verify.  As tawam_corpus_run. */
static int
candidates(struct tawam_corpus *c, const uint32_t *rank,
    struct batch_output *found)
{
	struct search s;
	int r;

	if ((r = search_init(&s, c, rank)) == 0)
		r = c->p.exact ? corpus_exact(c, &s.in, s.searched, found) :
		    sketched(c, &s, found);
	search_release(&s, c);
	return r;
}

/* Stars, and the numbers of the clusters: in the order of the survivors. */
int
corpus_stars(struct tawam_corpus *c)
{
	struct graph *g = &c->graph;
	uint32_t number = 0;
	int r;

	g->ndocs = c->ndocs;
	g->ngroups = c->ngroups;
	g->group = c->group_of;
	g->next = c->next;
	g->marks = c->marks;
	g->traits = c->traits;
	g->first = c->first;
	g->size = c->size;
	g->edges = c->edges;
	if ((r = graph_link(&c->mem, g)) != 0 ||
	    (r = cluster_stars(&c->mem, g, c->order, c->p.join,
	    &c->star)) != 0)
		return r;
	c->cluster = mem_zalloc(&c->mem, c->ndocs, sizeof(*c->cluster));
	c->rival = mem_alloc(&c->mem, c->ndocs, sizeof(*c->rival));
	if (c->cluster == NULL || c->rival == NULL)
		return TAWAM_ENOMEM;
	for (uint32_t i = 0; i < c->ndocs; i++) {
		uint32_t d = c->order[i], s = c->star.survivor[d];

		if (s == d)
			continue;
		if (c->cluster[s] == 0)
			c->rival[s] = d;
		c->cluster[s] = 1;
		c->stats.dropped++;
	}
	for (uint32_t d = 0; d < c->ndocs; d++)
		if (c->cluster[d] != 0)
			c->cluster[d] = ++number;
	c->stats.clusters = c->stats.kept = number;
	c->stats.unique = c->ndocs - c->stats.empty - number -
	    c->stats.dropped - c->stats.known;
	return TAWAM_OK;
}

int
corpus_count(struct tawam_corpus *c)
{
	struct tawam_stats *s = &c->stats;
	struct pair_counts counts;
	uint64_t all = 0, seen;
	int r;

	if ((r = corpus_pairs(c, NULL, NULL, &counts)) != 0)
		return r;
	seen = counts.left_out;
	for (uint32_t g = 0; g < c->ngroups; g++)
		all += (uint64_t)c->size[g] * (c->size[g] - 1u) / 2;
	for (size_t i = 0; i < c->graph.nedges; i++)
		all += (uint64_t)c->size[c->edges[i].a] *
		    c->size[c->edges[i].b];
	for (int i = 0; i < TAWAM_NRELATIONS; i++) {
		s->pairs[i] = counts.written[i];
		seen += counts.written[i];
	}
	s->left_out = counts.left_out;
	s->implied = all - seen;
	return TAWAM_OK;
}

static int
run(struct tawam_corpus *c, uint32_t *rank, struct batch_output *found)
{
	uint64_t *ns = c->stats.stage_ns, t = clock_ns();
	int r;

	if ((r = survivor_order(&c->mem, &c->rules, c->traits, c->ndocs,
	    c->order)) != 0)
		return r;
	for (uint32_t i = 0; i < c->ndocs; i++)
		rank[c->order[i]] = i;
	if ((r = candidates(c, rank, found)) != 0 ||
	    (c->p.passages != 0 && (r = corpus_index(c)) != 0) ||
	    (c->p.passages != 0 && c->p.containment > 0 &&
	    (r = corpus_contained(c, found)) != 0))
		return r;
	ns[TAWAM_STAGE_INDEX] = clock_ns() - t;
	t = clock_ns();
	if ((r = corpus_verify(c, found->pairs, found->npairs)) != 0)
		return r;
	ns[TAWAM_STAGE_VERIFY] = clock_ns() - t;
	t = clock_ns();
	if ((r = corpus_stars(c)) != 0 || (r = corpus_count(c)) != 0)
		return r;
	ns[TAWAM_STAGE_CLUSTER] = clock_ns() - t;
	return TAWAM_OK;
}

int
tawam_corpus_run(struct tawam_corpus *c)
{
	struct batch_output found = { 0 };
	uint32_t *rank;
	int r;

	if (c->state != CORPUS_ADDING)
		return TAWAM_ESTATE;
	if ((r = corpus_drain(c)) != 0) {
		c->state = CORPUS_FAILED;
		return r;
	}
	r = TAWAM_ENOMEM;
	c->stats.groups = c->p.window != 0 ? c->forms.n : c->ngroups;
	c->order = mem_alloc(&c->mem, c->ndocs, sizeof(*c->order));
	rank = mem_alloc(&c->mem, c->ndocs, sizeof(*rank));
	if (c->order != NULL && rank != NULL)
		r = run(c, rank, &found);
	mem_free(&c->mem, rank);
	batch_release(&c->mem, &found);
	c->state = r == 0 ? CORPUS_DONE : CORPUS_FAILED;
	return r;
}
