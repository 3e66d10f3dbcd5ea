/*
 * test_segment.c - scraped pages as articles and headlines.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "helpers.h"

/* "read also", "advertisement", "the source: Reuters", "the end". */
#define READ_ALSO \
	"\u0625\u0642\u0631\u0623 \u0623\u064A\u0636\u0627\u064B"
#define AD		"\u0625\u0639\u0644\u0627\u0646"
#define SOURCE		"\u0627\u0644\u0645\u0635\u062F\u0631"
#define THE_END		"// \u0627\u0646\u062A\u0647\u0649 //"
/* "in the name of God, the Merciful, the Compassionate" */
#define BASMALA \
	"\u0628\u0633\u0645 \u0627\u0644\u0644\u0647 " \
	"\u0627\u0644\u0631\u062D\u0645\u0646 " \
	"\u0627\u0644\u0631\u062D\u064A\u0645"

#define BODY(x) \
	x " is a paragraph of an article, so long that it is no headline " \
	"of any kind, and it ends with a full stop as paragraphs do."

#define MAX_UNITS	64

/* What tawam_segment said, copied. */
struct said {
	struct tawam_unit unit[MAX_UNITS];
	char *text[MAX_UNITS], *head[MAX_UNITS], *core[MAX_UNITS];
	char *source[MAX_UNITS];
	struct tawam_line *lines[MAX_UNITS];
	size_t n;
	struct tawam_line frame[MAX_UNITS];
	size_t nframe;
};

static char *
copy(const char *p, size_t n)
{
	char *s = malloc(n + 1);

	cr_assert_not_null(s);
	if (n > 0)
		memcpy(s, p, n);
	s[n] = '\0';
	return s;
}

static int
take_unit(void *arg, const struct tawam_unit *u)
{
	struct said *s = arg;
	size_t size = u->nlines * sizeof(*u->lines);

	if (s->n == MAX_UNITS)
		return 1;
	s->unit[s->n] = *u;
	s->head[s->n] = copy(u->head, u->headlen);
	s->text[s->n] = copy(u->text, u->len);
	s->core[s->n] = copy(u->core, u->corelen);
	s->source[s->n] = copy(u->source, u->sourcelen);
	s->lines[s->n] = malloc(size);
	cr_assert_not_null(s->lines[s->n]);
	memcpy(s->lines[s->n++], u->lines, size);
	return 0;
}

static int
take_frame(void *arg, const struct tawam_line *l)
{
	struct said *s = arg;

	if (s->nframe < MAX_UNITS)
		s->frame[s->nframe++] = *l;
	return 0;
}

static void
say_no_more(struct said *s)
{
	for (size_t i = 0; i < s->n; i++) {
		free(s->head[i]);
		free(s->text[i]);
		free(s->core[i]);
		free(s->source[i]);
		free(s->lines[i]);
	}
	memset(s, 0, sizeof(*s));
}

static void
ask(struct tawam_segmenter *x, const char *text, size_t len,
    const char *source, struct said *out)
{
	struct tawam_page p;

	memset(out, 0, sizeof(*out));
	tawam_page_init(&p, sizeof(p));
	p.text = text;
	p.len = len;
	p.source = source;
	p.sourcelen = source != NULL ? strlen(source) : 0;
	p.unit = take_unit;
	p.frame = take_frame;
	p.arg = out;
	cr_assert_geq(tawam_segment(x, &p), 0);
}

static struct tawam_segmenter *
segmenter(const char *table)
{
	struct tawam_segmenter *x;
	uint64_t line;

	cr_assert_eq(tawam_segmenter_new(&x, NULL), 0);
	cr_assert_eq(tawam_segmenter_read(x, table, strlen(table), &line), 0);
	return x;
}

