/*
 * reader.c - what the readers of all formats share.
 */
#include <string.h>

#include "io/format.h"
#include "io/reader.h"

const char *
input_note_name(enum input_note note)
{
	static const char *const names[NOTE_COUNT] = {
		[NOTE_BOM] = "byte order mark",
		[NOTE_CRLF] = "line ends in CR LF",
		[NOTE_NO_FINAL_NEWLINE] = "no newline at the end",
		[NOTE_BROKEN_UTF8] = "broken UTF-8",
		[NOTE_LONE_SURROGATE] = "lone surrogate",
		[NOTE_NUL] = "zero byte",
		[NOTE_REPEATED_KEY] = "repeated key",
		[NOTE_NO_ID] = "no id",
		[NOTE_EMPTY_FILE] = "nothing in the file",
		[NOTE_WINDOWS_1256] = "converted from windows-1256",
		[NOTE_ISO_8859_6] = "converted from ISO-8859-6",
		[NOTE_MAC_ARABIC] = "converted from Mac Arabic",
		[NOTE_WINDOWS_1252] = "converted from windows-1252",
		[NOTE_UTF16] = "converted from UTF-16",
		[NOTE_MOJIBAKE] = "mojibake repaired",
		[NOTE_NO_TEXT] = "WARC record without a text",
		[NOTE_CUT] = "page or text cut off by the crawler"
	};

	return (unsigned)note < NOTE_COUNT ? names[note] : "unknown";
}

static int (*const nexts[INPUT_FORMATS])(struct reader *, struct record *) = {
	[INPUT_JSONL] = jsonl_next,
	[INPUT_JSON] = array_next,
	[INPUT_CSV] = sheet_next,
	[INPUT_TSV] = sheet_next,
	[INPUT_TEXT] = text_next,
	[INPUT_HTML] = page_next,
	[INPUT_WARC] = warc_next,
	[INPUT_LINES] = text_line_next
};

int
reader_init(struct reader *rd, const struct input_options *o)
{
	memset(rd, 0, sizeof(*rd));
	rd->o = o;
	rd->json.level = cpu_level();
	if ((rd->source = source_new()) == NULL)
		return -1;
	source_on_wait(rd->source, o->hooks.on_wait, o->hooks.wait_arg);
	if (o->ahead && source_read_ahead(rd->source) == -1)
		return -1;
	return fields_init(&rd->fields, o);
}

void
reader_release(struct reader *rd)
{
	source_free(rd->source);
	lines_release(&rd->lines);
	fields_release(&rd->fields);
	json_release(&rd->json);
	sheet_release(&rd->sheet);
	html_free(rd->html);
	room_release(&rd->mended);
	http_body_release(&rd->body);
}

/* UTF-16 is turned into UTF-8 before lines are looked for; in a WARC each
 * record has an encoding of its own. */
static int
find_utf16(struct reader *rd)
{
	struct lines *l = &rd->lines;
	size_t mark;
	int big;

	if (rd->o->format == INPUT_WARC || (rd->o->format == INPUT_AUTO &&
	    input_format_by_name(rd->path) == INPUT_WARC))
		return 0;
	if (lines_peek(l, 2) == -1)
		return -1;
	big = recode_utf16(&rd->fields.recode, l->buf.p + l->start,
	    l->end - l->start, &mark);
	if (big == -1)
		return 0;
	lines_drop(l, mark);
	reader_note(rd, NOTE_UTF16, 1);
	return lines_utf16(l, big);
}

static int
find_mark(struct reader *rd)
{
	struct lines *l = &rd->lines;

	if (lines_peek(l, 1) == -1)
		return -1;
	if (l->end == l->start || l->buf.p[l->start] != '\xef')
		return 0;
	if (lines_peek(l, 3) == -1)
		return -1;
	if (l->end - l->start < 3 ||
	    memcmp(l->buf.p + l->start, "\xef\xbb\xbf", 3) != 0)
		return 0;
	lines_drop(l, 3);
	rd->marked = 1;
	reader_note(rd, NOTE_BOM, 1);
	return 0;
}

