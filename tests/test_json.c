/*
 * test_json.c - the field scanner and the string writer.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "io/json.h"
#include "io/quote.h"
#include "io/utf.h"
#include "test_scan.h"

struct verdict {
	const char *line;
	enum json_result result;
	size_t column;
	const char *error;
};

static const struct verdict verdicts[] = {
	{ "{}", JSON_OK, 0, NULL },
	{ " \t{ } \r", JSON_OK, 0, NULL },
	{ "{\"a\":1,\"b\":[1,2,{\"c\":null}],\"d\":{}}", JSON_OK, 0, NULL },
	{ "{\"a\" : -0.5e+10 , \"b\" : [ ] }", JSON_OK, 0, NULL },
	{ "{\"a\":[[],[[]],{}]}", JSON_OK, 0, NULL },
	{ "{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"}", JSON_OK, 0, NULL },
	{ "{\"a\":\"\x7f\"}", JSON_OK, 0, NULL },
	{ "[1,2]", JSON_NO_OBJECT, 0, NULL },
	{ "\"x\"", JSON_NO_OBJECT, 0, NULL },
	{ "12", JSON_NO_OBJECT, 0, NULL },
	{ "null", JSON_NO_OBJECT, 0, NULL },
	{ "", JSON_BAD, 1, "expected a value" },
	{ "{", JSON_BAD, 2, "expected a key in quotes" },
	{ "{\"a\"", JSON_BAD, 5, "expected ':'" },
	{ "{\"a\" 1}", JSON_BAD, 6, "expected ':'" },
	{ "{\"a\":}", JSON_BAD, 6, "expected a value" },
	{ "{\"a\":1", JSON_BAD, 7, "expected ',' or '}'" },
	{ "{\"a\":1,}", JSON_BAD, 8, "expected a key in quotes" },
	{ "{\"a\":1 \"b\":2}", JSON_BAD, 8, "expected ',' or '}'" },
	{ "{\"a\":[1,]}", JSON_BAD, 9, "expected a value" },
	{ "{\"a\":[1 2]}", JSON_BAD, 9, "expected ',' or ']'" },
	{ "{\"a\":[1}", JSON_BAD, 8, "expected ',' or ']'" },
	{ "{\"a\":{\"b\":1]}", JSON_BAD, 12, "expected ',' or '}'" },
	{ "{a:1}", JSON_BAD, 2, "expected a key in quotes" },
	{ "{'a':1}", JSON_BAD, 2, "expected a key in quotes" },
	{ "{\"a\":01}", JSON_BAD, 7, "expected ',' or '}'" },
	{ "{\"a\":+1}", JSON_BAD, 6, "expected a value" },
	{ "{\"a\":-}", JSON_BAD, 7, "expected a digit" },
	{ "{\"a\":1.}", JSON_BAD, 8, "expected a digit" },
	{ "{\"a\":.5}", JSON_BAD, 6, "expected a value" },
	{ "{\"a\":1e}", JSON_BAD, 8, "expected a digit" },
	{ "{\"a\":1e+}", JSON_BAD, 9, "expected a digit" },
	{ "{\"a\":NaN}", JSON_BAD, 6, "expected a value" },
	{ "{\"a\":-Infinity}", JSON_BAD, 7, "expected a digit" },
	{ "{\"a\":tru}", JSON_BAD, 6, "expected a value" },
	{ "{\"a\":nullx}", JSON_BAD, 10, "expected ',' or '}'" },
	{ "{\"a\":\"x}", JSON_BAD, 9, "a string without an end" },
	{ "{\"a\":\"x\\", JSON_BAD, 8, "a string without an end" },
	{ "{\"a\":\"\\x\"}", JSON_BAD, 7, "no such escape" },
	{ "{\"a\":\"\\u06g0\"}", JSON_BAD, 7,
	    "\\u without four hexadecimal digits" },
	{ "{\"a\":\"\\u06", JSON_BAD, 7,
	    "\\u without four hexadecimal digits" },
	{ "{\"a\":\"x\ty\"}", JSON_BAD, 8, "a control character in a string" },
	{ "{} {}", JSON_BAD, 4, "something after the end" },
	{ "{}x", JSON_BAD, 3, "something after the end" },
	/* Columns count characters: U+0642 U+0641 here. */
	{ "{\"\xd9\x82\xd9\x81\":}", JSON_BAD, 7, "expected a value" },
	{ "\xef\xbb\xbf{}", JSON_BAD, 1, "expected a value" }
};

