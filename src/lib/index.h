/*
 * index.h - a stored index: a log of documents, and what finds them.
 */
#ifndef TAWAM_LIB_INDEX_H
#define TAWAM_LIB_INDEX_H

#include "base/sort.h"
#include "compare/overlap.h"
#include "index/log.h"
#include "index/catalog.h"
#include "lib/sketcher.h"

/* Bands an index can have. */
#define INDEX_BANDS	256

/* A document as it is asked about or added. */
struct question {
	struct tawam_doc doc;
	struct coded text;		/* the sketcher's */
	struct hash128 key;
	int sketched;			/* what follows is filled in */
	uint32_t tags[INDEX_BANDS];
	unsigned char tag_bytes[4 * INDEX_BANDS];
	unsigned char sketch[SKETCH_SLOTS_MAX];
	uint32_t distinct;
	int keyed;			/* its keys are in overlap */
};

struct found {
	uint32_t doc;
	int replay, joined;
	struct tawam_match match;
};

/* A text that was compared, which is soon compared again. */
struct kept_text {
	uint32_t doc;		/* + 1; 0: free */
	struct buf bytes;	/* points, then classes */
	struct coded text;
};

struct tawam_index {
	struct mem mem;
	struct tawam_params p;
	enum tawam_sync sync;
	int write;
	char *path;			/* NULL: in memory */
	struct disk_memory *memory;
	struct log log;
	struct catalog docs;
	struct tawam_sketcher *sketcher;
	uint32_t least_equal;		/* slots of a pair at the floor */
	double upper[SKETCH_SLOTS_MAX + 1];	/* Jaccard by equal slots */
	struct question q;
	struct found *found;		/* of one question */
	size_t nfound, found_cap;
	struct sort_rec *ranked;	/* candidates by equal slots */
	size_t ranked_cap;
	uint32_t *list;			/* documents of an id */
	size_t nlist, list_cap;
	struct overlap overlap;		/* of q and another text */
	struct kept_text *kept;
	size_t kept_bytes;
	struct buf form;
};

/* As tawam_index_open, on any disk; NULL: the system's. */
int	 index_open(struct tawam_index **out, const struct disk *disk,
	    const char *path, const struct tawam_params *p,
	    const struct tawam_index_options *o,
	    struct tawam_index_trouble *t);

int	 index_verify(const struct disk *disk, const char *path,
	    const struct tawam_alloc *alloc, tawam_fault_fn *fn, void *arg);

/* Everything into memory, from the log.  As tawam_index_open. */
int	 index_load(struct tawam_index *x);
void	 index_say_damage(const struct log *log,
	    struct tawam_index_trouble *t);

/* Those of the parameters in mask that differ: said in t.  TAWAM_EMISMATCH. */
int	 index_compare(const struct head *h, const struct head *other,
	    unsigned mask, struct tawam_index_trouble *t);

/* x->q from a document; with sketch, that too.  TAWAM_EINVAL, TAWAM_ENOMEM. */
int	 index_read_doc(struct tawam_index *x, const struct tawam_doc *d);
int	 index_sketch_doc(struct tawam_index *x);

/* x->found: the matches of x->q, all, or all that may be the best; in order. */
int	 index_ask(struct tawam_index *x, int all);
int	 index_fill_hit(struct tawam_index *x, const struct found *f,
	    struct tawam_hit *out);
void	 index_copy_hit(const struct tawam_hit *h, struct tawam_hit *out);

/* x->list: the documents of an id, in order. */
int	 index_list(struct tawam_index *x, const char *id, size_t idlen);

/* What stands in a document's record for its arrival in memory. */
void	 index_arrival(const struct record *r, uint64_t place,
	    struct arrival *out);

void	 index_drop_kept(struct tawam_index *x);

#endif
