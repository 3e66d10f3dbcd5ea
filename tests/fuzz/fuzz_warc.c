/*
 * fuzz_warc.c - any bytes as a WARC, read twice and from what was read.
 *
 * The first byte chooses the options.
 */
#include "base/hash.h"
#include "io/http.h"
#include "io/utf.h"
#include "told.h"

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

/* What n bytes as a file give. */
static uint64_t
read_all(const void *bytes, size_t n, const struct input_options *o,
    FILE *kept)
{
	char path[TOLD_PATH];
	const char *p = path;
	int fd = told_file(bytes, n, path);
	struct input *in;
	uint64_t h;

	must(input_open(&in, &p, 1, o) == 0);
	h = pass(in, o->max_record, kept);
	must(input_rewind(in) == 0);
	must(pass(in, o->max_record, NULL) == h);
	input_close(in);
	close(fd);
	return h;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct told told = { 0, 0 };
	struct input_options o;
	struct http http;
	char *kept = NULL;
	size_t len = 0;
	uint64_t h;
	FILE *f;

	if (size < 1)
		return 0;
	(void)http_header((const char *)data + 1, size - 1, &http);
	input_options_init(&o);
	o.format = INPUT_WARC;
	o.rewindable = 1;
	o.max_record = data[0] & 1 ? 300 : 1 << 20;
	o.encoding = data[0] & 2 ? ENCODING_UTF16 : ENCODING_AUTO;
	o.repair_mojibake = data[0] >> 2 & 1;
	told_hooks(&o, &told);
	must((f = open_memstream(&kept, &len)) != NULL);
	h = read_all(data + 1, size - 1, &o, f);
	fclose(f);
	/* What was kept reads as it did, and nothing in it is bad. */
	o.max_record += 4;
	told.skipped = 0;
	must(read_all(kept, len, &o, NULL) == h && told.skipped == 0);
	free(kept);
	return 0;
}
