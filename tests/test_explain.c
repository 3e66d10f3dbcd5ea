/*
 * test_explain.c - what is the same in two texts, and what differs.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <criterion/criterion.h>

#include "compare/diff.h"
#include "fuzz/hostile.h"
#include "helpers.h"
#include "test_corpora.h"
#include "test_explain.h"

static struct explained answer;

/* The longest common subsequence, by the table. */
static size_t
lcs(const uint64_t *a, size_t na, const uint64_t *b, size_t nb)
{
	static size_t t[301][301];

	for (size_t i = na + 1; i-- > 0;)
		for (size_t k = nb + 1; k-- > 0;) {
			if (i == na || k == nb)
				t[i][k] = 0;
			else if (a[i] == b[k])
				t[i][k] = t[i + 1][k + 1] + 1;
			else
				t[i][k] = t[i + 1][k] > t[i][k + 1] ?
				    t[i + 1][k] : t[i][k + 1];
		}
	return t[0][0];
}

/* Equal keys outside the gaps, each checked. */
static size_t
equal_keys(const struct diff *x, const uint64_t *a, size_t na,
    const uint64_t *b, size_t nb)
{
	size_t i = 0, k = 0, equal = 0;

	for (size_t g = 0; g <= x->n; g++) {
		size_t a0 = g < x->n ? x->gaps[g].a0 : na;
		size_t b0 = g < x->n ? x->gaps[g].b0 : nb;

		cr_assert_geq(a0, i);
		cr_assert_eq(a0 - i, b0 - k);
		for (; i < a0; i++, k++, equal++)
			cr_assert_eq(a[i], b[k]);
		if (g < x->n) {
			i = x->gaps[g].a1;
			k = x->gaps[g].b1;
			cr_assert(i > a0 || k > b0);
		}
	}
	cr_assert_eq(i, na);
	cr_assert_eq(k, nb);
	return equal;
}

Test(diff, short_rows_get_a_longest_common_subsequence)
{
	static uint64_t a[300], b[300];
	struct diff x = { 0 };
	uint64_t state = 9;
	struct mem m;

	mem_init(&m, NULL);
	for (int round = 0; round < 300; round++) {
		size_t na = rnd(&state) % 300, nb = rnd(&state) % 300;
		size_t letters = 1 + rnd(&state) % 40;

		for (size_t i = 0; i < na; i++)
			a[i] = rnd(&state) % letters;
		for (size_t i = 0; i < nb; i++)
			b[i] = round % 2 && i < na && rnd(&state) % 4 ?
			    a[i] : rnd(&state) % letters;
		cr_assert_eq(diff_run(&x, &m, a, na, b, nb), 0);
		cr_assert_eq(equal_keys(&x, a, na, b, nb),
		    lcs(a, na, b, nb));
	}
	diff_release(&x, &m);
}

/* A row, and the same with every 50th key changed, dropped or doubled. */
Test(diff, long_rows_lose_little)
{
	enum { N = 200000 };
	uint64_t *a = malloc(N * sizeof(*a)), *b, state = 3;
	size_t n = 0, kept = 0, equal;
	struct diff x = { 0 };
	struct mem m;

	mem_init(&m, NULL);
	b = malloc(2 * N * sizeof(*b));
	cr_assert(a != NULL && b != NULL);
	for (size_t i = 0; i < N; i++) {
		double u = rnd_unit(&state);

		/* Words of a language: few are most of the text. */
		a[i] = (uint64_t)(5000 * u * u * u * u);
	}
	for (size_t i = 0; i < N; i++) {
		unsigned what = rnd(&state) % 150;

		if (what > 1) {
			b[n++] = a[i];
			kept++;
		}
		if (what == 1 || what == 2)
			b[n++] = rnd(&state) % 5000;
	}
	cr_assert_eq(diff_run(&x, &m, a, N, b, n), 0);
	equal = equal_keys(&x, a, N, b, n);
	cr_assert_gt((double)equal, 0.999 * (double)kept, "%zu of %zu",
	    equal, kept);
	diff_release(&x, &m);
	free(a);
	free(b);
}

/* A marked-up answer: [k:old|new] with the kind's first letter, and ! for a
 * conflict. */
