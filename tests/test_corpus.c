/*
 * test_corpus.c - the library's road from texts to clusters.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "helpers.h"
#include "tawam.h"

static struct tawam_params
defaults(void)
{
	struct tawam_params p;

	tawam_params_init(&p, sizeof(p));
	return p;
}

static void
add(struct tawam_corpus *c, const char *text)
{
	struct tawam_doc d;

	tawam_doc_init(&d, sizeof(d));
	d.text = text;
	d.len = strlen(text);
	cr_assert_eq(tawam_corpus_add(c, &d, NULL), 0);
}

/* A text of n words out of a vocabulary of a thousand. */
static void
draw_text(uint64_t *state, char *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		text += sprintf(text, "w%03ux ", (unsigned)(rnd(state) % 1000));
}

/* The same with every tenth or so word drawn anew. */
static void
edit_text(uint64_t *state, char *text, unsigned rate)
{
	for (char *w = text; *w != '\0'; w += 6)
		if (rnd(state) % 1000 < rate) {
			char word[8];

			sprintf(word, "w%03ux ",
			    (unsigned)(rnd(state) % 1000));
			memcpy(w, word, 6);
		}
}

struct found {
	struct tawam_pair pair[20000];
	size_t n;
};

static int
collect(void *arg, const struct tawam_pair *pair)
{
	struct found *f = arg;

	cr_assert_lt(f->n, 20000);
	cr_assert_lt(pair->a, pair->b);
	if (f->n > 0) {
		const struct tawam_pair *last = &f->pair[f->n - 1];

		cr_assert(last->a < pair->a ||
		    (last->a == pair->a && last->b < pair->b));
	}
	f->pair[f->n++] = *pair;
	return 0;
}

/* The first 20,000, and then it stops. */
static int
collect_some(void *arg, const struct tawam_pair *pair)
{
	struct found *f = arg;

	if (f->n == 20000)
		return 20000;
	f->pair[f->n++] = *pair;
	return 0;
}

static const struct tawam_pair *
look(const struct found *f, uint64_t a, uint64_t b)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->pair[i].a == a && f->pair[i].b == b)
			return &f->pair[i];
	return NULL;
}

/* Jaccard by marking 5-letter windows one by one: no set, no key, no sketch. */
static double
brute_jaccard(const char *a, const char *b)
{
	size_t na = strlen(a), nb = strlen(b), da = 0, db = 0, both = 0;

	/* The normal form has no space at its end. */
	na -= na > 0 && a[na - 1] == ' ';
	nb -= nb > 0 && b[nb - 1] == ' ';
	for (size_t i = 0; i + 5 <= na; i++) {
		size_t j;

		for (j = 0; j < i; j++)
			if (memcmp(a + i, a + j, 5) == 0)
				break;
		if (j < i)
			continue;
		da++;
		for (j = 0; j + 5 <= nb; j++)
			if (memcmp(a + i, b + j, 5) == 0)
				break;
		both += j + 5 <= nb;
	}
	for (size_t i = 0; i + 5 <= nb; i++) {
		size_t j;

		for (j = 0; j < i; j++)
			if (memcmp(b + i, b + j, 5) == 0)
				break;
		db += j == i;
	}
	return both / (double)(da + db - both);
}

enum { N = 120, WORDS = 40, TEXT = 6 * WORDS + 1 };

static void
make_texts(char (*texts)[TEXT], uint64_t state)
{
	for (size_t i = 0; i < N; i++) {
		if (i % 3 == 0) {
			draw_text(&state, texts[i], WORDS);
		} else {
			memcpy(texts[i], texts[i - i % 3], TEXT);
			edit_text(&state, texts[i], 5 * (unsigned)(i % 40));
		}
	}
}

