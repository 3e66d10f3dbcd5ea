/*
 * pick.c - what is shown to a person: clusters, pairs and their texts.
 */
#include <stdlib.h>
#include <string.h>

#include "report/glyph.h"
#include "report/number.h"
#include "report/pick.h"
#include "report/xalloc.h"

#define CUT_MIN	300
#define CUT_MAX	6000

struct census {
	struct pick *p;
	struct pick_line *list;
	size_t n, cap;
	size_t most;		/* that are looked at */
};

/* Sizes that are the last of a column. */
static const size_t size_ends[PICK_SIZES] = { 2, 3, 4, 5, 10, 20, 50, 100,
    SIZE_MAX };

static int
by_size(const void *a, const void *b)
{
	const struct pick_line *x = a, *y = b;

	if (x->size != y->size)
		return x->size > y->size ? -1 : 1;
	return x->number < y->number ? -1 : x->number > y->number;
}

/* Only the largest are asked for, however many there are. */
static int
census_add(void *arg, const struct tawam_cluster *c)
{
	struct census *s = arg;
	struct pick_line *l;
	double least = 1;
	size_t column = 0;

	if (s->n >= 2 * s->most) {
		if (s->n > 0)
			qsort(s->list, s->n, sizeof(*s->list), by_size);
		s->n = s->most;
	}
	s->p->total++;
	xgrow(&s->list, &s->cap, s->n + 1, sizeof(*s->list));
	for (size_t i = 0; i < c->nmembers; i++)
		if (c->members[i].jaccard < least)
			least = c->members[i].jaccard;
	l = &s->list[s->n++];
	*l = (struct pick_line){ c->number, c->keep, c->nmembers + 1,
	    score4(least) };
	while (l->size > size_ends[column])
		column++;
	s->p->sizes[column]++;
	return 0;
}

static int
by_number(const void *a, const void *b)
{
	const struct pick_line *x = a, *y = b;

	return x->number < y->number ? -1 : x->number > y->number;
}

static int
by_cluster(const void *a, const void *b)
{
	const struct pick_cluster *x = a, *y = b;

	if (x->size != y->size)
		return x->size > y->size ? -1 : 1;
	return x->number < y->number ? -1 : x->number > y->number;
}

static int
by_doc(const void *a, const void *b)
{
	const struct pick_text *x = a, *y = b;

	return x->doc < y->doc ? -1 : x->doc > y->doc;
}

struct copying {
	struct pick *p;
	const struct pick_line *want;	/* by number, as clusters come */
	size_t nwant, nmembers;
};

static int
copy_cluster(void *arg, const struct tawam_cluster *c)
{
	struct copying *s = arg;
	struct pick_cluster *to;

	if (s->p->nclusters == s->nwant)
		return 1;
	if (s->want[s->p->nclusters].number != c->number)
		return 0;
	to = &s->p->clusters[s->p->nclusters++];
	to->least = s->want[s->p->nclusters - 1].least;
	to->number = c->number;
	to->keep = c->keep;
	to->size = c->nmembers + 1;
	to->nmembers = c->nmembers < s->nmembers ? c->nmembers : s->nmembers;
	to->members = xalloc(to->nmembers, sizeof(*to->members));
	memcpy(to->members, c->members, to->nmembers * sizeof(*to->members));
	return 0;
}

/* The texts of everything picked, each once. */
static void
list_texts(struct pick *p, size_t budget)
{
	size_t n = 0, once = 0;

	for (size_t i = 0; i < p->nclusters; i++)
		n += p->clusters[i].nmembers + 1;
	for (size_t r = 0; r < TAWAM_NRELATIONS; r++)
		n += 2 * p->pairs[r].n;
	p->texts = xalloc(n, sizeof(*p->texts));
	memset(p->texts, 0, n * sizeof(*p->texts));
	n = 0;
	for (size_t i = 0; i < p->nclusters; i++) {
		const struct pick_cluster *c = &p->clusters[i];

		p->texts[n++].doc = c->keep;
		for (size_t k = 0; k < c->nmembers; k++)
			p->texts[n++].doc = c->members[k].doc;
	}
	for (size_t r = 0; r < TAWAM_NRELATIONS; r++) {
		for (size_t i = 0; i < p->pairs[r].n; i++) {
			p->texts[n++].doc = p->pairs[r].list[i].a;
			p->texts[n++].doc = p->pairs[r].list[i].b;
		}
	}
	qsort(p->texts, n, sizeof(*p->texts), by_doc);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || p->texts[i].doc != p->texts[once - 1].doc)
			p->texts[once++].doc = p->texts[i].doc;
	for (size_t i = 0; i < once; i++) {
		p->texts[i].from = TAWAM_NO_DOC;
		p->texts[i].date = TAWAM_NO_DATE;
	}
	p->ntexts = once;
	p->cut = once == 0 ? CUT_MAX : budget / once;
	if (p->cut > CUT_MAX)
		p->cut = CUT_MAX;
	if (p->cut < CUT_MIN)
		p->cut = CUT_MIN;
}

