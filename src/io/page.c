/*
 * page.c - pages: a file of HTML, and the text out of a record that is HTML.
 */
#include <string.h>

#include "io/reader.h"
#include "io/url.h"
#include "io/utf.h"

/* The page as well-formed UTF-8; -1 with errno. */
static int
mend(struct reader *rd, struct record *r)
{
	if (utf_valid(r->text, r->textlen))
		return 0;
	if (room_reserve(&rd->mended, 3 * r->textlen) == -1)
		return -1;
	r->textlen = utf_repair(r->text, r->textlen, rd->mended.p);
	r->text = rd->mended.p;
	return 0;
}

int
reader_page(struct reader *rd, struct record *r)
{
	struct page page;

	if (r->textlen > HTML_MAX / 3) {
		reader_bad(rd, r, "a page of more than 700 MB");
		return 0;
	}
	if (rd->html == NULL && (rd->html = html_new()) == NULL)
		return -1;
	if (mend(rd, r) == -1 ||
	    html_page(rd->html, r->text, r->textlen, &page) == -1)
		return -1;
	r->text = page.text;
	r->textlen = page.textlen;
	if (r->date == NULL) {
		r->date = page.date;
		r->datelen = page.datelen;
	}
	if (r->source == NULL && page.url != NULL)
		r->source = url_host(page.url, page.urllen, &r->sourcelen);
	return 1;
}

enum encoding
page_encoding(const char *p, size_t n)
{
	size_t len;
	const char *label = html_charset(p, n, &len);

	return label == NULL ? ENCODING_AUTO : encoding_of_label(label, len);
}

int
page_next(struct reader *rd, struct record *r)
{
	int got = reader_whole(rd, r);

	if (got != 1)
		return got;
	if (reader_text(rd, r, page_encoding(r->text, r->textlen)) == -1 ||
	    reader_id(rd, r, rd->name, "") == -1)
		return -1;
	return reader_page(rd, r);
}
