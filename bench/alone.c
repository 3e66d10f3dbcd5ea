/*
 * alone.c - single stages over texts in memory, beside what the usual library
 * needs for the usual normal form of the same texts.
 */
#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "bench.h"
#include "text/code.h"
#include "text/define.h"

/* So that no compiler leaves out what is not looked at. */
static volatile size_t sink;

struct sample {
	struct texts x;
	size_t n;
};

static double
normalise(const struct sample *s, struct tawam_sketcher *k)
{
	double start = bench_now();

	for (size_t i = 0; i < s->n; i++) {
		struct tawam_normal n;

		check(tawam_normalise(k, s->x.t[i].text, s->x.t[i].len, &n),
		    "tawam_normalise");
		sink += n.len;
	}
	return bench_now() - start;
}

static double
sketch(const struct sample *s, struct tawam_sketcher *k,
    const struct tawam_params *p)
{
	size_t size = tawam_sketch_size(p);
	unsigned char *out = malloc(size);
	double start = bench_now();

	if (out == NULL)
		err(1, NULL);
	for (size_t i = 0; i < s->n; i++) {
		check(tawam_sketch(k, s->x.t[i].text, s->x.t[i].len, out,
		    size), "tawam_sketch");
		sink += out[size - 1];
	}
	free(out);
	return bench_now() - start;
}

static double
code(const struct sample *s)
{
	struct mem mem;
	struct coder *c;
	double start;

	mem_init(&mem, NULL);
	check(coder_new(&c, TAWAM_PROFILE_STANDARD, &mem), "coder_new");
	start = bench_now();
	for (size_t i = 0; i < s->n; i++) {
		struct coded t;

		check(coder_run(c, s->x.t[i].text, s->x.t[i].len, &t),
		    "coder_run");
		sink += t.n;
	}
	start = bench_now() - start;
	coder_free(c);
	return start;
}

/* The text as a page has it, each tenth word in quotes. */
static size_t
quote(const char *text, size_t len, char *out)
{
	static const char mark[] = "&quot;";
	size_t n = 0, words = 0;

	for (size_t i = 0; i < len; i++) {
		int space = text[i] == ' ';

		words += (size_t)space;
		if (space && words % 10 == 1) {
			memcpy(out + n, mark, sizeof(mark) - 1);
			n += sizeof(mark) - 1;
		}
		out[n++] = text[i];
		if (space && words % 10 == 0) {
			memcpy(out + n, mark, sizeof(mark) - 1);
			n += sizeof(mark) - 1;
		}
	}
	return n;
}

static void
quote_all(const struct sample *s, struct sample *to)
{
	to->n = s->n;
	if ((to->x.t = calloc(s->n + 1, sizeof(*to->x.t))) == NULL)
		err(1, NULL);
	for (size_t i = 0; i < s->n; i++) {
		char *out = malloc(7 * s->x.t[i].len + 1);

		if (out == NULL)
			err(1, NULL);
		to->x.t[i].len = quote(s->x.t[i].text, s->x.t[i].len, out);
		to->x.t[i].text = out;
	}
}

static double
by_rule(const struct sample *s)
{
	struct definer d = { 0 };
	struct mem mem;
	double start;

	mem_init(&mem, NULL);
	d.mem = &mem;
	start = bench_now();
	for (size_t i = 0; i < s->n; i++) {
		check(define(&d, TAWAM_PROFILE_STANDARD, s->x.t[i].text,
		    s->x.t[i].len), "define");
		sink += d.in.len;
	}
	start = bench_now() - start;
	define_free(&d);
	return start;
}

static double
casefold(const struct sample *s)
{
	const utf8proc_option_t how = (utf8proc_option_t)(UTF8PROC_STABLE |
	    UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
	    UTF8PROC_IGNORE);
	double start = bench_now();

	for (size_t i = 0; i < s->n; i++) {
		utf8proc_uint8_t *out = NULL;
		utf8proc_ssize_t n;

		n = utf8proc_map((const utf8proc_uint8_t *)s->x.t[i].text,
		    (utf8proc_ssize_t)s->x.t[i].len, &out, how);
		/* It refuses a text that is not UTF-8; that costs less. */
		sink += n > 0 ? (size_t)n : 0;
		free(out);
	}
	return bench_now() - start;
}

void
alone_run(const char *path, struct figures *f)
{
	struct tawam_sketcher *k;
	struct tawam_params p;
	struct sample s = { .n = 0 }, quoted;

	texts_read(&s.x, path);
	while (s.n < s.x.n && f->alone_bytes < ALONE_BYTES)
		f->alone_bytes += s.x.t[s.n++].len;
	f->alone_docs = s.n;
	tawam_params_init(&p, sizeof(p));
	check(tawam_sketcher_new(&k, &p), "tawam_sketcher_new");
	f->alone[ALONE_NORMALISE] = normalise(&s, k);
	f->alone[ALONE_CODE] = code(&s);
	quote_all(&s, &quoted);
	f->alone[ALONE_QUOTED] = code(&quoted);
	f->alone[ALONE_DEFINED] = by_rule(&quoted);
	f->alone[ALONE_SKETCH] = sketch(&s, k, &p);
	f->alone[ALONE_CASEFOLD] = casefold(&s);
	tawam_sketcher_free(k);
	for (size_t i = 0; i < quoted.n; i++)
		free((char *)(uintptr_t)quoted.x.t[i].text);
	free(quoted.x.t);
	texts_free(&s.x);
}
