/*
 * compare_norm.c - millions of random texts through both implementations of
 * the normal forms: compare_norm COUNT [SEED].  src/text is asked for bytes,
 * whole and in pieces, and for coded text; a build with -DTAWAM_CPU_ENV takes
 * the level of that from TAWAM_CPU.
 *
 * First every code point in a few surroundings, then random texts, now and
 * then joined to a long one.  Prints every difference, cut down to a text in
 * which no byte can be spared, and ends with 1 when there was one.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/mem.h"
#include "oracle/oracle_norm.h"
#include "oracle/oracle_random.h"
#include "text/code.h"
#include "text/normalise.h"

#define MAX_SHOWN	40
#define MAX_TEXT	400000
#define EACH_LONG	2000	/* texts between two long ones */

static struct normaliser *normalisers[ORACLE_NPROFILES];
static struct coder *coders[ORACLE_NPROFILES];
static struct mem mem;
static struct buf pieces, decoded;

static const char *const profile_names[ORACLE_NPROFILES] = {
	"none", "nfc", "light", "standard", "aggressive"
};

static void
check(int status)
{
	if (status != 0) {
		fprintf(stderr, "compare_norm: %s\n", tawam_strerror(status));
		exit(2);
	}
}

static int
collect(void *arg, const char *bytes, size_t len)
{
	(void)arg;
	return buf_add(&mem, &pieces, bytes, len);
}

/* The text fed in pieces whose lengths follow from cut, into pieces. */
static void
run_pieces(int profile, const char *text, size_t len, uint64_t cut)
{
	uint32_t most = len < ORACLE_RANDOM_MAX ? 7 : 3000;
	size_t at = 0;

	pieces.len = 0;
	while (at < len) {
		size_t n = 1 + oracle_random(&cut, most);

		if (n > len - at)
			n = len - at;
		check(normaliser_feed(normalisers[profile], text + at, n,
		    collect, NULL));
		at += n;
	}
	check(normaliser_end(normalisers[profile], collect, NULL));
}

/* "coded" when the coded text is not this form, or NULL. */
static const char *
coded_difference(int profile, const char *text, size_t len,
    const struct oracle_form *want)
{
	struct coded got;

	check(coder_run(coders[profile], text, len, &got));
	decoded.len = 0;
	check(code_decode(&mem, &got, &decoded));
	if (decoded.len != want->len || (want->len > 0 &&
	    memcmp(decoded.p, want->bytes, want->len) != 0))
		return "coded";
	if (got.n != want->length || got.repaired != want->repaired)
		return "coded";
	if (profile >= TAWAM_PROFILE_STANDARD &&
	    (got.marks != 0) != (want->marks != 0))
		return "coded";
	return NULL;
}

/* What differs for this text and profile, or NULL. */
static const char *
difference(int profile, const char *text, size_t len,
    const struct oracle_form *want)
{
	struct normal got;

	check(normaliser_run(normalisers[profile], text, len, &got));
	if (got.len != want->len || memcmp(got.bytes, want->bytes, got.len))
		return "bytes";
	if (got.length != want->length)
		return "length";
	if (got.repaired != want->repaired)
		return "repaired";
	if (profile >= TAWAM_PROFILE_STANDARD &&
	    (got.marks != 0) != (want->marks != 0))
		return "marks";
	run_pieces(profile, text, len, len + 1);
	if (pieces.len != want->len ||
	    (want->len > 0 && memcmp(pieces.p, want->bytes, want->len) != 0))
		return "pieces";
	return coded_difference(profile, text, len, want);
}

static const char *
differs(int profile, const char *text, size_t len)
{
	struct oracle_form forms[ORACLE_NPROFILES];
	const char *what;

	oracle_forms(text, len, profile, forms);
	what = difference(profile, text, len, &forms[profile]);
	oracle_forms_free(forms);
	return what;
}

static void
show(const char *name, const char *s, size_t len)
{
	size_t n;
	uint32_t *cp = oracle_codepoints(s, len, &n);

	printf("  %-7s", name);
	for (size_t i = 0; i < n; i++)
		printf(cp[i] > 0x20 && cp[i] < 0x7f ? " %c" : " %04x",
		    (unsigned)cp[i]);
	putchar('\n');
	free(cp);
}

/* Takes out runs of bytes, long ones first, while the difference stays. */
static size_t
cut_down(int profile, char *text, size_t len)
{
	const char *what = differs(profile, text, len);
	static char shorter[MAX_TEXT];

	for (size_t run = len; run > 0; run = run > 8 ? run / 2 : run - 1) {
		for (size_t at = 0; at + run <= len;) {
			memcpy(shorter, text, at);
			memcpy(shorter + at, text + at + run, len - at - run);
			const char *now = differs(profile, shorter, len - run);
			if (now == NULL || strcmp(now, what) != 0) {
				at += run > 64 ? run / 8 : 1;
				continue;
			}
			len -= run;
			memcpy(text, shorter, len);
		}
	}
	return len;
}

