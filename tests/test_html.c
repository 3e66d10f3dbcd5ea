/*
 * test_html.c - the text of a page: what is a line, what is text, what the
 * page says of itself, and pages that mean harm.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "helpers.h"
#include "input_talk.h"
#include "io/html.h"
#include "io/url.h"
#include "io/utf.h"

/* A sentence that is long enough to be a body. */
#define BODY	"The council met on Monday and decided, after a long debate, " \
	"that the bridge over the river will be closed for two years."

/* Pages, and the text of each. */
static void
expect_texts(const char *const (*pages)[2], size_t n)
{
	struct html *h = html_new();

	for (size_t i = 0; i < n; i++) {
		const char *want = pages[i][1];
		char *copy = strdup(pages[i][0]);
		struct page page;

		cr_assert_eq(html_page(h, copy, strlen(copy), &page), 0);
		cr_expect(page.textlen == strlen(want) &&
		    memcmp(page.text, want, page.textlen) == 0,
		    "%s\n  gives: %.*s\n  not:   %s", copy,
		    (int)page.textlen, page.text, want);
		free(copy);
	}
	html_free(h);
}

Test(html, lines)
{
	static const char *const pages[][2] = {
		{ "", "" }, { "a", "a" }, { "  a \n b\t<b>c</b>d ", "a b cd" },
		{ "<p>a<p>b", "a\nb" }, { "a<br>b<br/>c</br>d", "a\nb\nc\nd" },
		{ "<ul><li>a<li>b</ul>c", "a\nb\nc" },
		{ "<table><tr><td>a<td>b<tr><th>c</table>", "a\nb\nc" },
		{ "<h1>a</h1>b<div>c<div>d</div>e</div>f",
		    "a\nb\nc\nd\ne\nf" },
		{ "<pre>a\n b\n\nc</pre>", "a\nb\nc" },
		{ "a<i>b</i> <b> c</b>", "ab c" },
		{ "<dl><dt>a<dd>b</dl>", "a\nb" },
		{ "<p>&nbsp;</p><p>a&nbsp;&nbsp;b</p>", "a b" },
		{ "&lt;p&gt; &amp;amp; &#1575;&#x644; &zwnj;. &foo; &#0; x",
		    "<p> &amp; \xd8\xa7\xd9\x84 \xe2\x80\x8c. &foo; x" },
		{ "\xef\xbb\xbf<p>\xd8\xa7", "\xd8\xa7" },
		/* What does not close, or closes nothing. */
		{ "</p>a</div></b>b<b><i>c</b>d</i>e", "abcde" },
		{ "a</p>b</br></br>c", "a\nb\nc" },
		{ "<div><p>a</div>b</p>c", "a\nb\nc" },
		{ "a < b, b > a <", "a < b, b > a <" },
		{ "<p class=\"a>b\">c", "c" }, { "<p <b>a</b>", "a" },
		{ "<!-- a > b -->c<!---->d<!-- e", "cd" },
		{ "<!DOCTYPE html><?php if (a > b) ?>c", "b) ?>c" },
		{ "<P>a</P><BR>b", "a\nb" },
		/* Hidden. */
		{ "<script>if (a < b) \"</p>\"</script>c", "c" },
		{ "<style>p > a { }</style><noscript>x</noscript>c", "c" },
		{ "a<select><option>1<option>2</select>b<button>c</button>d",
		    "abd" },
		{ "<p hidden>a</p><p style='color:red; DISPLAY : none'>b</p>"
		    "<p aria-hidden=true>c</p><p style='display:block'>d",
		    "d" },
		{ "<div style='visibility:hidden'>a<p>b</p></div>c", "c" },
		{ "<svg><title>a</title><text>b</text></svg>c", "c" },
		{ "<body style='visibility:hidden'>a", "a" }
	};

	expect_texts(pages, sizeof(pages) / sizeof(*pages));
}

