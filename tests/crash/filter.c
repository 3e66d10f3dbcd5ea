/*
 * filter.c - kill -9 at random moments: `tawam filter --sync each` and `tawam
 * index compact`.
 *
 *	filter TAWAM FOLDER ROUNDS [SEED]
 *
 * A feeder sends numbered records without an end; the command is killed after
 * a random number of answered bytes or a random time, and the next round goes
 * on where the answers stopped, some records earlier.  After each round the
 * index must open by itself; every record whose decision was written must be
 * in it; and what is in it must be records that were sent, whole.  A record is
 * new if, and only if, it was not in the index before.
 */
#include <sys/wait.h>

#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "tawam.h"

#define MAX_RECORDS	200000
#define WORDS		40
#define TEXT		(WORDS * 20)
#define LONGEST		20000	/* microseconds until a kill */
#define FRESH		40	/* rounds of one index */
#define COMPACT		7	/* every so many rounds */
#define OVERLAP		20	/* records that are sent again */

struct state {
	const char *tawam, *folder;
	char index[512];
	uint64_t rnd;
	int round;
	unsigned next;			/* record to be sent */
	unsigned char *in_index, *answered;
	unsigned long decisions, replays, kills, lost;
	struct tawam_sketcher *sketcher;
};

static void
die(const struct state *s, const char *fmt, ...)
{
	va_list ap;

	fprintf(stderr, "crash: round %d: ", s->round);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fprintf(stderr, " (index: %s)\n", s->index);
	exit(1);
}

/* xorshift64* */
static uint64_t
rnd(uint64_t *x)
{
	*x ^= *x >> 12;
	*x ^= *x << 25;
	*x ^= *x >> 27;
	return *x * UINT64_C(0x2545f4914f6cdd1d);
}

/* Every fifth text is that of four records before. */
static unsigned
original(unsigned n)
{
	return n % 5 == 4 ? n - 4 : n;
}

/* Words of Arabic letters, U+0628 to U+064A; the length. */
static size_t
text_of(unsigned n, char *out)
{
	uint64_t x = original(n) + UINT64_C(0x9e3779b97f4a7c15);
	size_t len = 0;

	for (int w = 0; w < WORDS; w++) {
		unsigned letters = 3 + (unsigned)(rnd(&x) % 5);

		if (w > 0)
			out[len++] = ' ';
		for (unsigned i = 0; i < letters; i++) {
			unsigned cp = 0x628 + (unsigned)(rnd(&x) % 18);

			out[len++] = (char)(0xc0 | cp >> 6);
			out[len++] = (char)(0x80 | (cp & 63));
		}
	}
	return len;
}

/* Sends records until nobody reads them. */
static void
feed(const struct state *s, int fd)
{
	FILE *f = fdopen(fd, "w");
	char text[TEXT];

	for (unsigned n = s->next; n < MAX_RECORDS && f != NULL; n++) {
		size_t len = text_of(n, text);

		fprintf(f, "{\"id\":%u,\"text\":\"%.*s\"}\n", n, (int)len,
		    text);
	}
	_exit(0);
}

static void
redirect(int in, int out)
{
	if (dup2(in, 0) == -1 || dup2(out, 1) == -1)
		_exit(126);
	for (int fd = 3; fd < 16; fd++)
		close(fd);
}

/* One answered record. */
static void
answer(struct state *s, const char *line)
{
	const char *at = strstr(line, ",\"tawam\":{\"decision\":\"");
	unsigned n, of;
	int is_new;

	if (at == NULL || sscanf(line, "{\"id\":%u,", &n) != 1)
		die(s, "an answer is no record: %.60s", line);
	if (n != s->next)
		die(s, "record %u is answered instead of %u", n, s->next);
	at += strlen(",\"tawam\":{\"decision\":\"");
	is_new = strncmp(at, "new\"", 4) == 0;
	if (is_new == s->in_index[n] && original(n) == n)
		die(s, "record %u is %s the index, and not %s", n, is_new ?
		    "in" : "not in", is_new ? "found" : "new");
	at = strstr(at, "\"duplicate_of\":");
	if (!is_new && (at == NULL || sscanf(at, "\"duplicate_of\":%u", &of)
	    != 1 || of != original(n)))
		die(s, "record %u is a duplicate of another", n);
	s->replays += strstr(at, "\"replay\":true") != NULL;
	s->answered[n] = 1;
	s->decisions++;
	s->next = n + 1;
}

