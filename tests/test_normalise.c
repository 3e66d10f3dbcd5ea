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