/* The class, the lines of head and text, and "+" when linked, of each. */
static void
shape(const struct said *s, char *out, size_t size)
{
	size_t at = 0;

	out[0] = '\0';
	for (size_t i = 0; i < s->n; i++) {
		size_t heads = s->head[i][0] != '\0', texts = 1;

		for (const char *p = s->head[i]; *p != '\0'; p++)
			heads += *p == '\n';
		for (const char *p = s->text[i]; *p != '\0'; p++)
			texts += *p == '\n';
		at += (size_t)snprintf(out + at, size - at, "%s%s%zu+%zu%s",
		    i > 0 ? " " : "", s->unit[i].kind == TAWAM_ARTICLE ?
		    "a" : "h", heads, texts, s->unit[i].linked ? "*" : "");
	}
}

/* A page a line of the table, and what it is made of. */
static const struct {
	const char *page, *shape;
} pages[] = {
	{ "", "" },
	{ " \n\r\n\t\n- \n***\n...\n", "" },
	{ "A headline alone", "h0+1" },
	{ "A sentence alone.", "a0+1" },
	{ "Verse\nand verse", "a0+2" },
	{ "A title\n\n" BODY("a"), "a1+1" },
	{ "A title\nand another\n" BODY("a") "\nand short\n" BODY("b"),
	    "a2+3" },
	{ "one\ntwo\nthree\n" BODY("a"), "a0+4" },
	{ BODY("a") "\n" AD "\n" BODY("b"), "a0+2" },
	{ BODY("a") "\n" READ_ALSO ":\nA heading\n" BODY("b") "\n" BODY("c"),
	    "a0+1 a1+2*" },
	{ BODY("a") "\n" READ_ALSO "\nA heading\nin two\n" BODY("b"),
	    "a0+1 a2+1*" },
	{ BODY("a") "\n" READ_ALSO "\n* one\n* two\n* three\n" BODY("b"),
	    "a0+1 h0+1 h0+1 h0+1 a0+1" },
	{ BODY("a") "\n" READ_ALSO "\n* one\n* two\n", "a0+1 h0+1 h0+1" },
	/* A link inside an article does not end it. */
	{ BODY("a") "\n" READ_ALSO ": what else there was\n" BODY("b"),
	    "a0+2 h0+1" },
	/* As long as a paragraph, but the only one. */
	{ READ_ALSO "\nA heading that is so long that it would not be taken "
	    "for one anywhere else, but it is the first thing that is there "
	    "to be read", "h0+1" },
	/* A marker whose links were lost does not either. */
	{ BODY("a") "\n" READ_ALSO "\n" BODY("b"), "a0+2" },
	{ BODY("a") "\n" THE_END "\n19:23\n", "a0+1" },
	{ BODY("a") "\n" THE_END "\n19:23\nA title that is no time of day\n"
	    BODY("b"), "a0+1 a1+1" },
	{ READ_ALSO "\n" READ_ALSO "\n" AD "\n", "" },
	/* A word of the table inside a line is text. */
	{ AD " " AD " " AD "\n" BODY("a"), "a1+1" },
	{ BODY("a") "\n" SOURCE ": Reuters\n" BODY("b"), "a0+2" },
};

Test(segment, pages)
{
	struct tawam_segmenter *x = segmenter("");

	for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		struct said s;
		char got[256];

		ask(x, pages[i].page, strlen(pages[i].page), NULL, &s);
		shape(&s, got, sizeof(got));
		cr_expect_str_eq(got, pages[i].shape, "page %zu: %s, not %s",
		    i, got, pages[i].shape);
		say_no_more(&s);
	}
	tawam_segmenter_free(x);
}

Test(segment, source_and_notes)
{
	static const char page[] = SOURCE ": \u0648\n" BODY("a") "\n" AD "\n"
	    SOURCE " : Reuters \n" READ_ALSO "\nA heading\n" BODY("b");
	struct tawam_segmenter *x = segmenter("");
	struct said s;

	ask(x, page, strlen(page), NULL, &s);
	cr_assert_eq(s.n, 2);
	/* The first one of two, and that of no other article. */
	cr_expect_str_eq(s.source[0], "\u0648");
	cr_expect_eq(s.unit[0].nlines, 3);
	cr_expect_eq(s.lines[0][0].category, TAWAM_LINE_SOURCE);
	cr_expect_eq(s.lines[0][2].category, TAWAM_LINE_SOURCE);
	cr_expect_eq(s.unit[1].sourcelen, 0);
	cr_assert_eq(s.nframe, 2);
	cr_expect_eq(s.frame[0].category, TAWAM_LINE_AD);
	cr_expect_eq(s.frame[1].category, TAWAM_LINE_SPLIT);
	say_no_more(&s);
	tawam_segmenter_free(x);
}

