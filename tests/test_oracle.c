/*
 * test_oracle.c - is the second implementation itself right?
 *
 * Its own checks: hand-made vectors, the decoder against all short byte
 * strings, digits of every script, properties the rules promise.
 */
#include <criterion/criterion.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "oracle/oracle_json.h"
#include "oracle/oracle_norm.h"
#include "oracle/oracle_pairs.h"
#include "oracle/oracle_random.h"
#include "oracle/oracle_text.h"
#include "oracle/shared.h"

static const char *const profile_names[ORACLE_NPROFILES] = {
	"none", "nfc", "light", "standard", "aggressive"
};

static int
is(const struct field *f, const char *s)
{
	return f->len == strlen(s) && memcmp(f->p, s, f->len) == 0;
}

Test(oracle, normalise_vectors)
{
	struct lines l = { NULL, 0, NULL, 0 };
	char *file = shared_read("vectors/normalise.tsv", &l.left);
	size_t rows = 0, ingest = 0, line = 0;

	if (file == NULL)
		cr_skip("no shared data: vectors/normalise.tsv");
	for (l.rest = file; shared_line(&l);) {
		struct field f[4];
		size_t inlen, wantlen, gotlen;
		int profile = 0;

		line++;
		if (l.len == 0 || l.line[0] == '#')
			continue;
		cr_assert_eq(shared_fields(l.line, l.len, f, 4), 4);
		if (is(&f[0], "ingest")) {
			ingest++;
			continue;
		}
		while (profile < ORACLE_NPROFILES &&
		    !is(&f[0], profile_names[profile]))
			profile++;
		cr_assert_lt(profile, ORACLE_NPROFILES, "line %zu", line);
		char *in = shared_unescape(f[1].p, f[1].len, &inlen);
		char *want = shared_unescape(f[2].p, f[2].len, &wantlen);
		char *got = oracle_normalise(profile, in, inlen, &gotlen);
		cr_expect(gotlen == wantlen &&
		    memcmp(got, want, wantlen) == 0,
		    "line %zu: want \"%s\", got \"%s\"", line, want, got);
		rows++;
		free(in);
		free(want);
		free(got);
	}
	cr_assert_gt(rows, 300);
	free(file);
}

/* a, b, then "=" or "!=" for nfc, light, standard, aggressive. */
static void
check_same_row(struct field f[6], size_t line)
{
	struct oracle_form a[ORACLE_NPROFILES], b[ORACLE_NPROFILES];
	size_t na, nb;
	char *ta = shared_unescape(f[0].p, f[0].len, &na);
	char *tb = shared_unescape(f[1].p, f[1].len, &nb);

	oracle_forms(ta, na, ORACLE_NPROFILES - 1, a);
	oracle_forms(tb, nb, ORACLE_NPROFILES - 1, b);
	for (int profile = 1; profile < ORACLE_NPROFILES; profile++) {
		int same = a[profile].len == b[profile].len &&
		    memcmp(a[profile].bytes, b[profile].bytes,
		    a[profile].len) == 0;

		cr_expect_eq(same, is(&f[1 + profile], "="),
		    "line %zu, %s: \"%s\" and \"%s\"", line,
		    profile_names[profile], a[profile].bytes,
		    b[profile].bytes);
	}
	oracle_forms_free(a);
	oracle_forms_free(b);
	free(ta);
	free(tb);
}

Test(oracle, same_or_different_vectors)
{
	struct lines l = { NULL, 0, NULL, 0 };
	char *file = shared_read("vectors/same_or_different.tsv", &l.left);
	size_t rows = 0, line = 0;

	if (file == NULL)
		cr_skip("no shared data: vectors/same_or_different.tsv");
	for (l.rest = file; shared_line(&l);) {
		struct field f[6];

		line++;
		if (l.len == 0 || l.line[0] == '#')
			continue;
		cr_assert_eq(shared_fields(l.line, l.len, f, 6), 6);
		check_same_row(f, line);
		rows++;
	}
	cr_assert_gt(rows, 40);
	free(file);
}

