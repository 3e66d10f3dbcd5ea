/*
 * unpack.h - gzip and zstd on the way in: one member or frame at a time.
 */
#ifndef TAWAM_IO_UNPACK_H
#define TAWAM_IO_UNPACK_H

#include <stddef.h>

/* The bytes that are left of each, before a step and after it. */
struct unpack_step {
	char *in;		/* only read */
	size_t inlen;
	char *out;
	size_t outlen;		/* not 0 */
};

enum unpack_result {
	UNPACK_MORE,		/* the member goes on */
	UNPACK_END,		/* it ended; the next step begins another */
	UNPACK_DAMAGED,		/* here or before: how soon it is seen is
				 * each unpacker's own */
	UNPACK_NOMEM
};

struct unpacker {
	const char *name;
	void *(*new)(void);	/* NULL: out of memory */
	void (*free)(void *state);
	void (*begin)(void *state);	/* a member, whatever was before */
	enum unpack_result (*run)(void *state, struct unpack_step *s);
};

extern const struct unpacker unpack_zlib, unpack_zstd;

/* gzip as well, where the library is there when this is built. */
#ifdef HAVE_ISAL
extern const struct unpacker unpack_isal;
#define UNPACK_GZIP	unpack_isal
#else
#define UNPACK_GZIP	unpack_zlib
#endif

#endif
