/*
 * test_judge_made.c - the judge on made pairs: corrections, new issues of a
 * frame, datelines, numbers in words, number formats.
 *
 * Seeded: the counts are the same in every run, and are printed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "compare/judge.h"
#include "compare/words.h"
#include "helpers.h"
#include "test_judge.h"
#include "test_judge_texts.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))
#define TEXT_MAX	32768
#define SLOTS_MAX	256

enum style {
	PLAIN,
	WORDS,		/* numbers in words, months of another region */
	FORMATS		/* other marks, orders and digits */
};

/* What fills the slots of a text. */
struct filling {
	struct {
		char kind;
		int key;
		unsigned value;
	} slot[SLOTS_MAX];
	size_t n;
};

struct writer {
	char *p;
	size_t n;
};

static void
put(struct writer *w, const char *s)
{
	size_t n = strlen(s);

	cr_assert_lt(w->n + n, TEXT_MAX);
	memcpy(w->p + w->n, s, n + 1);
	w->n += n;
}

static const char *const *
list_of(char kind, size_t *n)
{
	static const struct {
		char kind;
		const char *const *list;
		size_t n;
	} lists[] = {
		{ 'm', persons, COUNT(persons) },
		{ 'c', places, COUNT(places) },
		{ 's', countries, COUNT(countries) },
		{ 'o', companies, COUNT(companies) },
		{ 'f', teams, COUNT(teams) },
		{ 'w', weekdays, COUNT(weekdays) },
		{ 'r', rounds, COUNT(rounds) },
	};

	for (size_t i = 0; i < COUNT(lists); i++) {
		if (lists[i].kind == kind) {
			*n = lists[i].n;
			return lists[i].list;
		}
	}
	*n = 0;
	return NULL;
}

static unsigned
below(uint64_t *state, unsigned n)
{
	return (unsigned)(rnd(state) % n);
}

static unsigned
draw_value(char kind, uint64_t *state)
{
	size_t n;

	if (list_of(kind, &n) != NULL)
		return below(state, (unsigned)n);
	switch (kind) {
	case 'n':
		return 101 + below(state, 899);
	case 't':
		return 11 + below(state, 89);
	case 'k':
		return 1001 + below(state, 98999);
	case 'p':
		return 11 + below(state, 190);
	case 'd':
		return (1 + below(state, 12)) * 100 + 1 + below(state, 28);
	default:
		return (12 + below(state, 9)) * 60 + 5 * below(state, 12);
	}
}

static size_t
find_slot(const struct filling *f, char kind, int key)
{
	size_t i = 0;

	while (i < f->n && (f->slot[i].kind != kind || f->slot[i].key != key))
		i++;
	return i;
}

static int
is_taken(const struct filling *f, char kind, unsigned value)
{
	for (size_t i = 0; i < f->n; i++) {
		if (f->slot[i].kind == kind && f->slot[i].value == value)
			return 1;
	}
	return 0;
}

static void
fill(const char *text, struct filling *f, uint64_t *state)
{
	int zero = 1000;

	f->n = 0;
	for (const char *p = text; (p = strchr(p, '#')) != NULL; p += 3) {
		int key = p[2] == '0' ? zero++ : p[2];
		unsigned value;

		if (find_slot(f, p[1], key) < f->n)
			continue;
		cr_assert_lt(f->n, SLOTS_MAX);
		do {
			value = draw_value(p[1], state);
		} while (is_taken(f, p[1], value));
		f->slot[f->n].kind = p[1];
		f->slot[f->n].key = key;
		f->slot[f->n++].value = value;
	}
}

