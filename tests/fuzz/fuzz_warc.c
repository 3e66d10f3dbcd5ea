/*
 * fuzz_warc.c - any bytes as a WARC, read twice and from what was read.
 *
 * The first byte chooses the options.
 */
#include <sys/mman.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "io/frame.h"
#include "io/http.h"
#include "io/input.h"
#include "io/utf.h"

int	 LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

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
	must(file != NULL && line >= 1 && reason != NULL);
	must(utf_count(raw, rawlen) <= rawlen);
	++*(size_t *)arg;
}

static void
on_file_error(void *arg, const char *file, const char *what)
{
	must(file != NULL && what != NULL);
	++*(size_t *)arg;
}

static int
in_memory(const void *p, size_t n)
{
	int fd = memfd_create("fuzz", 0);

	must(fd != -1 && write(fd, p, n) == (ssize_t)n);
	return fd;
}

static uint64_t
digest(const struct record *r)
{
	uint64_t h = hash64(r->text, r->textlen, 1);

	/* Without one it is the place in the file. */
	if (memmem(r->id, r->idlen, "/proc/", 6) == NULL)
		h = hash64(r->id, r->idlen, h);
	if (r->source != NULL)
		h = hash64(r->source, r->sourcelen, h);
	return r->date == NULL ? h : hash64(r->date, r->datelen, h);
}

/* All records as one number; they are kept in *kept when that is not NULL. */
static uint64_t
pass(struct input *in, size_t max, FILE *kept)
{
	struct record r;
	uint64_t h = 0;
	int got;

	while ((got = input_next(in, &r)) == 1) {
		must(r.format == INPUT_WARC && !r.whole_file && r.line >= 1);
		must(r.rawlen > 5 && r.rawlen <= max + 4 &&
		    memcmp(r.raw, "WARC/", 5) == 0);
		must(r.idlen >= 2 && utf_valid(r.id, r.idlen));
		h = h * 31 + digest(&r);
		if (kept != NULL) {
			must(fwrite(r.raw, 1, r.rawlen, kept) == r.rawlen);
			fputs("\r\n\r\n", kept);
		}
	}
	must(got == 0);
	return h;
}

static uint64_t
read_all(int fd, const struct input_options *o, FILE *kept)
{
	struct input *in;
	char path[64];
	const char *p = path;
	uint64_t h;

	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	must(input_open(&in, &p, 1, o) == 0);
	h = pass(in, o->max_record, kept);
	must(input_rewind(in) == 0);
	must(pass(in, o->max_record, NULL) == h);
	input_close(in);
	return h;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct http http;
	struct input_options o;
	size_t told = 0, len = 0;
	char *kept = NULL;
	uint64_t h;
	FILE *f;
	int fd;

	if (size < 1 || (f = open_memstream(&kept, &len)) == NULL)
		return 0;
	(void)http_header((const char *)data + 1, size - 1, &http);
	input_options_init(&o);
	o.format = INPUT_WARC;
	o.rewindable = 1;
	o.max_record = data[0] & 1 ? 300 : 1 << 20;
	o.encoding = data[0] & 2 ? ENCODING_UTF16 : ENCODING_AUTO;
	o.repair_mojibake = data[0] >> 2 & 1;
	o.hooks.arg = &told;
	o.hooks.on_note = on_note;
	o.hooks.on_bad = on_bad;
	o.hooks.on_file_error = on_file_error;
	fd = in_memory(data + 1, size - 1);
	h = read_all(fd, &o, f);
	close(fd);
	fclose(f);
	/* What was kept reads as it did. */
	o.max_record += 4;
	fd = in_memory(kept, len);
	must(read_all(fd, &o, NULL) == h);
	close(fd);
	free(kept);
	return 0;
}
