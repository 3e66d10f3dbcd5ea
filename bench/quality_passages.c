/*
 * quality_passages.c - passages planted in foreign articles, articles inside
 * their pages, and containment beside the exact search.
 */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "bench.h"
#include "report/xalloc.h"

/*
 * Planted passages
 */

#define INDEXED		8000	/* articles that passages are taken from */
#define HOSTS		500	/* articles that they are put into */
#define WORD_MAX	64

struct planted {
	size_t from;		/* the article it was taken from, in the end
				 * the first with its normal form */
	char *text;		/* the host with the passage in it */
	size_t len;
	size_t found[2];	/* code points told, at 24 and at 86 */
	int sure;		/* 86 of it are verbatim, as asked of the two */
};

struct planting {
	const struct texts *x;
	struct planted p[HOSTS];
	size_t points;		/* of a passage */
	unsigned edited;	/* words in a hundred */
	uint64_t random;
};

static size_t
below(struct planting *t, size_t n)
{
	return (size_t)(splitmix64(&t->random) % n);
}

static int
is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static size_t
is_head(char c)
{
	return ((unsigned char)c & 0xc0) != 0x80;
}

/* Where a word begins, at or after a place. */
static size_t
word_at(const struct text *t, size_t at)
{
	while (at < t->len && !is_space(t->text[at]))
		at++;
	while (at < t->len && is_space(t->text[at]))
		at++;
	return at;
}

static size_t
word_length(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && !is_space(s[i]))
		i++;
	return i;
}

/* A word of any article. */
static size_t
other_word(struct planting *t, char out[WORD_MAX])
{
	for (;;) {
		const struct text *x = &t->x->t[below(t, t->x->n)];
		size_t at = word_at(x, below(t, x->len)), n;

		n = word_length(x->text + at, x->len - at);
		if (n == 0 || n >= WORD_MAX)
			continue;
		memcpy(out, x->text + at, n);
		return n;
	}
}

/* A passage of an article, its words edited; the bytes, or 0: too short. */
static size_t
cut_passage(struct planting *t, const struct text *x, char *out)
{
	size_t at = word_at(x, below(t, x->len)), end = at, points = 0, n = 0;

	while (end < x->len && points < t->points)
		points += is_head(x->text[++end]);
	if (end >= x->len)
		return 0;
	while (at < end) {
		size_t word = word_length(x->text + at, end - at);

		if (word > 0 && below(t, 100) < t->edited) {
			n += other_word(t, out + n);
			at += word;
			continue;
		}
		word += word == 0;
		memcpy(out + n, x->text + at, word);
		n += word;
		at += word;
	}
	return n;
}

/* In the middle of the host. */
static void
plant(struct planting *t, struct planted *p, const struct text *host)
{
	char *passage = xalloc(WORD_MAX, t->points);
	size_t n = 0, at = word_at(host, host->len / 2);

	while (n == 0) {
		p->from = below(t, INDEXED);
		n = cut_passage(t, &t->x->t[p->from], passage);
	}
	p->text = xalloc(host->len + n + 2, 1);
	memcpy(p->text, host->text, at);
	p->len = at;
	p->text[p->len++] = '\n';
	memcpy(p->text + p->len, passage, n);
	p->len += n;
	p->text[p->len++] = '\n';
	memcpy(p->text + p->len, host->text + at, host->len - at);
	p->len += host->len - at;
	free(passage);
}

static int
note_passage(void *arg, const struct tawam_passage *q)
{
	struct planting *t = arg;
	struct planted *p;

	if (q->b < INDEXED)
		return 0;
	p = &t->p[q->b - INDEXED];
	if (p->from != q->a)
		return 0;
	p->found[0] += q->chars;
	/* A space at each end is not counted. */
	p->found[1] += q->chars >= 84 ? q->chars : 0;
	return 0;
}

static void
add_text(struct tawam_corpus *c, const char *text, size_t len)
{
	struct tawam_doc d;

	tawam_doc_init(&d, sizeof(d));
	d.text = text;
	d.len = len;
	check(tawam_corpus_add(c, &d, NULL), "tawam_corpus_add");
}

static void
find_planted(struct planting *t)
{
	struct tawam_corpus *c;
	struct tawam_params p;

	found_params(&p, .7);
	p.expect = INDEXED + HOSTS;
	p.containment = 0;
	p.passages = 24;
	check(tawam_corpus_new(&c, &p), "tawam_corpus_new");
	for (size_t i = 0; i < INDEXED; i++)
		add_text(c, t->x->t[i].text, t->x->t[i].len);
	for (size_t i = 0; i < HOSTS; i++)
		add_text(c, t->p[i].text, t->p[i].len);
	check(tawam_corpus_run(c), "tawam_corpus_run");
	for (size_t i = 0; i < HOSTS; i++) {
		struct tawam_trait trait = { .size = sizeof(trait) };

		/* Of equal articles the first is named. */
		check(tawam_corpus_trait(c, t->p[i].from, &trait), "trait");
		t->p[i].from = (size_t)trait.form;
	}
	check(tawam_corpus_passages(c, note_passage, t),
	    "tawam_corpus_passages");
	tawam_corpus_free(c);
}

