/*
 * gen_roads.c - writes text/roads.c, the tables of the fast road.
 *
 * usage: gen_roads >roads.c
 *
 * It asks the definition (text/define.c) what becomes of each code point
 * between two letters, and then in each company that could make a difference:
 * a code point whose answers do not agree is left to the slow road.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/define.h"
#include "text/roads.h"
#include "text/tables.h"
#include "text/utf8.h"

#define NCP	0x110000u
#define BEH	0x628u
#define WAW	0x648u
#define YEH	0x64Au
#define HAMZA	0x654u
#define MAXTEXT	64
#define MAXTEXTS 8192

struct text {
	uint32_t cp[MAXTEXT];
	size_t n;
};

static struct mem mem;
static struct definer definer;
static uint8_t second[NCP];	/* does it compose with something before it? */

static char *texts[MAXTEXTS];
static size_t ntexts;

static uint16_t entry[NCP], blocks[NCP];
static size_t nblocks;
static uint16_t index_of[ROAD_NTABLES][NCP >> 7];

static void
add(struct text *t, uint32_t cp)
{
	if (t->n == MAXTEXT)
		errx(1, "text too long");
	t->cp[t->n++] = cp;
}

static void
add_text(struct text *t, const struct text *u)
{
	for (size_t i = 0; i < u->n; i++)
		add(t, u->cp[i]);
}

static struct text
normal(enum tawam_profile profile, const uint32_t *cp, size_t n)
{
	char bytes[64];
	struct text t = { .n = 0 };
	size_t len = 0;

	for (size_t i = 0; i < n; i++)
		len += utf8_encode(cp[i], bytes + len);
	if (define(&definer, profile, bytes, len) != 0)
		errx(1, "out of memory");
	for (size_t i = 0; i < definer.in.len; i++)
		add(&t, definer.in.cp[i]);
	return t;
}

/* Spaces collapsed and trimmed; of U+0654, what rule S5c does to what stands
 * before it. */
static struct text
tidy(const struct text *t)
{
	struct text u = { .n = 0 };

	for (size_t i = 0; i < t->n; i++) {
		uint32_t last = u.n == 0 ? ' ' : u.cp[u.n - 1];

		if (t->cp[i] == ' ' && last == ' ')
			continue;
		if (t->cp[i] == HAMZA) {
			if (last == WAW || last == YEH)
				u.cp[u.n - 1] = last == WAW ? 0x624 : 0x626;
			continue;
		}
		add(&u, t->cp[i]);
	}
	while (u.n > 0 && u.cp[u.n - 1] == ' ')
		u.n--;
	return u;
}

/* Does pattern, with g in the place of each 0, come out of it with cp there? */
static int
agrees(const uint32_t *pattern, size_t n, uint32_t cp, const struct text *g)
{
	uint32_t in[8];
	struct text want = { .n = 0 }, got;

	for (size_t i = 0; i < n; i++) {
		in[i] = pattern[i] == 0 ? cp : pattern[i];
		if (pattern[i] == 0)
			add_text(&want, g);
		else if (prop_class(pattern[i]) != PROP_MARK ||
		    pattern[i] == HAMZA)
			add(&want, pattern[i]);
	}
	want = tidy(&want);
	got = normal(TAWAM_PROFILE_STANDARD, in, n);
	return want.n == got.n &&
	    memcmp(want.cp, got.cp, want.n * sizeof(want.cp[0])) == 0;
}

static int
settled(uint32_t cp, const struct text *g)
{
	static const struct {
		size_t n;
		uint32_t cp[6];
	} company[] = {
		{ 3, { '1', 0, '1' } },
		{ 3, { 'x', 0, 'x' } },
		{ 2, { WAW, 0 } },
		{ 2, { YEH, 0 } },
		{ 3, { WAW, 0, HAMZA } },
		{ 3, { YEH, 0, HAMZA } },
		{ 3, { BEH, 0, 0x301 } },
		{ 4, { BEH, 0x301, 0, BEH } },
		{ 4, { WAW, 0x64E, 0, HAMZA } },
		{ 4, { BEH, 0, 0, BEH } },
		{ 2, { 0x1112, 0 } },
		{ 2, { 0xAC00, 0 } }
	};

	for (size_t i = 0; i < sizeof(company) / sizeof(company[0]); i++)
		if (!agrees(company[i].cp, company[i].n, cp, g))
			return 0;
	return 1;
}

