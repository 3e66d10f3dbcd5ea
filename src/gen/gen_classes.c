/*
 * gen_classes.c - writes src/text/classes.c from classes.tsv on stdin.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
table(const char *name, const unsigned char *v, unsigned n)
{
	printf("\nconst uint8_t %s[0x%x] = {", name, n);
	for (unsigned i = 0; i < n; i++)
		printf("%s%u,", i % 16 == 0 ? "\n\t" : " ", v[i]);
	printf("\n};\n");
}

int
main(void)
{
	static unsigned char class[0x2040];
	static unsigned char used[256];
	unsigned first, last, n;
	char line[128];

	while (fgets(line, sizeof(line), stdin) != NULL) {
		if (line[0] == '#')
			continue;
		if (sscanf(line, "%x %x %u", &first, &last, &n) != 3 ||
		    last < first || n == 0 || n + (last - first) > 255 ||
		    last >= 0x2040 || (last >= 0x700 && first < 0x2000)) {
			fprintf(stderr, "gen_classes: bad line: %s", line);
			return 1;
		}
		for (; first <= last; first++, n++) {
			if (class[first] != 0 || used[n]) {
				fprintf(stderr, "gen_classes: twice: %s",
				    line);
				return 1;
			}
			class[first] = (unsigned char)n;
			used[n] = 1;
		}
	}
	printf("/* Written by src/gen/gen_classes.c from classes.tsv. */\n"
	    "#include \"base/hash.h\"\n#include \"text/classes.h\"\n");
	table("class_low", class, 0x700);
	table("class_punct", class + 0x2000, 0x40);
	printf("\nuint32_t\nclasses_digest(void)\n{\n"
	    "\tuint64_t h = hash64(class_low, sizeof(class_low), 0);\n\n"
	    "\treturn (uint32_t)hash64(class_punct, sizeof(class_punct), h);\n"
	    "}\n");
	return 0;
}
