/*
 * keyset.c - a set of 64-bit keys, open addressing, at most half full.
 */
#include <string.h>

#include "compare/keyset.h"

static uint64_t
nonzero(uint64_t key)
{
	return key != 0 ? key : 1;
}

/* Keys are hashes or packed small numbers: mix before use. */
static size_t
home(const struct keyset *s, uint64_t key)
{
	return (size_t)((key * UINT64_C(0x9e3779b97f4a7c15)) >> 20) & s->mask;
}

static int
grow(struct keyset *s, const struct mem *mem, size_t slots)
{
	uint64_t *old = s->slots, *p;
	size_t n = old != NULL ? s->mask + 1 : 0;

	if ((p = mem_zalloc(mem, slots, sizeof(*p))) == NULL)
		return TAWAM_ENOMEM;
	s->slots = p;
	s->cap = slots;
	s->mask = slots - 1;
	for (size_t i = 0; i < n; i++) {
		if (old[i] != 0) {
			size_t k = home(s, old[i]);

			while (p[k] != 0)
				k = (k + 1) & s->mask;
			p[k] = old[i];
		}
	}
	mem_free(mem, old);
	return 0;
}

int
keyset_reset(struct keyset *s, const struct mem *mem, size_t expect)
{
	size_t slots = 64;

	while (slots < expect)
		slots *= 2;
	slots *= 2;
	if (s->n == 0 && s->slots != NULL && s->mask == slots - 1)
		return 0;
	s->n = 0;
	if (slots > s->cap) {
		mem_free(mem, s->slots);
		memset(s, 0, sizeof(*s));
		return grow(s, mem, slots);
	}
	/* A large text before this one must not cost every later reset. */
	s->mask = slots - 1;
	memset(s->slots, 0, slots * sizeof(*s->slots));
	return 0;
}

int
keyset_add(struct keyset *s, const struct mem *mem, uint64_t key)
{
	size_t i;

	if (2 * (s->n + 1) > s->mask + 1 && s->slots != NULL &&
	    grow(s, mem, 2 * (s->mask + 1)) != 0)
		return TAWAM_ENOMEM;
	key = nonzero(key);
	for (i = home(s, key); s->slots[i] != 0; i = (i + 1) & s->mask) {
		if (s->slots[i] == key)
			return 0;
	}
	s->slots[i] = key;
	s->n++;
	return 1;
}

int
keyset_has(const struct keyset *s, uint64_t key)
{
	key = nonzero(key);
	for (size_t i = home(s, key); s->slots[i] != 0;
	    i = (i + 1) & s->mask) {
		if (s->slots[i] == key)
			return 1;
	}
	return 0;
}

void
keyset_release(struct keyset *s, const struct mem *mem)
{
	mem_free(mem, s->slots);
	memset(s, 0, sizeof(*s));
}
