/*
 * fused.h - raw bytes to class bytes in one go, under `standard`.
 *
 * Validation, decoding, folding, marks and spaces are one pass over blocks of
 * 64 bytes.  A block is turned into masks, a bit a byte, by tables that know a
 * fast alphabet: ASCII, U+0600 to U+06FF, and the spaces and punctuation of
 * U+0080 to U+00BF and U+2000 to U+203F.  A character is known by its last
 * byte.  Where something else stands, or what may begin a reference, a URL or
 * an address, the token (between ASCII white space) that holds it goes down
 * the road of road.h: no rule looks beyond a token.
 */
#ifndef TAWAM_TEXT_FUSED_H
#define TAWAM_TEXT_FUSED_H

#include <stddef.h>
#include <stdint.h>

#include "base/cpu.h"
#include "text/code.h"
#include "text/road.h"

/*
 * What a character of the fast alphabet becomes: its class, or one of these,
 * which are classes of code points that no standard form has.
 */
#define FUSED_SPACE	1
#define FUSED_JOIN	2	/* a space, or inside a number nothing */
#define FUSED_SLASH	65	/* a space, or part of a URL */
#define FUSED_LATIN	66	/* a to z, 26 of them */
#define FUSED_SLOW	92	/* not of the fast alphabet */
#define FUSED_ZERO	17	/* 0 to 9 */
#define FUSED_DROP	255	/* nothing */

/* From FUSED_SLASH to FUSED_SLOW: what needs a second look. */
#define FUSED_ODD	(FUSED_SLOW - FUSED_SLASH)

struct fused_tables {
	uint8_t ascii[128];
	uint8_t arabic[256];	/* U+0600 to U+06FF */
	uint8_t latin1[64];	/* U+0080 to U+00BF */
	uint8_t punct[64];	/* U+2000 to U+203F */
};

/* Blocks after which a place is noted to which one can go back. */
#define FUSED_CHUNK	64
#define FUSED_BLOCK	64

/* Class bytes that may be written beyond the last. */
#define FUSED_OVER	64

/* Of a character's entry for fused_scalar.c, above its class. */
#define FUSED_GIVES	(1 << 8)	/* it gives a class */
#define FUSED_WHITE	(1 << 9)	/* it ends a token */
#define FUSED_RARE	(1 << 10)	/* look closer */

/* Room for the tables as fused_avx2.c wants them. */
#define FUSED_WIDE	2048

struct fused {
	struct fused_tables t;
	uint16_t ascii[128], arabic[256];	/* entries */
	struct mem mem;
	enum cpu_level level;
	struct road road;	/* of slow tokens */
	struct code_buf out;
	uint64_t repaired;

	unsigned char wide[FUSED_WIDE];

	/* Of the text now read. */
	const uint8_t *text, *end;
	int spaced;		/* nothing, or a space, was put out last */
	int digit;		/* a digit was */

	/* Marks in numbers; digits are those of out.classes[0..counted). */
	struct marks marks;
	size_t counted;
	/* As they were before the first mark of a token, which is at; last is
	 * the latest. */
	struct {
		struct marks marks;
		size_t counted;
		const uint8_t *at, *last;
	} before;

	/* A place between tokens, and what of the output comes before it. */
	const uint8_t *safe;
	size_t safe_n;

	/* The blocks since the chunk began. */
	const uint8_t *chunk;
	uint64_t keep[FUSED_CHUNK];	/* bytes that gave a class */
	size_t from[FUSED_CHUNK];	/* of the output */

	/* Slow tokens one after the other are taken together. */
	const uint8_t *slow_end;
	size_t slow_span;
};

void	 fused_init(struct fused *f, const struct mem *mem);
void	 fused_release(struct fused *f);

/* As coder_run, of a coder for `standard`. */
int	 fused_run(struct fused *f, const char *text, size_t len,
	    struct coded *out);

/* Prepares f->wide, once the tables stand. */
void	 fused_init_avx2(struct fused *f);

/*
 * The variants: from p, which is between tokens or the text's begin, to the
 * end, or to a token that must go slow: *slow is a byte in it or just after
 * it, or NULL.  There is room for as many class bytes as there are bytes left,
 * and FUSED_OVER.
 */
void	 fused_blocks_avx512(struct fused *f, const uint8_t *p,
	    const uint8_t **slow);
void	 fused_blocks_avx2(struct fused *f, const uint8_t *p,
	    const uint8_t **slow);
void	 fused_blocks_scalar(struct fused *f, const uint8_t *p,
	    const uint8_t **slow);

#endif
