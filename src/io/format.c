/*
 * format.c - what a file holds, by its name and by its first bytes.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "io/format.h"

#define PEEK	((size_t)64 << 10)	/* the longest look for a first brace */
#define WORD	((size_t)16)		/* tells what begins with it */

/* Of --input-format; a line a document is not for it. */
static const char *const names[INPUT_FORMATS] = {
	[INPUT_AUTO] = "auto", [INPUT_JSONL] = "jsonl", [INPUT_JSON] = "json",
	[INPUT_CSV] = "csv", [INPUT_TSV] = "tsv", [INPUT_TEXT] = "text",
	[INPUT_HTML] = "html", [INPUT_WARC] = "warc"
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
input_format_by_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash != NULL ? slash + 1 : path;
	size_t n = strlen(name);

	if (ends_in(name, n, ".gz"))
		n -= 3;
	else if (ends_in(name, n, ".zst"))
		n -= 4;
	if (ends_in(name, n, ".jsonl") || ends_in(name, n, ".ndjson"))
		return INPUT_JSONL;
	if (ends_in(name, n, ".json"))
		return INPUT_JSON;
	if (ends_in(name, n, ".csv"))
		return INPUT_CSV;
	if (ends_in(name, n, ".tsv") || ends_in(name, n, ".tab"))
		return INPUT_TSV;
	if (ends_in(name, n, ".txt"))
		return INPUT_TEXT;
	if (ends_in(name, n, ".html") || ends_in(name, n, ".htm") ||
	    ends_in(name, n, ".xhtml"))
		return INPUT_HTML;
	if (ends_in(name, n, ".warc") || ends_in(name, n, ".wet"))
		return INPUT_WARC;
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

/* Behind the bracket: an object, or the other bracket and nothing else? */
static int
is_array(const char *p, const char *end)
{
	p += blanks(p, (size_t)(end - p));
	if (p == end || *p == '{')
		return 1;
	if (*p++ != ']')
		return 0;
	return blanks(p, (size_t)(end - p)) == (size_t)(end - p);
}

static int
begins(const char *p, const char *end, const char *word)
{
	size_t k = strlen(word);

	return (size_t)(end - p) >= k && strncasecmp(p, word, k) == 0;
}

enum input_format
format_by_content(const char *p, size_t n)
{
	const char *end = p + n, *nl;

	p += blanks(p, n);
	if (p == end)
		return INPUT_AUTO;
	if (*p == '{')
		return INPUT_JSONL;
	if (*p == '[' && is_array(p + 1, end))
		return INPUT_JSON;
	if (begins(p, end, "WARC/1."))
		return INPUT_WARC;
	if (begins(p, end, "<!doctype html") || begins(p, end, "<html"))
		return INPUT_HTML;
	while ((nl = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		p = nl + 1;
		if (end - p >= 2 && p[0] == '{' && p[1] == '"')
			return INPUT_JSONL;
	}
	return INPUT_TEXT;
}

static int
by_content(struct lines *l, enum input_format *out)
{
	size_t have = 0;

	do {
		if (lines_peek(l, have + 1) == -1)
			return -1;
		have = l->end - l->start;
		/* A pipe may give the first byte and then the others. */
		if (have > 0 && memchr("<W", l->buf.p[l->start], 2) != NULL &&
		    lines_peek(l, WORD) == -1)
			return -1;
		have = l->end - l->start;
		*out = format_by_content(l->buf.p + l->start, have);
	} while (*out == INPUT_AUTO && !l->ended && have < PEEK);
	return 0;
}

int
format_find(struct reader *rd)
{
	enum input_format named = input_format_by_name(rd->path);
	char delimiter;
	int got;

	rd->format = named;
	if (named != INPUT_AUTO && named != INPUT_JSON)
		return 0;
	if (by_content(&rd->lines, &rd->format) == -1)
		return -1;
	if (named == INPUT_AUTO && rd->format == INPUT_TEXT) {
		got = sheet_delimiter(&rd->sheet, &rd->fields, &rd->lines,
		    ",;\t", &delimiter);
		if (got == 1 && rd->sheet.row.n > 1)
			rd->format = INPUT_CSV;
		return got == -1 ? -1 : 0;
	}
	/* Blanks only: any would do, and this one says nothing of them. */
	if (rd->format == INPUT_AUTO ||
	    (named == INPUT_JSON && rd->format != INPUT_JSON))
		rd->format = INPUT_JSONL;
	return 0;
}

#define PARQUET	"Parquet; this makes JSON Lines of it: python3 -c \"import " \
	"sys,json,pyarrow.parquet as p;[print(json.dumps(r,ensure_ascii=" \
	"False,default=str)) for b in p.ParquetFile(sys.argv[1])." \
	"iter_batches() for r in b.to_pylist()]\" '%s' >'%s.jsonl'"

const char *
format_foreign(struct reader *rd)
{
	static const struct {
		const char *magic;
		size_t n;
		const char *what;
	} kinds[] = {
		{ "PAR1\x15", 5, PARQUET },
		{ "BZh", 3, "bzip2; unpack it first: bzip2 -d '%s'" },
		{ "\xfd" "7zXZ", 6, "xz; unpack it first: xz -d '%s'" },
		{ "PK\3\4", 4, "a zip archive, or a workbook; unpack it "
		    "first, or save the sheet as CSV" }
	};
	const struct lines *l = &rd->lines;
	const char *path = rd->path;

	/* What a shell would take otherwise, or what is too long to show. */
	if (strcmp(path, "-") == 0 || strchr(path, '\'') != NULL ||
	    strlen(path) > 60)
		path = "FILE";
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		if (l->end - l->start < kinds[i].n || memcmp(l->buf.p +
		    l->start, kinds[i].magic, kinds[i].n) != 0)
			continue;
		snprintf(rd->reason, sizeof(rd->reason), kinds[i].what, path,
		    path);
		return rd->reason;
	}
	return NULL;
}
