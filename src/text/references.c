/*
 * references.c - character references in bytes, for the fast road.
 */
#include <string.h>

#include "text/define.h"
#include "text/references.h"
#include "text/utf8.h"

/* Code points of the longest reference, and one more. */
#define LONGEST	12

/* What a pass met. */
struct met {
	int some;	/* references */
	int ampersand;	/* in what came out */
	int unsure;	/* one that the light form may make */
};

static int
may_be_in_name(uint8_t c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	    (c >= 'A' && c <= 'Z') || c == '#';
}

/* At an ampersand: the bytes of the reference, or 0. */
static size_t
reference_at(const char *p, size_t n, uint32_t *to, struct met *met)
{
	uint32_t cp[LONGEST];
	size_t k = 1, len;

	cp[0] = '&';
	while (k < n && k < LONGEST && may_be_in_name((uint8_t)p[k])) {
		cp[k] = (uint8_t)p[k];
		k++;
	}
	/* Too long for any. */
	if (k == LONGEST)
		return 0;
	/* What may be dropped, or composed with what stands before it. */
	if (k < n && (p[k] <= ' ' || p[k] >= 0x7F)) {
		met->unsure = 1;
		return 0;
	}
	if (k == n || p[k] != ';')
		return 0;
	cp[k] = ';';
	len = reference_length(cp, k + 1, to);
	return len == k + 1 ? len : 0;
}

/* One pass of S1. */
static int
resolve(const struct mem *mem, const char *p, size_t n, struct buf *out,
    struct met *met)
{
	const char *end = p + n, *q;
	char utf8[4];
	uint32_t to;
	size_t len;
	int r;

	memset(met, 0, sizeof(*met));
	out->len = 0;
	while (p < end) {
		if ((q = memchr(p, '&', (size_t)(end - p))) == NULL)
			q = end;
		if ((r = buf_add(mem, out, p, (size_t)(q - p))) != 0)
			return r;
		p = q;
		if (p == end)
			break;
		to = '&';
		len = reference_at(p, (size_t)(end - p), &to, met);
		met->some |= len > 0;
		met->ampersand |= to == '&';
		p += len > 0 ? len : 1;
		if ((r = buf_add(mem, out, utf8, utf8_encode(to, utf8))) != 0)
			return r;
	}
	return TAWAM_OK;
}

int
references_resolve(struct references *r, const struct mem *mem, const char *p,
    size_t n, int *settled)
{
	struct met met;
	int e;

	*settled = 0;
	/* Most tokens that come here have none. */
	if (memchr(p, '&', n) == NULL)
		return TAWAM_OK;
	if ((e = resolve(mem, p, n, &r->once, &met)) != 0)
		return e;
	if (!met.some || met.unsure)
		return TAWAM_OK;
	if ((e = resolve(mem, r->once.p, r->once.len, &r->twice, &met)) != 0)
		return e;
	if (met.unsure)
		return TAWAM_OK;
	if (met.ampersand) {
		/* A third pass would be one too many. */
		if ((e = resolve(mem, r->twice.p, r->twice.len, &r->once,
		    &met)) != 0)
			return e;
		if (met.some || met.unsure)
			return TAWAM_OK;
	}
	*settled = 1;
	return TAWAM_OK;
}

void
references_free(struct references *r, const struct mem *mem)
{
	buf_free(mem, &r->once);
	buf_free(mem, &r->twice);
}
