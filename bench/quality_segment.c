/*
 * quality_segment.c - segmentation on real text: what it takes out of clean
 * news, and what of a scraped page is left to compare.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "report/xalloc.h"

struct cut {
	struct tawam_segmenter *x;
	struct tawam_sketcher *s;
	uint64_t docs, articles;	/* of a text */
	uint64_t several, none;		/* texts with so many articles */
	uint64_t chars, kept;
	uint64_t lines[TAWAM_NCATEGORIES];
	/* What the units of a page are compared with. */
	const struct text *other;
	struct tawam_match best;
};

/* Code points of the standard form, without its spaces. */
static uint64_t
letters(struct cut *c, const char *text, size_t len)
{
	struct tawam_normal n;
	uint64_t spaces = 0;

	check(tawam_normalise(c->s, text, len, &n), "tawam_normalise");
	for (size_t i = 0; i < n.len; i++)
		spaces += n.bytes[i] == ' ';
	return n.length - spaces;
}

static void
cut_init(struct cut *c)
{
	struct tawam_params p;

	memset(c, 0, sizeof(*c));
	tawam_params_init(&p, sizeof(p));
	check(tawam_segmenter_new(&c->x, NULL), "tawam_segmenter_new");
	check(tawam_sketcher_new(&c->s, &p), "tawam_sketcher_new");
}

static void
cut_free(struct cut *c)
{
	tawam_sketcher_free(c->s);
	tawam_segmenter_free(c->x);
}

static int
count_unit(void *arg, const struct tawam_unit *u)
{
	struct cut *c = arg;

	c->kept += letters(c, u->whole, u->wholelen);
	c->articles += u->kind == TAWAM_ARTICLE;
	return 0;
}

static int
count_frame(void *arg, const struct tawam_line *l)
{
	struct cut *c = arg;

	c->lines[l->category]++;
	return 0;
}

/* A row of a table of lines that were learned. */
struct table {
	char *p;
	size_t len, cap, rows;
};

static int
add_row(void *arg, const struct tawam_learned *l)
{
	struct table *t = arg;
	int n = snprintf(NULL, 0, "%s\texact\t%.*s\n",
	    tawam_category_name(l->category), (int)l->len, l->line);

	xgrow(&t->p, &t->cap, t->len + (size_t)n + 1, 1);
	snprintf(t->p + t->len, (size_t)n + 1, "%s\texact\t%.*s\n",
	    tawam_category_name(l->category), (int)l->len, l->line);
	t->len += (size_t)n;
	t->rows++;
	return 0;
}

/* The lines that were learned of these texts, which c knows then. */
static size_t
learn(struct cut *c, const struct texts *x)
{
	struct table t = { 0 };
	struct tawam_learner *l;
	struct tawam_page p;

	tawam_page_init(&p, sizeof(p));
	check(tawam_learner_new(&l, c->x), "tawam_learner_new");
	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < x->n; i++) {
			p.text = x->t[i].text;
			p.len = x->t[i].len;
			check(tawam_learner_add(l, &p), "tawam_learner_add");
		}
		if (pass == 0)
			check(tawam_learner_turn(l), "tawam_learner_turn");
	}
	check(tawam_learner_each(l, add_row, &t), "tawam_learner_each");
	check(tawam_segmenter_read(c->x, t.p, t.len, NULL),
	    "tawam_segmenter_read");
	tawam_learner_free(l);
	free(t.p);
	return t.rows;
}

static void
clean_print(FILE *f, const struct cut *c)
{
	fprintf(f, "\t%" PRIu64 " characters, %.4f %% taken out; texts with "
	    "several articles %" PRIu64 ", with none %" PRIu64 "\n\tlines:",
	    c->chars, 100 * (double)(c->chars - c->kept) / (double)c->chars,
	    c->several, c->none);
	for (int i = TAWAM_LINE_SPLIT; i < TAWAM_NCATEGORIES; i++)
		if (c->lines[i] > 0)
			fprintf(f, " %s %" PRIu64, tawam_category_name(
			    (enum tawam_category)i), c->lines[i]);
	fprintf(f, "\n");
}

