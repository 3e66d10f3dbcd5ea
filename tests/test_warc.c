/*
 * test_warc.c - WARC and WET: what is a document, what is passed over, what is
 * damaged, and the records written again.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <zlib.h>

#include "helpers.h"
#include "input_talk.h"
#include "io/frame.h"
#include "io/http.h"

/* A growing file. */
struct file {
	char p[1 << 20];
	size_t n;
};

static struct file file;

static void
add(const void *p, size_t n)
{
	cr_assert_leq(file.n + n, sizeof(file.p));
	memcpy(file.p + file.n, p, n);
	file.n += n;
}

static void
addf(const char *fmt, ...)
{
	char line[2000];
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	cr_assert(n >= 0 && (size_t)n < sizeof(line));
	add(line, (size_t)n);
}

/* A record of version 1.0 or 1.1. */
static void
add_record(const char *type, const char *uri, const char *media,
    const void *block, size_t n)
{
	addf("WARC/1.%zu\r\nWARC-Type: %s\r\nWARC-Date: 2020-02-0%zuT10:00:00Z"
	    "\r\nWARC-Target-URI: %s\r\nContent-Type: %s\r\n"
	    "Content-Length: %zu\r\n\r\n", n & 1, type, n % 9 + 1, uri, media,
	    n);
	add(block, n);
	addf("\r\n\r\n");
}

#define PACK_NO		0
#define PACK_GZIP1	1
#define PACK_ZLIB	2
#define PACK_BARE	3

static size_t
packed(const char *in, size_t n, int how, char *out, size_t room)
{
	static const int bits[] = { 0, 15 + 16, 15, -15 };
	z_stream z = { 0 };

	cr_assert_eq(deflateInit2(&z, 6, Z_DEFLATED, bits[how], 8,
	    Z_DEFAULT_STRATEGY), Z_OK);
	z.next_in = (Bytef *)(uintptr_t)in;
	z.avail_in = (uInt)n;
	z.next_out = (Bytef *)out;
	z.avail_out = (uInt)room;
	cr_assert_eq(deflate(&z, Z_FINISH), Z_STREAM_END);
	deflateEnd(&z);
	return room - z.avail_out;
}

static size_t
chunked(uint64_t *state, const char *in, size_t n, char *out)
{
	size_t len = 0;

	while (n > 0) {
		size_t k = 1 + rnd(state) % 40;

		if (k > n)
			k = n;
		len += (size_t)sprintf(out + len, rnd(state) % 2 ? "%zx\r\n" :
		    "%zX;a=b\r\n", k);
		memcpy(out + len, in, k);
		len += k;
		len += (size_t)sprintf(out + len, "\r\n");
		in += k;
		n -= k;
	}
	return len + (size_t)sprintf(out + len, "0\r\n\r\n");
}

/* A page in a response, coded at random. */
static void
add_response(uint64_t *state, const char *uri, const char *page)
{
	static const char *const names[] = { "", "gzip", "deflate",
	    "deflate" };
	char a[4000], b[8000], block[9000];
	int how = (int)(rnd(state) % 4), chunks = rnd(state) % 2 == 0;
	size_t n = strlen(page), len;

	memcpy(a, page, n + 1);
	if (how != PACK_NO)
		n = packed(page, n, how, a, sizeof(a));
	len = (size_t)sprintf(block, "HTTP/1.1 200 OK\r\nserver: x\r\n%s%s%s%s"
	    "Content-type:text/HTML; charset=\"utf-8\"\r\n\r\n",
	    how != PACK_NO ? "Content-Encoding: " : "", names[how],
	    how != PACK_NO ? "\r\n" : "",
	    chunks ? "Transfer-Encoding: chunked\r\n" : "");
	if (chunks) {
		n = chunked(state, a, n, b);
		memcpy(block + len, b, n);
	} else {
		memcpy(block + len, a, n);
	}
	add_record("response", uri, "application/http; msgtype=response",
	    block, len + n);
}

/* What stands for a document, as input_talk tells it, without its line. */
struct wanted {
	char s[60000];
	size_t n;
};

