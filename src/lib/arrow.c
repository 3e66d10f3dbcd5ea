/*
 * arrow.c - documents out of Apache Arrow's C stream.
 */
#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "lib/arrow_values.h"

enum { TEXT, ID, SOURCE, DATE, WITHIN, NCOLUMNS };

/* Bit of a kind in a mask. */
#define KIND(kind)	(1u << (kind))
#define STRINGS		(KIND(ARROW_NULLS) | KIND(ARROW_BYTES32) | \
	KIND(ARROW_BYTES64) | KIND(ARROW_VIEWS))

static const unsigned allowed[NCOLUMNS] = {
	[TEXT] = STRINGS,
	[ID] = STRINGS | KIND(ARROW_INTEGER),
	[SOURCE] = STRINGS,
	[DATE] = KIND(ARROW_NULLS) | KIND(ARROW_INTEGER),
	[WITHIN] = STRINGS | KIND(ARROW_INTEGER),
};

struct column {
	const char *name;		/* NULL: not asked for */
	int64_t child;			/* of the struct */
	struct arrow_type type;		/* of the values, or of what points */
	struct arrow_type dictionary_type;
	int has_dictionary;
	struct arrow_values values, dictionary;	/* of the array at hand */
};

struct reader {
	struct ArrowArrayStream *stream;
	struct column column[NCOLUMNS];
	int bare;		/* the stream is one column, no struct */
	int64_t nchildren;
	tawam_row_fn *fn;
	void *arg;
	struct tawam_arrow_result result;
};

void
tawam_arrow_columns_init(struct tawam_arrow_columns *c, size_t size)
{
	const struct tawam_arrow_columns defaults = { .size = size,
		.text = "text" };

	memset(c, 0, size);
	memcpy(c, &defaults, size < sizeof(defaults) ? size :
	    sizeof(defaults));
}

__attribute__((format(printf, 3, 4)))
static int
fail(struct reader *r, int err, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(r->result.why, sizeof(r->result.why), fmt, ap);
	va_end(ap);
	return err;
}

/* An errno of the stream; its message goes with the stream: copied. */
static int
stream_failed(struct reader *r, int err)
{
	const char *why = NULL;

	if (r->stream->get_last_error != NULL)
		why = r->stream->get_last_error(r->stream);
	errno = err;
	return fail(r, err == ENOMEM ? TAWAM_ENOMEM : TAWAM_EIO, "%s",
	    why != NULL ? why : "the stream failed");
}

/*
 * Types
 */

static int
read_type(struct reader *r, unsigned which, const struct ArrowSchema *s)
{
	struct column *c = &r->column[which];
	const struct arrow_type *values = &c->type;
	int known;

	known = s->format != NULL && arrow_type(s->format, &c->type) == 0;
	if (known && s->dictionary != NULL) {
		c->has_dictionary = 1;
		known = c->type.kind == ARROW_INTEGER && !c->type.is_moment &&
		    s->dictionary->dictionary == NULL &&
		    s->dictionary->format != NULL &&
		    arrow_type(s->dictionary->format,
		    &c->dictionary_type) == 0;
		values = &c->dictionary_type;
	}
	if (!known || !(allowed[which] & KIND(values->kind)) ||
	    (values->is_moment && which != DATE))
		return fail(r, TAWAM_EFORMAT, "column %s has a type that is "
		    "not taken there: %.40s", c->name,
		    s->format != NULL ? s->format : "none");
	return TAWAM_OK;
}

static int
find_column(struct reader *r, unsigned which, const struct ArrowSchema *s)
{
	struct column *c = &r->column[which];

	for (int64_t i = 0; i < s->n_children; i++) {
		const struct ArrowSchema *child = s->children[i];

		if (child == NULL || child->name == NULL ||
		    strcmp(child->name, c->name) != 0)
			continue;
		c->child = i;
		return read_type(r, which, child);
	}
	return fail(r, TAWAM_EFORMAT, "there is no column %s", c->name);
}

static int
read_schema(struct reader *r, const struct ArrowSchema *s)
{
	int err;

	if (s->format == NULL)
		return fail(r, TAWAM_EFORMAT, "the stream has no type");
	r->bare = strcmp(s->format, "+s") != 0;
	if (!r->bare && s->n_children > 0 && s->children == NULL)
		return fail(r, TAWAM_EFORMAT, "the stream has no columns");
	r->nchildren = s->n_children;
	for (unsigned i = 0; i < NCOLUMNS; i++) {
		if (r->column[i].name == NULL)
			continue;
		if (!r->bare)
			err = find_column(r, i, s);
		else if (i == TEXT)
			err = read_type(r, i, s);
		else
			err = fail(r, TAWAM_EFORMAT, "there is no column %s: "
			    "the stream is a single one", r->column[i].name);
		if (err != 0)
			return err;
	}
	return TAWAM_OK;
}

