/*
 * index.c - tawam index: the life of a stored index.
 */
#include <sys/stat.h>

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "cli/index.h"
#include "cli/signals.h"
#include "cli/store.h"
#include "cli/talk.h"

static int
open_index(struct index_job *j, unsigned flags)
{
	return store_open(&j->x, &j->s.o, j->s.o.index, flags);
}

static int
close_index(struct index_job *j)
{
	struct tawam_index *x = j->x;

	j->x = NULL;
	return store_close(x, j->s.o.index);
}

static int
index_expire(void *job)
{
	struct index_job *j = job;
	const struct options *o = &j->s.o;
	int64_t oldest = o->before;
	uint64_t n;
	int e;

	if (o->older > 0)
		oldest = (int64_t)time(NULL) - (int64_t)o->older;
	if (open_index(j, TAWAM_INDEX_WRITE) == -1)
		return -1;
	errno = 0;
	if ((e = tawam_index_expire(j->x, oldest, o->max_docs, &n)) != 0)
		return store_failed(o->index, e);
	if (close_index(j) == -1)
		return -1;
	if (!o->quiet)
		tell("%s removed", counted(n, "document"));
	return 0;
}

static int
index_compact(void *job)
{
	struct index_job *j = job;
	struct tawam_index_info was = { .size = sizeof(was) }, is = was;
	int e;

	if (open_index(j, TAWAM_INDEX_WRITE) == -1)
		return -1;
	tawam_index_info(j->x, &was, NULL);
	errno = 0;
	if ((e = tawam_index_compact(j->x)) != 0)
		return store_failed(j->s.o.index, e);
	tawam_index_info(j->x, &is, NULL);
	if (close_index(j) == -1)
		return -1;
	if (!j->s.o.quiet)
		tell("%s: %s, %s instead of %s", j->s.o.index,
		    counted(is.docs, "document"), bytes_text((double)is.bytes),
		    bytes_text((double)was.bytes));
	return 0;
}

static int
on_fault(void *arg, const char *file, uint64_t offset, const char *what)
{
	struct index_job *j = arg;

	j->count[0]++;
	say("%s/%s: at %" PRIu64 ": %s", j->s.o.index, file, offset, what);
	return 0;
}

static int
index_verify(void *job)
{
	struct index_job *j = job;
	int e;

	errno = 0;
	e = tawam_index_verify(j->s.o.index, NULL, on_fault, j);
	if (e != 0 && j->count[0] == 0)
		return store_failed(j->s.o.index, e);
	if (e == 0 && !j->s.o.quiet)
		tell("%s: every byte is as it was written", j->s.o.index);
	return e != 0 ? -1 : 0;
}

static int
merge_one(struct index_job *j, const char *path)
{
	struct tawam_index_trouble t = { .size = sizeof(t) };
	struct options own = j->s.o;
	struct tawam_index *from;
	int e;

	own.index_given = 0;
	if (store_open(&from, &own, path, TAWAM_INDEX_READ) == -1)
		return -1;
	errno = 0;
	if ((e = tawam_index_merge(j->x, from, &t)) != 0) {
		if (e == TAWAM_EMISMATCH && t.text[0] != '\0')
			say("%s: %s", path, t.text);
		else
			store_failed(e == TAWAM_EMISMATCH ||
			    e == TAWAM_EFORMAT ? path : j->s.o.index, e);
	}
	tawam_index_close(from);
	return e != 0 ? -1 : 0;
}

