/*
 * span.c - walking through JSON that io/json.h has accepted.
 */
#include <stdlib.h>
#include <string.h>

#include "report/span.h"
#include "report/xalloc.h"

#define NAMES_MAX	32

int
span_members(struct span object, const char *const *names, size_t n,
    struct span *out)
{
	struct json_field fields[NAMES_MAX];
	struct json j;
	enum json_result r;

	memset(&j, 0, sizeof(j));
	memset(fields, 0, sizeof(fields));
	for (size_t i = 0; i < n; i++) {
		fields[i].name = names[i];
		fields[i].namelen = strlen(names[i]);
		out[i] = (struct span){ NULL, 0, JSON_ABSENT };
	}
	r = json_object(&j, object.p, object.n, fields, n);
	json_release(&j);
	if (r != JSON_OK)
		return -1;
	for (size_t i = 0; i < n; i++)
		if (fields[i].type != JSON_ABSENT)
			out[i] = (struct span){ object.p + fields[i].start,
			    fields[i].end - fields[i].start, fields[i].type };
	return 0;
}

static int
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t
string_end(const char *p, size_t n)
{
	size_t i = 1;

	while (i < n && p[i] != '"')
		i += p[i] == '\\' ? 2 : 1;
	return i + 1 < n ? i + 1 : n;
}

/* The length of the value at p; nested ones by their brackets. */
static size_t
value_end(const char *p, size_t n)
{
	size_t i = 0, depth = 0;

	while (i < n) {
		if (p[i] == '"') {
			i += string_end(p + i, n - i);
		} else if (p[i] == '[' || p[i] == '{') {
			depth++;
			i++;
		} else if (depth > 0) {
			depth -= p[i] == ']' || p[i] == '}';
			i++;
		} else if (p[i] == ',' || p[i] == ']' || is_blank(p[i])) {
			return i;
		} else {
			i++;
			continue;
		}
		if (depth == 0)
			return i;
	}
	return n;
}

static enum json_type
type_of(char c)
{
	switch (c) {
	case '"':
		return JSON_STRING;
	case '[':
		return JSON_ARRAY;
	case '{':
		return JSON_OBJECT;
	case 'n':
		return JSON_NULL;
	case 't':
		return JSON_TRUE;
	case 'f':
		return JSON_FALSE;
	default:
		return JSON_NUMBER;
	}
}

int
span_next(struct span array, size_t *at, struct span *item)
{
	size_t i = *at;

	if (array.type != JSON_ARRAY)
		return 0;
	if (i == 0)
		i = 1;
	while (i < array.n && (is_blank(array.p[i]) || array.p[i] == ','))
		i++;
	if (i >= array.n || array.p[i] == ']')
		return 0;
	item->p = array.p + i;
	item->n = value_end(item->p, array.n - i);
	item->type = type_of(*item->p);
	*at = i + item->n;
	return 1;
}

/* The number ends where its span does: something else follows it there. */
static int
copy_number(struct span s, char *out, size_t size)
{
	if (s.type != JSON_NUMBER || s.n >= size)
		return 0;
	memcpy(out, s.p, s.n);
	out[s.n] = '\0';
	return 1;
}

double
span_double(struct span s)
{
	char text[64];

	return copy_number(s, text, sizeof(text)) ? strtod(text, NULL) : 0;
}

uint64_t
span_count(struct span s)
{
	char text[24];

	if (!copy_number(s, text, sizeof(text)) ||
	    text[strspn(text, "0123456789")] != '\0')
		return 0;
	return strtoull(text, NULL, 10);
}

char *
span_string(struct span s)
{
	unsigned flags = 0;
	char *out;
	size_t n;

	if (s.type != JSON_STRING || s.n < 2)
		return xstrdup("");
	out = xalloc(s.n, 1);
	n = json_decode(s.p + 1, s.n - 2, out, &flags);
	out[n] = '\0';
	return out;
}