/* A formula stays in the text and leaves what is compared, when there is
 * enough besides. */
Test(segment, formulas_weigh_nothing)
{
	static const char page[] = BASMALA "\n" BODY("a") "\n" BODY("b");
	static const char brief[] = BASMALA "\nlittle else.";
	struct tawam_segmenter *x = segmenter("");
	struct said s;

	ask(x, page, strlen(page), NULL, &s);
	cr_assert_eq(s.n, 1);
	cr_expect_str_eq(s.head[0], BASMALA);
	cr_expect_str_eq(s.core[0], BODY("a") "\n" BODY("b"));
	cr_expect_eq(s.nframe, 0);
	say_no_more(&s);
	ask(x, brief, strlen(brief), NULL, &s);
	cr_assert_eq(s.n, 1);
	cr_expect_str_eq(s.core[0], BASMALA "\nlittle else.");
	say_no_more(&s);
	tawam_segmenter_free(x);
}

Test(segment, tables)
{
	static const char table[] = "\xEF\xBB\xBF# mine\r\n\r\n"
	    "frame\texact\tGo back home\n"
	    "frame\tprefix\tSee our shop\tx\n"
	    "ad\tcolon\tSponsor\t\tseen 12 times\t\t\n"
	    "text\texact\t" AD "\n"
	    "frame\texact\tOf one site\thttps://WWW.Example.org:80/a?b\n";
	static const struct {
		const char *line, *source;
		int out;
	} rows[] = {
		{ "Go back home", NULL, 1 }, { "go  BACK, home!", NULL, 1 },
		{ "Go back home now", NULL, 0 },
		{ "See our shop", "x", 1 }, { "See our shops", "x", 0 },
		{ "See our shop today", "x", 1 },
		{ "See our shop today", NULL, 0 },
		{ "See our shop: there is so much in it today", "x", 1 },
		{ "See our shop where there is so much that it", "x", 0 },
		{ "Sponsor", NULL, 1 }, { "Sponsor: Acme", NULL, 1 },
		{ "Sponsor Acme", NULL, 0 },
		{ AD, NULL, 0 },
		{ "Of one site", "example.org", 1 },
		{ "Of one site", "http://u@example.org/other", 1 },
		{ "Of one site", "example.net", 0 },
		{ "Of one site", NULL, 0 },
	};
	struct tawam_segmenter *x = segmenter(table);

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char page[512];
		struct said s;

		snprintf(page, sizeof(page), "%s\n%s\n%s", BODY("a"),
		    rows[i].line, BODY("b"));
		ask(x, page, strlen(page), rows[i].source, &s);
		cr_expect_eq(s.nframe, (size_t)rows[i].out, "row %zu", i);
		cr_expect_eq(s.n, 1);
		say_no_more(&s);
	}
	tawam_segmenter_free(x);
}

Test(segment, tables_that_are_wrong)
{
	static const struct {
		const char *table;
		uint64_t line;
	} rows[] = {
		{ "frame\texact\n", 1 }, { "#\nframe\n", 2 },
		{ "frame\texact\t...\n", 1 }, { "frames\texact\ta\n", 1 },
		{ "ad\texact\tb\n\nad\tsome\ta\n", 3 },
		{ "\t\t\n", 1 }, { "ad exact a", 1 },
	};
	char longest[256] = "ad\texact\t";
	struct tawam_segmenter *x = segmenter("");
	uint64_t line;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		cr_expect_eq(tawam_segmenter_read(x, rows[i].table,
		    strlen(rows[i].table), &line), TAWAM_EFORMAT);
		cr_expect_eq(line, rows[i].line, "row %zu", i);
	}
	memset(longest + 9, 'x', 201);
	cr_expect_eq(tawam_segmenter_read(x, longest, 9 + 200, NULL), 0);
	cr_expect_eq(tawam_segmenter_read(x, longest, 9 + 201, NULL),
	    TAWAM_EFORMAT);
	cr_expect_eq(tawam_segmenter_read(x, NULL, 0, NULL), 0);
	tawam_segmenter_free(x);
}

