/*
 * bag.c - words and facts of two texts, to be asked from each other.
 */
#include <string.h>

#include "base/le.h"
#include "compare/bag.h"
#include "compare/stems.h"

#define JOIN_MAX	96	/* bytes of two words run together */
#define END		STEM_LEAST	/* bytes of a beginning or an end */
#define BOTH		2
#define EXPECTED	128	/* keys that answer, about */

/* A word, or two of them run together. */
struct piece {
	const char *p;
	size_t n;
};

static struct piece
piece_of(const struct units *u, size_t i)
{
	return (struct piece){ u->text + u->u[i].start,
	    u->u[i].end - u->u[i].start };
}

/* Units i and i + 1 written as one word, in buf; of no bytes when they are
 * not two words. */
static struct piece
join(const struct units *u, size_t i, char buf[JOIN_MAX + WORDS_SLACK])
{
	struct piece x, y;

	if (i + 1 >= u->n || !unit_is_word(&u->u[i]) ||
	    !unit_is_word(&u->u[i + 1]))
		return (struct piece){ buf, 0 };
	x = piece_of(u, i);
	y = piece_of(u, i + 1);
	if (x.n + y.n > JOIN_MAX)
		return (struct piece){ buf, 0 };
	memcpy(buf, x.p, x.n);
	memcpy(buf + x.n, y.p, y.n);
	return (struct piece){ buf, x.n + y.n };
}

/* The bit of END bytes. */
static size_t
bit_of(const char *p)
{
	uint64_t v = le32_get(p) | (uint64_t)le16_get(p + 4) << 32;

	return (size_t)(v * UINT64_C(0x9e3779b97f4a7c15) >> 52);
}

/* Of the beginning and of the end of n bytes, which may be fewer. */
static size_t
head_of(const char *p, size_t n)
{
	char all[END] = { 0 };

	if (n >= END)
		return bit_of(p);
	memcpy(all, p, n);
	return bit_of(all);
}

static size_t
tail_of(const char *p, size_t n)
{
	return n >= END ? bit_of(p + n - END) : head_of(p, n);
}

static void
set_bit(uint64_t *bits, size_t i)
{
	bits[i / 64] |= UINT64_C(1) << i % 64;
}

static int
has_bit(const uint64_t *bits, size_t i)
{
	return (int)(bits[i / 64] >> i % 64 & 1);
}

void
bag_release(struct bag *bag, const struct mem *mem)
{
	for (int i = 0; i < 3; i++)
		keyset_release(&bag->words[i], mem);
	mem_free(mem, bag->list);
	memset(bag, 0, sizeof(*bag));
}

void
bag_ask_none(struct bag *bag)
{
	memset(bag->asked, 0, sizeof(bag->asked));
}

static void
ask_piece(struct asked *bag, struct piece x)
{
	set_bit(bag->heads, head_of(x.p, x.n));
	set_bit(bag->tails, tail_of(x.p, x.n));
}

/* The beginnings and ends of its forms. */
static void
ask_word(struct asked *bag, struct piece x)
{
	unsigned prefixes = stem_prefixes(x.p, x.n);
	unsigned suffixes = stem_suffixes(x.p, x.n);

	ask_piece(bag, x);
	for (size_t k = 1; prefixes >> k != 0; k++) {
		if ((prefixes >> k & 1) && x.n >= 2 * k + END)
			set_bit(bag->heads, bit_of(x.p + 2 * k));
	}
	for (size_t k = 1; suffixes >> k != 0; k++) {
		if ((suffixes >> k & 1) && x.n >= 2 * k + END)
			set_bit(bag->tails, bit_of(x.p + x.n - 2 * k - END));
	}
}