static void
put_words(struct writer *w, unsigned v)
{
	static const char *const units[] = { "", "wAHd", "AvnAn", "vlAvp",
		">rbEp", "xmsp", "stp", "sbEp", "vmAnyp", "tsEp", "E$rp" };
	static const char *const tens[] = { "", "", "E$ryn", "vlAvyn",
		">rbEyn", "xmsyn", "styn", "sbEyn", "vmAnyn", "tsEyn" };
	static const char *const hundreds[] = { "", "m}p", "m}tyn",
		"vlAvm}p", ">rbEmA}p", "xmsm}p", "st m}p", "sbEmA}p",
		"vmAnm}p", "tsEm}p" };

	if (v >= 100) {
		put(w, hundreds[v / 100]);
		v %= 100;
		if (v != 0)
			put(w, " w");
	}
	if (v > 10 && v < 20) {
		put(w, v == 11 ? ">Hd" : v == 12 ? "AvnY" : units[v % 10]);
		put(w, " E$r");
	} else if (v > 20 && v % 10 != 0) {
		put(w, units[v % 10]);
		put(w, " w");
		put(w, tens[v / 10]);
	} else if (v >= 20) {
		put(w, tens[v / 10]);
	} else if (v != 0) {
		put(w, units[v]);
	}
}

/* U+0660 and up instead of ASCII digits. */
static void
put_indic(struct writer *w, const char *digits)
{
	for (; *digits != '\0'; digits++) {
		char c[3] = { '\xd9', (char)('\xa0' + *digits - '0'), 0 };

		put(w, c);
	}
}

static void
put_number(struct writer *w, char kind, unsigned v, enum style style,
    uint64_t *state)
{
	unsigned way = style == FORMATS ? below(state, 4) : 0;
	char s[64];

	if (kind == 'p') {
		static const char *const forms[] = { "%u.%u", "%u,%u",
			"%ur%u", "%u\xd9\xab%u" };

		snprintf(s, sizeof(s), forms[way], v / 10, v % 10);
		put(w, s);
	} else if (style == WORDS && v < 1000) {
		put_words(w, v);
	} else if (style == FORMATS && way == 0) {
		snprintf(s, sizeof(s), "%u", v);
		put_indic(w, s);
	} else if (style == FORMATS && v >= 1000) {
		static const char *const forms[] = { "%u,%03u", "%u.%03u",
			"%u >lf w%u" };

		snprintf(s, sizeof(s), forms[way - 1], v / 1000, v % 1000);
		put(w, s);
	} else {
		snprintf(s, sizeof(s), "%u", v);
		put(w, s);
	}
}

static void
put_date(struct writer *w, unsigned v, enum style style, uint64_t *state)
{
	unsigned day = v % 100, month = v / 100;
	char s[96];

	if (style == FORMATS)
		snprintf(s, sizeof(s), below(state, 2) == 0 ? "%2$u/%1$u/2017" :
		    "2017-%1$02u-%2$02u", month, day);
	else
		snprintf(s, sizeof(s), "%u %s 2017", day,
		    style == PLAIN ? months_east[month - 1] :
		    below(state, 2) == 0 ? months_levant[month - 1] :
		    months_west[month - 1]);
	put(w, s);
}

static void
put_slot(struct writer *w, char kind, unsigned v, enum style style,
    uint64_t *state)
{
	const char *const *list;
	size_t n;
	char s[32];

	if (kind == 'r' && style == WORDS) {
		snprintf(s, sizeof(s), "%u", v < 12 ? v + 1 : 25);
		put(w, s);
	} else if ((list = list_of(kind, &n)) != NULL) {
		put(w, list[v]);
	} else if (kind == 'd') {
		put_date(w, v, style, state);
	} else if (kind == 'h') {
		static const char *const forms[] = { "%02u:%02u", "%02u.%02u",
			"%02u%02u", "%02u %02u" };

		snprintf(s, sizeof(s),
		    forms[style == FORMATS ? below(state, 4) : 0],
		    v / 60, v % 60);
		put(w, s);
	} else {
		put_number(w, kind, v, style, state);
	}
}

static void
render(const char *text, const struct filling *f, enum style style,
    uint64_t *state, char out[TEXT_MAX])
{
	struct writer w = { out, 0 };
	int zero = 1000;

	out[0] = '\0';
	while (*text != '\0') {
		char c[2] = { *text, '\0' };
		size_t i;

		if (*text != '#') {
			put(&w, c);
			text++;
			continue;
		}
		i = find_slot(f, text[1], text[2] == '0' ? zero++ : text[2]);
		cr_assert_lt(i, f->n);
		put_slot(&w, text[1], f->slot[i].value, style, state);
		text += 3;
	}
}