/* What must hold for any bytes. */
static void
check_units(const char *text, size_t len, const struct said *s)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct tawam_unit *u = &s->unit[i];
		char *joined = malloc(len + u->nlines);
		size_t at = 0, k = 0, texts = 0;

		cr_assert_eq(u->number, i + 1);
		cr_assert(u->start < u->end && u->end <= len);
		cr_assert(i == 0 || u->start > s->unit[i - 1].start);
		for (; k < u->nlines; k++) {
			const struct tawam_line *l = &s->lines[i][k];

			cr_assert(l->start < l->end && l->end <= len);
			cr_assert(k == 0 || l->start >= s->lines[i][k - 1].end);
			if (l->category != TAWAM_LINE_TEXT &&
			    l->category != TAWAM_LINE_FORMULA)
				continue;
			cr_assert(l->start >= u->start && l->end <= u->end);
			if (texts++ > 0)
				joined[at++] = '\n';
			memcpy(joined + at, text + l->start,
			    l->end - l->start);
			at += l->end - l->start;
			if (texts == u->nhead) {
				cr_assert_eq(u->headlen, at);
				cr_assert_eq(memcmp(s->head[i], joined, at), 0);
				cr_assert_eq(u->head_end, l->end);
				cr_assert_eq(u->head_start, u->start);
			}
		}
		cr_assert_eq(u->wholelen, at);
		cr_assert_eq(u->len, at - u->headlen - (u->headlen > 0));
		cr_assert_eq(memcmp(s->text[i], joined + at - u->len, u->len),
		    0);
		cr_assert(texts > u->nhead);
		free(joined);
	}
}

/* The text of an article is that article. */
static void
check_again(struct tawam_segmenter *x, const struct said *s)
{
	for (size_t i = 0; i < s->n; i++) {
		struct said again;

		if (s->unit[i].kind != TAWAM_ARTICLE)
			continue;
		ask(x, s->text[i], s->unit[i].len, NULL, &again);
		cr_assert_eq(again.n, 1);
		cr_expect_eq(again.unit[0].kind, TAWAM_ARTICLE);
		cr_expect_eq(again.unit[0].headlen, 0);
		cr_expect_eq(again.unit[0].len, s->unit[i].len);
		cr_expect_str_eq(again.text[0], s->text[i]);
		say_no_more(&again);
	}
}

/* Lines of every kind, and bytes of none. */
static const char *const pieces[] = {
	BODY("a"), BODY("b"), "A headline of some length", "short", "brief.",
	READ_ALSO, READ_ALSO ":", READ_ALSO ": a link inside", AD, SOURCE,
	SOURCE ": \u0648", THE_END, "19:23", BASMALA, "* an item of a list",
	"- another", "...", "", " \t", "\xC3", "\x80\x80", "\xEF\xBB\xBF",
	"\u200F\u202B", "a\0b", "- -5", "\xE2\x80", ":", "|", ": : :",
	"Is this a question that somebody asks himself over and over, too?",
};
#define NPIECES	(sizeof(pieces) / sizeof(pieces[0]))