Test(html, links_and_frames)
{
	static const char *const pages[][2] = {
		/* Lines that are links for the most part. */
		{ "<ul><li><a href=1>Home</a><li><a href=2>World</a></ul>"
		    "<p>text", "text" },
		{ "<p>Source: <a href=1>abcdefg</a>", "Source: abcdefg" },
		{ "<p>See: <a href=1>abcdefghi</a>", "" },
		{ "<p><a name=x>An anchor is no link</a>",
		    "An anchor is no link" },
		{ "<a href=1><h3>Another</h3></a><p>text", "text" },
		/* The heading of what follows it. */
		{ "<h3><a href=1>Another</a></h3><p>" BODY,
		    "Another\n" BODY },
		{ "<h3><a href=1>Another</a></h3><p><a href=1>" BODY "</a>",
		    "" },
		/* A link that is never closed. */
		{ "<a href=1>" BODY BODY BODY BODY "<p>" BODY,
		    BODY BODY BODY BODY "\n" BODY },
		{ "<p><a href=1>" BODY BODY BODY BODY BODY " x</a>"
		    "<a href=2>y</a>", BODY BODY BODY BODY BODY " xy" },
		{ "<nav>a</nav><aside>b</aside>c<footer>d</footer>", "c" },
		{ "<article>a<footer>b</footer></article><footer>c</footer>",
		    "a\nb" },
		{ "<div role=navigation>a</div>b", "b" },
		/* Unless nothing else is left. */
		{ "<nav>a<p>b<p><a href=1>c</a>", "a\nb" }
	};

	expect_texts(pages, sizeof(pages) / sizeof(*pages));
}

Test(html, titles)
{
	static const char *const pages[][2] = {
		{ "<title>A  b\n</title><p>c", "A b\nc" },
		{ "<title></title><p>c", "c" },
		{ "<title>The news - Site</title><h1>The news</h1><p>c",
		    "The news\nc" },
		{ "<title>The news - Site</title><h1>The</h1><p>c",
		    "The news - Site\nThe\nc" },
		{ "<title>The news - Site</title><p>The news</p><p>c",
		    "The news - Site\nThe news\nc" },
		{ "<title>News</title><b>News</b><h2>News</h2><p>News x",
		    "News\nNews x" },
		{ "<title>A - Site</title><meta property=og:title "
		    "content='A'><p>A<p>b", "A\nb" },
		{ "<title>A</title><title>B</title><p>c", "A\nc" },
		{ "<title>Newsroom</title><h1>News</h1>", "Newsroom\nNews" },
		{ "<title>A &amp; b</title>", "A & b" }
	};

	expect_texts(pages, sizeof(pages) / sizeof(*pages));
}

static int
is(const char *p, size_t n, const char *want)
{
	return want == NULL ? p == NULL : p != NULL && n == strlen(want) &&
	    memcmp(p, want, n) == 0;
}

Test(html, what_a_page_says)
{
	static const struct {
		const char *in, *url, *date;
	} pages[] = {
		{ "", NULL, NULL },
		{ "<link rel=canonical href='http://a/b'>", "http://a/b",
		    NULL },
		{ "<meta property='og:url' content=u>", "u", NULL },
		{ "<meta property='og:url' content=u><link rel=Canonical "
		    "href=c><link rel=canonical href=d>", "c", NULL },
		{ "<link rel=stylesheet href=c><link rel=canonical>", NULL,
		    NULL },
		{ "<meta property=article:published_time "
		    "content='2019-11-14T10:00:00+03:00'>", NULL,
		    "2019-11-14T10:00:00+03:00" },
		{ "<meta name=date content='14 Nov'><meta name=DC.date "
		    "content=2019-11-14>", NULL, "2019-11-14" },
		{ "<time datetime=2018-01-02>2 Jan</time>", NULL,
		    "2018-01-02" },
		{ "<time>2018-01-02</time><time datetime=2017-01-02>", NULL,
		    "2017-01-02" },
		{ "<time datetime=2018-01-02></time><script type="
		    "application/ld+json>{\"@type\":\"NewsArticle\", "
		    "\"datePublished\" : \"2018-01-01T00:00:00Z\"}</script>",
		    NULL, "2018-01-01T00:00:00Z" },
		{ "<script type=application/ld+json></script>", NULL, NULL },
		{ "<script>\"datePublished\":\"2018-01-01\"</script>", NULL,
		    NULL },
		{ "<script type=application/ld+json>\"datePublished\":</script>"
		    "<script type=application/ld+json>\"datePublished\"",
		    NULL, NULL },
		{ "<span itemprop=datePublished content=2016-05-06>"
		    "<meta itemprop=datePublished content=2016-05-05>",
		    NULL, "2016-05-05" }
	};
	struct html *h = html_new();

	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++) {
		char *copy = strdup(pages[i].in);
		struct page page;

		cr_assert_eq(html_page(h, copy, strlen(copy), &page), 0);
		cr_expect(is(page.url, page.urllen, pages[i].url), "%s: %.*s",
		    copy, (int)page.urllen, page.url);
		cr_expect(is(page.date, page.datelen, pages[i].date),
		    "%s: %.*s", copy, (int)page.datelen, page.date);
		free(copy);
	}
	html_free(h);
}

