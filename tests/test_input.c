/*
 * test_input.c - records out of files, pipes, folders, compressed or not.
 */
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "helpers.h"
#include "io/input.h"
#include "io/output.h"

static char folder[64];

static void
make_folder(void)
{
	strcpy(folder, "/tmp/tawam_input.XXXXXX");
	cr_assert_not_null(mkdtemp(folder));
	cr_assert_eq(chdir(folder), 0);
}

static void
drop_folder(void)
{
	char command[100];

	snprintf(command, sizeof(command), "rm -rf %s", folder);
	cr_assert_eq(system(command), 0);
}

static void
put(const char *path, const void *p, size_t n)
{
	FILE *f = fopen(path, "w");

	cr_assert_not_null(f, "%s", path);
	cr_assert_eq(fwrite(p, 1, n, f), n);
	cr_assert_eq(fclose(f), 0);
}

static void
puts_to(const char *path, const char *s)
{
	put(path, s, strlen(s));
}

/* As put, by the writer under test elsewhere: packed when the name says so. */
static void
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

static void
on_note(void *arg, enum input_note note, const char *file, uint64_t line)
{
	struct talk *t = arg;

	(void)file;
	t->hooks++;
	fprintf(t->f, "? %d %s\n", (int)line, input_note_name(note));
}

static void
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

static void
on_file_error(void *arg, const char *file, const char *what)
{
	struct talk *t = arg;

	t->hooks++;
	fprintf(t->f, "# %s: %s\n", file, what);
}

static void
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

static void
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
static char *
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

struct sample {
	const char *in;
	size_t n;	/* 0: strlen(in) */
	const char *want;
};

#define ZERO "{\"id\":1,\"text\":\"a\0b\"}\n"

static const struct sample jsonl[] = {
	{ "", 0, "? 1 nothing in the file\n" },
	{ "\n \n\r\n\t", 0, "? 1 nothing in the file\n" },
	{ "{\"id\":1,\"text\":\"a\"}\n{\"id\":\"b\",\"text\":\"c\"}\n", 0,
	    "1 1 a\n2 \"b\" c\n" },
	{ "\n\n{\"id\":1,\"text\":\"a\"}\n\n{\"id\":2,\"text\":\"b\"}\n\n", 0,
	    "3 1 a\n5 2 b\n" },
	{ "{\"id\":1,\"text\":\"a\"}", 0, "? 1 no newline at the end\n1 1 a\n" },
	{ "{\"id\":1,\"text\":\"a\"}\r\n", 0,
	    "? 1 line ends in CR LF\n1 1 a\n" },
	{ "\xef\xbb\xbf{\"id\":1,\"text\":\"a\"}\n", 0,
	    "? 1 byte order mark\n1 1 a\n" },
	{ "\xef\xbb\xbf", 0, "? 1 byte order mark\n? 1 nothing in the file\n" },
	/* Only at the start of the file. */
	{ "{\"id\":1,\"text\":\"a\"}\n\xef\xbb\xbf{\"id\":1,\"text\":\"a\"}\n",
	    0, "1 1 a\n! 2 not JSON: column 1: expected a value\n" },
	{ "{\"id\":1,\"text\":\"\xd9\"}\n", 0,
	    "? 1 broken UTF-8\n1 1 \xd9\n" },
	{ "{\"id\":1,\"text\":\"\\ud800\"}\n", 0,
	    "? 1 lone surrogate\n1 1 \xef\xbf\xbd\n" },
	{ "{\"id\":1,\"text\":\"\\u0000.\"}\n", 0,
	    "? 1 zero byte\n1 1 ^@.\n" },
	{ ZERO, sizeof(ZERO) - 1, "? 1 zero byte\n1 1 a^@b\n" },
	{ "{\"id\":1,\"id\":2,\"text\":\"a\",\"text\":\"b\"}\n", 0,
	    "? 1 repeated key\n1 2 b\n" },
	{ "{\"id\":1.50,\"text\":\"\"}\n{\"id\":-0e1,\"text\":\"\"}\n", 0,
	    "1 1.50 \n2 -0e1 \n" },
	{ "{\"id\":\"a\\u0062\\\"\",\"text\":\"\"}\n", 0,
	    "1 \"a\\u0062\\\"\" \n" },
	/* What would make the results ill-formed is written anew. */
	{ "{\"id\":\"\\n\xff\",\"text\":\"\"}\n", 0,
	    "? 1 broken UTF-8\n1 \"\\n\xef\xbf\xbd\" \n" },
	{ "{\"text\":\"a\"}\n{\"id\":null,\"text\":\"b\"}\n", 0,
	    "? 1 no id\n1 \"FILE:1\" a\n? 2 no id\n2 \"FILE:2\" b\n" },
	{ "{\"id\":[1],\"text\":\"a\"}\n", 0, "? 1 no id\n1 \"FILE:1\" a\n" },
	{ "{\"id\":1}\n{\"id\":2,\"text\":null}\n{\"id\":3,\"text\":4}\n"
	    "{\"id\":5,\"text\":{\"text\":\"a\"}}\n", 0,
	    "! 1 no field \"text\"\n! 2 \"text\" is null\n"
	    "! 3 \"text\" is not a string\n! 4 \"text\" is not a string\n" },
	{ "[]\n7\n{\"id\" 1}\n{\"id\":1,\"text\":\"a\"}\n", 0,
	    "! 1 not a JSON object\n! 2 not a JSON object\n"
	    "! 3 not JSON: column 7: expected ':'\n4 1 a\n" },
	{ "{\"id\":1,\"text\":\"a\tb\"}\n", 0,
	    "! 1 not JSON: column 18: a control character in a string\n" },
	{ "{\"id\":1,\"text\":\"a\"}x\n", 0,
	    "! 1 not JSON: column 20: something after the end\n" },
	{ "{\"meta\":{\"text\":\"no\",\"id\":9},\"id\":1,\"text\":\"yes\"}\n",
	    0, "1 1 yes\n" }
};

