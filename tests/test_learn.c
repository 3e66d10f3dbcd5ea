/*
 * test_learn.c - lines that many pages of a source have: against counting
 * them all.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "helpers.h"

#define PAGES	900
#define LINES	60
#define SOURCES	7
#define PER_PAGE	12

/* "God's prayer be upon him" */
#define BLESSING \
	"\u0635\u0644\u0649 \u0627\u0644\u0644\u0647 " \
	"\u0639\u0644\u064A\u0647 \u0648\u0633\u0644\u0645"

struct world {
	char line[LINES][240];
	int length[LINES];	/* of the form */
	char *text[PAGES];
	int source[PAGES];
	/* Pages of a source that have a line, and all. */
	int pages[LINES][SOURCES], all[SOURCES];
	int seen[LINES][SOURCES];	/* by the learner */
	int rows;
};

static const char *const names[SOURCES] = { NULL, "one.example",
	"two.example", "Three", "four.example", "five.example",
	"six.example" };

/* As a page gives it. */
static const char *const given[SOURCES] = { NULL, "https://www.one.example/a",
	"http://two.example:80", "Three", "four.example",
	"http://u@five.example?x", "HTTPS://six.example/" };

/* Lines of many lengths; a few hold a blessing. */
static void
make_lines(struct world *w, uint64_t *state)
{
	for (int i = 0; i < LINES; i++) {
		int n = i < 40 ? 8 + (int)(rnd(state) % 60) :
		    i < 50 ? 1 + (int)(rnd(state) % 7) :
		    195 + (int)(rnd(state) % 12);

		for (int k = 0; k < n; k++)
			w->line[i][k] = (char)('a' + rnd(state) % 26);
		w->line[i][n] = '\0';
		w->length[i] = n;
		if (i < 4) {
			strcpy(w->line[i] + n, " " BLESSING);
			w->length[i] += 20;
		}
	}
}

static void
make_pages(struct world *w, uint64_t *state)
{
	for (int p = 0; p < PAGES; p++) {
		char page[PER_PAGE * 300];
		int s = (int)(rnd(state) % SOURCES), has[LINES] = { 0 };
		size_t len = 0;

		for (int k = 0; k < PER_PAGE; k++) {
			/* The first are frequent; two in three are of one
			 * source or two. */
			int i = (int)(rnd_unit(state) * rnd_unit(state) *
			    LINES);

			if (i % 3 != 0 && i % SOURCES != s &&
			    (i + i % 2) % SOURCES != s)
				continue;
			len += (size_t)snprintf(page + len,
			    sizeof(page) - len, "%s%s%s\n",
			    k % 2 == 0 ? "  * " : "", w->line[i],
			    rnd(state) % 4 == 0 ? " !" : "");
			if (!has[i]++)
				w->pages[i][s]++;
		}
		w->all[s]++;
		w->source[p] = s;
		page[len] = '\0';
		w->text[p] = strdup(page);
		cr_assert_not_null(w->text[p]);
	}
}

/* How many sources have the line, in any page. */
static int
sources_of(const struct world *w, int i)
{
	int n = 0;

	for (int s = 0; s < SOURCES; s++)
		n += w->pages[i][s] > 0;
	return n;
}

static void
add_pages(struct tawam_learner *l, const struct world *w)
{
	struct tawam_page p;

	tawam_page_init(&p, sizeof(p));
	for (int i = 0; i < PAGES; i++) {
		p.text = w->text[i];
		p.len = strlen(p.text);
		p.source = given[w->source[i]];
		p.sourcelen = p.source != NULL ? strlen(p.source) : 0;
		cr_assert_eq(tawam_learner_add(l, &p), 0);
	}
}

static int
take(void *arg, const struct tawam_learned *l)
{
	struct world *w = arg;
	int i = 0, s = 0;

	while (i < LINES && (strncmp(w->line[i], l->line,
	    strlen(w->line[i])) != 0 || l->len - strlen(w->line[i]) > 2))
		i++;
	cr_assert_lt(i, LINES, "an unknown line");
	while (s < SOURCES && (strlen(names[s] != NULL ? names[s] : "") !=
	    l->sourcelen || strncasecmp(names[s] != NULL ? names[s] : "",
	    l->source, l->sourcelen) != 0))
		s++;
	cr_assert_lt(s, SOURCES, "an unknown source");
	cr_expect_eq(l->pages, (uint64_t)w->pages[i][s]);
	cr_expect_eq(l->category, i < 4 ? TAWAM_LINE_FORMULA :
	    TAWAM_LINE_FRAME);
	w->seen[i][s]++;
	w->rows++;
	return 0;
}

