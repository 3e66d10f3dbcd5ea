/*
 * fuzz_json.c - any line to the field scanner, and its answer against a
 * second decoder that goes character by character.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "io/json.h"
#include "io/quote.h"
#include "io/scan.h"
#include "io/utf.h"

int	 LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(int truth)
{
	if (!truth)
		abort();
}

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
check_string(const char *p, size_t n, unsigned flags)
{
	char *out = malloc(n + 1), *slow = malloc(n + 8), *again;
	unsigned more = flags;
	size_t len, k;

	must(out != NULL && slow != NULL);
	len = json_decode(p, n, out, &more);
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

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct json_field f[3] = {
		{ .name = "id", .namelen = 2 },
		{ .name = "text", .namelen = 4 },
		{ .name = "t", .namelen = 1 }
	};
	struct json j = { 0 };
	char *line = malloc(size + 1);
	int a = 0, b = 0;
	enum json_result r;

	must(line != NULL);
	memcpy(line, data, size);
	must(scan_plain(line, line + size, &a) ==
	    scan_plain_portable(line, line + size, &b));
	must(a <= b);
	r = json_object(&j, line, size, f, 3);
	must(r != JSON_NOMEM);
	if (r == JSON_BAD)
		must(j.error != NULL && j.column >= 1 &&
		    j.column <= size + 1);
	for (int i = 0; r == JSON_OK && i < 3; i++) {
		must(f[i].end <= size && f[i].start <= f[i].end);
		if (f[i].type == JSON_ABSENT)
			continue;
		must(f[i].start > 0 && f[i].end > f[i].start);
		if (f[i].type == JSON_STRING) {
			must(line[f[i].start] == '"' &&
			    line[f[i].end - 1] == '"');
			check_string(line + f[i].start + 1,
			    f[i].end - f[i].start - 2, f[i].flags);
		}
	}
	json_release(&j);
	free(line);
	return 0;
}