Test(corpus, finds_what_brute_force_finds)
{
	static char texts[N][TEXT];
	static struct found found;
	struct tawam_params p = defaults();
	struct tawam_corpus *c;
	struct tawam_stats s;
	size_t pairs = 0;

	make_texts(texts, 99);
	p.containment = 0;
	p.recall = .999999;
	cr_assert_eq(tawam_corpus_new(&c, &p), 0);
	for (size_t i = 0; i < N; i++)
		add(c, texts[i]);
	cr_assert_eq(tawam_corpus_run(c), 0);
	cr_assert_eq(tawam_corpus_pairs(c, collect, &found), 0);
	for (size_t a = 0; a < N; a++) {
		for (size_t b = a + 1; b < N; b++) {
			double j = brute_jaccard(texts[a], texts[b]);
			const struct tawam_pair *f = look(&found, a, b);

			if (j < .7) {
				cr_assert_null(f, "%zu %zu %f", a, b, j);
				continue;
			}
			pairs++;
			cr_assert_not_null(f, "%zu %zu %f", a, b, j);
			cr_assert_float_eq(f->match.jaccard, j, 1e-12);
			cr_assert_eq(f->match.relation, j == 1 &&
			    strcmp(texts[a], texts[b]) == 0 ? TAWAM_EXACT :
			    TAWAM_NEAR);
		}
	}
	cr_assert_gt(pairs, 50);
	tawam_corpus_stats(c, &s, sizeof(s));
	cr_assert_eq(s.pairs[TAWAM_EXACT] + s.pairs[TAWAM_NEAR], pairs);
	cr_assert_eq(s.docs, N);
	cr_assert_eq(s.kept + s.dropped + s.unique, N);
	tawam_corpus_free(c);
}

struct seen {
	const struct found *found;
	uint64_t in[N];		/* cluster of a document */
	uint64_t last;
	size_t members;
};

static int
check_cluster(void *arg, const struct tawam_cluster *cl)
{
	struct seen *s = arg;

	cr_assert_eq(cl->number, ++s->last);
	cr_assert_gt(cl->nmembers, 0);
	cr_assert_eq(s->in[cl->keep], 0);
	s->in[cl->keep] = cl->number;
	for (size_t i = 0; i < cl->nmembers; i++) {
		const struct tawam_member *m = &cl->members[i];
		uint64_t a = m->doc < cl->keep ? m->doc : cl->keep;
		uint64_t b = m->doc < cl->keep ? cl->keep : m->doc;
		const struct tawam_pair *f = look(s->found, a, b);

		cr_assert_eq(s->in[m->doc], 0);
		s->in[m->doc] = cl->number;
		/* Verified against the survivor itself: no chains. */
		cr_assert_not_null(f);
		cr_assert_eq(f->match.jaccard, m->jaccard);
		cr_assert_eq(f->match.relation, m->relation);
		cr_assert_geq(m->jaccard, .7);
		s->members++;
	}
	return 0;
}

Test(corpus, clusters_and_decisions_agree)
{
	static char texts[N][TEXT];
	static struct found found;
	struct tawam_params p = defaults();
	struct seen seen = { .found = &found };
	struct tawam_corpus *c;

	make_texts(texts, 7);
	cr_assert_eq(tawam_corpus_new(&c, &p), 0);
	for (size_t i = 0; i < N; i++)
		add(c, texts[i]);
	cr_assert_eq(tawam_corpus_run(c), 0);
	cr_assert_eq(tawam_corpus_pairs(c, collect, &found), 0);
	cr_assert_eq(tawam_corpus_clusters(c, check_cluster, &seen), 0);
	cr_assert_gt(seen.members, 20);
	for (uint64_t i = 0; i < N; i++) {
		struct tawam_decision d;

		cr_assert_eq(tawam_corpus_decision(c, i, &d), 0);
		cr_assert_eq(d.cluster, seen.in[i]);
		cr_assert_eq(d.verdict == TAWAM_UNIQUE, seen.in[i] == 0);
		if (d.verdict == TAWAM_DROPPED) {
			cr_assert_eq(seen.in[d.kept], d.cluster);
			cr_assert(d.reason == TAWAM_KEEP_LONGEST ||
			    d.reason == TAWAM_KEEP_FIRST);
		}
	}
	cr_assert_eq(tawam_corpus_decision(c, N,
	    &(struct tawam_decision){ 0 }), TAWAM_EINVAL);
	tawam_corpus_free(c);
}

