/*
 * corpus.c - a corpus with threads, and handles side by side, under the race
 * detector.  A plain program: the test framework cannot run there.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tawam.h"

#define DOCS	5000
#define SMALL	((uint64_t)1 << 20)	/* a bound that is always reached */

static void
die(const char *what)
{
	fprintf(stderr, "thread test: %s\n", what);
	exit(1);
}

static void
text_of(unsigned i, char *text)
{
	uint64_t state = i / 3 + 1;

	for (unsigned w = 0; w < 40; w++) {
		state = state * 6364136223846793005u + 1442695040888963407u;
		text += sprintf(text, "w%03u ", (unsigned)(state >> 33) % 999);
	}
	sprintf(text, "%u", i % 3);
}

static int
sum(void *arg, const struct tawam_pair *p)
{
	uint64_t *s = arg;

	*s = *s * 31 + p->a * 7 + p->b + (uint64_t)(p->match.jaccard * 1e9);
	return 0;
}

static int
sum_cluster(void *arg, const struct tawam_cluster *c)
{
	uint64_t *s = arg;

	*s = *s * 31 + c->keep;
	for (size_t i = 0; i < c->nmembers; i++)
		*s = *s * 31 + c->members[i].doc;
	return 0;
}

/* memory: the bound, 0: none. */
static struct tawam_corpus *
made(unsigned threads, uint64_t memory)
{
	struct tawam_params p;
	struct tawam_corpus *c;
	struct tawam_doc d;
	char text[512];

	tawam_params_init(&p, sizeof(p));
	tawam_doc_init(&d, sizeof(d));
	p.threads = threads;
	p.memory = memory;
	if (tawam_corpus_new(&c, &p) != 0)
		die("new");
	for (unsigned i = 0; i < DOCS; i++) {
		text_of(i, text);
		d.text = text;
		d.len = strlen(text);
		if (tawam_corpus_add(c, &d, NULL) != 0)
			die("add");
	}
	if (tawam_corpus_run(c) != 0)
		die("run");
	return c;
}

static uint64_t
run(unsigned threads)
{
	struct tawam_corpus *c = made(threads, 0);
	uint64_t digest = 1;

	if (tawam_corpus_pairs(c, sum, &digest) != 0)
		die("pairs");
	tawam_corpus_free(c);
	return digest;
}

/* All that can be asked of one corpus. */
struct asker {
	const struct tawam_corpus *c;
	uint64_t digest;
};

static void *
ask(void *arg)
{
	struct tawam_trait t = { .size = sizeof(t) };
	struct asker *a = arg;
	struct tawam_decision d;

	a->digest = 1;
	if (tawam_corpus_pairs(a->c, sum, &a->digest) != 0 ||
	    tawam_corpus_clusters(a->c, sum_cluster, &a->digest) != 0)
		die("pairs and clusters of one corpus");
	for (uint64_t i = 0; i < DOCS; i++) {
		if (tawam_corpus_decision(a->c, i, &d) != 0 ||
		    tawam_corpus_trait(a->c, i, &t) != 0)
			die("decisions of one corpus");
		a->digest = a->digest * 31 + d.cluster + t.form;
	}
	return NULL;
}

/* A corpus that has run answers everybody at once. */
static void
ask_together(uint64_t memory)
{
	struct tawam_corpus *c = made(2, memory);
	struct asker alone = { c, 0 }, several[3];
	struct tawam_stats stats;
	pthread_t t[3];

	tawam_corpus_stats(c, &stats, sizeof(stats));
	if (memory != 0 && stats.spilled == 0)
		die("nothing was spilled");
	ask(&alone);
	for (int i = 0; i < 3; i++) {
		several[i].c = c;
		if (pthread_create(&t[i], NULL, ask, &several[i]) != 0)
			die("pthread_create");
	}
	for (int i = 0; i < 3; i++) {
		pthread_join(t[i], NULL);
		if (several[i].digest != alone.digest)
			die("other answers to several threads");
	}
	tawam_corpus_free(c);
}

static void *
run_side(void *arg)
{
	*(uint64_t *)arg = run(2);
	return NULL;
}

int
main(void)
{
	uint64_t want = run(1), got[4];
	pthread_t t[4];

	for (unsigned threads = 2; threads <= 8; threads *= 2)
		if (run(threads) != want)
			die("other pairs with threads");
	for (int i = 0; i < 4; i++)
		if (pthread_create(&t[i], NULL, run_side, &got[i]) != 0)
			die("pthread_create");
	for (int i = 0; i < 4; i++) {
		pthread_join(t[i], NULL);
		if (got[i] != want)
			die("other pairs side by side");
	}
	ask_together(0);
	ask_together(SMALL);
	puts("threads: the same pairs for 1 to 8 threads and side by side");
	return 0;
}
