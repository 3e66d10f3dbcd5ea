/*
 * text.c - texts as code points, and memory that is there or ends the program.
 */
#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "news.h"

void *
need(void *p)
{
	if (p == NULL)
		err(1, NULL);
	return p;
}

char *
dup_range(const char *s, size_t n)
{
	char *p = need(malloc(n + 1));

	memcpy(p, s, n);
	p[n] = '\0';
	return p;
}

void
text_put(struct text *t, uint32_t cp)
{
	if (t->n == t->cap) {
		t->cap = t->cap == 0 ? 1024 : t->cap * 2;
		t->cp = need(realloc(t->cp, t->cap * sizeof(t->cp[0])));
	}
	t->cp[t->n++] = cp;
}

/* The sources are ours: anything but well-formed UTF-8 is a slip of hand. */
void
text_puts(struct text *t, const char *utf8)
{
	const unsigned char *s = (const unsigned char *)utf8;

	while (*s != '\0') {
		uint32_t cp = *s++;
		int more = cp < 0x80 ? 0 : cp >= 0xC2 && cp < 0xE0 ? 1 :
		    cp >= 0xE0 && cp < 0xF0 ? 2 : -1;

		if (more < 0)
			errx(1, "a source file is not UTF-8");
		if (more > 0)
			cp &= more == 1 ? 0x1F : 0x0F;
		for (; more > 0; more--) {
			if ((*s & 0xC0) != 0x80)
				errx(1, "a source file is not UTF-8");
			cp = cp << 6 | (*s++ & 0x3F);
		}
		text_put(t, cp);
	}
}

void
text_clear(struct text *t)
{
	t->n = 0;
}

void
text_copy(struct text *to, const struct text *from)
{
	text_clear(to);
	for (size_t i = 0; i < from->n; i++)
		text_put(to, from->cp[i]);
}

void
text_release(struct text *t)
{
	free(t->cp);
	memset(t, 0, sizeof(*t));
}

char *
text_utf8(const struct text *t, size_t from, size_t to)
{
	char *buf = need(malloc((to - from) * 4 + 1)), *p = buf;

	for (size_t i = from; i < to; i++) {
		uint32_t c = t->cp[i];

		if (c < 0x80) {
			*p++ = (char)c;
		} else if (c < 0x800) {
			*p++ = (char)(0xC0 | c >> 6);
			*p++ = (char)(0x80 | (c & 0x3F));
		} else {
			*p++ = (char)(0xE0 | c >> 12);
			*p++ = (char)(0x80 | (c >> 6 & 0x3F));
			*p++ = (char)(0x80 | (c & 0x3F));
		}
	}
	*p = '\0';
	return buf;
}

size_t
text_line_end(const struct text *t, size_t from)
{
	while (from < t->n && t->cp[from] != '\n')
		from++;
	return from;
}

size_t
text_words(const struct text *t)
{
	size_t n = 0;
	int in = 0;

	for (size_t i = 0; i < t->n; i++) {
		int space = t->cp[i] == ' ' || t->cp[i] == '\n';

		if (!space && !in)
			n++;
		in = !space;
	}
	return n;
}

int
text_equal(const struct text *a, const struct text *b)
{
	return a->n == b->n &&
	    memcmp(a->cp, b->cp, a->n * sizeof(a->cp[0])) == 0;
}
