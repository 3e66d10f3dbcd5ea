/*
 * sheet.c - CSV and TSV files: a header whose names choose the fields, then
 * rows.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/quote.h"
#include "io/reader.h"
#include "io/sheet.h"
#include "io/utf.h"

#define LISTED	((size_t)8)	/* columns that a message names */
#define NAMED	((size_t)40)	/* bytes of a name there */

void
sheet_release(struct sheet *s)
{
	free(s->row.cells);
	free(s->column);
	room_release(&s->head);
	room_release(&s->name);
}

/* Room for as many cells as a header may have. */
static int
sheet_room(struct sheet *s, const struct fields *x)
{
	s->row.most = CSV_COLUMNS;
	if (s->row.cells == NULL)
		s->row.cells = calloc(CSV_COLUMNS, sizeof(*s->row.cells));
	if (s->column == NULL)
		s->column = calloc(x->n, sizeof(*s->column));
	return s->row.cells == NULL || s->column == NULL ? -1 : 0;
}

/* The name in a cell of the header, without blanks around it; NULL: no
 * memory. */
static const char *
column_name(struct sheet *s, struct recode *rc, const char *row, size_t i,
    size_t *n)
{
	const struct csv_cell *c = &s->row.cells[i];
	struct coded name = { .n = c->end - c->start };
	unsigned unused = 0;

	if (room_reserve(&s->name, name.n + 1) == -1)
		return NULL;
	name.p = s->name.p;
	name.n = csv_decode(row + c->start, name.n, s->name.p, &unused);
	name.broken = !utf_valid(name.p, name.n);
	if (recode_text(rc, &name, &unused) == -1)
		return NULL;
	while (name.n > 0 && memchr(" \t\r", name.p[name.n - 1], 3) != NULL)
		name.n--;
	while (name.n > 0 && memchr(" \t", *name.p, 2) != NULL) {
		name.p++;
		name.n--;
	}
	*n = name.n;
	return name.p;
}

/* Which column each field is; a name that is repeated is the last one, as a
 * key is.  *repeated: such a name was met.  -1: no memory. */
static int
find_columns(struct sheet *s, struct fields *x, const char *row,
    int *repeated)
{
	*repeated = 0;
	for (size_t k = 0; k < x->n; k++)
		s->column[k] = SHEET_NONE;
	for (size_t i = 0; i < s->row.n; i++) {
		size_t n;
		const char *p = column_name(s, &x->recode, row, i, &n);

		if (p == NULL)
			return -1;
		for (size_t k = 0; k < x->n; k++) {
			if (x->f[k].namelen != n ||
			    memcmp(x->f[k].name, p, n) != 0)
				continue;
			*repeated |= s->column[k] != SHEET_NONE;
			s->column[k] = i;
		}
	}
	return 0;
}

/* The first text field without a column, or NULL. */
static const char *
missing(const struct sheet *s, const struct fields *x)
{
	for (size_t k = 1; k <= x->ntext; k++) {
		if (s->column[k] == SHEET_NONE)
			return x->f[k].name;
	}
	return NULL;
}

/* The first row of p as a header: 1; 0: it is none; -1: no memory. */
static int
try_header(struct sheet *s, struct fields *x, const char *p, size_t n,
    char delimiter)
{
	const char *end;
	int repeated;

	s->row.delimiter = delimiter;
	csv_start(&s->row);
	end = csv_end(&s->row, p, p + n);
	n = end != NULL ? (size_t)(end - p) : n;
	if (csv_finish(&s->row, p, n) == -1 || s->row.n > s->row.most)
		return 0;
	return find_columns(s, x, p, &repeated) == -1 ? -1 : 1;
}

int
sheet_delimiter(struct sheet *s, struct fields *x, struct lines *l,
    const char *given, char *out)
{
	size_t most = 0;
	struct line line;

	if (sheet_room(s, x) == -1 || lines_peek_line(l, &line) == -1)
		return -1;
	*out = *given;
	if (line.len == 0)
		return 0;
	for (; *given != '\0'; given++) {
		int got = try_header(s, x, line.p, l->end - l->start, *given);

		if (got == -1)
			return -1;
		if (got == 1 && (missing(s, x) == NULL || s->row.n > most)) {
			most = s->row.n;
			*out = *given;
			if (missing(s, x) == NULL)
				return 1;
		}
	}
	return 0;
}

/* Adds a name to a message, the start of a long one. */
static void
add_name(struct reader *rd, size_t *at, const char *p, size_t n)
{
	if (n > NAMED)
		n = quote_cut(p, NAMED);
	*at += (size_t)snprintf(rd->reason + *at, sizeof(rd->reason) - *at,
	    " \"%.*s\"", (int)n, p);
}

/* Names the columns that are there, the first of them. */
static int
no_column(struct reader *rd, const char *row)
{
	struct sheet *s = &rd->sheet;
	const char *name = missing(s, &rd->fields);
	size_t at = (size_t)snprintf(rd->reason, sizeof(rd->reason),
	    "no column");

	add_name(rd, &at, name, strlen(name));
	at += (size_t)snprintf(rd->reason + at, sizeof(rd->reason) - at,
	    "; there are");
	for (size_t i = 0; i < s->row.n && i < LISTED; i++) {
		size_t n;
		const char *p = column_name(s, &rd->fields.recode, row, i, &n);

		if (p == NULL)
			return -1;
		add_name(rd, &at, p, n);
	}
	snprintf(rd->reason + at, sizeof(rd->reason) - at,
	    "%s: --text-field chooses one", s->row.n > LISTED ? " ..." : "");
	return reader_give_up(rd, rd->reason);
}

