/*
 * oom_corpus.c - cases of tawam_corpus_*.
 */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "oom_cases.h"
#include "test_arrow.h"

#define DOCS	36
#define COPIES	6	/* documents of one origin */
#define TEXT	1024
#define DAY	86400

/* What is special about a corpus. */
enum {
	WINDOW = 1 << 0,
	EXACT = 1 << 1,
	THREADS = 1 << 2,
	RULES = 1 << 3,
	HEAVY = 1 << 4,		/* more neighbours than are written */
	FULL = 1 << 5,		/* of documents: batches for the threads */
	PASSAGES = 1 << 6
};

static const struct tawam_keep_rule rules[] = {
	{ TAWAM_KEEP_SOURCE, "b>a" }, { TAWAM_KEEP_ID, NULL } };

static void
set_params(struct oom *o)
{
	if (o->arg & WINDOW)
		o->p.window = 3 * DAY;
	o->p.exact = (o->arg & EXACT) != 0;
	o->p.threads = o->arg & THREADS ? 3 : 1;
	if (o->arg & PASSAGES)
		o->p.passages = 40;
	if (o->arg & HEAVY)
		o->p.max_pairs = 1;
	if (o->arg & RULES) {
		o->p.keep = rules;
		o->p.nkeep = 2;
	}
}

static void
new_corpus(struct oom *o)
{
	struct tawam_corpus *c;

	set_params(o);
	cr_assert_eq(tawam_corpus_new(&c, &o->p), 0);
	o->handle = c;
}

static size_t
write_text(unsigned doc, char *text)
{
	uint64_t origin = doc / COPIES + 1, copy = doc + 77;
	size_t n = 0;

	/* Two of an origin are equal, one is empty. */
	if (doc == 8)
		return 0;
	for (unsigned i = 0; i < 60; i++) {
		uint64_t a = rnd(&origin), b = rnd(&copy);

		n += (size_t)sprintf(text + n, "w%03ux ", (unsigned)
		    ((doc % COPIES > 1 && b % 30 == 0 ? b >> 8 : a) % 1000));
	}
	return n;
}

static int
add(struct oom *o, unsigned doc)
{
	char text[TEXT], id[8];
	struct tawam_doc d;

	tawam_doc_init(&d, sizeof(d));
	d.text = text;
	d.len = write_text(doc, text);
	d.id = id;
	d.idlen = (size_t)sprintf(id, "%u", doc * 37 % 61);
	d.source = doc % 3 ? "a" : "b";
	d.sourcelen = 1;
	if (o->arg & WINDOW) {
		d.date = doc % 7 ? (int64_t)doc % 5 * DAY : TAWAM_NO_DATE;
		d.within = doc % 11 == 0;
	}
	return tawam_corpus_add(o->handle, &d, &o->answer);
}

static void
fill(struct oom *o)
{
	for (unsigned i = 0; i < DOCS; i++)
		cr_assert_eq(add(o, i), 0);
}

static void
make_full(struct oom *o)
{
	new_corpus(o);
	fill(o);
}

static void
make_run(struct oom *o)
{
	make_full(o);
	cr_assert_eq(tawam_corpus_run(o->handle), 0);
}

/* What is counted, without the times. */
static uint64_t
digest_counts(struct oom *o)
{
	struct tawam_stats s;

	tawam_corpus_stats(o->handle, &s, sizeof(s));
	return oom_digest(0, &s, offsetof(struct tawam_stats, stage_ns));
}

static int
take_pair(void *arg, const struct tawam_pair *p)
{
	struct oom *o = arg;
	const double part[] = { (double)p->a, (double)p->b, p->match.jaccard,
	    p->match.contain_a, p->match.contain_b, p->match.relation };

	o->answer = oom_digest(o->answer, part, sizeof(part));
	return 0;
}

static int
take_cluster(void *arg, const struct tawam_cluster *c)
{
	struct oom *o = arg;

	o->answer = oom_digest(o->answer ^ c->number, &c->keep,
	    sizeof(c->keep));
	for (size_t i = 0; i < c->nmembers; i++)
		o->answer = oom_digest(o->answer, &c->members[i].doc,
		    sizeof(c->members[i].doc));
	return 0;
}

static int
take_decision(struct oom *o, uint64_t doc)
{
	struct tawam_decision d;
	int r = tawam_corpus_decision(o->handle, doc, &d);

	if (r == 0)
		o->answer = o->answer * 31 + (uint64_t)d.verdict * 7 +
		    d.kept + (uint64_t)d.reason;
	return r;
}

/* All answers of a corpus that has run. */
static uint64_t
digest_answers(struct oom *o)
{
	o->answer = 0;
	cr_assert_eq(tawam_corpus_pairs(o->handle, take_pair, o), 0);
	cr_assert_eq(tawam_corpus_clusters(o->handle, take_cluster, o), 0);
	for (uint64_t i = 0; i < DOCS; i++)
		cr_assert_eq(take_decision(o, i), 0);
	return o->answer;
}

