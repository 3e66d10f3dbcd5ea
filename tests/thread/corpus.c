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

static uint64_t
run(unsigned threads)
{
	struct tawam_params p;
	struct tawam_corpus *c;
	struct tawam_doc d;
	uint64_t digest = 1;
	char text[512];

	tawam_params_init(&p, sizeof(p));
	tawam_doc_init(&d, sizeof(d));
	p.threads = threads;
	if (tawam_corpus_new(&c, &p) != 0)
		die("new");
	for (unsigned i = 0; i < DOCS; i++) {
		text_of(i, text);
		d.text = text;
		d.len = strlen(text);
		if (tawam_corpus_add(c, &d, NULL) != 0)
			die("add");
	}
	if (tawam_corpus_run(c) != 0 ||
	    tawam_corpus_pairs(c, sum, &digest) != 0)
		die("run");
	tawam_corpus_free(c);
	return digest;
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
	puts("threads: the same pairs for 1 to 8 threads and side by side");
	return 0;
}