static void
want(struct wanted *w, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	w->n += (size_t)vsnprintf(w->s + w->n, sizeof(w->s) - w->n, fmt, ap);
	va_end(ap);
	cr_assert_lt(w->n, sizeof(w->s));
}

/* One record of any kind; what it gives is wanted. */
static void
add_some(uint64_t *state, int i, struct wanted *w)
{
	static const char *const others[][2] = {
		{ "warcinfo", "application/warc-fields" },
		{ "metadata", "application/warc-fields" },
		{ "request", "application/http; msgtype=request" },
		{ "revisit", "message/http" }, { "resource", "image/png" },
		{ "conversion", "application/json" }, { "response", "text/dns" }
	};
	char uri[80], block[1000];
	size_t n;

	sprintf(uri, "http://h%d.example/%d?\"x", i % 3, i);
	n = (size_t)sprintf(block, "word%d\n%s%d \xd8\xa7", i, i % 2 ? "" :
	    "\r\n\r\nWARC/1.0\r\n", i * i);
	switch (rnd(state) % 4) {
	case 0:
		add_record(others[i % 7][0], uri, others[i % 7][1], block, n);
		return;
	case 1:
		add_record("conversion", uri, "text/plain", block, n);
		break;
	case 2:
		add_record("resource", uri, "Text/Plain; charset=UTF-8", block,
		    n);
		break;
	default:
		sprintf(block, "<title>t%d</title><p>a%d<p><b>b</b>", i, i);
		n = file.n;
		add_response(state, uri, block);
		sprintf(block, "t%d\na%d\nb", i, i);
		/* The date goes by the block's size. */
		n = (size_t)(strstr(file.p + n, "WARC-Date: ") + 20 - file.p);
		want(w, "\"http://h%d.example/%d?\\\"x\" %s "
		    "date=2020-02-0%cT10:00:00Z source=h%d.example\n", i % 3,
		    i, block, file.p[n], i % 3);
		return;
	}
	want(w, "\"http://h%d.example/%d?\\\"x\" %.*s "
	    "date=2020-02-0%zuT10:00:00Z source=h%d.example\n", i % 3, i,
	    (int)n, block, n % 9 + 1, i % 3);
}

/* Without notes and the numbers of lines. */
static char *
plain(char *got)
{
	char *out = got, *line, *rest = got;

	while ((line = strsep(&rest, "\n")) != NULL && rest != NULL) {
		size_t k, n = strlen(line);

		if (line[0] == '?')
			continue;
		k = strspn(line, "0123456789");
		k += k > 0 && line[k] == ' ';
		memmove(out, line + k, n - k);
		out += n - k;
		*out++ = '\n';
	}
	*out = '\0';
	return got;
}

/* Files of random records, plain and packed, give what went into them. */
Test(warc, random_records, .init = make_folder, .fini = drop_folder)
{
	static const char *const names[] = { "a.warc", "b", "c.warc.gz",
	    "d.wet.zst" };
	static struct wanted w;
	uint64_t state = 5;

	for (int round = 0; round < 40; round++) {
		const char *name = names[round % 4];
		struct input_options o;
		char *got;

		file.n = w.n = 0;
		w.s[0] = '\0';
		add_record("warcinfo", "x", "application/warc-fields", "", 0);
		for (int i = 0; i < 30; i++)
			add_some(&state, i, &w);
		pack(name, file.p, file.n);
		input_options_init(&o);
		got = plain(told(name, &o));
		/* A text may begin with digits on a line of its own. */
		cr_assert_str_eq(got, plain(w.s), "%s\n---\n%s", got, w.s);
		free(got);
	}
}

