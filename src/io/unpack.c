/*
 * unpack.c - gzip by zlib, and zstd.
 */
#include <limits.h>
#include <stdlib.h>

#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "io/unpack.h"

static void *
zlib_new(void)
{
	z_stream *z = calloc(1, sizeof(*z));

	if (z == NULL)
		return NULL;
	if (inflateInit2(z, 15 + 16) != Z_OK) {
		free(z);
		return NULL;
	}
	return z;
}

static void
zlib_free(void *state)
{
	inflateEnd(state);
	free(state);
}

static void
zlib_begin(void *state)
{
	inflateReset(state);
}

static enum unpack_result
zlib_run(void *state, struct unpack_step *s)
{
	unsigned in = s->inlen < UINT_MAX ? (unsigned)s->inlen : UINT_MAX;
	unsigned out = s->outlen < UINT_MAX ? (unsigned)s->outlen : UINT_MAX;
	z_stream *z = state;
	int r;

	z->next_in = (unsigned char *)s->in;
	z->avail_in = in;
	z->next_out = (unsigned char *)s->out;
	z->avail_out = out;
	r = inflate(z, Z_NO_FLUSH);
	s->in += in - z->avail_in;
	s->inlen -= in - z->avail_in;
	s->out += out - z->avail_out;
	s->outlen -= out - z->avail_out;
	if (r == Z_STREAM_END)
		inflateReset(z);
	return r == Z_STREAM_END ? UNPACK_END : r == Z_MEM_ERROR ?
	    UNPACK_NOMEM : r == Z_OK || r == Z_BUF_ERROR ? UNPACK_MORE :
	    UNPACK_DAMAGED;
}

const struct unpacker unpack_zlib = {
	"zlib", zlib_new, zlib_free, zlib_begin, zlib_run
};

struct zstd {
	ZSTD_DStream *stream;
	size_t want;		/* bytes of the next block, or less */
	int waits;		/* some of the last one may not be given yet */
};

static void
zstd_free(void *state)
{
	struct zstd *z = state;

	ZSTD_freeDStream(z->stream);
	free(z);
}

static void *
zstd_new(void)
{
	struct zstd *z = calloc(1, sizeof(*z));

	if (z == NULL)
		return NULL;
	if ((z->stream = ZSTD_createDStream()) == NULL) {
		free(z);
		return NULL;
	}
	/* zstd --long=31 asks for all there is. */
	ZSTD_DCtx_setParameter(z->stream, ZSTD_d_windowLogMax,
	    sizeof(size_t) == 8 ? 31 : 30);
	return z;
}

static void
zstd_begin(void *state)
{
	struct zstd *z = state;

	z->want = ZSTD_initDStream(z->stream);
	z->waits = 0;
}

/*
 * A call that meets damage does not say what it gave before it.  So a call gets
 * one block, and nothing while the last one waits: all whole blocks are given,
 * whatever there is room for at once.
 */
static enum unpack_result
zstd_run(void *state, struct unpack_step *s)
{
	struct zstd *z = state;
	size_t n = z->waits ? 0 : s->inlen < z->want ? s->inlen : z->want;
	ZSTD_inBuffer in = { s->in, n, 0 };
	ZSTD_outBuffer out = { s->out, s->outlen, 0 };
	size_t r = ZSTD_decompressStream(z->stream, &out, &in);

	z->waits = out.pos == out.size;
	s->in += in.pos;
	s->inlen -= in.pos;
	s->out += out.pos;
	s->outlen -= out.pos;
	if (ZSTD_isError(r))
		return ZSTD_getErrorCode(r) == ZSTD_error_memory_allocation ?
		    UNPACK_NOMEM : UNPACK_DAMAGED;
	if (r != 0) {
		z->want = r;
		return UNPACK_MORE;
	}
	zstd_begin(z);
	return UNPACK_END;
}

const struct unpacker unpack_zstd = {
	"zstd", zstd_new, zstd_free, zstd_begin, zstd_run
};
