/*
 * same_normal.h - is a text's normal form what the rules say, however it is
 * come by?  For the fuzzer, the differential run and the unit tests.
 */
#ifndef TAWAM_FUZZ_SAME_NORMAL_H
#define TAWAM_FUZZ_SAME_NORMAL_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "text/define.h"
#include "text/normalise.h"

struct checker {
	struct mem mem;
	struct normaliser *fast[5], *pieces[5];
	struct definer slow;
	struct buf want, got, again;
};

static inline void
checker_init(struct checker *c)
{
	memset(c, 0, sizeof(*c));
	mem_init(&c->mem, NULL);
	c->slow.mem = &c->mem;
	for (int p = 0; p < 5; p++)
		if (normaliser_new(&c->fast[p], (enum tawam_profile)p,
		    &c->mem) != 0 || normaliser_new(&c->pieces[p],
		    (enum tawam_profile)p, &c->mem) != 0)
			abort();
}

static inline void
checker_release(struct checker *c)
{
	for (int p = 0; p < 5; p++) {
		normaliser_free(c->fast[p]);
		normaliser_free(c->pieces[p]);
	}
	define_free(&c->slow);
	buf_free(&c->mem, &c->want);
	buf_free(&c->mem, &c->got);
	buf_free(&c->mem, &c->again);
}


static inline int
checker_write(void *arg, const char *bytes, size_t len)
{
	struct checker *c = arg;

	return buf_add(&c->mem, &c->got, bytes, len);
}

static inline int
same_bytes(const struct buf *a, const char *p, size_t n)
{
	return a->len == n && (n == 0 || memcmp(a->p, p, n) == 0);
}

/* The text in pieces that seed decides. */
static inline int
checker_feed(struct checker *c, int p, const char *text, size_t len,
    uint64_t seed)
{
	c->got.len = 0;
	while (len > 0) {
		size_t n;

		seed = seed * UINT64_C(6364136223846793005) + 1;
		n = 1 + (size_t)(seed >> 60);
		if (n > len)
			n = len;
		if (normaliser_feed(c->pieces[p], text, n, checker_write,
		    c) != 0)
			return -1;
		text += n;
		len -= n;
	}
	return normaliser_end(c->pieces[p], checker_write, c);
}

/* NULL, or which promise the text breaks under profile p. */
static inline const char *
checker_check(struct checker *c, int p, const char *text, size_t len,
    uint64_t seed)
{
	struct normal n;

	c->want.len = c->again.len = 0;
	c->slow.repaired = 0;
	memset(&c->slow.marks, 0, sizeof(c->slow.marks));
	if (define(&c->slow, (enum tawam_profile)p, text, len) != 0 ||
	    define_utf8(&c->slow, &c->want) != 0)
		return "memory";
	if (normaliser_run(c->fast[p], text, len, &n) != 0)
		return "memory";
	if (!same_bytes(&c->want, n.bytes, n.len))
		return "fast and slow differ";
	if (n.repaired != c->slow.repaired)
		return "fast and slow count other repairs";
	if (n.marks != c->slow.marks.hash)
		return "fast and slow digest other marks";
	if (n.length != c->slow.in.len)
		return "wrong length";
	if (checker_feed(c, p, text, len, seed) != 0)
		return "memory";
	if (!same_bytes(&c->want, c->got.p, c->got.len))
		return "pieces differ from the whole";
	if (normaliser_run(c->fast[p], c->want.p, c->want.len, &n) != 0)
		return "memory";
	if (!same_bytes(&c->want, n.bytes, n.len))
		return "not idempotent";
	return NULL;
}

#endif
