/*
 * bag.c - words and facts of one text, to be asked from the other.
 */
#include <string.h>

#include "base/hash.h"
#include "compare/bag.h"
#include "compare/stems.h"

#define JOIN_MAX	96	/* bytes of two words run together */

static int
is_word(const struct unit *x)
{
	return x->kind == UNIT_CONTENT || x->kind == UNIT_NEUTRAL;
}

/* Hash of units i and i + 1 written as one word; 0: not two words. */
static uint64_t
join_hash(const char *text, const struct units *u, size_t i)
{
	char buf[JOIN_MAX];
	const struct unit *x, *y;
	size_t nx, ny;

	if (i + 1 >= u->n)
		return 0;
	x = &u->u[i];
	y = &u->u[i + 1];
	nx = x->end - x->start;
	ny = y->end - y->start;
	if (!is_word(x) || !is_word(y) || nx + ny > sizeof(buf))
		return 0;
	memcpy(buf, text + x->start, nx);
	memcpy(buf + nx, text + y->start, ny);
	return hash64(buf, nx + ny, 1);
}

int
bag_fill(struct bag *bag, const struct mem *mem, const char *text,
    const struct units *u)
{
	uint64_t forms[STEM_FORMS];

	bag->nfacts = 0;
	if (keyset_reset(&bag->words, mem, 4 * u->n) != 0 ||
	    mem_grow(mem, &bag->facts, &bag->factcap, u->n,
	    sizeof(*bag->facts)) != 0)
		return TAWAM_ENOMEM;
	for (size_t i = 0; i < u->n; i++) {
		const struct unit *x = &u->u[i];
		uint64_t join = join_hash(text, u, i);
		size_t n;

		if (!is_word(x)) {
			bag->facts[bag->nfacts++] = (uint32_t)i;
			continue;
		}
		n = stem_forms(text + x->start, x->end - x->start, forms);
		for (size_t k = 0; k < n; k++) {
			if (keyset_add(&bag->words, mem, forms[k]) < 0)
				return TAWAM_ENOMEM;
		}
		if (join != 0 && keyset_add(&bag->words, mem, join) < 0)
			return TAWAM_ENOMEM;
	}
	return 0;
}

void
bag_release(struct bag *bag, const struct mem *mem)
{
	keyset_release(&bag->words, mem);
	mem_free(mem, bag->facts);
	memset(bag, 0, sizeof(*bag));
}

int
bag_has_word(const struct bag *bag, const char *text, const struct units *u,
    size_t i)
{
	const struct unit *x = &u->u[i];
	uint64_t forms[STEM_FORMS], join;
	size_t n = stem_forms(text + x->start, x->end - x->start, forms);

	for (size_t k = 0; k < n; k++) {
		if (keyset_has(&bag->words, forms[k]))
			return 1;
	}
	if ((join = join_hash(text, u, i)) != 0 &&
	    keyset_has(&bag->words, join))
		return 1;
	return i > 0 && (join = join_hash(text, u, i - 1)) != 0 &&
	    keyset_has(&bag->words, join);
}

int
bag_has_fact(const struct bag *bag, const struct units *own,
    const struct unit *x, size_t *budget)
{
	for (size_t i = 0; i < bag->nfacts; i++) {
		if (*budget == 0)
			return 0;
		--*budget;
		if (unit_agree(&own->u[bag->facts[i]], x))
			return 1;
	}
	return 0;
}
