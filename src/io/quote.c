/*
 * quote.c - the inside of a JSON string from any bytes.
 */
#include <string.h>

#include "io/quote.h"
#include "io/utf.h"

static size_t
escape(unsigned c, char *out)
{
	static const char digits[] = "0123456789abcdef";
	static const char letters[32] = {
		['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f',
		['\r'] = 'r'
	};

	out[0] = '\\';
	if (c == '"' || c == '\\') {
		out[1] = (char)c;
		return 2;
	}
	if (c < 32 && letters[c] != 0) {
		out[1] = letters[c];
		return 2;
	}
	out[1] = 'u';
	for (int i = 0; i < 4; i++)
		out[2 + i] = digits[c >> (12 - 4 * i) & 15];
	return 6;
}

size_t
quote_json(const char *p, size_t n, char *out)
{
	char *o = out;
	size_t i = 0;

	while (i < n) {
		unsigned char c = (unsigned char)p[i];
		int k;

		if (c >= 0x20 && c < 0x80 && c != '"' && c != '\\') {
			*o++ = p[i++];
			continue;
		}
		if (c < 0x80) {
			o += escape(c, o);
			i++;
			continue;
		}
		k = utf_step(p + i, n - i);
		if (k < 0) {
			o += utf_put(o, 0xfffd);
			i += (size_t)-k;
			continue;
		}
		/* U+2028 and U+2029: E2 80 A8 and A9. */
		if (k == 3 && c == 0xe2 && p[i + 1] == (char)0x80 &&
		    (p[i + 2] == (char)0xa8 || p[i + 2] == (char)0xa9)) {
			o += escape(0x2000u | ((unsigned char)p[i + 2] & 0x3f),
			    o);
		} else {
			memcpy(o, p + i, (size_t)k);
			o += k;
		}
		i += (size_t)k;
	}
	return (size_t)(o - out);
}

/*
 * A sequence has three continuations at most: when the four bytes from n - 3
 * on are all continuations, none that stands around n is well-formed.
 */
size_t
quote_cut(const char *p, size_t n)
{
	for (size_t k = 0; k < 4; k++) {
		if (((unsigned char)p[n - k] & 0xc0) != 0x80)
			return n - k;
	}
	return n;
}