/* Different sentences, one after another. */
static void
compose(size_t count, uint64_t *state, char out[TEXT_MAX])
{
	struct writer w = { out, 0 };
	char used[COUNT(sentences)] = { 0 };

	while (count-- > 0) {
		size_t i;

		do {
			i = below(state, COUNT(sentences));
		} while (used[i]);
		used[i] = 1;
		if (w.n > 0)
			put(&w, " ");
		put(&w, sentences[i]);
	}
}

/* Changes count slots that hold a number, or a date; 0: too few of them. */
static int
correct(struct filling *f, size_t count, int date, uint64_t *state)
{
	char done[SLOTS_MAX] = { 0 };
	size_t can = 0;

	for (size_t i = 0; i < f->n; i++)
		can += date ? f->slot[i].kind == 'd' :
		    strchr("nkp", f->slot[i].kind) != NULL;
	if (can < count)
		return 0;
	while (count > 0) {
		size_t i = below(state, (unsigned)f->n);
		unsigned old = f->slot[i].value;
		char kind = f->slot[i].kind;

		if (done[i] || (date ? kind != 'd' :
		    strchr("nkp", kind) == NULL))
			continue;
		done[i] = 1;
		while (f->slot[i].value == old)
			f->slot[i].value = draw_value(kind, state);
		count--;
	}
	return 1;
}

static void
report(const char *what, size_t right, size_t total)
{
	fprintf(stderr, "made pairs: %-44s %3zu/%zu\n", what, right, total);
}

static int
at_least(size_t right, size_t total, unsigned percent)
{
	return 100 * right >= percent * total;
}

static char text[TEXT_MAX], a[TEXT_MAX], b[TEXT_MAX];

/* (a) One item with some of its figures set right. */
Test(judge_made, corrections_stay_near)
{
	static const struct {
		const char *what;
		size_t sentences, figures;
		int date;
		size_t least;	/* of 40 */
	} cases[] = {
		{ "one number, 60-100 words", 6, 1, 0, 40 },
		{ "two numbers, 60-100 words", 6, 2, 0, 38 },
		{ "one date, 60-100 words", 6, 1, 1, 38 },
		{ "one number, 130-180 words", 11, 1, 0, 40 },
		{ "two numbers, 130-180 words", 11, 2, 0, 40 },
		{ "three numbers, 130-180 words", 11, 3, 0, 39 },
		{ "one date, 130-180 words", 11, 1, 1, 40 },
		{ "one number, 350-480 words", 28, 1, 0, 40 },
		{ "two numbers, 350-480 words", 28, 2, 0, 40 },
		{ "three numbers, 350-480 words", 28, 3, 0, 40 },
		{ "one date, 350-480 words", 28, 1, 1, 40 },
	};
	struct bench x;
	uint64_t state = 1;

	bench_init(&x);
	for (size_t c = 0; c < COUNT(cases); c++) {
		size_t near = 0;

		for (size_t made = 0; made < 40;) {
			struct filling f;

			compose(cases[c].sentences, &state, text);
			fill(text, &f, &state);
			render(text, &f, PLAIN, &state, a);
			if (!correct(&f, cases[c].figures, cases[c].date,
			    &state))
				continue;
			render(text, &f, PLAIN, &state, b);
			made++;
			near += !bench_judge(&x, a, b)->is_template;
		}
		report(cases[c].what, near, 40);
		cr_expect_geq(near, cases[c].least, "%s", cases[c].what);
	}
	bench_release(&x);
}

