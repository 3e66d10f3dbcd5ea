/*
 * recode.c - a text that is not what it should be, as the options say.
 */
#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "io/input.h"
#include "io/recode.h"

void
recode_release(struct recode *rc)
{
	room_release(&rc->wide);
	room_release(&rc->mended);
}

static int
room(struct room *s, size_t n, size_t growth)
{
	if (n > PTRDIFF_MAX / growth) {
		errno = ENOMEM;
		return -1;
	}
	return room_reserve(s, n * growth);
}

static int
has_high(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if ((unsigned char)p[i] > 0x7f)
			return 1;
	}
	return 0;
}

int
recode_text(struct recode *rc, struct coded *c, unsigned *notes)
{
	enum encoding e = rc->encoding;
	enum input_note note;

	if (e == ENCODING_AUTO)
		e = c->broken ? encoding_detect(c->p, c->n, c->said) :
		    ENCODING_UTF8;
	else if (!has_high(c->p, c->n))
		return 0;
	switch (e) {
	case ENCODING_WINDOWS_1256:
		note = NOTE_WINDOWS_1256;
		break;
	case ENCODING_ISO_8859_6:
		note = NOTE_ISO_8859_6;
		break;
	case ENCODING_MAC_ARABIC:
		note = NOTE_MAC_ARABIC;
		break;
	case ENCODING_WINDOWS_1252:
		note = NOTE_WINDOWS_1252;
		break;
	default:
		/* UTF-16 is not met inside a line. */
		return 0;
	}
	if (room(&rc->wide, c->n, ENCODING_GROWTH) == -1)
		return -1;
	c->n = encoding_convert(e, c->p, c->n, rc->wide.p);
	c->p = rc->wide.p;
	c->broken = 0;
	*notes |= 1u << note;
	return 1;
}

int
recode_mend(struct recode *rc, const char **p, size_t *n, unsigned *notes)
{
	size_t len;

	if (!rc->repair)
		return 0;
	if (room(&rc->mended, *n, ENCODING_GROWTH + 1) == -1)
		return -1;
	if ((len = mojibake_repair(*p, *n, rc->mended.p)) == 0)
		return 0;
	*p = rc->mended.p;
	*n = len;
	*notes |= 1u << NOTE_MOJIBAKE;
	return 1;
}

int
recode_utf16(const struct recode *rc, const char *p, size_t n, size_t *mark)
{
	size_t tell[2] = { 0, 0 };

	*mark = 0;
	if (rc->encoding != ENCODING_AUTO && rc->encoding < ENCODING_UTF16)
		return -1;
	if (n >= 2 && (memcmp(p, "\xff\xfe", 2) == 0 ||
	    memcmp(p, "\xfe\xff", 2) == 0)) {
		*mark = 2;
		return p[0] == '\xfe';
	}
	if (rc->encoding == ENCODING_AUTO)
		return -1;
	if (rc->encoding != ENCODING_UTF16)
		return rc->encoding == ENCODING_UTF16BE;
	/* The upper bytes of ASCII and Arabic are 00 and 06. */
	for (size_t i = 0; i < n && i < 4096; i++)
		tell[i & 1] += p[i] == 0 || p[i] == 6;
	return tell[0] > tell[1];
}

int
recode_wide(struct recode *rc, struct coded *c, unsigned *notes)
{
	size_t mark, n;
	int big = recode_utf16(rc, c->p, c->n, &mark);
	struct utf16 u = { 0 };

	if (big == -1 && rc->encoding == ENCODING_AUTO &&
	    (c->said == ENCODING_UTF16LE || c->said == ENCODING_UTF16BE))
		big = c->said == ENCODING_UTF16BE;
	if (big == -1)
		return 0;
	if (room(&rc->wide, c->n + 2, ENCODING_GROWTH) == -1)
		return -1;
	u.big = big;
	n = utf16_run(&u, c->p + mark, c->n - mark, rc->wide.p);
	n += utf16_end(&u, rc->wide.p + n);
	c->p = rc->wide.p;
	c->n = n;
	c->said = ENCODING_UTF8;
	*notes |= 1u << NOTE_UTF16;
	return 1;
}
