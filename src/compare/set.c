/*
 * set.c - a text's shingles as a sorted set of keys; exact overlap of two.
 */
#include <string.h>

#include "base/sort.h"
#include "compare/set.h"

int
set_build(const struct mem *m, const uint64_t *keys, size_t n,
    struct set *out)
{
	uint64_t *a, *tmp, *fit;

	memset(out, 0, sizeof(*out));
	a = mem_alloc(m, n, sizeof(*a));
	tmp = mem_alloc(m, n, sizeof(*tmp));
	if (a == NULL || tmp == NULL) {
		mem_free(m, a);
		mem_free(m, tmp);
		return TAWAM_ENOMEM;
	}
	for (size_t i = 0; i < n; i++)
		a[i] = set_spread(keys[i]);
	sort_spread(a, tmp, n);
	mem_free(m, tmp);
	out->n = sort_unique(a, n);
	/* Give back what repeats took; keeping it is no error. */
	fit = mem_resize(m, a, out->n, sizeof(*a));
	out->keys = fit != NULL ? fit : a;
	return TAWAM_OK;
}

void
set_release(const struct mem *m, struct set *s)
{
	mem_free(m, s->keys);
	memset(s, 0, sizeof(*s));
}

/* Keys in both. */
static size_t
overlap(const struct set *a, const struct set *b)
{
	size_t i = 0, j = 0, both = 0;

	/* No branch on the data: which side advances cannot be predicted. */
	while (i < a->n && j < b->n) {
		uint64_t x = a->keys[i], y = b->keys[j];

		both += x == y;
		i += x <= y;
		j += y <= x;
	}
	return both;
}

void
set_scores(const struct set *a, const struct set *b, struct scores *out)
{
	size_t both;

	memset(out, 0, sizeof(*out));
	if (a->n == 0 || b->n == 0)
		return;
	both = overlap(a, b);
	out->jaccard = (double)both / (double)(a->n + b->n - both);
	out->contain_a = (double)both / (double)a->n;
	out->contain_b = (double)both / (double)b->n;
}
