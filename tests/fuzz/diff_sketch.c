/*
 * diff_sketch.c - raw bytes to coded text to sketches: each variant of this
 * machine against the definition.
 *
 * usage: diff_sketch COUNT SEED [FILE ...]
 *
 * COUNT made-up texts, then every document of the FILEs, each to 64, 128 and
 * 256 slots, and every eighth by 128 permutations.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bsd/stdlib.h>

#include "io/input.h"
#include "shingle/kperm.h"
#include "shingle/shingle.h"
#include "shingle/sketch.h"
#include "test_fused_same.h"

#define LONGEST	2048
#define NK	3

struct job {
	struct fused_test t;
	struct shingler shingler;
	struct sketcher_consts consts[NK];
	struct kperm_consts kperm;
	uint64_t done;
};

struct slots {
	uint32_t of[NK][SKETCH_SLOTS_MAX], kperm[KPERM_SLOTS_MAX];
};

static void
slots_of(struct job *j, int level, const char *text, size_t len,
    struct slots *s)
{
	struct coded c;
	size_t n;

	j->shingler.level = j->kperm.level = (enum cpu_level)level;
	if (coder_run(j->t.coders[level], text, len, &c) != 0 ||
	    shingle_hashes(&j->shingler, &c, &n) != 0)
		errx(1, "out of memory");
	for (int i = 0; i < NK; i++) {
		j->consts[i].level = (enum cpu_level)level;
		sketch_slots(&j->consts[i], j->shingler.hashes, n, s->of[i]);
	}
	/* It takes its time. */
	if (j->done % 8 == 0)
		kperm_slots(&j->kperm, j->shingler.hashes, n, s->kperm);
}

static void
one(struct job *j, const char *text, size_t len)
{
	static struct slots want, got;	/* beyond k they stay 0 */

	if (fused_test_same(&j->t, text, len) != 0)
		errx(1, "text %ju: %s", (uintmax_t)j->done, j->t.why);
	slots_of(j, CPU_SCALAR, text, len, &want);
	for (int l = 1; l < j->t.levels; l++) {
		slots_of(j, l, text, len, &got);
		if (memcmp(&got, &want, sizeof(got)) != 0)
			errx(1, "text %ju: %s: another sketch",
			    (uintmax_t)j->done, cpu_level_name(
			    (enum cpu_level)l));
	}
	j->done++;
}

static void
params(struct job *j, uint64_t i)
{
	shingler_release(&j->shingler);
	shingler_init(&j->shingler, 3 + (uint32_t)(i % 6), i, &j->t.mem);
	for (int k = 0; k < NK; k++)
		sketch_consts_init(&j->consts[k], UINT32_C(64) << k, i);
	kperm_consts_init(&j->kperm, 128, i);
}

static void
documents(struct job *j, const char *path)
{
	struct input_options o;
	struct record r;
	struct input *in;
	int got;

	input_options_init(&o);
	if (input_open(&in, &path, 1, &o) == -1)
		err(1, "%s", path);
	while ((got = input_next(in, &r)) == 1)
		one(j, r.text, r.textlen);
	if (got == -1)
		err(1, "%s", path);
	input_close(in);
}

static uint64_t
number(const char *s)
{
	const char *why;
	long long n = strtonum(s, 0, 1LL << 60, &why);

	if (why != NULL)
		errx(2, "%s: %s", s, why);
	return (uint64_t)n;
}

int
main(int argc, char **argv)
{
	static char text[LONGEST];
	static struct job j;
	uint64_t count, state;

	if (argc < 3)
		errx(2, "usage: diff_sketch COUNT SEED [FILE ...]");
	count = number(argv[1]);
	state = number(argv[2]);
	fused_test_init(&j.t);
	shingler_init(&j.shingler, 5, 0, &j.t.mem);
	for (uint64_t i = 0; i < count; i++) {
		if (i % 1000 == 0)
			params(&j, i / 1000);
		one(&j, text, fused_test_made(&state, text,
		    (size_t)(state >> 40) % LONGEST));
	}
	printf("%ju made-up texts: the same\n", (uintmax_t)j.done);
	params(&j, 0);
	shingler_release(&j.shingler);
	shingler_init(&j.shingler, 5, 0, &j.t.mem);
	for (int i = 3; i < argc; i++) {
		uint64_t before = j.done;

		documents(&j, argv[i]);
		printf("%s: %ju documents: the same\n", argv[i],
		    (uintmax_t)(j.done - before));
	}
	shingler_release(&j.shingler);
	fused_test_release(&j.t);
	return 0;
}
