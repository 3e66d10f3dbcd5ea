/*
 * test_index_damage.c - the files of a stored index, cut and changed in every
 * place.
 */
#include <criterion/criterion.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "helpers.h"
#include "index_disk.h"
#include "index_model.h"
#include "lib/index.h"

#define DOCS	6

static void
small_params(struct tawam_params *p)
{
	tawam_params_init(p, sizeof(*p));
	p->slots = 64;
	p->bands = 2;
	p->rows = 8;
}

static int
open_on(struct test_disk *d, enum tawam_sync sync, struct tawam_index **x)
{
	struct tawam_index_options o;
	struct tawam_params p;
	struct disk disk = test_disk_of(d);

	small_params(&p);
	tawam_index_options_init(&o, sizeof(o));
	o.flags = TAWAM_INDEX_WRITE | TAWAM_INDEX_CREATE;
	o.sync = sync;
	return index_open(x, &disk, "disk", &p, &o, NULL);
}

/* DOCS documents, written but, with NEVER, not known to be synced. */
static struct test_disk *
make(enum tawam_sync sync, size_t *log_ends)
{
	struct test_disk *d = test_disk_new();
	struct tawam_index *x;
	struct tawam_doc doc;
	uint64_t state = 3;
	char id[32];

	cr_assert_eq(open_on(d, sync, &x), 0);
	tawam_doc_init(&doc, sizeof(doc));
	doc.id = id;
	log_ends[0] = SEGMENT_HEADER;
	for (int i = 0; i < DOCS; i++) {
		doc.idlen = (size_t)sprintf(id, "%d", i);
		do {
			doc.text = model_text(&state);
			doc.len = strlen(doc.text);
		} while (doc.len == 0 || doc.len > 400);
		cr_assert_eq(tawam_index_add(x, &doc, NULL), 0);
		log_ends[i + 1] = (size_t)x->log.segments[0].log_end;
	}
	cr_assert_eq(log_write(&x->log), 0);
	test_disk_kill(d);
	x->log.broken = 1;
	x->log.segments[0].log = x->log.segments[0].text = -1;
	x->log.dir = x->log.lock = -1;
	(void)tawam_index_close(x);
	return d;
}

struct seen {
	struct tawam_index *x;
	int n;
};

/* Ids come from 0 on, each with a whole text. */
static int
see(void *arg, const struct tawam_hit *h)
{
	struct seen *s = arg;
	struct tawam_normal form;

	cr_assert_eq(h->idlen, 1);
	cr_assert_eq(h->id[0], '0' + s->n);
	s->n++;
	cr_assert_eq(tawam_index_form(s->x, h->number, &form), 0);
	return 0;
}

/* The documents there are, or -1 when the index says that it is damaged. */
static int
count(struct test_disk *d)
{
	struct seen s = { NULL, 0 };
	int r = open_on(d, TAWAM_SYNC_NEVER, &s.x);

	if (r == TAWAM_EFORMAT || r == TAWAM_EMISMATCH)
		return -1;
	cr_assert_eq(r, 0, "%s", tawam_strerror(r));
	cr_assert_eq(tawam_index_each(s.x, see, &s), 0);
	cr_assert_eq(tawam_index_close(s.x), 0);
	return s.n;
}

static int
whole(const size_t *ends, size_t size)
{
	int n = 0;

	while (n < DOCS && ends[n + 1] <= size)
		n++;
	return n;
}

Test(index_damage, a_log_cut_anywhere)
{
	size_t ends[DOCS + 1], size;
	struct test_disk *d = make(TAWAM_SYNC_NEVER, ends);

	(void)test_disk_bytes(d, "0.0.log", &size);
	cr_assert_eq(size, ends[DOCS]);
	for (size_t at = SEGMENT_HEADER; at <= size; at++) {
		struct test_disk *c = test_disk_copy(d);

		test_disk_resize(c, "0.0.log", at);
		cr_assert_eq(count(c), whole(ends, at));
		/* And again: what was cut off stays off. */
		cr_assert_eq(count(c), whole(ends, at));
		test_disk_free(c);
	}
	test_disk_free(d);
}