static void
check_verdicts(enum cpu_level level)
{
	struct json j = { .level = level };

	for (size_t i = 0; i < sizeof(verdicts) / sizeof(*verdicts); i++) {
		const struct verdict *v = &verdicts[i];
		size_t n = strlen(v->line);
		char *line = exact(v->line, n);
		enum json_result r = json_object(&j, line, n, NULL, 0);

		cr_expect_eq(r, v->result, "%s: result %d", v->line, (int)r);
		if (r == JSON_BAD) {
			cr_expect_str_eq(j.error, v->error, "%s", v->line);
			cr_expect_eq(utf_count(line, j.at) + 1, v->column,
			    "%s: byte %zu", v->line, j.at);
		}
		free(line);
	}
	json_release(&j);
}

Test(json, verdicts)
{
	EACH_LEVEL(level)
		check_verdicts(level);
}

/* A line cut anywhere is never taken and never read past its end. */
static void
check_every_prefix_is_refused(enum cpu_level level)
{
	static const char whole[] = "{\"id\" : 12.5e-3, \"a\":[true,{\"b\":"
	    "\"\\u0627\\ud83d\\ude00 \\n\"},false], \"text\":\"\xd9\x85 "
	    "\xe2\x80\xa6 \xf0\x9f\x98\x80\",\"z\":null}";
	size_t n = sizeof(whole) - 1;
	struct json j = { .level = level };

	cr_assert_eq(json_object(&j, whole, n, NULL, 0), JSON_OK);
	for (size_t k = 0; k < n; k++) {
		char *line = exact(whole, k);

		cr_expect_eq(json_object(&j, line, k, NULL, 0), JSON_BAD,
		    "%zu bytes were taken", k);
		free(line);
	}
	json_release(&j);
}

Test(json, every_prefix_is_refused)
{
	EACH_LEVEL(level)
		check_every_prefix_is_refused(level);
}

struct finding {
	const char *line;
	enum json_type type;
	unsigned flags;
	const char *token;
};

/* What is found under "text". */
static const struct finding findings[] = {
	{ "{\"text\":\"a\"}", JSON_STRING, 0, "\"a\"" },
	{ "{\"text\" : 5 }", JSON_NUMBER, 0, "5" },
	{ "{\"text\":null}", JSON_NULL, 0, "null" },
	{ "{\"text\":true}", JSON_TRUE, 0, "true" },
	{ "{\"text\":false}", JSON_FALSE, 0, "false" },
	{ "{\"text\":[1,{\"text\":2}]}", JSON_ARRAY, 0, "[1,{\"text\":2}]" },
	{ "{\"text\":{\"text\":\"in\"}}", JSON_OBJECT, 0, "{\"text\":\"in\"}" },
	{ "{\"m\":{\"text\":\"decoy\"}}", JSON_ABSENT, 0, "" },
	{ "{\"m\":[{\"text\":\"decoy\"}],\"text\":\"b\"}", JSON_STRING, 0,
	    "\"b\"" },
	{ "{\"m\":\"\\\"text\\\":\\\"decoy\\\"\",\"text\":\"c\"}", JSON_STRING,
	    0, "\"c\"" },
	{ "{\"m\":\"{\\\"text\\\":1\",\"text\":\"d\"}", JSON_STRING, 0,
	    "\"d\"" },
	{ "{\"text\":\"one\",\"text\":\"two\"}", JSON_STRING, JSON_REPEATED,
	    "\"two\"" },
	{ "{\"text\":\"one\",\"text\":null}", JSON_NULL, JSON_REPEATED,
	    "null" },
	{ "{\"te\\u0078t\":\"e\"}", JSON_STRING, 0, "\"e\"" },
	{ "{\"\\u0074\\u0065\\u0078\\u0074\":\"f\"}", JSON_STRING, 0,
	    "\"f\"" },
	{ "{\"text \":1,\"Text\":2,\"texts\":3,\"tex\":4,\"\":5}", JSON_ABSENT,
	    0, "" },
	{ "{\"text\":\"\\n\"}", JSON_STRING, JSON_ESCAPED, "\"\\n\"" },
	{ "{\"text\":\"\xff\"}", JSON_STRING, JSON_BROKEN, "\"\xff\"" },
	{ "{\"text\":\"\xd9\"}", JSON_STRING, JSON_BROKEN, "\"\xd9\"" },
	{ "{\"text\":\"\xd9\\u0627\x85\"}", JSON_STRING,
	    JSON_BROKEN | JSON_ESCAPED, "\"\xd9\\u0627\x85\"" },
	{ "{\"text\":\"\xf0\x9f\x98\x80\xe0\xa4\x85\xed\x9f\xbf\"}",
	    JSON_STRING, 0, "\"\xf0\x9f\x98\x80\xe0\xa4\x85\xed\x9f\xbf\"" },
	{ "{\"text\":\"\xed\xa0\x80\"}", JSON_STRING, JSON_BROKEN,
	    "\"\xed\xa0\x80\"" },
	{ "{\"text\":\"\xc0\x80\"}", JSON_STRING, JSON_BROKEN,
	    "\"\xc0\x80\"" }
};

