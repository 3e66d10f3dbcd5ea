/*
 * format.c - what a file holds, by its name and by its first bytes.
 */
#include <string.h>
#include <strings.h>

#include "io/format.h"

#define PEEK	((size_t)64 << 10)	/* the longest look for a first brace */

/* Of --input-format; a line a document is not for it. */
static const char *const names[INPUT_FORMATS] = {
	[INPUT_AUTO] = "auto", [INPUT_JSONL] = "jsonl", [INPUT_TEXT] = "text"
};

int
input_format_parse(const char *name)
{
	for (int i = 0; i < INPUT_FORMATS; i++) {
		if (names[i] != NULL && strcmp(names[i], name) == 0)
			return i;
	}
	return -1;
}

const char *
input_format_name(enum input_format format)
{
	return names[format];
}

static int
ends_in(const char *s, size_t n, const char *end)
{
	size_t k = strlen(end);

	return n > k && strncasecmp(s + n - k, end, k) == 0;
}

enum input_format
format_by_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash != NULL ? slash + 1 : path;
	size_t n = strlen(name);

	if (ends_in(name, n, ".gz"))
		n -= 3;
	else if (ends_in(name, n, ".zst"))
		n -= 4;
	if (ends_in(name, n, ".jsonl") || ends_in(name, n, ".ndjson") ||
	    ends_in(name, n, ".json"))
		return INPUT_JSONL;
	if (ends_in(name, n, ".txt"))
		return INPUT_TEXT;
	return INPUT_AUTO;
}

static size_t
blanks(const char *p, size_t n)
{
	size_t i = 0;

	while (i < n && memchr(" \t\r\n", p[i], 4) != NULL)
		i++;
	return i;
}

enum input_format
format_by_content(const char *p, size_t n)
{
	const char *end = p + n, *nl;

	if (n >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
		p += 3;
	p += blanks(p, (size_t)(end - p));
	if (p == end)
		return INPUT_AUTO;
	if (*p == '{')
		return INPUT_JSONL;
	while ((nl = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		p = nl + 1;
		if (end - p >= 2 && p[0] == '{' && p[1] == '"')
			return INPUT_JSONL;
	}
	return INPUT_TEXT;
}

int
format_find(struct lines *l, const char *path, enum input_format *out)
{
	*out = format_by_name(path);
	for (size_t n = 1; *out == INPUT_AUTO; n = l->end - l->start + 1) {
		if (lines_peek(l, n) == -1)
			return -1;
		*out = format_by_content(l->buf.p + l->start,
		    l->end - l->start);
		if (l->ended || l->end - l->start >= PEEK)
			break;
	}
	/* Blanks only: either would do, and this one says nothing of them. */
	if (*out == INPUT_AUTO)
		*out = INPUT_JSONL;
	return 0;
}
