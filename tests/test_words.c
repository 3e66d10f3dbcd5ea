/*
 * test_words.c - looking words up, against the rule said in letters.
 *
 * Arabic stands in Buckwalter's transliteration, as in words_table.c.
 */
#include <string.h>

#include <criterion/criterion.h>

#include "compare/words.h"
#include "helpers.h"

#define LISTED	1024		/* more than there are */
#define LETTERS	48		/* of the longest word asked for */

struct listed {
	char word[LETTERS];
	enum word_class class;
	uint64_t value;
};

static size_t
list_all(struct listed out[LISTED])
{
	size_t count = 0;

	for (size_t i = 0; i < words_nrows; i++) {
		const char *p = words_table[i].words;

		for (; *p != '\0'; count++) {
			size_t n = strcspn(p, " ");

			cr_assert_lt(count, LISTED);
			cr_assert_lt(n, LETTERS / 2);
			memset(&out[count], 0, sizeof(out[count]));
			memcpy(out[count].word, p, n);
			out[count].class = words_table[i].class;
			out[count].value = words_table[i].value;
			p += n + strspn(p + n, " ");
		}
	}
	return count;
}

static int
listed(const struct listed *l, size_t n, const char *word, struct word *out)
{
	for (size_t i = 0; i < n; i++) {
		if (strcmp(l[i].word, word) != 0)
			continue;
		out->class = l[i].class;
		out->value = l[i].value;
		return 1;
	}
	return 0;
}

/* Bytes: a letter has two, the space of a name one. */
static size_t
bytes(const char *word)
{
	size_t n = 0;

	for (; *word != '\0'; word++)
		n += *word == '_' ? 1 : 2;
	return n;
}

static int
listed_inside(const struct listed *l, size_t n, const char *word,
    struct word *out)
{
	char other[LETTERS];

	if (strchr("blk", word[0]) == NULL || bytes(word) < 10)
		return 0;
	if (listed(l, n, word + 1, out))
		return 1;
	if (word[0] != 'l' || word[1] != 'l')
		return 0;
	strcpy(other, word);
	other[0] = 'A';
	return listed(l, n, other, out);
}

static void
by_rule(const struct listed *l, size_t n, const char *word, struct word *out)
{
	memset(out, 0, sizeof(*out));
	if (listed(l, n, word, out) || listed_inside(l, n, word, out) ||
	    (word[0] != 'w' && word[0] != 'f') || word[1] == '\0')
		return;
	if (listed(l, n, word + 1, out) ||
	    listed_inside(l, n, word + 1, out))
		out->joined = word[0] == 'w';
}

/* A listed word behind some letters, with a letter changed or left out. */
static void
make_word(const struct listed *l, size_t n, uint64_t *state,
    char out[LETTERS])
{
	static const char letters[] = "wfblkAlywmnt";
	const char *from = l[rnd(state) % n].word;
	size_t k = rnd(state) % 4, len, at;

	for (size_t i = 0; i < k; i++)
		out[i] = letters[rnd(state) % (sizeof(letters) - 1)];
	strcpy(out + k, from);
	len = strlen(out);
	at = rnd(state) % len;
	if (rnd(state) % 4 == 0)
		out[at] = letters[rnd(state) % (sizeof(letters) - 1)];
	else if (rnd(state) % 8 == 0 && len > 1)
		memmove(out + at, out + at + 1, len - at);
}

Test(words, are_found_by_the_rule_whatever_follows)
{
	static struct listed all[LISTED];
	size_t n = list_all(all), found = 0;
	uint64_t state = 12;
	struct words *w;
	struct mem mem;

	mem_init(&mem, NULL);
	cr_assert_eq(words_new(&w, &mem), 0);
	for (size_t i = 0; i < 30000; i++) {
		char word[LETTERS], utf8[2 * LETTERS + WORDS_SLACK];
		struct word want, got;

		make_word(all, n, &state, word);
		by_rule(all, n, word, &want);
		memset(utf8, (int)(rnd(&state) % 256), sizeof(utf8));
		words_find(w, utf8, words_decode(word, strlen(word), utf8),
		    &got);
		cr_assert_eq(got.class, want.class, "%s", word);
		cr_assert_eq(got.value, want.value, "%s", word);
		cr_assert_eq(got.joined, want.joined, "%s", word);
		found += got.class != WORD_OTHER;
	}
	/* Neither none nor all of them. */
	cr_assert_gt(found, 6000);
	cr_assert_lt(found, 24000);
	words_free(w);
}

Test(words, every_listed_word_is_found)
{
	struct words *w;
	struct mem mem;
	size_t count = 0;

	mem_init(&mem, NULL);
	cr_assert_eq(words_new(&w, &mem), 0);
	for (size_t i = 0; i < words_nrows; i++) {
		const char *p = words_table[i].words;

		while (*p != '\0') {
			size_t n = strcspn(p, " ");
			char word[128 + WORDS_SLACK] = { 0 };
			struct word out;

			words_find(w, word, words_decode(p, n, word), &out);
			cr_expect_eq(out.class, words_table[i].class,
			    "%.*s", (int)n, p);
			cr_expect_eq(out.value, words_table[i].value,
			    "%.*s stands twice", (int)n, p);
			cr_expect_eq(out.joined, 0);
			p += n + strspn(p + n, " ");
			count++;
		}
	}
	cr_assert_gt(count, 430);
	/* The table of words.c has room: a full one would never end. */
	cr_assert_lt(count, 1024);
	words_free(w);
}
