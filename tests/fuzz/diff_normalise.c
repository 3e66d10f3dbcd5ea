/*
 * diff_normalise.c - the fast road against the definition, on random texts.
 *
 * usage: diff_normalise [COUNT [SEED]]
 */
#include <stdio.h>
#include <stdlib.h>

#include "hostile.h"
#include "same_normal.h"

static void
show(const char *what, const char *p, size_t n)
{
	printf("%s:", what);
	for (size_t i = 0; i < n; i++)
		printf(" %02X", (unsigned char)p[i]);
	printf("\n");
}

int
main(int argc, char **argv)
{
	unsigned long count = argc > 1 ? strtoul(argv[1], NULL, 10) : 100000;
	unsigned long seed = argc > 2 ? strtoul(argv[2], NULL, 10) : 1;
	uint64_t state = seed;
	char text[HOSTILE_MAX];
	struct checker c;
	unsigned long bad = 0;

	checker_init(&c);
	for (unsigned long i = 0; i < count && bad < 10; i++) {
		size_t len = hostile_text(&state, 1 + hostile_below(&state,
		    i % 64 == 0 ? 200 : 12), text);
		int p = (int)(i % 8 < 5 ? i % 8 : 3);
		const char *why = checker_check(&c, p, text, len, state);

		if (why == NULL)
			continue;
		bad++;
		printf("text %lu of seed %lu, profile %d: %s\n", i, seed, p,
		    why);
		show("text", text, len);
		show("want", c.want.p, c.want.len);
		show("pieces", c.got.p, c.got.len);
	}
	printf("%lu texts, %lu differ\n", count, bad);
	checker_release(&c);
	return bad != 0;
}
