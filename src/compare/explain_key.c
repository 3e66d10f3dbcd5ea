/*
 * explain_key.c - numbers for spellings: equal ones have one, others another.
 *
 * A hash alone could be made to collide.
 */
#include <string.h>

#include "base/hash.h"
#include "compare/explain.h"

/* What a form spells, once. */
struct spelling {
	uint64_t hash;
	size_t at, len;
};

struct interned {
	struct spelling *list;
	size_t n, cap;
	uint32_t *slots;	/* number + 1; 0: free */
	size_t nslots;
	struct buf bytes;
};

void
explain_forget(struct explainer *x)
{
	struct interned *t = x->interned;

	if (t == NULL)
		return;
	mem_free(x->mem, t->list);
	mem_free(x->mem, t->slots);
	buf_free(x->mem, &t->bytes);
	mem_free(x->mem, t);
	x->interned = NULL;
}

/* At most half full. */
static int
widen(const struct mem *mem, struct interned *t)
{
	size_t nslots = t->nslots == 0 ? 1024 : 2 * t->nslots;
	uint32_t *slots;

	if (2 * (t->n + 1) <= t->nslots)
		return TAWAM_OK;
	if ((slots = mem_zalloc(mem, nslots, sizeof(*slots))) == NULL)
		return TAWAM_ENOMEM;
	for (size_t i = 0; i < t->n; i++) {
		size_t k = (size_t)t->list[i].hash & (nslots - 1);

		while (slots[k] != 0)
			k = (k + 1) & (nslots - 1);
		slots[k] = (uint32_t)i + 1;
	}
	mem_free(mem, t->slots);
	t->slots = slots;
	t->nslots = nslots;
	return TAWAM_OK;
}

int
explain_key(struct explainer *x, const char *p, size_t n, uint64_t *key)
{
	struct interned *t = x->interned;
	uint64_t hash = hash64(p, n, 0);
	size_t k;
	int e;

	if (t == NULL && (t = x->interned = mem_zalloc(x->mem, 1,
	    sizeof(*t))) == NULL)
		return TAWAM_ENOMEM;
	if ((e = widen(x->mem, t)) != 0)
		return e;
	for (k = (size_t)hash & (t->nslots - 1); t->slots[k] != 0;
	    k = (k + 1) & (t->nslots - 1)) {
		const struct spelling *s = &t->list[t->slots[k] - 1];

		if (s->hash == hash && s->len == n && (n == 0 ||
		    memcmp(t->bytes.p + s->at, p, n) == 0)) {
			*key = t->slots[k] - 1;
			return TAWAM_OK;
		}
	}
	if (mem_grow(x->mem, &t->list, &t->cap, t->n + 1,
	    sizeof(*t->list)) != 0)
		return TAWAM_ENOMEM;
	t->list[t->n] = (struct spelling){ hash, t->bytes.len, n };
	if (n > 0 && (e = buf_add(x->mem, &t->bytes, p, n)) != 0)
		return e;
	t->slots[k] = (uint32_t)++t->n;
	*key = t->n - 1;
	return TAWAM_OK;
}
