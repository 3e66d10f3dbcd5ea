/*
 * test_encoding.c - code pages, UTF-16 and mojibake, through the reader.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "helpers.h"
#include "io/charsets.h"
#include "io/encoding.h"
#include "io/input.h"
#include "io/utf.h"

static unsigned kinds;	/* notes met */

static void
on_note(void *arg, enum input_note note, const char *file, uint64_t line)
{
	(void)arg;
	(void)file;
	(void)line;
	kinds |= 1u << note;
}

static void
on_bad(void *arg, const char *file, uint64_t line, const char *reason,
    const char *raw, size_t rawlen)
{
	(void)arg;
	(void)raw;
	(void)rawlen;
	cr_log_error("%s:%d: %s", file, (int)line, reason);
	kinds = ~0u;
}

struct text {
	char s[4000];
	size_t n, count;
};

/* The texts of a file of these bytes, a newline between them, repaired. */
static struct text
read_bytes(const char *p, size_t n, struct input_options *o)
{
	char name[] = "/tmp/tawam_encoding.XXXXXX";
	const char *path = name;
	struct text t = { .n = 0 };
	struct record r;
	struct input *in;
	int fd = mkstemp(name);

	cr_assert_neq(fd, -1);
	cr_assert_eq(write(fd, p, n), (ssize_t)n);
	close(fd);
	kinds = 0;
	o->hooks.on_note = on_note;
	o->hooks.on_bad = on_bad;
	cr_assert_eq(input_open(&in, &path, 1, o), 0);
	while (input_next(in, &r) == 1) {
		cr_assert_lt(r.textlen * 3 + t.n, sizeof(t.s));
		if (t.count++ > 0)
			t.s[t.n++] = '\n';
		t.n += utf_repair(r.text, r.textlen, t.s + t.n);
	}
	input_close(in);
	unlink(name);
	t.s[t.n] = '\0';
	return t;
}

/* U+0627 U+0644 ... : "the Saudi [state] : we support the efforts". */
static const char sentence[] =
    "\xd8\xa7\xd9\x84\xd8\xb3\xd8\xb9\xd9\x88\xd8\xaf\xd9\x8a\xd8\xa9: "
    "\xd9\x86\xd8\xaf\xd8\xb9\xd9\x85 \xd9\x85\xd8\xb3\xd8\xa7\xd8\xb9\xd9\x8a";

/* UTF-8 to a code page by its table. */
static const char latin[] = "d\xc3\xa9j\xc3\xa0 vu: No\xc3\xabl";

static size_t
to_page(const uint16_t *table, const char *s, char *out)
{
	const unsigned char *p = (const unsigned char *)s;
	size_t n = 0;

	while (*p != 0) {
		unsigned cp = *p;
		int b = 0;

		if (cp < 0x80) {
			out[n++] = (char)*p++;
			continue;
		}
		cp = (cp & 0x1f) << 6 | (p[1] & 0x3f);
		p += 2;
		while (b < 128 && table[b] != cp)
			b++;
		cr_assert_lt(b, 128);
		out[n++] = (char)(0x80 + b);
	}
	return n;
}

Test(encoding, found_out_or_given)
{
	static const struct {
		const uint16_t *table;
		const char *name, *text;
		int automatic;
		enum input_note note;
	} pages[] = {
		{ charset_windows_1256, "windows-1256", sentence, 1,
		    NOTE_WINDOWS_1256 },
		{ charset_iso_8859_6, "ISO-8859-6", sentence, 1,
		    NOTE_ISO_8859_6 },
		{ charset_mac_arabic, "mac-arabic", sentence, 0,
		    NOTE_MAC_ARABIC },
		{ charset_windows_1252, "windows-1252", latin, 0,
		    NOTE_WINDOWS_1252 }
	};
	static const enum input_format formats[] = { INPUT_TEXT, INPUT_LINES,
	    INPUT_JSONL };
	char page[200], all[300];

	for (int k = 0; k < 4 * 3 * 2; k++) {
		int i = k % 4, automatic = k >= 12;
		struct input_options o;
		struct text t;
		size_t n, len;

		if (automatic && !pages[i].automatic)
			continue;
		input_options_init(&o);
		o.format = formats[k / 4 % 3];
		o.source_field = "text";
		if (!automatic)
			o.encoding = (enum encoding)
			    encoding_parse(pages[i].name);
		n = to_page(pages[i].table, pages[i].text, page);
		if (o.format == INPUT_JSONL) {
			len = (size_t)sprintf(all, "{\"id\":\"");
			memcpy(all + len, page, n);
			len += n;
			len += (size_t)sprintf(all + len, "\",\"text\":\"");
			memcpy(all + len, page, n);
			len += n;
			len += (size_t)sprintf(all + len, "\"}\n");
			t = read_bytes(all, len, &o);
		} else {
			t = read_bytes(page, n, &o);
		}
		cr_expect_str_eq(t.s, pages[i].text, "%d: %s: %s", k,
		    pages[i].name, t.s);
		cr_expect(kinds & 1u << pages[i].note, "%d", k);
		cr_expect_not(kinds & 1u << NOTE_BROKEN_UTF8, "%d", k);
	}
	cr_expect_eq(encoding_parse("utf-7"), -1);
	cr_expect_eq(encoding_parse("auto"), ENCODING_AUTO);
}

