/*
 * reading.c - a text as the judge reads it.
 */
#include <string.h>

#include "compare/reading.h"

/* A unit has more bytes, with the space after it, nearly always. */
#define UNIT_BYTES	8

static int
copy_text(struct reading *r, const struct mem *mem, const char *text, size_t n)
{
	r->text.len = 0;
	if (buf_reserve(mem, &r->text, n + WORDS_SLACK) != 0 ||
	    buf_add(mem, &r->text, text, n) != 0)
		return TAWAM_ENOMEM;
	memset(r->text.p + n, 0, WORDS_SLACK);
	return TAWAM_OK;
}

static int
read_units(struct reading *r, const struct mem *mem, const struct words *w,
    struct tokens *scratch, const struct reading *like)
{
	struct units *u = &r->units;
	size_t about = r->text.len / UNIT_BYTES;
	int e;

	u->n = 0;
	if (units_reserve(u, mem, about < TOKENS_MAX ? about :
	    TOKENS_MAX) != 0)
		return TAWAM_ENOMEM;
	u->tokens = *scratch;
	e = units_read_like(u, mem, w, r->text.p, r->text.len,
	    like != NULL ? &like->units : NULL);
	*scratch = u->tokens;
	memset(&u->tokens, 0, sizeof(u->tokens));
	return e;
}

static int
list_facts(struct reading *r, const struct mem *mem)
{
	const struct units *u = &r->units;
	size_t n = 0;

	for (size_t i = 0; i < u->n; i++)
		n += !unit_is_word(&u->u[i]);
	if (mem_grow(mem, &r->facts, &r->facts_cap, n,
	    sizeof(*r->facts)) != 0)
		return TAWAM_ENOMEM;
	r->nfacts = 0;
	for (size_t i = 0; r->nfacts < n; i++)
		if (!unit_is_word(&u->u[i]))
			r->facts[r->nfacts++] = (uint32_t)i;
	return TAWAM_OK;
}

int
reading_make(struct reading *r, const struct mem *mem, const struct words *w,
    struct tokens *scratch, const char *text, size_t len,
    const struct reading *like)
{
	size_t n = len < TOKENS_MAX_BYTES ? len : TOKENS_MAX_BYTES;
	int e;

	r->held = 0;
	if ((e = copy_text(r, mem, text, n)) != 0 ||
	    (e = read_units(r, mem, w, scratch, like)) != 0 ||
	    (e = list_facts(r, mem)) != 0)
		return e;
	r->len = len;
	r->held = 1;
	return TAWAM_OK;
}

void
reading_release(struct reading *r, const struct mem *mem)
{
	buf_free(mem, &r->text);
	units_release(&r->units, mem);
	mem_free(mem, r->facts);
	memset(r, 0, sizeof(*r));
}

size_t
reading_bytes(const struct reading *r)
{
	return r->text.cap + r->units.cap * sizeof(*r->units.u) +
	    r->units.keycap * sizeof(*r->units.keys) +
	    r->facts_cap * sizeof(*r->facts);
}

int
reading_has_fact(const struct reading *r, const struct unit *x,
    size_t *budget)
{
	for (size_t i = 0; i < r->nfacts; i++) {
		if (*budget == 0)
			return 0;
		--*budget;
		if (unit_agree(&r->units.u[r->facts[i]], x))
			return 1;
	}
	return 0;
}
