/*
 * tokens.c - cutting a normal form into words and runs of digits.
 */
#include <string.h>

#include "compare/tokens.h"

static int
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Code points: every byte but the continuation bytes begins one. */
static size_t
letters(const char *p, size_t n)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += ((unsigned char)p[i] & 0xc0) != 0x80;
	return count;
}

int
tokens_add(struct tokens *t, const struct mem *mem, const struct token *tok)
{
	if (t->n == t->cap &&
	    mem_grow(mem, &t->t, &t->cap, t->n + 1, sizeof(*t->t)) != 0)
		return TAWAM_ENOMEM;
	t->t[t->n++] = *tok;
	return 0;
}

void
token_read(struct token *tok, const struct words *w, const char *text,
    size_t start, size_t end)
{
	size_t n = end - start;
	struct word word;

	words_find(w, text + start, n, &word);
	memset(tok, 0, sizeof(*tok));
	tok->start = (uint32_t)start;
	tok->end = (uint32_t)end;
	tok->class = (uint8_t)word.class;
	tok->num.value = word.value;
	tok->joined = word.joined != 0;
	/* No letter has more bytes. */
	tok->single = n <= 4 && letters(text + start, n) == 1;
	if (tok->single && n == 2 && memcmp(text + start, "\xd9\x88", 2) == 0)
		tok->joined = 1;
}

static int
push_word(struct tokens *t, const struct mem *mem, const struct words *w,
    const char *text, size_t start, size_t end)
{
	struct token tok;

	token_read(&tok, w, text, start, end);
	return tokens_add(t, mem, &tok);
}

/* End of the run of digits, or of other characters, that begins at i. */
static size_t
run_end(const char *text, size_t i, size_t end)
{
	int digits = is_digit(text[i]);

	while (i < end && is_digit(text[i]) == digits)
		i++;
	return i;
}

/* Is the byte at i U+0631 REH between two digits? */
static int
is_reh(const char *text, size_t i, size_t end)
{
	return end - i > 2 && memcmp(text + i, "\xd8\xb1", 2) == 0 &&
	    is_digit(text[i + 2]);
}

/* 250r310r12: the digits of all groups, in this order and in the other. */
static void
read_groups(struct number *x, const char *text, size_t start, size_t end)
{
	char fwd[NUMBER_MAX_DIGITS + 1], rev[NUMBER_MAX_DIGITS + 1];
	struct number other;
	size_t n = 0, left = sizeof(rev);

	for (size_t i = start, e; i < end; i = e + 2) {
		size_t k;

		e = run_end(text, i, end);
		k = e - i;
		if (k > NUMBER_MAX_DIGITS - n) {
			/* Too long for a value: equal or not. */
			number_read(x, text + start, end - start);
			x->flags = NUMBER_LONG;
			return;
		}
		memcpy(fwd + n, text + i, k);
		memcpy(rev + left - k, text + i, k);
		n += k;
		left -= k;
	}
	number_read(x, fwd, n);
	number_read(&other, rev + left, n);
	x->other = other.value;
}

static int
push_digits(struct tokens *t, const struct mem *mem, const char *text,
    size_t start, size_t end, int joined)
{
	struct token tok = { 0 };

	tok.start = (uint32_t)start;
	tok.end = (uint32_t)end;
	tok.digits = 1;
	tok.joined = joined != 0;
	if (run_end(text, start, end) == end)
		number_read(&tok.num, text + start, end - start);
	else
		read_groups(&tok.num, text, start, end);
	return tokens_add(t, mem, &tok);
}

/* Latin letters beside digits: a name, but for the h of an hour (15h30). */
static int
has_latin(const char *text, size_t start, size_t end)
{
	for (size_t i = start; i < end; i++) {
		if (text[i] == 'h' && i > start && is_digit(text[i - 1]))
			continue;
		if (text[i] >= 'a' && text[i] <= 'z')
			return 1;
	}
	return 0;
}

int
tokens_add_mixed(struct tokens *t, const struct mem *mem,
    const struct words *w, const char *text, size_t start, size_t end)
{
	int joined = 0, r = 0;

	if (has_latin(text, start, end))
		return push_word(t, mem, w, text, start, end);
	for (size_t i = start, e; i < end && r == 0 &&
	    t->before + t->n < TOKENS_MAX; i = e) {
		e = run_end(text, i, end);
		if (is_digit(text[i])) {
			while (e < end && is_reh(text, e, end))
				e = run_end(text, e + 2, end);
			r = push_digits(t, mem, text, i, e, joined);
			joined = 0;
		} else if (letters(text + i, e - i) >= 3) {
			r = push_word(t, mem, w, text, i, e);
			joined = 0;
		} else {
			joined = e - i == 2 &&
			    memcmp(text + i, "\xd9\x88", 2) == 0;
		}
	}
	return r;
}
