/*
 * test_input.c - records out of files and folders, in every format.
 */
#include <sys/stat.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "helpers.h"
#include "input_talk.h"

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
