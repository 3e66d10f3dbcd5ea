/*
 * test_sheet.c - CSV, TSV and JSON arrays: rows, headers, elements, and how
 * they are passed on.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "helpers.h"
#include "input_talk.h"
#include "io/utf.h"
#include "io/frame.h"

#define BOM "\xef\xbb\xbf"
#define ZERO "id,text\n1,a\0b\n"

/* What Python's csv reads too is left to the differential test. */
static const struct sample csv[] = {
	{ "", 0, "? 1 nothing in the file\n" },
	{ "\n \r\n\n", 0, "? 1 nothing in the file\n" },
	{ "id,text\n", 0, "? 1 nothing in the file\n" },
	{ "id,text\n1,a\n2,b\n", 0, "2 \"1\" a\n3 \"2\" b\n" },
	{ "\n\nid,text\n\n1,a\n \n2,b", 0,
	    "5 \"1\" a\n? 7 no newline at the end\n7 \"2\" b\n" },
	{ BOM "text,id\r\na,1\r\n", 0, "? 1 byte order mark\n"
	    "? 1 line ends in CR LF\n? 2 line ends in CR LF\n2 \"1\" a\n" },
	{ "id,text\n1,\"a,\n\"\"b\"\"\r\nc\"\n2,d\n", 0,
	    "2 \"1\" a,\n\"b\"\r\nc\n5 \"2\" d\n" },
	{ "id;n;text\n1;2;a,b\n", 0, "2 \"1\" a,b\n" },
	{ "id\ttext\n1\ta,;b\n", 0, "2 \"1\" a,;b\n" },
	{ " id , \"text\" ;text\n", 0, "? 1 nothing in the file\n" },
	{ "\"id\",\"text\"\n1,a\"b\"\n2,\"a\"b\"\n", 0,
	    "2 \"1\" a\"b\"\n3 \"2\" ab\"\n" },
	/* An empty cell is no id, and an empty text. */
	{ "id,text\n,a\n2,\n\"\",\"\"\n", 0,
	    "? 2 no id\n2 \"FILE:2\" a\n3 \"2\" \n? 4 no id\n"
	    "4 \"FILE:4\" \n" },
	{ "text\na\n\n\"\"\n", 0, "? 2 no id\n2 \"FILE:2\" a\n? 4 no id\n"
	    "4 \"FILE:4\" \n" },
	{ "id,text\n1\n2,a,b\n3,c\n", 0,
	    "! 2 1 column where the header has 2\n"
	    "! 3 3 columns where the header has 2\n4 \"3\" c\n" },
	{ "id,text\n1,a\n2,\"b\n3,c\n", 0, "2 \"1\" a\n"
	    "! 3 a quote that is opened is not closed\n" },
	{ "id,text,id,text\n1,a,2,b\n", 0, "? 1 repeated key\n2 \"2\" b\n" },
	{ "id,body\n1,a\n", 0, "# FILE: no column \"text\"; there are \"id\" "
	    "\"body\": --text-field chooses one\n" },
	{ "\"id,text\n1,a\n", 0, "# FILE: the header does not end\n" },
	{ "a;b;c;d;e;f;g;h;i\n", 0, "# FILE: no column \"text\"; there are "
	    "\"a\" \"b\" \"c\" \"d\" \"e\" \"f\" \"g\" \"h\" ...: "
	    "--text-field chooses one\n" },
	{ ZERO, sizeof(ZERO) - 1, "? 2 zero byte\n2 \"1\" a^@b\n" },
	{ "id,text\n\xff,\xd9\n", 0,
	    "? 2 broken UTF-8\n2 \"\xef\xbf\xbd\" \xd9\n" },
	{ "id,text\na\"\t\",b\n", 0, "2 \"a\\\"\\t\\\"\" b\n" },
};

