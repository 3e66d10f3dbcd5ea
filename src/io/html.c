/*
 * html.c - the text of a page.
 *
 * libxml2's HTML parser tells of elements and text as it reads; no tree is
 * built.  Two things in it take time that grows with the square of a hostile
 * page: unmatched ends of elements in deep nesting, and a tag of very many
 * attributes.  So no parser goes deeper than DEPTH and none reads a tag of
 * more than about ATTRIBUTES: there it is stopped, and a new one goes on
 * behind that place.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

#include "io/html.h"
#include "io/html_lines.h"
#include "io/html_meta.h"

#define DEPTH		512
#define ATTRIBUTES	2000

#define CHARSET_WITHIN	((size_t)4096)	/* from the start of a page */

/* What an element is; the first four are those of html_lines.h. */
#define LINKED		HTML_LINKED
#define HEADING		HTML_HEADING
#define FRAME		HTML_FRAME
#define AS_IS		HTML_AS_IS
#define HIDDEN		(1u << 4)
#define TITLE		(1u << 5)
#define LD		(1u << 6)	/* a script of JSON-LD */
#define ARTICLE		(1u << 7)	/* whose footer is its own */
#define BLOCK		(1u << 8)	/* begins and ends lines */
#define FOOTER		(1u << 9)
#define RAW		(1u << 10)	/* no mark-up inside */
#define SHOWN		(1u << 11)	/* hidden until a script has run */
#define KINDS		8		/* that are counted while open */

/* U+FEFF in UTF-8. */
static const char mark[3] = { '\xef', '\xbb', '\xbf' };

struct html {
	const char *p, *end;		/* what no parser has had yet */
	int marked;			/* the parser was told of UTF-8 */
	htmlParserCtxtPtr parser;
	unsigned short open[DEPTH];
	size_t depth;
	size_t count[KINDS];		/* open elements that are 1 << i */
	int stopped;			/* this parser is to be heard no more */
	int failed;			/* out of memory */
	struct html_lines lines;
	struct html_meta meta;
};

struct element {
	const char *name;
	unsigned is;
};

/* In byte order. */
static const struct element elements[] = {
	{ "a", 0 }, { "address", BLOCK }, { "article", BLOCK | ARTICLE },
	{ "aside", BLOCK | FRAME }, { "audio", HIDDEN },
	{ "blockquote", BLOCK }, { "body", BLOCK | SHOWN }, { "br", BLOCK },
	{ "button", HIDDEN }, { "canvas", HIDDEN }, { "caption", BLOCK },
	{ "center", BLOCK }, { "datalist", HIDDEN }, { "dd", BLOCK },
	{ "details", BLOCK }, { "dialog", BLOCK | HIDDEN }, { "dir", BLOCK },
	{ "div", BLOCK }, { "dl", BLOCK }, { "dt", BLOCK },
	{ "fieldset", BLOCK }, { "figcaption", BLOCK }, { "figure", BLOCK },
	{ "footer", BLOCK | FOOTER }, { "form", BLOCK }, { "frame", BLOCK },
	{ "h1", BLOCK | HEADING }, { "h2", BLOCK | HEADING },
	{ "h3", BLOCK | HEADING }, { "h4", BLOCK | HEADING },
	{ "h5", BLOCK | HEADING }, { "h6", BLOCK | HEADING },
	{ "head", BLOCK }, { "header", BLOCK }, { "hgroup", BLOCK },
	{ "hr", BLOCK }, { "html", BLOCK | SHOWN }, { "iframe", HIDDEN },
	{ "legend", BLOCK }, { "li", BLOCK }, { "listing", BLOCK | AS_IS },
	{ "main", BLOCK | ARTICLE }, { "map", HIDDEN }, { "menu", BLOCK },
	{ "nav", BLOCK | FRAME }, { "noframes", HIDDEN },
	{ "noscript", HIDDEN }, { "object", HIDDEN }, { "ol", BLOCK },
	{ "option", HIDDEN }, { "p", BLOCK }, { "pre", BLOCK | AS_IS },
	{ "script", HIDDEN | RAW }, { "section", BLOCK },
	{ "select", HIDDEN }, { "style", HIDDEN | RAW },
	{ "summary", BLOCK }, { "svg", HIDDEN }, { "table", BLOCK },
	{ "tbody", BLOCK }, { "td", BLOCK }, { "template", HIDDEN },
	{ "textarea", HIDDEN }, { "tfoot", BLOCK }, { "th", BLOCK },
	{ "thead", BLOCK }, { "title", BLOCK | TITLE }, { "tr", BLOCK },
	{ "ul", BLOCK }, { "video", HIDDEN }, { "xmp", BLOCK | AS_IS }
};

static int
by_name(const void *name, const void *element)
{
	return strcmp(name, ((const struct element *)element)->name);
}

