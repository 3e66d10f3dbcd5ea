/*
 * fields.c - a record out of the fields that were found in it.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "io/fields.h"
#include "io/quote.h"
#include "io/utf.h"

#define LARGE	((size_t)16 << 20)	/* a buffer worth giving back */
#define BIT(note)	(1u << (note))

int
fields_init(struct fields *x, const struct input_options *o)
{
	struct json_field *f;

	memset(x, 0, sizeof(*x));
	x->recode.encoding = o->encoding;
	x->recode.repair = o->repair_mojibake;
	x->ntext = o->ntext_fields;
	x->has_date = o->date_field != NULL;
	x->has_source = o->source_field != NULL;
	x->nwithin = o->nwithin_fields;
	x->n = 1 + x->ntext + (size_t)x->has_date + (size_t)x->has_source +
	    x->nwithin;
	if ((x->f = calloc(x->n, sizeof(*x->f))) == NULL ||
	    (x->met = calloc(x->n, sizeof(*x->met))) == NULL) {
		free(x->f);
		x->f = NULL;
		return -1;
	}
	f = x->f;
	f++->name = o->id_field;
	for (size_t i = 0; i < x->ntext; i++)
		f++->name = o->text_fields[i];
	if (x->has_date)
		f++->name = o->date_field;
	if (x->has_source)
		f++->name = o->source_field;
	for (size_t i = 0; i < x->nwithin; i++)
		f++->name = o->within_fields[i];
	for (size_t i = 0; i < x->n; i++)
		x->f[i].namelen = strlen(x->f[i].name);
	return 0;
}

void
fields_release(struct fields *x)
{
	free(x->f);
	free(x->met);
	room_release(&x->text);
	room_release(&x->id);
	room_release(&x->date);
	room_release(&x->source);
	room_release(&x->within);
	recode_release(&x->recode);
}

int
fields_token(struct room *s, const char *p, size_t len, const char *suffix,
    size_t *n)
{
	size_t k = strlen(suffix);

	if (len > (SIZE_MAX - k - 2) / QUOTE_GROWTH) {
		errno = ENOMEM;
		return -1;
	}
	if (room_reserve(s, len * QUOTE_GROWTH + k + 2) == -1)
		return -1;
	s->p[0] = '"';
	*n = 1 + quote_json(p, len, s->p + 1);
	memcpy(s->p + *n, suffix, k);
	*n += k;
	s->p[(*n)++] = '"';
	return 0;
}

static unsigned
notes_of(unsigned flags)
{
	return (flags & JSON_BROKEN ? BIT(NOTE_BROKEN_UTF8) : 0) |
	    (flags & JSON_NUL ? BIT(NOTE_NUL) : 0) |
	    (flags & JSON_SURROGATE ? BIT(NOTE_LONE_SURROGATE) : 0) |
	    (flags & JSON_REPEATED ? BIT(NOTE_REPEATED_KEY) : 0);
}

/* May the bytes of a string be in another encoding? */
static int
suspect(const struct fields *x, const struct json_field *f)
{
	return f->flags & JSON_BROKEN || (x->recode.encoding !=
	    ENCODING_AUTO && x->recode.encoding != ENCODING_UTF8);
}

/* A string, decoded, goes behind the first *len bytes of s. */
static int
append(struct fields *x, struct room *s, size_t *len, const struct record *r,
    const struct json_field *f, unsigned *notes)
{
	unsigned flags = f->flags;
	struct coded c = { r->raw + f->start + x->how->quotes,
	    f->end - f->start - 2 * x->how->quotes,
	    (flags & JSON_BROKEN) != 0, ENCODING_AUTO };
	int got = 0;

	if (suspect(x, f))
		got = recode_text(&x->recode, &c, notes);
	if (got == -1 || room_reserve(s, *len + c.n + 1) == -1)
		return -1;
	if (got == 1)
		flags &= ~JSON_BROKEN;
	*len += x->how->decode(c.p, c.n, s->p + *len, &flags);
	*notes |= notes_of(flags);
	return 0;
}

/*
 * A string or a number as text: *out points into the line where nothing has to
 * be decoded, otherwise into s.  NULL for any other value.
 */
static int
plain(struct fields *x, struct room *s, const struct record *r,
    const struct json_field *f, unsigned *notes, const char **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	if (f->type == JSON_STRING &&
	    (f->flags & JSON_ESCAPED || suspect(x, f))) {
		if (append(x, s, n, r, f, notes) == -1)
			return -1;
		*out = s->p;
		return 0;
	}
	*notes |= notes_of(f->flags);
	if (f->type == JSON_STRING) {
		*out = r->raw + f->start + x->how->quotes;
		*n = f->end - f->start - 2 * x->how->quotes;
	} else if (f->type == JSON_NUMBER) {
		*out = r->raw + f->start;
		*n = f->end - f->start;
	}
	return 0;
}

