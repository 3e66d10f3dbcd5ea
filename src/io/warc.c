/*
 * warc.c - WARC 1.0 and 1.1, and the WET files made of them: a record a
 * document, when it holds a text or a page.
 */
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "io/header.h"
#include "io/reader.h"
#include "io/url.h"

#define HEADER_MAX	((size_t)1 << 20)
#define HTTP_MAX	((size_t)256 << 10)	/* of an HTTP header */
#define TAIL		4	/* bytes of the lines that end a record */

/* What a block is. */
enum kind {
	OTHER,
	TEXT,
	PAGE,
	RESPONSE		/* of HTTP: one of the others is in it */
};

struct head {
	size_t len;		/* with the empty line */
	uint64_t block;		/* Content-Length */
	int sized;		/* there is a good one */
	enum kind kind;
	int cut;		/* the crawler took a part of it */
	const char *uri, *date;
	size_t urilen, datelen;
	struct header_media media;
};

static const char *
in_hand(const struct reader *rd)
{
	return rd->lines.buf.p + rd->lines.start;
}

static size_t
bytes_in_hand(const struct reader *rd)
{
	return rd->lines.end - rd->lines.start;
}

/* The file ends inside a record: nothing more is read of it. */
static int
cut_off(struct reader *rd)
{
	lines_drop(&rd->lines, bytes_in_hand(rd));
	if (source_error(rd->source) != NULL || source_stopped(rd->source))
		return 0;
	return reader_give_up(rd, "the last WARC record is cut off");
}

static const char magic[] = "WARC/";
#define MAGIC	(sizeof(magic) - 1)

static int
at_record(const struct line *line)
{
	return line->len > MAGIC && memcmp(line->p, magic, MAGIC) == 0 &&
	    isdigit((unsigned char)line->p[MAGIC]);
}

/*
 * To the next line that begins a record: 1; 0: there is none.  What stands
 * before it is no record, and told, unless it belongs to one that was.
 */
static int
find_record(struct reader *rd, struct record *r)
{
	struct lines *l = &rd->lines;
	struct line line;
	int got;
	char c;

	for (;;) {
		if ((got = lines_skip_blanks(l, &c)) != 1 ||
		    (got = lines_peek_line(l, &line)) == -1)
			return got;
		if (at_record(&line))
			return 1;
		if (!line.newline && line.len <= MAGIC &&
		    memcmp(line.p, magic, line.len) == 0)
			return cut_off(rd);
		if ((got = lines_next(l, &line)) != 1)
			return got;
		if (!rd->lost && !reader_is_cut(rd, &line)) {
			reader_set_raw(rd, &line, r);
			reader_bad(rd, r, "no WARC record begins here");
		}
		rd->lost = 1;
	}
}

static enum kind
kind_of_media(const struct header_media *m)
{
	static const struct { const char *type; enum kind kind; } kinds[] = {
		{ "text/plain", TEXT }, { "text/html", PAGE },
		{ "application/xhtml+xml", PAGE },
		{ "application/http", RESPONSE }
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		if (strlen(kinds[i].type) == m->typelen && strncasecmp(m->type,
		    kinds[i].type, m->typelen) == 0)
			return kinds[i].kind;
	}
	return OTHER;
}

/* A number of decimal digits; 0: it is none, or too large. */
static int
parse_length(const struct header_field *f, uint64_t *out)
{
	uint64_t v = 0;

	for (size_t i = 0; i < f->valuelen; i++) {
		if (!isdigit((unsigned char)f->value[i]) || v >> 59 != 0)
			return 0;
		v = v * 10 + (uint64_t)(f->value[i] - '0');
	}
	*out = v;
	return f->valuelen > 0;
}

static void
take_field(struct head *h, const struct header_field *f, int *documents)
{
	if (header_named(f, "WARC-Type")) {
		*documents = header_says(f, "conversion") ||
		    header_says(f, "resource") || header_says(f, "response");
	} else if (header_named(f, "Content-Length")) {
		h->sized = parse_length(f, &h->block);
	} else if (header_named(f, "Content-Type")) {
		header_media(f->value, f->valuelen, &h->media);
	} else if (header_named(f, "WARC-Truncated")) {
		h->cut = f->valuelen > 0;
	} else if (header_named(f, "WARC-Date")) {
		h->date = f->value;
		h->datelen = f->valuelen;
	} else if (header_named(f, "WARC-Target-URI")) {
		h->uri = f->value;
		h->urilen = f->valuelen;
		/* Some writers of 1.0 put it in brackets. */
		if (h->urilen > 1 && *h->uri == '<' &&
		    h->uri[h->urilen - 1] == '>') {
			h->uri++;
			h->urilen -= 2;
		}
	}
}

