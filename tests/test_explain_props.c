/*
 * test_explain_props.c - what holds for the spans of any two texts.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "fuzz/hostile.h"
#include "helpers.h"
#include "io/input.h"
#include "test_explain.h"
#include "text/tables.h"

static int
take(void *arg, const struct tawam_span *span)
{
	struct explained *x = arg;

	cr_assert_lt(x->n, SPANS_MAX);
	if (span->op != TAWAM_SAME)
		x->replaced += span->a_end - span->a_start;
	x->spans[x->n++] = *span;
	return 0;
}

void
explained_read(struct explained *out, struct tawam_sketcher *s, const char *a,
    size_t na, const char *b, size_t nb)
{
	out->n = out->replaced = 0;
	cr_assert_eq(tawam_explain(s, a, na, b, nb, take, out, &out->match),
	    0);
}

struct tawam_sketcher *
explained_sketcher(enum tawam_profile profile)
{
	struct tawam_sketcher *s;
	struct tawam_params p;

	tawam_params_init(&p, sizeof(p));
	p.profile = profile;
	cr_assert_eq(tawam_sketcher_new(&s, &p), 0);
	return s;
}

/* No cut inside a character, nor between a letter and its marks. */
static void
check_cut(const char *text, size_t len, size_t at)
{
	const uint8_t *p = (const uint8_t *)text;
	uint32_t cp = ' ', before = ' ';
	size_t i = at > 64 ? at - 64 : 0;

	if (at == 0 || at == len)
		return;
	/* A place that begins a character for certain. */
	while (i > 0 && i < at && utf8_is_cont(p[i]))
		i++;
	while (i < at) {
		i += utf8_decode(p + i, p + len, &cp);
		before = cp;
	}
	cr_assert_eq(i, at);
	utf8_decode(p + at, p + len, &cp);
	if (cp != UTF8_BAD && prop_class(cp) == PROP_MARK)
		cr_assert(before == UTF8_BAD ||
		    prop_class(before) != PROP_LETTER,
		    "U+%04X at byte %zu", cp, at);
}

static char *
form_of(struct tawam_sketcher *s, const char *text, size_t len, size_t *n)
{
	struct tawam_normal f;
	char *out;

	cr_assert_eq(tawam_normalise(s, text, len, &f), 0);
	cr_assert_not_null(out = malloc(f.len + 1));
	memcpy(out, f.bytes, f.len);
	*n = f.len;
	return out;
}

static void
check_span(struct tawam_sketcher *s, const struct tawam_span *x,
    const char *a, const char *b)
{
	size_t la = x->a_end - x->a_start, lb = x->b_end - x->b_start, na, nb;
	char *fa, *fb;

	cr_assert_eq(x->op == TAWAM_INSERT, la == 0);
	cr_assert_eq(x->op == TAWAM_DELETE, lb == 0);
	cr_assert(la > 0 || lb > 0);
	cr_assert_leq(x->kind, TAWAM_SPACE);
	if (x->op != TAWAM_SAME)
		return;
	cr_assert_not(x->conflict);
	if (la == lb && memcmp(a + x->a_start, b + x->b_start, la) == 0)
		return;
	fa = form_of(s, a + x->a_start, la, &na);
	fb = form_of(s, b + x->b_start, lb, &nb);
	cr_assert(na == nb && memcmp(fa, fb, na) == 0);
	free(fa);
	free(fb);
}

static void
check_turned(const struct explained *x, const struct explained *y)
{
	static const enum tawam_op turned[] = { TAWAM_SAME, TAWAM_REPLACE,
		TAWAM_INSERT, TAWAM_DELETE };

	cr_assert_eq(x->match.jaccard, y->match.jaccard);
	cr_assert_eq(x->match.contain_a, y->match.contain_b);
	cr_assert_eq(x->match.relation, y->match.relation);
	cr_assert_str_eq(x->match.why, y->match.why);
	cr_assert_eq(x->n, y->n);
	for (size_t i = 0; i < x->n; i++) {
		const struct tawam_span *p = &x->spans[i], *q = &y->spans[i];

		cr_assert_eq(turned[p->op], q->op);
		cr_assert_eq(p->kind, q->kind);
		cr_assert_eq(p->conflict, q->conflict);
		cr_assert_eq(p->a_start, q->b_start);
		cr_assert_eq(p->b_start, q->a_start);
	}
}