/* The same answers for any number of threads, and for none, in memory and out
 * of it. */
Test(corpus, threads_and_the_bound_change_nothing)
{
	static char texts[N][TEXT];
	static struct found one, many;

	make_texts(texts, 12);
	for (unsigned i = 0; i < 7; i++) {
		static const unsigned some[] = { 0, 1, 2, 3, 7, 0, 3 };
		struct tawam_params p = defaults();
		struct found *f = i == 0 ? &one : &many;
		struct tawam_corpus *c;
		struct tawam_stats s;

		p.threads = some[i];
		/* Of a megabyte more than that is resident: slow. */
		p.memory = i < 5 ? 0 : 1 << 20;
		cr_assert_eq(tawam_corpus_new(&c, &p), 0);
		/* More than two batches, a third of it equal texts. */
		for (size_t j = 0; j < 3000; j++) {
			uint64_t number = 0;
			struct tawam_doc d;

			tawam_doc_init(&d, sizeof(d));
			d.text = texts[j % N];
			d.len = TEXT - 1 - j / N;
			cr_assert_eq(tawam_corpus_add(c, &d, &number), 0);
			cr_assert_eq(number, j);
		}
		cr_assert_eq(tawam_corpus_run(c), 0);
		f->n = 0;
		cr_assert_eq(tawam_corpus_pairs(c, collect_some, f), 20000);
		tawam_corpus_stats(c, &s, sizeof(s));
		cr_assert_eq(s.docs, 3000);
		cr_assert_eq(s.spilled > 0, i >= 5);
		tawam_corpus_free(c);
		if (i == 0)
			continue;
		cr_assert_eq(one.n, many.n);
		for (size_t j = 0; j < one.n; j++) {
			cr_assert_eq(one.pair[j].a, many.pair[j].a);
			cr_assert_eq(one.pair[j].b, many.pair[j].b);
			cr_assert_eq(one.pair[j].match.jaccard,
			    many.pair[j].match.jaccard);
			cr_assert_eq(one.pair[j].match.relation,
			    many.pair[j].match.relation);
		}
	}
}

Test(corpus, short_and_empty_texts)
{
	static const char *const texts[] = { "", "...", "two words",
		"Two words!", "two worms", "a text of twenty and some letters",
		"a text of twenty and some letterz", "" };
	static struct found found;
	struct tawam_params p = defaults();
	struct tawam_corpus *c;
	struct tawam_decision d;
	struct tawam_stats s;

	p.threshold = .5;
	cr_assert_eq(tawam_corpus_new(&c, &p), 0);
	for (size_t i = 0; i < 8; i++)
		add(c, texts[i]);
	cr_assert_eq(tawam_corpus_run(c), 0);
	cr_assert_eq(tawam_corpus_pairs(c, collect, &found), 0);
	cr_assert_eq(found.n, 2);
	cr_assert_eq(found.pair[0].a, 2);
	cr_assert_eq(found.pair[0].b, 3);
	cr_assert_eq(found.pair[0].match.relation, TAWAM_EXACT);
	cr_assert_eq(found.pair[1].a, 5);
	cr_assert_eq(found.pair[1].match.relation, TAWAM_NEAR);
	tawam_corpus_decision(c, 0, &d);
	cr_assert_eq(d.verdict, TAWAM_EMPTY);
	tawam_corpus_decision(c, 7, &d);
	cr_assert_eq(d.verdict, TAWAM_EMPTY);
	tawam_corpus_decision(c, 4, &d);
	cr_assert_eq(d.verdict, TAWAM_UNIQUE);
	tawam_corpus_stats(c, &s, sizeof(s));
	cr_assert_eq(s.empty, 3);
	cr_assert_eq(s.tiny, 3);
	cr_assert_eq(s.brief, 2);
	cr_assert_eq(s.equal, 1);
	tawam_corpus_free(c);
}

