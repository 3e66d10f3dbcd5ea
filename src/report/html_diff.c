/*
 * html_diff.c - two texts side by side, what only one of them has marked.
 *
 * Marks begin and end with words, so that no letter is torn from its marks
 * and no word from its shape.
 */
#include <string.h>

#include "report/glyph.h"
#include "report/html_part.h"
#include "report/html_text.h"
#include "report/worddiff.h"

/* Bytes of a stretch that is the same before it is shortened, and then of
 * each end. */
#define SAME_MAX	700
#define SAME_ENDS	220
/* Of the summary: how many, and the longest. */
#define AGAINST_MAX	8
#define AGAINST_BYTES	90

/* Words that are shown of a stretch of both texts. */
struct ends {
	size_t head, tail;	/* 0 and 0: all */
};

/* A long stretch that is the same: its two ends are enough, and in both texts
 * they are the same words, however these are spelt. */
static struct ends
ends_of(const struct pick_text *a, const struct pick_text *b,
    const struct word_run *r)
{
	size_t na = r->a_end - r->a_start, nb = r->b_end - r->b_start;
	const char *s = na >= nb ? a->text + r->a_start :
	    b->text + r->b_start;
	size_t n = na >= nb ? na : nb, all, before;
	struct ends e;

	if (n <= SAME_MAX)
		return (struct ends){ 0, 0 };
	(void)glyph_words_end(s, SAME_ENDS, 0, &e.head);
	(void)glyph_words_end(s, n - SAME_ENDS, 0, &before);
	(void)glyph_words_end(s, n, 0, &all);
	/* A word that is cut here is shown. */
	e.tail = all - before + 1;
	return e.head + e.tail < all ? e : (struct ends){ 0, 0 };
}

static void
put_ends(struct output *o, const char *s, size_t n, const struct ends *e)
{
	size_t words, head;

	if (e->head + e->tail == 0) {
		html_text(o, s, n);
		return;
	}
	head = glyph_words_end(s, n, e->head, &words);
	html_text(o, s, head);
	output_puts(o, " <i class=\"gap\">&ctdot;</i> ");
	head = glyph_words_begin(s, n, e->tail, words);
	html_text(o, s + head, n - head);
}

/* One of the two, as the other one sees it. */
struct half {
	const struct pick_text *t, *a, *b;	/* t is a or b */
	enum word_op own;		/* words that only it has */
	const char *open, *close;
	int cut;			/* the other goes on, unseen */
};

static void
put_half(struct output *o, const struct worddiff *d, const struct half *x)
{
	int is_a = x->own == WORD_ONLY_A;
	size_t at = 0;

	for (size_t i = 0; i < d->nruns; i++) {
		const struct word_run *r = &d->runs[i];
		size_t start = is_a ? r->a_start : r->b_start;
		size_t end = is_a ? r->a_end : r->b_end;
		const char *s = x->t->text + start;
		struct ends e = ends_of(x->a, x->b, r);
		int own = r->op == WORD_ONLY_A || r->op == WORD_ONLY_B;

		if (own && r->op != x->own)
			continue;
		html_text(o, x->t->text + at, start - at);
		at = end;
		if (own && !(x->cut && i + 1 == d->nruns)) {
			output_puts(o, x->open);
			html_text(o, s, end - start);
			output_puts(o, x->close);
			continue;
		}
		if (r->op == WORD_SPELT)
			output_puts(o, "<span class=\"s\">");
		put_ends(o, s, end - start, &e);
		if (r->op == WORD_SPELT)
			output_puts(o, "</span>");
	}
}

static int
has_figure(const char *s, size_t n)
{
	uint32_t cp;

	for (size_t i = 0; i < n;) {
		i += glyph_next(s + i, n - i, &cp);
		if ((cp >= '0' && cp <= '9') || (cp >= 0x660 && cp <= 0x669) ||
		    (cp >= 0x6f0 && cp <= 0x6f9))
			return 1;
	}
	return 0;
}

/* Words of a that stand where b has others, and are short enough to list. */
static int
is_against(const struct worddiff *d, size_t i)
{
	const struct word_run *x = &d->runs[i], *y = x + 1;

	return i + 1 < d->nruns && x->op == WORD_ONLY_A &&
	    y->op == WORD_ONLY_B &&
	    x->a_end - x->a_start <= AGAINST_BYTES &&
	    y->b_end - y->b_start <= AGAINST_BYTES;
}

static void
put_against(struct output *o, const struct worddiff *d,
    const struct pick_text *a, const struct pick_text *b)
{
	int figures = 0, n = 0;

	for (int pass = 0; pass < 2 && n == 0; pass++) {
		figures = pass == 0;
		for (size_t i = 0; i < d->nruns && n < AGAINST_MAX; i++) {
			const struct word_run *x = &d->runs[i], *y = x + 1;
			size_t na = x->a_end - x->a_start;
			size_t nb = is_against(d, i) ?
			    y->b_end - y->b_start : 0;

			if (nb == 0 || (figures &&
			    !has_figure(a->text + x->a_start, na) &&
			    !has_figure(b->text + y->b_start, nb)))
				continue;
			if (n++ == 0) {
				output_puts(o, "<p class=\"against\">");
				html_label(o, LABEL_AGAINST);
			}
			output_puts(o, " <span><del>");
			html_text(o, a->text + x->a_start, na);
			output_puts(o, "</del> <ins>");
			html_text(o, b->text + y->b_start, nb);
			output_puts(o, "</ins></span>");
		}
	}
	if (n > 0)
		output_puts(o, "</p>\n");
}