static void
drop_corpus(struct oom *o)
{
	tawam_corpus_free(o->handle);
}

/*
 * The calls
 */

static int
call_new(struct oom *o)
{
	struct tawam_corpus *c;
	int r;

	set_params(o);
	r = tawam_corpus_new(&c, &o->p);
	cr_assert((r == 0) == (c != NULL));
	o->handle = c;
	return r;
}

static int
call_free(struct oom *o)
{
	tawam_corpus_free(o->handle);
	return 0;
}

/* A document of an origin that is not there, one that is, and one equal. */
static int
call_add(struct oom *o)
{
	return add(o, DOCS);
}

static void
make_half(struct oom *o)
{
	new_corpus(o);
	for (unsigned i = 0; i < DOCS / 2; i++)
		cr_assert_eq(add(o, i), 0);
}

/* The rows before the one that fails are in. */
static int
call_add_arrow(struct oom *o)
{
	static const char *const texts[] = { "a first text of a stream",
		"a second one that is longer than it", NULL, "and a third" };
	static struct made m;
	int r;

	made_init(&m, 1);
	made_strings(&m, "text", "u", texts, 4, 0, 0);
	made_batch(&m, 4, 0);
	r = tawam_corpus_add_arrow(o->handle, &m.stream, NULL, NULL);
	made_release(&m);
	if (r == 0)
		o->answer = digest_counts(o);
	return r;
}

/* Each is added until it is in: the rest of the documents. */
static int
call_add_all(struct oom *o)
{
	struct tawam_stats s;
	int r = 0;

	tawam_corpus_stats(o->handle, &s, sizeof(s));
	for (unsigned i = (unsigned)s.docs; i < DOCS && r == 0; i++) {
		r = add(o, i);
		cr_assert(r != 0 || o->answer == i);
	}
	return r;
}

static uint64_t
run_and_digest(struct oom *o)
{
	cr_assert_eq(tawam_corpus_run(o->handle), 0);
	return digest_answers(o);
}

static int
call_run(struct oom *o)
{
	return tawam_corpus_run(o->handle);
}

/* With threads an addition may fail for an earlier one. */
static int
call_add_and_run(struct oom *o)
{
	unsigned n = o->arg & FULL ? 1100 : DOCS;
	int r = 0;

	for (unsigned i = 0; i < n && r == 0; i++)
		r = add(o, i % (2 * DOCS));
	return r == 0 ? tawam_corpus_run(o->handle) : r;
}

static int
call_pairs(struct oom *o)
{
	o->answer = 0;
	return tawam_corpus_pairs(o->handle, take_pair, o);
}

static int
call_clusters(struct oom *o)
{
	o->answer = 0;
	return tawam_corpus_clusters(o->handle, take_cluster, o);
}

static int
take_passage(void *arg, const struct tawam_passage *p)
{
	struct oom *o = arg;

	o->answer = oom_digest(o->answer, p, sizeof(*p));
	return 0;
}

static int
call_passages(struct oom *o)
{
	o->answer = 0;
	return tawam_corpus_passages(o->handle, take_passage, o);
}

static int
call_decision(struct oom *o)
{
	return take_decision(o, 3);
}

static int
call_stats(struct oom *o)
{
	o->answer = digest_counts(o);
	return 0;
}

static int
call_trait(struct oom *o)
{
	struct tawam_trait t = { .size = sizeof(t) };
	int r = tawam_corpus_trait(o->handle, 5, &t);

	if (r == 0)
		o->answer = t.form + t.length;
	return r;
}

/*
 * Restoring, from what make took of a first corpus
 */

struct stored {
	struct tawam_trait traits[DOCS];
	struct tawam_pair pairs[DOCS * DOCS];
	size_t npairs;
	struct tawam_corpus *first, *again;
};

static int
store_pair(void *arg, const struct tawam_pair *p)
{
	struct stored *s = arg;

	s->pairs[s->npairs++] = *p;
	return 0;
}

static void
make_stored(struct oom *o)
{
	struct stored *s = calloc(1, sizeof(*s));

	make_run(o);
	cr_assert_not_null(s);
	s->first = o->handle;
	for (uint64_t i = 0; i < DOCS; i++) {
		s->traits[i].size = sizeof(s->traits[i]);
		cr_assert_eq(tawam_corpus_trait(s->first, i, &s->traits[i]),
		    0);
	}
	cr_assert_eq(tawam_corpus_pairs(s->first, store_pair, s), 0);
	cr_assert_gt(s->npairs, DOCS / COPIES);
	o->handle = s;
}

