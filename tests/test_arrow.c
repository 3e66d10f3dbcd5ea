/*
 * test_arrow.c - documents out of Arrow's C stream: every layout of strings,
 * slices, nulls, dictionaries; what is damaged is refused, and whatever
 * happens all that came is released once.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "test_arrow.h"
#include "tawam_arrow.h"

static const char *const words[] = { "one", "", NULL, "\u0643\u062a\u0627\u0628",
    "a text of more than twelve bytes", NULL, "twelve bytes", "end" };

#define NWORDS	(sizeof(words) / sizeof(words[0]))

/* The rows as they came. */
struct rows {
	size_t n;
	char *text[64], *id[64], *source[64];
	struct tawam_doc doc[64];
	int stop_at;		/* answers 7 at that row; -1: never */
};

static char *
copy(const char *p, size_t n)
{
	char *s;

	if (p == NULL && n == 0)
		return NULL;
	s = malloc(n + 1);
	cr_assert_not_null(s);
	memcpy(s, p, n);
	s[n] = '\0';
	return s;
}

static int
take_row(void *arg, uint64_t row, const struct tawam_doc *d)
{
	struct rows *r = arg;

	cr_assert_eq(row, r->n);
	cr_assert_lt(r->n, 64);
	r->doc[r->n] = *d;
	r->text[r->n] = copy(d->text, d->len);
	r->id[r->n] = copy(d->id, d->idlen);
	r->source[r->n] = copy(d->source, d->sourcelen);
	return (int)r->n++ == r->stop_at ? 7 : 0;
}

static void
free_rows(struct rows *r)
{
	for (size_t i = 0; i < r->n; i++) {
		free(r->text[i]);
		free(r->id[i]);
		free(r->source[i]);
	}
	memset(r, 0, sizeof(*r));
}

/* Reads a stream; all of it must have been released, once. */
static int
read_all(struct made *m, const struct tawam_arrow_columns *c, struct rows *r,
    struct tawam_arrow_result *result)
{
	int err;

	result->size = sizeof(*result);
	memset(r, 0, sizeof(*r));
	r->stop_at = -1;
	err = tawam_arrow_each(&m->stream, c, take_row, r, result);
	cr_assert_null(m->stream.release);
	made_release(m);
	return err;
}

static void
expect_text(const struct rows *r, size_t row, const char *want)
{
	const char *got = r->text[row];

	/* An empty string may have no place in memory. */
	if (want == NULL || *want == '\0')
		cr_assert(got == NULL || *got == '\0', "row %zu", row);
	else
		cr_assert_str_eq(got != NULL ? got : "(none)", want,
		    "row %zu", row);
}

/* Every layout, bare and as a column, from the start and sliced. */
Test(arrow, layouts_of_strings)
{
	static const char *const formats[] = { "u", "z", "U", "Z", "vu", "vz",
		"c:u", "C:U", "s:vu", "S:u", "i:z", "I:u", "l:Z", "L:vz" };

	for (size_t f = 0; f < sizeof(formats) / sizeof(formats[0]); f++)
		for (int shape = 0; shape < 12; shape++) {
			int bare = shape % 2, skip = shape / 2 % 3;
			int outer = bare ? 0 : shape / 6 * 3;
			struct tawam_arrow_result result;
			struct made m;
			struct rows r;
			size_t nulls = 0;

			made_init(&m, bare);
			made_strings(&m, "text", formats[f], words, NWORDS,
			    skip, outer);
			made_batch(&m, NWORDS, outer);
			cr_assert_eq(read_all(&m, NULL, &r, &result), 0,
			    "%s %d: %s", formats[f], shape, result.why);
			cr_assert_eq(r.n, NWORDS);
			for (size_t i = 0; i < NWORDS; i++) {
				expect_text(&r, i, words[i]);
				nulls += words[i] == NULL;
				cr_assert_eq(r.doc[i].date, TAWAM_NO_DATE);
			}
			cr_assert_eq(result.nulls, nulls);
			cr_assert_eq(result.rows, NWORDS);
			free_rows(&r);
		}
}

