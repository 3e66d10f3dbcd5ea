/*
 * test_compare.c - sets, survivor rules, stars, large buckets.
 */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "compare/cluster.h"
#include "compare/relation.h"
#include "compare/overlap.h"
#include "compare/few.h"
#include "compare/set.h"
#include "compare/survivor.h"
#include "helpers.h"
#include "index/batch.h"

static void
build_set(const struct mem *m, const uint64_t *keys, size_t n,
    struct set *out)
{
	struct set_maker k = { 0 };
	size_t half = n / 2;

	cr_assert_eq(set_add(m, &k, keys, half), 0);
	cr_assert_eq(set_add(m, &k, keys + half, n - half), 0);
	cr_assert_eq(set_done(m, &k, out), 0);
	set_maker_release(m, &k);
}

/* More than fits unsorted, over and over: what is there once stays. */
Test(set, many_keys_are_kept_each_once)
{
	enum { MANY = 300000 };
	uint64_t *keys = malloc(MANY * sizeof(*keys));
	struct set_maker k = { 0 };
	struct set s, t;
	struct mem m;

	mem_init(&m, NULL);
	for (unsigned round = 0; round < 20; round++) {
		for (size_t i = 0; i < MANY; i++)
			keys[i] = (i + round * 1000) * 7;
		cr_assert_eq(set_add(&m, &k, keys, MANY), 0);
		cr_assert_lt(k.n, 8 * MANY);
	}
	cr_assert_eq(set_done(&m, &k, &s), 0);
	cr_assert_eq(s.n, MANY + 19 * 1000);
	for (size_t i = 1; i < s.n; i++)
		cr_assert_lt(s.keys[i - 1], s.keys[i]);
	/* The same maker, after what was given up, for a small one. */
	cr_assert_eq(set_add(&m, &k, keys, MANY), 0);
	set_begin(&k);
	cr_assert_eq(set_add(&m, &k, keys, 100), 0);
	cr_assert_eq(set_done(&m, &k, &t), 0);
	cr_assert_eq(t.n, 100);
	set_release(&m, &s);
	set_release(&m, &t);
	set_maker_release(&m, &k);
	free(keys);
}

/* Of any lengths and likeness, with the ends of a block in any order, in
 * memory that ends where they do. */
Test(set, variants_find_what_the_scalar_merge_finds)
{
	static uint64_t x[600], y[600];
	enum cpu_level best = cpu_level();
	struct mem m;
	uint64_t state = 14;

	mem_init(&m, NULL);
	for (unsigned round = 0; round < 3000; round++) {
		size_t nx = rnd(&state) % (round % 2 ? 40 : 600);
		size_t ny = rnd(&state) % (round % 2 ? 40 : 600);
		uint64_t values = 1 + rnd(&state) % 900, want;
		struct set sx, sy;

		for (size_t i = 0; i < nx; i++)
			x[i] = rnd(&state) % values;
		for (size_t i = 0; i < ny; i++)
			y[i] = rnd(&state) % values + round % 3 * values / 2;
		build_set(&m, x, nx, &sx);
		build_set(&m, y, ny, &sy);
		want = set_common(CPU_SCALAR, &sx, &sy);
		for (int l = 0; l <= (int)best; l++)
			cr_assert_eq(set_common((enum cpu_level)l, &sx, &sy),
			    want);
		set_release(&m, &sx);
		set_release(&m, &sy);
	}
}

/* No less than there are, the same with each variant, and most keys that are
 * not shared are seen not to be. */
