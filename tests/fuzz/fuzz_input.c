/*
 * fuzz_input.c - any bytes as a file to the whole reader: compressed or not,
 * in every format, read twice, and then each record by itself.
 *
 * The first two bytes choose the format and the options.
 */
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "told.h"
#include "io/utf.h"

#define RECORDS	4096

/* What is kept of a record. */
struct seen {
	uint64_t digest, line, at;
	size_t rawlen;
};

static void
check(const struct record *r)
{
	must(r->raw != NULL && r->text != NULL && r->line >= 1);
	must(r->idlen >= 1 && utf_valid(r->id, r->idlen));
	must(memchr(r->id, '\n', r->idlen) == NULL);
	if (r->format == INPUT_JSONL)
		must(memchr(r->raw, '\n', r->rawlen) == NULL &&
		    r->textlen <= 3 * r->rawlen);
	must(r->value_end <= r->rawlen && r->value_start <= r->value_end);
}

/* Of all that a record has. */
static struct seen
seen(const struct record *r)
{
	uint64_t digest = record_digest(r);

	digest = hash64(r->text, r->textlen, digest);
	digest = hash64(r->id, r->idlen, digest);
	return (struct seen){ digest + r->within, r->line, r->at, r->rawlen };
}

/* One pass; its first records, and how many there were. */
static size_t
pass(struct input *in, struct seen *records)
{
	struct record r;
	size_t n = 0;
	int got;

	while ((got = input_next(in, &r)) == 1) {
		check(&r);
		if (n < RECORDS)
			records[n] = seen(&r);
		n++;
	}
	must(got == 0);
	return n;
}

/* The last first: each is what it was. */
static void
each_by_place(struct input *in, const char *path, const struct seen *records,
    size_t n)
{
	struct record r, was = { .file = path };

	while (n-- > 0) {
		if (records[n].at == 0)
			continue;
		was.line = records[n].line;
		was.at = records[n].at;
		was.rawlen = records[n].rawlen;
		must(input_at(in, &was, &r) == 1);
		check(&r);
		must(seen(&r).digest == records[n].digest &&
		    r.line == was.line);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct seen first[RECORDS], second[RECORDS];
	static const char *const two[] = { "text", "t" };
	struct input_options o;
	struct input *in;
	char path[TOLD_PATH];
	const char *p = path;
	struct told told = { 0, 0 }, before;
	size_t n;
	int fd;

	if (size < 2)
		return 0;
	fd = told_file(data + 2, size - 2, path);
	input_options_init(&o);
	o.format = (enum input_format)((data[0] & 15) % INPUT_FORMATS);
	o.rewindable = 1;
	o.max_record = data[0] & 16 ? 40 : 1 << 20;
	if (data[0] & 32) {
		o.text_fields = two;
		o.ntext_fields = 2;
		o.date_field = "d";
		o.source_field = "id";
	}
	o.encoding = (enum encoding)(data[1] & 7);
	o.repair_mojibake = data[1] >> 3 & 1;
	told_hooks(&o, &told);
	(void)input_estimate(&p, 1, &o);
	must(input_open(&in, &p, 1, &o) == 0);
	n = pass(in, first);
	must(n > 0 || told.notes + told.skipped > 0);
	before = told;
	must(input_rewind(in) == 0);
	must(pass(in, second) == n);
	must(memcmp(&told, &before, sizeof(told)) == 0);
	must(memcmp(first, second, (n < RECORDS ? n : RECORDS) *
	    sizeof(*first)) == 0);
	must(input_rewind(in) == 0);
	each_by_place(in, path, first, n < RECORDS ? n : RECORDS);
	input_close(in);
	close(fd);
	return 0;
}
