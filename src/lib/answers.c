/*
 * answers.c - what a corpus' run found: pairs, clusters, decisions, counts.
 */
#include <string.h>

#include "lib/corpus.h"

/* A group of more equal documents is written as its first one with each. */
#define GROUP_LARGE	64

/* In place of an edge's place among those of its group. */
#define EQUAL		UINT32_MAX

/*
 * The pairs of one document: other document << 32 | place of the edge, or
 * EQUAL.  Documents with more than max_pairs of them, the heavy ones, choose.
 * One may have pairs with all the others.
 */
struct lister {
	const struct tawam_corpus *c;
	uint64_t *list;
	size_t n;
	uint32_t *heavy;		/* of a document: place + 1 in chosen */
	uint32_t *chosen;		/* max_pairs a heavy document, sorted */
	size_t nheavy;
	/* What these need is bounded like the corpus. */
	struct space space;
	struct vast list_vast, heavy_vast, chosen_vast;
	size_t work, own_work;
};

/* Bytes that may be touched of the corpus for a document, and for an edge of
 * it; of what is listed, for a pair. */
#define TOUCHED		SPACE_PLACES(6)
#define EDGE_TOUCHED	SPACE_PLACES(3)
#define PAIR_TOUCHED	SPACE_PLACES(2)

static int
is_large(const struct tawam_corpus *c, uint32_t group)
{
	return c->size[group] > GROUP_LARGE;
}

/* Does the document stand for itself, or its group's first one for it? */
static int
stands_alone(const struct tawam_corpus *c, uint32_t doc)
{
	uint32_t g = c->group_of[doc];

	return !is_large(c, g) || c->first[g] == doc;
}

static int
list_add(struct lister *l, uint32_t doc, uint32_t place)
{
	int r = space_grow(&l->space, &l->list_vast, l->n + 1,
	    sizeof(*l->list));

	if (r != 0)
		return r;
	l->list[l->n++] = (uint64_t)doc << 32 | place;
	return space_keep(&l->space, sizeof(*l->list));
}

static int
list_equal(struct lister *l, uint32_t doc, uint32_t from)
{
	const struct tawam_corpus *c = l->c;
	uint32_t g = c->group_of[doc];
	int r;

	if (!stands_alone(c, doc))
		return c->first[g] >= from ? list_add(l, c->first[g], EQUAL) :
		    TAWAM_OK;
	for (uint32_t d = c->first[g]; d != NO_DOC; d = c->next[d]) {
		space_ease(&c->space, &l->work, sizeof(*c->next));
		if (d != doc && d >= from &&
		    (r = list_add(l, d, EQUAL)) != 0)
			return r;
	}
	return TAWAM_OK;
}

/* Edge of a group, by its place. */
static size_t
edge_at(const struct tawam_corpus *c, uint32_t group, uint64_t place)
{
	return c->graph.at[c->graph.start[group] + place];
}

/* The pairs of doc with documents from `from` on. */
static int
list_pairs(struct lister *l, uint32_t doc, uint32_t from)
{
	const struct tawam_corpus *c = l->c;
	uint32_t g = c->group_of[doc];
	size_t edges = c->graph.start[g + 1] - c->graph.start[g];
	int r;

	l->n = 0;
	if ((r = list_equal(l, doc, from)) != 0)
		return r;
	if (!stands_alone(c, doc))
		return TAWAM_OK;
	for (size_t i = 0; i < edges; i++) {
		const struct edge *e = &c->edges[edge_at(c, g, i)];
		uint32_t h = e->a == g ? e->b : e->a;

		space_ease(&c->space, &l->work, EDGE_TOUCHED);
		for (uint32_t d = c->first[h]; d != NO_DOC; d = c->next[d]) {
			if (d >= from &&
			    (r = list_add(l, d, (uint32_t)i)) != 0)
				return r;
			if (is_large(c, h))
				break;
		}
	}
	return TAWAM_OK;
}

static uint64_t
degree(struct lister *l, uint32_t doc)
{
	const struct tawam_corpus *c = l->c;
	const struct graph *graph = &c->graph;
	uint32_t g = c->group_of[doc];
	uint64_t n;

	if (!stands_alone(c, doc))
		return 1;
	n = c->size[g] - 1u;
	for (size_t i = graph->start[g]; i < graph->start[g + 1]; i++) {
		const struct edge *e = &graph->edges[graph->at[i]];
		uint32_t h = e->a == g ? e->b : e->a;

		space_ease(&c->space, &l->work, EDGE_TOUCHED);
		n += is_large(c, h) ? 1 : c->size[h];
	}
	return n;
}

