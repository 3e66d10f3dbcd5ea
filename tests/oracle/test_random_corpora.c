/*
 * test_random_corpora.c - small made-up corpora of every kind through the
 * library, under all parameters that change what a pair is.
 */
#include <criterion/criterion.h>
#include <criterion/logging.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "oracle/oracle_check.h"
#include "oracle/oracle_random.h"
#include "oracle/oracle_stars.h"
#include "oracle/oracle_text.h"

#define NDOCS		250
#define NORIGINALS	60
#define MAX_TEXT	8192

/* A word of Arabic letters, now and then marked, stretched or a number. */
static size_t
word(uint64_t *seed, char *to)
{
	uint32_t n = 1 + oracle_random(seed, 7);
	size_t len = 0;

	if (oracle_random(seed, 12) == 0)
		return (size_t)sprintf(to, "%u.%u ",
		    oracle_random(seed, 2000), oracle_random(seed, 10));
	for (uint32_t i = 0; i < n; i++) {
		uint32_t c = 0x0621 + oracle_random(seed, 0x1a);

		if (oracle_random(seed, 10) == 0)
			c = 0x0640 + oracle_random(seed, 0x13);
		len += (size_t)utf8proc_encode_char((utf8proc_int32_t)c,
		    (utf8proc_uint8_t *)to + len);
	}
	to[len++] = ' ';
	return len;
}

static size_t
original(uint64_t *seed, char *to)
{
	static const uint32_t lengths[] = { 0, 1, 2, 3, 5, 9, 20, 60, 200 };
	uint32_t words = lengths[oracle_random(seed, 9)];
	size_t n = 0;

	words += oracle_random(seed, words + 1) / 2;
	for (uint32_t i = 0; i < words; i++)
		n += word(seed, to + n);
	return n;
}

/* Copies from, with some words dropped, put in or replaced, and spaces or
 * commas between them. */
static size_t
edited(uint64_t *seed, const char *from, size_t len, char *to)
{
	uint32_t rate = 2 + oracle_random(seed, 60);
	size_t n = 0, at = 0;

	while (at < len && n < MAX_TEXT / 2) {
		const char *end = memchr(from + at, ' ', len - at);
		size_t w = end != NULL ? (size_t)(end - from) - at + 1 :
		    len - at;

		if (oracle_random(seed, rate) == 0)
			n += word(seed, to + n);
		if (oracle_random(seed, rate) != 0) {
			memcpy(to + n, from + at, w);
			n += w;
		}
		if (n > 0 && oracle_random(seed, 6) == 0)
			to[n - 1] = ',';
		at += w;
	}
	return n;
}

/* Originals, copies, edited copies and parts of what went before. */
static void
make_corpus(uint64_t *seed, struct corpus *c)
{
	static char text[2 * MAX_TEXT];

	c->docs = oracle_alloc(NDOCS, sizeof(*c->docs));
	for (c->n = 0; c->n < NDOCS; c->n++) {
		struct corpus_doc *d = &c->docs[c->n];
		uint32_t kind = oracle_random(seed, 8);
		size_t n;

		if (c->n < NORIGINALS) {
			n = original(seed, text);
		} else {
			const struct corpus_doc *b =
			    &c->docs[oracle_random(seed, (uint32_t)c->n)];

			n = edited(seed, b->text, b->len, text);
			if (kind == 0) {
				n = b->len;
				memcpy(text, b->text, n);
			} else if (kind == 1) {
				n = n / 4 * 3;
			}
		}
		d->id = oracle_alloc(32, 1);
		d->idlen = (size_t)sprintf(d->id, "%zu", c->n);
		d->text = oracle_alloc(n, 1);
		memcpy(d->text, text, n);
		d->len = n;
	}
}

static void
random_params(uint64_t *seed, struct tawam_params *p)
{
	static const double thresholds[] = { 0.5, 0.6, 0.7, 0.8, 0.95, 1.0 };
	static const double containments[] = { 0, 0.7, 0.9, 1.0 };

	tawam_params_init(p, sizeof(*p));
	p->profile = (enum tawam_profile)oracle_random(seed, 5);
	p->ngram = 3 + oracle_random(seed, 6);
	p->threshold = thresholds[oracle_random(seed, 6)];
	if (oracle_random(seed, 2) == 0)
		p->floor = p->threshold - 0.1 * oracle_random(seed, 3);
	p->containment = containments[oracle_random(seed, 4)];
	p->seed = oracle_random(seed, 3);
	p->max_pairs = 0;
	if (oracle_random(seed, 4) == 0)
		p->join |= TAWAM_BIT(TAWAM_CONTAINED);
}

Test(random_corpora, against_the_oracle)
{
	uint64_t seed = 2025;
	size_t wanted = 0, found = 0;

	for (int round = 0; round < 60; round++) {
		struct tawam_params p;
		struct corpus c;
		struct checked got;

		make_corpus(&seed, &c);
		random_params(&seed, &p);
		struct oracle_corpus *o = oracle_corpus_new((int)p.profile,
		    p.ngram);
		for (size_t i = 0; i < c.n; i++)
			oracle_corpus_add(o, c.docs[i].text, c.docs[i].len);
		check_corpus(&c, o, NULL, &p, &got);
		wanted += got.wanted;
		found += got.found;
		oracle_corpus_free(o);
		shared_corpus_free(&c);
	}
	cr_log_info("%zu of %zu pairs", found, wanted);
	cr_expect_gt(wanted, 2000);
	cr_expect_geq((double)found, 0.99 * (double)wanted);
}

/* Adds n texts of one form: from, one word in rate of it another; they differ
 * in what stands at their end and does not count. */
