/*
 * test_exact.c - the exact search against all pairs compared one by one.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "helpers.h"
#include "index/exact.h"
#include "test_corpora.h"

/*
 * The join alone, over sets made of few keys
 */

enum { SETS = 150, KEYS = 40 };

struct made {
	struct mem mem;
	uint64_t keys[SETS][KEYS];
	size_t n[SETS];
	uint8_t skip[SETS];
	int64_t date[SETS];
	uint64_t within[SETS];
};

static int
give_keys(void *arg, unsigned worker, uint32_t i, uint64_t **keys, size_t *n)
{
	struct made *m = arg;

	(void)worker;
	if ((*keys = mem_alloc(&m->mem, m->n[i], sizeof(**keys))) == NULL)
		return TAWAM_ENOMEM;
	memcpy(*keys, m->keys[i], m->n[i] * sizeof(**keys));
	*n = m->n[i];
	return TAWAM_OK;
}

static int
has_key(const struct made *m, size_t i, uint64_t key)
{
	for (size_t k = 0; k < m->n[i]; k++)
		if (m->keys[i][k] == key)
			return 1;
	return 0;
}

static void
add_key(struct made *m, size_t i, uint64_t key)
{
	size_t k = m->n[i];

	if (k == KEYS || has_key(m, i, key))
		return;
	for (; k > 0 && m->keys[i][k - 1] > key; k--)
		m->keys[i][k] = m->keys[i][k - 1];
	m->keys[i][k] = key;
	m->n[i]++;
}

/* Most sets are another one with keys taken out and put in. */
static void
make_sets(struct made *m, uint64_t *state)
{
	memset(m, 0, sizeof(*m));
	mem_init(&m->mem, NULL);
	for (size_t i = 0; i < SETS; i++) {
		size_t from = i > 0 ? rnd(state) % i : 0;
		size_t fresh = rnd(state) % KEYS;
		unsigned share = (unsigned)(rnd(state) % 11);

		for (size_t k = 0; i > 0 && k < m->n[from]; k++)
			if (rnd(state) % 10 < share)
				add_key(m, i, m->keys[from][k]);
		if (rnd(state) % 4 != 0)
			fresh %= 4;
		/* Keys of the whole range, zero and the last among them. */
		for (size_t k = 0; k < fresh; k++)
			add_key(m, i, (rnd(state) % 300) *
			    (UINT64_MAX / 299));
		m->skip[i] = rnd(state) % 30 == 0;
		m->date[i] = rnd(state) % 9 == 0 ? TAWAM_NO_DATE :
		    (int64_t)(rnd(state) % 100) - 50;
		m->within[i] = rnd(state) % 3;
	}
}

static int
wanted(const struct made *m, const struct exact_input *in, size_t a, size_t b)
{
	size_t na = m->n[a], nb = m->n[b], both = 0;
	size_t least = na < nb ? na : nb;

	if (m->skip[a] || m->skip[b] || na == 0 || nb == 0)
		return 0;
	if (in->scope.within != NULL && m->within[a] != m->within[b])
		return 0;
	if (in->scope.window > 0 && (m->date[a] == TAWAM_NO_DATE ||
	    m->date[b] == TAWAM_NO_DATE ||
	    llabs(m->date[a] - m->date[b]) > (long long)in->scope.window))
		return 0;
	for (size_t k = 0; k < na; k++)
		both += (size_t)has_key(m, b, m->keys[a][k]);
	return (double)both / (double)(na + nb - both) >= in->floor ||
	    (in->containment > 0 &&
	    (double)both / (double)least >= in->containment);
}

/* The output must be the wanted pairs, in order; their number. */
static size_t
check_join(struct made *m, const struct exact_input *in)
{
	struct exact_output out;
	size_t n = 0;

	cr_assert_eq(exact_join(&m->mem, in, &out), 0);
	for (size_t a = 0; a < SETS; a++) {
		for (size_t b = a + 1; b < SETS; b++) {
			if (!wanted(m, in, a, b))
				continue;
			cr_assert(n < out.npairs &&
			    out.pairs[n] == (a << 32 | b), "%zu %zu at floor "
			    "%g, containment %g", a, b, in->floor,
			    in->containment);
			n++;
		}
	}
	cr_assert_eq(n, out.npairs);
	exact_release(&m->mem, &out);
	return n;
}

