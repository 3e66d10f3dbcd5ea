/*
 * html.h - the text of a page, and what the page says about itself.
 *
 * A paragraph, a heading, a list item, a table cell and what stands between
 * two <br> is a line each; white space is one space.  Scripts, forms' parts
 * and what is hidden are not text.  Lines that are links for the most part
 * (menus, lists of headlines) are dropped, and so is what stands in <nav>,
 * <aside> and the page's footer, unless nothing else is left.  The title is
 * the first line, without the site's name where a heading shows what that is;
 * lines that repeat it are dropped.
 *
 * Any bytes are a page.  Memory is a few times the page, and time in
 * proportion to it, however it is nested.
 */
#ifndef TAWAM_IO_HTML_H
#define TAWAM_IO_HTML_H

#include <stddef.h>

/* Pointers last until the next page. */
struct page {
	const char *text;
	size_t textlen;
	const char *url;	/* canonical, or as og:url has it; or NULL */
	size_t urllen;
	const char *date;	/* of publication, ISO 8601; or NULL */
	size_t datelen;
};

struct html;

/* NULL: out of memory. */
struct html *html_new(void);
void	 html_free(struct html *h);

/* The longest page, in bytes. */
#define HTML_MAX	((size_t)1 << 31)

/*
 * p is well-formed UTF-8, n <= HTML_MAX bytes, whatever it says of its
 * encoding.  0, or -1 with errno: out of memory.
 */
int	 html_page(struct html *h, const char *p, size_t n,
	    struct page *out);

/*
 * The name of the encoding in the mark-up at the start of a page in an
 * encoding of its own; NULL: it names none.  Points into p.
 */
const char *html_charset(const char *p, size_t n, size_t *len);

#endif
