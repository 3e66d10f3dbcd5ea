/*
 * unpack_isal.c - gzip by Intel's storage library, several times as fast.
 */
#ifdef HAVE_ISAL

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <isa-l/igzip_lib.h>

#include "io/unpack.h"

static void
isal_begin(void *state)
{
	struct inflate_state *z = state;

	isal_inflate_reset(z);
	z->crc_flag = ISAL_GZIP;
}

static void *
isal_new(void)
{
	/* What a damaged file points back to is nothing of this process. */
	struct inflate_state *z = calloc(1, sizeof(*z));

	if (z == NULL)
		return NULL;
	isal_inflate_init(z);
	isal_begin(z);
	return z;
}

static enum unpack_result
isal_run(void *state, struct unpack_step *s)
{
	uint32_t in = s->inlen < UINT_MAX ? (uint32_t)s->inlen : UINT_MAX;
	uint32_t out = s->outlen < UINT_MAX ? (uint32_t)s->outlen : UINT_MAX;
	struct inflate_state *z = state;
	int r;

	z->next_in = (uint8_t *)s->in;
	z->avail_in = in;
	z->next_out = (uint8_t *)s->out;
	z->avail_out = out;
	r = isal_inflate(z);
	s->in += in - z->avail_in;
	s->inlen -= in - z->avail_in;
	s->out += out - z->avail_out;
	s->outlen -= out - z->avail_out;
	if (r < 0)
		return UNPACK_DAMAGED;
	if (z->block_state != ISAL_BLOCK_FINISH)
		return UNPACK_MORE;
	isal_begin(z);
	return UNPACK_END;
}

const struct unpacker unpack_isal = {
	"isa-l", isal_new, free, isal_begin, isal_run
};

#endif