Test(exact, join_finds_what_all_pairs_have)
{
	static const double floors[] = { .05, .3, .5, 2. / 3, .75, .8, .95, 1 };
	static const double shares[] = { 0, .5, .9, 1 };
	static struct made m;
	uint64_t state = 4711;
	size_t pairs = 0, fewer = 0;

	for (int round = 0; round < 4; round++) {
		struct exact_input in = { .n = SETS, .keys = give_keys,
		    .arg = &m, .skip = m.skip };

		make_sets(&m, &state);
		cr_assert_eq(pool_new(&in.pool, 1 + (unsigned)round % 3,
		    &m.mem), 0);
		for (size_t i = 0; i < 8 * 4; i++) {
			in.floor = floors[i / 4];
			in.containment = shares[i % 4];
			pairs += check_join(&m, &in);
			in.scope.date = m.date;
			in.scope.window = 20;
			in.scope.within = m.within;
			fewer += check_join(&m, &in);
			memset(&in.scope, 0, sizeof(in.scope));
		}
		pool_free(in.pool);
	}
	cr_assert_gt(pairs, 10000);
	cr_assert_gt(fewer, 500);
	cr_assert_lt(fewer, pairs / 2);
}

/* A floor that is a pair's own Jaccard finds it; the next double does not. */
Test(exact, join_draws_the_line_where_the_score_is)
{
	static struct made m;
	uint64_t state = 5;
	struct exact_input in = { .n = SETS, .keys = give_keys, .arg = &m,
	    .skip = m.skip };

	mem_init(&m.mem, NULL);
	cr_assert_eq(pool_new(&in.pool, 1, &m.mem), 0);
	for (int round = 0; round < 40; round++) {
		size_t most, least, both;

		make_sets(&m, &state);
		most = 1 + rnd(&state) % 30;
		least = 1 + rnd(&state) % most;
		both = 1 + rnd(&state) % least;
		memset(m.n, 0, sizeof(m.n));
		for (size_t k = 0; k < most; k++)
			add_key(&m, 3, k);
		for (size_t k = 0; k < least; k++)
			add_key(&m, 4, k + most - both);
		in.floor = (double)both / (double)(most + least - both);
		m.skip[3] = m.skip[4] = 0;
		cr_assert_eq(check_join(&m, &in), 1);
		in.floor = nextafter(in.floor, 2);
		if (in.floor <= 1)
			cr_assert_eq(check_join(&m, &in), 0);
		in.floor = 1;
		in.containment = (double)both / (double)least;
		cr_assert_eq(check_join(&m, &in), 1);
		in.containment = 0;
	}
	pool_free(in.pool);
}

Test(exact, every_allocation_may_fail)
{
	static struct made m;
	uint64_t state = 77;
	size_t at = 1;
	int r;

	make_sets(&m, &state);
	do {
		struct exact_input in = { .n = SETS, .keys = give_keys,
		    .arg = &m, .skip = m.skip, .floor = .5,
		    .containment = .9 };
		struct exact_output out;
		struct failing f;

		failing_init(&f, 0);
		mem_init(&m.mem, &f.alloc);
		cr_assert_eq(pool_new(&in.pool, 1, &m.mem), 0);
		f.fail_at = f.calls + at;
		r = exact_join(&m.mem, &in, &out);
		cr_assert(r == 0 || r == TAWAM_ENOMEM);
		exact_release(&m.mem, &out);
		pool_free(in.pool);
		cr_assert_eq(f.live, 0, "at %zu", at);
		/* Not each of the many that make a set. */
		at += 1 + at / 8;
	} while (r != 0);
	cr_assert_gt(at, 30);
}

static int
give_first(void *arg, unsigned worker, uint32_t i, uint64_t **keys, size_t *n)
{
	(void)i;
	return give_keys(arg, worker, 0, keys, n);
}

