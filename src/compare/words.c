/*
 * words.c - looking a word up in the closed lists of words_table.c.
 *
 * The table keeps 64-bit hashes of the words only.  Two words of one hash
 * would be taken for each other: that changes how one word of a hostile text
 * is understood, and nothing else.
 */
#include <string.h>

#include "compare/words.h"

#define SLOTS		2048	/* a power of two, over twice the words */
#define SEEN_BITS	32768
#define LETTER		2	/* bytes of an Arabic one */
#define WORD_MAX	64	/* bytes of the longest listed name, at most */

struct entry {
	uint64_t hash;		/* 0: free */
	uint64_t value;
	enum word_class class;
};

struct words {
	struct mem mem;
	/* One bit for four letters and a length: most words of a text are in
	 * no list, and this says so before they are hashed. */
	uint64_t seen[SEEN_BITS / 64];
	struct entry slots[SLOTS];
};

/* Letters from U+0621 HAMZA to U+064A YEH in Buckwalter's order. */
static const char buckwalter[] =
    "'|>&<}AbptvjHxd*rzs$SDTZEg"	/* U+0621 to U+063A */
    "\1\1\1\1\1_fqklmnhwYy";		/* U+063B to U+064A */

size_t
words_decode(const char *ascii, size_t n, char *out)
{
	size_t len = 0;

	for (size_t i = 0; i < n; i++) {
		const char *at = ascii[i] > '\1' ?
		    strchr(buckwalter, ascii[i]) : NULL;

		if (ascii[i] == '_') {
			out[len++] = ' ';
		} else if (at == NULL) {
			out[len++] = ascii[i];
		} else {
			unsigned cp = 0x621 + (unsigned)(at - buckwalter);

			out[len++] = (char)(0xc0 | cp >> 6);
			out[len++] = (char)(0x80 | (cp & 0x3f));
		}
	}
	return len;
}

static uint64_t
word_hash(const char *word, size_t n)
{
	uint64_t h = word_key(word, n);

	return h != 0 ? h : 1;
}

/* The bit of a word of n bytes whose first eight, as le64_get has them, are
 * these. */
static inline size_t
seen_bit(uint64_t first, size_t n)
{
	static const uint64_t masks[9] = { 0, 0xff, 0xffff, 0xffffff,
		0xffffffff, UINT64_C(0xffffffffff), UINT64_C(0xffffffffffff),
		UINT64_C(0xffffffffffffff), ~UINT64_C(0) };
	uint64_t v = first & masks[n < 8 ? n : 8];

	return (size_t)((v + n) * UINT64_C(0x9e3779b97f4a7c15) >> 49);
}

static inline int
has_seen(const struct words *w, uint64_t first, size_t n)
{
	size_t bit = seen_bit(first, n);

	return (int)(w->seen[bit / 64] >> bit % 64 & 1);
}

static const struct entry *
entry_find(const struct words *w, const char *word, size_t n)
{
	uint64_t h;
	size_t i;

	if (!has_seen(w, le64_get(word), n))
		return NULL;
	h = word_hash(word, n);
	i = h & (SLOTS - 1);
	for (; w->slots[i].hash != 0; i = (i + 1) & (SLOTS - 1)) {
		if (w->slots[i].hash == h)
			return &w->slots[i];
	}
	return NULL;
}

static void
entry_add(struct words *w, const char *word, size_t n,
    const struct word_row *row)
{
	uint64_t h = word_hash(word, n);
	size_t i = h & (SLOTS - 1), bit = seen_bit(le64_get(word), n);

	w->seen[bit / 64] |= UINT64_C(1) << bit % 64;
	while (w->slots[i].hash != 0)
		i = (i + 1) & (SLOTS - 1);
	w->slots[i].hash = h;
	w->slots[i].value = row->value;
	w->slots[i].class = row->class;
}

static void
row_add(struct words *w, const struct word_row *row)
{
	char word[2 * WORD_MAX + WORDS_SLACK] = { 0 };
	const char *p = row->words;

	while (*p != '\0') {
		size_t n = strcspn(p, " ");

		entry_add(w, word, words_decode(p, n, word), row);
		p += n;
		p += strspn(p, " ");
	}
}

int
words_new(struct words **out, const struct mem *mem)
{
	struct words *w;

	*out = NULL;
	if ((w = mem_zalloc(mem, 1, sizeof(*w))) == NULL)
		return TAWAM_ENOMEM;
	w->mem = *mem;
	for (size_t i = 0; i < words_nrows; i++)
		row_add(w, &words_table[i]);
	*out = w;
	return 0;
}

void
words_free(struct words *w)
{
	struct mem mem;

	if (w == NULL)
		return;
	mem = w->mem;
	mem_free(&mem, w);
}

/* Does the word begin with this letter of two bytes? */
static int
begins(const char *word, size_t n, const char letter[2])
{
	return n > 2 && memcmp(word, letter, 2) == 0;
}

static int
found(const struct words *w, const char *word, size_t n, struct word *out)
{
	const struct entry *e = entry_find(w, word, n);

	if (e == NULL)
		return 0;
	out->class = e->class;
	out->value = e->value;
	return 1;
}

/* Without U+0628 BEH, U+0644 LAM or U+0643 KAF, or with an ALEF for the
 * first LAM of two. */
static int
found_inside(const struct words *w, const char *word, size_t n,
    struct word *out)
{
	char buf[2 * WORD_MAX + WORDS_SLACK] = { 0 };

	if (!begins(word, n, "\xd8\xa8") && !begins(word, n, "\xd9\x84") &&
	    !begins(word, n, "\xd9\x83"))
		return 0;
	/* What is left must be a word by itself: four letters or more. */
	if (n < 2 + 8 || n > 2 * WORD_MAX)
		return 0;
	if (found(w, word + 2, n - 2, out))
		return 1;
	if (memcmp(word, "\xd9\x84\xd9\x84", 4) != 0)
		return 0;
	memcpy(buf, word, n);
	memcpy(buf, "\xd8\xa7", 2);
	return found(w, buf, n, out);
}

/*
 * May the word be in a list, by itself or without a letter or two?  Every word
 * of a text is asked, and no branch could be foreseen: there is none.
 */
static int
may_be_listed(const struct words *w, const char *word, size_t n)
{
	size_t one = n < LETTER ? n : LETTER;
	size_t two = n < 2 * LETTER ? n : 2 * LETTER;
	uint64_t second = le64_get(word + one), third = le64_get(word + two);
	uint64_t alef = le16_get("\xd8\xa7"), letter = 0xffff;

	return has_seen(w, le64_get(word), n) |
	    has_seen(w, second, n - one) | has_seen(w, third, n - two) |
	    /* An ALEF for the first LAM of two. */
	    has_seen(w, (le64_get(word) & ~letter) | alef, n) |
	    has_seen(w, (second & ~letter) | alef, n - one);
}

void
words_find(const struct words *w, const char *word, size_t n,
    struct word *out)
{
	out->class = WORD_OTHER;
	out->value = 0;
	out->joined = 0;
	if (!may_be_listed(w, word, n))
		return;
	if (found(w, word, n, out) || found_inside(w, word, n, out))
		return;
	/* U+0648 WAW and U+0641 FEH, "and" and "so". */
	if (begins(word, n, "\xd9\x88") || begins(word, n, "\xd9\x81")) {
		out->joined = word[1] == '\x88';
		if (found(w, word + 2, n - 2, out) ||
		    found_inside(w, word + 2, n - 2, out))
			return;
		out->joined = 0;
	}
}