Test(html, charset_in_the_mark_up)
{
	static const char *const pages[][2] = {
		{ "<meta charset=utf-8>", "utf-8" },
		{ "<p><META http-equiv=Content-Type content='text/html; "
		    "charset=windows-1256'>", "windows-1256" },
		{ "<meta charset = \"x\" >", "x" },
		{ "<meta name=a><script charset=b></script><meta charset='c'/>",
		    "c" },
		{ "<meta charset=>", NULL }, { "<meta charset", NULL },
		{ "<meta charset=a", NULL }, { "", NULL }, { "<<<", NULL },
		{ "charset=a", NULL }
	};

	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++) {
		size_t n = strlen(pages[i][0]), len = 0;
		char *copy = malloc(n + 1);
		const char *got;

		memcpy(copy, pages[i][0], n);
		got = html_charset(copy, n, &len);
		cr_expect(is(got, len, pages[i][1]), "%s: %.*s", pages[i][0],
		    (int)len, got);
		free(copy);
	}
}

/* A page as a site makes it, around lines of text. */
static size_t
dress(uint64_t *state, const char *const *lines, size_t n, char *out)
{
	static const char *const ways[][2] = {
		{ "<p>", "</p>" }, { "<p class=x>", "" },
		{ "<div><span>", "</span></div>" }, { "<br>", "<br/>" },
		{ "<ul><li>", "</ul>" }, { "<table><tr><td>", "</table>" },
		{ "</b></i><blockquote>", "</blockquote>" },
		{ "<script>x</script><div>", "" }
	};
	size_t len = 0;

	len += (size_t)sprintf(out, "<!DOCTYPE html><html><head><meta "
	    "charset=utf-8></head><body><nav><a href=/>x</a> y</nav>");
	for (size_t i = 0; i < n; i++) {
		size_t k = rnd(state) % 8;

		len += (size_t)sprintf(out + len, "%s\n  %s \n%s", ways[k][0],
		    lines[i], ways[k][1]);
		if (rnd(state) % 4 == 0)
			len += (size_t)sprintf(out + len,
			    "<p><a href=1>one</a> | <a href=2>two</a></p>");
		if (rnd(state) % 4 == 0)
			len += (size_t)sprintf(out + len, "<!-- z --><div>");
	}
	len += (size_t)sprintf(out + len, "<footer>x</footer></body></html>");
	return len;
}

/* The text comes out as it went in, however the page is made. */
Test(html, dressed_text)
{
	static const char *const words[] = { "\xd8\xa8\xd8\xaf\xd8\xa3",
	    "\xd9\x85\xd9\x86", "x", "7", "\xd9\x81\xd9\x8a." };
	struct html *h = html_new();
	uint64_t state = 11;

	for (int round = 0; round < 500; round++) {
		char lines[30][100], want[4000], page[12000];
		const char *ptr[30];
		size_t n = rnd(&state) % 30, len, want_len = 0;
		struct page got;

		for (size_t i = 0; i < n; i++) {
			size_t k = 1 + rnd(&state) % 9, at = 0;

			while (k-- > 0)
				at += (size_t)sprintf(lines[i] + at, "%s%s",
				    at > 0 ? " " : "", words[rnd(&state) % 5]);
			ptr[i] = lines[i];
			want_len += (size_t)sprintf(want + want_len, "%s%s",
			    want_len > 0 ? "\n" : "", lines[i]);
		}
		if (n == 0)
			continue;
		len = dress(&state, ptr, n, page);
		cr_assert_eq(html_page(h, page, len, &got), 0);
		cr_assert(is(got.text, got.textlen, want),
		    "%.*s\n%.*s\n%s", (int)len, page, (int)got.textlen,
		    got.text, want);
	}
	html_free(h);
}

