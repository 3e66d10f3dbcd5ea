/*
 * test_units.c - units copied from another text, and words asked for, against
 * what is said plainly.
 */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/hash.h"
#include "compare/align.h"
#include "compare/bag.h"
#include "compare/stems.h"
#include "compare/units.h"

#define WORDS	200
#define ROOM	8192

/* Transliterated: numbers, dates and what may stand inside them, then words
 * with clitics, names of two words, and some that are short. */
static const char *const listed[] = {
	"xmsh", "E$r", "wE$ryn", "E$ryn", "mAyw", "$hr", "mn", "*w", "*y",
	"AlHjh", "AlqEdh", "rbyE", "AlAwl", "AlvAny", "AlAHd", "AlsAEh", "w",
	"nSf", "mlywn", "Alf", "wmlywn", "vlAvh", "Sfr", "m}h", "vmn",
	"nhA}y", "15", "30", "2017", "1436", "w40", "2014m", "5r4",
	"18012017", "20112012", "7r", "f16", "12345678901234567890", "s",
};
static const char *const plain[] = {
	"Ebd", "Allh", "EbdAllh", "ktAb", "AlktAb", "wbAlktAb", "ktAbhmA",
	"wlltb", "sbb", "mdrsh", "AlmdrsAt", "mdrsyn", "kAlmdrsh", "fAlmdrsh",
	"wlmdrsh", "sylEb", "lEbwA", "lEbnA", "lEbthA", "lEb", "yd", "wyd",
	"Aby", "bkr", "Abybkr", "AbAlHsn", "AlHsn", "AbA", "mHmd", "wmHmd",
	"l", "fy", "Tbryz", "nyzk", "qr", "TAs", "qrTAs", "llHsn",
};

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

struct text {
	const char *words[WORDS];
	size_t nwords, n;
	char bytes[ROOM + WORDS_SLACK];
};

static const char *
pick(uint64_t *state)
{
	uint64_t r = splitmix64(state);

	if (r % 3 == 0)
		return listed[(r >> 8) % COUNT(listed)];
	return plain[(r >> 8) % COUNT(plain)];
}

static void
spell(struct text *t)
{
	t->n = 0;
	for (size_t i = 0; i < t->nwords; i++) {
		if (i > 0)
			t->bytes[t->n++] = ' ';
		t->n += words_decode(t->words[i], strlen(t->words[i]),
		    t->bytes + t->n);
	}
	memset(t->bytes + t->n, 0, WORDS_SLACK);
}

/* Out is in with words left out, put in and put in another's place. */
static void
edit(const struct text *in, struct text *out, uint64_t *state, unsigned rate)
{
	out->nwords = 0;
	for (size_t i = 0; i < in->nwords && out->nwords + 2 < WORDS; i++) {
		uint64_t r = splitmix64(state);

		if (r % 100 >= rate) {
			out->words[out->nwords++] = in->words[i];
			continue;
		}
		if (r >> 8 & 1)
			out->words[out->nwords++] = pick(state);
		if (r >> 9 & 1)
			out->words[out->nwords++] = in->words[i];
	}
	spell(out);
}

static int
same_unit(const struct unit *x, const struct unit *y)
{
	return x->start == y->start && x->end == y->end &&
	    x->kind == y->kind && x->clock == y->clock &&
	    x->border == y->border && x->num.value == y->num.value &&
	    x->num.other == y->num.other && x->num.digits == y->num.digits &&
	    x->num.flags == y->num.flags;
}

static void
check_same(const struct units *x, const struct units *y)
{
	cr_assert_eq(x->n, y->n);
	for (size_t i = 0; i < x->n; i++) {
		cr_assert(same_unit(&x->u[i], &y->u[i]));
		cr_assert_eq(x->keys[i], y->keys[i]);
	}
}

static int
is_word(const struct unit *x)
{
	return x->kind == UNIT_CONTENT || x->kind == UNIT_NEUTRAL;
}

/* The forms of unit i, and of it and the next one together. */
static size_t
keys_of(const struct units *u, size_t i, uint64_t keys[STEM_FORMS + 1])
{
	const struct unit *x = &u->u[i];
	size_t nx = x->end - x->start, ny, n;
	char buf[ROOM + WORDS_SLACK];

	if (!is_word(x))
		return 0;
	n = stem_forms(u->text + x->start, nx, keys);
	if (i + 1 < u->n && is_word(x + 1)) {
		ny = x[1].end - x[1].start;
		memcpy(buf, u->text + x->start, nx);
		memcpy(buf + nx, u->text + x[1].start, ny);
		keys[n++] = word_key(buf, nx + ny);
	}
	return n;
}

