/*
 * oracle_pairs.c - every pair of a corpus that is alike, by brute force.
 */
#include "oracle/oracle_pairs.h"

#include <stdlib.h>
#include <string.h>

#include "oracle/oracle_norm.h"
#include "oracle/oracle_text.h"

/* What a shingle is: its code points, 0xffffffff after a shorter one. */
struct shingle {
	uint32_t cp[ORACLE_MAX_NGRAM];
	uint32_t last_doc;	/* number + 1 of the last document with it */
};

struct document {
	char *form;
	size_t formlen;
	uint64_t length;
	uint32_t *shingles;	/* their numbers, each once */
	size_t n;
};

struct oracle_corpus {
	int profile;
	size_t ngram;
	struct document *docs;
	size_t ndocs, docs_cap;
	struct shingle *shingles;
	size_t nshingles, shingles_cap;
	uint32_t *table;	/* open addressing: shingle number + 1, or 0 */
	size_t table_size;	/* a power of two */
};

struct oracle_corpus *
oracle_corpus_new(int profile, size_t ngram)
{
	struct oracle_corpus *c = oracle_alloc(1, sizeof(*c));

	memset(c, 0, sizeof(*c));
	c->profile = profile;
	c->ngram = ngram;
	return c;
}

void
oracle_corpus_free(struct oracle_corpus *c)
{
	if (c == NULL)
		return;
	for (size_t i = 0; i < c->ndocs; i++) {
		free(c->docs[i].form);
		free(c->docs[i].shingles);
	}
	free(c->docs);
	free(c->shingles);
	free(c->table);
	free(c);
}

/* Where to look first; equality is decided on the code points. */
static size_t
spread(const uint32_t cp[ORACLE_MAX_NGRAM])
{
	uint64_t h = 0;

	for (size_t i = 0; i < ORACLE_MAX_NGRAM; i++)
		h = (h ^ cp[i]) * UINT64_C(0x100000001b3);
	return (size_t)(h ^ h >> 29);
}

static size_t
find(const struct oracle_corpus *c, const uint32_t cp[ORACLE_MAX_NGRAM])
{
	size_t at = spread(cp) & (c->table_size - 1);

	while (c->table[at] != 0 &&
	    memcmp(c->shingles[c->table[at] - 1].cp, cp,
	    ORACLE_MAX_NGRAM * sizeof(*cp)) != 0)
		at = (at + 1) & (c->table_size - 1);
	return at;
}

static void
grow_table(struct oracle_corpus *c)
{
	if (c->nshingles * 2 < c->table_size)
		return;
	free(c->table);
	c->table_size = c->table_size == 0 ? 1024 : c->table_size * 2;
	c->table = oracle_alloc(c->table_size, sizeof(*c->table));
	memset(c->table, 0, c->table_size * sizeof(*c->table));
	for (size_t i = 0; i < c->nshingles; i++)
		c->table[find(c, c->shingles[i].cp)] = (uint32_t)i + 1;
}

/* The number of a shingle, a new one when it was not met before. */
static uint32_t
intern(struct oracle_corpus *c, const uint32_t *cp, size_t n)
{
	struct shingle s;

	memset(&s, 0xff, sizeof(s));
	memcpy(s.cp, cp, n * sizeof(*cp));
	s.last_doc = 0;
	grow_table(c);
	size_t at = find(c, s.cp);
	if (c->table[at] == 0) {
		if (c->nshingles == c->shingles_cap) {
			c->shingles_cap = c->shingles_cap * 2 + 1024;
			c->shingles = oracle_realloc(c->shingles,
			    c->shingles_cap, sizeof(*c->shingles));
		}
		c->shingles[c->nshingles++] = s;
		c->table[at] = (uint32_t)c->nshingles;
	}
	return c->table[at] - 1;
}

