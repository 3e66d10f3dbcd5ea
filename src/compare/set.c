/*
 * set.c - a text's shingles as a sorted set of keys; exact overlap of two.
 */
#include <string.h>

#include "base/sort.h"
#include "compare/set.h"
#include "compare/set_simd.h"

/* Keys that are not sorted before there are so many. */
#define MANY	((size_t)1 << 20)
/* Words that a maker keeps room for. */
#define KEPT	((size_t)1 << 19)

void
set_begin(struct set_maker *k)
{
	k->n = k->once = 0;
}

/* Sorts what there is and drops repeats. */
static int
once_each(const struct mem *m, struct set_maker *k)
{
	int r;

	if ((r = mem_grow(m, &k->tmp, &k->tmp_cap, k->n,
	    sizeof(*k->tmp))) != 0)
		return r;
	sort_spread(k->keys, k->tmp, k->n);
	k->n = k->once = sort_unique(k->keys, k->n);
	if (k->tmp_cap > KEPT) {
		mem_free(m, k->tmp);
		k->tmp = NULL;
		k->tmp_cap = 0;
	}
	return TAWAM_OK;
}

int
set_add(const struct mem *m, struct set_maker *k, const uint64_t *keys,
    size_t n)
{
	int r;

	/* Repeats are most of a long text: sorting whenever keys have doubled
	 * keeps room for those that are different. */
	if (k->n >= MANY && k->n >= 2 * k->once && (r = once_each(m, k)) != 0)
		return r;
	if ((r = mem_grow(m, &k->keys, &k->cap, k->n + n,
	    sizeof(*k->keys))) != 0)
		return r;
	for (size_t i = 0; i < n; i++)
		k->keys[k->n + i] = set_spread(keys[i]);
	k->n += n;
	return TAWAM_OK;
}

/* The set takes the maker's array, without the room of the repeats. */
static void
hand_over(const struct mem *m, struct set_maker *k, struct set *out)
{
	uint64_t *fit = mem_resize(m, k->keys, k->n, sizeof(*k->keys));

	/* Keeping that room is no error. */
	out->keys = fit != NULL ? fit : k->keys;
	k->keys = NULL;
	k->cap = 0;
}

int
set_done(const struct mem *m, struct set_maker *k, struct set *out)
{
	int r;

	memset(out, 0, sizeof(*out));
	if ((r = once_each(m, k)) != 0)
		return r;
	if (k->cap > KEPT) {
		hand_over(m, k, out);
	} else {
		out->keys = mem_alloc(m, k->n, sizeof(*out->keys));
		if (out->keys == NULL)
			return TAWAM_ENOMEM;
		if (k->n > 0)
			memcpy(out->keys, k->keys, k->n * sizeof(*k->keys));
	}
	out->n = k->n;
	set_begin(k);
	return TAWAM_OK;
}

void
set_maker_release(const struct mem *m, struct set_maker *k)
{
	mem_free(m, k->keys);
	mem_free(m, k->tmp);
	memset(k, 0, sizeof(*k));
}

void
set_release(const struct mem *m, struct set *s)
{
	mem_free(m, s->keys);
	memset(s, 0, sizeof(*s));
}

/* From there a set so many times larger is leapt through. */
#define LEAP	16

/* Keys of a in b, which is much larger (Bentley, Yao: An Almost Optimal
 * Algorithm for Unbounded Searching, 1976). */
static size_t
common_few(const struct set *a, const struct set *b)
{
	size_t low = 0, both = 0;

	for (size_t i = 0; i < a->n && low < b->n; i++) {
		uint64_t x = a->keys[i];
		size_t step = 1, high;

		while (low + step < b->n && b->keys[low + step] < x) {
			low += step;
			step *= 2;
		}
		high = low + step < b->n ? low + step : b->n;
		while (low < high) {
			size_t mid = low + (high - low) / 2;

			if (b->keys[mid] < x)
				low = mid + 1;
			else
				high = mid;
		}
		both += low < b->n && b->keys[low] == x;
	}
	return both;
}

size_t
set_common(enum cpu_level level, const struct set *a, const struct set *b)
{
	struct merged m = { 0, 0, 0 };
	size_t i, j, both;

	if (a->n < b->n / LEAP)
		return common_few(a, b);
	if (b->n < a->n / LEAP)
		return common_few(b, a);
#if CPU_X86
	if (level == CPU_AVX512)
		set_merge_avx512(a, b, &m);
	else if (level == CPU_AVX2)
		set_merge_avx2(a, b, &m);
#else
	(void)level;
#endif
	i = m.i;
	j = m.j;
	both = m.both;
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
set_mark(const struct set *s, struct set_marks *out)
{
	memset(out, 0, sizeof(*out));
	if (s->n > SET_MARKED)
		return;
	for (size_t i = 0; i < s->n; i++) {
		size_t place = s->keys[i] / (UINT64_MAX / SET_MARKS + 1);

		out->bits[place / 64] |= UINT64_C(1) << place % 64;
	}
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

size_t
set_most(enum cpu_level level, const struct set *a,
    const struct set_marks *in_a, const struct set *b,
    const struct set_marks *in_b)
{
	struct apart x;

	if (a->n > SET_MARKED || b->n > SET_MARKED)
		return least(a->n, b->n);
#if CPU_X86
	if (level != CPU_SCALAR)
		x = set_apart_avx2(in_a, in_b);
	else
#else
	(void)level;
#endif
		x = places_apart(in_a, in_b);
	/* A place has one key at least. */
	return least(a->n - x.only_a, b->n - x.only_b);
}

void
set_scores(enum cpu_level level, const struct set *a, const struct set *b,
    struct scores *out)
{
	memset(out, 0, sizeof(*out));
	if (a->n > 0 && b->n > 0)
		scores_of(a->n, b->n, set_common(level, a, b), out);
}
