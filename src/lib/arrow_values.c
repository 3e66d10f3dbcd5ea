/*
 * arrow_values.c - one column of an Arrow array: its type, and its values.
 */
#include <string.h>

#include "lib/arrow_values.h"

#define VIEW_SIZE	16
#define VIEW_INLINE	12	/* bytes of a string within its view */

int
arrow_bit(const uint8_t *bits, int64_t i)
{
	return bits == NULL || (bits[i / 8] >> (i % 8) & 1) != 0;
}

/* "cCsSiIlL": the widths double, signed before unsigned. */
static int
integer_type(char letter, struct arrow_type *out)
{
	static const char letters[] = "cCsSiIlL";
	const char *at = strchr(letters, letter);

	if (letter == '\0' || at == NULL)
		return -1;
	out->kind = ARROW_INTEGER;
	out->width = 1u << (at - letters) / 2;
	out->is_signed = (at - letters) % 2 == 0;
	return 0;
}

/* Days, milliseconds of a date; timestamps, whatever their zone. */
static int
moment_type(const char *format, struct arrow_type *out)
{
	static const char units[] = "smun";
	const char *at;

	out->is_moment = 1;
	out->per_second = out->seconds = 1;
	if (strcmp(format, "tdD") == 0) {
		out->seconds = 86400;
		return integer_type('i', out);
	}
	if (strcmp(format, "tdm") == 0) {
		out->per_second = 1000;
		return integer_type('l', out);
	}
	if (strncmp(format, "ts", 2) != 0 || format[2] == '\0' ||
	    (at = strchr(units, format[2])) == NULL || format[3] != ':')
		return -1;
	for (; at > units; at--)
		out->per_second *= 1000;
	return integer_type('l', out);
}

int
arrow_type(const char *format, struct arrow_type *out)
{
	static const struct {
		char format[3];
		enum arrow_kind kind;
	} kinds[] = {
		{ "n", ARROW_NULLS },
		{ "u", ARROW_BYTES32 }, { "z", ARROW_BYTES32 },
		{ "U", ARROW_BYTES64 }, { "Z", ARROW_BYTES64 },
		{ "vu", ARROW_VIEWS }, { "vz", ARROW_VIEWS },
	};

	memset(out, 0, sizeof(*out));
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(format, kinds[i].format) == 0) {
			out->kind = kinds[i].kind;
			return 0;
		}
	if (format[0] == 't')
		return moment_type(format, out);
	return strlen(format) == 1 ? integer_type(format[0], out) : -1;
}

/* The integer at p, which need not be aligned. */
static void
load(const char *p, unsigned width, int is_signed, struct arrow_integer *out)
{
	uint8_t u8;
	uint16_t u16;
	uint32_t u32;
	uint64_t u64;

	switch (width) {
	case 1:
		memcpy(&u8, p, sizeof(u8));
		u64 = is_signed ? (uint64_t)(int8_t)u8 : u8;
		break;
	case 2:
		memcpy(&u16, p, sizeof(u16));
		u64 = is_signed ? (uint64_t)(int16_t)u16 : u16;
		break;
	case 4:
		memcpy(&u32, p, sizeof(u32));
		u64 = is_signed ? (uint64_t)(int32_t)u32 : u32;
		break;
	default:
		memcpy(&u64, p, sizeof(u64));
		break;
	}
	out->bits = u64;
	out->negative = is_signed && u64 >> 63 != 0;
}

static int64_t
load_signed(const char *p, unsigned width)
{
	struct arrow_integer n;

	load(p, width, 1, &n);
	return (int64_t)n.bits;
}

static unsigned
offset_width(const struct arrow_type *t)
{
	return t->kind == ARROW_BYTES32 ? 4 : 8;
}

/* The bitmap of an array that has one; -1 when nulls are said without it. */
static int
read_bitmap(const struct ArrowArray *a, struct arrow_values *out)
{
	if (a->null_count == 0)
		return 0;
	out->valid = a->buffers[0];
	return out->valid == NULL && a->null_count > 0 ? -1 : 0;
}

int
arrow_values(const struct ArrowArray *a, const struct arrow_type *type,
    struct arrow_values *out)
{
	static const int64_t nbuffers[] = { [ARROW_BYTES32] = 3,
	    [ARROW_BYTES64] = 3, [ARROW_VIEWS] = 3, [ARROW_INTEGER] = 2 };

