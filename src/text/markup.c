/*
 * markup.c - character references, URLs and e-mail addresses (S1 and S3).
 */
#include <string.h>

#include "text/define.h"
#include "text/tables.h"
#include "text/utf8.h"

static int
is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

static int
is_alnum(uint32_t c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static uint32_t
lower(uint32_t c)
{
	return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

/* The value of a hexadecimal digit, or 16. */
static uint32_t
hex_value(uint32_t c)
{
	if (is_digit(c))
		return c - '0';
	c = lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 16;
}

/* What the number of a reference stands for. */
static uint32_t
numbered(uint32_t v)
{
	const struct table_fold *f = table_fold(tables_windows1252,
	    ntables_windows1252, v);

	if (f != NULL)
		return f->to;
	if (v == 0 || v > 0x10FFFF || (v >= 0xD800 && v <= 0xDFFF))
		return UTF8_REPLACEMENT;
	return v;
}

/* After "&#": the length up to the semicolon's end, 0 when it is not one. */
static size_t
number(const uint32_t *p, size_t n, uint32_t *to)
{
	uint32_t base = 10, v = 0;
	size_t i = 0, first, most = 7;

	if (n > 0 && lower(p[0]) == 'x') {
		base = 16;
		most = 6;
		i = 1;
	}
	for (first = i; i < n && i - first < most; i++) {
		uint32_t digit = hex_value(p[i]);

		if (digit >= base)
			break;
		v = v * base + digit;
	}
	if (i == first || i == n || p[i] != ';')
		return 0;
	*to = numbered(v);
	return i + 1;
}

static size_t
named(const uint32_t *p, size_t n, uint32_t *to)
{
	char name[sizeof(tables_references[0].name)];
	size_t i, low = 0, high = ntables_references;

	for (i = 0; i < n && is_alnum(p[i]); i++) {
		if (i == sizeof(name) - 1)
			return 0;
		name[i] = (char)p[i];
	}
	if (i == n || p[i] != ';')
		return 0;
	name[i] = '\0';
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = strcmp(tables_references[mid].name, name);

		if (order == 0) {
			*to = tables_references[mid].to;
			return i + 1;
		}
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return 0;
}

size_t
reference_length(const uint32_t *p, size_t n, uint32_t *to)
{
	size_t len;

	if (n > 1 && p[1] == '#')
		return (len = number(p + 2, n - 2, to)) == 0 ? 0 : len + 2;
	return (len = named(p + 1, n - 1, to)) == 0 ? 0 : len + 1;
}

int
rule_unescape(struct definer *d)
{
	size_t n;
	int r;

	for (size_t i = 0; i < d->in.len; i += n) {
		uint32_t to = d->in.cp[i];

		if (to != '&' || (n = reference_length(d->in.cp + i,
		    d->in.len - i, &to)) == 0)
			n = 1;
		if ((r = seq_push(d, to, seq_span(d, i, i + n))) != 0)
			return r;
	}
	seq_swap(d);
	return TAWAM_OK;
}

static int
is_url_byte(uint32_t c)
{
	return c >= 0x21 && c <= 0x7E && c != '"' && c != '<' && c != '>';
}

/* Of the longest of its starts. */
#define URL_START	16

/* The length of the URL that starts at p, or 0. */
static size_t
url(const uint32_t *p, size_t n)
{
	static const char *const start[] = {
		"http://", "https://", "ftp://", "www.", "pic.twitter.com/"
	};

	for (size_t k = 0; k < sizeof(start) / sizeof(start[0]); k++) {
		const char *s = start[k];
		size_t i = 0;

		while (i < n && s[i] != '\0' &&
		    lower(p[i]) == (unsigned char)s[i])
			i++;
		if (s[i] != '\0')
			continue;
		while (i < n && is_url_byte(p[i]))
			i++;
		return i;
	}
	return 0;
}

int
url_is_all(const uint8_t *p, size_t n)
{
	uint32_t start[URL_START] = { 0 };

	for (size_t i = 0; i < n && i < URL_START; i++)
		start[i] = p[i];
	if (url(start, URL_START) == 0)
		return 0;
	for (size_t i = 0; i < n; i++)
		if (!is_url_byte(p[i]) || p[i] == ';')
			return 0;
	return 1;
}

int
rule_urls(struct definer *d)
{
	size_t n;
	int r;

	for (size_t i = 0; i < d->in.len; i += n) {
		uint32_t to = d->in.cp[i];

		n = 0;
		if (i == 0 || !is_alnum(d->in.cp[i - 1]))
			n = url(d->in.cp + i, d->in.len - i);
		if (n > 0)
			to = ' ';
		else
			n = 1;
		if ((r = seq_push(d, to, seq_span(d, i, i + n))) != 0)
			return r;
	}
	seq_swap(d);
	return TAWAM_OK;
}

static int
is_local(uint32_t c)
{
	return is_alnum(c) || (c < 0x80 && c != 0 &&
	    strchr("._%+-", (int)c) != NULL);
}

/* The length of label(.label)+ at p, or 0. */
static size_t
domain(const uint32_t *p, size_t n)
{
	size_t i = 0, end = 0, labels = 0;

	for (;;) {
		size_t first = i;

		while (i < n && (is_alnum(p[i]) || p[i] == '-'))
			i++;
		if (i == first)
			break;
		labels++;
		end = i;
		if (i == n || p[i] != '.')
			break;
		i++;
	}
	return labels < 2 ? 0 : end;
}

/*
 * An address is found from its @: what matches before it is the whole run of
 * local characters since the last address.
 */
int
rule_emails(struct definer *d)
{
	const uint32_t *p = d->in.cp;
	size_t done = 0, local = 0, n;
	int r;

	for (size_t i = 0; i < d->in.len; i++) {
		if (p[i] != '@') {
			if (!is_local(p[i]))
				local = i + 1;
			continue;
		}
		n = 0;
		if (local < i)
			n = domain(p + i + 1, d->in.len - i - 1);
		if (n == 0) {
			local = i + 1;
			continue;
		}
		for (; done < local; done++)
			if ((r = seq_push(d, p[done], seq_at(d, done))) != 0)
				return r;
		i += n;
		if ((r = seq_push(d, ' ', seq_span(d, done, i + 1))) != 0)
			return r;
		done = local = i + 1;
	}
	for (; done < d->in.len; done++)
		if ((r = seq_push(d, p[done], seq_at(d, done))) != 0)
			return r;
	seq_swap(d);
	return TAWAM_OK;
}
