/*
 * fuzz_array.c - any bytes as a JSON array: an element ends at the same place
 * however it comes, and what was read can be written and read again.
 */
#include <string.h>

#include "told.h"
#include "io/array.h"
#include "io/room.h"

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

/* Reads p as an array; the records as an array again go to out, its length to
 * *n.  What was said goes to *told. */
static size_t
read_array(const char *p, size_t size, struct room *out, size_t *n,
    struct told *told)
{
	struct input_options o;
	struct input *in;
	struct record r;
	char path[TOLD_PATH];
	const char *paths = path;
	size_t records = 0;
	int fd, got;

	fd = told_file(p, size, path);
	input_options_init(&o);
	o.format = INPUT_JSON;
	o.encoding = ENCODING_UTF8;
	told_hooks(&o, told);
	must(input_open(&in, &paths, 1, &o) == 0);
	*n = 0;
	while ((got = input_next(in, &r)) == 1) {
		must(room_reserve(out, *n + r.rawlen + 2) == 0);
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
	struct room one = { 0 }, two = { 0 };
	struct told told = { 0, 0 };
	size_t n, m, records;
	char *p;

	if (size < 1)
		return 0;
	p = malloc(size);
	must(p != NULL);
	memcpy(p, data + 1, size - 1);
	check_pieces(p, size - 1, 1 + (data[0] & 15));
	records = read_array(p, size - 1, &one, &n, &told);
	told.skipped = 0;
	must(read_array(one.p, n, &two, &m, &told) == records);
	must(told.skipped == 0 && m == n);
	must(n == 0 || memcmp(one.p, two.p, n) == 0);
	room_release(&one);
	room_release(&two);
	free(p);
	return 0;
}
