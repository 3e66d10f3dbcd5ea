/*
 * road_standard.c - the fast road of the profile that everything runs under.
 *
 * Most of an Arabic text is letters of two bytes and ASCII: these have tables
 * of their own and are written without a branch on what they are.  The rest
 * goes by the trie.  Nothing here decides what a rule says; when the tables
 * and one look to either side do not settle it, the block ends, stuck.
 */
#include <string.h>

#include "text/road.h"
#include "text/roads.h"
#include "text/utf8.h"

#define S	(TODO_SPACE << 8 | ' ')		/* punctuation */
#define W	(TODO_WHITE << 8 | ' ')
#define X	(TODO_TRIE << 8)
#define L(c)	((c) + 32)

/* A space that ends a token, in the ASCII table only. */
#define TODO_WHITE	3

/*
 * ASCII under standard: the byte in bits 0-7, what else to do above.  Control
 * characters, joining marks and what starts references and addresses go by
 * the trie.
 */
static const uint16_t ascii[128] = {
	X, X, X, X, X, X, X, X, X, W, W, W, W, W, X, X,
	X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X,
	W, S, S, S, S, S, X, X, S, S, S, S, X, S, X, S,
	'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', X, S, S, S, S, S,
	X, L('A'), L('B'), L('C'), L('D'), L('E'), L('F'), L('G'),
	L('H'), L('I'), L('J'), L('K'), L('L'), L('M'), L('N'), L('O'),
	L('P'), L('Q'), L('R'), L('S'), L('T'), L('U'), L('V'), L('W'),
	L('X'), L('Y'), L('Z'), S, S, S, S, S,
	S, 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm',
	'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', S,
	S, S, S, X
};

/* What the next code point is to a mark or colon before it. */
enum next { NEXT_DIGIT, NEXT_SLASH, NEXT_OTHER, NEXT_UNSURE };

static enum next
next_is(const uint8_t *p, const uint8_t *end)
{
	uint32_t e;

	if (p == end)
		return NEXT_OTHER;
	if (*p < 0x80) {
		if (*p >= '0' && *p <= '9')
			return NEXT_DIGIT;
		/* Control characters are deleted: what follows counts. */
		if (ascii[*p] == X && (*p < ' ' || *p == 0x7F))
			return NEXT_UNSURE;
		return *p == '/' ? NEXT_SLASH : NEXT_OTHER;
	}
	if (*p < 0xD8 || *p > 0xDB || end - p < 2 || !utf8_is_cont(p[1]))
		return NEXT_UNSURE;
	e = roads_arabic[(p[0] & 3) << 6 | (p[1] & 0x3F)];
	/* So are some of these, and marks. */
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
	size_t n = utf8_decode(*p, r->end, &cp);

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

const uint8_t *
road_standard_block(struct road *r, const uint8_t *p, const uint8_t *stop)
{
	char *o = r->out.p + r->out.len, *to;
	const uint8_t *const end = r->end;

	while (p < stop) {
		uint8_t c = *p;

		if (c >= 0xD8 && c <= 0xDB && end - p >= 2 &&
		    utf8_is_cont(p[1])) {
			uint32_t e = roads_arabic[(c & 3) << 6 |
			    (p[1] & 0x3F)];

			if (e >> 24 != TODO_TRIE) {
				o[0] = (char)e;
				o[1] = (char)(e >> 8);
				o += (e >> 16 & 3) -
				    (e >> 24 & (o[-1] == ' '));
				p += 2;
				continue;
			}
		} else if (c < 0x80) {
			unsigned e = ascii[c];

			if (e >> 8 != TODO_TRIE) {
				o[0] = (char)e;
				o += 1 - (int)(e >> 8 & (o[-1] == ' '));
				p++;
				if (e == W) {
					r->token = p;
					r->token_out = (size_t)(o - r->out.p);
				}
				continue;
			}
		}
		if ((to = other(r, o, &p)) == NULL) {
			r->stuck = 1;
			return p;
		}
		o = to;
	}
	r->out.len = (size_t)(o - r->out.p);
	return p;
}
