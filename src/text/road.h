/*
 * road.h - a text's normal form by table, token by token.
 *
 * The text is cut at ASCII white space (define.h says why that is allowed).
 * What tables settle is written straight away; at the first code point they
 * leave open, what the token has given so far is taken back and the whole
 * token goes down the slow road.
 */
#ifndef TAWAM_TEXT_ROAD_H
#define TAWAM_TEXT_ROAD_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "text/define.h"
#include "text/marks.h"
#include "text/references.h"

/* Spaces before the output, so that what stood before may be looked at. */
#define ROAD_PAD	8

/* What must be taken back with a token. */
struct road_state {
	struct marks marks;	/* digits: up to out[counted] */
	size_t counted;
	uint64_t repaired;
};

struct road {
	struct mem mem;
	struct buf out;		/* ROAD_PAD spaces, then the normal form */
	struct definer slow;
	struct references references;
	struct road_state now, before;
	const uint8_t *end;	/* of the text */
	const uint8_t *token;	/* start of the token now read */
	size_t token_out;	/* where its output starts */
	const uint8_t *saved;	/* token before which `before` was taken */
	int stuck;		/* a block ended at what is left open */
	int resolved;		/* what is now read has no references left */
};

/*
 * The normal form of a text under none to standard, appended to r->out, which
 * must be empty or as road_start left it.  TAWAM_ENOMEM.
 */
int	 road_run(struct road *r, enum tawam_profile profile,
	    const char *text, size_t len);

/* Empties the output.  TAWAM_ENOMEM. */
int	 road_start(struct road *r);

void	 road_free(struct road *r);

/* For road_standard.c: the state before this token, kept once. */
static inline void
road_save(struct road *r)
{
	if (r->saved != r->token) {
		r->saved = r->token;
		r->before = r->now;
	}
}

/*
 * Writes what p gives, at r->out.p + r->out.len, until stop is reached or
 * passed; where it stopped.  There is room for ROAD_RATIO times the bytes.
 */
const uint8_t *road_standard_block(struct road *r, const uint8_t *p,
	    const uint8_t *stop);

/* Counts the digits of the output up to here, for marks. */
void	 road_count(struct road *r, size_t upto);

static inline int
is_ascii_white(uint8_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

#endif
