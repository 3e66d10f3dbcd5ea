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

#include "base/sort.h"
#include "base/space.h"
#include "compare/set.h"
#include "compare/survivor.h"

#define NO_DOC	UINT32_MAX

/*
 * An edge as one of its groups sees it: key is group << 32 | other, val is
 * why << 56 | relation << 48 | the shingles that both have.  Each stands once
 * with either group, and those of a group stand together, so that who goes
 * through them reads in order.
 */
#define EDGE_BOTH_BITS	48
/* In place of the shingles: groups of one text. */
#define EDGE_EQUAL	((UINT64_C(1) << EDGE_BOTH_BITS) - 1)

static inline uint32_t
edge_group(const struct sort_rec *e)
{
	return (uint32_t)(e->key >> 32);
}

static inline uint32_t
edge_other(const struct sort_rec *e)
{
	return (uint32_t)e->key;
}

static inline uint64_t
edge_both(const struct sort_rec *e)
{
	return e->val & EDGE_EQUAL;
}

static inline enum tawam_relation
edge_relation(const struct sort_rec *e)
{
	return (enum tawam_relation)(e->val >> EDGE_BOTH_BITS & 0xff);
}

static inline uint32_t
edge_why(const struct sort_rec *e)
{
	return (uint32_t)(e->val >> 56);
}

/* The edge of a and b as both see it.  Of the match, relation and why. */
void	 edge_make(uint32_t a, uint32_t b, uint64_t both,
	    const struct tawam_match *match, struct sort_rec out[2]);

/* Who is who: documents in groups, groups tied by edges. */
struct graph {
	uint32_t ndocs, ngroups;
	const uint32_t *group;		/* of a document, or NO_DOC: empty */
	const uint32_t *next;		/* document of the same group */
	const uint64_t *marks;		/* number marks of a document */
	const struct traits *traits;	/* of a document, for `known` */
	const uint32_t *first;		/* document of a group */
	const uint32_t *size;		/* documents in a group */
	const struct sort_rec *edges;	/* by key */
	size_t nedges;
	const uint64_t *shingles;	/* of a group that has edges; or else */
	const struct scores *told;	/* an edge has its place here, instead
					 * of shingles: of the lower group */
	const struct space *space;	/* whose these arrays are, or NULL */
	/* Edges of group g: edges[i] for i in [start[g], start[g + 1]). */
	size_t *start;			/* ngroups + 1 of them */
};

/* Fills in start, for which there is room. */
void	 graph_link(struct graph *g);

/* The match of two documents of one group. */
void	 graph_equal(const struct graph *g, uint32_t x, uint32_t y,
	    struct tawam_match *out);

/* The match of an edge, from the side of its group. */
void	 graph_match(const struct graph *g, const struct sort_rec *e,
	    struct tawam_match *out);

/* In place of an edge: of one group. */
#define VIA_EQUAL	SIZE_MAX

struct star {
	uint32_t *survivor;	/* of each document: itself, when alone */
	size_t *via;		/* the survivor's edge to a member's group */
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
