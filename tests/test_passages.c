/*
 * test_passages.c - fingerprints, and the passages that texts share, against
 * their definitions.
 */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "helpers.h"
#include "index/passages.h"
#include "text/classes.h"

#define LONGEST	4000

static struct mem mem;
static struct space space;

static void
make(void)
{
	mem_init(&mem, NULL);
	space_init(&space, &mem, 0, NULL);
}

static void
drop(void)
{
	space_free(&space);
}

TestSuite(passages, .init = make, .fini = drop);

/*
 * Texts
 */

/* Code points, of which those from 0x4000 on have no class. */
struct row {
	uint32_t cp[LONGEST];
	size_t n;
	struct code_buf buf;
};

static void
row_code(struct row *r)
{
	r->buf.n = r->buf.npoints = 0;
	cr_assert_eq(code_buf_reserve(&mem, &r->buf, r->n), 0);
	cr_assert_eq(mem_grow(&mem, &r->buf.points, &r->buf.points_cap, r->n,
	    sizeof(*r->buf.points)), 0);
	for (size_t i = 0; i < r->n; i++) {
		uint8_t c = class_of(r->cp[i]);

		r->buf.classes[r->buf.n++] = c;
		if (c == 0)
			r->buf.points[r->buf.npoints++] = r->cp[i];
	}
}

static uint32_t
random_point(uint64_t *state, unsigned outside)
{
	if (outside > 0 && rnd(state) % outside == 0)
		return 0x4e00 + (uint32_t)(rnd(state) % 3);
	return rnd(state) % 6 == 0 ? ' ' :
	    0x627 + (uint32_t)(rnd(state) % 20);
}

/* outside: one in so many; period: repeats itself, or 0. */
static void
row_random(struct row *r, uint64_t *state, size_t n, unsigned outside,
    size_t period)
{
	for (size_t i = 0; i < n; i++)
		r->cp[i] = period > 0 && i >= period ? r->cp[i - period] :
		    random_point(state, outside);
	r->n = n;
}

/*
 * Winnowing by its definition
 */

/* Equal windows, equal hashes: whatever they are, places are what counts. */
static uint64_t
hash_of(const struct row *r, size_t at)
{
	struct row one = { .n = WINNOW_POINTS };
	struct prints p = { 0 };
	struct coded t;
	uint64_t h;

	memcpy(one.cp, r->cp + at, sizeof(*r->cp) * WINNOW_POINTS);
	row_code(&one);
	t = code_of(&one.buf);
	cr_assert_eq(winnow(&mem, &t, &p), 0);
	cr_assert_eq(p.n, 1);
	h = p.list[0].hash;
	prints_release(&mem, &p);
	code_buf_free(&mem, &one.buf);
	return h;
}

static size_t
winnow_slowly(const struct row *r, struct print *out)
{
	size_t windows = r->n < WINNOW_POINTS ? 0 : r->n - WINNOW_POINTS + 1;
	size_t span = windows < WINNOW_SPAN ? windows : WINNOW_SPAN, n = 0;
	uint64_t *h = calloc(windows + 1, sizeof(*h));

	for (size_t i = 0; i < windows; i++)
		h[i] = hash_of(r, i);
	for (size_t i = 0; span > 0 && i + span <= windows; i++) {
		size_t best = i;

		for (size_t k = i; k < i + span; k++)
			if (h[k] <= h[best])
				best = k;
		if (n == 0 || out[n - 1].at != best)
			out[n++] = (struct print){ h[best], (uint32_t)best };
	}
	free(h);
	return n;
}

/* First and last of each chain. */
static size_t
unchain(struct print *p, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && p[end].hash == p[i].hash &&
		    p[end].at - p[end - 1].at < WINNOW_SPAN; end++)
			;
		p[kept++] = p[i];
		if (end - i > 1)
			p[kept++] = p[end - 1];
	}
	return kept;
}

