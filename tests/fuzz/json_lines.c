/*
 * json_lines.c - what the field scanner makes of each line of standard input,
 * for json_differential.py: "bad", "other", or the type of the field "text"
 * and, for a string, its decoded bytes in hexadecimal.  The argument is the
 * variant, a number of enum cpu_level; status 3: not on this machine.
 */
#include <stdio.h>
#include <stdlib.h>

#include "io/json.h"

int
main(int argc, char **argv)
{
	static const char *const types[] = { "absent", "null", "true", "false",
	    "number", "string", "array", "object" };
	int level = argc > 1 ? atoi(argv[1]) : 0;
	struct json j = { .level = (enum cpu_level)level };
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;

	if (level > (int)cpu_level())
		return 3;
	while ((n = getline(&line, &cap, stdin)) > 0) {
		struct json_field f = { .name = "text", .namelen = 4 };
		unsigned flags = 0;
		size_t len;
		char *out;

		if (line[n - 1] == '\n')
			n--;
		switch (json_object(&j, line, (size_t)n, &f, 1)) {
		case JSON_BAD:
			puts("bad");
			continue;
		case JSON_NO_OBJECT:
			puts("other");
			continue;
		case JSON_NOMEM:
			return 1;
		case JSON_OK:
			break;
		}
		fputs(types[f.type], stdout);
		if (f.type == JSON_STRING) {
			if ((out = malloc(f.end - f.start)) == NULL)
				return 1;
			len = json_decoder(j.level)(line + f.start + 1,
			    f.end - f.start - 2, out, &flags);
			putchar(' ');
			for (size_t i = 0; i < len; i++)
				printf("%02x", (unsigned char)out[i]);
			free(out);
		}
		putchar('\n');
	}
	json_release(&j);
	free(line);
	return 0;
}