/* The facts that the two disagree on, each once. */
struct conflicts {
	const struct pick_text *a, *b;
	struct tawam_span list[AGAINST_MAX];
	size_t n;
};

static int
same_words(const struct pick_text *t, size_t a, size_t a_end, size_t b,
    size_t b_end)
{
	return a_end - a == b_end - b &&
	    memcmp(t->text + a, t->text + b, a_end - a) == 0;
}

static int
add_conflict(void *arg, const struct tawam_span *s)
{
	struct conflicts *c = arg;

	if (!s->conflict || c->n == AGAINST_MAX ||
	    s->a_end - s->a_start > AGAINST_BYTES ||
	    s->b_end - s->b_start > AGAINST_BYTES)
		return 0;
	for (size_t i = 0; i < c->n; i++) {
		const struct tawam_span *x = &c->list[i];

		if (same_words(c->a, s->a_start, s->a_end, x->a_start,
		    x->a_end) && same_words(c->b, s->b_start, s->b_end,
		    x->b_start, x->b_end))
			return 0;
	}
	c->list[c->n++] = *s;
	return 0;
}

static enum label
kind_label(enum tawam_kind kind)
{
	switch (kind) {
	case TAWAM_NUMBER:
		return LABEL_KIND_NUMBER;
	case TAWAM_DATE:
		return LABEL_KIND_DATE;
	case TAWAM_NAME:
		return LABEL_KIND_NAME;
	default:
		return LABEL_KIND_WORD;
	}
}

/* What is in conflict, when something is. */
static int
put_conflicts(const struct page *p, const struct pick_text *a,
    const struct pick_text *b)
{
	struct conflicts c = { .a = a, .b = b };
	struct output *o = p->o;

	if (tawam_explain(p->s, a->text, a->len, b->text, b->len,
	    add_conflict, &c, NULL) != 0 || c.n == 0)
		return 0;
	output_puts(o, "<p class=\"against\">");
	html_label(o, LABEL_CONFLICT);
	for (size_t i = 0; i < c.n; i++) {
		const struct tawam_span *s = &c.list[i];
		enum label l = kind_label(s->kind);

		output_printf(o, " <span title=\"%s\"><i>%s</i> <del>",
		    label_en(l), label_ar(l));
		html_text(o, a->text + s->a_start, s->a_end - s->a_start);
		output_puts(o, "</del> <ins>");
		html_text(o, b->text + s->b_start, s->b_end - s->b_start);
		output_puts(o, "</ins></span>");
	}
	output_puts(o, "</p>\n");
	return 1;
}

static void
put_rest(const struct page *p, const struct pick_text *t)
{
	if (t->rest == 0)
		return;
	output_puts(p->o, "<p class=\"note\">&hellip; ");
	page_counted(p, LABEL_MORE_TEXT, t->rest);
	output_puts(p->o, "</p>\n");
}

static void
put_column(const struct page *p, const struct worddiff *d,
    const struct half *x, enum label l)
{
	output_puts(p->o, "<div class=\"side\"><p class=\"note\">");
	html_label(p->o, l);
	output_puts(p->o, "</p><div class=\"t\" dir=\"auto\">");
	put_half(p->o, d, x);
	output_puts(p->o, "</div>\n");
	put_rest(p, x->t);
	output_puts(p->o, "</div>\n");
}

void
page_compared(const struct page *p, const struct pick_text *a,
    const struct pick_text *b, int summary)
{
	const struct half left = { a, a, b, WORD_ONLY_A, "<del>", "</del>",
	    b->rest > 0 };
	const struct half right = { b, a, b, WORD_ONLY_B, "<ins>", "</ins>",
	    a->rest > 0 };
	struct output *o = p->o;
	struct worddiff d;

	if (a->text == NULL || b->text == NULL) {
		page_plain(p, b);
		return;
	}
	if (a->len == b->len && a->rest == b->rest && a->rest == 0 &&
	    (a->len == 0 || memcmp(a->text, b->text, a->len) == 0)) {
		output_puts(o, "<p class=\"note\">");
		html_label(o, LABEL_IDENTICAL);
		output_puts(o, "</p>\n");
		return;
	}
	if (worddiff(&d, p->s, a->text, a->len, b->text, b->len) == -1) {
		page_plain(p, b);
		return;
	}
	if (summary && !put_conflicts(p, a, b))
		put_against(o, &d, a, b);
	output_puts(o, "<div class=\"sides\">\n");
	put_column(p, &d, &left, summary ? LABEL_FIRST : LABEL_STAYS);
	put_column(p, &d, &right, summary ? LABEL_SECOND : LABEL_THIS);
	output_puts(o, "</div>\n");
	worddiff_release(&d);
}
