/*
 * jsonl.c - a record out of a line of JSON Lines.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

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
	j->ntext = o->ntext_fields;
	j->has_date = o->date_field != NULL;
	j->has_source = o->source_field != NULL;
	j->nfields = 1 + j->ntext + (size_t)j->has_date +
	    (size_t)j->has_source;
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

/*
 * A string or a number as text: *out points into the line where nothing has to
 * be decoded, otherwise into s.  NULL for any other value.
 */
static int
plain(struct space *s, const struct record *r, const struct json_field *f,
    unsigned *notes, const char **out, size_t *n)
{
	const char *p = r->raw + f->start;
	size_t len = f->end - f->start;
	unsigned flags = f->flags;

	*out = NULL;
	*n = 0;
	if (f->type == JSON_STRING && flags & JSON_ESCAPED) {
		if (space_reserve(s, len) == -1)
			return -1;
		*n = json_decode(p + 1, len - 2, s->p, &flags);
		*out = s->p;
	} else if (f->type == JSON_STRING) {
		*out = p + 1;
		*n = len - 2;
	} else if (f->type == JSON_NUMBER) {
		*out = p;
		*n = len;
	}
	*notes |= notes_of(flags);
	return 0;
}

/* The id's token as it stands; what would make a result file ill-formed is
 * written anew, and a record without an id gets FILE:LINE. */
static int
set_id(struct jsonl *j, struct record *r, unsigned *notes)
{
	const struct json_field *f = &j->fields[0];
	const char *p = r->raw + f->start;
	size_t n = f->end - f->start;
	char suffix[32];

	*notes |= notes_of(f->flags);
	if (f->type == JSON_NUMBER || (f->type == JSON_STRING &&
	    (f->flags & (JSON_BROKEN | JSON_NUL)) == 0)) {
		r->id = p;
		r->idlen = n;
		return 0;
	}
	if (f->type == JSON_STRING) {
		unsigned flags = f->flags;

		if (space_reserve(&j->text, n) == -1)
			return -1;
		n = json_decode(p + 1, n - 2, j->text.p, &flags);
		*notes |= notes_of(flags);
		if (jsonl_token(&j->id, j->text.p, n, "", &r->idlen) == -1)
			return -1;
	} else {
		*notes |= BIT(NOTE_NO_ID);
		snprintf(suffix, sizeof(suffix), ":%" PRIu64, r->line);
		if (jsonl_token(&j->id, r->file, strlen(r->file), suffix,
		    &r->idlen) == -1)
			return -1;
	}
	r->id = j->id.p;
	return 0;
}

/* Several fields with a newline between them. */
static int
join_text(struct jsonl *j, struct record *r, unsigned *notes)
{
	const struct json_field *f = &j->fields[1];
	size_t need = 0, len = 0;

	for (size_t i = 0; i < j->ntext; i++)
		need += f[i].end - f[i].start;
	if (space_reserve(&j->text, need) == -1)
		return -1;
	for (size_t i = 0; i < j->ntext; i++) {
		unsigned flags = f[i].flags;

		if (i > 0)
			j->text.p[len++] = '\n';
		len += json_decode(r->raw + f[i].start + 1,
		    f[i].end - f[i].start - 2, j->text.p + len, &flags);
		*notes |= notes_of(flags);
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
	if (j->ntext != 1)
		return join_text(j, r, notes);
	r->value_start = f->start;
	r->value_end = f->end;
	return plain(&j->text, r, f, notes, &r->text, &r->textlen);
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
	if (j->has_date && plain(&j->date, r, f++, notes, &r->date,
	    &r->datelen) == -1)
		return -1;
	if (j->has_source && plain(&j->source, r, f, notes, &r->source,
	    &r->sourcelen) == -1)
		return -1;
	return 1;
}
