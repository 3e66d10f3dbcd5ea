/*
 * test_space.c - arrays that move to files when memory is short.
 */
#include <criterion/criterion.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/sort.h"
#include "base/space.h"
#include "helpers.h"

/* Everything is resident that the test holds, so a bound of a byte is passed
 * whenever it is looked at. */
Test(space, arrays_move_and_keep_their_elements)
{
	enum { N = 600000 };
	struct space s;
	struct vast va, vb, vc;
	uint64_t *a, *b, state = 1;
	char *c;
	struct mem m;

	mem_init(&m, NULL);
	space_init(&s, &m, 1, NULL);
	space_enter(&s, &va, VAST_HOT, &a);
	space_enter(&s, &vb, VAST_COLD, &b);
	space_enter(&s, &vc, VAST_COLD, &c);
	for (size_t i = 0; i < N; i++) {
		cr_assert_eq(space_grow(&s, &va, i + 1, sizeof(*a)), 0);
		cr_assert_eq(space_grow(&s, &vb, i + 1, sizeof(*b)), 0);
		a[i] = i * 3;
		b[i] = rnd(&state);
		cr_assert_eq(space_keep(&s, 64), 0);
	}
	cr_assert(space_spilled(&s));
	cr_assert_neq(va.file, -1);
	cr_assert_neq(vb.file, -1);
	cr_assert_eq(vc.file, -1);
	state = 1;
	for (size_t i = 0; i < N; i++) {
		cr_assert_eq(a[i], i * 3);
		cr_assert_eq(b[i], rnd(&state));
	}
	space_swap(&va, &vb);
	space_drop(&s);
	cr_assert_eq(b[7], 21);
	space_leave(&s, &va);
	cr_assert_null(a);
	cr_assert_eq(b[9], 27);
	space_free(&s);
	cr_assert_null(b);
	cr_assert_eq(s.filed, 0);
}

Test(space, without_a_bound_everything_is_the_allocator_s)
{
	struct failing f;
	struct space s;
	struct vast v;
	uint32_t *p;
	struct mem m;

	failing_init(&f, 0);
	mem_init(&m, &f.alloc);
	space_init(&s, &m, 0, NULL);
	space_enter(&s, &v, VAST_HOT, &p);
	cr_assert_eq(space_grow(&s, &v, 10, sizeof(*p)), 0);
	p[9] = 5;
	cr_assert_eq(space_make(&s, SIZE_MAX), 0);
	cr_assert_not(space_spilled(&s));
	failing_init(&f, 1);
	cr_assert_eq(space_grow(&s, &v, 100000, sizeof(*p)), TAWAM_ENOMEM);
	cr_assert_eq(p[9], 5);
	cr_assert_eq(space_grow(&s, &v, SIZE_MAX / 2, sizeof(*p)),
	    TAWAM_ENOMEM);
	space_free(&s);
}

/* A folder that is none: what does not fit has nowhere to go. */
Test(space, a_failure_leaves_all_where_it_was)
{
	struct space s;
	struct vast v;
	char *p;
	struct mem m;

	mem_init(&m, NULL);
	space_init(&s, &m, 1, "/nowhere/at/all");
	space_enter(&s, &v, VAST_COLD, &p);
	for (size_t n = 1; n <= 10; n++)
		cr_assert_eq(space_grow(&s, &v, n << 19, 1), 0);
	p[5] = 'x';
	errno = 0;
	cr_assert_eq(space_grow(&s, &v, 50u << 20, 1), TAWAM_EIO,
	    "there is no room for so much more");
	cr_assert_eq(errno, ENOENT);
	errno = 0;
	cr_assert_eq(space_make(&s, 0), TAWAM_EIO);
	cr_assert_eq(errno, ENOENT);
	cr_assert_eq(p[5], 'x');
	cr_assert_not(space_spilled(&s));
	space_pin(&s, 1);
	cr_assert_eq(space_make(&s, 0), 0, "what is pinned is not moved");
	space_free(&s);
}

/* What is too large for memory is never there. */
/* Side by side, so that they move as they grow, to all kinds of addresses. */
Test(space, large_arrays_grow_in_memory)
{
	enum { N = 2 << 20, ARRAYS = 4 };
	struct vast v[ARRAYS];
	uint64_t *a[ARRAYS];
	struct space s;
	struct mem m;

	mem_init(&m, NULL);
	space_init(&s, &m, (uint64_t)4 << 30, NULL);
	for (int k = 0; k < ARRAYS; k++)
		space_enter(&s, &v[k], VAST_HOT, &a[k]);
	for (uint64_t i = 0; i < N; i++) {
		for (int k = 0; k < ARRAYS; k++) {
			uint64_t at = i * (uint64_t)(k + 1) / ARRAYS;

			cr_assert_eq(space_grow(&s, &v[k], at + 1,
			    sizeof(*a[k])), 0);
			a[k][at] = at ^ (uint64_t)k;
		}
	}
	for (int k = 0; k < ARRAYS; k++)
		for (uint64_t at = 0; at < N * (uint64_t)(k + 1) / ARRAYS; at++)
			cr_assert_eq(a[k][at], at ^ (uint64_t)k);
	cr_assert_not(space_spilled(&s));
	space_free(&s);
}

