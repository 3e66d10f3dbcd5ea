/*
 * fuzz_input.c - any bytes as a file to the whole reader: compressed or not,
 * in every format, read twice.
 *
 * The first two bytes choose the format and the options.
 */
#include <sys/mman.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io/input.h"
#include "io/utf.h"

int	 LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define RECORDS	4096

static void
must(int truth)
{
	if (!truth)
		abort();
}

static void
on_note(void *arg, enum input_note note, const char *file, uint64_t line)
{
	must((unsigned)note < NOTE_COUNT && file != NULL && line >= 1);
	++*(size_t *)arg;
}

static void
on_bad(void *arg, const char *file, uint64_t line, const char *reason,
    const char *raw, size_t rawlen)
{
	volatile char sum = 0;

	must(file != NULL && line >= 1 && reason != NULL);
	for (size_t i = 0; i < rawlen; i++)
		sum = (char)(sum + raw[i]);
	++*(size_t *)arg;
}

static void
on_file_error(void *arg, const char *file, const char *what)
{
	must(file != NULL && what != NULL);
	++*(size_t *)arg;
}

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

/* One pass; the digests of its first records, and how many there were. */
static size_t
pass(struct input *in, uint64_t *digests)
{
	struct record r;
	size_t n = 0;
	int got;

	while ((got = input_next(in, &r)) == 1) {
		check(&r);
		if (n < RECORDS)
			digests[n] = r.digest + r.line;
		n++;
	}
	must(got == 0);
	return n;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static uint64_t first[RECORDS], second[RECORDS];
	static const char *const two[] = { "text", "t" };
	struct input_options o;
	struct input *in;
	char path[64];
	const char *p = path;
	size_t told = 0, n, k;
	int fd;

	if (size < 2)
		return 0;
	if ((fd = memfd_create("fuzz", 0)) == -1)
		return 0;
	must(write(fd, data + 2, size - 2) == (ssize_t)size - 2);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
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
	o.hooks.arg = &told;
	o.hooks.on_note = on_note;
	o.hooks.on_bad = on_bad;
	o.hooks.on_file_error = on_file_error;
	(void)input_estimate(&p, 1, &o);
	must(input_open(&in, &p, 1, &o) == 0);
	n = pass(in, first);
	must(n > 0 || told > 0);
	k = told;
	must(input_rewind(in) == 0);
	must(pass(in, second) == n && told == k);
	must(memcmp(first, second, (n < RECORDS ? n : RECORDS) *
	    sizeof(*first)) == 0);
	input_close(in);
	close(fd);
	return 0;
}
