/*
 * run.c - a corpus' run: order, candidates, verification, stars.
 */
#include <math.h>
#include <string.h>

#include "compare/relation.h"
#include "index/batch.h"
#include "index/plan.h"
#include "lib/corpus.h"
#include "lib/params.h"

/* Shingle sets kept at most, in bytes, before all are built anew. */
#define SETS_MAX	((size_t)256 << 20)
/* Slack for containment guessed from estimated sizes, which err by 10 %. */
#define SIZE_SLACK	1.3

struct verifier {
	struct tawam_corpus *c;
	const struct limits *limits;
	struct set *sets;	/* of groups; keys NULL: not built */
	size_t bytes;		/* in sets */
	uint32_t least_equal;
};

static int
report(const struct tawam_corpus *c, enum tawam_stage stage, uint64_t done,
    uint64_t total)
{
	if (c->p.progress == NULL)
		return TAWAM_OK;
	return c->p.progress(c->p.progress_arg, stage, done, total) != 0 ?
	    TAWAM_ECANCEL : TAWAM_OK;
}

int
corpus_candidates(struct tawam_corpus *c, const uint32_t *rank,
    uint64_t **pairs, size_t *npairs)
{
	struct batch_output found;
	struct batch_input in = { .slots = c->slots, .n = c->ngroups,
	    .k = c->p.slots, .floor = params_floor(&c->p),
	    .progress = c->p.progress, .progress_arg = c->p.progress_arg };
	uint32_t *group_rank;
	uint8_t *skip;
	uint32_t banded = 0;
	int r = TAWAM_ENOMEM;

	*pairs = NULL;
	*npairs = 0;
	skip = mem_alloc(&c->mem, c->ngroups, sizeof(*skip));
	group_rank = mem_alloc(&c->mem, c->ngroups, sizeof(*group_rank));
	if (skip == NULL || group_rank == NULL)
		goto out;
	for (uint32_t g = 0; g < c->ngroups; g++) {
		skip[g] = c->groups[g].length < LENGTH_SHORT;
		banded += !skip[g];
		group_rank[g] = UINT32_MAX;
		for (uint32_t d = c->first[g]; d != NO_DOC; d = c->next[d])
			if (rank[d] < group_rank[g])
				group_rank[g] = rank[d];
	}
	if ((r = plan_choose(&c->p, in.floor, banded, &c->stats.plan)) != 0)
		goto out;
	in.bands = c->stats.plan.bands;
	in.rows = c->stats.plan.rows;
	in.skip = skip;
	in.rank = group_rank;
	if ((r = batch_candidates(&c->mem, &in, &found)) != 0)
		goto out;
	*pairs = found.pairs;
	*npairs = found.npairs;
	c->stats.large_buckets = found.large_buckets;
	c->stats.candidates = found.npairs;
out:
	mem_free(&c->mem, skip);
	mem_free(&c->mem, group_rank);
	return r;
}

/* Wilson's upper bound of a share of n seen as p. */
static double
upper(double p, double n)
{
	double z = PLAN_SIGMAS, zz = z * z;

	return (p + zz / (2 * n) + z * sqrt(p * (1 - p) / n +
	    zz / (4 * n * n))) / (1 + zz / n);
}

/* Can the pair reach the floor or be contained, as its sketches say? */
static int
promising(const struct verifier *v, uint32_t a, uint32_t b)
{
	const struct tawam_corpus *c = v->c;
	uint32_t k = c->p.slots;
	const uint32_t *sa = c->slots + (size_t)a * k;
	const uint32_t *sb = c->slots + (size_t)b * k;
	uint32_t equal = sketch_equal(sa, sb, k);
	double j, na, nb, least;

	if (equal >= v->least_equal)
		return 1;
	if (v->limits->containment <= 0)
		return 0;
	j = upper((double)equal / k, k);
	na = sketch_distinct(&c->sketcher->consts, sa);
	nb = sketch_distinct(&c->sketcher->consts, sb);
	least = na < nb ? na : nb;
	return j / (1 + j) * (na + nb) * SIZE_SLACK >=
	    v->limits->containment * least;
}

static void
drop_sets(struct verifier *v)
{
	for (uint32_t g = 0; g < v->c->ngroups; g++)
		if (v->sets[g].keys != NULL)
			set_release(&v->c->mem, &v->sets[g]);
	v->bytes = 0;
}

static int
build_set(struct verifier *v, uint32_t g)
{
	struct shingler *s = &v->c->sketcher->shingler;
	const struct group *group = &v->c->groups[g];
	size_t count;
	int r;

	if (v->sets[g].keys != NULL)
		return TAWAM_OK;
	if ((r = shingle_text(s, group->form, group->len, &count)) != 0 ||
	    (r = set_build(&v->c->mem, s->keys, count, &v->sets[g])) != 0)
		return r;
	v->bytes += v->sets[g].n * sizeof(*v->sets[g].keys);
	return TAWAM_OK;
}

