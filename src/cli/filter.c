/*
 * filter.c - tawam filter: what is new passes, in the order it comes.
 *
 * Nothing leaves before the index knows it: an output asks for the index to be
 * synced (--sync each) before it hands anything on, which it does when the
 * reader of the input is about to wait, so that a burst costs one sync.
 */
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#include "base/cpu.h"
#include "cli/commands.h"
#include "cli/record.h"
#include "cli/signals.h"
#include "cli/store.h"
#include "cli/stream.h"
#include "cli/talk.h"
#include "io/json.h"

#define HELD		((size_t)2 << 20)	/* bytes decided and not out */
#define PIPE_SIZE	(1 << 20)
#define IDLE_MS		1000	/* until a quiet stream is synced */
#define PARTS		64	/* of a window, of --max-docs: see expire */

enum decision {
	FRESH,
	COPY,
	EMPTY,
	BAD
};

struct filter {
	struct stream s;
	struct tawam_index *x;
	struct json json;
	int failed;		/* the index, and that was said */
	int unsafe;		/* what is decided could not be synced */
	int dirty;		/* there is something to sync */
	int64_t now, newest;	/* newest: date of a document */
	int64_t expired;	/* what is dated before it is gone */
	uint64_t added;		/* since --max-docs was looked at */
	uint64_t count[BAD + 1], replays;
};

static int
failed(struct filter *f, int e)
{
	if (!f->failed)
		store_failed(f->s.o.index, e);
	f->failed = 1;
	return -1;
}

static int
sync_index(struct filter *f)
{
	int e;

	if (!f->dirty)
		return 0;
	errno = 0;
	if ((e = tawam_index_sync(f->x)) != 0)
		return failed(f, e);
	f->dirty = 0;
	return 0;
}

/* Before an output hands anything on. */
static int
before_output(void *arg)
{
	struct filter *f = arg;

	if (f->s.o.sync == TAWAM_SYNC_EACH && sync_index(f) == -1)
		f->unsafe = 1;
	errno = EIO;
	return f->unsafe ? -1 : 0;
}

/* What is decided goes to those who wait for it. */
static void
hand_on(struct filter *f)
{
	output_flush(f->s.to);
	for (int i = 0; i < OUT_COUNT; i++)
		if (f->s.out.file[i] != NULL)
			output_flush(f->s.out.file[i]);
}

/*
 * The input has nothing more at the moment.  A stream that is quiet is synced;
 * one whose reader has gone is at its end.
 */
static int
on_wait(void *arg)
{
	struct filter *f = arg;
	struct pollfd fds[] = { { STDIN_FILENO, POLLIN, 0 },
	    { STDOUT_FILENO, 0, 0 } };
	int idle = f->s.o.sync == TAWAM_SYNC_NEVER ? -1 : IDLE_MS, n;

	hand_on(f);
	while (!f->failed && signals_got() == 0 && !output_closed(f->s.to)) {
		n = poll(fds, 2, f->dirty ? idle : -1);
		f->now = time(NULL);
		if (n > 0)
			return (fds[1].revents & POLLERR) != 0;
		if (n == 0)
			sync_index(f);
	}
	return 1;
}

static void
put_decision(struct output *to, enum decision d, const struct tawam_hit *hit)
{
	static const char *const names[] = { [FRESH] = "new",
	    [COPY] = "duplicate", [EMPTY] = "empty", [BAD] = "bad" };

	output_printf(to, "\"tawam\":{\"decision\":\"%s\",\"duplicate_of\":",
	    names[d]);
	if (d == COPY) {
		output_write(to, hit->id, hit->idlen);
		output_printf(to, ",\"relation\":\"%s\",\"jaccard\":%.4f%s}",
		    tawam_relation_name(hit->match.relation),
		    hit->match.jaccard,
		    hit->replay ? ",\"replay\":true" : "");
	} else
		output_puts(to, "null}");
}

/* The object with one field more, every other byte as it is. */
static void
put_annotated(struct output *to, const char *raw, size_t n, enum decision d,
    const struct tawam_hit *hit)
{
	size_t brace = n, last;

	while (raw[--brace] != '}')
		continue;
	for (last = brace - 1; memchr(" \t\r\n", raw[last], 4) != NULL; last--)
		continue;
	output_write(to, raw, brace);
	if (raw[last] != '{')
		output_write(to, ",", 1);
	put_decision(to, d, hit);
	output_write(to, raw + brace, n - brace);
	output_write(to, "\n", 1);
}

