/*
 * test_simd.c - every variant of hashing and sketching gives what scalar does.
 *
 * Arrays are as long as what they hold, so that a sanitizer sees a read beyond
 * them.
 */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/compress8.h"
#include "base/cpu.h"
#include "helpers.h"
#include "shingle/shingle.h"
#include "shingle/sketch.h"
#include "text/classes.h"

Test(cpu, names_and_levels)
{
	cr_assert_leq(cpu_level(), CPU_AVX512);
	cr_assert_str_eq(cpu_level_name(CPU_SCALAR), "scalar");
	cr_assert_str_eq(cpu_level_name(CPU_AVX2), "avx2");
	cr_assert_str_eq(cpu_level_name(CPU_AVX512), "avx512");
}

Test(cpu, a_test_build_obeys_TAWAM_CPU)
{
	enum cpu_level best;

	unsetenv("TAWAM_CPU");
	best = cpu_level();
	for (int i = 0; i < CPU_NLEVELS; i++) {
		enum cpu_level want = (enum cpu_level)i;

		setenv("TAWAM_CPU", cpu_level_name(want), 1);
#ifdef TAWAM_CPU_ENV
		cr_assert_eq(cpu_level(), want < best ? want : best);
#else
		cr_assert_eq(cpu_level(), best);
#endif
	}
}

Test(compress8, places_of_bits)
{
	for (unsigned m = 0; m < 256; m++) {
		uint64_t want = 0;
		unsigned n = 0;

		for (unsigned b = 0; b < 8; b++)
			if (m >> b & 1)
				want |= (uint64_t)b << 8 * n++;
		cr_assert_eq(compress8[m], want);
	}
}

/* Slots of few values, so that all the cases come, and their corners. */
Test(simd, standing_equals_the_definition)
{
	static const uint32_t corners[] = { 0, 1, SKETCH_FILLED - 1,
		SKETCH_FILLED, SKETCH_FILLED + 1, SKETCH_EMPTY };
	uint32_t a[SKETCH_SLOTS_MAX], b[SKETCH_SLOTS_MAX];
	enum cpu_level best = cpu_level();
	uint64_t state = 21;

	for (unsigned round = 0; round < 3000; round++) {
		struct sketch_standing want = { 0, 0, 0, 0 }, got;
		struct sketcher_consts c;

		sketch_consts_init(&c, UINT32_C(64) << round % 3, 0);
		for (uint32_t i = 0; i < c.k; i++) {
			a[i] = corners[rnd(&state) % 6];
			b[i] = round % 2 ? corners[rnd(&state) % 6] :
			    (uint32_t)rnd(&state);
			want.equal += a[i] == b[i];
			want.shared += a[i] == b[i] && a[i] < SKETCH_FILLED;
			want.only_a += a[i] < SKETCH_FILLED && b[i] > a[i];
			want.only_b += b[i] < SKETCH_FILLED && a[i] > b[i];
		}
		for (int l = 0; l <= (int)best; l++) {
			c.level = (enum cpu_level)l;
			cr_assert_eq(sketch_equal(c.level, a, b, c.k),
			    want.equal);
			got = sketch_stand(&c, a, b);
			cr_assert_eq(memcmp(&got, &want, sizeof(got)), 0);
		}
	}
}

/* A copy that ends where its memory does; never NULL. */
static void *
exact(const void *p, size_t n)
{
	void *q = malloc(n > 0 ? n : 1);

	cr_assert_not_null(q);
	memcpy(q, p, n);
	return q;
}

static void
made_hashes(uint64_t *state, uint32_t *h, size_t n, unsigned kind)
{
	for (size_t i = 0; i < n; i++) {
		uint32_t v = (uint32_t)(rnd(state) >> 32);

		switch (kind) {
		case 1:		/* few bins */
			v &= ~UINT32_C(0x7E);
			break;
		case 2:		/* all under any bound */
			v >>= 12;
			break;
		case 3:		/* none */
			v |= UINT32_C(0xFFF00000);
			break;
		case 4:		/* the least that looks like none */
			v |= rnd(state) % 3 == 0 ? UINT32_MAX : 0;
			break;
		case 5:
			v = UINT32_MAX;
			break;
		case 6:		/* repeats */
			v = (v >> 28) * 0x9E3779B1u;
			break;
		default:
			break;
		}
		h[i] = v;
	}
}

static void
same_slots(const struct sketcher_consts *c, const uint32_t *h, size_t n)
{
	uint32_t want[SKETCH_SLOTS_MAX], got[SKETCH_SLOTS_MAX];
	struct sketcher_consts d = *c;

	d.level = CPU_SCALAR;
	sketch_slots(&d, h, n, want);
	for (int l = 1; l <= (int)cpu_level(); l++) {
		d.level = (enum cpu_level)l;
		sketch_slots(&d, h, n, got);
		for (uint32_t i = 0; i < c->k; i++)
			cr_assert_eq(got[i], want[i],
			    "%s k %u n %zu slot %u: %x, not %x",
			    cpu_level_name(d.level), c->k, n, i, got[i],
			    want[i]);
	}
}

Test(simd, slots)
{
	static uint32_t made[9000];
	uint64_t state = 12;

	for (uint32_t k = 64; k <= 256; k *= 2) {
		struct sketcher_consts c;

		sketch_consts_init(&c, k, k);
		for (unsigned round = 0; round < 280; round++) {
			size_t n = round < 140 ? round : rnd(&state) % 1500;
			uint32_t *h;

			if (round % 20 == 19)
				n = 1500 + rnd(&state) % 7500;
			made_hashes(&state, made, n, round % 7);
			h = exact(made, n * sizeof(*h));
			same_slots(&c, h, n);
			free(h);
		}
	}
}

static void
same_hashes(struct shingler *s, const struct coded *t)
{
	uint32_t *want;
	size_t n, m;

	s->level = CPU_SCALAR;
	cr_assert_eq(shingle_hashes(s, t, &n), 0);
	cr_assert_eq(n, shingle_count(s, t->n));
	want = exact(s->hashes, n * sizeof(*want));
	for (int l = 1; l <= (int)cpu_level(); l++) {
		s->level = (enum cpu_level)l;
		cr_assert_eq(shingle_hashes(s, t, &m), 0);
		cr_assert_eq(m, n);
		for (size_t i = 0; i < n; i++)
			cr_assert_eq(s->hashes[i], want[i],
			    "%s n %u of %zu: %zu", cpu_level_name(s->level),
			    s->n, t->n, i);
	}
	free(want);
}

Test(simd, hashes)
{
	static uint8_t made[400];
	static uint32_t points[400];
	uint64_t state = 4;
	struct mem m;

	mem_init(&m, NULL);
	for (uint32_t n = SHINGLE_MIN; n <= SHINGLE_MAX; n++) {
		struct shingler s;

		shingler_init(&s, n, n, &m);
		for (size_t len = 0; len < 400; len += 1 + len / 80) {
			struct coded t = { NULL, len, points, 0, 0, 0 };
			uint64_t rare = rnd(&state) % 3 * 20;

			for (size_t i = 0; i < len; i++) {
				made[i] = (uint8_t)(1 + rnd(&state) % 203);
				if (rare == 0 || rnd(&state) % rare != 0)
					continue;
				made[i] = 0;
				points[t.npoints++] = 0x4E00 +
				    (uint32_t)rnd(&state) % 99;
			}
			t.classes = exact(made, len);
			same_hashes(&s, &t);
			free((void *)(uintptr_t)t.classes);
		}
		shingler_release(&s);
	}
}