/* A label counts where the bytes do not tell. */
Test(encoding, labels)
{
	static const char utf8[] = "\xd8\xa7\xd9\x84\xd8";
	char page[200];
	size_t n = to_page(charset_windows_1256, sentence, page);

	cr_expect_eq(encoding_of_label("Windows-1256", 12),
	    ENCODING_WINDOWS_1256);
	cr_expect_eq(encoding_of_label("latin1x", 6), ENCODING_WINDOWS_1252);
	cr_expect_eq(encoding_of_label("utf-7", 5), ENCODING_AUTO);
	cr_expect_eq(encoding_detect(page, n, ENCODING_AUTO),
	    ENCODING_WINDOWS_1256);
	cr_expect_eq(encoding_detect(page, n, ENCODING_ISO_8859_6),
	    ENCODING_ISO_8859_6);
	/* Servers say these of anything. */
	cr_expect_eq(encoding_detect(page, n, ENCODING_UTF8),
	    ENCODING_WINDOWS_1256);
	cr_expect_eq(encoding_detect(page, n, ENCODING_WINDOWS_1252),
	    ENCODING_WINDOWS_1256);
	cr_expect_eq(encoding_detect(utf8, 5, ENCODING_WINDOWS_1256),
	    ENCODING_UTF8);
	n = to_page(charset_windows_1252, latin, page);
	cr_expect_eq(encoding_detect(page, n, ENCODING_WINDOWS_1252),
	    ENCODING_WINDOWS_1252);
	cr_expect_eq(encoding_detect(page, n, ENCODING_UTF8), ENCODING_UTF8);
	cr_expect_eq(encoding_detect(page, n, ENCODING_AUTO), ENCODING_UTF8);
	for (int e = ENCODING_AUTO; e <= ENCODING_UTF16BE; e++)
		cr_expect_eq(encoding_parse(encoding_name((enum encoding)e)),
		    e);
}

Test(encoding, what_is_utf8_stays)
{
	static const char *const texts[] = {
		"plain", sentence, "\xff", "\xd9", "caf\xe9 au lait",
		"\xd8\xa7\xd9\x84\xd8\xb3\xd8", "\xd8\xa7\xd8\xa7\xd9\xd8\xa7",
		"\xe2\x80\xa6\xd9\x85\xff\xd9\x85"
	};
	char want[200];

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct input_options o;
		struct text t;
		size_t n = strlen(texts[i]);

		input_options_init(&o);
		o.format = INPUT_TEXT;
		o.repair_mojibake = 1;
		t = read_bytes(texts[i], n, &o);
		want[utf_repair(texts[i], n, want)] = '\0';
		cr_expect_str_eq(t.s, want);
		cr_expect_eq(kinds & ~(1u << NOTE_BROKEN_UTF8), 0);
		cr_expect_eq(kinds == 0, utf_valid(texts[i], n));
	}
}

/* Text to UTF-16, a byte order mark first when asked. */
static size_t
to_utf16(const char *s, int big, int mark, char *out)
{
	const unsigned char *p = (const unsigned char *)s;
	size_t n = 0;

	for (int first = 1; *p != 0; first = 0) {
		unsigned unit = *p;

		if (first && mark) {
			unit = 0xfeff;
		} else if (unit < 0x80) {
			p++;
		} else {
			unit = (unit & 0x1f) << 6 | (p[1] & 0x3f);
			p += 2;
		}
		out[n + !big] = (char)(unit >> 8);
		out[n + big] = (char)(unit & 0xff);
		n += 2;
	}
	return n;
}

