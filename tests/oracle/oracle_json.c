/*
 * oracle_json.c - a small strict JSON reader for tests.
 */
#include "oracle/oracle_json.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "oracle/oracle_text.h"

#define MAX_DEPTH	64

struct reader {
	const char *p, *end;
	const char *why;
	int depth;
};

static int	value(struct reader *r, struct ojson *v);

static int
fail(struct reader *r, const char *why)
{
	r->why = why;
	return -1;
}

static void
space(struct reader *r)
{
	while (r->p < r->end && (*r->p == ' ' || *r->p == '\t' ||
	    *r->p == '\n' || *r->p == '\r'))
		r->p++;
}

static int
take(struct reader *r, const char *word)
{
	size_t n = strlen(word);

	if ((size_t)(r->end - r->p) < n || memcmp(r->p, word, n) != 0)
		return 0;
	r->p += n;
	return 1;
}

static int
hex4(struct reader *r, uint32_t *out)
{
	uint32_t v = 0;

	if (r->end - r->p < 4)
		return fail(r, "short \\u escape");
	for (int i = 0; i < 4; i++) {
		char c = *r->p++;

		if (c >= '0' && c <= '9')
			v = v << 4 | (uint32_t)(c - '0');
		else if (c >= 'a' && c <= 'f')
			v = v << 4 | (uint32_t)(c - 'a' + 10);
		else if (c >= 'A' && c <= 'F')
			v = v << 4 | (uint32_t)(c - 'A' + 10);
		else
			return fail(r, "bad \\u escape");
	}
	*out = v;
	return 0;
}

/* After a backslash and u. */
static int
unicode_escape(struct reader *r, struct otext *t)
{
	uint32_t c, low;
	const char *after;

	if (hex4(r, &c) != 0)
		return -1;
	after = r->p;
	if (c >= 0xd800 && c <= 0xdbff && take(r, "\\u")) {
		if (hex4(r, &low) != 0)
			return -1;
		if (low >= 0xdc00 && low <= 0xdfff)
			c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
		else
			r->p = after;
	}
	otext_put(t, c >= 0xd800 && c <= 0xdfff ? 0xfffd : c);
	return 0;
}

static int
escape(struct reader *r, struct otext *t)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	const char *at;

	if (r->p == r->end)
		return fail(r, "text ends in an escape");
	char c = *r->p++;
	if (c == 'u')
		return unicode_escape(r, t);
	if (c == '\0' || (at = strchr(from, c)) == NULL)
		return fail(r, "unknown escape");
	otext_put(t, (unsigned char)to[at - from]);
	return 0;
}

static int
string(struct reader *r, char **out, size_t *len)
{
	struct otext t = { NULL, 0, 0 };
	int status = -1;

	if (!take(r, "\""))
		return fail(r, "no string where one should be");
	for (;;) {
		if (r->p == r->end) {
			fail(r, "text ends in a string");
			break;
		}
		if (take(r, "\"")) {
			*out = otext_encode(&t, len);
			status = 0;
			break;
		}
		if ((unsigned char)*r->p < 0x20) {
			fail(r, "control character in a string");
			break;
		}
		if (*r->p == '\\') {
			r->p++;
			if (escape(r, &t) != 0)
				break;
			continue;
		}
		utf8proc_int32_t c;
		utf8proc_ssize_t n = utf8proc_iterate(
		    (const utf8proc_uint8_t *)r->p, r->end - r->p, &c);
		if (n <= 0) {
			fail(r, "ill-formed UTF-8");
			break;
		}
		otext_put(&t, (uint32_t)c);
		r->p += n;
	}
	otext_free(&t);
	return status;
}

static size_t
digits(struct reader *r)
{
	const char *start = r->p;

	while (r->p < r->end && *r->p >= '0' && *r->p <= '9')
		r->p++;
	return (size_t)(r->p - start);
}