Test(set, marks_bound_what_is_shared)
{
	static uint64_t x[2000], y[2000];
	enum cpu_level best = cpu_level();
	size_t seen = 0, apart = 0;
	struct mem m;
	uint64_t state = 31;

	mem_init(&m, NULL);
	for (unsigned round = 0; round < 2000; round++) {
		size_t nx = rnd(&state) % (2000 >> round % 8);
		size_t ny = rnd(&state) % (2000 >> round % 8), both, most;
		struct set_marks in_x, in_y;
		struct set sx, sy;

		for (size_t i = 0; i < nx; i++)
			x[i] = round % 3 ? rnd(&state) : rnd(&state) % 300;
		for (size_t i = 0; i < ny; i++)
			y[i] = i < nx && rnd(&state) % 4 ? x[i] : rnd(&state);
		build_set(&m, x, nx, &sx);
		build_set(&m, y, ny, &sy);
		set_mark(&sx, &in_x);
		set_mark(&sy, &in_y);
		both = set_common(CPU_SCALAR, &sx, &sy);
		most = set_most(CPU_SCALAR, &sx, &in_x, &sy, &in_y);
		cr_assert_geq(most, both);
		cr_assert_leq(most, sx.n < sy.n ? sx.n : sy.n);
		for (int l = 1; l <= (int)best; l++)
			cr_assert_eq(set_most((enum cpu_level)l, &sx, &in_x,
			    &sy, &in_y), most);
		if (sx.n <= SET_MARKED / 2 && sy.n <= SET_MARKED / 2) {
			size_t n = sx.n < sy.n ? sx.n : sy.n;

			apart += n - both;
			seen += n - most;
		}
		set_release(&m, &sx);
		set_release(&m, &sy);
	}
	cr_assert_gt(seen, apart / 2);
}

Test(set, scores_equal_counting_by_hand)
{
	static uint64_t x[400], y[400];
	struct mem m;
	uint64_t state = 4;

	mem_init(&m, NULL);
	for (unsigned round = 0; round < 300; round++) {
		size_t nx = rnd(&state) % 400, ny = rnd(&state) % 400;
		uint8_t in_x[256] = { 0 }, in_y[256] = { 0 };
		size_t a = 0, b = 0, both = 0;
		struct set sx, sy;
		struct scores s;

		for (size_t i = 0; i < nx; i++)
			in_x[x[i] = rnd(&state) % 256] = 1;
		for (size_t i = 0; i < ny; i++)
			in_y[y[i] = rnd(&state) % 256] = 1;
		for (size_t i = 0; i < 256; i++) {
			a += in_x[i];
			b += in_y[i];
			both += in_x[i] & in_y[i];
		}
		build_set(&m, x, nx, &sx);
		build_set(&m, y, ny, &sy);
		cr_assert_eq(sx.n, a);
		cr_assert_eq(sy.n, b);
		set_scores(cpu_level(), &sx, &sy, &s);
		if (nx == 0 || ny == 0) {
			cr_assert_eq(s.jaccard, 0);
		} else {
			cr_assert_float_eq(s.jaccard,
			    both / (double)(a + b - both), 1e-12);
			cr_assert_float_eq(s.contain_a, both / (double)a,
			    1e-12);
			cr_assert_float_eq(s.contain_b, both / (double)b,
			    1e-12);
		}
		set_release(&m, &sx);
		set_release(&m, &sy);
	}
}

/* Others of all sizes after one another, so that the table grows between. */
Test(overlap, scores_are_those_of_the_sets)
{
	static uint64_t x[3000], y[3000];
	struct overlap o = { 0 };
	struct mem m;
	uint64_t state = 9;

	mem_init(&m, NULL);
	for (unsigned round = 0; round < 400; round++) {
		uint64_t values = UINT64_C(1) << rnd(&state) % 14;
		size_t nx = rnd(&state) % 3000 >> rnd(&state) % 12;
		struct set sx, sy;
		struct scores want, s;

		/* The key 0 is among them, and keys of one slot. */
		for (size_t i = 0; i < nx; i++)
			x[i] = rnd(&state) % values;
		build_set(&m, x, nx, &sx);
		cr_assert_eq(overlap_text(&o, &m, x, nx), 0);
		for (unsigned k = 0; k < 5; k++) {
			size_t ny = rnd(&state) % 3000 >> rnd(&state) % 12;

			for (size_t i = 0; i < ny; i++)
				y[i] = i < nx && rnd(&state) % 2 ? x[i] :
				    rnd(&state) % (2 * values);
			build_set(&m, y, ny, &sy);
			set_scores(CPU_SCALAR, &sx, &sy, &want);
			cr_assert_eq(overlap_scores(&o, &m, y, ny, &s), 0);
			cr_assert_eq(s.jaccard, want.jaccard);
			cr_assert_eq(s.contain_a, want.contain_a);
			cr_assert_eq(s.contain_b, want.contain_b);
			set_release(&m, &sy);
		}
		set_release(&m, &sx);
	}
	overlap_release(&o, &m);
}

