/*
 * test_pairs.c - which pairs of small and of large buckets are kept, held
 * against the rule said plainly: all of them are looked at again.
 */
#include <criterion/criterion.h>

#include <stdlib.h>

#include "index/pairs.h"

#define MEMBERS		1500
#define K		64
/* Of the pairs that are added, one in so many comes of a small bucket. */
#define SMALL		50

static uint32_t slots[MEMBERS * K], rank[MEMBERS];

static uint32_t
draw(uint64_t *state)
{
	*state = *state * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return (uint32_t)(*state >> 33);
}

static void
make_members(uint64_t *state)
{
	for (uint32_t i = 0; i < MEMBERS * K; i++)
		slots[i] = draw(state) % 3;
	for (uint32_t i = 0; i < MEMBERS; i++)
		rank[i] = i;
	for (uint32_t i = MEMBERS - 1; i > 0; i--) {
		uint32_t j = draw(state) % (i + 1), swap = rank[i];

		rank[i] = rank[j];
		rank[j] = swap;
	}
}

/* All pairs, in an order and with repeats that a seed decides; two threads'
 * lots take turns. */
static void
add_all(struct pairs *p, struct lot lots[2][PAIRS_KINDS], uint64_t seed)
{
	uint32_t from = draw(&seed) % MEMBERS;

	for (uint32_t n = 0; n < MEMBERS; n++) {
		uint32_t x = (n + from) % MEMBERS;

		for (uint32_t y = 0; y < x; y++) {
			int small = (x + y) % SMALL == 0;
			int twice = draw(&seed) % 4 == 0;

			for (int i = 0; i <= twice; i++)
				cr_assert_eq(pairs_add(p, lots[(n + i) % 2],
				    small ? PAIRS_ALL : PAIRS_FEW, y, x), 0);
		}
	}
}

static size_t
find_pairs(struct space *s, struct batch_input *in, uint64_t seed,
    struct batch_output *out)
{
	struct lot lots[2][PAIRS_KINDS] = { { { 0 } } };
	struct pairs p;

	memset(out, 0, sizeof(*out));
	space_enter(s, &out->vast, VAST_COLD, &out->pairs);
	pairs_init(&p, s, in, out);
	add_all(&p, lots, seed);
	for (int i = 0; i < 2; i++) {
		cr_assert_eq(pairs_flush(&p, lots[i]), 0);
		lots_release(lots[i], &s->mem);
	}
	cr_assert_eq(pairs_finish(&p), 0);
	pairs_release(&p);
	return out->npairs;
}

/* x's pair with y, which is earlier: kept by the rule? */
static int
is_kept(const struct pairs *p, uint32_t x, uint32_t y)
{
	uint32_t earlier = 0, better = 0, equal = pairs_equal(p, x, y);
	static uint32_t by_rank[MEMBERS];

	if ((x + y) % SMALL == 0)
		return 1;
	for (uint32_t z = 0; z < MEMBERS; z++)
		by_rank[rank[z]] = z;
	for (uint32_t i = 0; i < rank[x]; i++) {
		uint32_t z = by_rank[i], other;

		if ((x + z) % SMALL == 0 || z == y)
			continue;
		if (earlier < PAIRS_EARLIEST) {
			if (i > rank[y])
				return 1;
			earlier++;
			continue;
		}
		other = pairs_equal(p, x, z);
		better += other > equal || (other == equal && i < rank[y]);
	}
	return earlier < PAIRS_EARLIEST || better < PAIRS_ALIKE;
}

static int
has_pair(const struct batch_output *o, uint64_t pair)
{
	size_t low = 0, high = o->npairs;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (o->pairs[mid] < pair)
			low = mid + 1;
		else
			high = mid;
	}
	return low < o->npairs && o->pairs[low] == pair;
}

Test(pairs, of_large_buckets_the_earliest_and_the_most_alike_are_kept)
{
	uint32_t *at_slots = slots, *at_rank = rank;
	struct batch_input in = { .slots = &at_slots, .rank = &at_rank,
	    .n = MEMBERS, .k = K };
	struct batch_output out, again;
	struct pairs p = { .in = &in };
	struct space space;
	uint64_t state = 3;
	struct mem m;

	mem_init(&m, NULL);
	space_init(&space, &m, 0, NULL);
	make_members(&state);
	find_pairs(&space, &in, 1, &out);
	for (uint32_t n = 0; n < 20000; n++) {
		uint32_t x = draw(&state) % MEMBERS, y = draw(&state) %
		    MEMBERS;

		if (rank[x] > rank[y])
			cr_assert_eq(has_pair(&out, batch_pair(rank, x, y)),
			    is_kept(&p, x, y), "%u with %u", x, y);
	}
	for (size_t i = 1; i < out.npairs; i++)
		cr_assert_lt(out.pairs[i - 1], out.pairs[i]);
	/* Another order of arrival, the same pairs. */
	cr_assert_eq(find_pairs(&space, &in, 2, &again), out.npairs);
	cr_assert_arr_eq(out.pairs, again.pairs,
	    out.npairs * sizeof(*out.pairs));
	batch_release(&space, &out);
	batch_release(&space, &again);
	space_free(&space);
}
