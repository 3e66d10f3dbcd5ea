/*
 * html_text.c - corpus text inside a page: it can be read and can do nothing.
 */
#include <inttypes.h>

#include "report/glyph.h"
#include "report/html_text.h"

/* The entity of an ASCII character that means something to HTML, or NULL. */
static const char *
entity(uint32_t cp)
{
	switch (cp) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

/* Emoji are chosen by these two; they are part of what is seen. */
static int
is_emoji_selector(uint32_t cp)
{
	return cp == 0xfe0e || cp == 0xfe0f;
}

void
html_text(struct output *o, const char *s, size_t n)
{
	size_t from = 0, i = 0;

	while (i < n) {
		const char *mark;
		char utf8[4];
		uint32_t cp;
		size_t k = glyph_next(s + i, n - i, &cp), m;

		mark = entity(cp);
		m = glyph_put(utf8, cp);
		if (mark == NULL && m == k && cp != '\r' &&
		    (!glyph_hidden(cp) || is_emoji_selector(cp)) &&
		    cp != 0xfffd && cp != 0x2028 && cp != 0x2029) {
			i += k;
			continue;
		}
		output_write(o, s + from, i - from);
		if (mark != NULL)
			output_puts(o, mark);
		else if (cp == 0xfffd)
			output_write(o, utf8, m);
		else if (cp == 0x2028 || cp == 0x2029)
			output_puts(o, "\n");
		else if (cp != '\r')
			output_printf(o, "<i class=\"u\" title=\"U+%04" PRIX32
			    "\">%04" PRIX32 "</i>", cp, cp);
		from = i += k;
	}
	output_write(o, s + from, i - from);
}

void
html_label(struct output *o, enum label l)
{
	output_puts(o, label_ar(l));
	output_printf(o, " <span class=\"en\" lang=\"en\" dir=\"ltr\">%s"
	    "</span>", label_en(l));
}