/* FILE:LINE for a record without an id. */
static int
make_id(struct fields *x, struct record *r)
{
	char suffix[32];

	snprintf(suffix, sizeof(suffix), ":%" PRIu64, r->line);
	return fields_token(&x->id, r->file, strlen(r->file), suffix,
	    &r->idlen);
}

/* The id's token as it stands; what is none, or would make a result file
 * ill-formed, is written anew. */
static int
set_id(struct fields *x, struct record *r, unsigned *notes)
{
	const struct json_field *f = &x->f[0];
	unsigned kinds = 0;
	size_t n = 0;
	int r2;

	if (f->type != JSON_STRING && f->type != JSON_NUMBER) {
		*notes |= BIT(NOTE_NO_ID) | notes_of(f->flags);
		r2 = make_id(x, r);
		r->id = x->id.p;
		return r2;
	}
	if (f->type == JSON_STRING && suspect(x, f) &&
	    append(x, &x->text, &n, r, f, &kinds) == -1)
		return -1;
	*notes |= kinds | notes_of(f->flags & JSON_REPEATED);
	r->id = r->raw + f->start;
	r->idlen = f->end - f->start;
	if (x->how->quotes > 0 &&
	    (f->flags & (JSON_BROKEN | JSON_NUL)) == 0 &&
	    (kinds & RECODE_PAGES) == 0)
		return 0;
	n = 0;
	if (append(x, &x->text, &n, r, f, notes) == -1)
		return -1;
	r2 = fields_token(&x->id, x->text.p, n, "", &r->idlen);
	r->id = x->id.p;
	return r2;
}

/* Several fields with a newline between them. */
static int
join_text(struct fields *x, struct record *r, unsigned *notes)
{
	const struct json_field *f = &x->f[1];
	size_t len = 0;

	for (size_t i = 0; i < x->ntext; i++) {
		if (append(x, &x->text, &len, r, &f[i], notes) == -1)
			return -1;
		/* append leaves room for one byte more. */
		if (i + 1 < x->ntext)
			x->text.p[len++] = '\n';
	}
	r->text = x->text.p;
	r->textlen = len;
	return 0;
}

static int
set_text(struct fields *x, struct record *r, unsigned *notes)
{
	const struct json_field *f = &x->f[1];

	if (x->text.cap > LARGE && r->rawlen < LARGE / 2)
		room_trim(&x->text, LARGE / 16);
	if (x->ntext == 1) {
		r->value_start = f->start;
		r->value_end = f->end;
		if (plain(x, &x->text, r, f, notes, &r->text,
		    &r->textlen) == -1)
			return -1;
	} else if (join_text(x, r, notes) == -1) {
		return -1;
	}
	return recode_mend(&x->recode, &r->text, &r->textlen, notes) == -1 ?
	    -1 : 0;
}

/*
 * The values of the within fields as one number.  A string and a number are
 * what they say; no value and null are the same; the rest goes by its bytes.
 */
static int
set_within(struct fields *x, struct record *r, const struct json_field *f,
    unsigned *notes)
{
	uint64_t h = x->nwithin;

	for (size_t i = 0; i < x->nwithin; i++, f++) {
		const char *p;
		size_t n;

		if (plain(x, &x->within, r, f, notes, &p, &n) == -1)
			return -1;
		if (p == NULL && f->type > JSON_NULL) {
			p = r->raw + f->start;
			n = f->end - f->start;
		}
		h = hash64(p, n, h + (p != NULL));
	}
	/* 0 says that nobody asked. */
	r->within = h != 0 || x->nwithin == 0 ? h : 1;
	return 0;
}

const char *
fields_missing(const struct fields *x, size_t *i)
{
	size_t first = 1 + x->ntext;

	for (; x->records > 0 && first + *i < x->n; ++*i)
		if (!x->met[first + *i])
			return x->f[first + (*i)++].name;
	return NULL;
}

int
fields_fill(struct fields *x, const struct fields_syntax *how,
    struct record *r, unsigned *notes)
{
	struct json_field *f = x->f + 1 + x->ntext;

	x->how = how;
	x->records++;
	for (size_t i = 1 + x->ntext; i < x->n; i++)
		x->met[i] |= x->f[i].type != JSON_ABSENT;
	/* The id first: it may borrow the text's buffer. */
	if (set_id(x, r, notes) == -1 || set_text(x, r, notes) == -1)
		return -1;
	if (x->has_date && plain(x, &x->date, r, f++, notes, &r->date,
	    &r->datelen) == -1)
		return -1;
	if (x->has_source && plain(x, &x->source, r, f++, notes, &r->source,
	    &r->sourcelen) == -1)
		return -1;
	return set_within(x, r, f, notes);
}