static const struct sample array[] = {
	{ "", 0, "? 1 nothing in the file\n" },
	{ " \n\n", 0, "? 1 nothing in the file\n" },
	{ "[]", 0, "? 1 nothing in the file\n" },
	{ " [\n ] \n", 0, "? 1 nothing in the file\n" },
	{ "[{\"id\":1,\"text\":\"a\"},{\"id\":2,\"text\":\"b\"}]", 0,
	    "1 1 a\n1 2 b\n" },
	{ BOM "\n[\r\n  {\n    \"id\": 1,\n    \"text\": \"a]},[{\"\n  },\n\n"
	    "{\"text\":\"\\\"\\\\\",\"id\":[{}]} ]", 0,
	    "? 1 byte order mark\n3 1 a]},[{\n? 8 no id\n8 \"FILE:8\" \"\\\n" },
	{ "[{\"id\":1,\"text\":7},[],3,{\"id\":2,\"text\":\"b\"}]", 0,
	    "! 1 \"text\" is not a string\n! 1 not a JSON object\n"
	    "! 1 not a JSON object\n1 2 b\n" },
	{ "[,{\"id\":2,\"text\":\"b\"},]", 0,
	    "! 1 not JSON: column 2: expected a value\n1 2 b\n"
	    "! 1 not JSON: column 23: expected a value\n" },
	/* U+0633 and U+0644 are a character each. */
	{ "[{\"id\":1,\"text\":\"\xd8\xb3\xd9\x84\"}, "
	    "{\"id\":2 \"text\":\"b\"}]", 0,
	    "1 1 \xd8\xb3\xd9\x84\n"
	    "! 1 not JSON: column 32: expected ',' or '}'\n" },
	{ "[{\"id\":1,\"text\":\"a\"}", 0,
	    "1 1 a\n# FILE: the JSON array does not end\n" },
	{ "[{\"id\":1,\"text\":\"a\"},\n", 0,
	    "1 1 a\n# FILE: the JSON array does not end\n" },
	{ "[{\"id\":1,\"text\":\"a\"}]\n[", 0, "1 1 a\n"
	    "# FILE: something follows the end of the JSON array\n" },
	{ "[]x", 0, "# FILE: something follows the end of the JSON array\n" },
	{ "{\"id\":1,\"text\":\"a\"}\n", 0, "# FILE: not a JSON array\n" },
	/* Brackets of the wrong kind, and a quote too few. */
	{ "[{\"id\":1]],{\"id\":2,\"text\":\"b\"}]", 0,
	    "! 1 not JSON: column 9: expected ',' or '}'\n"
	    "# FILE: something follows the end of the JSON array\n" },
	{ "[\n{\"id\":1,\"text\":\"a},\n{\"id\":2,\"text\":\"b\"}\n]", 0,
	    "! 2 not JSON: column 20: a string without an end\n3 2 b\n" },
	{ "[{\n\"id\":1,\n\"text\":\"a,\n\"x\":[1]},{\"id\":2,\"text\":\"b\"}]",
	    0, "! 1 not JSON: line 3, column 11: a string without an end\n"
	    "! 4 not JSON: column 4: something after the end\n4 2 b\n" },
	{ "[{\"id\":1,\"text\":\"a\n]\n", 0,
	    "! 1 not JSON: column 19: a string without an end\n" },
};

static void
check(const struct sample *s, const char *name, enum input_format format)
{
	struct input_options o;
	char *got;

	input_options_init(&o);
	o.format = format;
	pack(name, s->in, s->n != 0 ? s->n : strlen(s->in));
	got = told(name, &o);
	anonymous(got, name);
	cr_expect_str_eq(got, s->want, "%s: %s: %s", name, s->in, got);
	free(got);
	unlink(name);
}

Test(sheet, csv_samples, .init = make_folder, .fini = drop_folder)
{
	for (size_t i = 0; i < sizeof(csv) / sizeof(*csv); i++) {
		check(&csv[i], "bare", INPUT_CSV);
		check(&csv[i], "f.csv", INPUT_AUTO);
		check(&csv[i], "f.CSV.zst", INPUT_AUTO);
	}
}

