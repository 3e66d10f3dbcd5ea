/*
 * http.c - the body of an HTTP response, as it was sent.
 */
#include <ctype.h>
#include <stdint.h>
#include <string.h>

/* Input that zlib only reads is const. */
#define ZLIB_CONST
#include <zlib.h>

#include "io/http.h"

#define FIRST	((size_t)64 << 10)	/* room for what is unpacked */
#define BARE	(-15)			/* deflate without a header */

static void
add_coding(struct http *h, const struct header_field *f)
{
	if (f->valuelen == 0 || header_says(f, "identity"))
		return;
	if (header_says(f, "gzip") || header_says(f, "x-gzip") ||
	    header_says(f, "deflate"))
		h->coding |= HTTP_PACKED;
	else
		h->coding |= HTTP_FOREIGN;
}

int
http_header(const char *p, size_t n, struct http *h)
{
	const char *end = p + n;
	struct header_field f;

	memset(h, 0, sizeof(*h));
	h->header = header_length(p, n);
	if (h->header == 0 || n < 12 || memcmp(p, "HTTP/", 5) != 0 ||
	    (p = memchr(p, ' ', 12)) == NULL)
		return 0;
	for (p++; p < end && isdigit((unsigned char)*p) && h->status < 1000;
	    p++)
		h->status = h->status * 10 + (*p - '0');
	end = end - n + h->header;
	while (header_next(&p, end, &f)) {
		if (header_named(&f, "Content-Type"))
			header_media(f.value, f.valuelen, &h->media);
		else if (header_named(&f, "Content-Encoding"))
			add_coding(h, &f);
		else if (header_named(&f, "Transfer-Encoding") &&
		    header_says(&f, "chunked"))
			h->coding |= HTTP_CHUNKED;
	}
	return 1;
}

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/*
 * The size of the chunk at p, which moves to its bytes; -1: there is no chunk,
 * -2: its line is cut off.
 */
static long long
chunk_size(const char **p, const char *end)
{
	const char *q = *p, *nl;
	long long size = 0;

	while (q < end && hex(*q) >= 0) {
		if (size >> 40 != 0)
			return -1;
		size = size << 4 | hex(*q++);
	}
	/* An extension may follow, or blanks. */
	if (q < end && (q == *p || strchr("; \t\r\n", *q) == NULL))
		return -1;
	if (q == *p || (nl = memchr(q, '\n', (size_t)(end - q))) == NULL)
		return -2;
	*p = nl + 1;
	return size;
}

/* Chunks put together; 0, or -1: out of memory. */
static int
join_chunks(struct http_body *b)
{
	const char *p = b->p, *end = p + b->n;
	long long size = chunk_size(&p, end);
	size_t len = 0;

	/* It does not begin as chunks do. */
	if (size < 0)
		return 0;
	if (room_reserve(&b->joined, b->n) == -1)
		return -1;
	for (; size > 0; size = chunk_size(&p, end)) {
		size_t k = (size_t)size;

		if (k > (size_t)(end - p))
			k = (size_t)(end - p);
		memcpy(b->joined.p + len, p, k);
		len += k;
		p += k;
		while (p < end && (*p == '\r' || *p == '\n'))
			p++;
	}
	b->cut |= size < 0;
	b->p = b->joined.p;
	b->n = len;
	return 0;
}

/* More room behind the first len bytes, but not over max + 1 in all. */
static int
more_room(struct room *s, size_t len, size_t max)
{
	size_t want = len < FIRST ? FIRST : len + len / 2;

	if (want > max + 1)
		want = max + 1;
	return want > len ? room_reserve(s, want) : 0;
}

/* Everything that z gives; as http_decode. */
static const char *
inflate_all(struct http_body *b, z_stream *z, size_t max)
{
	size_t len = 0;
	int r = Z_OK, members = *b->p == '\x1f';

	z->next_in = (const Bytef *)b->p;
	z->avail_in = (uInt)b->n;
	while (r == Z_OK || (r == Z_STREAM_END && members &&
	    z->avail_in > 1 && z->next_in[0] == 0x1f &&
	    inflateReset(z) == Z_OK)) {
		size_t room;

		if (more_room(&b->unpacked, len, max) == -1)
			return "";
		room = b->unpacked.cap - len;
		if (room > max + 1 - len)
			room = max + 1 - len;
		if (room > FIRST * 256)
			room = FIRST * 256;
		z->next_out = (Bytef *)b->unpacked.p + len;
		z->avail_out = (uInt)room;
		r = inflate(z, Z_NO_FLUSH);
		len += room - z->avail_out;
		if (len > max)
			return "longer than --max-record when unpacked";
	}
	if (r == Z_MEM_ERROR)
		return "";
	if (r != Z_STREAM_END && r != Z_BUF_ERROR)
		return "the packed body is damaged";
	/* More was expected than there is. */
	b->cut |= r == Z_BUF_ERROR;
	b->p = b->unpacked.p;
	b->n = len;
	return NULL;
}

/* The window bits of zlib for what b holds. */
static int
window_bits(const struct http_body *b)
{
	const unsigned char *p = (const unsigned char *)b->p;

	if (p[0] == 0x1f && p[1] == 0x8b)
		return 15 + 16;
	if ((p[0] & 0x0f) == 8 && (p[0] << 8 | p[1]) % 31 == 0)
		return 15;
	return BARE;
}

static const char *
unpack(struct http_body *b, size_t max)
{
	const struct http_body before = *b;
	z_stream z = { 0 };
	const char *why;
	int bits;

	if (b->n < 2)
		return NULL;
	if (b->n > UINT32_MAX)
		return "the packed body is of more than 4 GiB";
	bits = window_bits(b);
	if (inflateInit2(&z, bits) != Z_OK)
		return "";
	why = inflate_all(b, &z, max);
	inflateEnd(&z);
	/* Without a mark it is deflate only if all of it is. */
	if (bits == BARE && (why == NULL ? b->cut : *why != '\0')) {
		b->p = before.p;
		b->n = before.n;
		b->cut = before.cut;
		return NULL;
	}
	return why;
}

void
http_body_release(struct http_body *b)
{
	room_release(&b->joined);
	room_release(&b->unpacked);
}

const char *
http_decode(struct http_body *b, unsigned coding, size_t max)
{
	b->cut = 0;
	if (coding & HTTP_FOREIGN)
		return "its Content-Encoding is none that can be read";
	if (coding & HTTP_CHUNKED && join_chunks(b) == -1)
		return "";
	return coding & HTTP_PACKED ? unpack(b, max) : NULL;
}
