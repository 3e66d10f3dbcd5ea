/*
 * rethreshold.c - a corpus made again from what an earlier run found.
 *
 * The documents' groups come from their traits, the edges from the pairs.  An
 * edge's relation follows from its scores and from the judge's verdict, which
 * every pair at or over the floor has in its why.
 */
#include <stddef.h>
#include <string.h>

#include "base/sort.h"
#include "compare/relation.h"
#include "lib/corpus.h"
#include "lib/params.h"

int
tawam_corpus_trait(const struct tawam_corpus *c, uint64_t number,
    struct tawam_trait *out)
{
	struct tawam_trait t = { .size = sizeof(t), .form = TAWAM_NO_DOC,
	    .marks = TAWAM_NO_DOC };
	size_t size = out->size < sizeof(t) ? out->size : sizeof(t);
	uint32_t doc = (uint32_t)number;

	if (c->state != CORPUS_DONE)
		return TAWAM_ESTATE;
	if (number >= c->ndocs || size < sizeof(size))
		return TAWAM_EINVAL;
	space_ease_one(&c->space, number);
	if (c->group_of[doc] != NO_DOC) {
		uint32_t d = c->first[c->group_of[doc]];

		t.form = d;
		while (c->marks[d] != c->marks[doc])
			d = c->next[d];
		t.marks = d;
	}
	t.length = c->traits[doc].length;
	t.date = c->traits[doc].date;
	t.source = c->traits[doc].source;
	t.id = c->traits[doc].id;
	t.idlen = c->traits[doc].idlen;
	t.known = c->traits[doc].known;
	memcpy(out, &t, size);
	out->size = size;
	return TAWAM_OK;
}

/* The trait of document i, as many of its fields as the caller knew. */
static int
read_trait(const struct tawam_found *f, uint64_t i, struct tawam_trait *out)
{
	size_t size = f->docs->size;
	const char *at = (const char *)f->docs + i * size;

	memset(out, 0, sizeof(*out));
	memcpy(out, at, size < sizeof(*out) ? size : sizeof(*out));
	if (out->size != size)
		return TAWAM_EINVAL;
	if (out->form == TAWAM_NO_DOC)
		return TAWAM_OK;
	if (out->form > i || out->marks > i || out->marks < out->form ||
	    out->source > SOURCE_MASK || out->idlen > UINT32_MAX)
		return TAWAM_EFORMAT;
	return TAWAM_OK;
}

static int
keep_traits(struct tawam_corpus *c, const struct tawam_trait *t, uint32_t i)
{
	struct traits *to = &c->traits[i];

	to->length = t->length;
	to->date = t->date;
	to->source = (uint32_t)t->source & SOURCE_MASK;
	to->known = t->known != 0;
	if (t->id == NULL)
		return TAWAM_OK;
	to->idlen = (uint32_t)t->idlen;
	to->id = arena_copy(&c->ids, &c->mem, t->id, t->idlen);
	return to->id == NULL ? TAWAM_ENOMEM : TAWAM_OK;
}

/* last: the latest document of each group so far. */
static int
place(struct tawam_corpus *c, const struct tawam_trait *t, uint32_t i,
    uint32_t *last)
{
	uint32_t g;

	c->next[i] = c->group_of[i] = NO_DOC;
	if (t->form == TAWAM_NO_DOC) {
		c->stats.empty++;
		return TAWAM_OK;
	}
	c->marks[i] = t->marks;
	c->stats.known += t->known != 0;
	if (t->form == i) {
		g = c->ngroups++;
		c->first[g] = i;
	} else {
		g = c->group_of[t->form];
		if (g == NO_DOC || c->first[g] != t->form)
			return TAWAM_EFORMAT;
		c->next[last[g]] = i;
		c->stats.equal++;
	}
	/* marks names the first one of the group that has the same. */
	if (t->marks != i && (c->group_of[t->marks] != g ||
	    c->marks[t->marks] != t->marks))
		return TAWAM_EFORMAT;
	last[g] = i;
	c->size[g]++;
	c->group_of[i] = g;
	return TAWAM_OK;
}

static int
restore_docs(struct tawam_corpus *c, const struct tawam_found *f)
{
	size_t n = (size_t)f->ndocs;
	struct tawam_trait t;
	uint32_t *last;
	int r;

	if ((last = mem_alloc(&c->mem, n, sizeof(*last))) == NULL)
		return TAWAM_ENOMEM;
	if ((r = CORPUS_ROOM(c, traits, n)) == 0 &&
	    (r = CORPUS_ROOM(c, group_of, n)) == 0 &&
	    (r = CORPUS_ROOM(c, next, n)) == 0 &&
	    (r = CORPUS_ROOM(c, marks, n)) == 0 &&
	    (r = CORPUS_ROOM(c, first, n)) == 0 &&
	    (r = CORPUS_ROOM(c, size, n)) == 0 &&
	    (r = CORPUS_ROOM(c, order, n)) == 0 && n > 0) {
		memset(c->traits, 0, n * sizeof(*c->traits));
		memset(c->marks, 0, n * sizeof(*c->marks));
		memset(c->size, 0, n * sizeof(*c->size));
	}
	for (; r == 0 && c->ndocs < n; c->ndocs++)
		if ((r = read_trait(f, c->ndocs, &t)) == 0 &&
		    (r = keep_traits(c, &t, c->ndocs)) == 0)
			r = place(c, &t, c->ndocs, last);
	mem_free(&c->mem, last);
	return r;
}