/* Of one text, and of many of which some were timed. */
Test(corpus, the_time_of_adding_is_told)
{
	for (unsigned threads = 1; threads <= 2; threads++) {
		struct tawam_params p = defaults();
		struct tawam_stats one, many;
		struct tawam_corpus *c;
		char text[64];

		p.threads = threads;
		cr_assert_eq(tawam_corpus_new(&c, &p), 0);
		for (unsigned i = 0; i < 4000; i++) {
			snprintf(text, sizeof(text), "text of number %u, %u",
			    i * 7919, i * 104729);
			add(c, text);
			if (i == 0)
				tawam_corpus_stats(c, &one, sizeof(one));
		}
		cr_assert_eq(tawam_corpus_run(c), 0);
		tawam_corpus_stats(c, &many, sizeof(many));
		for (int i = 0; i <= TAWAM_STAGE_SKETCH; i++) {
			cr_assert_eq(one.stage_ns[i] > 0, threads == 1);
			cr_assert_gt(many.stage_ns[i], one.stage_ns[i]);
		}
		tawam_corpus_free(c);
	}
}

/* One line again and again, and a text in which each word is another. */
Test(corpus, filler_is_told)
{
	static char filler[6000], words[6000];
	struct tawam_params p = defaults();
	struct tawam_corpus *c;
	struct tawam_stats s;
	uint64_t state = 5;

	for (size_t i = 0; i + 1 < sizeof(words); i++) {
		filler[i] = "share this on all networks. "[i % 28];
		words[i] = (char)('a' + rnd(&state) % 26);
	}
	cr_assert_eq(tawam_corpus_new(&c, &p), 0);
	add(c, words);
	add(c, filler);
	cr_assert_eq(tawam_corpus_run(c), 0);
	tawam_corpus_stats(c, &s, sizeof(s));
	cr_assert_eq(s.full, 2);
	cr_assert_eq(s.degenerate, 1);
	tawam_corpus_free(c);
}

/* Of four that are equal the first and the third are had elsewhere. */
Test(corpus, known_documents_are_in_no_cluster)
{
	static struct found found;
	static const enum tawam_verdict verdict[] = { TAWAM_KNOWN, TAWAM_KEPT,
		TAWAM_KNOWN, TAWAM_DROPPED, TAWAM_EMPTY };
	struct tawam_params p = defaults();
	struct tawam_corpus *c;
	struct tawam_decision d;
	struct tawam_stats s;

	cr_assert_eq(tawam_corpus_new(&c, &p), 0);
	for (unsigned i = 0; i < 5; i++) {
		struct tawam_doc doc;

		tawam_doc_init(&doc, sizeof(doc));
		doc.text = i < 4 ? "one text of more than twenty letters" : "";
		doc.len = strlen(doc.text);
		doc.known = i % 2 == 0;
		cr_assert_eq(tawam_corpus_add(c, &doc, NULL), 0);
	}
	cr_assert_eq(tawam_corpus_run(c), 0);
	found.n = 0;
	cr_assert_eq(tawam_corpus_pairs(c, collect, &found), 0);
	cr_assert_eq(found.n, 6);
	for (unsigned i = 0; i < 5; i++) {
		cr_assert_eq(tawam_corpus_decision(c, i, &d), 0);
		cr_assert_eq(d.verdict, verdict[i], "document %u", i);
	}
	tawam_corpus_stats(c, &s, sizeof(s));
	cr_assert_eq(s.known, 2);
	cr_assert_eq(s.unique, 0);
	cr_assert_eq(s.clusters, 1);
	tawam_corpus_free(c);
}

