/*
 * test_judge.c - the judge's rules, each on both sides of its constant.
 */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/hash.h"
#include "compare/judge.h"
#include "compare/words.h"
#include "helpers.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

/*
 * Texts of exactly known length: word i is made of i, and no two of them are
 * alike.  A change puts other fillers at one place of the two.
 */
struct change {
	size_t at;
	const char *a, *b;	/* transliterated; NULL ends the list */
};

struct rule_case {
	const char *what;
	size_t length;		/* units */
	double jaccard;
	enum judge_why want;
	struct change changes[13];
};

static size_t
plain_word(size_t i, char *out)
{
	static const char letters[] = "bjdrsSTEfqlmnhtx";
	uint64_t h = hash64(&i, sizeof(i), 5);
	char word[8];

	for (size_t k = 0; k < sizeof(word); k++, h >>= 4)
		word[k] = letters[h & 15];
	return words_decode(word, sizeof(word), out);
}

static size_t
plain_text(const struct rule_case *c, int side, char *out)
{
	size_t n = 0;

	for (size_t i = 0; i < c->length; i++) {
		const struct change *x = c->changes;

		if (i > 0)
			out[n++] = ' ';
		while (x->a != NULL && x->at != i)
			x++;
		if (x->a == NULL) {
			n += plain_word(i, out + n);
		} else {
			const char *s = side == 0 ? x->a : x->b;

			n += words_decode(s, strlen(s), out + n);
		}
	}
	return n;
}

#define TWO_NUMBERS(p, q)	{ { p, "11", "12" }, { q, "23", "24" } }
#define FIVE_NUMBERS							\
	{ 30, "11", "12" }, { 40, "21", "22" }, { 50, "31", "32" },	\
	{ 60, "41", "42" }, { 70, "51", "52" }

/* Fillers: names that no rule of spelling brings together. */
#define ANNA	"$ykspyr"
#define BELA	"gAndy"
#define CARL	"twlstwy"
#define DORA	"mAzyny"
#define EMIL	"dwstw}ky"
#define FINN	"jbrAn"