static int
pick_clusters(struct pick *p, const struct tawam_corpus *c,
    const struct pick_limits *limits)
{
	struct census s = { p, NULL, 0, 0, limits->clusters + limits->lines };
	struct copying copy = { p, NULL, 0, limits->members };
	int r;

	if ((r = tawam_corpus_clusters(c, census_add, &s)) != 0)
		goto out;
	copy.nwant = s.n < limits->clusters ? s.n : limits->clusters;
	p->clusters = xalloc(copy.nwant, sizeof(*p->clusters));
	if (s.n > 0) {
		qsort(s.list, s.n, sizeof(*s.list), by_size);
		qsort(s.list, copy.nwant, sizeof(*s.list), by_number);
	}
	p->nlines = s.n - copy.nwant < limits->lines ? s.n - copy.nwant :
	    limits->lines;
	if (p->nlines > 0) {
		p->lines = xalloc(p->nlines, sizeof(*p->lines));
		memcpy(p->lines, s.list + copy.nwant,
		    p->nlines * sizeof(*p->lines));
	}
	copy.want = s.list;
	if ((r = tawam_corpus_clusters(c, copy_cluster, &copy)) < 0)
		goto out;
	r = 0;
	qsort(p->clusters, p->nclusters, sizeof(*p->clusters), by_cluster);
out:
	free(s.list);
	return r;
}

struct pairing {
	struct pick *p;
	const struct tawam_corpus *c;
	const struct pick_limits *limits;
};

static int
stays(const struct tawam_corpus *c, uint64_t doc)
{
	struct tawam_decision d;

	return tawam_corpus_decision(c, doc, &d) == 0 &&
	    d.verdict != TAWAM_DROPPED;
}

static int
add_pair(void *arg, const struct tawam_pair *pair)
{
	const struct pairing *s = arg;
	enum tawam_relation r = pair->match.relation;
	struct pick_pairs *to = &s->p->pairs[r];

	pick_count(s->p, pair);
	if (s->limits->join & TAWAM_BIT(r) || !stays(s->c, pair->a) ||
	    !stays(s->c, pair->b))
		return 0;
	to->total++;
	pick_best(to, pair, s->limits->pairs);
	return 0;
}

int
pick(struct pick *p, const struct tawam_corpus *c,
    const struct pick_limits *limits)
{
	struct pairing s = { p, c, limits };
	int r;

	memset(p, 0, sizeof(*p));
	if ((r = pick_clusters(p, c, limits)) != 0)
		return r;
	if (limits->pairs > 0 &&
	    (r = tawam_corpus_pairs(c, add_pair, &s)) != 0)
		return r;
	list_texts(p, limits->budget);
	return limits->pairs > 0 ? pick_tree(p, c) : 0;
}

void
pick_release(struct pick *p)
{
	for (size_t i = 0; i < p->nclusters; i++)
		free(p->clusters[i].members);
	free(p->clusters);
	free(p->lines);
	for (size_t r = 0; r < TAWAM_NRELATIONS; r++)
		free(p->pairs[r].list);
	pick_forget(p);
	free(p->texts);
	memset(p, 0, sizeof(*p));
}

void
pick_give(struct pick *p, uint64_t doc, const char *text, size_t len,
    const char *source, size_t sourcelen)
{
	struct pick_text *t;
	size_t i = 0;
	uint64_t n = 0;
	uint32_t cp;

	while (p->next < p->ntexts && p->texts[p->next].doc < doc)
		p->next++;
	if (p->next == p->ntexts || p->texts[p->next].doc != doc)
		return;
	t = &p->texts[p->next++];
	/* No letter loses its marks. */
	for (; i < len && (n < p->cut || glyph_mark_at(text + i, len - i));
	    n++)
		i += glyph_next(text + i, len - i, &cp);
	t->text = xalloc(i, 1);
	t->len = i;
	if (i > 0)
		memcpy(t->text, text, i);
	for (t->rest = 0; i < len; t->rest++)
		i += glyph_next(text + i, len - i, &cp);
	if (source == NULL)
		return;
	t->source = xalloc(sourcelen, 1);
	t->sourcelen = sourcelen;
	if (sourcelen > 0)
		memcpy(t->source, source, sourcelen);
}

uint64_t
pick_next(const struct pick *p, uint64_t doc)
{
	for (size_t i = p->next; i < p->ntexts; i++)
		if (p->texts[i].doc >= doc)
			return p->texts[i].doc;
	return TAWAM_NO_DOC;
}

void
pick_forget(struct pick *p)
{
	for (size_t i = 0; i < p->ntexts; i++) {
		free(p->texts[i].text);
		free(p->texts[i].source);
		p->texts[i].text = p->texts[i].source = NULL;
		p->texts[i].len = 0;
		p->texts[i].rest = 0;
	}
}

const struct pick_text *
pick_find(const struct pick *p, uint64_t doc)
{
	struct pick_text key = { .doc = doc };

	if (p->ntexts == 0)
		return NULL;
	return bsearch(&key, p->texts, p->ntexts, sizeof(key), by_doc);
}
