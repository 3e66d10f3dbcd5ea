/*
 * fuzz_csv.c - any bytes as rows: in one piece and in many, and against a
 * second reader that goes character by character.
 *
 * The first byte chooses the delimiter and the size of the pieces.
 */
#include <string.h>

#include "fuzz.h"
#include "io/csv.h"

#define CELLS	64

/* One row by the book: its cells decoded, one behind the other. */
struct slow {
	size_t n;		/* cells */
	size_t end[CELLS];	/* of each in out */
	char *out;
	size_t len, used;	/* written; bytes of the row */
	int newline, inside;	/* how it ended */
};

static void
slow_cell(struct slow *s)
{
	if (s->n < CELLS)
		s->end[s->n] = s->len;
	s->n++;
}

static void
slow_row(struct slow *s, const char *p, size_t n, char delimiter)
{
	enum { START, PLAIN, QUOTED, QUOTE } state = START;

	s->n = s->len = s->used = 0;
	for (size_t i = 0; i < n; i++) {
		char c = p[i];

		s->used = i;
		if (state != QUOTED && c == '\n') {
			/* The end of the line is no part of the last cell. */
			s->len -= i > 0 && p[i - 1] == '\r' &&
			    s->len > (s->n > 0 ? s->end[s->n < CELLS ?
			    s->n - 1 : CELLS - 1] : 0);
			slow_cell(s);
			s->newline = 1;
			s->inside = 0;
			return;
		}
		if (state != QUOTED && c == delimiter) {
			slow_cell(s);
			state = START;
		} else if (state == START && c == '"') {
			state = QUOTED;
		} else if (state == QUOTED && c == '"') {
			state = QUOTE;
		} else if (state == QUOTE && c == '"') {
			s->out[s->len++] = c;
			state = QUOTED;
		} else {
			s->out[s->len++] = c;
			if (state != QUOTED)
				state = PLAIN;
		}
	}
	s->used = n;
	s->newline = 0;
	s->inside = state == QUOTED;
	s->len -= state == PLAIN && n > 0 && p[n - 1] == '\r';
	slow_cell(s);
}

/* The cells of a row are those of the slow reader. */
static void
check_cells(const struct csv_row *row, const char *p, const struct slow *s)
{
	size_t start = 0;

	must(row->n == s->n);
	for (size_t i = 0; i < s->n && i < CELLS; i++) {
		const struct csv_cell *c = &row->cells[i];
		size_t n = c->end - c->start, k;
		char *out = malloc(n + 1);
		unsigned flags = 0;

		must(out != NULL && c->start <= c->end);
		k = csv_decode(p + c->start, n, out, &flags);
		must(k <= n);
		must(k == s->end[i] - start &&
		    memcmp(out, s->out + start, k) == 0);
		must(c->odd == (n > 0 && p[c->start] == '"'));
		start = s->end[i];
		free(out);
	}
}

/* The bytes of the row, its newline included. */
static size_t
check_row(const char *p, size_t n, char delimiter, size_t piece,
    struct slow *s)
{
	struct csv_cell cells[2][CELLS];
	struct csv_row row[2] = {
		{ .delimiter = delimiter, .most = CELLS, .cells = cells[0] },
		{ .delimiter = delimiter, .most = CELLS, .cells = cells[1] }
	};
	const char *whole, *end = NULL;
	size_t len;

	whole = csv_end(&row[0], p, p + n);
	for (size_t at = 0; at < n && end == NULL; at += piece)
		end = csv_end(&row[1], p + at, p + at + (piece < n - at ?
		    piece : n - at));
	must(whole == end);
	slow_row(s, p, n, delimiter);
	len = whole != NULL ? (size_t)(whole - p) : n;
	must(s->newline == (whole != NULL) && s->used == len);
	must((csv_finish(&row[0], p, len) == -1) == s->inside);
	must((csv_finish(&row[1], p, len) == -1) == s->inside);
	if (!s->inside && s->n <= CELLS) {
		check_cells(&row[0], p, s);
		check_cells(&row[1], p, s);
	}
	return len + (whole != NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slow s = { .n = 0 };
	char *p;
	size_t at = 0;

	if (size < 1)
		return 0;
	p = malloc(size);
	s.out = malloc(size);
	must(p != NULL && s.out != NULL);
	memcpy(p, data + 1, size - 1);
	while (at < size - 1)
		at += check_row(p + at, size - 1 - at, ",;\t,"[data[0] & 3],
		    1 + (data[0] >> 2 & 15), &s);
	must(at == size - 1);
	free(s.out);
	free(p);
	return 0;
}
