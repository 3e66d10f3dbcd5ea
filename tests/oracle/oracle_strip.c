/*
 * oracle_strip.c - rules S1 (character references) and S3 (URLs, e-mails).
 */
#include "oracle/oracle_strip.h"

#include <string.h>

#include "oracle/oracle_tables.h"

static int
is_alnum(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	    (c >= 'a' && c <= 'z');
}

static uint32_t
lower(uint32_t c)
{
	return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

/* Value of c as a digit of the base, or -1. */
static int
digit_of(uint32_t c, int base)
{
	c = lower(c);
	if (c >= '0' && c <= '9')
		return (int)(c - '0');
	if (base == 16 && c >= 'a' && c <= 'f')
		return (int)(c - 'a') + 10;
	return -1;
}

/* What a numeric reference stands for (HTML5). */
static uint32_t
number_means(uint32_t v)
{
	if (v >= 0x80 && v <= 0x9f)
		return oracle_c1[v - 0x80];
	if (v == 0 || (v >= 0xd800 && v <= 0xdfff) || v > 0x10ffff)
		return 0xfffd;
	return v;
}

/* Length of the reference at t[i], 0: none; *c gets its meaning. */
static size_t
numeric(const struct otext *t, size_t i, uint32_t *c)
{
	size_t at = i + 2, most = 7, ndigits = 0;
	int base = 10;
	uint32_t v = 0;

	if (at < t->n && lower(t->p[at]) == 'x') {
		base = 16;
		most = 6;
		at++;
	}
	while (at < t->n && digit_of(t->p[at], base) >= 0 && ndigits <= most) {
		v = v * (uint32_t)base + (uint32_t)digit_of(t->p[at], base);
		ndigits++;
		at++;
	}
	if (ndigits < 1 || ndigits > most || at >= t->n || t->p[at] != ';')
		return 0;
	*c = number_means(v);
	return at + 1 - i;
}

static size_t
named(const struct otext *t, size_t i, uint32_t *c)
{
	for (size_t k = 0; k < oracle_nnames; k++) {
		const char *name = oracle_names[k].name;
		size_t n = strlen(name), j = 0;

		if (t->n - i < n + 2 || t->p[i + 1 + n] != ';')
			continue;
		while (j < n && t->p[i + 1 + j] == (unsigned char)name[j])
			j++;
		if (j == n) {
			*c = oracle_names[k].to;
			return n + 2;
		}
	}
	return 0;
}

void
oracle_unescape(const struct otext *in, struct otext *out)
{
	size_t i = 0;

	while (i < in->n) {
		uint32_t c = in->p[i];
		size_t n = 0;

		if (c == '&' && i + 1 < in->n && in->p[i + 1] == '#')
			n = numeric(in, i, &c);
		else if (c == '&')
			n = named(in, i, &c);
		otext_put(out, c);
		i += n > 0 ? n : 1;
	}
}

/* Length of the beginning of a URL at t[i], 0: none. */
static size_t
url_begins(const struct otext *t, size_t i)
{
	static const char *const begins[] = {
		"http://", "https://", "ftp://", "www.", "pic.twitter.com/"
	};

	if (i > 0 && is_alnum(t->p[i - 1]))
		return 0;
	for (size_t k = 0; k < sizeof(begins) / sizeof(begins[0]); k++) {
		size_t n = strlen(begins[k]), j = 0;

		while (j < n && i + j < t->n &&
		    lower(t->p[i + j]) == (unsigned char)begins[k][j])
			j++;
		if (j == n)
			return n;
	}
	return 0;
}

void
oracle_strip_urls(const struct otext *in, struct otext *out)
{
	size_t i = 0;

	while (i < in->n) {
		size_t n = url_begins(in, i);

		if (n == 0) {
			otext_put(out, in->p[i++]);
			continue;
		}
		for (i += n; i < in->n && in->p[i] >= 0x21 &&
		    in->p[i] <= 0x7e && in->p[i] != '"' && in->p[i] != '<' &&
		    in->p[i] != '>'; i++)
			;
		otext_put(out, 0x0020);
	}
}

static int
is_local(uint32_t c)
{
	return is_alnum(c) || c == '.' || c == '_' || c == '%' || c == '+' ||
	    c == '-';
}

static size_t
skip_label(const struct otext *t, size_t i)
{
	while (i < t->n && (is_alnum(t->p[i]) || t->p[i] == '-'))
		i++;
	return i;
}

/*
 * [A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+ at t[i]: where it ends, or i when it is
 * not there.
 */
static size_t
skip_domain(const struct otext *t, size_t i)
{
	size_t at = skip_label(t, i);
	size_t labels = at > i;

	while (labels > 0 && at < t->n && t->p[at] == '.') {
		size_t next = skip_label(t, at + 1);

		if (next == at + 1)
			break;
		at = next;
		labels++;
	}
	return labels >= 2 ? at : i;
}

void
oracle_strip_emails(const struct otext *in, struct otext *out)
{
	size_t i = 0;

	while (i < in->n) {
		size_t at = i, end;

		while (at < in->n && is_local(in->p[at]))
			at++;
		if (at == i) {
			otext_put(out, in->p[i++]);
			continue;
		}
		/* A run of local characters: an address or just itself. */
		end = at;
		if (at < in->n && in->p[at] == '@')
			end = skip_domain(in, at + 1);
		if (end > at + 1) {
			otext_put(out, 0x0020);
			i = end;
			continue;
		}
		while (i < at)
			otext_put(out, in->p[i++]);
	}
}
