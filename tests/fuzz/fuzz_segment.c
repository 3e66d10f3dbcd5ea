/*
 * fuzz_segment.c - libFuzzer entry: pages, and tables of boilerplate.
 *
 * What stands before the first form feed is a table, the rest a page.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tawam.h"

int	 LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct seen {
	const char *text;
	size_t len;
	size_t start;		/* of the unit before */
	uint64_t n;
	char *article;		/* the first one's text */
	size_t article_len;
};

static void
must(int holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "%s\n", what);
	abort();
}

/* The text of a unit is its lines, and these are the page's. */
static int
take(void *arg, const struct tawam_unit *u)
{
	struct seen *s = arg;
	size_t at = 0;

	must(u->number == ++s->n, "number");
	must(u->start < u->end && u->end <= s->len, "extent");
	must(s->n == 1 || u->start > s->start, "order");
	s->start = u->start;
	for (size_t i = 0; i < u->nlines; i++) {
		const struct tawam_line *l = &u->lines[i];
		size_t n = l->end - l->start;

		must(l->start < l->end && l->end <= s->len, "line");
		must(i == 0 || l->start >= l[-1].end, "lines");
		if (l->category != TAWAM_LINE_TEXT &&
		    l->category != TAWAM_LINE_FORMULA)
			continue;
		if (at > 0)
			must(u->whole[at++] == '\n', "newline");
		must(at + n <= u->wholelen && memcmp(u->whole + at,
		    s->text + l->start, n) == 0, "text");
		at += n;
	}
	must(at == u->wholelen, "length");
	must(u->corelen > 0 && u->corelen <= u->wholelen, "core");
	if (u->kind == TAWAM_ARTICLE && s->article == NULL) {
		s->article = malloc(u->len);
		must(s->article != NULL, "memory");
		memcpy(s->article, u->text, u->len);
		s->article_len = u->len;
	}
	return 0;
}

static int
again(void *arg, const struct tawam_unit *u)
{
	const struct seen *s = arg;

	must(u->number == 1 && u->kind == TAWAM_ARTICLE &&
	    u->headlen == 0 && u->len == s->article_len &&
	    memcmp(u->text, s->article, u->len) == 0, "another article");
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *cut = size > 0 ? memchr(data, '\f', size) : NULL;
	size_t table = cut != NULL ? (size_t)(cut - data) : 0;
	struct tawam_segmenter *x;
	struct tawam_page p;
	struct seen s = { 0 };
	uint64_t line;
	int r;

	must(tawam_segmenter_new(&x, NULL) == 0, "memory");
	r = tawam_segmenter_read(x, (const char *)data, table, &line);
	must(r == 0 || (r == TAWAM_EFORMAT && line > 0), "table");
	tawam_page_init(&p, sizeof(p));
	p.text = s.text = (const char *)data + table;
	p.len = s.len = size - table;
	p.unit = take;
	p.arg = &s;
	must(tawam_segment(x, &p) == 0, "segment");
	if (s.article != NULL) {
		p.text = s.article;
		p.len = s.article_len;
		p.unit = again;
		must(tawam_segment(x, &p) == 0, "segment");
		free(s.article);
	}
	tawam_segmenter_free(x);
	return 0;
}