/* Cut at every byte: the records before that place, and the file is named. */
Test(warc, cut_anywhere, .init = make_folder, .fini = drop_folder)
{
	static struct wanted all, w;
	size_t ends[8], whole;
	uint64_t state = 3;

	file.n = 0;
	memset(&all, 0, sizeof(all));
	for (int i = 0; i < 8; i++) {
		add_some(&state, i, &all);
		ends[i] = file.n;
	}
	whole = file.n;
	for (size_t n = 1; n < whole; n++) {
		struct input_options o;
		size_t ended = 0, len;
		char *got, *error;

		put("cut.warc", file.p, n);
		input_options_init(&o);
		got = plain(told("cut.warc", &o));
		for (int i = 0; i < 8; i++)
			ended |= n >= ends[i] - 4 && n <= ends[i];
		error = strstr(got, "# cut.warc: the last WARC record is cut");
		cr_assert_eq(error == NULL, ended, "%zu: %s", n, got);
		len = error != NULL ? (size_t)(error - got) : strlen(got);
		w = all;
		plain(w.s);
		cr_assert_eq(memcmp(got, w.s, len), 0, "%zu: %s", n, got);
		free(got);
	}
}

#define HEAD(type, media, n) "WARC/1.0\r\nWARC-Type: " type \
	"\r\nWARC-Target-URI: u\r\nContent-Type: " media \
	"\r\nContent-Length: " #n "\r\n\r\n"
#define GOOD HEAD("conversion", "text/plain", 1) "x\r\n\r\n"
/* The length of the block, which \1 ends, is put in place of the @. */
#define BLOCK(type, media, block) HEAD(type, media, @) block "\1\r\n\r\n"
#define RESPONSE(block) BLOCK("response", "application/http", block)

/* Fills in the lengths. */
static void
measured(const char *in, char *out)
{
	while (*in != '\0') {
		const char *block, *end;

		if (*in != '@') {
			if (*in != '\1')
				*out++ = *in;
			in++;
			continue;
		}
		block = strstr(in++, "\r\n\r\n") + 4;
		end = strchr(block, '\1');
		out += sprintf(out, "%d", (int)(end - block));
	}
	*out = '\0';
}

