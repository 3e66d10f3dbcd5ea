/*
 * survivor.h - which of two documents survives, and which rule said so.
 */
#ifndef TAWAM_COMPARE_SURVIVOR_H
#define TAWAM_COMPARE_SURVIVOR_H

#include <stddef.h>
#include <stdint.h>

#include "base/space.h"

/* What the rules look at; the number of a document is its place in this
 * array. */
struct traits {
	uint64_t length;
	int64_t date;
	uint64_t within;	/* no rule's: see struct tawam_doc */
	uint32_t source : 31;	/* place in the list of --keep source: */
	uint32_t known : 1;	/* no rule's: in no cluster */
	uint32_t idlen;
	const char *id;
};

#define SOURCE_MASK	0x7fffffffu

struct rules {
	enum tawam_keep *rule;
	size_t n;
};

/*
 * Negative when document a survives over b, positive when b over a; never 0
 * for a != b, as the earlier one wins in the end.  *why gets the rule.
 */
int	 survivor_compare(const struct rules *rules, const struct traits *t,
	    uint32_t a, uint32_t b, enum tawam_keep *why);

/*
 * (*order)[0..n): document numbers, best survivor first.  Arrays of the space
 * may move, these two among them.  TAWAM_ENOMEM, TAWAM_EIO.
 */
int	 survivor_order(struct space *s, const struct rules *rules,
	    struct traits *const *t, uint32_t n, uint32_t *const *order);

/* Place of a source in "A>B>C", or the number of places when it is not in. */
uint32_t survivor_source(const char *list, const char *source, size_t len);

#endif