Test(oracle, every_code_point_survives_decoding)
{
	for (uint32_t c = 0; c <= 0x10ffff; c++) {
		struct otext one = { &c, 1, 1 }, back;
		uint64_t repaired;
		size_t len;

		if (c >= 0xd800 && c <= 0xdfff)
			continue;
		char *s = otext_encode(&one, &len);
		back = otext_decode(s, len, &repaired);
		cr_assert(back.n == 1 && back.p[0] == c && repaired == 0,
		    "U+%04X", c);
		otext_free(&back);
		free(s);
	}
}

/* Unicode 15.0, section 3.9, and tables 3-8 to 3-11 there. */
Test(oracle, maximal_subparts_become_one_replacement)
{
	static const struct {
		const char *bytes;
		size_t n, repaired;
	} rows[] = {
		{ "\xc0\xaf\xe0\x80\xbf\xf0\x81\x82\x41", 9, 8 },
		{ "\xed\xa0\x80\xed\xbf\xbf\xed\xaf\x41", 9, 8 },
		{ "\xf4\x91\x92\x93\xff\x41\x80\xbf\x42", 9, 7 },
		{ "\xe1\x80\xe2\xf0\x91\x92\xf1\xbf\x41", 5, 4 },
		{ "\xe2\x80", 1, 1 },
		{ "\xf0\x9f\x98", 1, 1 },
		{ "\xf0\x9f\x98\x80", 1, 0 },
		{ "\xf4\x8f\xbf\xbf", 1, 0 },
		{ "\xf5\x80\x80\x80", 4, 4 },
		{ "\xd8\xd8\xa7", 2, 1 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		uint64_t repaired;
		struct otext t = otext_decode(rows[i].bytes,
		    strlen(rows[i].bytes), &repaired);

		cr_expect_eq(t.n, rows[i].n, "row %zu: %zu", i, t.n);
		cr_expect_eq(repaired, rows[i].repaired, "row %zu", i);
		otext_free(&t);
	}
}

/* Digits with a decomposition have their value from there; the others are
 * checked by script, and every run must be a whole number of tens. */
Test(oracle, digits_have_their_values)
{
	static const uint32_t zeros[] = {
		0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66,
		0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20,
		0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80,
		0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0,
		0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10, 0x104a0,
		0x11066, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140,
		0x1e950, 0x1fbf0
	};
	int run = 0;

	for (size_t i = 0; i < sizeof(zeros) / sizeof(zeros[0]); i++) {
		for (uint32_t v = 0; v < 10; v++)
			cr_expect_eq(oracle_digit(zeros[i] + v), (int)v,
			    "U+%04X", zeros[i] + v);
	}
	for (uint32_t c = 0; c <= 0x10ffff; c++) {
		utf8proc_int32_t to[32];
		int v = oracle_digit(c), class = 0;
		utf8proc_ssize_t n;

		if (v < 0) {
			cr_expect_eq(run % 10, 0, "before U+%04X", c);
			run = 0;
			continue;
		}
		run++;
		n = utf8proc_decompose_char((utf8proc_int32_t)c, to, 32,
		    UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE, &class);
		if (n == 1 && to[0] < 0x80)
			cr_expect_eq(v, to[0] - '0', "U+%04X", c);
	}
}

/* Compositions of Hangul, among them the one utf8proc 2.8 gets wrong. */
Test(oracle, hangul_composition)
{
	static const char *const rows[][2] = {
		{ "\u1112\u1161\u11ab", "\ud55c" },
		{ "\uac00\u11a7", "\uac00\u11a7" },
		{ "\u1100\u1161\u11a7", "\uac00\u11a7" },
		{ "\u1100\u1161\u11a8", "\uac01" },
		{ "\u1100\u0301\u1161", "\u1100\u0301\u1161" },
		{ "\uac01\u11a8", "\uac01\u11a8" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t n;
		char *s = oracle_normalise(1, rows[i][0], strlen(rows[i][0]),
		    &n);

		cr_expect_str_eq(s, rows[i][1]);
		free(s);
	}
}

static int
same(const char *a, size_t na, const char *b, size_t nb)
{
	return na == nb && memcmp(a, b, na) == 0;
}

/* The standard form is letters, numbers and single spaces between them. */
static void
check_alphabet(const struct oracle_form *form)
{
	size_t n;
	uint32_t *cp = oracle_codepoints(form->bytes, form->len, &n);

	for (size_t i = 0; i < n; i++) {
		const char *k = utf8proc_category_string(
		    (utf8proc_int32_t)cp[i]);

		if (cp[i] == 0x20)
			cr_assert(i > 0 && i + 1 < n && cp[i - 1] != 0x20,
			    "\"%s\"", form->bytes);
		else
			cr_assert(k[0] == 'L' || k[0] == 'N', "U+%04X in %s",
			    cp[i], form->bytes);
	}
	free(cp);
}

/* A form is a function of every finer form, its own included, and of the
 * text up to canonical equivalence. */
Test(oracle, forms_are_nested_and_idempotent)
{
	char text[ORACLE_RANDOM_MAX];
	uint64_t seed = 1;

	for (int i = 0; i < 3000; i++) {
		struct oracle_form f[ORACLE_NPROFILES], g[ORACLE_NPROFILES];
		size_t len = oracle_random_text(&seed, text);

		oracle_forms(text, len, ORACLE_NPROFILES - 1, f);
		check_alphabet(&f[3]);
		for (int k = 0; k < ORACLE_NPROFILES; k++) {
			oracle_forms(f[k].bytes, f[k].len,
			    ORACLE_NPROFILES - 1, g);
			for (int m = k; m < ORACLE_NPROFILES; m++)
				cr_assert(same(f[m].bytes, f[m].len,
				    g[m].bytes, g[m].len),
				    "%s of %s of \"%.*s\": \"%s\", \"%s\"",
				    profile_names[m], profile_names[k],
				    (int)len, text, g[m].bytes, f[m].bytes);
			oracle_forms_free(g);
		}
		utf8proc_uint8_t *nfd = NULL;
		utf8proc_ssize_t n = utf8proc_map(
		    (utf8proc_uint8_t *)f[0].bytes,
		    (utf8proc_ssize_t)f[0].len, &nfd,
		    UTF8PROC_DECOMPOSE | UTF8PROC_STABLE);
		cr_assert_geq(n, 0);
		oracle_forms((char *)nfd, (size_t)n, ORACLE_NPROFILES - 1, g);
		for (int m = 1; m < ORACLE_NPROFILES; m++)
			cr_assert(same(f[m].bytes, f[m].len, g[m].bytes,
			    g[m].len), "%s of NFD of \"%.*s\"",
			    profile_names[m], (int)len, text);
		free(nfd);
		oracle_forms_free(g);
		oracle_forms_free(f);
	}
}

/*
 * Two headlines of one agency story, as a news page listed them: "Saudi
 * Arabia: we support the mediators' efforts to stop the (firing of) fire in
 * Gaza and refuse the use of humanitarian aid as a tool of (for) war".
 */
static const char headline_a[] =
    "\u0627\u0644\u0633\u0639\u0648\u062f\u064a\u0629: "
    "\u0646\u062f\u0639\u0645 \u0645\u0633\u0627\u0639\u064a "
    "\u0627\u0644\u0648\u0633\u0637\u0627\u0621 "
    "\u0644\u0648\u0642\u0641 \u0625\u0637\u0644\u0627\u0642 "
    "\u0627\u0644\u0646\u0627\u0631 \u0628\u063a\u0632\u0629 "
    "\u0648\u0646\u0631\u0641\u0636 "
    "\u0627\u0633\u062a\u062e\u062f\u0627\u0645 "
    "\u0627\u0644\u0645\u0633\u0627\u0639\u062f\u0627\u062a "
    "\u0627\u0644\u0625\u0646\u0633\u0627\u0646\u064a\u0629 "
    "\u0623\u062f\u0627\u0629 \u062d\u0631\u0628";
static const char headline_b[] =
    "\u0627\u0644\u0633\u0639\u0648\u062f\u064a\u0629: "
    "\u0646\u062f\u0639\u0645 \u0645\u0633\u0627\u0639\u064a "
    "\u0627\u0644\u0648\u0633\u0637\u0627\u0621 "
    "\u0644\u0648\u0642\u0641 \u0627\u0644\u0646\u0627\u0631 "
    "\u0628\u063a\u0632\u0629 \u0648\u0646\u0631\u0641\u0636 "
    "\u0627\u0633\u062a\u062e\u062f\u0627\u0645 "
    "\u0627\u0644\u0645\u0633\u0627\u0639\u062f\u0627\u062a "
    "\u0627\u0644\u0625\u0646\u0633\u0627\u0646\u064a\u0629 "
    "\u0643\u0623\u062f\u0627\u0629 \u0644\u0644\u062d\u0631\u0628";

Test(oracle, the_two_headlines)
{
	/* The design's table: light and standard at n = 3 to 8. */
	static const double light[] = { .798, .750, .716, .680, .660, .641 };
	static const double standard[] = {
		.813, .765, .730, .693, .673, .653
	};
	static const double aggressive[] = {
		.785, .723, .682, .659, .635, .612
	};
	struct oracle_pair p;

	for (size_t n = 3; n <= 8; n++) {
		oracle_compare(2, n, headline_a, sizeof(headline_a) - 1,
		    headline_b, sizeof(headline_b) - 1, &p);
		cr_expect_float_eq(p.jaccard, light[n - 3], 6e-4);
		oracle_compare(3, n, headline_a, sizeof(headline_a) - 1,
		    headline_b, sizeof(headline_b) - 1, &p);
		cr_expect_float_eq(p.jaccard, standard[n - 3], 6e-4);
		if (n == 5)
			cr_expect_float_eq(p.contain_b < p.contain_a ?
			    p.contain_a : p.contain_b, .859, 6e-4);
		oracle_compare(4, n, headline_a, sizeof(headline_a) - 1,
		    headline_b, sizeof(headline_b) - 1, &p);
		cr_expect_float_eq(p.jaccard, aggressive[n - 3], 6e-4);
	}
}

/* Jaccard by definition: every shingle of one against every of the other. */
static double
naive_jaccard(const char *a, size_t na, const char *b, size_t nb, size_t n)
{
	size_t both = 0, ua = 0, ub = 0;

	for (size_t i = 0; i + n <= na; i++) {
		size_t k = 0;

		while (memcmp(a + k, a + i, n) != 0)
			k++;
		if (k < i)
			continue;
		ua++;
		for (k = 0; k + n <= nb; k++) {
			if (memcmp(b + k, a + i, n) == 0) {
				both++;
				break;
			}
		}
	}
	for (size_t i = 0; i + n <= nb; i++) {
		size_t k = 0;

		while (memcmp(b + k, b + i, n) != 0)
			k++;
		ub += k == i;
	}
	return ua + ub == 0 ? 0 : (double)both / (double)(ua + ub - both);
}

#define NAIVE_DOCS	40
#define NAIVE_LEN	60

struct naive {
	char text[NAIVE_DOCS][NAIVE_LEN];
	size_t len[NAIVE_DOCS];
	size_t n, ngram;
};

static void
check_naive(void *arg, const struct oracle_pair *p)
{
	struct naive *t = arg;

	cr_expect_lt(p->a, p->b);
	cr_expect_float_eq(p->jaccard, naive_jaccard(t->text[p->a],
	    t->len[p->a], t->text[p->b], t->len[p->b], t->ngram), 1e-12);
	t->n++;
}

Test(oracle, pairs_against_the_definition)
{
	struct naive t;
	uint64_t seed = 7;

	for (t.ngram = 3; t.ngram <= 8; t.ngram++) {
		struct oracle_corpus *c = oracle_corpus_new(0, t.ngram);
		size_t want = 0;

		t.n = 0;
		for (size_t i = 0; i < NAIVE_DOCS; i++) {
			t.len[i] = 20 + oracle_random(&seed, NAIVE_LEN - 20);
			for (size_t k = 0; k < t.len[i]; k++)
				t.text[i][k] = (char)('a' +
				    oracle_random(&seed, 2));
			oracle_corpus_add(c, t.text[i], t.len[i]);
			for (size_t k = 0; k < i; k++)
				want += naive_jaccard(t.text[k], t.len[k],
				    t.text[i], t.len[i], t.ngram) >= 0.1;
		}
		oracle_corpus_run(c, 0.1, 0, check_naive, &t);
		cr_expect_eq(t.n, want, "n = %zu", t.ngram);
		cr_expect_gt(want, 0);
		oracle_corpus_free(c);
	}
}

static void
count_pair(void *arg, const struct oracle_pair *p)
{
	cr_expect(p->equal_form);
	cr_expect_float_eq(p->jaccard, 1, 0);
	++*(size_t *)arg;
}

/* Empty texts pair with nothing, tiny ones with their equals only. */
Test(oracle, empty_and_tiny)
{
	static const char *const texts[] = {
		"", " .!", "abc", "abc", "ABC", "abcd", "abcdefghijklmnopqrs",
		"abcdefghijklmnopqrs!", "abcdefghijklmnopqrst",
		"aaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaa"
	};
	struct oracle_corpus *c = oracle_corpus_new(3, 5);
	size_t n = 0;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		oracle_corpus_add(c, texts[i], strlen(texts[i]));
	oracle_corpus_run(c, 0.01, 0.01, count_pair, &n);
	cr_expect_eq(n, 4);	/* three of abc, one of the 19 letters */
	cr_expect_eq(oracle_corpus_shingles(c, 0), 0);
	cr_expect_eq(oracle_corpus_shingles(c, 2), 1);
	oracle_corpus_free(c);
}

Test(oracle, json_good)
{
	static const char text[] = " {\"id\" : \"a\\u0628\\ud83d\\ude00\\n\", "
	    "\"n\":[1,-2.5e+1,true,false,null,[],{}], \"s\":\"\\ud800x\"} ";
	struct ojson v;
	const char *why;

	cr_assert_eq(ojson_parse(&v, text, sizeof(text) - 1, &why), 0, "%s",
	    why);
	const struct ojson *id = ojson_get(&v, "id");
	cr_assert_not_null(id);
	cr_expect_str_eq(id->string, "a\u0628\U0001f600\n");
	cr_expect_eq(id->rawlen, 23);
	const struct ojson *n = ojson_get(&v, "n");
	cr_assert_not_null(n);
	cr_assert_eq(n->nitems, 7);
	cr_expect_float_eq(n->items[1].number, -25, 0);
	cr_expect_str_eq(ojson_get(&v, "s")->string, "\ufffdx");
	cr_expect_null(ojson_get(&v, "i"));
	ojson_free(&v);
}

Test(oracle, json_bad)
{
	static const char *const bad[] = {
		"", "{", "{}}", "[1,]", "{\"a\":1,}", "{\"a\" 1}", "{a:1}",
		"01", "1.", ".5", "-", "1e", "+1", "\"a", "\"\\x\"",
		"\"\\u12\"", "\"\t\"", "\"\xff\"", "\"\xed\xa0\x80\"",
		"nul", "truex", "{\"a\":1,\"a\":2}", "[1 2]", "'a'", "NaN",
		"{\"a\":1}{\"a\":1}", "\xef\xbb\xbf{}"
	};
	struct ojson v;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		const char *why = NULL;

		cr_expect_eq(ojson_parse(&v, bad[i], strlen(bad[i]), &why), -1,
		    "%s", bad[i]);
		cr_expect_not_null(why);
	}
}
