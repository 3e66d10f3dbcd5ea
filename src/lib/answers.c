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
 * EQUAL.  One may have pairs with all the others.
 */
struct lister {
	const struct tawam_corpus *c;
	uint64_t *list;
	size_t n;
	/* What these need is bounded like the corpus. */
	struct space space;
	struct vast list_vast;
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
static const struct sort_rec *
edge_at(const struct tawam_corpus *c, uint32_t group, uint64_t place)
{
	return &c->edges[c->graph.start[group] + place];
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
		uint32_t h = edge_other(edge_at(c, g, i));

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
		uint32_t h = edge_other(&graph->edges[i]);

		space_ease(&c->space, &l->work, EDGE_TOUCHED);
		n += is_large(c, h) ? 1 : c->size[h];
	}
	return n;
}

/* What is chosen by, the least first: the survivor, then the nearest, and of
 * those as near the first. */
static uint64_t
choice(const struct tawam_corpus *c, uint32_t doc, uint32_t other,
    double jaccard)
{
	uint64_t far = other == c->star.survivor[doc] ? 0 :
	    1 + (uint64_t)((1 - jaccard) * (UINT32_MAX - 1));

	return far << 32 | other;
}

static void
match_of(const struct tawam_corpus *c, uint32_t doc, uint64_t pair,
    struct tawam_match *out)
{
	uint32_t other = (uint32_t)(pair >> 32), place = (uint32_t)pair;

	if (place == EQUAL)
		graph_equal(&c->graph, doc, other, out);
	else
		graph_match(&c->graph, edge_at(c, c->group_of[doc], place),
		    out);
}

/* The last of the pairs that a document chooses. */
static int
choose(struct lister *l, uint32_t doc, uint64_t *last)
{
	const struct tawam_corpus *c = l->c;
	struct tawam_match m;
	int r;

	if ((r = list_pairs(l, doc, 0)) != 0)
		return r;
	for (size_t i = 0; i < l->n; i++) {
		match_of(c, doc, l->list[i], &m);
		l->list[i] = choice(c, doc, (uint32_t)(l->list[i] >> 32),
		    m.jaccard);
		space_ease(&c->space, &l->work, EDGE_TOUCHED);
		space_ease(&l->space, &l->own_work, sizeof(*l->list));
	}
	if ((r = space_sort(&l->space, &l->list_vast, l->n, 1)) != 0)
		return r;
	*last = l->list[c->p.max_pairs - 1];
	return TAWAM_OK;
}

static int
choose_all(struct lister *l, struct tawam_corpus *c)
{
	size_t max = c->p.max_pairs, docs = c->ndocs;
	int r;

	for (uint32_t d = 0; d < c->ndocs; d++) {
		space_ease(&c->space, &l->work, TOUCHED);
		if (c->group_of[d] == NO_DOC || degree(l, d) <= max)
			continue;
		if (c->last == NULL) {
			if ((r = CORPUS_ROOM(c, last, docs)) != 0)
				return r;
			space_set(&c->space, c->last, 0xff,
			    docs * sizeof(*c->last));
		}
		if ((r = choose(l, d, &c->last[d])) != 0)
			return r;
	}
	return TAWAM_OK;
}

static void
lister_init(struct lister *l, const struct tawam_corpus *c)
{
	memset(l, 0, sizeof(*l));
	l->c = c;
	space_init(&l->space, &c->mem, c->p.memory, c->tmpdir);
	space_enter(&l->space, &l->list_vast, VAST_COLD, &l->list);
}

int
corpus_choose(struct tawam_corpus *c)
{
	struct lister l;
	int r;

	if (c->p.max_pairs == 0)
		return TAWAM_OK;
	lister_init(&l, c);
	r = choose_all(&l, c);
	space_free(&l.space);
	return r;
}

static int
is_chosen(const struct tawam_corpus *c, uint32_t doc, uint32_t other,
    double jaccard)
{
	return c->last == NULL ||
	    choice(c, doc, other, jaccard) <= c->last[doc] ||
	    choice(c, other, doc, jaccard) <= c->last[other];
}

static int
write_pairs(struct lister *l, uint32_t doc, tawam_pair_fn *fn, void *arg,
    struct pair_counts *counts)
{
	const struct tawam_corpus *c = l->c;
	int r;

	if ((r = list_pairs(l, doc, doc + 1)) != 0 ||
	    (r = space_sort(&l->space, &l->list_vast, l->n, 1)) != 0)
		return r;
	for (size_t i = 0; i < l->n; i++) {
		uint32_t other = (uint32_t)(l->list[i] >> 32);
		struct tawam_pair pair = { .a = doc, .b = other };

		space_ease(&l->space, &l->own_work, PAIR_TOUCHED);
		match_of(c, doc, l->list[i], &pair.match);
		if (!is_chosen(c, doc, other, pair.match.jaccard)) {
			counts->left_out++;
			continue;
		}
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
		const struct sort_rec *e = &c->edges[i];

		space_ease(&c->space, &l->work, EDGE_TOUCHED);
		if (edge_group(e) < edge_other(e))
			counts->written[edge_relation(e)] +=
			    standing(c, edge_group(e)) *
			    standing(c, edge_other(e));
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
	struct lister l;
	int r = TAWAM_OK;

	memset(counts, 0, sizeof(*counts));
	lister_init(&l, c);
	if (fn == NULL && c->last == NULL)
		count_pairs(&l, counts);
	else
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
	struct tawam_stats s = c->stats;

	/* The texts that were timed tell the time of all. */
	for (int i = TAWAM_STAGE_NORMALISE; i <= TAWAM_STAGE_SKETCH; i++)
		if (c->timed > 0)
			s.stage_ns[i] = (uint64_t)((double)s.stage_ns[i] *
			    (double)s.bytes / (double)c->timed);
	if (size < sizeof(s))
		s.size = size;
	memcpy(out, &s, s.size);
}
