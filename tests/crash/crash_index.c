/*
 * crash_index.c - kill -9 at random moments of a process that writes a stored
 * index, again and again on the same one.
 *
 * usage: crash_index TIMES SEED
 *
 * The process says on a pipe what it has done, as a filter says its decisions:
 * with sync each after every document, otherwise after tawam_index_sync.  What
 * it said before it was killed must be in the index, which must open by
 * itself, hold no half document and verify clean; and so on from there.  Now
 * and then the writer compacts, removes and lets expire.
 */
#include <err.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tawam.h"

#define KEEP	400		/* documents that stay */

static char folder[64];

static uint64_t
next(uint64_t *state)
{
	uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static void
must(int r, const char *what)
{
	if (r != 0)
		err(1, "%s: %s", what, tawam_strerror(r));
}

static void
doc_of(uint64_t i, struct tawam_doc *d, char *id, char *text)
{
	uint64_t state = i;

	tawam_doc_init(d, sizeof(*d));
	d->id = id;
	d->idlen = (size_t)sprintf(id, "%llu", (unsigned long long)i);
	d->text = text;
	for (unsigned w = 20 + (unsigned)(i % 60); w > 0; w--)
		text += sprintf(text, "w%04u ", (unsigned)(next(&state) %
		    9999));
	d->len = (size_t)(text - d->text);
}

static struct tawam_index *
open_index(enum tawam_sync sync, unsigned flags)
{
	struct tawam_index_options o;
	struct tawam_index_trouble t = { .size = sizeof(t) };
	struct tawam_params p;
	struct tawam_index *x;

	tawam_params_init(&p, sizeof(p));
	p.slots = 64;
	p.bands = 8;
	p.rows = 6;
	tawam_index_options_init(&o, sizeof(o));
	o.flags = flags;
	o.sync = sync;
	must(tawam_index_open(&x, folder, &p, &o, &t), t.text);
	return x;
}

/* Writes until it is killed; what is safe goes to the pipe as a number. */
static void
writer(int pipe, uint64_t from, uint64_t seed)
{
	enum tawam_sync sync = next(&seed) % 2 != 0 ? TAWAM_SYNC_EACH :
	    TAWAM_SYNC_BATCH;
	struct tawam_index *x = open_index(sync, TAWAM_INDEX_WRITE |
	    TAWAM_INDEX_CREATE);
	struct tawam_doc d;
	char id[32], text[1024];

	for (uint64_t i = from;; i++) {
		doc_of(i, &d, id, text);
		must(tawam_index_add(x, &d, NULL), "add");
		if (sync == TAWAM_SYNC_BATCH && next(&seed) % 16 == 0)
			must(tawam_index_sync(x), "sync");
		else if (sync == TAWAM_SYNC_BATCH)
			continue;
		if (write(pipe, &i, sizeof(i)) != sizeof(i))
			_exit(1);
		if (next(&seed) % 64 == 0)
			must(tawam_index_expire(x, TAWAM_NO_DATE, KEEP, NULL),
			    "expire");
		if (next(&seed) % 256 == 0)
			must(tawam_index_compact(x), "compact");
	}
}

struct seen {
	struct tawam_index *x;
	uint64_t last, n;
};

/* Numbers without a gap, each with its text. */
static int
see(void *arg, const struct tawam_hit *h)
{
	struct seen *s = arg;
	struct tawam_normal form;
	uint64_t i = strtoull(h->id, NULL, 10);

	if (s->n > 0 && i != s->last + 1)
		errx(1, "%llu comes after %llu", (unsigned long long)i,
		    (unsigned long long)s->last);
	s->last = i;
	s->n++;
	must(tawam_index_form(s->x, h->number, &form), "form");
	return 0;
}

static int
fault(void *arg, const char *file, uint64_t at, const char *what)
{
	(void)arg;
	errx(1, "%s, byte %llu: %s", file, (unsigned long long)at, what);
}

/* Until the end of the pipe: the last number that was said. */
static uint64_t
last_said(int pipe, uint64_t was)
{
	uint64_t i;

	while (read(pipe, &i, sizeof(i)) == sizeof(i))
		was = i;
	return was;
}

/* One life of a writer; where the next one goes on. */
static uint64_t
life(uint64_t from, uint64_t *random)
{
	struct timespec t = { 0, (long)(next(random) % 30000000) };
	struct seen s = { NULL, 0, 0 };
	uint64_t said;
	pid_t pid;
	int p[2];

	if (pipe(p) != 0 || (pid = fork()) < 0)
		err(1, NULL);
	if (pid == 0) {
		close(p[0]);
		writer(p[1], from, next(random));
	}
	close(p[1]);
	nanosleep(&t, NULL);
	kill(pid, SIGKILL);
	said = last_said(p[0], from - 1);
	close(p[0]);
	waitpid(pid, NULL, 0);
	s.x = open_index(TAWAM_SYNC_BATCH, TAWAM_INDEX_WRITE |
	    TAWAM_INDEX_CREATE);
	s.last = from - 1;
	must(tawam_index_each(s.x, see, &s), "each");
	if (s.last < said)
		errx(1, "%llu was said to be safe, %llu is the last there",
		    (unsigned long long)said, (unsigned long long)s.last);
	must(tawam_index_close(s.x), "close");
	must(tawam_index_verify(folder, NULL, fault, NULL), "verify");
	return s.last + 1;
}

int
main(int argc, char **argv)
{
	uint64_t random, from = 1;
	char command[128];
	int times;

	if (argc != 3)
		errx(2, "usage: crash_index TIMES SEED");
	times = atoi(argv[1]);
	random = strtoull(argv[2], NULL, 10);
	strcpy(folder, "/tmp/tawam-crash-XXXXXX");
	if (mkdtemp(folder) == NULL)
		err(1, "%s", folder);
	for (int i = 0; i < times; i++)
		from = life(from, &random);
	printf("crash: killed %d times, %llu documents, none lost\n", times,
	    (unsigned long long)from - 1);
	snprintf(command, sizeof(command), "rm -r %s", folder);
	return system(command) != 0;
}
