/*
 * corpus.h - a corpus: documents in groups of one normal form.
 *
 * Adding normalises a document and finds its group by the 128-bit hash of the
 * normal form; the first of a group is sketched and its form kept.  Running
 * bands the groups' sketches, verifies the candidates and makes stars.
 *
 * What grows with the corpus are arrays of one space (base/space.h), each a
 * pointer with its vast; they may move whenever the space is asked for more,
 * and lie still once the corpus has run.
 */
#ifndef TAWAM_LIB_CORPUS_H
#define TAWAM_LIB_CORPUS_H

#include "base/arena.h"
#include "base/space.h"
#include "compare/cluster.h"
#include "index/batch.h"
#include "index/passages.h"
#include "lib/feed.h"
#include "lib/scope.h"

struct group {
	struct hash128 key;
	uint64_t at;		/* of its coded text in bytes */
	uint64_t n, npoints;	/* of its coded text */
	uint64_t marks;
	uint32_t last;		/* the group's latest document */
	int degenerate;
};

/* Makes the tables by which groups and forms are found from the groups that
 * there are.  TAWAM_ENOMEM, TAWAM_EIO. */
int	 corpus_tables(struct tawam_corpus *c);

/* Everything that follows the verification.  As tawam_corpus_run. */
int	 corpus_finish(struct tawam_corpus *c);

/* Which pairs of groups are asked for.  TAWAM_ENOMEM; release in any case. */
struct group_scope {
	struct scope scope;
	int64_t *date;
	uint64_t *within;
};

/* The passage index, once the corpus has run with passages; else {0}. */
struct corpus_index {
	struct passages_input in;
	struct passages passages;
	struct group_scope scope;
	uint8_t *skip;
};

enum corpus_state { CORPUS_ADDING, CORPUS_DONE, CORPUS_FAILED };

struct tawam_corpus {
	struct mem mem;
	struct tawam_params p;
	char *tmpdir;
	enum corpus_state state;
	struct rules rules;
	char *sources;			/* of a source rule */
	struct arena ids;
	struct space space;

	/* Threads, each with its maker.  Without any, makers[0] works on each
	 * document as it comes and the feeds are not used. */
	struct pool *pool;
	struct feed_maker *makers;
	unsigned nmakers;
	struct feed feeds[2];		/* one fills, one is worked on */
	unsigned filling;
	uint64_t added;			/* documents, in feeds too */

	/* Documents. */
	uint32_t ndocs;
	struct traits *traits;
	uint32_t *group_of, *next;
	uint64_t *marks;
	struct vast traits_vast, group_of_vast, next_vast, marks_vast;

	/* Groups. */
	uint32_t ngroups;
	struct group *groups;
	uint32_t *first, *size;
	uint32_t *slots;		/* k a group */
	uint8_t *bytes;			/* coded texts: points, then classes */
	size_t nbytes;
	struct vast groups_vast, first_vast, size_vast, slots_vast, bytes_vast;
	uint32_t *table;		/* by key, as place.c says; 0: free */
	struct vast table_vast;
	size_t table_size;		/* a power of two */
	struct forms forms;		/* with a window */
	int fields;			/* some document's within is not 0 */

	/* What the run found. */
	struct corpus_index index;
	struct sort_rec *edges;		/* of struct graph */
	size_t nedges;
	uint64_t *shingles;		/* of a group with edges */
	struct scores *told;		/* instead, of a restored corpus */
	uint32_t *order;		/* documents, best survivor first */
	uint32_t *cluster;		/* number of a survivor's cluster, or 0 */
	uint32_t *rival;		/* of a survivor: its best member */
	uint64_t *last;			/* of a document: the last of the pairs
					 * it chooses; NULL: each has all */
	struct vast edges_vast, shingles_vast, told_vast, order_vast;
	struct vast cluster_vast, rival_vast, last_vast;
	struct graph graph;
	struct star star;
	struct vast start_vast, survivor_vast, via_vast, left_vast;
	struct tawam_stats stats;
	uint64_t timed;			/* of stats.bytes: whose normalising
					 * and sketching was timed */
};

/* Room for n elements of one of the arrays above. */
#define CORPUS_ROOM(c, field, n) \
	space_grow(&(c)->space, &(c)->field##_vast, n, sizeof(*(c)->field))

/* The coded text of a group; until the arrays move. */
struct coded corpus_text(const struct tawam_corpus *c, uint32_t group);

/* Waits for the threads and puts the rest of the documents in their groups. */
int	 corpus_drain(struct tawam_corpus *c);

/*
 * Puts a document into the group of its normal form.  What is not there yet
 * of p is made when the group is new.  TAWAM_ENOMEM, TAWAM_EIO, and then the
 * corpus is as it was.
 */
int	 corpus_place(struct tawam_corpus *c, struct prepared *p,
	    const struct traits *t, size_t len);

int	 corpus_scope(const struct tawam_corpus *c, struct group_scope *out);
void	 corpus_scope_release(const struct tawam_corpus *c,
	    struct group_scope *s);

/* All pairs that are similar enough, of the members; of in the sketches are
 * not used.  As tawam_corpus_run and batch_candidates. */
int	 corpus_exact(struct tawam_corpus *c, const struct batch_input *in,
	    struct batch_output *out);

/* Builds the passage index.  As tawam_corpus_run. */
int	 corpus_index(struct tawam_corpus *c);
void	 corpus_index_release(struct tawam_corpus *c);

/* Adds the pairs to out whose smaller text may be contained.  As
 * corpus_exact. */
int	 corpus_contained(struct tawam_corpus *c,
	    const struct batch_input *in, struct batch_output *out);

/* The edges of the graph from candidates.  As tawam_corpus_run. */
int	 corpus_verify(struct tawam_corpus *c, const struct batch_output *found);

/* Clusters from the documents, groups and edges there are; from then on no
 * array moves.  TAWAM_ENOMEM, TAWAM_EIO. */
int	 corpus_stars(struct tawam_corpus *c);

/* Chooses the pairs that are written, and counts these and the others for the
 * statistics.  As corpus_stars. */
int	 corpus_count(struct tawam_corpus *c);

/* Documents with more than max_pairs pairs choose.  As corpus_stars. */
int	 corpus_choose(struct tawam_corpus *c);

/* Calls fn for each pair that is written; counts those that are not. */
struct pair_counts {
	uint64_t written[TAWAM_NRELATIONS];
	uint64_t left_out;
};

int	 corpus_pairs(const struct tawam_corpus *c, tawam_pair_fn *fn,
	    void *arg, struct pair_counts *counts);

#endif