static struct set
lower_half(const struct set *s)
{
	struct set half = *s;

	half.n = 0;
	while (half.n < s->n && s->keys[half.n] >> 63 == 0)
		half.n++;
	return half;
}

/* What is met is what the sets share of the lower half, and the others may all
 * be; the least is no more than there is; and a pair that is told apart so is
 * one whose scores say so. */
Test(few, met_are_those_that_the_sets_share)
{
	static uint64_t x[600], y[20000];
	struct limits limits = { 0.7, 0.5, 0.9 };
	struct relater rel = { .limits = limits };
	struct few f = { 0 };
	unsigned apart = 0, together = 0;
	struct mem m;
	uint64_t state = 21;

	mem_init(&m, NULL);
	for (unsigned round = 0; round < 600; round++) {
		size_t nx = 1 + (rnd(&state) % 600 >> rnd(&state) % 9);
		size_t ny = 1 + (rnd(&state) % 20000 >> rnd(&state) % 12);
		unsigned share = (unsigned)(rnd(&state) % 4);
		struct set sx, sy, half;
		struct scores want;
		int said;

		/* Spread or not; the keys 0 and all bits among them. */
		for (size_t i = 0; i < nx; i++)
			x[i] = round % 3 ? rnd(&state) : rnd(&state) % 700;
		x[rnd(&state) % nx] = 0 - rnd(&state) % 2;
		for (size_t i = 0; i < ny; i++)
			y[i] = rnd(&state) % 4 < share ?
			    x[rnd(&state) % nx] : round % 2 ? rnd(&state) :
			    rnd(&state) % 9000;
		build_set(&m, x, nx, &sx);
		build_set(&m, y, ny, &sy);
		cr_assert_eq(few_begin(&f, &m, &sx), 0);
		few_add(&f, y, ny / 3);
		few_add(&f, y + ny / 3, ny - ny / 3);
		half = lower_half(&sx);
		cr_assert_eq(f.both, set_common(CPU_SCALAR, &half, &sy));
		cr_assert_eq(few_most(&f), sx.n - half.n + f.both);
		cr_assert_leq(few_least(&f), sy.n);
		cr_assert_gt(few_least(&f), 0);
		set_scores(CPU_SCALAR, &sx, &sy, &want);
		rel.limits.containment = round % 5 ? 0.9 : 0;
		said = relate_apart(&rel, sx.n, few_most(&f), few_least(&f));
		if (said) {
			cr_assert_lt(want.jaccard, 0.5);
			if (round % 5) {
				cr_assert_lt(want.contain_a, 0.9);
				cr_assert_lt(want.contain_b, 0.9);
			}
		}
		apart += said != 0;
		together += !said;
		set_release(&m, &sx);
		set_release(&m, &sy);
	}
	cr_assert_gt(apart, 100);
	cr_assert_gt(together, 100);
	few_release(&f, &m);
}

static const struct traits people[] = {
	{ .length = 10, .date = 5, .source = 1, .id = "b", .idlen = 1 },
	{ .length = 30, .date = TAWAM_NO_DATE, .source = 2, .id = "ab",
	    .idlen = 2 },
	{ .length = 30, .date = 9, .source = 0, .id = "a", .idlen = 1 },
	{ .length = 20, .date = 5, .source = 0, .id = "", .idlen = 0 },
};