Test(passages, winnowing_is_as_defined)
{
	static struct print want[LONGEST];
	static const size_t lengths[] = { 0, 23, 24, 25, 85, 86, 87, 300, 900 };
	static struct row r;
	struct prints got = { 0 };
	uint64_t state = 1;

	for (size_t i = 0; i < 9 * 12; i++) {
		static const unsigned outside[] = { 0, 1, 5, 60 };
		static const size_t period[] = { 0, 1, 7, 62, 63, 64, 90 };
		struct coded t;
		size_t n;

		row_random(&r, &state, lengths[i % 9], outside[i % 4],
		    period[i % 7]);
		row_code(&r);
		t = code_of(&r.buf);
		cr_assert_eq(winnow(&mem, &t, &got), 0);
		n = unchain(want, winnow_slowly(&r, want));
		cr_assert_eq(got.n, n, "%zu: %zu, not %zu", i, got.n, n);
		for (size_t k = 0; k < n; k++)
			cr_assert(got.list[k].at == want[k].at &&
			    got.list[k].hash == want[k].hash, "%zu %zu", i, k);
	}
	prints_release(&mem, &got);
	code_buf_free(&mem, &r.buf);
}

/* Hashes tell apart what differs, classes from code points outside them,
 * too. */
Test(passages, different_windows_have_different_hashes)
{
	static struct row a, b;
	uint64_t state = 2;

	for (int i = 0; i < 3000; i++) {
		size_t at = (size_t)(rnd(&state) % WINNOW_POINTS);

		row_random(&a, &state, WINNOW_POINTS, i % 2 ? 8 : 0, 0);
		b = a;
		memset(&b.buf, 0, sizeof(b.buf));
		b.cp[at] = a.cp[at] == 0x645 ? 0x646 : 0x645;
		cr_assert_neq(hash_of(&a, 0), hash_of(&b, 0));
		b.cp[at] = a.cp[at] == 0x4e00 ? 0x4e01 : 0x4e00;
		cr_assert_neq(hash_of(&a, 0), hash_of(&b, 0));
		b.cp[at] = a.cp[at];
		cr_assert_eq(hash_of(&a, 0), hash_of(&b, 0));
	}
}

/*
 * Passages of a small corpus against every run of it
 */

enum { N = 24 };

struct small {
	struct row rows[N];
	uint8_t skip[N];
	struct passages_input in;
	struct pool *pool;
};

static struct coded
row_text(const void *arg, uint32_t i)
{
	const struct small *s = arg;

	return code_of(&s->rows[i].buf);
}

static void
small_init(struct small *s, unsigned threads)
{
	memset(s, 0, sizeof(*s));
	cr_assert_eq(pool_new(&s->pool, threads, &mem), 0);
	s->in.n = N;
	s->in.skip = s->skip;
	s->in.text = row_text;
	s->in.arg = s;
	s->in.pool = s->pool;
}

static void
small_release(struct small *s)
{
	for (size_t i = 0; i < N; i++)
		code_buf_free(&mem, &s->rows[i].buf);
	pool_free(s->pool);
}

/* Texts with pieces of the others in them. */
static void
small_fill(struct small *s, uint64_t *state, unsigned outside, size_t period)
{
	for (size_t i = 0; i < N; i++) {
		struct row *r = &s->rows[i];

		row_random(r, state, 50 + rnd(state) % 700, outside, period);
		for (int k = 0; k < 3 && i > 0; k++) {
			const struct row *o = &s->rows[rnd(state) % i];
			size_t n = 60 + rnd(state) % 60, from, to;

			if (n > o->n || n > r->n)
				continue;
			from = rnd(state) % (o->n - n + 1);
			to = rnd(state) % (r->n - n + 1);
			memcpy(r->cp + to, o->cp + from, n * sizeof(*r->cp));
		}
		row_code(r);
	}
}

struct kept {
	struct passage p;
	uint32_t a, b;
};

struct list {
	struct kept *list;
	size_t n, cap;
	uint64_t covered;	/* in_a and in_b of the pairs, summed up */
};