/* count times p in a page of its own. */
static char *
many(const char *head, const char *p, size_t count, const char *tail,
    size_t *n)
{
	size_t k = strlen(p), a = strlen(head), b = strlen(tail);
	char *out = malloc(a + k * count + b + 1);

	memcpy(out, head, a);
	for (size_t i = 0; i < count; i++)
		memcpy(out + a + k * i, p, k);
	memcpy(out + a + k * count, tail, b + 1);
	*n = a + k * count + b;
	return out;
}

/*
 * Nested very deep, closed wrongly, very long: each of these takes a parser
 * without bounds longer than this test may.
 */
Test(html, hostile, .timeout = 300)
{
	static const struct {
		const char *head, *p, *tail;
		size_t count;
		const char *want;	/* NULL: whatever it is */
	} pages[] = {
		{ "", "<div>", "deep</div>x", 1000000, "deep\nx" },
		{ "", "<b>", "deep", 1000000, "deep" },
		{ "<table>", "<td><table>", "deep", 300000, "deep" },
		{ "a", "<div></span>", "b", 500000, "a\nb" },
		{ "a", "<font><b></i>", "b", 300000, "ab" },
		{ "<p>", "<script>x</script><i>", "a", 2000, "a" },
		{ "", "<select><option>", "", 100000, "" },
		{ "<p title='", "x", "'>a", 20000000, "a" },
		{ "<p ", "a=b ", ">c", 1000000, NULL },
		{ "<!--", "x<p>", "", 3000000, "" },
		{ "", "&", "", 1000000, NULL }, { "", "<", "", 1000000, NULL },
		{ "", "</div ", "", 1000000, "" },
		{ "", "<a href=x>", "<p>" BODY, 100000, NULL },
		{ "", "<p>x", "", 500000, NULL },
		{ "", "<x", ">a", 5000000, NULL },
		{ "", "<svg><title>", "", 100000, NULL }
	};
	struct html *h = html_new();

	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++) {
		struct page got;
		size_t n;
		char *p = many(pages[i].head, pages[i].p, pages[i].count,
		    pages[i].tail, &n);

		cr_assert_eq(html_page(h, p, n, &got), 0);
		cr_expect(utf_valid(got.text, got.textlen));
		cr_expect(pages[i].want == NULL ||
		    is(got.text, got.textlen, pages[i].want), "%zu: %.*s", i,
		    got.textlen < 100 ? (int)got.textlen : 100, got.text);
		free(p);
	}
	html_free(h);
}

/* A tag of many attributes that all differ. */
Test(html, many_attributes)
{
	struct html *h = html_new();
	size_t n = 0;
	char *p = malloc(20000000);
	struct page got;

	n += (size_t)sprintf(p, "<p>before<p ");
	for (int i = 0; i < 1000000; i++)
		n += (size_t)sprintf(p + n, "a%d=b ", i);
	n += (size_t)sprintf(p + n, ">after<p>end");
	cr_assert_eq(html_page(h, p, n, &got), 0);
	cr_expect(is(got.text, got.textlen, "before\nafter\nend"), "%.*s",
	    (int)got.textlen, got.text);
	free(p);
	html_free(h);
}

/* White space as one space. */
static void
squeeze(char *s)
{
	char *out = s;

	for (; *s != '\0'; s++) {
		int wide = strncmp(s, "\xc2\xa0", 2) == 0;

		s += wide;
		if (!wide && *s != ' ')
			*out++ = *s;
		else if (s[1] != ' ' && s[1] != '\n' && s[1] != '\0')
			*out++ = ' ';
	}
	*out = '\0';
}

/* The page of the seed as a site would have it: the paragraphs come out, the
 * list of headlines, which are links, does not. */