static void
put_raw(const struct filter *f, struct output *to, const struct record *r,
    enum decision d, const struct tawam_hit *hit)
{
	if (f->s.o.annotate) {
		put_annotated(to, r->raw, r->rawlen, d, hit);
		return;
	}
	output_write(to, r->raw, r->rawlen);
	output_write(to, "\n", 1);
}

/* With --annotate a bad record passes, too; one that is no object as it is. */
static void
on_skipped(void *arg, const char *reason, const char *raw, size_t n)
{
	struct filter *f = arg;

	if (strcmp(reason, INPUT_TOO_LONG) == 0) {
		/* The rest of it is gone: this stands in its place. */
		output_puts(f->s.to, "{");
		put_decision(f->s.to, BAD, NULL);
		output_puts(f->s.to, "}\n");
	} else if (json_object(&f->json, raw, n, NULL, 0) == JSON_OK) {
		put_annotated(f->s.to, raw, n, BAD, NULL);
	} else {
		output_write(f->s.to, raw, n);
		output_write(f->s.to, "\n", 1);
	}
}

static int
expire(struct filter *f, int64_t oldest, uint64_t most)
{
	uint64_t count;
	int e;

	errno = 0;
	if ((e = tawam_index_expire(f->x, oldest, most, &count)) != 0)
		return failed(f, e);
	f->dirty |= count > 0;
	return 0;
}

/*
 * Old documents go, now and then.  By the dates of their records they stay for
 * two windows, so that what comes a window late is still compared; a date that
 * is yet to come moves nothing.
 */
static int
expire_some(struct filter *f)
{
	const struct options *o = &f->s.o;
	int64_t window = (int64_t)o->params.window, oldest;

	if (o->max_docs > 0 && f->added >= o->max_docs / PARTS) {
		f->added = 0;
		if (expire(f, TAWAM_NO_DATE, o->max_docs) == -1)
			return -1;
	}
	if (window == 0 || f->newest == TAWAM_NO_DATE)
		return 0;
	oldest = (f->newest < f->now ? f->newest : f->now) -
	    (o->date_field != NULL ? 2 * window : window);
	if (f->expired != TAWAM_NO_DATE && oldest - f->expired <
	    window / PARTS + 1)
		return 0;
	f->expired = oldest;
	return expire(f, oldest, 0);
}

static enum decision
decide(struct filter *f, const struct tawam_doc *d,
    const struct tawam_hit *hit)
{
	if (hit->asked == 0)
		return EMPTY;
	f->replays += hit->replay != 0;
	if (hit->replay || hit->joined)
		return COPY;
	f->dirty = 1;
	f->added++;
	if (d->date > f->newest)
		f->newest = d->date;
	return FRESH;
}

static int
put_record(void *arg, const struct record *r)
{
	struct filter *f = arg;
	struct tawam_hit hit = { .size = sizeof(hit) };
	struct output *rejects = f->s.out.file[OUT_REJECTS];
	struct tawam_doc doc;
	enum decision d;
	int e, passes;

	record_doc(&doc, r, &f->s.notes);
	if (f->s.o.date_field == NULL)
		doc.date = f->now;
	errno = 0;
	if ((e = tawam_index_check_add(f->x, &doc, &hit)) != 0)
		return failed(f, e);
	d = decide(f, &doc, &hit);
	f->count[d]++;
	passes = d != COPY || (hit.replay && f->s.o.pass_replays);
	if (passes || f->s.o.annotate)
		put_raw(f, f->s.to, r, d, &hit);
	if (!passes && rejects != NULL)
		put_raw(f, rejects, r, d, &hit);
	return d == FRESH ? expire_some(f) : 0;
}

/* More at once, where the system allows it. */
static void
widen(int fd)
{
	struct stat st;

	if (fstat(fd, &st) == 0 && S_ISFIFO(st.st_mode))
		(void)fcntl(fd, F_SETPIPE_SZ, PIPE_SIZE);
}

