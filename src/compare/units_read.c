/*
 * units_read.c - a text to units, in stretches.
 *
 * A word of no list, which is a unit whatever stands around it, is a border:
 * numbers and dates do not reach over it, and nothing that follows it looks
 * back beyond it.  So a stretch between two borders that stands in two texts
 * alike is read once, and the second text takes a copy of its units.  Where
 * the two differ the second is read until a border of the first comes again.
 */
#include <string.h>

#include "base/le.h"
#include "compare/units.h"

/* Units of the other text in which a border is looked for. */
#define WINDOW		16
#define WINDOW_MAX	96

#define HIGH_BITS	UINT64_C(0x8080808080808080)

struct stretch_reader {
	struct units *u;
	const struct mem *mem;
	const struct words *w;
	const struct units *like;	/* NULL: none */
	size_t at;		/* byte of the text to read */
	size_t next;		/* unit of like that may come */
	size_t window;
};

/*
 * The first byte from i on that is not a high one, or the end.  Most words have
 * up to 16 bytes; whether more than eight, cannot be foreseen.
 */
static inline size_t
skip_high(const char *text, size_t i, size_t len)
{
	while (len - i >= 16) {
		uint64_t low = ~le64_get(text + i) & HIGH_BITS;
		uint64_t next = ~le64_get(text + i + 8) & HIGH_BITS;

		if ((low | next) != 0)
			return i + (low != 0 ? 0 : 8) +
			    (size_t)__builtin_ctzll(low != 0 ? low : next) / 8;
		i += 16;
	}
	while (i < len && (text[i] & 0x80) != 0)
		i++;
	return i;
}

/* The space after the word at i, or the end.  Arabic bytes are high ones. */
static size_t
word_end(const char *text, size_t i, size_t len, int *digits)
{
	*digits = 0;
	for (; i < len; i++) {
		i = skip_high(text, i, len);
		if (i == len || text[i] == ' ')
			break;
		*digits |= text[i] >= '0' && text[i] <= '9';
	}
	return i;
}

/* Equal bytes at the beginning of two texts of at least n bytes. */
static size_t
common(const char *a, const char *b, size_t n)
{
	size_t i = 0;

	while (n - i >= 8 && le64_get(a + i) == le64_get(b + i))
		i += 8;
	while (i < n && a[i] == b[i])
		i++;
	return i;
}

/*
 * How many units of like, from r->next on, stand at r->at as well: up to a
 * border, or to the end of both.
 */
static size_t
count_common(const struct stretch_reader *r, size_t from)
{
	const struct units *l = r->like, *u = r->u;
	size_t left = u->len - r->at, n = l->len - from, k, count = 0;
	size_t m = common(l->text + from, u->text + r->at,
	    n < left ? n : left);

	if (m == n && m == left)
		return l->n - r->next;
	for (k = r->next; k < l->n && l->u[k].end <= from + m; k++) {
		size_t end = l->u[k].end - from;

		if (l->u[k].border &&
		    (end == left || u->text[r->at + end] == ' '))
			count = k + 1 - r->next;
	}
	return count;
}

/* Copies the units of like that stand here as well, if any. */
static int
copy_common(struct stretch_reader *r)
{
	const struct units *l = r->like;
	struct units *u = r->u;
	size_t from = r->next > 0 ? l->u[r->next - 1].end + 1 : 0, n;
	uint32_t shift = (uint32_t)(r->at - from);
	struct unit *out;

	if (from > l->len || r->at > u->len ||
	    (n = count_common(r, from)) == 0)
		return 0;
	if (units_reserve(u, r->mem, n) != 0)
		return TAWAM_ENOMEM;
	out = u->u + u->n;
	memcpy(out, l->u + r->next, n * sizeof(*out));
	memcpy(u->keys + u->n, l->keys + r->next, n * sizeof(*u->keys));
	for (size_t i = 0; i < n && shift != 0; i++) {
		out[i].start += shift;
		out[i].end += shift;
	}
	u->n += n;
	u->done = u->n;
	r->next += n;
	/* The last one may have joined a number to the end of the text. */
	r->at = r->next == l->n && !out[n - 1].border ? u->len :
	    out[n - 1].end + (size_t)1;
	return 0;
}

/* After a border: does like have it, too? */
static int
find_again(struct stretch_reader *r)
{
	const struct units *l = r->like;
	uint64_t key = r->u->keys[r->u->n - 1];
	size_t end = r->next + r->window;

	if (end > l->n)
		end = l->n;
	for (size_t i = r->next; i < end; i++) {
		if (l->keys[i] == key && l->u[i].border) {
			r->next = i + 1;
			r->window = WINDOW;
			return copy_common(r);
		}
	}
	/* A stretch that is not here must not lose the rest. */
	if (r->window < WINDOW_MAX)
		r->window += 4;
	return 0;
}

/* A word without digits, which is a border when it is in no list. */
static int
read_plain(struct stretch_reader *r, size_t start, size_t end)
{
	struct units *u = r->u;
	struct tokens *ts = &u->tokens;
	struct token tok;
	struct unit *x;

	token_read(&tok, r->w, u->text, start, end);
	/* After the first half of a name it may be the second. */
	if (tok.class != WORD_OTHER || tok.single ||
	    (ts->n > 0 && ts->t[ts->n - 1].class == WORD_MONTHHEAD))
		return tokens_add(ts, r->mem, &tok);
	if ((ts->n > 0 && units_flush(u, r->mem, r->w) != 0) ||
	    units_reserve(u, r->mem, 1) != 0)
		return TAWAM_ENOMEM;
	x = &u->u[u->n];
	memset(x, 0, sizeof(*x));
	x->start = tok.start;
	x->end = tok.end;
	x->kind = UNIT_CONTENT;
	x->border = 1;
	u->keys[u->n++] = word_key(u->text + start, end - start);
	u->done = u->n;
	ts->before++;
	return r->like != NULL ? find_again(r) : 0;
}

int
units_read_like(struct units *u, const struct mem *mem, const struct words *w,
    const char *text, size_t len, const struct units *like)
{
	struct stretch_reader r = { .u = u, .mem = mem, .w = w, .like = like,
	    .window = WINDOW };
	struct tokens *ts = &u->tokens;
	int digits, e = 0;

	if (len > TOKENS_MAX_BYTES)
		len = TOKENS_MAX_BYTES;
	u->text = text;
	u->len = len;
	u->n = u->done = 0;
	ts->n = ts->before = 0;
	/* Copied units are not counted as tokens: only where the count cannot
	 * reach its limit. */
	if (like != NULL && (len > TOKENS_MAX || like->len > TOKENS_MAX))
		r.like = like = NULL;
	if (like != NULL && copy_common(&r) != 0)
		return TAWAM_ENOMEM;
	while (r.at < len && e == 0 && ts->before + ts->n < TOKENS_MAX) {
		size_t start = r.at, end = word_end(text, start, len, &digits);

		r.at = end + 1;
		if (start == end)
			continue;
		e = digits ? tokens_add_mixed(ts, mem, w, text, start, end) :
		    read_plain(&r, start, end);
	}
	return e == 0 ? units_flush(u, mem, w) : e;
}

int
units_read(struct units *u, const struct mem *mem, const struct words *w,
    const char *text, size_t len)
{
	return units_read_like(u, mem, w, text, len, NULL);
}
