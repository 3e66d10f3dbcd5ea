/*
 * space_sort.c - sorting within a bound: runs that fit are sorted one by one
 * and merged.
 */
#include <string.h>

#include "base/sort.h"
#include "base/space.h"

/* Words that are merged between two looks at the bound. */
#define MERGE_LOOK	((size_t)1 << 15)
#define RUN_LEAST	((size_t)1 << 16)

/* A run's next element and where it ends. */
struct run {
	size_t at, end;
};

struct merger {
	const uint64_t *a;
	struct run *heap;	/* least next element first */
	size_t n;
	size_t words;		/* of an element, of which the first is its
				 * key */
};

static int
before(const struct merger *m, size_t i, size_t j)
{
	return m->a[m->heap[i].at * m->words] <
	    m->a[m->heap[j].at * m->words];
}

static void
sift_down(struct merger *m, size_t i)
{
	for (size_t child; (child = 2 * i + 1) < m->n; i = child) {
		struct run swap;

		if (child + 1 < m->n && before(m, child + 1, child))
			child++;
		if (!before(m, child, i))
			return;
		swap = m->heap[i];
		m->heap[i] = m->heap[child];
		m->heap[child] = swap;
	}
}

static void
merge_some(struct merger *m, uint64_t *out, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct run *r = &m->heap[0];

		memcpy(out + i * m->words, m->a + r->at++ * m->words,
		    m->words * sizeof(*out));
		if (r->at == r->end)
			*r = m->heap[--m->n];
		sift_down(m, 0);
	}
}

/* Pointers may move whenever the bound is looked after. */
static int
merge_runs(struct space *s, struct vast *of, struct merger *m, size_t n)
{
	uint64_t **a = of->array;
	size_t size = m->words * sizeof(**a);
	struct vast v;
	uint64_t *out;
	int r = TAWAM_OK;

	space_enter(s, &v, VAST_COLD, &out);
	m->a = *a;
	for (size_t i = m->n / 2; i-- > 0;)
		sift_down(m, i);
	for (size_t at = 0; at < n && r == 0; at += MERGE_LOOK) {
		size_t some = n - at < MERGE_LOOK ? n - at : MERGE_LOOK;

		if ((r = space_grow(s, &v, at + some, size)) != 0)
			break;
		m->a = *a;
		merge_some(m, out + at * m->words, some);
		r = space_keep(s, 2 * some * size);
	}
	if (r == 0)
		space_swap(&v, of);
	space_leave(s, &v);
	return r;
}

static void
sort_words(uint64_t *a, uint64_t *tmp, size_t n, size_t words)
{
	if (words == 1)
		sort_u64(a, tmp, n);
	else
		sort_recs((struct sort_rec *)(void *)a,
		    (struct sort_rec *)(void *)tmp, n);
}

static int
sort_runs(struct space *s, struct vast *v, size_t n, size_t run, size_t words)
{
	size_t nruns = (n + run - 1) / run, size = words * sizeof(uint64_t);
	struct run *runs = mem_alloc(&s->mem, nruns, sizeof(*runs));
	uint64_t *mine = mem_alloc(&s->mem, 2 * run, size);
	struct merger m = { .heap = runs, .n = nruns, .words = words };
	int r = runs != NULL && mine != NULL ? TAWAM_OK : TAWAM_ENOMEM;

	for (size_t i = 0; i < nruns && r == 0; i++) {
		size_t at = i * run, len = n - at < run ? n - at : run;

		runs[i] = (struct run){ at, at + len };
		if ((r = space_get(v, at * size, mine, len * size)) != 0)
			break;
		sort_words(mine, mine + run * words, len, words);
		if ((r = space_put(v, at * size, mine, len * size)) == 0)
			r = space_make(s, 0);
	}
	mem_free(&s->mem, mine);
	if (r == 0 && nruns > 1)
		r = merge_runs(s, v, &m, n);
	mem_free(&s->mem, runs);
	return r;
}

/* Much that is sorted was in order when it came. */
static int
in_order(const struct space *s, const uint64_t *a, size_t n, size_t words)
{
	size_t work = 0;

	for (size_t i = 1; i < n; i++) {
		if (a[i * words] < a[(i - 1) * words])
			return 0;
		if (i % MERGE_LOOK == 0)
			space_ease(s, &work, MERGE_LOOK * words * sizeof(*a));
	}
	return 1;
}

int
space_sort(struct space *s, struct vast *v, size_t n, size_t words)
{
	uint64_t **a = v->array, *tmp;
	size_t run, size = words * sizeof(*tmp);

	if (n < 2 || in_order(s, *a, n, words))
		return TAWAM_OK;
	/* Few are sorted where they are, without a look at the bound. */
	if (n > RUN_LEAST) {
		run = space_spare(s) / 2 / size / 2;
		if (run < RUN_LEAST)
			run = RUN_LEAST;
		if (v->file != -1 || n > run)
			return sort_runs(s, v, n, n < run ? n : run, words);
	}
	if ((tmp = mem_alloc(&s->mem, n, size)) == NULL)
		return TAWAM_ENOMEM;
	sort_words(*a, tmp, n, words);
	mem_free(&s->mem, tmp);
	return TAWAM_OK;
}

size_t
space_unique(const struct space *s, uint64_t *a, size_t n)
{
	size_t kept = 0, work = 0;

	for (size_t at = 0; at < n; at += MERGE_LOOK) {
		size_t some = n - at < MERGE_LOOK ? n - at : MERGE_LOOK;
		size_t once = sort_unique(a + at, some);
		size_t met = kept > 0 && a[kept - 1] == a[at];

		memmove(a + kept, a + at + met, (once - met) * sizeof(*a));
		kept += once - met;
		space_ease(s, &work, 2 * some * sizeof(*a));
	}
	return kept;
}