/* Of what was not known to be on the disk anything may be there. */
Test(index_damage, a_log_changed_anywhere)
{
	size_t ends[DOCS + 1], size;
	struct test_disk *d = make(TAWAM_SYNC_NEVER, ends);
	uint64_t random = 9;

	(void)test_disk_bytes(d, "0.0.log", &size);
	for (size_t at = SEGMENT_HEADER; at < size; at++) {
		struct test_disk *c = test_disk_copy(d);
		unsigned char *p = test_disk_bytes(c, "0.0.log", &size);

		p[at] = (unsigned char)(p[at] ^ (1 + rnd(&random) % 255));
		cr_assert_eq(count(c), whole(ends, at));
		test_disk_free(c);
	}
	test_disk_free(d);
}

Test(index_damage, texts_cut_and_changed_anywhere)
{
	size_t ends[DOCS + 1], size;
	struct test_disk *d = make(TAWAM_SYNC_NEVER, ends);
	uint64_t random = 10;
	int last = 0;

	(void)test_disk_bytes(d, "0.0.text", &size);
	for (size_t at = SEGMENT_HEADER; at < size; at++) {
		struct test_disk *c = test_disk_copy(d);
		unsigned char *p;
		int cut, changed;

		test_disk_resize(c, "0.0.text", at);
		cut = count(c);
		test_disk_free(c);
		c = test_disk_copy(d);
		p = test_disk_bytes(c, "0.0.text", &size);
		p[at] = (unsigned char)(p[at] ^ (1 + rnd(&random) % 255));
		changed = count(c);
		test_disk_free(c);
		cr_assert_eq(cut, changed);
		cr_assert(cut >= last && cut < DOCS);
		last = cut;
	}
	cr_assert_eq(last, DOCS - 1);
	test_disk_free(d);
}

/* What was on the disk and is bad now is no torn end: it is not cut off. */
Test(index_damage, what_was_synced_is_not_cut_off)
{
	size_t ends[DOCS + 1], size;
	struct test_disk *d = make(TAWAM_SYNC_EACH, ends);

	(void)test_disk_bytes(d, "0.0.log", &size);
	for (size_t at = 0; at < size; at++) {
		struct test_disk *c = test_disk_copy(d);
		unsigned char *p = test_disk_bytes(c, "0.0.log", &size);
		size_t was = size;

		p[at] ^= 1;
		if (at < ends[DOCS - 1])
			cr_assert_eq(count(c), -1);
		else
			cr_assert_eq(count(c), DOCS - 1);
		if (at < ends[DOCS - 1]) {
			(void)test_disk_bytes(c, "0.0.log", &size);
			cr_assert_eq(size, was);
		}
		test_disk_free(c);
	}
	test_disk_free(d);
}

/* The bytes of a file from a place on are all that another one has. */
static void
is_kept(struct test_disk *was, const char *name, size_t at,
    struct test_disk *is, const char *kept)
{
	size_t n, m;
	unsigned char *p = test_disk_bytes(was, name, &n);
	unsigned char *q = test_disk_bytes(is, kept, &m);

	cr_assert_not_null(q, "%s", kept);
	cr_assert_eq(m, n - at, "%s: %zu of %zu", kept, m, n - at);
	cr_assert_eq(memcmp(p + at, q, m), 0);
}

/* Damaged is the n-th document, or with all, every one from it on. */
static struct test_disk *
damage(struct test_disk *d, const size_t *ends, int n, int all)
{
	struct test_disk *c = test_disk_copy(d);
	size_t size, end = ends[n] + 50;
	unsigned char *p = test_disk_bytes(c, "0.0.log", &size);

	for (size_t i = ends[n] + 40; i < (all ? size : end); i++)
		p[i] = (unsigned char)~p[i];
	return c;
}

/* Is a reader told that there is more than it sees? */
static int
reader_is_told(struct test_disk *d)
{
	struct tawam_index_trouble t = { .size = sizeof(t) };
	struct tawam_params p;
	struct disk disk = test_disk_of(d);
	struct tawam_index *x;

	small_params(&p);
	cr_assert_eq(index_open(&x, &disk, "disk", &p, NULL, &t), 0);
	cr_assert_eq(tawam_index_close(x), 0);
	return strstr(t.text, "are not read") != NULL;
}

/* Good records behind a bad one that were never synced, and a log of which no
 * record is good: it opens, and nothing is lost. */