static int
number(struct reader *r, struct ojson *v)
{
	char copy[64];
	const char *start = r->p;

	v->type = OJSON_NUMBER;
	take(r, "-");
	if (!take(r, "0") && digits(r) == 0)
		return fail(r, "not a value");
	if (take(r, ".") && digits(r) == 0)
		return fail(r, "no digit after the point");
	if (take(r, "e") || take(r, "E")) {
		if (!take(r, "+"))
			take(r, "-");
		if (digits(r) == 0)
			return fail(r, "no digit in the exponent");
	}
	size_t n = (size_t)(r->p - start);
	if (n >= sizeof(copy))
		return fail(r, "a number of over 63 characters");
	memcpy(copy, start, n);
	copy[n] = '\0';
	v->number = strtod(copy, NULL);
	return 0;
}

static struct ojson *
new_item(struct ojson *v)
{
	v->items = oracle_realloc(v->items, v->nitems + 1,
	    sizeof(*v->items));
	memset(&v->items[v->nitems], 0, sizeof(*v->items));
	return &v->items[v->nitems++];
}

static int
member_key(struct reader *r, struct ojson *v, struct ojson *item)
{
	if (string(r, &item->key, &item->keylen) != 0)
		return -1;
	for (size_t i = 0; i + 1 < v->nitems; i++) {
		if (v->items[i].keylen == item->keylen &&
		    memcmp(v->items[i].key, item->key, item->keylen) == 0)
			return fail(r, "repeated key");
	}
	space(r);
	return take(r, ":") ? 0 : fail(r, "no colon after a key");
}

/* The inside of an array or object, whose opening bracket is taken. */
static int
items(struct reader *r, struct ojson *v, const char *close)
{
	if (++r->depth > MAX_DEPTH)
		return fail(r, "nested too deep");
	space(r);
	if (take(r, close)) {
		r->depth--;
		return 0;
	}
	do {
		struct ojson *item = new_item(v);

		space(r);
		if (v->type == OJSON_OBJECT && member_key(r, v, item) != 0)
			return -1;
		if (value(r, item) != 0)
			return -1;
		space(r);
	} while (take(r, ","));
	r->depth--;
	return take(r, close) ? 0 : fail(r, "no comma or closing bracket");
}

static int
value(struct reader *r, struct ojson *v)
{
	int status = 0;

	space(r);
	v->raw = r->p;
	if (take(r, "null")) {
		v->type = OJSON_NULL;
	} else if (take(r, "false")) {
		v->type = OJSON_FALSE;
	} else if (take(r, "true")) {
		v->type = OJSON_TRUE;
	} else if (take(r, "[")) {
		v->type = OJSON_ARRAY;
		status = items(r, v, "]");
	} else if (take(r, "{")) {
		v->type = OJSON_OBJECT;
		status = items(r, v, "}");
	} else if (r->p < r->end && *r->p == '"') {
		v->type = OJSON_STRING;
		status = string(r, &v->string, &v->len);
	} else {
		status = number(r, v);
	}
	v->rawlen = (size_t)(r->p - v->raw);
	return status;
}

int
ojson_parse(struct ojson *out, const char *s, size_t len, const char **why)
{
	struct reader r = { s, s + len, NULL, 0 };
	int status;

	memset(out, 0, sizeof(*out));
	status = value(&r, out);
	space(&r);
	if (status == 0 && r.p != r.end)
		status = fail(&r, "something after the value");
	if (status != 0)
		ojson_free(out);
	if (why != NULL)
		*why = r.why;
	return status;
}

void
ojson_free(struct ojson *v)
{
	for (size_t i = 0; i < v->nitems; i++)
		ojson_free(&v->items[i]);
	free(v->items);
	free(v->string);
	free(v->key);
	memset(v, 0, sizeof(*v));
}

const struct ojson *
ojson_get(const struct ojson *v, const char *key)
{
	if (v == NULL || v->type != OJSON_OBJECT)
		return NULL;
	for (size_t i = 0; i < v->nitems; i++) {
		if (v->items[i].keylen == strlen(key) &&
		    memcmp(v->items[i].key, key, strlen(key)) == 0)
			return &v->items[i];
	}
	return NULL;
}
