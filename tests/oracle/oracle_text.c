/*
 * oracle_text.c - texts as growing arrays of code points, from and to UTF-8.
 */
#include "oracle/oracle_text.h"

#include <stdlib.h>
#include <utf8proc.h>

void *
oracle_realloc(void *p, size_t n, size_t size)
{
	if (size != 0 && n > SIZE_MAX / size)
		abort();
	if ((p = realloc(p, n * size + 1)) == NULL)
		abort();
	return p;
}

void *
oracle_alloc(size_t n, size_t size)
{
	return oracle_realloc(NULL, n, size);
}

void
otext_put(struct otext *t, uint32_t c)
{
	if (t->n == t->cap) {
		t->cap = t->cap * 2 + 64;
		t->p = oracle_realloc(t->p, t->cap, sizeof(*t->p));
	}
	t->p[t->n++] = c;
}

void
otext_free(struct otext *t)
{
	free(t->p);
	t->p = NULL;
	t->n = t->cap = 0;
}

/* Unicode 15.0, table 3-7: well-formed UTF-8 byte sequences. */
static const struct {
	unsigned char lead_first, lead_last;
	unsigned char second_first, second_last;
	int more;		/* bytes after the lead */
} sequences[] = {
	{ 0x00, 0x7f, 0x00, 0x00, 0 },
	{ 0xc2, 0xdf, 0x80, 0xbf, 1 },
	{ 0xe0, 0xe0, 0xa0, 0xbf, 2 },
	{ 0xe1, 0xec, 0x80, 0xbf, 2 },
	{ 0xed, 0xed, 0x80, 0x9f, 2 },
	{ 0xee, 0xef, 0x80, 0xbf, 2 },
	{ 0xf0, 0xf0, 0x90, 0xbf, 3 },
	{ 0xf1, 0xf3, 0x80, 0xbf, 3 },
	{ 0xf4, 0xf4, 0x80, 0x8f, 3 },
};

/*
 * The code point at s, or -1; *used gets the bytes of it, or of the maximal
 * subpart: the longest start of some row of the table, else one byte.
 */
static int32_t
decode_one(const unsigned char *s, size_t len, size_t *used)
{
	static const unsigned char lead_bits[] = { 0x7f, 0x1f, 0x0f, 0x07 };

	*used = 1;
	for (size_t r = 0; r < sizeof(sequences) / sizeof(sequences[0]); r++) {
		if (s[0] < sequences[r].lead_first ||
		    s[0] > sequences[r].lead_last)
			continue;
		int32_t c = s[0] & lead_bits[sequences[r].more];
		for (int i = 1; i <= sequences[r].more; i++) {
			unsigned char lo = 0x80, hi = 0xbf;

			if (i == 1) {
				lo = sequences[r].second_first;
				hi = sequences[r].second_last;
			}
			if ((size_t)i >= len || s[i] < lo || s[i] > hi)
				return -1;
			c = c << 6 | (s[i] & 0x3f);
			*used = (size_t)i + 1;
		}
		return c;
	}
	return -1;
}

struct otext
otext_decode(const char *s, size_t len, uint64_t *repaired)
{
	struct otext t = { NULL, 0, 0 };
	uint64_t bad = 0;
	size_t used;

	for (size_t i = 0; i < len; i += used) {
		int32_t c = decode_one((const unsigned char *)s + i, len - i,
		    &used);

		if (c < 0)
			bad++;
		otext_put(&t, c < 0 ? 0xfffd : (uint32_t)c);
	}
	if (repaired != NULL)
		*repaired = bad;
	return t;
}

char *
otext_encode(const struct otext *t, size_t *len)
{
	char *out = oracle_alloc(t->n, 4);
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		n += (size_t)utf8proc_encode_char((utf8proc_int32_t)t->p[i],
		    (utf8proc_uint8_t *)out + n);
	out[n] = '\0';
	*len = n;
	return out;
}