static void
check_findings(enum cpu_level level)
{
	struct json j = { .level = level };

	for (size_t i = 0; i < sizeof(findings) / sizeof(*findings); i++) {
		const struct finding *v = &findings[i];
		struct json_field f = { .name = "text", .namelen = 4 };
		size_t n = strlen(v->line);
		char *line = exact(v->line, n);

		cr_expect_eq(json_object(&j, line, n, &f, 1), JSON_OK);
		cr_expect_eq(f.type, v->type, "%s: type %d", v->line,
		    (int)f.type);
		cr_expect_eq(f.flags, v->flags, "%s: flags %x", v->line,
		    f.flags);
		cr_expect_eq(f.end - f.start, strlen(v->token), "%s", v->line);
		cr_expect_arr_eq(line + f.start, v->token, strlen(v->token));
		free(line);
	}
	json_release(&j);
}

Test(json, findings)
{
	EACH_LEVEL(level)
		check_findings(level);
}

static void
check_raw_zero_byte_in_a_string_is_kept(enum cpu_level level)
{
	static const char line[] = "{\"text\":\"a\0b\"}";
	struct json_field f = { .name = "text", .namelen = 4 };
	struct json j = { .level = level };

	cr_expect_eq(json_object(&j, line, sizeof(line) - 1, &f, 1), JSON_OK);
	cr_expect_eq(f.flags, JSON_NUL);
	cr_expect_eq(f.end - f.start, 5);
	/* Outside of strings it is an error like any other byte. */
	cr_expect_eq(json_object(&j, "{\0}", 3, &f, 1), JSON_BAD);
	json_release(&j);
}

Test(json, raw_zero_byte_in_a_string_is_kept)
{
	EACH_LEVEL(level)
		check_raw_zero_byte_in_a_string_is_kept(level);
}

struct decoding {
	const char *in, *out;
	size_t outlen;
	unsigned flags;
};

static const struct decoding decodings[] = {
	{ "", "", 0, 0 },
	{ "plain", "plain", 5, 0 },
	{ "\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\b\f\n\r\t", 8, 0 },
	{ "a\\nb\\nc", "a\nb\nc", 5, 0 },
	{ "\\u0627\\u0644 \\u06Ff", "\xd8\xa7\xd9\x84 \xdb\xbf", 7, 0 },
	{ "\\u0600\\u063f\\u0640", "\xd8\x80\xd8\xbf\xd9\x80", 6, 0 },
	{ "\\u0041\\u00e9\\u20AC", "A\xc3\xa9\xe2\x82\xac", 6, 0 },
	{ "\\ud83d\\ude00", "\xf0\x9f\x98\x80", 4, 0 },
	{ "\\uDBFF\\uDFFF", "\xf4\x8f\xbf\xbf", 4, 0 },
	{ "\\ud83d", "\xef\xbf\xbd", 3, JSON_SURROGATE },
	{ "\\ude00\\ud83d", "\xef\xbf\xbd\xef\xbf\xbd", 6, JSON_SURROGATE },
	{ "\\ud83dx\\ude00", "\xef\xbf\xbdx\xef\xbf\xbd", 7, JSON_SURROGATE },
	{ "\\ud83d\\ud83d\\ude00", "\xef\xbf\xbd\xf0\x9f\x98\x80", 7,
	    JSON_SURROGATE },
	{ "\\ud83d\\u0627", "\xef\xbf\xbd\xd8\xa7", 5, JSON_SURROGATE },
	{ "\\ud83d\\n", "\xef\xbf\xbd\n", 4, JSON_SURROGATE },
	{ "a\\u0000b", "a\0b", 3, JSON_NUL },
	{ "\xd9\x85\\u0627\xff", "\xd9\x85\xd8\xa7\xff", 5, 0 }
};

