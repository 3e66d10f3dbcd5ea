/*
 * csv.c - rows of CSV and TSV, cell by cell.
 */
#include <string.h>

#include "io/csv.h"

void
csv_start(struct csv_row *row)
{
	row->n = row->pos = row->start = 0;
	row->state = CSV_START;
	row->odd = 0;
}

static void
end_cell(struct csv_row *row, size_t end)
{
	if (row->n < row->most) {
		struct csv_cell *c = &row->cells[row->n];

		c->start = row->start;
		c->end = end;
		c->odd = row->odd;
	}
	row->n++;
	row->start = end + 1;
	row->odd = 0;
	row->state = CSV_START;
}

/* The next byte of [p, end) that ends a cell without quotes, or end. */
static const char *
plain_end(const char *p, const char *end, char delimiter)
{
	while (p < end && *p != delimiter && *p != '\n')
		p++;
	return p;
}

const char *
csv_end(void *arg, const char *begin, const char *end)
{
	struct csv_row *row = arg;
	const char *p = begin;
	size_t base = row->pos;

	for (; p < end; p++) {
		if (row->state == CSV_QUOTED) {
			p = memchr(p, '"', (size_t)(end - p));
			if (p == NULL) {
				p = end;
				break;
			}
			row->state = CSV_QUOTE;
			continue;
		}
		if (row->state == CSV_PLAIN)
			p = plain_end(p, end, row->delimiter);
		if (p == end)
			break;
		if (*p == row->delimiter || *p == '\n') {
			end_cell(row, base + (size_t)(p - begin));
			if (*p == '\n')
				break;
		} else if (*p == '"' && row->state != CSV_PLAIN) {
			row->odd = 1;
			row->state = CSV_QUOTED;
		} else
			row->state = CSV_PLAIN;
	}
	row->pos = base + (size_t)(p - begin);
	return p < end ? p : NULL;
}

int
csv_finish(struct csv_row *row, const char *p, size_t n)
{
	struct csv_cell *last;

	if (row->state == CSV_QUOTED)
		return -1;
	/* The newline ended the last cell, the end of the file does not. */
	if (row->start <= n)
		end_cell(row, n);
	if (row->n > row->most || row->n == 0)
		return 0;
	last = &row->cells[row->n - 1];
	if (last->end > last->start && p[last->end - 1] == '\r')
		last->end--;
	return 0;
}

size_t
csv_decode(const char *p, size_t n, char *out, unsigned *flags)
{
	const char *end = p + n, *quote;
	char *o = out;

	(void)flags;
	if (n == 0 || *p != '"') {
		memcpy(out, p, n);
		return n;
	}
	p++;
	while ((quote = memchr(p, '"', (size_t)(end - p))) != NULL) {
		memcpy(o, p, (size_t)(quote - p));
		o += quote - p;
		p = quote + 1;
		if (p == end || *p != '"')
			break;
		*o++ = *p++;
	}
	memcpy(o, p, (size_t)(end - p));
	return (size_t)(o - out) + (size_t)(end - p);
}