Test(survivor, each_rule_orders_and_ties_fall_to_the_first)
{
	static const struct { enum tawam_keep rule; uint32_t want[4]; }
	    row[] = {
		{ TAWAM_KEEP_FIRST, { 0, 1, 2, 3 } },
		{ TAWAM_KEEP_LAST, { 3, 2, 1, 0 } },
		{ TAWAM_KEEP_LONGEST, { 1, 2, 3, 0 } },
		{ TAWAM_KEEP_SHORTEST, { 0, 3, 1, 2 } },
		{ TAWAM_KEEP_OLDEST, { 0, 3, 2, 1 } },
		{ TAWAM_KEEP_NEWEST, { 2, 0, 3, 1 } },
		{ TAWAM_KEEP_SOURCE, { 2, 3, 0, 1 } },
		{ TAWAM_KEEP_ID, { 3, 2, 1, 0 } },
	};
	struct traits *all = malloc(sizeof(people));
	struct space space;
	struct mem m;

	mem_init(&m, NULL);
	space_init(&space, &m, 0, NULL);
	memcpy(all, people, sizeof(people));
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		enum tawam_keep rule = row[i].rule, why;
		struct rules rules = { &rule, 1 };
		uint32_t places[4], *order = places;

		cr_assert_eq(survivor_order(&space, &rules, &all, 4, &order),
		    0);
		cr_assert_arr_eq(places, row[i].want, sizeof(places),
		    "%s", tawam_keep_name(rule));
		for (uint32_t a = 0; a < 4; a++)
			for (uint32_t b = 0; b < 4; b++)
				cr_assert_eq(survivor_compare(&rules, people,
				    a, b, &why) < 0, survivor_compare(&rules,
				    people, b, a, &why) > 0);
	}
	space_free(&space);
	free(all);
}

Test(survivor, the_rule_that_decided_is_named)
{
	enum tawam_keep list[] = { TAWAM_KEEP_LONGEST, TAWAM_KEEP_NEWEST };
	struct rules rules = { list, 2 };
	enum tawam_keep why;

	cr_assert_lt(survivor_compare(&rules, people, 2, 1, &why), 0);
	cr_assert_eq(why, TAWAM_KEEP_NEWEST);
	cr_assert_lt(survivor_compare(&rules, people, 1, 0, &why), 0);
	cr_assert_eq(why, TAWAM_KEEP_LONGEST);
}

Test(survivor, places_in_a_source_list)
{
	static const char list[] = "spa>qna>wam";

	cr_assert_eq(survivor_source(list, "spa", 3), 0);
	cr_assert_eq(survivor_source(list, "qna", 3), 1);
	cr_assert_eq(survivor_source(list, "wam", 3), 2);
	cr_assert_eq(survivor_source(list, "wa", 2), 3);
	cr_assert_eq(survivor_source(list, "", 0), 3);
	cr_assert_eq(survivor_source("x", "y", 1), 1);
}

/*
 * A chain: 0 - 1 - 2 - 3, each like the next only.  Stars around 0 and 2;
 * connected components would make one cluster of all.
 */
