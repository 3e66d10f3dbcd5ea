/*
 * oracle_check.c - a corpus through the library, checked against the oracle.
 */
#include "oracle/oracle_check.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "oracle/oracle_stars.h"
#include "oracle/oracle_text.h"

/* What the library found, beside what it should have found. */
struct found {
	const struct oracle_corpus *oracle;
	const struct tawam_params *params;
	double floor;
	const struct oracle_list *all;	/* what there is, and maybe more */
	struct tawam_pair *p;
	size_t n, cap, hits;
	size_t relations[TAWAM_NRELATIONS];
	size_t *cluster;		/* of each document, by the clusters */
};

struct tawam_corpus *
check_run(const struct corpus *c, const struct tawam_params *p)
{
	struct tawam_corpus *t;

	cr_assert_eq(tawam_corpus_new(&t, p), TAWAM_OK);
	for (size_t i = 0; i < c->n; i++) {
		struct tawam_doc d;
		uint64_t number;

		tawam_doc_init(&d, sizeof(d));
		d.id = c->docs[i].id;
		d.idlen = c->docs[i].idlen;
		d.text = c->docs[i].text;
		d.len = c->docs[i].len;
		cr_assert_eq(tawam_corpus_add(t, &d, &number), TAWAM_OK);
		cr_assert_eq(number, i);
	}
	cr_assert_eq(tawam_corpus_run(t), TAWAM_OK);
	return t;
}

static int
is_contained(const struct found *f, const struct oracle_pair *p)
{
	return f->params->containment > 0 &&
	    oracle_contained(p) >= f->params->containment;
}

static int
is_wanted(const struct found *f, const struct oracle_pair *p)
{
	return p->jaccard >= f->floor || is_contained(f, p);
}

static void
check_relation(struct found *f, const struct tawam_match *m,
    const struct oracle_pair *want)
{
	switch (m->relation) {
	case TAWAM_EXACT:
		cr_expect(want->equal_form);
		break;
	case TAWAM_NEAR:
		cr_expect_geq(want->jaccard, f->params->threshold);
		break;
	case TAWAM_TEMPLATE:
		cr_expect(is_wanted(f, want));
		break;
	case TAWAM_CONTAINED:
		cr_expect(is_contained(f, want));
		break;
	case TAWAM_BELOW:
		cr_expect_lt(want->jaccard, f->params->threshold);
		cr_expect_geq(want->jaccard, f->floor);
		break;
	default:
		cr_assert_fail("a pair of unrelated texts was reported");
	}
	cr_expect_not_null(m->why);
	f->relations[m->relation]++;
}

static int
check_pair(void *arg, const struct tawam_pair *pair)
{
	struct found *f = arg;
	const struct oracle_pair *want = oracle_list_find(f->all, pair->a,
	    pair->b);

	cr_assert_lt(pair->a, pair->b);
	cr_assert(f->n == 0 || f->p[f->n - 1].a < pair->a ||
	    (f->p[f->n - 1].a == pair->a && f->p[f->n - 1].b < pair->b));
	cr_assert_not_null(want, "a false pair: %llu, %llu at %f",
	    (unsigned long long)pair->a, (unsigned long long)pair->b,
	    pair->match.jaccard);
	cr_assert(is_wanted(f, want), "not alike: %llu, %llu at %f",
	    (unsigned long long)pair->a, (unsigned long long)pair->b,
	    pair->match.jaccard);
	cr_expect_float_eq(pair->match.jaccard, want->jaccard, 1e-9);
	cr_expect_float_eq(pair->match.contain_a, want->contain_a, 1e-9);
	cr_expect_float_eq(pair->match.contain_b, want->contain_b, 1e-9);
	check_relation(f, &pair->match, want);
	f->hits += want->jaccard >= f->floor;
	if (f->n == f->cap) {
		f->cap = f->cap * 2 + 256;
		f->p = oracle_realloc(f->p, f->cap, sizeof(*f->p));
	}
	f->p[f->n++] = *pair;
	return 0;
}

/* The stars that follow from the pairs of the library; malloc'd. */
static size_t *
stars_of(const struct found *f, size_t ndocs)
{
	uint64_t *lengths = oracle_alloc(ndocs, sizeof(*lengths));
	struct oracle_edge *edges = oracle_alloc(f->n, sizeof(*edges));
	size_t *kept = oracle_alloc(ndocs, sizeof(*kept));
	size_t nedges = 0;

	for (size_t i = 0; i < ndocs; i++)
		lengths[i] = oracle_corpus_length(f->oracle, i);
	for (size_t i = 0; i < f->n; i++) {
		if (!(f->params->join & TAWAM_BIT(f->p[i].match.relation)))
			continue;
		edges[nedges].a = f->p[i].a;
		edges[nedges++].b = f->p[i].b;
	}
	oracle_stars(lengths, ndocs, edges, nedges, kept);
	free(lengths);
	free(edges);
	return kept;
}

