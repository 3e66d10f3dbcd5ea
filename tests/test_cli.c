/*
 * test_cli.c - options, dates, what is said; ids, word differences, the page.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "cli/dates.h"
#include "cli/options.h"
#include "cli/talk.h"
#include "report/docs.h"
#include "report/glyph.h"
#include "report/html_text.h"
#include "report/number.h"
#include "report/pick.h"
#include "report/worddiff.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

static char *
read_file(const char *path)
{
	FILE *f = fopen(path, "rb");
	char *s;
	long n;

	cr_assert_not_null(f, "%s", path);
	fseek(f, 0, SEEK_END);
	n = ftell(f);
	rewind(f);
	s = malloc((size_t)n + 1);
	cr_assert_not_null(s);
	cr_assert_eq(fread(s, 1, (size_t)n, f), (size_t)n);
	s[n] = '\0';
	fclose(f);
	return s;
}

static const struct option_row *
row_of(const char *name)
{
	for (size_t i = 0; i < option_nrows; i++)
		if (strcmp(option_rows[i].name, name) == 0)
			return &option_rows[i];
	return NULL;
}

/* The manual has each option of the table with its value, and no other. */
Test(options, manual_and_table_agree)
{
	char *page = read_file("src/man/tawam.1"), *at = page, line[160];
	size_t found = 0, built = 0;

	for (size_t i = 0; i < option_nrows; i++) {
		const struct option_row *row = &option_rows[i];
		int n = snprintf(line, sizeof(line), "Fl Fl %s", row->name);

		if (row->kind == OPT_NOTYET) {
			/* Named among what is refused, and only there. */
			char *caveats = strstr(page, ".Sh CAVEATS");

			cr_assert_not_null(caveats);
			cr_expect_not_null(strstr(caveats, row->name),
			    "--%s is not said to be missing", row->name);
			continue;
		}
		/* An option may have a row for each command. */
		built += row_of(row->name) == row;
		if (row->arg != NULL)
			snprintf(line + n, sizeof(line) - (size_t)n,
			    " Ar %s\n", row->arg);
		else
			snprintf(line + n, sizeof(line) - (size_t)n, "\n");
		cr_expect_not_null(strstr(page, line),
		    "the manual lacks \"%s\"", line);
		cr_expect(row->arg == NULL || row->allowed != NULL,
		    "--%s does not say what is allowed", row->name);
	}
	while ((at = strstr(at, "\n.It Fl ")) != NULL) {
		char name[32];

		at = strstr(at, "Fl Fl ");
		cr_assert_not_null(at);
		cr_assert_eq(sscanf(at, "Fl Fl %31s", name), 1);
		cr_expect_not_null(row_of(name), "the manual has --%s", name);
		found++;
	}
	cr_expect_eq(found, built);
	free(page);
}

Test(options, values_of_any_kind)
{
	static const char *const words[] = { "--threshold=0.8", "--floor", "0.5", "a.jsonl",
		"--join", "exact,contained", "-qj4", "--keep",
		"source:A>B,oldest,first", "--date-field=d", "--source-field",
		"s", "--text-field", "title,body", "--max-record", "64K",
		"--seed", "18446744073709551615", "-", "--", "--pairs" };
	char *argv[COUNT(words)];
	struct options o;

	for (size_t i = 0; i < COUNT(words); i++)
		argv[i] = strdup(words[i]);
	options_init(&o);
	cr_assert_eq(options_parse(&o, CMD_DEDUP, COUNT(argv), argv), 0,
	    "%s", o.why);
	cr_expect_eq(o.params.threshold, 0.8);
	cr_expect_eq(o.params.floor, 0.5);
	cr_expect_eq(o.params.join, TAWAM_BIT(TAWAM_EXACT) |
	    TAWAM_BIT(TAWAM_CONTAINED));
	cr_expect_eq(o.quiet, 1);
	cr_expect_eq(o.params.threads, 4u);
	cr_assert_eq(o.params.nkeep, 3u);
	cr_expect_eq(o.params.keep[0].rule, TAWAM_KEEP_SOURCE);
	cr_expect_str_eq(o.params.keep[0].sources, "A>B");
	cr_expect_eq(o.params.keep[1].rule, TAWAM_KEEP_OLDEST);
	cr_expect_eq(o.params.keep[2].rule, TAWAM_KEEP_FIRST);
	cr_assert_eq(o.ntext_fields, 2u);
	cr_expect_str_eq(o.text_fields[1], "body");
	cr_expect_eq(o.max_record, 65536u);
	cr_expect_eq(o.params.seed, UINT64_MAX);
	cr_assert_eq(o.ninputs, 3u);
	cr_expect_str_eq(o.inputs[0], "a.jsonl");
	cr_expect_str_eq(o.inputs[1], "-");
	cr_expect_str_eq(o.inputs[2], "--pairs");
	options_release(&o);
	for (size_t i = 0; i < COUNT(argv); i++)
		free(argv[i]);
}