static int
open_stream(struct reader *r)
{
	struct ArrowSchema schema;
	int err;

	memset(&schema, 0, sizeof(schema));
	if ((err = r->stream->get_schema(r->stream, &schema)) != 0)
		return stream_failed(r, err);
	err = read_schema(r, &schema);
	if (schema.release != NULL)
		schema.release(&schema);
	return err;
}

/*
 * Values
 */

static int
damaged(struct reader *r, const struct column *c)
{
	return fail(r, TAWAM_EFORMAT, "column %s is damaged: its lengths, "
	    "offsets and buffers do not fit together", c->name);
}

static int
bind(struct reader *r, struct column *c, const struct ArrowArray *a,
    int64_t length)
{
	if (a == NULL || arrow_values(a, &c->type, &c->values) == -1 ||
	    c->values.length < length)
		return damaged(r, c);
	if (!c->has_dictionary)
		return TAWAM_OK;
	if (a->dictionary == NULL || arrow_values(a->dictionary,
	    &c->dictionary_type, &c->dictionary) == -1)
		return damaged(r, c);
	c->values.dictionary = &c->dictionary;
	return TAWAM_OK;
}

/* *valid gets the bitmap of the rows themselves, which a struct may have. */
static int
bind_all(struct reader *r, const struct ArrowArray *a, const uint8_t **valid)
{
	int err;

	*valid = NULL;
	if (r->bare)
		return bind(r, &r->column[TEXT], a, a->length);
	if (a->length < 0 || a->offset < 0 ||
	    a->length > INT64_MAX - a->offset ||
	    a->n_children != r->nchildren ||
	    (a->n_children > 0 && a->children == NULL))
		return fail(r, TAWAM_EFORMAT, "a batch is damaged: it has "
		    "other columns than the stream");
	if (a->null_count != 0 && a->n_buffers > 0 && a->buffers != NULL)
		*valid = a->buffers[0];
	for (unsigned i = 0; i < NCOLUMNS; i++) {
		struct column *c = &r->column[i];

		if (c->name != NULL && (err = bind(r, c,
		    a->children[c->child], a->offset + a->length)) != 0)
			return err;
	}
	return TAWAM_OK;
}

/* The value's kind: that of the dictionary, when there is one. */
static const struct arrow_type *
value_type(const struct column *c)
{
	return c->has_dictionary ? &c->dictionary_type : &c->type;
}

/* Rounded down; TAWAM_NO_DATE when no date can hold it. */
static int64_t
seconds_of(const struct arrow_type *t, const struct arrow_integer *n)
{
	int64_t units = (int64_t)n->bits;

	if (!n->negative && n->bits > INT64_MAX)
		return TAWAM_NO_DATE;
	if (!t->is_moment)
		return units;
	return (units / t->per_second - (units % t->per_second < 0)) *
	    t->seconds;
}

/* The digits of an integer in front of end; where they begin. */
static char *
write_decimal(const struct arrow_integer *n, char *end)
{
	uint64_t left = n->negative ? 0 - n->bits : n->bits;

	do
		*--end = (char)('0' + left % 10);
	while ((left /= 10) != 0);
	if (n->negative)
		*--end = '-';
	return end;
}

/* A row's values, as far as they are there: 1 a value, 0 none, -1 damaged. */
struct cell {
	int is_integer;
	struct arrow_integer integer;
	const char *bytes;
	size_t len;
};

static int
read_cell(const struct column *c, int64_t i, struct cell *out)
{
	if (c->name == NULL)
		return 0;
	out->is_integer = value_type(c)->kind == ARROW_INTEGER;
	return out->is_integer ? arrow_integer(&c->values, i, &out->integer) :
	    arrow_bytes(&c->values, i, &out->bytes, &out->len);
}

#define DIGITS	21	/* of -2^63, the sign included */