static int
keep(void *arg, const struct shared_pair *p)
{
	struct list *l = arg;

	cr_assert_lt(p->a, p->b);
	l->covered += p->in_a * 3 + p->in_b;
	for (size_t i = 0; i < p->n; i++) {
		cr_assert_eq(mem_grow(&mem, &l->list, &l->cap, l->n + 1,
		    sizeof(*l->list)), 0);
		l->list[l->n++] = (struct kept){ p->passages[i], p->a, p->b };
		cr_assert(l->n < 2 || l->list[l->n - 2].a < p->a ||
		    (l->list[l->n - 2].a == p->a &&
		    l->list[l->n - 2].b <= p->b));
	}
	return 0;
}

static void
walk(struct small *s, uint32_t least, struct list *out)
{
	struct passages p;

	memset(out, 0, sizeof(*out));
	cr_assert_eq(passages_build(&p, &space, &s->in), 0);
	cr_assert_eq(passages_walk(&p, least, keep, out), 0);
	passages_release(&p);
}

/* Is a run in a passage, where it stands in both texts? */
static int
is_told(const struct list *l, const struct row *ra, uint32_t a, uint32_t b,
    uint32_t i, uint32_t k, uint32_t n)
{
	/* Spaces at its ends are no part of a passage. */
	while (ra->cp[i] == ' ')
		i++, k++, n--;
	while (ra->cp[i + n - 1] == ' ')
		n--;
	for (size_t x = 0; x < l->n; x++) {
		const struct passage *p = &l->list[x].p;

		if (l->list[x].a == a && l->list[x].b == b && p->a <= i &&
		    i + n <= p->a_end && p->b <= k && k + n <= p->b_end)
			return 1;
	}
	return 0;
}

/* Every maximal run of at least so many code points, by brute force. */
static size_t
check_runs(const struct small *s, const struct list *l, uint32_t least)
{
	static uint32_t len[2][LONGEST + 1];
	size_t runs = 0;

	for (uint32_t a = 0; a < N; a++)
	for (uint32_t b = a + 1; b < N; b++) {
		const struct row *x = &s->rows[a], *y = &s->rows[b];

		memset(len, 0, sizeof(len));
		for (uint32_t i = 0; i < x->n; i++) {
			uint32_t *now = len[i % 2], *last = len[(i + 1) % 2];

			for (uint32_t k = 0; k < y->n; k++) {
				uint32_t n = now[k + 1] = x->cp[i] ==
				    y->cp[k] ? last[k] + 1 : 0;

				if (n < least || (i + 1 < x->n && k + 1 <
				    y->n && x->cp[i + 1] == y->cp[k + 1]))
					continue;
				runs++;
				cr_assert(is_told(l, x, a, b, i + 1 - n,
				    k + 1 - n, n), "%u %u: %u", a, b, n);
			}
		}
	}
	return runs;
}

/* What a passage says is so. */
static void
check_passages(const struct small *s, const struct list *l, uint32_t least)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct passage *p = &l->list[i].p;
		const struct row *x = &s->rows[l->list[i].a];
		const struct row *y = &s->rows[l->list[i].b];
		uint32_t na = p->a_end - p->a, nb = p->b_end - p->b, head = 0;
		uint32_t tail = 0, m = na < nb ? na : nb;

		cr_assert(p->a < p->a_end && p->a_end <= x->n);
		cr_assert(p->b < p->b_end && p->b_end <= y->n);
		cr_assert(p->chars <= m && p->chars + 4 >= least);
		while (head < m && x->cp[p->a + head] == y->cp[p->b + head])
			head++;
		while (tail < m && x->cp[p->a_end - tail - 1] ==
		    y->cp[p->b_end - tail - 1])
			tail++;
		/* Runs of a window at least, less two spaces. */
		cr_assert_geq(head, WINNOW_POINTS - 2);
		cr_assert_geq(tail, WINNOW_POINTS - 2);
		if (na == nb && head == na)
			cr_assert_eq(p->chars, na);
		else
			cr_assert_lt(p->chars, na > nb ? na : nb);
	}
}