static void
check_decodings(enum cpu_level level)
{
	for (size_t i = 0; i < sizeof(decodings) / sizeof(*decodings); i++) {
		const struct decoding *d = &decodings[i];
		size_t n = strlen(d->in), len;
		char *in = exact(d->in, n), *out = exact(d->in, n);
		unsigned flags = 0;

		len = json_decoder(level)(in, n, out, &flags);
		cr_expect_eq(len, d->outlen, "%s: %zu bytes", d->in, len);
		cr_expect_arr_eq(out, d->out, d->outlen, "%s", d->in);
		cr_expect_eq(flags, d->flags, "%s: flags %x", d->in, flags);
		free(in);
		free(out);
	}
}

Test(json, decodings)
{
	EACH_LEVEL(level)
		check_decodings(level);
}

static void
check_every_escape_of_four_digits(enum cpu_level level)
{
	static const char *const forms[] = { "\\u%04x", "\\u%04X" };
	char in[8], out[8], want[4];

	for (uint32_t cp = 0; cp < 0x10000; cp++) {
		int lone = cp >= 0xd800 && cp < 0xe000;
		unsigned flags = 0;
		size_t n = utf_put(want, lone ? 0xfffd : cp);

		snprintf(in, sizeof(in), forms[cp & 1], cp);
		cr_assert_eq(json_decoder(level)(in, 6, out, &flags), n, "%s", in);
		cr_assert_arr_eq(out, want, n, "%s", in);
		cr_assert_eq(flags, (lone ? JSON_SURROGATE : 0u) |
		    (cp == 0 ? JSON_NUL : 0u), "%s", in);
	}
}

Test(json, every_escape_of_four_digits)
{
	EACH_LEVEL(level)
		check_every_escape_of_four_digits(level);
}

/* depth containers, alternately arrays and objects, around a number. */
static char *
nested(size_t depth, size_t *n)
{
	char *line = malloc(16 + depth * 6), *p;

	cr_assert_not_null(line);
	p = line + sprintf(line, "{\"a\":");
	for (size_t i = 0; i < depth; i++) {
		memcpy(p, i % 2 ? "{\"k\":" : "[", i % 2 ? 5 : 1);
		p += i % 2 ? 5 : 1;
	}
	*p++ = '7';
	for (size_t i = depth; i-- > 0;)
		*p++ = i % 2 ? '}' : ']';
	p += sprintf(p, ",\"text\":\"t\"}");
	*n = (size_t)(p - line);
	return line;
}

Test(json, deep_nesting_needs_no_stack)
{
	static const size_t depths[] = { 1, 2, 7, 8, 9, 63, 64, 65, 100000,
	    1000000 };
	struct json j = { 0 };

	for (size_t i = 0; i < sizeof(depths) / sizeof(*depths); i++) {
		struct json_field f = { .name = "text", .namelen = 4 };
		size_t n;
		char *line = nested(depths[i], &n);

		cr_expect_eq(json_object(&j, line, n, &f, 1), JSON_OK,
		    "%zu deep", depths[i]);
		cr_expect_eq(f.type, JSON_STRING);
		/* One closing bracket of the other kind. */
		line[n - sizeof(",\"text\":\"t\"}") + 1 - depths[i]] ^=
		    ']' ^ '}';
		cr_expect_eq(json_object(&j, line, n, &f, 1), JSON_BAD);
		free(line);
	}
	cr_expect_leq(j.stack.cap, 1000000 / 8 * 2);
	json_release(&j);
}

/* A second, slow decoder by the bits: 1 well-formed, and its length. */
static int
slow_step(const unsigned char *p, size_t n, size_t *len)
{
	static const uint32_t least[5] = { 0, 0, 0x80, 0x800, 0x10000 };
	uint32_t cp;

	*len = p[0] < 0x80 ? 1 : (p[0] & 0xe0) == 0xc0 ? 2 :
	    (p[0] & 0xf0) == 0xe0 ? 3 : (p[0] & 0xf8) == 0xf0 ? 4 : 0;
	if (*len == 0 || *len > n)
		return 0;
	cp = *len == 1 ? p[0] : p[0] & (0xffu >> (*len + 1));
	for (size_t i = 1; i < *len; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		cp = cp << 6 | (p[i] & 0x3f);
	}
	return cp >= least[*len] && cp < 0x110000 &&
	    (cp < 0xd800 || cp > 0xdfff);
}