Test(sheet, array_samples, .init = make_folder, .fini = drop_folder)
{
	for (size_t i = 0; i < sizeof(array) / sizeof(*array); i++) {
		check(&array[i], "bare", INPUT_JSON);
		check(&array[i], "bare.gz", INPUT_JSON);
	}
}

/* Elements on one line that is longer than what is read at once. */
Test(sheet, columns_of_a_long_line, .init = make_folder, .fini = drop_folder)
{
	static const char good[] = "{\"id\":1,\"text\":\"\xd8\xb3 a\"},";
	const size_t elements = 150000, len = sizeof(good) - 1, bad = 7;

	for (size_t k = 0; k < elements; k += elements / 3 + 1) {
		char *s = malloc(elements * len + 3), *at, *got, want[64];
		struct input_options o;
		size_t n = 0;

		cr_assert_not_null(s);
		s[n++] = '[';
		for (size_t i = 0; i < elements; i++, n += len)
			memcpy(s + n, good, len);
		s[n - 1] = ']';
		/* The colon of one. */
		at = s + 1 + k * len + bad;
		at[-2] = ' ';
		snprintf(want, sizeof(want), "not JSON: column %zu: ",
		    (size_t)utf_count(s, (size_t)(at - 1 - s)) + 1);
		input_options_init(&o);
		o.format = INPUT_JSON;
		o.ahead = k % 2;
		pack("long", s, n);
		got = told("long", &o);
		cr_expect_not_null(strstr(got, want), "%s: %.60s", want,
		    strchr(got, '!'));
		free(got);
		free(s);
	}
}

Test(sheet, fields, .init = make_folder, .fini = drop_folder)
{
	static const char *const several[] = { "\xd8\xb9", "body" };
	static const char *const within[] = { "lang" };
	struct input_options o;
	struct input *in;
	struct record r;
	uint64_t hash[4];
	const char *path = "f.tsv";
	char *got;

	puts_to("f.tsv", "k\tday\t\xd8\xb9\tfrom\tbody\tlang\n"
	    "7\t2017\t\"h\"\tx\t\"b\"\"\"\tar\n"
	    "8\t\t\t\t\t\n9\t1\ta,b\t\"\"\t;\t\"ar\"\n");
	input_options_init(&o);
	o.id_field = "k";
	o.text_fields = several;
	o.ntext_fields = 2;
	o.date_field = "day";
	o.source_field = "from";
	got = told(path, &o);
	cr_expect_str_eq(got, "2 \"7\" h\nb\" date=2017 source=x\n"
	    "3 \"8\" \n\n4 \"9\" a,b\n; date=1\n", "%s", got);
	free(got);
	/* The same language as in JSON; none as where there is no field. */
	input_options_init(&o);
	o.within_fields = within;
	o.nwithin_fields = 1;
	o.text_fields = &several[1];
	for (int i = 0; i < 2; i++) {
		if (i == 1) {
			path = "f.jsonl";
			puts_to(path, "{\"body\":\"\",\"lang\":\"ar\"}\n"
			    "{\"body\":\"\"}\n");
		}
		cr_assert_eq(input_open(&in, &path, 1, &o), 0);
		cr_assert_eq(input_next(in, &r), 1);
		hash[2 * i] = r.within;
		cr_assert_eq(input_next(in, &r), 1);
		hash[2 * i + 1] = r.within;
		input_close(in);
	}
	cr_expect_eq(hash[0], hash[2]);
	cr_expect_eq(hash[1], hash[3]);
	cr_expect_neq(hash[0], hash[1]);
}