Test(passages, every_run_of_86_is_told)
{
	static struct small s;
	uint64_t state = 3;
	size_t runs = 0, told = 0;

	small_init(&s, 1);
	for (int i = 0; i < 6; i++) {
		struct list l;

		small_fill(&s, &state, i % 3 == 0 ? 0 : i % 3 == 1 ? 9 : 70,
		    0);
		walk(&s, WINNOW_SURE, &l);
		runs += check_runs(&s, &l, WINNOW_SURE);
		check_passages(&s, &l, WINNOW_SURE);
		mem_free(&mem, l.list);
		walk(&s, WINNOW_POINTS, &l);
		check_passages(&s, &l, WINNOW_POINTS);
		told += l.n;
		mem_free(&mem, l.list);
	}
	small_release(&s);
	cr_assert_gt(runs, 50);
	cr_assert_gt(told, runs);
}

/* Repetition is found as such, in time that does not grow with its square. */
Test(passages, texts_that_repeat_themselves)
{
	static const size_t periods[] = { 1, 3, 40, 62, 64, 100 };
	static struct small s;
	uint64_t state = 4;

	small_init(&s, 1);
	for (size_t i = 0; i < 6; i++) {
		uint32_t least = N;
		struct list l;

		row_random(&s.rows[0], &state, 300, 0, periods[i]);
		for (size_t k = 0; k < N; k++) {
			s.rows[k].n = LONGEST - 90 * k;
			for (size_t j = 0; j < s.rows[k].n; j++)
				s.rows[k].cp[j] =
				    s.rows[0].cp[j % periods[i]];
			row_code(&s.rows[k]);
		}
		walk(&s, WINNOW_SURE, &l);
		cr_assert_gt(l.n, N * (N - 1) / 2 - 1);
		cr_assert_lt(l.n, N * N * 130);
		check_passages(&s, &l, WINNOW_SURE);
		/* The shorter one lies in the longer. */
		for (size_t k = 0; k < l.n; k++)
			if (l.list[k].a == 0 && l.list[k].p.chars + 2 >=
			    s.rows[l.list[k].b].n && l.list[k].b < least)
				least = l.list[k].b;
		cr_assert_eq(least, 1, "period %zu", periods[i]);
		mem_free(&mem, l.list);
	}
	small_release(&s);
}

static void
same_list(const struct list *a, const struct list *b)
{
	cr_assert_eq(a->n, b->n);
	cr_assert_eq(a->covered, b->covered);
	for (size_t i = 0; i < a->n; i++)
		cr_assert_arr_eq(&a->list[i], &b->list[i],
		    sizeof(a->list[i]));
}

/* Ranges of hashes, one after another, and threads change nothing. */
Test(passages, within_any_memory_by_any_threads)
{
	enum { LONG = 50000 };
	static struct small s, t;
	struct list want, got;
	struct passages p, q;
	uint64_t state = 5;

	small_init(&s, 1);
	small_init(&t, 3);
	small_fill(&s, &state, 50, 0);
	for (size_t i = 0; i < N; i++) {
		/* A tail of its own, and the head of the one before. */
		struct code_buf *b = &s.rows[i].buf;
		const struct code_buf *o = &s.rows[i > 0 ? i - 1 : 0].buf;

		cr_assert_eq(code_buf_reserve(&mem, b, LONG), 0);
		for (size_t k = 0; k < LONG; k++)
			b->classes[b->n++] = i > 0 && k > LONG / 2 ?
			    o->classes[o->n - LONG + k] :
			    class_of(random_point(&state, 0));
		t.rows[i] = s.rows[i];
	}
	walk(&s, WINNOW_SURE, &want);
	cr_assert_gt(want.n, N);
	s.in.memory = t.in.memory = 1;
	walk(&s, WINNOW_SURE, &got);
	same_list(&want, &got);
	mem_free(&mem, got.list);
	walk(&t, WINNOW_SURE, &got);
	same_list(&want, &got);
	mem_free(&mem, got.list);
	mem_free(&mem, want.list);
	cr_assert_eq(passages_build(&q, &space, &t.in), 0);
	t.in.memory = 0;
	cr_assert_eq(passages_build(&p, &space, &t.in), 0);
	cr_assert_gt(p.prints, 16384);
	cr_assert(p.prints == q.prints && p.shared == q.shared &&
	    p.cut == q.cut && p.n == q.n);
	cr_assert_arr_eq(p.places, q.places, p.n * sizeof(*p.places));
	passages_release(&p);
	passages_release(&q);
	small_release(&s);
	pool_free(t.pool);
}

