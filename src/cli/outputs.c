/*
 * outputs.c - the result files of a run.
 */
#include <sys/stat.h>

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/outputs.h"
#include "cli/signals.h"
#include "cli/talk.h"
#include "report/xalloc.h"

static const char *const names[OUT_COUNT] = {
	[OUT_PAIRS] = "pairs", [OUT_CLUSTERS] = "clusters",
	[OUT_DECISIONS] = "decisions", [OUT_PASSAGES] = "passages",
	[OUT_KEPT] = "kept", [OUT_REMOVED] = "removed",
	[OUT_REJECTS] = "rejects", [OUT_REPORT] = "report",
	[OUT_BAD] = "bad", [OUT_LEARNED] = "learn-boilerplate",
	[OUT_RUN] = "run",
};

/* What --out writes. */
static const char *const in_folder[OUT_COUNT] = {
	[OUT_PAIRS] = "pairs.jsonl", [OUT_CLUSTERS] = "clusters.jsonl",
	[OUT_DECISIONS] = "decisions.jsonl", [OUT_REPORT] = "report.html",
	[OUT_RUN] = "run.json",
};

const char *
outputs_name(enum outfile which)
{
	return names[which];
}

char *
outputs_joined(const char *folder, const char *name)
{
	size_t n = strlen(folder);
	char *path;

	if (asprintf(&path, "%s%s%s", folder,
	    n > 0 && folder[n - 1] == '/' ? "" : "/", name) == -1)
		return xstrdup(name);
	return path;
}

/*
 * An absolute path without dots and doubled slashes, links not followed.
 */
static char *
lexical(const char *path)
{
	char *cwd = path[0] == '/' ? xstrdup("") : getcwd(NULL, 0);
	char *whole = outputs_joined(cwd != NULL ? cwd : "", path);
	char *out = xalloc(strlen(whole) + 2, 1), *rest = whole, *name;
	size_t n = 0;

	out[0] = '\0';
	while ((name = strsep(&rest, "/")) != NULL) {
		if (name[0] == '\0' || strcmp(name, ".") == 0)
			continue;
		if (strcmp(name, "..") == 0) {
			while (n > 0 && out[--n] != '/')
				continue;
			out[n] = '\0';
			continue;
		}
		out[n++] = '/';
		strcpy(out + n, name);
		n += strlen(name);
	}
	free(whole);
	free(cwd);
	return out;
}

/*
 * The path with its folder's links and dots resolved, so that ./a and a are
 * one name whether or not the file is there.  Of a folder that is still to be
 * made only the name is known.
 */
static char *
resolved(const char *path)
{
	char *name = lexical(path), *slash = strrchr(name, '/'), *real, *out;

	if (slash == NULL)
		return name;
	*slash = '\0';
	real = realpath(slash == name ? "/" : name, NULL);
	out = outputs_joined(real != NULL ? real : name, slash + 1);
	free(real);
	free(name);
	return out;
}

static int
same_file(const char *a, const char *b)
{
	struct stat x, y;
	char *ra, *rb;
	int same;

	if (strcmp(a, b) == 0)
		return strcmp(a, "/dev/null") != 0;
	if (stat(a, &x) == 0 && stat(b, &y) == 0)
		return S_ISREG(x.st_mode) && x.st_dev == y.st_dev &&
		    x.st_ino == y.st_ino;
	ra = resolved(a);
	rb = resolved(b);
	same = strcmp(ra, rb) == 0;
	free(ra);
	free(rb);
	return same;
}

static void
say_failed(const char *path)
{
	say("%s: %s", strcmp(path, "-") == 0 ? "standard output" : path,
	    strerror(errno));
}

int
outputs_plan(struct outputs *x, struct options *o)
{
	memset(x, 0, sizeof(*x));
	for (int i = 0; i < OUT_COUNT; i++) {
		x->path[i] = o->files[i];
		if (o->outdir == NULL || in_folder[i] == NULL ||
		    x->path[i] != NULL)
			continue;
		x->owned[i] = outputs_joined(o->outdir, in_folder[i]);
		x->path[i] = x->owned[i];
	}
	for (int i = 0; i < OUT_COUNT; i++) {
		for (int k = 0; k < i; k++) {
			if (x->path[i] == NULL || x->path[k] == NULL ||
			    !same_file(x->path[i], x->path[k]))
				continue;
			snprintf(o->why, sizeof(o->why), "%s and %s would "
			    "both be written to %.200s: give two names",
			    names[k], names[i], x->path[i]);
			return -1;
		}
	}
	return 0;
}

static int
make_folder(struct outputs *x, const char *dir)
{
	struct stat st;

	if (mkdir(dir, 0777) == 0) {
		x->made = dir;
		signals_made_folder(dir);
		return 0;
	}
	if (errno == EEXIST && stat(dir, &st) == 0) {
		if (S_ISDIR(st.st_mode))
			return 0;
		errno = ENOTDIR;
	}
	say("%s: %s", dir, strerror(errno));
	return -1;
}

int
outputs_is_input(const char *path, const char *name, const struct input *in)
{
	if (!input_is_source(in, path))
		return 0;
	say("%s is an input: %s cannot be written over it",
	    strcmp(path, "-") == 0 ? "standard output" : path, name);
	return 1;
}

static int
open_all(struct outputs *x, int (*open)(struct output **, const char *))
{
	for (int i = 0; i < OUT_COUNT; i++) {
		if (x->path[i] == NULL)
			continue;
		if (open(&x->file[i], x->path[i]) == -1) {
			say_failed(x->path[i]);
			x->file[i] = NULL;
			return -1;
		}
	}
	return 0;
}

int
outputs_open(struct outputs *x, const struct options *o,
    const struct input *in)
{
	for (int i = 0; i < OUT_COUNT; i++) {
		if (x->path[i] != NULL && outputs_is_input(x->path[i],
		    names[i], in))
			return -1;
	}
	if (o->outdir != NULL && make_folder(x, o->outdir) == -1)
		return -1;
	return open_all(x, output_open);
}

int
outputs_nowhere(struct outputs *x)
{
	return open_all(x, output_nowhere);
}

int
outputs_seal(struct outputs *x, enum outfile which)
{
	struct output *o = x->file[which];

	if (o == NULL)
		return 0;
	output_digest(o, x->digest[which]);
	x->bytes[which] = output_bytes(o);
	if (output_seal(o) == -1) {
		say_failed(x->path[which]);
		return -1;
	}
	return 0;
}

int
outputs_place(struct outputs *x)
{
	for (int i = 0; i < OUT_COUNT; i++) {
		struct output *o = x->file[i];

		if (o == NULL)
			continue;
		x->file[i] = NULL;
		if (output_commit(o) == -1) {
			say_failed(x->path[i]);
			return -1;
		}
		/* There is something in the folder now; it stays. */
		if (x->owned[i] != NULL && x->made != NULL) {
			signals_made_folder(NULL);
			x->made = NULL;
		}
	}
	return 0;
}

void
outputs_release(struct outputs *x)
{
	for (int i = 0; i < OUT_COUNT; i++) {
		output_abort(x->file[i]);
		free(x->owned[i]);
		x->file[i] = NULL;
		x->owned[i] = NULL;
	}
	if (x->made != NULL) {
		signals_made_folder(NULL);
		rmdir(x->made);
		x->made = NULL;
	}
}
