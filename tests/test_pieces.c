/*
 * test_pieces.c - a long text, whose shingles are cut piece by piece, has the
 * sketch and the set that it has as a whole.
 */
#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

#include "helpers.h"
#include "lib/sketcher.h"

/* Words, and now and then what is in no class. */
static char *
long_text(size_t points, uint64_t *state)
{
	static const char *const other[] = { "語", "ж", "𝄞", "ß" };
	char *text = malloc(4 * points + 8);
	size_t n = 0;

	cr_assert_not_null(text);
	for (size_t i = 0; i < points; i++) {
		uint64_t x = rnd(state);
		const char *s = other[x >> 20 & 3];

		if (x % 200 == 0) {
			memcpy(text + n, s, strlen(s));
			n += strlen(s);
		} else {
			text[n++] = x % 7 == 0 ? ' ' :
			    (char)('a' + (x >> 8) % 23);
		}
	}
	text[n] = '\0';
	return text;
}

Test(pieces, are_the_whole)
{
	static const size_t points[] = { 1u << 16, (1u << 16) + 5, 130000,
		1300000 };
	enum cpu_level best = cpu_level();
	uint64_t state = 77;

	for (size_t i = 0; i < 8; i++) {
		char *text = long_text(points[i % 4], &state);
		uint32_t whole[SKETCH_SLOTS_MAX], pieces[SKETCH_SLOTS_MAX];
		struct tawam_params p;
		struct tawam_sketcher *s;
		struct set_maker k = { 0 };
		struct set set, all;
		struct coded t;
		size_t count;

		tawam_params_init(&p, sizeof(p));
		p.slots = 128;
		p.scheme = i < 4 ? TAWAM_OPH : TAWAM_KPERM;
		cr_assert_eq(tawam_sketcher_new(&s, &p), 0);
		cr_assert_eq(coder_run(s->coder, text, strlen(text), &t), 0);
		cr_assert_gt(t.npoints, 100);
		cr_assert_eq(sketcher_set(s, &t, &set), 0);
		cr_assert_eq(shingle_hashes(&s->shingler, &t, &count), 0);
		if (p.scheme == TAWAM_OPH)
			sketch_slots(&s->consts, s->shingler.hashes, count,
			    whole);
		else
			kperm_slots(&s->kperm, s->shingler.hashes, count,
			    whole);
		for (int l = 0; l <= (int)best; l++) {
			s->consts.level = (enum cpu_level)l;
			cr_assert_eq(sketcher_slots(s, &t, pieces), 0);
			cr_assert_arr_eq(pieces, whole,
			    128 * sizeof(*whole));
		}
		cr_assert_eq(shingle_keys(&s->shingler, &t, &count), 0);
		cr_assert_eq(set_add(&s->mem, &k, s->shingler.keys, count), 0);
		cr_assert_eq(set_done(&s->mem, &k, &all), 0);
		set_maker_release(&s->mem, &k);
		cr_assert_eq(set.n, all.n);
		cr_assert_arr_eq(set.keys, all.keys,
		    all.n * sizeof(*all.keys));
		set_release(&s->mem, &set);
		set_release(&s->mem, &all);
		tawam_sketcher_free(s);
		free(text);
	}
}

/* Some in which every bin has its least under the bound, and some in which
 * hardly any does: so few different shingles are there. */
Test(pieces, of_texts_that_repeat_themselves)
{
	static const size_t periods[] = { 1, 3, 100, 700, 4000, 90000 };
	static const size_t points[] = { 8192, 8193, 8197, 12289, 70000 };
	enum cpu_level best = cpu_level();
	static uint8_t classes[70000];
	uint64_t state = 5;
	struct tawam_params p;
	struct tawam_sketcher *s;

	tawam_params_init(&p, sizeof(p));
	p.slots = 128;
	cr_assert_eq(tawam_sketcher_new(&s, &p), 0);
	for (size_t i = 0; i < 30; i++) {
		struct coded t = { .classes = classes, .n = points[i % 5] };
		size_t period = periods[i / 5], count;
		uint32_t whole[SKETCH_SLOTS_MAX], got[SKETCH_SLOTS_MAX];

		for (size_t k = 0; k < t.n; k++)
			classes[k] = k < period ?
			    (uint8_t)(3 + rnd(&state) % 60) :
			    classes[k - period];
		cr_assert_eq(shingle_hashes(&s->shingler, &t, &count), 0);
		s->consts.level = CPU_SCALAR;
		sketch_slots(&s->consts, s->shingler.hashes, count, whole);
		for (int l = 0; l <= (int)best; l++) {
			s->consts.level = (enum cpu_level)l;
			cr_assert_eq(sketcher_slots(s, &t, got), 0);
			cr_assert_arr_eq(got, whole, 128 * sizeof(*whole));
		}
	}
	tawam_sketcher_free(s);
}
