/*
 * gen_tables.c - writes text/tables.c from utf8proc and the rule files.
 *
 * usage: gen_tables FOLDER >tables.c
 *
 * FOLDER holds the rule files.  utf8proc must be of Unicode TABLES_UNICODE:
 * the tables are of that version for ever.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "text/tables.h"

#define NCP	0x110000u

static const char *folder;

static uint32_t
parse_cp(const char *s, const char *path)
{
	char *end;
	unsigned long v;

	if (strncmp(s, "U+", 2) != 0)
		errx(1, "%s: not a code point: %s", path, s);
	v = strtoul(s + 2, &end, 16);
	if (*end != '\0' || v >= NCP)
		errx(1, "%s: not a code point: %s", path, s);
	return (uint32_t)v;
}

/*
 * Prints one table out of a rule file of two columns.  Either column is a code
 * point or, when its format says %s, a string; an empty one is 0.
 */
static void
rule_file(const char *name, const char *type, const char *left,
    const char *right)
{
	char path[4096], line[512];
	size_t n = 0;
	FILE *fp;

	(void)snprintf(path, sizeof(path), "%s/%s.tsv", folder, name);
	if ((fp = fopen(path, "r")) == NULL)
		err(1, "%s", path);
	printf("\nconst struct %s tables_%s[] = {\n", type, name);
	while (fgets(line, sizeof(line), fp) != NULL) {
		char *tab;

		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '#')
			continue;
		if ((tab = strchr(line, '\t')) == NULL)
			errx(1, "%s: no tab: %s", path, line);
		*tab++ = '\0';
		printf("\t{ ");
		if (strcmp(left, "%s") == 0)
			printf("\"%s\", ", line);
		else
			printf("0x%04X, ", (unsigned)parse_cp(line, path));
		if (strcmp(right, "%s") == 0) {
			printf("\n\t    \"");
			for (const char *s = tab; *s != '\0'; s++)
				if (*s == ' ')
					printf(" ");
				else
					printf("\\%03o", (unsigned char)*s);
			printf("\" },\n");
		} else {
			printf("0x%04X },\n", *tab == '\0' ? 0u :
			    (unsigned)parse_cp(tab, path));
		}
		n++;
	}
	(void)fclose(fp);
	printf("};\nconst size_t ntables_%s = %zu;\n", name, n);
}

static enum prop_class
class_of(uint32_t cp)
{
	switch (utf8proc_category((utf8proc_int32_t)cp)) {
	case UTF8PROC_CATEGORY_CN:
		return PROP_UNASSIGNED;
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
		return PROP_LETTER;
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
		return PROP_MARK;
	case UTF8PROC_CATEGORY_ND:
		return PROP_DIGIT;
	case UTF8PROC_CATEGORY_CC:
		return PROP_CONTROL;
	default:
		return PROP_OTHER;
	}
}

/*
 * Unicode promises that decimal digits stand in runs of ten, zero first; what
 * utf8proc does not tell, their values, follows from their places.
 */
static void
digit_values(uint16_t *prop)
{
	uint32_t first = 0;

	for (uint32_t cp = 0; cp < NCP; cp++) {
		if (prop[cp] >> 12 != PROP_DIGIT) {
			if ((cp - first) % 10 != 0)
				errx(1, "U+%04X: digits not in tens",
				    (unsigned)first);
			first = cp + 1;
			continue;
		}
		prop[cp] |= (uint16_t)((cp - first) % 10 << 8);
	}
}

static void
props(void)
{
	static uint16_t prop[NCP], index[NCP >> 7], block[NCP];
	size_t n = 0;

	for (uint32_t cp = 0; cp < NCP; cp++)
		prop[cp] = (uint16_t)((unsigned)class_of(cp) << 12 |
		    (unsigned)utf8proc_get_property((utf8proc_int32_t)cp)
		    ->combining_class);
	digit_values(prop);
	for (uint32_t b = 0; b < NCP >> 7; b++) {
		size_t i;

		for (i = 0; i < n; i++)
			if (memcmp(&block[i << 7], &prop[b << 7],
			    128 * sizeof(*prop)) == 0)
				break;
		if (i == n)
			memcpy(&block[n++ << 7], &prop[b << 7],
			    128 * sizeof(*prop));
		index[b] = (uint16_t)i;
	}
	printf("\nconst uint16_t tables_prop_index[0x110000 >> 7] = {");
	for (size_t i = 0; i < NCP >> 7; i++)
		printf("%s%u,", i % 16 == 0 ? "\n\t" : "", index[i]);
	printf("\n};\n\nconst uint16_t tables_prop[] = {");
	for (size_t i = 0; i < n << 7; i++)
		printf("%s0x%04X,", i % 8 == 0 ? "\n\t" : "", block[i]);
	printf("\n};\nconst size_t tables_nprop = %zu;\n", n << 7);
}

