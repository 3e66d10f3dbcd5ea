/*
 * fuzz_json.c - any line to the field scanner, and its answer against a
 * second decoder that goes character by character.
 */
#include <string.h>

#include "fuzz.h"
#include "io/json.h"
#include "io/quote.h"
#include "io/scan.h"
#include "io/utf.h"

static uint32_t
digits4(const char *p)
{
	char s[5] = { p[0], p[1], p[2], p[3], '\0' };

	return (uint32_t)strtoul(s, NULL, 16);
}

/* The inside of a string that was accepted, by the book. */
static size_t
slow_decode(const char *p, size_t n, char *out)
{
	static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
	size_t len = 0, i = 0;

	while (i < n) {
		uint32_t cp, low;

		if (p[i] != '\\') {
			out[len++] = p[i++];
			continue;
		}
		must(i + 1 < n);
		if (p[i + 1] != 'u') {
			const char *at = strchr(names, p[i + 1]);

			must(at != NULL && *at != '\0');
			out[len++] = values[at - names];
			i += 2;
			continue;
		}
		must(i + 6 <= n);
		cp = digits4(p + i + 2);
		i += 6;
		if (cp >= 0xd800 && cp < 0xdc00 && i + 6 <= n &&
		    p[i] == '\\' && p[i + 1] == 'u') {
			low = digits4(p + i + 2);
			if (low >= 0xdc00 && low < 0xe000) {
				cp = 0x10000 + ((cp & 0x3ff) << 10 |
				    (low & 0x3ff));
				i += 6;
			}
		}
		if (cp >= 0xd800 && cp < 0xe000)
			cp = 0xfffd;
		len += utf_put(out + len, cp);
	}
	return len;
}

static void
check_string(enum cpu_level level, const char *p, size_t n, unsigned flags)
{
	/* No byte more than was promised. */
	char *out = malloc(n > 0 ? n : 1), *slow = malloc(n + 8), *again;
	unsigned more = flags;
	size_t len, k;

	must(out != NULL && slow != NULL);
	len = json_decoder(level)(p, n, out, &more);
	must(len <= n);
	k = slow_decode(p, n, slow);
	must(k == len && memcmp(out, slow, len) == 0);
	must(utf_valid(out, len) == !(flags & JSON_BROKEN));
	must((memchr(out, '\0', len) != NULL) == !!(more & JSON_NUL));
	must(!!(flags & JSON_ESCAPED) == (memchr(p, '\\', n) != NULL));
	/* Written again it is a string that can be read. */
	again = malloc(len * QUOTE_GROWTH + 1);
	must(again != NULL);
	k = quote_json(out, len, again);
	must(utf_valid(again, k));
	for (size_t i = 0; i < k; i++)
		must((unsigned char)again[i] >= 0x20);
	free(again);
	free(slow);
	free(out);
}

static void
check_runs(enum cpu_level level, const char *line, size_t size)
{
	char *out = malloc(size + 1), *want = malloc(size + 1);
	char *o = out, *w = want;
	const char *end = line + size, *p;
	unsigned a = 0, b = 0;

	must(out != NULL && want != NULL);
	p = scan_string_scalar(line, end, &b);
	must(scan_string(level, line, end, &a) == p);
	must((a & ~b) == 0 && ((a ^ b) & SCAN_ESCAPED) == 0);
	p = scan_decode_scalar(line, end, &w);
	must(scan_decode(level, line, end, &o) == p);
	must(o - out == w - want);
	must(memcmp(out, want, (size_t)(o - out)) == 0);
	o = out;
	w = want;
	p = scan_escaped_scalar(line, end);
	must(scan_escaped(level, line, end) == p);
	must(scan_unescape(level, line, end, &o) == p);
	must(scan_unescape_scalar(line, end, &w) == p);
	must(o - out == w - want);
	must(memcmp(out, want, (size_t)(o - out)) == 0);
	free(out);
	free(want);
}

static void
check_line(enum cpu_level level, const char *line, size_t size)
{
	struct json_field f[3] = {
		{ .name = "id", .namelen = 2 },
		{ .name = "text", .namelen = 4 },
		{ .name = "t", .namelen = 1 }
	};
	struct json j = { .level = level };
	enum json_result r;

	check_runs(level, line, size);
	r = json_object(&j, line, size, f, 3);
	must(r != JSON_NOMEM);
	if (r == JSON_BAD)
		must(j.error != NULL && j.at <= size);
	for (int i = 0; r == JSON_OK && i < 3; i++) {
		must(f[i].end <= size && f[i].start <= f[i].end);
		if (f[i].type == JSON_ABSENT)
			continue;
		must(f[i].start > 0 && f[i].end > f[i].start);
		if (f[i].type == JSON_STRING) {
			must(line[f[i].start] == '"' &&
			    line[f[i].end - 1] == '"');
			check_string(level, line + f[i].start + 1,
			    f[i].end - f[i].start - 2, f[i].flags);
		}
	}
	json_release(&j);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *line = malloc(size > 0 ? size : 1);

	must(line != NULL);
	if (size > 0)
		memcpy(line, data, size);
	for (int l = CPU_SCALAR; l <= (int)cpu_level(); l++)
		check_line((enum cpu_level)l, line, size);
	free(line);
	return 0;
}
