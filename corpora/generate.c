/*
 * generate.c - grows a corpus of any size with known twins, in constant
 * memory.  corpora/README.md says what it is like.
 */
#include <err.h>
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gen.h"

#define MAX_PENDING	(1u << 17)	/* copies that wait to be written */
#define MAX_DISTANCE	100000u		/* of a copy behind its original */
#define YEAR		(365u * 86400u)

struct options {
	uint64_t docs, seed;
	uint32_t bytes, share;		/* share in thousandths */
	int escaped, date;
	const char *out, *truth;
};

/* A copy that waits: due at a place, of the document written at first. */
struct pending {
	uint64_t due, first;
};

struct generator {
	struct options o;
	struct words words;
	struct style style[NSTYLES];
	struct pending *heap;
	uint32_t npending;
	struct rng rng;
	struct tokens text, edited;
	char *buf;
	size_t cap;
	FILE *out, *truth;
};

/* The earliest copy is at the top; ties go by the original. */
static int
earlier(const struct pending *a, const struct pending *b)
{
	return a->due != b->due ? a->due < b->due : a->first < b->first;
}

static void
heap_push(struct generator *g, struct pending x)
{
	uint32_t i = g->npending++;

	while (i > 0 && earlier(&x, &g->heap[(i - 1) / 2])) {
		g->heap[i] = g->heap[(i - 1) / 2];
		i = (i - 1) / 2;
	}
	g->heap[i] = x;
}

static struct pending
heap_pop(struct generator *g)
{
	struct pending top = g->heap[0], x = g->heap[--g->npending];
	uint32_t i = 0, k;

	while ((k = 2 * i + 1) < g->npending) {
		if (k + 1 < g->npending &&
		    earlier(&g->heap[k + 1], &g->heap[k]))
			k++;
		if (!earlier(&g->heap[k], &x))
			break;
		g->heap[i] = g->heap[k];
		i = k;
	}
	g->heap[i] = x;
	return top;
}

/*
 * Sizes of groups as in news: mostly two or three, some of about ten, few of
 * a hundred.  GROUP_COPIES is the mean number of copies, in thousandths.
 */
static const struct {
	uint32_t weight, low, high;
} sizes[] = {
	{ 600, 2, 2 }, { 220, 3, 3 }, { 100, 4, 5 }, { 60, 6, 12 },
	{ 17, 13, 40 }, { 3, 41, 120 }
};
#define GROUP_COPIES	(600 + 2 * 220 + 7 * 50 + 8 * 60 + 51 * 17 / 2 + \
    159 * 3 / 2)

static uint32_t
draw_size(struct rng *r)
{
	uint32_t x = rng_below(r, 1000), i = 0;

	while (x >= sizes[i].weight)
		x -= sizes[i++].weight;
	return sizes[i].low + rng_below(r, sizes[i].high - sizes[i].low + 1);
}

/*
 * A new document begins a group with the chance p that makes the share of
 * copies come out: p * GROUP_COPIES copies to one original.
 */
static int
begins_group(struct generator *g)
{
	uint64_t share = g->o.share;
	uint64_t chance = share >= 1000 ? UINT32_MAX :
	    (share * 1000 << 32) / ((1000 - share) * GROUP_COPIES);

	return (rng_next(&g->rng) >> 32) < chance;
}

static void
begin_group(struct generator *g, uint64_t place)
{
	uint32_t copies = draw_size(&g->rng) - 1;
	uint64_t left = g->o.docs - place - 1;
	uint32_t reach = left / 4 < MAX_DISTANCE ? (uint32_t)(left / 4) :
	    MAX_DISTANCE;

	if (left <= g->npending || copies > left - g->npending ||
	    copies > MAX_PENDING - g->npending)
		return;
	for (; copies > 0; copies--) {
		/* The smaller of two draws: most copies come soon. */
		uint32_t a = rng_below(&g->rng, reach + 1);
		uint32_t b = rng_below(&g->rng, reach + 1);
		struct pending x = { place + 1 + (a < b ? a : b), place };

		heap_push(g, x);
	}
}

