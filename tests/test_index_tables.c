/*
 * test_index_tables.c - tables of buckets against a list: what was put in is
 * found, the latest of a tag, however they grow and whoever has gone.
 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "helpers.h"
#include "index/catalog.h"

#define ENTRIES	200000

struct list {
	uint32_t tag[ENTRIES];
	unsigned char gone[ENTRIES];
};

static int
alive(const void *arg, uint32_t doc)
{
	return !((const struct list *)arg)->gone[doc];
}

static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

/*
 * What a table has of a tag is a part of what was put in, the latest first,
 * with those that are there; it may have some that have gone.
 */
static void
check(const struct buckets *b, const struct list *l, uint32_t n, uint32_t tag)
{
	uint32_t found[BUCKETS_CAP], k = 0;
	size_t m = buckets_find(b, tag, found, NULL), there = 0;

	cr_assert_leq(m, BUCKETS_CAP);
	qsort(found, m, sizeof(*found), by_number);
	for (size_t i = 0; i < m; i++) {
		cr_assert_lt(found[i], n);
		cr_assert_eq(l->tag[found[i]], tag);
		cr_assert(i == 0 || found[i] > found[i - 1]);
	}
	for (uint32_t i = n; i-- > 0 && k < BUCKETS_CAP;) {
		if (l->tag[i] != tag)
			continue;
		k++;
		if (l->gone[i])
			continue;
		there++;
		cr_assert_not_null(bsearch(&i, found, m, sizeof(*found),
		    by_number));
	}
	cr_assert_leq(there, m);
}

static uint32_t
random_tag(uint64_t *state)
{
	switch (rnd(state) % 8) {
	case 0:		/* a few, of many entries each */
		return (uint32_t)(rnd(state) % 5) * 0x33333333u;
	case 1:		/* the ends of a shard's tags */
		return 0x3FFFFFFFu + (uint32_t)(rnd(state) % 3);
	case 2:
		return UINT32_MAX - (uint32_t)(rnd(state) % 3);
	default:
		return (uint32_t)rnd(state);
	}
}

Test(index_tables, buckets_have_what_was_put_in)
{
	struct list *l = calloc(1, sizeof(*l));
	struct buckets b = { 0 };
	struct heap h;
	struct mem m;
	uint64_t state = 21;
	uint32_t most = 0;

	cr_assert_not_null(l);
	mem_init(&m, NULL);
	heap_init(&h, &m);
	for (uint32_t i = 0; i < ENTRIES; i++) {
		l->tag[i] = random_tag(&state);
		if (!buckets_room(&b, l->tag[i]))
			cr_assert_eq(buckets_grow(&b, &h, l->tag[i], alive,
			    l), 0);
		(void)buckets_add(&b, l->tag[i], i);
		most += l->tag[i] == 0;
		/* Most go, from the middle on. */
		if (i > ENTRIES / 2)
			l->gone[rnd(&state) % i] = 1;
		if (i % 50 == 0)
			check(&b, l, i + 1, l->tag[rnd(&state) % (i + 1)]);
	}
	cr_assert_gt(most, 2 * BUCKETS_CAP);
	for (uint32_t i = 0; i < ENTRIES; i += 7)
		check(&b, l, ENTRIES, l->tag[i]);
	heap_release(&h);
	free(l);
}

/* What is added where a search ended stands where it would have stood. */
Test(index_tables, where_a_search_ended_is_where_one_goes)
{
	struct buckets plain = { 0 }, at = { 0 };
	struct heap h;
	struct mem m;
	uint64_t state = 23;
	int replaced = 0;

	mem_init(&m, NULL);
	heap_init(&h, &m);
	for (uint32_t i = 0; i < ENTRIES; i++) {
		uint32_t tag = random_tag(&state), found[BUCKETS_CAP];
		struct bucket_end end;
		int r;

		if (!buckets_room(&plain, tag)) {
			cr_assert_eq(buckets_grow(&plain, &h, tag, NULL,
			    NULL), 0);
			cr_assert_eq(buckets_grow(&at, &h, tag, NULL, NULL),
			    0);
		}
		buckets_prefetch_next(&at, tag);
		(void)buckets_find(&at, tag, found, &end);
		r = buckets_add_at(&at, &end, i);
		cr_assert_eq(buckets_add(&plain, tag, i), r);
		replaced += r;
	}
	cr_assert_gt(replaced, BUCKETS_CAP);
	for (int i = 0; i < BUCKETS_SHARDS; i++) {
		const struct bucket_shard *x = &plain.shards[i];

		cr_assert_eq(at.shards[i].n, x->n);
		cr_assert_eq(at.shards[i].used, x->used);
		cr_assert_eq(memcmp(at.shards[i].lines, x->lines,
		    x->n * sizeof(*x->lines)), 0);
	}
	heap_release(&h);
}

/* Many at once are as one after another. */
Test(index_tables, many_are_as_one_by_one)
{
	struct list *l = calloc(1, sizeof(*l));
	uint64_t *entries = malloc(ENTRIES * sizeof(*entries));
	struct buckets one = { 0 }, many = { 0 };
	struct heap h;
	struct mem m;
	uint64_t state = 22;

	cr_assert(l != NULL && entries != NULL);
	mem_init(&m, NULL);
	heap_init(&h, &m);
	for (uint32_t i = 0; i < ENTRIES; i++) {
		l->tag[i] = random_tag(&state);
		entries[i] = (uint64_t)l->tag[i] << 32 | i;
		if (!buckets_room(&one, l->tag[i]))
			cr_assert_eq(buckets_grow(&one, &h, l->tag[i], NULL,
			    NULL), 0);
		(void)buckets_add(&one, l->tag[i], i);
	}
	cr_assert_eq(buckets_reserve(&many, &h, ENTRIES / 3), 0);
	cr_assert_eq(buckets_add_many(&many, &h, entries, ENTRIES, NULL,
	    NULL), 1);
	for (uint32_t i = 0; i < ENTRIES; i++) {
		uint32_t a[BUCKETS_CAP], b[BUCKETS_CAP];
		size_t n = buckets_find(&one, l->tag[i], a, NULL);

		cr_assert_eq(buckets_find(&many, l->tag[i], b, NULL), n);
		qsort(a, n, sizeof(*a), by_number);
		qsort(b, n, sizeof(*b), by_number);
		cr_assert_eq(memcmp(a, b, n * sizeof(*a)), 0);
	}
	heap_release(&h);
	free(entries);
	free(l);
}

