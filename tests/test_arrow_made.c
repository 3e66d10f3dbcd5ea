/*
 * test_arrow_made.c - see test_arrow.h.
 */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "test_arrow.h"

/*
 * The stream
 */

static void
release_schema(struct ArrowSchema *s)
{
	struct made *m = s->private_data;

	m->schemas_out--;
	s->release = NULL;
	/* Whoever looks again falls. */
	memset(m->child, 0xdd, sizeof(m->child));
}

static int
get_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
	struct made *m = stream->private_data;

	if (m->schema_errno != 0)
		return m->schema_errno;
	*out = m->schema;
	out->release = release_schema;
	out->private_data = m;
	m->schemas_out++;
	return 0;
}

static void
release_array(struct ArrowArray *a)
{
	struct made *m = a->private_data;

	m->arrays_out--;
	a->release = NULL;
}

static int
get_next(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
	struct made *m = stream->private_data;

	cr_assert_eq(m->arrays_out, 0, "two arrays at a time");
	if (m->next == m->nbatches) {
		out->release = NULL;
		return m->next_errno;
	}
	*out = m->batch[m->next++];
	out->release = release_array;
	out->private_data = m;
	m->arrays_out++;
	return 0;
}

static const char *
get_last_error(struct ArrowArrayStream *stream)
{
	const struct made *m = stream->private_data;

	return m->silent ? NULL : "the disk is gone";
}

static void
release_stream(struct ArrowArrayStream *stream)
{
	struct made *m = stream->private_data;

	m->streams_out--;
	stream->release = NULL;
}

void
made_init(struct made *m, int bare)
{
	memset(m, 0, sizeof(*m));
	m->bare = bare;
	m->streams_out = 1;
	m->stream.get_schema = get_schema;
	m->stream.get_next = get_next;
	m->stream.get_last_error = get_last_error;
	m->stream.release = release_stream;
	m->stream.private_data = m;
}

void
made_release(struct made *m)
{
	cr_assert_eq(m->streams_out, 0);
	cr_assert_eq(m->schemas_out, 0);
	cr_assert_eq(m->arrays_out, 0);
	for (size_t i = 0; i < m->nowned; i++)
		free(m->owned[i]);
	m->nowned = 0;
}

/*
 * Columns
 */

static void *
own(struct made *m, size_t size)
{
	void *p = malloc(size > 0 ? size : 1);

	cr_assert_not_null(p);
	cr_assert_lt(m->nowned, sizeof(m->owned) / sizeof(m->owned[0]));
	memset(p, 0, size);
	m->owned[m->nowned++] = p;
	return p;
}

static void
set_bit(uint8_t *bits, size_t i)
{
	bits[i / 8] = (uint8_t)(bits[i / 8] | 1 << i % 8);
}

static struct ArrowArray *
new_array(struct made *m, struct ArrowArray *a, size_t n, size_t skip,
    int64_t nbuffers)
{
	a->length = (int64_t)n;
	a->offset = (int64_t)skip;
	a->n_buffers = nbuffers;
	a->buffers = m->buffers[m->nbuffers++];
	return a;
}

/* Values skip .. skip + n of the array are v; what stands before them is
 * there and not null. */
static const char *
value_at(const char *const *v, size_t i, size_t skip)
{
	return i < skip ? "not this one, it lies before" : v[i - skip];
}

static void
fill_offsets(struct made *m, struct ArrowArray *a, int wide,
    const char *const *v, size_t n, size_t skip)
{
	size_t total = 0, width = wide ? 8 : 4;
	char *offsets, *data;

	for (size_t i = 0; i < skip + n; i++)
		if (value_at(v, i, skip) != NULL)
			total += strlen(value_at(v, i, skip));
	offsets = own(m, (skip + n + 1) * width);
	data = own(m, total);
	total = 0;
	for (size_t i = 0; i <= skip + n; i++) {
		int64_t at = (int64_t)total;
		int32_t at32 = (int32_t)at;
		const char *s;

		memcpy(offsets + i * width, wide ? (const void *)&at :
		    (const void *)&at32, width);
		if (i == skip + n || (s = value_at(v, i, skip)) == NULL)
			continue;
		memcpy(data + total, s, strlen(s));
		total += strlen(s);
	}
	a->buffers[1] = offsets;
	a->buffers[2] = data;
}

/* Two pieces, in turn; the last buffer has their lengths. */
static void
fill_views(struct made *m, struct ArrowArray *a, const char *const *v,
    size_t n, size_t skip)
{
	char *views = own(m, (skip + n) * 16), *piece[2];
	int64_t *lengths = own(m, 2 * sizeof(*lengths));

	for (int k = 0; k < 2; k++) {
		for (size_t i = (size_t)k; i < skip + n; i += 2) {
			const char *s = value_at(v, i, skip);

			if (s != NULL && strlen(s) > 12)
				lengths[k] += (int64_t)strlen(s);
		}
		piece[k] = own(m, (size_t)lengths[k]);
		lengths[k] = 0;
	}
	for (size_t i = 0; i < skip + n; i++) {
		const char *s = value_at(v, i, skip);
		int32_t len = s != NULL ? (int32_t)strlen(s) : 0;
		int32_t k = (int32_t)(i % 2), from = (int32_t)lengths[k];

		memcpy(views + i * 16, &len, 4);
		if (len <= 12) {
			memcpy(views + i * 16 + 4, s != NULL ? s : "",
			    (size_t)len);
			continue;
		}
		memcpy(views + i * 16 + 4, s, 4);
		memcpy(views + i * 16 + 8, &k, 4);
		memcpy(views + i * 16 + 12, &from, 4);
		memcpy(piece[k] + from, s, (size_t)len);
		lengths[k] += len;
	}
	a->n_buffers = 5;
	a->buffers[1] = views;
	a->buffers[2] = piece[0];
	a->buffers[3] = piece[1];
	a->buffers[4] = lengths;
}