/* A frame is cut when more than df texts have it, and only then. */
Test(passages, frames_are_cut)
{
	static struct small s;
	static struct row frame;
	uint64_t state = 6;
	struct passages p;
	struct list l;

	small_init(&s, 1);
	row_random(&frame, &state, 150, 0, 0);
	for (size_t i = 0; i < N; i++) {
		row_random(&s.rows[i], &state, 400, 0, 0);
		if (i < 10) {
			/* No window that reaches over it is shared, too. */
			memcpy(s.rows[i].cp + 7 * i + 1, frame.cp,
			    frame.n * sizeof(*frame.cp));
			s.rows[i].cp[7 * i] = 0x5000 + (uint32_t)i;
			s.rows[i].cp[7 * i + 151] = 0x5000 + (uint32_t)i;
		}
		row_code(&s.rows[i]);
	}
	for (uint32_t df = 9; df < 12; df++) {
		s.in.df = df % 11;
		walk(&s, WINNOW_SURE, &l);
		/* Which windows near the frame's ends are fingerprints
		 * depends on what is around it: not all have all ten. */
		if (df == 9)
			cr_assert_lt(l.n, 10);
		else
			cr_assert_eq(l.n, 45);
		mem_free(&mem, l.list);
		cr_assert_eq(passages_build(&p, &space, &s.in), 0);
		cr_assert_eq(p.cut > 0, df == 9);
		cr_assert(df == 9 || p.shared > 0);
		passages_release(&p);
	}
	s.skip[3] = 1;
	s.in.df = 9;
	walk(&s, WINNOW_SURE, &l);
	cr_assert_eq(l.n, 36);
	mem_free(&mem, l.list);
	small_release(&s);
}

/* Edits do not make two passages of one; far away is another. */
Test(passages, edits_stay_in_a_passage)
{
	static struct small s;
	uint64_t state = 7;
	struct list l;

	small_init(&s, 1);
	for (size_t i = 0; i < N; i++) {
		row_random(&s.rows[i], &state, 900, 0, 0);
		row_code(&s.rows[i]);
	}
	memcpy(s.rows[1].cp + 50, s.rows[0].cp + 200, 800);
	/* 200 code points at 50: of 200 to 400; one replaced, then three more
	 * in the second text; and 150 much later. */
	s.rows[1].cp[150] = 0x4e00;
	memcpy(s.rows[1].cp + 253, s.rows[0].cp + 400, 4 * 200);
	memcpy(s.rows[1].cp + 700, s.rows[0].cp + 700, 4 * 150);
	for (size_t i = 250; i < 253; i++)
		s.rows[1].cp[i] = 0x4e01;
	for (size_t k = 0; k < 2; k++) {
		s.rows[0].cp[199] = s.rows[0].cp[600] = s.rows[0].cp[699] =
		    s.rows[0].cp[850] = 0x4e02;
		row_code(&s.rows[k]);
	}
	walk(&s, WINNOW_SURE, &l);
	cr_assert_eq(l.n, 2);
	cr_assert(l.list[0].a == 0 && l.list[0].b == 1);
	cr_assert_leq(l.list[0].p.a - 200, 1);
	cr_assert_leq(l.list[0].p.b - 50, 1);
	cr_assert_leq(600 - l.list[0].p.a_end, 1);
	cr_assert_leq(453 - l.list[0].p.b_end, 1);
	cr_assert(l.list[0].p.chars >= 397 && l.list[0].p.chars <= 399);
	cr_assert_leq(l.list[1].p.a - 700, 1);
	cr_assert(l.list[1].p.chars >= 148 && l.list[1].p.chars <= 150);
	mem_free(&mem, l.list);
	small_release(&s);
}
