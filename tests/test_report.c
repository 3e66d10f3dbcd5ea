/*
 * test_report.c - what the page is made of: marks that stay with their letters,
 * differences of words, the most alike pairs, JSON that is walked through.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "helpers.h"
#include "report/glyph.h"
#include "report/number.h"
#include "report/pick.h"
#include "report/span.h"
#include "report/worddiff.h"

static const char *const pieces[] = {
	"\xd8\xa8",		/* U+0628 BEH */
	"\xd9\x8e",		/* U+064E FATHA */
	"\xd9\x91",		/* U+0651 SHADDA */
	"\xd8\xa7",		/* U+0627 ALEF */
	"\xd9\x80",		/* U+0640 TATWEEL */
	"\xe2\x80\x8d",		/* U+200D ZERO WIDTH JOINER */
	" ", "\n", "5", "a", "\xcc\x81",	/* U+0301 COMBINING ACUTE */
	"\xff",
};

static size_t
random_text(uint64_t *state, char *out)
{
	size_t n = 0;

	for (unsigned k = (unsigned)(rnd(state) % 40); k > 0; k--) {
		const char *s = pieces[rnd(state) %
		    (sizeof(pieces) / sizeof(pieces[0]))];

		memcpy(out + n, s, strlen(s));
		n += strlen(s);
	}
	return n;
}

/* No run begins with a mark whose letter, or space, stands before it; the
 * runs of both texts are in order and have every word. */
Test(report, differences_never_split_a_letter_from_its_marks)
{
	struct tawam_sketcher *s;
	struct tawam_params p;
	char a[256], b[256];
	uint64_t state = 11;
	size_t only = 0;

	tawam_params_init(&p, sizeof(p));
	cr_assert_eq(tawam_sketcher_new(&s, &p), 0);
	for (int i = 0; i < 3000; i++) {
		size_t na = random_text(&state, a), nb = random_text(&state, b);
		size_t at = 0, bt = 0;
		struct worddiff d;

		cr_assert_eq(worddiff(&d, s, a, na, b, nb), 0);
		for (size_t k = 0; k < d.nruns; k++) {
			const struct word_run *r = &d.runs[k];

			cr_assert(at <= r->a_start && r->a_start <= r->a_end);
			cr_assert(bt <= r->b_start && r->b_start <= r->b_end);
			cr_assert(r->a_end <= na && r->b_end <= nb);
			cr_assert(r->a_start == 0 || r->a_start == na ||
			    r->op == WORD_ONLY_B || !glyph_mark_at(a +
			    r->a_start, na - r->a_start));
			cr_assert(r->b_start == 0 || r->b_start == nb ||
			    r->op == WORD_ONLY_A || !glyph_mark_at(b +
			    r->b_start, nb - r->b_start));
			cr_assert(r->op != WORD_ONLY_A ||
			    r->b_start == r->b_end);
			only += r->op == WORD_ONLY_A || r->op == WORD_ONLY_B;
			at = r->a_end;
			bt = r->b_end;
		}
		for (; at < na; at++)
			cr_assert(a[at] == ' ' || a[at] == '\n');
		for (; bt < nb; bt++)
			cr_assert(b[bt] == ' ' || b[bt] == '\n');
		worddiff_release(&d);
	}
	cr_assert_gt(only, 1000);
	tawam_sketcher_free(s);
}

/* A text is cut behind the marks of its last letter, not before them. */
Test(report, a_cut_text_ends_with_a_whole_letter)
{
	char *text = malloc(3 * 4000 + 1);
	size_t len = 0;

	/* BEH, FATHA and SHADDA: three code points a letter. */
	for (int i = 0; i < 2000; i++, len += 6)
		memcpy(text + len, "\xd8\xa8\xd9\x8e\xd9\x91", 6);
	for (size_t cut = 3000; cut < 3003; cut++) {
		struct pick_text own = { .doc = 4 };
		struct pick p = { .texts = &own, .ntexts = 1, .cut = cut };

		pick_give(&p, 4, text, len, "s", 1);
		cr_assert_eq(own.len % 6, 0);
		cr_assert_eq(own.len / 2 + own.rest, 6000);
		cr_assert_geq(own.len / 2, cut);
		free(own.text);
		free(own.source);
	}
	free(text);
}

Test(report, the_most_alike_pairs_are_kept)
{
	struct pick_pairs to = { 0 };
	uint64_t state = 5;
	unsigned seen[10000] = { 0 }, left = 40;

	for (uint64_t i = 0; i < 5000; i++) {
		struct tawam_pair pair = { .a = i, .b = i + 1 };

		pair.match.jaccard = (double)(rnd(&state) % 10000) / 1e4;
		seen[score4(pair.match.jaccard)]++;
		pick_best(&to, &pair, 40);
	}
	cr_assert_eq(to.n, 40);
	for (size_t i = 0, score = 9999; i < to.n; i++, left--) {
		while (seen[score] == 0)
			score--;
		cr_assert_eq(score4(to.list[i].match.jaccard), score);
		seen[score]--;
		cr_assert(i == 0 || score4(to.list[i - 1].match.jaccard) >
		    score || to.list[i - 1].a < to.list[i].a);
	}
	cr_assert_eq(left, 0);
	free(to.list);
	/* As printf rounds, in the middle of two, too. */
	for (int i = 0; i < 40000; i++) {
		double j = i % 2 == 0 ? (i + .5) / 40000 :
		    (double)(i % 997) / (double)(i % 1009 + 997);
		char text[16];

		snprintf(text, sizeof(text), "%u.%04u", score4(j) / 10000,
		    score4(j) % 10000);
		snprintf(text + 8, 8, "%.4f", j);
		cr_assert_eq(memcmp(text, text + 8, 6), 0);
	}
	cr_assert_eq(score4(0.99996), 10000);
	cr_assert_eq(score4(-1), 0);
	cr_assert_eq(score4(0.70004), 7000);
}

Test(report, json_is_walked_through)
{
	static const char text[] = "{\"a\": [1, \"x]\\\"\", [2,[3]], {\"b\":"
	    "\"}\"}, null , true,-1.5e3 ],\n \"c\":\"\\u0628\\n\"}";
	static const char *const names[] = { "a", "c", "d" };
	static const enum json_type types[] = { JSON_NUMBER, JSON_STRING,
	    JSON_ARRAY, JSON_OBJECT, JSON_NULL, JSON_TRUE, JSON_NUMBER };
	struct span whole = { text, sizeof(text) - 1, JSON_OBJECT };
	struct span v[3], item;
	size_t at = 0, n = 0;
	char *s;

	cr_assert_eq(span_members(whole, names, 3, v), 0);
	cr_assert_eq(v[2].type, JSON_ABSENT);
	while (span_next(v[0], &at, &item)) {
		cr_assert_lt(n, 7);
		cr_assert_eq(item.type, types[n]);
		if (n == 6)
			cr_assert(span_double(item) == -1500);
		n++;
	}
	cr_assert_eq(n, 7);
	s = span_string(v[1]);
	cr_assert_str_eq(s, "\xd8\xa8\n");
	free(s);
	cr_assert_eq(span_count(v[1]), 0);
	whole.n--;
	cr_assert_eq(span_members(whole, names, 3, v), -1);
	/* Every beginning of it is refused, and read within its bounds. */
	for (size_t i = 0; i < sizeof(text) - 1; i++) {
		char *own = malloc(i + 1);

		memcpy(own, text, i);
		whole = (struct span){ own, i, JSON_OBJECT };
		cr_assert_eq(span_members(whole, names, 3, v), -1);
		free(own);
	}
}