static void
clean(FILE *f, const char *name, const char *path)
{
	struct texts x;

	texts_read(&x, bench_shared(path));
	fprintf(f, "%s: %zu clean texts\n", name, x.n);
	for (int learned = 0; learned < 2; learned++) {
		struct tawam_page p;
		struct cut c;

		cut_init(&c);
		if (learned)
			fprintf(f, "    with what is learned of them, %zu "
			    "lines\n", learn(&c, &x));
		tawam_page_init(&p, sizeof(p));
		p.unit = count_unit;
		p.frame = count_frame;
		p.arg = &c;
		for (size_t i = 0; i < x.n; i++) {
			p.text = x.t[i].text;
			p.len = x.t[i].len;
			c.chars += letters(&c, p.text, p.len);
			c.articles = 0;
			check(tawam_segment(c.x, &p), "tawam_segment");
			c.several += c.articles > 1;
			c.none += c.articles == 0;
		}
		clean_print(f, &c);
		cut_free(&c);
	}
	texts_free(&x);
}

static int
compare_unit(void *arg, const struct tawam_unit *u)
{
	struct cut *c = arg;
	struct tawam_match m;

	if (u->kind != TAWAM_ARTICLE)
		return 0;
	check(tawam_compare(c->s, u->core, u->corelen, c->other->text,
	    c->other->len, &m), "tawam_compare");
	if (m.jaccard > c->best.jaccard)
		c->best = m;
	return 0;
}

/* Pages of a site against the article in each. */
struct site {
	struct texts x;
	struct cut c;
	int whole;		/* pages as they are */
	size_t pairs, near;
	double sum;
};

static void
site_row(void *arg, char *const *field, size_t n)
{
	struct site *s = arg;
	const struct text *page = &s->x.t[texts_find(&s->x, field[0])];
	struct tawam_page p;

	(void)n;
	s->c.other = &s->x.t[texts_find(&s->x, field[1])];
	memset(&s->c.best, 0, sizeof(s->c.best));
	tawam_page_init(&p, sizeof(p));
	p.text = page->text;
	p.len = page->len;
	p.unit = compare_unit;
	p.arg = &s->c;
	if (s->whole)
		check(tawam_compare(s->c.s, page->text, page->len,
		    s->c.other->text, s->c.other->len, &s->c.best),
		    "tawam_compare");
	else
		check(tawam_segment(s->c.x, &p), "tawam_segment");
	s->pairs++;
	s->sum += s->c.best.jaccard;
	s->near += s->c.best.jaccard >= .7;
}

static void
site(FILE *f)
{
	static const char *const names[] = { "whole pages",
		"their articles", "with the frame learned" };
	struct site s;

	texts_read(&s.x, bench_shared("data/pages_qisasse/docs.jsonl"));
	fprintf(f, "pages_qisasse: pages against the article in each\n"
	    "%-24s %7s %13s %12s\n", "", "pairs", "mean Jaccard",
	    "0.70 or over");
	for (int i = 0; i < 3; i++) {
		cut_init(&s.c);
		if (i == 2)
			learn(&s.c, &s.x);
		s.whole = i == 0;
		s.pairs = s.near = 0;
		s.sum = 0;
		tsv_read(bench_shared("data/pages_qisasse/truth.tsv"), 1, 2,
		    site_row, &s);
		fprintf(f, "%-24s %7zu %13.4f %12zu\n", names[i], s.pairs,
		    s.sum / (double)s.pairs, s.near);
		cut_free(&s.c);
	}
	texts_free(&s.x);
}

void
quality_segment(FILE *f)
{
	clean(f, "ant_exact", "data/ant_exact/docs.jsonl");
	clean(f, "volume_open", "data/volume_open.jsonl.zst");
	site(f);
}