static const struct rule_case rules[] = {
	{ "nothing differs", 60, 1, JUDGE_SAME, { { 0 } } },
	/* R1: two facts, one for each 30 units */
	{ "R1 dense", 60, .95, JUDGE_DENSE, TWO_NUMBERS(25, 40) },
	{ "R1 not dense", 61, .95, JUDGE_CORRECTION, TWO_NUMBERS(25, 40) },
	{ "R1 one fact", 40, .95, JUDGE_CORRECTION, { { 25, "11", "12" } } },
	{ "a date counts twice", 60, .95, JUDGE_DENSE,
	    { { 25, "5 mAyw", "6 mAyw" } } },
	{ "a date in a longer text", 62, .95, JUDGE_CORRECTION,
	    { { 25, "5 mAyw", "6 mAyw" } } },
	{ "a weekday is a fact", 60, .95, JUDGE_DENSE,
	    { { 25, "AlAHd", "AljmEh" }, { 40, "11", "12" } } },
	{ "an ordinal counts twice", 60, .95, JUDGE_DENSE,
	    { { 25, "AlvAlv", "AlrAbE" } } },
	{ "an ordinal in a longer text", 61, .95, JUDGE_CORRECTION,
	    { { 25, "AlvAlv", "AlrAbE" } } },
	{ "but once against a number", 60, .95, JUDGE_CORRECTION,
	    { { 25, "AlvAlv", "4" } } },
	{ "which is a fact", 60, .95, JUDGE_DENSE,
	    { { 25, "AlvAlv", "4" }, { 40, "11", "12" } } },
	{ "a month is a fact", 60, .95, JUDGE_DENSE,
	    { { 25, "ynAyr", "ywlyw" }, { 40, "11", "12" } } },
	{ "one conflict twice is one", 60, .95, JUDGE_CORRECTION,
	    { { 25, "11", "12" }, { 40, "11", "12" } } },
	{ "moved numbers are none", 60, .95, JUDGE_CORRECTION,
	    { { 25, "11", "12" }, { 40, "12", "11" }, { 45, "3", "4" } } },
	/* R2: one fact in 60 units, and the rest is edited too */
	{ "R2 edited", 60, .89, JUDGE_EDITED, { { 25, "11", "12" } } },
	{ "R2 too long", 61, .89, JUDGE_CORRECTION, { { 25, "11", "12" } } },
	{ "R2 not edited", 60, .90, JUDGE_CORRECTION,
	    { { 25, "11", "12" } } },
	/* R3: six facts, one for each 80 units */
	{ "R3 many", 480, .95, JUDGE_MANY,
	    { FIVE_NUMBERS, { 80, "61", "62" } } },
	{ "R3 too long", 481, .95, JUDGE_CORRECTION,
	    { FIVE_NUMBERS, { 80, "61", "62" } } },
	{ "R3 five", 300, .95, JUDGE_CORRECTION, { FIVE_NUMBERS } },
	/* short: one fact in under 40 units */
	{ "short item", 39, .95, JUDGE_SHORT, { { 25, "11", "12" } } },
	{ "short item at its head", 12, .95, JUDGE_SHORT,
	    { { 5, "11", "12" } } },
	/* R0: only in the first 20 or the last 8 units, J 0.85 or more */
	{ "R0 dateline", 60, .85, JUDGE_DATELINE, TWO_NUMBERS(5, 52) },
	{ "R0 edited", 60, .84, JUDGE_DENSE, TWO_NUMBERS(5, 52) },
	{ "R0 unit 20", 60, .95, JUDGE_DATELINE, TWO_NUMBERS(5, 19) },
	{ "R0 unit 21", 60, .95, JUDGE_DENSE, TWO_NUMBERS(5, 20) },
	{ "R0 9th from the end", 60, .95, JUDGE_DENSE, TWO_NUMBERS(5, 51) },
	/* R4: two places, one of them returns, one for each 40 units */
	{ "R4 names", 120, .95, JUDGE_NAMES, { { 20, ANNA, BELA },
	    { 40, ANNA, BELA }, { 60, CARL, DORA } } },
	{ "R4 too long", 121, .95, JUDGE_CORRECTION, { { 20, ANNA, BELA },
	    { 40, ANNA, BELA }, { 60, CARL, DORA } } },
	{ "R4 none returns", 90, .95, JUDGE_CORRECTION, { { 20, ANNA, BELA },
	    { 40, EMIL, FINN }, { 60, CARL, DORA } } },
	{ "R4 one place", 60, .95, JUDGE_CORRECTION, { { 20, ANNA, BELA },
	    { 30, ANNA, BELA }, { 40, ANNA, BELA } } },
	{ "R4 from the headline", 120, .95, JUDGE_NAMES,
	    { { 3, ANNA, BELA }, { 40, ANNA, BELA }, { 60, CARL, DORA } } },
	{ "R4 headline only", 60, .95, JUDGE_SAME,
	    { { 3, ANNA, BELA }, { 5, CARL, DORA }, { 9, EMIL, FINN } } },
	{ "R4 last line", 60, .95, JUDGE_CORRECTION, { { 20, ANNA, BELA },
	    { 40, ANNA, BELA }, { 52, CARL, DORA } } },
	/* R5: two places and a fact, one for each 40 units */
	{ "R5 names and a fact", 120, .95, JUDGE_NAMES_FACT,
	    { { 20, ANNA, BELA }, { 60, CARL, DORA }, { 70, "11", "12" } } },
	{ "R5 too long", 121, .95, JUDGE_CORRECTION,
	    { { 20, ANNA, BELA }, { 60, CARL, DORA }, { 70, "11", "12" } } },
	{ "R5 one place", 80, .95, JUDGE_CORRECTION,
	    { { 20, ANNA, BELA }, { 70, "11", "12" } } },
	{ "R5 no fact", 80, .95, JUDGE_CORRECTION,
	    { { 20, ANNA, BELA }, { 60, CARL, DORA } } },
	/* A slot has six units at most, and half of them are new words. */
	{ "slots of four words", 117, .95, JUDGE_NAMES, { { 20, ANNA, BELA },
	    { 40, ANNA, BELA }, { 60, CARL " " EMIL " mHArq mlAyh",
	    DORA " " FINN " qnATr bvwr" } } },
	{ "slots of seven words", 114, .95, JUDGE_CORRECTION,
	    { { 20, ANNA, BELA }, { 40, ANNA, BELA },
	    { 60, CARL " " EMIL " mHArq mlAyh zlAl $wAhq vglb",
	    DORA " " FINN " qnATr bvwr *}Ab Dfdh gyvAr" } } },
	{ "slots of function words", 117, .95, JUDGE_CORRECTION,
	    { { 20, ANNA, BELA }, { 40, ANNA, BELA },
	    { 60, "fy mn Ely " CARL, "En Hty bEd " DORA } } },
	/* One figure cut in two ways, whatever else the texts say. */
	{ "cut, a part elsewhere", 60, .95, JUDGE_SAME,
	    { { 25, "1234", "12 34" }, { 40, "34", "34" } } },
	{ "cut, beside another form", 60, .95, JUDGE_SAME,
	    { { 25, "3487000 1234", "35 mlywn 12 34" } } },
	/* A year is not excused by its last figures standing elsewhere. */
	{ "a year, an 18 elsewhere", 39, .95, JUDGE_SHORT,
	    { { 20, "2017", "2018" }, { 30, "17", "17" } } },
	/* Two spellings of a word are no slot. */
	{ "spellings", 60, .95, JUDGE_SAME, { { 20, "AmyrkA", "AmrykA" },
	    { 30, "AmyrkA", "AmrykA" }, { 40, "Ebd Allh", "EbdAllh" } } },
	/* In a long stretch nothing can be paired. */
	{ "eleven units", 60, .95, JUDGE_SAME,
	    { { 30, "11 " ANNA " " BELA " " CARL " " DORA " " EMIL " "
	    "mHArq mlAhy qnATr bvwr", "12 " FINN " ZlAl $wAhq gzlAn vglb "
	    "*}Ab Dfdh kw&ws wjws" " gyvAr" } } },
};