static void
report(int profile, char *text, size_t len)
{
	struct normal got;
	struct coded coded;
	size_t n;
	char *want;

	len = cut_down(profile, text, len);
	printf("%s: %s differ\n  bytes  ", profile_names[profile],
	    differs(profile, text, len));
	for (size_t i = 0; i < len; i++)
		printf(" %02x", (unsigned char)text[i]);
	putchar('\n');
	show("text", text, len);
	want = oracle_normalise(profile, text, len, &n);
	show("oracle", want, n);
	free(want);
	check(normaliser_run(normalisers[profile], text, len, &got));
	show("text/", got.bytes, got.len);
	run_pieces(profile, text, len, len + 1);
	show("pieces", pieces.p, pieces.len);
	check(coder_run(coders[profile], text, len, &coded));
	decoded.len = 0;
	check(code_decode(&mem, &coded, &decoded));
	show("coded", decoded.p, decoded.len);
	fflush(stdout);
}

static uint64_t shown, different;

static void
compare(const char *text, size_t len)
{
	struct oracle_form forms[ORACLE_NPROFILES];
	static char copy[MAX_TEXT];
	int before = 0;

	oracle_forms(text, len, ORACLE_NPROFILES - 1, forms);
	for (int k = 0; k < ORACLE_NPROFILES; k++) {
		if (difference(k, text, len, &forms[k]) == NULL)
			continue;
		different++;
		if (before++ > 0 || shown >= MAX_SHOWN)
			continue;
		memcpy(copy, text, len);
		report(k, copy, len);
		shown++;
	}
	oracle_forms_free(forms);
}

/* Every code point between the parts of some frame, 64 to a text. */
static void
compare_every_code_point(void)
{
	static const char *const frames[][2] = {
		{ "\u0627", "\u0627 " }, { "1.", "1 " }, { "1", ".1 " },
		{ "\u0648", "\u0654 " }, { "http://a", "b " }, { "", "www.a " },
		{ "a@b", ".c " }, { "", "\u0300\u0316\u0654" },
		{ "\u1100", "\u1161\u11a8" }, { "&", "amp; " }, { "&#", "0; " },
		{ "\u064a\u0651", "\u0654" }, { " ", " " }
	};
	static char text[64 * 32];

	for (size_t f = 0; f < sizeof(frames) / sizeof(frames[0]); f++) {
		size_t n = 0;

		for (uint32_t c = 0; c <= 0x10ffff; c++) {
			if (c >= 0xd800 && c <= 0xdfff)
				continue;
			n += (size_t)sprintf(text + n, "%s", frames[f][0]);
			n += (size_t)utf8proc_encode_char(
			    (utf8proc_int32_t)c,
			    (utf8proc_uint8_t *)text + n);
			n += (size_t)sprintf(text + n, "%s", frames[f][1]);
			if (c % 64 != 63)
				continue;
			compare(text, n);
			n = 0;
		}
	}
}

static void
open_all(void)
{
	mem_init(&mem, NULL);
	for (int k = 0; k < ORACLE_NPROFILES; k++) {
		enum tawam_profile profile = (enum tawam_profile)k;

		check(normaliser_new(&normalisers[k], profile, &mem));
		check(coder_new(&coders[k], profile, &mem));
	}
}

static void
close_all(void)
{
	for (int k = 0; k < ORACLE_NPROFILES; k++) {
		normaliser_free(normalisers[k]);
		coder_free(coders[k]);
	}
	buf_free(&mem, &pieces);
	buf_free(&mem, &decoded);
}

int
main(int argc, char **argv)
{
	static char text[MAX_TEXT];
	uint64_t count, seed;

	if (argc < 2 || argc > 3) {
		fprintf(stderr, "usage: compare_norm COUNT [SEED]\n");
		return 2;
	}
	count = strtoull(argv[1], NULL, 10);
	seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
	open_all();
	compare_every_code_point();
	for (uint64_t i = 0; i < count; i++) {
		size_t len = oracle_random_text(&seed, text);

		while (i % EACH_LONG == 0 && len < MAX_TEXT - ORACLE_RANDOM_MAX
		    && oracle_random(&seed, 2000) != 0)
			len += oracle_random_text(&seed, text + len);
		compare(text, len);
	}
	printf("every code point and %llu texts, 5 profiles each, whole, in "
	    "pieces and coded: %llu differences\n", (unsigned long long)count,
	    (unsigned long long)different);
	close_all();
	return different != 0;
}
