/*
 * index.c - a stored index: opening, adding, asking.
 */
#include <string.h>

#include "tawam.h"

void
tawam_index_options_init(struct tawam_index_options *o, size_t size)
{
	struct tawam_index_options d = { .size = size };

	memcpy(o, &d, size < sizeof(d) ? size : sizeof(d));
}

int
tawam_index_open(struct tawam_index **out, const char *path,
    const struct tawam_params *p, const struct tawam_index_options *o,
    struct tawam_index_trouble *t)
{
	(void)path;
	(void)p;
	(void)o;
	(void)t;
	*out = NULL;
	return TAWAM_ESTATE;
}

int
tawam_index_close(struct tawam_index *x)
{
	(void)x;
	return TAWAM_OK;
}

int
tawam_index_check(struct tawam_index *x, const struct tawam_doc *d,
    struct tawam_hit *hit)
{
	(void)x;
	(void)d;
	(void)hit;
	return TAWAM_ESTATE;
}

int
tawam_index_check_add(struct tawam_index *x, const struct tawam_doc *d,
    struct tawam_hit *hit)
{
	return tawam_index_check(x, d, hit);
}

int
tawam_index_add(struct tawam_index *x, const struct tawam_doc *d,
    uint64_t *number)
{
	(void)x;
	(void)d;
	(void)number;
	return TAWAM_ESTATE;
}

int
tawam_index_query(struct tawam_index *x, const struct tawam_doc *d,
    tawam_hit_fn *fn, void *arg)
{
	(void)x;
	(void)d;
	(void)fn;
	(void)arg;
	return TAWAM_ESTATE;
}

int
tawam_index_remove(struct tawam_index *x, const char *id, size_t idlen,
    uint64_t *count)
{
	(void)x;
	(void)id;
	(void)idlen;
	(void)count;
	return TAWAM_ESTATE;
}

int
tawam_index_expire(struct tawam_index *x, int64_t oldest, uint64_t most,
    uint64_t *count)
{
	(void)x;
	(void)oldest;
	(void)most;
	(void)count;
	return TAWAM_ESTATE;
}

int
tawam_index_sync(struct tawam_index *x)
{
	(void)x;
	return TAWAM_ESTATE;
}

int
tawam_index_refresh(struct tawam_index *x)
{
	(void)x;
	return TAWAM_ESTATE;
}

int
tawam_index_info(const struct tawam_index *x, struct tawam_index_info *out,
    struct tawam_params *p)
{
	(void)x;
	(void)out;
	(void)p;
	return TAWAM_ESTATE;
}

int
tawam_index_each(struct tawam_index *x, tawam_hit_fn *fn, void *arg)
{
	(void)x;
	(void)fn;
	(void)arg;
	return TAWAM_ESTATE;
}

int
tawam_index_find(struct tawam_index *x, const char *id, size_t idlen,
    tawam_hit_fn *fn, void *arg)
{
	(void)x;
	(void)id;
	(void)idlen;
	(void)fn;
	(void)arg;
	return TAWAM_ESTATE;
}

int
tawam_index_form(struct tawam_index *x, uint64_t number,
    struct tawam_normal *out)
{
	(void)x;
	(void)number;
	(void)out;
	return TAWAM_ESTATE;
}

int
tawam_index_verify(const char *path, const struct tawam_alloc *alloc,
    tawam_fault_fn *fn, void *arg)
{
	(void)path;
	(void)alloc;
	(void)fn;
	(void)arg;
	return TAWAM_ESTATE;
}

int
tawam_index_compact(struct tawam_index *x)
{
	(void)x;
	return TAWAM_ESTATE;
}

int
tawam_index_merge(struct tawam_index *x, struct tawam_index *from,
    struct tawam_index_trouble *t)
{
	(void)x;
	(void)from;
	(void)t;
	return TAWAM_ESTATE;
}