/* The header in hand; it points there. */
static void
parse_head(const struct reader *rd, size_t len, struct head *h)
{
	const char *p = in_hand(rd), *end = p + len;
	struct header_field f;
	int documents = 0;

	memset(h, 0, sizeof(*h));
	h->len = len;
	while (header_next(&p, end, &f))
		take_field(h, &f, &documents);
	h->kind = documents ? kind_of_media(&h->media) : OTHER;
}

/* Reads a header: its length; 0: it does not end; -1 with errno. */
static ssize_t
read_head(struct reader *rd)
{
	struct lines *l = &rd->lines;

	for (;;) {
		size_t have = bytes_in_hand(rd), len;

		len = header_length(in_hand(rd), have < HEADER_MAX ? have :
		    HEADER_MAX);
		if (len > 0 || l->ended || have >= HEADER_MAX)
			return (ssize_t)len;
		if (lines_peek(l, have + 1) == -1)
			return -1;
	}
}

/* The first n bytes in hand as what a record is made of. */
static void
show_raw(struct reader *rd, size_t n, struct record *r)
{
	struct line line = { in_hand(rd), n, 1, 0 };

	rd->lines.line = rd->lines.next;
	reader_set_raw(rd, &line, r);
}

/* A record of n bytes that cannot be read is shown by its first ones. */
static void
bad_record(struct reader *rd, struct record *r, uint64_t n, const char *why)
{
	size_t have = bytes_in_hand(rd);

	if (have > LINES_PREFIX)
		have = LINES_PREFIX;
	show_raw(rd, n < have ? (size_t)n : have, r);
	reader_bad(rd, r, why);
}

/* Passes over a record; 0, or -1 with errno. */
static int
pass(struct reader *rd, const struct head *h)
{
	int got = lines_pass(&rd->lines, h->len + h->block);

	return got == 0 ? cut_off(rd) : got == -1 ? -1 : 0;
}

/* The bytes of the empty lines that end a record, as far as they are there. */
static size_t
tail_length(const struct reader *rd, size_t n)
{
	const char *p = in_hand(rd) + n;
	size_t have = bytes_in_hand(rd) - n, k = 0;

	for (int i = 0; i < 2; i++) {
		size_t cr = k < have && p[k] == '\r';

		if (k + cr >= have || p[k + cr] != '\n')
			break;
		k += cr + 1;
	}
	return k;
}

/*
 * What the answer in a response is; h->kind stays RESPONSE when it is not one
 * of HTTP.  have: bytes of the block that are in hand.
 */
static void
look_inside(const struct reader *rd, size_t have, struct head *h,
    struct http *http)
{
	if (have > h->block)
		have = (size_t)h->block;
	if (!http_header(in_hand(rd) + h->len, have, http))
		return;
	h->kind = http->status < 200 || http->status > 299 ? OTHER :
	    kind_of_media(&http->media);
	if (h->kind == RESPONSE)
		h->kind = OTHER;
}

/* The text of the block, r's own by now: 1; 0: bad, told; -1. */
static int
set_block(struct reader *rd, const struct head *h, const struct http *http,
    struct record *r)
{
	const struct header_media *m = http->header > 0 ? &http->media :
	    &h->media;
	struct coded c = { 0 };
	unsigned kinds = 0;
	const char *why;

	rd->body.p = r->raw + h->len + http->header;
	rd->body.n = (size_t)h->block - http->header;
	why = http_decode(&rd->body, http->coding, rd->o->max_record);
	if (why != NULL && *why == '\0')
		return -1;
	if (why != NULL) {
		reader_bad(rd, r, why);
		return 0;
	}
	if (h->cut || rd->body.cut)
		reader_note(rd, NOTE_CUT, r->line);
	c.p = rd->body.p;
	c.n = rd->body.n;
	c.said = encoding_of_label(m->charset, m->charsetlen);
	if (h->kind == PAGE && c.said == ENCODING_AUTO)
		c.said = page_encoding(c.p, c.n);
	if (recode_wide(&rd->fields.recode, &c, &kinds) == -1)
		return -1;
	reader_notes(rd, kinds, r->line);
	r->text = c.p;
	r->textlen = c.n;
	if (reader_text(rd, r, c.said) == -1)
		return -1;
	return h->kind == PAGE ? reader_page(rd, r) : 1;
}