#define BANDS	3
#define SLOTS	16
#define LOADED	20000

struct made {
	unsigned char tags[4 * BANDS], sketch[SLOTS];
	struct arrival a;
};

/* A document that shares tags with others; some are too short for bands. */
static void
make_arrival(struct made *m, uint64_t *state)
{
	memset(m, 0, sizeof(*m));
	for (int i = 0; i < BANDS; i++) {
		uint32_t tag = random_tag(state);

		memcpy(m->tags + 4 * i, &tag, sizeof(tag));
	}
	for (int i = 0; i < SLOTS; i++)
		m->sketch[i] = (unsigned char)rnd(state);
	m->a.entry.place = 1 + rnd(state) % 1000;
	m->a.entry.date = TAWAM_NO_DATE;
	m->a.entry.id = (uint32_t)(rnd(state) % 9000) * 400000u;
	m->a.form = random_tag(state);
	if (rnd(state) % 10 > 0) {
		m->a.tags = m->tags;
		m->a.sketch = m->sketch;
	}
}

/* Those of found that are there, in order; how many. */
static size_t
there(const struct catalog *s, uint32_t *found, size_t n)
{
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		if (catalog_entry(s, found[i]) != NULL)
			found[k++] = found[i];
	qsort(found, k, sizeof(*found), by_number);
	return k;
}

static void
same(struct catalog *x, struct catalog *y, uint32_t tag)
{
	uint32_t a[BUCKETS_CAP], b[BUCKETS_CAP];
	uint32_t tags[BANDS] = { tag, tag, tag };
	size_t n = there(x, a, catalog_forms(x, tag, a));

	cr_assert_eq(there(y, b, catalog_forms(y, tag, b)), n);
	cr_assert_eq(memcmp(a, b, n * sizeof(*a)), 0);
	n = there(x, a, catalog_ids(x, tag, a));
	cr_assert_eq(there(y, b, catalog_ids(y, tag, b)), n);
	cr_assert_eq(memcmp(a, b, n * sizeof(*a)), 0);
	catalog_search(x, tags);
	catalog_search(y, tags);
	n = there(x, x->found, x->nfound);
	cr_assert_eq(there(y, y->found, y->nfound), n);
	cr_assert_eq(memcmp(x->found, y->found, n * sizeof(*a)), 0);
}

/*
 * Loaded at once, in as many pieces as there are settles, is as added one by
 * one, whoever goes while they wait.  Of tags with more than BUCKETS_CAP
 * documents, of which gone ones may have taken places, only one by one is
 * sure: they are left out.
 */
static void
load_as_add(uint64_t state, uint64_t expected, uint32_t settle,
    unsigned threads)
{
	struct catalog one, many;
	struct mem m;
	struct made made;
	uint64_t again = state;

	mem_init(&m, NULL);
	cr_assert_eq(catalog_init(&one, &m, BANDS, SLOTS), 0);
	cr_assert_eq(catalog_init(&many, &m, BANDS, SLOTS), 0);
	if (threads > 0)
		cr_assert_eq(pool_new(&many.pool, threads, &m), 0);
	for (uint32_t i = 0; i < LOADED; i++) {
		uint32_t gone;

		make_arrival(&made, &state);
		cr_assert_eq(catalog_room(&one, &made.a), 0);
		cr_assert_eq(catalog_add(&one, &made.a), i);
		if (i == CATALOG_BLOCK)
			cr_assert_eq(catalog_expect(&many, expected), 0);
		cr_assert_eq(catalog_load(&many, &made.a), 0);
		gone = (uint32_t)(rnd(&state) % (3 * (uint64_t)i + 1));
		if (gone <= i && catalog_entry(&one, gone) != NULL) {
			catalog_kill(&one, gone);
			catalog_kill(&many, gone);
		}
		if (i % settle == settle - 1)
			cr_assert_eq(catalog_settle(&many), 0);
	}
	cr_assert_eq(catalog_loaded(&many), 0);
	cr_assert_eq(one.live, many.live);
	cr_assert_null(many.batch);
	for (uint32_t i = 0; i < LOADED; i++) {
		uint32_t tag, found[BUCKETS_CAP];

		make_arrival(&made, &again);
		(void)rnd(&again);
		memcpy(&tag, made.tags, sizeof(tag));
		tag = i % 2 ? made.a.entry.id : tag;
		if (buckets_find(&one.tables[0], tag, found, NULL) <
		    BUCKETS_CAP && catalog_forms(&one, tag, found) <
		    BUCKETS_CAP && i % 7 == 0)
			same(&one, &many, tag);
	}
	pool_free(many.pool);
	catalog_release(&one);
	catalog_release(&many);
}

Test(index_tables, loaded_is_as_added)
{
	load_as_add(31, 0, LOADED + 1, 0);
	load_as_add(32, LOADED, LOADED + 1, 3);
	load_as_add(33, 100, 700, 2);
	load_as_add(34, LOADED * 3, 5000, 1);
}