/* NFC of a few code points; the number of code points that come out. */
static size_t
compose(const utf8proc_int32_t *cp, size_t n, utf8proc_int32_t *out)
{
	utf8proc_ssize_t r;

	memcpy(out, cp, n * sizeof(*cp));
	r = utf8proc_normalize_utf32(out, (utf8proc_ssize_t)n,
	    UTF8PROC_COMPOSE | UTF8PROC_STABLE);
	if (r < 0)
		errx(1, "%s", utf8proc_errmsg(r));
	return (size_t)r;
}

static int
composition_cmp(const void *a, const void *b)
{
	const struct table_composition *x = a, *y = b;

	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	return x->second < y->second ? -1 : x->second > y->second;
}

/*
 * A primary composite is a code point that NFC leaves alone though it has a
 * canonical decomposition; the last code point of that is the second of the
 * pair, the NFC of what stands before it the first.
 */
static void
compositions(void)
{
	static struct table_composition pair[4096];
	utf8proc_int32_t full[32], out[32];
	size_t n = 0;
	int bound = 0;

	for (utf8proc_int32_t cp = 0; cp < (utf8proc_int32_t)NCP; cp++) {
		utf8proc_ssize_t len;

		if (cp >= 0xAC00 && cp < 0xD7A4)
			continue;
		len = utf8proc_decompose_char(cp, full, 32,
		    UTF8PROC_DECOMPOSE, &bound);
		if (len < 2 || compose(full, (size_t)len, out) != 1 ||
		    out[0] != cp)
			continue;
		if (compose(full, (size_t)len - 1, out) != 1)
			errx(1, "U+%04X: no pair", (unsigned)cp);
		if (n == sizeof(pair) / sizeof(pair[0]))
			errx(1, "too many compositions");
		pair[n].first = (uint32_t)out[0];
		pair[n].second = (uint32_t)full[len - 1];
		pair[n++].composite = (uint32_t)cp;
	}
	qsort(pair, n, sizeof(pair[0]), composition_cmp);
	printf("\nconst struct table_composition tables_compositions[] = {\n");
	for (size_t i = 0; i < n; i++)
		printf("\t{ 0x%04X, 0x%04X, 0x%04X },\n",
		    (unsigned)pair[i].first, (unsigned)pair[i].second,
		    (unsigned)pair[i].composite);
	printf("};\nconst size_t ntables_compositions = %zu;\n", n);
}

int
main(int argc, char **argv)
{
	if (argc != 2)
		errx(2, "usage: gen_tables FOLDER");
	folder = argv[1];
	if (strcmp(utf8proc_unicode_version(), TABLES_UNICODE) != 0)
		errx(1, "utf8proc has Unicode %s, the tables are of %s",
		    utf8proc_unicode_version(), TABLES_UNICODE);
	printf("/*\n * tables.c - written by gen/gen_tables.c: do not edit.\n"
	    " */\n#include \"text/tables.h\"\n");
	props();
	compositions();
	rule_file("ignorable", "table_range", "", "");
	rule_file("white_space", "table_range", "", "");
	rule_file("presentation", "table_range", "", "");
	rule_file("phrases", "table_phrase", "", "%s");
	rule_file("references", "table_name", "%s", "");
	rule_file("windows1252", "table_fold", "", "");
	rule_file("letters", "table_fold", "", "");
	rule_file("joins", "table_fold", "", "");
	rule_file("aggressive", "table_fold", "", "");
	if (fflush(stdout) != 0 || ferror(stdout))
		err(1, "stdout");
	return 0;
}
