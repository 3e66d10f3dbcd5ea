/*
 * test_judge_align.c - alignment against a table of longest common
 * subsequences, and its bounds on large inputs.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <criterion/criterion.h>

#include "compare/align.h"
#include "compare/judge.h"
#include "compare/keyset.h"
#include "helpers.h"

#define SMALL	40

/* Length of a longest common subsequence. */
static size_t
lcs(const uint64_t *a, size_t na, const uint64_t *b, size_t nb)
{
	size_t d[SMALL + 1][SMALL + 1];

	for (size_t i = 0; i <= na; i++) {
		for (size_t j = 0; j <= nb; j++) {
			if (i == 0 || j == 0)
				d[i][j] = 0;
			else if (a[i - 1] == b[j - 1])
				d[i][j] = d[i - 1][j - 1] + 1;
			else
				d[i][j] = d[i - 1][j] > d[i][j - 1] ?
				    d[i - 1][j] : d[i][j - 1];
		}
	}
	return d[na][nb];
}

/* Between the gaps the two are equal; returns what lies inside gaps. */
static size_t
check_gaps(const struct align *x, const uint64_t *a, size_t na,
    const uint64_t *b, size_t nb)
{
	size_t i = 0, j = 0, inside = 0;

	for (size_t k = 0; k <= x->n; k++) {
		struct gap end = { na, na, nb, nb };
		const struct gap *g = k < x->n ? &x->gaps[k] : &end;

		cr_assert_geq(g->a0, i);
		cr_assert_eq(g->a0 - i, g->b0 - j);
		/* Two gaps in one place would be one. */
		cr_assert(k == 0 || k == x->n || g->a0 > i);
		for (; i < g->a0; i++, j++)
			cr_assert_eq(a[i], b[j]);
		cr_assert(k == x->n || g->a1 > g->a0 || g->b1 > g->b0);
		inside += (g->a1 - g->a0) + (g->b1 - g->b0);
		i = g->a1;
		j = g->b1;
	}
	cr_assert_eq(i, na);
	cr_assert_eq(j, nb);
	return inside;
}

Test(judge_align, small_rows_lose_nothing)
{
	uint64_t a[SMALL], b[SMALL], state = 3;
	struct align x = { 0 };
	struct mem mem;

	mem_init(&mem, NULL);
	for (int i = 0; i < 20000; i++) {
		size_t na = rnd(&state) % (SMALL + 1);
		size_t nb = rnd(&state) % (SMALL + 1);
		uint64_t letters = 1 + rnd(&state) % 30;

		for (size_t k = 0; k < na; k++)
			a[k] = rnd(&state) % letters;
		for (size_t k = 0; k < nb; k++)
			b[k] = k < na && i % 2 ? a[k] : rnd(&state) % letters;
		cr_assert_eq(align_run(&x, &mem, a, na, b, nb), 0);
		cr_assert_eq(check_gaps(&x, a, na, b, nb),
		    na + nb - 2 * lcs(a, na, b, nb));
	}
	align_release(&x, &mem);
}

/* Over the cap: anchors keep the parts that are alike. */
Test(judge_align, different_texts_fall_back_to_anchors)
{
	enum { N = 40000 };
	uint64_t *a = malloc(N * sizeof(*a)), *b = malloc(N * sizeof(*b));
	uint64_t state = 5;
	struct align x = { 0 };
	struct mem mem;

	mem_init(&mem, NULL);
	for (uint64_t i = 0; i < N; i++) {
		/* Every fifth place is new in b, half of them common keys. */
		a[i] = i % 3 == 0 ? rnd(&state) % 50 : 1000 + i;
		b[i] = i % 5 != 0 ? a[i] : i % 2 ? rnd(&state) % 50 :
		    1000000 + i;
	}
	cr_assert_eq(align_run(&x, &mem, a, N, b, N), 0);
	cr_assert_leq(check_gaps(&x, a, N, b, N), 2 * N / 5);
	/* Halves that changed places: one of them stays. */
	memcpy(b, a + N / 2, N / 2 * sizeof(*a));
	memcpy(b + N / 2, a, N / 2 * sizeof(*a));
	cr_assert_eq(align_run(&x, &mem, a, N, b, N), 0);
	cr_assert_leq(check_gaps(&x, a, N, b, N), N + 100);
	/* Nothing in common at all. */
	for (uint64_t i = 0; i < N; i++)
		b[i] = 5000000 + i;
	cr_assert_eq(align_run(&x, &mem, a, N, b, N), 0);
	cr_assert_eq(check_gaps(&x, a, N, b, N), 2 * N);
	cr_assert_eq(x.n, 1);
	align_release(&x, &mem);
	free(a);
	free(b);
}