void
bag_ask(struct bag *bag, int side, const struct units *u, size_t i)
{
	struct asked *asked = &bag->asked[side];
	char buf[JOIN_MAX + WORDS_SLACK];
	struct piece x;

	ask_word(asked, piece_of(u, i));
	if ((x = join(u, i, buf)).n > 0)
		ask_piece(asked, x);
	if (i > 0 && (x = join(u, i - 1, buf)).n > 0)
		ask_piece(asked, x);
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/*
 * Can a form of the word be asked for?  One begins at one of its first letters
 * and ends at one of its last; to look at all of these is faster than to see
 * which may be taken off.
 */
static int
may_answer(const struct asked *bag, struct piece x)
{
	size_t more = x.n - END;
	const char *end;

	if (x.n < END)
		return has_bit(bag->heads, head_of(x.p, x.n));
	if (!(has_bit(bag->heads, bit_of(x.p)) |
	    has_bit(bag->heads, bit_of(x.p + least(2, more))) |
	    has_bit(bag->heads, bit_of(x.p + least(4, more))) |
	    has_bit(bag->heads, bit_of(x.p + least(6, more)))))
		return 0;
	end = x.p + more;
	return has_bit(bag->tails, bit_of(end)) |
	    has_bit(bag->tails, bit_of(end - least(2, more))) |
	    has_bit(bag->tails, bit_of(end - least(4, more))) |
	    has_bit(bag->tails, bit_of(end - least(6, more)));
}

/* Can units i and i + 1 run together be asked for?  Where one is short, this
 * is not known before it is done. */
static int
join_may_answer(const struct asked *bag, const struct units *u, size_t i)
{
	struct piece x = piece_of(u, i), y;

	if (i + 1 >= u->n || (x.n >= END &&
	    !has_bit(bag->heads, bit_of(x.p))))
		return 0;
	y = piece_of(u, i + 1);
	return y.n < END || has_bit(bag->tails, tail_of(y.p, y.n));
}

static int
add_word(struct bag *bag, const struct mem *mem, int side,
    const struct units *u, size_t i)
{
	uint64_t forms[STEM_FORMS];
	struct piece x = piece_of(u, i);
	size_t n;

	if (!unit_is_word(&u->u[i]) || !may_answer(&bag->asked[side], x))
		return 0;
	n = stem_forms(x.p, x.n, forms);
	for (size_t k = 0; k < n; k++) {
		if (keyset_add(&bag->words[side], mem, forms[k]) < 0)
			return TAWAM_ENOMEM;
	}
	return 0;
}

static int
add_join(struct bag *bag, const struct mem *mem, int side,
    const struct units *u, size_t i)
{
	const struct asked *asked = &bag->asked[side];
	char buf[JOIN_MAX + WORDS_SLACK];
	struct piece x;

	if (!join_may_answer(asked, u, i) || (x = join(u, i, buf)).n == 0 ||
	    !has_bit(asked->heads, head_of(x.p, x.n)) ||
	    !has_bit(asked->tails, tail_of(x.p, x.n)))
		return 0;
	return keyset_add(&bag->words[side], mem, word_key(x.p, x.n)) < 0 ?
	    TAWAM_ENOMEM : 0;
}

/* One side of a gap, with the pairs of words that reach out of it. */
static int
add_side(struct bag *bag, const struct mem *mem, int side,
    const struct units *u, size_t from, size_t to)
{
	if (from > 0 && add_join(bag, mem, side, u, from - 1) != 0)
		return TAWAM_ENOMEM;
	for (size_t i = from; i < to; i++) {
		if (add_word(bag, mem, side, u, i) != 0 ||
		    add_join(bag, mem, side, u, i) != 0)
			return TAWAM_ENOMEM;
	}
	return 0;
}

/* As bit_of, of the bytes that mask leaves. */
static int
head_asked(const uint64_t *heads, uint64_t v, uint64_t mask)
{
	return has_bit(heads, (v & mask) * UINT64_C(0x9e3779b97f4a7c15) >> 52);
}

/*
 * The units of a stretch where what is asked for may begin, alone or with the
 * next one.  All words of a text come by here, and no branch could be foreseen:
 * there is none.  Both words and figures are listed.
 */
static size_t
list_heads(const struct bag *bag, const struct units *u, size_t from,
    size_t to, uint32_t *list)
{
	static const uint64_t masks[END + 1] = { 0, 0xff, 0xffff, 0xffffff,
		0xffffffff, UINT64_C(0xffffffffff), UINT64_C(0xffffffffffff) };
	const uint64_t *heads = bag->asked[BOTH].heads;
	size_t count = 0;

	for (size_t i = from; i + 1 < to; i++) {
		const struct unit *x = &u->u[i];
		const char *p = u->text + x->start;
		size_t n = least(x->end - x->start, END);
		size_t more = x->end - x->start - n;
		/* Of this word and the next, without the space. */
		size_t joined = least(x[1].end - x->start - 1, END);
		uint64_t v = le64_get(p), mask = masks[n];
		int hit = x[1].start != x->end + 1;

		hit |= head_asked(heads, v, mask);
		hit |= head_asked(heads, le64_get(p + least(2, more)), mask);
		hit |= head_asked(heads, le64_get(p + least(4, more)), mask);
		hit |= head_asked(heads, le64_get(p + least(6, more)), mask);
		v = (v & mask) | (v >> 8 & ~mask);
		hit |= head_asked(heads, v, masks[joined]);
		list[count] = (uint32_t)i;
		count += hit != 0;
	}
	/* The last one is not joined to what follows it. */
	if (from < to)
		list[count++] = (uint32_t)(to - 1);
	return count;
}

/* What is common: a stretch of units of one side. */
static int
add_both(struct bag *bag, const struct mem *mem, const struct units *u,
    size_t from, size_t to)
{
	size_t n;

	if (mem_grow(mem, &bag->list, &bag->cap, to - from,
	    sizeof(*bag->list)) != 0)
		return TAWAM_ENOMEM;
	n = list_heads(bag, u, from, to, bag->list);
	for (size_t k = 0; k < n; k++) {
		size_t i = bag->list[k];

		if (add_word(bag, mem, BOTH, u, i) != 0 || (i + 1 < to &&
		    add_join(bag, mem, BOTH, u, i) != 0))
			return TAWAM_ENOMEM;
	}
	return 0;
}

int
bag_fill(struct bag *bag, const struct mem *mem, const struct units *a,
    const struct units *b, const struct gap *gaps, size_t ngaps)
{
	const struct asked *asked = bag->asked;
	size_t at = 0;

	for (int i = 0; i < 3; i++) {
		if (keyset_reset(&bag->words[i], mem, EXPECTED) != 0)
			return TAWAM_ENOMEM;
	}
	for (size_t i = 0; i < BAG_BITS / 64; i++) {
		bag->asked[BOTH].heads[i] = asked[0].heads[i] |
		    asked[1].heads[i];
		bag->asked[BOTH].tails[i] = asked[0].tails[i] |
		    asked[1].tails[i];
	}
	for (size_t i = 0; i < ngaps; i++) {
		const struct gap *g = &gaps[i];

		if (add_both(bag, mem, a, at, g->a0) != 0 ||
		    add_side(bag, mem, 0, a, g->a0, g->a1) != 0 ||
		    add_side(bag, mem, 1, b, g->b0, g->b1) != 0)
			return TAWAM_ENOMEM;
		at = g->a1;
	}
	return add_both(bag, mem, a, at, a->n);
}

static int
has(const struct bag *bag, int side, uint64_t key)
{
	return keyset_has(&bag->words[BOTH], key) ||
	    keyset_has(&bag->words[side], key);
}

int
bag_has_word(const struct bag *bag, int side, const struct units *u, size_t i)
{
	struct piece x = piece_of(u, i);
	uint64_t forms[STEM_FORMS];
	char buf[JOIN_MAX + WORDS_SLACK];
	size_t n = stem_forms(x.p, x.n, forms);

	for (size_t k = 0; k < n; k++) {
		if (has(bag, side, forms[k]))
			return 1;
	}
	if ((x = join(u, i, buf)).n > 0 && has(bag, side, word_key(x.p, x.n)))
		return 1;
	return i > 0 && (x = join(u, i - 1, buf)).n > 0 &&
	    has(bag, side, word_key(x.p, x.n));
}
