/*
 * code.h - coded text: a normal form as one class byte a code point.
 *
 * Class bytes are what shingles are cut from, take half the room of UTF-8,
 * and are what the fast road of `standard` writes.  A code point outside the
 * classes (text/classes.h) has the byte 0, and those code points stand in
 * their order in an array of their own, so that nothing is lost.
 */
#ifndef TAWAM_TEXT_CODE_H
#define TAWAM_TEXT_CODE_H

#include <stddef.h>
#include <stdint.h>

#include "base/cpu.h"
#include "base/hash.h"
#include "base/mem.h"

struct coded {
	const uint8_t *classes;
	size_t n;			/* code points of the normal form */
	const uint32_t *points;		/* of the zeros in classes */
	size_t npoints;
	uint64_t repaired, marks;	/* as in struct normal */
};

/* Coded text that grows; {0} is an empty one. */
struct code_buf {
	uint8_t *classes;
	uint32_t *points;
	size_t n, cap, npoints, points_cap;
};

void	 code_buf_free(const struct mem *m, struct code_buf *b);

/*
 * Room for so many more class bytes.  TAWAM_ENOMEM, and then b is as it was.
 */
int	 code_buf_reserve(const struct mem *m, struct code_buf *b,
	    size_t more);

/*
 * A normal form, valid UTF-8, added to b.  TAWAM_ENOMEM, and then n and
 * npoints are as they were.
 */
int	 code_add(const struct mem *m, struct code_buf *b, const char *form,
	    size_t len);

/* A coded text, added to b.  TAWAM_ENOMEM, and then n and npoints are as they
 * were. */
int	 code_append(const struct mem *m, struct code_buf *b,
	    const struct coded *t);

/* What b holds; b's until it changes.  Nothing repaired, no marks. */
struct coded code_of(const struct code_buf *b);

/* The UTF-8 it was made of, added to out.  TAWAM_ENOMEM. */
int	 code_decode(const struct mem *m, const struct coded *t,
	    struct buf *out);

/* The code point of class c, 0 when there is none. */
uint32_t class_point(uint8_t c);

/*
 * The key that equal normal forms share: XXH3-128 (seed 0) of the class bytes
 * followed by the points, each a little-endian uint32_t.  With no points that
 * is the XXH3-128 of the class bytes.
 */
struct hash128 coded_hash128(const struct coded *t);

/*
 * From raw bytes to coded text.  The handle is scratch memory of one thread:
 * it grows to the largest text it has seen and is reset, not freed, between
 * texts.
 *
 * By definition the coded text is that of normaliser_run's normal form, with
 * its repaired and marks.
 */
struct coder;

int	 coder_new(struct coder **out, enum tawam_profile profile,
	    const struct mem *mem);
void	 coder_free(struct coder *c);

/* Lowers the level that cpu_level gave; for tests and measurements. */
void	 coder_set_level(struct coder *c, enum cpu_level level);

/* *out is the coder's until its next use.  TAWAM_ENOMEM. */
int	 coder_run(struct coder *c, const char *text, size_t len,
	    struct coded *out);

#endif
