/*
 * run.c - a corpus' run: order, candidates, verification, stars.
 */
#include <string.h>

#include "compare/relation.h"
#include "index/batch.h"
#include "index/plan.h"
#include "lib/corpus.h"
#include "lib/params.h"

/* Bytes that one step may touch here and there, once arrays have moved. */
#define TOUCHED		SPACE_PLACES(2)

/* What the search looks at besides sketches. */
struct search {
	struct batch_input in;
	struct group_scope scope;
	uint32_t *rank, *members;
	struct vast rank_vast, members_vast;
};

/* The place of a group is that of its best document. */
static int
rank_groups(struct search *s, struct tawam_corpus *c)
{
	int r;

	if ((r = space_grow(&c->space, &s->rank_vast, c->ngroups,
	    sizeof(*s->rank))) != 0)
		return r;
	space_set(&c->space, s->rank, 0xff, c->ngroups * sizeof(*s->rank));
	for (uint32_t i = 0; i < c->ndocs; i++) {
		uint32_t g = c->group_of[c->order[i]];

		if (g != NO_DOC && s->rank[g] == UINT32_MAX)
			s->rank[g] = i;
		if ((r = space_keep(&c->space, TOUCHED)) != 0)
			return r;
	}
	return TAWAM_OK;
}

/* The groups that are searched. */
static int
list_members(struct search *s, struct tawam_corpus *c)
{
	uint32_t n = 0;
	size_t work = 0;
	int r;

	if ((r = space_grow(&c->space, &s->members_vast, c->ngroups,
	    sizeof(*s->members))) != 0)
		return r;
	for (uint32_t g = 0; g < c->ngroups; g++) {
		if (c->groups[g].n >= LENGTH_SHORT &&
		    scope_open(&s->scope.scope, g))
			s->members[n++] = g;
		space_ease(&c->space, &work, sizeof(*c->groups));
	}
	s->in.nmembers = n;
	return TAWAM_OK;
}

static int
search_init(struct search *s, struct tawam_corpus *c)
{
	struct batch_input *in = &s->in;
	int r;

	memset(s, 0, sizeof(*s));
	space_enter(&c->space, &s->rank_vast, VAST_HOT, &s->rank);
	space_enter(&c->space, &s->members_vast, VAST_WARM, &s->members);
	if ((r = corpus_scope(c, &s->scope)) != 0 ||
	    (r = rank_groups(s, c)) != 0 || (r = list_members(s, c)) != 0)
		return r;
	in->slots = &c->slots;
	in->members = &s->members;
	in->rank = &s->rank;
	in->forms = c->p.window != 0 ? c->forms.of : NULL;
	in->scope = s->scope.scope;
	in->n = c->ngroups;
	in->k = c->p.slots;
	in->floor = params_floor(&c->p);
	in->pool = c->pool;
	in->progress = c->p.progress;
	in->progress_arg = c->p.progress_arg;
	return TAWAM_OK;
}

static void
search_release(struct search *s, struct tawam_corpus *c)
{
	space_leave(&c->space, &s->rank_vast);
	space_leave(&c->space, &s->members_vast);
	corpus_scope_release(c, &s->scope);
}

static int
sketched(struct tawam_corpus *c, struct search *s, struct batch_output *found)
{
	struct tawam_plan *plan = &c->stats.plan;
	int r;

	if ((r = plan_choose(&c->p, s->in.floor, s->in.nmembers, plan)) != 0)
		return r;
	s->in.bands = plan->bands;
	s->in.rows = plan->rows;
	s->in.mini = plan_mini(&c->p, s->in.floor, s->in.nmembers,
	    plan->candidates);
	if ((r = batch_candidates(&c->space, &s->in, found)) != 0)
		return r;
	c->stats.large_buckets = found->large_buckets;
	c->stats.candidates = found->npairs;
	return TAWAM_OK;
}

/* Pairs of groups to verify.  As tawam_corpus_run. */
static int
candidates(struct tawam_corpus *c, struct batch_output *found)
{
	struct search s;
	int r;

	if ((r = search_init(&s, c)) == 0)
		r = c->p.exact ? corpus_exact(c, &s.in, found) :
		    sketched(c, &s, found);
	if (r == 0 && c->p.passages != 0 && (r = corpus_index(c)) == 0 &&
	    c->p.containment > 0)
		r = corpus_contained(c, &s.in, found);
	search_release(&s, c);
	return r;
}

/* Room for everything the clusters need; the arrays lie still afterwards. */
static int
stars_room(struct tawam_corpus *c)
{
	struct graph *g = &c->graph;
	struct star *st = &c->star;
	struct space *s = &c->space;
	size_t docs = c->ndocs, groups = c->ngroups;
	int r;

	if ((r = space_make(s, docs * (sizeof(*st->survivor) +
	    sizeof(*st->via) + sizeof(*c->cluster) + sizeof(*c->rival)) +
	    groups * (sizeof(*st->left) + sizeof(*g->start)))) != 0 ||
	    (r = space_grow(s, &c->survivor_vast, docs,
	    sizeof(*st->survivor))) != 0 ||
	    (r = space_grow(s, &c->via_vast, docs, sizeof(*st->via))) != 0 ||
	    (r = space_grow(s, &c->left_vast, groups,
	    sizeof(*st->left))) != 0 ||
	    (r = space_grow(s, &c->start_vast, groups + 1,
	    sizeof(*g->start))) != 0 ||
	    (r = CORPUS_ROOM(c, cluster, docs)) != 0)
		return r;
	return CORPUS_ROOM(c, rival, docs);
}