Test(learn, as_if_all_were_counted)
{
	static struct world w;
	struct tawam_segmenter *x;
	struct tawam_learner *l;
	uint64_t state = 3;
	int learned = 0, spread = 0;

	make_lines(&w, &state);
	make_pages(&w, &state);
	cr_assert_eq(tawam_segmenter_new(&x, NULL), 0);
	cr_assert_eq(tawam_learner_new(&l, x), 0);
	add_pages(l, &w);
	cr_expect_eq(tawam_learner_each(l, take, &w), TAWAM_ESTATE);
	cr_assert_eq(tawam_learner_turn(l), 0);
	cr_expect_eq(tawam_learner_turn(l), TAWAM_ESTATE);
	add_pages(l, &w);
	cr_assert_eq(tawam_learner_each(l, take, &w), 0);
	for (int i = 0; i < LINES; i++)
		for (int s = 0; s < SOURCES; s++) {
			int want = w.pages[i][s] >= 5 &&
			    w.pages[i][s] * 1000 >= w.all[s] &&
			    w.length[i] >= 8 && w.length[i] <= 200 &&
			    sources_of(&w, i) <= 3;

			cr_expect_eq(w.seen[i][s], want, "line %d of source "
			    "%d: %d pages, %d sources, %d long", i, s,
			    w.pages[i][s], sources_of(&w, i), w.length[i]);
			learned += want;
			spread += w.pages[i][s] >= 5 && !want;
		}
	/* The world has both. */
	cr_expect_gt(learned, 10);
	cr_expect_gt(spread, 10);
	for (int i = 0; i < PAGES; i++)
		free(w.text[i]);
	tawam_learner_free(l);
	tawam_segmenter_free(x);
}

struct table {
	char text[4096];
	size_t len;
};

static int
write_row(void *arg, const struct tawam_learned *l)
{
	struct table *t = arg;

	cr_assert_lt(t->len + l->len, sizeof(t->text) - 64);
	t->len += (size_t)sprintf(t->text + t->len, "%s\texact\t%.*s\t%.*s"
	    "\t%d\n", tawam_category_name(l->category), (int)l->len, l->line,
	    (int)l->sourcelen, l->source, (int)l->pages);
	return 0;
}

static int
count_unit(void *arg, const struct tawam_unit *u)
{
	(void)u;
	++*(int *)arg;
	return 0;
}

/* What was learned of hostile lines, written and read again, takes them out:
 * of pages of that source, and of no other. */
Test(learn, what_is_written_can_be_read)
{
	static const char page[] = "a line\twith a tab\n# no comment at all\n"
	    "broken \xD8 bytes \xFF\xFE here\ncontrols \x01\x02 in a line\r\n"
	    "\u200Fdirection marks\u200E\n\u2022 \u0642\u0640\u0627\u0644 "
	    "\u0627\u0644\u0645\u0648\u0642\u0639\nframe\texact\tx y z w\n";
	static const char *const sources[] = { "https://a.example:8080/x",
		"b.example" };
	struct tawam_segmenter *x;
	struct tawam_learner *l;
	struct table t = { .len = 0 };
	struct tawam_page p;
	int units;

	tawam_page_init(&p, sizeof(p));
	p.text = page;
	p.len = sizeof(page) - 1;
	cr_assert_eq(tawam_segmenter_new(&x, NULL), 0);
	cr_assert_eq(tawam_learner_new(&l, x), 0);
	for (int i = 0; i < 12; i++) {
		p.source = sources[0];
		p.sourcelen = strlen(p.source);
		cr_assert_eq(tawam_learner_add(l, &p), 0);
		if (i == 5)
			cr_assert_eq(tawam_learner_turn(l), 0);
	}
	cr_assert_eq(tawam_learner_each(l, write_row, &t), 0);
	tawam_learner_free(l);
	cr_assert_eq(tawam_segmenter_read(x, t.text, t.len, NULL), 0, "%s",
	    t.text);
	p.unit = count_unit;
	p.arg = &units;
	for (int i = 0; i < 2; i++) {
		p.source = sources[i];
		p.sourcelen = strlen(p.source);
		units = 0;
		cr_assert_eq(tawam_segment(x, &p), 0);
		cr_expect_eq(units, i);
	}
	tawam_segmenter_free(x);
}

/* A page that has a line twice has it once; the table's lines and what is no
 * page are not learned; what was learned is a table. */
Test(learn, pages_are_counted)
{
	static const char page[] = "our own line\nour own line\n"
	    "\u0625\u0639\u0644\u0627\u0646\n\xFF\xFE not UTF-8 \x01 here\n";
	struct tawam_segmenter *x;
	struct tawam_learner *l;
	struct world w = { .rows = 0 };
	struct tawam_page p;

	strcpy(w.line[0], "our own line");
	cr_assert_eq(tawam_segmenter_new(&x, NULL), 0);
	cr_assert_eq(tawam_learner_new(&l, x), 0);
	tawam_page_init(&p, sizeof(p));
	p.text = page;
	p.len = strlen(page);
	for (int pass = 0; pass < 2; pass++) {
		for (int i = 0; i < 4; i++)
			cr_assert_eq(tawam_learner_add(l, &p), 0);
		if (pass == 0)
			tawam_learner_turn(l);
	}
	cr_assert_eq(tawam_learner_each(l, take, &w), 0);
	cr_expect_eq(w.rows, 0);
	tawam_learner_free(l);
	tawam_segmenter_free(x);
}
