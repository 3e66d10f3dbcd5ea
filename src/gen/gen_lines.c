/*
 * gen_lines.c - writes text/boilerplate_table.c from boilerplate.tsv, which
 * the library reads as it reads a table of the user's.
 *
 * usage: gen_lines <boilerplate.tsv >boilerplate_table.c
 */
#include <err.h>
#include <stdio.h>
#include <string.h>

int
main(void)
{
	char line[1024];

	printf("/*\n * boilerplate_table.c - written by gen/gen_lines.c: do "
	    "not edit.\n */\n#include \"text/boilerplate.h\"\n\n"
	    "const uint8_t boilerplate_table[] = {\n");
	while (fgets(line, sizeof(line), stdin) != NULL) {
		if (line[0] == '#')
			continue;
		if (strchr(line, '\n') == NULL)
			errx(1, "a line is too long: %s", line);
		for (size_t i = 0; line[i] != '\0'; i++)
			printf("%s0x%02X,", i % 12 == 0 ? i == 0 ? "\t" :
			    "\n\t" : " ", (unsigned char)line[i]);
		printf("\n");
	}
	printf("};\nconst size_t boilerplate_table_size = "
	    "sizeof(boilerplate_table);\n");
	if (ferror(stdin) || fflush(stdout) != 0 || ferror(stdout))
		err(1, "stdio");
	return 0;
}