static void
fill_graph(struct tawam_corpus *c)
{
	struct graph *g = &c->graph;

	g->ndocs = c->ndocs;
	g->ngroups = c->ngroups;
	g->group = c->group_of;
	g->next = c->next;
	g->marks = c->marks;
	g->traits = c->traits;
	g->first = c->first;
	g->size = c->size;
	g->edges = c->edges;
	g->nedges = c->nedges;
	g->shingles = c->shingles;
	g->told = c->told;
	g->space = &c->space;
}

/* Stars, and the numbers of the clusters: in the order of the survivors. */
int
corpus_stars(struct tawam_corpus *c)
{
	uint32_t number = 0;
	size_t work = 0;
	int r;

	if ((r = space_sort(&c->space, &c->edges_vast, c->nedges, 2)) != 0 ||
	    (r = stars_room(c)) != 0)
		return r;
	c->stats.dropped = 0;
	fill_graph(c);
	graph_link(&c->graph);
	cluster_stars(&c->graph, c->order, c->p.join, &c->star);
	space_set(&c->space, c->cluster, 0, c->ndocs * sizeof(*c->cluster));
	for (uint32_t i = 0; i < c->ndocs; i++) {
		uint32_t d = c->order[i], s = c->star.survivor[d];

		space_ease(&c->space, &work, TOUCHED);
		if (s == d)
			continue;
		if (c->cluster[s] == 0)
			c->rival[s] = d;
		c->cluster[s] = 1;
		c->stats.dropped++;
	}
	for (uint32_t d = 0; d < c->ndocs; d++) {
		if (c->cluster[d] != 0)
			c->cluster[d] = ++number;
		space_ease(&c->space, &work, sizeof(*c->cluster));
	}
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
	size_t work = 0;
	int r;

	if ((r = corpus_choose(c)) != 0 ||
	    (r = corpus_pairs(c, NULL, NULL, &counts)) != 0)
		return r;
	seen = counts.left_out;
	for (uint32_t g = 0; g < c->ngroups; g++) {
		all += (uint64_t)c->size[g] * (c->size[g] - 1u) / 2;
		space_ease(&c->space, &work, sizeof(*c->size));
	}
	for (size_t i = 0; i < c->nedges; i++) {
		uint32_t a = edge_group(&c->edges[i]);
		uint32_t b = edge_other(&c->edges[i]);

		if (a < b)
			all += (uint64_t)c->size[a] * c->size[b];
		space_ease(&c->space, &work, TOUCHED);
	}
	for (int i = 0; i < TAWAM_NRELATIONS; i++) {
		s->pairs[i] = counts.written[i];
		seen += counts.written[i];
	}
	s->left_out = counts.left_out;
	s->implied = all - seen;
	return TAWAM_OK;
}

/* What only the search and the verification look at; passages are asked for
 * later, too. */
static void
forget_texts(struct tawam_corpus *c)
{
	space_leave(&c->space, &c->table_vast);
	space_leave(&c->space, &c->slots_vast);
	if (c->p.passages == 0)
		space_leave(&c->space, &c->bytes_vast);
	c->table_size = 0;
}

static int
put_in_order(struct tawam_corpus *c)
{
	int r = CORPUS_ROOM(c, order, c->ndocs);

	return r != 0 ? r : survivor_order(&c->space, &c->rules, &c->traits,
	    c->ndocs, &c->order);
}

static int
cluster(struct tawam_corpus *c)
{
	uint64_t t = clock_ns();
	int r;

	if ((r = corpus_stars(c)) == 0)
		r = corpus_count(c);
	c->stats.stage_ns[TAWAM_STAGE_CLUSTER] = clock_ns() - t;
	return r;
}

int
corpus_finish(struct tawam_corpus *c)
{
	int r;

	if ((r = put_in_order(c)) != 0 ||
	    (c->p.passages != 0 && (r = corpus_index(c)) != 0))
		return r;
	return cluster(c);
}

static int
run(struct tawam_corpus *c, struct batch_output *found)
{
	uint64_t *ns = c->stats.stage_ns, t = clock_ns();
	int r;

	if ((r = put_in_order(c)) != 0 || (r = candidates(c, found)) != 0)
		return r;
	ns[TAWAM_STAGE_INDEX] = clock_ns() - t;
	t = clock_ns();
	if ((r = corpus_verify(c, found)) != 0)
		return r;
	ns[TAWAM_STAGE_VERIFY] = clock_ns() - t;
	batch_release(&c->space, found);
	forget_texts(c);
	return cluster(c);
}

int
tawam_corpus_run(struct tawam_corpus *c)
{
	struct batch_output found = { 0 };
	int r;

	if (c->state != CORPUS_ADDING)
		return TAWAM_ESTATE;
	if ((r = corpus_drain(c)) == 0) {
		c->stats.groups = c->p.window != 0 ? c->forms.n : c->ngroups;
		r = run(c, &found);
		batch_release(&c->space, &found);
	}
	c->stats.spilled = c->space.most_filed;
	c->state = r == 0 ? CORPUS_DONE : CORPUS_FAILED;
	return r;
}
