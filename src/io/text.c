/*
 * text.c - text without a structure: a file a document, or a line.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "io/reader.h"
#include "io/utf.h"

int
reader_text(struct reader *rd, struct record *r, enum encoding said)
{
	struct recode *rc = &rd->fields.recode;
	struct coded c = { r->text, r->textlen,
	    !utf_valid(r->text, r->textlen), said };
	unsigned kinds = 0;

	if (memchr(r->text, '\0', r->textlen) != NULL)
		kinds |= 1u << NOTE_NUL;
	if (recode_text(rc, &c, &kinds) == -1)
		return -1;
	if (c.broken)
		kinds |= 1u << NOTE_BROKEN_UTF8;
	r->text = c.p;
	r->textlen = c.n;
	if (recode_mend(rc, &r->text, &r->textlen, &kinds) == -1)
		return -1;
	reader_notes(rd, kinds, r->line);
	return 0;
}

int
reader_id(struct reader *rd, struct record *r, const char *name,
    const char *suffix)
{
	if (fields_token(&rd->fields.id, name, strlen(name), suffix,
	    &r->idlen) == -1)
		return -1;
	r->id = rd->fields.id.p;
	return 0;
}

int
text_line_next(struct reader *rd, struct record *r)
{
	struct line line;
	char suffix[32];
	int got;

	while ((got = lines_next(&rd->lines, &line)) == 1) {
		if (reader_is_cut(rd, &line))
			return 0;
		if (reader_set_raw(rd, &line, r) == -1)
			continue;
		r->text = r->raw;
		r->textlen = r->rawlen;
		if (r->textlen > 0 && r->text[r->textlen - 1] == '\r')
			r->textlen--;
		reader_notes(rd, reader_line_notes(&line), r->line);
		snprintf(suffix, sizeof(suffix), ":%" PRIu64, r->line);
		return reader_text(rd, r, ENCODING_AUTO) == -1 ||
		    reader_id(rd, r, rd->name, suffix) == -1 ? -1 : 1;
	}
	return got;
}

int
reader_whole(struct reader *rd, struct record *r)
{
	static const char nothing[1];
	struct line line;
	int got;

	if (rd->lines.line > 0)
		return 0;
	if ((got = lines_rest(&rd->lines, &line)) == -1)
		return -1;
	if (source_error(rd->source) != NULL || source_stopped(rd->source))
		return 0;
	if (got == 0) {
		memset(&line, 0, sizeof(line));
		line.p = nothing;
		reader_note(rd, NOTE_EMPTY_FILE, 1);
	}
	if (reader_set_raw(rd, &line, r) == -1)
		return 0;
	r->whole_file = 1;
	r->text = r->raw;
	r->textlen = r->rawlen;
	if (memmem(r->text, r->textlen, "\r\n", 2) != NULL)
		reader_note(rd, NOTE_CRLF, 1);
	return 1;
}

int
text_next(struct reader *rd, struct record *r)
{
	int got = reader_whole(rd, r);

	if (got == 1 && (reader_text(rd, r, ENCODING_AUTO) == -1 ||
	    reader_id(rd, r, rd->name, "") == -1))
		return -1;
	return got;
}