static void
set_field(unsigned which, const struct column *c, const struct cell *cell,
    char *digits, struct tawam_doc *d)
{
	switch (which) {
	case TEXT:
		d->text = cell->bytes;
		d->len = cell->len;
		break;
	case SOURCE:
		d->source = cell->bytes;
		d->sourcelen = cell->len;
		break;
	case ID:
		d->id = cell->is_integer ? write_decimal(&cell->integer,
		    digits + DIGITS) : cell->bytes;
		d->idlen = cell->is_integer ?
		    (size_t)(digits + DIGITS - d->id) : cell->len;
		break;
	case DATE:
		d->date = seconds_of(value_type(c), &cell->integer);
		break;
	case WITHIN:
		d->within = cell->is_integer ? cell->integer.bits :
		    hash64(cell->bytes, cell->len, 0);
		break;
	}
}

/* Row i of the columns' arrays; valid is the struct's own word on it. */
static int
hand_out(struct reader *r, int64_t i, int valid)
{
	struct tawam_doc d;
	char digits[DIGITS];
	int there = 0;

	tawam_doc_init(&d, sizeof(d));
	for (unsigned which = 0; which < NCOLUMNS && valid; which++) {
		const struct column *c = &r->column[which];
		struct cell cell;
		int got = read_cell(c, i, &cell);

		if (got == -1)
			return damaged(r, c);
		if (got == 1)
			set_field(which, c, &cell, digits, &d);
		there |= got == 1 && which == TEXT;
	}
	r->result.nulls += !there;
	return r->fn(r->arg, r->result.rows++, &d);
}

static int
read_batch(struct reader *r, const struct ArrowArray *a)
{
	/* A bare column's own offset is minded where its values are read. */
	int64_t from = r->bare ? 0 : a->offset;
	const uint8_t *valid;
	int err;

	if ((err = bind_all(r, a, &valid)) != 0)
		return err;
	for (int64_t i = from; i < from + a->length; i++)
		if ((err = hand_out(r, i, arrow_bit(valid, i))) != 0)
			return err;
	return TAWAM_OK;
}

static int
read_stream(struct reader *r)
{
	struct ArrowArray a;
	int err;

	if ((err = open_stream(r)) != 0)
		return err;
	for (;;) {
		memset(&a, 0, sizeof(a));
		if ((err = r->stream->get_next(r->stream, &a)) != 0)
			return stream_failed(r, err);
		if (a.release == NULL)
			return TAWAM_OK;
		err = read_batch(r, &a);
		a.release(&a);
		if (err != 0)
			return err;
	}
}

/* What the caller's structures have; -1 when that is too little. */
static int
read_arguments(struct reader *r, const struct tawam_arrow_columns *c,
    const struct tawam_arrow_result *result)
{
	struct tawam_arrow_columns all;

	tawam_arrow_columns_init(&all, sizeof(all));
	if (c != NULL && c->size < offsetof(struct tawam_arrow_columns, id))
		return -1;
	if (c != NULL)
		memcpy(&all, c, c->size < sizeof(all) ? c->size : sizeof(all));
	if (all.text == NULL || (result != NULL &&
	    result->size < offsetof(struct tawam_arrow_result, why)))
		return -1;
	r->column[TEXT].name = all.text;
	r->column[ID].name = all.id;
	r->column[SOURCE].name = all.source;
	r->column[DATE].name = all.date;
	r->column[WITHIN].name = all.within;
	return 0;
}

int
tawam_arrow_each(struct ArrowArrayStream *stream,
    const struct tawam_arrow_columns *c, tawam_row_fn *fn, void *arg,
    struct tawam_arrow_result *result)
{
	struct reader r;
	int err = TAWAM_EINVAL;

	if (stream == NULL || stream->release == NULL)
		return TAWAM_EINVAL;
	memset(&r, 0, sizeof(r));
	r.stream = stream;
	r.fn = fn;
	r.arg = arg;
	if (read_arguments(&r, c, result) == 0) {
		err = read_stream(&r);
		if (result != NULL) {
			r.result.size = result->size;
			memcpy(result, &r.result,
			    result->size < sizeof(r.result) ? result->size :
			    sizeof(r.result));
		}
	}
	stream->release(stream);
	return err;
}

static int
add_row(void *arg, uint64_t row, const struct tawam_doc *d)
{
	(void)row;
	return tawam_corpus_add(arg, d, NULL);
}

int
tawam_corpus_add_arrow(struct tawam_corpus *corpus,
    struct ArrowArrayStream *stream, const struct tawam_arrow_columns *c,
    struct tawam_arrow_result *result)
{
	return tawam_arrow_each(stream, c, add_row, corpus, result);
}