/* Excel's own: UTF-16 with tabs, and a code page. */
Test(sheet, other_encodings, .init = make_folder, .fini = drop_folder)
{
	struct input_options o;
	char *got;

	put("f.csv", "\xff\xfei\0d\0\t\0t\0e\0x\0t\0\r\0\n\0"
	    "1\0\t\0\x28\x06\r\0\n\0", 30);
	input_options_init(&o);
	got = told("f.csv", &o);
	cr_expect_str_eq(got, "? 1 converted from UTF-16\n"
	    "? 1 line ends in CR LF\n? 2 line ends in CR LF\n"
	    "2 \"1\" \xd8\xa8\n", "%s", got);
	free(got);
	o.encoding = ENCODING_WINDOWS_1256;
	o.text_fields = (const char *const[]){ "\xd9\x86\xd8\xb5" };
	o.id_field = "\xd8\xb1\xd9\x82\xd9\x85";
	puts_to("g.csv", "\xe4\xd5;\xd1\xde\xe3\n\xc8\xc8;\xc9\n");
	got = told("g.csv", &o);
	cr_expect_not_null(strstr(got, "2 \"\xd8\xa9\" \xd8\xa8\xd8\xa8\n"),
	    "%s", got);
	free(got);
}

/* What a file without a telling name is. */
Test(sheet, found_by_content, .init = make_folder, .fini = drop_folder)
{
	static const struct {
		const char *name, *in;
		enum input_format format;
	} files[] = {
		{ "bare", "id,text\n1,a\n", INPUT_CSV },
		{ "bare", "\xef\xbb\xbfn;text\n1;a\n", INPUT_CSV },
		{ "bare", "id\ttext\n1\ta\n", INPUT_CSV },
		{ "bare", "text\na\n", INPUT_TEXT },
		{ "bare", "the text, said\n", INPUT_TEXT },
		{ "bare", "[{\"text\":\"\"}]", INPUT_JSON },
		{ "bare", " [ \n{\"text\":\"\"}]", INPUT_JSON },
		{ "bare", "[1] a note\n", INPUT_TEXT },
		{ "f.txt", "id,text\n1,a\n", INPUT_TEXT },
		{ "f.json", "[\n{\"text\":\"\"}]", INPUT_JSON },
		{ "f.json", "{\"text\":\"\"}", INPUT_JSONL },
		{ "f.tab", "id\ttext\n1\ta,b\n", INPUT_TSV },
	};

	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		const char *path = files[i].name;
		struct input_options o;
		struct input *in;
		struct record r;

		puts_to(path, files[i].in);
		input_options_init(&o);
		cr_assert_eq(input_open(&in, &path, 1, &o), 0);
		cr_expect_eq(input_next(in, &r), 1, "%s", files[i].in);
		cr_expect_eq(r.format, files[i].format, "%s: %d",
		    files[i].in, r.format);
		input_close(in);
	}
}

/* Every record written again, all of them in one file; malloc'd. */
static char *
passed(const char *path, const char *text)
{
	struct input_options o;
	struct frame f = { 0 };
	struct output *to;
	struct input *in;
	struct record r;
	const char *why;
	uint64_t n = 0;
	size_t len;

	input_options_init(&o);
	cr_assert_eq(input_open(&in, &path, 1, &o), 0);
	cr_assert_eq(output_open(&to, "copy"), 0);
	while (input_next(in, &r) == 1) {
		cr_assert_eq(frame_add(&f, &r, &why), 0);
		if (text == NULL)
			frame_put(&f, to, &n, &r);
		else
			frame_put_text(&f, to, &n, &r, text, strlen(text));
	}
	frame_end(&f, to, n);
	cr_assert_eq(output_commit(to), 0);
	frame_release(&f);
	input_close(in);
	return read_file("copy", &len);
}