Test(index_damage, more_than_half_a_record_is_kept)
{
	size_t ends[DOCS + 1], size;
	struct test_disk *d = make(TAWAM_SYNC_NEVER, ends);

	for (int n = 0; n < 2 * DOCS; n++) {
		struct test_disk *c = damage(d, ends, n / 2, n % 2);
		struct test_disk *was = test_disk_copy(c);
		int more = n / 2 < DOCS - 1;

		cr_assert_eq(reader_is_told(c), more);
		cr_assert_eq(count(c), n / 2);
		cr_assert_eq(reader_is_told(c), 0);
		if (more) {
			is_kept(was, "0.0.log", ends[n / 2], c,
			    "0.0.log.cut1");
			(void)test_disk_bytes(c, "0.0.text", &size);
			is_kept(was, "0.0.text", size, c, "0.0.text.cut1");
		}
		cr_assert_eq(count(c), n / 2);
		cr_assert_eq(test_disk_bytes(c, "0.0.log.cut1", &size) !=
		    NULL, more);
		cr_assert_null(test_disk_bytes(c, "0.0.log.cut2", &size));
		test_disk_free(was);
		test_disk_free(c);
	}
	test_disk_free(d);
}

/* What cannot be kept is not cut off. */
Test(index_damage, nothing_is_cut_off_that_could_not_be_kept)
{
	size_t ends[DOCS + 1], size, was;
	struct test_disk *d = make(TAWAM_SYNC_NEVER, ends);
	struct tawam_index *x;

	for (uint64_t room = 0; room < 600; room += 50) {
		struct test_disk *c = damage(d, ends, 1, 0);

		(void)test_disk_bytes(c, "0.0.log", &was);
		test_disk_limit(c, test_disk_used(c) + room);
		cr_assert_eq(open_on(c, TAWAM_SYNC_NEVER, &x), TAWAM_EIO);
		cr_assert_eq(errno, ENOSPC);
		(void)test_disk_bytes(c, "0.0.log", &size);
		cr_assert_eq(size, was);
		test_disk_kill(c);
		test_disk_limit(c, UINT64_MAX);
		cr_assert_eq(count(c), 1);
		cr_assert_not_null(test_disk_bytes(c, "0.0.log.cut1",
		    &size));
		cr_assert_eq(size, was - ends[1]);
		cr_assert_null(test_disk_bytes(c, "0.0.text.cut2", &size));
		test_disk_free(c);
	}
	test_disk_free(d);
}

/* A second time does not write over the first. */
Test(index_damage, what_was_kept_stays)
{
	size_t ends[DOCS + 1], size;
	struct test_disk *d = make(TAWAM_SYNC_NEVER, ends);
	struct test_disk *c = damage(d, ends, 4, 1), *was;

	was = test_disk_copy(c);
	cr_assert_eq(count(c), 4);
	is_kept(was, "0.0.log", ends[4], c, "0.0.log.cut1");
	test_disk_resize(c, "0.0.log", ends[5]);
	memset(test_disk_bytes(c, "0.0.log", &size) + ends[4], 7, 64);
	cr_assert_eq(count(c), 4);
	is_kept(was, "0.0.log", ends[4], c, "0.0.log.cut1");
	cr_assert_not_null(test_disk_bytes(c, "0.0.log.cut2", &size));
	cr_assert_eq(size, ends[5] - ends[4]);
	test_disk_free(was);
	test_disk_free(c);
	test_disk_free(d);
}

struct faults {
	int n;
	char file[64];
};

static int
fault(void *arg, const char *file, uint64_t at, const char *what)
{
	struct faults *f = arg;

	(void)at;
	cr_assert(what != NULL && what[0] != '\0');
	snprintf(f->file, sizeof(f->file), "%s", file);
	f->n++;
	return 0;
}

/* An index of several segments, with what every kind of record says. */
static struct test_disk *
make_large(void)
{
	struct test_disk *d = test_disk_new();
	struct tawam_index *x;
	struct tawam_doc doc;
	uint64_t state = 4;
	char id[32];

	cr_assert_eq(open_on(d, TAWAM_SYNC_BATCH, &x), 0);
	x->log.log_most = 700;
	tawam_doc_init(&doc, sizeof(doc));
	doc.id = id;
	for (int i = 0; i < 12; i++) {
		doc.idlen = (size_t)sprintf(id, "%d", i);
		doc.date = i;
		doc.text = model_text(&state);
		doc.len = strlen(doc.text) < 300 ? strlen(doc.text) : 300;
		cr_assert_eq(tawam_index_add(x, &doc, NULL), 0);
		if (i == 6)
			cr_assert_eq(tawam_index_remove(x, "5", 1, NULL), 0);
	}
	cr_assert_eq(tawam_index_expire(x, 2, 0, NULL), 0);
	cr_assert_gt(x->log.n, 2);
	cr_assert_eq(tawam_index_close(x), 0);
	return d;
}