/* Every "name:" that stands for an id becomes "FILE:". */
static void
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

/* The same, whatever the road: plain, compressed, the format by name. */
Test(input, jsonl_samples, .init = make_folder, .fini = drop_folder)
{
	static const char *const names[] = { "bare", "f.jsonl",
	    "f.ndjson.gz", "f.json.zst", "bare.gz" };

	for (size_t k = 0; k < sizeof(jsonl) / sizeof(*jsonl) * 5; k++) {
		const struct sample *s = &jsonl[k / 5];
		const char *name = names[k % 5];
		struct input_options o;
		char *got;

		input_options_init(&o);
		if (k % 5 == 0 || k % 5 == 4)
			o.format = INPUT_JSONL;
		pack(name, s->in, s->n != 0 ? s->n : strlen(s->in));
		got = told(name, &o);
		anonymous(got, name);
		cr_expect_str_eq(got, s->want, "%s: %s: %s", name, s->in, got);
		free(got);
		unlink(name);
	}
}

Test(input, fields, .init = make_folder, .fini = drop_folder)
{
	static const char *const several[] = { "head", "body" };
	struct input_options o;
	char *got;

	puts_to("f.jsonl", "{\"k\":7,\"head\":\"h\\u0631\",\"body\":\"b\","
	    "\"day\":\"2017-01-\\u0032\",\"from\":\"x\"}\n"
	    "{\"body\":\"B\",\"k\":\"8\",\"head\":\"\",\"day\":170,"
	    "\"from\":null}\n{\"k\":9,\"head\":\"h\"}\n");
	input_options_init(&o);
	o.id_field = "k";
	o.text_fields = several;
	o.ntext_fields = 2;
	o.date_field = "day";
	o.source_field = "from";
	got = told("f.jsonl", &o);
	cr_expect_str_eq(got, "1 7 h\xd8\xb1\nb date=2017-01-2 source=x\n"
	    "2 \"8\" \nB date=170\n! 3 no field \"body\"\n", "%s", got);
	free(got);
}

