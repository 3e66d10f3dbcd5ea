/*
 * pairs.h - the pairs that several threads find, together.
 *
 * Those of small buckets are kept all.  Those of large buckets, which a member
 * has in every band, are kept few: of a member with earlier ones in survivor
 * order, the earliest PAIRS_EARLIEST of them, as stars are made around early
 * ones, and of the others the PAIRS_ALIKE whose sketches are most alike.
 *
 * Pairs are kept in parts, by the later member: a part has room in memory to
 * be sorted in where all pairs have not, and the parts come in order.
 */
#ifndef TAWAM_INDEX_PAIRS_H
#define TAWAM_INDEX_PAIRS_H

#include <pthread.h>

#include "base/cpu.h"
#include "index/batch.h"

#define PAIRS_EARLIEST	32
#define PAIRS_ALIKE	96

enum pairs_kind { PAIRS_ALL, PAIRS_FEW, PAIRS_KINDS };

#define PAIRS_PARTS	64

/* What the threads share. */
struct pairs {
	struct space *s;
	const struct batch_input *in;
	enum cpu_level level;
	struct batch_output *out;
	struct batch_output parts[PAIRS_PARTS][PAIRS_KINDS];
	/* When they are sorted, made unique, cut. */
	size_t compact_at[PAIRS_PARTS][PAIRS_KINDS];
	unsigned nparts, shift;		/* a pair >> shift is its part */
	struct sort_rec *recs;		/* of one member */
	size_t recs_cap, work;
	pthread_mutex_t lock;
};

/* One thread's, on their way.  {0} at first. */
struct lot {
	uint64_t *pairs;		/* and room to sort them */
	uint64_t *latest;		/* of each hash, the last pair added */
	size_t n;
};

/* All pairs come to out.  Release in any case. */
void	 pairs_init(struct pairs *p, struct space *s,
	    const struct batch_input *in, struct batch_output *out);
void	 pairs_release(struct pairs *p);

/* What pairs are put into may grow while the other arrays are pinned. */
void	 pairs_unpin(struct pairs *p);

/* lots: PAIRS_KINDS of the thread's.  TAWAM_ENOMEM, TAWAM_EIO. */
int	 pairs_add(struct pairs *p, struct lot *lots, enum pairs_kind kind,
	    uint32_t x, uint32_t y);
int	 pairs_flush(struct pairs *p, struct lot *lots);
void	 lots_release(struct lot *lots, const struct mem *m);

/* All has been flushed: out has all that is kept, sorted, each once. */
int	 pairs_finish(struct pairs *p);

/* Equal slots of two members. */
uint32_t pairs_equal(const struct pairs *p, uint32_t x, uint32_t y);

#endif
