/*
 * fuzz_html.c - any bytes as a page, with and without a page before it.
 */
#include <string.h>

#include "fuzz.h"
#include "base/hash.h"
#include "io/html.h"
#include "io/utf.h"

/* Lines with something in them, and single spaces. */
static void
check_text(const char *p, size_t n)
{
	must(utf_valid(p, n));
	for (size_t i = 0; i < n; i++) {
		int ends = i == 0 || i + 1 == n || p[i - 1] == '\n' ||
		    p[i + 1] == '\n';

		must(p[i] != '\0' && p[i] != '\t' && p[i] != '\r');
		must((p[i] != '\n' && p[i] != ' ') || !ends);
		must(p[i] != ' ' || p[i + 1] != ' ');
	}
}

static uint64_t
digest(const struct page *page)
{
	uint64_t h = hash64(page->text, page->textlen, 1);

	if (page->url != NULL)
		h = hash64(page->url, page->urllen, h);
	return page->date == NULL ? h : hash64(page->date, page->datelen, h);
}

static uint64_t
read_page(struct html *h, const char *p, size_t n)
{
	struct page page;

	must(html_page(h, p, n, &page) == 0);
	/* Of one byte in a reference can come three, and the title twice. */
	must(page.textlen <= 3 * n);
	check_text(page.text, page.textlen);
	must(page.url == NULL || (page.urllen > 0 &&
	    utf_valid(page.url, page.urllen)));
	must(page.date == NULL || page.datelen >= 10);
	return digest(&page);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct html *h = html_new(), *again = html_new();
	char *p = malloc(3 * size + 1);
	const char *label;
	size_t n, len;
	uint64_t first;

	must(h != NULL && again != NULL && p != NULL);
	if ((label = html_charset((const char *)data, size, &len)) != NULL)
		must(len > 0 && (const uint8_t *)label >= data &&
		    (const uint8_t *)label + len <= data + size);
	n = utf_repair((const char *)data, size, p);
	p = realloc(p, n + 1);
	first = read_page(h, p, n);
	read_page(again, "<title>x</title><a href=y><div hidden>z", 39);
	must(read_page(again, p, n) == first);
	html_free(h);
	html_free(again);
	free(p);
	return 0;
}