/* What becomes of cp between two letters; 0 when it changes those. */
static int
between(enum tawam_profile profile, uint32_t cp, struct text *g)
{
	struct text t = normal(profile, (const uint32_t[]){ BEH, cp, BEH }, 3);

	g->n = 0;
	if (t.n < 2 || t.cp[0] != BEH || t.cp[t.n - 1] != BEH)
		return 0;
	for (size_t i = 1; i + 1 < t.n; i++)
		add(g, t.cp[i]);
	return 1;
}

static unsigned
make_entry(enum road_kind kind, unsigned arg)
{
	return (unsigned)kind << 13 | arg;
}

/* The entry of a code point that becomes g wherever it stands. */
static unsigned
text_entry(uint32_t cp, const struct text *g)
{
	char bytes[4 * MAXTEXT + 1], own[4];
	size_t len = 0, i;

	if (g->n == 0)
		return make_entry(ROAD_DROP, 0);
	if (g->n == 1 && g->cp[0] == ' ')
		return make_entry(ROAD_SPACE, 0);
	if (g->n == 1 && g->cp[0] == cp)
		return make_entry(ROAD_KEEP, 0);
	for (i = 0; i < g->n; i++)
		len += utf8_encode(g->cp[i], bytes + len);
	bytes[len] = '\0';
	if (len > ROAD_RATIO * utf8_encode(cp, own))
		errx(1, "U+%04X: text too long", (unsigned)cp);
	for (i = 0; i < ntexts; i++)
		if (strcmp(texts[i], bytes) == 0)
			return make_entry(ROAD_TEXT, (unsigned)i);
	if (ntexts == MAXTEXTS || (texts[ntexts++] = strdup(bytes)) == NULL)
		errx(1, "too many texts");
	return make_entry(ROAD_TEXT, (unsigned)i);
}

static unsigned
standard_entry(uint32_t cp)
{
	const struct table_fold *join = table_fold(tables_joins,
	    ntables_joins, cp);
	struct text g;

	if (join != NULL)
		return make_entry(ROAD_JOIN, join->to);
	if (cp == HAMZA)
		return make_entry(ROAD_HAMZA, 0);
	/* References and addresses hang on these two. */
	if (cp == '&' || cp == '@')
		return make_entry(ROAD_SLOW, 0);
	if (!between(TAWAM_PROFILE_STANDARD, cp, &g) || !settled(cp, &g))
		return make_entry(ROAD_SLOW, 0);
	return text_entry(cp, &g);
}

/* nfc and light: only composition and the order of marks look around. */
static unsigned
plain_entry(enum tawam_profile profile, uint32_t cp)
{
	struct text g;

	/* nfc does not collapse. */
	if (profile == TAWAM_PROFILE_NFC && cp == ' ')
		return make_entry(ROAD_KEEP, 0);
	if (!between(profile, cp, &g))
		return make_entry(ROAD_SLOW, 0);
	for (size_t i = 0; i < g.n; i++)
		if (second[g.cp[i]] || (prop_ccc(g.cp[i]) != 0 &&
		    (g.n != 1 || g.cp[0] != cp)))
			return make_entry(ROAD_SLOW, 0);
	if (g.n == 1 && prop_ccc(g.cp[0]) != 0)
		return make_entry(ROAD_MARK, prop_ccc(g.cp[0]));
	return text_entry(cp, &g);
}

static void
make_table(enum road_table t)
{
	for (uint32_t cp = 0; cp < NCP; cp++) {
		if (cp >= 0xD800 && cp < 0xE000)
			entry[cp] = (uint16_t)make_entry(ROAD_SLOW, 0);
		else if (t == ROAD_STANDARD)
			entry[cp] = (uint16_t)standard_entry(cp);
		else
			entry[cp] = (uint16_t)plain_entry(t == ROAD_NFC ?
			    TAWAM_PROFILE_NFC : TAWAM_PROFILE_LIGHT, cp);
	}
	for (uint32_t b = 0; b < NCP >> 7; b++) {
		size_t i;

		for (i = 0; i < nblocks; i++)
			if (memcmp(&blocks[i << 7], &entry[b << 7],
			    128 * sizeof(*entry)) == 0)
				break;
		if (i == nblocks) {
			if (nblocks == NCP >> 7)
				errx(1, "too many blocks");
			memcpy(&blocks[nblocks++ << 7], &entry[b << 7],
			    128 * sizeof(*entry));
		}
		index_of[t][b] = (uint16_t)i;
	}
}