/* Gives *code to a judge's word; what else a pair's why can be is 0. */
static int
judged(const char *why, enum judge_why *code)
{
	for (int i = JUDGE_SAME; i <= JUDGE_NAMES_FACT; i++) {
		*code = (enum judge_why)i;
		if (strcmp(why, judge_why_name(*code)) == 0)
			return 1;
	}
	*code = JUDGE_SAME;
	return 0;
}

static int
is_share(double x)
{
	return x >= 0 && x <= 1;
}

/* The relation that relate() would have found with these limits. */
static int
decide(const struct tawam_params *p, struct tawam_match *m)
{
	double contain = m->contain_a > m->contain_b ? m->contain_a :
	    m->contain_b;
	int near = m->jaccard >= p->threshold;
	int contained = p->containment > 0 && contain >= p->containment;
	enum judge_why code;

	if (!is_share(m->jaccard) || !is_share(m->contain_a) ||
	    !is_share(m->contain_b) || m->why == NULL)
		return TAWAM_EFORMAT;
	/* One normal form, in two groups for the sake of a window. */
	if (strcmp(m->why, "equal") == 0 ||
	    strcmp(m->why, judge_why_name(JUDGE_MARK)) == 0) {
		relate_equal(m->why[0] == 'e', m);
		return TAWAM_OK;
	}
	if (!judged(m->why, &code) && strcmp(m->why, "contained") != 0)
		return TAWAM_EFORMAT;
	m->why = judge_why_name(code);
	if (!near && !contained) {
		m->relation = TAWAM_BELOW;
	} else if (code >= JUDGE_DENSE) {
		m->relation = TAWAM_TEMPLATE;
	} else if (near) {
		m->relation = TAWAM_NEAR;
	} else {
		m->relation = TAWAM_CONTAINED;
		m->why = "contained";
	}
	return TAWAM_OK;
}

/* The pair ties the groups of its documents, unless they are one. */
static int
add_edge(struct tawam_corpus *c, const struct tawam_pair *pair)
{
	struct tawam_match m = pair->match;
	struct scores s = { m.jaccard, m.contain_a, m.contain_b };
	uint32_t a, b;
	int r;

	if (pair->a >= pair->b || pair->b >= c->ndocs)
		return TAWAM_EFORMAT;
	a = c->group_of[pair->a];
	b = c->group_of[pair->b];
	if (a == NO_DOC || b == NO_DOC)
		return TAWAM_EFORMAT;
	if (a == b)
		return TAWAM_OK;
	if ((r = decide(&c->p, &m)) != 0)
		return r;
	c->told[c->nedges / 2] = a < b ? s : scores_turned(&s);
	edge_make(a, b, c->nedges / 2, &m, c->edges + c->nedges);
	c->nedges += 2;
	return TAWAM_OK;
}

/* One edge between two groups is enough. */
static int
restore_edges(struct tawam_corpus *c, const struct tawam_found *f)
{
	size_t n = (size_t)f->npairs, once = 0;
	int r;

	if ((r = CORPUS_ROOM(c, edges, 2 * n)) != 0 ||
	    (r = CORPUS_ROOM(c, told, n)) != 0)
		return r;
	for (uint64_t i = 0; i < f->npairs; i++)
		if ((r = add_edge(c, &f->pairs[i])) != 0)
			return r;
	if ((r = space_sort(&c->space, &c->edges_vast, c->nedges, 2)) != 0)
		return r;
	for (size_t i = 0; i < c->nedges; i++)
		if (i == 0 || c->edges[i].key != c->edges[once - 1].key)
			c->edges[once++] = c->edges[i];
	c->nedges = once;
	return TAWAM_OK;
}

static int
restore(struct tawam_corpus *c, const struct tawam_found *f)
{
	int r;

	if ((r = restore_docs(c, f)) != 0 || (r = restore_edges(c, f)) != 0)
		return r;
	c->added = c->stats.docs = c->ndocs;
	c->stats.groups = c->ngroups;
	if ((r = survivor_order(&c->space, &c->rules, &c->traits, c->ndocs,
	    &c->order)) != 0 || (r = corpus_stars(c)) != 0)
		return r;
	return corpus_count(c);
}

int
tawam_corpus_restore(struct tawam_corpus **out, const struct tawam_params *p,
    const struct tawam_found *f)
{
	struct tawam_params q;
	struct tawam_corpus *c;
	int r;

	*out = NULL;
	if (f->size < sizeof(*f) || f->ndocs >= NO_DOC || (f->ndocs > 0 &&
	    f->docs->size < offsetof(struct tawam_trait, date)))
		return TAWAM_EINVAL;
	if ((r = params_read(p, &q)) != 0)
		return r;
	q.threads = 1;
	if ((r = tawam_corpus_new(&c, &q)) != 0)
		return r;
	if ((r = restore(c, f)) != 0) {
		tawam_corpus_free(c);
		return r;
	}
	c->state = CORPUS_DONE;
	*out = c;
	return TAWAM_OK;
}