/* All alike: more pairs than anyone can want. */
Test(exact, what_is_hopeless_is_refused_with_its_price)
{
	enum { MANY = 50000 };
	static struct made m;
	static uint8_t skip[MANY];
	struct exact_input in = { .n = MANY, .arg = &m, .skip = skip,
	    .floor = .7 };
	struct exact_output out;

	mem_init(&m.mem, NULL);
	m.n[0] = 3;
	m.keys[0][1] = 1;
	m.keys[0][2] = 2;
	cr_assert_eq(pool_new(&in.pool, 1, &m.mem), 0);
	in.keys = give_first;
	cr_assert_eq(exact_join(&m.mem, &in, &out), TAWAM_EHOPELESS);
	cr_assert_eq(out.npairs, 0);
	cr_assert_float_eq(out.cost.pairs, MANY * (MANY - 1.) / 2, 1e8);
	cr_assert_gt(out.cost.bytes, 8e9);
	in.n = 100;
	cr_assert_eq(exact_join(&m.mem, &in, &out), 0);
	cr_assert_eq(out.npairs, 4950);
	exact_release(&m.mem, &out);
	pool_free(in.pool);
}

/*
 * The corpus: texts with short ones, pieces of others and equal ones
 */

enum { TEXTS = 100, ROOM = 1200, PAIRS = 100000 };

static void
draw_words(uint64_t *state, char *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		text += sprintf(text, "w%03ux ",
		    (unsigned)(rnd(state) % 1000));
}

static void
edit_words(uint64_t *state, char *text, unsigned rate)
{
	for (char *w = text; *w != '\0'; w += 6)
		if (rnd(state) % 1000 < rate) {
			char word[8];

			sprintf(word, "w%03ux ",
			    (unsigned)(rnd(state) % 1000));
			memcpy(w, word, 6);
		}
}

static void
make_texts(char (*texts)[ROOM], uint64_t state)
{
	for (size_t i = 0; i < TEXTS; i++) {
		const char *from = i > 0 ? texts[rnd(&state) % i] : "";
		size_t words = strlen(from) / 6, part;

		if (i < 8 || rnd(&state) % 4 == 0) {
			draw_words(&state, texts[i], 1 + rnd(&state) % 60);
			continue;
		}
		part = rnd(&state) % 3 != 0 ? words : rnd(&state) % words;
		memcpy(texts[i], from, 6 * part);
		texts[i][6 * part] = '\0';
		edit_words(&state, texts[i], (unsigned)(rnd(&state) % 250));
		if (rnd(&state) % 3 == 0 && strlen(texts[i]) < 6 * 60)
			draw_words(&state, texts[i] + strlen(texts[i]),
			    rnd(&state) % 40);
	}
}

struct pairs {
	struct tawam_pair pair[PAIRS];
	size_t n;
};

static int
collect(void *arg, const struct tawam_pair *pair)
{
	struct pairs *f = arg;

	cr_assert_lt(f->n, PAIRS);
	f->pair[f->n++] = *pair;
	return 0;
}

static void
run_exact(char *const *texts, size_t n, const struct tawam_params *p,
    struct pairs *out, struct tawam_stats *stats)
{
	struct tawam_corpus *c;

	out->n = 0;
	cr_assert_eq(tawam_corpus_new(&c, p), 0);
	for (size_t i = 0; i < n; i++) {
		struct tawam_doc d;

		tawam_doc_init(&d, sizeof(d));
		d.text = texts[i];
		d.len = strlen(texts[i]);
		cr_assert_eq(tawam_corpus_add(c, &d, NULL), 0);
	}
	cr_assert_eq(tawam_corpus_run(c), 0);
	cr_assert_eq(tawam_corpus_pairs(c, collect, out), 0);
	tawam_corpus_stats(c, stats, sizeof(*stats));
	tawam_corpus_free(c);
}