/* Any garbage is refused with a sentence or taken; never a crash. */
Test(options, garbage_is_refused_with_a_sentence)
{
	static const char *const words[] = { "", "-", "--", "0", "-1", "nan",
		"1e999", "99999999999999999999", ",", ",,", ":", "source:",
		"a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q", "\xff\xfe", "%s%n" };

	for (size_t i = 0; i < option_nrows; i++) {
		const struct option_row *row = &option_rows[i];

		for (size_t k = 0; k < COUNT(words); k++) {
			struct options o;
			int r;

			if (row->arg == NULL || row->kind == OPT_NOTYET)
				continue;
			options_init(&o);
			r = option_set(&o, row, words[k]);
			cr_expect_eq(r == -1, o.why[0] != '\0',
			    "--%s \"%s\": %d \"%s\"", row->name, words[k], r,
			    o.why);
			cr_expect(words[k][0] != '\0' || r == -1,
			    "--%s takes nothing", row->name);
			options_release(&o);
		}
	}
}

Test(options, the_nearest_word)
{
	static const char *const words[] = { "threshold", "floor", "keep",
		"kept", "max-pairs" };
	static const char *const cases[][2] = {
		{ "treshold", "threshold" }, { "thresholds", "threshold" },
		{ "thres", "threshold" }, { "flor", "floor" },
		{ "kep", "kept" }, { "max_pairs", "max-pairs" },
		{ "xyzzy", NULL }, { "", NULL },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *got = nearest(cases[i][0], words, COUNT(words));

		if (cases[i][1] == NULL)
			cr_expect_null(got, "%s: %s", cases[i][0], got);
		else
			cr_expect(got != NULL && strcmp(got, cases[i][1]) == 0,
			    "%s: %s", cases[i][0], got);
	}
}

Test(dates, as_written)
{
	static const struct {
		const char *s;
		int64_t t;
	} good[] = {
		{ "1970-01-01", 0 }, { "1970-01-01T00:00:00Z", 0 },
		{ "2024-02-29", 1709164800 }, { "20240229", 1709164800 },
		{ "2024-02-29T12:30", 1709209800 },
		{ "2024-02-29 12:30:05", 1709209805 },
		{ "2024-02-29T12:30:05.75Z", 1709209805 },
		{ "2024-02-29T12:30:05+03:00", 1709199005 },
		{ "2024-02-29T12:30:05-0330", 1709222405 },
		{ "20240229T123005Z", 1709209805 },
		{ "1709209805", 1709209805 }, { "1709209805.9", 1709209805 },
		{ "-86400", -86400 }, { "0", 0 }, { " 2024-02-29 ", 1709164800 },
		{ "2024", 1704067200 }, { "2024-03", 1709251200 },
		{ "1969-12-31T23:59:59", -1 }, { "1900-03-01", -2203891200 },
		{ "2024-02-29T24:00", 1709251200 },
	};
	static const char *const bad[] = { "", " ", "-", "yesterday",
		"2024-13-01", "2023-02-29", "1900-02-29", "2024-02-30",
		"2024-02-29T25:00", "2024-02-29T12:60", "2024-02-29T24:01",
		"2024-02-29Tx", "2024-02-29T12:30+3", "2024-02-29x",
		"2024-00-10", "2024-01-00", "99999999999999999999", "12a",
		"1e9", "2024/01/01", "2024-02-29T12:30+24:00" };
	int64_t t;

	for (size_t i = 0; i < COUNT(good); i++) {
		t = INT64_MIN;
		cr_expect_eq(date_parse(good[i].s, strlen(good[i].s), &t), 0,
		    "%s", good[i].s);
		cr_expect_eq(t, good[i].t, "%s: %lld", good[i].s,
		    (long long)t);
	}
	for (size_t i = 0; i < COUNT(bad); i++)
		cr_expect_eq(date_parse(bad[i], strlen(bad[i]), &t), -1,
		    "%s", bad[i]);
}

