/*
 * gen_style.c - the vocabulary written once in each style, so that writing a
 * text is copying its words.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gen.h"
#include "news/news.h"

/*
 * The spellings of a style are those of news/spelling.c, and all of them are
 * changes that the profile `standard` unifies.
 */
static const struct {
	const char *name, *spelling[3];
	const char *space, *comma, *stop, *para;
	uint32_t zero;
} styles[NSTYLES] = {
	{ "plain", { 0 }, " ", "\u060C ", ". ", ".\n", '0' },
	{ "yeh", { "yeh" }, " ", "\u060C ", ". ", ".\n", '0' },
	{ "hamza", { "hamza" }, " ", "\u060C ", ". ", ".\n", '0' },
	{ "heh", { "heh" }, " ", "\u060C ", ". ", ".\n", '0' },
	{ "house", { "yeh", "hamza", "heh" }, " ", " \u060C ", ". ", ".\n",
	    '0' },
	{ "marks", { "marks" }, " ", "\u060C ", ". ", ".\n", '0' },
	{ "tatweel", { "tatweel" }, " ", "\u060C ", ". ", ".\n", '0' },
	{ "digits-arabic", { 0 }, " ", "\u060C ", ". ", ".\n", 0x0660 },
	{ "persian", { "persian" }, " ", "\u060C ", ". ", ".\n", 0x06F0 },
	{ "forms", { "forms" }, " ", "\u060C ", ". ", ".\n", '0' },
	{ "nfd", { "nfd" }, " ", "\u060C ", ". ", ".\n", '0' },
	{ "bidi", { 0 }, "\u200F ", "\u060C\u200F ", ".\u200E ",
	    ".\n\u202B", '0' },
	{ "nbsp", { 0 }, "\u00A0", "\u060C\u00A0", ".\u00A0 ", ".\n", '0' },
	{ "commas", { 0 }, " ", " , ", " ... ", " !\n\n", '0' },
	{ "entities", { "entities" }, "&nbsp;", "&#x60C; ", ". ", ".\n",
	    '0' },
	{ "mixed", { "hamza", "yeh", "tatweel" }, " ", " , ", ". ", ".\n\n",
	    0x0660 }
};

/* As a JSON string holds it, without the quotes. */
static char *
put_json(const char *utf8, int escaped, char *p)
{
	struct text t = { 0 };

	text_puts(&t, utf8);
	for (size_t i = 0; i < t.n; i++) {
		char *one = text_utf8(&t, i, i + 1);

		if (t.cp[i] == '\n')
			p += sprintf(p, "\\n");
		else if (t.cp[i] < 0x80 || !escaped)
			p += sprintf(p, "%s", one);
		else
			p += sprintf(p, "\\u%04x", (unsigned)t.cp[i]);
		free(one);
	}
	text_release(&t);
	return p;
}

/* One form in the style's spelling, behind what the style holds. */
static char *
put_form(int number, const struct words *w, uint32_t form, int escaped,
    char *p)
{
	struct text t = { 0 }, out = { 0 };
	char *utf8;

	for (uint32_t i = w->start[form]; i < w->start[form + 1]; i++)
		text_put(&t, w->letters[i]);
	for (int i = 0; i < 3 && styles[number].spelling[i] != NULL; i++) {
		text_clear(&out);
		spelling_find(styles[number].spelling[i])(&t, &out, "");
		text_copy(&t, &out);
	}
	utf8 = text_utf8(&t, 0, t.n);
	p = put_json(utf8, escaped, p);
	free(utf8);
	text_release(&t);
	text_release(&out);
	return p;
}

void
style_make(struct style *s, int number, const struct words *w, int escaped)
{
	size_t cap = 1 << 16, n = 0;

	memset(s, 0, sizeof(*s));
	s->name = styles[number].name;
	s->zero = styles[number].zero;
	s->escaped = escaped;
	put_json(styles[number].space, escaped, s->space);
	put_json(styles[number].comma, escaped, s->comma);
	put_json(styles[number].stop, escaped, s->stop);
	put_json(styles[number].para, escaped, s->para);
	s->start = need(malloc((w->nforms + 1) * sizeof(s->start[0])));
	s->bytes = need(malloc(cap));
	for (uint32_t i = 0; i < w->nforms; i++) {
		if (cap - n < 1024)
			s->bytes = need(realloc(s->bytes, cap *= 2));
		s->start[i] = (uint32_t)n;
		n = (size_t)(put_form(number, w, i, escaped, s->bytes + n) -
		    s->bytes);
	}
	s->start[w->nforms] = (uint32_t)n;
}

size_t
style_bound(const struct style *s, const struct tokens *t)
{
	size_t n = 64;

	for (size_t i = 0; i < t->n; i++) {
		uint32_t form = t->t[i] & TOKEN_VALUE;

		n += sizeof(s->para);
		n += t->t[i] & TOKEN_NUMBER ? 64 :
		    s->start[form + 1] - s->start[form];
	}
	return n;
}

static char *
put_number(const struct style *s, uint32_t value, char *p)
{
	char digits[16];

	snprintf(digits, sizeof(digits), "%u", value);
	for (const char *d = digits; *d != '\0'; d++) {
		uint32_t c = s->zero + (uint32_t)(*d - '0');

		if (c < 0x80) {
			*p++ = (char)c;
		} else if (s->escaped) {
			p += sprintf(p, "\\u%04x", c);
		} else {
			*p++ = (char)(0xC0 | c >> 6);
			*p++ = (char)(0x80 | (c & 0x3F));
		}
	}
	return p;
}

static char *
put_string(const char *s, char *p)
{
	while (*s != '\0')
		*p++ = *s++;
	return p;
}

char *
style_write(const struct style *s, const struct tokens *t, char *p)
{
	for (size_t i = 0; i < t->n; i++) {
		uint32_t v = t->t[i], form = v & TOKEN_VALUE;

		if (v & TOKEN_NUMBER) {
			p = put_number(s, form, p);
		} else {
			size_t n = s->start[form + 1] - s->start[form];

			memcpy(p, s->bytes + s->start[form], n);
			p += n;
		}
		if (i + 1 == t->n)
			*p++ = '.';
		else
			p = put_string(v & TOKEN_PARA ? s->para :
			    v & TOKEN_STOP ? s->stop :
			    v & TOKEN_COMMA ? s->comma : s->space, p);
	}
	return p;
}