/* Days since 1970 to a date (Hinnant, chrono-compatible algorithms). */
static int
put_date(char *p, uint64_t seconds)
{
	uint32_t z = (uint32_t)(seconds / 86400) + 719468;
	uint32_t s = (uint32_t)(seconds % 86400);
	uint32_t era = z / 146097, doe = z % 146097;
	uint32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	uint32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	uint32_t mp = (5 * doy + 2) / 153;
	uint32_t month = mp < 10 ? mp + 3 : mp - 9;

	return sprintf(p, ",\"date\":\"%04u-%02u-%02uT%02u:%02u:%02uZ\"",
	    yoe + era * 400 + (month <= 2), month,
	    doy - (153 * mp + 2) / 5 + 1, s / 3600, s / 60 % 60, s % 60);
}

static const struct style *
style_of(struct generator *g, uint32_t number)
{
	if (g->style[number].name == NULL)
		style_make(&g->style[number], (int)number, &g->words,
		    g->o.escaped);
	return &g->style[number];
}

static void
put_record(struct generator *g, uint64_t place, const struct style *s,
    const struct tokens *t)
{
	size_t need = style_bound(s, t) + 256;
	char *p;

	if (need > g->cap) {
		free(g->buf);
		g->cap = need * 2;
		if ((g->buf = malloc(g->cap)) == NULL)
			err(1, NULL);
	}
	p = g->buf + sprintf(g->buf, "{\"id\":\"g%09" PRIu64 "\"", place + 1);
	/* 2025, evenly. */
	if (g->o.date)
		p += put_date(p, 1735689600u + place * YEAR / g->o.docs);
	p += sprintf(p, ",\"text\":\"");
	p = style_write(s, t, p);
	memcpy(p, "\"}\n", 3);
	fwrite(g->buf, 1, (size_t)(p + 3 - g->buf), g->out);
}

static void
put_truth(struct generator *g, uint64_t place, uint64_t first,
    const char *how)
{
	if (g->truth != NULL)
		fprintf(g->truth, "g%09" PRIu64 "\tg%09" PRIu64 "\t%s\n",
		    place + 1, first + 1, how);
}

static void
draw_document(struct generator *g, uint64_t place)
{
	struct rng r = { mix(g->o.seed, place) };
	uint32_t bytes = draw_length(&r, g->o.bytes);

	draw_text(&g->words, rng_next(&r), bytes, &g->text);
}

/* Half of the copies are spelled otherwise, half are edited as well. */
static void
put_copy(struct generator *g, uint64_t place, uint64_t first)
{
	static const uint32_t rates[] = { 5, 10, 20, 30, 50, 80, 120 };
	struct rng r = { mix(g->o.seed ^ 0x746177616Du, place) };
	char how[96];

	draw_document(g, first);
	if (rng_next(&r) >> 63) {
		const struct style *s = style_of(g, rng_below(&r, NSTYLES));

		snprintf(how, sizeof(how), "exact %s", s->name);
		put_record(g, place, s, &g->text);
	} else {
		uint32_t rate = rates[rng_below(&r, 7)];
		uint32_t n = draw_edits(&g->words, &r, rate, &g->text,
		    &g->edited);
		const struct style *s = style_of(g, rng_next(&r) >> 63 ? 0 :
		    rng_below(&r, NSTYLES));

		snprintf(how, sizeof(how), "near %s rate=0.%03u edits=%u/%zu",
		    s->name, rate, n, g->text.n);
		put_record(g, place, s, &g->edited);
	}
	put_truth(g, place, first, how);
}

static void
generate(struct generator *g)
{
	for (uint64_t i = 0; i < g->o.docs; i++) {
		/* Near the end the copies that wait take every place. */
		if (g->npending > 0 && (g->heap[0].due <= i ||
		    g->npending >= g->o.docs - i)) {
			put_copy(g, i, heap_pop(g).first);
			continue;
		}
		draw_document(g, i);
		put_record(g, i, style_of(g, 0), &g->text);
		put_truth(g, i, i, "first");
		if (begins_group(g))
			begin_group(g, i);
	}
}

