/*
 * fuzz_normalise.c - libFuzzer entry: every promise about normal forms.
 */
#include <stdio.h>

#include "fuzz.h"
#include "same_normal.h"

static struct checker checker;

/* The form under the profile before it must have the same form. */
static const char *
nested(struct checker *c, int p, const char *text, size_t len)
{
	struct normal n;

	if (normaliser_run(c->fast[p], text, len, &n) != 0)
		return "memory";
	c->want.len = 0;
	if (buf_add(&c->mem, &c->want, n.bytes, n.len) != 0 ||
	    normaliser_run(c->fast[p - 1], text, len, &n) != 0)
		return "memory";
	c->again.len = 0;
	if (buf_add(&c->mem, &c->again, n.bytes, n.len) != 0 ||
	    normaliser_run(c->fast[p], c->again.p, c->again.len, &n) != 0)
		return "memory";
	return same_bytes(&c->want, n.bytes, n.len) ? NULL : "not nested";
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *why;

	if (checker.fast[0] == NULL)
		checker_init(&checker);
	for (int p = 0; p < 5; p++) {
		why = checker_check(&checker, p, (const char *)data, size,
		    size);
		if (why == NULL && p > 0)
			why = nested(&checker, p, (const char *)data, size);
		if (why != NULL) {
			fprintf(stderr, "profile %d: %s\n", p, why);
			abort();
		}
	}
	return 0;
}