/* The header becomes the head of what is passed on. */
static int
keep_head(struct reader *rd, const struct line *line)
{
	static const char mark[] = "\xef\xbb\xbf";
	struct sheet *s = &rd->sheet;
	size_t n = rd->marked ? sizeof(mark) - 1 : 0;

	if (room_reserve(&s->head, n + line->len + 1) == -1)
		return -1;
	memcpy(s->head.p, mark, n);
	memcpy(s->head.p + n, line->p, line->len);
	s->headlen = n + line->len;
	return 0;
}

/* Empty lines are no rows, whatever the number of columns. */
static int
is_blank_row(const struct line *line)
{
	for (size_t i = 0; i < line->len; i++) {
		if (line->p[i] != ' ' && line->p[i] != '\r')
			return 0;
	}
	return 1;
}

/* 1: the header was read; 0: there is none, or not a fit one; -1. */
static int
read_header(struct reader *rd)
{
	struct sheet *s = &rd->sheet;
	struct line line;
	int got, repeated;
	char delimiter;

	do {
		if (sheet_delimiter(s, &rd->fields, &rd->lines,
		    rd->format == INPUT_TSV ? "\t" : ",;\t", &delimiter) == -1)
			return -1;
		s->row.delimiter = delimiter;
		csv_start(&s->row);
		if ((got = lines_until(&rd->lines, csv_end, &s->row,
		    &line)) != 1)
			return got;
	} while (is_blank_row(&line));
	if (source_error(rd->source) != NULL && !line.newline)
		return 0;
	if (line.toolong || csv_finish(&s->row, line.p, line.len) == -1)
		return reader_give_up(rd, "the header does not end");
	if (s->row.n > CSV_COLUMNS)
		return reader_give_up(rd, "the header has too many columns");
	if (find_columns(s, &rd->fields, line.p, &repeated) == -1)
		return -1;
	if (missing(s, &rd->fields) != NULL)
		return no_column(rd, line.p);
	reader_notes(rd, reader_line_notes(&line) |
	    (repeated ? 1u << NOTE_REPEATED_KEY : 0), rd->lines.line);
	s->columns = s->row.n;
	return keep_head(rd, &line) == -1 ? -1 : 1;
}

/* Where a field's value stands; quotes that enclose nothing odd are not part
 * of it. */
static void
set_field(struct json_field *f, const struct csv_cell *c, const char *raw,
    int must)
{
	f->start = c->start;
	f->end = c->end;
	f->flags = c->odd ? JSON_ESCAPED : 0;
	if (c->odd && c->end - c->start >= 2 && raw[c->end - 1] == '"' &&
	    memchr(raw + c->start + 1, '"', c->end - c->start - 2) == NULL) {
		f->start++;
		f->end--;
		f->flags = 0;
	}
	/* An empty cell says nothing, but for a text. */
	f->type = must || f->end > f->start ? JSON_STRING : JSON_NULL;
	if (!utf_valid(raw + f->start, f->end - f->start))
		f->flags |= JSON_BROKEN;
	if (memchr(raw + f->start, '\0', f->end - f->start) != NULL)
		f->flags |= JSON_NUL;
}

static int
set_row(struct reader *rd, struct record *r, unsigned *kinds)
{
	static const struct fields_syntax how = { 0, csv_decode };
	const struct sheet *s = &rd->sheet;
	struct fields *x = &rd->fields;

	for (size_t k = 0; k < x->n; k++) {
		x->f[k].type = JSON_ABSENT;
		x->f[k].flags = 0;
		x->f[k].start = x->f[k].end = 0;
		if (s->column[k] != SHEET_NONE)
			set_field(&x->f[k], &s->row.cells[s->column[k]],
			    r->raw, k >= 1 && k <= x->ntext);
	}
	if (fields_fill(x, &how, r, kinds) == -1)
		return -1;
	if (x->ntext == 1) {
		r->value_start = s->row.cells[s->column[1]].start;
		r->value_end = s->row.cells[s->column[1]].end;
	}
	r->head = s->head.p;
	r->headlen = s->headlen;
	return 1;
}

/* Is the row none?  Then the reason says why. */
static int
unfit(struct reader *rd, const struct line *line)
{
	struct sheet *s = &rd->sheet;

	if (csv_finish(&s->row, line->p, line->len) == -1)
		snprintf(rd->reason, sizeof(rd->reason),
		    "a quote that is opened is not closed");
	else if (s->row.n != s->columns)
		snprintf(rd->reason, sizeof(rd->reason), "%zu column%s where "
		    "the header has %zu", s->row.n, s->row.n == 1 ? "" : "s",
		    s->columns);
	else
		return 0;
	return 1;
}

static int
next_row(struct reader *rd, struct line *line)
{
	csv_start(&rd->sheet.row);
	return lines_until(&rd->lines, csv_end, &rd->sheet.row, line);
}

int
sheet_next(struct reader *rd, struct record *r)
{
	struct line line;
	int got;

	if (rd->records == 0 && rd->lines.line == 0) {
		rd->sheet.columns = 0;
		if ((got = read_header(rd)) != 1)
			return got;
	}
	while ((got = next_row(rd, &line)) == 1) {
		unsigned kinds = reader_line_notes(&line);
		int cut = reader_is_cut(rd, &line);

		if (is_blank_row(&line) || reader_set_raw(rd, &line, r) == -1)
			continue;
		if (unfit(rd, &line)) {
			if (!cut)
				reader_bad(rd, r, rd->reason);
			continue;
		}
		if (cut)
			kinds &= ~(1u << NOTE_NO_FINAL_NEWLINE);
		if (set_row(rd, r, &kinds) == -1)
			return -1;
		reader_notes(rd, kinds, r->line);
		return 1;
	}
	return got;
}