Test(cluster, a_chain_is_not_a_cluster)
{
	uint32_t group[] = { 0, 1, 2, 3 }, order[] = { 0, 1, 2, 3 };
	uint32_t next[] = { NO_DOC, NO_DOC, NO_DOC, NO_DOC };
	uint32_t size[] = { 1, 1, 1, 1 };
	uint64_t marks[4] = { 0 };
	struct traits traits[4] = { 0 };
	/* As each of the two sees them: in order. */
	struct sort_rec edges[6];
	uint64_t shingles[] = { 10, 9, 10, 8 };
	struct tawam_match m = { .relation = TAWAM_NEAR, .why = "same" };
	struct graph g = { .ndocs = 4, .ngroups = 4, .group = group,
	    .next = next, .marks = marks, .traits = traits, .first = group,
	    .size = size, .edges = edges, .nedges = 6,
	    .shingles = shingles };
	size_t start[5], via[4];
	uint32_t survivor[4], left[4];
	struct star star = { survivor, via, left };
	unsigned near = TAWAM_BIT(TAWAM_NEAR);

	g.start = start;
	for (uint32_t i = 0; i < 3; i++) {
		struct sort_rec both[2];

		edge_make(i, i + 1, 8, &m, both);
		edges[2 * i] = both[0];
		edges[2 * i + 1] = both[1];
	}
	graph_link(&g);
	cluster_stars(&g, order, near, &star);
	cr_assert_arr_eq(survivor, ((uint32_t[]){ 0, 0, 2, 2 }), 16);
	/* 1 is the best survivor: it takes both its neighbours. */
	order[0] = 1;
	order[1] = 0;
	cluster_stars(&g, order, near, &star);
	cr_assert_arr_eq(survivor, ((uint32_t[]){ 1, 1, 1, 3 }), 16);
	star_match(&g, &star, 2, &m);
	cr_assert_eq(m.contain_a, 8. / 10);
	cr_assert_eq(m.contain_b, 8. / 9);
	cr_assert_eq(m.jaccard, 8. / 11);
	cr_assert_eq(m.relation, TAWAM_NEAR);
	cr_assert_str_eq(m.why, "same");
	/* A relation that does not join leaves all alone. */
	cluster_stars(&g, order, TAWAM_BIT(TAWAM_EXACT), &star);
	cr_assert_arr_eq(survivor, ((uint32_t[]){ 0, 1, 2, 3 }), 16);
	/* A known one takes none and is taken by none. */
	traits[1].known = 1;
	cluster_stars(&g, order, near, &star);
	cr_assert_arr_eq(survivor, ((uint32_t[]){ 0, 1, 2, 2 }), 16);
}

/* 1,000 sketches in one bucket of two kinds: each is linked to its kind, and
 * the pairs stay far from 499,500. */
Test(batch, a_large_bucket_is_linked_not_multiplied)
{
	enum { N = 1000, K = 128 };
	uint32_t *slots = malloc(N * K * sizeof(*slots));
	uint32_t *rank = malloc(N * sizeof(*rank));
	uint32_t *members = malloc(N * sizeof(*members));
	uint8_t linked[N] = { 0 };
	struct batch_input in = { .slots = &slots, .members = &members,
	    .nmembers = N, .rank = &rank, .n = N, .k = K, .bands = 32,
	    .rows = 4, .floor = .7 };
	struct batch_output out;
	struct space space;
	struct mem m;

	mem_init(&m, NULL);
	space_init(&space, &m, 0, NULL);
	cr_assert_eq(pool_new(&in.pool, 2, &m), 0);
	for (uint32_t i = 0; i < N; i++) {
		members[i] = i;
		rank[i] = N - 1 - i;
		for (uint32_t j = 0; j < K; j++)
			slots[i * K + j] = j < 16 ? j : j * 2 + i % 2;
	}
	cr_assert_eq(batch_candidates(&space, &in, &out), 0);
	cr_assert_geq(out.large_buckets, 4);
	cr_assert_lt(out.npairs, N * 40);
	for (size_t i = 0; i < out.npairs; i++) {
		uint32_t a = (uint32_t)(out.pairs[i] >> 32);
		uint32_t b = (uint32_t)out.pairs[i];

		cr_assert_lt(a, b);
		cr_assert_eq(a % 2, b % 2);
		/* The best in survivor order stands for its kind. */
		if (b >= N - 2)
			linked[a] = 1;
	}
	for (uint32_t i = 0; i < N - 2; i++)
		cr_assert(linked[i], "%u", i);
	batch_release(&space, &out);
	pool_free(in.pool);
	space_free(&space);
	free(slots);
	free(rank);
	free(members);
}

/* A megabyte of the space is in a file from the beginning, or not. */
static void
some_space(struct space *space, const struct mem *m, uint64_t bound,
    int spilled, struct vast *v)
{
	static char *p;

	space_init(space, m, bound, NULL);
	space_enter(space, v, VAST_COLD, &p);
	cr_assert_eq(space_grow(space, v, 1 << 20, 1), 0);
	if (spilled)
		cr_assert_eq(space_make(space, space->bound), 0);
	cr_assert_eq(space_spilled(space), spilled);
}

