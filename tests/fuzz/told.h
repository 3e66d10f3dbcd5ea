/*
 * told.h - bytes as a file of an input, and the hooks that look at all they
 * are told.
 */
#ifndef TAWAM_FUZZ_TOLD_H
#define TAWAM_FUZZ_TOLD_H

#include <sys/mman.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "fuzz.h"
#include "io/input.h"

#define TOLD_PATH	64

/* How often. */
struct told {
	size_t notes, skipped;	/* skipped: bad records, and file errors */
};

static inline void
told_note(void *arg, enum input_note note, const char *file, uint64_t line)
{
	must((unsigned)note < NOTE_COUNT && file != NULL && line >= 1);
	((struct told *)arg)->notes++;
}

static inline void
told_bad(void *arg, const char *file, uint64_t line, const char *reason,
    const char *raw, size_t rawlen)
{
	volatile char sum = 0;

	must(file != NULL && line >= 1 && reason != NULL);
	for (size_t i = 0; i < rawlen; i++)
		sum = (char)(sum + raw[i]);
	((struct told *)arg)->skipped++;
}

static inline void
told_file_error(void *arg, const char *file, const char *what)
{
	must(file != NULL && what != NULL && what[0] != '\0');
	((struct told *)arg)->skipped++;
}

static inline void
told_hooks(struct input_options *o, struct told *told)
{
	o->hooks.arg = told;
	o->hooks.on_note = told_note;
	o->hooks.on_bad = told_bad;
	o->hooks.on_file_error = told_file_error;
}

/* A file of n bytes and its path; the descriptor, to be closed. */
static inline int
told_file(const void *p, size_t n, char path[TOLD_PATH])
{
	int fd = memfd_create("fuzz", 0);

	must(fd != -1);
	must(write(fd, p, n) == (ssize_t)n);
	snprintf(path, TOLD_PATH, "/proc/self/fd/%d", fd);
	return fd;
}

#endif
