/*
 * cluster.c - clusters as stars around their survivors.
 */
#include <string.h>

#include "compare/cluster.h"
#include "compare/relation.h"

int
graph_link(const struct mem *m, struct graph *g)
{
	g->start = mem_zalloc(m, (size_t)g->ngroups + 1, sizeof(*g->start));
	g->at = mem_alloc(m, 2 * g->nedges, sizeof(*g->at));
	if (g->start == NULL || g->at == NULL) {
		graph_release(m, g);
		return TAWAM_ENOMEM;
	}
	for (size_t i = 0; i < g->nedges; i++) {
		g->start[g->edges[i].a]++;
		g->start[g->edges[i].b]++;
	}
	/* start[g] becomes the end of g's stretch; filling moves it down. */
	for (uint32_t i = 0, n = g->ngroups; i < n; i++)
		g->start[i + 1] += g->start[i];
	for (size_t i = g->nedges; i-- > 0;) {
		g->at[--g->start[g->edges[i].a]] = i;
		g->at[--g->start[g->edges[i].b]] = i;
	}
	return TAWAM_OK;
}

void
graph_release(const struct mem *m, struct graph *g)
{
	mem_free(m, g->start);
	mem_free(m, g->at);
	g->start = NULL;
	g->at = NULL;
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
	uint32_t *left;		/* free documents of a group */
};

static int
joins(const struct taker *t, const struct tawam_match *match)
{
	return (t->join & TAWAM_BIT(match->relation)) != 0;
}

static void
take(struct taker *t, uint32_t survivor, uint32_t doc,
    const struct tawam_match *match)
{
	t->out->survivor[doc] = survivor;
	t->out->match[doc] = *match;
	t->left[t->g->group[doc]]--;
}

/* The free documents of the survivor's own group. */
static void
take_equal(struct taker *t, uint32_t survivor)
{
	const struct graph *g = t->g;
	uint32_t group = g->group[survivor];

	for (uint32_t d = g->first[group]; d != NO_DOC; d = g->next[d]) {
		struct tawam_match match;

		if (t->out->survivor[d] != NO_DOC)
			continue;
		graph_equal(g, d, survivor, &match);
		if (joins(t, &match))
			take(t, survivor, d, &match);
	}
}

static void
take_group(struct taker *t, uint32_t survivor, uint32_t group,
    const struct edge *e)
{
	const struct graph *g = t->g;

	for (uint32_t d = g->first[group]; d != NO_DOC; d = g->next[d]) {
		struct tawam_match match;

		if (t->out->survivor[d] != NO_DOC)
			continue;
		graph_match(g, e, d, &match);
		take(t, survivor, d, &match);
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
	t->left[group]--;
	if (t->left[group] > 0)
		take_equal(t, survivor);
	for (size_t i = g->start[group]; i < g->start[group + 1]; i++) {
		const struct edge *e = &g->edges[g->at[i]];
		uint32_t other = e->a == group ? e->b : e->a;

		if (t->left[other] > 0 && joins(t, &e->match))
			take_group(t, survivor, other, e);
	}
}

/* Known documents are nobody's and nobody is theirs. */
static void
leave_known(struct taker *t)
{
	const struct graph *g = t->g;

	for (uint32_t d = 0; d < g->ndocs; d++) {
		if (!g->traits[d].known)
			continue;
		t->out->survivor[d] = d;
		if (g->group[d] != NO_DOC)
			t->left[g->group[d]]--;
	}
}

int
cluster_stars(const struct mem *m, const struct graph *g,
    const uint32_t *order, unsigned join, struct star *out)
{
	struct taker t = { .g = g, .out = out, .join = join };

	out->survivor = mem_alloc(m, g->ndocs, sizeof(*out->survivor));
	out->match = mem_zalloc(m, g->ndocs, sizeof(*out->match));
	t.left = mem_alloc(m, g->ngroups, sizeof(*t.left));
	if (out->survivor == NULL || out->match == NULL || t.left == NULL) {
		mem_free(m, t.left);
		star_release(m, out);
		return TAWAM_ENOMEM;
	}
	for (uint32_t i = 0; i < g->ndocs; i++)
		out->survivor[i] = NO_DOC;
	for (uint32_t i = 0; i < g->ngroups; i++)
		t.left[i] = g->size[i];
	leave_known(&t);
	for (uint32_t i = 0; i < g->ndocs; i++)
		if (out->survivor[order[i]] == NO_DOC)
			star_around(&t, order[i]);
	mem_free(m, t.left);
	return TAWAM_OK;
}

void
star_release(const struct mem *m, struct star *s)
{
	mem_free(m, s->survivor);
	mem_free(m, s->match);
	memset(s, 0, sizeof(*s));
}