static int
verify_pair(struct verifier *v, uint32_t a, uint32_t b)
{
	struct tawam_corpus *c = v->c;
	const struct group *ga = &c->groups[a], *gb = &c->groups[b];
	struct side sa = { ga->form, ga->len, ga->length, &v->sets[a] };
	struct side sb = { gb->form, gb->len, gb->length, &v->sets[b] };
	struct edge e = { .a = a, .b = b };
	int r;

	if (v->bytes > SETS_MAX)
		drop_sets(v);
	if ((r = build_set(v, a)) != 0 || (r = build_set(v, b)) != 0)
		return r;
	c->stats.verified++;
	if ((r = relate(&c->sketcher->relater, &sa, &sb, &e.match)) != 0)
		return r;
	if (e.match.relation == TAWAM_UNRELATED)
		return TAWAM_OK;
	if ((r = mem_grow(&c->mem, &c->edges, &c->edges_cap,
	    c->graph.nedges + 1, sizeof(*c->edges))) != 0)
		return r;
	c->edges[c->graph.nedges++] = e;
	return TAWAM_OK;
}

int
corpus_verify(struct tawam_corpus *c, const uint64_t *pairs, size_t npairs)
{
	struct verifier v = { .c = c,
	    .limits = &c->sketcher->relater.limits };
	double f = v.limits->floor, k = c->p.slots;
	double least = (f - PLAN_SIGMAS * sqrt(f * (1 - f) / k)) * k;
	int r = TAWAM_OK;

	v.least_equal = least > 1 ? (uint32_t)least : 1;
	v.sets = mem_zalloc(&c->mem, c->ngroups, sizeof(*v.sets));
	if (v.sets == NULL)
		return TAWAM_ENOMEM;
	for (size_t i = 0; i < npairs && r == 0; i++) {
		uint32_t a = (uint32_t)(pairs[i] >> 32);
		uint32_t b = (uint32_t)pairs[i];

		if (i % 1024 == 0)
			r = report(c, TAWAM_STAGE_VERIFY, i, npairs);
		if (r == 0 && promising(&v, a, b))
			r = verify_pair(&v, a, b);
	}
	drop_sets(&v);
	mem_free(&c->mem, v.sets);
	return r;
}

/* Stars, and the numbers of the clusters: in the order of the survivors. */
static int
make_clusters(struct tawam_corpus *c)
{
	struct graph *g = &c->graph;
	uint32_t number = 0;
	int r;

	g->ndocs = c->ndocs;
	g->ngroups = c->ngroups;
	g->group = c->group_of;
	g->next = c->next;
	g->marks = c->marks;
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
	    c->stats.dropped;
	return TAWAM_OK;
}

static void
count_implied(struct tawam_corpus *c, const struct pair_counts *counts)
{
	struct tawam_stats *s = &c->stats;
	uint64_t all = 0, seen = counts->left_out;

	for (uint32_t g = 0; g < c->ngroups; g++)
		all += (uint64_t)c->size[g] * (c->size[g] - 1u) / 2;
	for (size_t i = 0; i < c->graph.nedges; i++)
		all += (uint64_t)c->size[c->edges[i].a] *
		    c->size[c->edges[i].b];
	for (int i = 0; i < TAWAM_NRELATIONS; i++) {
		s->pairs[i] = counts->written[i];
		seen += counts->written[i];
	}
	s->left_out = counts->left_out;
	s->implied = all - seen;
}

static int
run(struct tawam_corpus *c, uint32_t *rank, uint64_t **pairs)
{
	uint64_t *ns = c->stats.stage_ns, t = corpus_clock();
	struct pair_counts counts;
	size_t npairs;
	int r;

	if ((r = survivor_order(&c->mem, &c->rules, c->traits, c->ndocs,
	    c->order)) != 0)
		return r;
	for (uint32_t i = 0; i < c->ndocs; i++)
		rank[c->order[i]] = i;
	if ((r = corpus_candidates(c, rank, pairs, &npairs)) != 0)
		return r;
	ns[TAWAM_STAGE_INDEX] = corpus_clock() - t;
	t = corpus_clock();
	if ((r = corpus_verify(c, *pairs, npairs)) != 0)
		return r;
	ns[TAWAM_STAGE_VERIFY] = corpus_clock() - t;
	t = corpus_clock();
	if ((r = make_clusters(c)) != 0 ||
	    (r = corpus_pairs(c, NULL, NULL, &counts)) != 0)
		return r;
	count_implied(c, &counts);
	ns[TAWAM_STAGE_CLUSTER] = corpus_clock() - t;
	return TAWAM_OK;
}

int
tawam_corpus_run(struct tawam_corpus *c)
{
	uint64_t *pairs = NULL;
	uint32_t *rank;
	int r = TAWAM_ENOMEM;

	if (c->state != CORPUS_ADDING)
		return TAWAM_ESTATE;
	c->stats.docs = c->ndocs;
	c->stats.groups = c->ngroups;
	c->order = mem_alloc(&c->mem, c->ndocs, sizeof(*c->order));
	rank = mem_alloc(&c->mem, c->ndocs, sizeof(*rank));
	if (c->order != NULL && rank != NULL)
		r = run(c, rank, &pairs);
	mem_free(&c->mem, rank);
	mem_free(&c->mem, pairs);
	c->state = r == 0 ? CORPUS_DONE : CORPUS_FAILED;
	return r;
}
