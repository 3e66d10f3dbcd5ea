/*
 * lines.c - lines out of a source, in memory bounded by the longest one.
 */
#include <errno.h>
#include <string.h>

#include "io/lines.h"

#define LARGE	((size_t)16 << 20)	/* a buffer worth giving back */

void
lines_start(struct lines *l, struct source *source, size_t max)
{
	l->source = source;
	l->start = l->end = 0;
	l->max = max;
	l->line = 0;
	l->ended = 0;
	l->is_utf16 = 0;
}

void
lines_release(struct lines *l)
{
	space_release(&l->buf);
	space_release(&l->units);
}

/* n bytes of UTF-16 go behind those in hand, as UTF-8. */
static int
add_utf16(struct lines *l, const char *p, size_t n)
{
	size_t most = ENCODING_GROWTH * (n + 2);

	if (l->buf.cap - l->end < most &&
	    space_reserve(&l->buf, l->end + most) == -1)
		return -1;
	l->end += utf16_run(&l->utf16, p, n, l->buf.p + l->end);
	if (l->ended)
		l->end += utf16_end(&l->utf16, l->buf.p + l->end);
	return 0;
}

int
lines_utf16(struct lines *l, int big)
{
	size_t have = l->end - l->start;

	if (space_reserve(&l->units, SOURCE_CHUNK > have ? SOURCE_CHUNK :
	    have) == -1)
		return -1;
	memcpy(l->units.p, l->buf.p + l->start, have);
	memset(&l->utf16, 0, sizeof(l->utf16));
	l->utf16.big = big;
	l->is_utf16 = 1;
	l->start = l->end = 0;
	return add_utf16(l, l->units.p, have);
}

static int
refill_utf16(struct lines *l)
{
	ssize_t k = source_read(l->source, l->units.p, SOURCE_CHUNK);

	if (k == -1)
		return -1;
	if (k == 0)
		l->ended = 1;
	return add_utf16(l, l->units.p, (size_t)k);
}

/*
 * More bytes behind those in hand, which may move.  No more than a chunk at a
 * time, so that a large buffer is touched only as far as it is needed.
 */
static int
refill(struct lines *l)
{
	size_t have = l->end - l->start, room;
	ssize_t k;

	if (l->start > 0) {
		memmove(l->buf.p, l->buf.p + l->start, have);
		l->start = 0;
		l->end = have;
	}
	if (l->buf.cap > LARGE && have < SOURCE_CHUNK)
		space_trim(&l->buf, 2 * SOURCE_CHUNK);
	if (l->is_utf16)
		return refill_utf16(l);
	if (l->buf.cap - have < SOURCE_CHUNK / 2 &&
	    space_reserve(&l->buf, have + SOURCE_CHUNK) == -1)
		return -1;
	room = l->buf.cap - have;
	if (room > SOURCE_CHUNK)
		room = SOURCE_CHUNK;
	if ((k = source_read(l->source, l->buf.p + l->end, room)) == -1)
		return -1;
	if (k == 0)
		l->ended = 1;
	l->end += (size_t)k;
	return 0;
}

/* The line in hand is too long: keeps its first bytes, passes its newline. */
static int
pass_over(struct lines *l, struct line *out, int newlines)
{
	const char *nl = NULL;
	size_t have;

	for (;;) {
		have = l->end - l->start;
		if (newlines && have > LINES_PREFIX)
			nl = memchr(l->buf.p + l->start + LINES_PREFIX, '\n',
			    have - LINES_PREFIX);
		if (nl != NULL || l->ended)
			break;
		l->end = l->start + LINES_PREFIX;
		if (refill(l) == -1)
			return -1;
	}
	out->p = l->buf.p + l->start;
	out->len = LINES_PREFIX;
	out->newline = nl != NULL;
	out->toolong = 1;
	l->start = nl != NULL ? (size_t)(nl + 1 - l->buf.p) : l->end;
	return 1;
}

static int
take(struct lines *l, struct line *out, int newlines)
{
	size_t scanned = 0, have;
	const char *nl = NULL;

	l->line++;
	for (;;) {
		have = l->end - l->start;
		if (newlines && have > scanned)
			nl = memchr(l->buf.p + l->start + scanned, '\n',
			    have - scanned);
		scanned = nl == NULL ? have :
		    (size_t)(nl - l->buf.p) - l->start;
		if (scanned > l->max && scanned > LINES_PREFIX)
			return pass_over(l, out, newlines);
		if (nl != NULL || l->ended)
			break;
		if (refill(l) == -1)
			return -1;
	}
	out->p = l->buf.p + l->start;
	out->len = scanned;
	out->newline = nl != NULL;
	out->toolong = scanned > l->max;
	l->start += scanned + (nl != NULL);
	return nl != NULL || scanned > 0;
}

int
lines_next(struct lines *l, struct line *out)
{
	return take(l, out, 1);
}

int
lines_rest(struct lines *l, struct line *out)
{
	return take(l, out, 0);
}

int
lines_peek(struct lines *l, size_t n)
{
	while (l->end - l->start < n && !l->ended) {
		if (refill(l) == -1)
			return -1;
	}
	return 0;
}

void
lines_drop(struct lines *l, size_t n)
{
	l->start += n;
}