/* Every day of 400 years and more follows the one before it. */
Test(dates, days_follow_each_other)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
	    30, 31 };
	int64_t last = -1, t;
	char s[32];

	for (int y = 1890; y < 2310; y++) {
		for (int m = 1; m <= 12; m++) {
			int leap = (y % 4 == 0 && y % 100 != 0) ||
			    y % 400 == 0;
			int n = days[m - 1] + (m == 2 && leap);

			for (int d = 1; d <= n; d++) {
				snprintf(s, sizeof(s), "%04d-%02d-%02d", y, m,
				    d);
				cr_assert_eq(date_parse(s, strlen(s), &t), 0);
				cr_assert(last == -1 || t == last + 86400,
				    "%s", s);
				last = t;
			}
		}
	}
}

Test(talk, foreign_text_cannot_act)
{
	static const struct {
		const char *in;
		size_t max;
		const char *out;
	} cases[] = {
		{ "plain", 90, "plain" },
		{ "a\n\t  b", 90, "a b" }, { "  a ", 90, "a" },
		{ "\033[31mred", 90, "\\u{001B}[31mred" },
		/* RIGHT-TO-LEFT OVERRIDE, POP DIRECTIONAL ISOLATE */
		{ "x\xe2\x80\xaey\xe2\x81\xa9z", 90, "x\\u{202E}y\\u{2069}z" },
		{ "\xff", 90, "\xef\xbf\xbd" }, { "abcdef", 3, "abc..." },
		{ "abc", 3, "abc" }, { "ab cd", 3, "ab..." },
		/* BEH, NO-BREAK SPACE, BEH */
		{ "\xd8\xa8\xc2\xa0\xd8\xa8", 90, "\xd8\xa8 \xd8\xa8" },
	};
	char out[256];

	for (size_t i = 0; i < COUNT(cases); i++) {
		out[0] = '\0';
		talk_clean(out, sizeof(out), cases[i].in,
		    strlen(cases[i].in), cases[i].max);
		cr_expect_str_eq(out, cases[i].out, "%zu: %s", i, out);
	}
	/* A small buffer is never overrun. */
	for (size_t size = 24; size < 64; size++) {
		char *small = malloc(size), text[200];

		memset(text, '\001', sizeof(text));
		small[0] = '\0';
		talk_clean(small, size, text, sizeof(text), 1000);
		cr_expect_lt(strlen(small), size);
		free(small);
	}
}

Test(number, grouped_by_threes)
{
	static const struct {
		uint64_t n;
		const char *s;
	} cases[] = { { 0, "0" }, { 999, "999" }, { 1000, "1,000" },
		{ 1234567, "1,234,567" },
		{ UINT64_MAX, "18,446,744,073,709,551,615" } };

	for (size_t i = 0; i < COUNT(cases); i++)
		cr_expect_str_eq(grouped(cases[i].n), cases[i].s);
	cr_expect_str_eq(bytes_text(999), "999 bytes");
	cr_expect_str_eq(bytes_text(1.5e9), "1.50 GB");
}

