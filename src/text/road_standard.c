/*
 * road_standard.c - the fast road of the profile that everything runs under.
 *
 * Most of an Arabic text is letters of two bytes and ASCII: these have tables
 * of their own and are written without a branch on what they are.  The rest
 * goes by the trie.  Nothing here decides what a rule says; when the tables
 * and one look to either side do not settle it, the block ends, stuck.
 */
#include <string.h>

#include "base/le.h"
#include "text/road.h"
#include "text/roads.h"
#include "text/utf8.h"

/* What the next code point is to a mark or colon before it. */
enum next { NEXT_DIGIT, NEXT_SLASH, NEXT_OTHER, NEXT_UNSURE };

/* Are c and d a code point of U+0600 to U+06FF? */
static inline int
is_arabic(uint8_t c, uint8_t d)
{
	return (c & 0xFC) == 0xD8 && utf8_is_cont(d);
}

static inline uint32_t
arabic(uint8_t c, uint8_t d)
{
	return roads_arabic[(c & 3) << 6 | (d & 0x3F)];
}

static enum next
next_is(const uint8_t *p, const uint8_t *end)
{
	uint32_t e;

	if (p == end)
		return NEXT_OTHER;
	if (*p < 0x80) {
		e = roads_ascii[*p];
		if (e >> 24 & TODO_TRIE)
			return NEXT_OTHER;
		if (*p == '/')
			return NEXT_SLASH;
	} else if (end - p >= 2 && is_arabic(p[0], p[1])) {
		e = arabic(p[0], p[1]);
	} else {
		return NEXT_UNSURE;
	}
	if (e >> 24 & TODO_TRIE)
		return e >> 24 & TODO_QUIET ? NEXT_OTHER : NEXT_UNSURE;
	/* What is deleted may be so before the rule looks, or after. */
	if ((e >> 16 & 3) == 0)
		return NEXT_UNSURE;
	e &= 0xFF;
	return e >= '0' && e <= '9' ? NEXT_DIGIT : NEXT_OTHER;
}

static int
ends_with(const char *o, const char *s)
{
	return memcmp(o - 3, s, 3) == 0;
}

/*
 * A mark that may stand inside a number, its code point ending before p: where
 * the output ends after it, or NULL when that is not settled.
 */
static char *
join(struct road *r, char *o, const uint8_t *p, unsigned kind)
{
	if (o[-1] >= '0' && o[-1] <= '9') {
		switch (next_is(p, r->end)) {
		case NEXT_DIGIT:
			road_save(r);
			road_count(r, (size_t)(o - r->out.p));
			marks_add(&r->now.marks, kind);
			return o;
		case NEXT_UNSURE:
			return NULL;
		default:
			break;
		}
	}
	*o = ' ';
	return o + (o[-1] != ' ');
}

/* U+0654. */
static void
hamza(char *o)
{
	if (memcmp(o - 2, "\331\210", 2) == 0)
		memcpy(o - 2, "\330\244", 2);
	else if (memcmp(o - 2, "\331\212", 2) == 0)
		memcpy(o - 2, "\330\246", 2);
}

/* The bytes from p of code point cp: as join. */
static char *
by_trie(struct road *r, char *o, const uint8_t *p, uint32_t cp, size_t n)
{
	unsigned e = road_entry(ROAD_STANDARD, cp);
	const char *s;
	size_t len;

	switch (road_kind(e)) {
	case ROAD_KEEP:
		memcpy(o, p, n);
		return o + n;
	case ROAD_DROP:
		return o;
	case ROAD_SPACE:
		/* http: and its like, the two slashes still to come. */
		if (cp == ':' && (o[-1] == 'p' || o[-1] == 's')) {
			enum next next = next_is(p + 1, r->end);

			if (next == NEXT_SLASH || next == NEXT_UNSURE)
				return NULL;
		}
		*o = ' ';
		return o + (o[-1] != ' ');
	case ROAD_TEXT:
		s = roads_pool + roads_text[e & ROAD_ARG];
		len = (size_t)(roads_text[(e & ROAD_ARG) + 1] -
		    roads_text[e & ROAD_ARG]);
		if (*s == ' ' && o[-1] == ' ') {
			s++;
			len--;
		}
		memcpy(o, s, len);
		return o + len;
	case ROAD_JOIN:
		/* www. and pic.twitter.com/ */
		if (cp == '.' && (ends_with(o, "www") || ends_with(o, "pic")))
			return NULL;
		return join(r, o, p + n, e & ROAD_ARG);
	case ROAD_HAMZA:
		hamza(o);
		return o;
	default:
		return NULL;
	}
}

/* Anything: the code point at *p, which is moved beyond it. */
static char *
other(struct road *r, char *o, const uint8_t **p)
{
	uint32_t cp;
	size_t n = utf8_next(*p, r->end, &cp);

	if (cp == UTF8_BAD) {
		road_save(r);
		r->now.repaired++;
		*o = ' ';
		o += o[-1] != ' ';
	} else if ((o = by_trie(r, o, *p, cp, n)) == NULL) {
		return NULL;
	}
	*p += n;
	return o;
}

