/*
 * compare_norm.c - millions of random texts through both implementations of
 * the normal forms: compare_norm COUNT [SEED].
 *
 * Prints every difference, cut down to a text in which no byte can be spared,
 * and ends with 1 when there was one.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "oracle/oracle_norm.h"
#include "oracle/oracle_random.h"
#include "text/normalise.h"

#define MAX_SHOWN	40

static struct normaliser *normalisers[ORACLE_NPROFILES];
static struct mem mem;
static struct buf pieces;

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
	size_t at = 0;

	pieces.len = 0;
	while (at < len) {
		size_t n = 1 + oracle_random(&cut, 7);

		if (n > len - at)
			n = len - at;
		check(normaliser_feed(normalisers[profile], text + at, n,
		    collect, NULL));
		at += n;
	}
	check(normaliser_end(normalisers[profile], collect, NULL));
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
	return NULL;
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
	char shorter[ORACLE_RANDOM_MAX];

	for (size_t run = len; run > 0; run = run > 8 ? run / 2 : run - 1) {
		for (size_t at = 0; at + run <= len;) {
			memcpy(shorter, text, at);
			memcpy(shorter + at, text + at + run, len - at - run);
			const char *now = differs(profile, shorter, len - run);
			if (now == NULL || strcmp(now, what) != 0) {
				at++;
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
	fflush(stdout);
}

/* Number of profiles that differ for one random text. */
static int
compare(uint64_t *seed, uint64_t *shown)
{
	struct oracle_form forms[ORACLE_NPROFILES];
	char text[ORACLE_RANDOM_MAX], copy[ORACLE_RANDOM_MAX];
	size_t len = oracle_random_text(seed, text);
	int different = 0;

	oracle_forms(text, len, ORACLE_NPROFILES - 1, forms);
	for (int k = 0; k < ORACLE_NPROFILES; k++) {
		if (difference(k, text, len, &forms[k]) == NULL)
			continue;
		different++;
		if (different > 1 || *shown >= MAX_SHOWN)
			continue;
		memcpy(copy, text, len);
		report(k, copy, len);
		++*shown;
	}
	oracle_forms_free(forms);
	return different;
}

int
main(int argc, char **argv)
{
	uint64_t count, seed, shown = 0, different = 0;

	if (argc < 2 || argc > 3) {
		fprintf(stderr, "usage: compare_norm COUNT [SEED]\n");
		return 2;
	}
	count = strtoull(argv[1], NULL, 10);
	seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
	mem_init(&mem, NULL);
	for (int k = 0; k < ORACLE_NPROFILES; k++)
		check(normaliser_new(&normalisers[k], (enum tawam_profile)k,
		    &mem));
	for (uint64_t i = 0; i < count; i++)
		different += (uint64_t)compare(&seed, &shown);
	printf("%llu texts, 5 profiles each, whole and in pieces: "
	    "%llu differences\n", (unsigned long long)count,
	    (unsigned long long)different);
	for (int k = 0; k < ORACLE_NPROFILES; k++)
		normaliser_free(normalisers[k]);
	buf_free(&mem, &pieces);
	return different != 0;
}
