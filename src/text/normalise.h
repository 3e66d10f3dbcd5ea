/*
 * normalise.h - a text's normal form under a profile.
 *
 * The handle is scratch memory of one thread: it grows to the largest text it
 * has seen and is reset, not freed, between texts.
 */
#ifndef TAWAM_TEXT_NORMALISE_H
#define TAWAM_TEXT_NORMALISE_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

struct normaliser;

struct normal {
	const char *bytes;	/* UTF-8; the normaliser's until its next use */
	size_t len;
	uint64_t length;	/* code points */
	uint64_t repaired;	/* ill-formed sequences in the input */
	/*
	 * Digest of the marks that rule S5f took out of numbers and of their
	 * places, 0 when there were none: 3.5 and 35 have one normal form
	 * and two digests.
	 */
	uint64_t marks;
};

int	 normaliser_new(struct normaliser **out, enum tawam_profile profile,
	    const struct mem *mem);
void	 normaliser_free(struct normaliser *n);

/* A whole text at once.  TAWAM_ENOMEM. */
int	 normaliser_run(struct normaliser *n, const char *text, size_t len,
	    struct normal *out);

/* A text in pieces; see tawam_normalise_feed. */
int	 normaliser_feed(struct normaliser *n, const char *piece, size_t len,
	    tawam_write_fn *fn, void *arg);
int	 normaliser_end(struct normaliser *n, tawam_write_fn *fn, void *arg);

/* Version and digest of the committed tables. */
const char *tables_version(void);
uint32_t tables_digest(void);

#endif
