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
graph_link(struct graph *g)
{
	size_t work = 0;

	for (size_t i = 0; i <= g->ngroups; i++) {
		g->start[i] = 0;
		ease(g, &work, sizeof(*g->start));
	}
	for (size_t i = 0; i < g->nedges; i++) {
		g->start[g->edges[i].a]++;
		g->start[g->edges[i].b]++;
		ease(g, &work, TOUCHED);
	}
	/* start[g] becomes the end of g's stretch; filling moves it down. */
	for (uint32_t i = 0, n = g->ngroups; i < n; i++) {
		g->start[i + 1] += g->start[i];
		ease(g, &work, sizeof(*g->start));
	}
	for (size_t i = g->nedges; i-- > 0;) {
		g->at[--g->start[g->edges[i].a]] = i;
		g->at[--g->start[g->edges[i].b]] = i;
		ease(g, &work, TOUCHED);
	}
}

void
graph_equal(const struct graph *g, uint32_t x, uint32_t y,
    struct tawam_match *out)
{
	relate_equal(g->marks[x] == g->marks[y], out);
}

void
graph_match(const struct graph *g, const struct edge *e, uint32_t x,
    struct tawam_match *out)
{
	*out = e->match;
	if (g->group[x] == e->b) {
		out->contain_a = e->match.contain_b;
		out->contain_b = e->match.contain_a;
	}
}

struct taker {
	const struct graph *g;
	struct star *out;
	unsigned join;
	size_t work;
};

static int
joins(const struct taker *t, const struct tawam_match *match)
{
	return (t->join & TAWAM_BIT(match->relation)) != 0;
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
		if (joins(t, &match))
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
		const struct edge *e = &g->edges[g->at[i]];
		uint32_t other = e->a == group ? e->b : e->a;

		ease(g, &t->work, TOUCHED);
		if (t->out->left[other] > 0 && joins(t, &e->match))
			take_group(t, survivor, other, g->at[i]);
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
	if (s->via[doc] == VIA_EQUAL)
		graph_equal(g, doc, s->survivor[doc], out);
	else
		graph_match(g, &g->edges[s->via[doc]], doc, out);
}