Test(sheet, passed_on_byte_for_byte, .init = make_folder,
    .fini = drop_folder)
{
	static const struct {
		const char *name, *in, *copy, *with;	/* text: a"b */
	} files[] = {
		{ "f.csv", BOM "id;text\r\n1;\"a\nb\"\r\n\r\n2;c\n3\n4;d",
		    BOM "id;text\r\n1;\"a\nb\"\r\n2;c\n4;d\n",
		    BOM "id;text\r\n1;\"a\"\"b\"\r\n2;\"a\"\"b\"\n"
		    "4;\"a\"\"b\"\n" },
		{ "f.csv", "text,id\n,1\n", "text,id\n,1\n",
		    "text,id\n\"a\"\"b\",1\n" },
		{ "f.json", "[ {\"text\" : \"a\"} ,7,\n{\n\"text\":\"\"}]",
		    "[\n{\"text\" : \"a\"},\n{\n\"text\":\"\"}\n]\n",
		    "[\n{\"text\" : \"a\\\"b\"},\n{\n\"text\":\"a\\\"b\"}\n]\n" },
		{ "f.jsonl", "{\"text\" : \"a\"}\r\n\n{\"text\":\"b\"}",
		    "{\"text\" : \"a\"}\r\n{\"text\":\"b\"}\n",
		    "{\"text\" : \"a\\\"b\"}\r\n{\"text\":\"a\\\"b\"}\n" },
		{ "f.txt", "a", "f.txt\n", "a\"b\n" },
	};

	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		char *got;

		puts_to(files[i].name, files[i].in);
		got = passed(files[i].name, NULL);
		cr_expect_str_eq(got, files[i].copy, "%s: %s", files[i].in,
		    got);
		free(got);
		got = passed(files[i].name, "a\"b");
		cr_expect_str_eq(got, files[i].with, "%s: %s", files[i].in,
		    got);
		free(got);
	}
}

/* One file cannot hold two headers, nor two formats. */
Test(sheet, frames_are_not_mixed)
{
	static const struct {
		enum input_format format;
		const char *head;
		int fits;
	} next[] = {
		{ INPUT_CSV, "id,text", 1 }, { INPUT_CSV, BOM "id,text", 1 },
		{ INPUT_CSV, "id,text\r", 1 }, { INPUT_CSV, "id;text", 0 },
		{ INPUT_CSV, "id,text,n", 0 }, { INPUT_TSV, "id,text", 0 },
		{ INPUT_JSONL, NULL, 0 },
	};
	struct frame f = { 0 };

	for (size_t i = 0; i < sizeof(next) / sizeof(*next); i++) {
		struct record r = { .format = next[i].format,
		    .head = next[i].head };
		const char *why;

		r.headlen = r.head != NULL ? strlen(r.head) : 0;
		cr_expect_eq(frame_add(&f, &r, &why) == 0, next[i].fits,
		    "%zu", i);
	}
	frame_release(&f);
}

/* Around the sizes of the buffers nothing is lost, and a row that is too long
 * costs no memory. */
Test(sheet, long_rows, .init = make_folder, .fini = drop_folder)
{
	struct input_options o;
	char *got, *mega = malloc(3000000);
	FILE *f;

	cr_assert_not_null(mega);
	for (size_t i = 0; i < 3000000; i++)
		mega[i] = ",\n\"\"x"[i % 5];
	input_options_init(&o);
	o.max_record = 20;
	for (size_t n = 4000; n < 3000000; n += n / 3) {
		size_t k = n - n % 5;

		f = fopen("f.csv", "w");
		fputs("id,text\n1,\"", f);
		fwrite(mega, 1, k, f);
		fputs("\"\n2,b\n", f);
		fclose(f);
		got = told("f.csv", &o);
		cr_expect(strncmp(got, "! 2 longer than --max-record\n", 29)
		    == 0 && strcmp(got + 29, "") != 0, "%zu: %s", n, got);
		cr_expect_not_null(strstr(got, " \"2\" b\n"));
		cr_expect_eq(atol(got + 29), (long)(3 + k / 5), "%zu", n);
		free(got);
	}
	free(mega);
}