/* Every code point there and back; what is not one is U+FFFD. */
Test(glyph, all_code_points)
{
	char utf8[4];
	uint32_t cp;

	for (uint32_t c = 0; c <= 0x10ffff; c++) {
		size_t n = glyph_put(utf8, c);
		int surrogate = c >= 0xd800 && c <= 0xdfff;

		cr_assert_eq(glyph_next(utf8, n, &cp), surrogate ? 1u : n);
		cr_assert_eq(cp, surrogate ? 0xfffdu : c);
		cr_assert_eq(glyph_valid(utf8, n), !surrogate);
		cr_assert(!glyph_hidden(c) || !glyph_space(c));
	}
	/* Cut anywhere, a sequence is one replacement. */
	for (uint32_t c = 0x80; c <= 0x10ffff; c += 97) {
		size_t n = glyph_put(utf8, c);

		if (c >= 0xd800 && c <= 0xdfff)
			continue;
		for (size_t k = 1; k < n; k++) {
			cr_assert_eq(glyph_next(utf8, k, &cp), k);
			cr_assert_eq(cp, 0xfffdu);
		}
	}
}

/* Some are nowhere; the others stand one after another in each file. */
static uint64_t
place_of(int i)
{
	return i % 11 == 3 ? 0 : 1 + (uint64_t)(i % 15000) * 40000;
}

/* Without a bound, and with one that nothing fits in. */
static void
check_docs(uint64_t bound)
{
	struct docs d;
	static const char *const more[] = { "1", "\"1\"", "1", "\"\xff\"",
	    "\"\xef\xbf\xbd\"", "", "" };
	struct docs_walk w = { .n = 0 };
	uint64_t number;
	char id[32];
	size_t n;

	docs_init(&d, bound, NULL);
	cr_expect(d.placed);
	for (int i = 0; i < 30000; i++) {
		int len = snprintf(id, sizeof(id), "\"id-%d\"", i % 20000);

		docs_add(&d, id, (size_t)len, (uint64_t)i,
		    &(struct docs_place){ i < 15000 ? "a" : "b",
		    (uint64_t)i * 3 + 7, place_of(i), 100 + (uint64_t)i });
	}
	for (int i = 0; i < 30000; i += 7) {
		int len = snprintf(id, sizeof(id), "\"id-%d\"", i % 20000);
		const char *s = docs_id(&d, (uint64_t)i, &n);

		cr_assert_eq(n, (size_t)len);
		cr_assert_eq(memcmp(s, id, n), 0);
	}
	/* 1 and "1" are two; what is broken is stored well-formed. */
	for (size_t i = 0; i < 7; i++)
		docs_add(&d, more[i], strlen(more[i]), i,
		    &(struct docs_place){ "b", 1000000 + i * 500, 0, 9 });
	docs_finish(&d);
	cr_expect_eq(d.repeated, 10000 + 3);
	cr_expect_eq(d.repeat, 20000);
	cr_expect_not(d.placed);
	for (uint64_t i = 0; i < 30007; i += i < 29990 ? 1 + i % 5 : 1) {
		const struct docs_place *p = docs_walk_to(&d, &w, i);

		cr_assert_str_eq(p->file, i < 15000 ? "a" : "b");
		cr_assert_eq(p->line, i < 30000 ? i * 3 + 7 :
		    1000000 + (i - 30000) * 500);
		cr_assert_eq(p->at, i < 30000 ? place_of((int)i) : 0);
		cr_assert_eq(p->len, p->at != 0 ? 100 + i : 0);
	}
	docs_walk_end(&w);
	cr_expect_eq(docs_digest(&d, 29999), 29999);
	cr_expect_eq(docs_digest(&d, 30006), 6);
	cr_expect_eq(docs_find(&d, "1", 1, &number), 0);
	cr_expect_eq(number, 30000);
	cr_expect_eq(docs_find(&d, "\"id-7\"", 6, &number), 0);
	cr_expect_eq(number, 7);
	cr_expect_eq(docs_find(&d, "2", 1, &number), -1);
	docs_release(&d);
}