Test(encoding, utf16_files)
{
	char line[1000], all[3000];

	for (int k = 0; k < 16; k++) {
		int big = k & 1, mark = (k & 2) >> 1;
		struct input_options o;
		char want[1000];
		struct text t;
		size_t n;

		input_options_init(&o);
		o.format = k & 4 ? INPUT_JSONL : INPUT_LINES;
		if (!mark)
			o.encoding = ENCODING_UTF16;
		if (k & 4)
			snprintf(line, sizeof(line), "{\"id\":1,\"text\":"
			    "\"%s\"}\n{\"id\":2,\"text\":\"%s\"}\r\n",
			    sentence, sentence);
		else
			snprintf(line, sizeof(line), "%s\n%s\n", sentence,
			    sentence);
		n = to_utf16(line, big, mark, all);
		snprintf(want, sizeof(want), "%s\n%s", sentence, sentence);
		if (k & 8) {	/* an odd byte at the end */
			all[n++] = 'x';
			if (k & 4)
				continue;
			strcat(want, "\n\xef\xbf\xbd");
		}
		t = read_bytes(all, n, &o);
		cr_expect_str_eq(t.s, want, "%d: %s", k, t.s);
		cr_expect(kinds & 1u << NOTE_UTF16);
	}
}

/* Cut anywhere, the pieces give what the whole gives. */
Test(encoding, utf16_in_pieces)
{
	uint64_t seed = 5;
	char in[40], whole[200], parts[200];

	for (int round = 0; round < 20000; round++) {
		size_t n = rnd(&seed) % 40, cut = n > 0 ? rnd(&seed) % n : 0;
		struct utf16 a = { .big = round & 1 }, b = a;
		size_t na, nb;

		for (size_t i = 0; i < n; i++)
			in[i] = (char)(rnd(&seed) % 3 ? 0xd8 +
			    rnd(&seed) % 8 : rnd(&seed));
		na = utf16_run(&a, in, n, whole);
		na += utf16_end(&a, whole + na);
		nb = utf16_run(&b, in, cut, parts);
		nb += utf16_run(&b, in + cut, n - cut, parts + nb);
		nb += utf16_end(&b, parts + nb);
		cr_assert_eq(na, nb);
		cr_assert_arr_eq(whole, parts, na);
		cr_assert(utf_valid(whole, na));
		cr_assert_leq(na, ENCODING_GROWTH * (n + 2));
	}
}

Test(mojibake, only_when_asked_and_sure)
{
	/* UTF-8 of U+0645 U+0628 ... read as windows-1252. */
	static const char wrong[] = "\xc3\x99\xe2\x80\xa6\xc3\x98\xc2\xa8"
	    "\xc3\x98\xc2\xb9\xc3\x99\xcb\x86\xc3\x98\xc2\xab";
	static const char right[] =
	    "\xd9\x85\xd8\xa8\xd8\xb9\xd9\x88\xd8\xab";
	/* French; Arabic with many U+0637 and U+0638; a mix. */
	static const char *const others[] = {
		"\xc3\xa9t\xc3\xa9 \xc3\xa0 la for\xc3\xaat d\xc3\xa9j\xc3\xa0",
		"\xd8\xb7\xd8\xb7 \xd8\xb8\xd8\xb7 \xd8\xa7\xd8\xb7\xd8\xb8",
		"\xd9\x85\xd8\xa8 \xc3\x98\xc2\xb9 \xd9\x88\xd8\xab\xd8\xa7"
	};
	struct input_options o;
	struct text t;

	input_options_init(&o);
	o.format = INPUT_TEXT;
	t = read_bytes(wrong, sizeof(wrong) - 1, &o);
	cr_expect_str_eq(t.s, wrong);
	cr_expect_eq(kinds, 0);
	o.repair_mojibake = 1;
	t = read_bytes(wrong, sizeof(wrong) - 1, &o);
	cr_expect_str_eq(t.s, right);
	cr_expect_eq(kinds, 1u << NOTE_MOJIBAKE);
	for (size_t i = 0; i < 3; i++) {
		t = read_bytes(others[i], strlen(others[i]), &o);
		cr_expect_str_eq(t.s, others[i]);
		cr_expect_eq(kinds, 0, "%zu", i);
	}
}

