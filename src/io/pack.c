/*
 * pack.c - gzip and zstd on the way out.
 */
#include <errno.h>
#include <stdlib.h>

/* Input that zlib only reads is const. */
#define ZLIB_CONST
#include <zlib.h>
#include <zstd.h>

#include "io/pack.h"

#define OUT	((size_t)128 << 10)

struct packer {
	enum pack_kind kind;
	pack_write_fn *fn;
	void *arg;
	z_stream z;
	ZSTD_CStream *zstd;
	int between;		/* the last member has ended */
	char out[OUT];
};

struct packer *
packer_new(enum pack_kind kind, pack_write_fn *fn, void *arg)
{
	struct packer *k = calloc(1, sizeof(*k));

	if (k == NULL)
		return NULL;
	k->kind = kind;
	k->fn = fn;
	k->arg = arg;
	if (kind == PACK_GZIP) {
		if (deflateInit2(&k->z, Z_DEFAULT_COMPRESSION, Z_DEFLATED,
		    15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
			goto fail;
	} else {
		if ((k->zstd = ZSTD_createCStream()) == NULL)
			goto fail;
		ZSTD_CCtx_setParameter(k->zstd, ZSTD_c_checksumFlag, 1);
	}
	return k;
fail:
	free(k);
	errno = ENOMEM;
	return NULL;
}

void
packer_free(struct packer *k)
{
	if (k == NULL)
		return;
	if (k->kind == PACK_GZIP)
		deflateEnd(&k->z);
	ZSTD_freeCStream(k->zstd);
	free(k);
}

static int
run_gzip(struct packer *k, const char *p, size_t n, enum pack_how how)
{
	int flush = how == PACK_MORE ? Z_NO_FLUSH :
	    how == PACK_FLUSH ? Z_SYNC_FLUSH : Z_FINISH;
	size_t got;

	k->z.next_in = (const unsigned char *)p;
	k->z.avail_in = (uInt)n;
	do {
		k->z.next_out = (unsigned char *)k->out;
		k->z.avail_out = (uInt)OUT;
		if (deflate(&k->z, flush) == Z_STREAM_ERROR) {
			errno = EINVAL;
			return -1;
		}
		got = OUT - k->z.avail_out;
		if (got > 0 && k->fn(k->arg, k->out, got) == -1)
			return -1;
	} while (k->z.avail_out == 0);
	return 0;
}

static int
run_zstd(struct packer *k, const char *p, size_t n, enum pack_how how)
{
	ZSTD_EndDirective end = how == PACK_MORE ? ZSTD_e_continue :
	    how == PACK_FLUSH ? ZSTD_e_flush : ZSTD_e_end;
	ZSTD_inBuffer in = { p, n, 0 };
	size_t left;

	do {
		ZSTD_outBuffer out = { k->out, OUT, 0 };

		left = ZSTD_compressStream2(k->zstd, &out, &in, end);
		if (ZSTD_isError(left)) {
			errno = ENOMEM;
			return -1;
		}
		if (out.pos > 0 && k->fn(k->arg, k->out, out.pos) == -1)
			return -1;
	} while (end == ZSTD_e_continue ? in.pos < in.size : left != 0);
	return 0;
}

int
packer_run(struct packer *k, const char *p, size_t n, enum pack_how how)
{
	/* Nothing is no member, unless it is the only one. */
	if (k->between && n == 0)
		return 0;
	if (k->between && k->kind == PACK_GZIP)
		deflateReset(&k->z);
	k->between = how == PACK_MEMBER;
	return k->kind == PACK_GZIP ? run_gzip(k, p, n, how) :
	    run_zstd(k, p, n, how);
}
