/*
 * cluster.h - clusters as stars around their survivors.
 *
 * Documents with one normal form are a group; groups are tied by edges that
 * were verified exactly.  Documents are taken in survivor order; each one
 * still free becomes a survivor and takes every free document that has a
 * relation of join to it.  No member is there for the sake of another.  Known
 * documents are in none: nothing may go for the sake of what is not kept.
 */
#ifndef TAWAM_COMPARE_CLUSTER_H
#define TAWAM_COMPARE_CLUSTER_H

#include "base/space.h"
#include "compare/survivor.h"

#define NO_DOC	UINT32_MAX

/* a < b are groups; the scores are oriented with them. */
struct edge {
	uint32_t a, b;
	struct tawam_match match;
};

/* Who is who: documents in groups, groups tied by edges. */
struct graph {
	uint32_t ndocs, ngroups;
	const uint32_t *group;		/* of a document, or NO_DOC: empty */
	const uint32_t *next;		/* document of the same group */
	const uint64_t *marks;		/* number marks of a document */
	const struct traits *traits;	/* of a document, for `known` */
	const uint32_t *first;		/* document of a group */
	const uint32_t *size;		/* documents in a group */
	const struct edge *edges;
	size_t nedges;
	const struct space *space;	/* whose these arrays are, or NULL */
	/* Edges of group g: edges[at[i]] for i in [start[g], start[g + 1]). */
	size_t *start, *at;	/* ngroups + 1 and 2 nedges of them */
};

/* Fills in start and at, for which there is room. */
void	 graph_link(struct graph *g);

/* The match of two documents of one group. */
void	 graph_equal(const struct graph *g, uint32_t x, uint32_t y,
	    struct tawam_match *out);

/* The match of x in one group of e with y in its other one, from x's side. */
void	 graph_match(const struct graph *g, const struct edge *e, uint32_t x,
	    struct tawam_match *out);

/* In place of an edge: of one group. */
#define VIA_EQUAL	SIZE_MAX

struct star {
	uint32_t *survivor;	/* of each document: itself, when alone */
	size_t *via;		/* edge that ties a member to its survivor */
	uint32_t *left;		/* free documents of a group */
};

/*
 * order: all documents, best survivor first; join: a mask of relations.  out
 * has room for all documents and groups.
 */
void	 cluster_stars(const struct graph *g, const uint32_t *order,
	    unsigned join, struct star *out);

/* The match of a member with its survivor, from its own side. */
void	 star_match(const struct graph *g, const struct star *s, uint32_t doc,
	    struct tawam_match *out);

#endif
