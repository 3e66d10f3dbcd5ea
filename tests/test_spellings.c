/*
 * test_spellings.c - one article and its copies under the habits of sites,
 * keyboards and fonts: each copy is the article.
 *
 * The article is one of the bundled news; the habits are the thirteen single
 * changes under which the tools in use lose their duplicates.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <utf8proc.h>

#include "helpers.h"
#include "oracle/oracle_json.h"
#include "tawam.h"

enum { MAX = 20000 };

struct text {
	uint32_t cp[MAX];
	size_t n;
};

/* Each makes of one text another. */
static void
put(struct text *t, uint32_t cp)
{
	cr_assert_lt(t->n, MAX);
	t->cp[t->n++] = cp;
}

static int
is_letter(uint32_t cp)
{
	return (cp >= 0x621 && cp <= 0x63a) || (cp >= 0x641 && cp <= 0x64a);
}

/* Is the code point at i the last letter of its word? */
static int
is_final(const struct text *t, size_t i)
{
	return i + 1 == t->n || !is_letter(t->cp[i + 1]);
}

/* Every so manieth word has it; 1: all. */
static void
marks_every(const struct text *in, struct text *out, unsigned every)
{
	static const uint32_t marks[] = { 0x64e, 0x650, 0x64f, 0x652, 0x651 };
	unsigned word = 0;

	for (size_t i = 0; i < in->n; i++) {
		put(out, in->cp[i]);
		word += in->cp[i] == ' ';
		if (is_letter(in->cp[i]) && word % every == 0) {
			put(out, marks[i % 5]);
			if (i % 5 == 4)
				put(out, marks[i % 4]);
		}
	}
}

static void
partial_harakat(const struct text *in, struct text *out)
{
	marks_every(in, out, 7);
}

static void
full_harakat(const struct text *in, struct text *out)
{
	marks_every(in, out, 1);
}

static void
tatweel(const struct text *in, struct text *out)
{
	unsigned word = 0;

	for (size_t i = 0; i < in->n; i++) {
		put(out, in->cp[i]);
		word += in->cp[i] == ' ';
		if (is_letter(in->cp[i]) && !is_final(in, i) && word % 7 == 0)
			put(out, 0x640);
	}
}

static void
replace(const struct text *in, struct text *out, const uint32_t (*pairs)[2],
    size_t n, int final_only)
{
	for (size_t i = 0; i < in->n; i++) {
		uint32_t cp = in->cp[i];

		for (size_t j = 0; j < n; j++)
			if (pairs[j][0] == cp && (!final_only ||
			    is_final(in, i))) {
				cp = pairs[j][1];
				break;
			}
		put(out, cp);
	}
}

#define REPLACE(name, final, ...)					\
static void								\
name(const struct text *in, struct text *out)				\
{									\
	static const uint32_t pairs[][2] = { __VA_ARGS__ };		\
									\
	replace(in, out, pairs, sizeof(pairs) / sizeof(pairs[0]),	\
	    final);							\
}

REPLACE(no_hamza, 0, { 0x623, 0x627 }, { 0x625, 0x627 }, { 0x622, 0x627 })
REPLACE(egyptian_ya, 1, { 0x64a, 0x649 })
REPLACE(no_ta_marbuta, 0, { 0x629, 0x647 })
REPLACE(arabic_digits, 0, { '0', 0x660 }, { '1', 0x661 }, { '2', 0x662 },
    { '3', 0x663 }, { '4', 0x664 }, { '5', 0x665 }, { '6', 0x666 },
    { '7', 0x667 }, { '8', 0x668 }, { '9', 0x669 })
REPLACE(latin_comma, 0, { 0x60c, ',' })
REPLACE(farsi_letters, 0, { 0x64a, 0x6cc }, { 0x643, 0x6a9 })

static void
spaced_comma(const struct text *in, struct text *out)
{
	for (size_t i = 0; i < in->n; i++) {
		if (in->cp[i] == 0x60c)
			put(out, ' ');
		put(out, in->cp[i]);
	}
}

static void
sprinkled(const struct text *in, struct text *out)
{
	for (size_t i = 0; i < in->n; i++) {
		put(out, in->cp[i]);
		if (i % 10 == 3)
			put(out, i % 20 == 3 ? 0x200f : 0x200c);
	}
}

/* Each letter as its presentation form of that place in the word. */
static void
presentation_forms(const struct text *in, struct text *out)
{
	/* Isolated forms, in order, from U+0621; dual ones have four. */
	static const uint16_t isolated[] = { 0xfe80, 0xfe81, 0xfe83, 0xfe85,
		0xfe87, 0xfe89, 0xfe8d, 0xfe8f, 0xfe93, 0xfe95, 0xfe99,
		0xfe9d, 0xfea1, 0xfea5, 0xfea9, 0xfeab, 0xfead, 0xfeaf,
		0xfeb1, 0xfeb5, 0xfeb9, 0xfebd, 0xfec1, 0xfec5, 0xfec9,
		0xfecd };
	static const uint16_t more[] = { 0xfed1, 0xfed5, 0xfed9, 0xfedd,
		0xfee1, 0xfee5, 0xfee9, 0xfeed, 0xfeef, 0xfef1 };

	for (size_t i = 0; i < in->n; i++) {
		uint32_t cp = in->cp[i], form;

		if (cp >= 0x621 && cp <= 0x63a)
			form = isolated[cp - 0x621];
		else if (cp >= 0x641 && cp <= 0x64a)
			form = more[cp - 0x641];
		else
			form = cp;
		if (form != cp && cp != 0x621 && i > 0 &&
		    is_letter(in->cp[i - 1]))
			form++;		/* the final form */
		/* لا in one glyph where it stands in the text. */
		if (cp == 0x644 && i + 1 < in->n && in->cp[i + 1] == 0x627) {
			put(out, 0xfefb);
			i++;
			continue;
		}
		put(out, form);
	}
}

