/*
 * replay.c - a fuzzer without its engine: every seed as it stands, then seeds
 * that are damaged, the same ones every time.
 *
 * usage: fuzz_NAME ROUNDS SEED ...
 */
#include <err.h>
#include <stdio.h>
#include <string.h>

#include "fuzz.h"
#include "hostile.h"

#define SEED_MAX	((size_t)1 << 16)

struct seed {
	uint8_t *p;
	size_t n;
};

static struct seed
seed_read(const char *path)
{
	struct seed s = { malloc(SEED_MAX), 0 };
	FILE *f = fopen(path, "r");

	if (f == NULL || s.p == NULL)
		err(1, "%s", path);
	s.n = fread(s.p, 1, SEED_MAX, f);
	fclose(f);
	return s;
}

/* The exact size, so that a byte too far is seen. */
static void
run(const uint8_t *p, size_t n)
{
	uint8_t *copy = malloc(n > 0 ? n : 1);

	if (copy == NULL)
		err(1, NULL);
	if (n > 0)
		memcpy(copy, p, n);
	LLVMFuzzerTestOneInput(copy, n);
	free(copy);
}

/* n bytes at from, of any of the seeds, take the place of k bytes at at. */
static size_t
splice(uint8_t *p, size_t n, const struct seed *from, uint64_t *state)
{
	size_t at = hostile_below(state, n + 1);
	size_t k = hostile_below(state, n - at + 1);
	size_t start = hostile_below(state, from->n + 1);
	size_t len = hostile_below(state, from->n - start + 1);

	if (n - k + len > SEED_MAX)
		return n;
	memmove(p + at + len, p + at + k, n - at - k);
	memcpy(p + at, from->p + start, len);
	return n - k + len;
}

static size_t
damage(uint8_t *p, size_t n, const struct seed *seeds, size_t nseeds,
    uint64_t *state)
{
	size_t at;

	switch (hostile_below(state, 8)) {
	case 0:
		return splice(p, n, &seeds[hostile_below(state, nseeds)],
		    state);
	case 1:
		return hostile_below(state, n + 1);
	case 2:
		if (n == 0 || n == SEED_MAX)
			return n;
		at = hostile_below(state, n);
		memmove(p + at + 1, p + at, n - at);
		return n + 1;
	case 3:
		if (n == 0)
			return n;
		at = hostile_below(state, n);
		memmove(p + at, p + at + 1, n - at - 1);
		return n - 1;
	default:
		if (n > 0)
			p[hostile_below(state, n)] =
			    (uint8_t)hostile_random(state);
		return n;
	}
}

int
main(int argc, char **argv)
{
	static uint8_t p[SEED_MAX];
	size_t nseeds = argc > 2 ? (size_t)argc - 2 : 0;
	size_t rounds = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;
	struct seed *seeds = calloc(nseeds + 1, sizeof(*seeds));
	uint64_t state = 1;

	if (seeds == NULL || nseeds == 0)
		errx(2, "usage: %s ROUNDS SEED ...", argv[0]);
	for (size_t i = 0; i < nseeds; i++) {
		seeds[i] = seed_read(argv[i + 2]);
		run(seeds[i].p, seeds[i].n);
	}
	for (size_t i = 0; i < rounds; i++) {
		const struct seed *s = &seeds[i % nseeds];
		size_t n = s->n, times = 1 + hostile_below(&state, 8);

		memcpy(p, s->p, n);
		while (times-- > 0)
			n = damage(p, n, seeds, nseeds, &state);
		run(p, n);
	}
	for (size_t i = 0; i < nseeds; i++)
		free(seeds[i].p);
	free(seeds);
	printf("%s: %zu seeds, %zu damaged ones\n", strrchr(argv[0], '/') ==
	    NULL ? argv[0] : strrchr(argv[0], '/') + 1, nseeds, rounds);
	return 0;
}
