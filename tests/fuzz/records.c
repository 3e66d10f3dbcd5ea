/*
 * records.c - what the reader makes of files, for readers_differential.py: a
 * line a record, with the bytes of id and text in hexadecimal.
 *
 * usage: records FORMAT FILE ...
 */
#include <err.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "io/input.h"
#include "io/json.h"

static void
on_bad(void *arg, const char *file, uint64_t line, const char *reason,
    const char *raw, size_t rawlen)
{
	(void)arg;
	(void)file;
	(void)reason;
	(void)raw;
	(void)rawlen;
	printf("bad %" PRIu64 "\n", line);
}

static void
on_file_error(void *arg, const char *file, const char *what)
{
	(void)arg;
	(void)file;
	(void)what;
	printf("error\n");
}

static void
put_hex(const char *p, size_t n)
{
	putchar(' ');
	putchar('x');
	for (size_t i = 0; i < n; i++)
		printf("%02x", (unsigned char)p[i]);
}

/* A string without its escapes, a number as it stands. */
static void
put_id(const struct record *r)
{
	char *out = malloc(r->idlen);
	unsigned flags = 0;

	if (out == NULL)
		err(1, NULL);
	if (r->id[0] == '"')
		put_hex(out, json_decode(r->id + 1, r->idlen - 2, out,
		    &flags));
	else
		put_hex(r->id, r->idlen);
	free(out);
}

static void
put_file(const char *path, enum input_format format)
{
	struct input_options o;
	struct input *in;
	struct record r;
	int got;

	input_options_init(&o);
	o.format = format;
	o.encoding = ENCODING_UTF8;
	o.hooks.on_bad = on_bad;
	o.hooks.on_file_error = on_file_error;
	if (input_open(&in, &path, 1, &o) == -1)
		err(1, "%s", path);
	while ((got = input_next(in, &r)) == 1) {
		printf("record %" PRIu64, r.line);
		put_id(&r);
		put_hex(r.text, r.textlen);
		put_hex(r.raw, r.rawlen);
		putchar('\n');
	}
	if (got == -1)
		err(1, "%s", path);
	printf("end\n");
	input_close(in);
}

int
main(int argc, char **argv)
{
	int format = argc > 1 ? input_format_parse(argv[1]) : -1;

	if (format == -1)
		errx(2, "usage: records FORMAT FILE ...");
	for (int i = 2; i < argc; i++)
		put_file(argv[i], (enum input_format)format);
	return 0;
}
