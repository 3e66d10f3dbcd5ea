/*
 * test_normalise.c - normal forms against the conformance vectors and real
 * texts.
 */
#include <criterion/criterion.h>
#include <stdio.h>

#include "helpers.h"
#include "vectors.h"

static struct mem mem;
static struct normaliser *all[5];

static void
make(void)
{
	mem_init(&mem, NULL);
	for (int p = 0; p < 5; p++)
		cr_assert_eq(normaliser_new(&all[p], (enum tawam_profile)p,
		    &mem), 0);
}

static void
drop(void)
{
	for (int p = 0; p < 5; p++)
		normaliser_free(all[p]);
}

TestSuite(normalise, .init = make, .fini = drop);

static struct normal
form(int profile, const char *text, size_t len)
{
	struct normal n;

	cr_assert_eq(normaliser_run(all[profile], text, len, &n), 0);
	cr_assert_eq(n.length, utf8_length(n.bytes, n.len));
	return n;
}

static int
profile_number(const char *name)
{
	static const char *const names[] = {
		"none", "nfc", "light", "standard", "aggressive"
	};

	for (int p = 0; p < 5; p++)
		if (strcmp(name, names[p]) == 0)
			return p;
	return -1;
}

Test(normalise, conformance_vectors)
{
	const char *path = shared_path("vectors/normalise.tsv");
	char line[8192], *f[5];
	size_t rows = 0;
	FILE *fp;

	if (path == NULL)
		return;
	fp = fopen(path, "r");
	cr_assert_not_null(fp);
	while (fgets(line, sizeof(line), fp) != NULL) {
		int p;
		size_t in, want;
		struct normal n;

		if (line[0] == '#' || split_fields(line, f, 5) < 5 ||
		    (p = profile_number(f[0])) < 0)
			continue;
		in = unescape_field(f[1]);
		want = unescape_field(f[2]);
		n = form(p, f[1], in);
		cr_expect(n.len == want && memcmp(n.bytes, f[2], want) == 0,
		    "%s: %s (%s): got %.*s, want %s", f[0], f[1], f[3],
		    (int)n.len, n.bytes, f[2]);
		rows++;
	}
	(void)fclose(fp);
	cr_assert_gt(rows, 380);
}

Test(normalise, same_or_different)
{
	const char *path = shared_path("vectors/same_or_different.tsv");
	char line[1024], *f[6], a[1024];
	size_t rows = 0, na, nb;
	FILE *fp;

	if (path == NULL)
		return;
	fp = fopen(path, "r");
	cr_assert_not_null(fp);
	while (fgets(line, sizeof(line), fp) != NULL) {
		if (line[0] == '#' || split_fields(line, f, 6) < 6)
			continue;
		na = unescape_field(f[0]);
		nb = unescape_field(f[1]);
		for (int p = 1; p < 5; p++) {
			struct normal n = form(p, f[0], na);
			size_t len = n.len;

			memcpy(a, n.bytes, n.len);
			n = form(p, f[1], nb);
			cr_expect_eq(n.len == len && memcmp(a, n.bytes,
			    len) == 0, strcmp(f[p + 1], "=") == 0,
			    "%s and %s, profile %d", f[0], f[1], p);
		}
		rows++;
	}
	(void)fclose(fp);
	cr_assert_gt(rows, 40);
}

/* The value of the string that follows "name": in a line of JSON, into out;
 * its length, or -1. */
static long
json_field(const char *line, const char *name, char *out)
{
	char key[32];
	const char *s;
	char *o = out;

	(void)snprintf(key, sizeof(key), "\"%s\": \"", name);
	if ((s = strstr(line, key)) == NULL)
		return -1;
	for (s += strlen(key); *s != '"'; s++) {
		if (*s != '\\') {
			*o++ = *s;
			continue;
		}
		s++;
		if (*s == 'u') {
			o += utf8_encode(escape_value(s + 1, 4), o);
			s += 4;
		} else {
			*o++ = *s == 'n' ? '\n' : *s == 't' ? '\t' : *s;
		}
	}
	*o = '\0';
	return (long)(o - out);
}

/* One document a line: the id up to the slash tells the group, what follows
 * the kind.  Each of count kinds must have the first one's form. */
static size_t
groups_are_equal(const char *path, const char *const *kind, size_t count)
{
	static char line[1 << 20], text[1 << 20], id[256], first[1 << 20];
	size_t first_len = 0, equal = 0;
	FILE *fp = fopen(path, "r");

	cr_assert_not_null(fp);
	while (fgets(line, sizeof(line), fp) != NULL) {
		long len = json_field(line, "text", text);
		struct normal n;
		size_t k;

		cr_assert_geq(len, 0);
		cr_assert_geq(json_field(line, "id", id), 0);
		for (k = 0; k < count; k++)
			if (strcmp(strchr(id, '/') + 1, kind[k]) == 0)
				break;
		if (k == count)
			continue;
		n = form(TAWAM_PROFILE_STANDARD, text, (size_t)len);
		if (k == 0) {
			memcpy(first, n.bytes, n.len);
			first_len = n.len;
		} else if (n.len == first_len &&
		    memcmp(n.bytes, first, n.len) == 0) {
			equal++;
		}
	}
	(void)fclose(fp);
	return equal;
}

Test(normalise, vocalised_hadith_equal_plain_ones)
{
	static const char *const kind[] = { "plain", "vocalised" };
	const char *path = shared_path("data/darimi_vocalised/docs.jsonl");

	if (path != NULL)
		cr_expect_eq(groups_are_equal(path, kind, 2), 3367);
}

Test(normalise, simple_spellings_of_the_quran_are_equal)
{
	static const char *const kind[] = {
		"simple", "simple-plain", "simple-min", "simple-clean"
	};
	const char *path = shared_path("data/tanzil_variants/docs.jsonl");

	if (path != NULL)
		cr_expect_eq(groups_are_equal(path, kind, 4), 3 * 532);
}