Test(judge, each_rule_on_both_sides_of_its_constant)
{
	static char a[16384], b[16384];
	struct judgement out;
	struct judge *j;
	struct mem mem;

	mem_init(&mem, NULL);
	cr_assert_eq(judge_new(&j, &mem), 0);
	for (size_t i = 0; i < COUNT(rules); i++) {
		const struct rule_case *c = &rules[i];
		size_t na = plain_text(c, 0, a), nb = plain_text(c, 1, b);

		for (int turn = 0; turn < 2; turn++) {
			cr_assert_eq(turn == 0 ?
			    judge_texts(j, a, na, b, nb, c->jaccard, &out) :
			    judge_texts(j, b, nb, a, na, c->jaccard, &out), 0);
			cr_expect_eq(out.code, c->want, "%s: %s, not %s",
			    c->what, out.why, judge_why_name(c->want));
			cr_expect_str_eq(out.why, judge_why_name(out.code));
			cr_expect_eq(out.is_template,
			    c->want >= JUDGE_DENSE && c->want < JUDGE_MARK);
		}
	}
	judge_free(j);
}

/* The spans of a conflict are the fillers, on the side they were given. */
Test(judge, conflicts_name_their_bytes)
{
	static const struct rule_case c = { "", 60, .95, JUDGE_DENSE,
	    { { 25, "11", "7000" }, { 30, "5 mAyw", "12 ywlyw" },
	    { 40, "AlAHd", "AljmEh" } } };
	static const char *const want[3][2] = { { "11", "7000" },
	    { "5 mAyw", "12 ywlyw" }, { "AlAHd", "AljmEh" } };
	static const enum conflict_kind kinds[3] = { CONFLICT_NUMBER,
	    CONFLICT_DATE, CONFLICT_WEEKDAY };
	static char text[2][4096];
	size_t n[2] = { plain_text(&c, 0, text[0]),
	    plain_text(&c, 1, text[1]) };
	struct judgement out;
	struct judge *j;
	struct mem mem;

	mem_init(&mem, NULL);
	cr_assert_eq(judge_new(&j, &mem), 0);
	for (int k = 0; k < 2; k++) {
		const char *a = text[k], *b = text[1 - k];

		cr_assert_eq(judge_texts(j, a, n[k], b, n[1 - k], c.jaccard,
		    &out), 0);
		cr_assert_eq(out.nconflicts, 3);
		for (size_t i = 0; i < 3; i++) {
			const struct judge_conflict *x = &out.conflicts[i];
			char wa[64], wb[64];
			size_t la = words_decode(want[i][k],
			    strlen(want[i][k]), wa);
			size_t lb = words_decode(want[i][1 - k],
			    strlen(want[i][1 - k]), wb);

			cr_expect_eq(x->kind, kinds[i]);
			cr_expect_eq(x->a_end - x->a_start, la);
			cr_expect_eq(memcmp(a + x->a_start, wa, la), 0);
			cr_expect_eq(x->b_end - x->b_start, lb);
			cr_expect_eq(memcmp(b + x->b_start, wb, lb), 0);
		}
	}
	judge_free(j);
}

/* Few words, figures and months, so that an LCS has many ties. */
static size_t
random_text(uint64_t *state, size_t words, char *out)
{
	static const char *const some[] = { "fy", "qAl", "3", "7", "15",
	    "ynAyr", "AlAHd", "AlvAlv", "xmsh", "wE$ryn", "Alf", "mlywn",
	    "mn", "w", "Sfr", "2017", "9", "11", "1436", "5r4", "*y", "AlHjh",
	    "rbyE", "AlAwl", "nSf", "vmn", "AlnhA}y", "wArbEm}h", "gAndy",
	    "twlstwy", "Ebd", "Allh", "EbdAllh", "18012017", "20112012" };
	size_t n = 0;

	for (size_t i = 0; i < words; i++) {
		const char *s = some[rnd(state) % COUNT(some)];

		if (i > 0)
			out[n++] = ' ';
		n += words_decode(s, strlen(s), out + n);
	}
	return n;
}