int
reader_begin(struct reader *rd)
{
	const char *what;

	lines_start(&rd->lines, rd->source, rd->o->max_record);
	rd->records = 0;
	rd->given_up = rd->marked = rd->lost = 0;
	if (find_utf16(rd) == -1 || find_mark(rd) == -1)
		return -1;
	rd->format = rd->o->format;
	if ((what = format_foreign(rd)) != NULL)
		return reader_give_up(rd, what);
	return rd->format != INPUT_AUTO ? 0 : format_find(rd);
}

/* Are texts pages?  In a WARC each record says what it is. */
static int
has_pages(const struct reader *rd)
{
	return rd->o->html && rd->format != INPUT_HTML &&
	    rd->format != INPUT_WARC;
}

int
reader_next(struct reader *rd, struct record *r)
{
	int got, page = has_pages(rd);

	do {
		if (rd->given_up ||
		    (got = nexts[rd->format](rd, r)) != 1)
			return rd->given_up ? 0 : got;
		if (page)
			got = reader_page(rd, r);
	} while (got == 0);
	return got;
}

int
reader_at(struct reader *rd, int fd, const struct record *was,
    struct record *r)
{
	int got;

	rd->format = INPUT_JSONL;
	got = jsonl_at(rd, fd, was, r);
	return got == 1 && has_pages(rd) ? reader_page(rd, r) : got;
}

void
reader_end(struct reader *rd)
{
	const char *error = source_error(rd->source);

	if (rd->given_up)
		return;
	if (error != NULL)
		reader_error(rd, rd->path, error);
	else if (rd->records == 0)
		reader_note(rd, NOTE_EMPTY_FILE, 1);
}

int
reader_give_up(struct reader *rd, const char *what)
{
	reader_error(rd, rd->path, what);
	rd->given_up = 1;
	return 0;
}

void
reader_note(struct reader *rd, enum input_note kind, uint64_t line)
{
	if (!rd->again && rd->o->hooks.on_note != NULL)
		rd->o->hooks.on_note(rd->o->hooks.arg, kind, rd->path, line);
}

void
reader_notes(struct reader *rd, unsigned kinds, uint64_t line)
{
	for (unsigned k = 0; k < NOTE_COUNT; k++) {
		if (kinds & 1u << k)
			reader_note(rd, (enum input_note)k, line);
	}
}

void
reader_bad(struct reader *rd, const struct record *r, const char *reason)
{
	if (!rd->again && rd->o->hooks.on_bad != NULL)
		rd->o->hooks.on_bad(rd->o->hooks.arg, rd->path, r->line,
		    reason, r->raw, r->rawlen);
}

void
reader_error(struct reader *rd, const char *path, const char *what)
{
	if (!rd->again && rd->o->hooks.on_file_error != NULL)
		rd->o->hooks.on_file_error(rd->o->hooks.arg, path, what);
}

int
reader_set_raw(struct reader *rd, const struct line *line, struct record *r)
{
	memset(r, 0, sizeof(*r));
	r->raw = line->p;
	r->rawlen = line->len;
	r->file = rd->path;
	r->format = rd->format;
	r->line = rd->lines.line;
	rd->records++;
	if (line->toolong) {
		reader_bad(rd, r, INPUT_TOO_LONG);
		return -1;
	}
	return 0;
}

unsigned
reader_line_notes(const struct line *line)
{
	unsigned kinds = 0;

	if (!line->newline)
		kinds |= 1u << NOTE_NO_FINAL_NEWLINE;
	if (line->len > 0 && line->p[line->len - 1] == '\r')
		kinds |= 1u << NOTE_CRLF;
	return kinds;
}

int
reader_is_blank(const struct line *line)
{
	for (size_t i = 0; i < line->len; i++) {
		if (memchr(" \t\r", line->p[i], 3) == NULL)
			return 0;
	}
	return 1;
}

int
reader_is_cut(const struct reader *rd, const struct line *line)
{
	return !line->newline && source_error(rd->source) != NULL;
}
