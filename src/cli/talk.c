/*
 * talk.c - what the command says on standard error.
 */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/talk.h"
#include "report/glyph.h"

static struct {
	void (*erase)(void *arg);
	void *arg;
} bar;

void
talk_set_eraser(void (*fn)(void *arg), void *arg)
{
	bar.erase = fn;
	bar.arg = arg;
}

/* Hidden characters but line ends and the isolates show() sets itself. */
static int
allowed(uint32_t cp)
{
	return cp == '\n' || cp == 0x2068 || cp == 0x2069;
}

static void
put_clean(const char *s, size_t n)
{
	char utf8[4];
	uint32_t cp;

	for (size_t i = 0; i < n;) {
		i += glyph_next(s + i, n - i, &cp);
		if (glyph_hidden(cp) && !allowed(cp))
			fprintf(stderr, "\\u{%04" PRIX32 "}", cp);
		else
			fwrite(utf8, 1, glyph_put(utf8, cp), stderr);
	}
}

__attribute__((format(printf, 2, 0)))
static void
vsay(const char *name, const char *fmt, va_list ap)
{
	char *line;
	int n;

	if (bar.erase != NULL)
		bar.erase(bar.arg);
	if ((n = vasprintf(&line, fmt, ap)) < 0)
		return;
	fputs(name, stderr);
	put_clean(line, (size_t)n);
	fputc('\n', stderr);
	free(line);
}

void
say(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsay("tawam: ", fmt, ap);
	va_end(ap);
}

void
tell(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsay("", fmt, ap);
	va_end(ap);
}

void
talk_clean(char *out, size_t size, const char *s, size_t n, size_t max)
{
	size_t at = strlen(out), shown = 0;
	int space = 0;
	uint32_t cp;

	for (size_t i = 0; i < n;) {
		size_t k = glyph_next(s + i, n - i, &cp);

		i += k;
		if (glyph_space(cp)) {
			space = shown > 0;
			continue;
		}
		if (shown + (size_t)space >= max || at + 16 > size) {
			strcpy(out + at, "...");
			return;
		}
		if (space) {
			out[at++] = ' ';
			shown++;
			space = 0;
		}
		if (glyph_hidden(cp))
			at += (size_t)snprintf(out + at, size - at,
			    "\\u{%04" PRIX32 "}", cp);
		else
			at += glyph_put(out + at, cp);
		out[at] = '\0';
		shown++;
	}
}