Test(warc, malformed, .init = make_folder, .fini = drop_folder)
{
	static const struct {
		const char *in, *want;
		size_t max;
	} files[] = {
		{ "", "? 1 nothing in the file\n", 0 },
		{ "\r\n\n", "? 1 nothing in the file\n", 0 },
		{ GOOD GOOD, "1 \"u\" x\n9 \"u\" x\n", 0 },
		/* Newlines of any kind, none, and too many. */
		{ "warc/1.0\n", "! 1 no WARC record begins here\n", 0 },
		{ "WARC/1.1\nwarc-type:resource\nCONTENT-TYPE:text/plain\n"
		    "content-length: 1 \n\nx\n\n\n\n" GOOD,
		    "? 1 no id\n1 \"FILE:1\" x\n10 \"u\" x\n", 0 },
		{ HEAD("conversion", "text/plain", 1) "xWARC/1.0\r\n",
		    "1 \"u\" x\n# FILE: the last WARC record is cut off\n",
		    0 },
		/* What is no record, told once. */
		{ "junk\r\nmore\r\n\r\n" GOOD "a\r\nb\r\n" GOOD,
		    "! 1 no WARC record begins here\n4 \"u\" x\n"
		    "! 12 no WARC record begins here\n14 \"u\" x\n", 0 },
		{ "WARC/1.0\r\nWARC-Type: conversion\r\n\r\nlost\r\n" GOOD,
		    "! 1 a WARC header without a Content-Length\n5 \"u\" x\n",
		    0 },
		{ HEAD("conversion", "text/plain", -1) "x\r\n\r\n" GOOD,
		    "! 1 a WARC header without a Content-Length\n9 \"u\" x\n",
		    0 },
		{ HEAD("conversion", "text/plain", 99999999999999999999) GOOD,
		    "! 1 a WARC header without a Content-Length\n7 \"u\" x\n",
		    0 },
		{ HEAD("conversion", "text/plain", 0) "x\r\n\r\n" GOOD,
		    "1 \"u\" \n! 7 no WARC record begins here\n9 \"u\" x\n",
		    0 },
		{ HEAD("conversion", "text/plain", 999999999999) GOOD,
		    "! 1 longer than --max-record\n"
		    "# FILE: the last WARC record is cut off\n", 0 },
		{ HEAD("conversion", "text/plain", 300)
		    "0123456789012345678901234567890123456789012345678901234567"
		    "0123456789012345678901234567890123456789012345678901234567"
		    "0123456789012345678901234567890123456789012345678901234567"
		    "0123456789012345678901234567890123456789012345678901234567"
		    "0123456789012345678901234567890123456789012345678901234567"
		    "0123456789\r\n\r\n" GOOD,
		    "! 1 longer than --max-record\n9 \"u\" x\n", 300 },
		/* What is no document may be as long as it likes. */
		{ HEAD("metadata", "text/plain", 5) "01234\r\n\r\n" GOOD,
		    "? 1 WARC record without a text\n"
		    "! 9 longer than --max-record\n", 90 },
		/* Lines of a header that are none. */
		{ "WARC/1.0\r\nnonsense\r\n folded: x\r\nContent-Length:2\r\n"
		    "WARC-Type : resource\r\nContent-Type: text/plain;charset="
		    "utf-8\r\nWARC-Target-URI: <u>\r\n\r\nab\r\n\r\n",
		    "1 \"u\" ab\n", 0 },
		{ RESPONSE("hello") GOOD,
		    "! 1 a response that is not one of HTTP\n9 \"u\" x\n", 0 },
		{ RESPONSE("HTTP/1.1 200 OK\r\n\r\n") GOOD,
		    "? 1 WARC record without a text\n11 \"u\" x\n", 0 },
		{ RESPONSE("HTTP/1.1 404 No\r\nContent-Type: text/html\r\n"
		    "\r\nabc") GOOD,
		    "? 1 WARC record without a text\n12 \"u\" x\n", 0 },
		{ RESPONSE("HTTP/1.1 200\r\nContent-Type: text/plain\r\n\r\n"
		    "abc") GOOD, "1 \"u\" abc\n12 \"u\" x\n", 0 },
		{ RESPONSE("HTTP/1.1 200\r\nContent-Type: text/plain\r\n"
		    "Content-Encoding: br\r\n\r\na") GOOD,
		    "! 1 its Content-Encoding is none that can be read\n"
		    "13 \"u\" x\n", 0 },
		{ RESPONSE("HTTP/1.1 200\r\nContent-Type: text/plain\r\n"
		    "Transfer-Encoding: chunked\r\n\r\n9\r\na") GOOD,
		    "? 1 page or text cut off by the crawler\n1 \"u\" a\n"
		    "14 \"u\" x\n", 0 },
		{ "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: "
		    "text/plain\r\nWARC-Truncated: length\r\nWARC-Target-URI: "
		    "u\r\nContent-Length: 1\r\n\r\nx\r\n\r\n",
		    "? 1 page or text cut off by the crawler\n1 \"u\" x\n", 0 },
		{ BLOCK("resource", "text/plain; charset=utf-16be",
		    "\6\47\6\50"), "? 1 converted from UTF-16\n"
		    "1 \"u\" \xd8\xa7\xd8\xa8\n", 0 },
		{ BLOCK("resource", "text/html", "<meta charset=iso-8859-6>"
		    "<time datetime=2019-11-14></time><p>\xc7"),
		    "? 1 converted from ISO-8859-6\n"
		    "1 \"u\" \xd8\xa7 date=2019-11-14\n", 0 }
	};

	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		struct input_options o;
		char in[3000], *got, *p;

		measured(files[i].in, in);
		input_options_init(&o);
		o.format = INPUT_WARC;
		if (files[i].max != 0)
			o.max_record = files[i].max;
		puts_to("FILE", in);
		got = told("FILE", &o);
		while ((p = strstr(got, "FILE: 1")) != NULL)
			p[5] = '_';
		cr_expect_str_eq(got, files[i].want, "%s\n  gives %s", in,
		    got);
		free(got);
	}
}