static void
ask_sure(struct planting *t)
{
	struct tawam_sketcher *s;
	struct tawam_params p;

	found_params(&p, .7);
	check(tawam_sketcher_new(&s, &p), "tawam_sketcher_new");
	for (size_t i = 0; i < HOSTS; i++) {
		const struct text *x = &t->x->t[t->p[i].from];
		struct tawam_shared m;

		check(tawam_longest_shared(s, x->text, x->len, t->p[i].text,
		    t->p[i].len, &m), "tawam_longest_shared");
		t->p[i].sure = m.length >= 86;
	}
	tawam_sketcher_free(s);
}

static void
planted_row(FILE *f, struct planting *t, const char *study)
{
	size_t any = 0, told = 0, sure = 0, sure_told = 0, points = 0;

	for (size_t i = 0; i < HOSTS; i++) {
		const struct planted *p = &t->p[i];

		any += p->found[0] > 0;
		told += p->found[1] > 0;
		points += p->found[0];
		sure += (size_t)p->sure;
		sure_told += p->sure && p->found[1] > 0;
	}
	fprintf(f, "%7zu %6u %% %9.3f %9s %11.3f %11.3f   %zu of %zu\n",
	    t->points, t->edited, (double)any / HOSTS, study, (double)told /
	    HOSTS, (double)points / (double)(HOSTS * t->points), sure_told,
	    sure);
}

static void
quality_planted(FILE *f)
{
	static const size_t lengths[] = { 120, 200, 400 };
	static const unsigned edits[] = { 0, 3, 10 };
	/* Of other articles, when windows and span were chosen. */
	static const char *const study[] = { "1.000", "-", "0.857", "1.000*",
	    "0.982*", "0.831*", "-", "-", "0.996*" };
	static struct planting t;
	struct texts x;

	texts_read(&x, bench_shared("data/ant_exact/docs.jsonl"));
	t.x = &x;
	fprintf(f, "Planted passages: %d of them in articles that are not "
	    "among the %d\nthey are taken from; words replaced by others.\n\n"
	    "%7s %8s %9s %9s %11s %11s   %s\n", HOSTS, INDEXED, "length",
	    "edited", "found", "study", "86 or more", "characters",
	    "sure ones");
	for (size_t i = 0; i < 9; i++) {
		t.points = lengths[i / 3];
		t.edited = edits[i % 3];
		t.random = i;
		memset(t.p, 0, sizeof(t.p));
		for (size_t k = 0; k < HOSTS; k++)
			plant(&t, &t.p[k], &x.t[INDEXED + k]);
		find_planted(&t);
		ask_sure(&t);
		planted_row(f, &t, study[i]);
		for (size_t k = 0; k < HOSTS; k++)
			free(t.p[k].text);
	}
	fprintf(f, "\nfound: a stretch of 24 is told; study: one fingerprint "
	    "was, or two (*), in the\nstudy that chose them; 86 or more: a "
	    "passage with so many is told; characters: of\nthe passage, told "
	    "to be the same; sure ones: those with 86 verbatim, and how many\n"
	    "of them were told.\n");
	texts_free(&x);
}

/*
 * Pages
 */

/* Code point 5-grams of a normal form, sorted, each once. */
struct grams {
	uint64_t *g;
	size_t n;
};

static int
by_value(const void *p, const void *q)
{
	const uint64_t *x = p, *y = q;

	return *x < *y ? -1 : *x > *y;
}

static void
grams_read(struct grams *g, struct tawam_sketcher *s, const struct text *t)
{
	struct tawam_normal n;
	size_t *at, points = 0, kept = 0;

	check(tawam_normalise(s, t->text, t->len, &n), "tawam_normalise");
	at = xalloc(n.len + 1, sizeof(*at));
	for (size_t i = 0; i < n.len; i++)
		if (is_head(n.bytes[i]))
			at[points++] = i;
	at[points] = n.len;
	g->n = points < 5 ? 0 : points - 4;
	g->g = xalloc(g->n, sizeof(*g->g));
	for (size_t i = 0; i < g->n; i++)
		g->g[i] = hash64(n.bytes + at[i], at[i + 5] - at[i], 0);
	qsort(g->g, g->n, sizeof(*g->g), by_value);
	for (size_t i = 0; i < g->n; i++)
		if (kept == 0 || g->g[kept - 1] != g->g[i])
			g->g[kept++] = g->g[i];
	g->n = kept;
	free(at);
}

static size_t
both(const struct grams *a, const struct grams *b)
{
	size_t i = 0, k = 0, n = 0;

	while (i < a->n && k < b->n) {
		if (a->g[i] == b->g[k]) {
			n++;
			i++;
			k++;
		} else if (a->g[i] < b->g[k]) {
			i++;
		} else {
			k++;
		}
	}
	return n;
}

