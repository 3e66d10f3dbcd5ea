/*
 * jsonl.c - JSON Lines: an object a line.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "io/reader.h"
#include "io/utf.h"

/* Is something wrong with a text field?  Then the reason says so. */
static int
unfit(struct reader *rd, const struct json_field *f)
{
	if (f->type == JSON_STRING)
		return 0;
	if (f->type == JSON_ABSENT)
		snprintf(rd->reason, sizeof(rd->reason), "no field \"%s\"",
		    f->name);
	else
		snprintf(rd->reason, sizeof(rd->reason), "\"%s\" is %s",
		    f->name, f->type == JSON_NULL ? "null" : "not a string");
	return 1;
}

/* Where in the file it goes wrong; a record of an array may begin in the middle
 * of a line and have several. */
static void
not_json(struct reader *rd, const struct record *r)
{
	const char *at = r->raw + rd->json.at, *line = r->raw, *p;
	uint64_t n = 0, column = rd->lines.before + 1;
	char where[32] = "";

	while ((p = memchr(line, '\n', (size_t)(at - line))) != NULL) {
		line = p + 1;
		column = 1;
		n++;
	}
	if (n > 0)
		snprintf(where, sizeof(where), "line %" PRIu64 ", ",
		    r->line + n);
	column += utf_count(line, (size_t)(at - line));
	snprintf(rd->reason, sizeof(rd->reason), "not JSON: %scolumn %" PRIu64
	    ": %s", where, column, rd->json.error);
}

static int
read_object(struct reader *rd, struct record *r, unsigned *notes)
{
	struct fields_syntax how = { 1, json_decoder(rd->json.level) };
	struct fields *x = &rd->fields;
	enum json_result res;

	res = json_object(&rd->json, r->raw, r->rawlen, x->f, x->n);
	if (res == JSON_NOMEM)
		return -1;
	if (res == JSON_NO_OBJECT) {
		snprintf(rd->reason, sizeof(rd->reason), "not a JSON object");
		return 0;
	}
	if (res == JSON_BAD) {
		not_json(rd, r);
		return 0;
	}
	for (size_t i = 1; i <= x->ntext; i++) {
		if (unfit(rd, &x->f[i]))
			return 0;
	}
	return fields_fill(x, &how, r, notes) == -1 ? -1 : 1;
}

int
jsonl_record(struct reader *rd, struct record *r, int cut, unsigned *notes)
{
	int got = read_object(rd, r, notes);

	/* Half a record before the damage: the file is named instead. */
	if (got == 0 && !cut)
		reader_bad(rd, r, rd->reason);
	return got;
}

int
jsonl_at(struct reader *rd, int fd, const struct record *was,
    struct record *r)
{
	struct line line;
	unsigned kinds = 0;
	int got;

	if ((got = lines_at(&rd->lines, fd, was->at - 1, was->rawlen,
	    &line)) != 1)
		return got;
	rd->lines.line = was->line;
	(void)reader_set_raw(rd, &line, r);
	return jsonl_record(rd, r, 0, &kinds);
}

int
jsonl_next(struct reader *rd, struct record *r)
{
	struct line line;
	int got;

	while ((got = lines_next(&rd->lines, &line)) == 1) {
		unsigned kinds = reader_line_notes(&line);
		int cut = reader_is_cut(rd, &line);

		if (reader_is_blank(&line) ||
		    reader_set_raw(rd, &line, r) == -1)
			continue;
		r->at = rd->by_place && !rd->lines.is_utf16 ?
		    rd->lines.at + 1 : 0;
		if ((got = jsonl_record(rd, r, cut, &kinds)) == -1)
			return -1;
		if (got == 0)
			continue;
		if (cut)
			kinds &= ~(1u << NOTE_NO_FINAL_NEWLINE);
		reader_notes(rd, kinds, r->line);
		return 1;
	}
	return got;
}