/* Does a key of unit i stand anywhere in the other text?  The last key of the
 * unit before it is of both. */
static int
stands_in(const struct units *own, const struct units *u, size_t i)
{
	uint64_t keys[2 * STEM_FORMS + 2], other[STEM_FORMS + 1];
	size_t n = keys_of(u, i, keys), m;

	if (i > 0 && is_word(&u->u[i - 1])) {
		m = keys_of(u, i - 1, other);
		keys[n++] = other[m - 1];
	}
	for (size_t k = 0; k < own->n; k++) {
		m = keys_of(own, k, other);
		for (size_t p = 0; p < n; p++) {
			for (size_t q = 0; q < m; q++) {
				if (keys[p] == other[q])
					return 1;
			}
		}
	}
	return 0;
}

struct pair {
	struct mem mem;
	struct words *w;
	struct text text[2];
	struct units units[2], again;
	struct align align;
	struct bag bag;
	size_t yes, no;		/* answers of the bag */
};

static void
pair_init(struct pair *x)
{
	memset(x, 0, sizeof(*x));
	mem_init(&x->mem, NULL);
	cr_assert_eq(words_new(&x->w, &x->mem), 0);
}

static void
pair_release(struct pair *x)
{
	words_free(x->w);
	units_release(&x->units[0], &x->mem);
	units_release(&x->units[1], &x->mem);
	units_release(&x->again, &x->mem);
	align_release(&x->align, &x->mem);
	bag_release(&x->bag, &x->mem);
}

/* A text and an edited one, read like the first. */
static void
pair_make(struct pair *x, uint64_t *state)
{
	uint64_t r = splitmix64(state);

	x->text[0].nwords = r % 60;
	for (size_t i = 0; i < x->text[0].nwords; i++)
		x->text[0].words[i] = pick(state);
	spell(&x->text[0]);
	edit(&x->text[0], &x->text[1], state, (r >> 8) % 60);
	cr_assert_eq(units_read(&x->units[0], &x->mem, x->w, x->text[0].bytes,
	    x->text[0].n), 0);
	cr_assert_eq(units_read_like(&x->units[1], &x->mem, x->w,
	    x->text[1].bytes, x->text[1].n, &x->units[0]), 0);
}

Test(units, a_text_read_like_another_is_as_read_alone)
{
	uint64_t state = 7;
	struct pair *x = malloc(sizeof(*x));

	cr_assert_not_null(x);
	pair_init(x);
	for (int round = 0; round < 2000; round++) {
		pair_make(x, &state);
		cr_assert_eq(units_read(&x->again, &x->mem, x->w,
		    x->text[1].bytes, x->text[1].n), 0);
		check_same(&x->again, &x->units[1]);
	}
	pair_release(x);
	free(x);
}

Test(units, a_name_of_two_words_whose_second_is_in_no_list)
{
	static const char date[] = "ktAb 9 *y AlHjh ktAb";
	struct pair *x = malloc(sizeof(*x));

	cr_assert_not_null(x);
	pair_init(x);
	x->text[0].n = words_decode(date, strlen(date), x->text[0].bytes);
	cr_assert_eq(units_read(&x->units[0], &x->mem, x->w, x->text[0].bytes,
	    x->text[0].n), 0);
	cr_assert_eq(x->units[0].n, 3);
	cr_assert_eq(x->units[0].u[1].kind, UNIT_HIJRI);
	cr_assert_eq(x->units[0].u[1].num.value, 9 + 32 * 24);
	pair_release(x);
	free(x);
}

/* Every word of a gap, asked for in the other text. */
static void
ask_all(struct pair *x, int side)
{
	const struct units *u = &x->units[side], *other = &x->units[1 - side];

	for (size_t k = 0; k < x->align.n; k++) {
		const struct gap *g = &x->align.gaps[k];
		size_t from = side == 0 ? g->a0 : g->b0;
		size_t to = side == 0 ? g->a1 : g->b1;

		for (size_t i = from; i < to; i++) {
			int has;

			if (u->u[i].kind != UNIT_CONTENT)
				continue;
			has = bag_has_word(&x->bag, 1 - side, u, i);
			cr_assert_eq(has, stands_in(other, u, i));
			x->yes += has != 0;
			x->no += has == 0;
		}
	}
}

