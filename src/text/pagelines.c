/*
 * pagelines.c - the lines of a page.
 */
#include <string.h>

#include "text/pagelines.h"
#include "text/tables.h"
#include "text/utf8.h"

/* What may stand around a line and is none of it. */
static int
is_blank(uint32_t cp)
{
	return table_has(tables_white_space, ntables_white_space, cp) ||
	    table_has(tables_ignorable, ntables_ignorable, cp) ||
	    prop_class(cp) == PROP_CONTROL;
}

static int
is_bullet(uint32_t cp)
{
	switch (cp) {
	case '-':
	case '*':
	case 0x00B7:	/* MIDDLE DOT */
	case 0x00BB:	/* RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK */
	case 0x2013:	/* EN DASH */
	case 0x2014:	/* EM DASH */
	case 0x2022:	/* BULLET */
	case 0x2023:	/* TRIANGULAR BULLET */
	case 0x203A:	/* SINGLE RIGHT-POINTING ANGLE QUOTATION MARK */
	case 0x25AA:	/* BLACK SMALL SQUARE */
	case 0x25CF:	/* BLACK CIRCLE */
	case 0x25E6:	/* WHITE BULLET */
		return 1;
	default:
		return 0;
	}
}

/* A letter of the Arabic block, two bytes; U+061C is none. */
static int
is_arabic(const uint8_t *p)
{
	return p[0] >= 0xD8 && p[0] <= 0xDB && utf8_is_cont(p[1]) &&
	    (p[0] != 0xD8 || p[1] != 0x9C);
}

static size_t
trim_left(const uint8_t *p, size_t from, size_t to, uint8_t *flags)
{
	uint32_t cp;
	size_t n;

	while (from < to) {
		if (to - from >= 2 && is_arabic(p + from))
			break;
		n = utf8_next(p + from, p + to, &cp);
		if (is_bullet(cp)) {
			/* A number below zero is no item of a list. */
			if (cp == '-' && to - from > 1 &&
			    p[from + 1] >= '0' && p[from + 1] <= '9')
				break;
			*flags |= LINE_BULLET;
		} else if (cp == UTF8_BAD || !is_blank(cp))
			break;
		from += n;
	}
	return from;
}

static size_t
trim_right(const uint8_t *p, size_t from, size_t to, uint8_t *flags)
{
	while (from < to) {
		size_t at = to - 1;
		uint32_t cp;

		if (to - from >= 2 && is_arabic(p + to - 2) &&
		    (p[to - 2] != 0xDB || p[to - 1] != 0x94))
			break;
		while (at > from && to - at < 4 && utf8_is_cont(p[at]))
			at--;
		if (utf8_next(p + at, p + to, &cp) != to - at)
			break;
		/* U+06D4 ARABIC FULL STOP */
		if (cp == '.' || cp == 0x06D4)
			*flags |= LINE_STOP;
		if (cp == UTF8_BAD || !is_blank(cp))
			break;
		to = at;
	}
	return to;
}

void
page_line_trim(const char *text, size_t *from, size_t *to, uint8_t *flags)
{
	const uint8_t *p = (const uint8_t *)text;

	*flags = 0;
	*from = trim_left(p, *from, *to, flags);
	*to = trim_right(p, *from, *to, flags);
}

/* Bytes that continue no character. */
uint32_t
page_line_chars(const char *p, size_t n)
{
	size_t chars = 0;

	for (size_t i = 0; i < n; i++)
		chars += ((uint8_t)p[i] & 0xC0) != 0x80;
	return chars < UINT32_MAX ? (uint32_t)chars : UINT32_MAX;
}

static int
add_line(struct page_lines *l, const struct mem *mem, const char *text,
    size_t from, size_t to)
{
	struct page_line *line;
	uint8_t flags;
	int r;

	page_line_trim(text, &from, &to, &flags);
	if (from == to)
		return TAWAM_OK;
	if ((r = mem_grow(mem, &l->line, &l->cap, l->n + 1,
	    sizeof(*l->line))) != 0)
		return r;
	line = &l->line[l->n++];
	memset(line, 0, sizeof(*line));
	line->lead = line->from = from;
	line->to = to;
	line->chars = page_line_chars(text + from, to - from);
	line->flags = flags;
	return TAWAM_OK;
}

int
page_lines_read(struct page_lines *l, const struct mem *mem, const char *text,
    size_t len)
{
	size_t next;
	int r;

	l->n = 0;
	for (size_t from = 0; from < len; from = next) {
		const char *nl = memchr(text + from, '\n', len - from);
		size_t to = nl != NULL ? (size_t)(nl - text) : len;

		next = to + 1;
		if (l->n == PAGE_LINES_MAX) {
			from = l->line[0].from;
			l->n = 0;
			return add_line(l, mem, text, from, len);
		}
		if ((r = add_line(l, mem, text, from, to)) != 0)
			return r;
	}
	return TAWAM_OK;
}