Test(segment, properties)
{
	struct tawam_segmenter *x = segmenter("frame\tprefix\tshort\n");
	uint64_t state = 11;

	for (int round = 0; round < 4000; round++) {
		char page[8192];
		size_t len = 0, n = rnd(&state) % 30;
		struct said s;

		for (size_t i = 0; i < n; i++) {
			const char *p = pieces[rnd(&state) % NPIECES];
			size_t k = strlen(p);

			memcpy(page + len, p, k);
			len += k;
			if (rnd(&state) % 8 != 0)
				page[len++] = '\n';
			else if (len > 0 && rnd(&state) % 2 == 0)
				page[rnd(&state) % len] = (char)rnd(&state);
		}
		ask(x, page, len, NULL, &s);
		check_units(page, len, &s);
		check_again(x, &s);
		say_no_more(&s);
	}
	tawam_segmenter_free(x);
}

Test(segment, a_callback_may_stop_it)
{
	struct tawam_segmenter *x = segmenter("");
	struct tawam_page p;
	struct said s = { .n = MAX_UNITS };

	tawam_page_init(&p, sizeof(p));
	p.text = "A headline";
	p.len = strlen(p.text);
	p.unit = take_unit;
	p.arg = &s;
	cr_expect_eq(tawam_segment(x, &p), 1);
	p.unit = NULL;
	cr_expect_eq(tawam_segment(x, &p), 0);
	p.size = 8;
	cr_expect_eq(tawam_segment(x, &p), TAWAM_EINVAL);
	tawam_segmenter_free(x);
}

/* A line a page too many, and it is one line. */
Test(segment, more_lines_than_a_page_has)
{
	static char page[(2 << 20) + 16];
	struct tawam_segmenter *x = segmenter("");
	size_t len = 2 << 20;
	struct said s;

	for (size_t i = 0; i < len; i += 2)
		memcpy(page + i, "a\n", 2);
	ask(x, page, len, NULL, &s);
	cr_assert_eq(s.n, 1);
	cr_expect_eq(s.unit[0].nlines, (size_t)1 << 20);
	say_no_more(&s);
	memcpy(page + len, "\nb.\n \n", 7);
	ask(x, page, len + 7, NULL, &s);
	cr_assert_eq(s.n, 1);
	cr_expect_eq(s.unit[0].kind, TAWAM_ARTICLE);
	cr_expect_eq(s.unit[0].nlines, 1);
	cr_expect_eq(s.unit[0].start, 0);
	cr_expect_eq(s.unit[0].end, len + 3);
	cr_expect_eq(s.unit[0].len, len + 3);
	say_no_more(&s);
	tawam_segmenter_free(x);
}

Test(segment, names)
{
	for (int i = 0; i < TAWAM_NCATEGORIES; i++)
		cr_expect_eq(tawam_category_parse(tawam_category_name(
		    (enum tawam_category)i)), i);
	cr_expect_eq(tawam_category_parse("unknown"), -1);
	cr_expect_str_eq(tawam_category_name(99), "unknown");
	cr_expect_str_eq(tawam_class_name(TAWAM_HEADLINE), "headline");
}

/* The page the project began with. */
Test(segment, shared_page)
{
	const char *path = shared_path("data/marib_page.txt");
	struct tawam_segmenter *x;
	struct said s;
	char got[256], *page;
	size_t len;

	if (path == NULL)
		cr_skip();
	page = read_file(path, &len);
	cr_assert_not_null(page);
	x = segmenter("");
	ask(x, page, len, NULL, &s);
	shape(&s, got, sizeof(got));
	cr_expect_str_eq(got, "a0+13 a1+6* h0+1 h0+1 h0+1 h0+1 h0+1 h0+1 "
	    "h0+1 h0+1 h0+1 h0+1");
	cr_expect_eq(s.unit[0].nlines, 14);
	cr_expect_eq(s.lines[0][13].category, TAWAM_LINE_SOURCE);
	cr_expect_gt(s.unit[0].sourcelen, 0);
	/* Three markers and an advertisement. */
	cr_expect_eq(s.nframe, 3);
	cr_expect_str_eq(s.text[11], s.head[1]);
	check_units(page, len, &s);
	check_again(x, &s);
	say_no_more(&s);
	tawam_segmenter_free(x);
	free(page);
}