/* Records that were kept are the input's bytes, each packed alone. */
Test(warc, kept_as_they_stand, .init = make_folder, .fini = drop_folder)
{
	static const char *const names[] = { "kept.warc", "kept.warc.gz",
	    "kept.warc.zst" };
	static struct wanted w;
	const char *path = "in.warc.gz", *why;
	uint64_t state = 9;

	file.n = 0;
	for (int i = 0; i < 20; i++)
		add_some(&state, i, &w);
	pack(path, file.p, file.n);
	for (size_t k = 0; k < 3; k++) {
		struct frame frame = { 0 };
		struct input_options o;
		struct output *out;
		struct input *in;
		struct record r;
		uint64_t n = 0;
		char *got;

		input_options_init(&o);
		cr_assert_eq(output_open(&out, names[k]), 0);
		cr_assert_eq(input_open(&in, &path, 1, &o), 0);
		while (input_next(in, &r) == 1) {
			cr_assert_not_null(memmem(file.p, file.n, r.raw,
			    r.rawlen));
			cr_assert_eq(memcmp(r.raw + r.rawlen - 4, "\r\n\r\n",
			    4), 0);
			cr_assert_eq(frame_add(&frame, &r, &why), 0);
			frame_put(&frame, out, &n, &r);
		}
		frame_end(&frame, out, n);
		frame_release(&frame);
		input_close(in);
		cr_assert_eq(output_commit(out), 0);
		cr_assert_gt(n, 5);
		got = plain(told(names[k], &o));
		cr_expect_str_eq(got, plain(w.s), "%s", got);
		free(got);
	}
}

/* A member of its own for each record: any of them can be read alone. */
Test(warc, members, .init = make_folder, .fini = drop_folder)
{
	size_t n, at = 0, found = 0;
	struct output *o;
	char *p;

	cr_assert_eq(output_open(&o, "m.gz"), 0);
	for (int i = 0; i < 3; i++) {
		output_puts(o, "some text of a member ");
		output_member(o);
	}
	cr_assert_eq(output_commit(o), 0);
	cr_assert_not_null(p = read_file("m.gz", &n));
	while (at < n) {
		char out[100];
		z_stream z = { 0 };

		cr_assert_eq(inflateInit2(&z, 15 + 16), Z_OK);
		z.next_in = (Bytef *)p + at;
		z.avail_in = (uInt)(n - at);
		z.next_out = (Bytef *)out;
		z.avail_out = sizeof(out);
		cr_assert_eq(inflate(&z, Z_FINISH), Z_STREAM_END);
		cr_assert_eq(z.total_out, 22);
		at += z.total_in;
		inflateEnd(&z);
		found++;
	}
	cr_expect_eq(found, 3);
	free(p);
}

/* Crawlers undo a coding and leave its header; others send half of it. */
Test(http, codings_and_their_absence)
{
	static const char text[] = "<p>some text, some text, some text";
	char gz[200];
	size_t n = packed(text, strlen(text), PACK_GZIP1, gz, sizeof(gz));
	struct http_body b = { 0 };
	const unsigned all = HTTP_CHUNKED | HTTP_PACKED;

	b.p = text;
	b.n = strlen(text);
	cr_expect_null(http_decode(&b, all, 1000));
	cr_expect(b.n == strlen(text) && b.p == text && !b.cut);
	/* Two members. */
	memcpy(gz + n, gz, n);
	b.p = gz;
	b.n = 2 * n;
	cr_expect_null(http_decode(&b, all, 1000));
	cr_expect_eq(b.n, 2 * strlen(text));
	cr_expect(!b.cut);
	for (size_t k = 2; k < n; k++) {
		b.p = gz;
		b.n = k;
		cr_expect_null(http_decode(&b, HTTP_PACKED, 1000), "%zu", k);
		cr_expect(b.cut && b.n <= strlen(text) &&
		    memcmp(b.p, text, b.n) == 0, "%zu", k);
	}
	for (size_t max = 0; max < strlen(text); max++) {
		b.p = gz;
		b.n = n;
		cr_expect_not_null(http_decode(&b, HTTP_PACKED, max));
	}
	gz[n / 2] ^= 0x55;
	b.p = gz;
	b.n = n;
	cr_expect_not_null(http_decode(&b, HTTP_PACKED, 1000));
	b.p = "zz\r\n";
	b.n = 4;
	cr_expect_null(http_decode(&b, HTTP_CHUNKED, 1000));
	cr_expect_eq(b.n, 4);
	http_body_release(&b);
}