Test(corpus, contained_joins_only_when_asked)
{
	static char whole[6 * 200 + 1];
	char part[6 * 60 + 1];
	uint64_t state = 31;

	draw_text(&state, whole, 200);
	memcpy(part, whole, sizeof(part) - 1);
	part[sizeof(part) - 1] = '\0';
	for (int joined = 0; joined < 2; joined++) {
		static struct found found;
		struct tawam_params p = defaults();
		struct tawam_corpus *c;
		struct tawam_decision d;

		p.bands = 128;
		p.rows = 1;
		if (joined)
			p.join |= TAWAM_BIT(TAWAM_CONTAINED);
		cr_assert_eq(tawam_corpus_new(&c, &p), 0);
		add(c, part);
		add(c, whole);
		cr_assert_eq(tawam_corpus_run(c), 0);
		found.n = 0;
		cr_assert_eq(tawam_corpus_pairs(c, collect, &found), 0);
		cr_assert_eq(found.n, 1);
		cr_assert_eq(found.pair[0].match.relation, TAWAM_CONTAINED);
		cr_assert_eq(found.pair[0].match.contain_a, 1);
		cr_assert_lt(found.pair[0].match.contain_b, .4);
		tawam_corpus_decision(c, 0, &d);
		cr_assert_eq(d.verdict, joined ? TAWAM_DROPPED : TAWAM_UNIQUE);
		tawam_corpus_free(c);
	}
}

/* 3.5 and 35 have one normal form, but their texts are not the same. */
Test(corpus, number_marks_keep_equal_forms_apart)
{
	static const char *const texts[] = {
		"the rate of growth was 3.5 this year",
		"the rate of growth was 35 this year",
		"the rate of growth was 3,5 this year",
		"The rate of growth was 3.5 this year." };
	static struct found found;
	struct tawam_params p = defaults();
	struct tawam_corpus *c;

	p.join = TAWAM_BIT(TAWAM_EXACT);
	cr_assert_eq(tawam_corpus_new(&c, &p), 0);
	for (size_t i = 0; i < 4; i++)
		add(c, texts[i]);
	cr_assert_eq(tawam_corpus_run(c), 0);
	cr_assert_eq(tawam_corpus_pairs(c, collect, &found), 0);
	cr_assert_eq(found.n, 6);
	for (size_t i = 0; i < 6; i++) {
		const struct tawam_pair *f = &found.pair[i];
		int same = f->a == 0 && f->b == 3;

		cr_assert_eq(f->match.jaccard, 1);
		cr_assert_eq(f->match.relation,
		    same ? TAWAM_EXACT : TAWAM_NEAR);
		cr_assert_str_eq(f->match.why, same ? "equal" :
		    "number-mark");
	}
	tawam_corpus_free(c);
}

Test(corpus, large_groups_stay_linear)
{
	enum { COPIES = 300 };
	static char text[TEXT], like[TEXT];
	static struct found found;
	struct tawam_params p = defaults();
	struct tawam_corpus *c;
	struct tawam_stats s;
	uint64_t state = 8;

	draw_text(&state, text, WORDS);
	memcpy(like, text, sizeof(text));
	memcpy(like, "other ", 6);
	cr_assert_eq(tawam_corpus_new(&c, &p), 0);
	for (size_t i = 0; i < COPIES; i++)
		add(c, text);
	for (size_t i = 0; i < 3; i++)
		add(c, like);
	cr_assert_eq(tawam_corpus_run(c), 0);
	cr_assert_eq(tawam_corpus_pairs(c, collect, &found), 0);
	/* The first with each other; it with three alike; these three. */
	cr_assert_eq(found.n, COPIES - 1 + 3 + 3);
	for (uint64_t i = 1; i < COPIES + 3; i++)
		cr_assert_not_null(look(&found, 0, i));
	tawam_corpus_stats(c, &s, sizeof(s));
	cr_assert_eq(s.implied, COPIES * (COPIES - 1) / 2 - (COPIES - 1) +
	    3 * COPIES - 3);
	cr_assert_eq(s.clusters, 1);
	cr_assert_eq(s.dropped, COPIES + 2);
	tawam_corpus_free(c);
}

static int
count_relation(void *arg, const struct tawam_pair *pair)
{
	uint64_t *counts = arg;

	counts[pair->match.relation]++;
	return 0;
}

/* Pairs are counted as they are listed: of groups of about as many equal texts
 * as are listed all with all, with marks and without, and their neighbours. */
