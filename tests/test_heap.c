/*
 * test_heap.c - pieces of memory in large pages against a list: each is
 * cleared, nobody else's, and what is given back is used again.
 */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/heap.h"
#include "helpers.h"

#define PIECES	200

struct piece {
	unsigned char *p;
	size_t n;
	unsigned char mark;
};

/* Nobody has written to it; then it is given back. */
static void
give_back(struct heap *h, struct piece *x)
{
	for (size_t i = 0; i < x->n; i++)
		cr_assert_eq(x->p[i], x->mark);
	heap_free(h, x->p, x->n);
	memset(x, 0, sizeof(*x));
}

/* 1 when there was memory. */
static int
take(struct heap *h, struct piece *x, size_t n, unsigned char mark)
{
	if ((x->p = heap_alloc(h, n)) == NULL)
		return 0;
	x->n = n;
	x->mark = mark;
	cr_assert_eq((uintptr_t)x->p % HEAP_ALIGN, 0);
	for (size_t i = 0; i < n; i++)
		cr_assert_eq(x->p[i], 0);
	memset(x->p, mark, n);
	return 1;
}

Test(heap, pieces_are_clear_and_apart)
{
	static const size_t sizes[] = { 0, 1, 64, 65, 4000, 100000, 3000000 };
	struct piece *x = calloc(PIECES, sizeof(*x));
	struct failing f;
	struct heap h;
	struct mem m;
	uint64_t state = 5;
	int failures = 0;

	cr_assert_not_null(x);
	failing_init(&f, 0);
	mem_init(&m, &f.alloc);
	heap_init(&h, &m);
	for (int i = 0; i < 8000; i++) {
		struct piece *y = &x[rnd(&state) % PIECES];
		size_t k = rnd(&state) % 60;
		size_t n = sizes[k < 40 ? k % 5 : k < 59 ? 5 : 6];

		if (y->p != NULL)
			give_back(&h, y);
		f.calls = 0;
		f.fail_at = i % 3 == 0 ? 1 + rnd(&state) % 2 : 0;
		failures += !take(&h, y, n > 1 ? n - rnd(&state) % 64 % n : n,
		    (unsigned char)(1 + rnd(&state) % 255));
	}
	cr_assert_gt(failures, 5);
	cr_assert_gt(heap_memory(&h), 0);
	for (int i = 0; i < PIECES; i++)
		if (x[i].p != NULL)
			give_back(&h, &x[i]);
	cr_assert_eq(heap_memory(&h), 0);
	heap_release(&h);
	cr_assert_eq(f.live, 0);
	free(x);
}

/*
 * Pieces that grow by a fifth, one after another in no order, take little more
 * than they have: what one leaves the others take.
 */
Test(heap, what_pieces_leave_is_used)
{
	struct piece x[PIECES] = { { 0 } };
	uint64_t state = 6, all = 0;
	struct heap h;
	struct mem m;

	mem_init(&m, NULL);
	heap_init(&h, &m);
	for (size_t n = 40000; n < 1000000; n += n / 5) {
		for (int left = PIECES; left > 0;) {
			struct piece *y = &x[rnd(&state) % PIECES], was = *y;

			if (was.n == n)
				continue;
			cr_assert_not_null(y->p = heap_alloc(&h, n));
			y->n = n;
			heap_free(&h, was.p, was.n);
			all += n - was.n;
			left--;
		}
		cr_assert_lt(heap_memory(&h), all + all / 4);
	}
	cr_assert_geq(heap_memory(&h), all);
	heap_release(&h);
}