size_t
oracle_corpus_add(struct oracle_corpus *c, const char *text, size_t len)
{
	struct document d;
	size_t n;

	d.form = oracle_normalise(c->profile, text, len, &d.formlen);
	uint32_t *cp = oracle_codepoints(d.form, d.formlen, &n);
	size_t positions = n == 0 ? 0 : n < c->ngram ? 1 : n - c->ngram + 1;
	d.length = n;
	d.shingles = oracle_alloc(positions, sizeof(*d.shingles));
	d.n = 0;
	for (size_t i = 0; i < positions; i++) {
		uint32_t s = intern(c, cp + i, n < c->ngram ? n : c->ngram);

		if (c->shingles[s].last_doc == (uint32_t)c->ndocs + 1)
			continue;
		c->shingles[s].last_doc = (uint32_t)c->ndocs + 1;
		d.shingles[d.n++] = s;
	}
	free(cp);
	if (c->ndocs == c->docs_cap) {
		c->docs_cap = c->docs_cap * 2 + 256;
		c->docs = oracle_realloc(c->docs, c->docs_cap,
		    sizeof(*c->docs));
	}
	c->docs[c->ndocs] = d;
	return c->ndocs++;
}

uint64_t
oracle_corpus_length(const struct oracle_corpus *c, size_t doc)
{
	return c->docs[doc].length;
}

size_t
oracle_corpus_shingles(const struct oracle_corpus *c, size_t doc)
{
	return c->docs[doc].n;
}

/* The scores of two documents that share common shingles. */
static void
score(const struct oracle_corpus *c, size_t a, size_t b, uint32_t common,
    struct oracle_pair *p)
{
	const struct document *da = &c->docs[a], *db = &c->docs[b];

	p->a = a;
	p->b = b;
	p->equal_form = da->formlen == db->formlen && da->formlen > 0 &&
	    memcmp(da->form, db->form, da->formlen) == 0;
	p->jaccard = p->contain_a = p->contain_b = 0;
	if (common == 0)
		return;
	p->jaccard = (double)common / (double)(da->n + db->n - common);
	p->contain_a = (double)common / (double)da->n;
	p->contain_b = (double)common / (double)db->n;
}

static int
wanted(const struct oracle_corpus *c, const struct oracle_pair *p,
    double floor, double containment)
{
	double smaller = p->contain_a > p->contain_b ? p->contain_a :
	    p->contain_b;

	if (c->docs[p->a].length < ORACLE_TINY ||
	    c->docs[p->b].length < ORACLE_TINY)
		return p->equal_form;
	return p->jaccard >= floor ||
	    (containment > 0 && smaller >= containment);
}

/* Documents that hold a shingle, in order. */
struct posting {
	uint32_t *docs;
	size_t n, cap;
};

static void
posting_add(struct posting *p, uint32_t doc)
{
	if (p->n == p->cap) {
		p->cap = p->cap * 2 + 2;
		p->docs = oracle_realloc(p->docs, p->cap, sizeof(*p->docs));
	}
	p->docs[p->n++] = doc;
}

void
oracle_corpus_run(const struct oracle_corpus *c, double floor,
    double containment, oracle_pair_fn *fn, void *arg)
{
	struct posting *index = oracle_alloc(c->nshingles, sizeof(*index));
	uint32_t *common = oracle_alloc(c->ndocs, sizeof(*common));

	memset(index, 0, c->nshingles * sizeof(*index));
	for (size_t b = 0; b < c->ndocs; b++) {
		const struct document *d = &c->docs[b];

		memset(common, 0, b * sizeof(*common));
		for (size_t i = 0; i < d->n; i++) {
			struct posting *p = &index[d->shingles[i]];

			for (size_t k = 0; k < p->n; k++)
				common[p->docs[k]]++;
			posting_add(p, (uint32_t)b);
		}
		for (size_t a = 0; a < b; a++) {
			struct oracle_pair pair;

			if (common[a] == 0)
				continue;
			score(c, a, b, common[a], &pair);
			if (wanted(c, &pair, floor, containment))
				fn(arg, &pair);
		}
	}
	for (size_t i = 0; i < c->nshingles; i++)
		free(index[i].docs);
	free(index);
	free(common);
}

void
oracle_compare(int profile, size_t ngram, const char *a, size_t na,
    const char *b, size_t nb, struct oracle_pair *out)
{
	struct oracle_corpus *c = oracle_corpus_new(profile, ngram);
	uint32_t common = 0;

	oracle_corpus_add(c, a, na);
	oracle_corpus_add(c, b, nb);
	/* A shingle of the first text that the second has too was last
	 * met in the second. */
	for (size_t i = 0; i < c->docs[0].n; i++)
		common += c->shingles[c->docs[0].shingles[i]].last_doc == 2;
	score(c, 0, 1, common, out);
	oracle_corpus_free(c);
}