/* Every pair of texts as tawam_compare has it, next to the corpus' list. */
static size_t
check_corpus(char *const *texts, size_t n, struct tawam_params *p)
{
	static struct pairs found;
	struct tawam_sketcher *s;
	struct tawam_stats stats;
	size_t at = 0;

	p->size = sizeof(*p);
	p->exact = 1;
	p->max_pairs = 0;
	run_exact(texts, n, p, &found, &stats);
	cr_assert_eq(stats.plan.recall, 1);
	cr_assert_eq(tawam_sketcher_new(&s, p), 0);
	for (size_t a = 0; a < n; a++) {
		for (size_t b = a + 1; b < n; b++) {
			const struct tawam_pair *q = &found.pair[at];
			struct tawam_match m;

			cr_assert_eq(tawam_compare(s, texts[a],
			    strlen(texts[a]), texts[b], strlen(texts[b]),
			    &m), 0);
			if (m.relation == TAWAM_UNRELATED)
				continue;
			cr_assert(at < found.n && q->a == a && q->b == b,
			    "%zu %zu: %f", a, b, m.jaccard);
			cr_assert_eq(q->match.relation, m.relation);
			cr_assert_eq(q->match.jaccard, m.jaccard);
			cr_assert_eq(q->match.contain_a, m.contain_a);
			at++;
		}
	}
	cr_assert_eq(at, found.n);
	tawam_sketcher_free(s);
	return at;
}

Test(exact, corpus_is_brute_force_at_every_floor)
{
	static const double floors[] = { .3, .5, .7, .85, .95 };
	static char texts[TEXTS][ROOM];
	char *list[TEXTS];
	size_t pairs = 0;

	make_texts(texts, 31);
	for (size_t i = 0; i < TEXTS; i++)
		list[i] = texts[i];
	for (size_t i = 0; i < 5; i++) {
		struct tawam_params p;

		tawam_params_init(&p, sizeof(p));
		p.floor = floors[i];
		p.threshold = floors[i] > .7 ? floors[i] : .7;
		p.containment = i % 2 == 0 ? .9 : 0;
		p.threads = (unsigned)i;
		pairs += check_corpus(list, TEXTS, &p);
	}
	cr_assert_gt(pairs, 100);
}

static int
stop_search(void *arg, enum tawam_stage stage, uint64_t done, uint64_t total)
{
	(void)arg;
	cr_assert_leq(done, total);
	return stage == TAWAM_STAGE_INDEX;
}

Test(exact, progress_can_stop_it)
{
	static const char *const list[] = {
	    "one text that is long enough to be searched for",
	    "one text that is long enough to be searched far" };
	struct tawam_corpus *c;
	struct tawam_params p;
	struct tawam_doc d;

	tawam_params_init(&p, sizeof(p));
	p.exact = 2;
	cr_assert_eq(tawam_corpus_new(&c, &p), TAWAM_EINVAL);
	p.exact = 1;
	p.progress = stop_search;
	cr_assert_eq(tawam_corpus_new(&c, &p), 0);
	for (size_t i = 0; i < 2; i++) {
		tawam_doc_init(&d, sizeof(d));
		d.text = list[i];
		d.len = strlen(list[i]);
		cr_assert_eq(tawam_corpus_add(c, &d, NULL), 0);
	}
	cr_assert_eq(tawam_corpus_run(c), TAWAM_ECANCEL);
	tawam_corpus_free(c);
}

/* The bundled news: every pair of its 170 texts. */
Test(exact, news_is_brute_force)
{
	static const char *const names[] = { "id", "outlet", "date", "title",
		"text" };
	char *texts[400], *file, *p, *line, *value[5];
	struct tawam_params params;
	size_t n = 0, len;

	file = p = read_file("corpora/news/news.jsonl", &len);
	cr_assert_not_null(file);
	while ((line = corpora_line(&p)) != NULL) {
		cr_assert_lt(n, 400);
		cr_assert(corpora_object(line, names, 5, value));
		texts[n++] = value[4];
	}
	tawam_params_init(&params, sizeof(params));
	params.floor = .3;
	params.threads = 2;
	cr_assert_gt(check_corpus(texts, n, &params), 200);
	free(file);
}