static void
check_decisions(const struct tawam_corpus *t, const struct found *f,
    size_t ndocs)
{
	size_t *kept = stars_of(f, ndocs);
	size_t *taken = oracle_alloc(ndocs, sizeof(*taken));

	memset(taken, 0, ndocs * sizeof(*taken));
	for (size_t i = 0; i < ndocs; i++)
		taken[kept[i]] += kept[i] != i;
	for (size_t i = 0; i < ndocs; i++) {
		enum tawam_verdict want = kept[i] != i ? TAWAM_DROPPED :
		    oracle_corpus_length(f->oracle, i) == 0 ? TAWAM_EMPTY :
		    taken[i] > 0 ? TAWAM_KEPT : TAWAM_UNIQUE;
		struct tawam_decision d;

		cr_assert_eq(tawam_corpus_decision(t, i, &d), TAWAM_OK);
		cr_expect_eq(d.verdict, want, "document %zu: %s", i,
		    tawam_verdict_name(d.verdict));
		if (want == TAWAM_DROPPED)
			cr_expect_eq(d.kept, kept[i], "document %zu", i);
		cr_expect_eq(d.cluster, f->cluster[i], "document %zu", i);
	}
	free(kept);
	free(taken);
}

static int
check_cluster(void *arg, const struct tawam_cluster *cluster)
{
	struct found *f = arg;

	cr_assert_gt(cluster->nmembers, 0);
	cr_expect_eq(f->cluster[cluster->keep], 0);
	f->cluster[cluster->keep] = cluster->number;
	for (size_t i = 0; i < cluster->nmembers; i++) {
		const struct tawam_member *m = &cluster->members[i];
		const struct oracle_pair *p = oracle_list_find(f->all,
		    cluster->keep, m->doc);

		cr_assert_not_null(p);
		cr_expect(i == 0 || m[-1].doc < m->doc);
		cr_expect(f->params->join & TAWAM_BIT(m->relation));
		cr_expect_float_eq(m->jaccard, p->jaccard, 1e-9);
		cr_expect_float_eq(m->contain, oracle_contained(p), 1e-9);
		cr_expect_eq(f->cluster[m->doc], 0);
		f->cluster[m->doc] = cluster->number;
	}
	return 0;
}

static void
check_lengths(const struct tawam_stats *st, const struct oracle_corpus *o,
    size_t ndocs)
{
	uint64_t empty = 0, tiny = 0, brief = 0;

	for (size_t i = 0; i < ndocs; i++) {
		uint64_t n = oracle_corpus_length(o, i);

		empty += n == 0;
		tiny += n > 0 && n < 20;
		brief += n >= 20 && n < 80;
	}
	cr_expect_eq(st->docs, ndocs);
	cr_expect_eq(st->empty, empty);
	cr_expect_eq(st->tiny, tiny);
	cr_expect_eq(st->brief, brief);
	cr_expect_eq(st->full, ndocs - empty - tiny - brief);
	cr_expect_eq(st->groups + st->equal, ndocs - empty);
}

void
check_corpus(const struct corpus *c, const struct oracle_corpus *o,
    const struct oracle_list *all, const struct tawam_params *p,
    struct checked *out)
{
	struct oracle_list own = { NULL, 0, 0 };
	struct found f = { .oracle = o, .params = p, .all = all };
	struct tawam_corpus *t = check_run(c, p);
	struct tawam_stats st;

	f.floor = p->floor > 0 ? p->floor : p->threshold;
	f.cluster = oracle_alloc(c->n, sizeof(*f.cluster));
	memset(f.cluster, 0, c->n * sizeof(*f.cluster));
	if (all == NULL) {
		oracle_corpus_run(o, f.floor, p->containment, oracle_list_add,
		    &own);
		oracle_list_sort(&own);
		f.all = &own;
	}
	cr_assert_eq(tawam_corpus_pairs(t, check_pair, &f), TAWAM_OK);
	cr_assert_eq(tawam_corpus_clusters(t, check_cluster, &f), TAWAM_OK);
	check_decisions(t, &f, c->n);
	tawam_corpus_stats(t, &st, sizeof(st));
	check_lengths(&st, o, c->n);
	for (int r = 0; r < TAWAM_NRELATIONS; r++)
		cr_expect_eq(st.pairs[r], f.relations[r], "%s",
		    tawam_relation_name((enum tawam_relation)r));
	out->wanted = oracle_list_count(f.all, f.floor);
	out->found = f.hits;
	out->candidates = st.groups < 2 ? 0 : (double)st.candidates /
	    ((double)st.groups * (double)(st.groups - 1) / 2);
	tawam_corpus_free(t);
	free(f.p);
	free(own.p);
	free(f.cluster);
}
