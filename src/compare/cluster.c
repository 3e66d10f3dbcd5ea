/*
 * cluster.c - clusters as stars around their survivors.
 */
#include "compare/cluster.h"
#include "compare/relation.h"

/* Bytes that one step may touch here and there. */
#define TOUCHED		SPACE_PLACES(6)

static void
ease(const struct graph *g, size_t *work, size_t touched)
{
	if (g->space != NULL)
		space_ease(g->space, work, touched);
}

void
edge_make(uint32_t a, uint32_t b, uint64_t both,
    const struct tawam_match *match, struct sort_rec out[2])
{
	uint64_t val = (uint64_t)relate_why_number(match->why) << 56 |
	    (uint64_t)match->relation << EDGE_BOTH_BITS | both;

	out[0] = (struct sort_rec){ (uint64_t)a << 32 | b, val };
	out[1] = (struct sort_rec){ (uint64_t)b << 32 | a, val };
}

void
graph_link(struct graph *g)
{
	size_t work = 0, at = 0;

	for (uint32_t i = 0; i < g->ngroups; i++) {
		g->start[i] = at;
		while (at < g->nedges && edge_group(&g->edges[at]) == i)
			at++;
		ease(g, &work, sizeof(*g->start) + (at - g->start[i]) *
		    sizeof(*g->edges));
	}
	g->start[g->ngroups] = at;
}

void
graph_equal(const struct graph *g, uint32_t x, uint32_t y,
    struct tawam_match *out)
{
	relate_equal(g->marks[x] == g->marks[y], out);
}

void
graph_match(const struct graph *g, const struct sort_rec *e,
    struct tawam_match *out)
{
	uint32_t group = edge_group(e), other = edge_other(e);
	uint64_t both = edge_both(e);
	struct scores s = { 1, 1, 1 };

	if (g->told != NULL)
		s = group < other ? g->told[both] :
		    scores_turned(&g->told[both]);
	else if (both != EDGE_EQUAL)
		scores_of(g->shingles[group], g->shingles[other], both, &s);
	*out = (struct tawam_match){ s.jaccard, s.contain_a, s.contain_b,
	    edge_relation(e), relate_why(edge_why(e)) };
}

struct taker {
	const struct graph *g;
	struct star *out;
	unsigned join;
	size_t work;
};

static int
joins(const struct taker *t, enum tawam_relation relation)
{
	return (t->join & TAWAM_BIT(relation)) != 0;
}

static void
take(struct taker *t, uint32_t survivor, uint32_t doc, size_t via)
{
	t->out->survivor[doc] = survivor;
	t->out->via[doc] = via;
	t->out->left[t->g->group[doc]]--;
}

/* The free documents of the survivor's own group. */
static void
take_equal(struct taker *t, uint32_t survivor)
{
	const struct graph *g = t->g;
	uint32_t group = g->group[survivor];

	for (uint32_t d = g->first[group]; d != NO_DOC; d = g->next[d]) {
		struct tawam_match match;

		ease(g, &t->work, TOUCHED);
		if (t->out->survivor[d] != NO_DOC)
			continue;
		graph_equal(g, d, survivor, &match);
		if (joins(t, match.relation))
			take(t, survivor, d, VIA_EQUAL);
	}
}

static void
take_group(struct taker *t, uint32_t survivor, uint32_t group, size_t via)
{
	const struct graph *g = t->g;

	for (uint32_t d = g->first[group]; d != NO_DOC; d = g->next[d]) {
		ease(g, &t->work, TOUCHED);
		if (t->out->survivor[d] == NO_DOC)
			take(t, survivor, d, via);
	}
}

static void
star_around(struct taker *t, uint32_t survivor)
{
	const struct graph *g = t->g;
	uint32_t group = g->group[survivor];

	t->out->survivor[survivor] = survivor;
	if (group == NO_DOC)
		return;
	t->out->left[group]--;
	if (t->out->left[group] > 0)
		take_equal(t, survivor);
	for (size_t i = g->start[group]; i < g->start[group + 1]; i++) {
		const struct sort_rec *e = &g->edges[i];

		ease(g, &t->work, TOUCHED);
		if (joins(t, edge_relation(e)) &&
		    t->out->left[edge_other(e)] > 0)
			take_group(t, survivor, edge_other(e), i);
	}
}

/* Known documents are nobody's and nobody is theirs. */
static void
leave_known(struct taker *t)
{
	const struct graph *g = t->g;

	for (uint32_t d = 0; d < g->ndocs; d++) {
		ease(g, &t->work, sizeof(*g->traits));
		if (!g->traits[d].known)
			continue;
		t->out->survivor[d] = d;
		if (g->group[d] != NO_DOC)
			t->out->left[g->group[d]]--;
	}
}

void
cluster_stars(const struct graph *g, const uint32_t *order, unsigned join,
    struct star *out)
{
	struct taker t = { .g = g, .out = out, .join = join };

	for (uint32_t i = 0; i < g->ndocs; i++) {
		out->survivor[i] = NO_DOC;
		ease(g, &t.work, sizeof(*out->survivor));
	}
	for (uint32_t i = 0; i < g->ngroups; i++) {
		out->left[i] = g->size[i];
		ease(g, &t.work, 2 * sizeof(*out->left));
	}
	leave_known(&t);
	for (uint32_t i = 0; i < g->ndocs; i++) {
		ease(g, &t.work, TOUCHED);
		if (out->survivor[order[i]] == NO_DOC)
			star_around(&t, order[i]);
	}
}

void
star_match(const struct graph *g, const struct star *s, uint32_t doc,
    struct tawam_match *out)
{
	struct tawam_match m;

	if (s->via[doc] == VIA_EQUAL) {
		graph_equal(g, doc, s->survivor[doc], out);
		return;
	}
	graph_match(g, &g->edges[s->via[doc]], &m);
	*out = m;
	out->contain_a = m.contain_b;
	out->contain_b = m.contain_a;
}
