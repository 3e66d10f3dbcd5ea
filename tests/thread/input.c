/*
 * input.c - reading ahead and writing behind, under the race detector.  A
 * plain program: the test framework cannot run there.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io/input.h"
#include "io/output.h"

#define RECORDS	20000

static void
die(const char *what)
{
	fprintf(stderr, "thread test: %s\n", what);
	exit(1);
}

/* The same records for every kind of file, about 10 MB of them. */
static void
write_file(const char *path, int behind)
{
	static const char word[] = "\xd9\x82\xd8\xa7\xd9\x84 ";
	struct output *o;
	char text[1024];

	if (output_open(&o, path) == -1 ||
	    (behind && output_behind(o) == -1))
		die("output_open");
	for (int i = 0; i < RECORDS; i++) {
		size_t n = 0;

		output_printf(o, "{\"id\":%d,\"text\":", i);
		for (int k = 0; k < i % 100 && n + 20 < sizeof(text); k++)
			n += (size_t)sprintf(text + n, "%s%d ", word, i % 7);
		output_json(o, text, n);
		output_puts(o, "}\n");
		if (i % 5000 == 4999)
			output_flush(o);
	}
	if (output_commit(o) == -1)
		die("output_commit");
}

static uint64_t
read_records(const char *path, int ahead, int most)
{
	struct input_options o;
	uint64_t digest = 1, done, total;
	struct input *in;
	struct record r;

	input_options_init(&o);
	o.ahead = ahead;
	o.rewindable = 1;
	if (input_open(&in, &path, 1, &o) == -1)
		die("input_open");
	for (int pass = 0; pass < 2; pass++) {
		for (int i = 0; i < most && input_next(in, &r) == 1; i++) {
			digest = digest * 31 + record_digest(&r) + r.textlen;
			input_progress(in, &done, &total);
		}
		if (input_rewind(in) == -1)
			die("input_rewind");
	}
	input_close(in);
	return digest;
}

static int
same(const char *a, const char *b)
{
	FILE *f = fopen(a, "r"), *g = fopen(b, "r");
	int c, d;

	if (f == NULL || g == NULL)
		die("fopen");
	do {
		c = getc(f);
		d = getc(g);
	} while (c == d && c != EOF);
	fclose(f);
	fclose(g);
	return c == d;
}

int
main(void)
{
	static const char *const names[] = { "a.jsonl", "a.jsonl.gz",
	    "a.jsonl.zst" };
	static const char *const others[] = { "b.jsonl", "b.jsonl.gz",
	    "b.jsonl.zst" };
	char folder[] = "/tmp/tawam-thread.XXXXXX";
	struct output *o;

	if (mkdtemp(folder) == NULL || chdir(folder) == -1)
		die("mkdtemp");
	for (int i = 0; i < 3; i++) {
		write_file(names[i], 0);
		write_file(others[i], 1);
		if (!same(names[i], others[i]))
			die("other bytes from behind");
		for (int most = RECORDS; most > 1; most /= 20)
			if (read_records(names[i], 0, most) !=
			    read_records(names[i], 1, most))
				die("other records from ahead");
		if (output_open(&o, names[i]) == -1 || output_behind(o) == -1)
			die("output_open");
		output_puts(o, "given up");
		output_abort(o);
		if (!same(names[i], others[i]))
			die("an aborted output was seen");
		unlink(names[i]);
		unlink(others[i]);
	}
	if (chdir("/") == -1 || rmdir(folder) == -1)
		die("something was left");
	puts("threads: reading ahead and writing behind give the same");
	return 0;
}
