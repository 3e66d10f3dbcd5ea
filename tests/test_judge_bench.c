/*
 * test_judge_bench.c - from two texts to a verdict, for the tests.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/hash.h"
#include "compare/words.h"
#include "test_judge.h"

void
bench_init(struct bench *x)
{
	memset(x, 0, sizeof(*x));
	mem_init(&x->mem, NULL);
	cr_assert_eq(judge_new(&x->judge, &x->mem), 0);
	for (int i = 0; i < 2; i++)
		cr_assert_eq(normaliser_new(&x->norm[i],
		    TAWAM_PROFILE_STANDARD, &x->mem), 0);
}

void
bench_release(struct bench *x)
{
	judge_free(x->judge);
	normaliser_free(x->norm[0]);
	normaliser_free(x->norm[1]);
}

static int
compare_keys(const void *p, const void *q)
{
	uint64_t x = *(const uint64_t *)p, y = *(const uint64_t *)q;

	return x < y ? -1 : x > y;
}

/* Sorted, distinct hashes of the 5-grams. */
static size_t
grams(const char *s, size_t n, uint64_t *out)
{
	size_t *at = malloc((n + 1) * sizeof(*at)), points = 0, count = 0, k;

	for (size_t i = 0; i < n; i++) {
		if (((unsigned char)s[i] & 0xc0) != 0x80)
			at[points++] = i;
	}
	at[points] = n;
	for (size_t i = 0; i + 5 <= points; i++)
		out[count++] = hash64(s + at[i], at[i + 5] - at[i], 99);
	if (count == 0)
		out[count++] = hash64(s, n, 99);
	free(at);
	qsort(out, count, sizeof(*out), compare_keys);
	k = 1;
	for (size_t i = 1; i < count; i++) {
		if (out[i] != out[k - 1])
			out[k++] = out[i];
	}
	return k;
}

double
jaccard5(const char *a, size_t na, const char *b, size_t nb)
{
	uint64_t *x = malloc((na + 1) * sizeof(*x));
	uint64_t *y = malloc((nb + 1) * sizeof(*y));
	size_t nx = grams(a, na, x), ny = grams(b, nb, y), common = 0;

	for (size_t i = 0, j = 0; i < nx && j < ny;) {
		common += x[i] == y[j];
		if (x[i] == y[j]) {
			i++;
			j++;
		} else if (x[i] < y[j]) {
			i++;
		} else {
			j++;
		}
	}
	free(x);
	free(y);
	return (double)common / (double)(nx + ny - common);
}

const struct judgement *
bench_judge_text(struct bench *x, const char *a, const char *b)
{
	const char *text[2] = { a, b };
	struct judgement back;
	enum judge_why code;

	for (int i = 0; i < 2; i++)
		cr_assert_eq(normaliser_run(x->norm[i], text[i],
		    strlen(text[i]), &x->form[i]), 0);
	x->jaccard = jaccard5(x->form[0].bytes, x->form[0].len,
	    x->form[1].bytes, x->form[1].len);
	cr_assert_eq(judge_texts(x->judge, x->form[1].bytes, x->form[1].len,
	    x->form[0].bytes, x->form[0].len, x->jaccard, &back), 0);
	code = back.code;
	cr_assert_eq(judge_texts(x->judge, x->form[0].bytes, x->form[0].len,
	    x->form[1].bytes, x->form[1].len, x->jaccard, &x->out), 0);
	/* Whatever a test asks, the order of the two must not matter. */
	cr_assert_eq(code, x->out.code);
	return &x->out;
}

const struct judgement *
bench_judge(struct bench *x, const char *a, const char *b)
{
	char *text[2] = { malloc(2 * strlen(a) + 1),
		malloc(2 * strlen(b) + 1) };
	const struct judgement *out;

	text[0][words_decode(a, strlen(a), text[0])] = '\0';
	text[1][words_decode(b, strlen(b), text[1])] = '\0';
	out = bench_judge_text(x, text[0], text[1]);
	free(text[0]);
	free(text[1]);
	return out;
}

void
bench_show(const struct bench *x)
{
	fprintf(stderr, "%s, J %.3f:\n", x->out.why, x->jaccard);
	for (size_t i = 0; i < x->out.nconflicts; i++) {
		const struct judge_conflict *c = &x->out.conflicts[i];

		fprintf(stderr, "\t%s: %.*s | %.*s\n",
		    conflict_kind_name(c->kind),
		    (int)(c->a_end - c->a_start),
		    x->form[0].bytes + c->a_start,
		    (int)(c->b_end - c->b_start),
		    x->form[1].bytes + c->b_start);
	}
}