Test(docs, ids_are_found_again)
{
	check_docs(0);
	check_docs(1 << 20);
}

/* Writes the ops of a difference as text: =same ~spelt -a +b. */
static void
diff_text(char *out, const char *a, const char *b)
{
	struct tawam_params p;
	struct tawam_sketcher *s;
	struct worddiff d;

	tawam_params_init(&p, sizeof(p));
	cr_assert_eq(tawam_sketcher_new(&s, &p), 0);
	cr_assert_eq(worddiff(&d, s, a, strlen(a), b, strlen(b)), 0);
	*out = '\0';
	for (size_t i = 0; i < d.nruns; i++) {
		const struct word_run *r = &d.runs[i];

		int is_a = r->op == WORD_ONLY_A;

		out += sprintf(out, "%c%.*s|", "=~-+"[r->op],
		    (int)(is_a ? r->a_end - r->a_start :
		    r->b_end - r->b_start),
		    is_a ? a + r->a_start : b + r->b_start);
	}
	worddiff_release(&d);
	tawam_sketcher_free(s);
}

Test(worddiff, what_a_reader_sees)
{
	static const struct {
		const char *a, *b, *out;
	} cases[] = {
		{ "", "", "" }, { "a b c", "a b c", "=a b c|" },
		{ "a b c", "a x c", "=a|-b|+x|=c|" },
		{ "a b", "a b c d", "=a b|+c d|" },
		{ "a b c", "c", "-a b|=c|" }, { "", "x y", "+x y|" },
		{ "Word one", "word ONE two", "~word ONE|+two|" },
		/* ALEF WITH HAMZA ABOVE, ALEF: one word in two spellings */
		{ "\xd8\xa3\xd8\xa8 x", "\xd8\xa7\xd8\xa8 x",
		    "~\xd8\xa7\xd8\xa8|=x|" },
	};
	char out[512];

	for (size_t i = 0; i < COUNT(cases); i++) {
		diff_text(out, cases[i].a, cases[i].b);
		cr_expect_str_eq(out, cases[i].out, "%zu: %s", i, out);
	}
}

Test(worddiff, gives_up_on_what_is_too_long)
{
	struct tawam_params p;
	struct tawam_sketcher *s;
	struct worddiff d;
	size_t n = 40000;
	char *a = malloc(n), *b = malloc(n);

	for (size_t i = 0; i < n; i++) {
		a[i] = i % 2 == 0 ? 'a' : ' ';
		b[i] = i % 2 == 0 ? 'b' : ' ';
	}
	tawam_params_init(&p, sizeof(p));
	cr_assert_eq(tawam_sketcher_new(&s, &p), 0);
	cr_expect_eq(worddiff(&d, s, a, n, b, n), -1);
	cr_expect_eq(d.nruns, 0u);
	/* Long and the same is no matter. */
	cr_expect_eq(worddiff(&d, s, a, n, a, n), 0);
	cr_expect_eq(d.nruns, 1u);
	worddiff_release(&d);
	tawam_sketcher_free(s);
	free(a);
	free(b);
}

