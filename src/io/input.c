/*
 * input.c - records out of files, one file after the other.
 *
 *	items (paths) -> walk -> source (bytes) -> lines -> record
 */
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "io/format.h"
#include "io/input.h"
#include "io/item.h"
#include "io/jsonl.h"
#include "io/lines.h"
#include "io/utf.h"
#include "io/walk.h"

#define PEEK	((size_t)64 << 10)	/* the longest look for a first brace */

struct input {
	struct input_options o;
	struct item *items;
	size_t nitems, item;	/* item: the one in hand, or the next */
	struct walk *walk;	/* of the folder in hand */
	struct source *source;
	struct lines lines;
	struct jsonl jsonl;
	struct space id;
	int fd;			/* of the file in hand, -1: none */
	int active;		/* there is a file in hand */
	int again;		/* second pass: no hooks, same bytes */
	int stdin_used;
	enum input_format format;	/* of the file in hand */
	const char *path, *name;	/* of the file in hand */
	uint64_t records;	/* met in it, bad ones too */
	uint64_t total, done;	/* stored bytes */
};

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
		[NOTE_UTF16] = "converted from UTF-16",
		[NOTE_MOJIBAKE] = "mojibake repaired"
	};

	return (unsigned)note < NOTE_COUNT ? names[note] : "unknown";
}

void
input_options_init(struct input_options *o)
{
	static const char *const text[] = { "text" };

	memset(o, 0, sizeof(*o));
	o->format = INPUT_AUTO;
	o->id_field = "id";
	o->text_fields = text;
	o->ntext_fields = 1;
	o->max_record = (size_t)1 << 30;
	o->tmpdir = "/tmp";
}

static void
note(struct input *in, enum input_note kind, uint64_t line)
{
	if (!in->again && in->o.hooks.on_note != NULL)
		in->o.hooks.on_note(in->o.hooks.arg, kind, in->path, line);
}

static void
notes(struct input *in, unsigned kinds, uint64_t line)
{
	for (unsigned k = 0; k < NOTE_COUNT; k++) {
		if (kinds & 1u << k)
			note(in, (enum input_note)k, line);
	}
}

static void
bad(struct input *in, const struct record *r, const char *reason)
{
	if (!in->again && in->o.hooks.on_bad != NULL)
		in->o.hooks.on_bad(in->o.hooks.arg, in->path, r->line, reason,
		    r->raw, r->rawlen);
}

static void
file_error(struct input *in, const char *path, const char *what)
{
	if (!in->again && in->o.hooks.on_file_error != NULL)
		in->o.hooks.on_file_error(in->o.hooks.arg, path, what);
}

int
input_open(struct input **out, const char *const *paths, size_t npaths,
    const struct input_options *o)
{
	struct input *in = calloc(1, sizeof(*in));
	int unknown = 0;

	*out = NULL;
	if (in == NULL)
		return -1;
	in->fd = -1;
	in->o = *o;
	in->items = calloc(npaths + 1, sizeof(*in->items));
	if (in->items == NULL || (in->source = source_new()) == NULL ||
	    jsonl_init(&in->jsonl, o) == -1)
		goto fail;
	source_on_wait(in->source, o->hooks.on_wait, o->hooks.arg);
	while (in->nitems < npaths) {
		struct item *it = &in->items[in->nitems];

		if (item_init(it, paths[in->nitems++]) == -1)
			goto fail;
		in->total += it->size;
		unknown |= !it->folder && !it->known;
	}
	if (unknown)
		in->total = 0;
	*out = in;
	return 0;
fail:
	input_close(in);
	errno = ENOMEM;
	return -1;
}

static void
close_file(struct input *in)
{
	if (in->fd != -1 && in->fd != STDIN_FILENO &&
	    !in->items[in->item].spooled)
		close(in->fd);
	in->fd = -1;
	in->active = 0;
}

