/*
 * json.c - finds wanted fields in a line that holds a JSON object.
 */
#include <stdint.h>
#include <string.h>

#include "io/json.h"
#include "io/scan.h"
#include "io/utf.h"

static const char *
fail(struct json *j, const char *at, const char *error)
{
	j->error = error;
	j->at = (size_t)(at - j->line);
	return NULL;
}

static int
peek(const struct json *j, const char *p)
{
	return p < j->end ? (unsigned char)*p : -1;
}

static const char *
blanks(const struct json *j, const char *p)
{
	while (p < j->end &&
	    (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\n'))
		p++;
	return p;
}

/* p stands at a backslash: past it, the escapes, and ASCII among \\u06xx. */
static const char *
escapes(struct json *j, const char *p)
{
	const char *end = j->end;

	while (p < end && *p == '\\') {
		const char *start = p;

		if (end - p >= 2 && scan_letter[(unsigned char)p[1]] != 0) {
			p += 2;
			continue;
		}
		if ((p = scan_escaped(j->level, p, end)) > start)
			continue;
		if (end - p < 2)
			return fail(j, p, "a string without an end");
		if (p[1] != 'u')
			return fail(j, p, "no such escape");
		for (int i = 2; i < 6; i++) {
			if (p + i >= end || scan_hex[(unsigned char)p[i]] == 0)
				return fail(j, p,
				    "\\u without four hexadecimal digits");
		}
		p += 6;
	}
	return p;
}

/* p stands after the opening quote; the place after the closing one. */
static const char *
string(struct json *j, const char *p, unsigned *flags)
{
	const char *start = p;
	unsigned met = 0;

	*flags = 0;
	for (;;) {
		p = scan_string(j->level, p, j->end, &met);
		if (p == j->end)
			return fail(j, p, "a string without an end");
		if (*p == '"')
			break;
		if (*p == '\\') {
			met |= SCAN_ESCAPED;
			if ((p = escapes(j, p)) == NULL)
				return NULL;
		} else if (*p == '\0') {
			*flags |= JSON_NUL;
			p++;
		} else {
			return fail(j, p, "a control character in a string");
		}
	}
	if (met & SCAN_ESCAPED)
		*flags |= JSON_ESCAPED;
	if (met & SCAN_DOUBT && !utf_valid(start, (size_t)(p - start)))
		*flags |= JSON_BROKEN;
	return p + 1;
}

static const char *
digits(struct json *j, const char *p)
{
	if (p == j->end || *p < '0' || *p > '9')
		return fail(j, p, "expected a digit");
	while (p < j->end && *p >= '0' && *p <= '9')
		p++;
	return p;
}

static const char *
number(struct json *j, const char *p)
{
	if (*p == '-')
		p++;
	if (peek(j, p) == '0')
		p++;
	else if ((p = digits(j, p)) == NULL)
		return NULL;
	if (peek(j, p) == '.' && (p = digits(j, p + 1)) == NULL)
		return NULL;
	if (peek(j, p) == 'e' || peek(j, p) == 'E') {
		p++;
		if (peek(j, p) == '+' || peek(j, p) == '-')
			p++;
		p = digits(j, p);
	}
	return p;
}

static const char *
word(struct json *j, const char *p, const char *w)
{
	size_t n = strlen(w);

	if ((size_t)(j->end - p) < n || memcmp(p, w, n) != 0)
		return fail(j, p, "expected a value");
	return p + n;
}

/* A value that is not a container. */
static const char *
scalar(struct json *j, const char *p, enum json_type *type, unsigned *flags)
{
	*flags = 0;
	switch (peek(j, p)) {
	case '"':
		*type = JSON_STRING;
		return string(j, p + 1, flags);
	case 't':
		*type = JSON_TRUE;
		return word(j, p, "true");
	case 'f':
		*type = JSON_FALSE;
		return word(j, p, "false");
	case 'n':
		*type = JSON_NULL;
		return word(j, p, "null");
	case '-':
	case '0': case '1': case '2': case '3': case '4':
	case '5': case '6': case '7': case '8': case '9':
		*type = JSON_NUMBER;
		return number(j, p);
	default:
		return fail(j, p, "expected a value");
	}
}

static int
push(struct json *j, int object)
{
	size_t byte = j->depth / 8;
	unsigned bit = 1u << j->depth % 8;
	unsigned char *stack;

	if (room_reserve(&j->stack, byte + 1) == -1) {
		j->error = NULL;
		return -1;
	}
	stack = (unsigned char *)j->stack.p;
	stack[byte] = (unsigned char)(object ? stack[byte] | bit :
	    stack[byte] & ~bit);
	j->depth++;
	return 0;
}

static int
in_object(const struct json *j)
{
	size_t top = j->depth - 1;

	return ((unsigned char)j->stack.p[top / 8] >> top % 8) & 1;
}

/* A key and its colon; the place where the value begins. */
static const char *
key(struct json *j, const char *p, const char **start, unsigned *flags)
{
	if (peek(j, p) != '"')
		return fail(j, p, "expected a key in quotes");
	*start = p + 1;
	if ((p = string(j, p + 1, flags)) == NULL)
		return NULL;
	p = blanks(j, p);
	if (peek(j, p) != ':')
		return fail(j, p, "expected ':'");
	return blanks(j, p + 1);
}

/* After a value inside containers: closes what closes, and stands where the
 * next value begins, or after the outermost container when depth is 0. */
static const char *
next_value(struct json *j, const char *p)
{
	const char *start;
	unsigned flags;

	while (j->depth > 0) {
		int object = in_object(j);
		int c;

		p = blanks(j, p);
		c = peek(j, p);
		if (c == ',') {
			p = blanks(j, p + 1);
			return object ? key(j, p, &start, &flags) : p;
		}
		if (c != (object ? '}' : ']'))
			return fail(j, p, object ? "expected ',' or '}'" :
			    "expected ',' or ']'");
		j->depth--;
		p++;
	}
	return p;
}

/* Any value, containers by a loop and a stack of bits. */
static const char *
value(struct json *j, const char *p, enum json_type *type, unsigned *flags)
{
	enum json_type inner;
	const char *start;
	unsigned ignored;
	int c = peek(j, p);

	if (c != '{' && c != '[')
		return scalar(j, p, type, flags);
	*type = c == '{' ? JSON_OBJECT : JSON_ARRAY;
	*flags = 0;
	j->depth = 0;
	do {
		c = peek(j, p);
		if (c == '{' || c == '[') {
			if (push(j, c == '{') == -1)
				return NULL;
			p = blanks(j, p + 1);
			if (peek(j, p) == (c == '{' ? '}' : ']')) {
				j->depth--;
				p = next_value(j, p + 1);
			} else if (c == '{') {
				p = key(j, p, &start, &ignored);
			}
		} else {
			p = scalar(j, p, &inner, &ignored);
			if (p != NULL)
				p = next_value(j, p);
		}
	} while (p != NULL && j->depth > 0);
	return p;
}

struct found {
	enum json_type type;
	unsigned flags;
	size_t start, end;
};

/* Fields of this name get the value. */
static void
assign(struct json_field *fields, size_t nfields, const char *name, size_t n,
    const struct found *v)
{
	for (size_t i = 0; i < nfields; i++) {
		struct json_field *f = &fields[i];
		unsigned again;

		if (f->namelen != n || memcmp(f->name, name, n) != 0)
			continue;
		again = f->type == JSON_ABSENT ? 0 : JSON_REPEATED;
		f->type = v->type;
		f->flags = v->flags | again;
		f->start = v->start;
		f->end = v->end;
	}
}

/* The members of the object whose brace stands before p, to its end. */
static const char *
members(struct json *j, const char *p, struct json_field *fields,
    size_t nfields)
{
	p = blanks(j, p);
	if (peek(j, p) == '}')
		return p + 1;
	for (;;) {
		const char *name, *close;
		unsigned flags;
		struct found v;
		size_t n;

		if ((p = key(j, p, &name, &flags)) == NULL)
			return NULL;
		v.start = (size_t)(p - j->line);
		/* The key ends at the last quote before the colon. */
		for (close = p; *--close != '"';)
			;
		n = (size_t)(close - name);
		if (flags & JSON_ESCAPED) {
			if (room_reserve(&j->key, n) == -1) {
				j->error = NULL;
				return NULL;
			}
			n = json_decode(name, n, j->key.p, &flags);
			name = j->key.p;
		}
		if ((p = value(j, p, &v.type, &v.flags)) == NULL)
			return NULL;
		v.end = (size_t)(p - j->line);
		assign(fields, nfields, name, n, &v);
		p = blanks(j, p);
		if (peek(j, p) == '}')
			return p + 1;
		if (peek(j, p) != ',')
			return fail(j, p, "expected ',' or '}'");
		p = blanks(j, p + 1);
	}
}

void
json_release(struct json *j)
{
	room_release(&j->stack);
	room_release(&j->key);
}

enum json_result
json_object(struct json *j, const char *line, size_t n,
    struct json_field *fields, size_t nfields)
{
	enum json_type type;
	unsigned flags;
	const char *p;
	int object;

	for (size_t i = 0; i < nfields; i++) {
		fields[i].type = JSON_ABSENT;
		fields[i].flags = 0;
		fields[i].start = fields[i].end = 0;
	}
	j->line = line;
	j->end = line + n;
	p = blanks(j, line);
	object = peek(j, p) == '{';
	p = object ? members(j, p + 1, fields, nfields) :
	    value(j, p, &type, &flags);
	if (p == NULL)
		return j->error == NULL ? JSON_NOMEM : JSON_BAD;
	p = blanks(j, p);
	if (p != j->end) {
		fail(j, p, "something after the end");
		return JSON_BAD;
	}
	return object ? JSON_OK : JSON_NO_OBJECT;
}

static uint32_t
four_digits(const char *p)
{
	uint32_t v = 0;

	for (int i = 0; i < 4; i++)
		v = v << 4 | (scan_hex[(unsigned char)p[i]] - 1u);
	return v;
}

/* A \u escape that has been checked; *p moves over it, or over both halves. */
static uint32_t
unicode(const char **p, const char *end, unsigned *flags)
{
	uint32_t cp = four_digits(*p + 2), low;

	*p += 6;
	if (cp == 0)
		*flags |= JSON_NUL;
	if (cp < 0xd800 || cp > 0xdfff)
		return cp;
	if (cp < 0xdc00 && end - *p >= 6 && (*p)[0] == '\\' &&
	    (*p)[1] == 'u') {
		low = four_digits(*p + 2);
		if (low >= 0xdc00 && low <= 0xdfff) {
			*p += 6;
			return 0x10000 + ((cp - 0xd800) << 10) +
			    (low - 0xdc00);
		}
	}
	*flags |= JSON_SURROGATE;
	return 0xfffd;
}

static inline size_t
decode(enum cpu_level level, const char *p, size_t n, char *out,
    unsigned *flags)
{
	const char *end = p + n, *q;
	char *o = out;

	while ((p = scan_decode(level, p, end, &o)) < end) {
		q = p;
		if ((p = scan_unescape(level, p, end, &o)) == q)
			o += utf_put(o, unicode(&p, end, flags));
	}
	return (size_t)(o - out);
}

size_t
json_decode(const char *p, size_t n, char *out, unsigned *flags)
{
	return decode(CPU_SCALAR, p, n, out, flags);
}

static size_t
decode_avx2(const char *p, size_t n, char *out, unsigned *flags)
{
	return decode(CPU_AVX2, p, n, out, flags);
}

static size_t
decode_avx512(const char *p, size_t n, char *out, unsigned *flags)
{
	return decode(CPU_AVX512, p, n, out, flags);
}

json_decode_fn *
json_decoder(enum cpu_level level)
{
	static json_decode_fn *const fn[CPU_NLEVELS] = {
		[CPU_SCALAR] = json_decode, [CPU_AVX2] = decode_avx2,
		[CPU_AVX512] = decode_avx512
	};

	return fn[level];
}
