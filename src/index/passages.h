/*
 * passages.h - passages that members of a corpus share.
 *
 * Building: the fingerprints of all texts (winnow.h) are brought together by
 * their hash; what only one text has is forgotten, what more than df texts
 * have is a frame and cut.  Walking: member by member, in order, the others it
 * shares a fingerprint with, and what these lead to (shared.h).
 *
 * Memory: 16 bytes a fingerprint and as much to sort it while building, that
 * is 1 byte a code point of text; when the space has less to spare, hashes are
 * taken range by range, each as wide as fits, and every range reads the texts
 * again.  Beyond building 12 bytes a fingerprint that is shared and not cut,
 * and 4 a member, which are arrays of the space.
 */
#ifndef TAWAM_INDEX_PASSAGES_H
#define TAWAM_INDEX_PASSAGES_H

#include "base/pool.h"
#include "base/space.h"
#include "index/shared.h"
#include "index/window.h"

/* The text of a member, which stays where it is until the next round; asked by
 * several threads. */
typedef struct coded passages_text_fn(const void *arg, uint32_t i);

struct passages_input {
	uint32_t n;
	const uint8_t *skip;	/* n flags: takes no part */
	passages_text_fn *text;
	const void *arg;
	struct scope scope;
	const uint32_t *forms;	/* members of one number are not paired; or
				   NULL: all are different */
	uint32_t df;		/* texts that may share one; 0: any number */
	size_t memory;		/* bytes of fingerprints being sorted; 0: half
				   of what the space has to spare */
	struct pool *pool;
	tawam_progress_fn *progress;
	void *progress_arg;
};

/* A fingerprint that several members have. */
struct place {
	uint32_t group;
	uint32_t at;		/* PLACE_FIRST: first of its fingerprint */
};
#define PLACE_FIRST	UINT32_C(0x80000000)

struct passages {
	struct space *space;
	const struct passages_input *in;
	struct place *places;	/* by fingerprint, group, place */
	size_t n;
	uint32_t *own;		/* places of each group ... */
	uint32_t *first;	/* ... from here: in->n + 1 of them */
	struct vast places_vast, own_vast, first_vast;
	uint64_t prints;	/* distinct fingerprints */
	uint64_t shared;	/* of these in several members, and not cut */
	uint64_t cut;		/* in more than df */
};

/*
 * Borrows s and in; p stays where it is.  TAWAM_ENOMEM, TAWAM_EIO,
 * TAWAM_ECANCEL; release in any case.
 */
int	 passages_build(struct passages *p, struct space *s,
	    const struct passages_input *in);
void	 passages_release(struct passages *p);

/* Two members, a < b, and what they share. */
struct shared_pair {
	uint32_t a, b;
	size_t in_a, in_b;	/* code points of each in a run */
	const struct passage *passages;		/* by place in a; may be none */
	size_t n;
};

/* A non-zero answer ends the walk and is its result. */
typedef int passages_fn(void *arg, const struct shared_pair *pair);

/*
 * Calls fn, from the caller's thread, with every pair that is asked for and
 * has a seed that is true, sorted by a, then b; with passages in which at
 * least so many code points are the same.  TAWAM_ENOMEM, and what fn answered.
 */
int	 passages_walk(const struct passages *p, uint32_t least,
	    passages_fn *fn, void *arg);

#endif