/* The list becomes what is chosen by, << 32 | document: the survivor comes
 * first, then the nearest, and of those as near the first. */
static void
by_distance(struct lister *l, uint32_t doc)
{
	const struct tawam_corpus *c = l->c;
	uint32_t g = c->group_of[doc];

	for (size_t i = 0; i < l->n; i++) {
		uint32_t other = (uint32_t)(l->list[i] >> 32);
		uint32_t place = (uint32_t)l->list[i];
		double j = place == EQUAL ? 1 :
		    c->edges[edge_at(c, g, place)].match.jaccard;
		uint64_t far = other == c->star.survivor[doc] ? 0 :
		    1 + (uint64_t)((1 - j) * (UINT32_MAX - 1));

		l->list[i] = far << 32 | other;
		space_ease(&c->space, &l->work, EDGE_TOUCHED);
		space_ease(&l->space, &l->own_work, sizeof(*l->list));
	}
}

/* Puts a heavy document's choice at the end of chosen, sorted. */
static int
choose(struct lister *l, uint32_t doc)
{
	size_t max = l->c->p.max_pairs;
	int r;

	if ((r = list_pairs(l, doc, 0)) != 0)
		return r;
	by_distance(l, doc);
	if ((r = space_sort(&l->space, &l->list_vast, l->n)) != 0)
		return r;
	/* Of what is chosen only the document is asked. */
	for (size_t i = 0; i < max; i++)
		l->list[i] = (uint32_t)l->list[i];
	if ((r = space_sort(&l->space, &l->list_vast, max)) != 0 ||
	    (r = space_grow(&l->space, &l->chosen_vast, (l->nheavy + 1) * max,
	    sizeof(*l->chosen))) != 0)
		return r;
	for (size_t i = 0; i < max; i++)
		l->chosen[l->nheavy * max + i] = (uint32_t)l->list[i];
	return space_keep(&l->space, max * sizeof(*l->chosen));
}

static int
no_heavy(struct lister *l)
{
	int r = space_grow(&l->space, &l->heavy_vast, l->c->ndocs,
	    sizeof(*l->heavy));

	if (r == 0)
		space_set(&l->space, l->heavy, 0,
		    l->c->ndocs * sizeof(*l->heavy));
	return r;
}

static int
choose_all(struct lister *l)
{
	const struct tawam_corpus *c = l->c;
	size_t max = c->p.max_pairs;
	int r;

	if (max == 0)
		return TAWAM_OK;
	for (uint32_t d = 0; d < c->ndocs; d++) {
		space_ease(&c->space, &l->work, TOUCHED);
		if (c->group_of[d] == NO_DOC || degree(l, d) <= max)
			continue;
		if (l->heavy == NULL && (r = no_heavy(l)) != 0)
			return r;
		if ((r = choose(l, d)) != 0)
			return r;
		l->heavy[d] = (uint32_t)++l->nheavy;
	}
	return TAWAM_OK;
}

static int
chosen_by(const struct lister *l, uint32_t doc, uint32_t other)
{
	size_t max = l->c->p.max_pairs, lo = 0, hi = max;
	const uint32_t *chosen;

	if (l->heavy == NULL || l->heavy[doc] == 0)
		return 1;
	chosen = l->chosen + (l->heavy[doc] - (size_t)1) * max;
	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (chosen[mid] < other)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < max && chosen[lo] == other;
}

static int
write_pairs(struct lister *l, uint32_t doc, tawam_pair_fn *fn, void *arg,
    struct pair_counts *counts)
{
	const struct tawam_corpus *c = l->c;
	int r;