	memset(out, 0, sizeof(*out));
	out->type = *type;
	out->length = a->length;
	out->offset = a->offset;
	if (a->length < 0 || a->offset < 0 || a->length > INT64_MAX - a->offset)
		return -1;
	if (type->kind == ARROW_NULLS || a->length == 0)
		return 0;
	if (a->buffers == NULL || a->n_buffers < nbuffers[type->kind] ||
	    (type->kind != ARROW_VIEWS &&
	    a->n_buffers != nbuffers[type->kind]) || a->buffers[1] == NULL)
		return -1;
	/* No value is narrower than a byte or wider than a view. */
	if (a->length + a->offset >= INT64_MAX / VIEW_SIZE)
		return -1;
	out->values = a->buffers[1];
	if (type->kind == ARROW_VIEWS) {
		out->npieces = a->n_buffers - 3;
		out->pieces = a->buffers + 2;
		out->piece_lengths = a->buffers[a->n_buffers - 1];
		if (out->npieces > 0 && out->piece_lengths == NULL)
			return -1;
	} else if (type->kind != ARROW_INTEGER) {
		unsigned width = offset_width(type);

		out->data = a->buffers[2];
		out->end = load_signed(out->values +
		    (a->offset + a->length) * width, width);
	}
	return read_bitmap(a, out);
}

static int
view_bytes(const struct arrow_values *v, const char *view, const char **p,
    size_t *n)
{
	int64_t len = load_signed(view, 4), piece, from, size;

	if (len < 0)
		return -1;
	*n = (size_t)len;
	*p = view + 4;
	if (len <= VIEW_INLINE)
		return 1;
	/* Length, the first four bytes, number of the piece, place in it. */
	piece = load_signed(view + 8, 4);
	from = load_signed(view + 12, 4);
	if (piece < 0 || piece >= v->npieces || v->pieces[piece] == NULL)
		return -1;
	size = load_signed(v->piece_lengths + piece * 8, 8);
	if (from < 0 || from > size || len > size - from)
		return -1;
	*p = (const char *)v->pieces[piece] + from;
	return 1;
}

static int
offset_bytes(const struct arrow_values *v, int64_t at, const char **p,
    size_t *n)
{
	unsigned width = offset_width(&v->type);
	int64_t from = load_signed(v->values + at * width, width);
	int64_t to = load_signed(v->values + (at + 1) * width, width);

	if (from < 0 || to < from || to > v->end ||
	    (uint64_t)to > PTRDIFF_MAX ||
	    (to > from && v->data == NULL))
		return -1;
	*n = (size_t)(to - from);
	*p = to > from ? v->data + from : NULL;
	return 1;
}

/* Where value i is to be looked up: in the dictionary, when there is one. */
static int
look_up(const struct arrow_values **v, int64_t *i)
{
	const struct arrow_values *d = (*v)->dictionary;
	struct arrow_integer n;

	if ((*v)->type.kind == ARROW_NULLS ||
	    !arrow_bit((*v)->valid, (*v)->offset + *i))
		return 0;
	if (d == NULL)
		return 1;
	load((*v)->values + ((*v)->offset + *i) * (*v)->type.width,
	    (*v)->type.width, (*v)->type.is_signed, &n);
	if (n.negative || n.bits >= (uint64_t)d->length)
		return -1;
	*v = d;
	*i = (int64_t)n.bits;
	return d->type.kind != ARROW_NULLS &&
	    arrow_bit(d->valid, d->offset + *i);
}

int
arrow_bytes(const struct arrow_values *v, int64_t i, const char **p,
    size_t *n)
{
	int r = look_up(&v, &i);

	if (r != 1)
		return r;
	i += v->offset;
	return v->type.kind == ARROW_VIEWS ?
	    view_bytes(v, v->values + i * VIEW_SIZE, p, n) :
	    offset_bytes(v, i, p, n);
}

int
arrow_integer(const struct arrow_values *v, int64_t i,
    struct arrow_integer *out)
{
	int r = look_up(&v, &i);

	if (r == 1)
		load(v->values + (v->offset + i) * v->type.width,
		    v->type.width, v->type.is_signed, out);
	return r;
}