/* -k: the longest beginning of p that some well-formed sequence has. */
static int
slow_subpart(const unsigned char *p, size_t n)
{
	unsigned char t[4];
	size_t len;

	for (size_t k = n < 3 ? n : 3; k > 1; k--) {
		memcpy(t, p, k);
		for (unsigned x = 0x80; x < 0xc0; x++) {
			for (size_t i = k; i < 4; i++)
				t[i] = (unsigned char)x;
			if (slow_step(t, 4, &len) && len > k)
				return -(int)k;
		}
	}
	return -1;
}

Test(utf, steps_as_the_standard_says)
{
	static const unsigned char some[] = { 0x00, 0x7f, 0x80, 0x8f, 0x90,
	    0x9f, 0xa0, 0xbf, 0xc0, 0xc2, 0xdf, 0xe0, 0xe1, 0xed, 0xee, 0xef,
	    0xf0, 0xf1, 0xf4, 0xf5, 0xff };
	const size_t k = sizeof(some);

	for (size_t x = 0; x < k * k * k * k; x++) {
		unsigned char p[4] = { some[x % k], some[x / k % k],
		    some[x / k / k % k], some[x / k / k / k] };
		size_t n = 1 + x % 4, len;
		int want = slow_step(p, n, &len) ? (int)len :
		    slow_subpart(p, n);
		int got = utf_step((const char *)p, n);

		cr_assert_eq(got, want, "%02x %02x %02x %02x, %zu bytes: %d",
		    p[0], p[1], p[2], p[3], n, got);
	}
}

/* Whatever is written is JSON and reads back as the repaired text. */
static void
check_reads_back(enum cpu_level level)
{
	uint64_t seed = 2463534242u;
	char in[64], out[2 + 64 * QUOTE_GROWTH + 8], back[400], want[200];
	struct json j = { .level = level };

	for (int round = 0; round < 30000; round++) {
		struct json_field f = { .name = "t", .namelen = 1 };
		size_t n = rnd(&seed) % 64, len, m;
		unsigned flags = 0;

		for (size_t i = 0; i < n; i++)
			in[i] = hostile(&seed);
		memcpy(out, "{\"t\":\"", 6);
		len = 6 + quote_json(in, n, out + 6);
		cr_assert(utf_valid(out, len));
		memcpy(out + len, "\"}", 2);
		cr_assert_eq(json_object(&j, out, len + 2, &f, 1), JSON_OK);
		cr_assert_eq(f.flags & ~JSON_ESCAPED, 0);
		m = json_decoder(level)(out + f.start + 1, f.end - f.start - 2, back,
		    &flags);
		len = utf_repair(in, n, want);
		cr_assert_eq(m, len);
		cr_assert_arr_eq(back, want, len);
		cr_assert_eq(flags & JSON_SURROGATE, 0);
	}
	json_release(&j);
}

Test(quote, reads_back)
{
	EACH_LEVEL(level)
		check_reads_back(level);
}

Test(quote, separators_are_escaped)
{
	static const char in[] = "a\xe2\x80\xa8" "b\xe2\x80\xa9\xe2\x80\xaa\n"
	    "\x01\x7f\xd9\x85";
	static const char want[] = "a\\u2028b\\u2029\xe2\x80\xaa\\n\\u0001"
	    "\x7f\xd9\x85";
	char out[200];
	size_t n = quote_json(in, sizeof(in) - 1, out);

	cr_expect_eq(n, sizeof(want) - 1);
	cr_expect_arr_eq(out, want, n);
}

/* Cut where quote_cut says, the pieces give what the whole gives. */
Test(quote, cuts_cut_nothing)
{
	uint64_t seed = 1181783497276652981u;
	char in[24], whole[200], parts[200];

	for (int round = 0; round < 50000; round++) {
		size_t n = 8 + rnd(&seed) % 16, k, a, b;

		for (size_t i = 0; i < n; i++)
			in[i] = hostile(&seed);
		k = quote_cut(in, 4 + rnd(&seed) % (n - 5));
		cr_assert_leq(k, n);
		cr_assert_gt(k, 0);
		a = quote_json(in, n, whole);
		b = quote_json(in, k, parts);
		b += quote_json(in + k, n - k, parts + b);
		cr_assert_eq(a, b);
		cr_assert_arr_eq(whole, parts, a);
	}
}
