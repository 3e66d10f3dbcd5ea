/*
 * pack.h - gzip and zstd on the way out.
 */
#ifndef TAWAM_IO_PACK_H
#define TAWAM_IO_PACK_H

#include <stddef.h>

enum pack_kind { PACK_NONE, PACK_GZIP, PACK_ZSTD };

enum pack_how {
	PACK_MORE,
	PACK_FLUSH,	/* what was given can be read by the other side */
	PACK_MEMBER,	/* the end of a member; others may follow */
	PACK_END
};

struct packer;

/* Gets packed bytes; 0, or -1 with errno, which packer_run gives back. */
typedef int pack_write_fn(void *arg, const char *p, size_t n);

/* NULL with errno. */
struct packer *packer_new(enum pack_kind kind, pack_write_fn *fn, void *arg);
void	 packer_free(struct packer *k);

int	 packer_run(struct packer *k, const char *p, size_t n,
	    enum pack_how how);

#endif