/* Columns are found by name among others; batches follow one another. */
Test(arrow, columns_by_name)
{
	struct tawam_arrow_columns c;
	struct tawam_arrow_result result;
	struct made m;
	struct rows r;
	const int64_t days[] = { 0, 1, -1, 19000 };

	tawam_arrow_columns_init(&c, sizeof(c));
	c.text = "body";
	c.id = "url";
	c.source = "outlet";
	c.date = "day";
	c.within = "lang";
	made_init(&m, 0);
	for (int batch = 0; batch < 3; batch++) {
		made_strings(&m, "text", "u", words + 3, 4, 0, 0);
		made_strings(&m, "lang", "c:u", words, 4, 0, 0);
		made_strings(&m, "url", "vu", words + 4, 4, 1, 0);
		made_integers(&m, "day", "tdD", days, 4);
		made_strings(&m, "outlet", "U", words + 1, 4, 0, 0);
		made_strings(&m, "body", "u", words, 4, 2, 0);
		made_batch(&m, 4, 0);
	}
	cr_assert_eq(read_all(&m, &c, &r, &result), 0, "%s", result.why);
	cr_assert_eq(r.n, 12);
	for (size_t i = 0; i < 12; i++) {
		expect_text(&r, i, words[i % 4]);
		cr_assert_eq(r.doc[i].date, days[i % 4] * 86400);
		if (words[4 + i % 4] != NULL)
			cr_assert_str_eq(r.id[i], words[4 + i % 4]);
		else
			cr_assert_null(r.doc[i].id);
		if (words[1 + i % 4] == NULL)
			cr_assert_null(r.doc[i].source);
	}
	/* One value, one number; none is 0, an empty string is not. */
	cr_assert_eq(r.doc[0].within, r.doc[4].within);
	cr_assert_neq(r.doc[0].within, r.doc[3].within);
	cr_assert_eq(r.doc[2].within, 0);
	cr_assert_neq(r.doc[1].within, 0);
	free_rows(&r);
}

/* A row that is null itself has nothing, whatever its columns say. */
Test(arrow, null_rows)
{
	static const uint8_t valid[] = { 0x0d };	/* all of 4 but 1 */
	static const char *const text[] = { "a", "b", "c", NULL };
	struct tawam_arrow_columns c;
	struct tawam_arrow_result result;
	struct made m;
	struct rows r;

	tawam_arrow_columns_init(&c, sizeof(c));
	c.id = "nothing";
	made_init(&m, 0);
	made_strings(&m, "text", "u", text, 4, 0, 0);
	made_nulls(&m, "nothing", 4);
	made_batch(&m, 4, 0);
	m.batch[0].null_count = 1;
	m.batch[0].buffers[0] = valid;
	cr_assert_eq(read_all(&m, &c, &r, &result), 0, "%s", result.why);
	expect_text(&r, 0, "a");
	expect_text(&r, 1, NULL);
	expect_text(&r, 2, "c");
	cr_assert_eq(result.nulls, 2);
	cr_assert_null(r.doc[0].id);
	free_rows(&r);
}

