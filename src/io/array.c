/*
 * array.c - a JSON array whose elements are the records.
 */
#include <string.h>

#include "io/array.h"
#include "io/reader.h"

const char *
array_end(void *arg, const char *p, const char *end)
{
	struct array_element *e = arg;

	for (; p < end; p++) {
		if (e->escaped) {
			e->escaped = 0;
			continue;
		}
		while (e->in_string && p < end && *p != '"' && *p != '\\' &&
		    *p != '\n')
			p++;
		if (p == end)
			break;
		switch (*p) {
		case '"':
			e->in_string = !e->in_string;
			break;
		case '\\':
			e->escaped = e->in_string;
			break;
		case '\n':
			if (!e->in_string)
				break;
			e->end = *p;
			return p;
		case '[':
		case '{':
			e->depth += !e->in_string;
			break;
		case ']':
		case '}':
		case ',':
			if (e->in_string)
				break;
			if (e->depth == 0 && *p != '}') {
				e->end = *p;
				return p;
			}
			e->depth -= *p != ',' && e->depth > 0;
			break;
		}
	}
	return NULL;
}

/* The bracket it begins with: 1; 0: there is nothing, or something else. */
static int
open_array(struct reader *rd)
{
	int got;
	char c;

	if ((got = lines_skip_blanks(&rd->lines, &c)) != 1)
		return got;
	if (c != '[')
		return reader_give_up(rd, "not a JSON array");
	/* Many elements may stand on one line. */
	rd->lines.columns = 1;
	lines_drop(&rd->lines, 1);
	rd->element.end = '[';
	return 1;
}

/* An element is at hand: 1; 0: there are no more; -1. */
static int
more(struct reader *rd)
{
	char last = rd->element.end, c;
	int got;

	if ((got = lines_skip_blanks(&rd->lines, &c)) == -1)
		return -1;
	if (got == 1 && c == ']' && (last == '[' || last == '\n')) {
		lines_drop(&rd->lines, 1);
		rd->element.end = last = c;
		got = lines_skip_blanks(&rd->lines, &c);
	}
	if (last == ']')
		return got != 1 ? got : reader_give_up(rd,
		    "something follows the end of the JSON array");
	if (got == 0 && source_error(rd->source) == NULL &&
	    !source_stopped(rd->source))
		return reader_give_up(rd, "the JSON array does not end");
	return got;
}

static void
trim(struct line *line)
{
	while (line->len > 0 &&
	    memchr(" \t\r\n", line->p[line->len - 1], 4) != NULL)
		line->len--;
}

int
array_next(struct reader *rd, struct record *r)
{
	struct line line;
	int got;

	if (rd->lines.line == 0 && rd->records == 0) {
		memset(&rd->element, 0, sizeof(rd->element));
		if ((got = open_array(rd)) != 1)
			return got;
	}
	while ((got = more(rd)) == 1) {
		unsigned kinds = 0;
		int cut;

		memset(&rd->element, 0, sizeof(rd->element));
		if ((got = lines_until(&rd->lines, array_end, &rd->element,
		    &line)) != 1)
			return got;
		cut = rd->element.end == 0 && source_error(rd->source) != NULL;
		trim(&line);
		if (reader_set_raw(rd, &line, r) == -1)
			continue;
		if ((got = jsonl_record(rd, r, cut, &kinds)) == -1)
			return -1;
		if (got == 0)
			continue;
		reader_notes(rd, kinds, r->line);
		return 1;
	}
	return got;
}
