/*
 * frame.c - records written again as they stand in the input.
 */
#include <string.h>

#include "io/frame.h"

void
frame_release(struct frame *f)
{
	room_release(&f->head);
	f->format = INPUT_AUTO;
	f->headlen = 0;
}

/* Headers are one but for the mark and the end of the line. */
static int
same_head(const struct frame *f, const struct record *r)
{
	static const char mark[] = "\xef\xbb\xbf";
	const char *p[2] = { f->head.p, r->head };
	size_t n[2] = { f->headlen, r->headlen };

	for (int i = 0; i < 2; i++) {
		if (n[i] >= 3 && memcmp(p[i], mark, 3) == 0) {
			p[i] += 3;
			n[i] -= 3;
		}
		n[i] -= n[i] > 0 && p[i][n[i] - 1] == '\r';
	}
	return n[0] == n[1] && memcmp(p[0], p[1], n[0]) == 0;
}

/* Files of one document each are named, whatever is in them. */
static enum input_format
kind_of(const struct record *r)
{
	return r->whole_file ? INPUT_TEXT : r->format;
}

int
frame_add(struct frame *f, const struct record *r, const char **why)
{
	if (f->format == INPUT_AUTO) {
		*why = NULL;
		if (r->head != NULL) {
			if (room_reserve(&f->head, r->headlen + 1) == -1)
				return -1;
			memcpy(f->head.p, r->head, r->headlen);
			f->headlen = r->headlen;
		}
		f->format = kind_of(r);
	}
	*why = "of another format than the records before it";
	if (f->format != kind_of(r))
		return -1;
	*why = "the header is not that of the records before it";
	return r->head == NULL || same_head(f, r) ? 0 : -1;
}

/* What stands before a record. */
static void
begin(const struct frame *f, struct output *o, uint64_t *n)
{
	int first = (*n)++ == 0;

	if (f->format == INPUT_JSON)
		output_puts(o, first ? "[\n" : ",\n");
	if (first && f->headlen > 0) {
		output_write(o, f->head.p, f->headlen);
		output_write(o, "\n", 1);
	}
}

static void
end(const struct frame *f, struct output *o)
{
	if (f->format != INPUT_JSON)
		output_write(o, "\n", 1);
}

/* A WARC record has its end with it, but for the last one of a file that was
 * not ended well, and is packed alone. */
static void
put_warc(struct output *o, const struct record *r)
{
	static const char tail[] = "\r\n\r\n";
	size_t n = r->rawlen;

	output_write(o, r->raw, n);
	if (n < 4 || memcmp(r->raw + n - 4, tail, 4) != 0)
		output_puts(o, tail);
	output_member(o);
}

void
frame_put(const struct frame *f, struct output *o, uint64_t *n,
    const struct record *r)
{
	if (f->format == INPUT_WARC) {
		put_warc(o, r);
		++*n;
		return;
	}
	begin(f, o, n);
	if (r->whole_file)
		output_puts(o, r->file);
	else
		output_write(o, r->raw, r->rawlen);
	end(f, o);
}

/* A cell of CSV: quoted, quotes inside doubled. */
static void
put_cell(struct output *o, const char *p, size_t n)
{
	const char *stop = p + n, *quote;

	output_write(o, "\"", 1);
	while (p < stop && (quote = memchr(p, '"', (size_t)(stop - p))) !=
	    NULL) {
		output_write(o, p, (size_t)(quote + 1 - p));
		output_write(o, "\"", 1);
		p = quote + 1;
	}
	output_write(o, p, (size_t)(stop - p));
	output_write(o, "\"", 1);
}

void
frame_put_text(const struct frame *f, struct output *o, uint64_t *n,
    const struct record *r, const char *text, size_t len)
{
	int json = r->format == INPUT_JSONL || r->format == INPUT_JSON;
	int cells = r->format == INPUT_CSV || r->format == INPUT_TSV;

	begin(f, o, n);
	if (json || cells)
		output_write(o, r->raw, r->value_start);
	if (json)
		output_json(o, text, len);
	else if (cells)
		put_cell(o, text, len);
	else
		output_write(o, text, len);
	if (json || cells)
		output_write(o, r->raw + r->value_end,
		    r->rawlen - r->value_end);
	end(f, o);
}

void
frame_end(const struct frame *f, struct output *o, uint64_t n)
{
	if (f->format == INPUT_JSON)
		output_puts(o, n == 0 ? "[]\n" : "\n]\n");
}
