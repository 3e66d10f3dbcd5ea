/*
 * input_talk.h - what the tests of reading share: a folder of their own, files
 * in it, and all that an input told as one string.
 */
#ifndef TAWAM_TESTS_INPUT_TALK_H
#define TAWAM_TESTS_INPUT_TALK_H

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "io/input.h"
#include "io/output.h"

static char folder[64];

static inline void
make_folder(void)
{
	strcpy(folder, "/tmp/tawam_input.XXXXXX");
	cr_assert_not_null(mkdtemp(folder));
	cr_assert_eq(chdir(folder), 0);
}

static inline void
drop_folder(void)
{
	char command[100];

	snprintf(command, sizeof(command), "rm -rf %s", folder);
	cr_assert_eq(system(command), 0);
}

static inline void
put(const char *path, const void *p, size_t n)
{
	FILE *f = fopen(path, "w");

	cr_assert_not_null(f, "%s", path);
	cr_assert_eq(fwrite(p, 1, n, f), n);
	cr_assert_eq(fclose(f), 0);
}

static inline void
puts_to(const char *path, const char *s)
{
	put(path, s, strlen(s));
}

/* As put, by the writer under test elsewhere: packed when the name says so. */
static inline void
pack(const char *path, const void *p, size_t n)
{
	struct output *o;

	cr_assert_eq(output_open(&o, path), 0);
	output_write(o, p, n);
	cr_assert_eq(output_commit(o), 0);
}

/* What an input told, a line each:
 *	line id text		a record
 *	! line reason		a bad one
 *	? line note
 *	# file: what		a file error
 */
struct talk {
	char *s;
	size_t n;
	FILE *f;
	int hooks;	/* how often one was called */
};

static inline void
on_note(void *arg, enum input_note note, const char *file, uint64_t line)
{
	struct talk *t = arg;

	(void)file;
	t->hooks++;
	fprintf(t->f, "? %d %s\n", (int)line, input_note_name(note));
}

static inline void
on_bad(void *arg, const char *file, uint64_t line, const char *reason,
    const char *raw, size_t rawlen)
{
	struct talk *t = arg;

	(void)file;
	cr_expect_not_null(raw);
	cr_expect_leq(rawlen, 100000000);
	t->hooks++;
	fprintf(t->f, "! %d %s\n", (int)line, reason);
}

static inline void
on_file_error(void *arg, const char *file, const char *what)
{
	struct talk *t = arg;

	t->hooks++;
	fprintf(t->f, "# %s: %s\n", file, what);
}

static inline void
talk_init(struct talk *t, struct input_options *o)
{
	memset(t, 0, sizeof(*t));
	t->f = open_memstream(&t->s, &t->n);
	cr_assert_not_null(t->f);
	o->hooks.arg = t;
	o->hooks.on_note = on_note;
	o->hooks.on_bad = on_bad;
	o->hooks.on_file_error = on_file_error;
}

static inline void
tell(struct talk *t, const struct record *r)
{
	fprintf(t->f, "%d %.*s ", (int)r->line, (int)r->idlen, r->id);
	for (size_t i = 0; i < r->textlen; i++)
		fprintf(t->f, r->text[i] != '\0' ? "%c" : "^@", r->text[i]);
	if (r->date != NULL)
		fprintf(t->f, " date=%.*s", (int)r->datelen, r->date);
	if (r->source != NULL)
		fprintf(t->f, " source=%.*s", (int)r->sourcelen, r->source);
	fprintf(t->f, "\n");
}

/* Reads it all; malloc'd. */
static inline char *
told(const char *path, struct input_options *o)
{
	struct input *in;
	struct record r;
	struct talk t;
	int got;

	talk_init(&t, o);
	cr_assert_eq(input_open(&in, &path, 1, o), 0);
	while ((got = input_next(in, &r)) == 1)
		tell(&t, &r);
	cr_assert_eq(got, 0);
	input_close(in);
	fclose(t.f);
	return t.s;
}

/* Bytes of a file and what is told of them. */
struct sample {
	const char *in;
	size_t n;	/* 0: strlen(in) */
	const char *want;
};

/* Every "name:" that stands for an id becomes "FILE:". */
static inline void
anonymous(char *got, const char *name)
{
	size_t k = strlen(name);
	char *p = got;

	while ((p = strstr(p, name)) != NULL) {
		memmove(p + 4, p + k, strlen(p + k) + 1);
		memcpy(p, "FILE", 4);
		p += 4;
	}
}

#endif