/* Does a style hide its element? */
static int
hides(const char *style)
{
	static const struct { const char *name, *value; } ways[] = {
		{ "display", "none" }, { "visibility", "hidden" }
	};

	for (size_t i = 0; i < 2; i++) {
		const char *p = strcasestr(style, ways[i].name);

		if (p == NULL)
			continue;
		p += strlen(ways[i].name);
		p += strspn(p, " \t");
		if (*p != ':')
			continue;
		p += 1 + strspn(p + 1, " \t");
		if (strncasecmp(p, ways[i].value, strlen(ways[i].value)) == 0)
			return 1;
	}
	return 0;
}

static int
is_hidden(const char *const *atts)
{
	for (; atts != NULL && atts[0] != NULL; atts += 2) {
		if (strcmp(atts[0], "hidden") == 0 ||
		    (strcmp(atts[0], "aria-hidden") == 0 && atts[1] != NULL &&
		    strcasecmp(atts[1], "true") == 0) ||
		    (strcmp(atts[0], "style") == 0 && atts[1] != NULL &&
		    hides(atts[1])))
			return 1;
	}
	return 0;
}

static int
is_frame(const char *role)
{
	static const char *const roles[] = { "navigation", "search", "banner",
	    "complementary", "contentinfo", "menu", "menubar", "toolbar" };

	for (size_t i = 0; role != NULL &&
	    i < sizeof(roles) / sizeof(*roles); i++) {
		if (strcasecmp(role, roles[i]) == 0)
			return 1;
	}
	return 0;
}

static int
says(const char *const *atts, const char *name, const char *value)
{
	const char *v = html_attribute(atts, name);

	return v != NULL && strcasecmp(v, value) == 0;
}

static int
inside(const struct html *h, unsigned kind)
{
	return h->count[__builtin_ctz(kind)] > 0;
}

static unsigned
kind_of(const struct html *h, const char *name, const char *const *atts)
{
	const struct element *e = bsearch(name, elements,
	    sizeof(elements) / sizeof(*elements), sizeof(*elements), by_name);
	unsigned is = e != NULL ? e->is : 0;

	if (strcmp(name, "a") == 0 && html_attribute(atts, "href") != NULL)
		is |= LINKED;
	if (is & FOOTER && !inside(h, ARTICLE))
		is |= FRAME;
	if (is & RAW && says(atts, "type", "application/ld+json"))
		is |= LD;
	if (is_frame(html_attribute(atts, "role")))
		is |= FRAME;
	if ((is & SHOWN) == 0 && is_hidden(atts))
		is |= HIDDEN;
	return is;
}

static void
fail(struct html *h)
{
	h->failed = h->stopped = 1;
	xmlStopParser(h->parser);
}

/* A new parser goes on behind what this one has read. */
static void
stop_here(struct html *h)
{
	h->p -= h->parser->input->end - h->parser->input->cur;
	h->stopped = 1;
	xmlStopParser(h->parser);
	/* The tag in hand ends there. */
	if (h->p < h->end && *h->p == '/')
		h->p++;
	if (h->p < h->end && *h->p == '>')
		h->p++;
}

static void
on_start(void *arg, const xmlChar *xname, const xmlChar **xatts)
{
	const char *name = (const char *)xname;
	const char *const *atts = (const char *const *)xatts;
	struct html *h = arg;
	unsigned is;

	if (h->stopped)
		return;
	is = kind_of(h, name, atts);
	if ((is & BLOCK && html_lines_break(&h->lines) == -1) ||
	    html_meta_element(&h->meta, name, atts) == -1) {
		fail(h);
		return;
	}
	if (is & LINKED)
		html_lines_link(&h->lines);
	if (h->depth >= DEPTH - 1 && (is & RAW) == 0) {
		stop_here(h);
		return;
	}
	h->open[h->depth++] = (unsigned short)is;
	for (unsigned i = 0; i < KINDS; i++)
		h->count[i] += is >> i & 1;
}

static void
on_end(void *arg, const xmlChar *name)
{
	struct html *h = arg;
	unsigned is;
	int r = 0;

	(void)name;
	if (h->stopped || h->depth == 0)
		return;
	is = h->open[--h->depth];
	for (unsigned i = 0; i < KINDS; i++)
		h->count[i] -= is >> i & 1;
	if (is & TITLE && !inside(h, HIDDEN))
		r = html_meta_title_end(&h->meta);
	if (is & LD && !inside(h, LD))
		r = html_meta_script_end(&h->meta);
	if (is & BLOCK && html_lines_break(&h->lines) == -1)
		r = -1;
	if (r == -1)
		fail(h);
}

static void
on_text(void *arg, const xmlChar *text, int n)
{
	const char *p = (const char *)text;
	struct html *h = arg;
	unsigned flags = 0;
	int r = 0;

	if (h->stopped)
		return;
	for (unsigned i = 0; i < 4; i++)
		flags |= (unsigned)(h->count[i] > 0) << i;
	if (inside(h, LD) || (inside(h, TITLE) && !inside(h, HIDDEN)))
		r = html_meta_text(&h->meta, p, (size_t)n);
	else if (!inside(h, HIDDEN))
		r = html_lines_add(&h->lines, p, (size_t)n, flags);
	if (r == -1)
		fail(h);
}

/*
 * Nothing in a page is an error; but </br> and </p> that end nothing are <br>
 * to every browser.
 */
