/*
 * lines.c - lines, and other records, out of a source, in memory bounded by
 * the longest one.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "io/lines.h"
#include "io/utf.h"

#define PEEK	((size_t)64 << 10)	/* of a line that is not taken */
#define LARGE	((size_t)16 << 20)	/* a buffer worth giving back */

void
lines_start(struct lines *l, struct source *source, size_t max)
{
	l->source = source;
	l->start = l->end = 0;
	l->passed = l->at = 0;
	l->max = max;
	l->line = 0;
	l->next = 1;
	l->columns = 0;
	l->before = l->column = 0;
	l->ended = 0;
	l->is_utf16 = 0;
}

void
lines_release(struct lines *l)
{
	room_release(&l->buf);
	room_release(&l->units);
}

/* n bytes of UTF-16 go behind those in hand, as UTF-8. */
static int
add_utf16(struct lines *l, const char *p, size_t n)
{
	size_t most = ENCODING_GROWTH * (n + 2);

	if (l->buf.cap - l->end < most &&
	    room_reserve(&l->buf, l->end + most) == -1)
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

	if (room_reserve(&l->units, SOURCE_CHUNK > have ? SOURCE_CHUNK :
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
		room_trim(&l->buf, 2 * SOURCE_CHUNK);
	if (l->is_utf16)
		return refill_utf16(l);
	if (l->buf.cap - have < SOURCE_CHUNK / 2 &&
	    room_reserve(&l->buf, have + SOURCE_CHUNK) == -1)
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

static const char *
at_newline(void *arg, const char *p, const char *end)
{
	(void)arg;
	return memchr(p, '\n', (size_t)(end - p));
}

static const char *
nowhere(void *arg, const char *p, const char *end)
{
	(void)arg;
	(void)p;
	(void)end;
	return NULL;
}

static uint64_t
newlines(const char *p, const char *end)
{
	uint64_t n = 0;

	while (p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		n++;
		p++;
	}
	return n;
}

/* The characters of the line that were taken. */
static void
count_columns(struct lines *l, const char *p, size_t n)
{
	const char *newline = memrchr(p, '\n', n);

	if (newline != NULL) {
		n -= (size_t)(newline + 1 - p);
		p = newline + 1;
		l->column = 0;
	}
	l->column += utf_count(p, n);
}

static void
take(struct lines *l, size_t n)
{
	if (l->columns)
		count_columns(l, l->buf.p + l->start, n);
	l->start += n;
	l->passed += n;
}

/*
 * Of a record that is too long only the first bytes stay in hand while its end
 * is looked for.
 */
int
lines_until(struct lines *l, lines_end_fn *fn, void *arg, struct line *out)
{
	const char *stop = NULL, *p;
	size_t given = 0, have;	/* given: bytes that fn has seen */
	uint64_t next = l->next, at = l->passed;
	int toolong = 0;

	for (;;) {
		have = l->end - l->start;
		p = l->buf.p + l->start;
		if (have > given) {
			stop = fn(arg, p + given, p + have);
			next += fn == at_newline ? stop != NULL :
			    newlines(p + given, stop != NULL ? stop + 1 :
			    p + have);
			given = stop != NULL ? (size_t)(stop - p) : have;
		}
		toolong |= given > l->max && given > LINES_PREFIX;
		if (stop != NULL || l->ended)
			break;
		if (toolong) {
			l->passed += given - LINES_PREFIX;
			given = LINES_PREFIX;
			l->end = l->start + given;
		}
		if (refill(l) == -1)
			return -1;
	}
	/* Half a record is nothing when nobody wants more. */
	if (stop == NULL && source_stopped(l->source))
		return 0;
	l->line = l->next;
	l->next = next;
	l->at = at;
	l->before = l->column;
	take(l, given + (stop != NULL));
	out->p = p;
	out->len = toolong ? LINES_PREFIX : given;
	out->newline = stop != NULL && *stop == '\n';
	out->toolong = toolong || given > l->max;
	return stop != NULL || given > 0;
}

int
lines_next(struct lines *l, struct line *out)
{
	return lines_until(l, at_newline, NULL, out);
}

int
lines_rest(struct lines *l, struct line *out)
{
	return lines_until(l, nowhere, NULL, out);
}

int
lines_at(struct lines *l, int fd, uint64_t at, size_t len, struct line *out)
{
	ssize_t k = 1;

	if (room_reserve(&l->buf, len) == -1)
		return -1;
	for (l->start = l->end = 0; l->end < len && k != 0;) {
		k = pread(fd, l->buf.p + l->end, len - l->end,
		    (off_t)(at + l->end));
		if (k == -1 && errno != EINTR)
			return 0;
		l->end += k > 0 ? (size_t)k : 0;
	}
	*out = (struct line){ l->buf.p, len, 1, 0 };
	return l->end == len;
}

int
lines_skip_blanks(struct lines *l, char *c)
{
	for (;;) {
		while (l->start < l->end) {
			*c = l->buf.p[l->start];
			if (memchr(" \t\r\n", *c, 4) == NULL)
				return 1;
			l->next += *c == '\n';
			take(l, 1);
		}
		if (l->ended)
			return 0;
		if (refill(l) == -1)
			return -1;
	}
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

int
lines_peek_line(struct lines *l, struct line *out)
{
	const char *nl = NULL;
	size_t have = 0, seen;

	do {
		seen = have;
		if (lines_peek(l, seen + 1) == -1)
			return -1;
		out->p = l->buf.p + l->start;
		have = l->end - l->start;
		if (have > seen)
			nl = memchr(out->p + seen, '\n', have - seen);
	} while (nl == NULL && !l->ended && have < PEEK);
	out->len = nl != NULL ? (size_t)(nl - out->p) : have;
	out->newline = nl != NULL;
	out->toolong = 0;
	return 0;
}

void
lines_drop(struct lines *l, size_t n)
{
	const char *p = l->buf.p + l->start;

	l->next += newlines(p, p + n);
	take(l, n);
}

int
lines_pass(struct lines *l, uint64_t n)
{
	for (;;) {
		size_t have = l->end - l->start;

		if (have >= n) {
			lines_drop(l, (size_t)n);
			return 1;
		}
		lines_drop(l, have);
		n -= have;
		if (l->ended)
			return 0;
		if (refill(l) == -1)
			return -1;
	}
}