static void
fill_nulls(struct made *m, struct ArrowArray *a, const char *const *v,
    size_t n, size_t skip)
{
	uint8_t *valid = own(m, (skip + n + 7) / 8);

	a->null_count = 0;
	for (size_t i = 0; i < skip + n; i++)
		if (value_at(v, i, skip) != NULL)
			set_bit(valid, i);
		else
			a->null_count++;
	a->buffers[0] = valid;
}

static void
fill_strings(struct made *m, struct ArrowArray *a, const char *format,
    const char *const *v, size_t n, size_t skip)
{
	new_array(m, a, n, skip, 3);
	if (format[0] == 'v')
		fill_views(m, a, v, n, skip);
	else
		fill_offsets(m, a, format[0] < 'a', v, n, skip);
	fill_nulls(m, a, v, n, skip);
}

static unsigned
width_of(char letter)
{
	return letter == 'c' || letter == 'C' ? 1 :
	    letter == 's' || letter == 'S' ? 2 :
	    letter == 'i' || letter == 'I' ? 4 : 8;
}

static void
fill_integers(struct made *m, struct ArrowArray *a, unsigned width,
    const int64_t *v, size_t n, size_t skip)
{
	char *p = own(m, (skip + n) * width);

	new_array(m, a, n, skip, 2);
	/* The low bytes: this is little-endian, as the machines are. */
	for (size_t i = 0; i < n; i++)
		memcpy(p + (skip + i) * width, &v[i], width);
	a->buffers[1] = p;
}

/* The schema of a column is that of the first batch. */
static struct ArrowArray *
new_column(struct made *m, const char *name, const char *format)
{
	int i = m->narrays - m->first;
	struct ArrowArray *a = &m->array[m->narrays++];

	cr_assert_lt(i, MADE_COLUMNS);
	m->arrays[m->narrays - 1] = a;
	if (m->nbatches > 0)
		return a;
	m->child[i].name = name;
	m->child[i].format = format;
	m->children[i] = &m->child[i];
	m->ncolumns++;
	return a;
}

/* Every value is there; the indices go through them the other way round. */
static void
fill_dictionary(struct made *m, struct ArrowArray *a, const char *format,
    const char *const *v, size_t n, size_t skip)
{
	size_t all = skip + n;
	int64_t index[32];
	const char *values[32];

	cr_assert_leq(all, 32);
	for (size_t i = 0; i < all; i++) {
		index[i] = (int64_t)(all - 1 - i);
		values[all - 1 - i] = value_at(v, i, skip);
	}
	fill_integers(m, a, width_of(format[0]), index, all, 0);
	a->length = (int64_t)n;
	a->offset = (int64_t)skip;
	a->dictionary = &m->values[m->narrays - 1];
	/* The dictionary may be a slice as well. */
	fill_strings(m, a->dictionary, format + 2, values, all, 1);
}

void
made_strings(struct made *m, const char *name, const char *format,
    const char *const *values, size_t n, int skip, int outer)
{
	struct ArrowArray *a;
	const char *all[32];
	char *letter;
	int i = m->narrays - m->first;

	cr_assert_leq(n + (size_t)outer, 32);
	for (size_t k = 0; k < n + (size_t)outer; k++)
		all[k] = value_at(values, k, (size_t)outer);
	if (format[1] != ':') {
		a = new_column(m, name, format);
		fill_strings(m, a, format, all, n + (size_t)outer,
		    (size_t)skip);
		return;
	}
	a = new_column(m, name, NULL);
	fill_dictionary(m, a, format, all, n + (size_t)outer, (size_t)skip);
	if (m->nbatches > 0)
		return;
	letter = own(m, 2);
	letter[0] = format[0];
	m->child[i].format = letter;
	m->child[i].dictionary = &m->dictionary[i];
	m->dictionary[i].format = format + 2;
}

void
made_integers(struct made *m, const char *name, const char *format,
    const int64_t *values, size_t n)
{
	char letter = strcmp(format, "tdD") == 0 ? 'i' :
	    format[0] == 't' ? 'l' : format[0];

	fill_integers(m, new_column(m, name, format), width_of(letter), values,
	    n, 0);
}

void
made_nulls(struct made *m, const char *name, size_t n)
{
	struct ArrowArray *a = new_column(m, name, "n");

	a->length = a->null_count = (int64_t)n;
}

void
made_batch(struct made *m, size_t n, int outer)
{
	struct ArrowArray *b = &m->batch[m->nbatches++];

	if (m->bare) {
		m->schema = m->child[0];
		*b = m->array[m->first];
	} else {
		m->schema.format = "+s";
		m->schema.n_children = m->ncolumns;
		m->schema.children = m->children;
		new_array(m, b, n, (size_t)outer, 1);
		b->n_children = m->narrays - m->first;
		b->children = m->arrays + m->first;
	}
	m->first = m->narrays;
}

void
made_offset(struct ArrowArray *a, size_t i, int32_t value)
{
	/* The buffers are ours: made with own(). */
	union { const void *c; char *p; } u = { a->buffers[1] };

	memcpy(u.p + i * sizeof(value), &value, sizeof(value));
}