Test(corpus, pairs_are_counted_as_they_are_listed)
{
	static const unsigned copies[] = { 1, 2, 63, 64, 65, 100 };
	static char texts[6 * 30][TEXT];
	uint64_t state = 12;

	for (size_t i = 0; i < 6 * 30; i++) {
		memcpy(texts[i], texts[i - i % 6], TEXT);
		if (i % 6 == 0)
			draw_text(&state, texts[i], WORDS);
		edit_text(&state, texts[i], i % 6 == 0 ? 0 : 20);
	}
	for (uint32_t max = 0; max < 300; max = 2 * max + 40) {
		struct tawam_params p = defaults();
		uint64_t counts[TAWAM_NRELATIONS] = { 0 };
		struct tawam_corpus *c;
		struct tawam_stats s;

		p.max_pairs = max;
		cr_assert_eq(tawam_corpus_new(&c, &p), 0);
		for (size_t i = 0; i < 6 * 30; i++)
			for (unsigned k = 0; k < copies[i * 7 % 6]; k++) {
				char text[TEXT + 8];

				memcpy(text, texts[i], TEXT);
				strcat(text, k % 5 == 0 ? " 3.5" : " 35");
				add(c, text);
			}
		cr_assert_eq(tawam_corpus_run(c), 0);
		cr_assert_eq(tawam_corpus_pairs(c, count_relation, counts), 0);
		tawam_corpus_stats(c, &s, sizeof(s));
		cr_assert_arr_eq(s.pairs, counts, sizeof(counts));
		cr_assert_eq(s.left_out > 0, max != 0 && max < 280);
		cr_assert_gt(counts[TAWAM_EXACT], 1000);
		cr_assert_gt(counts[TAWAM_NEAR], 1000);
		tawam_corpus_free(c);
	}
}

/* A star of 100 near copies: each keeps its survivor and its nearest. */
Test(corpus, neighbours_are_bounded)
{
	enum { COPIES = 100, MAX = 5 };
	static char text[6 * 200 + 1], copy[6 * 200 + 1];
	static struct found found;
	struct tawam_params p = defaults();
	struct tawam_corpus *c;
	struct tawam_stats s;
	size_t degree[COPIES + 1] = { 0 };
	uint64_t state = 8;

	draw_text(&state, text, 200);
	p.max_pairs = MAX;
	cr_assert_eq(tawam_corpus_new(&c, &p), 0);
	add(c, text);
	for (size_t i = 0; i < COPIES; i++) {
		memcpy(copy, text, sizeof(text));
		memcpy(copy + 6 * i, "other ", 6);
		copy[6 * 199] = '\0';
		add(c, copy);
	}
	cr_assert_eq(tawam_corpus_run(c), 0);
	cr_assert_eq(tawam_corpus_pairs(c, collect, &found), 0);
	tawam_corpus_stats(c, &s, sizeof(s));
	cr_assert_eq(s.clusters, 1);
	cr_assert_leq(found.n, (COPIES + 1) * MAX);
	cr_assert_gt(s.left_out, 0);
	cr_assert_leq(found.n + s.left_out, (COPIES + 1) * COPIES / 2);
	for (size_t i = 1; i <= COPIES; i++)
		cr_assert_not_null(look(&found, 0, i));
	for (size_t i = 0; i < found.n; i++) {
		degree[found.pair[i].a]++;
		degree[found.pair[i].b]++;
	}
	for (size_t i = 0; i <= COPIES; i++)
		cr_assert_geq(degree[i], MAX);
	tawam_corpus_free(c);
}

Test(corpus, calls_out_of_turn_are_refused)
{
	struct tawam_params p = defaults();
	struct tawam_decision d;
	struct tawam_doc doc;
	struct tawam_corpus *c;
	static struct found found;

	tawam_doc_init(&doc, sizeof(doc));
	cr_assert_eq(tawam_corpus_new(&c, &p), 0);
	cr_assert_eq(tawam_corpus_pairs(c, collect, &found), TAWAM_ESTATE);
	cr_assert_eq(tawam_corpus_decision(c, 0, &d), TAWAM_ESTATE);
	cr_assert_eq(tawam_corpus_run(c), 0);
	cr_assert_eq(tawam_corpus_run(c), TAWAM_ESTATE);
	cr_assert_eq(tawam_corpus_add(c, &doc, NULL), TAWAM_ESTATE);
	cr_assert_eq(tawam_corpus_pairs(c, collect, &found), 0);
	cr_assert_eq(found.n, 0);
	tawam_corpus_free(c);
	tawam_corpus_free(NULL);
	p.ngram = 99;
	cr_assert_eq(tawam_corpus_new(&c, &p), TAWAM_EINVAL);
	cr_assert_null(c);
}

