/*
 * test_restore.c - a corpus made again from its traits and pairs.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "helpers.h"
#include "tawam.h"

#define NDOCS	60

static const char *const words[] = {
	"وزارة", "النقل", "افتتاح", "الطريق", "الدائري", "المدينة", "سنوات",
	"رئيس", "مجلس", "الوزراء", "الاقتصاد", "السوق", "الذهب", "أسعار",
	"الجامعة", "الطلاب", "العاصمة", "البحر", "الجبل", "القرية",
};

/* A text of doc / 6, with a few other words for each copy. */
static size_t
make_text(unsigned doc, char *out, size_t size)
{
	uint32_t base = doc / 6 * 7919 + 1, own = doc * 104729 + 1;
	size_t n = 0;

	out[0] = '\0';
	if (doc == 17)
		return 0;
	for (int i = 0; i < 60; i++) {
		base = base * 1664525 + 1013904223;
		own = own * 1664525 + 1013904223;
		n += (size_t)snprintf(out + n, size - n, "%s ",
		    words[((own >> 24) % 60 < doc % 6 % 4 ? own : base) >> 8 &
		    15]);
	}
	return n;
}

static struct tawam_corpus *
make_corpus(const struct tawam_params *p)
{
	struct tawam_corpus *c;
	char text[2048], id[8];

	cr_assert_eq(tawam_corpus_new(&c, p), 0);
	for (unsigned i = 0; i < NDOCS; i++) {
		struct tawam_doc d;

		tawam_doc_init(&d, sizeof(d));
		d.text = text;
		d.len = make_text(i, text, sizeof(text));
		d.id = id;
		d.idlen = (size_t)snprintf(id, sizeof(id), "%u",
		    i * 37 % 61);
		if (i % 5 != 0)
			d.date = (int64_t)(i * 31 % 17);
		cr_assert_eq(tawam_corpus_add(c, &d, NULL), 0);
	}
	cr_assert_eq(tawam_corpus_run(c), 0);
	return c;
}

struct pairs {
	struct tawam_pair list[NDOCS * NDOCS];
	size_t n;
};

static int
keep_pair(void *arg, const struct tawam_pair *pair)
{
	struct pairs *p = arg;

	p->list[p->n++] = *pair;
	return 0;
}

static void
take(const struct tawam_corpus *c, struct tawam_trait *traits,
    struct pairs *pairs)
{
	for (uint64_t i = 0; i < NDOCS; i++) {
		traits[i].size = sizeof(traits[i]);
		cr_assert_eq(tawam_corpus_trait(c, i, &traits[i]), 0);
	}
	pairs->n = 0;
	cr_assert_eq(tawam_corpus_pairs(c, keep_pair, pairs), 0);
}

static void
assert_same(const struct tawam_corpus *a, const struct tawam_corpus *b)
{
	static struct pairs x, y;
	struct tawam_decision d, e;

	for (uint64_t i = 0; i < NDOCS; i++) {
		cr_assert_eq(tawam_corpus_decision(a, i, &d), 0);
		cr_assert_eq(tawam_corpus_decision(b, i, &e), 0);
		cr_assert_eq(d.verdict, e.verdict, "document %u", (unsigned)i);
		cr_assert_eq(d.cluster, e.cluster);
		cr_assert_eq(d.kept, e.kept);
		cr_assert_eq(d.relation, e.relation);
		cr_assert_eq(d.reason, e.reason);
		cr_assert(d.jaccard == e.jaccard);
	}
	x.n = y.n = 0;
	cr_assert_eq(tawam_corpus_pairs(a, keep_pair, &x), 0);
	cr_assert_eq(tawam_corpus_pairs(b, keep_pair, &y), 0);
	cr_assert_eq(x.n, y.n);
	for (size_t i = 0; i < x.n; i++) {
		cr_assert_eq(x.list[i].a, y.list[i].a);
		cr_assert_eq(x.list[i].b, y.list[i].b);
		cr_assert_eq(x.list[i].match.relation,
		    y.list[i].match.relation);
		cr_assert(x.list[i].match.contain_a ==
		    y.list[i].match.contain_a);
	}
}

static void
init_params(struct tawam_params *p, double threshold,
    const struct tawam_keep_rule *keep)
{
	tawam_params_init(p, sizeof(*p));
	/* With a window, one text can be two groups. */
	p->window = keep->rule % 2 == 1 ? 9 : 0;
	p->threshold = threshold;
	p->floor = 0.3;
	p->slots = 128;
	p->bands = 64;
	p->rows = 2;
	p->keep = keep;
	p->nkeep = 1;
}