static void
end_file(struct input *in)
{
	struct item *it = &in->items[in->item];
	const char *error = source_error(in->source);

	if (error != NULL)
		file_error(in, in->path, error);
	else if (in->records == 0)
		note(in, NOTE_EMPTY_FILE, 1);
	in->done += source_used(in->source);
	close_file(in);
	if (in->walk != NULL)
		return;
	if (!in->again) {
		it->whole = 1;
		it->seen = source_used(in->source);
	}
	in->item++;
}

/* How this file is to be read, by name or by what is in hand of it. */
static int
find_format(struct input *in)
{
	struct lines *l = &in->lines;

	in->format = in->o.format;
	if (in->format == INPUT_AUTO)
		in->format = format_by_name(in->path);
	for (size_t n = 1; in->format == INPUT_AUTO; n = l->end - l->start + 1) {
		if (lines_peek(l, n) == -1)
			return -1;
		in->format = format_by_content(l->buf.p + l->start,
		    l->end - l->start);
		if (l->ended || l->end - l->start >= PEEK)
			break;
	}
	/* Blanks only: either would do, and this one says nothing of them. */
	if (in->format == INPUT_AUTO)
		in->format = INPUT_JSONL;
	return 0;
}

/* UTF-16 is turned into UTF-8 before lines are looked for. */
static int
find_utf16(struct input *in)
{
	struct lines *l = &in->lines;
	size_t mark;
	int big;

	if (lines_peek(l, 2) == -1)
		return -1;
	big = recode_utf16(&in->jsonl.recode, l->buf.p + l->start,
	    l->end - l->start, &mark);
	if (big == -1)
		return 0;
	lines_drop(l, mark);
	note(in, NOTE_UTF16, 1);
	return lines_utf16(l, big);
}

/* The file whose path, name and descriptor are set becomes the one in hand. */
static int
begin_file(struct input *in, struct spool *sp)
{
	struct item *it = &in->items[in->item];
	struct lines *l = &in->lines;
	uint64_t limit = UINT64_MAX;

	if (in->again && it->whole && in->walk == NULL)
		limit = it->seen;
	if (source_start(in->source, in->fd, sp, limit) == -1)
		return -1;
	lines_start(l, in->source, in->o.max_record);
	in->active = 1;
	in->records = 0;
	if (find_utf16(in) == -1 || find_format(in) == -1 ||
	    lines_peek(l, 1) == -1)
		return -1;
	if (l->end > l->start && l->buf.p[l->start] == '\xef') {
		if (lines_peek(l, 3) == -1)
			return -1;
		if (l->end - l->start >= 3 &&
		    memcmp(l->buf.p + l->start, "\xef\xbb\xbf", 3) == 0) {
			lines_drop(l, 3);
			note(in, NOTE_BOM, 1);
		}
	}
	return 0;
}

/* Opens the descriptor of a path that is not a folder; 0 when it cannot. */
static int
begin_item(struct input *in)
{
	struct item *it = &in->items[in->item];
	struct spool *sp = NULL;

	in->path = in->name = it->path;
	if (it->spooled) {
		in->fd = it->spool.pipe;
		return begin_file(in, &it->spool) == -1 ? -1 : 1;
	}
	if (item_is_stdin(it)) {
		if (in->stdin_used++) {
			file_error(in, it->path,
			    "standard input was named before");
			return 0;
		}
		in->fd = STDIN_FILENO;
		if (it->known && in->again &&
		    lseek(in->fd, it->offset, SEEK_SET) == -1)
			return -1;
	} else if ((in->fd = open(it->path, O_RDONLY | O_CLOEXEC)) == -1) {
		file_error(in, it->path, strerror(errno));
		return 0;
	}
	if (in->o.rewindable && !it->known) {
		if (spool_init(&it->spool, in->fd, in->o.tmpdir) == -1)
			return -1;
		it->spooled = 1;
		sp = &it->spool;
	}
	return begin_file(in, sp) == -1 ? -1 : 1;
}