Test(index_damage, verify_finds_any_flipped_bit)
{
	struct test_disk *d = make_large();
	struct disk disk = test_disk_of(d);
	struct faults f = { 0, "" };
	const char *name;

	cr_assert_eq(index_verify(&disk, "disk", NULL, fault, &f), 0);
	cr_assert_eq(f.n, 0);
	for (size_t i = 0; (name = test_disk_name(d, i)) != NULL; i++) {
		size_t size;
		unsigned char *p = test_disk_bytes(d, name, &size);

		for (size_t bit = 0; bit < 8 * size; bit += 3) {
			int r;

			p[bit / 8] = (unsigned char)(p[bit / 8] ^
			    (1 << bit % 8));
			f.n = 0;
			r = index_verify(&disk, "disk", NULL, fault, &f);
			cr_assert(r == TAWAM_EFORMAT || r == TAWAM_EMISMATCH,
			    "%s, bit %zu: %d", name, bit, r);
			cr_assert(f.n > 0 || r == TAWAM_EMISMATCH);
			p[bit / 8] = (unsigned char)(p[bit / 8] ^
			    (1 << bit % 8));
		}
	}
	test_disk_free(d);
}

/*
 * The bytes of an index, as they always were: tests/golden/index.txt has them
 * in hexadecimal, 32 a line, a file after another.  They change with the
 * tables and with the format alone.
 */
Test(index_damage, golden_bytes)
{
	static const char *const names[] = { "head", "0.0.log", "0.0.text" };
	size_t ends[DOCS + 1], len, size, at = 0;
	struct test_disk *d = make(TAWAM_SYNC_NEVER, ends);
	char *want = read_file("tests/golden/index.txt", &len), line[80];

	cr_assert_not_null(want);
	for (int i = 0; i < 3; i++) {
		unsigned char *p = test_disk_bytes(d, names[i], &size);

		for (size_t k = 0; k < size; k += 32) {
			int n = 0;

			for (size_t j = k; j < size && j < k + 32; j++)
				n += sprintf(line + n, "%02x", p[j]);
			line[n++] = '\n';
			line[n] = '\0';
			cr_assert(at + (size_t)n <= len && memcmp(want + at,
			    line, (size_t)n) == 0, "%s, byte %zu is now\n%s",
			    names[i], k, line);
			at += (size_t)n;
		}
	}
	cr_assert_eq(at, len);
	free(want);
	test_disk_free(d);
}

/* Whatever the bytes are: an answer, and no end of the process. */
Test(index_damage, an_index_of_any_bytes_is_opened_or_refused)
{
	struct test_disk *d = make_large();
	uint64_t random = 11;

	for (int i = 0; i < 3000; i++) {
		struct test_disk *c = test_disk_copy(d);
		size_t file = rnd(&random) % 9, size;
		const char *name = test_disk_name(c, file);
		unsigned char *p;
		struct tawam_index *x;

		if (name == NULL || (p = test_disk_bytes(c, name,
		    &size)) == NULL || size == 0) {
			test_disk_free(c);
			continue;
		}
		for (unsigned k = 1 + (unsigned)(rnd(&random) % 4); k > 0; k--)
			p[rnd(&random) % size] = (unsigned char)rnd(&random);
		if (rnd(&random) % 4 == 0)
			test_disk_resize(c, name, rnd(&random) % (2 * size));
		if (open_on(c, TAWAM_SYNC_BATCH, &x) == 0) {
			struct tawam_doc doc;

			tawam_doc_init(&doc, sizeof(doc));
			doc.id = "1";
			doc.idlen = 1;
			doc.text = model_text(&random);
			doc.len = strlen(doc.text);
			(void)tawam_index_add(x, &doc, NULL);
			(void)tawam_index_compact(x);
			(void)tawam_index_close(x);
		}
		test_disk_free(c);
	}
	test_disk_free(d);
}