/* Replacing the value keeps every other byte; raw is what stands there. */
Test(input, value_and_raw, .init = make_folder, .fini = drop_folder)
{
	static const char line[] =
	    "{ \"id\":1, \"text\" : \"a\\n\" , \"z\":[1.0] }\r";
	const char *path = "f.jsonl";
	struct input_options o;
	struct input *in;
	struct record r;

	puts_to(path, line);
	input_options_init(&o);
	cr_assert_eq(input_open(&in, &path, 1, &o), 0);
	cr_assert_eq(input_next(in, &r), 1);
	cr_expect_eq(r.rawlen, sizeof(line) - 1);
	cr_expect_arr_eq(r.raw, line, r.rawlen);
	cr_expect_eq(r.value_end - r.value_start, 5);
	cr_expect_arr_eq(r.raw + r.value_start, "\"a\\n\"", 5);
	cr_expect_eq(input_next(in, &r), 0);
	input_close(in);
}

Test(input, lines_and_text, .init = make_folder, .fini = drop_folder)
{
	struct input_options o;
	char *got;

	input_options_init(&o);
	o.format = INPUT_LINES;
	puts_to("f", "\xef\xbb\xbf" "a\n\nb\r\nc\xff");
	got = told("f", &o);
	cr_expect_str_eq(got, "? 1 byte order mark\n1 \"f:1\" a\n"
	    "2 \"f:2\" \n? 3 line ends in CR LF\n3 \"f:3\" b\n"
	    "? 4 no newline at the end\n? 4 broken UTF-8\n"
	    "4 \"f:4\" c\xff\n", "%s", got);
	free(got);
	o.format = INPUT_AUTO;
	got = told("f", &o);
	cr_expect_str_eq(got, "? 1 byte order mark\n? 1 line ends in CR LF\n"
	    "? 1 broken UTF-8\n1 \"f\" a\n\nb\r\nc\xff\n", "%s", got);
	free(got);
	puts_to("empty.txt", "");
	got = told("empty.txt", &o);
	cr_expect_str_eq(got, "? 1 nothing in the file\n1 \"empty.txt\" \n");
	free(got);
	/* A damaged first line does not make text of JSON Lines. */
	puts_to("g", "xt\":\"a\"}\n{\"id\":2,\"text\":\"b\"}\n");
	got = told("g", &o);
	cr_expect_str_eq(got,
	    "! 1 not JSON: column 1: expected a value\n2 2 b\n", "%s", got);
	free(got);
	got = told("nowhere", &o);
	cr_expect_str_eq(got, "# nowhere: No such file or directory\n");
	free(got);
}

Test(input, folders_in_byte_order, .init = make_folder, .fini = drop_folder)
{
	struct input_options o;
	char *got;

	cr_assert_eq(mkdir("d", 0777) | mkdir("d/b", 0777) |
	    mkdir("d/b/c", 0777) | mkdir("d/e", 0777), 0);
	puts_to("d/z.txt", "1");
	puts_to("d/B.txt", "2");
	puts_to("d/b/c/\xd9\x85.txt", "3");
	puts_to("d/b/a\"\n.txt", "4");
	puts_to("d/b.txt", "5");
	puts_to("d/.hidden", "6");
	pack("d/c.jsonl.gz", "{\"id\":7,\"text\":\"7\"}\n", 20);
	cr_assert_eq(symlink("..", "d/b/up") | symlink("z.txt", "d/y"), 0);
	input_options_init(&o);
	got = told("d", &o);
	cr_expect_str_eq(got, "1 \"B.txt\" 2\n1 \"b/a\\\"\\n.txt\" 4\n"
	    "1 \"b/c/\xd9\x85.txt\" 3\n1 \"b.txt\" 5\n1 7 7\n"
	    "1 \"y\" 1\n1 \"z.txt\" 1\n", "%s", got);
	free(got);
}

/* Records of many sizes, some large, some with escapes; malloc'd. */
static char *
corpus(size_t records, size_t *n)
{
	uint64_t seed = 88172645463325252u;
	char *s;
	FILE *f = open_memstream(&s, n);

	cr_assert_not_null(f);
	for (size_t i = 0; i < records; i++) {
		size_t words = rnd(&seed) % 50;

		if (i % 97 == 96)
			words = 60000;
		fprintf(f, "{\"id\":%zu,\"text\":\"", i);
		for (size_t k = 0; k < words; k++)
			fputs(i % 2 ? "\\u0642\\u0627\\u0644 " :
			    "\xd9\x82\xd8\xa7\xd9\x84 ", f);
		fputs("\"}\n", f);
	}
	cr_assert_eq(fclose(f), 0);
	return s;
}