Test(html, page_of_the_seed)
{
	const char *path = shared_path("data/marib_page.txt");
	size_t n, len = 0, want_len = 0;
	char *text, *page, *want, *rest, *line;
	struct html *h = html_new();
	struct page got;

	if (path == NULL)
		cr_skip_test("no shared data");
	cr_assert_not_null(text = read_file(path, &n));
	page = malloc(4 * n + 10000);
	want = malloc(n + 1);
	len += (size_t)sprintf(page, "<html><body><nav><a href=/>x</a></nav>"
	    "<article>");
	rest = text;
	while ((line = strsep(&rest, "\n")) != NULL) {
		static const char bullet[] = "\xe2\x80\xa2";
		char *dot = strstr(line, bullet);

		line += strspn(line, " \r\xc2\xa0");
		if (*line == '\0')
			continue;
		if (dot != NULL) {
			len += (size_t)sprintf(page + len, "<li><a href=x>%s"
			    "</a>", dot + strlen(bullet));
			continue;
		}
		len += (size_t)sprintf(page + len, "<p>%s</p>\n", line);
		want_len += (size_t)sprintf(want + want_len, "%s%s",
		    want_len > 0 ? "\n" : "", line);
	}
	cr_assert_eq(html_page(h, page, len, &got), 0);
	cr_expect_gt(want_len, 4000);
	squeeze(want);
	cr_expect(is(got.text, got.textlen, want), "%.*s", (int)got.textlen,
	    got.text);
	free(text);
	free(page);
	free(want);
	html_free(h);
}

Test(url, host)
{
	static const char *const urls[][2] = {
		{ "https://a.b/c", "a.b" }, { "http://a:80/", "a" },
		{ "//a?b", "a" }, { "https://u:p@w@h:1/x@y", "h" },
		{ "http://[::1]:8/a", "[::1]" }, { "http://[::1", "[::1" },
		{ "a/b", NULL }, { "", NULL }, { "http://", NULL },
		{ "http:///x", NULL }, { "http://@:9", NULL },
		{ "urn:x:y", NULL }
	};

	for (size_t i = 0; i < sizeof(urls) / sizeof(*urls); i++) {
		size_t n = strlen(urls[i][0]), len = 0;
		char *copy = malloc(n + 1);
		const char *got;

		memcpy(copy, urls[i][0], n);
		got = url_host(copy, n, &len);
		cr_expect(is(got, len, urls[i][1]), "%s: %.*s", urls[i][0],
		    (int)len, got);
		free(copy);
	}
}

/* Files of HTML, and HTML in fields, with what the page says of itself. */
Test(html, through_the_reader, .init = make_folder, .fini = drop_folder)
{
	static const struct {
		const char *name, *in, *want;
	} files[] = {
		{ "a.html", "<meta charset=windows-1252><p>caf\xe9",
		    "? 1 converted from windows-1252\n"
		    "1 \"a.html\" caf\xc3\xa9\n" },
		{ "a.htm", "<meta charset=utf-8><p>caf\xe9",
		    "? 1 broken UTF-8\n1 \"a.htm\" caf\xef\xbf\xbd\n" },
		{ "b", "\n <!DOCTYPE HTML><meta charset=x><p>\xc7\xe1\xd3\xda"
		    "\xe6\xcf<p>x", "? 1 converted from windows-1256\n1 \"b\" "
		    "\xd8\xa7\xd9\x84\xd8\xb3\xd8\xb9\xd9\x88\xd8\xaf\nx\n" },
		{ "c.xhtml", "\xef\xbb\xbf<html><link rel=canonical "
		    "href=https://h/p><time datetime=2019-01-02></time>t",
		    "? 1 byte order mark\n1 \"c.xhtml\" t date=2019-01-02 "
		    "source=h\n" },
		{ "d.html", "", "? 1 nothing in the file\n1 \"d.html\" \n" },
		{ "e", "<htm", "1 \"e\" <htm\n" },
		{ "f.jsonl", "{\"id\":1,\"text\":\"<p>a<p>b\\n<link "
		    "rel=canonical href=\\\"//h\\\"><time datetime=2019-01-02>"
		    "\"}\n{\"id\":2,\"text\":\"a\xff<br>b\",\"d\":\"x\"}\n",
		    "1 1 a\nb date=2019-01-02 source=h\n"
		    "? 2 broken UTF-8\n2 2 a\xef\xbf\xbd\nb date=x\n" },
		{ "g.csv", "id,text\n1,\"<p class=\"\"x\"\">a<p>b\"\n",
		    "2 \"1\" a\nb\n" }
	};

	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		struct input_options o;
		char *got;

		input_options_init(&o);
		o.html = files[i].name[0] >= 'f';
		if (o.html)
			o.date_field = "d";
		puts_to(files[i].name, files[i].in);
		got = told(files[i].name, &o);
		cr_expect_str_eq(got, files[i].want, "%s", got);
		free(got);
	}
}