/* The next file of the folder in hand: 1, 0: no more, -1. */
static int
next_in_folder(struct input *in)
{
	int r;

	while ((r = walk_next(in->walk, &in->path, &in->name)) != 0) {
		if (r == -2) {
			errno = ENOMEM;
			return -1;
		}
		if (r == -1) {
			file_error(in, in->path, strerror(errno));
			continue;
		}
		if ((in->fd = open(in->path, O_RDONLY | O_CLOEXEC)) == -1) {
			file_error(in, in->path, strerror(errno));
			continue;
		}
		return begin_file(in, NULL) == -1 ? -1 : 1;
	}
	return 0;
}

/* 1: a file is in hand; 0: there are no more; -1. */
static int
next_file(struct input *in)
{
	for (; in->item < in->nitems; in->item++) {
		struct item *it = &in->items[in->item];
		int r;

		if (it->folder && in->walk == NULL) {
			in->walk = walk_open(it->path);
			if (in->walk == NULL && errno == ENOMEM)
				return -1;
			if (in->walk == NULL) {
				file_error(in, it->path, strerror(errno));
				continue;
			}
		}
		r = it->folder ? next_in_folder(in) : begin_item(in);
		if (r != 0)
			return r;
		walk_close(in->walk);
		in->walk = NULL;
	}
	return 0;
}

/* A line becomes the raw part of a record; what is common to all formats. */
static void
set_raw(struct input *in, const struct line *line, struct record *r)
{
	memset(r, 0, sizeof(*r));
	r->raw = line->p;
	r->rawlen = line->len;
	r->file = in->path;
	r->line = in->lines.line;
	in->records++;
}

static unsigned
line_notes(const struct line *line)
{
	unsigned kinds = 0;

	if (!line->newline)
		kinds |= 1u << NOTE_NO_FINAL_NEWLINE;
	if (line->len > 0 && line->p[line->len - 1] == '\r')
		kinds |= 1u << NOTE_CRLF;
	return kinds;
}

static int
is_blank(const struct line *line)
{
	for (size_t i = 0; i < line->len; i++) {
		if (memchr(" \t\r", line->p[i], 3) == NULL)
			return 0;
	}
	return 1;
}

/* As lines_next; nothing when nobody wants more. */
static int
next_raw(struct input *in, struct line *out)
{
	int got = lines_next(&in->lines, out);

	return source_stopped(in->source) && got == 1 ? 0 : got;
}

static int
next_jsonl(struct input *in, struct record *r)
{
	const char *reason;
	struct line line;
	int got;

	while ((got = next_raw(in, &line)) == 1) {
		int cut = !line.newline && source_error(in->source) != NULL;
		unsigned kinds = line_notes(&line);

		if (is_blank(&line))
			continue;
		set_raw(in, &line, r);
		if (line.toolong) {
			bad(in, r, "longer than --max-record");
			continue;
		}
		got = jsonl_record(&in->jsonl, r, &kinds, &reason);
		if (got == -1)
			return -1;
		/* Half a line before the damage: the file is named instead. */
		if (got == 0 && !cut)
			bad(in, r, reason);
		if (got == 0)
			continue;
		if (cut)
			kinds &= ~(1u << NOTE_NO_FINAL_NEWLINE);
		notes(in, kinds, r->line);
		return 1;
	}
	return got;
}

/* Text without a structure: a whole file, or a line. */
static int
set_text(struct input *in, struct record *r, const char *suffix)
{
	struct recode *rc = &in->jsonl.recode;
	int broken = !utf_valid(r->text, r->textlen), got;
	unsigned kinds = 0;

	if (memchr(r->text, '\0', r->textlen) != NULL)
		kinds |= 1u << NOTE_NUL;
	got = recode_text(rc, &r->text, &r->textlen, broken, &kinds);
	if (got == 0 && broken)
		kinds |= 1u << NOTE_BROKEN_UTF8;
	if (got == -1 || recode_mend(rc, &r->text, &r->textlen, &kinds) == -1)
		return -1;
	notes(in, kinds, r->line);
	if (jsonl_token(&in->id, in->name, strlen(in->name), suffix,
	    &r->idlen) == -1)
		return -1;
	r->id = in->id.p;
	return 1;
}