static void
put_spans(const struct explained *x, const char *a, const char *b, char *out,
    size_t size)
{
	size_t n = 0;

	out[0] = '\0';
	for (size_t i = 0; i < x->n; i++) {
		const struct tawam_span *s = &x->spans[i];
		const char *sa = a + s->a_start, *sb = b + s->b_start;
		int la = (int)(s->a_end - s->a_start);
		int lb = (int)(s->b_end - s->b_start);
		char kind = tawam_kind_name(s->kind)[0];

		if (s->op == TAWAM_SAME)
			n += (size_t)snprintf(out + n, size - n, "%.*s", la,
			    sa);
		else
			n += (size_t)snprintf(out + n, size - n,
			    "[%c%s:%.*s|%.*s]", kind, s->conflict ? "!" : "",
			    la, sa, lb, sb);
		cr_assert_lt(n, size);
	}
}

static const struct {
	const char *a, *b, *want;
} rows[] = {
	{ "abc def ghi", "abc def ghi", "abc def ghi" },
	{ "abc def ghi", "abc xyz ghi", "abc [w:def|xyz] ghi" },
	{ "abc ghi", "abc def ghi", "abc[w:|def] ghi" },
	{ "abc def ghi", "abc ghi", "abc [w:def|] ghi" },
	{ "abc, def.", "ABC def", "abc, def." },
	/* One word in two: a space is all that differs. */
	{ "one abcdef two", "one abc def two", "one abc[s:| ]def two" },
	{ "one abc def two", "one abcdef two", "one abc[s: |]def two" },
	/* Words that are much alike, letter by letter. */
	{ "the president said", "the presidents said",
	    "the president[w:|s] said" },
	{ "one 30 two", "one 45 two", "one [n!:30|45] two" },
	{ "one 3.5 two", "one 35 two", "one [n:3.5|35] two" },
	{ "one 3.5 two", "one 3.5 two", "one 3.5 two" },
	{ "one 1,000 two", "one 1000 two", "one [n:1,000|1000] two" },
	/* Figures stay whole, and are paired with figures. */
	{ "rose by 1450 points", "rose sharply by 1460 points",
	    "rose[w:|sharply] by [n!:1450|1460] points" },
	{ "a (30) b", "a (45) b", "a ([n!:30|45]) b" },
	/* beh fatha / beh: marks do not count, and stay with their letter */
	{ "x \330\250\331\216 y", "x \330\250 y", "x \330\250\331\216 y" },
	{ "x &amp; y z", "x y w", "x &amp; y [w:z|w]" },
	{ "", "abc", "[w:|abc]" },
	{ ".", "abc", "[w:.|abc]" },
	{ "", " ", "[s:| ]" },
	{ "!", " ", "!" },
	{ "x", "x .", "x" },
	{ "x y.", "x", "x [w:y.|]" },
	{ "x.", "x y.", "x.[w:|y.]" },
	{ "y x", "x", "[w:y|] x" },
	/* What stands between is no part of what differs. */
	{ "abc 30 x", "def, 45 x", "[w:abc|def] [n!:30|45] x" },
	{ "a b!", "a c.", "a [w:b|c]!" },
	{ "(b) a", "\"c a", "([w:b|c]) a" },
};

/* What is the same is shown as a has it. */
Test(explain, rows)
{
	struct tawam_sketcher *s = explained_sketcher(TAWAM_PROFILE_STANDARD);
	char got[512];

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *a = rows[i].a, *b = rows[i].b;

		explained_check(&answer, s, a, strlen(a), b, strlen(b));
		put_spans(&answer, a, b, got, sizeof(got));
		cr_expect_str_eq(got, rows[i].want, "%s / %s: %s", a, b, got);
	}
	tawam_sketcher_free(s);
}

/* Each text of the bundled news with each other of a stretch: the relation is
 * that of the comparison, and what holds for all spans holds. */
Test(explain, bundled_news)
{
	struct tawam_sketcher *s = explained_sketcher(TAWAM_PROFILE_STANDARD);
	static const char *const names[] = { "id", "outlet", "date", "title",
		"text" };
	static char *text[400];
	size_t n = 0, len, conflicts = 0, alike = 0;
	char *all = read_file("corpora/news/news.jsonl", &len), *p = all;
	char *line;

	cr_assert_not_null(all);
	while ((line = corpora_line(&p)) != NULL && n < 400) {
		char *value[5];

		cr_assert(corpora_object(line, names, 5, value));
		text[n++] = value[4];
	}
	cr_assert_gt(n, 100);
	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n && k < i + 4; k++) {
			explained_check(&answer, s, text[i], strlen(text[i]),
			    text[k], strlen(text[k]));
			if (answer.match.relation != TAWAM_TEMPLATE)
				continue;
			alike++;
			for (size_t j = 0; j < answer.n; j++)
				if (answer.spans[j].conflict) {
					conflicts++;
					break;
				}
		}
	/* A template shows what is in conflict. */
	cr_assert_gt(alike, 0);
	cr_assert_eq(conflicts, alike);
	free(all);
	tawam_sketcher_free(s);
}