static void
on_error(void *arg, xmlErrorPtr error)
{
	struct html *h = arg;

	if (error->code == XML_ERR_TAG_NAME_MISMATCH && error->str1 != NULL &&
	    (strcmp(error->str1, "br") == 0 || strcmp(error->str1, "p") == 0) &&
	    !h->stopped && html_lines_break(&h->lines) == -1)
		fail(h);
}

static int
on_read(void *arg, char *out, int len)
{
	struct html *h = arg;
	size_t n = (size_t)(h->end - h->p), k = 0;

	if (h->stopped || len <= 0)
		return 0;
	/* A tag of too many attributes: it sees the end of the page. */
	if (h->parser->maxatts > ATTRIBUTES) {
		const char *close = memchr(h->p, '>', n);

		h->p = close != NULL ? close + 1 : h->end;
		h->stopped = 1;
		return 0;
	}
	/* Together with what follows: three bytes alone are not looked at. */
	if (!h->marked && len > 3) {
		h->marked = 1;
		memcpy(out, mark, sizeof(mark));
		k = sizeof(mark);
	}
	if (n > (size_t)len - k)
		n = (size_t)len - k;
	memcpy(out + k, h->p, n);
	h->p += n;
	return (int)(k + n);
}

/* One parser, from h->p to the end or to where it was stopped. */
static int
parse(struct html *h)
{
	static const int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
	    HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_NOIMPLIED |
	    HTML_PARSE_IGNORE_ENC | XML_PARSE_HUGE;
	htmlSAXHandler hear = {
		.startElement = on_start, .endElement = on_end,
		.characters = on_text, .cdataBlock = on_text,
		.ignorableWhitespace = on_text, .serror = on_error,
		.initialized = XML_SAX2_MAGIC
	};
	int nomem;

	if ((h->parser = htmlNewParserCtxt()) == NULL)
		return -1;
	*h->parser->sax = hear;
	h->parser->userData = h;
	h->depth = 0;
	memset(h->count, 0, sizeof(h->count));
	h->stopped = h->marked = 0;
	htmlCtxtReadIO(h->parser, on_read, NULL, h, NULL, NULL, options);
	nomem = h->failed || h->parser->errNo == XML_ERR_NO_MEMORY;
	htmlFreeParserCtxt(h->parser);
	return nomem ? -1 : 0;
}

struct html *
html_new(void)
{
	return calloc(1, sizeof(struct html));
}

void
html_free(struct html *h)
{
	if (h == NULL)
		return;
	html_lines_release(&h->lines);
	html_meta_release(&h->meta);
	free(h);
}

int
html_page(struct html *h, const char *p, size_t n, struct page *out)
{
	const char *title;
	size_t titlelen;

	html_lines_reset(&h->lines);
	html_meta_reset(&h->meta);
	h->p = p;
	h->end = p + n;
	if (n >= 3 && memcmp(p, mark, 3) == 0)
		h->p += 3;
	h->failed = 0;
	while (h->p < h->end) {
		p = h->p;
		/* Every parser reads something, when it has memory. */
		if (parse(h) == -1 || h->p == p) {
			errno = ENOMEM;
			return -1;
		}
	}
	if (html_lines_break(&h->lines) == -1)
		return -1;
	title = html_meta_first(&h->meta, META_OG_TITLE, META_TITLE,
	    &titlelen);
	out->text = html_lines_text(&h->lines, title, titlelen,
	    &out->textlen);
	if (out->text == NULL)
		return -1;
	out->url = html_meta_first(&h->meta, META_CANONICAL, META_OG_URL,
	    &out->urllen);
	out->date = html_meta_first(&h->meta, META_PUBLISHED, META_TIME,
	    &out->datelen);
	return 0;
}

/* The value of charset in a tag, from behind its name. */
static const char *
charset_in(const char *p, const char *end, size_t *len)
{
	static const char key[] = "charset";
	const char *value;

	for (; end - p > (ptrdiff_t)sizeof(key); p++) {
		if (strncasecmp(p, key, sizeof(key) - 1) == 0)
			break;
	}
	if (end - p <= (ptrdiff_t)sizeof(key))
		return NULL;
	p += sizeof(key) - 1;
	while (p < end && memchr(" \t\r\n=\"'", *p, 7) != NULL)
		p++;
	value = p;
	while (p < end && memchr(" \t\r\n\"';/", *p, 8) == NULL)
		p++;
	*len = (size_t)(p - value);
	return *len > 0 ? value : NULL;
}

const char *
html_charset(const char *p, size_t n, size_t *len)
{
	const char *end = p + (n < CHARSET_WITHIN ? n : CHARSET_WITHIN);
	const char *close, *value;

	while ((p = memchr(p, '<', (size_t)(end - p))) != NULL) {
		if ((close = memchr(p, '>', (size_t)(end - p))) == NULL)
			break;
		if (close - p > 5 && strncasecmp(p, "<meta", 5) == 0 &&
		    (value = charset_in(p + 5, close, len)) != NULL)
			return value;
		p++;
	}
	return NULL;
}
