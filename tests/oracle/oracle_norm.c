/*
 * oracle_norm.c - the normal forms, one pass a rule over the whole text.
 *
 * The rules carry the names they have in the design (L1, S5, A3, ...).
 */
#include "oracle/oracle_norm.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "oracle/oracle_strip.h"
#include "oracle/oracle_tables.h"
#include "oracle/oracle_text.h"

typedef void rule_fn(const struct otext *in, struct otext *out);

static void
apply(struct otext *t, rule_fn *rule)
{
	struct otext out = { NULL, 0, 0 };

	rule(t, &out);
	otext_free(t);
	*t = out;
}

static utf8proc_category_t
category(uint32_t c)
{
	return utf8proc_category((utf8proc_int32_t)c);
}

static int
is_mark(uint32_t c)
{
	utf8proc_category_t k = category(c);

	return k == UTF8PROC_CATEGORY_MN || k == UTF8PROC_CATEGORY_MC ||
	    k == UTF8PROC_CATEGORY_ME;
}

static int
is_letter(uint32_t c)
{
	utf8proc_category_t k = category(c);

	return k == UTF8PROC_CATEGORY_LU || k == UTF8PROC_CATEGORY_LL ||
	    k == UTF8PROC_CATEGORY_LT || k == UTF8PROC_CATEGORY_LM ||
	    k == UTF8PROC_CATEGORY_LO;
}

static int
is_number(uint32_t c)
{
	utf8proc_category_t k = category(c);

	return k == UTF8PROC_CATEGORY_ND || k == UTF8PROC_CATEGORY_NL ||
	    k == UTF8PROC_CATEGORY_NO;
}

static int
is_ignorable(uint32_t c)
{
	for (size_t i = 0; i < oracle_nignorable; i++) {
		if (c >= oracle_ignorable[i].first &&
		    c <= oracle_ignorable[i].last)
			return 1;
	}
	return 0;
}

/* White_Space, as rule L2 lists it. */
static int
is_space(uint32_t c)
{
	return (c >= 0x0009 && c <= 0x000d) || c == 0x0020 || c == 0x0085 ||
	    c == 0x00a0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) ||
	    c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
	    c == 0x3000;
}

static int
is_control(uint32_t c)
{
	return category(c) == UTF8PROC_CATEGORY_CC && !is_space(c);
}

/*
 * Decimal digits stand in runs of ten that begin at zero, so a digit's value
 * is its distance from the start of the run of Nd it stands in.
 */
int
oracle_digit(uint32_t c)
{
	uint32_t zero = c;

	if (category(c) != UTF8PROC_CATEGORY_ND)
		return -1;
	while (category(zero - 1) == UTF8PROC_CATEGORY_ND)
		zero--;
	return (int)((c - zero) % 10);
}

/*
 * Canonical composition of what is decomposed and in order.  U+11A7, the
 * vowel that stands one before the first trailing consonant, composes with
 * nothing, but utf8proc up to 2.8 at least takes it for trailing consonant 0
 * of the syllable before it and drops it; so it starts a run of its own.
 */
static void
compose(utf8proc_int32_t *p, size_t n, utf8proc_option_t o, struct otext *out)
{
	for (size_t i = 0, end; i < n; i = end) {
		end = i + 1;
		while (end < n && p[end] != 0x11a7)
			end++;
		utf8proc_ssize_t m = utf8proc_normalize_utf32(p + i,
		    (utf8proc_ssize_t)(end - i), o);
		for (utf8proc_ssize_t k = 0; k < m; k++)
			otext_put(out, (uint32_t)p[i + (size_t)k]);
	}
}

/* What utf8proc makes of a whole text under some options. */
static void
map(const struct otext *in, struct otext *out, int options)
{
	size_t len;
	char *s = otext_encode(in, &len);
	utf8proc_option_t o = (utf8proc_option_t)options;
	utf8proc_ssize_t n = utf8proc_decompose((utf8proc_uint8_t *)s,
	    (utf8proc_ssize_t)len, NULL, 0, o);

	if (n < 0)
		abort();
	utf8proc_int32_t *p = oracle_alloc((size_t)n, sizeof(*p));
	if (utf8proc_decompose((utf8proc_uint8_t *)s, (utf8proc_ssize_t)len,
	    p, n, o) != n)
		abort();
	if (options & UTF8PROC_COMPOSE)
		compose(p, (size_t)n, o, out);
	else
		for (utf8proc_ssize_t i = 0; i < n; i++)
			otext_put(out, (uint32_t)p[i]);
	free(p);
	free(s);
}

