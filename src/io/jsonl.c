/*
 * jsonl.c - a record out of a line of JSON Lines.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "io/jsonl.h"
#include "io/quote.h"
#include "io/utf.h"

#define LARGE	((size_t)16 << 20)	/* a buffer worth giving back */
#define BIT(note)	(1u << (note))

int
jsonl_init(struct jsonl *j, const struct input_options *o)
{
	struct json_field *f;

	memset(j, 0, sizeof(*j));
	j->recode.encoding = o->encoding;
	j->recode.repair = o->repair_mojibake;
	j->ntext = o->ntext_fields;
	j->has_date = o->date_field != NULL;
	j->has_source = o->source_field != NULL;
	j->nwithin = o->nwithin_fields;
	j->nfields = 1 + j->ntext + (size_t)j->has_date +
	    (size_t)j->has_source + j->nwithin;
	if ((j->fields = calloc(j->nfields, sizeof(*j->fields))) == NULL)
		return -1;
	f = j->fields;
	f++->name = o->id_field;
	for (size_t i = 0; i < j->ntext; i++)
		f++->name = o->text_fields[i];
	if (j->has_date)
		f++->name = o->date_field;
	if (j->has_source)
		f++->name = o->source_field;
	for (size_t i = 0; i < j->nwithin; i++)
		f++->name = o->within_fields[i];
	for (size_t i = 0; i < j->nfields; i++)
		j->fields[i].namelen = strlen(j->fields[i].name);
	return 0;
}

void
jsonl_release(struct jsonl *j)
{
	json_release(&j->json);
	free(j->fields);
	space_release(&j->text);
	space_release(&j->id);
	space_release(&j->date);
	space_release(&j->source);
	space_release(&j->within);
	recode_release(&j->recode);
}

