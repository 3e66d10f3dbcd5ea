/*
 * test_corpora_gen.c - the corpus generator: its bytes depend on the seed and
 * on nothing else, and its truth says what it wrote.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "helpers.h"
#include "test_corpora.h"

#define DOCS	400

static const char *const files[] = { "docs.jsonl", "truth.tsv" };

struct made {
	char *docs, *truth;
	size_t ndocs, ntruth;
};

/* Runs the generator with these options; 0 when it is not built. */
static int
make(struct made *m, const char *const *option, size_t n)
{
	const char *argv[24] = { corpora_maker("generate"), "--docs", "400" };
	char dir[256], docs[300], truth[300];
	size_t k = 3;

	if (argv[0] == NULL)
		return 0;
	corpora_scratch(dir, sizeof(dir));
	snprintf(docs, sizeof(docs), "%s/docs.jsonl", dir);
	snprintf(truth, sizeof(truth), "%s/truth.tsv", dir);
	for (size_t i = 0; i < n; i++)
		argv[k++] = option[i];
	argv[k++] = "--out";
	argv[k++] = docs;
	argv[k++] = "--truth";
	argv[k++] = truth;
	corpora_run(argv);
	m->docs = corpora_slurp(dir, files[0], &m->ndocs);
	m->truth = corpora_slurp(dir, files[1], &m->ntruth);
	corpora_sweep(dir, files, 2);
	return 1;
}

static void
done(struct made *m)
{
	free(m->docs);
	free(m->truth);
}

static int
same_docs(const struct made *a, const struct made *b)
{
	return a->ndocs == b->ndocs &&
	    memcmp(a->docs, b->docs, a->ndocs) == 0;
}

#define MAKE(m, ...)	make(m, (const char *[]){ __VA_ARGS__ }, \
	sizeof((const char *[]){ __VA_ARGS__ }) / sizeof(char *))

Test(generate, a_seed_is_its_bytes)
{
	struct made a, b, c;

	if (!MAKE(&a, "--seed", "7"))
		cr_skip();
	MAKE(&b, "--seed", "7");
	MAKE(&c, "--seed", "8");
	cr_expect(same_docs(&a, &b));
	cr_expect_str_eq(a.truth, b.truth);
	cr_expect(!same_docs(&a, &c));
	cr_expect_str_neq(a.truth, c.truth);
	done(&a);
	done(&b);
	done(&c);
}

/*
 * A digest of the bytes, the same on every machine.  A change of the
 * generator changes it: say so where figures of older corpora are quoted.
 */
#define GOLDEN	0xF9E89788A399D4F6u

Test(generate, bytes_of_a_small_corpus_are_fixed)
{
	struct made a;
	uint64_t h = 0;

	if (!MAKE(&a, "--seed", "1", "--bytes", "300", "--date"))
		cr_skip();
	for (size_t i = 0; i < a.ndocs; i++)
		h = (h ^ (unsigned char)a.docs[i]) * 0x100000001B3u;
	cr_expect_eq(h, GOLDEN, "%#llx", (unsigned long long)h);
	done(&a);
}

/* Records of a run: id and text, with a date between them or without. */
static size_t
records(struct made *m, int dated, char *(*v)[3])
{
	static const char *const names[] = { "id", "date", "text" };
	static const char *const bare[] = { "id", "text" };
	char *p = m->docs, *line;
	size_t n = 0;

	while ((line = corpora_line(&p)) != NULL) {
		cr_assert_lt(n, DOCS);
		if (dated) {
			cr_assert(corpora_object(line, names, 3, v[n]));
		} else {
			cr_assert(corpora_object(line, bare, 2, v[n]));
			v[n][2] = v[n][1];
		}
		n++;
	}
	return n;
}