/* Random bytes inside the page: no markup, no control, well-formed. */
Test(html, text_does_nothing)
{
	char path[] = "/tmp/tawam-html-XXXXXX", in[64], *page;
	uint64_t state = 1;
	struct output *o;
	int fd = mkstemp(path);

	cr_assert_neq(fd, -1);
	cr_assert_eq(output_open(&o, path), 0);
	for (int round = 0; round < 20000; round++) {
		static const char *const seeds[] = { "<script>", "&amp;",
			"\"'>", "\xe2\x80\xae", "\xef\xbf\xbf", "\xff\xc0",
			"\xf0\x9f\x98\x80\xef\xb8\x8f", "\r\n", "\x01\x7f" };
		size_t n = 0;

		while (n < 40) {
			const char *s;

			state = state * 6364136223846793005u + 1;
			s = seeds[(state >> 40) % COUNT(seeds)];
			memcpy(in + n, s, strlen(s));
			n += strlen(s);
		}
		html_text(o, in, n - round % 8);
	}
	cr_assert_eq(output_commit(o), 0);
	page = read_file(path);
	cr_expect(glyph_valid(page, strlen(page)));
	cr_expect_null(strstr(page, "<s"));
	cr_expect_null(strchr(page, '\''));
	for (const char *s = page; *s != '\0';) {
		uint32_t cp;

		s += glyph_next(s, 4, &cp);
		cr_assert(!glyph_hidden(cp) || cp == 0xfe0f, "%04x", cp);
		cr_assert_neq(cp, (uint32_t)'\r');
	}
	/* Every "<" is ours. */
	for (const char *s = page; (s = strchr(s, '<')) != NULL; s++)
		cr_assert(strncmp(s, "<i class=\"u\"", 12) == 0 ||
		    strncmp(s, "</i>", 4) == 0);
	free(page);
	close(fd);
	unlink(path);
}

static int
no_cluster(void *arg, const struct tawam_cluster *c)
{
	(void)c;
	++*(int *)arg;
	return 0;
}

Test(pick, the_largest_clusters_and_their_texts)
{
	static const char *const base[] = {
		"the minister opened the new road around the old town today",
		"a rare manuscript was found in the library of the old city",
		"the team won the last match of the season in front of many",
	};
	static const int copies[] = { 2, 5, 3 };
	struct tawam_corpus *c;
	struct tawam_params p;
	struct tawam_doc d;
	struct pick_limits limits = { 2, 3, 0, 0, 0, 1000 };
	struct pick shown;
	uint64_t doc = 0;
	int n = 0;

	tawam_params_init(&p, sizeof(p));
	cr_assert_eq(tawam_corpus_new(&c, &p), 0);
	tawam_doc_init(&d, sizeof(d));
	for (int round = 0; round < 5; round++) {
		for (int i = 0; i < 3; i++) {
			if (round >= copies[i])
				continue;
			d.text = base[i];
			d.len = strlen(base[i]);
			cr_assert_eq(tawam_corpus_add(c, &d, NULL), 0);
		}
	}
	cr_assert_eq(tawam_corpus_run(c), 0);
	cr_assert_eq(tawam_corpus_clusters(c, no_cluster, &n), 0);
	cr_assert_eq(n, 3);
	cr_assert_eq(pick(&shown, c, &limits), 0);
	cr_assert_eq(shown.nclusters, 2u);
	cr_expect_eq(shown.total, 3u);
	cr_expect_eq(shown.clusters[0].size, 5u);
	cr_expect_eq(shown.clusters[0].nmembers, 3u);
	cr_expect_eq(shown.clusters[1].size, 3u);
	cr_expect_eq(shown.clusters[1].nmembers, 2u);
	cr_expect_eq(shown.ntexts, 7u);
	for (doc = 0; doc < 10; doc++)
		pick_give(&shown, doc, "text", 4, NULL, 0);
	for (size_t i = 0; i < shown.ntexts; i++)
		cr_expect_eq(shown.texts[i].len, 4u);
	cr_expect_null(pick_find(&shown, 0));
	cr_expect_not_null(pick_find(&shown, shown.clusters[0].keep));
	pick_release(&shown);
	/* However few are kept in mind. */
	limits.clusters = 1;
	cr_assert_eq(pick(&shown, c, &limits), 0);
	cr_assert_eq(shown.nclusters, 1u);
	cr_expect_eq(shown.total, 3u);
	cr_expect_eq(shown.clusters[0].size, 5u);
	pick_release(&shown);
	/* Every pair is exact; as if they did not join, between survivors. */
	limits.clusters = 0;
	limits.pairs = 5;
	cr_assert_eq(pick(&shown, c, &limits), 0);
	cr_expect_eq(shown.ntexts, 0u);
	cr_expect_eq(shown.pairs[TAWAM_EXACT].total, 0u);
	pick_release(&shown);
	tawam_corpus_free(c);
}
