/*
 * fuzz_array.c - any bytes as a JSON array: an element ends at the same place
 * however it comes, and what was read can be written and read again.
 */
#include <sys/mman.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io/array.h"
#include "io/input.h"
#include "io/space.h"

int	 LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(int truth)
{
	if (!truth)
		abort();
}

static void
check_pieces(const char *p, size_t n, size_t piece)
{
	struct array_element one = { 0 }, many = { 0 };
	const char *whole = array_end(&one, p, p + n), *end = NULL;

	for (size_t at = 0; at < n && end == NULL; at += piece)
		end = array_end(&many, p + at, p + at + (piece < n - at ?
		    piece : n - at));
	must(whole == end && one.end == many.end);
	must((whole == NULL) == (one.end == 0));
	must(whole == NULL || *whole == one.end);
}

static void
on_bad(void *arg, const char *file, uint64_t line, const char *reason,
    const char *raw, size_t rawlen)
{
	(void)raw;
	must(file != NULL && line >= 1 && reason != NULL && rawlen < 1 << 30);
	++*(size_t *)arg;
}

static void
on_file_error(void *arg, const char *file, const char *what)
{
	must(file != NULL && what != NULL);
	++*(size_t *)arg;
}

static void
on_note(void *arg, enum input_note note, const char *file, uint64_t line)
{
	(void)arg;
	must((unsigned)note < NOTE_COUNT && file != NULL && line >= 1);
}

/* Reads p as an array; the records as an array again go to out, its length to
 * *n.  What was said goes to *told. */
static size_t
read_array(const char *p, size_t size, struct space *out, size_t *n,
    size_t *told)
{
	struct input_options o;
	struct input *in;
	struct record r;
	char path[64];
	const char *paths = path;
	size_t records = 0;
	int fd, got;

	must((fd = memfd_create("fuzz", 0)) != -1);
	must(write(fd, p, size) == (ssize_t)size);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	input_options_init(&o);
	o.format = INPUT_JSON;
	o.encoding = ENCODING_UTF8;
	o.hooks.arg = told;
	o.hooks.on_bad = on_bad;
	o.hooks.on_note = on_note;
	o.hooks.on_file_error = on_file_error;
	must(input_open(&in, &paths, 1, &o) == 0);
	*n = 0;
	while ((got = input_next(in, &r)) == 1) {
		must(space_reserve(out, *n + r.rawlen + 2) == 0);
		out->p[*n] = records++ == 0 ? '[' : ',';
		memcpy(out->p + *n + 1, r.raw, r.rawlen);
		*n += 1 + r.rawlen;
	}
	must(got == 0);
	if (records > 0)
		out->p[(*n)++] = ']';
	input_close(in);
	close(fd);
	return records;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct space one = { 0 }, two = { 0 };
	size_t told = 0, n, m, records;
	char *p;

	if (size < 1)
		return 0;
	p = malloc(size);
	must(p != NULL);
	memcpy(p, data + 1, size - 1);
	check_pieces(p, size - 1, 1 + (data[0] & 15));
	records = read_array(p, size - 1, &one, &n, &told);
	told = 0;
	must(read_array(one.p, n, &two, &m, &told) == records);
	must(told == 0 && m == n);
	must(n == 0 || memcmp(one.p, two.p, n) == 0);
	space_release(&one);
	space_release(&two);
	free(p);
	return 0;
}