	if ((r = list_pairs(l, doc, doc + 1)) != 0 ||
	    (r = space_sort(&l->space, &l->list_vast, l->n)) != 0)
		return r;
	for (size_t i = 0; i < l->n; i++) {
		uint32_t other = (uint32_t)(l->list[i] >> 32);
		uint32_t place = (uint32_t)l->list[i];
		struct tawam_pair pair = { .a = doc, .b = other };

		space_ease(&l->space, &l->own_work, PAIR_TOUCHED);
		if (!chosen_by(l, doc, other) && !chosen_by(l, other, doc)) {
			counts->left_out++;
			continue;
		}
		if (place == EQUAL)
			graph_equal(&c->graph, doc, other, &pair.match);
		else
			graph_match(&c->graph, &c->edges[edge_at(c,
			    c->group_of[doc], place)], doc, &pair.match);
		counts->written[pair.match.relation]++;
		if (fn != NULL && (r = fn(arg, &pair)) != 0)
			return r;
	}
	return TAWAM_OK;
}

/* Documents of a group that stand for themselves. */
static uint64_t
standing(const struct tawam_corpus *c, uint32_t group)
{
	return is_large(c, group) ? 1 : c->size[group];
}

static void
count_equal(struct lister *l, uint32_t group, struct pair_counts *counts)
{
	const struct tawam_corpus *c = l->c;
	uint32_t first = c->first[group];
	struct tawam_match m;

	for (uint32_t d = first; d != NO_DOC; d = c->next[d]) {
		for (uint32_t e = c->next[d]; e != NO_DOC; e = c->next[e]) {
			space_ease(&c->space, &l->work, TOUCHED);
			graph_equal(&c->graph, d, e, &m);
			counts->written[m.relation]++;
		}
		if (is_large(c, group))
			break;
	}
}

/* What write_pairs counts when nobody chooses, without a list. */
static void
count_pairs(struct lister *l, struct pair_counts *counts)
{
	const struct tawam_corpus *c = l->c;

	for (uint32_t g = 0; g < c->ngroups; g++) {
		space_ease(&c->space, &l->work, sizeof(*c->size));
		if (c->size[g] > 1)
			count_equal(l, g, counts);
	}
	for (size_t i = 0; i < c->nedges; i++) {
		const struct edge *e = &c->edges[i];

		space_ease(&c->space, &l->work, EDGE_TOUCHED);
		counts->written[e->match.relation] += standing(c, e->a) *
		    standing(c, e->b);
	}
}

static int
write_all(struct lister *l, tawam_pair_fn *fn, void *arg,
    struct pair_counts *counts)
{
	const struct tawam_corpus *c = l->c;
	int r = TAWAM_OK;

	for (uint32_t d = 0; d < c->ndocs && r == 0; d++) {
		space_ease(&c->space, &l->work, TOUCHED);
		if (c->group_of[d] != NO_DOC)
			r = write_pairs(l, d, fn, arg, counts);
	}
	return r;
}

int
corpus_pairs(const struct tawam_corpus *c, tawam_pair_fn *fn, void *arg,
    struct pair_counts *counts)
{
	struct lister l = { .c = c };
	int r;

	memset(counts, 0, sizeof(*counts));
	space_init(&l.space, &c->mem, c->p.memory, c->tmpdir);
	space_enter(&l.space, &l.list_vast, VAST_COLD, &l.list);
	space_enter(&l.space, &l.heavy_vast, VAST_WARM, &l.heavy);
	space_enter(&l.space, &l.chosen_vast, VAST_COLD, &l.chosen);
	r = choose_all(&l);
	if (r == 0 && fn == NULL && l.heavy == NULL)
		count_pairs(&l, counts);
	else if (r == 0)
		r = write_all(&l, fn, arg, counts);
	space_free(&l.space);
	return r;
}

int
tawam_corpus_pairs(const struct tawam_corpus *c, tawam_pair_fn *fn, void *arg)
{
	struct pair_counts counts;

	if (c->state != CORPUS_DONE)
		return TAWAM_ESTATE;
	return corpus_pairs(c, fn, arg, &counts);
}

static void
fill_member(const struct tawam_corpus *c, uint32_t doc,
    struct tawam_member *out)
{
	struct tawam_match m;

	star_match(&c->graph, &c->star, doc, &m);
	out->doc = doc;
	out->relation = m.relation;
	out->jaccard = m.jaccard;
	/* The smaller set has the larger share. */
	out->contain = m.contain_a > m.contain_b ? m.contain_a :
	    m.contain_b;
}

/* Members, one cluster after another. */
struct roll {
	struct space space;
	struct vast members_vast, end_vast;
	struct tawam_member *members;
	size_t *end;		/* of a cluster's members; end[0] is 0 */
	size_t work;
};