static int
open_all(struct filter *f)
{
	struct tawam_index_info info = { .size = sizeof(info) };
	struct options *o = &f->s.o;

	if (store_open(&f->x, o, o->index, TAWAM_INDEX_WRITE |
	    TAWAM_INDEX_CREATE) == -1 || stream_open(&f->s) == -1)
		return -1;
	tawam_index_info(f->x, &info, NULL);
	f->newest = info.newest;
	f->expired = TAWAM_NO_DATE;
	f->now = time(NULL);
	if (o->annotate) {
		f->s.notes.on_skipped = on_skipped;
		f->s.notes.arg = f;
	}
	if (output_hold(f->s.to, HELD, before_output, f) == -1) {
		say("%s", strerror(errno));
		return -1;
	}
	output_stop_when(f->s.to, signals_got);
	widen(STDIN_FILENO);
	widen(STDOUT_FILENO);
	/* From here on what ends the run ends it in order. */
	signals_defer();
	return 0;
}

static int
filter_stream(struct filter *f)
{
	static const char *const paths[] = { "-" };
	struct input_options io;
	struct input *in;
	int r = -1;

	stream_input(&f->s, &io);
	io.format = INPUT_JSONL;
	io.hooks.on_wait = on_wait;
	io.hooks.wait_arg = f;
	if (input_open(&in, paths, 1, &io) == -1) {
		say("%s", strerror(errno));
		return -1;
	}
	if (stream_clear(&f->s, in, "the records") == 0)
		r = stream_records(&f->s, in, put_record, f);
	input_close(in);
	return r;
}

static void
say_counts(const struct filter *f)
{
	struct tawam_index_info info = { .size = sizeof(info) };

	tawam_index_info(f->x, &info, NULL);
	tell("records    %s new, %s duplicate, %s empty, %s skipped",
	    grouped(f->count[FRESH]), grouped(f->count[COPY]),
	    grouped(f->count[EMPTY]), grouped(f->s.notes.skipped));
	if (f->replays > 0)
		tell("replays    %s of the duplicates were sent before",
		    grouped(f->replays));
	tell("index      %s", counted(info.docs, "document"));
}

/* Whatever happened: what is decided is synced and handed on. */
static int
finish(struct filter *f)
{
	int r = 0;

	if (f->s.o.max_docs > 0 && !f->failed)
		r |= expire(f, TAWAM_NO_DATE, f->s.o.max_docs);
	if (f->s.o.sync != TAWAM_SYNC_NEVER)
		r |= sync_index(f);
	if (!f->unsafe)
		r |= stream_finish(&f->s);
	if (!f->s.o.quiet)
		say_counts(f);
	r |= store_close(f->x, f->s.o.index);
	f->x = NULL;
	return r;
}

static int
job_run(void *job)
{
	struct filter *f = job;
	int r;

	if (open_all(f) == -1)
		return -1;
	r = filter_stream(f);
	return finish(f) == -1 || r == -1 || f->failed ? -1 : 0;
}

static int
is_packed(const char *path)
{
	const char *dot = strrchr(path, '.');

	return dot != NULL && (strcasecmp(dot, ".gz") == 0 ||
	    strcasecmp(dot, ".zst") == 0);
}

/* What only shows when all options are known. */
static int
check(void *job)
{
	struct filter *f = job;
	struct options *o = &f->s.o;

	if (o->help)
		return 0;
	if (o->index == NULL) {
		strcpy(o->why, "tawam filter needs --index PATH: what was "
		    "there before");
		return -1;
	}
	if (options_any(o) && strcmp(o->inputs[0], "-") != 0) {
		snprintf(o->why, sizeof(o->why), "tawam filter reads standard "
		    "input: give it tawam filter ... <%.200s", o->inputs[0]);
		return -1;
	}
	if (o->format != INPUT_AUTO && o->format != INPUT_JSONL) {
		strcpy(o->why, "tawam filter takes JSON Lines: leave "
		    "--input-format out");
		return -1;
	}
	for (int i = 0; i < OUT_COUNT; i++) {
		if (o->files[i] == NULL || !is_packed(o->files[i]))
			continue;
		snprintf(o->why, sizeof(o->why), "--%s %.200s: the file grows "
		    "from run to run and is not compressed; give another name",
		    outputs_name((enum outfile)i), o->files[i]);
		return -1;
	}
	return stream_check(&f->s, "the records");
}

int
cmd_filter(int argc, char *const *argv)
{
	static const struct filter blank;
	struct filter f = blank;
	const struct command_job c = { CMD_FILTER, &f.s.o, &f.s.notes, check,
	    job_run, &f };
	int status;

	f.s.grows = 1;
	f.json.level = cpu_level();
	status = command_run(&c, argc, argv);
	tawam_index_close(f.x);
	json_release(&f.json);
	stream_release(&f.s);
	return signals_got() != 0 ? 128 + signals_got() : status;
}