/* In memory, in files sorted by several threads, and in files one by one. */
Test(batch, the_pairs_are_the_same_within_any_bound)
{
	enum { N = 20000, K = 64 };
	static const struct {
		uint64_t bound;
		int spilled;
	} rooms[] = { { 0, 0 }, { (uint64_t)1 << 40, 0 },
	    { (uint64_t)1 << 40, 1 }, { 1, 1 } };
	uint32_t *slots = malloc(N * K * sizeof(*slots));
	uint32_t *rank = malloc(N * sizeof(*rank));
	uint32_t *members = malloc(N * sizeof(*members));
	struct batch_input in = { .slots = &slots, .members = &members,
	    .rank = &rank, .n = N, .k = K, .bands = 11, .rows = 5,
	    .mini = 1, .floor = .5 };
	uint64_t state = 5, *want = NULL;
	size_t nwant = 0;
	struct mem m;

	mem_init(&m, NULL);
	cr_assert(slots != NULL && rank != NULL && members != NULL);
	for (uint32_t i = 0; i < N; i++) {
		uint32_t from = i > 0 && i % 3 == 0 ?
		    (uint32_t)(rnd(&state) % i) : i;

		rank[i] = i;
		if (i % 7 != 5)
			members[in.nmembers++] = i;
		for (uint32_t j = 0; j < K; j++)
			slots[i * K + j] = from == i || rnd(&state) % 8 == 0 ?
			    (uint32_t)rnd(&state) : slots[from * K + j];
	}
	for (unsigned k = 0; k < 8; k++) {
		struct batch_output out;
		struct space space;
		struct vast v;

		some_space(&space, &m, rooms[k / 2].bound,
		    rooms[k / 2].spilled, &v);
		cr_assert_eq(pool_new(&in.pool, 1 + k % 2 * 2, &m), 0);
		cr_assert_eq(batch_candidates(&space, &in, &out), 0);
		if (want == NULL) {
			nwant = out.npairs;
			want = malloc(nwant * sizeof(*want));
			cr_assert_gt(nwant, N / 5);
			memcpy(want, out.pairs, nwant * sizeof(*want));
		}
		cr_assert_eq(out.npairs, nwant, "%u", k);
		cr_assert_eq(memcmp(out.pairs, want,
		    nwant * sizeof(*want)), 0, "%u", k);
		batch_release(&space, &out);
		pool_free(in.pool);
		space_free(&space);
	}
	free(want);
	free(slots);
	free(rank);
	free(members);
}

Test(batch, a_small_bucket_gives_all_its_pairs)
{
	enum { N = 40, K = 64 };
	static uint32_t slots[N * K], rank[N], members[N];
	uint32_t *all_slots = slots, *all_rank = rank, *all = members;
	struct batch_input in = { .slots = &all_slots, .members = &all,
	    .rank = &all_rank, .n = N, .k = K, .bands = 16, .rows = 4,
	    .floor = .7 };
	struct batch_output out;
	struct space space;
	struct mem m;

	mem_init(&m, NULL);
	space_init(&space, &m, 0, NULL);
	cr_assert_eq(pool_new(&in.pool, 1, &m), 0);
	for (uint32_t i = 0; i < N; i++) {
		rank[i] = i;
		if (i != 7)
			members[in.nmembers++] = i;
		for (uint32_t j = 0; j < K; j++)
			slots[i * K + j] = j < 4 ? j : i * K + j;
	}
	cr_assert_eq(batch_candidates(&space, &in, &out), 0);
	cr_assert_eq(out.npairs, (N - 1) * (N - 2) / 2);
	for (size_t i = 0; i < out.npairs; i++) {
		cr_assert_neq(out.pairs[i] >> 32, 7);
		cr_assert_neq((uint32_t)out.pairs[i], 7);
	}
	batch_release(&space, &out);
	pool_free(in.pool);
	space_free(&space);
}