static int
count(void *arg, const struct tawam_span *span)
{
	size_t *left = arg;

	(void)span;
	return --*left == 0 ? 7 : 0;
}

Test(explain, a_function_that_says_stop_stops)
{
	struct tawam_sketcher *s = explained_sketcher(TAWAM_PROFILE_STANDARD);
	const char *a = "one two three four", *b = "one six three ten";
	struct tawam_match m = { .relation = TAWAM_EXACT };

	for (size_t at = 1; at < 6; at++) {
		size_t left = at;
		int r = tawam_explain(s, a, strlen(a), b, strlen(b), count,
		    &left, at == 2 ? NULL : &m);

		cr_assert_eq(r, at <= 4 ? 7 : 0);
		cr_assert_neq(m.relation, TAWAM_EXACT + (int)(at == 2));
	}
	tawam_sketcher_free(s);
}

/* By the table: the longest common run of bytes. */
static size_t
longest_run(const char *a, size_t na, const char *b, size_t nb)
{
	size_t best = 0;

	for (size_t i = 0; i < na; i++)
		for (size_t k = 0; k < nb; k++) {
			size_t n = 0;

			while (i + n < na && k + n < nb &&
			    a[i + n] == b[k + n])
				n++;
			if (n > best)
				best = n;
		}
	return best;
}

Test(explain, longest_shared_is_the_longest)
{
	struct tawam_sketcher *s = explained_sketcher(TAWAM_PROFILE_NONE);
	static char a[400], b[400];
	uint64_t state = 5;

	for (int round = 0; round < 300; round++) {
		size_t na = rnd(&state) % 400, nb = rnd(&state) % 400, n;
		size_t letters = 1 + rnd(&state) % 4;
		struct tawam_shared x, y;

		for (size_t i = 0; i < na; i++)
			a[i] = (char)('a' + rnd(&state) % letters);
		for (size_t i = 0; i < nb; i++)
			b[i] = round % 2 && i + 40 < na &&
			    rnd(&state) % 32 ? a[i + 40] :
			    (char)('a' + rnd(&state) % letters);
		n = longest_run(a, na, b, nb);
		cr_assert_eq(tawam_longest_shared(s, a, na, b, nb, &x), 0);
		cr_assert_eq(tawam_longest_shared(s, b, nb, a, na, &y), 0);
		cr_assert_eq(x.length, n);
		cr_assert_eq(x.a_end - x.a_start, n);
		cr_assert_eq(x.b_end - x.b_start, n);
		cr_assert(n == 0 || memcmp(a + x.a_start, b + x.b_start,
		    n) == 0);
		cr_assert(y.length == n && y.a_start == x.b_start &&
		    y.b_start == x.a_start);
		/* None before it in the shorter, or in the first by bytes. */
		for (size_t i = 0; n > 0 && na < nb && i < x.a_start; i++)
			cr_assert_null(memmem(b, nb, a + i, n));
	}
	tawam_sketcher_free(s);
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* What is slow for an alignment, 1 MB of each: bounded, whatever it is. */
Test(explain, a_megabyte_of_anything)
{
	enum { N = 1 << 20 };
	struct tawam_sketcher *s = explained_sketcher(TAWAM_PROFILE_STANDARD);
	char *a = malloc(N), *b = malloc(N);
	uint64_t state = 11;

	cr_assert(a != NULL && b != NULL);
	for (int kind = 0; kind < 5; kind++) {
		size_t na = N, nb = N - 5000, left = SIZE_MAX;
		double start;

		for (size_t i = 0; i < N; i++) {
			char c = (char)('a' + rnd(&state) % 20);

			if (kind == 0)	/* one letter */
				c = 'x';
			else if (kind == 1)	/* two words */
				c = "ab cd "[i % 6];
			else if (kind == 3 && i % 7 == 0)
				c = ' ';	/* words of no text */
			else if (kind == 4)	/* nothing decodes */
				c = (char)(0x80 + rnd(&state) % 0x40);
			a[i] = c;
		}
		memcpy(b, a + 5000, nb);
		for (int edit = 0; edit < 300; edit++)
			b[rnd(&state) % nb] = 'q';
		start = now();
		cr_assert_eq(tawam_explain(s, a, na, b, nb, count, &left,
		    NULL), 0);
		/* A second on one core; a sanitizer, another machine and
		 * other tests beside it have room. */
		cr_assert_lt(now() - start, 30);
	}
	free(a);
	free(b);
	tawam_sketcher_free(s);
}