/* Reads answers until the kill is due, kills, reads the rest. */
static void
watch(struct state *s, int fd, pid_t pid)
{
	size_t bytes = rnd(&s->rnd) % 4 == 0 ? SIZE_MAX :
	    rnd(&s->rnd) % 300000;
	long wait = (long)(rnd(&s->rnd) % LONGEST);
	static char buf[1 << 20];
	size_t have = 0, seen = 0;
	struct timespec start, now;
	int killed = 0;

	clock_gettime(CLOCK_MONOTONIC, &start);
	for (;;) {
		struct pollfd p = { fd, POLLIN, 0 };
		char *line = buf, *nl;
		ssize_t k;

		clock_gettime(CLOCK_MONOTONIC, &now);
		if (!killed && (seen >= bytes || ((now.tv_sec - start.tv_sec) *
		    1000000 + (now.tv_nsec - start.tv_nsec) / 1000 >= wait &&
		    bytes == SIZE_MAX))) {
			kill(pid, SIGKILL);
			killed = 1;
			s->kills++;
		}
		if (!killed && poll(&p, 1, 1) == 0)
			continue;
		k = read(fd, buf + have, sizeof(buf) - 1 - have);
		if (k <= 0)
			break;
		have += (size_t)k;
		seen += (size_t)k;
		buf[have] = '\0';
		while ((nl = strchr(line, '\n')) != NULL) {
			*nl = '\0';
			answer(s, line);
			line = nl + 1;
		}
		have -= (size_t)(line - buf);
		memmove(buf, line, have);
	}
	if (!killed)
		die(s, "the filter ended by itself");
}

static void
kill_filter(struct state *s)
{
	int to[2], from[2];
	pid_t feeder, filter;

	if (pipe(to) == -1 || pipe(from) == -1)
		die(s, "pipe: %s", strerror(errno));
	if ((filter = fork()) == 0) {
		redirect(to[0], from[1]);
		execl(s->tawam, "tawam", "filter", "--index", s->index,
		    "--annotate", "--sync", "each", "--quiet", "--expect",
		    "10000", (char *)NULL);
		_exit(127);
	}
	if ((feeder = fork()) == 0) {
		close(to[0]);
		close(from[0]);
		feed(s, to[1]);
	}
	close(to[0]);
	close(to[1]);
	close(from[1]);
	watch(s, from[0], filter);
	close(from[0]);
	kill(feeder, SIGKILL);
	waitpid(filter, NULL, 0);
	waitpid(feeder, NULL, 0);
}

static void
kill_compact(struct state *s)
{
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		execl(s->tawam, "tawam", "index", "compact", s->index,
		    "--quiet", (char *)NULL);
		_exit(127);
	}
	usleep((useconds_t)(rnd(&s->rnd) % LONGEST));
	kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
	s->kills += WIFSIGNALED(status) != 0;
}

struct found {
	struct state *s;
	uint64_t *numbers;	/* of the index, by record */
	unsigned char *now;
};

static int
find(void *arg, const struct tawam_hit *hit)
{
	struct found *f = arg;
	char id[16] = "";
	unsigned n;

	if (hit->idlen < sizeof(id))
		memcpy(id, hit->id, hit->idlen);
	if (sscanf(id, "%u", &n) != 1 || n >= MAX_RECORDS)
		die(f->s, "an id was never sent: %s", id);
	if (f->now[n])
		die(f->s, "record %u is there twice", n);
	f->now[n] = 1;
	f->numbers[n] = hit->number;
	return 0;
}

