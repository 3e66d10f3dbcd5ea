/*
 * header.c - lines of "Name: value", as WARC and HTTP have them.
 */
#include <string.h>
#include <strings.h>

#include "io/header.h"

static int
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* Without the blanks at both ends of *p. */
static size_t
trimmed(const char **p, const char *end)
{
	while (*p < end && is_blank(**p))
		++*p;
	while (*p < end && is_blank(end[-1]))
		end--;
	return (size_t)(end - *p);
}

size_t
header_length(const char *p, size_t n)
{
	const char *line = p, *end = p + n, *nl;

	while ((nl = memchr(line, '\n', (size_t)(end - line))) != NULL) {
		if (nl == line || (nl == line + 1 && *line == '\r'))
			return (size_t)(nl + 1 - p);
		line = nl + 1;
	}
	return 0;
}

int
header_next(const char **p, const char *end, struct header_field *f)
{
	const char *line, *nl, *colon;

	while (*p < end) {
		line = *p;
		nl = memchr(line, '\n', (size_t)(end - line));
		*p = nl != NULL ? nl + 1 : end;
		if (nl == NULL)
			nl = end;
		colon = memchr(line, ':', (size_t)(nl - line));
		if (colon == NULL || is_blank(*line))
			continue;
		f->name = line;
		f->namelen = trimmed(&f->name, colon);
		f->value = colon + 1;
		f->valuelen = trimmed(&f->value, nl);
		return 1;
	}
	return 0;
}

static int
same(const char *p, size_t n, const char *word)
{
	return strlen(word) == n && strncasecmp(p, word, n) == 0;
}

int
header_named(const struct header_field *f, const char *name)
{
	return same(f->name, f->namelen, name);
}

int
header_says(const struct header_field *f, const char *value)
{
	return same(f->value, f->valuelen, value);
}

void
header_media(const char *value, size_t n, struct header_media *m)
{
	const char *end = value + n, *part = value, *semi, *equals;

	memset(m, 0, sizeof(*m));
	for (; part < end; part = semi + (semi < end)) {
		semi = memchr(part, ';', (size_t)(end - part));
		if (semi == NULL)
			semi = end;
		if (part == value) {
			m->type = part;
			m->typelen = trimmed(&m->type, semi);
			continue;
		}
		equals = memchr(part, '=', (size_t)(semi - part));
		if (equals == NULL ||
		    !same(part, trimmed(&part, equals), "charset"))
			continue;
		m->charset = equals + 1;
		m->charsetlen = trimmed(&m->charset, semi);
		if (m->charsetlen > 1 && strchr("\"'", *m->charset) != NULL) {
			m->charset++;
			m->charsetlen -= 2;
		}
	}
}
