/*
 * html_meta.c - what a page's head says: its title, address and date.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "io/html_meta.h"

#define TEXT_MAX	((size_t)256 << 10)	/* kept of a script */
#define SAID_MAX	((size_t)4 << 10)	/* of one thing said */

static const struct {
	const char *name;	/* of a <meta> */
	enum meta_kind kind;
} names[] = {
	{ "article:published_time", META_PUBLISHED },
	{ "datePublished", META_PUBLISHED },
	{ "og:published_time", META_PUBLISHED },
	{ "pubdate", META_PUBLISHED },
	{ "publishdate", META_PUBLISHED },
	{ "publish_date", META_PUBLISHED },
	{ "DC.date", META_PUBLISHED },
	{ "DC.date.issued", META_PUBLISHED },
	{ "date", META_PUBLISHED },
	{ "og:url", META_OG_URL },
	{ "og:title", META_OG_TITLE }
};

void
html_meta_reset(struct html_meta *m)
{
	memset(m->len, 0, sizeof(m->len));
	m->scriptlen = 0;
}

void
html_meta_release(struct html_meta *m)
{
	for (int i = 0; i < META_COUNT; i++)
		room_release(&m->said[i]);
	room_release(&m->script);
}

const char *
html_attribute(const char *const *atts, const char *name)
{
	for (; atts != NULL && atts[0] != NULL; atts += 2) {
		if (strcmp(atts[0], name) == 0)
			return atts[1];
	}
	return NULL;
}

/* 2017-01-31, and whatever follows. */
static int
is_date(const char *p, size_t n)
{
	static const char form[] = "0000-00-00";

	for (size_t i = 0; i < sizeof(form) - 1; i++) {
		if (i >= n || (form[i] == '0' ? !isdigit((unsigned char)p[i]) :
		    p[i] != form[i]))
			return 0;
	}
	return 1;
}

/* What was said, with single spaces, unless something was said before. */
static int
say(struct html_meta *m, enum meta_kind kind, const char *p, size_t n)
{
	struct room *s = &m->said[kind];
	size_t len = 0;

	if (p == NULL || n == 0 || n > SAID_MAX || m->len[kind] > 0)
		return 0;
	if (room_reserve(s, n) == -1)
		return -1;
	for (size_t i = 0; i < n; i++) {
		int nbsp = p[i] == '\xc2' && i + 1 < n && p[i + 1] == '\xa0';

		if (!nbsp && !isspace((unsigned char)p[i])) {
			s->p[len++] = p[i];
			continue;
		}
		if (len > 0 && s->p[len - 1] != ' ')
			s->p[len++] = ' ';
		i += (size_t)nbsp;
	}
	if (len > 0 && s->p[len - 1] == ' ')
		len--;
	if (kind > META_TIME || is_date(s->p, len))
		m->len[kind] = len;
	return 0;
}

static int
say_string(struct html_meta *m, enum meta_kind kind, const char *s)
{
	return s == NULL ? 0 : say(m, kind, s, strlen(s));
}

/* property="og:title", name="date", itemprop="datePublished". */
static int
meta_element(struct html_meta *m, const char *const *atts)
{
	static const char *const keys[] = { "property", "name", "itemprop" };
	const char *content = html_attribute(atts, "content"), *key;

	for (size_t k = 0; k < 3; k++) {
		if ((key = html_attribute(atts, keys[k])) == NULL)
			continue;
		for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
			if (strcasecmp(key, names[i].name) == 0)
				return say_string(m, names[i].kind, content);
		}
	}
	return 0;
}

int
html_meta_element(struct html_meta *m, const char *name,
    const char *const *atts)
{
	const char *rel;

	if (strcmp(name, "meta") == 0)
		return meta_element(m, atts);
	if (strcmp(name, "time") == 0)
		return say_string(m, META_TIME,
		    html_attribute(atts, "datetime"));
	if (strcmp(name, "link") == 0 &&
	    (rel = html_attribute(atts, "rel")) != NULL &&
	    strcasecmp(rel, "canonical") == 0)
		return say_string(m, META_CANONICAL,
		    html_attribute(atts, "href"));
	return 0;
}

int
html_meta_text(struct html_meta *m, const char *p, size_t n)
{
	if (n > TEXT_MAX - m->scriptlen)
		n = TEXT_MAX - m->scriptlen;
	if (room_reserve(&m->script, m->scriptlen + n) == -1)
		return -1;
	memcpy(m->script.p + m->scriptlen, p, n);
	m->scriptlen += n;
	return 0;
}

int
html_meta_title_end(struct html_meta *m)
{
	size_t n = m->scriptlen;

	m->scriptlen = 0;
	return say(m, META_TITLE, m->script.p, n);
}

/* The string after the key, wherever it stands: no more is asked of it. */
int
html_meta_script_end(struct html_meta *m)
{
	static const char key[] = "\"datePublished\"";
	const char *p = m->script.p, *end, *quote;
	size_t n = m->scriptlen;

	m->scriptlen = 0;
	if (n == 0 || (p = memmem(p, n, key, sizeof(key) - 1)) == NULL)
		return 0;
	end = m->script.p + n;
	p += sizeof(key) - 1;
	while (p < end && (*p == ':' || isspace((unsigned char)*p)))
		p++;
	if (p == end || *p++ != '"' ||
	    (quote = memchr(p, '"', (size_t)(end - p))) == NULL)
		return 0;
	return say(m, META_LD_DATE, p, (size_t)(quote - p));
}

const char *
html_meta_first(const struct html_meta *m, enum meta_kind a, enum meta_kind b,
    size_t *n)
{
	for (int i = (int)a; i <= (int)b; i++) {
		if (m->len[i] > 0) {
			*n = m->len[i];
			return m->said[i].p;
		}
	}
	*n = 0;
	return NULL;
}