static int
stop(void *arg, enum tawam_stage stage, uint64_t done, uint64_t total)
{
	(void)stage;
	cr_assert_leq(done, total);
	return --*(int *)arg < 0;
}

Test(corpus, a_run_can_be_cancelled_anywhere)
{
	static char texts[N][TEXT];

	make_texts(texts, 1);
	for (int after = 0;; after++) {
		struct tawam_params p = defaults();
		struct tawam_corpus *c;
		int left = after, r;

		p.progress = stop;
		p.progress_arg = &left;
		cr_assert_eq(tawam_corpus_new(&c, &p), 0);
		for (size_t i = 0; i < N; i++)
			add(c, texts[i]);
		r = tawam_corpus_run(c);
		tawam_corpus_free(c);
		if (r == 0) {
			cr_assert_gt(after, 3);
			break;
		}
		cr_assert_eq(r, TAWAM_ECANCEL);
	}
}

Test(compare, is_symmetric_and_exact)
{
	static char texts[N][TEXT];
	struct tawam_params p = defaults();
	struct tawam_sketcher *s;

	make_texts(texts, 23);
	cr_assert_eq(tawam_sketcher_new(&s, &p), 0);
	for (size_t i = 1; i < N; i++) {
		const char *a = texts[i - 1], *b = texts[i];
		struct tawam_match m, n;

		cr_assert_eq(tawam_compare(s, a, strlen(a), b, strlen(b), &m),
		    0);
		cr_assert_eq(tawam_compare(s, b, strlen(b), a, strlen(a), &n),
		    0);
		cr_assert_eq(m.relation, n.relation);
		cr_assert_eq(m.jaccard, n.jaccard);
		cr_assert_eq(m.contain_a, n.contain_b);
		cr_assert_float_eq(m.jaccard, brute_jaccard(a, b), 1e-12);
	}
	tawam_sketcher_free(s);
}

Test(sketch_api, estimates_and_refusals)
{
	static char texts[N][TEXT];
	struct tawam_params p = defaults();
	struct tawam_sketcher *s, *t;
	unsigned char a[1088], b[1088];
	size_t size = tawam_sketch_size(&p);
	double j;

	cr_assert_eq(size, 64 + 4 * 128);
	make_texts(texts, 3);
	cr_assert_eq(tawam_sketcher_new(&s, &p), 0);
	p.seed = 1;
	cr_assert_eq(tawam_sketcher_new(&t, &p), 0);
	cr_assert_eq(tawam_sketch(s, texts[0], TEXT - 1, a, size - 1),
	    TAWAM_ESHORT);
	cr_assert_eq(tawam_sketch(s, texts[0], TEXT - 1, a, size), 0);
	cr_assert_eq(tawam_sketch(s, texts[1], TEXT - 1, b, size), 0);
	cr_assert_eq(tawam_sketch_compare(a, size, b, size, &j), 0);
	cr_assert_float_eq(j, brute_jaccard(texts[0], texts[1]), .2);
	cr_assert_eq(tawam_sketch_compare(a, size, a, size, &j), 0);
	cr_assert_eq(j, 1);
	cr_assert_eq(tawam_sketch(t, texts[1], TEXT - 1, b, size), 0);
	cr_assert_eq(tawam_sketch_compare(a, size, b, size, &j),
	    TAWAM_EMISMATCH);
	cr_assert_eq(tawam_sketch_compare(a, size, b, 3, &j), TAWAM_EFORMAT);
	cr_assert_eq(tawam_sketch(s, "", 0, a, size), 0);
	cr_assert_eq(tawam_sketch_compare(a, size, a, size, &j), 0);
	cr_assert_eq(j, 0);
	tawam_sketcher_free(s);
	tawam_sketcher_free(t);
}