/* Is each text that of its record? */
static void
check_texts(struct state *s, struct tawam_index *x, const struct found *f)
{
	char text[TEXT];

	for (unsigned n = 0; n < MAX_RECORDS; n++) {
		struct tawam_normal want, got;
		char *copy;

		if (!f->now[n])
			continue;
		if (original(n) != n)
			die(s, "record %u is a copy and is in the index", n);
		if (tawam_normalise(s->sketcher, text, text_of(n, text),
		    &want) != 0 || (copy = malloc(want.len)) == NULL)
			die(s, "out of memory");
		memcpy(copy, want.bytes, want.len);
		if (tawam_index_form(x, f->numbers[n], &got) != 0 ||
		    got.len != want.len || memcmp(got.bytes, copy, got.len))
			die(s, "the text of record %u is not what was sent",
			    n);
		free(copy);
	}
}

static void
check(struct state *s)
{
	struct tawam_index_trouble t = { .size = sizeof(t) };
	struct tawam_index_options o;
	struct tawam_params p;
	struct tawam_index *x;
	struct found f = { .s = s };
	int e;

	tawam_params_init(&p, sizeof(p));
	tawam_index_options_init(&o, sizeof(o));
	o.flags = TAWAM_INDEX_WRITE;
	e = tawam_index_open(&x, s->index, &p, &o, &t);
	/* Killed before there was one. */
	if (e == TAWAM_EIO && errno == ENOENT && s->decisions == s->lost)
		return;
	if (e != 0)
		die(s, "the index does not open: %s %s", tawam_strerror(e),
		    t.text);
	f.now = calloc(MAX_RECORDS, 1);
	f.numbers = calloc(MAX_RECORDS, sizeof(*f.numbers));
	if (f.now == NULL || f.numbers == NULL)
		die(s, "out of memory");
	if ((e = tawam_index_each(x, find, &f)) != 0)
		die(s, "reading: %s", tawam_strerror(e));
	check_texts(s, x, &f);
	for (unsigned n = 0; n < MAX_RECORDS; n++)
		if (s->answered[n] && original(n) == n && !f.now[n])
			die(s, "record %u was answered and is not there", n);
	if ((e = tawam_index_close(x)) != 0)
		die(s, "closing: %s", tawam_strerror(e));
	memcpy(s->in_index, f.now, MAX_RECORDS);
	free(f.now);
	free(f.numbers);
}

/* Another index, from the first record on. */
static void
begin(struct state *s)
{
	char command[600];

	if (s->index[0] != '\0') {
		snprintf(command, sizeof(command), "rm -rf '%s'", s->index);
		if (system(command) != 0)
			die(s, "%s", command);
	}
	snprintf(s->index, sizeof(s->index), "%s/index%d", s->folder,
	    s->round);
	memset(s->in_index, 0, MAX_RECORDS);
	memset(s->answered, 0, MAX_RECORDS);
	s->next = 0;
	s->lost = s->decisions;
}

int
main(int argc, char **argv)
{
	struct state s = { .rnd = 1 };
	struct tawam_params p;
	int rounds;

	if (argc < 4) {
		fprintf(stderr, "usage: filter TAWAM FOLDER ROUNDS [SEED]\n");
		return 2;
	}
	s.tawam = argv[1];
	s.folder = argv[2];
	rounds = atoi(argv[3]);
	if (argc > 4)
		s.rnd += strtoull(argv[4], NULL, 10);
	signal(SIGPIPE, SIG_IGN);
	s.in_index = malloc(MAX_RECORDS);
	s.answered = malloc(MAX_RECORDS);
	tawam_params_init(&p, sizeof(p));
	if (s.in_index == NULL || s.answered == NULL ||
	    tawam_sketcher_new(&s.sketcher, &p) != 0)
		die(&s, "out of memory");
	for (s.round = 0; s.round < rounds; s.round++) {
		if (s.round % FRESH == 0)
			begin(&s);
		if (s.round % COMPACT == COMPACT - 1 &&
		    s.decisions > s.lost)
			kill_compact(&s);
		else
			kill_filter(&s);
		check(&s);
		s.next -= s.next < OVERLAP ? s.next :
		    (unsigned)(rnd(&s.rnd) % OVERLAP);
	}
	begin(&s);
	printf("crash: %lu kills in %d rounds: %lu decisions, each in its "
	    "index; %lu replays\n", s.kills, rounds, s.decisions, s.replays);
	tawam_sketcher_free(s.sketcher);
	free(s.in_index);
	free(s.answered);
	return 0;
}
