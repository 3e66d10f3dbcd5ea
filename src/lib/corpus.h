/*
 * corpus.h - a corpus: documents in groups of one normal form.
 *
 * Adding normalises a document and finds its group by the XXH3-128 of the
 * normal form; the first of a group is sketched and its form kept.  Running
 * bands the groups' sketches, verifies the candidates and makes stars.
 */
#ifndef TAWAM_LIB_CORPUS_H
#define TAWAM_LIB_CORPUS_H

#include "base/hash.h"
#include "compare/cluster.h"
#include "compare/survivor.h"
#include "lib/sketcher.h"

/* A block of the arena that keeps normal forms and ids. */
struct block {
	struct block *prev;
	size_t len, cap;
	char bytes[];
};

struct group {
	struct hash128 key;
	const char *form;
	size_t len;
	uint64_t length;	/* code points */
	uint32_t last;		/* the group's latest document */
	int degenerate;
};

enum corpus_state { CORPUS_ADDING, CORPUS_DONE, CORPUS_FAILED };

struct tawam_corpus {
	struct mem mem;
	struct tawam_params p;
	enum corpus_state state;
	struct tawam_sketcher *sketcher;
	struct rules rules;
	char *sources;			/* of a source rule */
	struct block *arena;

	/* Documents. */
	uint32_t ndocs;
	struct traits *traits;
	uint32_t *group_of, *next;
	uint64_t *marks;
	size_t traits_cap, group_of_cap, next_cap, marks_cap;

	/* Groups. */
	uint32_t ngroups;
	struct group *groups;
	uint32_t *first, *size;
	uint32_t *slots;		/* k a group */
	size_t groups_cap, first_cap, size_cap, slots_cap;
	uint32_t *table;		/* group + 1 by key; 0: free */
	size_t table_size;		/* a power of two */

	/* What the run found. */
	struct graph graph;
	struct edge *edges;
	size_t edges_cap;
	uint32_t *order;		/* documents, best survivor first */
	uint32_t *cluster;		/* number of a survivor's cluster, or 0 */
	uint32_t *rival;		/* of a survivor: its best member */
	struct star star;
	struct tawam_stats stats;
};

/* Nanoseconds of a clock that only goes forward. */
uint64_t corpus_clock(void);

/* The stages of a run; each as tawam_corpus_run. */
int	 corpus_candidates(struct tawam_corpus *c, const uint32_t *rank,
	    uint64_t **pairs, size_t *npairs);
int	 corpus_verify(struct tawam_corpus *c, const uint64_t *pairs,
	    size_t npairs);

/* Calls fn for each pair that is written; counts those that are not. */
struct pair_counts {
	uint64_t written[TAWAM_NRELATIONS];
	uint64_t left_out;
};

int	 corpus_pairs(const struct tawam_corpus *c, tawam_pair_fn *fn,
	    void *arg, struct pair_counts *counts);

#endif