static int
call_roll(const struct tawam_corpus *c, struct roll *l)
{
	const uint32_t *survivor = c->star.survivor;
	size_t n = c->stats.clusters;
	int r;

	if ((r = space_grow(&l->space, &l->end_vast, n + 1,
	    sizeof(*l->end))) != 0 || (r = space_grow(&l->space,
	    &l->members_vast, c->stats.dropped, sizeof(*l->members))) != 0)
		return r;
	space_set(&l->space, l->end, 0, (n + 1) * sizeof(*l->end));
	for (uint32_t d = 0; d < c->ndocs; d++) {
		space_ease(&c->space, &l->work, TOUCHED);
		if (survivor[d] != d)
			l->end[c->cluster[survivor[d]]]++;
	}
	/* end[i] is where cluster i begins, until its members are placed. */
	for (size_t i = 0, sum = 0; i <= n; i++) {
		size_t count = l->end[i];

		l->end[i] = sum;
		sum += count;
	}
	for (uint32_t d = 0; d < c->ndocs; d++) {
		space_ease(&c->space, &l->work, TOUCHED);
		if ((r = space_keep(&l->space, sizeof(*l->members))) != 0)
			return r;
		if (survivor[d] != d)
			fill_member(c, d, &l->members[l->end[c->cluster[
			    survivor[d]]]++]);
	}
	return TAWAM_OK;
}

int
tawam_corpus_clusters(const struct tawam_corpus *c, tawam_cluster_fn *fn,
    void *arg)
{
	struct roll l = { .work = 0 };
	int r;

	if (c->state != CORPUS_DONE)
		return TAWAM_ESTATE;
	space_init(&l.space, &c->mem, c->p.memory, c->tmpdir);
	space_enter(&l.space, &l.members_vast, VAST_HOT, &l.members);
	space_enter(&l.space, &l.end_vast, VAST_HOT, &l.end);
	r = call_roll(c, &l);
	for (uint32_t d = 0; d < c->ndocs && r == 0; d++) {
		uint32_t i = c->cluster[d];
		struct tawam_cluster cl = { i, d, 0, NULL };

		if (i == 0)
			continue;
		cl.members = l.members + l.end[i - 1];
		cl.nmembers = l.end[i] - l.end[i - 1];
		space_ease(&l.space, &l.work,
		    TOUCHED + cl.nmembers * sizeof(*cl.members));
		r = fn(arg, &cl);
	}
	space_free(&l.space);
	return r;
}

int
tawam_corpus_decision(const struct tawam_corpus *c, uint64_t number,
    struct tawam_decision *out)
{
	struct tawam_match m;
	uint32_t doc, survivor;

	if (c->state != CORPUS_DONE)
		return TAWAM_ESTATE;
	if (number >= c->ndocs)
		return TAWAM_EINVAL;
	space_ease_one(&c->space, number);
	memset(out, 0, sizeof(*out));
	doc = (uint32_t)number;
	survivor = c->star.survivor[doc];
	if (c->group_of[doc] == NO_DOC) {
		out->verdict = TAWAM_EMPTY;
	} else if (c->traits[doc].known) {
		out->verdict = TAWAM_KNOWN;
	} else if (survivor != doc) {
		star_match(&c->graph, &c->star, doc, &m);
		out->verdict = TAWAM_DROPPED;
		out->kept = survivor;
		out->relation = m.relation;
		out->jaccard = m.jaccard;
		(void)survivor_compare(&c->rules, c->traits, survivor, doc,
		    &out->reason);
	} else if (c->cluster[doc] != 0) {
		out->verdict = TAWAM_KEPT;
		(void)survivor_compare(&c->rules, c->traits, doc,
		    c->rival[doc], &out->reason);
	}
	out->cluster = out->verdict == TAWAM_DROPPED ? c->cluster[survivor] :
	    c->cluster[doc];
	return TAWAM_OK;
}

void
tawam_corpus_stats(const struct tawam_corpus *c, struct tawam_stats *out,
    size_t size)
{
	memcpy(out, &c->stats,
	    size < sizeof(c->stats) ? size : sizeof(c->stats));
	out->size = size < sizeof(c->stats) ? size : sizeof(c->stats);
}