static uint32_t
common_entry(uint32_t cp)
{
	unsigned e = entry[cp], todo = 0;
	char own[4];
	const char *s = own;
	size_t n;

	/* What stands around these counts; road_standard.c looks. */
	if (cp == ':' || road_kind(e) == ROAD_JOIN)
		return ' ' | 1u << 16 |
		    (unsigned)(TODO_SPACE | TODO_TRIE | TODO_QUIET) << 24;
	switch ((enum road_kind)(e >> 13)) {
	case ROAD_DROP:
		return 0;
	case ROAD_SPACE:
		todo = TODO_SPACE;
		if (cp == ' ' || (cp >= '\t' && cp <= '\r'))
			todo |= TODO_WHITE;
		return ' ' | 1u << 16 | todo << 24;
	case ROAD_KEEP:
		n = utf8_encode(cp, own);
		break;
	case ROAD_TEXT:
		s = texts[e & ROAD_ARG];
		if ((n = strlen(s)) <= 2)
			break;
		return (unsigned)TODO_TRIE << 24;
	default:
		return (unsigned)TODO_TRIE << 24;
	}
	return (uint8_t)s[0] | (uint32_t)(n == 2 ? (uint8_t)s[1] : 0) << 8 |
	    (uint32_t)n << 16;
}

static void
print16(const char *head, const uint16_t *v, size_t n)
{
	printf("%s", head);
	for (size_t i = 0; i < n; i++)
		printf("%s0x%04X,", i % 8 == 0 ? "\n\t" : "", v[i]);
	printf("\n};\n");
}

static void
print_texts(void)
{
	size_t at = 0;

	printf("\nconst uint16_t roads_text[] = {");
	for (size_t i = 0; i <= ntexts; i++) {
		if (at > UINT16_MAX)
			errx(1, "too much text");
		printf("%s%zu,", i % 8 == 0 ? "\n\t" : "", at);
		if (i < ntexts)
			at += strlen(texts[i]);
	}
	printf("\n};\n\nconst char roads_pool[] = {");
	for (size_t i = 0; i < ntexts; i++) {
		printf("\n\t");
		for (const char *s = texts[i]; *s != '\0'; s++)
			printf("'\\%03o',%s", (unsigned char)*s,
			    (s - texts[i]) % 8 == 7 && s[1] != '\0' ?
			    "\n\t" : "");
	}
	printf("\n};\n");
}

static void
print_common(const char *name, uint32_t first, uint32_t n)
{
	printf("\nconst uint32_t %s[%u] = {", name, (unsigned)n);
	for (uint32_t i = 0; i < n; i++)
		printf("%s0x%08X,", i % 4 == 0 ? "\n\t" : "",
		    (unsigned)common_entry(first + i));
	printf("\n};\n");
}

static void
print_squeeze(void)
{
	uint16_t fold[256];

	for (uint32_t i = 0; i < 256; i++) {
		const struct table_fold *f = table_fold(tables_aggressive,
		    ntables_aggressive, 0x600 + i);

		fold[i] = (uint16_t)(f != NULL ? f->to : 0x600 + i);
	}
	print16("\nconst uint16_t roads_squeeze[256] = {", fold, 256);
}

int
main(void)
{
	mem_init(&mem, NULL);
	definer.mem = &mem;
	for (size_t i = 0; i < ntables_compositions; i++)
		second[tables_compositions[i].second] = 1;
	for (uint32_t cp = 0x1100; cp < 0x1200; cp++)
		if (table_compose(0x1100, cp) || table_compose(0xAC00, cp))
			second[cp] = 1;
	for (int t = 0; t < ROAD_NTABLES; t++)
		make_table((enum road_table)t);

	printf("/*\n * roads.c - written by gen/gen_roads.c: do not edit.\n"
	    " */\n#include \"text/roads.h\"\n");
	printf("\nconst uint32_t roads_digest = 0x%08X;\n",
	    (unsigned)tables_compute_digest());
	printf("\nconst uint16_t roads_index[ROAD_NTABLES][0x110000 >> 7] = {");
	for (int t = 0; t < ROAD_NTABLES; t++) {
		printf("\n\t{");
		for (size_t i = 0; i < NCP >> 7; i++)
			printf("%s%u,", i % 16 == 0 ? "\n\t" : "",
			    index_of[t][i]);
		printf("\n\t},");
	}
	printf("\n};\n");
	print16("\nconst uint16_t roads_entry[] = {", blocks, nblocks << 7);
	print_texts();
	print_common("roads_ascii", 0, 128);
	print_common("roads_arabic", 0x600, 256);
	print_squeeze();
	if (fflush(stdout) != 0 || ferror(stdout))
		err(1, "stdout");
	return 0;
}