static void
decomposed(const struct text *in, struct text *out)
{
	for (size_t i = 0; i < in->n; i++) {
		utf8proc_int32_t d[8];
		utf8proc_ssize_t n = utf8proc_decompose_char(
		    (utf8proc_int32_t)in->cp[i], d, 8, UTF8PROC_DECOMPOSE,
		    NULL);

		cr_assert(n > 0 && n <= 8);
		for (utf8proc_ssize_t j = 0; j < n; j++)
			put(out, (uint32_t)d[j]);
	}
}

/* Another dateline, Egyptian ya, no hamza, Arabic digits, spaced commas. */
static void
republished(const struct text *in, struct text *out)
{
	static struct text a, b;
	static const uint32_t dateline[] = { 0x639, 0x645, 0x627, 0x646, ' ',
		'-', ' ', 0x648, 0x643, 0x627, 0x644, 0x627, 0x62a, ':', ' ' };

	a.n = b.n = 0;
	for (size_t i = 0; i < sizeof(dateline) / sizeof(dateline[0]); i++)
		put(&a, dateline[i]);
	for (size_t i = 0; i < in->n; i++)
		put(&a, in->cp[i]);
	egyptian_ya(&a, &b);
	a.n = 0;
	no_hamza(&b, &a);
	b.n = 0;
	arabic_digits(&a, &b);
	spaced_comma(&b, out);
}

static size_t
encode(const struct text *t, char *out)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		n += (size_t)utf8proc_encode_char((utf8proc_int32_t)t->cp[i],
		    (utf8proc_uint8_t *)out + n);
	return n;
}

static void
load(const char *id, struct text *out)
{
	size_t len;
	char *file = read_file("corpora/news/news.jsonl", &len);
	const struct ojson *text;
	struct ojson v;
	char key[64], *line, *end;
	const char *why;

	cr_assert_not_null(file);
	snprintf(key, sizeof(key), "{\"id\":\"%s\"", id);
	cr_assert_not_null(line = strstr(file, key), "%s is not there", id);
	end = strchr(line, '\n');
	cr_assert_eq(ojson_parse(&v, line, (size_t)(end - line), &why), 0);
	cr_assert_not_null(text = ojson_get(&v, "text"));
	for (size_t i = 0; i < text->len;) {
		utf8proc_int32_t cp;
		utf8proc_ssize_t n = utf8proc_iterate(
		    (const utf8proc_uint8_t *)text->string + i,
		    (utf8proc_ssize_t)(text->len - i), &cp);

		cr_assert_gt(n, 0);
		put(out, (uint32_t)cp);
		i += (size_t)n;
	}
	ojson_free(&v);
	free(file);
	cr_assert_gt(out->n, 800, "%s is short", id);
}

static const struct {
	const char *name;
	void (*change)(const struct text *, struct text *);
	double least;
} habits[] = {
	{ "partial harakat", partial_harakat, 1 },
	{ "full harakat", full_harakat, 1 },
	{ "tatweel", tatweel, 1 },
	{ "hamza dropped", no_hamza, 1 },
	{ "final ya as alef maqsura", egyptian_ya, 1 },
	{ "ta marbuta as ha", no_ta_marbuta, 1 },
	{ "Arabic-Indic digits", arabic_digits, 1 },
	{ "Latin comma", latin_comma, 1 },
	{ "space before the comma", spaced_comma, 1 },
	{ "RLM and ZWNJ", sprinkled, 1 },
	{ "Farsi ya and kaf", farsi_letters, 1 },
	{ "presentation forms", presentation_forms, 1 },
	{ "decomposed", decomposed, 1 },
	{ "republished", republished, .97 },
};

Test(spellings, a_copy_is_the_article_under_every_habit)
{
	/* Stories with digits, commas and every letter that changes. */
	static const char *const ids[] = { "bahr-0007", "sada-0001",
		"fanar-0013" };
	static struct text article, copy;
	static char a[4 * MAX], b[4 * MAX];
	struct tawam_params p;
	struct tawam_sketcher *s;

	tawam_params_init(&p, sizeof(p));
	cr_assert_eq(tawam_sketcher_new(&s, &p), 0);
	for (size_t d = 0; d < sizeof(ids) / sizeof(ids[0]); d++) {
		size_t na;

		article.n = 0;
		load(ids[d], &article);
		na = encode(&article, a);
		for (size_t i = 0; i < sizeof(habits) / sizeof(habits[0]);
		    i++) {
			struct tawam_match m;
			size_t nb;

			copy.n = 0;
			habits[i].change(&article, &copy);
			nb = encode(&copy, b);
			cr_assert(na != nb || memcmp(a, b, na) != 0,
			    "%s changes nothing in %s", habits[i].name,
			    ids[d]);
			cr_assert_eq(tawam_compare(s, a, na, b, nb, &m), 0);
			cr_assert_geq(m.jaccard, habits[i].least,
			    "%s of %s: %f", habits[i].name, ids[d],
			    m.jaccard);
			if (habits[i].least == 1)
				cr_assert_eq(m.relation, TAWAM_EXACT);
		}
	}
	tawam_sketcher_free(s);
}
