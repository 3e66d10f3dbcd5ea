/*
 * test_state.c - a corpus that was saved between two stages and goes on.
 */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "helpers.h"

#define DOCS	200
#define MORE	1500	/* which the first table cannot hold */
/* Tests run at the same time. */
#define SAVED	"build/test_state.saved"
#define LARGE	"build/test_state.large"
#define DAMAGED	"build/test_state.damaged"

/* Of ten texts, each with a few words changed here and there. */
static void
add_all(struct tawam_corpus *c, const struct tawam_params *p)
{
	for (unsigned i = 0; i < DOCS; i++) {
		struct tawam_doc d;
		char text[1000], id[8];
		size_t n = 0;

		for (unsigned w = 0; w < 80; w++)
			n += (size_t)snprintf(text + n, sizeof(text) - n,
			    "w%uq%u ", i % 10 * 1000 + w,
			    (w + i) % 23 == 0 ? i : 0);
		tawam_doc_init(&d, sizeof(d));
		d.text = text;
		d.len = i % 50 == 7 ? 0 : n;
		d.date = p->window != 0 ? (int64_t)i * 1000 : TAWAM_NO_DATE;
		d.id = id;
		d.idlen = (size_t)snprintf(id, sizeof(id), "%u", i * 7 % 31);
		d.known = i == 3;
		cr_assert_eq(tawam_corpus_add(c, &d, NULL), 0);
	}
}

struct seen {
	struct tawam_pair pair[DOCS * DOCS];
	size_t n;
};

static int
see(void *arg, const struct tawam_pair *p)
{
	struct seen *s = arg;

	s->pair[s->n++] = *p;
	return 0;
}

static void
ask(const struct tawam_corpus *c, struct seen *s,
    struct tawam_decision decisions[DOCS])
{
	s->n = 0;
	cr_assert_eq(tawam_corpus_pairs(c, see, s), 0);
	for (unsigned i = 0; i < DOCS; i++)
		cr_assert_eq(tawam_corpus_decision(c, i, &decisions[i]), 0);
}

static void
check_same(const struct tawam_corpus *c, const struct seen *want,
    const struct tawam_decision decisions[DOCS])
{
	static struct tawam_decision now[DOCS];
	static struct seen seen;

	ask(c, &seen, now);
	cr_assert_eq(seen.n, want->n);
	for (size_t i = 0; i < seen.n; i++) {
		const struct tawam_pair *p = &seen.pair[i];
		const struct tawam_pair *q = &want->pair[i];

		cr_assert_eq(p->a, q->a);
		cr_assert_eq(p->b, q->b);
		cr_assert_eq(p->match.jaccard, q->match.jaccard);
		cr_assert_eq(p->match.relation, q->match.relation);
		cr_assert_str_eq(p->match.why, q->match.why);
	}
	cr_assert_arr_eq(now, decisions, sizeof(now));
}

static void
set_params(struct tawam_params *p, unsigned kind)
{
	static const struct tawam_keep_rule by_id[] = {
		{ TAWAM_KEEP_ID, NULL }, { TAWAM_KEEP_LAST, NULL } };

	tawam_params_init(p, sizeof(*p));
	if (kind & 1)
		p->window = 30000;
	if (kind & 2) {
		p->keep = by_id;
		p->nkeep = 2;
	}
	if (kind & 4)
		p->passages = 40;
	if (kind & 8) {
		p->threads = 2;
		p->memory = 1;
	}
}

/* What was loaded can be saved as well. */
static void
load(struct tawam_corpus **c, const struct tawam_params *p, int ran)
{
	for (int i = 0; i < 2; i++) {
		int r = -1;

		cr_assert_eq(tawam_corpus_load(c, p, SAVED, &r), 0);
		cr_assert_eq(r, ran);
		if (i > 0)
			break;
		cr_assert_eq(tawam_corpus_save(*c, SAVED), 0);
		tawam_corpus_free(*c);
	}
}

