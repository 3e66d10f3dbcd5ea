/*
 * fuzz_index.c - the files of a stored index, of any bytes: opened, asked,
 * changed, verified.
 *
 * The input is a head, four bytes with the length of a log, the log, and the
 * rest is its texts.  Unless the input's length is odd the checks are made
 * good first, so that what they guard is reached.
 */
#include <stdio.h>
#include <string.h>

#include "fuzz.h"
#include "base/le.h"
#include "lib/index.h"

#define DOC_TEXT	40	/* in a document: place of its text; check */
#define DOC_CHECK	48
#define DOC_POINTS	64	/* after the classes */
#define DOC_FIXED	80

struct files {
	unsigned char *head, *log, *text;
	size_t head_size, log_size, text_size;
};

static unsigned char *
copy(const uint8_t **data, size_t *size, size_t n)
{
	unsigned char *p;

	if (n > *size)
		n = *size;
	if ((p = malloc(n + 1)) == NULL)
		abort();
	memcpy(p, *data, n);
	*data += n;
	*size -= n;
	return p;
}

static uint64_t
place_of(uint64_t salt, uint64_t segment, uint64_t at)
{
	uint64_t state = salt ^ segment;

	return splitmix64(&state) ^ at;
}

static void
mend_text(struct files *f, unsigned char *doc, uint64_t salt,
    uint64_t segment)
{
	uint64_t at = le64_get(doc + DOC_TEXT);
	uint64_t n = le64_get(doc + DOC_POINTS - 8);
	uint64_t points = le64_get(doc + DOC_POINTS);

	if (n > 1 << 20 || points > 1 << 20 || at > f->text_size ||
	    text_bytes(n, points) > f->text_size - at)
		return;
	le64_put(doc + DOC_CHECK, text_check(f->text + at,
	    (size_t)text_bytes(n, points), salt, segment, at));
}

static void
mend_records(struct files *f, uint64_t salt, uint64_t segment)
{
	size_t at = SEGMENT_HEADER;

	while (f->log_size >= at + RECORD_HEADER) {
		unsigned char *p = f->log + at;
		size_t n = le32_get(p + 4);
		uint64_t place = place_of(salt, segment, at);

		if (n < RECORD_HEADER || n > f->log_size - at)
			return;
		if (p[3] == RECORD_DOC && n >= RECORD_HEADER + DOC_FIXED)
			mend_text(f, p + RECORD_HEADER, salt, segment);
		le64_put(p + 16, hash64(p + RECORD_HEADER,
		    n - RECORD_HEADER, 0) ^ place);
		le64_put(p + 24, hash64(p, 24, 0) ^ place);
		at += n;
	}
}

static void
mend(struct files *f)
{
	struct segment_header h;
	struct head head;
	const char *why;
	uint64_t salt;

	if (f->head_size != HEAD_SIZE || f->log_size < SEGMENT_HEADER ||
	    f->text_size < SEGMENT_HEADER)
		return;
	le64_put(f->head + HEAD_SIZE - 8, hash64(f->head, HEAD_SIZE - 8, 0));
	if (head_decode(f->head, f->head_size, &head, &why) != 0)
		return;
	head.tables = tawam_tables_digest();
	head_encode(&head, f->head);
	salt = head_salt(&head);
	h = (struct segment_header){ head.generation, head.first, 0, 0 };
	segment_encode(&h, salt, 0, f->log);
	segment_encode(&h, salt, 1, f->text);
	mend_records(f, salt, head.first);
}

static void
put(const struct disk *d, const char *name, const void *p, size_t n)
{
	int file = d->open(d->ctx, 0, name, DISK_NEW);

	if (file < 0 || (n > 0 && d->write(d->ctx, file, p, n, 0) != 0))
		abort();
	(void)d->close(d->ctx, file);
}

static int
hit(void *arg, const struct tawam_hit *h)
{
	uint64_t *sum = arg;

	*sum += h->number + h->idlen + h->length;
	return 0;
}

static int
fault(void *arg, const char *file, uint64_t at, const char *what)
{
	uint64_t *sum = arg;

	*sum += strlen(file) + at + strlen(what);
	return 0;
}

static void
use(struct tawam_index *x, const char *text, size_t len)
{
	struct tawam_hit h = { .size = sizeof(h) };
	struct tawam_normal form;
	struct tawam_doc d;
	uint64_t sum = 0;

	tawam_doc_init(&d, sizeof(d));
	d.text = text;
	d.len = len;
	d.id = "\"1\"";
	d.idlen = 3;
	(void)tawam_index_each(x, hit, &sum);
	for (uint64_t i = 0; i < x->docs.n && i < 16; i++)
		if (tawam_index_form(x, i, &form) == 0) {
			d.text = form.bytes;
			d.len = form.len;
			(void)tawam_index_query(x, &d, hit, &sum);
		}
	d.text = text;
	d.len = len;
	(void)tawam_index_check_add(x, &d, &h);
	(void)tawam_index_remove(x, "0", 1, NULL);
	(void)tawam_index_compact(x);
	(void)tawam_index_expire(x, 5, 3, NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tawam_index_options o;
	struct tawam_params p;
	struct tawam_index *x;
	struct disk_memory *memory;
	struct disk disk;
	struct files f;
	struct mem mem;
	char name[64];
	uint64_t sum = 0, g = 0, n = 0;
	int whole = size % 2 == 0;

	f.head_size = size < HEAD_SIZE ? size : HEAD_SIZE;
	f.head = copy(&data, &size, HEAD_SIZE);
	f.log_size = size >= 4 ? le32_get(data) : 0;
	if (size >= 4) {
		data += 4;
		size -= 4;
	}
	f.log_size = f.log_size > size ? size : f.log_size;
	f.log = copy(&data, &size, f.log_size);
	f.text_size = size;
	f.text = copy(&data, &size, size);
	if (whole)
		mend(&f);
	if (f.head_size == HEAD_SIZE) {
		g = le64_get(f.head + 80);
		n = le64_get(f.head + 88);
	}
	mem_init(&mem, NULL);
	if (disk_memory_new(&memory, &mem) != 0)
		abort();
	disk = disk_of_memory(memory);
	put(&disk, "head", f.head, f.head_size);
	(void)snprintf(name, sizeof(name) / 2, "%llu.%llu.log",
	    (unsigned long long)g, (unsigned long long)n);
	put(&disk, name, f.log, f.log_size);
	(void)snprintf(name, sizeof(name) / 2, "%llu.%llu.text",
	    (unsigned long long)g, (unsigned long long)n);
	put(&disk, name, f.text, f.text_size);
	(void)index_verify(&disk, "x", NULL, fault, &sum);
	tawam_params_init(&p, sizeof(p));
	tawam_index_options_init(&o, sizeof(o));
	o.flags = TAWAM_INDEX_WRITE;
	if (index_open(&x, &disk, "x", &p, &o, NULL) == 0) {
		use(x, (char *)f.text, f.text_size);
		(void)tawam_index_close(x);
	}
	disk_memory_free(memory);
	free(f.head);
	free(f.log);
	free(f.text);
	return 0;
}