void
explained_check(struct explained *out, struct tawam_sketcher *s,
    const char *a, size_t na, const char *b, size_t nb)
{
	static struct explained turned;
	size_t at_a = 0, at_b = 0;
	struct tawam_match m;

	explained_read(&turned, s, b, nb, a, na);
	explained_read(out, s, a, na, b, nb);
	cr_assert_eq(tawam_compare(s, a, na, b, nb, &m), 0);
	cr_assert_eq(m.relation, out->match.relation);
	cr_assert_str_eq(m.why, out->match.why);
	cr_assert_eq(m.jaccard, out->match.jaccard);
	for (size_t i = 0; i < out->n; i++) {
		const struct tawam_span *x = &out->spans[i];

		cr_assert_eq(x->a_start, at_a);
		cr_assert_eq(x->b_start, at_b);
		cr_assert_geq(x->a_end, at_a);
		cr_assert_geq(x->b_end, at_b);
		at_a = x->a_end;
		at_b = x->b_end;
		cr_assert_leq(at_a, na);
		cr_assert_leq(at_b, nb);
		check_cut(a, na, at_a);
		check_cut(b, nb, at_b);
		check_span(s, x, a, b);
	}
	cr_assert_eq(at_a, na);
	cr_assert_eq(at_b, nb);
	check_turned(out, &turned);
}

static struct explained answer;

/* A text, and the same with pieces taken out, put in and moved. */
static size_t
edited(uint64_t *state, const char *a, size_t na, char out[HOSTILE_MAX])
{
	size_t n = 0;

	for (size_t i = 0; i < na && n + 80 < HOSTILE_MAX;) {
		size_t k = 1 + hostile_below(state, 30);

		if (k > na - i)
			k = na - i;
		switch (hostile_below(state, 8)) {
		case 0:
			break;
		case 1:
			n += hostile_text(state, 2, out + n) % 40;
			/* FALLTHROUGH */
		default:
			memcpy(out + n, a + i, k);
			n += k;
		}
		i += k;
	}
	return n;
}

Test(explain, spans_of_hostile_texts)
{
	static char a[HOSTILE_MAX], b[2 * HOSTILE_MAX];
	uint64_t state = 20;

	for (int p = 0; p < 5; p++) {
		struct tawam_sketcher *s = explained_sketcher(
		    (enum tawam_profile)p);

		for (int round = 0; round < 400; round++) {
			size_t na = hostile_text(&state, 1 +
			    hostile_below(&state, 60), a), nb;

			nb = round % 4 == 0 ? hostile_text(&state, 40, b) :
			    edited(&state, a, na, b);
			explained_check(&answer, s, a, na, b, nb);
		}
		tawam_sketcher_free(s);
	}
}

static const char *const odd[] = {
	"", " ", ".", "\n\n", "a", "\331\216", "\330\247", "\330\247\331\216",
	"\330\247\331\216.", " \330\247 \330\250 ", "...\330\247", "\377",
	"\377\376\375", "a\0b", "1", "1.5", "15", "&amp;", "http://a.b/",
	"\357\267\272", "\342\200\213", "\331\200",
};

Test(explain, every_two_of_the_oddest)
{
	const size_t n = sizeof(odd) / sizeof(odd[0]);

	for (int p = 0; p < 5; p++) {
		struct tawam_sketcher *s = explained_sketcher(
		    (enum tawam_profile)p);

		for (size_t i = 0; i < n; i++)
			for (size_t k = 0; k < n; k++)
				explained_check(&answer, s, odd[i],
				    i == 13 ? 3 : strlen(odd[i]), odd[k],
				    k == 13 ? 3 : strlen(odd[k]));
		tawam_sketcher_free(s);
	}
}

/* Each text with the four after it, under every profile. */
static void
check_corpus(const char *path, size_t max)
{
	static char *text[2000];
	static size_t len[2000];
	struct input_options o;
	struct input *in;
	struct record r;
	size_t n = 0, templates = 0, shown = 0;

	input_options_init(&o);
	cr_assert_eq(input_open(&in, &path, 1, &o), 0);
	while (n < max && input_next(in, &r) == 1) {
		cr_assert_not_null(text[n] = malloc(r.textlen + 1));
		memcpy(text[n], r.text, r.textlen);
		len[n++] = r.textlen;
	}
	input_close(in);
	cr_assert_gt(n, 50);
	for (int p = 0; p < 5; p++) {
		struct tawam_sketcher *s = explained_sketcher(
		    (enum tawam_profile)p);

		for (size_t i = 0; i < n; i++)
			for (size_t k = i + 1; k < n && k < i + 5; k++) {
				size_t facts = 0;

				explained_check(&answer, s, text[i], len[i],
				    text[k], len[k]);
				if (answer.match.relation != TAWAM_TEMPLATE)
					continue;
				for (size_t j = 0; j < answer.n; j++)
					facts += answer.spans[j].conflict != 0;
				templates++;
				shown += facts > 0;
			}
		tawam_sketcher_free(s);
	}
	/* What made it a template is to be seen. */
	cr_assert_eq(shown, templates, "%zu of %zu", shown, templates);
	for (size_t i = 0; i < n; i++)
		free(text[i]);
}

Test(explain, shared_corpora)
{
	const char *path = shared_path("data/ant_gold/docs.jsonl");

	if (path == NULL)
		cr_skip_test("no shared data");
	check_corpus(path, 90);
	check_corpus(shared_path("data/darimi_vocalised/docs.jsonl"), 60);
}