/* (b) Another event in the same frame. */
Test(judge_made, new_issues_are_templates)
{
	struct bench x;
	uint64_t state = 2;
	size_t found = 0, total = 0, longer = 0;

	bench_init(&x);
	for (size_t i = 0; i < COUNT(frames); i++) {
		size_t here = 0;

		for (int k = 0; k < 30; k++) {
			struct filling f;

			fill(frames[i], &f, &state);
			render(frames[i], &f, PLAIN, &state, a);
			fill(frames[i], &f, &state);
			render(frames[i], &f, PLAIN, &state, b);
			here += bench_judge(&x, a, b)->is_template != 0;
		}
		cr_expect_geq(here, 24, "frame %zu: %zu of 30", i, here);
		found += here;
		total += 30;
	}
	report("other fillers in a frame", found, total);
	cr_expect(at_least(found, total, 96));
	/* Long notices, as of several bulletins. */
	for (int k = 0; k < 40; k++) {
		struct filling f;
		struct writer w = { text, 0 };

		for (unsigned n = 0, first = below(&state, 12); n < 5; n++) {
			put(&w, frames[(first + n) % COUNT(frames)]);
			put(&w, " ");
		}
		fill(text, &f, &state);
		render(text, &f, PLAIN, &state, a);
		fill(text, &f, &state);
		render(text, &f, PLAIN, &state, b);
		longer += bench_judge(&x, a, b)->is_template != 0;
	}
	report("other fillers in 250-480 words", longer, 40);
	cr_expect(at_least(found + longer, total + 40, 96));
	cr_expect_geq(longer, 37);
	bench_release(&x);
}

/* (c) Two papers date and sign one dispatch. */
Test(judge_made, datelines_stay_near)
{
	static const char *const heads[] = {
		"#c1 (wAs) - ", "#c1 fy #d1 - ", "#c1 #d1 AlmwAfq #t1 rbyE "
		"Al>wl 1437 h - ", "ktb #m1 #c1 #w1 #d1 ", "#w1 #d1 | #c1 : ",
	};
	static const char *const tails[] = {
		" #m1 - #c1", " Edd AlqrA'At #k1", " AlmSdr : wkAlAt #d1",
		" |xr tHdyv #d1 AlsAEp #h1", "",
	};
	struct bench x;
	uint64_t state = 3;
	size_t near = 0, total = 240;

	bench_init(&x);
	for (size_t k = 0; k < total; k++) {
		static char whole[2][TEXT_MAX];
		struct filling f;

		compose(8 + below(&state, 16), &state, text);
		fill(text, &f, &state);
		render(text, &f, PLAIN, &state, a);
		for (int side = 0; side < 2; side++) {
			struct writer w = { whole[side], 0 };
			struct filling g;
			const char *head = heads[below(&state, 5)];
			const char *tail = tails[below(&state, 5)];

			fill(head, &g, &state);
			render(head, &g, PLAIN, &state, b);
			put(&w, b);
			put(&w, a);
			fill(tail, &g, &state);
			render(tail, &g, PLAIN, &state, b);
			put(&w, b);
		}
		near += !bench_judge(&x, whole[0], whole[1])->is_template;
	}
	report("other datelines and credit lines", near, total);
	cr_expect(at_least(near, total, 98));
	bench_release(&x);
}

/* One text in two styles, from sentences and from frames. */
static void
styles(const char *what, enum style style, uint64_t seed)
{
	struct bench x;
	uint64_t state = seed;
	size_t near = 0, total = 240;

	bench_init(&x);
	for (size_t k = 0; k < total; k++) {
		struct filling f;

		if (k % 2 == 0)
			compose(6 + below(&state, 12), &state, text);
		else
			strcpy(text, frames[k / 2 % COUNT(frames)]);
		fill(text, &f, &state);
		render(text, &f, k % 4 < 2 ? style : PLAIN, &state, a);
		render(text, &f, k % 4 < 2 ? PLAIN : style, &state, b);
		near += !bench_judge(&x, a, b)->is_template;
		if (getenv("SHOW_FALSE") && x.out.is_template)
			bench_show(&x);
	}
	report(what, near, total);
	cr_expect(at_least(near, total, 98));
	bench_release(&x);
}

/* (d) */
Test(judge_made, numbers_in_words_stay_near)
{
	styles("numbers in words, months of elsewhere", WORDS, 4);
}

/* (e) */
Test(judge_made, number_formats_stay_near)
{
	styles("number formats", FORMATS, 5);
}