Test(state, a_run_goes_on_from_either_stage)
{
	for (unsigned kind = 0; kind < 16; kind++) {
		static struct tawam_decision decisions[DOCS];
		static struct seen seen;
		struct tawam_params p;
		struct tawam_corpus *c, *again;
		struct tawam_stats s, t;

		set_params(&p, kind);
		cr_assert_eq(tawam_corpus_new(&c, &p), 0);
		add_all(c, &p);
		cr_assert_eq(tawam_corpus_save(c, SAVED), 0);
		cr_assert_eq(tawam_corpus_run(c), 0);
		ask(c, &seen, decisions);
		cr_assert_gt(seen.n, DOCS);
		load(&again, &p, 0);
		cr_assert_eq(tawam_corpus_run(again), 0);
		check_same(again, &seen, decisions);
		tawam_corpus_free(again);
		cr_assert_eq(tawam_corpus_save(c, SAVED), 0);
		tawam_corpus_stats(c, &s, sizeof(s));
		tawam_corpus_free(c);
		load(&again, &p, 1);
		cr_assert_eq(tawam_corpus_run(again), TAWAM_ESTATE);
		check_same(again, &seen, decisions);
		tawam_corpus_stats(again, &t, sizeof(t));
		cr_assert_eq(s.clusters, t.clusters);
		cr_assert_eq(s.dropped, t.dropped);
		cr_assert_eq(s.implied, t.implied);
		tawam_corpus_free(again);
	}
	cr_assert_eq(remove(SAVED), 0);
}

/* More groups than a new corpus has room for in its table. */
Test(state, a_large_one_is_found_again)
{
	struct tawam_params p;
	struct tawam_corpus *c;
	struct tawam_stats s;
	int ran;

	set_params(&p, 0);
	cr_assert_eq(tawam_corpus_new(&c, &p), 0);
	for (unsigned i = 0; i < 2 * MORE; i++) {
		struct tawam_doc d;
		char text[32];

		tawam_doc_init(&d, sizeof(d));
		d.text = text;
		d.len = (size_t)snprintf(text, sizeof(text), "number %u",
		    i % MORE);
		cr_assert_eq(tawam_corpus_add(c, &d, NULL), 0);
		if (i != MORE)
			continue;
		cr_assert_eq(tawam_corpus_save(c, LARGE), 0);
		tawam_corpus_free(c);
		cr_assert_eq(tawam_corpus_load(&c, &p, LARGE, &ran), 0);
	}
	tawam_corpus_stats(c, &s, sizeof(s));
	cr_assert_eq(s.docs, 2 * MORE);
	cr_assert_eq(s.equal, MORE);
	tawam_corpus_free(c);
	cr_assert_eq(remove(LARGE), 0);
}

static void
write_file(const char *bytes, size_t n)
{
	FILE *f = fopen(DAMAGED, "w");

	cr_assert_not_null(f);
	cr_assert_eq(fwrite(bytes, 1, n, f), n);
	cr_assert_eq(fclose(f), 0);
}

/* Cut anywhere, or with a bit turned, a state is refused. */
Test(state, a_damaged_or_foreign_one_is_refused)
{
	struct tawam_params p;
	struct tawam_corpus *c;
	uint64_t state = 9;
	size_t n;
	char *whole;
	int ran;

	set_params(&p, 2);
	cr_assert_eq(tawam_corpus_new(&c, &p), 0);
	add_all(c, &p);
	cr_assert_eq(tawam_corpus_run(c), 0);
	cr_assert_eq(tawam_corpus_save(c, DAMAGED), 0);
	tawam_corpus_free(c);
	cr_assert_not_null(whole = read_file(DAMAGED, &n));
	p.threshold = .8;
	cr_assert_eq(tawam_corpus_load(&c, &p, DAMAGED, &ran),
	    TAWAM_EMISMATCH);
	p.threshold = .7;
	for (unsigned i = 0; i < 300; i++) {
		size_t at = i < 100 ? i * 8 % n : rnd(&state) % n;
		int r;

		whole[at] ^= (char)(1 << i % 8);
		write_file(whole, n);
		r = tawam_corpus_load(&c, &p, DAMAGED, &ran);
		cr_assert(r == TAWAM_EFORMAT || r == TAWAM_EMISMATCH,
		    "byte %zu: %d", at, r);
		cr_assert_null(c);
		whole[at] ^= (char)(1 << i % 8);
		at = i < 10 ? i : rnd(&state) % n;
		write_file(whole, at);
		r = tawam_corpus_load(&c, &p, DAMAGED, &ran);
		cr_assert_eq(r, TAWAM_EFORMAT, "%zu of %zu bytes: %d", at, n,
		    r);
	}
	free(whole);
	(void)remove(DAMAGED);
	cr_assert_eq(tawam_corpus_load(&c, &p, DAMAGED, &ran), TAWAM_EIO);
	set_params(&p, 0);
	cr_assert_eq(tawam_corpus_new(&c, &p), 0);
	cr_assert_eq(tawam_corpus_save(c, "/nowhere/at/all"), TAWAM_EIO);
	tawam_corpus_free(c);
}