struct pages {
	struct texts x;
	struct found found;
	struct tawam_sketcher *s;
	double containment;
	size_t rows, have, got;
	double furthest;
};

static double
larger(double a, double b)
{
	return a > b ? a : b;
}

/* A page and the article that was taken out of it. */
static void
page_row(void *arg, char *const *field, size_t n)
{
	struct pages *p = arg;
	size_t a = texts_find(&p->x, field[0]), b = texts_find(&p->x,
	    field[1]), shared;
	const struct tawam_match *m = found_match(&p->found, a, b);
	struct grams ga, gb;
	double share;

	(void)n;
	grams_read(&ga, p->s, &p->x.t[a]);
	grams_read(&gb, p->s, &p->x.t[b]);
	shared = both(&ga, &gb);
	share = (double)shared / (double)(ga.n < gb.n ? ga.n : gb.n);
	p->rows++;
	p->have += share >= p->containment;
	if (m != NULL && (m->relation == TAWAM_CONTAINED ||
	    bench_joins(m->relation))) {
		p->got++;
		p->furthest = larger(p->furthest, fabs(share -
		    larger(m->contain_a, m->contain_b)));
	}
	free(ga.g);
	free(gb.g);
}

/* Are they one page, fetched twice? */
static int
same_page(const struct texts *x, const struct tawam_pair *p)
{
	return p->match.relation == TAWAM_EXACT &&
	    x->t[p->a].len == x->t[p->b].len;
}

static void
pages_print(FILE *f, struct pages *p)
{
	size_t joined = 0, twice = 0;

	for (size_t i = 0; i < p->found.n; i++) {
		const struct tawam_pair *q = &p->found.p[i];

		if (strncmp(p->x.t[q->a].id, "page/", 5) != 0 ||
		    strncmp(p->x.t[q->b].id, "page/", 5) != 0 ||
		    !bench_joins(q->match.relation))
			continue;
		joined += !same_page(&p->x, q);
		twice += (size_t)same_page(&p->x, q);
	}
	fprintf(f, "at %.2f: %zu of %zu pages found with their article, %zu "
	    "have it;\n\tfurthest containment from that of brute force %.6f; "
	    "pages joined: %zu the same,\n\t%zu others\n", p->containment,
	    p->got, p->rows, p->have, p->furthest, twice, joined);
}

static void
passage_params(struct tawam_params *p, double containment)
{
	found_params(p, .7);
	p->containment = containment;
	p->passages = 86;
}

static void
quality_pages(FILE *f)
{
	static const double cuts[] = { .85, .9 };
	struct tawam_params q;
	struct pages p;

	memset(&p, 0, sizeof(p));
	texts_read(&p.x, bench_shared("data/pages_qisasse/docs.jsonl"));
	fprintf(f, "\npages_qisasse: %zu pages and articles\n", p.x.n);
	for (size_t i = 0; i < 2; i++) {
		p.containment = cuts[i];
		p.rows = p.have = p.got = 0;
		p.furthest = 0;
		passage_params(&q, cuts[i]);
		check(tawam_sketcher_new(&p.s, &q), "tawam_sketcher_new");
		found_with(&p.found, &p.x, &q);
		tsv_read(bench_shared("data/pages_qisasse/truth.tsv"), 1, 2,
		    page_row, &p);
		pages_print(f, &p);
		found_free(&p.found);
		tawam_sketcher_free(p.s);
	}
	texts_free(&p.x);
}

/*
 * Containment beside the exact search
 */

static size_t
contained(const struct found *f, double share)
{
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++)
		if (larger(f->p[i].match.contain_a,
		    f->p[i].match.contain_b) >= share)
			n++;
	return n;
}

static void
quality_contained(FILE *f)
{
	static const double cuts[] = { .9, .8, .7 };
	struct texts x;

	texts_read(&x, bench_shared("data/ant_exact/docs.jsonl"));
	fprintf(f, "\nant_exact: pairs of which so much of one is in the "
	    "other\n%7s %8s %9s %9s\n", "share", "exact", "passages",
	    "sketches");
	for (size_t i = 0; i < sizeof(cuts) / sizeof(cuts[0]); i++) {
		struct tawam_params q;
		size_t n[3];

		for (size_t k = 0; k < 3; k++) {
			struct found found;

			passage_params(&q, cuts[i]);
			q.exact = k == 0;
			q.passages = k == 1 ? 86 : 0;
			found_with(&found, &x, &q);
			n[k] = contained(&found, cuts[i]);
			found_free(&found);
		}
		fprintf(f, "%7.2f %8zu %9zu %9zu\n", cuts[i], n[0], n[1],
		    n[2]);
	}
	texts_free(&x);
}

void
quality_passages(FILE *f)
{
	quality_planted(f);
	quality_pages(f);
	quality_contained(f);
}
