/*
 * normalise.c - a text's normal form, whole or in pieces.
 */
#include <string.h>

#include "text/normalise.h"
#include "text/road.h"
#include "text/squeeze.h"
#include "text/utf8.h"

struct normaliser {
	enum tawam_profile profile;
	struct road road;
	/* Of a text in pieces: */
	struct buf carry;	/* the unfinished token */
	struct squeeze squeeze;
	int begun;		/* something has been written */
};

int
normaliser_new(struct normaliser **out, enum tawam_profile profile,
    const struct mem *mem)
{
	struct normaliser *n = mem_zalloc(mem, 1, sizeof(*n));

	if ((*out = n) == NULL)
		return TAWAM_ENOMEM;
	n->profile = profile;
	n->road.mem = *mem;
	n->road.slow.mem = &n->road.mem;
	return TAWAM_OK;
}

void
normaliser_free(struct normaliser *n)
{
	struct mem mem;

	if (n == NULL)
		return;
	mem = n->road.mem;
	buf_free(&mem, &n->carry);
	road_free(&n->road);
	mem_free(&mem, n);
}

int
normaliser_run(struct normaliser *n, const char *text, size_t len,
    struct normal *out)
{
	struct road *r = &n->road;
	int err;

	if ((err = road_start(r)) != 0 || (err = road_run(r,
	    n->profile, text, len)) != 0)
		return err;
	out->bytes = r->out.p + ROAD_PAD;
	out->len = r->out.len - ROAD_PAD;
	if (n->profile == TAWAM_PROFILE_AGGRESSIVE) {
		struct squeeze q = { 0 };
		char *p = r->out.p + ROAD_PAD;
		size_t m = squeeze_add(&q, p, out->len, p);

		out->len = m + squeeze_end(&q, p + m);
	}
	out->length = utf8_length(out->bytes, out->len);
	out->repaired = r->now.repaired;
	out->marks = r->now.marks.hash;
	return TAWAM_OK;
}

static void
forget(struct normaliser *n)
{
	n->carry.len = 0;
	n->squeeze.last = 0;
	n->begun = 0;
}

/* Whole tokens, the next ones of the text. */
static int
write_tokens(struct normaliser *n, const char *p, size_t len,
    tawam_write_fn *fn, void *arg)
{
	struct road *r = &n->road;
	size_t from = ROAD_PAD, m;
	int err;

	if ((err = road_start(r)) != 0 ||
	    (err = road_run(r, n->profile, p, len)) != 0)
		return err;
	if ((m = r->out.len - ROAD_PAD) == 0)
		return TAWAM_OK;
	if (n->profile == TAWAM_PROFILE_AGGRESSIVE) {
		/* The padding has room for what is still held back. */
		m = squeeze_add(&n->squeeze, r->out.p + ROAD_PAD, m,
		    r->out.p);
		from = 0;
	} else if (n->profile >= TAWAM_PROFILE_LIGHT && n->begun) {
		from--;
		m++;
	}
	n->begun = 1;
	return m == 0 ? TAWAM_OK : fn(arg, r->out.p + from, m);
}

int
normaliser_feed(struct normaliser *n, const char *piece, size_t len,
    tawam_write_fn *fn, void *arg)
{
	size_t cut = len;
	int err = TAWAM_OK;

	if (len == 0)
		return TAWAM_OK;
	while (cut > 0 && !is_ascii_white((uint8_t)piece[cut - 1]))
		cut--;
	if (cut > 0 && n->carry.len > 0) {
		if ((err = buf_add(&n->road.mem, &n->carry, piece,
		    cut)) == 0)
			err = write_tokens(n, n->carry.p, n->carry.len, fn,
			    arg);
		n->carry.len = 0;
	} else if (cut > 0) {
		err = write_tokens(n, piece, cut, fn, arg);
	}
	if (err == 0)
		err = buf_add(&n->road.mem, &n->carry, piece + cut,
		    len - cut);
	if (err != 0)
		forget(n);
	return err;
}

int
normaliser_end(struct normaliser *n, tawam_write_fn *fn, void *arg)
{
	char last[4];
	size_t m;
	int err = TAWAM_OK;

	if (n->carry.len > 0)
		err = write_tokens(n, n->carry.p, n->carry.len, fn, arg);
	if (err == 0 && (m = squeeze_end(&n->squeeze, last)) > 0)
		err = fn(arg, last, m);
	forget(n);
	return err;
}
