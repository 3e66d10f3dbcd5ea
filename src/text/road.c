/*
 * road.c - a text's normal form by table, token by token.
 */
#include <string.h>

#include "text/road.h"
#include "text/roads.h"
#include "text/utf8.h"

/* Input between two looks at the room there is for output. */
#define BLOCK	4096

int
road_start(struct road *r)
{
	int err;

	r->out.len = 0;
	if ((err = buf_add(&r->mem, &r->out, "        ", ROAD_PAD)) != 0)
		return err;
	memset(&r->now, 0, sizeof(r->now));
	r->now.counted = ROAD_PAD;
	return TAWAM_OK;
}

void
road_free(struct road *r)
{
	buf_free(&r->mem, &r->out);
	define_free(&r->slow);
	references_free(&r->references, &r->mem);
}

void
road_count(struct road *r, size_t upto)
{
	const char *p = r->out.p;
	uint64_t n = 0;

	for (size_t i = r->now.counted; i < upto; i++)
		n += p[i] >= '0' && p[i] <= '9';
	r->now.marks.digits += n;
	r->now.counted = upto;
}

/* The bytes [p, q) as they are. */
static char *
copy(char *o, const uint8_t *p, const uint8_t *q)
{
	while (p < q)
		*o++ = (char)*p++;
	return o;
}

/* A space, if none stands before it. */
static char *
space(char *o)
{
	*o = ' ';
	return o + (o[-1] != ' ');
}

static char *
text(char *o, unsigned e)
{
	unsigned i = e & ROAD_ARG;
	const char *s = roads_pool + roads_text[i];
	size_t n = (size_t)(roads_text[i + 1] - roads_text[i]);

	/* A phrase brings its own spaces. */
	if (*s == ' ' && o[-1] == ' ') {
		s++;
		n--;
	}
	memcpy(o, s, n);
	return o + n;
}

/* Profiles nfc and light. */
static const uint8_t *
plain_block(struct road *r, enum road_table t, const uint8_t *p,
    const uint8_t *stop)
{
	char *o = r->out.p + r->out.len;
	unsigned ccc = 0;

	while (p < stop) {
		uint32_t cp;
		const uint8_t *q = p + utf8_next(p, r->end, &cp);
		unsigned e;

		if (cp == UTF8_BAD) {
			road_save(r);
			r->now.repaired++;
			memcpy(o, "\357\277\275", 3);
			o += 3;
			ccc = 0;
			p = q;
			continue;
		}
		e = road_entry(t, cp);
		switch (road_kind(e)) {
		case ROAD_KEEP:
			o = copy(o, p, q);
			ccc = 0;
			break;
		case ROAD_DROP:
			break;
		case ROAD_SPACE:
			o = space(o);
			ccc = 0;
			break;
		case ROAD_TEXT:
			o = text(o, e);
			ccc = 0;
			break;
		case ROAD_MARK:
			if ((e & ROAD_ARG) < ccc)
				goto stuck;
			ccc = e & ROAD_ARG;
			o = copy(o, p, q);
			break;
		default:
			goto stuck;
		}
		p = q;
		if (cp <= ' ' && is_ascii_white((uint8_t)cp)) {
			r->token = p;
			r->token_out = (size_t)(o - r->out.p);
		}
	}
	r->out.len = (size_t)(o - r->out.p);
	return p;
stuck:
	r->stuck = 1;
	return p;
}

/* Profile none: well-formed stretches as they are. */
static const uint8_t *
none_block(struct road *r, const uint8_t *p, const uint8_t *stop)
{
	while (p < stop) {
		const uint8_t *first = p;
		uint32_t cp = 0;
		size_t n = 0;

		while (p < stop) {
			n = utf8_next(p, r->end, &cp);
			if (cp == UTF8_BAD)
				break;
			p += n;
		}
		memcpy(r->out.p + r->out.len, first, (size_t)(p - first));
		r->out.len += (size_t)(p - first);
		if (p < stop && cp == UTF8_BAD) {
			r->now.repaired++;
			memcpy(r->out.p + r->out.len, "\357\277\275", 3);
			r->out.len += 3;
			p += n;
		}
	}
	return p;
}

/* Do a letter of U+0620 to U+064A or an ideograph of two or three bytes, which
 * nothing but a mark after them can change, stand at p? */
static int
plain_letter(const uint8_t *p, size_t len)
{
	if (len == 2)
		return (p[0] == 0xD8 && p[1] >= 0xA0 && p[1] <= 0xBF) ||
		    (p[0] == 0xD9 && p[1] >= 0x81 && p[1] <= 0x8A);
	return p[0] >= 0xE5 && p[0] <= 0xE9 && utf8_is_cont(p[1]) &&
	    utf8_is_cont(p[2]);
}

/*
 * Is p, between characters, a seam: a place inside a token, between two such
 * letters, that no rule looks across?  A script without spaces is not one
 * token of the size of the text.
 */
