/*
 * index.c - one writer and several readers of a stored index, each with a
 * handle of its own, under the race detector.  A plain program.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tawam.h"

#define DOCS	3000
#define READERS	3

static char folder[64];
static atomic_uint synced;	/* documents that every new reader must see */
static atomic_int done;

static void
die(const char *what, int r)
{
	fprintf(stderr, "thread test: %s: %s\n", what, tawam_strerror(r));
	exit(1);
}

static void
doc_of(unsigned i, struct tawam_doc *d, char *id, char *text)
{
	uint64_t state = i + 1;

	tawam_doc_init(d, sizeof(*d));
	d->id = id;
	d->idlen = (size_t)sprintf(id, "%u", i);
	d->text = text;
	for (unsigned w = 0; w < 30; w++) {
		state = state * 6364136223846793005u + 1442695040888963407u;
		text += sprintf(text, "w%04u ", (unsigned)(state >> 33) %
		    9999);
	}
	d->len = (size_t)(text - d->text);
}

static struct tawam_index *
open_index(unsigned flags)
{
	struct tawam_index_options o;
	struct tawam_params p;
	struct tawam_index *x;
	int r;

	tawam_params_init(&p, sizeof(p));
	p.slots = 64;
	p.bands = 8;
	p.rows = 6;
	tawam_index_options_init(&o, sizeof(o));
	o.flags = flags;
	if ((r = tawam_index_open(&x, folder, &p, &o, NULL)) != 0)
		die("open", r);
	return x;
}

static void *
write_docs(void *arg)
{
	struct tawam_index *x = arg;
	struct tawam_hit h = { .size = sizeof(h) };
	struct tawam_doc d;
	char id[16], text[512];
	int r;

	for (unsigned i = 0; i < DOCS; i++) {
		doc_of(i, &d, id, text);
		if ((r = tawam_index_check_add(x, &d, &h)) != 0 || !h.added)
			die("add", r);
		if (i % 100 == 99) {
			if ((r = tawam_index_sync(x)) != 0)
				die("sync", r);
			atomic_store(&synced, i + 1);
		}
		if (i % 1000 == 999 && (r = tawam_index_compact(x)) != 0)
			die("compact", r);
	}
	atomic_store(&done, 1);
	return NULL;
}

/* Every document that was synced before the refresh is found in it. */
static void *
read_docs(void *arg)
{
	struct tawam_index *x = open_index(TAWAM_INDEX_READ);
	struct tawam_hit h = { .size = sizeof(h) };
	struct tawam_doc d;
	char id[16], text[512];
	uint64_t state = (uint64_t)(uintptr_t)arg + 1;
	int last = 0, r;

	while (!last) {
		unsigned n;

		last = atomic_load(&done);
		n = atomic_load(&synced);
		if ((r = tawam_index_refresh(x)) != 0)
			die("refresh", r);
		for (int i = 0; i < 20 && n > 0; i++) {
			state = state * 6364136223846793005u + 1;
			doc_of((unsigned)(state >> 33) % n, &d, id, text);
			if ((r = tawam_index_check(x, &d, &h)) != 0 ||
			    h.match.relation != TAWAM_EXACT || !h.replay)
				die("a document is missing", r);
		}
	}
	if ((r = tawam_index_close(x)) != 0)
		die("close", r);
	return NULL;
}

int
main(void)
{
	pthread_t writer, readers[READERS];
	struct tawam_index *x;
	char command[128];
	int r;

	strcpy(folder, "/tmp/tawam-thread-XXXXXX");
	if (mkdtemp(folder) == NULL)
		die(folder, TAWAM_EIO);
	x = open_index(TAWAM_INDEX_WRITE | TAWAM_INDEX_CREATE);
	pthread_create(&writer, NULL, write_docs, x);
	for (uintptr_t i = 0; i < READERS; i++)
		pthread_create(&readers[i], NULL, read_docs, (void *)i);
	pthread_join(writer, NULL);
	for (int i = 0; i < READERS; i++)
		pthread_join(readers[i], NULL);
	if ((r = tawam_index_close(x)) != 0)
		die("close", r);
	snprintf(command, sizeof(command), "rm -r %s", folder);
	if (system(command) != 0)
		return 1;
	puts("threads: one writer and its readers");
	return 0;
}
