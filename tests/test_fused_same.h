/*
 * test_fused_same.h - raw bytes to coded text: each variant against the
 * definition, which is the normal form of normalise.h, coded.
 */
#ifndef TAWAM_TESTS_FUSED_SAME_H
#define TAWAM_TESTS_FUSED_SAME_H

#include <stddef.h>
#include <stdint.h>

#include "text/code.h"
#include "text/normalise.h"

#define FUSED_WHY	200

struct fused_test {
	struct mem mem;
	struct normaliser *normaliser;
	struct coder *coders[CPU_NLEVELS];
	int levels;		/* of this machine */
	struct code_buf want;
	uint8_t *guarded;	/* pages between two that may not be read */
	size_t guarded_size;
	char why[FUSED_WHY];	/* of the first difference */
};

void	 fused_test_init(struct fused_test *t);
void	 fused_test_release(struct fused_test *t);

/* 0 when every variant gives what is defined; -1 and t->why. */
int	 fused_test_same(struct fused_test *t, const char *text, size_t len);

/*
 * The same for a copy that ends, and one that begins, at a page that may not
 * be read; len is at most t->guarded_size.
 */
int	 fused_test_guarded(struct fused_test *t, const char *text,
	    size_t len);

/* A text of tokens that are hard, and of those that are not, in all kinds of
 * company; at most size bytes. */
size_t	 fused_test_made(uint64_t *state, char *out, size_t size);

#endif