Test(arrow, integers_as_ids)
{
	static const struct {
		const char *format;
		int64_t low, high;
	} cases[] = {
		{ "c", INT8_MIN, INT8_MAX }, { "C", 0, UINT8_MAX },
		{ "s", INT16_MIN, INT16_MAX }, { "S", 0, UINT16_MAX },
		{ "i", INT32_MIN, INT32_MAX }, { "I", 0, UINT32_MAX },
		{ "l", INT64_MIN, INT64_MAX }, { "L", 0, -1 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int64_t n[] = { cases[i].low, cases[i].high, 0, 7 };
		struct tawam_arrow_columns c;
		struct tawam_arrow_result result;
		struct made m;
		struct rows r;
		char want[32];

		tawam_arrow_columns_init(&c, sizeof(c));
		c.id = "n";
		c.within = "n";
		made_init(&m, 0);
		made_strings(&m, "text", "u", words, 4, 0, 0);
		made_integers(&m, "n", cases[i].format, n, 4);
		made_batch(&m, 4, 0);
		cr_assert_eq(read_all(&m, &c, &r, &result), 0, "%s",
		    result.why);
		for (size_t k = 0; k < 4; k++) {
			if (cases[i].format[0] == 'L')
				snprintf(want, sizeof(want), "%" PRIu64,
				    (uint64_t)n[k]);
			else
				snprintf(want, sizeof(want), "%" PRId64, n[k]);
			cr_assert_str_eq(r.id[k], want);
			cr_assert_eq(r.doc[k].within, (uint64_t)n[k]);
		}
		free_rows(&r);
	}
}

Test(arrow, dates)
{
	static const struct {
		const char *format;
		int64_t value, want;
	} cases[] = {
		{ "tss:", 1700000000, 1700000000 },
		{ "tss:Asia/Amman", -5, -5 },
		{ "tsm:", 1999, 1 }, { "tsm:UTC", -1, -1 },
		{ "tsm:", -1000, -1 }, { "tsm:", -1001, -2 },
		{ "tsu:", 2000000, 2 }, { "tsu:", -2000001, -3 },
		{ "tsn:", INT64_MAX, 9223372036 },
		{ "tsn:", INT64_MIN + 1, -9223372037 },
		{ "tdD", 1, 86400 }, { "tdD", INT32_MIN, -185542587187200 },
		{ "tdm", 86400000, 86400 }, { "tdm", -1, -1 },
		{ "l", -77, -77 }, { "I", 4000000000, 4000000000 },
		{ "L", -1, TAWAM_NO_DATE },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct tawam_arrow_columns c;
		struct tawam_arrow_result result;
		struct made m;
		struct rows r;

		tawam_arrow_columns_init(&c, sizeof(c));
		c.date = "when";
		made_init(&m, 0);
		made_strings(&m, "text", "u", words, 1, 0, 0);
		made_integers(&m, "when", cases[i].format, &cases[i].value, 1);
		made_batch(&m, 1, 0);
		cr_assert_eq(read_all(&m, &c, &r, &result), 0, "%s",
		    result.why);
		cr_assert_eq(r.doc[0].date, cases[i].want, "%s %" PRId64,
		    cases[i].format, cases[i].value);
		free_rows(&r);
	}
}

/* Types that a column does not take. */
Test(arrow, refuses_other_types)
{
	static const char *const formats[] = { "b", "f", "g", "+l", "w:16",
		"", "uu", "tDs", "ts", "tss", "tsx:", "tts", "d:19,10", "+s" };
	const int64_t n[] = { 1 };

	for (size_t i = 0; i < 5 + sizeof(formats) / sizeof(formats[0]);
	    i++) {
		size_t nf = sizeof(formats) / sizeof(formats[0]);
		struct tawam_arrow_columns c;
		struct tawam_arrow_result result;
		struct made m;
		struct rows r;

		tawam_arrow_columns_init(&c, sizeof(c));
		made_init(&m, 0);
		if (i < nf) {
			c.within = "x";
			made_integers(&m, "x", "l", n, 1);
			m.child[0].format = formats[i];
		} else if (i == nf) {
			c.date = "text";
		} else if (i == nf + 1) {
			c.source = "x";
			made_integers(&m, "x", "l", n, 1);
		} else if (i == nf + 2) {
			c.id = "x";
			made_integers(&m, "x", "tss:", n, 1);
		} else if (i == nf + 3) {
			c.id = "none of these";
		} else {
			c.id = "x";
			made_strings(&m, "x", "c:u", words, 1, 0, 0);
			m.child[0].dictionary->format = "+l";
		}
		made_strings(&m, "text", "u", words, 1, 0, 0);
		made_batch(&m, 1, 0);
		cr_assert_eq(read_all(&m, &c, &r, &result), TAWAM_EFORMAT,
		    "case %zu", i);
		cr_assert_eq(r.n, 0);
		cr_assert_neq(result.why[0], '\0');
	}
}

/* A bare column has a text alone. */
Test(arrow, bare_columns_have_no_others)
{
	struct tawam_arrow_columns c;
	struct tawam_arrow_result result;
	struct made m;
	struct rows r;

	tawam_arrow_columns_init(&c, sizeof(c));
	c.id = "id";
	made_init(&m, 1);
	made_strings(&m, "text", "u", words, 1, 0, 0);
	made_batch(&m, 1, 0);
	cr_assert_eq(read_all(&m, &c, &r, &result), TAWAM_EFORMAT);
	cr_assert_not_null(strstr(result.why, "id"));
}

/* What is done to a good stream, so that it is one no more. */
static void
damage(struct made *m, int how)
{
	struct ArrowArray *a = &m->array[0], *b = &m->batch[0];

	switch (how) {
	case 0: a->length = -1; break;
	case 1: a->offset = -1; break;
	case 2: a->length = INT64_MAX; a->offset = 1; break;
	case 3: a->length = INT64_MAX - a->offset; break;
	case 4: a->n_buffers = 2; break;
	case 5: a->n_buffers = 4; break;
	case 6: a->buffers[1] = NULL; break;
	case 7: a->buffers = NULL; break;
	case 8: a->buffers[0] = NULL; break;	/* though nulls are said */
	case 9: a->length--; break;
	case 10: made_offset(a, 3, -1); break;
	case 11: made_offset(a, 1, 1 << 20); break;
	case 12: b->length = -1; break;
	case 13: b->offset = INT64_MAX; break;
	case 14: b->n_children = 0; break;
	case 15: b->children = NULL; break;
	case 16: b->children[0] = NULL; break;
	case 17: m->schema.format = NULL; break;
	case 18: m->child[0].format = NULL; break;
	case 19: m->child[0].name = NULL; break;
	case 20: m->schema.children = NULL; break;
	case 21: m->schema.children[0] = NULL; break;
	case 22: a->buffers[2] = NULL; break;
	}
}

#define NDAMAGES	23

Test(arrow, refuses_what_is_damaged)
{
	for (int how = 0; how < NDAMAGES; how++) {
		struct tawam_arrow_result result;
		struct made m;
		struct rows r;
		int err;

		made_init(&m, 0);
		made_strings(&m, "text", "u", words, NWORDS, 0, 0);
		made_batch(&m, NWORDS, 0);
		damage(&m, how);
		err = read_all(&m, NULL, &r, &result);
		cr_assert_eq(err, TAWAM_EFORMAT, "case %d: %d", how, err);
		cr_assert_neq(result.why[0], '\0');
		cr_assert_lt(r.n, NWORDS);
		free_rows(&r);
	}
}

static void
damage_dictionary(struct made *m, int how)
{
	struct ArrowArray *a = &m->array[0];
	int8_t *index = m->owned[0];

	cr_assert_eq((const void *)index, a->buffers[1]);
	switch (how) {
	case 0: index[0] = -1; break;
	case 1: index[0] = 100; break;
	case 2: a->dictionary = NULL; break;
	case 3: a->dictionary->length = -1; break;
	case 4: a->dictionary->length = 0; break;
	case 5: a->dictionary->n_buffers = 1; break;
	case 6: m->child[0].dictionary->format = NULL; break;
	case 7: m->child[0].dictionary->dictionary = &m->child[0]; break;
	case 8: m->child[0].format = "u"; break;
	case 9: m->child[0].format = "tdD"; break;
	}
}

Test(arrow, refuses_damaged_dictionaries)
{
	for (int how = 0; how < 10; how++) {
		struct tawam_arrow_result result;
		struct made m;
		struct rows r;

		made_init(&m, 0);
		made_strings(&m, "text", "c:u", words, NWORDS, 0, 0);
		made_batch(&m, NWORDS, 0);
		damage_dictionary(&m, how);
		cr_assert_eq(read_all(&m, NULL, &r, &result), TAWAM_EFORMAT,
		    "case %d", how);
		free_rows(&r);
	}
}

/* Views say where they end: whatever is in them, nothing else is read. */
Test(arrow, views_of_any_bytes)
{
	uint64_t state = 99;
	size_t refused = 0;

	for (int round = 0; round < 3000; round++) {
		struct tawam_arrow_result result;
		struct made m;
		struct rows r;
		unsigned char *view;
		int err;

		made_init(&m, 1);
		made_strings(&m, "text", "vu", words, NWORDS, 0, 0);
		made_batch(&m, NWORDS, 0);
		cr_assert_eq(m.owned[0], m.batch[0].buffers[1]);
		view = m.owned[0];
		for (int k = 0; k < 3; k++) {
			size_t at = rnd(&state) % (NWORDS * 16);

			view[at] = (unsigned char)(rnd(&state) >>
			    (8 * (rnd(&state) % 8)));
			if (at % 16 < 4 && rnd(&state) % 2)
				memset(view + at / 16 * 16 + 1, 0, 3);
		}
		if (round % 10 == 0)
			m.batch[0].buffers[3] = NULL;	/* no lengths */
		if (round % 10 == 1)
			m.batch[0].buffers[2] = NULL;	/* no piece */
		err = read_all(&m, NULL, &r, &result);
		cr_assert(err == 0 || err == TAWAM_EFORMAT);
		refused += err != 0;
		free_rows(&r);
	}
	cr_assert_gt(refused, 300);
	cr_assert_lt(refused, 2900);
}

Test(arrow, a_stream_that_fails)
{
	static const struct {
		int schema, next, silent, want;
	} cases[] = {
		{ EIO, 0, 0, TAWAM_EIO }, { ENOMEM, 0, 0, TAWAM_ENOMEM },
		{ 0, EIO, 0, TAWAM_EIO }, { 0, ENOMEM, 1, TAWAM_ENOMEM },
		{ 0, EINVAL, 1, TAWAM_EIO }, { 0, EPERM, 2, TAWAM_EIO },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct tawam_arrow_result result;
		struct made m;
		struct rows r;

		made_init(&m, 0);
		for (int batch = 0; batch < 2; batch++) {
			made_strings(&m, "text", "u", words, 4, 0, 0);
			made_batch(&m, 4, 0);
		}
		m.schema_errno = cases[i].schema;
		m.next_errno = cases[i].next;
		m.silent = cases[i].silent == 1;
		if (cases[i].silent == 2)
			m.stream.get_last_error = NULL;
		cr_assert_eq(read_all(&m, NULL, &r, &result), cases[i].want);
		cr_assert_eq(errno, cases[i].schema + cases[i].next);
		cr_assert_eq(result.rows, cases[i].next != 0 ? 8 : 0);
		cr_assert_str_eq(result.why, cases[i].silent ?
		    "the stream failed" : "the disk is gone");
		free_rows(&r);
	}
}

Test(arrow, the_reader_may_stop_and_arguments_are_checked)
{
	struct tawam_arrow_result result = { .size = sizeof(result) };
	struct tawam_arrow_columns c;
	struct made m;
	struct rows r;

	for (int how = 0; how < 6; how++) {
		int err;

		tawam_arrow_columns_init(&c, sizeof(c));
		result.size = sizeof(result);
		made_init(&m, 0);
		made_strings(&m, "text", "u", words, 4, 0, 0);
		made_batch(&m, 4, 0);
		memset(&r, 0, sizeof(r));
		r.stop_at = how == 0 ? 2 : -1;
		if (how == 1)
			c.size = 3;
		if (how == 2)
			c.text = NULL;
		if (how == 3)
			result.size = 3;
		err = tawam_arrow_each(&m.stream, how == 4 ? NULL : &c,
		    take_row, &r, how == 5 ? NULL : &result);
		cr_assert_eq(err, how == 0 ? 7 : how < 4 ? TAWAM_EINVAL : 0);
		cr_assert_eq(r.n, how == 0 ? 3 : how < 4 ? 0 : 4);
		/* A second time there is no stream. */
		cr_assert_eq(tawam_arrow_each(&m.stream, NULL, take_row, &r,
		    NULL), TAWAM_EINVAL);
		made_release(&m);
		free_rows(&r);
	}
	cr_assert_eq(tawam_arrow_each(NULL, NULL, take_row, &r, NULL),
	    TAWAM_EINVAL);
}

/* A corpus of rows is the corpus of the same documents. */
Test(arrow, rows_in_a_corpus)
{
	static const char *const texts[] = {
		"one text of some length that is said again elsewhere",
		NULL,
		"one text of some length that is said again elsewhere",
		"another text that has nothing to do with it",
	};
	static const enum tawam_verdict want[] = { TAWAM_KEPT, TAWAM_EMPTY,
		TAWAM_DROPPED, TAWAM_UNIQUE };
	struct tawam_arrow_result result = { .size = sizeof(result) };
	struct tawam_decision d;
	struct tawam_corpus *c;
	struct tawam_params p;
	struct made m;

	tawam_params_init(&p, sizeof(p));
	cr_assert_eq(tawam_corpus_new(&c, &p), 0);
	made_init(&m, 0);
	made_strings(&m, "text", "vu", texts, 4, 1, 2);
	made_batch(&m, 4, 2);
	cr_assert_eq(tawam_corpus_add_arrow(c, &m.stream, NULL, &result), 0);
	made_release(&m);
	cr_assert_eq(tawam_corpus_run(c), 0);
	for (uint64_t i = 0; i < 4; i++) {
		cr_assert_eq(tawam_corpus_decision(c, i, &d), 0);
		cr_assert_eq(d.verdict, want[i], "%d", (int)i);
	}
	/* After the run no more. */
	made_init(&m, 1);
	made_strings(&m, "text", "u", texts, 4, 0, 0);
	made_batch(&m, 4, 0);
	cr_assert_eq(tawam_corpus_add_arrow(c, &m.stream, NULL, NULL),
	    TAWAM_ESTATE);
	made_release(&m);
	tawam_corpus_free(c);
}