Test(judge_align, a_set_holds_what_was_added)
{
	struct keyset s = { 0 };
	uint64_t state = 9;
	struct mem mem;

	mem_init(&mem, NULL);
	for (size_t n = 5000; n > 0; n /= 7) {
		cr_assert_eq(keyset_reset(&s, &mem, n / 9), 0);
		for (uint64_t k = 0; k < n; k++) {
			uint64_t key = k * 3 + n;

			cr_assert_eq(keyset_has(&s, key), 0);
			cr_assert_eq(keyset_add(&s, &mem, key), 1);
			cr_assert_eq(keyset_add(&s, &mem, key), 0);
			cr_assert_eq(keyset_has(&s, n + rnd(&state) %
			    (k + 1) * 3), 1);
		}
		cr_assert_eq(keyset_has(&s, n + 1), 0);
		cr_assert_eq(keyset_has(&s, 0), 0);
	}
	keyset_release(&s, &mem);
}

/* Bytes in use now and at most. */
struct gauge {
	size_t live, peak;
};

static void *
gauge_realloc(void *ctx, void *ptr, size_t size)
{
	struct gauge *g = ctx;
	size_t *p = ptr != NULL ? (size_t *)ptr - 2 : NULL;

	if (p != NULL)
		g->live -= *p;
	if (size == 0) {
		free(p);
		return NULL;
	}
	cr_assert_not_null(p = realloc(p, size + 2 * sizeof(*p)));
	*p = size;
	g->live += size;
	if (g->live > g->peak)
		g->peak = g->live;
	return p + 2;
}

enum { LETTERS, WORDS, FIGURES, ONE_WORD, GLUED, NKINDS };

static size_t
megabyte(int kind, uint64_t *state, char *out)
{
	size_t n = 0, size = (size_t)1 << 20;

	while (n + 16 < size) {
		size_t k = kind == LETTERS ? 1 : 5;

		if (n > 0 && kind != GLUED)
			out[n++] = ' ';
		if (kind == FIGURES || kind == GLUED)
			out[n++] = (char)('0' + rnd(state) % 10);
		for (; k > 0 && kind != FIGURES; k--) {
			out[n++] = '\xd8';
			out[n++] = (char)(0xa7 + (kind == ONE_WORD ? k :
			    rnd(state) % 20));
		}
	}
	return n;
}

Test(judge_align, a_megabyte_against_a_megabyte)
{
	struct gauge g = { 0, 0 };
	struct tawam_alloc alloc = { gauge_realloc, &g };
	char *a = malloc((size_t)1 << 20), *b = malloc((size_t)1 << 20);
	uint64_t state = 17;
	struct mem mem;

	mem_init(&mem, &alloc);
	for (int i = 0; i < 2 * NKINDS; i++) {
		struct judgement out;
		struct judge *j;
		clock_t start = clock();
		size_t na = megabyte(i / 2, &state, a), nb = na;

		/* Alike but for every hundredth place, or not at all. */
		if (i % 2 == 0)
			nb = megabyte(i / 2, &state, b);
		else
			memcpy(b, a, na);
		for (size_t k = 500; i % 2 && k < nb; k += 100)
			b[k] = ' ';
		g.peak = g.live;
		cr_assert_eq(judge_new(&j, &mem), 0);
		cr_assert_eq(judge_texts(j, a, na, b, nb, .8, &out), 0);
		judge_free(j);
		cr_assert_eq(g.live, 0);
		cr_expect_lt(g.peak, (size_t)64 << 20, "%zu bytes", g.peak);
		/* A fifth of a second where nothing watches memory. */
		cr_expect_lt(clock() - start, 3 * CLOCKS_PER_SEC);
	}
	free(a);
	free(b);
}