static void
add_versions(uint64_t *seed, struct corpus *c, const char *from, size_t len,
    size_t n, uint32_t rate)
{
	static char text[2 * MAX_TEXT];
	size_t m = 0;

	for (size_t at = 0; at < len;) {
		const char *end = memchr(from + at, ' ', len - at);
		size_t w = (size_t)(end - from) - at + 1;

		if (oracle_random(seed, rate) == 0) {
			m += word(seed, text + m);
		} else {
			memcpy(text + m, from + at, w);
			m += w;
		}
		at += w;
	}
	c->docs = oracle_realloc(c->docs, c->n + n, sizeof(*c->docs));
	for (size_t i = 0; i < n; i++, c->n++) {
		struct corpus_doc *d = &c->docs[c->n];
		size_t tail = oracle_random(seed, 3);

		d->id = oracle_alloc(0, 1);
		d->idlen = 0;
		d->text = oracle_alloc(m + tail, 1);
		memcpy(d->text, text, m);
		memset(d->text + m, '!', tail);
		d->len = m + tail;
	}
}

static size_t
words(uint64_t *seed, char *to, int n)
{
	size_t len = 0;

	while (n-- > 0)
		len += word(seed, to + len);
	return len;
}

static struct oracle_corpus *
oracle_of(const struct corpus *c)
{
	struct oracle_corpus *o = oracle_corpus_new(TAWAM_PROFILE_STANDARD, 5);

	for (size_t i = 0; i < c->n; i++)
		oracle_corpus_add(o, c->docs[i].text, c->docs[i].len);
	return o;
}

static void
count_pair(void *arg, const struct oracle_pair *pair)
{
	(void)pair;
	++*(uint64_t *)arg;
}

/*
 * Groups of equal texts, some over 64, each near some others: what is written,
 * what it implies and what is left out are all the pairs there are.
 */
Test(random_corpora, no_pair_gets_lost_in_the_economy)
{
	static const uint32_t limits[] = { 0, 1, 4, 64 };
	uint64_t seed = 31;

	for (int round = 0; round < 24; round++) {
		struct corpus c = { NULL, 0 };
		struct tawam_params p;
		struct tawam_stats st;
		char base[MAX_TEXT];
		uint64_t all = 0, written = 0;
		size_t len = words(&seed, base, 60);

		for (int g = 0; g < 8; g++)
			add_versions(&seed, &c, base, len,
			    1 + oracle_random(&seed, g < 3 ? 120 : 12), 25);
		tawam_params_init(&p, sizeof(p));
		p.max_pairs = limits[round % 4];
		p.containment = 0;
		struct tawam_corpus *t = check_run(&c, &p);
		struct oracle_corpus *o = oracle_of(&c);
		oracle_corpus_run(o, p.threshold, 0, count_pair, &all);
		tawam_corpus_stats(t, &st, sizeof(st));
		for (int r = 0; r < TAWAM_NRELATIONS; r++)
			written += st.pairs[r];
		cr_expect_eq(written + st.implied + st.left_out, all,
		    "round %d: %llu + %llu + %llu of %llu", round,
		    (unsigned long long)written,
		    (unsigned long long)st.implied,
		    (unsigned long long)st.left_out, (unsigned long long)all);
		if (p.max_pairs == 0)
			cr_expect_eq(st.left_out, 0);
		tawam_corpus_free(t);
		oracle_corpus_free(o);
		shared_corpus_free(&c);
	}
}

/* How many documents lose their place when all these pairs are joined. */
static size_t
dropped_by(const struct oracle_corpus *o, size_t ndocs,
    const struct oracle_list *l)
{
	uint64_t *lengths = oracle_alloc(ndocs, sizeof(*lengths));
	size_t *kept = oracle_alloc(ndocs, sizeof(*kept));
	struct oracle_edge *e = oracle_alloc(l->n, sizeof(*e));
	size_t n = 0;

	for (size_t i = 0; i < ndocs; i++)
		lengths[i] = oracle_corpus_length(o, i);
	for (size_t i = 0; i < l->n; i++) {
		e[i].a = l->p[i].a;
		e[i].b = l->p[i].b;
	}
	oracle_stars(lengths, ndocs, e, l->n, kept);
	for (size_t i = 0; i < ndocs; i++)
		n += kept[i] != i;
	free(lengths);
	free(kept);
	free(e);
	return n;
}

/*
 * One frame published four hundred times with other words in it: its buckets
 * are linked through representatives, so not every pair is found, but hardly
 * a document may keep its place that all pairs would have taken from it.
 */
Test(random_corpora, one_frame_repeated)
{
	static const uint32_t rates[] = { 14, 20, 40 };
	uint64_t seed = 17;

	for (size_t r = 0; r < 3; r++) {
		struct corpus c = { NULL, 0 };
		struct oracle_list l = { NULL, 0, 0 };
		struct tawam_params p;
		struct tawam_stats st;
		char base[MAX_TEXT];
		size_t len = words(&seed, base, 100), ideal;

		for (int i = 0; i < 400; i++)
			add_versions(&seed, &c, base, len, 1, rates[r]);
		tawam_params_init(&p, sizeof(p));
		p.join |= TAWAM_BIT(TAWAM_TEMPLATE);
		struct tawam_corpus *t = check_run(&c, &p);
		struct oracle_corpus *o = oracle_of(&c);
		oracle_corpus_run(o, p.threshold, 0, oracle_list_add, &l);
		ideal = dropped_by(o, c.n, &l);
		tawam_corpus_stats(t, &st, sizeof(st));
		cr_log_info("%llu dropped, %zu with all pairs",
		    (unsigned long long)st.dropped, ideal);
		cr_expect_geq((double)st.dropped, 0.97 * (double)ideal);
		tawam_corpus_free(t);
		oracle_corpus_free(o);
		shared_corpus_free(&c);
		free(l.p);
	}
}