Test(judge, verdicts_do_not_depend_on_the_order)
{
	static char a[8192], b[8192];
	size_t templates = 0, rounds = 3000;
	struct judgement x, y;
	struct judge *j, *fresh;
	uint64_t state = 11;
	struct mem mem;

	mem_init(&mem, NULL);
	cr_assert_eq(judge_new(&j, &mem), 0);
	for (size_t i = 0; i < rounds; i++) {
		size_t words = rnd(&state) % 120;
		size_t na = random_text(&state, words, a);
		size_t nb = random_text(&state, rnd(&state) % 40, b);
		double jaccard = rnd_unit(&state);
		struct judge_conflict first = { 0 };
		size_t n;

		/* Every second pair has a common middle. */
		if (i % 2 == 0) {
			memcpy(b + nb, a + na / 4, na / 2);
			nb += na / 2;
		}
		cr_assert_eq(judge_texts(j, a, na, b, nb, jaccard, &x), 0);
		n = x.nconflicts;
		if (n > 0)
			first = x.conflicts[0];
		for (size_t k = 0; k < n; k++) {
			cr_assert_lt(x.conflicts[k].a_start,
			    x.conflicts[k].a_end);
			cr_assert_leq(x.conflicts[k].a_end, na);
			cr_assert_leq(x.conflicts[k].b_end, nb);
		}
		/* Nor on what the judge has seen before. */
		fresh = j;
		if (i % 16 == 0)
			cr_assert_eq(judge_new(&fresh, &mem), 0);
		cr_assert_eq(judge_texts(fresh, b, nb, a, na, jaccard, &y),
		    0);
		cr_assert_eq(x.code, y.code);
		cr_assert_eq(n, y.nconflicts);
		if (n > 0) {
			cr_assert_eq(first.a_start, y.conflicts[0].b_start);
			cr_assert_eq(first.b_end, y.conflicts[0].a_end);
		}
		templates += y.is_template != 0;
		if (fresh != j)
			judge_free(fresh);
	}
	cr_assert_gt(templates, rounds / 20);
	cr_assert_lt(templates, rounds);
	judge_free(j);
}

/* Bytes that are no normal form: any answer, no harm. */
Test(judge, foreign_bytes_do_no_harm)
{
	struct judgement out;
	struct judge *j;
	uint64_t state = 23;
	struct mem mem;

	mem_init(&mem, NULL);
	cr_assert_eq(judge_new(&j, &mem), 0);
	for (size_t i = 0; i < 3000; i++) {
		static const char some[] =
		    "  0159\xd8\xd9\xa7\x84\xb1\x88h\xff";
		size_t n[2] = { rnd(&state) % 200, rnd(&state) % 200 };
		char *text[2];

		/* Exact blocks, so that a sanitizer sees a byte too far. */
		for (int k = 0; k < 2; k++) {
			text[k] = malloc(n[k] + (n[k] == 0));
			for (size_t c = 0; c < n[k]; c++)
				text[k][c] = some[rnd(&state) %
				    (sizeof(some) - 1)];
		}
		cr_assert_eq(judge_texts(j, text[0], n[0], text[1], n[1], .8,
		    &out), 0);
		free(text[0]);
		free(text[1]);
	}
	cr_assert_eq(judge_texts(j, NULL, 0, NULL, 0, 1, &out), 0);
	cr_assert_eq(out.code, JUDGE_SAME);
	judge_free(j);
}

Test(judge, every_failing_allocation_is_reported_and_nothing_leaks)
{
	static const struct rule_case c = { "", 900, .5, JUDGE_MANY,
	    { FIVE_NUMBERS, { 80, "61", "62" }, { 90, ANNA, BELA } } };
	static char a[32768], b[32768];
	size_t na = plain_text(&c, 0, a), nb = plain_text(&c, 1, b);
	size_t fail_at = 1, grown = 0;
	int r;

	/* Another second half, so that the anchors are needed, too. */
	for (size_t i = nb / 2; i < nb; i++) {
		if (b[i] == ' ')
			b[i - 1] = '\xa7';
	}
	do {
		struct failing f;
		struct judgement out;
		struct judge *j;
		struct mem mem;

		failing_init(&f, fail_at);
		mem_init(&mem, &f.alloc);
		if ((r = judge_new(&j, &mem)) == 0) {
			r = judge_texts(j, a, na, b, nb, c.jaccard, &out);
			if (r != 0) {
				/* The judge is as good as new. */
				grown++;
				f.fail_at = 0;
				cr_assert_eq(judge_texts(j, a, na, b, nb,
				    c.jaccard, &out), 0);
			}
			cr_assert_gt(out.nconflicts, 5);
		} else {
			cr_assert_null(j);
		}
		cr_assert(r == 0 || r == TAWAM_ENOMEM);
		judge_free(j);
		cr_assert_eq(f.live, 0);
		fail_at++;
	} while (r != 0);
	cr_assert_gt(grown, 10);
}