static void
usage(void)
{
	fprintf(stderr, "usage: generate --docs N [--seed S] [--bytes MEAN] "
	    "[--dup-share P]\n    [--escaped] [--date] --out FILE "
	    "[--truth FILE]\n");
	exit(2);
}

static uint64_t
number(const char *name, const char *s, uint64_t low, uint64_t high)
{
	char *end;
	unsigned long long v;

	errno = 0;
	v = strtoull(s, &end, 10);
	if (*s < '0' || *s > '9' || *end != '\0' || errno != 0 || v < low ||
	    v > high)
		errx(2, "--%s: %s is not a number from %" PRIu64 " to %"
		    PRIu64, name, s, low, high);
	return v;
}

/* 0, 1 or 0.ddd, in thousandths: no floating point decides anything here. */
static uint32_t
share(const char *s)
{
	uint32_t v = 0, digits = 0;

	if (strcmp(s, "0") == 0)
		return 0;
	if (strncmp(s, "0.", 2) != 0 && s[0] != '.')
		errx(2, "--dup-share: %s is not a share such as 0.333", s);
	for (s += s[0] == '0' ? 2 : 1; *s != '\0'; s++) {
		if (*s < '0' || *s > '9')
			errx(2, "--dup-share: digits and a point only");
		if (digits++ < 3)
			v = v * 10 + (uint32_t)(*s - '0');
	}
	for (; digits < 3; digits++)
		v *= 10;
	return v;
}

static void
parse(struct options *o, int argc, char **argv)
{
	static const struct option longs[] = {
		{ "bytes", required_argument, NULL, 'b' },
		{ "date", no_argument, NULL, 'd' },
		{ "docs", required_argument, NULL, 'n' },
		{ "dup-share", required_argument, NULL, 'p' },
		{ "escaped", no_argument, NULL, 'e' },
		{ "out", required_argument, NULL, 'o' },
		{ "seed", required_argument, NULL, 's' },
		{ "truth", required_argument, NULL, 't' },
		{ NULL, 0, NULL, 0 }
	};
	int ch;

	while ((ch = getopt_long(argc, argv, "", longs, NULL)) != -1) {
		if (ch == 'b')
			o->bytes = (uint32_t)number("bytes", optarg, 20,
			    1000000);
		else if (ch == 'd')
			o->date = 1;
		else if (ch == 'e')
			o->escaped = 1;
		else if (ch == 'n')
			o->docs = number("docs", optarg, 0, 1000000000);
		else if (ch == 'o')
			o->out = optarg;
		else if (ch == 'p')
			o->share = share(optarg);
		else if (ch == 's')
			o->seed = number("seed", optarg, 0, UINT64_MAX);
		else if (ch == 't')
			o->truth = optarg;
		else
			usage();
	}
	if (optind != argc || o->out == NULL || o->docs == 0)
		usage();
}

static FILE *
output(const char *path)
{
	FILE *fp = strcmp(path, "-") == 0 ? stdout : fopen(path, "w");

	if (fp == NULL)
		err(1, "%s", path);
	setvbuf(fp, NULL, _IOFBF, 1 << 20);
	return fp;
}

static void
finish(FILE *fp, const char *path)
{
	if (fp != NULL && (ferror(fp) | fclose(fp)))
		err(1, "%s", path);
}

int
main(int argc, char **argv)
{
	static struct generator g = { .o = { .bytes = 2000, .share = 333 } };

	parse(&g.o, argc, argv);
	words_make(&g.words);
	g.rng.s = mix(g.o.seed, 0x67726F75u);
	if ((g.heap = malloc(MAX_PENDING * sizeof(g.heap[0]))) == NULL)
		err(1, NULL);
	g.out = output(g.o.out);
	if (g.o.truth != NULL)
		g.truth = output(g.o.truth);
	generate(&g);
	finish(g.out, g.o.out);
	finish(g.truth, g.o.truth);
	return 0;
}