static int
set_id(struct reader *rd, const struct head *h, struct record *r)
{
	char suffix[32];

	if (h->urilen > 0)
		return fields_token(&rd->fields.id, h->uri, h->urilen, "",
		    &r->idlen);
	reader_note(rd, NOTE_NO_ID, r->line);
	snprintf(suffix, sizeof(suffix), ":%" PRIu64, r->line);
	return fields_token(&rd->fields.id, rd->path, strlen(rd->path),
	    suffix, &r->idlen);
}

/* A record with a text, all of it in hand: 1; 0: bad, told; -1. */
static int
give(struct reader *rd, const struct head *h, const struct http *http,
    struct record *r)
{
	size_t n = h->len + (size_t)h->block;
	int got;

	n += tail_length(rd, n);
	show_raw(rd, n, r);
	lines_drop(&rd->lines, n);
	if (set_id(rd, h, r) == -1)
		return -1;
	r->id = rd->fields.id.p;
	if (h->urilen > 0)
		r->source = url_host(h->uri, h->urilen, &r->sourcelen);
	if ((got = set_block(rd, h, http, r)) == 1 && r->date == NULL &&
	    h->datelen > 0) {
		r->date = h->date;
		r->datelen = h->datelen;
	}
	return got;
}

/*
 * As much of a record as tells what it is comes to hand, and then all of it
 * when it is a document: 1; 0: it is none, or bad, and was passed over; -1.
 */
static int
fetch(struct reader *rd, struct record *r, struct head *h, struct http *http)
{
	struct lines *l = &rd->lines;
	size_t len = h->len;

	if (h->kind == RESPONSE) {
		if (lines_peek(l, len + (h->block < HTTP_MAX ?
		    (size_t)h->block : HTTP_MAX)) == -1)
			return -1;
		look_inside(rd, bytes_in_hand(rd) - len, h, http);
	}
	if (h->kind == OTHER) {
		show_raw(rd, len, r);
		reader_note(rd, NOTE_NO_TEXT, r->line);
		return pass(rd, h);
	}
	if (h->block > rd->o->max_record - len || len > rd->o->max_record) {
		bad_record(rd, r, len + h->block, "longer than --max-record");
		return pass(rd, h);
	}
	if (lines_peek(l, len + (size_t)h->block + TAIL) == -1)
		return -1;
	if (bytes_in_hand(rd) < len + h->block)
		return cut_off(rd);
	if (h->kind == RESPONSE) {
		bad_record(rd, r, len + h->block,
		    "a response that is not one of HTTP");
		return pass(rd, h);
	}
	return 1;
}

/* The record at which the file stands; as fetch. */
static int
one(struct reader *rd, struct record *r)
{
	struct http http = { 0 };
	ssize_t len = read_head(rd);
	struct head h;
	int got;

	if (len == -1)
		return -1;
	if (len == 0 && bytes_in_hand(rd) < HEADER_MAX)
		return cut_off(rd);
	if (len > 0)
		parse_head(rd, (size_t)len, &h);
	if (len == 0 || !h.sized) {
		size_t n = len == 0 ? HEADER_MAX : (size_t)len;

		bad_record(rd, r, n, len == 0 ?
		    "a WARC header of more than 1 MiB" :
		    "a WARC header without a Content-Length");
		lines_drop(&rd->lines, n);
		rd->lost = 1;
		return 0;
	}
	rd->lost = 0;
	if ((got = fetch(rd, r, &h, &http)) != 1)
		return got;
	/* What was in hand may have moved. */
	parse_head(rd, (size_t)len, &h);
	if (h.kind == RESPONSE)
		look_inside(rd, bytes_in_hand(rd) - h.len, &h, &http);
	return give(rd, &h, &http, r);
}

int
warc_next(struct reader *rd, struct record *r)
{
	int got;

	while (!rd->given_up && (got = find_record(rd, r)) != 0) {
		if (got == -1 || (got = one(rd, r)) != 0)
			return got;
	}
	return 0;
}