/* \xHH, \uXXXX and \\ of the vectors file. */
static size_t
unescape(const char *s, size_t n, char *out)
{
	size_t len = 0;

	for (size_t i = 0; i < n;) {
		char hex[5] = { 0 };

		if (s[i] != '\\') {
			out[len++] = s[i++];
		} else if (s[i + 1] == 'x') {
			memcpy(hex, s + i + 2, 2);
			out[len++] = (char)strtoul(hex, NULL, 16);
			i += 4;
		} else if (s[i + 1] == 'u') {
			memcpy(hex, s + i + 2, 4);
			len += utf_put(out + len,
			    (uint32_t)strtoul(hex, NULL, 16));
			i += 6;
		} else {
			cr_assert_eq(s[i + 1], '\\');
			out[len++] = '\\';
			i += 2;
		}
	}
	return len;
}

/* What is declared outside of the bytes, as the reason of a row tells. */
static enum encoding
declared(const char *why)
{
	static const struct {
		const char *word;
		enum encoding e;
	} words[] = {
		{ "iso-8859-6 bytes", ENCODING_ISO_8859_6 },
		{ "mac_arabic bytes", ENCODING_MAC_ARABIC },
		{ "windows-1256 has", ENCODING_WINDOWS_1256 },
		{ "windows-1256 bytes", ENCODING_WINDOWS_1256 }
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (strncmp(why, words[i].word, strlen(words[i].word)) == 0)
			return words[i].e;
	}
	return ENCODING_AUTO;
}

Test(encoding, shared_vectors)
{
	const char *path = shared_path("vectors/normalise.tsv");
	char *line = NULL, in[2000], want[2000];
	size_t cap = 0, rows = 0;
	FILE *f;

	if (path == NULL)
		cr_skip_test("no shared vectors");
	cr_assert_not_null(f = fopen(path, "r"));
	while (getline(&line, &cap, f) != -1) {
		struct input_options o;
		char *col[4];
		struct text t;

		if (strncmp(line, "ingest\t", 7) != 0)
			continue;
		col[0] = line;
		for (int i = 1; i < 4; i++) {
			cr_assert_not_null(col[i] = strchr(col[i - 1], '\t'));
			*col[i]++ = '\0';
		}
		input_options_init(&o);
		o.format = INPUT_TEXT;
		o.repair_mojibake = 1;
		o.encoding = declared(col[3]);
		want[unescape(col[2], strlen(col[2]), want)] = '\0';
		t = read_bytes(in, unescape(col[1], strlen(col[1]), in), &o);
		cr_expect_str_eq(t.s, want, "%s: %s, not %s", col[3], t.s,
		    want);
		rows++;
	}
	fclose(f);
	free(line);
	cr_expect_geq(rows, 12);
}

/* Good news stays as it is, with every repair on. */
Test(mojibake, shared_corpora_are_left_alone)
{
	static const char *const names[] = { "data/ant_gold/docs.jsonl",
	    "data/sts17_ar/docs.jsonl", "data/ant_exact/docs.jsonl" };
	size_t n = 0;

	for (int i = 0; i < 3; i++) {
		const char *path = shared_path(names[i]);
		struct input_options o;
		struct input *in;
		struct record r;

		if (path == NULL)
			cr_skip_test("no shared data");
		input_options_init(&o);
		o.repair_mojibake = 1;
		o.hooks.on_note = on_note;
		kinds = 0;
		cr_assert_eq(input_open(&in, &path, 1, &o), 0);
		while (input_next(in, &r) == 1)
			n++;
		input_close(in);
		cr_expect_eq(kinds, 0, "%s: %x", names[i], kinds);
	}
	cr_expect_gt(n, 10000);
}

/* Blocks of one and two bytes are counted at once: the same as one by one. */
Test(encoding, counting_is_stepping)
{
	static const char *const pieces[] = { "a", " ", "\u0628", "\u00C3",
	    "\u201C", "\U0001F600", "\x80", "\xC0", "\xC1\xBF", "\xC2", "\xDF",
	    "\xE2\x80", "\xED\xA0\x80", "\xF0\x9F\x98", "\xFF",
	    "\u0642\u0627\u0644", "long enough to be a run of its own, this" };
	uint64_t state = 5;

	for (int round = 0; round < 3000; round++) {
		char text[1024];
		size_t n = 0, most = 1 + rnd(&state) % 900;
		size_t nkinds = 3 + rnd(&state) % 15;
		uint64_t want = 0;

		while (n < most) {
			const char *p = pieces[rnd(&state) % nkinds];

			memcpy(text + n, p, strlen(p));
			n += strlen(p);
		}
		for (size_t i = 0; i < n; want++) {
			int k = utf_step(text + i, n - i);

			i += (size_t)abs(k);
		}
		cr_assert_eq(utf_count(text, n), want, "round %d", round);
	}
}