/* F1, L5, S6. */
static void
nfc(const struct otext *in, struct otext *out)
{
	map(in, out, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
}

/* L1. */
static void
delete_debris(const struct otext *in, struct otext *out)
{
	for (size_t i = 0; i < in->n; i++) {
		uint32_t c = in->p[i];

		if (!is_ignorable(c) && c != 0x0640 && !is_control(c))
			otext_put(out, c);
	}
}

/* L2. */
static void
one_space(const struct otext *in, struct otext *out)
{
	for (size_t i = 0; i < in->n; i++)
		otext_put(out, is_space(in->p[i]) ? 0x0020 : in->p[i]);
}

/* L3. */
static void
presentation_forms(const struct otext *in, struct otext *out)
{
	static const struct oracle_range forms[] = {
		{ 0xfb50, 0xfbb1 }, { 0xfbd3, 0xfd3d }, { 0xfd50, 0xfdc7 },
		{ 0xfdf0, 0xfdf9 }, { 0xfe70, 0xfefc }, { 0x1ee00, 0x1eebb },
	};

	for (size_t i = 0; i < in->n; i++) {
		struct otext one = { in->p + i, 1, 1 };
		struct otext parts = { NULL, 0, 0 };
		int found = 0;

		for (size_t k = 0; k < sizeof(forms) / sizeof(forms[0]); k++) {
			if (in->p[i] >= forms[k].first &&
			    in->p[i] <= forms[k].last)
				found = 1;
		}
		if (!found) {
			otext_put(out, in->p[i]);
			continue;
		}
		map(&one, &parts, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
		    UTF8PROC_STABLE);
		for (size_t k = 0; k < parts.n; k++) {
			if (parts.p[k] != 0x0020 && parts.p[k] != 0x0640)
				otext_put(out, parts.p[k]);
		}
		otext_free(&parts);
	}
}

/* L4. */
static void
phrase_ligatures(const struct otext *in, struct otext *out)
{
	for (size_t i = 0; i < in->n; i++) {
		const struct oracle_phrase *p = NULL;

		for (size_t k = 0; k < oracle_nphrases; k++) {
			if (oracle_phrases[k].from == in->p[i])
				p = &oracle_phrases[k];
		}
		if (p == NULL) {
			otext_put(out, in->p[i]);
			continue;
		}
		otext_put(out, 0x0020);
		for (size_t k = 0; k < p->n; k++)
			otext_put(out, p->words[k]);
		otext_put(out, 0x0020);
	}
}

/* L6, S7. */
static void
collapse(const struct otext *in, struct otext *out)
{
	for (size_t i = 0; i < in->n; i++) {
		if (in->p[i] == 0x0020 &&
		    (out->n == 0 || out->p[out->n - 1] == 0x0020))
			continue;
		otext_put(out, in->p[i]);
	}
	if (out->n > 0 && out->p[out->n - 1] == 0x0020)
		out->n--;
}

static void
light(struct otext *t)
{
	apply(t, delete_debris);
	apply(t, one_space);
	apply(t, presentation_forms);
	apply(t, phrase_ligatures);
	apply(t, nfc);
	apply(t, collapse);
}

/* S4. */
static void
fold(const struct otext *in, struct otext *out)
{
	map(in, out, UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE |
	    UTF8PROC_DECOMPOSE | UTF8PROC_STABLE);
}

/* S5b. */
static uint32_t
fold_letter(uint32_t c)
{
	switch (c) {
	case 0x0649: case 0x06cc: case 0x06d2:
		return 0x064a;
	case 0x06a9: case 0x06aa:
		return 0x0643;
	case 0x06c1: case 0x06be: case 0x06d5:
	case 0x0629: case 0x06c3:
		return 0x0647;
	case 0x0671: case 0x0672: case 0x0673:
		return 0x0627;
	default:
		return c;
	}
}

/* S5a. */
static int
is_deleted(uint32_t c)
{
	return c == 0x0640 || c == 0x0674 || c == 0x06e5 || c == 0x06e6 ||
	    c == 0x08c9 || is_ignorable(c);
}

/* S5f, the marks. */
static int
is_number_mark(uint32_t c)
{
	return c == '.' || c == ',' || c == '\'' || c == 0x2019 ||
	    c == 0x060c || c == 0x066b || c == 0x066c;
}

/*
 * S5, "on that sequence, per code point".  What a rule deletes is not there
 * for the rules that look back; looking ahead (f) sees the sequence as S4
 * left it.  A hamza joins its letter at once, so that a second one finds no
 * letter to join: nothing of category M may be left.
 */
static void
core(const struct otext *in, struct otext *out, uint64_t *marks)
{
	for (size_t i = 0; i < in->n; i++) {
		uint32_t c = fold_letter(in->p[i]);
		uint32_t *last = out->n > 0 ? &out->p[out->n - 1] : NULL;

		if (is_deleted(c) || is_control(c))
			continue;
		if (is_mark(c)) {
			if (c == 0x0654 && last != NULL && *last == 0x0648)
				*last = 0x0624;
			else if (c == 0x0654 && last != NULL && *last == 0x064a)
				*last = 0x0626;
		} else if (oracle_digit(c) >= 0) {
			otext_put(out, '0' + (uint32_t)oracle_digit(c));
		} else if (is_letter(c) || is_number(c)) {
			otext_put(out, c);
		} else if (is_number_mark(c) && last != NULL &&
		    *last >= '0' && *last <= '9' && i + 1 < in->n &&
		    oracle_digit(in->p[i + 1]) >= 0) {
			(*marks)++;
		} else {
			otext_put(out, 0x0020);
		}
	}
}

static void
standard(struct otext *t, uint64_t *marks)
{
	struct otext out = { NULL, 0, 0 };

	apply(t, oracle_unescape);	/* S1 */
	apply(t, oracle_unescape);
	light(t);			/* S2 */
	apply(t, oracle_strip_urls);	/* S3 */
	apply(t, oracle_strip_emails);
	apply(t, fold);			/* S4 */
	core(t, &out, marks);		/* S5 */
	otext_free(t);
	*t = out;
	apply(t, nfc);			/* S6 */
	apply(t, collapse);		/* S7 */
}

/* A1 and A2. */
static void
nearest_letters(const struct otext *in, struct otext *out)
{
	for (size_t i = 0; i < in->n; i++) {
		uint32_t to = in->p[i];

		for (size_t k = 0; k < oracle_naggressive; k++) {
			if (oracle_aggressive[k].from == in->p[i])
				to = oracle_aggressive[k].to;
		}
		if (to != 0)
			otext_put(out, to);
	}
}

/* A3. */
static void
no_spaces(const struct otext *in, struct otext *out)
{
	for (size_t i = 0; i < in->n; i++) {
		if (in->p[i] != 0x0020)
			otext_put(out, in->p[i]);
	}
}

/* A4: after S5d the only decimal digits are ASCII. */
static void
one_zero(const struct otext *in, struct otext *out)
{
	for (size_t i = 0; i < in->n; i++) {
		int digit = in->p[i] >= '0' && in->p[i] <= '9';

		if (!digit)
			otext_put(out, in->p[i]);
		else if (out->n == 0 || out->p[out->n - 1] != '0')
			otext_put(out, '0');
	}
}

/* Letters of the Arabic blocks that can be left after S4. */
static int
is_arabic_letter(uint32_t c)
{
	return is_letter(c) && ((c >= 0x0600 && c <= 0x06ff) ||
	    (c >= 0x0750 && c <= 0x077f) || (c >= 0x0870 && c <= 0x08ff) ||
	    (c >= 0x10ec0 && c <= 0x10eff));
}

/* A5. */
static void
no_runs(const struct otext *in, struct otext *out)
{
	for (size_t i = 0; i < in->n; i++) {
		uint32_t c = in->p[i];

		if (i == 0 || c != in->p[i - 1] || !is_arabic_letter(c))
			otext_put(out, c);
	}
}

static void
aggressive(struct otext *t)
{
	apply(t, nearest_letters);
	apply(t, no_spaces);
	apply(t, nfc);
	apply(t, one_zero);
	apply(t, no_runs);
	apply(t, nfc);
}

void
oracle_forms(const char *text, size_t len, int last,
    struct oracle_form forms[ORACLE_NPROFILES])
{
	uint64_t repaired, marks = 0;
	struct otext t = otext_decode(text, len, &repaired);

	memset(forms, 0, ORACLE_NPROFILES * sizeof(forms[0]));
	for (int profile = 0; profile <= last; profile++) {
		if (profile == 1)
			apply(&t, nfc);
		else if (profile == 2)
			light(&t);
		else if (profile == 3)
			standard(&t, &marks);
		else if (profile == 4)
			aggressive(&t);
		forms[profile].bytes = otext_encode(&t, &forms[profile].len);
		forms[profile].length = t.n;
		forms[profile].repaired = repaired;
		forms[profile].marks = marks;
	}
	otext_free(&t);
}

void
oracle_forms_free(struct oracle_form forms[ORACLE_NPROFILES])
{
	for (int profile = 0; profile < ORACLE_NPROFILES; profile++)
		free(forms[profile].bytes);
}

char *
oracle_normalise(int profile, const char *text, size_t len, size_t *outlen)
{
	struct oracle_form forms[ORACLE_NPROFILES];

	oracle_forms(text, len, profile, forms);
	char *bytes = forms[profile].bytes;
	*outlen = forms[profile].len;
	forms[profile].bytes = NULL;
	oracle_forms_free(forms);
	return bytes;
}

uint32_t *
oracle_codepoints(const char *text, size_t len, size_t *n)
{
	struct otext t = otext_decode(text, len, NULL);

	*n = t.n;
	if (t.p == NULL)
		t.p = oracle_alloc(0, 1);
	return t.p;
}