/* From the run at one threshold, the clusters of every other one. */
Test(restore, equals_a_run_at_any_threshold)
{
	static const double at[] = { 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1 };
	static struct tawam_trait traits[NDOCS];
	static struct pairs pairs;
	struct tawam_found f = { sizeof(f), traits, NDOCS, pairs.list, 0 };
	uint64_t least = UINT64_MAX, most = 0;

	for (int rule = TAWAM_KEEP_FIRST; rule <= TAWAM_KEEP_ID; rule++) {
		struct tawam_keep_rule keep = { (enum tawam_keep)rule, "A>B" };
		struct tawam_params p;
		struct tawam_corpus *c;

		init_params(&p, 0.6, &keep);
		c = make_corpus(&p);
		take(c, traits, &pairs);
		f.npairs = pairs.n;
		for (size_t i = 0; i < sizeof(at) / sizeof(at[0]); i++) {
			struct tawam_corpus *fresh, *again;
			struct tawam_stats s = { .size = sizeof(s) };

			init_params(&p, at[i], &keep);
			fresh = make_corpus(&p);
			cr_assert_eq(tawam_corpus_restore(&again, &p, &f), 0);
			assert_same(fresh, again);
			tawam_corpus_stats(again, &s, sizeof(s));
			least = s.dropped < least ? s.dropped : least;
			most = s.dropped > most ? s.dropped : most;
			tawam_corpus_free(fresh);
			tawam_corpus_free(again);
		}
		tawam_corpus_free(c);
	}
	cr_assert_lt(least + 5, most);
}

/* What no run gives is refused, whatever it is. */
Test(restore, refuses_what_no_run_gives)
{
	static struct tawam_trait traits[NDOCS], good[NDOCS];
	static struct pairs pairs, fine;
	struct tawam_keep_rule keep = { TAWAM_KEEP_FIRST, NULL };
	struct tawam_found f = { sizeof(f), traits, NDOCS, pairs.list, 0 };
	struct tawam_corpus *c, *again;
	struct tawam_params p;

	init_params(&p, 0.6, &keep);
	c = make_corpus(&p);
	take(c, good, &fine);
	cr_assert_gt(fine.n, 2);
	for (int i = 0; i < 12; i++) {
		memcpy(traits, good, sizeof(traits));
		memcpy(&pairs, &fine, sizeof(pairs));
		f.npairs = pairs.n;
		switch (i) {
		case 0: traits[3].form = 4; break;
		case 1: traits[3].form = NDOCS + 7; break;
		case 2: traits[3].form = 17; traits[3].marks = 17; break;
		case 3: traits[3].marks = 2; break;
		case 4: traits[3].marks = TAWAM_NO_DOC; break;
		case 5: pairs.list[0].b = NDOCS; break;
		case 6: pairs.list[0].b = pairs.list[0].a; break;
		case 7: pairs.list[1].a = 17; pairs.list[1].b = 18; break;
		case 8: pairs.list[2].match.jaccard = 1.5; break;
		case 9: pairs.list[2].match.contain_b = -1; break;
		case 10: pairs.list[2].match.why = "because"; break;
		case 11: pairs.list[2].match.why = NULL; break;
		}
		/* The scores of one normal form are not looked at. */
		for (size_t k = 0; k < pairs.n; k++)
			if (i >= 8 && traits[pairs.list[k].a].form !=
			    traits[pairs.list[k].b].form) {
				struct tawam_pair x = pairs.list[2];

				x.a = pairs.list[k].a;
				x.b = pairs.list[k].b;
				pairs.list[k] = x;
			}
		cr_assert_eq(tawam_corpus_restore(&again, &p, &f),
		    TAWAM_EFORMAT, "case %d", i);
		cr_assert_null(again);
	}
	f.size = 3;
	cr_assert_eq(tawam_corpus_restore(&again, &p, &f), TAWAM_EINVAL);
	f.size = sizeof(f);
	p.threshold = 2;
	cr_assert_eq(tawam_corpus_restore(&again, &p, &f), TAWAM_EINVAL);
	cr_assert_eq(tawam_corpus_trait(c, NDOCS, traits), TAWAM_EINVAL);
	tawam_corpus_free(c);
}