static int
next_line(struct input *in, struct record *r)
{
	struct line line;
	char suffix[32];
	int got;

	while ((got = next_raw(in, &line)) == 1) {
		if (!line.newline && source_error(in->source) != NULL)
			return 0;
		set_raw(in, &line, r);
		if (line.toolong) {
			bad(in, r, "longer than --max-record");
			continue;
		}
		r->text = r->raw;
		r->textlen = r->rawlen;
		if (r->textlen > 0 && r->text[r->textlen - 1] == '\r')
			r->textlen--;
		notes(in, line_notes(&line), r->line);
		snprintf(suffix, sizeof(suffix), ":%" PRIu64, r->line);
		return set_text(in, r, suffix);
	}
	return got;
}

/* The whole file; a file with nothing in it is an empty document. */
static int
next_text(struct input *in, struct record *r)
{
	static const char nothing[1];
	struct line line;
	int got;

	if (in->lines.line > 0)
		return 0;
	if ((got = lines_rest(&in->lines, &line)) == -1)
		return -1;
	if (source_error(in->source) != NULL || source_stopped(in->source))
		return 0;
	if (got == 0) {
		memset(&line, 0, sizeof(line));
		line.p = nothing;
		note(in, NOTE_EMPTY_FILE, 1);
	}
	set_raw(in, &line, r);
	if (line.toolong) {
		bad(in, r, "longer than --max-record");
		return 0;
	}
	r->whole_file = 1;
	r->text = r->raw;
	r->textlen = r->rawlen;
	if (memmem(r->text, r->textlen, "\r\n", 2) != NULL)
		note(in, NOTE_CRLF, 1);
	return set_text(in, r, "");
}

int
input_next(struct input *in, struct record *r)
{
	for (;;) {
		int got;

		if (!in->active && (got = next_file(in)) != 1)
			return got;
		if (in->format == INPUT_JSONL)
			got = next_jsonl(in, r);
		else if (in->format == INPUT_LINES)
			got = next_line(in, r);
		else
			got = next_text(in, r);
		if (got == 1)
			r->digest = hash64(r->raw, r->rawlen, 0);
		if (got != 0 || source_stopped(in->source))
			return got;
		end_file(in);
	}
}

int
input_rewind(struct input *in)
{
	for (size_t i = 0; i < in->nitems; i++) {
		const struct item *it = &in->items[i];

		/* A pipe that was not kept cannot be read again. */
		if (it->whole && !it->folder && !it->known && !it->spooled) {
			errno = ESPIPE;
			return -1;
		}
		if (it->whole && it->known && !item_is_stdin(it) &&
		    access(it->path, R_OK) == -1)
			return -1;
	}
	close_file(in);
	walk_close(in->walk);
	in->walk = NULL;
	in->again = 1;
	in->stdin_used = 0;
	in->item = 0;
	in->done = 0;
	return 0;
}

void
input_progress(const struct input *in, uint64_t *done, uint64_t *total)
{
	*done = in->done + (in->active ? source_used(in->source) : 0);
	*total = in->total;
}

int
input_is_source(const struct input *in, const char *path)
{
	struct stat st;

	if (strcmp(path, "-") == 0 ? fstat(STDOUT_FILENO, &st) == -1 :
	    stat(path, &st) == -1)
		return 0;
	if (!S_ISREG(st.st_mode))
		return 0;
	for (size_t i = 0; i < in->nitems; i++) {
		if (item_has(&in->items[i], &st))
			return 1;
	}
	return 0;
}

void
input_close(struct input *in)
{
	if (in == NULL)
		return;
	close_file(in);
	walk_close(in->walk);
	for (size_t i = 0; i < in->nitems; i++)
		item_release(&in->items[i]);
	free(in->items);
	source_free(in->source);
	lines_release(&in->lines);
	jsonl_release(&in->jsonl);
	space_release(&in->id);
	free(in);
}