int
jsonl_token(struct space *s, const char *p, size_t len, const char *suffix,
    size_t *n)
{
	size_t k = strlen(suffix);

	if (len > (SIZE_MAX - k - 2) / QUOTE_GROWTH) {
		errno = ENOMEM;
		return -1;
	}
	if (space_reserve(s, len * QUOTE_GROWTH + k + 2) == -1)
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
suspect(const struct jsonl *j, const struct json_field *f)
{
	return f->flags & JSON_BROKEN || (j->recode.encoding !=
	    ENCODING_AUTO && j->recode.encoding != ENCODING_UTF8);
}

/* A string, decoded, goes behind the first *len bytes of s. */
static int
append(struct jsonl *j, struct space *s, size_t *len, const struct record *r,
    const struct json_field *f, unsigned *notes)
{
	const char *p = r->raw + f->start + 1;
	size_t n = f->end - f->start - 2;
	unsigned flags = f->flags;
	int got = 0;

	if (suspect(j, f))
		got = recode_text(&j->recode, &p, &n, flags & JSON_BROKEN,
		    notes);
	if (got == -1 || space_reserve(s, *len + n + 1) == -1)
		return -1;
	if (got == 1)
		flags &= ~JSON_BROKEN;
	*len += json_decode(p, n, s->p + *len, &flags);
	*notes |= notes_of(flags);
	return 0;
}

/*
 * A string or a number as text: *out points into the line where nothing has to
 * be decoded, otherwise into s.  NULL for any other value.
 */
static int
plain(struct jsonl *j, struct space *s, const struct record *r,
    const struct json_field *f, unsigned *notes, const char **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	if (f->type == JSON_STRING &&
	    (f->flags & JSON_ESCAPED || suspect(j, f))) {
		if (append(j, s, n, r, f, notes) == -1)
			return -1;
		*out = s->p;
		return 0;
	}
	*notes |= notes_of(f->flags);
	if (f->type == JSON_STRING) {
		*out = r->raw + f->start + 1;
		*n = f->end - f->start - 2;
	} else if (f->type == JSON_NUMBER) {
		*out = r->raw + f->start;
		*n = f->end - f->start;
	}
	return 0;
}

/* FILE:LINE for a record without an id. */
static int
make_id(struct jsonl *j, struct record *r)
{
	char suffix[32];

	snprintf(suffix, sizeof(suffix), ":%" PRIu64, r->line);
	return jsonl_token(&j->id, r->file, strlen(r->file), suffix,
	    &r->idlen);
}

/* The id's token as it stands; what would make a result file ill-formed is
 * written anew. */
static int
set_id(struct jsonl *j, struct record *r, unsigned *notes)
{
	const struct json_field *f = &j->fields[0];
	unsigned kinds = 0;
	size_t n = 0;
	int r2;

	if (f->type != JSON_STRING && f->type != JSON_NUMBER) {
		*notes |= BIT(NOTE_NO_ID) | notes_of(f->flags);
		r2 = make_id(j, r);
		r->id = j->id.p;
		return r2;
	}
	if (f->type == JSON_STRING && suspect(j, f) &&
	    append(j, &j->text, &n, r, f, &kinds) == -1)
		return -1;
	*notes |= kinds | notes_of(f->flags & JSON_REPEATED);
	r->id = r->raw + f->start;
	r->idlen = f->end - f->start;
	if ((f->flags & (JSON_BROKEN | JSON_NUL)) == 0 && (kinds &
	    (BIT(NOTE_WINDOWS_1256) | BIT(NOTE_ISO_8859_6) |
	    BIT(NOTE_MAC_ARABIC))) == 0)
		return 0;
	n = 0;
	if (append(j, &j->text, &n, r, f, notes) == -1)
		return -1;
	r2 = jsonl_token(&j->id, j->text.p, n, "", &r->idlen);
	r->id = j->id.p;
	return r2;
}

/* Several fields with a newline between them. */
static int
join_text(struct jsonl *j, struct record *r, unsigned *notes)
{
	const struct json_field *f = &j->fields[1];
	size_t len = 0;

	for (size_t i = 0; i < j->ntext; i++) {
		if (append(j, &j->text, &len, r, &f[i], notes) == -1)
			return -1;
		/* append leaves room for one byte more. */
		if (i + 1 < j->ntext)
			j->text.p[len++] = '\n';
	}
	r->text = j->text.p;
	r->textlen = len;
	return 0;
}

static int
set_text(struct jsonl *j, struct record *r, unsigned *notes)
{
	const struct json_field *f = &j->fields[1];

	if (j->text.cap > LARGE && r->rawlen < LARGE / 2)
		space_trim(&j->text, LARGE / 16);
	if (j->ntext == 1) {
		r->value_start = f->start;
		r->value_end = f->end;
		if (plain(j, &j->text, r, f, notes, &r->text,
		    &r->textlen) == -1)
			return -1;
	} else if (join_text(j, r, notes) == -1) {
		return -1;
	}
	return recode_mend(&j->recode, &r->text, &r->textlen, notes) == -1 ?
	    -1 : 0;
}

/*
 * The values of the within fields as one number.  A string and a number are
 * what they say; no value and null are the same; the rest goes by its bytes.
 */
static int
set_within(struct jsonl *j, struct record *r, const struct json_field *f,
    unsigned *notes)
{
	uint64_t h = j->nwithin;

	for (size_t i = 0; i < j->nwithin; i++, f++) {
		const char *p;
		size_t n;

		if (plain(j, &j->within, r, f, notes, &p, &n) == -1)
			return -1;
		if (p == NULL && f->type > JSON_NULL) {
			p = r->raw + f->start;
			n = f->end - f->start;
		}
		h = hash64(p, n, h + (p != NULL));
	}
	/* 0 says that nobody asked. */
	r->within = h != 0 || j->nwithin == 0 ? h : 1;
	return 0;
}

/* Is something wrong with a text field?  Then j->reason says so. */
static int
unfit(struct jsonl *j, const struct json_field *f)
{
	if (f->type == JSON_STRING)
		return 0;
	if (f->type == JSON_ABSENT)
		snprintf(j->reason, sizeof(j->reason), "no field \"%s\"",
		    f->name);
	else
		snprintf(j->reason, sizeof(j->reason), "\"%s\" is %s",
		    f->name, f->type == JSON_NULL ? "null" : "not a string");
	return 1;
}

int
jsonl_record(struct jsonl *j, struct record *r, unsigned *notes,
    const char **reason)
{
	struct json_field *f = j->fields;
	enum json_result res;

	res = json_object(&j->json, r->raw, r->rawlen, f, j->nfields);
	if (res == JSON_NOMEM)
		return -1;
	if (res == JSON_NO_OBJECT) {
		*reason = "not a JSON object";
		return 0;
	}
	if (res == JSON_BAD) {
		snprintf(j->reason, sizeof(j->reason),
		    "not JSON: column %zu: %s", j->json.column,
		    j->json.error);
		*reason = j->reason;
		return 0;
	}
	for (size_t i = 1; i <= j->ntext; i++) {
		if (unfit(j, &f[i])) {
			*reason = j->reason;
			return 0;
		}
	}
	/* The id first: it may borrow the text's buffer. */
	if (set_id(j, r, notes) == -1 || set_text(j, r, notes) == -1)
		return -1;
	f += 1 + j->ntext;
	if (j->has_date && plain(j, &j->date, r, f++, notes, &r->date,
	    &r->datelen) == -1)
		return -1;
	if (j->has_source && plain(j, &j->source, r, f++, notes, &r->source,
	    &r->sourcelen) == -1)
		return -1;
	return set_within(j, r, f, notes) == -1 ? -1 : 1;
}