/* Digests of what is read in one pass; the number of records. */
static size_t
digests(struct input *in, uint64_t *out, size_t cap)
{
	struct record r;
	size_t n = 0;
	int got;

	while ((got = input_next(in, &r)) == 1) {
		cr_assert_lt(n, cap);
		out[n++] = r.digest ^ r.line ^ (r.textlen << 32);
	}
	cr_assert_eq(got, 0);
	return n;
}

/* Writes p to a pipe that becomes standard input, from another process. */
static void
pipe_to_stdin(const char *p, size_t n)
{
	int ends[2];

	cr_assert_eq(pipe(ends), 0);
	if (fork() == 0) {
		close(ends[0]);
		while (n > 0) {
			ssize_t k = write(ends[1], p, n < 70001 ? n : 70001);

			if (k <= 0)
				_exit(1);
			p += k;
			n -= (size_t)k;
		}
		_exit(0);
	}
	close(ends[1]);
	cr_assert_eq(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
	close(ends[0]);
}

static void
twice(const char *path, const uint64_t *want, size_t nwant)
{
	uint64_t got[400], done, total;
	struct input_options o;
	struct input *in;
	struct talk t;
	struct record r;

	input_options_init(&o);
	talk_init(&t, &o);
	o.rewindable = 1;
	o.tmpdir = ".";
	cr_assert_eq(input_open(&in, &path, 1, &o), 0);
	cr_expect_eq(digests(in, got, 400), nwant, "%s", path);
	cr_expect_arr_eq(got, want, nwant * sizeof(*want), "%s", path);
	cr_expect_eq(input_next(in, &r), 0);
	input_progress(in, &done, &total);
	cr_expect(total == 0 || done == total, "%s", path);
	cr_expect_eq(input_rewind(in), 0);
	/* In the middle of a pass, too. */
	cr_expect_eq(input_next(in, &r), 1);
	cr_expect_eq(input_next(in, &r), 1);
	cr_expect_eq(input_rewind(in), 0);
	t.hooks = 0;
	cr_expect_eq(digests(in, got, 400), nwant, "%s", path);
	cr_expect_arr_eq(got, want, nwant * sizeof(*want), "%s", path);
	cr_expect_eq(t.hooks, 0);
	input_close(in);
	fclose(t.f);
	free(t.s);
}

Test(input, second_pass_gives_the_same, .init = make_folder,
    .fini = drop_folder)
{
	static const char *const names[] = { "f.jsonl", "f.jsonl.gz",
	    "f.jsonl.zst" };
	struct input_options o;
	struct input *in;
	uint64_t want[400];
	size_t n, k, packed;
	char *s = corpus(300, &n), *z;

	input_options_init(&o);
	for (int i = 0; i < 3; i++)
		pack(names[i], s, n);
	cr_assert_eq(input_open(&in, names, 1, &o), 0);
	k = digests(in, want, 400);
	cr_expect_eq(k, 300);
	input_close(in);
	for (int i = 0; i < 3; i++) {
		twice(names[i], want, k);
		cr_assert_not_null(freopen(names[i], "r", stdin));
		twice("-", want, k);
		z = read_file(names[i], &packed);
		pipe_to_stdin(z, packed);
		twice("-", want, k);
		free(z);
	}
	free(s);
}

/* Lines that are added between the passes are not there for the second. */
Test(input, growing_file, .init = make_folder, .fini = drop_folder)
{
	const char *path = "f.jsonl";
	struct input_options o;
	struct input *in;
	struct record r;
	FILE *f;

	puts_to(path, "{\"id\":1,\"text\":\"a\"}\n{\"id\":2,\"text\":\"b\"}\n");
	input_options_init(&o);
	o.rewindable = 1;
	cr_assert_eq(input_open(&in, &path, 1, &o), 0);
	while (input_next(in, &r) == 1)
		;
	f = fopen(path, "a");
	fputs("{\"id\":3,\"text\":\"c\"}\n", f);
	fclose(f);
	cr_expect_eq(input_rewind(in), 0);
	cr_expect_eq(input_next(in, &r), 1);
	cr_expect_eq(input_next(in, &r), 1);
	cr_expect_eq(input_next(in, &r), 0);
	cr_expect_eq(unlink(path), 0);
	cr_expect_eq(input_rewind(in), -1);
	input_close(in);
}

Test(input, pipe_without_a_copy_is_read_once)
{
	const char *path = "-";
	struct input_options o;
	struct input *in;
	struct record r;

	input_options_init(&o);
	pipe_to_stdin("{\"id\":1,\"text\":\"a\"}\n", 20);
	cr_assert_eq(input_open(&in, &path, 1, &o), 0);
	cr_expect_eq(input_next(in, &r), 1);
	cr_expect_eq(input_next(in, &r), 0);
	cr_expect_eq(input_rewind(in), -1);
	cr_expect_eq(errno, ESPIPE);
	input_close(in);
}

/* A line must be given when it is there, not when the pipe has filled. */
Test(input, records_come_one_by_one)
{
	static const char line[] = "{\"id\":1,\"text\":\"a\"}\n";
	const char *path = "-";
	struct input_options o;
	struct input *in;
	struct record r;
	int ends[2];

	cr_assert_eq(pipe(ends), 0);
	cr_assert_eq(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
	input_options_init(&o);
	cr_assert_eq(input_open(&in, &path, 1, &o), 0);
	alarm(10);
	for (int i = 1; i <= 3; i++) {
		cr_assert_eq(write(ends[1], line, sizeof(line) - 1),
		    (ssize_t)sizeof(line) - 1);
		cr_expect_eq(input_next(in, &r), 1);
		cr_expect_eq(r.line, i);
	}
	close(ends[1]);
	cr_expect_eq(input_next(in, &r), 0);
	input_close(in);
}

/* Cut anywhere, a compressed file gives a beginning of its records and is
 * named; its half record is not. */
Test(input, cut_streams, .init = make_folder, .fini = drop_folder)
{
	static const char *const names[] = { "f.jsonl.gz", "f.jsonl.zst" };
	size_t n, packed;
	char *s = corpus(200, &n);

	for (int i = 0; i < 2; i++) {
		char *z, *whole, *got;
		struct input_options o;

		input_options_init(&o);
		pack(names[i], s, n);
		whole = told(names[i], &o);
		z = read_file(names[i], &packed);
		cr_assert_gt(packed, 500);
		for (size_t k = 5; k < packed; k += k / 8 + 1) {
			char *mark;

			put(names[i], z, k);
			got = told(names[i], &o);
			cr_assert_not_null(mark = strchr(got, '#'));
			cr_expect(strstr(mark, "is cut off") != NULL, "%s",
			    mark);
			cr_expect_eq(strchr(mark, '\n')[1], '\0');
			cr_expect_arr_eq(got, whole, (size_t)(mark - got));
			free(got);
		}
		free(z);
		free(whole);
	}
	free(s);
}

Test(input, damaged_streams, .init = make_folder, .fini = drop_folder)
{
	static const char *const names[] = { "f.jsonl.gz", "f.jsonl.zst" };
	size_t n, packed;
	char *s = corpus(60, &n);
	uint64_t seed = 7;

	for (int i = 0; i < 2; i++) {
		struct input_options o;
		char *z, *got;

		input_options_init(&o);
		pack(names[i], s, n);
		z = read_file(names[i], &packed);
		for (int k = 0; k < 40; k++) {
			size_t at = 12 + rnd(&seed) % (packed - 12);
			char old = z[at];

			z[at] ^= (char)(1 << rnd(&seed) % 8);
			put(names[i], z, packed);
			z[at] = old;
			got = told(names[i], &o);
			cr_expect_not_null(strchr(got, '#'),
			    "%s: byte %zu: not seen", names[i], at);
			free(got);
		}
		free(z);
	}
	free(s);
}

static size_t
append(char *to, size_t at, const char *path)
{
	size_t n;
	char *p = read_file(path, &n);

	cr_assert_not_null(p);
	memcpy(to + at, p, n);
	free(p);
	return at + n;
}

Test(input, members_frames_and_what_follows, .init = make_folder,
    .fini = drop_folder)
{
	static const char a[] = "{\"id\":1,\"text\":\"a\"}\n{\"id\":2,";
	static const char b[] = "\"text\":\"b\"}\n";
	/* A frame to be passed over; a window of 2^28 and a raw block. */
	static const char skip[] = "\x52\x2a\x4d\x18\x03\0\0\0abc";
	static const char window[] = "\x28\xb5\x2f\xfd\x00\x90\xa1\0\0"
	    "{\"id\":3,\"text\":\"c\"}\n";
	struct input_options o;
	char all[2000], *got;
	size_t n;

	input_options_init(&o);
	pack("a.gz", a, sizeof(a) - 1);
	pack("b.gz", b, sizeof(b) - 1);
	n = append(all, append(all, 0, "a.gz"), "b.gz");
	memset(all + n, 0, 100);
	put("f.jsonl.gz", all, n + 100);
	got = told("f.jsonl.gz", &o);
	cr_expect_str_eq(got, "1 1 a\n2 2 b\n", "%s", got);
	free(got);
	memcpy(all + n, "rest", 4);
	put("f.jsonl.gz", all, n + 4);
	got = told("f.jsonl.gz", &o);
	cr_expect_str_eq(got, "1 1 a\n2 2 b\n"
	    "# f.jsonl.gz: something else after the gzip data\n", "%s", got);
	free(got);

	pack("a.zst", a, sizeof(a) - 1);
	pack("b.zst", b, sizeof(b) - 1);
	memcpy(all, skip, sizeof(skip) - 1);
	n = append(all, append(all, sizeof(skip) - 1, "a.zst"), "b.zst");
	memcpy(all + n, window, sizeof(window) - 1);
	n += sizeof(window) - 1;
	put("f", all, n);
	o.format = INPUT_JSONL;
	got = told("f", &o);
	cr_expect_str_eq(got, "1 1 a\n2 2 b\n3 3 c\n", "%s", got);
	free(got);
}

Test(input, longer_than_max_record, .init = make_folder, .fini = drop_folder)
{
	struct input_options o;
	char *got, *long_line = malloc(3000100);
	FILE *f;

	cr_assert_not_null(long_line);
	memset(long_line, 'x', 3000100);
	input_options_init(&o);
	o.max_record = 20;
	puts_to("f.jsonl", "{\"id\":1,\"text\":\"ab\"}\n"
	    "{\"id\":1,\"text\":\"abc\"}\n{\"id\":3,\"text\":\"cd\"}\n");
	got = told("f.jsonl", &o);
	cr_expect_str_eq(got, "1 1 ab\n! 2 longer than --max-record\n"
	    "3 3 cd\n", "%s", got);
	free(got);
	/* Of every length around the buffers' sizes. */
	for (size_t n = 4000; n < 3000000; n += n / 3) {
		f = fopen("f.jsonl", "w");
		fwrite(long_line, 1, n, f);
		fputs("\n{\"id\":2,\"text\":\"\"}\n", f);
		fwrite(long_line, 1, n, f);
		fclose(f);
		got = told("f.jsonl", &o);
		cr_expect_str_eq(got, "! 1 longer than --max-record\n2 2 \n"
		    "! 3 longer than --max-record\n", "%zu: %s", n, got);
		free(got);
	}
	put("g.txt", long_line, 3000100);
	got = told("g.txt", &o);
	cr_expect_str_eq(got, "! 1 longer than --max-record\n");
	free(got);
	free(long_line);
}

/* The address sanitizer keeps freed memory for a while. */
#if defined(__SANITIZE_ADDRESS__)
#define MOST_KIB	(150 << 10)
#else
#define MOST_KIB	(32 << 10)
#endif

/* 200 MB in a line that is skipped stay out of memory. */
Test(input, skipped_record_costs_no_memory, .init = make_folder,
    .fini = drop_folder)
{
	char *mega = malloc(1 << 20), *got;
	struct input_options o;
	struct rusage before, after;
	struct output *out;

	cr_assert_not_null(mega);
	memset(mega, '[', 1 << 20);
	cr_assert_eq(output_open(&out, "f.jsonl.zst"), 0);
	for (int i = 0; i < 200; i++)
		output_write(out, mega, 1 << 20);
	output_puts(out, "\n{\"id\":1,\"text\":\"a\"}");
	cr_assert_eq(output_commit(out), 0);
	free(mega);
	input_options_init(&o);
	o.max_record = 10 << 20;
	getrusage(RUSAGE_SELF, &before);
	got = told("f.jsonl.zst", &o);
	getrusage(RUSAGE_SELF, &after);
	cr_expect_str_eq(got, "! 1 longer than --max-record\n"
	    "? 2 no newline at the end\n2 1 a\n", "%s", got);
	cr_expect_leq(after.ru_maxrss - before.ru_maxrss, MOST_KIB);
	free(got);
}

Test(input, sources_are_known, .init = make_folder, .fini = drop_folder)
{
	static const char *const paths[] = { "d", "f.jsonl", "-" };
	struct input_options o;
	struct input *in;

	cr_assert_eq(mkdir("d", 0777), 0);
	puts_to("d/a.txt", "a");
	puts_to("f.jsonl", "");
	puts_to("g", "");
	puts_to("h", "");
	cr_assert_eq(link("f.jsonl", "hard") | symlink("d/a.txt", "soft"), 0);
	cr_assert_not_null(freopen("h", "r", stdin));
	input_options_init(&o);
	cr_assert_eq(input_open(&in, paths, 3, &o), 0);
	cr_expect(input_is_source(in, "f.jsonl"));
	cr_expect(input_is_source(in, "./hard"));
	cr_expect(input_is_source(in, "soft"));
	cr_expect(input_is_source(in, "h"));
	cr_expect_not(input_is_source(in, "g"));
	cr_expect_not(input_is_source(in, "d/new"));
	cr_expect_not(input_is_source(in, "/dev/null"));
	input_close(in);
}

Test(input, estimates, .init = make_folder, .fini = drop_folder)
{
	static const char *const paths[] = { "d", "f.jsonl", "f.jsonl.gz",
	    "-" };
	struct input_options o;
	FILE *f = fopen("f.jsonl", "w");
	char *s;
	size_t n;

	for (int i = 0; i < 50000; i++)
		fprintf(f, "{\"id\":%d,\"text\":\"%d\"}\n", i, i);
	fclose(f);
	s = read_file("f.jsonl", &n);
	pack("f.jsonl.gz", s, n);
	free(s);
	cr_assert_eq(mkdir("d", 0777), 0);
	puts_to("d/a.txt", "a");
	puts_to("d/b", "b");
	puts_to("d/c", "{\"id\":1,\"text\":\"a\"}\n{\"id\":1,\"text\":\"a\"}");
	input_options_init(&o);
	cr_expect_eq(input_estimate(paths, 1, &o), 4);
	n = input_estimate(paths + 1, 1, &o);
	cr_expect(n > 40000 && n < 60000, "%zu", n);
	n = input_estimate(paths + 2, 1, &o);
	cr_expect(n > 40000 && n < 60000, "%zu", n);
	cr_expect_eq(input_estimate(paths, 4, &o), 0);
	cr_expect_eq(input_estimate(paths, 0, &o), 0);

	/* Short records first, long ones after them: the start alone would
	 * promise a hundred thousand. */
	f = fopen("f.jsonl", "w");
	for (int i = 0; i < 20000; i++)
		fprintf(f, "{\"id\":%d,\"text\":\"%0*d\"}\n", i,
		    i < 15000 ? 1 : 500, i);
	fclose(f);
	n = input_estimate(paths + 1, 1, &o);
	cr_expect(n > 13000 && n < 30000, "%zu", n);
}

Test(input, shared_corpus)
{
	const char *path = shared_path("data/ant_exact/docs.jsonl");
	struct input_options o;
	struct input *in;
	struct record r;
	struct talk t;
	size_t n = 0;

	if (path == NULL)
		cr_skip_test("no shared data");
	input_options_init(&o);
	talk_init(&t, &o);
	cr_assert_eq(input_open(&in, &path, 1, &o), 0);
	while (input_next(in, &r) == 1)
		n++;
	cr_expect_eq(n, 10138);
	cr_expect_eq(t.hooks, 0);
	input_close(in);
	fclose(t.f);
	free(t.s);
}