/* Where the road is; kept in registers. */
struct cursor {
	const uint8_t *p, *text;
	char *o, *out;
	size_t token, token_o;	/* in text and out */
};

/* yes ? a : b, but never by a branch. */
static inline size_t
choose(uint32_t yes, size_t a, size_t b)
{
	size_t mask = (size_t)0 - yes;

	return (a & mask) | (b & ~mask);
}

/* One letter of w, the i-th of k, or nothing if there are fewer. */
static inline uint32_t
put_letter(char **o, uint64_t at, unsigned i, unsigned k)
{
	uint32_t e = roads_arabic[at >> 16 * i & 0xFF] & (0u - (i < k));

	(*o)[0] = (char)e;
	(*o)[1] = (char)(e >> 8);
	*o += e >> 16 & 3;
	return e;
}

/*
 * Four Arabic letters or marks, or fewer and the space that ends them; 0 if
 * something else stands here, or after the letters.  Eight bytes can be read.
 * There is no branch on how many letters there are, for words are as long as
 * they like, but one on the space, which is nearly always there.
 */
static inline int
letters(struct cursor *k)
{
	uint64_t w = le64_get(k->p), odd, at;
	uint32_t todo, ends, n;
	char *o = k->o;

	odd = (w & UINT64_C(0xC0FCC0FCC0FCC0FC)) ^ UINT64_C(0x80D880D880D880D8);
	ends = odd != 0;
	n = (uint32_t)__builtin_ctzll(odd | UINT64_C(1) << 63) / 16 + 1 - ends;
	at = (w & UINT64_C(0x0003000300030003)) << 6 |
	    (w >> 8 & UINT64_C(0x003F003F003F003F));
	todo = put_letter(&o, at, 0, n) | put_letter(&o, at, 1, n);
	todo |= put_letter(&o, at, 2, n) | put_letter(&o, at, 3, n);
	if (todo >> 24)
		return 0;
	/* 0 after four letters: no byte is left of w. */
	if ((w >> 8 * n >> 8 * n & 0xFF) != ends << 5) {
		k->p += 2 * n;
		k->o = o;
		return 0;
	}
	k->p += 2 * n + ends;
	o[0] = ' ';
	o += ends & (o[-1] != ' ');
	k->o = o;
	k->token = choose(ends, (size_t)(k->p - k->text), k->token);
	k->token_o = choose(ends, (size_t)(k->o - k->out), k->token_o);
	return 1;
}

/* Is e of no account after what stands before o? */
static inline int
settled(uint32_t e, const char *o)
{
	/* Below the digits there are only spaces, above ASCII no ASCII. */
	return !(e >> 24 & TODO_TRIE) ||
	    ((e >> 24 & TODO_QUIET) && (int8_t)o[-1] < '0');
}

/* One code point of len bytes that stands for e. */
static inline void
put(struct cursor *k, uint32_t e, size_t len)
{
	k->o[0] = (char)e;
	k->o[1] = (char)(e >> 8);
	k->o += (e >> 16 & 3) - (e >> 24 & TODO_SPACE & (k->o[-1] == ' '));
	k->p += len;
}

/* ASCII, as far as it is simple. */
static inline void
ascii(struct cursor *k, const uint8_t *stop)
{
	while (k->p < stop && *k->p < 0x80) {
		uint32_t e = roads_ascii[*k->p];

		if (!settled(e, k->o))
			break;
		put(k, e, 1);
		if (e >> 24 & TODO_WHITE) {
			k->token = (size_t)(k->p - k->text);
			k->token_o = (size_t)(k->o - k->out);
		}
	}
}

/* What is not letters and a space; 0 if it is stuck. */
static int
odds(struct road *r, struct cursor *k, const uint8_t *stop)
{
	const uint8_t *p = k->p;
	char *o;

	if (*p < 0x80) {
		ascii(k, stop);
		if (k->p > p)
			return 1;
	} else if (r->end - p >= 2 && is_arabic(p[0], p[1])) {
		uint32_t e = arabic(p[0], p[1]);

		if (settled(e, k->o)) {
			put(k, e, 2);
			return 1;
		}
	}
	r->token = k->text + k->token;
	if ((o = other(r, k->o, &k->p)) == NULL)
		return 0;
	k->o = o;
	return 1;
}

const uint8_t *
road_standard_block(struct road *r, const uint8_t *p, const uint8_t *stop)
{
	struct cursor k = { p, r->token, r->out.p + r->out.len, r->out.p, 0,
	    r->token_out };
	const uint8_t *end = r->end;

	while (k.p < stop) {
		if (end - k.p >= 8 && letters(&k))
			continue;
		/* Never at the end: letters leave what they stop at. */
		if (!odds(r, &k, stop)) {
			r->stuck = 1;
			break;
		}
	}
	r->token = k.text + k.token;
	r->token_out = k.token_o;
	r->out.len = (size_t)(k.o - r->out.p);
	return k.p;
}