static int
call_restore(struct oom *o)
{
	struct stored *s = o->handle;
	struct tawam_found f = { sizeof(f), s->traits, DOCS, s->pairs,
	    s->npairs };
	int r = tawam_corpus_restore(&s->again, &o->p, &f);

	cr_assert((r == 0) == (s->again != NULL));
	return r;
}

static uint64_t
digest_restored(struct oom *o)
{
	struct stored *s = o->handle;
	struct oom again = { .handle = s->again };

	return digest_answers(&again);
}

static void
drop_stored(struct oom *o)
{
	struct stored *s = o->handle;

	tawam_corpus_free(s->first);
	tawam_corpus_free(s->again);
	free(s);
}

/*
 * A corpus in a file
 */

#define SAVED	"build/oom_corpus.state"

static int
call_save(struct oom *o)
{
	return tawam_corpus_save(o->handle, SAVED);
}

static void
make_saved(struct oom *o)
{
	make_run(o);
	cr_assert_eq(tawam_corpus_save(o->handle, SAVED), 0);
	tawam_corpus_free(o->handle);
	o->handle = NULL;
}

static int
call_load(struct oom *o)
{
	struct tawam_corpus *c;
	int ran, r = tawam_corpus_load(&c, &o->p, SAVED, &ran);

	cr_assert((r == 0) == (c != NULL));
	o->handle = c;
	return r;
}

static void
drop_saved(struct oom *o)
{
	drop_corpus(o);
	(void)remove(SAVED);
}

/* A corpus that has run is asked, and nothing of it changes. */
#define ASK(name, with, arg, call) \
	{ name, with, arg, make_run, call, digest_counts, digest_answers, \
	    drop_corpus, 0 }
#define ADD(with, arg) \
	{ "tawam_corpus_add", with, arg, make_half, call_add_all, NULL, \
	    run_and_digest, drop_corpus, 0 }
#define RUN(with, arg) \
	{ "tawam_corpus_run", with, arg, make_full, call_run, NULL, \
	    digest_answers, drop_corpus, 1 }

const struct oom_case oom_corpus[] = {
	{ "tawam_corpus_new", NULL, 0, NULL, call_new, NULL, NULL,
	    drop_corpus, 0 },
	{ "tawam_corpus_new", "rules and threads", RULES | THREADS, NULL,
	    call_new, NULL, NULL, drop_corpus, 0 },
	{ "tawam_corpus_free", NULL, RULES | THREADS, make_full, call_free,
	    NULL, NULL, NULL, 0 },
	{ "tawam_corpus_add", "one", RULES, make_full, call_add,
	    digest_counts, run_and_digest, drop_corpus, 0 },
	{ "tawam_corpus_add_arrow", NULL, 0, new_corpus, call_add_arrow, NULL,
	    NULL, drop_corpus, 1 },
	ADD("many", 0), ADD("rules", RULES), ADD("a window", WINDOW | RULES),
	RUN("bands", 0), RUN("a window", WINDOW), RUN("exact", EXACT),
	RUN("an exact window", EXACT | WINDOW), RUN("heavy", HEAVY | RULES),
	RUN("passages", PASSAGES), RUN("passages and a window", PASSAGES | WINDOW),
	{ "tawam_corpus_run", "threads", THREADS, new_corpus,
	    call_add_and_run, NULL, digest_answers, drop_corpus, 1 },
	{ "tawam_corpus_run", "full batches", THREADS | FULL, new_corpus,
	    call_add_and_run, NULL, digest_answers, drop_corpus, 1 },
	{ "tawam_corpus_run", "exact threads", THREADS | EXACT, new_corpus,
	    call_add_and_run, NULL, digest_answers, drop_corpus, 1 },
	ASK("tawam_corpus_pairs", NULL, 0, call_pairs),
	ASK("tawam_corpus_pairs", "heavy", HEAVY, call_pairs),
	ASK("tawam_corpus_passages", NULL, PASSAGES, call_passages),
	ASK("tawam_corpus_passages", "a window", PASSAGES | WINDOW,
	    call_passages),
	ASK("tawam_corpus_clusters", NULL, 0, call_clusters),
	ASK("tawam_corpus_decision", NULL, 0, call_decision),
	ASK("tawam_corpus_stats", NULL, 0, call_stats),
	ASK("tawam_corpus_trait", NULL, 0, call_trait),
	{ "tawam_corpus_restore", NULL, RULES, make_stored, call_restore,
	    NULL, digest_restored, drop_stored, 0 },
	{ "tawam_corpus_save", NULL, RULES, make_full, call_save,
	    digest_counts, run_and_digest, drop_saved, 0 },
	{ "tawam_corpus_load", NULL, RULES, make_saved, call_load, NULL,
	    digest_answers, drop_saved, 0 },
	{ "tawam_corpus_load", "passages and a window", PASSAGES | WINDOW,
	    make_saved, call_load, NULL, digest_answers, drop_saved, 0 },
	{ .name = NULL }
};