Test(generate, escaped_and_dated_is_the_same_text)
{
	static char *a[DOCS][3], *b[DOCS][3];
	struct made plain, other;

	if (!MAKE(&plain, "--seed", "3"))
		cr_skip();
	MAKE(&other, "--seed", "3", "--escaped", "--date");
	for (size_t i = 0; i < other.ndocs; i++)
		cr_assert_lt((unsigned char)other.docs[i], 0x80);
	cr_assert_eq(records(&plain, 0, a), DOCS);
	cr_assert_eq(records(&other, 1, b), DOCS);
	for (size_t i = 0; i < DOCS; i++) {
		cr_expect_str_eq(a[i][0], b[i][0]);
		cr_expect_str_eq(a[i][2], b[i][2]);
		cr_expect_eq(strlen(b[i][1]), strlen("2025-01-01T00:00:00Z"));
		cr_expect(i == 0 || strcmp(b[i - 1][1], b[i][1]) < 0,
		    "dates rise");
	}
	cr_expect_str_eq(b[0][1], "2025-01-01T00:00:00Z");
	cr_expect_eq(strncmp(b[DOCS - 1][1], "2025-12-31", 10), 0);
	cr_expect_str_eq(plain.truth, other.truth);
	done(&plain);
	done(&other);
}

/* Words of b that a has too, of all words of b, in thousandths. */
static size_t
shared_words(const char *a, const char *b)
{
	size_t n = 0, met = 0;
	char word[256];

	while (*b != '\0') {
		size_t k = strcspn(b, " .\n");

		if (k > 0 && k < sizeof(word)) {
			memcpy(word, b, k);
			word[k] = '\0';
			n++;
			met += strstr(a, word) != NULL;
		}
		b += k + (b[k] != '\0');
	}
	return n == 0 ? 0 : met * 1000 / n;
}

/*
 * A plain exact copy has its first's bytes, a plain near one most of its
 * words, and every line of the truth stands for the record of its place.
 */
Test(generate, truth_says_what_was_written)
{
	static char *v[DOCS][3];
	size_t first = 0, exact = 0, near = 0, i = 0;
	char *p, *line, *copy;
	struct made m;

	if (!MAKE(&m, "--seed", "11", "--dup-share", "0.6"))
		cr_skip();
	cr_assert_eq(records(&m, 0, v), DOCS);
	for (p = m.truth; (line = corpora_line(&p)) != NULL; i++) {
		const char *id = strsep(&line, "\t");
		const char *group = strsep(&line, "\t");
		size_t g = strtoul(group + 1, NULL, 10) - 1;

		cr_assert_lt(i, DOCS);
		cr_assert_str_eq(id, v[i][0]);
		cr_assert_leq(g, i);
		cr_assert_str_eq(group, v[g][0]);
		cr_assert_eq(strcmp(line, "first") == 0, g == i);
		copy = v[i][2];
		if (g == i)
			first++;
		else if (strncmp(line, "exact", 5) == 0)
			exact++;
		else
			near++;
		if (strcmp(line, "exact plain") == 0)
			cr_expect_str_eq(copy, v[g][2]);
		/* A text may have no digit to write otherwise. */
		else if (g != i && strstr(line, "digits") == NULL)
			cr_expect_str_neq(copy, v[g][2], "%s", line);
		if (strncmp(line, "near plain", 10) == 0)
			cr_expect_geq(shared_words(v[g][2], copy), 700, "%s",
			    line);
	}
	cr_assert_eq(i, DOCS);
	cr_expect(exact >= 60 && near >= 60, "%zu, %zu", exact, near);
	/* 0.6 asked for; the sizes of groups are drawn. */
	cr_expect(first >= 100 && first <= 240, "%zu", first);
	done(&m);
}

Test(generate, share_and_length_are_obeyed)
{
	static char *v[DOCS][3];
	size_t bytes = 0;
	struct made m;

	if (!MAKE(&m, "--seed", "5", "--dup-share", "0", "--bytes", "600"))
		cr_skip();
	cr_assert_eq(records(&m, 0, v), DOCS);
	cr_expect_null(strstr(m.truth, "exact"));
	cr_expect_null(strstr(m.truth, "near"));
	for (size_t i = 0; i < DOCS; i++)
		bytes += strlen(v[i][2]);
	cr_expect(bytes / DOCS > 520 && bytes / DOCS < 780, "%zu",
	    bytes / DOCS);
	done(&m);
}