static int
is_seam(const struct road *r, const uint8_t *p)
{
	return ((p - r->token > 2 && plain_letter(p - 2, 2)) ||
	    (p - r->token > 3 && plain_letter(p - 3, 3))) &&
	    ((r->end - p >= 2 && plain_letter(p, 2)) ||
	    (r->end - p >= 3 && plain_letter(p, 3)));
}

static int blocks(struct road *r, enum tawam_profile profile,
	    const uint8_t *p, const uint8_t *end);

/* A token whose references have been resolved, as a text of its own. */
static int
resolved_token(struct road *r)
{
	const struct buf *b = &r->references.twice;
	const uint8_t *p = (const uint8_t *)b->p, *end = r->end;
	int err;

	r->resolved = 1;
	err = b->len == 0 ? TAWAM_OK :
	    blocks(r, TAWAM_PROFILE_STANDARD, p, p + b->len);
	r->resolved = 0;
	r->end = end;
	return err;
}

/* The token up to p, by the definition. */
static int
defined_token(struct road *r, enum tawam_profile profile, const uint8_t *p)
{
	int err;

	road_count(r, r->out.len);
	r->slow.mem = &r->mem;
	r->slow.marks = r->now.marks;
	r->slow.repaired = r->now.repaired;
	if ((err = define(&r->slow, profile, (const char *)r->token,
	    (size_t)(p - r->token))) != 0 ||
	    (err = define_utf8(&r->slow, &r->out)) != 0)
		return err;
	r->now.marks = r->slow.marks;
	r->now.repaired = r->slow.repaired;
	r->now.counted = r->out.len;
	return TAWAM_OK;
}

/* The token that p stands in, or its part before a seam, in another way than
 * by the tables; *end is where that ends. */
static int
slow_token(struct road *r, enum tawam_profile profile, const uint8_t *p,
    const uint8_t **end)
{
	const uint8_t *token = r->token;
	int settled = 0, err;

	r->out.len = r->token_out;
	if (r->saved == token)
		r->now = r->before;
	/* No address has it first: a token might as well begin after it. */
	if (profile == TAWAM_PROFILE_STANDARD && *token == '@') {
		r->token = *end = token + 1;
		return TAWAM_OK;
	}
	while (p < r->end && !is_ascii_white(*p) && !is_seam(r, p))
		p++;
	*end = p;
	if (profile == TAWAM_PROFILE_STANDARD &&
	    url_is_all(token, (size_t)(p - token))) {
		r->token = p;
		return TAWAM_OK;
	}
	if (profile == TAWAM_PROFILE_STANDARD && !r->resolved &&
	    (err = references_resolve(&r->references, &r->mem,
	    (const char *)token, (size_t)(p - token), &settled)) != 0)
		return err;
	err = settled ? resolved_token(r) : defined_token(r, profile, p);
	r->token = p;
	r->token_out = r->out.len;
	r->saved = NULL;
	return err;
}

static const uint8_t *
block(struct road *r, enum tawam_profile profile, const uint8_t *p,
    const uint8_t *stop)
{
	switch (profile) {
	case TAWAM_PROFILE_NONE:
		return none_block(r, p, stop);
	case TAWAM_PROFILE_NFC:
		return plain_block(r, ROAD_NFC, p, stop);
	case TAWAM_PROFILE_LIGHT:
		return plain_block(r, ROAD_LIGHT, p, stop);
	default:
		return road_standard_block(r, p, stop);
	}
}

/* The bytes from p, where a token begins, to the end. */
static int
blocks(struct road *r, enum tawam_profile profile, const uint8_t *p,
    const uint8_t *end)
{
	int err;

	r->end = end;
	r->token = p;
	r->saved = NULL;
	r->token_out = r->out.len;
	while (p < r->end) {
		const uint8_t *stop = r->end - p > BLOCK ? p + BLOCK : r->end;

		if ((err = buf_reserve(&r->mem, &r->out,
		    (BLOCK + 4) * ROAD_RATIO)) != 0)
			return err;
		r->stuck = 0;
		p = block(r, profile, p, stop);
		if (r->stuck) {
			if ((err = slow_token(r, profile, p, &p)) != 0)
				return err;
		} else if (p - r->token > BLOCK && is_seam(r, p)) {
			r->token = p;
			r->token_out = r->out.len;
		}
	}
	return TAWAM_OK;
}

int
road_run(struct road *r, enum tawam_profile profile, const char *text_,
    size_t len)
{
	const uint8_t *p = (const uint8_t *)text_;
	int err;

	if (len == 0)
		return TAWAM_OK;
	r->resolved = 0;
	if ((err = blocks(r, profile, p, p + len)) != 0)
		return err;
	if (profile >= TAWAM_PROFILE_LIGHT && r->out.len > ROAD_PAD &&
	    r->out.p[r->out.len - 1] == ' ')
		r->out.len--;
	return TAWAM_OK;
}