static void
fill_bag(struct pair *x)
{
	bag_ask_none(&x->bag);
	for (int side = 0; side < 2; side++) {
		const struct units *u = &x->units[side];

		for (size_t i = 0; i < u->n; i++) {
			if (u->u[i].kind == UNIT_CONTENT)
				bag_ask(&x->bag, 1 - side, u, i);
		}
	}
	cr_assert_eq(bag_fill(&x->bag, &x->mem, &x->units[0], &x->units[1],
	    x->align.gaps, x->align.n), 0);
}

Test(units, a_bag_has_what_stands_in_the_text)
{
	uint64_t state = 11;
	struct pair *x = malloc(sizeof(*x));

	cr_assert_not_null(x);
	pair_init(x);
	for (int round = 0; round < 400; round++) {
		pair_make(x, &state);
		cr_assert_eq(align_run(&x->align, &x->mem, x->units[0].keys,
		    x->units[0].n, x->units[1].keys, x->units[1].n), 0);
		fill_bag(x);
		ask_all(x, 0);
		ask_all(x, 1);
	}
	cr_assert_gt(x->yes, 500);
	cr_assert_gt(x->no, 500);
	pair_release(x);
	free(x);
}

/* One byte more, fewer or changed makes another key; what stands behind the
 * word does not. */
Test(units, keys_of_words_are_theirs_alone)
{
	enum { LONGEST = 40, MANY = 2 * 8 * LONGEST + LONGEST };
	char word[LONGEST + WORDS_SLACK];
	uint64_t keys[MANY];
	size_t count = 0;

	for (size_t n = 1; n <= LONGEST; n++) {
		memset(word, 'b', sizeof(word));
		memset(word + n, 0, WORDS_SLACK);
		keys[count++] = word_key(word, n);
		memset(word + n, 0xff, WORDS_SLACK);
		cr_assert_eq(keys[count - 1], word_key(word, n));
		for (size_t i = 0; i < n; i += n / 8 + 1) {
			word[i] ^= 1;
			keys[count++] = word_key(word, n);
			word[i] ^= 1;
		}
	}
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < i; k++)
			cr_assert_neq(keys[i], keys[k]);
}

/* What stem_forms takes off, said again. */
static const char *const prefixes[] = { "", "w", "f", "b", "k", "l", "s", "Al",
	"ll", "wb", "wl", "ws", "wAl", "bAl", "fAl", "kAl", "wll" };
static const char *const suffixes[] = { "", "h", "y", "A", "t", "k", "hA",
	"hm", "yn", "wn", "An", "At", "wA", "nA", "yh", "th", "hmA", "thA" };

static void
check_stems(const char *word)
{
	char utf8[ROOM];
	uint64_t forms[STEM_FORMS];
	size_t len = strlen(word), count = 1;
	size_t n = stem_forms(utf8, words_decode(word, len, utf8), forms);

	cr_assert_eq(forms[0], word_key(utf8, 2 * len));
	for (size_t p = 0; p < COUNT(prefixes); p++) {
		size_t np = strlen(prefixes[p]);

		for (size_t s = 0; s < COUNT(suffixes); s++) {
			size_t ns = strlen(suffixes[s]), k = 0;
			uint64_t want;

			if (np + ns == 0 || len < np + ns + 3 ||
			    strncmp(word, prefixes[p], np) != 0 ||
			    strcmp(word + len - ns, suffixes[s]) != 0)
				continue;
			want = word_key(utf8 + 2 * np, 2 * (len - np - ns));
			while (k < n && forms[k] != want)
				k++;
			cr_assert_lt(k, n, "%s - %s - %s", prefixes[p], word,
			    suffixes[s]);
			count++;
		}
	}
	cr_assert_eq(n, count, "%s", word);
}

Test(units, stems_lose_the_clitics_of_the_lists_and_no_others)
{
	static const char letters[] = "wfbklsAhytmnqr";
	uint64_t state = 5;
	char word[16];

	for (int round = 0; round < 40000; round++) {
		uint64_t r = splitmix64(&state);
		size_t n = 1 + r % 10;

		for (size_t i = 0; i < n; i++) {
			r = splitmix64(&state);
			word[i] = letters[r % (sizeof(letters) - 1)];
		}
		word[n] = '\0';
		check_stems(word);
	}
}