/* Is there an index, or anything, at path? */
static int
is_there(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

/* A new one is made with the parameters of the first. */
static int
open_merged(struct index_job *j)
{
	struct options *o = &j->s.o;
	struct tawam_index *first;

	if (is_there(o->index))
		return open_index(j, TAWAM_INDEX_WRITE);
	if (store_open(&first, o, o->inputs[0], TAWAM_INDEX_READ) == -1)
		return -1;
	tawam_index_close(first);
	if (making_open(&j->making, o, o->index) == -1)
		return -1;
	j->x = j->making.x;
	return 0;
}

static int
index_merge(void *job)
{
	struct index_job *j = job;
	struct tawam_index_info info = { .size = sizeof(info) };

	if (open_merged(j) == -1)
		return -1;
	for (size_t i = 0; i < j->s.o.ninputs; i++)
		if (signals_got() != 0 || merge_one(j, j->s.o.inputs[i]) == -1)
			return -1;
	tawam_index_info(j->x, &info, NULL);
	if (j->making.x != NULL) {
		j->x = NULL;
		if (making_commit(&j->making) == -1)
			return -1;
	} else if (close_index(j) == -1)
		return -1;
	if (!j->s.o.quiet)
		tell("%s: %s", j->s.o.index, counted(info.docs, "document"));
	return 0;
}

/* What only shows when all options are known. */
static int
check_expire(struct options *o)
{
	if (o->before != TAWAM_NO_DATE && o->older > 0)
		strcpy(o->why, "--before and --older-than: give one of them");
	else if (o->before == TAWAM_NO_DATE && o->older == 0 &&
	    o->max_docs == 0)
		strcpy(o->why, "tawam index expire needs --before DATE, "
		    "--older-than SPAN or --max-docs N");
	else
		return 0;
	return -1;
}

static int
check_remove(struct options *o)
{
	if (options_any(o) || o->ids != NULL)
		return 0;
	strcpy(o->why, "tawam index remove needs ids, or --ids FILE");
	return -1;
}

static int
same_folder(const char *a, const char *b)
{
	struct stat x, y;

	return stat(a, &x) == 0 && stat(b, &y) == 0 &&
	    x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/* Merged with itself or twice, an index would hold everything twice. */
static int
check_merge(struct options *o)
{
	if (!options_any(o)) {
		strcpy(o->why, "tawam index merge needs the indexes that are "
		    "to be merged: tawam index merge INDEX FROM ...");
		return -1;
	}
	for (size_t i = 0; i < o->ninputs; i++) {
		for (size_t k = 0; k <= i; k++) {
			const char *other = k < i ? o->inputs[k] : o->index;

			if (!same_folder(o->inputs[i], other))
				continue;
			snprintf(o->why, sizeof(o->why), "%.200s and %.200s "
			    "are one index: name it once", other,
			    o->inputs[i]);
			return -1;
		}
	}
	return 0;
}

static int
check_nothing(struct options *o)
{
	if (!options_any(o))
		return 0;
	snprintf(o->why, sizeof(o->why), "%.200s: this command takes an "
	    "index and nothing else", o->inputs[0]);
	return -1;
}

static const struct index_verb {
	enum command cmd;
	int (*check)(struct options *o);	/* NULL: takes inputs */
	int (*run)(void *job);
} verbs[] = {
	{ CMD_INDEX_BUILD, NULL, index_build },
	{ CMD_INDEX_ADD, NULL, index_add },
	{ CMD_INDEX_QUERY, NULL, index_query },
	{ CMD_INDEX_REMOVE, check_remove, index_remove },
	{ CMD_INDEX_EXPIRE, check_expire, index_expire },
	{ CMD_INDEX_INFO, check_nothing, index_info },
	{ CMD_INDEX_VERIFY, check_nothing, index_verify },
	{ CMD_INDEX_MERGE, check_merge, index_merge },
	{ CMD_INDEX_COMPACT, check_nothing, index_compact },
};

#define NVERBS	(sizeof(verbs) / sizeof(verbs[0]))

/* The word after "index". */
static const char *
verb_name(const struct index_verb *v)
{
	return command_name(v->cmd) + strlen("index ");
}

/* INDEX stands first, or is said by --index. */
static int
check(void *job)
{
	struct index_job *j = job;
	struct options *o = &j->s.o;

	if (o->help)
		return 0;
	if (o->index == NULL && (o->index = options_take(o)) == NULL) {
		snprintf(o->why, sizeof(o->why), "which index? tawam %s %s",
		    command_name(j->verb->cmd),
		    command_row(j->verb->cmd)->operands);
		return -1;
	}
	if (j->verb->check != NULL && j->verb->check(o) == -1)
		return -1;
	return stream_check(&j->s, "the answers");
}

static int
unknown_verb(const char *name)
{
	const char *words[NVERBS], *near;

	for (size_t i = 0; i < NVERBS; i++)
		words[i] = verb_name(&verbs[i]);
	near = nearest(name, words, NVERBS);
	if (near != NULL)
		say("unknown command index %s; did you mean index %s?", name,
		    near);
	else
		say("unknown command index %s; see tawam help index", name);
	return 2;
}

static int
run_verb(const struct index_verb *v, int argc, char *const *argv)
{
	static const struct index_job blank;
	struct index_job j = blank;
	const struct command_job c = { v->cmd, &j.s.o, &j.s.notes, check,
	    v->run, &j };
	int status;

	j.verb = v;
	status = command_run(&c, argc, argv);
	if (j.x != j.making.x)
		tawam_index_close(j.x);
	making_abort(&j.making);
	stream_release(&j.s);
	return signals_got() != 0 ? 128 + signals_got() : status;
}

int
cmd_index(int argc, char *const *argv)
{
	if (argc == 0)
		return usage_error("which? tawam help index lists what can "
		    "be done with one");
	if (strcmp(argv[0], "--help") == 0 || strcmp(argv[0], "-h") == 0)
		return cmd_help_index();
	for (size_t i = 0; i < NVERBS; i++)
		if (strcmp(argv[0], verb_name(&verbs[i])) == 0)
			return run_verb(&verbs[i], argc - 1, argv + 1);
	return unknown_verb(argv[0]);
}