Test(space, a_large_array_begins_and_goes_on_in_a_file)
{
	enum { LARGE = 64 << 20 };
	struct space s;
	struct vast v, w;
	size_t before;
	char *p, *q;
	struct mem m;

	mem_init(&m, NULL);
	space_init(&s, &m, 1, NULL);
	before = space_resident(&s);
	space_enter(&s, &v, VAST_HOT, &p);
	space_enter(&s, &w, VAST_HOT, &q);
	cr_assert_eq(space_grow(&s, &v, LARGE, 1), 0);
	cr_assert_neq(v.file, -1);
	space_set(&s, p, 7, LARGE);
	cr_assert_eq(p[0], 7);
	cr_assert_eq(p[LARGE - 1], 7);
	cr_assert_lt(space_resident(&s), before + LARGE / 2,
	    "pages are given back");
	cr_assert_eq(space_grow(&s, &w, 1, 1), 0);
	cr_assert_eq(w.file, -1);
	q[0] = 9;
	cr_assert_eq(space_grow(&s, &w, LARGE, 1), 0);
	cr_assert_neq(w.file, -1);
	cr_assert_eq(q[0], 9);
	space_pin(&s, 1);
	cr_assert_eq(space_grow(&s, &w, 2 * LARGE, 1), 0);
	cr_assert_eq(q[0], 9);
	space_free(&s);
}

/* Bytes are the same by copy and by address, in memory and in a file. */
Test(space, bytes_go_in_and_out)
{
	enum { N = 5 << 20 };
	uint64_t state = 3;
	uint8_t *p, *want = malloc(N), *got = malloc(N);
	struct space s;
	struct vast v;
	struct mem m;

	mem_init(&m, NULL);
	cr_assert(want != NULL && got != NULL);
	for (int filed = 0; filed < 2; filed++) {
		space_init(&s, &m, (uint64_t)1 << 40, NULL);
		space_enter(&s, &v, VAST_COLD, &p);
		cr_assert_eq(space_grow(&s, &v, N, 1), 0);
		cr_assert_eq(space_make(&s, filed ? s.bound : 0), 0);
		cr_assert_eq(v.file != -1, filed);
		space_set(&s, p, 1, N);
		memset(want, 1, N);
		for (int i = 0; i < 300; i++) {
			size_t at = rnd(&state) % N;
			size_t n = 1 + rnd(&state) % (i % 30 ? 5000 : N);

			n = n < N - at ? n : N - at;
			memset(want + at, i, n);
			cr_assert_eq(space_put(&v, at, want + at, n), 0);
			at = rnd(&state) % N;
			n = n < N - at ? n : N - at;
			cr_assert_eq(space_get(&v, at, got, n), 0);
			cr_assert_eq(memcmp(got, want + at, n), 0);
			cr_assert_eq(memcmp(p + at, want + at, n), 0);
		}
		space_free(&s);
	}
	free(want);
	free(got);
}

static int
compare(const void *x, const void *y)
{
	const uint64_t *a = x, *b = y;

	return (*a > *b) - (*a < *b);
}

/* n elements of so many words, of which the others follow from the first. */
static void
check_sort(size_t n, size_t words, int bound, unsigned shift)
{
	size_t size = words * sizeof(uint64_t);
	uint64_t *want = malloc((n + 1) * size), *a, state = n + 1;
	struct space s;
	struct vast v;
	struct mem m;

	mem_init(&m, NULL);
	space_init(&s, &m, (uint64_t)bound, NULL);
	space_enter(&s, &v, VAST_COLD, &a);
	cr_assert_eq(space_grow(&s, &v, n, size), 0);
	for (size_t j = 0; j < n * words; j += words) {
		want[j] = rnd(&state) >> shift;
		if (words == 2)
			want[j + 1] = ~want[j] * 3;
	}
	if (n > 0)
		memcpy(a, want, n * size);
	qsort(want, n, size, compare);
	for (int i = 0; i < 2; i++) {
		cr_assert_eq(space_sort(&s, &v, n, words), 0);
		if (n > 0)
			cr_assert_arr_eq(a, want, n * size,
			    "%zu of %zu words, bound %d", n, words, bound);
	}
	if (words == 1) {
		size_t once = sort_unique(want, n);

		cr_assert_eq(space_unique(&s, a, n), once);
		if (once > 0)
			cr_assert_arr_eq(a, want, once * size);
	}
	space_free(&s);
	free(want);
}

/* In memory at once, in runs in memory, in runs in a file. */
Test(space, sorting_is_the_same_within_any_bound)
{
	static const size_t sizes[] = { 0, 1, 2, 1000, 65536, 65537, 300001,
		1000000 };

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		for (int bound = 0; bound < 2; bound++)
			for (size_t words = 1; words <= 2; words++)
				check_sort(sizes[i], words, bound,
				    i % 2 * 40);
}
